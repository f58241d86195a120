//! An original left at one centre: kept with the acceptance, handed over by a list that is counted at both ends, given
//! back with the result.

use crate::world::*;
use motcua_dossier::Stage;
use motcua_dossier::original::{Whereabouts, originals_of};
use motcua_kernel::DossierId;
use motcua_org::position::Role;
use motcua_org::unit::unit_id;

const PERSON: &str = "Trần Thị Bình";
const PAPER: &str = "Giấy xác nhận số 12/2024";
const LIST: &str = "/desk/originals";

/// Accepted at Hà Tu, where the old paper stays.
async fn accepted(world: &World, counter: &Browser<'_>, name: &str) -> DossierId {
    let id = world.submitted(name, "2026-11-25T07:50").await;
    let (submission, accept) = (format!("/desk/counter/{id}"), format!("/desk/dossiers/{id}/accept"));
    let page = counter.get(&submission).await;
    page.is(200).says("Giữ bản chính").says("name=\"original/giay_cu\"");
    assert!(
        !page.body.contains("original/giay_to_tuy_than"),
        "INT-08: what is shown goes home"
    );
    let left = [
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("original/giay_cu", PAPER),
        ("sheets/giay_cu", "0"),
    ];
    let wrong = counter.post(&accept, &with(page.form(&accept), &left)).await;
    // What was typed is still there.
    wrong.is(422).says("từ 1 đến 2000").says(PAPER);
    let mut right = left;
    right[3].1 = "2";
    let done = counter.post(&accept, &with(wrong.form(&accept), &right)).await;
    done.leads_to(&format!("/desk/dossiers/{id}"));
    id
}

async fn original(world: &World, id: DossierId) -> (String, Whereabouts) {
    let read = world.store.read().await.unwrap();
    let kept = read.all(originals_of(id)).await.unwrap();
    (kept[0].id.to_string(), kept[0].whereabouts())
}

/// Taken, checked, signed and issued where it belongs.
pub(super) async fn issued(world: &World, id: DossierId) {
    let dossier = format!("/desk/dossiers/{id}");
    let act = |name: &str| format!("{dossier}/{name}");
    let office = format!("vp/{WARD}");
    let (handler, _) = world.signed_in(&office, Role::HandlingOfficer).await;
    handler.fill(&dossier, &act("take"), &[]).await.leads_to(&dossier);
    handler
        .fill(&act("pass-on"), &act("pass-on"), &[])
        .await
        .leads_to(&dossier);
    let opinion = [("opinion", "Đủ điều kiện")];
    handler
        .fill(&dossier, &act("propose"), &opinion)
        .await
        .leads_to(&dossier);
    let (leader, _) = world.signed_in(&format!("ubnd/{WARD}"), Role::ViceChair).await;
    leader.fill(&dossier, &act("sign"), &[]).await.leads_to(&dossier);
    let (clerk, _) = world.signed_in(&office, Role::RecordsClerk).await;
    clerk.fill(&dossier, &act("issue"), &[]).await.leads_to(&dossier);
    assert_eq!(world.life(id).await.stage(), Stage::ResultReady);
}

#[tokio::test]
async fn a_result_waits_for_the_original_and_both_go_back_in_one_press() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let id = accepted(&world, &counter, PERSON).await;
    let dossier = format!("/desk/dossiers/{id}");
    counter.get(&dossier).await.is(200).says(PAPER).says("BG-000001");
    counter.get(LIST).await.is(200).says(PAPER).says("Chuyển đến");
    issued(&world, id).await;

    // The desk that has the result does not have the paper.
    let deliver = format!("{dossier}/deliver");
    let (desk, _) = world.signed_in(&centre(WARD), Role::DeliveryOfficer).await;
    let page = desk.get(&deliver).await;
    page.is(200).says("chưa về").says(PAPER);
    let taken = [("taken_by", PERSON), ("evidence", "card")];
    let refused = desk.post(&deliver, &with(page.form(&deliver), &taken)).await;
    refused.is(409).says("Bản chính của hồ sơ chưa về đây");
    assert_eq!(world.life(id).await.stage(), Stage::ResultReady);

    // Made, printed, sent; a double click makes one list and sends once.
    let (key, _) = original(&world, id).await;
    let to = unit_id(&centre(WARD)).to_string();
    let page = counter.get(LIST).await;
    counter
        .post(LIST, &with(page.form(LIST), &[("to", &to)]))
        .await
        .is(422)
        .says("Đánh dấu ít nhất một bản chính");
    let none = counter.post(LIST, &with(page.form(LIST), &[("original", &key)])).await;
    none.is(422).says("Chọn nơi nhận").says("checked");
    let sent = with(
        none.form(LIST),
        &[("original", &key), ("to", &to), ("carrier", "Phan Văn Tú")],
    );
    let made = counter.post(LIST, &sent).await;
    made.is(303);
    let list = made.location.clone();
    counter.post(LIST, &sent).await.leads_to(&list);
    let act = |name: &str| format!("{list}/{name}");
    let page = counter.get(&list).await;
    page.is(200).says("BB-26-0001").says(PAPER).says("Chưa gửi");
    let sheet = counter.get(&act("paper")).await;
    sheet.is(200).says("BB-26-0001").says("Phan Văn Tú").says("BG-000001");
    assert_eq!(
        counter.get(&act("paper")).await.body,
        sheet.body,
        "the same bytes again"
    );
    // The receiver sees it, and cannot receive what has not left; a third unit does not know of it.
    assert!(!desk.get(&list).await.body.contains("Đã nhận những tờ"));
    let (stranger, _) = world.signed_in("ttpvhcc/06685", Role::ReceptionOfficer).await;
    stranger.get(&list).await.is(404);
    stranger.get(&act("paper")).await.is(404);
    stranger
        .get("/desk/hand-overs?q=BB-26-0001")
        .await
        .is(200)
        .says("Không có biên bản nào mang số này");
    let form = page.form(&act("send"));
    counter.post(&act("send"), &form).await.leads_to(&list);
    counter.post(&act("send"), &form).await.leads_to(&list);
    // An older page of a second officer: told that it has moved on.
    counter.post(&act("drop"), &page.form(&act("drop"))).await.is(409);

    // Scanned at the other end: the number by hand, and what a reader types.
    desk.get("/desk/hand-overs?q=bb-26-0001").await.leads_to(&list);
    let code = sheet.body.split("/g/").nth(1).unwrap();
    let code: String = code.chars().take_while(char::is_ascii_alphanumeric).collect();
    desk.get(&format!(
        "/desk/hand-overs?q={}",
        coded(&format!("https://motcua.example/g/{code}\nMaHoSo="))
    ))
    .await
    .leads_to(&list);
    desk.get(&format!("/g/{code}")).await.leads_to(&list);
    desk.get(LIST).await.is(200).says("BB-26-0001").says("Đang đến đây");
    let page = desk.get(&list).await;
    page.is(200).says("Đã nhận những tờ đánh dấu");
    let whole = with(page.form(&act("receive")), &[("there", &key)]);
    desk.post(&act("receive"), &whole).await.leads_to(&list);
    desk.get(&list).await.is(200).says("Đã nhận đủ");

    world.set_clock("2026-11-25T08:05");
    let page = desk.get(&deliver).await;
    page.is(200).says("Trả kèm bản chính").says(PAPER);
    assert!(!page.body.contains("chưa về"));
    desk.post(&deliver, &with(page.form(&deliver), &taken))
        .await
        .leads_to(&dossier);
    assert_eq!(world.life(id).await.stage(), Stage::Delivered);
    assert!(matches!(original(&world, id).await.1, Whereabouts::Returned { .. }));
    desk.get(&dossier).await.is(200).says("đã trả ở");
}

#[tokio::test]
async fn what_is_missing_is_seen_at_both_ends_and_what_is_over_goes_back_alone() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let one = accepted(&world, &counter, PERSON).await;
    let other = accepted(&world, &counter, "Nguyễn Văn An").await;
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    let (first, second) = (original(&world, one).await.0, original(&world, other).await.0);
    let to = unit_id(&format!("vp/{WARD}")).to_string();
    let page = counter.get(LIST).await;
    let sent = with(
        page.form(LIST),
        &[("original", &first), ("original", &second), ("to", &to)],
    );
    let list = counter.post(LIST, &sent).await.location.clone();
    let act = |name: &str| format!("{list}/{name}");
    counter.fill(&list, &act("send"), &[]).await.leads_to(&list);
    // One of two is in the cover.
    handler
        .fill(&list, &act("receive"), &[("there", &first)])
        .await
        .leads_to(&list);
    for end in [&counter, &handler] {
        end.get(LIST).await.is(200).says("Thiếu 1, đang tìm");
        end.get(&list).await.is(200).says("Tìm thấy ở đây");
    }
    let page = counter.get(&list).await;
    let found = with(page.form(&act("found")), &[("original", &second)]);
    counter.post(&act("found"), &found).await.leads_to(&list);
    let here = unit_id(&centre(OTHER));
    assert!(matches!(original(&world, other).await.1, Whereabouts::Lying { unit, .. } if unit == here));
    handler.get(&list).await.is(200).says("Đã tìm thấy ở");

    // Withdrawn: the matter ends at once, the paper is owed.
    let withdraw = motcua_dossier::withdraw::Withdraw {
        dossier: other,
        centre: None,
        reason: None,
        version: None,
    };
    let ctx = motcua_kernel::Context::new(motcua_kernel::Actor::Person(person_id("Nguyễn Văn An")), world.now());
    motcua_dossier::withdraw::withdraw(&world.store, withdraw, &ctx)
        .await
        .unwrap();
    counter.get(LIST).await.is(200).says("Hồ sơ đã kết thúc, trả lại");
    let back = format!("/desk/originals/{second}/return");
    counter.get(&back).await.is(200).says(PAPER).says("Nguyễn Văn An");
    counter
        .fill(&back, &back, &[("taken_by", "Nguyễn Văn An")])
        .await
        .is(422)
        .says("Chọn cách đã kiểm tra");
    let form = with(
        counter.get(&back).await.form(&back),
        &[("taken_by", "Nguyễn Văn An"), ("evidence", "card")],
    );
    counter.post(&back, &form).await.leads_to(LIST);
    counter.post(&back, &form).await.leads_to(LIST);
    assert!(!counter.get(LIST).await.body.contains("Hồ sơ đã kết thúc"));
    // Gone: an old page is told so, and who never had it hears nothing.
    counter.get(&back).await.is(409);
    handler.get(&back).await.is(404);
}

#[tokio::test]
async fn an_original_that_comes_later_is_kept_with_its_dossier_and_its_person_sees_where_it_is() {
    let world = World::new().await;
    let (person, _) = world.citizen(2, "022301004567", PERSON, "/dossiers").await;
    let known = {
        let read = world.store.read().await.unwrap();
        let number = "022301004567".parse().unwrap();
        let found = motcua_people::person::find_by_id_number(&read, &number).await.unwrap();
        found.unwrap().id
    };
    let id = world.submitted_by(known, PERSON, "2026-11-25T07:50").await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let dossier = format!("/desk/dossiers/{id}");
    let keep = format!("{dossier}/keep-original");
    counter.get(&keep).await.is(409);
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    counter
        .fill(
            &format!("/desk/counter/{id}"),
            &format!("{dossier}/accept"),
            &components,
        )
        .await
        .leads_to(&dossier);
    counter.get(&dossier).await.is(200).says(&keep);
    counter
        .fill(&keep, &keep, &[("component", "giay_cu"), ("sheets", "1")])
        .await
        .is(422)
        .says("Ghi tên và số của bản chính");
    let left = [("component", "giay_cu"), ("description", PAPER), ("sheets", "1")];
    counter.fill(&keep, &keep, &left).await.leads_to(&dossier);
    person
        .get(&format!("/dossiers/{id}"))
        .await
        .is(200)
        .says(&format!("Bản chính: {PAPER}"))
        .says("đang giữ ở");
    // A leader keeps no originals and has no such page.
    let (leader, _) = world.signed_in(&format!("ubnd/{WARD}"), Role::ViceChair).await;
    leader.get(LIST).await.is(403);
}
