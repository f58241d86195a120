//! The official papers that the office issues: data in, PDF/A-2b out.
//!
//! A [`Paper`] is everything that a paper says, fixed in the act that issues it. [`Paper::print`] sets it by the
//! layout of Decree 30/2020 and gives the bytes that are kept by their digest: the same data gives the same
//! bytes. A reprint is a paper of its own that says so.
//!
//! [`sign`] adds a signature behind what is there, [`verify`] gives the verdict about a file.
//!
//! It reads no clock, no file and no network: fonts and forms are in the binary, the moment of issue is in the
//! data. Words of the forms stand in `forms/`, since the law writes them and they do not follow the reader's
//! language.
//!
//! Files that people bring become one PDF in a [`Bindery`] (feature `bind`).
//!
//! Rooms and pages see only what papers say and the ports [`Press`] and [`Bindery`]; the press behind it (feature `press`) brings a
//! compiler with it, and the program wires it.

#[cfg(feature = "bind")]
mod bind;
mod bindery;
mod code;
mod paper;
mod port;
#[cfg(feature = "press")]
mod press;
mod said;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
#[cfg(feature = "press")]
mod sign;
mod signatory;
#[cfg(feature = "press")]
mod verdict;

pub use bindery::{Bindery, Binding, Bound, MOST_BYTES, MOST_PAGES, Unfit};
pub use code::Mark;
pub use paper::*;
pub use port::{Press, PressError, Printing, Role, ToSign};
pub use said::{said, said_of};
pub use signatory::{Capacity, Signatory};

#[cfg(feature = "bind")]
pub use self::bind::BindingRoom;
#[cfg(feature = "press")]
pub use self::{
    code::CodeError,
    press::{PressRoom, PrintError, Printed, Spot},
    sign::{DemonstrationAuthority, DemonstrationKey, Key, KeyError, Keys, Order, SignError, sign},
    verdict::{Seen, Verdict, VerdictError, verify},
};
