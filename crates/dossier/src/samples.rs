//! Believable dossiers of invented people, made by the same transitions as real ones.

mod again;
mod story;

pub use story::Story;

use crate::checklist::{Checked, Checklist, Component, Terms, Verdict};
use crate::dossier::Pinned;
use crate::opinion::{Asking, Term};
use crate::party::{Identity, Parties, Party, Who};
use crate::place::{Channel, Places, Source};
use crate::refuse::Ground;
use crate::result::Mark;
use crate::step::{Hand, Role, StepKind, StepPlan};
use crate::submit::Submission;
use crate::supplement::Ask;
use motcua_catalog::fee::Bill;
use motcua_kernel::calendar::{Calendar, CalendarFacts, Hours, Limit, Unit, WorkingTime};
use motcua_kernel::{Actor, ChangeId, Context, Instant, OfficerId, PersonId, UnitId, named_id};
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

/// The units of Hồng Gai, each with the one that follows it when they close or that is competent in their stead.
pub fn other_units() -> crate::succession::Heirs {
    let after = |unit: UnitId| (unit, named_id("unit", &format!("after {unit}")));
    crate::succession::Heirs::new([committee(), office(), other_centre()].map(after))
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

/// An officer of the office of Hà Tu, which is asked for its opinion.
pub fn advisor() -> Hand {
    Hand {
        officer: officer("Phạm Thu Trang"),
        unit: named_id("unit", "sample office of Hà Tu"),
    }
}

/// What is asked of that office and of another one.
pub fn asking() -> Asking {
    Asking {
        units: vec![advisor().unit, named_id("unit", "sample office of Quang Hanh")],
        question: "Bà Mùi thường trú tại phường từ 2016 đến 2021: có đăng ký kết hôn không?".to_owned(),
        term: Term::Internal { days: 1 },
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
        bill: Bill::default(),
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

/// A moment of the wall clock (`2026-11-25T09:21`).
pub fn moment(wall_clock: &str) -> Instant {
    Instant::from_civil(wall_clock.parse().expect("a moment that exists"))
}

/// A context at a moment of the wall clock (`2026-11-25T09:21`), with ids that follow from it.
pub fn at(wall_clock: &str, actor: Actor) -> Context {
    let now = moment(wall_clock);
    Context::for_change(actor, now, named_id::<ChangeId>("change", wall_clock))
}
