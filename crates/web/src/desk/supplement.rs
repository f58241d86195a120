//! Asking for what is missing, before acceptance or during appraisal: all defects at once (REC-09).

use crate::parts::{DateParts, ErrorLine, Field, FieldKind};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// What an officer finds of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is in order.
    Fine,
    /// It is missing.
    Missing,
    /// It is there and wrong.
    Wrong,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fine, Self::Missing, Self::Wrong];

    /// What the form sends.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Missing => "missing",
            Self::Wrong => "wrong",
        }
    }

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Fine => "verdict-fine",
            Self::Missing => "verdict-missing",
            Self::Wrong => "verdict-wrong",
        }
    }
}

/// A component with its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplementLine {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What the officer found.
    pub verdict: Option<Verdict>,
    /// What exactly is missing or wrong, as the person will read it.
    pub what: String,
}

impl SupplementLine {
    fn found(&self, verdict: &Verdict) -> bool {
        self.verdict.as_ref() == Some(verdict)
    }

    fn verdicts(&self) -> &'static [Verdict] {
        &Verdict::ALL
    }

    // The first radio is what an error about the component leads to.
    fn id(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Fine => format!("f-component-{}", self.key),
            Verdict::Missing | Verdict::Wrong => format!("f-component-{}-{}", self.key, verdict.value()),
        }
    }
}

/// The request for supplements.
#[derive(Template)]
#[template(path = "desk/supplement.html")]
pub struct SupplementPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Where *back* leads.
    pub back: String,
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// The reference.
    pub number: String,
    /// How often the person was asked before.
    pub earlier: u32,
    /// Whether the limit pauses meanwhile: it is asked during appraisal (REC-10).
    pub pauses: bool,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The version that was read.
    pub version: u64,
    /// Every component.
    pub components: Vec<SupplementLine>,
    /// *Đã kiểm tra toàn bộ*.
    pub whole: Field,
    /// Last day, reason.
    pub fields: Vec<Field>,
}

impl SupplementPage {
    /// The tick that everything was looked at.
    pub fn whole(w: Words, ticked: bool) -> Field {
        Field::new("whole", w.say("supplement-whole"), FieldKind::Declaration(ticked))
    }

    /// The last day and the reason, with what was typed.
    pub fn fields(w: Words, last_day: DateParts, reason: &str) -> Vec<Field> {
        vec![
            Field::new(
                "last_day",
                w.say("supplement-last-day"),
                FieldKind::DatePartial(last_day),
            )
            .hint(w.say("supplement-last-day-hint")),
            Field::new(
                "reason",
                w.say("supplement-reason"),
                FieldKind::LongText(reason.to_owned()),
            )
            .hint(w.say("supplement-reason-hint")),
        ]
    }
}

impl Page for SupplementPage {
    const NAME: &'static str = "desk/supplement";

    fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, vi: &str, en: &str, verdict, what: &str| SupplementLine {
            key: key.to_owned(),
            name: either(w, vi, en),
            verdict,
            what: what.to_owned(),
        };
        let page = |earlier, errors: Vec<ErrorLine>, whole| Self {
            w,
            desk: sample::desk(w, "/desk/dossiers/7/supplement", DeskPart::Counter),
            back: paths::desk_submission("7"),
            person: "Phạm Ngọc Ánh".to_owned(),
            procedure: sample::marriage(w),
            number: "QN-7F3K-22".to_owned(),
            earlier,
            pauses: earlier > 0,
            errors,
            action: paths::desk_act("7", "supplement"),
            token: sample::TOKEN.to_owned(),
            version: 2,
            components: vec![
                line("to_khai", "Tờ khai", "Declaration form", Some(Verdict::Fine), ""),
                line(
                    "ly_hon_khai_tu",
                    "Giấy tờ về ly hôn",
                    "Divorce judgment",
                    Some(Verdict::Missing),
                    "Quyết định ly hôn năm 2019",
                ),
                line("giay_to_tuy_than", "Thẻ căn cước", "Identity card", None, ""),
            ],
            whole,
            fields: Self::fields(w, DateParts::new("04", "12", "2026"), ""),
        };
        let first = either(w, "Chưa xem: Thẻ căn cước", "Not looked at: identity card");
        let second = w.say("supplement-whole-missing");
        let failed = page(
            1,
            vec![
                ErrorLine::new("component/giay_to_tuy_than", first),
                ErrorLine::new("whole", second.clone()),
            ],
            Self::whole(w, false).error(second),
        );
        vec![page(0, Vec::new(), Self::whole(w, false)), failed]
    }
}
