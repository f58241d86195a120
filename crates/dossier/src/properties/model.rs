//! Commands, dice, and a model that knows stages and hands only.

use crate::stage::{Act, Stage};
use crate::step::StepKind;
use proptest::prelude::*;

#[derive(Debug, Clone, Copy)]
pub(super) enum Command {
    Accept {
        lacking: bool,
    },
    Refuse,
    /// At the counter before acceptance, by an officer of the office afterwards.
    Ask {
        ground: bool,
        second: bool,
    },
    Apologise,
    Stop,
    Answer,
    Lapse,
    Take {
        second: bool,
    },
    PassOn {
        to: StepKind,
        second: bool,
    },
    BringBack,
    AskOpinion {
        second: bool,
    },
    AnswerOpinion,
    LapseOpinion {
        second: bool,
    },
    RecallOpinion {
        second: bool,
    },
    Propose {
        second: bool,
    },
    SendBack {
        to_first: bool,
    },
    Sign,
    Issue,
    Deliver,
    Withdraw,
    Transfer {
        grounded: bool,
    },
    Succeed,
    /// A charge more.
    Charge {
        mandatory: bool,
    },
    /// What becomes of the first charge.
    Pay,
    Waive,
    Reopen,
}

/// What became of the first charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    Open { mandatory: bool },
    Settled { mandatory: bool },
}

impl Command {
    /// The act that it is. Everything is done here by the officers of one office, so taking is assigning.
    pub(super) const fn act(self) -> Act {
        match self {
            Self::Accept { .. } => Act::Accept,
            Self::Refuse => Act::Refuse,
            Self::Ask { .. } => Act::AskSupplement,
            Self::Apologise => Act::Apologise,
            Self::Stop => Act::Stop,
            Self::Answer => Act::AnswerSupplement,
            Self::Lapse => Act::LapseSupplement,
            Self::Take { second: false } => Act::Take,
            Self::Take { second: true } => Act::Assign,
            Self::PassOn { .. } => Act::PassOn,
            Self::BringBack => Act::BringBack,
            Self::AskOpinion { .. } => Act::AskOpinion,
            Self::AnswerOpinion => Act::AnswerOpinion,
            Self::LapseOpinion { .. } => Act::LapseOpinion,
            Self::RecallOpinion { .. } => Act::RecallOpinion,
            Self::Propose { .. } => Act::Propose,
            Self::SendBack { .. } => Act::SendBack,
            Self::Sign => Act::Sign,
            Self::Issue => Act::Issue,
            Self::Deliver => Act::Deliver,
            Self::Withdraw => Act::Withdraw,
            Self::Transfer { .. } => Act::Transfer,
            Self::Succeed => Act::Succeed,
            Self::Charge { .. } | Self::Pay | Self::Waive | Self::Reopen => Act::Charge,
        }
    }
}

/// Every command there is.
pub(super) fn commands() -> Vec<Command> {
    use Command as C;
    let mut all = vec![
        C::Refuse,
        C::BringBack,
        C::AnswerOpinion,
        C::Answer,
        C::Lapse,
        C::Sign,
        C::Issue,
        C::Deliver,
        C::Withdraw,
        C::Apologise,
        C::Stop,
        C::Transfer { grounded: true },
        C::Transfer { grounded: false },
        C::Succeed,
        C::Charge { mandatory: true },
        C::Charge { mandatory: false },
        C::Pay,
        C::Waive,
        C::Reopen,
    ];
    for yes in [false, true] {
        all.extend([C::Accept { lacking: yes }, C::Take { second: yes }]);
        all.extend([C::AskOpinion { second: yes }, C::LapseOpinion { second: yes }]);
        all.extend([C::RecallOpinion { second: yes }]);
        all.extend([C::Propose { second: yes }, C::SendBack { to_first: yes }]);
        all.extend([false, true].map(|second| C::Ask { ground: yes, second }));
        let steps = [
            StepKind::Check,
            StepKind::Propose,
            StepKind::ExternalSystem,
            StepKind::Consult,
            StepKind::Sign,
        ];
        all.extend(steps.map(|to| C::PassOn { to, second: yes }));
    }
    all
}

/// One throw of the dice: mostly a command that the model takes, so that lives become long; now and then any.
#[derive(Debug, Clone, Copy)]
pub(super) struct Throw {
    pub(super) place: usize,
    pub(super) any: bool,
    pub(super) seconds: i64,
}

pub(super) fn throw() -> impl Strategy<Value = Throw> {
    (0usize..100_000, prop::bool::weighted(0.25), 0i64..40 * 3_600).prop_map(|(place, any, seconds)| Throw {
        place,
        any,
        seconds,
    })
}

impl Throw {
    pub(super) fn command(self, model: &Model) -> Command {
        let all = commands();
        if self.any {
            return all[self.place % all.len()];
        }
        let ends = |command: &Command| matches!(command, Command::Refuse | Command::Withdraw | Command::Stop);
        // An end by choice comes once in a while only.
        let taken = all.iter().copied().filter(|command| model.next(*command).is_some());
        let taken: Vec<Command> = taken
            .filter(|command| self.place.is_multiple_of(50) || !ends(command))
            .collect();
        if taken.is_empty() {
            all[self.place % all.len()]
        } else {
            taken[self.place / 50 % taken.len()]
        }
    }
}

/// What the model knows: enough to say which commands are taken and where they lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) stage: Stage,
    /// Who has it at work: nobody yet, the handling officer (false), a colleague (true).
    pub(super) taken: Option<bool>,
    pub(super) kind: StepKind,
    /// Whether the number of another system is written down at this step.
    pub(super) brought: bool,
    /// Questions without an answer; always asked of two units, and the first that may be closed is.
    pub(super) open: u32,
    /// Those that were answered or gone on without.
    pub(super) answerable: u32,
    /// The due moment of the first open question is over.
    pub(super) question_over: bool,
    /// Steps of work that were completed, and by whom.
    pub(super) done: Vec<(StepKind, bool)>,
    pub(super) asked: u32,
    pub(super) last_day_over: bool,
    pub(super) apologised: bool,
    /// The moment that five more working days would promise is over.
    pub(super) too_late_to_promise: bool,
    /// What it costs, charge by charge.
    pub(super) sums: Vec<Sum>,
}

impl Model {
    /// Whether the work may not go on yet.
    fn is_stuck(&self) -> bool {
        self.lacks_number() || self.open > 0
    }

    fn lacks_number(&self) -> bool {
        self.kind == StepKind::ExternalSystem && !self.brought
    }

    pub(super) fn next(&self, command: Command) -> Option<Self> {
        use Command as C;
        use Stage as S;
        let mut next = self.clone();
        match (self.stage, command) {
            (S::Submitted, C::Accept { lacking: false }) => {
                next.stage = S::Accepted;
                next.kind = StepKind::Check;
            }
            (S::Submitted, C::Refuse) => next.stage = S::Refused,
            (S::Submitted, C::Ask { ground, .. }) if self.asked == 0 || ground => {
                next.stage = S::AwaitingCompletion;
                next.asked += 1;
            }
            (S::InProcess, C::Ask { ground, second }) if self.taken == Some(second) && (self.asked == 0 || ground) => {
                next.stage = S::Paused;
                next.asked += 1;
            }
            (S::Paused, C::Answer) if !self.last_day_over => next.stage = S::InProcess,
            (S::Paused, C::Lapse) if self.last_day_over => next.stage = S::InProcess,
            (S::Accepted | S::InProcess | S::AwaitingSignature | S::Signed, C::Apologise)
                if !self.apologised && !self.too_late_to_promise =>
            {
                next.apologised = true;
            }
            (S::Accepted | S::InProcess | S::Paused | S::AwaitingSignature, C::Stop) => next.stage = S::Stopped,
            (S::AwaitingCompletion, C::Answer) if !self.last_day_over => next.stage = S::Submitted,
            (S::AwaitingCompletion, C::Lapse) if self.last_day_over => next.stage = S::Lapsed,
            (S::Accepted | S::InProcess, C::Take { second }) => {
                next.stage = S::InProcess;
                next.taken = Some(second);
            }
            // The whole work is one role of one unit, so whoever has it keeps it.
            (S::InProcess, C::PassOn { to, second })
                if self.taken == Some(second) && to != StepKind::Sign && !self.is_stuck() =>
            {
                next.done.push((self.kind, second));
                next.kind = to;
                next.brought = false;
            }
            (S::InProcess, C::BringBack) if self.taken == Some(false) && self.kind == StepKind::ExternalSystem => {
                next.brought = true;
            }
            (S::InProcess, C::AskOpinion { second }) if self.taken == Some(second) && self.open == 0 => {
                next.open = 2;
            }
            (S::InProcess | S::Paused | S::AwaitingSignature, C::AnswerOpinion) if self.open + self.answerable > 0 => {
                next.open = self.open.saturating_sub(1);
                next.answerable += self.open - next.open;
            }
            (S::InProcess, C::LapseOpinion { second })
                if self.taken == Some(second) && self.open > 0 && self.question_over =>
            {
                next.open -= 1;
                next.answerable += 1;
            }
            (S::InProcess | S::Paused, C::RecallOpinion { second }) if self.taken == Some(second) && self.open > 0 => {
                next.open -= 1;
            }
            (S::InProcess, C::Propose { second }) if self.taken == Some(second) && !self.is_stuck() => {
                next.stage = S::AwaitingSignature;
                next.done.push((self.kind, second));
            }
            (S::AwaitingSignature, C::SendBack { to_first }) => {
                let (kind, _) = *(if to_first { self.done.first() } else { self.done.last() })?;
                next.stage = S::InProcess;
                next.kind = kind;
                next.brought = false;
                // Whoever did that step last has it again.
                next.taken = self
                    .done
                    .iter()
                    .rev()
                    .find(|(done, _)| *done == kind)
                    .map(|(_, second)| *second);
            }
            (S::AwaitingSignature, C::Sign) => next.stage = S::Signed,
            (S::Signed, C::Issue) => next.stage = S::ResultReady,
            // An end without a result drops what is open, which the final stages allow nobody to see.
            (
                S::Accepted | S::InProcess | S::Paused | S::AwaitingSignature | S::Signed | S::ResultReady,
                C::Charge { .. } | C::Pay | C::Waive | C::Reopen,
            ) => next.settle(command)?,
            (S::ResultReady, C::Deliver) if !self.sums.contains(&Sum::Open { mandatory: true }) => {
                next.stage = S::Delivered
            }
            (
                S::Submitted | S::AwaitingCompletion | S::Accepted | S::InProcess | S::Paused | S::AwaitingSignature,
                C::Withdraw,
            ) => next.stage = S::Withdrawn,
            (S::Accepted | S::InProcess, C::Transfer { grounded: true }) => {
                next.taken = None;
                next.kind = StepKind::Check;
                next.brought = false;
            }
            // The handling officer goes along to the unit that follows, the colleague does not.
            (
                S::Submitted
                | S::AwaitingCompletion
                | S::Accepted
                | S::InProcess
                | S::Paused
                | S::AwaitingSignature
                | S::Signed
                | S::ResultReady,
                C::Succeed,
            ) => next.taken = self.taken.filter(|second| !second),
            _ => return None,
        }
        Some(next)
    }

    fn settle(&mut self, command: Command) -> Option<()> {
        match (command, self.sums.first().copied()) {
            (Command::Charge { mandatory }, _) => self.sums.push(Sum::Open { mandatory }),
            (Command::Pay | Command::Waive, Some(Sum::Open { mandatory })) => {
                self.sums[0] = Sum::Settled { mandatory };
            }
            (Command::Reopen, Some(Sum::Settled { mandatory })) => self.sums[0] = Sum::Open { mandatory },
            _ => return None,
        }
        Some(())
    }
}
