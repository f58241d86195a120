//! Serves every page with every sample: `cargo run -p motcua-web --example gallery`, then
//! `/gallery`, `/gallery/<page>/<number>?lang=en`. For looking at, and for the checks in `ui/check`.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router, middleware};
use motcua_web::{Language, Sampled, assets, language, pages, problem, security};
use tower_http::compression::CompressionLayer;

async fn list() -> Json<Vec<serde_json::Value>> {
    let entry = |page: &Sampled| serde_json::json!({ "name": page.name, "samples": (page.draw)(Language::Vi).len() });
    Json(pages().iter().map(entry).collect())
}

async fn show(Path(path): Path<String>, language: Language) -> Response {
    let Some((name, number)) = path.rsplit_once('/') else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let page = pages().into_iter().find(|page| page.name == name);
    let html = page.zip(number.parse::<usize>().ok()).and_then(|(page, number)| (page.draw)(language).into_iter().nth(number));
    match html {
        Some(Ok(html)) => ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Some(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let app = Router::new()
        .route("/gallery", get(list))
        .route("/gallery/{*path}", get(show))
        .fallback(problem::no_such_page)
        .layer(middleware::from_fn(language::choose))
        .layer(CompressionLayer::new())
        .merge(assets::routes())
        .layer(middleware::from_fn(security::headers));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{address}/gallery");
    axum::serve(listener, app).await
}
