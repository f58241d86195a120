//! Who sees what: 401, 403 and 404 in their places, and nothing typed is lost.

use crate::world::*;
use motcua_org::position::Role;

const PERSON: &str = "Trần Thị Bình";

const PAGES: [&str; 11] = [
    "/desk/counter",
    "/desk/worklist",
    "/desk/signing",
    "/desk/records",
    "/desk/delivery",
    "/desk/find",
    "/desk/sessions",
    "/desk/admin/units",
    "/desk/admin/officers",
    "/desk/admin/clients",
    "/desk/admin/clients/open",
];

#[tokio::test]
async fn nobody_sees_a_page_without_signing_in() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let browser = world.browser();
    let own = [
        format!("/desk/counter/{id}"),
        format!("/desk/dossiers/{id}"),
        format!("/desk/dossiers/{id}/refuse"),
    ];
    for page in PAGES.map(str::to_owned).into_iter().chain(own) {
        let shown = browser.get(&page).await;
        shown.is(401).says("/desk/sign-in?back=");
        assert!(!shown.body.contains(PERSON), "{page}");
    }
}

#[tokio::test]
async fn each_position_opens_its_own_pages_and_no_others() {
    let world = World::new().await;
    let cases: [(String, Role, &[&str]); 4] = [
        (
            centre(WARD),
            Role::ReceptionOfficer,
            &["/desk/counter", "/desk/find", "/desk/sessions"],
        ),
        (
            format!("vp/{WARD}"),
            Role::HandlingOfficer,
            &["/desk/worklist", "/desk/find", "/desk/sessions"],
        ),
        (
            format!("ubnd/{WARD}"),
            Role::ViceChair,
            &["/desk/signing", "/desk/find", "/desk/sessions"],
        ),
        (
            centre(WARD),
            Role::DeliveryOfficer,
            &["/desk/delivery", "/desk/find", "/desk/sessions"],
        ),
    ];
    for (unit, role, open) in cases {
        let (browser, _) = world.signed_in(&unit, role).await;
        for page in PAGES {
            let expected = if open.contains(&page) { 200 } else { 403 };
            browser.get(page).await.is(expected);
        }
    }
}

#[tokio::test]
async fn a_dossier_is_unknown_to_those_without_a_relation_to_it() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let dossier = format!("/desk/dossiers/{id}");
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    let accept = format!("{dossier}/accept");
    counter
        .fill(&format!("/desk/counter/{id}"), &accept, &components)
        .await
        .leads_to(&dossier);
    // Accepted elsewhere: another centre's counter and another ward's office do not even know of it.
    for (unit, role) in [
        (centre(OTHER), Role::ReceptionOfficer),
        (format!("vp/{OTHER}"), Role::HandlingOfficer),
        (format!("ubnd/{OTHER}"), Role::ViceChair),
    ] {
        let (browser, _) = world.signed_in(&unit, role).await;
        // The way on, and *Báo lỗi* with the request's code, are at hand.
        let unknown = browser.get(&dossier).await;
        unknown
            .is(404)
            .says("href=\"/desk/sign-in\"")
            .says("/desk/report?request=");
        let found = browser.get("/desk/find?q=022301").await;
        assert!(!found.body.contains(PERSON), "{unit}");
    }
    // Those who may know of it, and have no right to the act, are not offered it.
    let page = counter.get(&dossier).await;
    assert!(!page.body.contains(&format!("{dossier}/take")));
    counter.get("/desk/dossiers/none").await.is(404);
    counter.get(&format!("{dossier}/nothing")).await.is(404);
}

#[tokio::test]
async fn a_stale_page_and_an_ended_session_keep_what_was_typed() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let act = format!("/desk/dossiers/{id}/refuse");
    let (one, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let (two, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let typed = [("basis", "khoản 1 Điều 5"), ("reason", "Nộp sai nơi")];
    let late = with(two.get(&act).await.form(&act), &typed);
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    let accept = format!("/desk/dossiers/{id}/accept");
    one.fill(&format!("/desk/counter/{id}"), &accept, &components)
        .await
        .is(303);
    // REC-07: of two counters one is quicker. The other is told so; nothing typed is lost.
    two.post(&act, &late).await.is(409).says("Nộp sai nơi");

    let other = world.submitted("Vũ Đình Lộc", "2026-11-25T07:55").await;
    let act = format!("/desk/dossiers/{other}/refuse");
    let form = with(one.get(&act).await.form(&act), &typed);
    world.set_clock("2026-11-25T20:30");
    one.post(&act, &form)
        .await
        .is(401)
        .says("Nộp sai nơi")
        .says("khoản 1 Điều 5");
}

#[tokio::test]
async fn a_form_of_another_browser_or_dossier_counts_for_nothing() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let other = world.submitted("Vũ Đình Lộc", "2026-11-25T07:55").await;
    let (one, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let (two, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let act = |id| format!("/desk/dossiers/{id}/refuse");
    let typed = [("basis", "khoản 1 Điều 5"), ("reason", "Nộp sai nơi")];
    let form = with(one.get(&act(id)).await.form(&act(id)), &typed);
    two.post(&act(id), &form).await.is(409).says("Nộp sai nơi");
    one.post(&act(other), &form).await.is(409);
    one.post(&act(id), &with(Vec::new(), &typed)).await.is(409);
}
