//! The counter: what waits to be received, at any centre of the province; and one submission.

use super::MoneyBox;
use super::component::ComponentLine;
use crate::parts::{ErrorLine, Fee, Next, Pair, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::{Instant, Money};

/// A submission that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingLine {
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// Its reference.
    pub number: String,
    /// When it came.
    pub at: Instant,
    /// Online, at the counter, by post.
    pub channel: String,
    /// The deciding unit.
    pub decides: String,
    /// How the 8 working hours stand (REC-04).
    pub due: Status,
    /// The moment they end.
    pub due_note: String,
    /// Its page.
    pub href: String,
}

/// What waits to be received.
#[derive(Template)]
#[template(path = "desk/incoming.html")]
pub struct IncomingPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// How it stands, in a sentence.
    pub said: String,
    /// What was searched for.
    pub q: String,
    /// The submissions, the most urgent first.
    pub lines: Vec<IncomingLine>,
    /// The way to more.
    pub next: Next,
}

impl Page for IncomingPage {
    const NAME: &'static str = "desk/incoming";

    fn samples(w: Words) -> Vec<Self> {
        let line = |person: &str, tone, due: &str, en: &str| IncomingLine {
            person: person.to_owned(),
            procedure: sample::marriage(w),
            number: "QN-7F3K-22".to_owned(),
            at: sample::at(11, 24, 21, 47),
            channel: either(w, "trực tuyến", "online"),
            decides: either(
                w,
                "Ủy ban nhân dân phường Hồng Gai",
                "People's Committee of Hồng Gai ward",
            ),
            due: Status::new(tone, either(w, due, en)),
            due_note: either(w, "trước 16:30 hôm nay", "before 16:30 today"),
            href: paths::desk_submission("7"),
        };
        let page = |lines: Vec<IncomingLine>| Self {
            w,
            desk: sample::desk(w, paths::DESK_COUNTER, DeskPart::Counter),
            said: w.one("incoming-said", "count", lines.len()),
            q: String::new(),
            lines,
            next: Next::none(),
        };
        vec![
            page(vec![
                line("Phạm Ngọc Ánh", Tone::Soon, "Còn 1 giờ làm việc", "1 working hour left"),
                line(
                    sample::LONG_NAME,
                    Tone::Run,
                    "Còn 7 giờ làm việc",
                    "7 working hours left",
                ),
                line("Vũ Đình Lộc", Tone::Late, "Quá 2 giờ", "2 hours over"),
            ]),
            page(Vec::new()),
        ]
    }
}

/// A section of the form as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// The answers.
    pub rows: Vec<Pair>,
}

impl Section {
    pub(crate) fn samples(w: Words) -> Vec<Self> {
        vec![
            Self {
                title: either(w, "Người được xác nhận", "The person concerned"),
                rows: vec![
                    Pair::new(either(w, "Ngày sinh", "Born on"), "14/08/1998"),
                    Pair::new(either(w, "Nơi cư trú", "Residence"), "Tổ 7, khu 3, phường Hồng Gai").noted(either(
                        w,
                        "2019 đến 2022: phường Cao Xanh",
                        "2019 to 2022: phường Cao Xanh",
                    )),
                ],
            },
            Self {
                title: either(w, "Mục đích", "Purpose"),
                rows: vec![
                    Pair::new(either(w, "Để làm gì", "What for"), either(w, "kết hôn", "marriage")),
                    Pair::new(either(w, "Kết hôn với", "Partner"), ""),
                ],
            },
        ]
    }
}

/// One submission at the counter.
#[derive(Template)]
#[template(path = "desk/counter.html")]
pub struct CounterPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Whose.
    pub person: String,
    /// What helps to serve them.
    pub person_about: String,
    /// How it stands.
    pub status: Status,
    /// Its reference.
    pub number: String,
    /// When it was filed.
    pub filed_at: Instant,
    /// Where *accept* is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The version that was read.
    pub version: u64,
    /// How the identity was proven.
    pub proof: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// What to look at twice.
    pub warnings: Vec<String>,
    /// The submitter.
    pub pairs: Vec<Pair>,
    /// The procedure.
    pub procedure: String,
    /// Its code.
    pub code: String,
    /// Where it is filed and who decides, in one line.
    pub route: String,
    /// The deciding unit.
    pub decides: String,
    /// The channel.
    pub channel: String,
    /// The components.
    pub components: Vec<ComponentLine>,
    /// Where files are attached.
    pub files: String,
    /// The form.
    pub sections: Vec<Section>,
    /// The due moment if it is accepted now.
    pub due: Instant,
    /// How that comes about, step by step.
    pub because: Vec<(String, String)>,
    /// Where the result is returned.
    pub returns: String,
    /// The fee.
    pub fee: Fee,
    /// How it comes about.
    pub fee_lines: Vec<String>,
    /// What is done about it in the same press; none where nothing is to be paid.
    pub money: Option<MoneyBox>,
    /// Whether it may be accepted.
    pub may_accept: bool,
    /// Why not.
    pub why_not: Option<String>,
    /// Where a supplement is asked for.
    pub supplement: String,
    /// Where it is refused.
    pub refuse: String,
}

impl Page for CounterPage {
    const NAME: &'static str = "desk/counter";

    fn samples(w: Words) -> Vec<Self> {
        let page = |person: &str, warnings: Vec<String>, may_accept: bool| Self {
            w,
            desk: sample::desk(w, "/desk/counter/7", DeskPart::Counter),
            person: person.to_owned(),
            person_about: either(w, "Nộp trực tuyến, không có người đi cùng", "Filed online"),
            status: Status::new(Tone::Run, w.say("state-submitted")),
            number: "QN-7F3K-22".to_owned(),
            filed_at: sample::at(11, 24, 21, 47),
            action: paths::desk_act("7", "accept"),
            token: sample::TOKEN.to_owned(),
            version: 1,
            proof: either(w, "VNeID, mức 2", "VNeID, level 2"),
            errors: Vec::new(),
            warnings,
            pairs: vec![
                Pair::new(either(w, "Họ, chữ đệm, tên", "Full name"), person),
                Pair::new(
                    either(w, "Số định danh cá nhân", "Identification number"),
                    "022 198 000 451",
                ),
                Pair::new(either(w, "Nơi cư trú", "Residence"), "Tổ 7, khu 3, phường Hồng Gai").noted(either(
                    w,
                    "trên thẻ: phường Trần Hưng Đạo",
                    "on the card: phường Trần Hưng Đạo",
                )),
                Pair::new(
                    either(w, "Báo tin bằng", "Tell by"),
                    either(w, "tự đến hỏi", "comes and asks"),
                ),
                Pair::new(either(w, "Số điện thoại", "Telephone"), ""),
            ],
            procedure: sample::marriage(w),
            code: sample::CODE.to_owned(),
            route: either(
                w,
                "Nộp tại Bãi Cháy, Hồng Gai giải quyết",
                "Filed at Bãi Cháy, decided by Hồng Gai",
            ),
            decides: either(
                w,
                "Ủy ban nhân dân phường Hồng Gai",
                "People's Committee of Hồng Gai ward",
            ),
            channel: either(w, "trực tuyến", "online"),
            components: ComponentLine::samples(w),
            files: paths::desk_counter_files("7"),
            sections: Section::samples(w),
            due: sample::at(11, 30, 9, 21),
            because: vec![
                (
                    "9:21".to_owned(),
                    either(w, "tiếp nhận, tính từ bây giờ", "accepted, counted from now"),
                ),
                ("27/11".to_owned(), either(w, "2 ngày làm việc", "2 working days")),
                (
                    "30/11".to_owned(),
                    either(
                        w,
                        "đủ 3 ngày làm việc, qua thứ Bảy và Chủ nhật",
                        "3 working days, over the weekend",
                    ),
                ),
            ],
            returns: either(w, "Bãi Cháy", "Bãi Cháy"),
            fee: Fee::AtLeast(Money::dong(16_000)),
            fee_lines: sample::bill(w),
            money: Some(MoneyBox::sample(w, may_accept.then(|| Money::dong(16_000)))),
            may_accept,
            why_not: (!may_accept).then(|| {
                either(
                    w,
                    "Chưa đối chiếu thẻ căn cước.",
                    "The identity card has not been compared.",
                )
            }),
            supplement: paths::desk_act("7", "supplement"),
            refuse: paths::desk_act("7", "refuse"),
        };
        vec![
            page(
                "Phạm Ngọc Ánh",
                vec![either(
                    w,
                    "Bộ gõ tiếng Việt đang bật nên tên bị sai. Số định danh đã đọc đúng; kiểm tra họ tên.",
                    "A Vietnamese typing program garbled the name. The number is right; check the name.",
                )],
                false,
            ),
            page(sample::LONG_NAME, Vec::new(), true),
        ]
    }
}
