//! Pages for everybody and for citizens.

mod ask;
mod catalogue;
mod dossier;
mod draft;
mod files;
mod find;
mod home;
mod leave;
mod looks;
mod notices;
mod places;
mod receipt;
pub(crate) mod sample;
mod sign_in;
mod status;
mod tracking;

pub use ask::AskPage;
pub use catalogue::{PaperLine, ProcedurePage, Step};
pub use dossier::{DossierLine, DossiersPage, DraftLine, SlipLine, SubmittedPage, TrackPage};
pub use draft::{FormPage, ReviewPage, ReviewSection};
pub use files::FilesPage;
pub use find::{Hit, SearchPage};
pub use home::{CentreLine, CentresPage, Errand, HomePage, Opening};
pub use leave::LeavePage;
pub use looks::{LookGroup, LookLine, LooksPage};
pub use notices::{NoticeLine, NoticesPage};
pub use places::{PlaceAnswer, PlaceNow, PlacePart, PlacesPage};
pub use receipt::{Qr, ReceiptLine, ReceiptPage, receipt_address};
pub use sign_in::SignInPage;
pub use status::{StatusLine, StatusPage};
pub use tracking::{AddToCalendar, TrackingPage};

use crate::page::{Sampled, sampled};

/// All of them.
pub(crate) fn pages() -> Vec<Sampled> {
    vec![
        sampled::<HomePage>(),
        sampled::<CentresPage>(),
        sampled::<SearchPage>(),
        sampled::<ProcedurePage>(),
        sampled::<PlacesPage>(),
        sampled::<SignInPage>(),
        sampled::<FormPage>(),
        sampled::<FilesPage>(),
        sampled::<ReviewPage>(),
        sampled::<SubmittedPage>(),
        sampled::<DossiersPage>(),
        sampled::<TrackPage>(),
        sampled::<TrackingPage>(),
        sampled::<AskPage>(),
        sampled::<ReceiptPage>(),
        sampled::<LooksPage>(),
        sampled::<NoticesPage>(),
        sampled::<LeavePage>(),
        sampled::<StatusPage>(),
        sampled::<crate::problem::ProblemPage>(),
    ]
}
