//! The routes of the shell itself: what needs no sign-in and shows nothing of anybody.

use crate::{assets, styleguide};
use axum::Router;
use axum::routing::get;

/// Styles, shapes, fonts and scripts.
pub(crate) fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(assets::serve))
}

/// `/styleguide` with every component, `/styleguide/<page>/<number>` with every page and sample.
/// All of it is invented.
pub fn styleguide<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/styleguide", get(styleguide::show))
        .route("/styleguide/{*page}", get(styleguide::show_sample))
}
