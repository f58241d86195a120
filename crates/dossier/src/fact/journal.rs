//! Facts as events of the journal.

use super::Fact;
use crate::motion::thing;
use motcua_kernel::DossierId;
use motcua_store::Event;
use serde_json::Value as Json;

impl Fact {
    /// The kind of its event.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "dossier.submitted",
            Self::Held { .. } => "dossier.held",
            Self::ClockSet { .. } => "dossier.clock_set",
            Self::SupplementAsked { .. } => "dossier.supplement_asked",
            Self::SupplementAnswered { .. } => "dossier.supplement_answered",
            Self::SupplementLapsed { .. } => "dossier.supplement_lapsed",
            Self::Refused { .. } => "dossier.refused",
            Self::Accepted { .. } => "dossier.accepted",
            Self::StepOpened { .. } => "dossier.step_opened",
            Self::StepClosed { .. } => "dossier.step_closed",
            Self::Assigned { .. } => "dossier.assigned",
            Self::Continued { .. } => "dossier.continued",
            Self::Proposed { .. } => "dossier.result_proposed",
            Self::Initialled { .. } => "dossier.result_initialled",
            Self::Signed { .. } => "dossier.result_signed",
            Self::SentBack { .. } => "dossier.sent_back",
            Self::BroughtBack { .. } => "dossier.brought_back",
            Self::OpinionAsked { .. } => "dossier.opinion_asked",
            Self::OpinionAnswered { .. } => "dossier.opinion_answered",
            Self::OpinionLapsed { .. } => "dossier.opinion_lapsed",
            Self::OpinionRecalled { .. } => "dossier.opinion_recalled",
            Self::OpinionMoved { .. } => "dossier.opinion_moved",
            Self::Issued { .. } => "dossier.result_issued",
            Self::Charged { .. } => "dossier.charged",
            Self::Paid { .. } => "dossier.charge_paid",
            Self::Waived { .. } => "dossier.charge_waived",
            Self::ChargeReopened { .. } => "dossier.charge_reopened",
            Self::Delivered { .. } => "dossier.delivered",
            Self::Apologised { .. } => "dossier.apologised",
            Self::Stopped { .. } => "dossier.stopped",
            Self::Withdrawn { .. } => "dossier.withdrawn",
            Self::Transferred { .. } => "dossier.transferred",
            Self::Succeeded { .. } => "dossier.succeeded",
            Self::Noted { .. } => "dossier.noted",
            Self::PaperDrawnUp { .. } => "dossier.paper_drawn_up",
            Self::PaperMade { .. } => "dossier.paper_made",
            Self::PaperReprinted { .. } => "dossier.paper_reprinted",
            Self::OriginalMoved { .. } => "dossier.original_moved",
            Self::FilesKept { .. } => "dossier.files_kept",
            Self::PapersSeen { .. } => "dossier.papers_seen",
            Self::Closed { .. } => "dossier.closed",
        }
    }

    /// As an event in the dossier's chain.
    pub fn event(&self, dossier: DossierId) -> Event {
        // A fact is an enum of plain structs: writing it as JSON cannot fail, and its content is an object.
        let written = serde_json::to_value(self).unwrap_or_default();
        let facts = written.get("facts").cloned().unwrap_or_default();
        Event::new(thing(dossier), self.kind(), &facts)
    }

    /// Reads an event of a dossier's chain; `None` for kinds that this release does not know.
    ///
    /// # Errors
    ///
    /// Fails when the facts of a known kind cannot be read.
    pub fn read(kind: &str, facts: &Json) -> Result<Option<Self>, serde_json::Error> {
        if !KINDS.contains(&kind) {
            return Ok(None);
        }
        serde_json::from_value(serde_json::json!({ "kind": kind, "facts": facts })).map(Some)
    }
}

/// The kinds that this release knows.
const KINDS: &[&str] = &[
    "dossier.submitted",
    "dossier.held",
    "dossier.clock_set",
    "dossier.supplement_asked",
    "dossier.supplement_answered",
    "dossier.supplement_lapsed",
    "dossier.refused",
    "dossier.accepted",
    "dossier.step_opened",
    "dossier.step_closed",
    "dossier.assigned",
    "dossier.continued",
    "dossier.result_proposed",
    "dossier.result_initialled",
    "dossier.result_signed",
    "dossier.sent_back",
    "dossier.brought_back",
    "dossier.opinion_asked",
    "dossier.opinion_answered",
    "dossier.opinion_lapsed",
    "dossier.opinion_recalled",
    "dossier.opinion_moved",
    "dossier.result_issued",
    "dossier.charged",
    "dossier.charge_paid",
    "dossier.charge_waived",
    "dossier.charge_reopened",
    "dossier.delivered",
    "dossier.apologised",
    "dossier.stopped",
    "dossier.withdrawn",
    "dossier.transferred",
    "dossier.succeeded",
    "dossier.noted",
    "dossier.paper_drawn_up",
    "dossier.paper_made",
    "dossier.paper_reprinted",
    "dossier.original_moved",
    "dossier.files_kept",
    "dossier.papers_seen",
    "dossier.closed",
];
