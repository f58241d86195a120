//! The files of a draft that an officer fills in, or of a submission at the counter.

use crate::parts::Files;
use crate::sample;
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// The files, component by component.
#[derive(Template)]
#[template(path = "desk/files.html")]
pub struct DeskFilesPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// For whom.
    pub person: String,
    /// The procedure, and the number where there is one.
    pub about: String,
    /// The way back to where it is accepted.
    pub back: String,
    /// The components.
    pub files: Files,
}

impl Page for DeskFilesPage {
    const NAME: &'static str = "desk/files";

    fn samples(w: Words) -> Vec<Self> {
        let action = paths::desk_counter_files("7");
        let page = |files: Files| Self {
            w,
            desk: sample::desk(w, &action, DeskPart::Counter),
            person: sample::LONG_NAME.to_owned(),
            about: sample::marriage(w),
            back: paths::desk_submission("7"),
            files,
        };
        Files::samples(w, &action).into_iter().map(page).collect()
    }
}
