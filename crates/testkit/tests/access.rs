//! Goes through the table of access (`access.toml`) as a stranger.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use motcua_testkit::Under;
use serde::Deserialize;
use tower::ServiceExt;

#[derive(Deserialize)]
struct Table {
    route: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    method: String,
    path: String,
    who: Vec<String>,
    untested: Option<String>,
}

impl Row {
    /// The path with something in the place of each parameter that is nobody's.
    fn address(&self) -> String {
        let filled = self.path.split('/').map(|part| match part {
            "{code}" => "1.000000",
            "{name}" | "{*page}" | "{*rest}" | "{section}" | "{act}" => "none",
            other if other.starts_with('{') => "00000000-0000-7000-8000-000000000001",
            other => other,
        });
        filled.collect::<Vec<_>>().join("/")
    }

    fn is_open(&self) -> bool {
        self.who.iter().any(|who| who == "anyone")
    }
}

fn leads_to_sign_in(response: &Response) -> bool {
    let place = response
        .headers()
        .get(header::LOCATION)
        .and_then(|place| place.to_str().ok());
    response.status().is_redirection() && place.is_some_and(|place| place.contains("/sign-in"))
}

#[tokio::test]
async fn no_stranger_comes_in_where_the_table_does_not_say_so() {
    let table: Table = toml::from_str(include_str!("../access.toml")).unwrap();
    let under = Under::test("access").await.unwrap();
    let mut wrong = Vec::new();
    for row in table.route.iter().filter(|row| row.untested.is_none()) {
        let method = if row.method == "ANY" { "GET" } else { &row.method };
        let request = Request::builder()
            .method(method)
            .uri(row.address())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::empty())
            .unwrap();
        let response = under.router().oneshot(request).await.unwrap();
        let status = response.status();
        let is_kept_out = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        let fits = if row.is_open() {
            // What a form lacks is told by other statuses; the ways to sign in lead to each other.
            !is_kept_out && (method != "GET" || row.path.starts_with("/sign-in") || !leads_to_sign_in(&response))
        } else {
            // Told that there is nothing, that the form is wrong, or sent to sign in: never let in.
            status.is_client_error() || leads_to_sign_in(&response)
        };
        if !fits {
            wrong.push(format!(
                "{method} {}: {status} to a stranger, for {:?}",
                row.path, row.who
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
