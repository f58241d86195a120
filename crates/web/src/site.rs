//! What stands around all routes of the site.

use crate::app::{App, announced, tell_plain, visitors};
use crate::{About, citizen, language, officer, problem, routes, security};
use axum::{Extension, Router, middleware};
use tower_http::compression::CompressionLayer;

/// The whole site: citizens' and officers' pages, the style guide, and what stands around them.
pub fn whole(app: App) -> Router {
    let pages = citizen::routes::routes()
        .merge(officer::routes::routes())
        .layer(middleware::from_fn_with_state(app.clone(), visitors))
        .with_state(app.clone());
    let about = app.about().clone();
    let told = middleware::from_fn_with_state(app.clone(), tell_plain);
    around(pages.merge(routes::styleguide()).layer(told), about).layer(middleware::from_fn_with_state(app, announced))
}

/// Puts around the site's pages what every answer needs: assets, the page for addresses that do not
/// exist, the language, what they say of the site, compression, and the headers of [`security`].
///
/// Request ids, tracing and limits are the binary's; they go outside of this, so that problem pages
/// see the request id.
///
/// Pages are compressed although they carry tokens: a token is used once and differs in every
/// answer, which is what an attack on compressed secrets (BREACH) cannot work with.
pub fn around(pages: Router, about: About) -> Router {
    pages
        .fallback(problem::no_such_page)
        .layer(middleware::from_fn(language::choose))
        .layer(Extension(about))
        .layer(CompressionLayer::new())
        .merge(routes::assets())
        .layer(middleware::from_fn(security::headers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use axum::response::Response;
    use tower::ServiceExt;

    async fn get(path: &str, cookie: &str) -> Response {
        let request = Request::get(path)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_ENCODING, "gzip, br")
            .body(Body::empty())
            .unwrap();
        around(routes::styleguide(), About::sample())
            .oneshot(request)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn every_answer_carries_the_strict_policy_and_is_not_kept() {
        for path in ["/styleguide", "/no-such-page"] {
            let answer = get(path, "").await;
            let policy = answer.headers()["content-security-policy"].to_str().unwrap();
            assert!(
                policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
                "{policy}"
            );
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        }
    }

    #[tokio::test]
    async fn a_chosen_language_is_kept_and_nothing_else_sets_a_cookie() {
        let chosen = get("/styleguide?lang=en", "").await;
        let cookie = chosen.headers()[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with("lang=en; Path=/;"), "{cookie}");
        assert!(
            get("/styleguide", "lang=en")
                .await
                .headers()
                .get(header::SET_COOKIE)
                .is_none()
        );
        assert!(
            get("/styleguide?lang=xx", "")
                .await
                .headers()
                .get(header::SET_COOKIE)
                .is_none()
        );
    }

    #[tokio::test]
    async fn an_address_that_does_not_exist_is_told_so() {
        assert_eq!(get("/no-such-page", "").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(
            get("/styleguide/public/home/99", "").await.status(),
            StatusCode::NOT_FOUND
        );
        assert_eq!(get("/styleguide/public/home/0", "").await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn assets_are_kept_for_a_year_and_only_by_their_own_names() {
        if !assets::are_built() {
            return; // Without ui/dist there is nothing to serve; the build has said so.
        }
        let style = get(&assets::href("public.css"), "").await;
        assert_eq!(style.status(), StatusCode::OK);
        assert_eq!(style.headers()[header::CONTENT_ENCODING], "br");
        assert!(
            style.headers()[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        for path in ["/assets/names.json", "/assets/..%2fpackage.json", "/assets/none.css"] {
            assert_eq!(get(path, "").await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
