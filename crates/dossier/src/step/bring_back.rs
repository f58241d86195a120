//! A step in another system (*làm trên hệ thống Bộ*): the officer works there and brings back the number by which the
//! matter is found there, and what the workflow wants written down. Without that number the step is not done.

use super::{Hand, NotHolder, StepKind};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::text::{clean_line, fold};
use motcua_kernel::{Context, Instant, OfficerId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// How workflows write the number itself among what must be written down, without its marks; it is asked for in any case.
const THE_NUMBER: &str = "so tham chieu";

/// What was brought back from another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The number by which the matter is found there.
    pub number: String,
    /// What the workflow wants written down besides, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<Written>,
    /// Who wrote it down, the last time.
    pub by: OfficerId,
    /// When.
    pub at: Instant,
}

/// One thing that was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What, in the words of the workflow: *số định danh cấp cho trẻ*.
    pub what: String,
    /// Its value.
    pub value: String,
}

/// Why nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum BringBackError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Somebody else holds it.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// The open step is no work in another system.
    #[error("the dossier is not at a step in another system")]
    OtherStep(Option<StepKind>),
    /// Without the number nobody finds the matter there.
    #[error("write down the number that the other system gave")]
    NoNumber,
    /// The workflow wants something else written down, too.
    #[error("write down {0:?} as well")]
    Lacking(String),
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("your position does not allow this step")]
    NotAllowed,
    /// What the dossier goes by could not be put together.
    #[error(transparent)]
    Terms(#[from] crate::terms::TermsError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// What a workflow wants written down beside the number.
pub fn besides(record: &[String]) -> impl Iterator<Item = &str> {
    record
        .iter()
        .map(String::as_str)
        .filter(|what| fold(what) != THE_NUMBER)
}

impl Life {
    /// Keeps what was brought back, or corrects it while the step is open. `record` is what the workflow wants
    /// written down, `written` the values in the same order, the number left out ([`besides`]).
    ///
    /// # Errors
    ///
    /// Fails when this officer does not hold the dossier at a step in another system, or when something is lacking.
    pub fn bring_back(
        self,
        hand: Hand,
        number: &str,
        written: Vec<Written>,
        record: &[String],
        ctx: &Context,
    ) -> Result<Moved<()>, BringBackError> {
        let wrong = self.dossier.state.wrong(Act::BringBack);
        let State::InProcess { step, .. } = self.dossier.state else {
            return Err(wrong.into());
        };
        self.held_by(hand)?;
        if self.dossier.kind != Some(StepKind::ExternalSystem) {
            return Err(BringBackError::OtherStep(self.dossier.kind));
        }
        let number = clean_line(number);
        if number.is_empty() {
            return Err(BringBackError::NoNumber);
        }
        let mut kept = Vec::new();
        for what in besides(record) {
            let value = written
                .iter()
                .find(|one| one.what == what)
                .map_or_else(String::new, |one| clean_line(&one.value));
            if value.is_empty() {
                return Err(BringBackError::Lacking(what.to_owned()));
            }
            kept.push(Written {
                what: what.to_owned(),
                value,
            });
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        if let Some(open) = motion.life.steps.iter_mut().find(|open| open.id == step) {
            open.brought = Some(Brought {
                number,
                written: kept,
                by: hand.officer,
                at,
            });
        }
        motion.say(Fact::BroughtBack {
            at,
            step,
            officer: hand.officer,
        });
        Ok(motion.done(()))
    }

    /// Whether the open step still lacks what has to be brought back from another system.
    pub fn lacks_number(&self) -> bool {
        self.step()
            .is_some_and(|step| step.kind == StepKind::ExternalSystem && step.brought.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Story, at, colleague, handler, step};
    use crate::step::pass_on::PassOnError;
    use crate::{Decision, Skeleton, step::propose::ProposeError};
    use motcua_kernel::Actor;
    use serde_json::json;

    fn there() -> (Story, Context) {
        let mut story = Story::in_process();
        let ctx = at("2026-11-25T11:00", Actor::Officer(handler().officer));
        let moved = story
            .life
            .clone()
            .pass_on(handler(), &step(StepKind::ExternalSystem), &ctx)
            .unwrap();
        story.life = moved.life;
        story.facts.extend(moved.facts);
        (story, ctx)
    }

    fn record() -> Vec<String> {
        vec!["Số tham chiếu".into(), "số định danh cấp cho trẻ".into()]
    }

    fn identity(value: &str) -> Vec<Written> {
        vec![Written {
            what: "số định danh cấp cho trẻ".into(),
            value: value.into(),
        }]
    }

    #[test]
    fn without_the_number_the_step_is_not_done() {
        let (story, ctx) = there();
        assert!(story.life.lacks_number());
        let next = step(StepKind::Propose);
        let refused = story.life.clone().pass_on(handler(), &next, &ctx);
        assert!(matches!(refused, Err(PassOnError::NoNumber)), "{refused:?}");
        let sign = step(StepKind::Sign);
        let content = json!({"opinion": "đủ"});
        let refused = story
            .life
            .clone()
            .propose(handler(), Decision::Grant, content, None, &sign, &ctx);
        assert!(matches!(refused, Err(ProposeError::NoNumber)), "{refused:?}");

        let moved = story
            .life
            .bring_back(handler(), " 2026/0417 ", identity("022326001234"), &record(), &ctx)
            .unwrap();
        let brought = moved.life.step().unwrap().brought.clone().unwrap();
        assert_eq!(brought.number, "2026/0417");
        assert_eq!(brought.written, identity("022326001234"));
        let facts: Vec<Fact> = story.facts.into_iter().chain(moved.facts).collect();
        assert_eq!(Skeleton::fold(&facts).unwrap(), Skeleton::of(&moved.life));
        moved.life.clone().pass_on(handler(), &next, &ctx).unwrap();
        moved
            .life
            .propose(handler(), Decision::Grant, json!({"a": 1}), None, &sign, &ctx)
            .unwrap();
    }

    #[test]
    fn what_the_workflow_wants_is_written_down_by_who_holds_it() {
        let (story, ctx) = there();
        let try_it =
            |hand, number: &str, written| story.life.clone().bring_back(hand, number, written, &record(), &ctx);
        assert!(matches!(
            try_it(handler(), "  ", identity("1")),
            Err(BringBackError::NoNumber)
        ));
        let lacking = try_it(handler(), "2026/0417", identity(" "));
        assert!(matches!(lacking, Err(BringBackError::Lacking(what)) if what.contains("định danh")));
        assert!(matches!(
            try_it(colleague(), "2026/0417", identity("1")),
            Err(BringBackError::NotHolder(_))
        ));
        let elsewhere = Story::in_process();
        let refused = elsewhere
            .life
            .bring_back(handler(), "1", identity("1"), &record(), &ctx);
        assert!(matches!(refused, Err(BringBackError::OtherStep(Some(StepKind::Check)))));
    }
}
