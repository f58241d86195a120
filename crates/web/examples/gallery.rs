//! Serves every page with every sample: `cargo run -p motcua-web --example gallery`, then
//! `/styleguide`, or `/gallery/<page>/<number>?lang=en`. For looking at, and for the checks in `ui/check`.

use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::get;
use axum::{Json, Router, extract::RawQuery};
use motcua_web::{About, Language, Sampled, pages, routes, site};

async fn list() -> Json<Vec<serde_json::Value>> {
    let entry = |page: &Sampled| serde_json::json!({ "name": page.name, "samples": (page.draw)(Language::Vi).len() });
    Json(pages().iter().map(entry).collect())
}

async fn to_styleguide(Path(page): Path<String>, RawQuery(query): RawQuery) -> Redirect {
    Redirect::to(&format!("/styleguide/{page}?{}", query.unwrap_or_default()))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let shell: Router = routes::styleguide();
    let app = site::around(
        shell
            .route("/gallery", get(list))
            .route("/gallery/{*page}", get(to_styleguide)),
        About::sample(),
    );
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{address}/styleguide");
    axum::serve(listener, app).await
}
