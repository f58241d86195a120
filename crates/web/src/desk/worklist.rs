//! Work by who holds it, with a preview beside the list.

use crate::Html;
use crate::parts::{Next, Pair, Shape, Status, Tile, TileKind, Tone, tiles_of};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// Who holds dossiers: me, the signer, the records clerk, somebody asked, the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// "Chờ ký".
    pub label: String,
    /// How many.
    pub count: u32,
    /// Whether there are more than were counted.
    pub and_more: bool,
    /// Its list.
    pub href: String,
    /// Its shape: mine runs, the person's waits.
    pub shape: Shape,
    /// Whether this list is shown.
    pub is_open: bool,
}

impl Holder {
    /// The count as it is known: "12", "200+", and dots where none was among those counted.
    fn said(&self) -> String {
        match (self.count, self.and_more) {
            (0, true) => "…".to_owned(),
            (count, true) => format!("{count}+"),
            (count, false) => count.to_string(),
        }
    }

    const fn class(&self) -> &'static str {
        match self.shape {
            Shape::Run => "is-run",
            Shape::Paused => "is-paused",
            Shape::Soon | Shape::Late | Shape::Done | Shape::Closed | Shape::Silent | Shape::Next => "is-next",
        }
    }
}

/// A dossier in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// Its number.
    pub number: String,
    /// Where it was filed, or what it waits for.
    pub where_from: String,
    /// How its time stands.
    pub due: Status,
    /// The promised moment.
    pub due_note: String,
    /// What the officer is reminded of, in a few words.
    pub reminded: Option<String>,
    /// Shows it in the preview.
    pub href: String,
    /// Whether it is in the preview.
    pub is_shown: bool,
}

/// Dossiers that belong together: to propose before 14:30, this week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkGroup {
    /// "Trình trước 14 giờ 30 hôm nay để kịp ký · 4 hồ sơ".
    pub title: String,
    /// Its dossiers.
    pub lines: Vec<WorkLine>,
}

/// The dossier beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// Its code.
    pub code: String,
    /// What matters of the form and the look-ups.
    pub pairs: Vec<Pair>,
    /// The ledger.
    pub tiles: Vec<Tile>,
    /// The ledger in a sentence.
    pub tiles_said: String,
    /// What happened.
    pub events: Vec<(Instant, String)>,
    /// Its page.
    pub href: String,
}

impl Preview {
    fn tiles_html(&self) -> Html {
        tiles_of(&self.tiles, &self.tiles_said)
    }
}

/// The list of work.
#[derive(Template)]
#[template(path = "desk/worklist.html")]
pub struct WorklistPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// "40 hồ sơ đang mở, 9 đến hạn hôm nay."
    pub said: String,
    /// "6 có nguy cơ trễ, 1 đã quá hạn."
    pub said_risk: String,
    /// The lists.
    pub holders: Vec<Holder>,
    /// The open list's name.
    pub list_title: String,
    /// Its groups.
    pub groups: Vec<WorkGroup>,
    /// The way to more.
    pub next: Next,
    /// The preview.
    pub shown: Option<Preview>,
}

impl Page for WorklistPage {
    const NAME: &'static str = "desk/worklist";

    fn samples(w: Words) -> Vec<Self> {
        let href = |holder: &str| format!("{}?holder={holder}", paths::DESK_WORKLIST);
        let holder = |key: &str, count, shape, name: &str| Holder {
            label: w.say(key),
            count,
            and_more: false,
            href: href(name),
            shape,
            is_open: name == "me",
        };
        let line = |person: &str, tone, due: (&str, &str), note: (&str, &str), is_shown| WorkLine {
            person: person.to_owned(),
            procedure: sample::marriage(w),
            number: "H49.106-261120-0061".to_owned(),
            where_from: either(w, "nộp tại Bãi Cháy", "filed at Bãi Cháy"),
            due: Status::new(tone, either(w, due.0, due.1)),
            due_note: either(w, note.0, note.1),
            reminded: (tone == Tone::Soon).then(|| w.say("mark-apology-now")),
            href: format!("{}&shown=7", href("me")),
            is_shown,
        };
        let hours = ("Còn 5 giờ làm việc", "5 working hours left");
        let today = ("hẹn trả 16:00 hôm nay", "promised 16:00 today");
        let groups = vec![
            WorkGroup {
                title: either(
                    w,
                    "Trình trước 14 giờ 30 hôm nay để kịp ký · 4 hồ sơ",
                    "Propose before 14:30 today · 4 dossiers",
                ),
                lines: vec![
                    line("Vũ Đình Lộc", Tone::Soon, hours, today, false),
                    line("Phạm Ngọc Ánh", Tone::Soon, hours, today, true),
                    line(
                        sample::LONG_NAME,
                        Tone::Late,
                        ("Quá hạn 1 ngày", "1 day overdue"),
                        ("đã xin lỗi, hẹn 26/11", "apologised, 26 Nov"),
                        false,
                    ),
                ],
            },
            WorkGroup {
                title: either(w, "Trong tuần này · 13 hồ sơ", "This week · 13 dossiers"),
                lines: vec![
                    line(
                        "Lương Thùy Dương",
                        Tone::Run,
                        ("Còn 3 ngày", "3 days left"),
                        ("hẹn trả 30/11, 9:00", "promised 30 Nov, 9:00"),
                        false,
                    ),
                    line(
                        "Ngô Văn Sỹ",
                        Tone::Paused,
                        ("Tạm dừng", "Paused"),
                        ("chờ bổ sung đến 02/12", "waiting until 2 Dec"),
                        false,
                    ),
                ],
            },
        ];
        let tile = |kind, vi: &str, en: &str, percent| Tile {
            kind,
            label: either(w, vi, en),
            percent,
        };
        let shown = Preview {
            person: "Phạm Ngọc Ánh".to_owned(),
            procedure: sample::marriage(w),
            code: sample::CODE.to_owned(),
            pairs: vec![
                Pair::new(either(w, "Sinh ngày", "Born on"), "14/08/1998"),
                Pair::new(either(w, "Nơi cư trú", "Residence"), "Tổ 7, khu 3, phường Hồng Gai").noted(either(
                    w,
                    "2019 đến 2022: phường Cao Xanh",
                    "2019 to 2022: phường Cao Xanh",
                )),
                Pair::new(
                    either(w, "Mục đích", "Purpose"),
                    either(w, "Đăng ký kết hôn trong nước", "Marriage in the country"),
                ),
            ],
            tiles: vec![
                tile(TileKind::Centre, "Trung tâm", "Centre", 9),
                tile(TileKind::Unit, "Hồng Gai", "Hồng Gai", 38),
                tile(TileKind::Paused, "Chờ Cao Xanh xác minh", "Waiting for Cao Xanh", 22),
                tile(TileKind::Unit, "Hồng Gai", "Hồng Gai", 14),
            ],
            tiles_said: w.say("styleguide-tiles"),
            events: vec![
                (
                    sample::at(11, 20, 9, 5),
                    either(
                        w,
                        "Bãi Cháy tiếp nhận, chuyển Hồng Gai",
                        "Accepted at Bãi Cháy, passed on to Hồng Gai",
                    ),
                ),
                (
                    sample::at(11, 20, 14, 20),
                    either(w, "Hỏi UBND phường Cao Xanh", "Asked Cao Xanh ward"),
                ),
                (
                    sample::at(11, 25, 8, 40),
                    either(w, "Cao Xanh trả lời: không có đăng ký", "Cao Xanh answered: no entry"),
                ),
            ],
            href: paths::desk_dossier("7"),
        };
        let page = |groups, shown, said: String, risk: String| Self {
            w,
            desk: sample::desk(w, paths::DESK_WORKLIST, DeskPart::Worklist)
                .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
            said,
            said_risk: risk,
            holders: vec![
                holder("holder-me", 17, Shape::Run, "me"),
                holder("holder-sign", 9, Shape::Next, "sign"),
                holder("holder-records", 3, Shape::Next, "records"),
                holder("holder-opinion", 6, Shape::Next, "opinion"),
                holder("holder-person", 5, Shape::Paused, "person"),
            ],
            list_title: w.say("holder-me"),
            groups,
            next: Next {
                first: None,
                next: Some(format!("{}&after=sample", href("me"))),
            },
            shown,
        };
        vec![
            page(
                groups,
                Some(shown),
                either(
                    w,
                    "40 hồ sơ đang mở, 9 đến hạn hôm nay",
                    "40 open dossiers, 9 due today",
                ),
                either(w, "6 có nguy cơ trễ, 1 đã quá hạn.", "6 at risk, 1 overdue."),
            ),
            page(
                Vec::new(),
                None,
                either(w, "Không có hồ sơ nào chờ", "Nothing is waiting"),
                String::new(),
            ),
        ]
    }
}
