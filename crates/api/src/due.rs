//! `GET /api/v1/due`: when something is due, and why.

use crate::Site;
use crate::due_shape::{DueShape, UnitShape};
use crate::moment;
use crate::problem::{ProblemBody, Refusal};
use crate::query::{self, Given};
use axum::Json;
use axum::extract::{Query, State};
use motcua_kernel::calendar::{DueAnswer, Limit, Unit};
use motcua_org::calendar::record::current_legal_calendar;

/// When something received at a moment is due, by the legal calendar of the province, with an explanation of
/// every day. The same answer as `motcua due --json`.
#[utoipa::path(
    get,
    operation_id = "due",
    path = "/api/v1/due",
    tag = "calendar",
    params(
        ("from" = String, Query, description = "When it was received: RFC 3339, or the province's wall clock without an offset", example = "2025-04-24T10:00"),
        ("limit" = Option<u32>, Query, description = "How many units; may be left out for same_day", minimum = 1, maximum = 8000, example = 3),
        ("unit" = UnitShape, Query, description = "What the limit is counted in", example = "working_day"),
        ("pauses" = Option<String>, Query, description = "Stretches in which the clock stood: start/end, separated by commas, together at most 1,500 days"),
    ),
    responses(
        (status = 200, description = "The due moment", body = DueShape),
        (status = 422, description = "A parameter is missing or wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<DueAnswer>, Refusal> {
    let mut given = Given::new(pairs);
    let from = given.get("from", moment::read);
    let unit = given.get("unit", |text| text.parse::<Unit>().map_err(|_| "not-a-unit"));
    let quantity = match unit {
        Some(Unit::SameDay) => given.find("limit", query::number(1, 1)).or(Some(1)),
        Some(unit) => given.get("limit", query::number(1, unit.most())),
        None => given.find("limit", query::number(1, u32::MAX)),
    };
    let pauses = given.find("pauses", moment::read_pauses).unwrap_or_default();
    let limit = quantity
        .zip(unit)
        .and_then(|(quantity, unit)| Limit::new(quantity, unit).ok());
    given.done()?;
    let (Some(from), Some(limit)) = (from, limit) else {
        // Whatever is not there was noted and told above.
        return Err(motcua_kernel::Problem::new(motcua_kernel::codes::INVALID).into());
    };
    let read = site.store.read().await?;
    let calendar = current_legal_calendar(&read).await?;
    drop(read);
    Ok(Json(DueAnswer::new(&calendar, from, limit, &pauses)))
}
