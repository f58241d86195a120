//! Ending letters by the link in one of them.

use crate::sample;
use crate::{Page, Shell, Words, paths};
use askama::Template;

/// The question, or what was done.
#[derive(Template)]
#[template(path = "public/leave.html")]
pub struct LeavePage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// Enough of the address to be known by its owner; none when no letters go there any more.
    pub address: Option<String>,
    /// Where the form is posted.
    pub action: String,
}

impl Page for LeavePage {
    const NAME: &'static str = "public/leave";

    fn samples(w: Words) -> Vec<Self> {
        let page = |address: Option<&str>| Self {
            w,
            shell: sample::shell(w, &paths::letters_off("7"), None),
            address: address.map(str::to_owned),
            action: paths::letters_off("7"),
        };
        vec![page(Some("a\u{2026}@example.vn")), page(None)]
    }
}
