//! What a person is told when something cannot be done: what happened, what it means, what to do,
//! whom to ask. The code stands in a small line, never in a sentence.

use crate::parts::{Link, Pair};
use crate::sample;
use crate::{Here, Page, Shell, Words, paths};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_kernel::{Code, FieldProblem, Problem, codes};

/// A problem page.
#[derive(Template)]
#[template(path = "public/problem.html")]
pub struct ProblemPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// What happened.
    pub title: String,
    /// What it means.
    pub what: String,
    /// What to do.
    pub next: Option<String>,
    /// What was typed, so that nothing is lost: on stale pages and ended sessions.
    pub kept: Vec<Pair>,
    /// Ways on; the first is the main one.
    pub acts: Vec<Link>,
    /// *Mã hỗ trợ*.
    pub support: String,
}

/// The codes that have words of their own. Any other is told by its status.
const TOLD: &[Code] = &[
    codes::SIGN_IN_NEEDED,
    codes::NOT_ALLOWED,
    codes::NOT_FOUND,
    codes::STALE,
    codes::TAKEN,
    codes::FULL,
    codes::WRONG_STATE,
    codes::INVALID,
    codes::TOO_MANY,
    codes::UNAVAILABLE,
    codes::INTERNAL,
    crate::app::FORM_EXPIRED,
    crate::app::TEXT_TOO_LONG,
    crate::app::TOO_LARGE,
    crate::app::WRONG_METHOD,
    motcua_dossier::problem::IDENTITY_TOO_WEAK,
    motcua_dossier::problem::VERSION_CLOSED,
    motcua_dossier::problem::NOT_RECEIVED_HERE,
    motcua_dossier::problem::ANSWER_LATE,
    motcua_dossier::problem::PROMISED_AGAIN,
    motcua_dossier::problem::ORIGINALS_ELSEWHERE,
    motcua_dossier::problem::NUMBER_LACKING,
    motcua_dossier::problem::DUES_OPEN,
    motcua_dossier::problem::CHARGE_SETTLED,
    motcua_dossier::problem::OPINIONS_OPEN,
    motcua_people::person::TWO_PERSONS,
];

// Rooms have codes of their own. Where one has no words here, its status speaks.
fn told(w: Words, code: Code) -> &'static str {
    if let Some(known) = TOLD.iter().find(|known| known.name == code.name) {
        return known.name;
    }
    debug_assert!(w.knows("problem-internal-title"), "the words of problems are there");
    match code.status {
        401 => codes::SIGN_IN_NEEDED.name,
        403 => codes::NOT_ALLOWED.name,
        404 => codes::NOT_FOUND.name,
        409 => codes::WRONG_STATE.name,
        400..=428 => codes::INVALID.name,
        429 => codes::TOO_MANY.name,
        503 => codes::UNAVAILABLE.name,
        _ => codes::INTERNAL.name,
    }
}

/// What a wrong field is told: the sentence of its key, or the key's general sentence.
pub fn field_words(w: Words, problem: &FieldProblem) -> String {
    if !w.knows(&problem.message) {
        return w.say("field-wrong");
    }
    let values: Vec<_> = problem
        .values
        .iter()
        .map(|(name, value)| (*name, value.clone().into()))
        .collect();
    w.with(&problem.message, &values)
}

impl ProblemPage {
    /// The page of a code.
    pub fn of(code: Code, here: &Here) -> Self {
        let w = here.words;
        let name = told(w, code);
        let key = |end: &str| format!("problem-{name}-{end}");
        let next = key("next");
        let again = Link::new(w.say("problem-again"), here.path.clone());
        let home = Link::new(w.say("problem-home"), paths::HOME);
        let acts = match name {
            "sign-in-needed" => {
                let way = if here.path.starts_with("/desk") {
                    paths::DESK_SIGN_IN
                } else {
                    paths::SIGN_IN
                };
                vec![
                    Link::new(w.say("problem-sign-in"), format!("{way}?back={}", here.path)),
                    home,
                ]
            }
            "not-found" | "not-allowed" => vec![home, Link::new(w.say("nav-procedures"), paths::PROCEDURES)],
            "wrong-method" => vec![home, Link::new(w.say("nav-dossiers"), paths::DOSSIERS)],
            "form-expired" | "stale" | "taken" | "full" | "wrong-state" | "unavailable" | "too-many" => {
                vec![again, home]
            }
            _ => vec![home],
        };
        Self {
            w,
            shell: Shell::new(here, None),
            title: w.say(&key("title")),
            what: w.say(&key("what")),
            next: w.knows(&next).then(|| w.say(&next)),
            kept: Vec::new(),
            acts,
            support: here.support_code(),
        }
    }

    /// The same, showing what was typed.
    #[must_use]
    pub fn keeping(mut self, kept: Vec<Pair>) -> Self {
        self.kept = kept;
        self
    }
}

/// The answer for a problem. Its cause has been logged where it was handled.
pub fn respond(problem: &Problem, here: &Here) -> Response {
    let status = StatusCode::from_u16(problem.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    ProblemPage::of(problem.code, here).respond_with(status)
}

/// The answer for an address that does not exist: the fallback of the site's router.
pub async fn no_such_page(here: Here) -> Response {
    respond(&Problem::new(codes::NOT_FOUND), &here)
}

impl Page for ProblemPage {
    const NAME: &'static str = "public/problem";

    fn samples(w: Words) -> Vec<Self> {
        let here = Here::at(w.language(), "/dossiers/7");
        let mut pages: Vec<Self> = TOLD.iter().copied().map(|code| Self::of(code, &here)).collect();
        let kept = vec![
            Pair::new(
                sample::either(w, "Ý kiến", "Opinion"),
                "Đủ điều kiện; sổ hộ tịch không có đăng ký kết hôn.",
            ),
            Pair::new(sample::either(w, "Ghi chú", "Note"), ""),
        ];
        pages.push(Self::of(codes::STALE, &here).keeping(kept));
        pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn a_code_without_words_is_told_by_its_status() {
        let here = Here::at(Language::Vi, "/");
        let strange = ProblemPage::of(Code::new("no-such-slot", 409), &here);
        assert_eq!(strange.title, ProblemPage::of(codes::WRONG_STATE, &here).title);
        let teapot = ProblemPage::of(Code::new("tea", 418), &here);
        assert_eq!(teapot.title, ProblemPage::of(codes::INVALID, &here).title);
    }
}
