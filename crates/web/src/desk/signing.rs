//! The leader's page: exceptions first, then what follows its template.

use crate::Language;
use crate::parts::{ErrorLine, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// A result to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningLine {
    /// What the form sends.
    pub key: String,
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// Why it has to be looked at first.
    pub why: Option<Status>,
    /// What differs from the template.
    pub differs: String,
    /// The due moment.
    pub due: Instant,
    /// Shows its paper.
    pub href: String,
    /// Whether it is taken into the round.
    pub ticked: bool,
}

/// Results of one procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningGroup {
    /// The procedure.
    pub title: String,
    /// How many of them are on time.
    pub on_time: usize,
    /// The results.
    pub lines: Vec<SigningLine>,
}

/// A value on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperValue {
    /// What it is.
    pub label: String,
    /// The value.
    pub value: String,
    /// Whether it differs from the template or was changed after the appraisal.
    pub differs: bool,
}

/// The paper beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperPreview {
    /// Whose.
    pub person: String,
    /// The body above the office.
    pub office_above: String,
    /// The office.
    pub office: String,
    /// The paper's title.
    pub title: String,
    /// Its values.
    pub lines: Vec<PaperValue>,
    /// Where it is sent back with a reason.
    pub send_back: String,
}

impl PaperPreview {
    fn say(&self, key: &str) -> String {
        Words::new(Language::Vi).say(key)
    }
}

/// The leader's page.
#[derive(Template)]
#[template(path = "desk/signing.html")]
pub struct SigningPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The form's token.
    pub token: String,
    /// How many results wait.
    pub total: usize,
    /// "KT. CHỦ TỊCH PHÓ CHỦ TỊCH": follows from position and delegation, never typed.
    pub authority: String,
    /// Who signs.
    pub signer: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// To be looked at first.
    pub apart: Vec<SigningLine>,
    /// The rest, by procedure.
    pub groups: Vec<SigningGroup>,
    /// The paper beside the list.
    pub paper: Option<PaperPreview>,
}

impl Page for SigningPage {
    const NAME: &'static str = "desk/signing";

    fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, person: &str, why: Option<Status>, differs: (&str, &str)| SigningLine {
            key: key.to_owned(),
            person: person.to_owned(),
            procedure: sample::marriage(w),
            ticked: why.is_none(),
            why,
            differs: either(w, differs.0, differs.1),
            due: sample::at(11, 25, 16, 0),
            href: format!("{}?shown={key}", paths::DESK_SIGNING),
        };
        let changed = Status::new(
            Tone::Late,
            either(w, "Có thay đổi sau thẩm định", "Changed after the appraisal"),
        );
        let odd = Status::new(Tone::Soon, either(w, "Ý kiến thẩm định khác thường", "Unusual opinion"));
        let value = |label: &str, value: &str, differs| PaperValue {
            label: label.to_owned(),
            value: value.to_owned(),
            differs,
        };
        let page = |total, apart, groups, paper| Self {
            w,
            desk: sample::desk(w, paths::DESK_SIGNING, DeskPart::Signing)
                .with_hints(&[("↑ ↓", "key-move"), ("Ctrl Enter", "key-sign")]),
            token: sample::TOKEN.to_owned(),
            total,
            authority: "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH".to_owned(),
            signer: "Trần Văn Bình".to_owned(),
            errors: Vec::new(),
            apart,
            groups,
            paper,
        };
        let paper = PaperPreview {
            person: "Bùi Quốc Toản".to_owned(),
            office_above: "ỦY BAN NHÂN DÂN".to_owned(),
            office: "PHƯỜNG HỒNG GAI".to_owned(),
            title: "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN".to_owned(),
            lines: vec![
                value("Họ, chữ đệm, tên", "BÙI QUỐC TOẢN", false),
                value("Ngày sinh", "21/3/1987", true),
                value("Tình trạng hôn nhân", "chưa đăng ký kết hôn với ai", false),
            ],
            send_back: paths::desk_act("7", "send-back"),
        };
        vec![
            page(
                5,
                vec![
                    line(
                        "a",
                        "Bùi Quốc Toản",
                        Some(changed),
                        (
                            "Ngày sinh đổi 12/3 thành 21/3 lúc 8:55",
                            "Birth date changed from 12/3 to 21/3 at 8:55",
                        ),
                    ),
                    line(
                        "b",
                        sample::LONG_NAME,
                        Some(odd),
                        (
                            "Đề nghị không giải quyết, có căn cứ",
                            "Proposes to decline, with grounds",
                        ),
                    ),
                ],
                vec![SigningGroup {
                    title: sample::marriage(w),
                    on_time: 3,
                    lines: vec![
                        line(
                            "c",
                            "Phạm Ngọc Ánh",
                            None,
                            ("kết hôn trong nước", "marriage in the country"),
                        ),
                        line(
                            "d",
                            "Vũ Đình Lộc",
                            None,
                            ("kết hôn trong nước", "marriage in the country"),
                        ),
                        line("e", "Đoàn Thị Yến", None, ("vay vốn ngân hàng", "bank loan")),
                    ],
                }],
                Some(paper),
            ),
            page(0, Vec::new(), Vec::new(), None),
        ]
    }
}
