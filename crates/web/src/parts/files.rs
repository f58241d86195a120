//! The files of components: what lies there, what can be added, taken away and back.

use crate::html::Html;
use crate::parts::Shape;
use crate::sample::either;
use crate::words::Words;
use askama::Template;

/// A file that lies on a component, or was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// What it was called.
    pub name: String,
    /// Pages and weight.
    pub about: String,
    /// Where it is opened.
    pub href: String,
    /// Its id.
    pub id: String,
    /// The token of taking it away, or back; none where it stays.
    pub token: Option<String>,
}

/// A component that takes files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesOf {
    /// Its key in the version.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What a missing file means.
    pub lack: Option<String>,
    /// Whether it does not go without.
    pub demanded: bool,
    /// The files that are there.
    pub files: Vec<FileLine>,
    /// Those that were taken away.
    pub removed: Vec<FileLine>,
    /// What was just taken in.
    pub took: Option<String>,
    /// What was wrong with what was just sent.
    pub errors: Vec<String>,
    /// The token of adding.
    pub token: String,
}

/// The components of a place, each with its own form.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/files.html")]
pub struct Files {
    /// Words.
    pub w: Words,
    /// Where the forms are posted.
    pub action: String,
    /// The components that take files.
    pub components: Vec<FilesOf>,
    /// What is brought to the counter and shown there.
    pub shown: Vec<String>,
}

impl Files {
    /// As a part of a page.
    pub fn html(&self) -> Html {
        Html::from_template(self.render().unwrap_or_default())
    }

    pub(crate) fn samples(w: Words, action: &str) -> Vec<Self> {
        let file = |name: &str, pages: usize, token: bool| FileLine {
            name: name.to_owned(),
            about: w.two("file-about", "pages", pages, "kb", "840"),
            href: format!("{action}/7"),
            id: "7".to_owned(),
            token: token.then(|| crate::sample::TOKEN.to_owned()),
        };
        let of = |key: &str, vi: &str, en: &str| FilesOf {
            key: key.to_owned(),
            name: either(w, vi, en),
            lack: None,
            demanded: false,
            files: Vec::new(),
            removed: Vec::new(),
            took: None,
            errors: Vec::new(),
            token: crate::sample::TOKEN.to_owned(),
        };
        let divorce = FilesOf {
            files: vec![
                file("IMG_2231.jpg", 1, true),
                file("IMG_2232.jpg", 1, true),
                file(
                    "Quyết định công nhận thuận tình ly hôn số 45-2019 (bản quét).pdf",
                    3,
                    false,
                ),
            ],
            removed: vec![file("IMG_2230.jpg", 1, true)],
            took: Some(w.one("files-took", "count", 4)),
            ..of("ly_hon", "Quyết định công nhận thuận tình ly hôn", "Divorce judgment")
        };
        let residence = FilesOf {
            lack: Some(w.say("files-demanded")),
            demanded: true,
            errors: vec![w.one("file-heic", "name", "IMG_0007.HEIC")],
            ..of("cu_tru", "Giấy tờ chứng minh nơi cư trú", "Proof of residence")
        };
        let power = FilesOf {
            lack: Some(w.say("files-advised")),
            ..of("uy_quyen", "Văn bản ủy quyền", "Power of attorney")
        };
        let page = |components| Self {
            w,
            action: action.to_owned(),
            components,
            shown: vec![either(w, "Thẻ căn cước", "Identity card")],
        };
        vec![
            page(vec![divorce, residence.clone(), power.clone()]),
            page(vec![residence, power]),
        ]
    }
}
