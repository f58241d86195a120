//! The page on which a person is chosen.

use super::words::{Language, say};
use super::{CODE_SECONDS, Choice, Code, MOST_PENDING, PAGE_SECONDS, Simulator};
use askama::Template;
use axum::extract::{Form, Query, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use openidconnect::url::Url;
use serde::Deserialize;

/// What a relying party asks (OpenID Connect Core §3.1.2.1).
#[derive(Debug, Deserialize)]
pub(super) struct AuthorizeQuery {
    response_type: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    ui_locales: Option<String>,
}

#[derive(Template)]
#[template(path = "identity/simulator/choose.html")]
struct ChoosePage {
    language: &'static str,
    base: String,
    title: String,
    label: String,
    warning: String,
    heading: String,
    choice: String,
    persons: Vec<PersonLine>,
    cancel: String,
    other_address: String,
    other_language: &'static str,
    other_words: String,
}

struct PersonLine {
    subject: String,
    name: String,
    born: String,
    level: String,
    address: String,
    action: String,
}

#[derive(Template)]
#[template(path = "identity/simulator/error.html")]
struct ErrorPage {
    language: &'static str,
    base: String,
    title: String,
    label: String,
    warning: String,
    heading: String,
    message: String,
}

/// Shows the persons to choose from.
pub(super) async fn authorize(
    State(simulator): State<Simulator>,
    RawQuery(raw): RawQuery,
    Query(query): Query<AuthorizeQuery>,
) -> Response {
    let setup = &simulator.0.setup;
    let language = Language::from_locales(query.ui_locales.as_deref());
    let registered = query.redirect_uri.filter(|redirect| setup.redirects.contains(redirect));
    let (Some(redirect), true) = (registered, query.client_id.as_deref() == Some(setup.client_id.as_str())) else {
        return error_page(&simulator, language, StatusCode::BAD_REQUEST, "simulator-error-request");
    };
    let asks_openid = query
        .scope
        .as_deref()
        .is_some_and(|scope| scope.split(' ').any(|word| word == "openid"));
    let proves = query.code_challenge_method.as_deref() == Some("S256");
    let (Some(challenge), true, true, Some("code")) = (
        query.code_challenge,
        asks_openid,
        proves,
        query.response_type.as_deref(),
    ) else {
        return send_back(
            &redirect,
            &[("error", Some("invalid_request")), ("state", query.state.as_deref())],
        );
    };
    let ends_at = simulator.now().plus_seconds(PAGE_SECONDS);
    let choice = Choice {
        redirect,
        state: query.state,
        nonce: query.nonce,
        challenge,
        ends_at,
    };
    let name = simulator.random();
    {
        let mut pending = simulator.pending();
        if pending.choices.len() >= MOST_PENDING {
            drop(pending);
            return error_page(
                &simulator,
                language,
                StatusCode::SERVICE_UNAVAILABLE,
                "simulator-error-busy",
            );
        }
        pending.choices.insert(name.clone(), choice.clone());
    }

    let line = |person: &super::DemoPerson| PersonLine {
        subject: person.subject.clone(),
        name: person.name.clone(),
        born: say(language, "simulator-born", &[("date", shown(person.born_on))]),
        level: say(
            language,
            if person.level == 2 {
                "simulator-level-2"
            } else {
                "simulator-level-1"
            },
            &[],
        ),
        address: person.address.clone(),
        action: say(language, "simulator-sign-in", &[("name", person.name.clone())]),
    };
    let other = match language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    };
    let page = ChoosePage {
        language: language.tag(),
        base: setup.issuer.clone(),
        title: say(language, "simulator-title", &[]),
        label: say(language, "simulator-label", &[]),
        warning: say(language, "simulator-warning", &[]),
        heading: say(language, "simulator-choose", &[]),
        choice: name,
        persons: setup.persons.iter().map(line).collect(),
        cancel: say(language, "simulator-cancel", &[]),
        other_address: in_language(&setup.issuer, raw.as_deref().unwrap_or_default(), other),
        other_language: other.tag(),
        other_words: say(language, "simulator-other-language", &[]),
    };
    html(StatusCode::OK, &page, Some(&choice.redirect))
}

/// What was chosen.
#[derive(Debug, Deserialize)]
pub(super) struct ChooseForm {
    choice: String,
    person: String,
    language: Option<String>,
}

/// Sends the browser back with a code for the chosen person, or with a refusal.
pub(super) async fn choose(State(simulator): State<Simulator>, Form(form): Form<ChooseForm>) -> Response {
    let language = Language::from_locales(form.language.as_deref());
    let found = simulator.pending().choices.remove(&form.choice);
    let Some(choice) = found else {
        return error_page(&simulator, language, StatusCode::BAD_REQUEST, "simulator-error-late");
    };
    let person = simulator
        .0
        .setup
        .persons
        .iter()
        .position(|person| person.subject == form.person);
    let (redirect, state) = (choice.redirect.clone(), choice.state.clone());
    let Some(person) = person else {
        return send_back(
            &redirect,
            &[("error", Some("access_denied")), ("state", state.as_deref())],
        );
    };
    let code = simulator.random();
    let ends_at = simulator.now().plus_seconds(CODE_SECONDS);
    simulator.pending().codes.insert(
        code.clone(),
        Code {
            person,
            choice,
            ends_at,
        },
    );
    send_back(&redirect, &[("code", Some(&code)), ("state", state.as_deref())])
}

/// The style sheet.
pub(super) async fn style() -> Response {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("style.css"),
    )
        .into_response()
}

fn shown(date: motcua_kernel::Date) -> String {
    let date = date.civil();
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// The same request in another language.
fn in_language(issuer: &str, query: &str, language: Language) -> String {
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("ui_locales="))
        .collect();
    format!("{issuer}/authorize?{}&ui_locales={}", kept.join("&"), language.tag())
}

fn send_back(redirect: &str, parameters: &[(&str, Option<&str>)]) -> Response {
    let Ok(mut address) = Url::parse(redirect) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    for (name, value) in parameters {
        if let Some(value) = value {
            address.query_pairs_mut().append_pair(name, value);
        }
    }
    let headers = [
        (header::LOCATION, address.to_string()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn error_page(simulator: &Simulator, language: Language, status: StatusCode, key: &str) -> Response {
    let page = ErrorPage {
        language: language.tag(),
        base: simulator.0.setup.issuer.clone(),
        title: say(language, "simulator-title", &[]),
        label: say(language, "simulator-label", &[]),
        warning: say(language, "simulator-warning", &[]),
        heading: say(language, "simulator-error-title", &[]),
        message: say(language, key, &[]),
    };
    html(status, &page, None)
}

/// A page with its own content policy: a redirect after a form counts as the form's target, so that the address to
/// go back to is allowed too.
fn html(status: StatusCode, page: &impl Template, goes_to: Option<&str>) -> Response {
    let Ok(text) = page.render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let target = goes_to
        .and_then(|address| Url::parse(address).ok())
        .map(|url| url.origin().ascii_serialization());
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
        target.unwrap_or_default()
    );
    let mut response = (status, Html(text)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
