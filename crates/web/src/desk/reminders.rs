//! *Nhắc việc*: what an officer is reminded of, until somebody acts.

use crate::parts::{Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderLine {
    /// What it says.
    pub said: Status,
    /// The moment that it is about, in a sentence.
    pub about: String,
    /// The procedure.
    pub procedure: String,
    /// The number of the dossier.
    pub number: String,
    /// When it was told.
    pub told_at: Instant,
    /// The dossier.
    pub dossier: String,
    /// Where it is opened and marked as seen, with the token of that form; none once it was seen.
    pub open: Option<(String, String)>,
}

/// The list.
#[derive(Template)]
#[template(path = "desk/reminders.html")]
pub struct RemindersPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The reminders: new ones first, then by when they were told.
    pub lines: Vec<ReminderLine>,
    /// The token of the form that marks them all; none when all were seen.
    pub saw_all: Option<String>,
    /// Whether there are more than are shown.
    pub and_more: bool,
}

impl Page for RemindersPage {
    const NAME: &'static str = "desk/reminders";

    fn samples(w: Words) -> Vec<Self> {
        let line = |tone, key: &str, about: String, is_new: bool| ReminderLine {
            said: Status::new(tone, w.say(key)),
            about,
            procedure: sample::marriage(w),
            number: "H49.105-261120-0044".to_owned(),
            told_at: sample::at(11, 25, 8, 52),
            dossier: paths::desk_dossier("7"),
            open: is_new.then(|| (paths::desk_reminder("9"), sample::TOKEN.to_owned())),
        };
        let page = |lines, saw_all, and_more| Self {
            w,
            desk: sample::desk(w, paths::DESK_REMINDERS, DeskPart::Worklist).reminded(Some(2)),
            lines,
            saw_all,
            and_more,
        };
        let by = |vi: &str, en: &str| either(w, vi, en);
        vec![
            page(
                vec![
                    line(
                        Tone::Late,
                        "remind-apology-now",
                        by("Chậm nhất 16:00, thứ Năm 26/11", "At the latest 16:00, Thu 26 Nov"),
                        true,
                    ),
                    line(
                        Tone::Soon,
                        "remind-due-soon",
                        by("Hẹn trả 16:00, thứ Sáu 27/11", "Promised for 16:00, Fri 27 Nov"),
                        true,
                    ),
                    ReminderLine {
                        procedure: format!("{} {}", sample::LONG_UNIT, sample::LONG_UNIT),
                        ..line(
                            Tone::Soon,
                            "remind-forgotten",
                            by("Từ 10:00, thứ Tư 18/11", "Since 10:00, Wed 18 Nov"),
                            false,
                        )
                    },
                ],
                Some(sample::TOKEN.to_owned()),
                true,
            ),
            page(Vec::new(), None, false),
        ]
    }
}
