//! Plain lists with acts: results to number, results to deliver, found dossiers, units, officers.

use crate::parts::{ErrorLine, Next, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// A second line.
    pub small: Option<String>,
    /// Shown as a status, when set.
    pub tone: Option<Tone>,
}

impl Cell {
    /// A cell.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            small: None,
            tone: None,
        }
    }

    /// The same with a second line.
    #[must_use]
    pub fn small(mut self, small: impl Into<String>) -> Self {
        self.small = Some(small.into());
        self
    }

    fn status(&self) -> Option<Status> {
        self.tone.map(|tone| Status::new(tone, self.text.clone()))
    }

    /// The same as a status.
    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = Some(tone);
        self
    }
}

/// An act on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAct {
    /// Its verb.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// Whether it is a link to a page; otherwise it is posted.
    pub is_page: bool,
    /// The token, when it is posted.
    pub token: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// Where its first cell leads.
    pub href: Option<String>,
    /// Its cells, one for each head.
    pub cells: Vec<Cell>,
    /// Its acts.
    pub acts: Vec<LineAct>,
}

impl ListLine {
    fn name(&self) -> &str {
        self.cells.first().map(|cell| cell.text.as_str()).unwrap_or_default()
    }
}

/// The search box above a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Its label.
    pub label: String,
    /// Where it asks.
    pub action: String,
    /// What was asked.
    pub q: String,
}

/// A list.
#[derive(Template)]
#[template(path = "desk/list.html")]
pub struct ListPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Its title.
    pub title: String,
    /// How it stands, in a sentence.
    pub said: String,
    /// Its search box.
    pub search: Option<Search>,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// An act on all lines at once.
    pub all: Option<LineAct>,
    /// The heads of its columns; one more for acts, if lines have any.
    pub heads: Vec<String>,
    /// Its lines.
    pub lines: Vec<ListLine>,
    /// What is said when there are none.
    pub none: String,
    /// The way to more.
    pub next: Next,
}

impl ListPage {
    fn has_acts(&self) -> bool {
        self.lines.iter().any(|line| !line.acts.is_empty())
    }

    fn sample(w: Words, part: DeskPart, said: String, heads: &[&str], lines: Vec<ListLine>) -> Self {
        Self {
            w,
            desk: sample::desk(w, part.href(), part),
            title: w.say(part.key()),
            said,
            search: None,
            errors: Vec::new(),
            all: None,
            heads: heads.iter().map(|key| w.say(key)).collect(),
            lines,
            none: w.say("list-none"),
            next: Next::none(),
        }
    }
}

impl Page for ListPage {
    const NAME: &'static str = "desk/list";

    fn samples(w: Words) -> Vec<Self> {
        let act = |key: &str, act: &str| LineAct {
            text: w.say(key),
            href: paths::desk_act("7", act),
            is_page: true,
            token: String::new(),
        };
        let dossier = |person: &str, third: Cell, acts| ListLine {
            href: Some(paths::desk_dossier("7")),
            cells: vec![
                Cell::new(person).small(sample::marriage(w)),
                Cell::new("H49.105-261120-0044").small(either(w, "nộp tại Bãi Cháy", "filed at Bãi Cháy")),
                third,
            ],
            acts,
        };
        let records = Self::sample(
            w,
            DeskPart::Records,
            w.one("records-said", "count", 2),
            &["col-person", "col-number", "col-signed", "act"],
            vec![
                dossier(
                    "Phạm Ngọc Ánh",
                    Cell::new("Trần Văn Bình").small(w.stamp(sample::at(11, 25, 9, 2))),
                    vec![act("do-issue", "issue")],
                ),
                dossier(
                    sample::LONG_NAME,
                    Cell::new("Trần Văn Bình").small(w.stamp(sample::at(11, 25, 9, 2))),
                    vec![act("do-issue", "issue")],
                ),
            ],
        );
        let mut delivery = Self::sample(
            w,
            DeskPart::Delivery,
            w.one("delivery-said", "count", 1),
            &["col-person", "col-number", "col-state", "act"],
            vec![dossier(
                "Phạm Ngọc Ánh",
                Cell::new(w.say("state-result"))
                    .tone(Tone::Done)
                    .small(either(w, "khay K3-17", "tray K3-17")),
                vec![act("do-deliver", "deliver")],
            )],
        );
        delivery.search = Some(Search {
            label: w.say("delivery-find"),
            action: paths::DESK_DELIVERY.to_owned(),
            q: String::new(),
        });
        let mut found = Self::sample(
            w,
            DeskPart::Find,
            String::new(),
            &["col-person", "col-number", "col-state"],
            Vec::new(),
        );
        found.search = Some(Search {
            label: w.say("find-label"),
            action: paths::DESK_FIND.to_owned(),
            q: "anh pham".to_owned(),
        });
        let unit = |name: &str, code: &str, small: &str| ListLine {
            href: None,
            cells: vec![Cell::new(name).small(small), Cell::new(code), Cell::new("01/07/2025")],
            acts: Vec::new(),
        };
        let units = Self::sample(
            w,
            DeskPart::Units,
            w.one("units-said", "count", 2),
            &["col-unit", "col-code", "col-since"],
            vec![
                unit(
                    "Ủy ban nhân dân phường Bãi Cháy",
                    "H49.105",
                    "Bãi Cháy, Hà Khẩu, Hùng Thắng cũ",
                ),
                unit(sample::LONG_UNIT, "H49.131.04", ""),
            ],
        );
        let slip = LineAct {
            text: w.say("do-slip"),
            href: paths::desk_slip("7"),
            is_page: false,
            token: sample::TOKEN.to_owned(),
        };
        let officer = |name: &str, tone, said: &str, acts| ListLine {
            href: None,
            cells: vec![
                Cell::new(name).small(either(w, "Công chức Tư pháp - Hộ tịch", "Civil status officer")),
                Cell::new("Ủy ban nhân dân phường Hồng Gai"),
                Cell::new(w.say(said)).tone(tone),
            ],
            acts,
        };
        let officers = Self::sample(
            w,
            DeskPart::Officers,
            w.one("officers-said", "count", 2),
            &["col-officer", "col-unit", "col-account", "act"],
            vec![
                officer("Đỗ Minh Châu", Tone::Done, "account-active", Vec::new()),
                officer(sample::LONG_NAME, Tone::Soon, "account-waiting", vec![slip]),
            ],
        );
        let letters = Self::sample(
            w,
            DeskPart::Letters,
            w.two("letters-state", "dead", 1, "waiting", 3),
            &["col-message", "col-since", "col-attempts", "col-trouble", "act"],
            vec![ListLine {
                href: None,
                cells: vec![
                    Cell::new("notice.letter").small("01938f2a-7c11-7d42-9b1e-5f0c2ad67f31"),
                    Cell::new(w.stamp(sample::at(11, 25, 9, 2))),
                    Cell::new("30").tone(Tone::Late),
                    Cell::new("the mail server does not take it now: smtp 451"),
                ],
                acts: vec![LineAct {
                    text: w.say("do-retry"),
                    href: paths::desk_letter_retry("7"),
                    is_page: false,
                    token: sample::TOKEN.to_owned(),
                }],
            }],
        );
        vec![records, delivery, found, units, officers, letters]
    }
}
