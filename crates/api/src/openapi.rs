//! The description of the API: OpenAPI 3.1.

use crate::due_shape::{CalendarShape, DayShape, DueShape, UnitShape};
use crate::problem::{FieldBody, ProblemBody};
use crate::{acts, dossiers, due, error_pages, events, own_dossiers, places, procedure, procedures, submission};
use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(title = "Motcua", description = "The API of a province's public service platform for other systems"),
    paths(
        due::show, procedures::list, procedure::show, places::find, own_dossiers::list, submission::hand_in,
        dossiers::show, events::list, acts::acceptance, acts::supplement_answer, acts::withdrawal, error_pages::show
    ),
    components(schemas(ProblemBody, FieldBody, DueShape, UnitShape, CalendarShape, DayShape)),
    modifiers(&Bearer)
)]
pub struct Description;

/// API clients come with a bearer token (RFC 6750).
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let components = openapi.components.get_or_insert_with(Default::default);
        components.add_security_scheme("bearer", scheme);
    }
}

/// `GET /api/openapi.json`.
pub async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}
