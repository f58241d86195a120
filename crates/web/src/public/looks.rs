//! Who looked at a person's data: read by that person.

use crate::parts::Next;
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;
use motcua_kernel::{Date, Instant};

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookLine {
    /// When.
    pub at: Instant,
    /// What was seen.
    pub what: String,
}

/// The looks of somebody for one reason on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookGroup {
    /// The day.
    pub day: Date,
    /// Who.
    pub who: String,
    /// For which unit.
    pub unit: String,
    /// The reason.
    pub why: String,
    /// Each look, newest first; never empty.
    pub looks: Vec<LookLine>,
}

impl LookGroup {
    /// `9 giờ 14`, or `9 giờ 14 – 16 giờ 02` when they took longer than a minute.
    pub fn clock(&self, w: Words) -> String {
        let at = |look: Option<&LookLine>| look.map(|look| w.clock(look.at)).unwrap_or_default();
        let (first, last) = (at(self.looks.last()), at(self.looks.first()));
        if first == last {
            first
        } else {
            w.two("looks-span", "first", first, "last", last)
        }
    }

    /// What was seen, each thing once.
    pub fn whats(&self) -> Vec<&str> {
        let mut whats: Vec<&str> = Vec::new();
        for look in &self.looks {
            if !whats.contains(&look.what.as_str()) {
                whats.push(&look.what);
            }
        }
        whats
    }
}

/// The looks.
#[derive(Template)]
#[template(path = "public/looks.html")]
pub struct LooksPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The looks by officer, reason and day, newest first.
    pub groups: Vec<LookGroup>,
    /// The way to more.
    pub next: Next,
}

impl Page for LooksPage {
    const NAME: &'static str = "public/looks";

    fn samples(w: Words) -> Vec<Self> {
        let what = || either(w, "Hồ sơ H49.105-261120-0044", "Dossier H49.105-261120-0044");
        let group = |times: &[Instant], who: &str, unit: &str, why: String| LookGroup {
            day: times[0].date(),
            who: who.to_owned(),
            unit: unit.to_owned(),
            why,
            looks: times.iter().map(|at| LookLine { at: *at, what: what() }).collect(),
        };
        let page = |groups, next| Self {
            w,
            shell: sample::shell_of_person(w, paths::LOOKS, Some(Part::Dossiers)),
            groups,
            next,
        };
        let on = |hour, minute| sample::at(11, 25, hour, minute);
        vec![
            page(
                vec![
                    group(
                        &[on(16, 2), on(14, 20), on(9, 21), on(8, 52)],
                        "Đỗ Minh Châu",
                        "Văn phòng HĐND và UBND phường Hồng Gai",
                        either(w, "Giải quyết hồ sơ", "Handling the dossier"),
                    ),
                    group(
                        &[sample::at(11, 20, 9, 5)],
                        sample::LONG_NAME,
                        sample::LONG_UNIT,
                        either(w, "Tiếp nhận hồ sơ", "Receiving the dossier"),
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
