//! The notices of a person: read by that person.

use crate::parts::Next;
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// When it came.
    pub at: Instant,
    /// What happened.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
    /// The procedure of the dossier.
    pub procedure: String,
    /// The number of the dossier.
    pub number: String,
    /// The dossier.
    pub dossier: String,
    /// Where it is opened and marked as read, with the token of that form; none once it was read.
    pub open: Option<(String, String)>,
}

/// The inbox.
#[derive(Template)]
#[template(path = "public/notices.html")]
pub struct NoticesPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The notices, newest first.
    pub notices: Vec<NoticeLine>,
    /// The token of the form that marks them all; none when all were read.
    pub read_all: Option<String>,
    /// The way to more.
    pub next: Next,
}

impl Page for NoticesPage {
    const NAME: &'static str = "public/notices";

    fn samples(w: Words) -> Vec<Self> {
        let line = |at, title: String, text: String, is_new: bool| NoticeLine {
            at,
            title,
            text,
            procedure: sample::marriage(w),
            number: "H49.105-261120-0044".to_owned(),
            dossier: paths::dossier("7"),
            open: is_new.then(|| (paths::notice("9"), sample::TOKEN.to_owned())),
        };
        let page = |notices, read_all, next| Self {
            w,
            shell: sample::shell_of_person(w, paths::NOTICES, Some(Part::Notices)),
            notices,
            read_all,
            next,
        };
        let ready = line(
            sample::at(11, 25, 8, 52),
            either(w, "Đã có kết quả", "Your result is ready"),
            either(
                w,
                "Hồ sơ H49.105-261120-0044 đã có kết quả. Mời ông/bà nhận tại trung tâm trong giờ làm việc.",
                "The result of dossier H49.105-261120-0044 is ready. Please fetch it in working hours.",
            ),
            true,
        );
        let accepted = line(
            sample::at(11, 20, 9, 5),
            either(w, "Hồ sơ đã được tiếp nhận", "Your dossier is accepted"),
            format!("{} {}", sample::LONG_UNIT, sample::LONG_UNIT),
            false,
        );
        vec![
            page(
                vec![ready, accepted],
                Some(sample::TOKEN.to_owned()),
                Next {
                    first: Some(paths::NOTICES.to_owned()),
                    next: Some(format!("{}?before=1", paths::NOTICES)),
                },
            ),
            page(Vec::new(), None, Next::none()),
        ]
    }
}
