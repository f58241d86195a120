//! Where a dossier stands in one word, and the tables that follow from it: the national status (PRO-06),
//! what it waits for, and which acts are possible now. Pages and actions read the same tables.

mod national;
mod waits;

pub use national::NationalStatus;
pub use waits::WaitsFor;

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a dossier stands in its business life: the name of a [`crate::State`] without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Handed in; the first check runs.
    Submitted,
    /// The applicant was asked to complete it before acceptance.
    AwaitingCompletion,
    /// Reception was refused.
    Refused,
    /// It was not completed in time.
    Lapsed,
    /// It has its number and waits for an officer of the deciding unit.
    Accepted,
    /// An officer works on it.
    InProcess,
    /// The applicant completes it during appraisal; the limit is paused.
    Paused,
    /// A result was proposed; somebody must initial or sign it.
    AwaitingSignature,
    /// Signed; the records clerk must number and seal it.
    Signed,
    /// The result is issued and waits to be fetched.
    ResultReady,
    /// The result was delivered.
    Delivered,
    /// The applicant took it back.
    Withdrawn,
    /// A head stopped it on a legal ground.
    Stopped,
}

impl Stage {
    /// Every stage, in the order of a life.
    pub const ALL: [Self; 13] = [
        Self::Submitted,
        Self::AwaitingCompletion,
        Self::Refused,
        Self::Lapsed,
        Self::Accepted,
        Self::InProcess,
        Self::Paused,
        Self::AwaitingSignature,
        Self::Signed,
        Self::ResultReady,
        Self::Delivered,
        Self::Withdrawn,
        Self::Stopped,
    ];

    /// The stable word for columns, facts and words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::AwaitingCompletion => "awaiting_completion",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
            Self::Accepted => "accepted",
            Self::InProcess => "in_process",
            Self::Paused => "paused",
            Self::AwaitingSignature => "awaiting_signature",
            Self::Signed => "signed",
            Self::ResultReady => "result_ready",
            Self::Delivered => "delivered",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
        }
    }

    /// Whether nothing can happen any more.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Refused | Self::Lapsed | Self::Delivered | Self::Withdrawn | Self::Stopped => true,
            Self::Submitted
            | Self::AwaitingCompletion
            | Self::Accepted
            | Self::InProcess
            | Self::Paused
            | Self::AwaitingSignature
            | Self::Signed
            | Self::ResultReady => false,
        }
    }

    /// The status that the country counts by (PRO-06, law.md §13.3).
    pub const fn national(self) -> NationalStatus {
        match self {
            Self::Submitted => NationalStatus::NewlyFiled,
            Self::AwaitingCompletion | Self::Paused => NationalStatus::SupplementRequested,
            Self::Refused | Self::Lapsed => NationalStatus::NotReceived,
            Self::Accepted => NationalStatus::Received,
            Self::InProcess | Self::AwaitingSignature | Self::Signed => NationalStatus::InProcess,
            Self::ResultReady => NationalStatus::Finished,
            Self::Delivered => NationalStatus::Delivered,
            Self::Withdrawn => NationalStatus::Withdrawn,
            Self::Stopped => NationalStatus::Stopped,
        }
    }

    /// The acts that this stage allows. Who may do them is the table of rights' business.
    pub const fn acts(self) -> &'static [Act] {
        match self {
            Self::Submitted => &[
                Act::Accept,
                Act::Refuse,
                Act::AskSupplement,
                Act::Withdraw,
                Act::Succeed,
            ],
            Self::AwaitingCompletion => &[Act::AnswerSupplement, Act::LapseSupplement, Act::Withdraw, Act::Succeed],
            Self::Accepted => &[
                Act::Take,
                Act::Assign,
                Act::Apologise,
                Act::Stop,
                Act::Withdraw,
                Act::Transfer,
                Act::Charge,
                Act::Succeed,
            ],
            Self::InProcess => &[
                Act::Take,
                Act::Assign,
                Act::PassOn,
                Act::Propose,
                Act::SendBack,
                Act::BringBack,
                Act::AskOpinion,
                Act::AnswerOpinion,
                Act::LapseOpinion,
                Act::RecallOpinion,
                Act::AskSupplement,
                Act::Apologise,
                Act::Stop,
                Act::Withdraw,
                Act::Transfer,
                Act::Charge,
                Act::Succeed,
            ],
            Self::Paused => &[
                Act::AnswerSupplement,
                Act::LapseSupplement,
                Act::AnswerOpinion,
                Act::RecallOpinion,
                Act::Stop,
                Act::Withdraw,
                Act::Charge,
                Act::Succeed,
            ],
            Self::AwaitingSignature => &[
                Act::Initial,
                Act::Sign,
                Act::SendBack,
                Act::AnswerOpinion,
                Act::Apologise,
                Act::Stop,
                Act::Withdraw,
                Act::Charge,
                Act::Succeed,
            ],
            Self::Signed => &[Act::Issue, Act::Apologise, Act::Charge, Act::Succeed],
            Self::ResultReady => &[Act::Deliver, Act::Charge, Act::Succeed],
            Self::Refused | Self::Lapsed | Self::Delivered | Self::Withdrawn | Self::Stopped => &[],
        }
    }

    /// Whether the act is possible now.
    pub fn allows(self, act: Act) -> bool {
        self.acts().contains(&act)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What somebody can do with a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Give it number and receipt.
    Accept,
    /// Refuse reception on a legal ground.
    Refuse,
    /// Ask the applicant for what is missing.
    AskSupplement,
    /// Hand in what was asked for.
    AnswerSupplement,
    /// Note that the last day is over (a timer's act).
    LapseSupplement,
    /// Take it from the unit's list: acknowledges the hand-over (PRO-08).
    Take,
    /// Give it to an officer of the unit.
    Assign,
    /// Complete a step that leads to another step of work.
    PassOn,
    /// Complete the last step of work with a proposed result.
    Propose,
    /// Give it back to an earlier step, with a reason.
    SendBack,
    /// Keep what another system gave: the number by which the matter is found there.
    BringBack,
    /// Ask other units for their opinion (PRO-09).
    AskOpinion,
    /// Answer for a unit that was asked: in time, late, or once more.
    AnswerOpinion,
    /// Go on without an answer whose due moment is over.
    LapseOpinion,
    /// Take a question back that needs no answer any more.
    RecallOpinion,
    /// Initial a proposed result (ký nháy).
    Initial,
    /// Sign a proposed result.
    Sign,
    /// Number, date and seal a signed result.
    Issue,
    /// Take what is owed, waive it on a ground, or put it right.
    Charge,
    /// Hand the result out.
    Deliver,
    /// Say sorry and promise a new moment, once (Form 04, PRO-12).
    Apologise,
    /// Stop handling on a legal ground (Form 05, PRO-14).
    Stop,
    /// Take the dossier back (PRO-15).
    Withdraw,
    /// Give it to another body that is competent.
    Transfer,
    /// Follow a unit that closed to the one that came after it (a timer's act, PRO-02).
    Succeed,
}

impl Act {
    /// The stable word, as rights, pages and words name the act.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::AskSupplement => "ask_supplement",
            Self::AnswerSupplement => "answer_supplement",
            Self::LapseSupplement => "lapse_supplement",
            Self::Take => "take",
            Self::Assign => "assign",
            Self::PassOn => "pass_on",
            Self::Propose => "propose",
            Self::SendBack => "send_back",
            Self::BringBack => "bring_back",
            Self::AskOpinion => "ask_opinion",
            Self::AnswerOpinion => "answer_opinion",
            Self::LapseOpinion => "lapse_opinion",
            Self::RecallOpinion => "recall_opinion",
            Self::Initial => "initial",
            Self::Sign => "sign",
            Self::Issue => "issue",
            Self::Charge => "charge",
            Self::Deliver => "deliver",
            Self::Apologise => "apologise",
            Self::Stop => "stop",
            Self::Withdraw => "withdraw",
            Self::Transfer => "transfer",
            Self::Succeed => "succeed",
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where each act leads: the whole state machine of case-handling.md §2.3, as far as it is built.
///
/// The random lives of the properties go only these ways, [`Stage::acts`] names the same, and the diagram of
/// `docs/rooms/dossier.md` is drawn from it.
pub const WAYS: &[(Stage, Act, Stage)] = &[
    (Stage::Submitted, Act::Accept, Stage::Accepted),
    (Stage::Submitted, Act::Accept, Stage::AwaitingSignature),
    (Stage::Submitted, Act::Refuse, Stage::Refused),
    (Stage::Submitted, Act::AskSupplement, Stage::AwaitingCompletion),
    (Stage::Submitted, Act::Withdraw, Stage::Withdrawn),
    (Stage::Submitted, Act::Succeed, Stage::Submitted),
    (Stage::AwaitingCompletion, Act::AnswerSupplement, Stage::Submitted),
    (Stage::AwaitingCompletion, Act::LapseSupplement, Stage::Lapsed),
    (Stage::AwaitingCompletion, Act::Withdraw, Stage::Withdrawn),
    (Stage::AwaitingCompletion, Act::Succeed, Stage::AwaitingCompletion),
    (Stage::Accepted, Act::Take, Stage::InProcess),
    (Stage::Accepted, Act::Assign, Stage::InProcess),
    (Stage::Accepted, Act::Apologise, Stage::Accepted),
    (Stage::Accepted, Act::Stop, Stage::Stopped),
    (Stage::Accepted, Act::Withdraw, Stage::Withdrawn),
    (Stage::Accepted, Act::Transfer, Stage::Accepted),
    (Stage::Accepted, Act::Charge, Stage::Accepted),
    (Stage::Accepted, Act::Succeed, Stage::Accepted),
    (Stage::InProcess, Act::Take, Stage::InProcess),
    (Stage::InProcess, Act::Assign, Stage::InProcess),
    (Stage::InProcess, Act::PassOn, Stage::InProcess),
    (Stage::InProcess, Act::Propose, Stage::AwaitingSignature),
    (Stage::InProcess, Act::SendBack, Stage::InProcess),
    (Stage::InProcess, Act::BringBack, Stage::InProcess),
    (Stage::InProcess, Act::AskOpinion, Stage::InProcess),
    (Stage::InProcess, Act::AnswerOpinion, Stage::InProcess),
    (Stage::InProcess, Act::LapseOpinion, Stage::InProcess),
    (Stage::InProcess, Act::RecallOpinion, Stage::InProcess),
    (Stage::InProcess, Act::AskSupplement, Stage::Paused),
    (Stage::InProcess, Act::Apologise, Stage::InProcess),
    (Stage::InProcess, Act::Stop, Stage::Stopped),
    (Stage::InProcess, Act::Withdraw, Stage::Withdrawn),
    (Stage::InProcess, Act::Transfer, Stage::InProcess),
    (Stage::InProcess, Act::Charge, Stage::InProcess),
    (Stage::InProcess, Act::Succeed, Stage::InProcess),
    (Stage::Paused, Act::AnswerSupplement, Stage::InProcess),
    (Stage::Paused, Act::LapseSupplement, Stage::InProcess),
    (Stage::Paused, Act::AnswerOpinion, Stage::Paused),
    (Stage::Paused, Act::RecallOpinion, Stage::Paused),
    (Stage::Paused, Act::Stop, Stage::Stopped),
    (Stage::Paused, Act::Withdraw, Stage::Withdrawn),
    (Stage::Paused, Act::Charge, Stage::Paused),
    (Stage::Paused, Act::Succeed, Stage::Paused),
    (Stage::AwaitingSignature, Act::Initial, Stage::AwaitingSignature),
    (Stage::AwaitingSignature, Act::Sign, Stage::Signed),
    (Stage::AwaitingSignature, Act::SendBack, Stage::InProcess),
    (Stage::AwaitingSignature, Act::AnswerOpinion, Stage::AwaitingSignature),
    (Stage::AwaitingSignature, Act::Apologise, Stage::AwaitingSignature),
    (Stage::AwaitingSignature, Act::Stop, Stage::Stopped),
    (Stage::AwaitingSignature, Act::Withdraw, Stage::Withdrawn),
    (Stage::AwaitingSignature, Act::Charge, Stage::AwaitingSignature),
    (Stage::AwaitingSignature, Act::Succeed, Stage::AwaitingSignature),
    (Stage::Signed, Act::Issue, Stage::ResultReady),
    (Stage::Signed, Act::Apologise, Stage::Signed),
    (Stage::Signed, Act::Charge, Stage::Signed),
    (Stage::Signed, Act::Succeed, Stage::Signed),
    (Stage::ResultReady, Act::Deliver, Stage::Delivered),
    (Stage::ResultReady, Act::Charge, Stage::ResultReady),
    (Stage::ResultReady, Act::Succeed, Stage::ResultReady),
];

/// The state machine as a Mermaid diagram: one line a way, final stages with their ends.
pub fn diagram() -> String {
    let mut lines = vec!["stateDiagram-v2".to_owned(), "    [*] --> submitted: submit".to_owned()];
    lines.extend(WAYS.iter().map(|(from, act, to)| format!("    {from} --> {to}: {act}")));
    lines.extend(
        Stage::ALL
            .iter()
            .filter(|stage| stage.is_final())
            .map(|stage| format!("    {stage} --> [*]")),
    );
    lines.join("\n")
}

/// An act that the dossier's stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a dossier that is {stage} does not allow to {act}")]
pub struct WrongStage {
    /// What was tried.
    pub act: Act,
    /// Where the dossier stands.
    pub stage: Stage,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_final_stage_allows_nothing_and_a_live_one_something() {
        for stage in Stage::ALL {
            assert_eq!(stage.acts().is_empty(), stage.is_final(), "{stage}");
        }
    }

    #[test]
    fn the_ways_are_the_acts_of_the_stages_and_legal_nationally() {
        for stage in Stage::ALL {
            let ways = WAYS
                .iter()
                .filter(|(from, _, _)| *from == stage)
                .map(|(_, act, _)| *act);
            let mut ways: Vec<Act> = ways.collect();
            ways.dedup();
            assert_eq!(ways.len(), stage.acts().len(), "{stage}");
            assert!(stage.acts().iter().all(|act| ways.contains(act)), "{stage}");
        }
        for (from, act, to) in WAYS {
            let (from, to) = (from.national(), to.national());
            // What leads straight to signing is received and in process in one act.
            let received = NationalStatus::Received;
            let through = *act == Act::Accept && received.may_follow(from) && to.may_follow(received);
            assert!(
                from == to || to.may_follow(from) || through,
                "{act}: {from:?} to {to:?}"
            );
        }
    }

    #[test]
    fn the_room_page_shows_this_diagram() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rooms/dossier.md");
        let page = std::fs::read_to_string(page).unwrap();
        assert!(
            page.contains(&diagram()),
            "put this into docs/rooms/dossier.md:\n{}",
            diagram()
        );
    }

    #[test]
    fn the_words_are_those_of_the_bodies() {
        for stage in Stage::ALL {
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.word());
            for act in stage.acts() {
                assert_eq!(serde_json::to_value(act).unwrap(), act.word());
            }
        }
    }

    #[test]
    fn final_national_statuses_have_no_successor() {
        for code in [
            NationalStatus::NotReceived,
            NationalStatus::Withdrawn,
            NationalStatus::Stopped,
        ] {
            assert!(Stage::ALL.iter().all(|stage| !stage.national().may_follow(code)));
        }
    }
}
