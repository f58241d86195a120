//! What lies at a unit, what is on its way to and from it, and what is looked for.

use crate::parts::{Answer, ErrorLine, Field, FieldKind, Next, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// An original that lies here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalLine {
    /// What the form sends.
    pub key: String,
    /// Its name with series or number.
    pub name: String,
    /// The code on its cover.
    pub code: String,
    /// Sheets.
    pub sheets: u32,
    /// Whose.
    pub person: String,
    /// The dossier's number.
    pub number: String,
    /// The dossier's page; none for who may not open it.
    pub href: Option<String>,
    /// What is to be done with it: "Trả cho người dân", "Hồ sơ ở Văn phòng".
    pub state: Status,
    /// Since when it lies here.
    pub since: Instant,
    /// Where it is given back.
    pub back: Option<String>,
    /// Whether it can be put on a list.
    pub may_go: bool,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// An open list between this unit and another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenList {
    /// Its number.
    pub number: String,
    /// Its page.
    pub href: String,
    /// How it stands: "Đang tới", "Thiếu 1".
    pub state: Status,
    /// "từ Hà Tu, 3 bản chính".
    pub about: String,
    /// Since when.
    pub at: Instant,
}

/// The page.
#[derive(Template)]
#[template(path = "desk/originals.html")]
pub struct OriginalsPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// How it stands, in a sentence.
    pub said: String,
    /// What was just done.
    pub done: Option<String>,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// Open lists, what is looked for first.
    pub open: Vec<OpenList>,
    /// Where a list is made.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What lies here, the longest first.
    pub lines: Vec<OriginalLine>,
    /// The pages of the list.
    pub next: Next,
    /// The receiver and who carries it.
    pub fields: Vec<Field>,
}

impl OriginalsPage {
    fn may_make(&self) -> bool {
        self.lines.iter().any(|line| line.may_go)
    }
}

impl Page for OriginalsPage {
    const NAME: &'static str = "desk/originals";

    fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, name: &str, person: &str, state: Status, back: bool, may_go: bool| OriginalLine {
            key: key.to_owned(),
            name: name.to_owned(),
            code: format!("BG-00041{key}"),
            sheets: 2,
            person: person.to_owned(),
            number: format!("H49.105-261125-000{key}"),
            href: Some(paths::desk_dossier(key)),
            state,
            since: sample::at(11, 24, 9, 21),
            back: back.then(|| paths::desk_original_return(key)),
            may_go,
            ticked: key == "1",
        };
        let open = |number: &str, tone, state: String, about: (&str, &str)| OpenList {
            number: number.to_owned(),
            href: paths::desk_hand_over("7"),
            state: Status::new(tone, state),
            about: either(w, about.0, about.1),
            at: sample::at(11, 25, 8, 30),
        };
        let fields = || {
            let options = vec![
                Answer::new("a", either(w, "Văn phòng, Hồng Gai", "Office, Hồng Gai"), true),
                Answer::new("b", sample::LONG_UNIT, false),
            ];
            vec![
                Field::new("to", w.say("original-to"), FieldKind::List(options)),
                Field::new("carrier", w.say("original-carrier"), FieldKind::Name(String::new())).optional(),
            ]
        };
        let page = |lines: Vec<OriginalLine>, open: Vec<OpenList>| Self {
            w,
            desk: sample::desk(w, paths::DESK_ORIGINALS, DeskPart::Originals),
            said: w.one("originals-said", "count", lines.len()),
            done: None,
            errors: Vec::new(),
            open,
            action: paths::DESK_ORIGINALS.to_owned(),
            token: sample::TOKEN.to_owned(),
            lines,
            next: Next::none(),
            fields: fields(),
        };
        let goes = Status::new(
            Tone::Soon,
            w.one(
                "original-goes",
                "unit",
                either(w, "Văn phòng, Hồng Gai", "Office, Hồng Gai"),
            ),
        );
        let full = page(
            vec![
                line(
                    "1",
                    "Giấy chứng nhận quyền sử dụng đất AB 000123",
                    "Hoàng Văn Nam",
                    goes,
                    false,
                    true,
                ),
                line(
                    "2",
                    "Bản án ly hôn số 12/2024/HNGĐ-ST của Tòa án nhân dân thành phố Hạ Long, có xác nhận hiệu lực",
                    sample::LONG_NAME,
                    Status::new(Tone::Late, w.say("original-owed")),
                    true,
                    true,
                ),
                line(
                    "3",
                    "Sổ hộ tịch cũ",
                    "Vũ Đình Lộc",
                    Status::new(Tone::Paused, w.say("original-listed")),
                    false,
                    false,
                ),
            ],
            vec![
                open(
                    "BB-26-0016",
                    Tone::Late,
                    w.one("hand-over-looked-for", "count", 1),
                    ("từ Hà Tu, 3 bản chính", "from Hà Tu, 3 originals"),
                ),
                open(
                    "BB-26-0017",
                    Tone::Run,
                    w.say("hand-over-arriving"),
                    ("từ Hà Tu, 2 bản chính", "from Hà Tu, 2 originals"),
                ),
            ],
        );
        vec![full, page(Vec::new(), Vec::new())]
    }
}
