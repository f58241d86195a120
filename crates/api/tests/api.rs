//! The API, asked as strangers and clients ask it.

mod province;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use motcua_kernel::Instant;
use province::Province;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A working day at the end of November 2026.
const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// One store for all tests: nothing here writes.
static PROVINCE: LazyLock<Province> = LazyLock::new(|| {
    // Each test may run in a process of its own.
    let folder = std::env::temp_dir().join(format!("motcua-api-tests-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let province = RUNTIME
        .block_on(Province::bring_in(&folder.to_string_lossy(), NOW, false))
        .unwrap();
    // Everything is open by now; nothing is left behind when the process ends.
    let _ = std::fs::remove_dir_all(&folder);
    province
});

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Json,
}

fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("x-request-id", "r-1");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    // Outside of the runtime, which the first use of the province needs for itself.
    let site = PROVINCE.site.clone();
    RUNTIME.block_on(async {
        let response = motcua_api::router(site).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Json::Null),
        }
    })
}

fn get(path: &str) -> Answer {
    ask("GET", path, &[])
}

fn is_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(answer.body["code"], code);
    assert_eq!(answer.body["status"], status);
    assert_eq!(answer.body["type"], format!("/docs/errors/{code}"));
    assert_eq!(answer.body["request_id"], "r-1");
    assert_ne!(answer.body["title"], code, "the page gives the title");
}

fn fields(answer: &Answer) -> Vec<(String, String)> {
    let fields = answer.body["fields"].as_array().unwrap();
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    fields
        .iter()
        .map(|wrong| (text(&wrong["field"]), text(&wrong["reason"])))
        .collect()
}

#[test]
fn a_due_moment_comes_with_every_day_explained() {
    let answer = get("/api/v1/due?from=2025-04-24T10:00&limit=3&unit=working_day");
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.body["started_at"], "2025-04-24T10:00:00+07:00");
    // Saturday 26 April 2025 was worked, in exchange for 2 May.
    assert_eq!(answer.body["due"], "2025-04-28T10:00:00+07:00");
    assert_eq!(answer.body["explanation"][2]["date"], "2025-04-26");
    let unescaped_plus = get("/api/v1/due?from=2025-04-24T10:00:00+07:00&limit=3&unit=working_day");
    assert_eq!(unescaped_plus.body, answer.body);
}

#[test]
fn the_documented_shape_of_a_due_moment_is_the_one_that_is_sent() {
    let description = get("/api/openapi.json").body;
    let paused = "/api/v1/due?from=2025-04-24T10:00&limit=9&unit=calendar_day&pauses=2025-04-28T10:00/2025-04-29T10:00";
    let answer = get(paused).body;
    let shape = |name: &str| -> BTreeSet<String> {
        description["components"]["schemas"][name]["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    let sent = |value: &Json| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(sent(&answer), shape("Due"));
    assert_eq!(sent(&answer["calendar"]), shape("Calendar"));
    let days = answer["explanation"].as_array().unwrap();
    let all: BTreeSet<String> = days.iter().flat_map(sent).collect();
    assert_eq!(all, shape("Day"));
}

#[test]
fn a_wrong_question_is_told_field_by_field() {
    let answer = get("/api/v1/due?from=soon&limit=0&unit=working_day&pause=x");
    is_problem(&answer, 422, "invalid");
    let told: Vec<(String, String)> = [
        ("from", "not-a-moment"),
        ("limit", "out-of-range"),
        ("pause", "unknown"),
    ]
    .map(|(field, reason)| (field.to_owned(), reason.to_owned()))
    .to_vec();
    assert_eq!(fields(&answer), told);
    is_problem(&get("/api/v1/due"), 422, "invalid");
    is_problem(&get("/api/v1/places"), 422, "invalid");
    is_problem(&get("/api/v1/procedures?most=101"), 422, "invalid");
}

#[test]
fn the_catalogue_is_read_page_by_page_without_gap_or_repeat() {
    let whole = get("/api/v1/procedures?most=100").body;
    let mut codes: Vec<String> = Vec::new();
    let mut after = String::new();
    while codes.len() < 50 {
        let page = get(&format!("/api/v1/procedures?most=7&after={after}")).body;
        for item in page["procedures"].as_array().unwrap() {
            codes.push(item["code"].as_str().unwrap().to_owned());
        }
        after = page["next"].as_str().unwrap().to_owned();
    }
    let expected: Vec<&str> = whole["procedures"].as_array().unwrap()[..codes.len()]
        .iter()
        .map(|item| item["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, expected);
}

#[test]
fn a_search_goes_on_after_its_cursor_and_refuses_another_ones() {
    let first = get("/api/v1/procedures?q=cap&most=2").body;
    let next = first["next"].as_str().expect("more than two are found");
    let second = get(&format!("/api/v1/procedures?q=cap&most=2&after={next}")).body;
    assert_ne!(first["procedures"], second["procedures"]);
    let wrong = get("/api/v1/procedures?q=cap&after=9.999999");
    is_problem(&wrong, 422, "invalid");
    assert_eq!(fields(&wrong), [("after".to_owned(), "no-such-place".to_owned())]);
}

#[test]
fn a_procedure_is_shown_with_todays_version() {
    let answer = get(&format!("/api/v1/procedures/{}", PROVINCE.procedure));
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body["code"], PROVINCE.procedure);
    assert_eq!(answer.body["version"]["number"], 1);
    is_problem(&get("/api/v1/procedures/1.000000"), 404, "not-found");
    is_problem(&get("/api/v1/procedures/%FF"), 404, "not-found");
}

#[test]
fn an_old_name_is_answered_with_what_it_is_today() {
    let answer = get("/api/v1/places?q=Bai%20Chay");
    assert_eq!(answer.status, StatusCode::OK);
    let places = answer.body["places"].as_array().unwrap();
    assert!(!places.is_empty());
    assert!(places.iter().all(|place| !place["now"].as_array().unwrap().is_empty()));
    assert_eq!(get("/api/v1/places?q=zzzz").body["places"], serde_json::json!([]));
}

#[test]
fn a_dossier_is_shown_to_the_client_that_handed_it_in_and_to_nobody_else() {
    let path = format!("/api/v1/dossiers/{}", PROVINCE.dossier);
    let own = format!("Bearer {}", PROVINCE.token);
    let answer = ask("GET", &path, &[("authorization", &own)]);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers[header::ETAG], "\"1\"");
    assert_eq!(answer.body["stage"], "submitted");
    assert_eq!(answer.body["procedure"], PROVINCE.procedure);
    assert_eq!(answer.body["source"]["name"], "national_portal");
    for name in ["applicant", "submitter", "parties", "answers"] {
        assert!(answer.body.get(name).is_none(), "{name} is nobody's business");
    }

    let known = ask("GET", &path, &[("authorization", &own), ("if-none-match", "\"1\"")]);
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);

    let nobody = get(&path);
    is_problem(&nobody, 401, "sign-in-needed");
    assert_eq!(nobody.headers[header::WWW_AUTHENTICATE], "Bearer");
    is_problem(
        &ask("GET", &path, &[("authorization", "Bearer motcua_x")]),
        401,
        "sign-in-needed",
    );
    let other = format!("Bearer {}", PROVINCE.other_token);
    is_problem(&ask("GET", &path, &[("authorization", &other)]), 404, "not-found");
    is_problem(
        &ask("GET", "/api/v1/dossiers/1", &[("authorization", &own)]),
        404,
        "not-found",
    );
}

#[test]
fn unknown_addresses_and_methods_are_problems() {
    is_problem(&get("/api/v1/nothing"), 404, "not-found");
    is_problem(&ask("DELETE", "/api/v2/x", &[]), 404, "not-found");
    let answer = ask("POST", "/api/v1/due", &[]);
    is_problem(&answer, 405, "wrong-method");
    assert_eq!(answer.headers[header::ALLOW], "GET,HEAD");
}

#[test]
fn the_page_behind_a_problem_type_exists() {
    let problem = get("/api/v1/nothing").body;
    let page = get(problem["type"].as_str().unwrap());
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers[header::CONTENT_TYPE], "text/markdown; charset=utf-8");
    is_problem(&get("/docs/errors/..%2Fadr%2F0003-working-time"), 404, "not-found");
}

#[test]
fn every_route_stands_in_the_description() {
    let description = get("/api/openapi.json").body;
    assert_eq!(description["openapi"], "3.1.0");
    let operations = description["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .map(|operation| operation["operationId"].to_string());
    let names: BTreeSet<String> = operations.clone().collect();
    assert_eq!(names.len(), operations.count(), "every operation has a name of its own");
    let described: BTreeSet<&str> = description["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let routes = include_str!("../src/routes.rs");
    for line in routes.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
        let path = line.split('"').next().unwrap();
        let is_for_itself = path == "/api/openapi.json" || path == "/api/{*rest}";
        assert!(is_for_itself || described.contains(path), "{path} is not described");
    }
}
