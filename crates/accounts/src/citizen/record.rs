//! How a sign-in under way is kept: plain, for some minutes, used once.

use super::{IdentityLevel, ReturnPath};
use crate::secret::SecretDigest;
use crate::session::Place;
use motcua_kernel::{Instant, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, record};
use serde::{Deserialize, Serialize};

/// A sign-in under way. Nonce and proof key are not in it: they follow from the state and a key of the installation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignInRequest {
    /// Follows from the state.
    pub id: ThingId,
    /// Digest of the visitor cookie: only the browser that left may come back.
    pub visitor: SecretDigest,
    /// Where to go on.
    pub return_to: ReturnPath,
    /// The level that was asked for.
    pub level: IdentityLevel,
    /// Where the browser stands.
    pub place: Place,
    /// Until when the person may come back.
    pub ends_at: Instant,
}

impl Record for SignInRequest {
    type Id = ThingId;
    const TABLE: &'static str = "sign_in_request";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[];

    fn id(&self) -> ThingId {
        self.id
    }

    fn expires_at(&self) -> Option<Instant> {
        // A little longer than it counts, so that who comes late is sent on to the right page.
        Some(self.ends_at.plus_seconds(3_600))
    }

    fn columns(&self, _row: &mut Row) {}
}
record!(SignInRequest);
