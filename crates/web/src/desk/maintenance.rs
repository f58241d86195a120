//! Maintenance that everybody is told of: what is planned, and the form that announces it.

use crate::parts::{DateParts, ErrorLine, Field, FieldKind, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// What was typed of one that is to be announced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MaintenanceTyped {
    /// The day on which it begins.
    pub from_day: DateParts,
    /// The hour.
    pub from_time: String,
    /// The day on which it should be over.
    pub until_day: DateParts,
    /// The hour.
    pub until_time: String,
    /// What does not work and what still does.
    pub text: String,
    /// The same in English.
    pub text_en: String,
}

/// One that is planned, or lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaintenanceLine {
    /// From when until when.
    pub when: String,
    /// Whether pages say so already.
    pub state: Status,
    /// What it says, in both languages.
    pub texts: [String; 2],
    /// Who announced it, and when.
    pub by: String,
    /// Where it is called off.
    pub off: String,
    /// The token of that form.
    pub token: String,
}

/// The page.
#[derive(Template)]
#[template(path = "desk/maintenance.html")]
pub struct MaintenancePage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// What is planned, the next first.
    pub lines: Vec<MaintenanceLine>,
    /// What is wrong in the form.
    pub errors: Vec<ErrorLine>,
    /// The fields of the form.
    pub fields: Vec<Field>,
    /// Its token.
    pub token: String,
}

impl MaintenancePage {
    /// The fields, with what was typed.
    pub fn fields(w: Words, typed: MaintenanceTyped) -> Vec<Field> {
        vec![
            Field::new(
                "from_day",
                w.say("maintenance-from-day"),
                FieldKind::DatePartial(typed.from_day),
            ),
            Field::new(
                "from_time",
                w.say("maintenance-from-time"),
                FieldKind::Text(typed.from_time),
            )
            .hint(w.say("maintenance-time-hint")),
            Field::new(
                "until_day",
                w.say("maintenance-until-day"),
                FieldKind::DatePartial(typed.until_day),
            ),
            Field::new(
                "until_time",
                w.say("maintenance-until-time"),
                FieldKind::Text(typed.until_time),
            )
            .hint(w.say("maintenance-time-hint")),
            Field::new("text", w.say("maintenance-text"), FieldKind::LongText(typed.text))
                .hint(w.say("maintenance-text-hint")),
            Field::new(
                "text_en",
                w.say("maintenance-text-en"),
                FieldKind::LongText(typed.text_en),
            ),
        ]
    }
}

impl Page for MaintenancePage {
    const NAME: &'static str = "desk/maintenance";

    fn samples(w: Words) -> Vec<Self> {
        let (from, until) = (sample::at(11, 28, 22, 0), sample::at(11, 29, 2, 0));
        let line = |tone, key: &str| MaintenanceLine {
            when: w.two(
                "maintenance-when",
                "from",
                w.moment_start(from),
                "until",
                w.moment_start(until),
            ),
            state: Status::new(tone, w.say(key)),
            texts: [
                "Không nộp hồ sơ và không tra cứu được; các quầy vẫn nhận hồ sơ giấy.".to_owned(),
                "Filing and following are closed; the counters go on with paper.".to_owned(),
            ],
            by: w.two(
                "maintenance-by",
                "name",
                "Vũ Hải Đăng",
                "moment",
                w.moment_start(sample::now()),
            ),
            off: paths::desk_maintenance_off("7"),
            token: sample::TOKEN.to_owned(),
        };
        let page = |lines, errors: bool| {
            let typed = MaintenanceTyped {
                from_day: DateParts::new("28", "11", "2026"),
                from_time: "22:00".to_owned(),
                until_day: DateParts::new("28", "11", "2026"),
                until_time: "02:00".to_owned(),
                text: either(w, "Không nộp hồ sơ được.", "Filing is closed."),
                text_en: String::new(),
            };
            let mut fields = Self::fields(w, if errors { typed } else { MaintenanceTyped::default() });
            let said = w.say("maintenance-ends");
            if errors {
                fields[2].error = Some(said.clone());
            }
            Self {
                w,
                desk: sample::desk(w, paths::DESK_MAINTENANCE, DeskPart::Maintenance),
                lines,
                errors: errors.then(|| ErrorLine::new("until_day", said)).into_iter().collect(),
                fields,
                token: sample::TOKEN.to_owned(),
            }
        };
        vec![
            page(
                vec![
                    line(Tone::Soon, "maintenance-running"),
                    line(Tone::Run, "maintenance-shown"),
                    line(Tone::Closed, "maintenance-later"),
                ],
                true,
            ),
            page(Vec::new(), false),
        ]
    }
}
