//! What a message to the outbox says of a dossier: ids only. Who is told, how and in which words is the notice
//! room's to decide when it sends.

use motcua_kernel::{DossierId, SupplementId};
use serde::{Deserialize, Serialize};

/// The body of a message about a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The dossier.
    pub dossier: DossierId,
    /// The supplement request, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<SupplementId>,
}

impl About {
    /// About a dossier.
    pub const fn dossier(dossier: DossierId) -> Self {
        Self {
            dossier,
            supplement: None,
        }
    }

    /// About a supplement request.
    pub const fn supplement(dossier: DossierId, supplement: SupplementId) -> Self {
        Self {
            dossier,
            supplement: Some(supplement),
        }
    }
}
