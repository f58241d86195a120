//! Money at the desks: set and taken with the acceptance, put right, taken with the delivery, and the cash book.

use crate::world::*;
use motcua_dossier::{Dues, Stage};
use motcua_org::position::Role;

const PERSON: &str = "Trần Thị Bình";
const BOOK: &str = "/desk/payments";

#[tokio::test]
async fn an_officer_sets_what_the_council_sets_and_takes_it_with_the_acceptance() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let (submission, accept) = (format!("/desk/counter/{id}"), format!("/desk/dossiers/{id}/accept"));
    let dossier = format!("/desk/dossiers/{id}");
    let page = counter.get(&submission).await;
    page.is(200).says("name=\"amount\"").says("Chưa thu").says("Tiền mặt");
    let ticks = [
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("pay", "cash"),
    ];
    // Nobody takes what nobody knows, and what was ticked is still ticked.
    let wrong = counter.post(&accept, &with(page.form(&accept), &ticks)).await;
    wrong.is(422).says("Chưa rõ mức thu: ghi số tiền");
    let ticks = [
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("pay", "cash"),
        ("amount", "15.000"),
        ("basis", "Nghị quyết 12/2026/NQ-HĐND"),
        ("receipt", "AA/26P 0000123"),
    ];
    let done = counter.post(&accept, &with(wrong.form(&accept), &ticks)).await;
    done.leads_to(&dossier);
    assert_eq!(world.life(id).await.dossier.dues, Dues::Paid);
    counter.get(&dossier).await.is(200).says("Đã nộp").says("15.000");

    // The cash book of the centre, on the page and as a file.
    let book = counter.get(BOOK).await;
    book.is(200).says("AA/26P 0000123").says("15.000").says(PERSON);
    let file = counter.get(&format!("{BOOK}?day=2026-11-25&as=csv")).await;
    file.is(200).says("\"15000\",\"Tiền mặt\",\"AA/26P 0000123\"");
    counter
        .get(&format!("{BOOK}?day=2026-11-24"))
        .await
        .is(200)
        .says("chưa thu khoản nào");
    // Another centre's book is its own, and who takes no money has none.
    let (other, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    other.get(BOOK).await.is(200).says("chưa thu khoản nào");
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    handler.get(BOOK).await.is(403);

    // A slip is put right with its reason: the charge is open again, the book has a line of its own.
    let charge = world.life(id).await.dossier.charges[0].id;
    let (show, act) = (
        format!("{dossier}/reopen-charge?charge={charge}"),
        format!("{dossier}/reopen-charge"),
    );
    let page = counter.get(&show).await;
    page.is(200).says("15.000");
    let wrong = counter.post(&act, &with(page.form(&act), &[("reason", " ")])).await;
    wrong.is(422).says("Ghi lý do");
    let back = with(wrong.form(&act), &[("reason", "bấm nhầm hồ sơ")]);
    counter.post(&act, &back).await.leads_to(&dossier);
    counter.post(&act, &back).await.leads_to(&dossier);
    assert_eq!(world.life(id).await.dossier.dues, Dues::Open);
    counter
        .get(BOOK)
        .await
        .is(200)
        .says("Hoàn: bấm nhầm hồ sơ")
        .says("−15.000");
}

#[tokio::test]
async fn what_is_open_is_taken_with_the_delivery_or_the_result_waits() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let id = super::lists::accepted(&world, PERSON).await;
    let dossier = format!("/desk/dossiers/{id}");
    // The applicant asks for one copy more.
    let add = format!("{dossier}/add-charge");
    let page = counter.get(&add).await;
    let wrong = counter
        .post(
            &add,
            &with(page.form(&add), &[("label", "Thêm 1 bản sao"), ("amount", "tám nghìn")]),
        )
        .await;
    wrong.is(422).says("Thêm 1 bản sao");
    let more = [("label", "Thêm 1 bản sao"), ("amount", "8 000")];
    counter
        .post(&add, &with(wrong.form(&add), &more))
        .await
        .leads_to(&dossier);
    // What the council sets is waived on a text: the amount is nobody's to guess.
    let charge = world.life(id).await.dossier.charges[0].id;
    let waive = format!("{dossier}/waive");
    let page = counter.get(&format!("{waive}?charge={charge}")).await;
    let why = [("exemption", "1"), ("seen", "Sổ hộ nghèo năm 2026")];
    counter
        .post(&waive, &with(page.form(&waive), &why))
        .await
        .leads_to(&dossier);
    assert_eq!(world.life(id).await.dossier.dues, Dues::Open);
    super::originals::issued(&world, id).await;

    let (desk, _) = world.signed_in(&centre(WARD), Role::DeliveryOfficer).await;
    let deliver = format!("{dossier}/deliver");
    let page = desk.get(&deliver).await;
    page.is(200).says("Còn phải thu").says("8.000");
    let taker = [("taken_by", PERSON), ("evidence", "card")];
    let wrong = desk.post(&deliver, &with(page.form(&deliver), &taker)).await;
    wrong.is(422).says("còn khoản chưa thu");
    assert_eq!(world.life(id).await.stage(), Stage::ResultReady);
    let paid = [("taken_by", PERSON), ("evidence", "card"), ("pay", "transfer")];
    desk.post(&deliver, &with(wrong.form(&deliver), &paid))
        .await
        .leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!((life.stage(), life.dossier.dues), (Stage::Delivered, Dues::Paid));
    desk.get(BOOK).await.is(200).says("Chuyển khoản").says("8.000");
    // What is over is over.
    desk.get(&format!("{dossier}/reopen-charge?charge={charge}"))
        .await
        .is(409);
}

#[tokio::test]
async fn the_person_reads_what_is_to_be_paid_and_what_was() {
    let world = World::new().await;
    let (id, _, person) = super::appraisal::taken_of_citizen(&world).await;
    let page = person.get(&format!("/dossiers/{id}")).await;
    page.is(200).says("Chưa rõ mức thu").says("cán bộ sẽ báo");
}
