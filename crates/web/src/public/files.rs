//! The files of a draft, or of an answer to a supplement request.

use crate::parts::Files;
use crate::sample;
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;

/// The files, component by component.
#[derive(Template)]
#[template(path = "public/files.html")]
pub struct FilesPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The procedure, and the number where there is one.
    pub about: String,
    /// Where *back* leads.
    pub back: String,
    /// Where it goes on.
    pub next: String,
    /// What the way on is called.
    pub next_said: String,
    /// The components.
    pub files: Files,
}

impl Page for FilesPage {
    const NAME: &'static str = "public/files";

    fn samples(w: Words) -> Vec<Self> {
        let action = paths::draft_files("7");
        let page = |files: Files| Self {
            w,
            shell: sample::shell_of_person(w, &action, Some(Part::Dossiers)),
            about: sample::marriage(w),
            back: paths::draft("7", 5),
            next: paths::draft_review("7"),
            next_said: w.say("form-review"),
            files,
        };
        Files::samples(w, &action).into_iter().map(page).collect()
    }
}
