//! What a search in the catalogue finds.

use crate::parts::{Fee, Link, Next};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Span, SpanUnit, Words, paths};
use askama::Template;
use motcua_kernel::Money;

/// A procedure that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its national code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its field.
    pub field: String,
    /// Its time limit, where the catalogue says one.
    pub limit: Option<Span>,
    /// Its fee.
    pub fee: Fee,
}

/// Search in the catalogue. With nothing asked it is the catalogue's front page.
#[derive(Template)]
#[template(path = "public/search.html")]
pub struct SearchPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// What was asked.
    pub q: String,
    /// What was found.
    pub hits: Vec<Hit>,
    /// Whether there is more than these.
    pub has_more: bool,
    /// The way to more.
    pub next: Next,
    /// Common errands, when nothing was found or asked.
    pub suggestions: Vec<Link>,
}

impl Page for SearchPage {
    const NAME: &'static str = "public/search";

    fn samples(w: Words) -> Vec<Self> {
        let hit = |code: &str, vi: &str, en: &str, limit, fee| Hit {
            code: code.to_owned(),
            name: either(w, vi, en),
            field: either(w, "Hộ tịch", "Civil status"),
            limit,
            fee,
        };
        let suggestions = || {
            vec![
                Link::new(sample::marriage(w), paths::procedure(sample::CODE)),
                Link::new(
                    either(w, "Đăng ký khai sinh", "Registering a birth"),
                    paths::procedure("1.001193"),
                ),
            ]
        };
        let page = |q: &str, hits: Vec<Hit>, has_more| Self {
            w,
            shell: sample::shell(w, paths::PROCEDURES, Some(Part::Procedures)),
            q: q.to_owned(),
            hits,
            has_more,
            next: if has_more {
                Next {
                    first: None,
                    next: Some(format!("{}?after=sample", paths::PROCEDURES)),
                }
            } else {
                Next::none()
            },
            suggestions: suggestions(),
        };
        vec![
            page(
                "xac nhan doc than",
                vec![
                    hit(
                        sample::CODE,
                        "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
                        "Certificate of marital status",
                        Some(Span::Of(3, SpanUnit::WorkingDay)),
                        Fee::Unknown,
                    ),
                    hit(
                        "1.001193",
                        "Đăng ký khai sinh",
                        "Registering a birth",
                        Some(Span::SameDay),
                        Fee::Varies,
                    ),
                    hit(
                        "2.000635",
                        "Cấp bản sao Giấy khai sinh",
                        "Copy of a birth certificate",
                        Some(Span::SameDay),
                        Fee::Of(Money::dong(8_000)),
                    ),
                    hit(
                        "2.002516",
                        "Xác nhận thông tin hộ tịch, cấp văn bản xác nhận về việc đã đăng ký, chưa đăng ký hộ tịch đối với công dân Việt Nam cư trú trong nước và người gốc Việt Nam định cư ở nước ngoài",
                        "Confirming entries of the civil register for citizens living in the country and for people of Vietnamese origin living abroad",
                        None,
                        Fee::Free,
                    ),
                ],
                true,
            ),
            page("giấy phép nuôi ong", Vec::new(), false),
            page("", Vec::new(), false),
        ]
    }
}
