//! Refusals as problems (RFC 9457).

use crate::error_pages;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use motcua_kernel::{Code, Problem, codes};
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use utoipa::ToSchema;

/// The path is right, the method is not.
pub const WRONG_METHOD: Code = Code::new("wrong-method", 405);

/// A request that writes came without a key.
pub const KEY_MISSING: Code = Code::new("key-missing", 400);
/// The body cannot be read as JSON.
pub const UNREADABLE: Code = Code::new("unreadable", 400);
/// The body is larger than anybody means.
pub const TOO_LARGE: Code = Code::new("too-large", 413);
/// The body does not say that it is JSON.
pub const NOT_JSON: Code = Code::new("not-json", 415);

/// The value of a problem that is sent as the header `Retry-After` too: seconds (RFC 9110 §10.2.3).
pub const RETRY_AFTER: &str = "retry_after";

/// A problem, as clients see it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// Where the problem is explained.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in one sentence.
    title: String,
    /// The HTTP status.
    status: u16,
    /// The stable code: what programs look at.
    code: String,
    /// Names the request in the log; to be quoted in questions.
    request_id: String,
    /// What is wrong with what was sent, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    fields: Vec<FieldBody>,
    /// What the problem is about, by name: `dossier` for the one that there is already, `stage`, `last_day`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    values: BTreeMap<&'static str, String>,
}

/// What is wrong with one field or parameter.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldBody {
    /// The parameter, or the place in the body: a JSON pointer without its first slash.
    field: String,
    /// The stable word for what is wrong.
    reason: String,
}

/// Why a handler does not answer. [`tell`] writes it out.
#[derive(Debug)]
pub struct Refusal(Problem);

impl<P: Into<Problem>> From<P> for Refusal {
    fn from(problem: P) -> Self {
        Self(problem.into())
    }
}

/// Carries the problem from the handler to [`tell`], which knows the request's id.
#[derive(Clone)]
struct Told(Arc<Problem>);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = status_of(self.0.code).into_response();
        response.extensions_mut().insert(Told(Arc::new(self.0)));
        response
    }
}

fn status_of(code: Code) -> StatusCode {
    StatusCode::from_u16(code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Answers for addresses below `/api/` that do not exist.
pub async fn no_such_path() -> Refusal {
    Problem::new(codes::NOT_FOUND).into()
}

/// Answers for methods that an address does not have.
pub async fn wrong_method() -> Refusal {
    Problem::new(WRONG_METHOD).into()
}

/// Writes every refusal out as a problem, whoever refused, and logs what is our fault once.
pub async fn tell(request: Request, next: Next) -> Response {
    let request_id = request.headers().get("x-request-id");
    let request_id = request_id
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let told = response.extensions_mut().remove::<Told>();
        // What the framework refuses by itself is a path that cannot be read, so one that does not exist.
        let problem = told.map_or_else(|| Arc::new(Problem::new(codes::NOT_FOUND)), |told| told.0);
        let mut headers = std::mem::take(response.headers_mut());
        response = written(&problem, request_id);
        // Such as `Allow`, which says the methods that there are.
        for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
            headers.remove(name);
        }
        response.headers_mut().extend(headers);
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn written(problem: &Problem, request_id: String) -> Response {
    let status = status_of(problem.code);
    if status.is_server_error() {
        log(problem, &request_id);
    }
    let fields = problem.fields.iter().map(|wrong| FieldBody {
        field: wrong.field.clone(),
        reason: wrong.message.clone().into_owned(),
    });
    let body = ProblemBody {
        kind: error_pages::address(problem.code),
        title: error_pages::title(problem.code),
        status: status.as_u16(),
        code: problem.code.name.to_owned(),
        request_id,
        fields: fields.collect(),
        values: problem.values.iter().cloned().collect(),
    };
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if status == StatusCode::UNAUTHORIZED {
        // RFC 6750 §3; the realm is left out, there is one.
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let wait = problem.values.iter().find(|(name, _)| *name == RETRY_AFTER);
    if let Some(wait) = wait.and_then(|(_, seconds)| HeaderValue::from_str(seconds).ok()) {
        headers.insert(header::RETRY_AFTER, wait);
    }
    response
}

/// The whole chain of causes, once, here; the client sees none of it.
fn log(problem: &Problem, request_id: &str) {
    let mut causes = Vec::new();
    let mut cause: Option<&(dyn Error + 'static)> = Error::source(problem);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    let code = problem.code.name;
    tracing::error!(
        request = request_id,
        code,
        causes = causes.join(": "),
        "a request failed"
    );
}
