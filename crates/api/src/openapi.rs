//! The description of the API: OpenAPI 3.1.

use crate::due_shape::{CalendarShape, DayShape, DueShape, UnitShape};
use crate::problem::{FieldBody, ProblemBody};
use crate::{acts, dossiers, due, error_pages, events, own_dossiers, places, procedure, procedures, submission};
use axum::Json;
use serde_json::{Value, json};
use utoipa::openapi::link::{Link, LinkBuilder};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(title = "Motcua", description = "The API of a province's public service platform for other systems"),
    paths(
        due::show, procedures::list, procedure::show, places::find, own_dossiers::list, submission::hand_in,
        dossiers::show, events::list, acts::acceptance, acts::supplement_answer, acts::withdrawal, error_pages::show
    ),
    components(schemas(ProblemBody, FieldBody, DueShape, UnitShape, CalendarShape, DayShape)),
    modifiers(&Bearer, &Examples, &Links)
)]
pub struct Description;

/// `GET /api/openapi.json`.
pub async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}

/// API clients come with a bearer token (RFC 6750), and each sends only so many requests.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let components = openapi.components.get_or_insert_with(Default::default);
        components.add_security_scheme("bearer", scheme);
        for operation in operations(openapi).filter(|operation| operation.security.is_some()) {
            let responses = &mut operation.responses.responses;
            responses.insert("429".into(), RefOr::T(too_many()));
            if let Some(RefOr::T(unknown)) = responses.get_mut("401") {
                let header = HeaderBuilder::new()
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                    .description(Some("`Bearer`"));
                unknown
                    .headers
                    .insert("WWW-Authenticate".into(), RefOr::T(header.build()));
            }
        }
    }
}

fn too_many() -> Response {
    let header = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1))))
        .description(Some("Seconds after which the next request is taken"));
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemBody")));
    ResponseBuilder::new()
        .description("The client sends more requests than its share")
        .header("Retry-After", header.build())
        .content("application/problem+json", problem.build())
        .build()
}

fn operations(openapi: &mut utoipa::openapi::OpenApi) -> impl Iterator<Item = &mut Operation> {
    openapi.paths.paths.values_mut().flat_map(|item| {
        let all = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        all.into_iter().filter_map(Option::as_mut)
    })
}

/// Bodies that work as they stand, for the procedure that every demo has: the same files that
/// `docs/howto/use-the-api.md` sends.
struct Examples;

/// Of which schema each file is an example.
const EXAMPLES: [(&str, &str); 2] = [
    (
        "Submission",
        include_str!("../../../docs/howto/use-the-api/submission.json"),
    ),
    (
        "Acceptance",
        include_str!("../../../docs/howto/use-the-api/acceptance.json"),
    ),
];

impl Modify for Examples {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let schemas = openapi.components.as_mut().map(|components| &mut components.schemas);
        let Some(schemas) = schemas else { return };
        let example = |name: &str| -> Option<Value> {
            let (_, text) = EXAMPLES.iter().find(|(known, _)| *known == name)?;
            serde_json::from_str(text).ok()
        };
        let answers = example("Submission").map(|body| json!({"answers": body["answers"]}));
        let all = [
            ("Submission", example("Submission")),
            ("Acceptance", example("Acceptance")),
            ("SupplementAnswer", answers),
            ("Withdrawal", Some(json!({}))),
        ];
        for (name, example) in all {
            if let Some(RefOr::T(Schema::Object(object))) = schemas.get_mut(name) {
                object.example = example;
            }
        }
    }
}

/// What a client can do next with what it was answered.
struct Links;

impl Modify for Links {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        for operation in operations(openapi) {
            let (status, links) = match operation.operation_id.as_deref() {
                Some("hand_in_dossier") => ("201", of_a_dossier("$response.body#/id")),
                Some("dossier") => ("200", of_a_dossier("$response.body#/id")),
                Some("accept_dossier" | "answer_supplement") => ("200", of_a_dossier("$response.body#/id")),
                Some("list_events") => ("200", vec![later()]),
                // The last page of a list has no next one.
                _ => continue,
            };
            if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut(status) {
                let links = links.into_iter().map(|(name, link)| (name.to_owned(), RefOr::T(link)));
                answer.links.extend(links);
            }
        }
    }
}

/// The requests about the dossier that an answer names; acts with the version that the answer gives.
fn of_a_dossier(id: &str) -> Vec<(&'static str, Link)> {
    let read = |operation: &str| LinkBuilder::new().operation_id(operation).parameter("id", id);
    let act = |operation: &str| read(operation).parameter("If-Match", "$response.header.ETag").build();
    vec![
        ("dossier", read("dossier").build()),
        ("events", read("list_events").build()),
        ("acceptance", act("accept_dossier")),
        ("supplement_answer", act("answer_supplement")),
        ("withdrawal", act("withdraw_dossier")),
    ]
}

/// What happened since.
fn later() -> (&'static str, Link) {
    let link = LinkBuilder::new()
        .operation_id("list_events")
        .parameter("id", "$request.path.id")
        .parameter("cursor", "$response.body#/next");
    ("later", link.build())
}
