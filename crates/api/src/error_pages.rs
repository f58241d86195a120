//! The pages that explain problems: `docs/errors/`, inside the program, so that a problem's `type` leads somewhere.

use crate::problem::Refusal;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use motcua_kernel::{Code, Problem, codes};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../docs/errors"]
struct Pages;

/// What stands before the sentence that becomes a problem's title.
const HAPPENED: &str = "**What happened.** ";

/// The address of a code's page.
pub fn address(code: Code) -> String {
    format!("/docs/errors/{}", code.name)
}

/// What happened, in one sentence: the first of the code's page.
pub fn title(code: Code) -> String {
    let page = Pages::get(&format!("{}.md", code.name)).map(|file| file.data);
    let page = page.as_deref().and_then(|page| std::str::from_utf8(page).ok());
    let sentence = page.and_then(|page| page.lines().find_map(|line| line.strip_prefix(HAPPENED)));
    match sentence {
        Some(line) => line
            .split_once(". ")
            .map_or(line, |(first, _)| first)
            .trim_end_matches('.')
            .to_owned(),
        // A test sees that every code has its page.
        None => code.name.to_owned(),
    }
}

/// `GET /docs/errors/{code}`: the page, as it was written.
#[utoipa::path(
    get,
    operation_id = "error_page",
    path = "/docs/errors/{code}",
    tag = "errors",
    params(("code" = String, Path, description = "The code of a problem", example = "not-found")),
    responses(
        (status = 200, description = "What happened and what to do", body = String, content_type = "text/markdown"),
        (status = 404, description = "There is no such code", body = crate::problem::ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn show(Path(code): Path<String>) -> Result<Response, Refusal> {
    // Only names of the folder itself: the folder is inside the program, so nothing else can be meant.
    let page = Pages::get(&format!("{code}.md")).ok_or(Problem::new(codes::NOT_FOUND))?;
    let kind = HeaderValue::from_static("text/markdown; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], page.data.into_owned()).into_response())
}
