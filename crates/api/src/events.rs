//! `GET /api/v1/dossiers/{id}/events`: what happened to a dossier, as kinds and moments.

use crate::Site;
use crate::client::Caller;
use crate::cursor;
use crate::moment::local;
use crate::problem::{ProblemBody, Refusal};
use crate::query::Given;
use axum::Json;
use axum::extract::{Path, Query, State};
use motcua_dossier::access::subject;
use motcua_dossier::fact::Fact;
use motcua_dossier::kept::load;
use motcua_kernel::{DossierId, Problem, ThingId, codes};
use motcua_org::Right;
use motcua_store::ReadError;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Events a page.
const PAGE: usize = 100;

/// One thing that happened: no names, no content.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventBody {
    /// Its number among all that happened to the dossier; what is not for other systems leaves gaps.
    #[schema(example = 1)]
    pub n: i64,
    /// What happened: `dossier.submitted`, `dossier.accepted` …; there will be more kinds.
    #[schema(example = "dossier.submitted")]
    pub kind: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventPage {
    /// The events, the first one first.
    pub events: Vec<EventBody>,
    /// Give this as `cursor` later to get what happened since.
    pub next: String,
    /// Whether there is more already.
    pub more: bool,
}

/// What happened to a dossier, in order. A client sees it of those that it handed in.
#[utoipa::path(
    get,
    operation_id = "list_events",
    path = "/api/v1/dossiers/{id}/events",
    tag = "dossiers",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The dossier's id", example = "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before", max_length = 120),
    ),
    responses(
        (status = 200, description = "A page of events", body = EventPage),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dossier, or not for this client", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<EventPage>, Refusal> {
    let mut given = Given::new(pairs);
    let after = given.find("cursor", cursor::read_event).unwrap_or(0);
    given.done()?;
    let id: DossierId = id.parse().map_err(|_| Problem::new(codes::NOT_FOUND))?;
    let read = site.store.read().await?;
    let kept = load(&read, id).await?.ok_or(Problem::new(codes::NOT_FOUND))?;
    if !caller.rights.may(Right::SeeDossier, &subject(&kept.life())) {
        return Err(Problem::new(codes::NOT_FOUND).into());
    }
    let mut events = Vec::new();
    let (mut last, mut more) = (after, false);
    for event in read.events(ThingId::from(Uuid::from(id))).await? {
        if event.n <= after {
            continue;
        }
        if events.len() == PAGE {
            more = true;
            break;
        }
        last = event.n;
        let fact = Fact::read(&event.kind, &event.facts::<serde_json::Value>()?)
            .map_err(|error| ReadError::Invalid(format!("facts of {}: {error}", event.kind)))?;
        if fact.is_some_and(|fact| is_told(&fact)) {
            events.push(EventBody {
                n: event.n,
                kind: event.kind,
                at: local(event.happened_at),
            });
        }
    }
    let next = cursor::after_event(last);
    Ok(Json(EventPage { events, next, more }))
}

/// Whether other systems are told: how the office divides its work and what it notes is its own.
const fn is_told(fact: &Fact) -> bool {
    match fact {
        Fact::Submitted { .. }
        | Fact::ClockSet { .. }
        | Fact::SupplementAsked { .. }
        | Fact::SupplementAnswered { .. }
        | Fact::SupplementLapsed { .. }
        | Fact::Refused { .. }
        | Fact::Accepted { .. }
        | Fact::Signed { .. }
        | Fact::Issued { .. }
        | Fact::Delivered { .. }
        | Fact::Apologised { .. }
        | Fact::Charged { .. }
        | Fact::Paid { .. }
        | Fact::Waived { .. }
        | Fact::ChargeReopened { .. }
        | Fact::Transferred { .. }
        | Fact::Succeeded { .. }
        | Fact::Stopped { .. }
        | Fact::Withdrawn { .. }
        | Fact::Closed { .. } => true,
        Fact::Held { .. }
        | Fact::StepOpened { .. }
        | Fact::StepClosed { .. }
        | Fact::Assigned { .. }
        | Fact::Continued { .. }
        | Fact::Proposed { .. }
        | Fact::Initialled { .. }
        | Fact::SentBack { .. }
        | Fact::BroughtBack { .. }
        | Fact::OpinionAsked { .. }
        | Fact::OpinionAnswered { .. }
        | Fact::OpinionLapsed { .. }
        | Fact::OpinionRecalled { .. }
        | Fact::OpinionMoved { .. }
        | Fact::Noted { .. }
        | Fact::PaperDrawnUp { .. }
        | Fact::PaperMade { .. }
        | Fact::PaperReprinted { .. }
        | Fact::FilesKept { .. }
        | Fact::PapersSeen { .. }
        | Fact::OriginalMoved { .. } => false,
    }
}
