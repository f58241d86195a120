//! What was filled in and handed in at one time: the submission, and each answer to a supplement request.

mod record;

pub use record::filings_of;

use crate::party::By;
use motcua_kernel::{DossierId, FilingId, FormId, Instant};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// One filled-in form. Never changed: an answer is another filing, on the same version of the form (REC-12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Its id.
    pub id: FilingId,
    /// The dossier.
    pub dossier: DossierId,
    /// 0 for the submission, one more with each answer.
    pub round: u32,
    /// The version of the form.
    pub form: FormId,
    /// The answers by key, as the form's schema checked them.
    pub answers: Json,
    /// When.
    pub filed_at: Instant,
    /// Who.
    pub filed_by: By,
}
