//! A dossier (hồ sơ) from submission to result: states, time ledger, steps, and who holds it.
//!
//! Transitions are pure: they take a [`Life`] whole and give the new one back with the [`Fact`]s that explain the
//! difference, or an error that says why. Actions read, decide by a transition, and commit once.
//!
//! ```
//! # #[cfg(feature = "samples")] {
//! use motcua_dossier::samples::{Story, calendar, moment};
//! use motcua_dossier::timeline::timeline;
//! use motcua_dossier::{Skeleton, Stage};
//!
//! let story = Story::delivered();
//! assert_eq!(story.life.stage(), Stage::Delivered);
//! // What the journal tells is what the records say, and the stretches tile the life.
//! assert_eq!(Skeleton::fold(&story.facts).unwrap(), Skeleton::of(&story.life));
//! let stretches = timeline(&story.life, &calendar(), moment("2026-12-01T08:00"));
//! assert!(stretches.windows(2).all(|pair| pair[0].until == Some(pair[1].from)));
//! # }
//! ```
//!
//! The room deliberately does not know pages and words, does not send notices (it puts messages into the outbox),
//! and lets nobody type a due moment: that follows from ledger, pinned limit and calendar.

pub mod accept;
pub mod access;
pub mod apology;
pub mod charge;
pub mod check;
pub mod checklist;
pub mod deliver;
pub mod done;
pub mod dossier;
pub mod draft;
pub mod enclosure;
pub mod fact;
pub mod filing;
pub mod filled;
pub mod guidance;
pub mod hand_over;
pub mod kept;
pub mod ledger;
mod life;
mod motion;
pub mod notice;
pub mod opinion;
pub mod original;
pub mod paper;
pub mod party;
mod place;
pub mod problem;
mod record;
pub mod refuse;
pub mod remind;
pub mod result;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod series;
pub mod skeleton;
pub mod stage;
mod state;
pub mod status;
pub mod step;
pub mod stop;
pub mod submit;
pub mod succession;
pub mod supplement;
pub mod terms;
pub mod timeline;
pub mod transfer;
pub mod withdraw;
pub mod worklist;

pub use charge::Dues;
pub use dossier::{Axes, DeliveryState, Dossier, Pinned};
pub use fact::Fact;
pub use filing::Filing;
pub use life::{Life, LifeFault, Moved};
pub use party::{By, Identity, Parties, Party, Representative, Who};
pub use place::{Channel, Places, Source};
pub use record::{by_number, by_source, dossiers_of_client, dossiers_of_client_that};
pub use result::{Decision, DossierResult};
pub use skeleton::Skeleton;
pub use stage::{Act, NationalStatus, Stage, WaitsFor, WrongStage};
pub use state::State;

#[cfg(test)]
mod properties;
