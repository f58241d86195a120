//! `GET /api/v1/dossiers`: what the client handed in, page by page.

use crate::Site;
use crate::client::Caller;
use crate::cursor;
use crate::dossiers::DossierBody;
use crate::problem::{ProblemBody, Refusal};
use crate::query::{self, Given};
use crate::wanted::Wanted;
use axum::Json;
use axum::extract::{Query, State};
use motcua_catalog::ProcedureVersion;
use motcua_kernel::{DossierId, ProcedureVersionId};
use motcua_org::Right;
use motcua_org::connection::Connection;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use utoipa::ToSchema;

/// Dossiers a page, unless the client says otherwise.
const PAGE: u32 = 20;
/// Dossiers a page at most.
const MOST: u32 = 100;
/// No dossier is submitted later than this after the moment of the request.
const AHEAD: i64 = 24 * 3_600;

/// A page of dossiers.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierPage {
    /// The dossiers, the newest first.
    pub dossiers: Vec<DossierBody>,
    /// Give this as `cursor` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// What the client handed in, the newest first. What is handed in meanwhile moves no page that follows.
///
/// The filters go together: a dossier is listed when each of them fits. Give the same ones with every page. To keep up,
/// ask with `changed_since` at the moment of the last asking less a few minutes, and compare `version`.
#[utoipa::path(
    get,
    operation_id = "list_dossiers",
    path = "/api/v1/dossiers",
    tag = "dossiers",
    security(("bearer" = [])),
    params(
        ("cursor" = Option<String>, Query, description = "`next` of the page before", max_length = 120),
        ("limit" = Option<u32>, Query, description = "Dossiers a page", minimum = 1, maximum = 100, example = 20),
        ("stage" = Option<String>, Query, description = "Only those at one of these stages, by our words, separated by commas", example = "submitted,accepted", max_length = 300),
        ("national_status" = Option<String>, Query, description = "Only those at one of these national codes, separated by commas", example = "4,5", pattern = "^([1-9]|10)(,([1-9]|10)){0,9}$"),
        ("source_number" = Option<String>, Query, description = "Only the one that the client handed in under this number of its own", max_length = 100),
        ("changed_since" = Option<String>, Query, description = "Only those to which something happened at this moment or since", example = "2026-11-24T09:00:00Z", format = DateTime),
    ),
    responses(
        (status = 200, description = "A page of dossiers", body = DossierPage),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(site): State<Site>,
    caller: Caller,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<DossierPage>, Refusal> {
    let mut given = Given::new(pairs);
    let from = given.find("cursor", cursor::read_dossier);
    let limit = given.find("limit", query::number(1, MOST)).unwrap_or(PAGE) as usize;
    let wanted = Wanted::read(&mut given);
    given.done()?;
    let mut page = DossierPage {
        dossiers: Vec::new(),
        next: None,
    };
    // The scope of the same table that single dossiers ask: a client sees its own or nothing.
    if !caller.rights.scope(Right::SeeDossier).clients.contains(&caller.id) {
        return Ok(Json(page));
    }
    let place = from.unwrap_or((site.now().plus_seconds(AHEAD), DossierId::from_u128(0)));
    let read = site.store.read().await?;
    let connection = read.find::<Connection>(caller.id).await?;
    let source = connection.as_ref().and_then(|connection| connection.source.as_ref());
    // One more than is shown says whether there is another page.
    let Some(list) = wanted.list(caller.id, source, place, limit as i64 + 1) else {
        return Ok(Json(page));
    };
    let rows = read.all(list).await?;
    let mut versions: BTreeMap<ProcedureVersionId, ProcedureVersion> = BTreeMap::new();
    for stored in rows.iter().take(limit) {
        let pinned = stored.record.pinned.version;
        if let Entry::Vacant(free) = versions.entry(pinned) {
            free.insert(read.get::<ProcedureVersion>(pinned).await?.record);
        }
        page.dossiers
            .extend(versions.get(&pinned).map(|version| DossierBody::new(stored, version)));
    }
    if rows.len() > limit
        && let Some(last) = rows.get(limit - 1)
    {
        page.next = Some(cursor::after_dossier(last.record.submitted_at, last.record.id));
    }
    Ok(Json(page))
}
