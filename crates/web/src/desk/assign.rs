//! A head gives dossiers to officers, several at once, with what each has in hand beside it.

use crate::parts::{ErrorLine, Next, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// A dossier that can be given to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignLine {
    /// The dossier and the version that was read: `id.version`.
    pub key: String,
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// Its number.
    pub number: String,
    /// Its page.
    pub href: String,
    /// Who has it; none where nobody took it.
    pub holder: Option<String>,
    /// What is left of the limit.
    pub due: Status,
    /// "promised 30/11 7:40".
    pub due_note: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// An officer to whom they can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignOfficer {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Position and unit.
    pub post: String,
    /// Dossiers in hand.
    pub held: usize,
    /// Of these, overdue.
    pub late: usize,
    /// Whether they are chosen.
    pub chosen: bool,
}

/// One of the two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignList {
    /// Its name.
    pub label: String,
    /// How many, "200+".
    pub count: String,
    /// Its address.
    pub href: String,
    /// Whether it is shown.
    pub is_open: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "desk/assign.html")]
pub struct AssignPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// What was just done, for whom.
    pub done: Option<String>,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What nobody has, and what somebody has.
    pub lists: Vec<AssignList>,
    /// The dossiers of the open list.
    pub lines: Vec<AssignLine>,
    /// The pages of the list.
    pub next: Next,
    /// The officers, the least loaded first.
    pub officers: Vec<AssignOfficer>,
    /// The whole width of a bar, in dossiers; nobody has more.
    pub most: usize,
}

impl Page for AssignPage {
    const NAME: &'static str = "desk/assign";

    fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, person: &str, holder: Option<&str>, tone, due: (&str, &str)| AssignLine {
            key: key.to_owned(),
            person: person.to_owned(),
            procedure: sample::marriage(w),
            number: format!("H49.105-261125-000{key}"),
            href: paths::desk_dossier(key),
            holder: holder.map(str::to_owned),
            due: Status::new(tone, either(w, due.0, due.1)),
            due_note: either(w, "hẹn 30/11 7:40", "promised 30/11 7:40"),
            ticked: key == "1",
        };
        let officer = |id: &str, name: &str, held, late| AssignOfficer {
            id: id.to_owned(),
            name: name.to_owned(),
            post: either(w, "Công chức tư pháp - hộ tịch", "Civil status officer"),
            held,
            late,
            chosen: id == "a",
        };
        let list = |label: &str, count: &str, is_open| AssignList {
            label: w.say(label),
            count: count.to_owned(),
            href: paths::DESK_ASSIGN.to_owned(),
            is_open,
        };
        let page = |done: Option<String>, lines: Vec<AssignLine>| Self {
            w,
            desk: sample::desk(w, paths::DESK_ASSIGN, DeskPart::Assign).with_hints(&[("↑ ↓", "key-move")]),
            done,
            errors: Vec::new(),
            action: paths::DESK_ASSIGN.to_owned(),
            token: sample::TOKEN.to_owned(),
            lists: vec![
                list("assign-waiting", &lines.len().to_string(), true),
                list("assign-held", "200+", false),
            ],
            lines,
            next: Next::none(),
            officers: vec![
                officer("a", "Nguyễn Thị Thu Hằng", 4, 0),
                officer("b", "Phạm Quốc Bảo", 17, 2),
            ],
            most: 17,
        };
        vec![
            page(
                None,
                vec![
                    line(
                        "1",
                        "Bùi Quốc Toản",
                        None,
                        Tone::Late,
                        ("Quá hạn 2 giờ", "2 hours overdue"),
                    ),
                    line(
                        "2",
                        "Nguyễn Thị Ánh Nguyệt Minh Châu",
                        Some("Phạm Quốc Bảo"),
                        Tone::Run,
                        ("Còn 2 ngày làm việc", "2 working days left"),
                    ),
                ],
            ),
            page(
                Some(w.two("assign-done", "count", 3, "officer", "Nguyễn Thị Thu Hằng")),
                Vec::new(),
            ),
        ]
    }
}
