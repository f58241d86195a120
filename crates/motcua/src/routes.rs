//! The routes for load balancers and Prometheus. They need no sign-in and show nothing of anybody.

use crate::health::{self, Health};
use axum::Router;
use axum::routing::get;

/// Health and figures.
pub fn health(health: &Health) -> Router {
    Router::new()
        .route("/health/live", get(|| async { "alive\n" }))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(health.clone())
}
