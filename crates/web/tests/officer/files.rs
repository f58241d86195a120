//! Files on components: sent from a page, seen by those who may see the dossier, and by nobody else.

use crate::help::{NUMBER, filled};
use crate::world::*;
use axum::body::Body;
use axum::http::{Request, header};
use motcua_org::position::Role;

/// A PDF of one page, written by hand: readers find their way by its objects.
const PDF: &str = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\n\
    endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n\
    0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n";
const EDGE: &str = "----edge7";

/// Sends a form with files, as a browser does.
async fn send(browser: &Browser<'_>, to: &str, fields: &[(String, String)], files: &[(&str, &str)]) -> Shown {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    for (name, bytes) in files {
        body += &format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"sent\"; filename=\"{name}\"\r\n");
        body += &format!("Content-Type: application/octet-stream\r\n\r\n{bytes}\r\n");
    }
    body += &format!("--{EDGE}--\r\n");
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let request = Request::post(to).header(header::CONTENT_TYPE, kind);
    browser.send(request, Body::from(body)).await
}

/// The form of a page that adds files to the first component.
fn adding(page: &Shown) -> Vec<(String, String)> {
    let at = page
        .body
        .find("class=\"mo-files__add\"")
        .expect("a component takes files");
    let form = Shown {
        status: page.status,
        location: String::new(),
        headers: page.headers.clone(),
        body: page.body[at..].to_owned(),
    };
    let action = form.body.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
    form.form(action)
}

fn link(page: &Shown, before: &str) -> String {
    let start = page
        .body
        .find(before)
        .unwrap_or_else(|| panic!("no {before} on the page"));
    page.body[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn files_are_laid_to_a_component_seen_taken_away_and_back_and_go_along() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let review = filled(&counter).await;
    let files = review.replace("/review", "/files");
    counter.get(&review).await.is(200).says(&files);
    let page = counter.get(&files).await;
    page.is(200).says("Tệp kèm theo");
    let form = adding(&page);
    let sent = send(
        &counter,
        &files,
        &form,
        &[("quyết định.pdf", PDF), ("trang hai.pdf", PDF)],
    )
    .await;
    sent.is(303);
    let page = counter.get(sent.location.split('#').next().unwrap()).await;
    page.is(200).says("Đã nhận 2 tệp, mở được cả 2.").says("quyết định.pdf");
    // A double click lays nothing twice.
    send(
        &counter,
        &files,
        &form,
        &[("quyết định.pdf", PDF), ("trang hai.pdf", PDF)],
    )
    .await
    .is(303);
    let page = counter.get(&files).await;
    assert_eq!(page.body.matches("target=\"_blank\"").count(), 2);

    // What cannot be taken is said by name; what can is taken all the same.
    let mixed = [
        ("thu.docx", "PK\x03\x04"),
        ("IMG_7.HEIC", "\0\0\0\x18ftypheic\0\0\0\0"),
        ("ba.pdf", PDF),
    ];
    let sent = send(&counter, &files, &adding(&page), &mixed).await;
    sent.is(422)
        .says("thu.docx: không phải ảnh")
        .says("IMG_7.HEIC: ảnh HEIC")
        .says("ba.pdf");
    let sent = send(&counter, &files, &adding(&page), &[("khoa.pdf", &PDF[..60])]).await;
    sent.is(422).says("khoa.pdf: không mở được");

    // Seen as a harmless paper; taken away and back.
    let page = counter.get(&files).await;
    let seen = link(&page, &format!("{files}/"));
    let paper = counter.send(Request::get(&seen), Body::empty()).await;
    paper.is(200);
    assert_eq!(paper.body, PDF);
    assert_eq!(paper.headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(paper.headers["x-content-type-options"], "nosniff");
    let policy = paper.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    let mut remove = page.form(&files);
    remove.push(("do".into(), "remove".into()));
    send(&counter, &files, &remove, &[]).await.is(303);
    let page = counter.get(&files).await;
    page.says("Đã bỏ quyết định.pdf").says("Lấy lại");

    let (neighbour, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    for path in [&files, &seen] {
        neighbour.get(path).await.is(404);
        world.browser().get(path).await.is(401);
    }
    let stranger = send(&neighbour, &files, &adding(&page), &[("x.pdf", PDF)]).await;
    stranger.is(404);

    // Handed in and accepted: the file is on the dossier's page, for those who may see the dossier.
    let ticked = [
        ("compared", "yes"),
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("do", "accept"),
    ];
    let review_page = counter.get(&review).await;
    review_page.says("2 tệp, 2 trang");
    let done = counter.post(&review, &with(review_page.form(&review), &ticked)).await;
    done.is(303);
    let page = counter.get(&done.location).await;
    let file = link(&page, &format!("{}/files/", done.location));
    counter.send(Request::get(&file), Body::empty()).await.is(200);
    neighbour.get(&file).await.is(404);
    let (handler, _) = world.signed_in(&format!("vp/{OTHER}"), Role::HandlingOfficer).await;
    handler.get(&file).await.is(404);
    world.browser().get(&file).await.is(401);

    // Their own pages show it to the person, and to no other citizen.
    let (own, _) = world.citizen(2, NUMBER, "Trần Thị Bình", "/dossiers").await;
    let id = done.location.rsplit('/').next().unwrap();
    let page = own.get(&format!("/dossiers/{id}")).await;
    let file = link(&page, &format!("/dossiers/{id}/files/"));
    own.send(Request::get(&file), Body::empty()).await.is(200);
    let (other, _) = world.citizen(2, "022301004599", "Lê Văn Nam", "/dossiers").await;
    other.get(&file).await.is(404);
}

#[tokio::test]
async fn an_officer_scans_at_the_counter_before_it_is_accepted() {
    let world = World::new().await;
    let id = world.submitted("Trần Thị Bình", "2026-11-25T07:50").await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let files = format!("/desk/counter/{id}/files");
    counter.get(&format!("/desk/counter/{id}")).await.says(&files);
    let page = counter.get(&files).await;
    page.is(200);
    let nothing = send(&counter, &files, &adding(&page), &[("", "")]).await;
    nothing.is(422).says("Chưa chọn tệp nào");
    send(&counter, &files, &adding(&page), &[("quet.pdf", PDF)])
        .await
        .is(303);
    let page = counter.get(&format!("/desk/counter/{id}")).await;
    let file = link(&page, &format!("/desk/dossiers/{id}/files/"));
    counter.send(Request::get(&file), Body::empty()).await.is(200);
    let (clerk, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    clerk.get(&files).await.is(403);
}
