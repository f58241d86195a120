//! Persons and who may act for them: what the office knows of somebody and how surely it knows it.
//!
//! A person comes in by signing in ([`person::bring_up_to_date`]) or over a counter ([`person::enrol_at_counter`]);
//! both ways lead to the same record, found by the provider's subject or by the personal number.
//!
//! What it deliberately does not do: decide what an officer may see (`org` has the table of rights; callers ask it
//! before they call), sessions (`accounts`), or mapping old addresses to today's areas (`org`; the area comes as a
//! value).
//!
//! ```
//! use motcua_people::person::{IdNumber, PartialDate, Phone};
//!
//! let number: IdNumber = "022095001234".parse().unwrap();
//! assert_eq!(number.birth_year(), 1995);
//! assert!(number.agrees_with(Some("1995-03-14".parse::<PartialDate>().unwrap()), None).is_ok());
//! assert_eq!("0912 345 678".parse::<Phone>().unwrap().as_str(), "+84912345678");
//! ```

pub mod card;
pub mod look;
pub mod mandate;
pub mod organisation;
pub mod person;

use motcua_kernel::{Id, ThingId};

/// The chain of a thing with this id.
fn thing(id: impl Id) -> ThingId {
    ThingId::from(id.into())
}
