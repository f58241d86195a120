//! How the system is: what, since when, what still works.

use crate::parts::{Status, Tone};
use crate::sample::{self, either};
use crate::{Page, Shell, VERSION, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// A part of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLine {
    /// What it is, in the words of those who use it.
    pub name: String,
    /// How it stands.
    pub status: Status,
    /// Since when, and what still works.
    pub note: Option<String>,
}

/// The status page.
#[derive(Template)]
#[template(path = "public/status.html")]
pub struct StatusPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// All in all.
    pub overall: Status,
    /// When this was looked at.
    pub at: Instant,
    /// Its parts.
    pub lines: Vec<StatusLine>,
    /// The version that runs.
    pub version: String,
}

impl Page for StatusPage {
    const NAME: &'static str = "public/status";

    fn samples(w: Words) -> Vec<Self> {
        let line = |vi: &str, en: &str, tone, said: &str, note: Option<String>| StatusLine {
            name: either(w, vi, en),
            status: Status::new(tone, w.say(said)),
            note,
        };
        let page = |overall, lines| Self {
            w,
            shell: sample::shell(w, paths::STATUS, None),
            overall,
            at: sample::now(),
            lines,
            version: VERSION.to_owned(),
        };
        vec![
            page(
                Status::new(Tone::Done, w.say("status-well")),
                vec![
                    line(
                        "Nộp và xem hồ sơ",
                        "Filing and following dossiers",
                        Tone::Done,
                        "status-well",
                        None,
                    ),
                    line("Tin nhắn", "Messages", Tone::Done, "status-well", None),
                ],
            ),
            page(
                Status::new(Tone::Soon, w.say("status-partly")),
                vec![
                    line(
                        "Nộp và xem hồ sơ",
                        "Filing and following dossiers",
                        Tone::Done,
                        "status-well",
                        None,
                    ),
                    line(
                        "Đăng nhập bằng VNeID",
                        "Signing in with VNeID",
                        Tone::Silent,
                        "status-silent",
                        Some(either(
                            w,
                            "Từ 9 giờ 12. Bản nháp vẫn còn; các quầy vẫn nhận hồ sơ.",
                            "Since 9:12. Drafts are kept; counters go on.",
                        )),
                    ),
                ],
            ),
        ]
    }
}
