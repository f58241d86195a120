//! During appraisal: a supplement that pauses the limit, an apology with one new date, a stop by a head.

use crate::world::*;
use motcua_catalog::form::{FormRules, sample};
use motcua_dossier::Stage;
use motcua_dossier::filled::Filled;
use motcua_dossier::ledger::Clock;
use motcua_dossier::supplement::{Answer, answer, open_for};
use motcua_kernel::calendar::WorkingTime;
use motcua_kernel::{Actor, Context, DossierId};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::position::Role;

const PERSON: &str = "Trần Thị Bình";

/// A dossier that an officer of the ward's office has taken on the morning of 25 November.
pub(super) async fn taken(world: &World) -> (DossierId, Browser<'_>) {
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let handler = take(world, id).await;
    (id, handler)
}

/// The same of somebody who signs in, and their browser.
pub(super) async fn taken_of_citizen(world: &World) -> (DossierId, Browser<'_>, Browser<'_>) {
    let (person, _) = world.citizen(2, "022301004567", PERSON, "/dossiers").await;
    let known = {
        let read = world.store.read().await.unwrap();
        let number = "022301004567".parse().unwrap();
        let found = motcua_people::person::find_by_id_number(&read, &number).await;
        found.unwrap().unwrap().id
    };
    let id = world.submitted_by(known, PERSON, "2026-11-25T07:50").await;
    let handler = take(world, id).await;
    (id, handler, person)
}

async fn take(world: &World, id: DossierId) -> Browser<'_> {
    let dossier = format!("/desk/dossiers/{id}");
    let accept = format!("{dossier}/accept");
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    world.set_clock("2026-11-25T08:10");
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    let form = with(
        counter.get(&format!("/desk/counter/{id}")).await.form(&accept),
        &components,
    );
    counter.post(&accept, &form).await.leads_to(&dossier);
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    let take = format!("{dossier}/take");
    let form = handler.get(&dossier).await.form(&take);
    handler.post(&take, &form).await.leads_to(&dossier);
    handler
}

#[tokio::test]
async fn a_supplement_during_appraisal_pauses_the_limit_and_stays_with_the_officer() {
    let world = World::new().await;
    let (id, handler) = taken(&world).await;
    let dossier = format!("/desk/dossiers/{id}");
    let act = format!("{dossier}/supplement");
    let before = world.life(id).await.dossier.due.unwrap();
    handler.get(&dossier).await.is(200).says(&act);
    let page = handler.get(&act).await;
    page.is(200).says("Thời hạn giải quyết tạm dừng");
    let mut form = page.form(&act);
    for key in page
        .body
        .match_indices("name=\"what/")
        .map(|(at, _)| &page.body[at + 11..])
    {
        let key = key.split('"').next().unwrap();
        let verdict = if key == "to_khai" { "wrong" } else { "fine" };
        form.push((format!("component/{key}"), verdict.to_owned()));
    }
    let rest = [
        ("what/to_khai", "Ghi rõ nơi thường trú cũ"),
        ("whole", "on"),
        ("last_day/day", "4"),
        ("last_day/month", "12"),
        ("last_day/year", "2026"),
        ("reason", "Để tra sổ hộ tịch nơi cũ"),
    ];
    let form = with(form, &rest);
    handler.post(&act, &form).await.leads_to(&dossier);
    handler.post(&act, &form).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::Paused);
    assert_eq!(life.dossier.supplements_asked, 1);
    assert_eq!(life.dossier.clock, Some(Clock::Paused));
    let page = handler.get(&dossier).await;
    page.is(200)
        .says("Chờ người nộp bổ sung")
        .says("<h3 class=\"moj-timeline__title\">Chờ bổ sung<");
    page.says("Yêu cầu bổ sung: Ghi rõ nơi thường trú cũ. Lý do: Để tra sổ hộ tịch nơi cũ");

    // The applicant answers two working days later.
    let ctx = Context::new(Actor::Person(person_id(PERSON)), moment("2026-11-27T08:10"));
    let read = world.store.read().await.unwrap();
    let open = read.first(open_for(id)).await.unwrap().unwrap();
    let command = Answer {
        supplement: open.id,
        centre: None,
        filled: Filled::Typed(sample::valid()),
        version: None,
    };
    let rules = FormRules::on("2026-11-27".parse().unwrap());
    answer(&world.store, command, &rules, &ctx).await.unwrap();
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::InProcess);
    assert_eq!(life.dossier.clock, Some(Clock::Working));
    let calendar = current_legal_calendar(&read).await.unwrap();
    let moved = calendar.working_between(before.at, life.dossier.due.unwrap().at);
    assert!(moved >= WorkingTime::days(1), "{moved:?}");
    life.check().unwrap();
}

#[tokio::test]
async fn a_head_promises_one_new_date_and_no_second() {
    let world = World::new().await;
    let (id, handler) = taken(&world).await;
    let dossier = format!("/desk/dossiers/{id}");
    let act = format!("{dossier}/apologise");
    // The officer who handles it can't promise.
    handler.get(&act).await.is(403);
    let (head, _) = world.signed_in(&format!("vp/{WARD}"), Role::HeadOfOffice).await;
    head.get(&dossier).await.is(200).says(&act);
    let page = head.get(&act).await;
    page.is(200).says("Hạn theo quy định").says("thêm 2 ngày làm việc");
    let half = head.post(&act, &with(page.form(&act), &[("days", "2")])).await;
    half.is(422).says("Ghi lý do để người nộp hiểu");
    let whole = with(
        half.form(&act),
        &[("days", "2"), ("reason", "Chưa có trả lời xác minh")],
    );
    head.post(&act, &whole).await.leads_to(&dossier);
    let life = world.life(id).await;
    let apology = life.dossier.apology.clone().expect("it was made");
    assert!(apology.in_time && apology.promised.at > apology.before.at);
    head.get(&dossier)
        .await
        .is(200)
        .says("Đã xin lỗi, hẹn lại")
        .says("Xin lỗi, hẹn lại: Chưa có trả lời xác minh");
    // A second date is refused whatever page is still open.
    let again = head.get(&act).await;
    let again = with(again.form(&act), &[("days", "3"), ("reason", "Lại chậm")]);
    head.post(&act, &again).await.is(409).says("Đã hẹn lại một lần rồi");
}

#[tokio::test]
async fn a_head_stops_on_a_ground_and_the_person_reads_it() {
    let world = World::new().await;
    let (id, handler) = taken(&world).await;
    let dossier = format!("/desk/dossiers/{id}");
    let act = format!("{dossier}/stop");
    handler.get(&act).await.is(403);
    let (head, _) = world.signed_in(&format!("vp/{WARD}"), Role::HeadOfOffice).await;
    let page = head.get(&act).await;
    page.is(200).says("Dừng rồi không mở lại được");
    let half = head
        .post(&act, &with(page.form(&act), &[("reason", "Trùng hồ sơ")]))
        .await;
    half.is(422).says("Ghi căn cứ pháp lý").says("Trùng hồ sơ");
    let ground = [("basis", "khoản 2 Điều 9"), ("reason", "Trùng hồ sơ đã giải quyết")];
    head.post(&act, &with(half.form(&act), &ground))
        .await
        .leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::Stopped);
    life.check().unwrap();
    let page = head.get(&dossier).await;
    page.is(200)
        .says("Đã dừng giải quyết")
        .says("Dừng giải quyết theo khoản 2 Điều 9: Trùng hồ sơ đã giải quyết");
    assert!(!page.body.contains("Xong, còn dư"), "nothing was finished early");
}

#[tokio::test]
async fn a_head_gives_a_dossier_to_the_body_that_is_competent() {
    let world = World::new().await;
    let (id, handler, person) = taken_of_citizen(&world).await;
    let dossier = format!("/desk/dossiers/{id}");
    let act = format!("{dossier}/transfer");
    handler.get(&act).await.is(403);
    let (head, _) = world.signed_in(&format!("vp/{WARD}"), Role::HeadOfOffice).await;
    head.get(&dossier).await.is(200).says("Chuyển thẩm quyền");
    let page = head.get(&act).await;
    page.is(200)
        .says("giữ nguyên mã số")
        .says("Ủy ban nhân dân phường Hà Tu");
    let half = head
        .post(&act, &with(page.form(&act), &[("reason", "Thường trú ở Hà Tu")]))
        .await;
    half.is(422)
        .says("Chọn cơ quan có thẩm quyền")
        .says("Ghi căn cứ pháp lý")
        .says("Thường trú ở Hà Tu");
    let other = motcua_org::unit::unit_id(&format!("ubnd/{OTHER}")).to_string();
    let whole = [
        ("unit", other.as_str()),
        ("basis", "Điều 33 Luật Hộ tịch"),
        ("reason", "Thường trú ở Hà Tu"),
    ];
    let form = with(half.form(&act), &whole);
    head.post(&act, &form).await.leads_to(&dossier);
    // A double click gives it once.
    head.post(&act, &form).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.dossier.relocations.len(), 1);
    assert_eq!(life.dossier.places.deciding.to_string(), other);
    head.get(&dossier)
        .await
        .is(200)
        .says("Căn cứ: Điều 33 Luật Hộ tịch. Lý do: Thường trú ở Hà Tu");
    // The person reads what the head's page said that they would.
    person
        .get(&format!("/dossiers/{id}"))
        .await
        .is(200)
        .says("Ủy ban nhân dân phường Hà Tu giải quyết hồ sơ thay")
        .says("Lý do: Thường trú ở Hà Tu");
    let (there, _) = world.signed_in(&format!("vp/{OTHER}"), Role::HandlingOfficer).await;
    there.get(&dossier).await.is(200).says(&format!("{dossier}/take"));
}

#[tokio::test]
async fn an_administrator_closes_a_unit_and_its_dossiers_go_on_in_the_next() {
    let world = World::new().await;
    let (id, handler, _) = taken_of_citizen(&world).await;
    let unit = motcua_org::unit::unit_id(&format!("ubnd/{WARD}"));
    let next = motcua_org::unit::unit_id(&format!("ubnd/{OTHER}")).to_string();
    let act = format!("/desk/admin/units/{unit}/succeed");
    handler.get(&act).await.is(403);
    let (admin, _) = world.provincial(Role::Administrator).await;
    admin.get("/desk/admin/units?q=ubnd+bai+chay").await.is(200).says(&act);
    let page = admin.get(&act).await;
    page.is(200)
        .says("Hồ sơ đang chạy sẽ chuyển sang")
        .says("Ủy ban nhân dân phường Hà Tu");
    let half = admin
        .post(&act, &with(page.form(&act), &[("basis", "12/NQ-HĐND")]))
        .await;
    half.is(422)
        .says("Chọn đơn vị kế thừa")
        .says("Ghi ngày đủ ngày, tháng, năm")
        .says("12/NQ-HĐND");
    let whole = [
        ("successor", next.as_str()),
        ("from/day", "26"),
        ("from/month", "11"),
        ("from/year", "2026"),
        ("basis", "12/NQ-HĐND"),
    ];
    let form = with(half.form(&act), &whole);
    let past = with(half.form(&act), &[("from/day", "24")]);
    let past = admin
        .post(
            &act,
            &with(
                past,
                &[("successor", &next), ("from/month", "11"), ("from/year", "2026")],
            ),
        )
        .await;
    past.is(422).says("Ngày này đã qua");
    let long = "x".repeat(201);
    let long = admin
        .post(&act, &with(with(half.form(&act), &whole[..4]), &[("basis", &long)]))
        .await;
    long.is(422).says("tối đa 200 ký tự");
    admin.post(&act, &form).await.leads_to(&act);
    // A double click closes once; what is left to do stands on the page.
    admin.post(&act, &form).await.leads_to(&act);
    admin
        .get(&act)
        .await
        .is(200)
        .says("Chủ tịch")
        .says("cần quyết định bổ nhiệm")
        .says("12/NQ-HĐND");
    admin
        .get("/desk/admin/units?q=ubnd+bai+chay")
        .await
        .is(200)
        .says("Xem lệnh sắp xếp");
    // What runs moves by itself at the order's moment, here done by hand.
    world.set_clock("2026-11-26T08:00");
    let ctx = Context::new(Actor::System, world.now());
    let moved = motcua_dossier::succession::run(&world.store, unit, &ctx).await.unwrap();
    assert_eq!(moved, 1);
    let life = world.life(id).await;
    life.check().unwrap();
    assert_eq!(life.dossier.places.deciding.to_string(), next);
    // The officer who had it went along and goes on with it, signed in anew.
    let (_, login) = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let handler = world.browser();
    handler.sign_in(&login).await;
    let page = handler.get(&format!("/desk/dossiers/{id}")).await;
    page.is(200).says("UBND phường Hà Tu").says("kế thừa (12/NQ-HĐND)");
    let (person, _) = world.citizen(2, "022301004567", PERSON, "/dossiers").await;
    person
        .get(&format!("/dossiers/{id}"))
        .await
        .is(200)
        .says("giải quyết tiếp hồ sơ, kế thừa Ủy ban nhân dân phường Bãi Cháy");
}
