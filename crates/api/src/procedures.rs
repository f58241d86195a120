//! `GET /api/v1/procedures`: the catalogue, searched or page by page.

use crate::Site;
use crate::problem::{ProblemBody, Refusal};
use crate::query::{self, Given};
use axum::Json;
use axum::extract::{Query, State};
use motcua_catalog::Procedure;
use motcua_catalog::procedure::record::page;
use motcua_kernel::Problem;
use motcua_kernel::codes::INVALID;
use serde::Serialize;
use utoipa::ToSchema;

/// Procedures a page, unless the client says otherwise.
const PAGE: u32 = 20;
/// Procedures a page at most.
const MOST: u32 = 100;
/// A search gives the best so many: nobody reads further.
const FOUND: usize = 500;

/// A procedure in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureItem {
    /// The national code.
    #[schema(example = "1.004873")]
    pub code: String,
    /// The announced name.
    pub name: String,
    /// The short name that the province wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub short_name: Option<String>,
    /// The field.
    pub field: String,
    /// The level of government that decides: commune, province, ministry, unknown.
    pub level: &'static str,
    /// Whether it can be filed in this province: here, elsewhere, `no_longer`.
    pub offer: &'static str,
}

impl From<&Procedure> for ProcedureItem {
    fn from(procedure: &Procedure) -> Self {
        Self {
            code: procedure.code.to_string(),
            name: procedure.name.clone(),
            short_name: procedure.short.clone(),
            field: procedure.field.clone(),
            level: procedure.level.word(),
            offer: procedure.offer.word(),
        }
    }
}

/// A page of procedures.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedurePage {
    /// The procedures.
    pub procedures: Vec<ProcedureItem>,
    /// Give this as `after` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Procedures. With `q` those that a citizen finds by these words, best first, at most 500; without, all that were
/// ever known, by code.
#[utoipa::path(
    get,
    operation_id = "list_procedures",
    path = "/api/v1/procedures",
    tag = "catalogue",
    params(
        ("q" = Option<String>, Query, description = "Words to look for, with or without marks", max_length = 200, example = "xac nhan hon nhan"),
        ("after" = Option<String>, Query, description = "`next` of the page before", max_length = 40),
        ("most" = Option<u32>, Query, description = "Procedures a page", minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, description = "A page of procedures", body = ProcedurePage),
        (status = 422, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<ProcedurePage>, Refusal> {
    let mut given = Given::new(pairs);
    let typed = given.find("q", query::words(200)).filter(|words| !words.is_empty());
    let after = given.find("after", query::words(40));
    let most = given.find("most", query::number(1, MOST)).unwrap_or(PAGE) as usize;
    given.done()?;
    let found = match typed {
        Some(typed) => found(&site, &typed, after.as_deref(), most)?,
        None => all(&site, after.as_deref().unwrap_or_default(), most).await?,
    };
    Ok(Json(found))
}

fn found(site: &Site, typed: &str, after: Option<&str>, most: usize) -> Result<ProcedurePage, Problem> {
    let catalogue = site.catalogue();
    let found = catalogue.search(typed, FOUND);
    let begin = match after {
        None => 0,
        // The same words find the same in the same order, until the catalogue changes.
        Some(after) => match found.iter().position(|procedure| procedure.code.as_str() == after) {
            Some(place) => place + 1,
            None => return Err(Problem::new(INVALID).field("after", "no-such-place")),
        },
    };
    Ok(cut(
        found[begin..].iter().map(|procedure| ProcedureItem::from(*procedure)),
        most,
    ))
}

async fn all(site: &Site, after: &str, most: usize) -> Result<ProcedurePage, Problem> {
    let read = site.store.read().await?;
    // One more than is shown says whether there is another page.
    let rows = read.all(page(after, most as i64 + 1)).await?;
    Ok(cut(rows.iter().map(|stored| ProcedureItem::from(&stored.record)), most))
}

/// The first so many, and where the next page begins if there is more.
fn cut(mut items: impl Iterator<Item = ProcedureItem>, most: usize) -> ProcedurePage {
    let procedures: Vec<ProcedureItem> = items.by_ref().take(most).collect();
    let more = items.next().is_some();
    let last = procedures.last().map(|item| item.code.clone());
    ProcedurePage {
        next: last.filter(|_| more),
        procedures,
    }
}
