//! A problem inside the officers' shell, with *Báo lỗi* at hand and nothing typed lost.

use crate::parts::{Link, Pair};
use crate::problem::ProblemPage;
use crate::sample;
use crate::{Desk, DeskPart, Here, Page, Words, paths};
use askama::Template;
use motcua_kernel::{Code, codes};

/// A problem at a desk.
#[derive(Template)]
#[template(path = "desk/problem.html")]
pub struct DeskProblemPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// What happened.
    pub title: String,
    /// What it means.
    pub what: String,
    /// What to do.
    pub next: Option<String>,
    /// What was typed.
    pub kept: Vec<Pair>,
    /// Ways on.
    pub acts: Vec<Link>,
    /// *Mã hỗ trợ*.
    pub support: String,
}

impl DeskProblemPage {
    /// The page of a code.
    pub fn of(code: Code, here: &Here, desk: Desk) -> Self {
        let ProblemPage {
            w,
            title,
            what,
            next,
            kept,
            acts,
            support,
            ..
        } = ProblemPage::of(code, here);
        // An officer's first page is the one that signing in leads to.
        let acts = acts
            .into_iter()
            .filter(|act| act.href != paths::PROCEDURES && act.href != paths::DOSSIERS)
            .map(|act| match act.href.as_str() {
                paths::HOME => Link::new(act.text, paths::DESK_SIGN_IN),
                _ => act,
            })
            .collect();
        Self {
            w,
            desk,
            title,
            what,
            next,
            kept,
            acts,
            support,
        }
    }

    /// The same, showing what was typed.
    #[must_use]
    pub fn keeping(mut self, kept: Vec<Pair>) -> Self {
        self.kept = kept;
        self
    }
}

impl Page for DeskProblemPage {
    const NAME: &'static str = "desk/problem";

    fn samples(w: Words) -> Vec<Self> {
        let here = Here::at(w.language(), "/desk/dossiers/7");
        let desk = || sample::desk(w, "/desk/dossiers/7", DeskPart::Worklist);
        let kept = vec![Pair::new(
            w.say("act-opinion"),
            "Đủ điều kiện; sổ hộ tịch không có đăng ký kết hôn.",
        )];
        vec![
            Self::of(codes::STALE, &here, desk()).keeping(kept),
            Self::of(codes::SIGN_IN_NEEDED, &here, desk()),
            Self::of(codes::WRONG_STATE, &here, desk()),
        ]
    }
}
