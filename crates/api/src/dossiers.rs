//! `GET /api/v1/dossiers/{id}`: where a dossier stands, for the client that handed it in.

use crate::Site;
use crate::client::Caller;
use crate::moment::local;
use crate::problem::{ProblemBody, Refusal};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use motcua_catalog::ProcedureVersion;
use motcua_dossier::access::subject;
use motcua_dossier::kept::load;
use motcua_dossier::status::public_status;
use motcua_dossier::{Dossier, NationalStatus, Source};
use motcua_kernel::{DossierId, Problem, codes};
use motcua_org::Right;
use motcua_store::Stored;
use serde::Serialize;
use utoipa::ToSchema;

/// Where a dossier stands: no names, no content.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierBody {
    /// Its id.
    pub id: String,
    /// Its version, as the `ETag` says it.
    pub version: i64,
    /// The dossier number; absent until it is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub number: Option<String>,
    /// The national code of its procedure.
    pub procedure: String,
    /// The system where it was begun; absent when it was begun here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub source: Option<SourceBody>,
    /// Where it stands, by our word: submitted, `in_process`, delivered …
    pub stage: &'static str,
    /// Where it stands, by the national code.
    pub national_status: u8,
    /// Whom or what it waits for.
    pub waits_for: &'static str,
    /// When it was handed in.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// When the result is due, as papers say it; absent while the office owes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    pub promised_at: Option<String>,
    /// Until when the applicant must answer a supplement request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, nullable = false)]
    pub answer_until: Option<String>,
}

/// Where a dossier was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceBody {
    /// The system's stable word.
    pub name: String,
    /// The number that it gave.
    pub number: String,
}

/// Where a dossier stands. A client sees those that it handed in; any other is not known to exist.
#[utoipa::path(
    get,
    operation_id = "dossier",
    path = "/api/v1/dossiers/{id}",
    tag = "dossiers",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The dossier's id", example = "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` that the client has", example = "\"1\"", nullable = false),
    ),
    responses(
        (status = 200, description = "Where it stands", body = DossierBody, headers(("ETag" = String, description = "The dossier's version"))),
        (status = 304, description = "It is still at the version that the client has", headers(("ETag" = String, description = "The dossier's version"))),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dossier, or not for this client", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id: DossierId = id.parse().map_err(|_| Problem::new(codes::NOT_FOUND))?;
    let read = site.store.read().await?;
    let kept = load(&read, id).await?.ok_or(Problem::new(codes::NOT_FOUND))?;
    if !caller.rights.may(Right::SeeDossier, &subject(&kept.life())) {
        return Err(Problem::new(codes::NOT_FOUND).into());
    }
    let etag = format!("\"{}\"", kept.version());
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let version = read.get::<ProcedureVersion>(kept.dossier().pinned.version).await?;
    Ok(([(header::ETAG, etag)], Json(DossierBody::new(kept.stored(), &version))).into_response())
}

/// Whether `If-None-Match` names the version (RFC 9110 §13.1.2).
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let given = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        let mut tags = given.split(',').map(|tag| tag.trim().trim_start_matches("W/"));
        tags.any(|tag| tag == etag || tag == "*")
    })
}

impl DossierBody {
    /// What is shown of it; `version` is the one that it goes by.
    pub fn new(stored: &Stored<Dossier>, version: &ProcedureVersion) -> Self {
        let dossier = &stored.record;
        let status = public_status(dossier);
        let national: NationalStatus = status.status;
        Self {
            id: dossier.id.to_string(),
            version: stored.version,
            number: dossier.number().and_then(|number| number.issued()).map(str::to_owned),
            procedure: version.code.to_string(),
            source: match &dossier.source {
                Source::Here => None,
                Source::Elsewhere { name, number } => Some(SourceBody {
                    name: name.clone(),
                    number: number.clone(),
                }),
            },
            stage: dossier.stage().word(),
            national_status: national.code(),
            waits_for: status.waits_for.word(),
            submitted_at: local(dossier.submitted_at),
            promised_at: status.promised.map(local),
            answer_until: status.answer_until.map(|day| day.to_string()),
        }
    }
}
