//! `GET /api/v1/places`: what a place name, a code or a written address means today.

use crate::Site;
use crate::problem::{ProblemBody, Refusal};
use crate::query::{self, Given};
use axum::Json;
use axum::extract::{Query, State};
use motcua_kernel::{Problem, codes};
use motcua_org::area::Area;
use motcua_org::area::place::Place;
use serde::Serialize;
use utoipa::ToSchema;

/// Places shown at most.
const MOST: usize = 20;

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacesBody {
    /// The likeliest first.
    pub places: Vec<PlaceBody>,
}

/// An area that may be meant, and what it is today.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceBody {
    /// What became of it: `now` it stands today, `became_part` one area took over all of it, `split` it was divided
    /// and somebody must choose.
    pub became: &'static str,
    /// The area that was named, as it stood then.
    pub named: AreaBody,
    /// The areas of today that may be meant.
    pub now: Vec<AreaBody>,
    /// What the source proposes if nobody can say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub proposed: Option<AreaBody>,
}

/// An area.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaBody {
    /// The statistical code of its time.
    #[schema(example = "06688")]
    pub code: String,
    /// Level: province, district, commune.
    pub level: &'static str,
    /// Kind: province, city, town, district, ward, commune, township, `special_zone`.
    pub kind: &'static str,
    /// Its name without its kind.
    pub name: String,
    /// Its name with its kind.
    pub full_name: String,
}

impl From<&Area> for AreaBody {
    fn from(area: &Area) -> Self {
        Self {
            code: area.code.clone(),
            level: area.level.word(),
            kind: area.kind.word(),
            name: area.name.clone(),
            full_name: area.full_name.clone(),
        }
    }
}

/// What a name (old or new, with or without marks), a code or a whole address means today; for the beginning of a
/// name, the names that begin so. Nothing found is an empty list.
#[utoipa::path(
    get,
    operation_id = "find_places",
    path = "/api/v1/places",
    tag = "places",
    params(("q" = String, Query, description = "A name, a code, an address, or the beginning of a name", min_length = 1, max_length = 200, example = "Hong Hai, Ha Long")),
    responses(
        (status = 200, description = "The places that may be meant", body = PlacesBody),
        (status = 422, description = "A parameter is missing or wrong", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn find(
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<PlacesBody>, Refusal> {
    let mut given = Given::new(pairs);
    let typed = given.get("q", query::words(200));
    given.done()?;
    let typed = typed.ok_or(Problem::new(codes::INVALID))?;
    let directory = site.directory();
    let (places, now) = (directory.places(), site.now());
    let mut found = Vec::new();
    match places.find_place(&typed, now, None) {
        Some(place) => add(&place, &mut found),
        None => {
            for mapped in places.map_address(&typed, now, None) {
                add(&mapped.place, &mut found);
            }
        }
    }
    if found.is_empty() {
        for area in places.suggest(&typed, now, MOST) {
            add(&places.resolve(area, now), &mut found);
        }
    }
    found.truncate(MOST);
    Ok(Json(PlacesBody { places: found }))
}

/// Adds what is meant; of several meanings each.
fn add(place: &Place<'_>, found: &mut Vec<PlaceBody>) {
    let (became, named, proposed) = match place {
        Place::Now(area) => ("now", *area, None),
        Place::BecamePart { old, .. } => ("became_part", *old, None),
        Place::Split { old, proposed, .. } => ("split", *old, *proposed),
        Place::Ambiguous(places) => {
            places.iter().for_each(|place| add(place, found));
            return;
        }
    };
    found.push(PlaceBody {
        became,
        named: named.into(),
        now: place.areas_now().into_iter().map(AreaBody::from).collect(),
        proposed: proposed.map(AreaBody::from),
    });
}
