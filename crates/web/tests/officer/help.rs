//! *Nộp giúp*: somebody stands at the counter, an officer types, and the dossier is theirs.

use crate::world::*;
use motcua_catalog::form::sample;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::{By, Channel, Stage};
use motcua_kernel::DossierId;
use motcua_org::position::Role;
use motcua_org::unit::unit_id;
use uuid::Uuid;

pub const NUMBER: &str = "022301004567";

/// The answers to one section of the form, counted from 0.
fn answers(place: usize) -> Vec<(String, String)> {
    let version = marriage_status();
    let section = &version.form().unwrap().sections[place];
    let is_here = |name: &str| {
        let key = name.split('/').next().unwrap_or_default();
        section.fields.iter().any(|field| field.key == key)
    };
    sample::valid()
        .pairs()
        .filter(|(name, _)| is_here(name))
        // The sample's own commune lies elsewhere on the map of today.
        .map(|(name, value)| match name {
            "subject_residence/unit" => (name.to_owned(), WARD.to_owned()),
            _ => (name.to_owned(), value.to_owned()),
        })
        .collect()
}

/// The token of the last form on a page: others, such as signing out, stand before it.
fn last_token(page: &Shown) -> String {
    let rest = page.body.rsplit("name=\"token\" value=\"").next().unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Keeps somebody, chooses the procedure without marks, and fills in to the end; gives the address of the review.
pub async fn filled(counter: &Browser<'_>) -> String {
    let card = [
        ("name", "Trần Thị Bình"),
        ("born/day", "14"),
        ("born/month", "8"),
        ("born/year", "2001"),
        ("address", "Tổ 4, khu 2, phường Bãi Cháy, tỉnh Quảng Ninh"),
        ("proof", "card"),
    ];
    let asked = counter.fill("/desk/help", "/desk/help", &[("id_number", NUMBER)]).await;
    asked.is(200).says("Chưa có trong dữ liệu").says(NUMBER);
    let wrong = with(
        asked.form("/desk/help/person"),
        &[("id_number", NUMBER), ("name", "Trần Thị Bình"), ("born/year", "1950")],
    );
    counter
        .post("/desk/help/person", &wrong)
        .await
        .is(422)
        .says("Năm sinh không khớp");
    let mut sent = with(asked.form("/desk/help/person"), &[("id_number", NUMBER)]);
    sent.extend(with(Vec::new(), &card));
    let kept = counter.post("/desk/help/person", &sent).await;
    kept.is(303);
    let choose = kept.location.clone();
    // The second time the number is enough.
    let found = counter
        .fill("/desk/help", "/desk/help", &[("id_number", "022 301 004 567")])
        .await;
    found.leads_to(&choose);
    begun(counter, &choose).await
}

/// The same for somebody who is known by now.
async fn filled_again(counter: &Browser<'_>) -> String {
    let found = counter.fill("/desk/help", "/desk/help", &[("id_number", NUMBER)]).await;
    found.is(303);
    begun(counter, &found.location).await
}

/// Chooses the procedure without marks, and fills in to the end.
async fn begun(counter: &Browser<'_>, choose: &str) -> String {
    let found = counter.get(&format!("{choose}?q=xac+nhan+doc+than")).await;
    found.is(200).says("value=\"1.004873\"").says("•••••••••567");
    assert!(!found.body.contains(NUMBER), "the whole number is not on the page");
    let token = last_token(&found);
    let begun = counter
        .post(choose, &with(Vec::new(), &[("token", &token), ("code", "1.004873")]))
        .await;
    begun.is(303);
    let mut at = begun.location;
    for place in 0..marriage_status().form().unwrap().sections.len() {
        let page = counter.get(&at).await;
        page.is(200);
        let mut sent = page.form(&at);
        sent.extend(answers(place));
        let next = counter.post(&at, &sent).await;
        next.is(303);
        at = next.location;
    }
    assert!(at.ends_with("/review"), "{at}");
    at
}

fn id_in(path: &str) -> DossierId {
    let id = path.rsplit('/').next().unwrap_or_default();
    DossierId::from(Uuid::try_parse(id).unwrap())
}

#[tokio::test]
async fn an_officer_helps_hands_in_and_accepts_and_the_three_places_stay_apart() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let review = filled(&counter).await;
    // It lies among the officer's drafts, and nobody else's.
    counter.get("/desk/help").await.is(200).says("Trần Thị Bình");
    let (neighbour, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    neighbour.get(&review).await.is(404);

    let page = counter.get(&review).await;
    page.is(200).says("Nhận và tiếp nhận");
    let bare = counter.post(&review, &page.form(&review)).await;
    bare.is(422).says("Đối chiếu thẻ căn cước với người nộp rồi đánh dấu");
    let ticked = [
        ("compared", "yes"),
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("do", "accept"),
    ];
    let sent = with(bare.form(&review), &ticked);
    let done = counter.post(&review, &sent).await;
    done.is(303);
    let id = id_in(&done.location);
    counter.post(&review, &sent).await.leads_to(&done.location);

    let life = world.life(id).await;
    let (officer, _) = world.officer(&centre(OTHER), Role::ReceptionOfficer);
    assert_eq!(life.stage(), Stage::Accepted);
    let dossier = &life.dossier;
    assert_eq!(dossier.places.help, Some(unit_id(&centre(OTHER))));
    assert_eq!(dossier.places.reception, unit_id(&centre(OTHER)));
    assert_eq!(dossier.places.deciding, unit_id(&format!("ubnd/{WARD}")));
    assert_eq!(dossier.parties.helper, Some(officer));
    assert_eq!(dossier.parties.submitter.name, "Trần Thị Bình");
    assert_eq!(
        (dossier.submitted_by, dossier.channel),
        (By::Officer(officer), Channel::Direct)
    );
    counter.get(&done.location).await.is(200).says("Nơi hỗ trợ");
}

#[tokio::test]
async fn a_front_desk_hands_in_and_does_not_accept() {
    let world = World::new().await;
    let (desk, landed) = world.signed_in(&centre(WARD), Role::FrontDesk).await;
    assert_eq!(landed, "/desk/help");
    let review = filled(&desk).await;
    let page = desk.get(&review).await;
    page.is(200).says("Nộp hồ sơ");
    assert!(!page.body.contains("Nhận và tiếp nhận"));
    let sent = with(page.form(&review), &[("compared", "yes"), ("do", "accept")]);
    let done = desk.post(&review, &sent).await;
    done.is(303);
    let id = id_in(&done.location);
    assert_eq!(world.life(id).await.stage(), Stage::Submitted);
    desk.get(&done.location).await.is(200);
}

#[tokio::test]
async fn nobody_is_helped_by_who_may_not_and_nobody_acts_for_another_without_a_right() {
    let world = World::new().await;
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    handler.get("/desk/help").await.is(403);
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let review = filled(&counter).await;
    let whose = review.replace("/review", "/for");
    let page = counter.get(&whose).await;
    page.is(200).says("Không có quyền đại diện thì chủ hồ sơ phải tự nộp");
    let stranger = format!("person/{}", person_id("Vũ Đình Lộc"));
    counter
        .post(&whose, &with(page.form(&whose), &[("for", &stranger)]))
        .await
        .is(422)
        .says("Người này hiện không được đại diện");
}

#[tokio::test]
async fn a_right_to_act_is_kept_at_the_counter_once_and_the_dossier_is_the_others() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let review = filled(&counter).await;
    let whose = review.replace("/review", "/for");
    let keep = review.replace("/review", "/mandate");
    counter.get(&whose).await.is(200).says(&keep);

    let page = counter.get(&keep).await;
    page.is(200).says("Ghi quyền nộp thay");
    let deed = [
        ("principal", "022045004569"),
        ("ground", "deed"),
        ("number", "Giấy ủy quyền số 31/2026"),
        ("signed/day", "31"),
        ("signed/month", "2"),
        ("signed/year", "2026"),
    ];
    // A day that there is not, and a principal whom nobody has kept: both are said, and what was typed stays.
    let asked = counter.post(&keep, &with(page.form(&keep), &deed)).await;
    asked
        .is(422)
        .says("Ghi đủ ngày, tháng, năm")
        .says("Chưa có người này trong dữ liệu")
        .says("Giấy ủy quyền số 31/2026");
    let mut sent = with(asked.form(&keep), &deed);
    sent.retain(|(name, _)| name != "signed/day" && name != "signed/month");
    let rest = [
        ("signed/day", "3"),
        ("signed/month", "11"),
        ("name", "Trần Văn Cảnh"),
        ("born/year", "1945"),
    ];
    sent.extend(with(Vec::new(), &rest));
    counter.post(&keep, &sent).await.leads_to(&review);
    // Twice pressed: the same right, the same draft.
    counter.post(&keep, &sent).await.leads_to(&review);
    counter
        .get(&review)
        .await
        .is(200)
        .says("Trần Văn Cảnh, theo ủy quyền hoặc quan hệ đã được kiểm tra");

    let page = counter.get(&review).await;
    let ticked = [
        ("compared", "yes"),
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("do", "accept"),
    ];
    let done = counter.post(&review, &with(page.form(&review), &ticked)).await;
    done.is(303);
    let parties = world.life(id_in(&done.location)).await.dossier.parties.clone();
    assert_eq!(parties.applicant.name, "Trần Văn Cảnh");
    assert_eq!(parties.submitter.name, "Trần Thị Bình");
    let representative = parties.representative.unwrap();
    assert_eq!(representative.party.name, "Trần Thị Bình");
    assert!(representative.mandate.is_some());

    // Kept once: the next draft offers it, for this procedure.
    let again = filled_again(&counter).await.replace("/review", "/for");
    counter.get(&again).await.is(200).says("Trần Văn Cảnh");
}

#[tokio::test]
async fn a_card_under_the_reader_fills_in_and_a_mangled_name_is_said_so() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let whole = "022301004567||Trần Thị Bình|14082001|Nữ|Tổ 4, khu 2, Bãi Cháy, Quảng Ninh|02092022";
    let read = counter.fill("/desk/help", "/desk/help", &[("id_number", whole)]).await;
    read.is(200)
        .says("value=\"Trần Thị Bình\"")
        .says("value=\"2001\"")
        .says("Tổ 4, khu 2");
    assert!(!read.body.contains("Bộ gõ tiếng Việt"));
    // Telex was on: the digits came through, the words did not.
    let telex = "022301004567||Traafn Thij Bifnh|14082001|Nuwx|Toor 4, khu 2, Baxi Chays, Quarng Ninh|02092022";
    let read = counter.fill("/desk/help", "/desk/help", &[("id_number", telex)]).await;
    read.is(200)
        .says(NUMBER)
        .says("value=\"2001\"")
        .says("Bộ gõ tiếng Việt đã làm sai họ tên");
    assert!(!read.body.contains("Baxi Chays"), "a mangled address is not offered");
    let other = counter
        .fill("/desk/help", "/desk/help", &[("id_number", "https://example.test/a|b")])
        .await;
    other.is(422).says("không phải mã trên thẻ căn cước");
}
