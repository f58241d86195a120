//! Every route of the API.

use crate::{
    Site, acts, dossiers, due, error_pages, events, openapi, own_dossiers, places, problem, procedure, procedures,
    submission,
};
use axum::routing::{any, get, post};
use axum::{Router, middleware};

/// The API over a site. It has no fallback, so that it may stand beside pages; below `/api/` it answers for
/// itself.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/v1/due", get(due::show))
        .route("/api/v1/procedures", get(procedures::list))
        .route("/api/v1/procedures/{code}", get(procedure::show))
        .route("/api/v1/places", get(places::find))
        .route("/api/v1/dossiers", get(own_dossiers::list).post(submission::hand_in))
        .route("/api/v1/dossiers/{id}", get(dossiers::show))
        .route("/api/v1/dossiers/{id}/events", get(events::list))
        .route("/api/v1/dossiers/{id}/acceptance", post(acts::acceptance))
        .route("/api/v1/dossiers/{id}/supplement-answer", post(acts::supplement_answer))
        .route("/api/v1/dossiers/{id}/withdrawal", post(acts::withdrawal))
        .route("/docs/errors/{code}", get(error_pages::show))
        .route("/api/{*rest}", any(problem::no_such_path))
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(middleware::from_fn(problem::tell))
        .with_state(site)
}
