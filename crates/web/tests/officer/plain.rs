//! What no handler took: a page says so, in the shell of its address, with what to do and a code to read out.

use crate::world::*;
use axum::body::Body;
use axum::http::{Request, header};

const FORM: &str = "application/x-www-form-urlencoded";

#[track_caller]
fn is_told(shown: &Shown, status: u16, title: &str) {
    shown.is(status).says(title).says("Mã hỗ trợ: ").says("Về trang đầu");
    let kind = shown.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert_eq!(kind, "text/html; charset=utf-8");
    // Exactly one page, and nothing of the library's own sentence.
    assert_eq!(shown.body.matches("<main").count(), 1);
    assert!(!shown.body.contains("Expected request"), "{}", shown.body);
}

#[tokio::test]
async fn a_form_without_a_form_in_it_is_told_in_a_page() {
    let world = World::new().await;
    let browser = world.browser();
    for path in ["/desk/sign-in", "/desk/activate", "/desk/sign-in/second-factor"] {
        let shown = browser.send(Request::post(path), Body::empty()).await;
        is_told(&shown, 415, "Có chỗ chưa đọc được");
        shown.says("/desk/report?request=");
    }
    // Of a citizen's form only the page's own words are told.
    let shown = browser.send(Request::post("/track"), Body::empty()).await;
    is_told(&shown, 422, "Có chỗ chưa đọc được");
    assert!(!shown.body.contains("/desk/report"));
}

#[tokio::test]
async fn more_than_a_form_may_hold_is_told_in_a_page() {
    let world = World::new().await;
    let browser = world.browser();
    for path in ["/track", "/desk/sign-in"] {
        let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
        let body = format!("reason={}", "a".repeat(2 * 1024 * 1024));
        let shown = browser.send(request, Body::from(body)).await;
        is_told(&shown, 413, "Nội dung gửi lên dài quá mức nhận");
    }
}

#[tokio::test]
async fn a_page_asked_for_in_the_wrong_way_is_told_in_a_page_and_names_the_right_ones() {
    let world = World::new().await;
    let browser = world.browser();
    for path in ["/sign-out", "/desk/sign-out"] {
        let shown = browser.send(Request::get(path), Body::empty()).await;
        is_told(&shown, 405, "Địa chỉ này không mở trực tiếp được");
        assert_eq!(shown.headers[header::ALLOW], "POST");
    }
    let english = browser.send(Request::get("/sign-out?lang=en"), Body::empty()).await;
    english.is(405).says("This address cannot be opened directly");
}

#[tokio::test]
async fn an_address_that_is_no_text_is_told_in_a_page() {
    let world = World::new().await;
    let shown = world
        .browser()
        .send(Request::get("/procedures/%ff"), Body::empty())
        .await;
    is_told(&shown, 400, "Có chỗ chưa đọc được");
}
