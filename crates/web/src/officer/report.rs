//! *Báo lỗi*: what went wrong, with the request's id, the page and the version; nothing of anybody.

use super::posted::Posted;
use super::shell::{Seat, outside};
use crate::app::{Answer, Visit};
use crate::desk::{ActPage, DeskProblemPage};
use crate::parts::{Answer as Option_, Choice, ErrorLine, Field, FieldKind, Link, Pair};
use crate::{Desk, Page, VERSION, paths};
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use motcua_accounts::citizen::ReturnPath;
use motcua_kernel::Actor;
use serde::Deserialize;
use uuid::Uuid;

const PURPOSE: &str = "desk.report";

/// What the link of a page carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct About {
    #[serde(default)]
    request: String,
    #[serde(default)]
    page: String,
}

/// What can be wrong: chosen, never written, so that nobody's data get into a log.
const KINDS: [(&str, &str); 5] = [
    ("error", "report-error"),
    ("wrong", "report-wrong"),
    ("slow", "report-slow"),
    ("stuck", "report-stuck"),
    ("device", "report-device"),
];

/// Asks what is wrong.
pub(crate) async fn show(visit: Visit, Query(about): Query<About>) -> Answer {
    let desk = desk(&visit).await?;
    Ok(page(&visit, desk, &about, "", false).respond())
}

/// Writes it into the log, where those who look after the platform find it by its code.
pub(crate) async fn submit(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    visit
        .form(PURPOSE, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let about = About {
        request: posted.get("request").to_owned(),
        page: posted.get("page").to_owned(),
    };
    let desk = desk(&visit).await?;
    let Some((kind, _)) = KINDS.iter().find(|(kind, _)| *kind == posted.get("kind")) else {
        let page = page(&visit, desk, &about, posted.get("kind"), true);
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (request, path) = cleaned(&about);
    let actor = visit.ctx.actor();
    tracing::warn!(
        reported = request,
        page = path,
        version = VERSION,
        kind,
        actor = actor.id().map(|id| id.to_string()),
        "somebody reported a problem"
    );
    let w = visit.here.words;
    let page = DeskProblemPage {
        w,
        desk,
        title: w.say("report-sent"),
        what: w.say("report-sent-what"),
        next: Some(w.say("report-sent-next")),
        kept: Vec::new(),
        acts: vec![Link::new(w.say("go-back"), path)],
        support: support(&request),
    };
    Ok(page.respond())
}

async fn desk(visit: &Visit) -> Result<Desk, crate::app::Refusal> {
    match visit.ctx.actor() {
        Actor::Officer(_) => Ok(Seat::take(visit).await?.desk(visit, None)),
        Actor::Anyone | Actor::Person(_) | Actor::Client(_) | Actor::System => Ok(outside(visit)),
    }
}

// Only an id and a path of ours, whatever the address said.
fn cleaned(about: &About) -> (String, String) {
    let request = Uuid::try_parse(&about.request).map_or_else(|_| String::new(), |id| id.to_string());
    let page = ReturnPath::parse(&about.page).map_or_else(
        |_| paths::DESK_SIGN_IN.to_owned(),
        |path| path.as_str().split('?').next().unwrap_or_default().to_owned(),
    );
    (request, page)
}

fn support(request: &str) -> String {
    let end: Vec<char> = request.chars().filter(char::is_ascii_alphanumeric).collect();
    end[end.len().saturating_sub(6)..]
        .iter()
        .collect::<String>()
        .to_uppercase()
}

fn page(visit: &Visit, desk: Desk, about: &About, chosen: &str, failed: bool) -> ActPage {
    let w = visit.here.words;
    let (request, path) = cleaned(about);
    let options = KINDS
        .iter()
        .map(|(kind, key)| Option_::new(*kind, w.say(key), *kind == chosen))
        .collect();
    let mut field = Field::new(
        "kind",
        w.say("report-kind"),
        FieldKind::Choice(Choice {
            options,
            several: false,
        }),
    );
    let mut errors = Vec::new();
    if failed {
        errors.push(ErrorLine::new("kind", w.say("report-kind-missing")));
        field = field.error(w.say("report-kind-missing"));
    }
    ActPage {
        w,
        desk,
        back: path.clone(),
        title: w.say("report-title"),
        about: w.say("report-about"),
        warning: None,
        errors,
        pairs: vec![
            Pair::new(w.say("report-code"), support(&request)),
            Pair::new(w.say("report-page"), path.clone()),
            Pair::new(w.say("report-version"), VERSION),
        ],
        action: paths::DESK_REPORT.to_owned(),
        token: visit.token(PURPOSE),
        version: None,
        hidden: vec![("request", request), ("page", path)],
        fields: vec![field],
        act: w.say("report-do"),
        more: None,
    }
}
