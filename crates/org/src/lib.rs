//! The province: areas and units with dates and successors, centres, points, calendars, positions, officers,
//! delegation, and the table of rights.
//!
//! What it deliberately does not do: accounts and passwords (`accounts`), persons and mandates (`people`), moving
//! dossiers when areas merge (`reorganisation`). It reads no file: an import gets the contents.
//!
//! ```
//! # #[cfg(feature = "samples")] {
//! use motcua_org::import::{ProvinceData, ProvinceFiles};
//! use motcua_org::area::place::Place;
//!
//! let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
//! let directory = data.directory().unwrap();
//! let now = "2026-11-25T02:00:00Z".parse().unwrap();
//! let Some(Place::BecamePart { now: ward, .. }) = directory.places().find_place("phuong Hong Hai", now, None) else {
//!     panic!("an old ward was found");
//! };
//! assert_eq!(ward.full_name, "Phường Hạ Long");
//! # }
//! ```

pub mod appointment;
pub mod area;
pub mod calendar;
pub mod connection;
pub mod delegation;
pub mod directory;
pub mod import;
pub mod officer;
pub mod origin;
mod period;
pub mod point;
pub mod position;
pub mod rights;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
pub mod succession;
pub mod unit;

pub use directory::Directory;
pub use period::Period;
pub use rights::{Party, Right, Rights, Scope, Subject};

use motcua_kernel::{Id, ThingId};

/// The chain of a thing with this id.
fn thing(id: impl Id) -> ThingId {
    ThingId::from(id.into())
}
