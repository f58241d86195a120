//! Officers' pages.

mod account;
mod act;
mod assign;
mod call;
mod client;
mod component;
mod counter;
mod dossier;
mod external;
mod files;
mod hand_over;
mod help;
mod list;
mod maintenance;
mod money;
mod opinion;
mod originals;
mod payments;
mod problem;
mod recovery;
mod reminders;
mod signing;
mod supplement;
mod worklist;

pub use account::{SessionLine, SessionsPage, SignInPage, Slip, SlipPage};
pub use act::ActPage;
pub use assign::{AssignLine, AssignList, AssignOfficer, AssignPage};
pub(crate) use call::{ABOUT, CallPerson, CallTyped, RESULTS, call_fields, note_fields};
pub use client::{ClientLine, ClientsPage, TokenPage};
pub use component::{ComponentLine, How, Keeps};
pub use counter::{CounterPage, IncomingLine, IncomingPage, Section};
pub use dossier::{Act, DossierPage};
pub use external::{CopyGroup, CopyLine, ExternalPage};
pub use files::DeskFilesPage;
pub use hand_over::{HandOverAct, HandOverLine, HandOverPage};
pub use help::{HelpChoosePage, HelpDraft, HelpFormPage, HelpHit, HelpPage, HelpReviewPage, HelpSlip, Helped};
pub use list::{Cell, LineAct, ListLine, ListPage, Search};
pub use maintenance::{MaintenanceLine, MaintenancePage, MaintenanceTyped};
pub use money::{ChargeLine, MoneyBox};
pub use opinion::OpinionLine;
pub use originals::{OpenList, OriginalLine, OriginalsPage};
pub use payments::{PaymentLine, PaymentsPage, PaymentsSum};
pub use problem::DeskProblemPage;
pub use recovery::RecoveryPage;
pub use reminders::{ReminderLine, RemindersPage};
pub use signing::{PaperPreview, PaperValue, SigningGroup, SigningLine, SigningPage};
pub use supplement::{SupplementLine, SupplementPage, Verdict};
pub use worklist::{Holder, Preview, WorkGroup, WorkLine, WorklistPage};

use crate::page::{Sampled, sampled};

/// All of them.
pub(crate) fn pages() -> Vec<Sampled> {
    vec![
        sampled::<SignInPage>(),
        sampled::<SessionsPage>(),
        sampled::<IncomingPage>(),
        sampled::<CounterPage>(),
        sampled::<HelpPage>(),
        sampled::<HelpChoosePage>(),
        sampled::<HelpFormPage>(),
        sampled::<HelpReviewPage>(),
        sampled::<DeskFilesPage>(),
        sampled::<WorklistPage>(),
        sampled::<RemindersPage>(),
        sampled::<DossierPage>(),
        sampled::<ExternalPage>(),
        sampled::<SupplementPage>(),
        sampled::<ActPage>(),
        sampled::<AssignPage>(),
        sampled::<SigningPage>(),
        sampled::<OriginalsPage>(),
        sampled::<HandOverPage>(),
        sampled::<ListPage>(),
        sampled::<ClientsPage>(),
        sampled::<MaintenancePage>(),
        sampled::<PaymentsPage>(),
        sampled::<TokenPage>(),
        sampled::<SlipPage>(),
        sampled::<RecoveryPage>(),
        sampled::<DeskProblemPage>(),
    ]
}
