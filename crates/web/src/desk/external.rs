//! Work in another system (*làm trên hệ thống Bộ*): what was filled in here, value by value to be copied there, and
//! the number that is brought back.

use crate::parts::{ErrorLine, Field, FieldKind};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// A value to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyLine {
    /// Its key, unique on the page.
    pub key: String,
    /// What it is.
    pub label: String,
    /// As the other system wants it.
    pub value: String,
}

impl CopyLine {
    /// Whether it needs more than one line.
    fn is_long(&self) -> bool {
        self.value.chars().count() > 24
    }
}

/// Values under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyGroup {
    /// The heading; none where the other system's order is known.
    pub title: Option<String>,
    /// The values, in order.
    pub lines: Vec<CopyLine>,
}

/// The page of a step in another system.
#[derive(Template)]
#[template(path = "desk/external.html")]
pub struct ExternalPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Where *back* leads.
    pub back: String,
    /// Whose dossier, which.
    pub about: String,
    /// The other system, as the workflow names it.
    pub system: String,
    /// Whether the values stand in the order of that system's form.
    pub in_its_order: bool,
    /// The values.
    pub groups: Vec<CopyGroup>,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The version that was read.
    pub version: u64,
    /// The number, and what the workflow wants written down besides.
    pub fields: Vec<Field>,
}

impl ExternalPage {
    fn copy_said(&self, line: &CopyLine) -> String {
        self.w.one("external-copy-one", "name", &line.label)
    }
}

impl Page for ExternalPage {
    const NAME: &'static str = "desk/external";

    fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, vi: &str, en: &str, value: &str| CopyLine {
            key: key.to_owned(),
            label: either(w, vi, en),
            value: value.to_owned(),
        };
        let people = vec![
            line("ten", "Họ, chữ đệm, tên", "Full name", sample::LONG_NAME),
            line("ngay_sinh", "Ngày sinh", "Date of birth", "14/08/1998"),
            line(
                "noi_cu_tru",
                "Nơi cư trú",
                "Residence",
                "Tổ 4, khu 2, phường Bãi Cháy, tỉnh Quảng Ninh, Việt Nam",
            ),
        ];
        let fields = || {
            vec![
                Field::new("number", w.say("external-number"), FieldKind::Text(String::new()))
                    .hint(w.say("external-number-hint")),
                Field::new(
                    "written/0",
                    either(w, "Số định danh cấp cho trẻ", "The child's personal number"),
                    FieldKind::Text(String::new()),
                ),
            ]
        };
        let page = |in_its_order: bool, wrong: bool| {
            let missing = w.say("external-number-missing");
            let mut fields = fields();
            if wrong {
                fields[0].error = Some(missing.clone());
            }
            Self {
                w,
                desk: sample::desk(w, "/desk/dossiers/7/external", DeskPart::Worklist),
                back: paths::desk_dossier("7"),
                about: format!("{} · {}", sample::LONG_NAME, sample::marriage(w)),
                system: either(
                    w,
                    "Hệ thống đăng ký và quản lý hộ tịch",
                    "The ministry's civil register",
                ),
                in_its_order,
                groups: vec![CopyGroup {
                    title: (!in_its_order).then(|| either(w, "Người yêu cầu", "Applicant")),
                    lines: people.clone(),
                }],
                errors: if wrong {
                    vec![ErrorLine::new("number", missing)]
                } else {
                    Vec::new()
                },
                action: paths::desk_act("7", "external"),
                token: sample::TOKEN.to_owned(),
                version: 4,
                fields,
            }
        };
        vec![page(false, false), page(true, true)]
    }
}
