//! The API of the platform for other systems: `/api/v1`, described by OpenAPI 3.1 at `/api/openapi.json`.
//!
//! Anybody may ask when something is due, which procedures there are and what an old place name means today. A
//! dossier is shown to the client that handed it in, with a bearer token (RFC 6750). Every refusal is a problem
//! (RFC 9457) with a stable code; its `type` leads to a page that says what to do.
//!
//! A client hands in what was begun on its own system (INT-06), receives it in the name of the centre that its
//! connection names, answers supplement requests and takes dossiers back: by the same actions as people and officers.
//! Each such request carries an `Idempotency-Key` and gets the first answer again when it is repeated; all but the
//! first carry `If-Match`.
//!
//! It deliberately has no words of its own and decides nothing: rooms do.
//!
//! ```
//! use motcua_api::{Site, router};
//! # fn site() -> Option<Site> { None }
//! if let Some(site) = site() {
//!     let app: axum::Router = router(site);
//! }
//! ```
//!
//! A known arrow: [`routes`] takes `web`'s `App` apart into a [`Site`], so that the program wires both alike. Nothing
//! else here knows `web`.

mod acts;
mod body;
mod client;
mod cursor;
mod dossiers;
mod due;
mod due_shape;
mod error_pages;
mod events;
mod key;
mod moment;
mod openapi;
mod own_dossiers;
mod places;
mod problem;
mod procedure;
mod procedures;
mod query;
mod routes;
mod site;
mod submission;
mod wanted;

pub use routes::router;
pub use site::{Site, usual_limit};

use axum::Router;
use motcua_web::app::App;

/// The API's routes over what the site stands on.
pub fn routes(app: App) -> Router {
    router(Site::of(app))
}
