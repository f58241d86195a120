//! Whole lives: one story for every stage.

use super::*;
use crate::accept::Acceptable;
use crate::apology::Extra;
use crate::charge::Counted;
use crate::deliver::Evidence;
use crate::fact::Fact;
use crate::filing::Filing;
use crate::life::{Life, Moved};
use crate::opinion::Stance;
use crate::party::By;
use crate::result::{Decision, DossierResult};
use crate::stage::Stage;
use crate::supplement::Supplement;
use motcua_store::{Label, Number};

/// A dossier of the samples with all that belongs to it, and every fact of its life.
#[derive(Debug, Clone)]
pub struct Story {
    /// The dossier.
    pub life: Life,
    /// Everything that happened to it.
    pub facts: Vec<Fact>,
    /// What was filled in.
    pub filings: Vec<Filing>,
    /// Its supplement request.
    pub supplement: Option<Supplement>,
    /// Its result.
    pub result: Option<DossierResult>,
}

impl Story {
    /// Handed in on Wednesday 25 November 2026 at 8:00.
    pub fn submitted() -> Self {
        let ctx = at("2026-11-25T08:00", Actor::Person(named_id("person", "Nguyễn Thị Mùi")));
        let moved = Life::submit(submission(), &calendar(), &ctx).expect("the sample can be submitted");
        Self {
            filings: vec![moved.made],
            life: moved.life,
            facts: moved.facts,
            supplement: None,
            result: None,
        }
    }

    /// Asked for a supplement until 4 December.
    pub fn awaiting_completion() -> Self {
        let mut story = Self::submitted();
        let ctx = at("2026-11-25T09:00", Actor::Officer(counter().officer));
        let moved = story
            .life
            .clone()
            .ask_supplement(ask("2026-12-04"), counter(), Number::Issued(3), &ctx);
        story.supplement = Some(story.go(moved.expect("the sample can be asked")));
        story
    }

    /// Accepted at another centre.
    pub fn accepted() -> Self {
        let mut story = Self::submitted();
        let ctx = at("2026-11-25T09:21", Actor::Officer(counter().officer));
        let (terms, calendar, next) = (terms(), calendar(), step(StepKind::Check));
        let with = Acceptable {
            at: counter().into(),
            number: Label::Issued("H49.105-261125-0037".into()),
            sheet: Number::Issued(37),
            checked: all_there(),
            terms: &terms,
            calendar: &calendar,
            next: &next,
            counted: Counted::default(),
            straight: None,
        };
        let moved = story.life.clone().accept(with, &ctx);
        story.go(moved.expect("the sample can be accepted"));
        story
    }

    /// Taken by the handling officer.
    pub fn in_process() -> Self {
        let mut story = Self::accepted();
        let ctx = at("2026-11-25T10:00", Actor::Officer(handler().officer));
        let moved = story.life.clone().assign(handler(), handler().officer, &ctx);
        story.go(moved.expect("the sample can be taken"));
        story
    }

    /// Asked for a supplement during appraisal, until 4 December.
    pub fn paused() -> Self {
        let mut story = Self::in_process();
        let ctx = at("2026-11-25T14:00", Actor::Officer(handler().officer));
        let moved = story
            .life
            .clone()
            .ask_supplement(ask("2026-12-04"), handler(), Number::Issued(4), &ctx);
        story.supplement = Some(story.go(moved.expect("the sample can be asked")));
        story
    }

    /// Two units were asked; one has answered.
    pub fn consulting() -> Self {
        let mut story = Self::in_process();
        let ctx = at("2026-11-25T10:30", Actor::Officer(handler().officer));
        let moved = story.life.clone().ask_opinion(handler(), asking(), &calendar(), &ctx);
        story.go(moved.expect("the sample may ask"));
        let answers = advisor();
        let ctx = at("2026-11-25T15:40", Actor::Officer(answers.officer));
        let asked = story.life.opinions.iter().find(|opinion| opinion.unit == answers.unit);
        let asked = asked.map(|opinion| opinion.id).expect("it was asked");
        let text = "Không có dữ liệu kết hôn từ 2016 đến 2021.";
        let moved = story
            .life
            .clone()
            .answer_opinion(answers, asked, Stance::Agrees, text, &ctx);
        story.go(moved.expect("the sample may be answered"));
        story
    }

    /// With an apology and a new moment two working days later.
    pub fn apologised() -> Self {
        let mut story = Self::in_process();
        let ctx = at("2026-11-26T08:30", Actor::Officer(signer().officer));
        let extra = Extra::working_days(2).expect("two days");
        let reason = "Chưa có trả lời xác minh của nơi thường trú cũ.".to_owned();
        let moved = story
            .life
            .clone()
            .apologise(signer(), extra, reason, Number::Issued(5), &calendar(), &ctx);
        story.go(moved.expect("the sample can be promised anew"));
        story
    }

    /// Stopped by a head.
    pub fn stopped() -> Self {
        let mut story = Self::in_process();
        let ctx = at("2026-11-26T09:00", Actor::Officer(signer().officer));
        let moved = story.life.clone().stop(signer(), ground(), Number::Issued(6), &ctx);
        story.go(moved.expect("the sample can be stopped"));
        story
    }

    /// Proposed for signature.
    pub fn awaiting_signature() -> Self {
        let mut story = Self::in_process();
        let ctx = at("2026-11-26T09:00", Actor::Officer(handler().officer));
        let moved = story.life.clone().pass_on(handler(), &step(StepKind::Propose), &ctx);
        story.go(moved.expect("the sample can be passed on"));
        let ctx = at("2026-11-26T10:30", Actor::Officer(handler().officer));
        let content = json!({"status": "chưa kết hôn", "valid_months": 6});
        let next = step(StepKind::Sign);
        let moved = story
            .life
            .clone()
            .propose(handler(), Decision::Grant, content, None, &next, &ctx);
        story.result = Some(story.go(moved.expect("the sample can be proposed")));
        story
    }

    /// Signed.
    pub fn signed() -> Self {
        let mut story = Self::awaiting_signature();
        let ctx = at("2026-11-26T15:00", Actor::Officer(signer().officer));
        let result = story.result.clone().expect("it was proposed");
        let mark = mark(signer(), ctx.now());
        let moved = story
            .life
            .clone()
            .sign(signer(), result, mark, &step(StepKind::Issue), &ctx);
        story.result = Some(story.go(moved.expect("the sample can be signed")));
        story
    }

    /// Issued, ready to be fetched.
    pub fn result_ready() -> Self {
        let mut story = Self::signed();
        let ctx = at("2026-11-27T08:00", Actor::Officer(clerk().officer));
        let result = story.result.clone().expect("it was signed");
        let next = step(StepKind::Return);
        let book = "Sổ cấp giấy xác nhận tình trạng hôn nhân".to_owned();
        let moved = story
            .life
            .clone()
            .issue(clerk(), result, book, Number::Issued(112), &next, &ctx);
        story.result = Some(story.go(moved.expect("the sample can be issued")));
        story
    }

    /// Delivered.
    pub fn delivered() -> Self {
        let mut story = Self::result_ready();
        let ctx = at("2026-11-30T14:00", Actor::Officer(counter().officer));
        let moved = story
            .life
            .clone()
            .deliver(counter(), applicant().name, Evidence::CardShown, None, &ctx);
        story.go(moved.expect("the sample can be delivered"));
        story
    }

    /// Refused.
    pub fn refused() -> Self {
        let mut story = Self::submitted();
        let ctx = at("2026-11-25T09:00", Actor::Officer(counter().officer));
        let moved = story.life.clone().refuse(counter(), ground(), Number::Issued(2), &ctx);
        story.go(moved.expect("the sample can be refused"));
        story
    }

    /// Not completed in time.
    pub fn lapsed() -> Self {
        let mut story = Self::awaiting_completion();
        let ctx = at("2026-12-05T00:00", Actor::System);
        let supplement = story.supplement.clone().expect("it was asked");
        let moved = story.life.clone().lapse_supplement(supplement, &calendar(), &ctx);
        story.supplement = Some(story.go(moved.expect("the sample can lapse")));
        story
    }

    /// Taken back.
    pub fn withdrawn() -> Self {
        let mut story = Self::in_process();
        let person = named_id("person", "Nguyễn Thị Mùi");
        let ctx = at("2026-11-25T16:00", Actor::Person(person));
        let moved = story.life.clone().withdraw(None, By::Person(person), &ctx);
        story.go(moved.expect("the sample can be withdrawn"));
        story
    }

    /// One story for every stage.
    pub fn all() -> Vec<Self> {
        Stage::ALL
            .into_iter()
            .map(Self::at_stage)
            .chain([Self::apologised(), Self::consulting()])
            .collect()
    }

    /// The story that ends at a stage.
    pub fn at_stage(stage: Stage) -> Self {
        match stage {
            Stage::Submitted => Self::submitted(),
            Stage::AwaitingCompletion => Self::awaiting_completion(),
            Stage::Refused => Self::refused(),
            Stage::Lapsed => Self::lapsed(),
            Stage::Accepted => Self::accepted(),
            Stage::InProcess => Self::in_process(),
            Stage::Paused => Self::paused(),
            Stage::AwaitingSignature => Self::awaiting_signature(),
            Stage::Signed => Self::signed(),
            Stage::ResultReady => Self::result_ready(),
            Stage::Delivered => Self::delivered(),
            Stage::Withdrawn => Self::withdrawn(),
            Stage::Stopped => Self::stopped(),
        }
    }

    fn go<T>(&mut self, moved: Moved<T>) -> T {
        self.life = moved.life;
        self.facts.extend(moved.facts);
        moved.made
    }
}
