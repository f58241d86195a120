//! Refusals that a library gave instead of a handler: a form without a body, one that is too long, an address that
//! cannot be read, a method that a page does not have. The library's bare text becomes a page that says what to do.

use super::App;
use crate::desk::DeskProblemPage;
use crate::problem::ProblemPage;
use crate::{Desk, Here, Page};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use motcua_kernel::{Code, codes};

/// More was sent than a form may hold.
pub const TOO_LARGE: Code = Code::new("too-large", 413);

/// The page is there, but is not opened or sent this way.
pub const WRONG_METHOD: Code = Code::new("wrong-method", 405);

/// The code that says what a bare status means to a person.
pub(crate) const fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::UNAUTHORIZED => codes::SIGN_IN_NEEDED,
        StatusCode::FORBIDDEN => codes::NOT_ALLOWED,
        StatusCode::NOT_FOUND => codes::NOT_FOUND,
        StatusCode::METHOD_NOT_ALLOWED => WRONG_METHOD,
        StatusCode::PAYLOAD_TOO_LARGE => TOO_LARGE,
        StatusCode::TOO_MANY_REQUESTS => codes::TOO_MANY,
        _ => codes::INVALID,
    }
}

/// Turns a refusal (4xx) that is no page into one, in the shell of its address. Status and headers stay, so that 405
/// still names the methods that there are.
pub(crate) async fn tell_plain(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    // Reading where a request came in cannot fail.
    let Ok(here) = Here::from_request_parts(&mut parts, &app).await;
    let bare = next.run(Request::from_parts(parts, body)).await;
    if !bare.status().is_client_error() || is_page(&bare) {
        return bare;
    }
    let code = code_of(bare.status());
    let told = if here.path.starts_with("/desk/") {
        DeskProblemPage::of(code, &here, Desk::outside(&here, app.now())).respond_with(bare.status())
    } else {
        ProblemPage::of(code, &here).respond_with(bare.status())
    };
    let (mut head, page) = told.into_parts();
    let (old, _) = bare.into_parts();
    for (name, value) in &old.headers {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            head.headers.append(name, value.clone());
        }
    }
    Response::from_parts(head, page)
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"text/html"))
}
