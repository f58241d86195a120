//! Who looked at a person's data: read by that person.

use crate::parts::Next;
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookLine {
    /// When.
    pub at: Instant,
    /// Who.
    pub who: String,
    /// For which unit.
    pub unit: String,
    /// What was seen.
    pub what: String,
    /// The reason.
    pub why: String,
}

/// The looks.
#[derive(Template)]
#[template(path = "public/looks.html")]
pub struct LooksPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The looks, newest first.
    pub looks: Vec<LookLine>,
    /// The way to more.
    pub next: Next,
}

impl Page for LooksPage {
    const NAME: &'static str = "public/looks";

    fn samples(w: Words) -> Vec<Self> {
        let look = |at, who: &str, unit: &str, why: String| LookLine {
            at,
            who: who.to_owned(),
            unit: unit.to_owned(),
            what: either(w, "Hồ sơ H49.105-261120-0044", "Dossier H49.105-261120-0044"),
            why,
        };
        let page = |looks, next| Self {
            w,
            shell: sample::shell_of_person(w, paths::LOOKS, Some(Part::Dossiers)),
            looks,
            next,
        };
        vec![
            page(
                vec![
                    look(
                        sample::at(11, 25, 8, 52),
                        "Đỗ Minh Châu",
                        "Văn phòng HĐND và UBND phường Hồng Gai",
                        either(w, "Kiểm tra hồ sơ", "Checking the dossier"),
                    ),
                    look(
                        sample::at(11, 20, 9, 5),
                        sample::LONG_NAME,
                        sample::LONG_UNIT,
                        either(w, "Tiếp nhận hồ sơ tại quầy 3", "Accepting the dossier at counter 3"),
                    ),
                ],
                Next {
                    first: Some(paths::LOOKS.to_owned()),
                    next: Some(format!("{}?after=sample", paths::LOOKS)),
                },
            ),
            page(Vec::new(), Next::none()),
        ]
    }
}
