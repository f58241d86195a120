//! Citizens through HTTP: from the start page to a dossier that is followed, completed, and taken back.

#[path = "officer/world.rs"]
#[expect(dead_code, reason = "the officers' stories use more of it")]
mod world;

#[path = "citizen/calendar.rs"]
mod calendar;

use motcua_catalog::Component;
use motcua_catalog::version::component::Need;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::Stage;
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::supplement::{Request, request};
use motcua_kernel::{Actor, Context, DossierId};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;
use motcua_web::public::{Qr, receipt_address};
use uuid::Uuid;
use world::*;

const NUMBER: &str = "022301004567";
const NAME: &str = "Trần Thị Bình";
const PROCEDURE: &str = "/procedures/1.004873";

/// The answers to the sections of the form, without what is filled in already.
fn answers() -> Vec<Vec<(String, String)>> {
    let pairs: Vec<(String, String)> = motcua_catalog::form::sample::valid()
        .pairs()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        // The sample's own commune lies elsewhere on the map of today.
        .map(|(name, value)| match name.as_str() {
            "subject_residence/unit" => (name, WARD.to_owned()),
            _ => (name, value),
        })
        .collect();
    let version = marriage_status();
    let form = version.form().unwrap();
    form.sections
        .iter()
        .map(|section| {
            let own = |name: &str| {
                let key = name.split('/').next().unwrap();
                section.fields.iter().any(|field| field.key == key)
            };
            pairs.iter().filter(|(name, _)| own(name)).cloned().collect()
        })
        .collect()
}

fn id_in(location: &str, place: usize) -> String {
    location.split('/').nth(place).unwrap().to_owned()
}

/// Begins a draft on the page of the procedure; gives the id.
async fn begun(browser: &Browser<'_>) -> String {
    let start = format!("{PROCEDURE}/start");
    let shown = browser.fill(PROCEDURE, &start, &[]).await;
    shown.is(303);
    id_in(&shown.location, 2)
}

/// Fills in every section.
async fn filled(browser: &Browser<'_>, draft: &str) {
    let sections = answers();
    let last = sections.len();
    for (place, fields) in sections.into_iter().enumerate() {
        let address = format!("/drafts/{draft}/{}", place + 1);
        let page = browser.get(&address).await;
        page.is(200);
        let mut form = page.form(&address);
        form.extend(fields);
        let next = if place + 1 == last {
            format!("/drafts/{draft}/review")
        } else {
            format!("/drafts/{draft}/{}", place + 2)
        };
        browser.post(&address, &form).await.leads_to(&next);
    }
}

/// REC-14, REC-16, REC-17: the QR in the corner leads to the page that asks for four digits, and tells nothing itself.
async fn the_receipt_leads_to_its_dossier(world: &World, id: DossierId, receipt: &Shown) {
    let life = world.life(id).await;
    let acceptance = life.dossier.state.acceptance().unwrap();
    let number = acceptance.number.issued().unwrap();
    let site = motcua_web::About::sample().address;
    let address = receipt_address(&site, number, "1.004873", acceptance.at, acceptance.due.shown);
    receipt.says(&Qr::of(&address).unwrap().path);
    let corner = receipt.body.find("mo-sheet__qr").unwrap();
    assert!(corner < receipt.body.find("CỘNG HÒA").unwrap());
    assert!(address.contains("&due=2026") && !address.contains(NUMBER), "{address}");

    let found = world.browser().get(address.strip_prefix(&site).unwrap()).await;
    found.is(200).says(&format!("value=\"{number}\""));
    assert!(!found.body.contains(NAME) && !found.body.contains("Bãi Cháy"));
}

/// A dossier handed in through the pages; gives its address.
async fn handed_in(browser: &Browser<'_>) -> String {
    let draft = begun(browser).await;
    filled(browser, &draft).await;
    let submit = format!("/drafts/{draft}/submit");
    let shown = browser.fill(&format!("/drafts/{draft}/review"), &submit, &[]).await;
    shown.is(303);
    format!("/dossiers/{}", id_in(&shown.location, 2))
}

fn dossier_id(address: &str) -> DossierId {
    DossierId::from(Uuid::try_parse(&id_in(address, 2)).unwrap())
}

#[tokio::test]
async fn everybody_may_search_and_read() {
    let world = World::new().await;
    let browser = world.browser();
    let short = "Xác nhận tình trạng hôn nhân";
    browser.get("/").await.is(200).says(short).says("phường");
    browser.get("/procedures").await.is(200).says(short);
    browser
        .get("/procedures?q=xac+nhan+doc+than")
        .await
        .is(200)
        .says(PROCEDURE);
    browser.get("/procedures?q=zzz").await.is(200).says("zzz");
    browser
        .get(PROCEDURE)
        .await
        .is(200)
        .says("3 ngày làm việc")
        .says(&format!("{PROCEDURE}/start"));
    browser.get("/procedures/9.999999").await.is(404);
    browser
        .get("/places?q=phuong+hung+thang")
        .await
        .is(200)
        .says("Bãi Cháy");
    browser.get("/centres").await.is(200).says("Quan Lạn").says("Mở đến");
    browser.get("/status").await.is(200).says("Bình thường");
    browser.get("/dossiers").await.is(401);
    browser.get("/me/looks").await.is(401);
}

#[tokio::test]
async fn a_form_is_saved_at_every_step_and_handed_in_once() {
    let world = World::new().await;
    let nobody = world.browser();
    // Without a session the button leads to signing in, and back to this page.
    let start = format!("{PROCEDURE}/start");
    nobody
        .fill(PROCEDURE, &start, &[])
        .await
        .is(401)
        .says("/sign-in/identity?back=%2Fprocedures%2F1.004873");
    let (browser, landed) = world.citizen(2, NUMBER, NAME, PROCEDURE).await;
    assert_eq!(landed, PROCEDURE);

    let draft = begun(&browser).await;
    let first = format!("/drafts/{draft}/1");
    // Filled in from the identity, and says so.
    let page = browser.get(&first).await;
    page.is(200)
        .says(&format!("value=\"{NAME}\""))
        .says("Lấy từ căn cước của ông/bà.");

    // What is wrong is said, and what was typed is still there, also on the server.
    let wrong = with(
        page.form(&first),
        &[("submitter_name", "Bình 2"), ("submitter_phone", "12")],
    );
    let again = browser.post(&first, &wrong).await;
    again
        .is(422)
        .says("value=\"Bình 2\"")
        .says("href=\"#f-submitter_phone\"")
        .says("Chọn một câu trả lời");
    browser.get(&first).await.is(200).says("value=\"Bình 2\"");
    // Going away keeps it, and the list leads back to the same step.
    let later = with(again.form(&first), &[("submitter_name", NAME), ("do", "later")]);
    browser.post(&first, &later).await.leads_to("/dossiers");
    browser.get("/dossiers").await.is(200).says(&first);

    // A row comes and goes without anything being lost.
    let third = format!("/drafts/{draft}/3");
    let page = browser.get(&third).await;
    let added = with(
        page.form(&third),
        &[("status_ref", "12/2019"), ("do", "add residences")],
    );
    browser.post(&third, &added).await.leads_to(&third);
    let page = browser.get(&third).await;
    page.is(200).says("residences/0/place").says("value=\"12/2019\"");
    let dropped = with(
        page.form(&third),
        &[("status_ref", "12/2019"), ("do", "drop residences/0")],
    );
    browser.post(&third, &dropped).await.leads_to(&third);
    assert!(!browser.get(&third).await.body.contains("residences/0/place"));

    // Nothing is handed in while something is missing.
    let (review, submit) = (format!("/drafts/{draft}/review"), format!("/drafts/{draft}/submit"));
    let early = browser.get(&review).await;
    early.is(200).says(&format!("/drafts/{draft}/5#f-declaration"));
    browser.post(&submit, &early.form(&submit)).await.is(422);

    filled(&browser, &draft).await;
    let page = browser.get(&review).await;
    page.is(200)
        .says("Trung tâm Phục vụ hành chính công phường Bãi Cháy")
        .says("Ủy ban nhân dân phường Bãi Cháy");
    let form = page.form(&submit);
    let done = browser.post(&submit, &form).await;
    done.is(303);
    // A double click ends on the same page.
    browser.post(&submit, &form).await.leads_to(&done.location);
    let dossier = format!("/dossiers/{}", id_in(&done.location, 2));
    browser.get(&done.location).await.is(200).says("QN-").says(&dossier);
    browser
        .get("/dossiers")
        .await
        .is(200)
        .says(&dossier)
        .says("Chờ tiếp nhận");
    browser.get(&dossier).await.is(200).says("Hồ sơ đã đến");
    browser.get(&review).await.is(404);
    assert_eq!(world.life(dossier_id(&dossier)).await.stage(), Stage::Submitted);
}

#[tokio::test]
async fn a_stale_token_shows_what_was_typed_with_a_fresh_one() {
    let world = World::new().await;
    let (browser, _) = world.citizen(2, NUMBER, NAME, "/").await;
    let draft = begun(&browser).await;
    let first = format!("/drafts/{draft}/1");
    let typed = [("token", "old"), ("submitter_name", "Trần Thị Bình Minh")];
    let again = browser.post(&first, &with(Vec::new(), &typed)).await;
    again.is(409).says("value=\"Trần Thị Bình Minh\"");
    let mut form = again.form(&first);
    form.extend(answers().remove(0));
    browser
        .post(&first, &form)
        .await
        .leads_to(&format!("/drafts/{draft}/2"));
    // Without a session what was typed is still shown, with the labels of the form.
    let nobody = world.browser();
    nobody
        .post(&first, &with(Vec::new(), &typed))
        .await
        .is(401)
        .says("Trần Thị Bình Minh");
    nobody.get(&first).await.is(401);
    // Somebody else's draft is not known to exist.
    let (other, _) = world.citizen(2, "022301009999", "Lê Văn Cường", "/").await;
    other.get(&first).await.is(404);
}

#[tokio::test]
async fn an_account_of_level_1_is_told_what_to_do() {
    let world = World::new().await;
    let (browser, landed) = world.citizen(1, NUMBER, NAME, PROCEDURE).await;
    assert_eq!(landed, "/sign-in/level?back=%2Fprocedures%2F1.004873");
    browser.get(&landed).await.is(200).says("mức độ 2").says(PROCEDURE);
    let start = format!("{PROCEDURE}/start");
    browser.fill(PROCEDURE, &start, &[]).await.is(403).says("mức độ 1");
    browser.get("/dossiers").await.is(200).says("mức độ 1");
    // Signing out ends it.
    let home = browser.get("/").await;
    browser.post("/sign-out", &home.form("/sign-out")).await.leads_to("/");
    browser.get("/dossiers").await.is(401);
}

#[tokio::test]
async fn a_dossier_is_followed_completed_and_known_by_its_number() {
    let world = World::new().await;
    let (browser, _) = world.citizen(2, NUMBER, NAME, "/").await;
    let dossier = handed_in(&browser).await;
    let id = dossier_id(&dossier);
    browser.get(&format!("{dossier}/receipt")).await.is(404);
    let (other, _) = world.citizen(2, "022301009999", "Lê Văn Cường", "/").await;
    for part in [
        "",
        "/submitted",
        "/receipt",
        "/supplement",
        "/withdraw",
        "/calendar.ics",
    ] {
        other.get(&format!("{dossier}{part}")).await.is(404);
    }

    // The counter accepts it; the owner sees number, clock and receipt, and who looked.
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let (submission, accept) = (format!("/desk/counter/{}", id_in(&dossier, 2)), {
        format!("/desk/dossiers/{}/accept", id_in(&dossier, 2))
    });
    world.set_clock("2026-11-25T08:10");
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    let form = with(counter.get(&submission).await.form(&accept), &components);
    counter.post(&accept, &form).await.is(303);
    let life = world.life(id).await;
    let number = life
        .dossier
        .number()
        .and_then(|number| number.issued())
        .unwrap()
        .to_owned();
    browser
        .get(&dossier)
        .await
        .is(200)
        .says(&number)
        .says("Thời hạn 3 ngày làm việc")
        .says("Kiểm tra")
        .says(&format!("{dossier}/receipt"));
    browser
        .get(&format!("{dossier}/receipt"))
        .await
        .is(200)
        .says("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
        .says(&format!("Bà {NAME}"))
        .says(&number)
        .says("Xuất trình, đã trả lại");
    the_receipt_leads_to_its_dossier(&world, id, &browser.get(&format!("{dossier}/receipt")).await).await;
    // The counter opened several pages; the person reads one line, with each look behind it.
    let looks = browser.get("/me/looks").await;
    looks.is(200).says("lần, xem từng lần");
    assert_eq!(
        looks.body.matches("<td>Tiếp nhận hồ sơ</td>").count(),
        1,
        "{}",
        looks.body
    );

    // IDN-07: the number and four digits tell how it stands, and nothing of anybody.
    let nobody = world.browser();
    let four = [("number", number.as_str()), ("digits", "4567")];
    let found = nobody.fill("/track", "/track", &four).await;
    found.is(200).says(&number).says("Hẹn trả kết quả");
    assert!(!found.body.contains(NAME));
    calendar::the_promise_goes_into_a_calendar((&browser, &nobody), &dossier, &found, &number).await;
    let wrong = [("number", number.as_str()), ("digits", "0000")];
    let lost = nobody.fill("/track", "/track", &wrong).await;
    lost.is(422).says(&number).says("Chưa thấy hồ sơ");
    let mut last = 422;
    for _ in 0..12 {
        last = nobody.fill("/track", "/track", &wrong).await.status.as_u16();
    }
    assert_eq!(last, 429, "guessing at four digits is slowed down");

    // It can be taken back until something is decided.
    let withdraw = format!("{dossier}/withdraw");
    let form = browser.get(&withdraw).await.form(&withdraw);
    browser.post(&withdraw, &form).await.leads_to(&dossier);
    browser.post(&withdraw, &form).await.leads_to(&dossier);
    browser.get(&dossier).await.is(200).says("Ông/bà đã rút hồ sơ");
    assert_eq!(world.life(id).await.stage(), Stage::Withdrawn);
}

#[tokio::test]
async fn a_supplement_request_is_answered_with_the_same_form() {
    let world = World::new().await;
    let (browser, _) = world.citizen(2, NUMBER, NAME, "/").await;
    let dossier = handed_in(&browser).await;
    let id = dossier_id(&dossier);
    let version = marriage_status();
    ask(&world, id, version.components()).await;
    let supplement = format!("{dossier}/supplement");
    browser
        .get(&dossier)
        .await
        .is(200)
        .says("Chờ ông/bà bổ sung")
        .says("Ghi rõ nơi ở trước đây")
        .says(&supplement);
    let page = browser.get(&supplement).await;
    page.is(200)
        .says("Ghi rõ nơi ở trước đây")
        .says(&format!("value=\"{NAME}\""));
    let hidden = page.form(&supplement);
    let bad = with(hidden.clone(), &[("subject_name", "Bình 9")]);
    browser.post(&supplement, &bad).await.is(422).says("value=\"Bình 9\"");
    assert_eq!(world.life(id).await.stage(), Stage::AwaitingCompletion);
    // A session that ended loses nothing that was typed.
    let nobody = world.browser();
    nobody.post(&supplement, &bad).await.is(401).says("Bình 9");
    let mut form = hidden;
    form.extend(answers().into_iter().flatten());
    browser.post(&supplement, &form).await.leads_to(&dossier);
    browser.post(&supplement, &form).await.leads_to(&dossier);
    browser.get(&dossier).await.is(200).says("Hồ sơ đã đến");
    assert_eq!(world.life(id).await.stage(), Stage::Submitted);
}

/// An officer of the centre asks for the declaration once more.
async fn ask(world: &World, dossier: DossierId, components: &[Component]) {
    let (officer, _) = world.officer(&centre(WARD), Role::ReceptionOfficer);
    let ctx = Context::new(Actor::Officer(officer), world.now());
    let line = |component: &Component| {
        let (verdict, remark) = match (component.key.as_str(), &component.need) {
            ("to_khai", _) => (Verdict::Wrong, "Ghi rõ nơi ở trước đây"),
            (_, Need::Required) => (Verdict::Shown, ""),
            (_, Need::Conditional { .. }) => (Verdict::NotNeeded, ""),
        };
        Checked {
            component: component.key.clone(),
            verdict,
            remark: remark.to_owned(),
        }
    };
    let papers = components.iter().filter(|component| component.is_paper());
    let command = Request {
        dossier,
        centre: unit_id(&centre(WARD)),
        checked: papers.map(line).collect(),
        form_remark: String::new(),
        reason: "Để ghi đúng các nơi đã ở.".to_owned(),
        last_day: "2026-12-02".parse().unwrap(),
        again: None,
    };
    request(&world.store, command, &ctx).await.unwrap();
}
