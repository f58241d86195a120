//! Steps in the life of a dossier that are more than a check: work in a ministry's system.

use crate::world::*;
use motcua_catalog::form::sample;
use motcua_catalog::version::sample::{of, procedure_of};
use motcua_dossier::Stage;
use motcua_kernel::{Actor, Context, DossierId, ThingId};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;
use motcua_store::{ChangeSet, Event};
use uuid::Uuid;

const PERSON: &str = "Trần Thị Bình";
/// Birth registration: its workflow has a step in the ministry's civil register.
const BIRTH: &str = "1.001193";

/// Somebody hands in one of the written procedures, online and alone.
async fn handed_in(world: &World, code: &str) -> DossierId {
    let version = of(code);
    let ctx = Context::new(Actor::System, moment("2026-11-25T07:00"));
    let mut set = ChangeSet::new(&ctx);
    set.insert(&procedure_of(&version)).insert(&version);
    set.journal(Event::new(
        ThingId::from(Uuid::from(version.procedure)),
        "procedure.version_published",
        &serde_json::json!({"number": 1}),
    ));
    world.store.commit(set).await.unwrap();
    let who = (person_id(PERSON), PERSON);
    world
        .handed_in(&version, sample::answers(code), who, "2026-11-25T07:50")
        .await
}

/// The same, accepted at the counter and taken by an officer of the ward's office.
async fn taken<'a>(world: &'a World, code: &str) -> (DossierId, Browser<'a>) {
    let id = handed_in(world, code).await;
    let dossier = format!("/desk/dossiers/{id}");
    let accept = format!("{dossier}/accept");
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    world.set_clock("2026-11-25T08:10");
    let mut form = counter.get(&format!("/desk/counter/{id}")).await.form(&accept);
    for component in of(code).components().iter().filter(|component| component.is_paper()) {
        form.push(("component".to_owned(), component.key.clone()));
    }
    counter.post(&accept, &form).await.leads_to(&dossier);
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    let take = format!("{dossier}/take");
    let form = handler.get(&dossier).await.form(&take);
    handler.post(&take, &form).await.leads_to(&dossier);
    (id, handler)
}

#[tokio::test]
async fn work_in_the_ministrys_system_copies_values_there_and_brings_a_number_back() {
    let world = World::new().await;
    let (id, handler) = taken(&world, BIRTH).await;
    let dossier = format!("/desk/dossiers/{id}");
    // Not at that step yet.
    let external = format!("{dossier}/external");
    assert!(!handler.get(&dossier).await.body.contains(&external));
    let pass_on = format!("{dossier}/pass-on");
    let form = handler.get(&pass_on).await.form(&pass_on);
    handler.post(&pass_on, &form).await.leads_to(&dossier);

    // The stale page of passing on is no way round the number.
    let page = handler.get(&dossier).await;
    page.is(200).says("Làm trên hệ thống của bộ").says(&external);
    assert!(!page.body.contains(&pass_on), "there is no way on yet");
    let form = handler.get(&pass_on).await.form(&pass_on);
    handler
        .post(&pass_on, &form)
        .await
        .is(409)
        .says("Chưa ghi số tham chiếu");

    let page = handler.get(&external).await;
    page.is(200)
        .says("Hệ thống đăng ký và quản lý hộ tịch")
        .says("Chưa có thứ tự ô của hệ thống đó")
        .says("data-copy=\"v-")
        .says("Số định danh cấp cho trẻ");
    // Days as the other system takes them, and nothing as it is kept here.
    let values = page
        .body
        .split("value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let is_day = |value: &str| value.len() == 10 && value.as_bytes()[2] == b'/' && value.as_bytes()[5] == b'/';
    assert!(values.into_iter().any(is_day), "{}", page.body);
    let empty = handler.post(&external, &page.form(&external)).await;
    empty.is(422).says("Ghi số tham chiếu ở hệ thống đó");
    let half = with(empty.form(&external), &[("number", "2026/0417-QN")]);
    let half = handler.post(&external, &half).await;
    half.is(422).says("Ghi số định danh cấp cho trẻ").says("2026/0417-QN");
    let typed = [("number", "2026/0417-QN"), ("written/0", "022326001234")];
    let whole = with(half.form(&external), &typed);
    handler.post(&external, &whole).await.leads_to(&dossier);
    handler.post(&external, &whole).await.leads_to(&dossier);

    let page = handler.get(&dossier).await;
    page.is(200)
        .says("Số ở hệ thống khác")
        .says("2026/0417-QN")
        .says("022326001234")
        .says(&pass_on);
    // Found by either number.
    for number in ["2026/0417-QN", "022326001234"] {
        let found = handler.get(&format!("/desk/find?q={}", coded(number))).await;
        found.is(200).says(PERSON).says(&dossier);
    }
    let form = handler.get(&pass_on).await.form(&pass_on);
    handler.post(&pass_on, &form).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::InProcess);
    life.check().unwrap();
    // The work there is done; the page of the step is not.
    handler.get(&external).await.is(409);
}

#[tokio::test]
async fn a_unit_is_asked_answers_and_the_dossier_goes_on() {
    let world = World::new().await;
    let (id, handler) = super::appraisal::taken(&world).await;
    let dossier = format!("/desk/dossiers/{id}");
    let (other, _) = world.signed_in(&format!("vp/{OTHER}"), Role::HandlingOfficer).await;
    // Nobody there knows of it before they are asked.
    other.get(&dossier).await.is(404);

    let ask = format!("{dossier}/ask-opinion");
    handler.get(&dossier).await.is(200).says(&ask);
    let page = handler.get(&ask).await;
    page.is(200)
        .says("Lấy ý kiến đơn vị khác")
        .says("1 ngày làm việc, theo quy trình");
    let nobody = handler
        .post(&ask, &with(page.form(&ask), &[("question", "Có kết hôn?")]))
        .await;
    nobody.is(422).says("Chọn ít nhất một đơn vị");
    let first = unit_id(&format!("vp/{OTHER}")).to_string();
    let second = unit_id(&format!("vhxh/{WARD}")).to_string();
    let silent = with(nobody.form(&ask), &[("unit/0", first.as_str())]);
    handler.post(&ask, &silent).await.is(422).says("Ghi câu hỏi");
    let typed = [
        ("unit/0", first.as_str()),
        ("unit/1", second.as_str()),
        ("question", "Có đăng ký kết hôn từ 2016 đến 2021 không?"),
    ];
    let form = with(nobody.form(&ask), &typed);
    handler.post(&ask, &form).await.leads_to(&dossier);
    handler.post(&ask, &form).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.opinions.len(), 2, "a double click asks once");
    let before = life.dossier.due;

    // Whoever asked waits and goes nowhere.
    handler.get("/desk/worklist?holder=opinion").await.is(200).says(PERSON);
    let page = handler.get(&dossier).await;
    page.is(200).says("Ý kiến các đơn vị").says("Chờ trả lời");
    let pass_on = format!("{dossier}/pass-on");
    let form = handler.get(&pass_on).await.form(&pass_on);
    handler
        .post(&pass_on, &form)
        .await
        .is(409)
        .says("Còn ý kiến chưa trả lời");

    // The unit that is asked has it on its list, may look, and answers.
    let mine = life
        .opinions
        .iter()
        .find(|opinion| opinion.unit.to_string() == first)
        .unwrap()
        .id;
    let answer = format!("/desk/opinions/{mine}/answer");
    let list = other.get("/desk/worklist?holder=asked").await;
    list.is(200).says("Được hỏi ý kiến").says(PERSON).says(&answer);
    other.get(&dossier).await.is(200).says(&answer);
    handler.get(&answer).await.is(403);
    // Only who holds the dossier takes a question back.
    other.get(&format!("/desk/opinions/{mine}/recall")).await.is(403);
    let page = other.get(&answer).await;
    page.is(200).says("Có đăng ký kết hôn từ 2016 đến 2021 không?");
    let half = other
        .post(&answer, &with(page.form(&answer), &[("stance", "disagrees")]))
        .await;
    half.is(422).says("Ghi rõ điều kiện hoặc lý do");
    let typed = [("stance", "agrees"), ("text", "Không có dữ liệu kết hôn")];
    let form = with(half.form(&answer), &typed);
    other.post(&answer, &form).await.leads_to(&dossier);
    other.post(&answer, &form).await.leads_to(&dossier);
    assert!(world.looks(PERSON).await.len() > 1, "looks are kept");
    let page = handler.get(&dossier).await;
    page.is(200).says("Đồng ý · Không có dữ liệu kết hôn");

    // The second one says nothing: after its due moment the officer goes on, with a note.
    let life = world.life(id).await;
    let silent = life.opinions.iter().find(|opinion| opinion.is_open()).unwrap().id;
    let lapse = format!("/desk/opinions/{silent}/lapse");
    let page = handler.get(&lapse).await;
    let why = [("text", "Tra được sổ gốc")];
    let early = handler.post(&lapse, &with(page.form(&lapse), &why)).await;
    early.is(422).says("Đơn vị còn thời gian");
    world.set_clock("2026-11-26T09:00");
    // A new day, a new session.
    for (browser, unit) in [(&handler, WARD), (&other, OTHER)] {
        let (_, login) = world.officer(&format!("vp/{unit}"), Role::HandlingOfficer);
        browser.sign_in(&login).await;
    }
    let page = handler.get(&lapse).await;
    let mute = handler.post(&lapse, &page.form(&lapse)).await;
    mute.is(422).says("Ghi rõ lý do");
    let form = with(mute.form(&lapse), &why);
    handler.post(&lapse, &form).await.leads_to(&dossier);
    let page = handler.get(&dossier).await;
    page.is(200).says("Đi tiếp không có trả lời: Tra được sổ gốc");
    let form = handler.get(&pass_on).await.form(&pass_on);
    handler.post(&pass_on, &form).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.dossier.due, before, "the legal limit ran on");
    life.check().unwrap();
    // What it had to do with it may still look up.
    other.get(&dossier).await.is(200);
}
