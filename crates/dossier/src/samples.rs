//! Believable dossiers of invented people, made by the same transitions as real ones.

use crate::accept::Acceptable;
use crate::checklist::{Checked, Checklist, Component, Terms, Verdict};
use crate::deliver::Evidence;
use crate::dossier::{Dues, Pinned};
use crate::fact::Fact;
use crate::filing::Filing;
use crate::life::{Life, Moved};
use crate::party::{By, Identity, Parties, Party, Who};
use crate::place::{Channel, Places, Source};
use crate::refuse::Ground;
use crate::result::{Decision, DossierResult, Mark};
use crate::stage::Stage;
use crate::step::{Hand, Role, StepKind, StepPlan};
use crate::submit::Submission;
use crate::supplement::{Ask, Supplement};
use motcua_kernel::calendar::{Calendar, CalendarFacts, Hours, Limit, Unit, WorkingTime};
use motcua_kernel::{Actor, ChangeId, Context, Instant, OfficerId, PersonId, UnitId, named_id};
use motcua_store::{Label, Number};
use serde_json::json;

/// The centre of Bãi Cháy, where people of the samples file.
pub fn centre() -> UnitId {
    named_id("unit", "sample centre of Bãi Cháy")
}

/// The centre of Hồng Gai: another one, which receives and delivers just as well.
pub fn other_centre() -> UnitId {
    named_id("unit", "sample centre of Hồng Gai")
}

/// The deciding People's Committee.
pub fn committee() -> UnitId {
    named_id("unit", "sample committee of Hồng Gai")
}

/// The office of that committee, which appraises and numbers.
pub fn office() -> UnitId {
    named_id("unit", "sample office of Hồng Gai")
}

/// An officer by an invented name.
pub fn officer(name: &str) -> OfficerId {
    named_id("officer", name)
}

/// A counter officer of [`other_centre`].
pub fn counter() -> Hand {
    Hand {
        officer: officer("Phạm Thị Lan"),
        unit: other_centre(),
    }
}

/// The handling officer of [`office`].
pub fn handler() -> Hand {
    Hand {
        officer: officer("Đỗ Minh Châu"),
        unit: office(),
    }
}

/// A colleague of the handling officer.
pub fn colleague() -> Hand {
    Hand {
        officer: officer("Trần Thị Nga"),
        unit: office(),
    }
}

/// The delivery desk of [`centre`].
pub fn delivery_desk() -> Hand {
    Hand {
        officer: officer("Lê Văn Tám"),
        unit: centre(),
    }
}

/// What stands in the proposed result.
pub fn content() -> serde_json::Value {
    json!({"status": "chưa kết hôn", "valid_months": 6})
}

/// Why it is sent back.
pub fn sent_back() -> String {
    "Ghi thêm thời hạn.".to_owned()
}

/// The vice-chair of [`committee`] who signs.
pub fn signer() -> Hand {
    Hand {
        officer: officer("Vũ Quang Hải"),
        unit: committee(),
    }
}

/// The records clerk of [`office`].
pub fn clerk() -> Hand {
    Hand {
        officer: officer("Bùi Thu Hà"),
        unit: office(),
    }
}

/// A legal calendar of office hours for 2026, without holidays.
pub fn calendar() -> Calendar {
    let year = |day: &str| day.parse().expect("a day that exists");
    Calendar::new(CalendarFacts {
        name: "sample".into(),
        version: 1,
        known_from: year("2026-01-01"),
        known_until: year("2026-12-31"),
        hours: Hours::office(),
        exceptions: Default::default(),
    })
    .expect("office hours are hours")
}

/// Three working days, and the components of the confirmation of marital status.
pub fn terms() -> Terms {
    let component = |key: &str, required| Component {
        key: key.into(),
        required,
    };
    Terms {
        limit: Limit::new(3, Unit::WorkingDay).expect("a limit that exists"),
        components: vec![
            component("to_khai", true),
            component("giay_cu", false),
            component("giay_to_tuy_than", true),
            component("uy_quyen", false),
        ],
    }
}

/// A check in which nothing is lacking.
pub fn all_there() -> Checklist {
    checklist(Verdict::HandedIn { copies: 1 })
}

/// A check in which the form is not usable.
pub fn one_lacking() -> Checklist {
    checklist(Verdict::Wrong)
}

fn checklist(form: Verdict) -> Checklist {
    let remark = if form.is_lacking() {
        "Ghi rõ nơi thường trú trước năm 2020."
    } else {
        ""
    };
    let line = |component: &str, verdict, remark: &str| Checked {
        component: component.into(),
        verdict,
        remark: remark.into(),
    };
    let lines = vec![
        line("to_khai", form, remark),
        line("giay_cu", Verdict::NotNeeded, ""),
        line("giay_to_tuy_than", Verdict::Shown, ""),
        line("uy_quyen", Verdict::NotNeeded, ""),
    ];
    Checklist::new(lines, &terms()).expect("every component has a verdict")
}

/// A step of the sample workflow: check → propose → sign → issue → return.
pub fn step(kind: StepKind) -> StepPlan {
    let (key, role, unit, hours) = match kind {
        StepKind::Receive => ("tiep_nhan", Role::Reception, other_centre(), 1),
        StepKind::Assign => ("phan_cong", Role::Head, office(), 1),
        StepKind::Check => ("tham_dinh", Role::Specialist, office(), 12),
        StepKind::ExternalSystem => ("he_thong_bo", Role::Specialist, office(), 1),
        StepKind::Consult => ("xac_minh", Role::Specialist, office(), 8),
        StepKind::Propose => ("trinh_ky", Role::Specialist, office(), 2),
        StepKind::Initial => ("soat", Role::Head, office(), 1),
        StepKind::Sign => ("ky", Role::Signer, committee(), 6),
        StepKind::Issue => ("phat_hanh", Role::RecordsClerk, office(), 1),
        StepKind::Return => ("tra", Role::Delivery, other_centre(), 1),
    };
    StepPlan {
        key: key.into(),
        kind,
        role,
        unit,
        norm: WorkingTime::hours(hours),
    }
}

/// An invented person.
pub fn applicant() -> Party {
    Party {
        who: Who::Person(named_id::<PersonId>("person", "Nguyễn Thị Mùi")),
        name: "Nguyễn Thị Mùi".into(),
        id_number: Some("022190004873".into()),
        phone: Some("0912000678".into()),
    }
}

/// What she hands in, online, with a signed-in account of level 2.
pub fn submission() -> Submission {
    Submission {
        pinned: Pinned {
            procedure: named_id("procedure", "1.004873"),
            version: named_id("procedure-version", "sample"),
            form: named_id("form", "sample"),
        },
        source: Source::Here,
        channel: Channel::Online,
        parties: Parties::alone(applicant()),
        identity: Identity::SignedIn { level: 2 },
        places: Places {
            help: None,
            reception: centre(),
            delivery: centre(),
            deciding: committee(),
        },
        territory: named_id("area", "sample Hồng Gai"),
        answers: json!({"submitter_name": "Nguyễn Thị Mùi", "status": "chưa kết hôn", "purpose": "kết hôn"}),
        dues: Dues::Unknown,
    }
}

/// What an officer asks her for.
pub fn ask(last_day: &str) -> Ask {
    Ask {
        checked: one_lacking(),
        form_remark: String::new(),
        reason: "Cần nơi thường trú cũ để xác minh tình trạng hôn nhân.".into(),
        last_day: last_day.parse().expect("a day that exists"),
        again: None,
    }
}

/// A legal ground.
pub fn ground() -> Ground {
    Ground {
        basis: "Điều 22 Nghị định mẫu".into(),
        reason: "Giấy tờ tùy thân đã hết giá trị sử dụng.".into(),
    }
}

/// A mark of [`signer`].
pub fn mark(hand: Hand, at: Instant) -> Mark {
    Mark {
        officer: hand.officer,
        position: named_id("position", "sample vice-chair"),
        delegation: None,
        authority: "for_the_head".into(),
        at,
    }
}

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

/// A moment of the wall clock (`2026-11-25T09:21`).
pub fn moment(wall_clock: &str) -> Instant {
    Instant::from_civil(wall_clock.parse().expect("a moment that exists"))
}

/// A context at a moment of the wall clock (`2026-11-25T09:21`), with ids that follow from it.
pub fn at(wall_clock: &str, actor: Actor) -> Context {
    let now = moment(wall_clock);
    Context::for_change(actor, now, named_id::<ChangeId>("change", wall_clock))
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
            hand: counter(),
            number: Label::Issued("H49.105-261125-0037".into()),
            sheet: Number::Issued(37),
            checked: all_there(),
            terms: &terms,
            calendar: &calendar,
            next: &next,
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
            .deliver(counter(), applicant().name, Evidence::CardShown, &ctx);
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
        let moved = story.life.clone().lapse_supplement(supplement, &ctx);
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
        Stage::ALL.into_iter().map(Self::at_stage).collect()
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
            Stage::AwaitingSignature => Self::awaiting_signature(),
            Stage::Signed => Self::signed(),
            Stage::ResultReady => Self::result_ready(),
            Stage::Delivered => Self::delivered(),
            Stage::Withdrawn => Self::withdrawn(),
        }
    }

    fn go<T>(&mut self, moved: Moved<T>) -> T {
        self.life = moved.life;
        self.facts.extend(moved.facts);
        moved.made
    }
}
