//! The registry of typed ids: what an id identifies is its type, never a bare string or number.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A typed id over a UUID (RFC 9562, version 7 when made by a [`crate::Context`]).
pub trait Id: Copy + Eq + Ord + From<Uuid> + Into<Uuid> + fmt::Display + Send + Sync + 'static {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with these 128 bits.
            pub const fn from_u128(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }
        }
        impl Id for $name {}
        impl From<Uuid> for $name {
            fn from(bits: Uuid) -> Self {
                Self(bits)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

/// The registry: hands every typed id, with its sentence, to the macro named by `callback`.
///
/// The store uses it to teach its values all ids at once.
#[macro_export]
macro_rules! every_id {
    ($callback:ident) => {
        $callback! {
            /// One change set; also what a form's token carries, so that a double click is applied once.
            ChangeId,
            /// Anything that has a chain of events.
            ThingId,
            /// One message in the outbox.
            MessageId,
            /// One request of a browser or a client.
            RequestId,
            /// An area: province, commune, ward, special zone (đơn vị hành chính).
            AreaId,
            /// A body that handles or decides (cơ quan, đơn vị).
            UnitId,
            /// A place with counters (điểm tiếp nhận).
            PointId,
            /// A working or service calendar.
            CalendarId,
            /// What somebody is appointed to; rights belong to it (vị trí việc làm).
            PositionId,
            /// A member of staff.
            OfficerId,
            /// An officer's time in a position.
            AppointmentId,
            /// A leader's permission that another acts for them (ủy quyền).
            DelegationId,
            /// A natural person.
            PersonId,
            /// An organisation, business or household business.
            OrganisationId,
            /// A right to act for somebody.
            MandateId,
            /// One reading of personal data.
            LookId,
            /// An officer's account.
            AccountId,
            /// A signed-in browser.
            SessionId,
            /// A slip that activates an account once.
            ActivationId,
            /// A program that calls the API.
            ClientId,
            /// An administrative procedure (thủ tục hành chính).
            ProcedureId,
            /// A version of a procedure by an announcing decision.
            ProcedureVersionId,
            /// A decision that creates, changes, replaces or abolishes procedures.
            DecisionId,
            /// A version of a workflow.
            WorkflowId,
            /// A version of a form.
            FormId,
            /// A form that somebody is filling in.
            DraftId,
            /// A dossier (hồ sơ).
            DossierId,
            /// What was filled in and handed in for a dossier at one time.
            FilingId,
            /// An interval of the time ledger.
            IntervalId,
            /// A step of a dossier in its workflow.
            StepId,
            /// A request for supplements.
            SupplementId,
            /// A question to another unit about a dossier.
            OpinionId,
            /// A result of a dossier.
            ResultId,
            /// A note that an officer wrote.
            NoteId,
            /// A notice to a person.
            NoticeId,
            /// A reminder to an officer.
            ReminderId,
            /// A notice of maintenance to everybody.
            MaintenanceId,
            /// A file.
            BlobId,
            /// The files of one component of a dossier.
            EnclosureId,
            /// An official paper of a dossier, fixed in the act that issues it.
            PaperId,
            /// An original paper that an office keeps for a while.
            OriginalId,
            /// A list of originals that go from one unit to another.
            HandOverId,
            /// A conditional slip: what somebody still has to bring before a dossier begins.
            GuidanceId,
            /// A money claim on anything that has an id.
            ChargeId,
            /// Money that was taken for a charge, or given back.
            PaymentId,
        }
    };
}

every_id!(ids);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_shows() {
        let id = DossierId::from_u128(7);
        assert_eq!(id.to_string().parse::<DossierId>().unwrap(), id);
        assert_eq!(format!("{id:?}"), "DossierId(00000000-0000-0000-0000-000000000007)");
    }
}
