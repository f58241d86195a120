//! One dossier, filed at home, accepted at another centre, decided where it belongs, handed out with evidence.

use crate::world::*;
use motcua_dossier::Stage;
use motcua_org::position::Role;
use motcua_org::unit::unit_id;

const PERSON: &str = "Trần Thị Bình";

#[tokio::test]
async fn a_dossier_goes_from_another_centres_counter_to_its_owner() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let (submission, dossier) = (format!("/desk/counter/{id}"), format!("/desk/dossiers/{id}"));
    let act = |name: &str| format!("{dossier}/{name}");

    // INT-02: it was handed to Bãi Cháy; Hà Tu sees it and accepts it.
    let (counter, landed) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    assert_eq!(landed, "/desk/counter");
    counter.get(&landed).await.is(200).says(PERSON).says(&submission);
    counter.get("/desk/counter?q=binh+0223").await.is(200).says(PERSON);
    let empty = counter.get("/desk/counter?q=nobody").await;
    assert!(!empty.body.contains(PERSON));
    let page = counter.get(&submission).await;
    // INT-03: reception, deciding unit and place of return stand apart, each by its own name.
    page.is(200)
        .says("Nơi tiếp nhận")
        .says("Cơ quan giải quyết")
        .says("Nơi trả kết quả");
    assert_eq!(world.looks(PERSON).await[0], "reception");
    // Nothing ticked: it says what is missing and accepts nothing.
    let hidden = page.form(&act("accept"));
    let refused = counter.post(&act("accept"), &hidden).await;
    refused.is(422).says("Chưa đánh dấu").says("href=\"#f-component-");
    assert_eq!(world.life(id).await.stage(), Stage::Submitted);

    world.set_clock("2026-11-25T08:10");
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    let form = with(counter.get(&submission).await.form(&act("accept")), &components);
    counter.post(&act("accept"), &form).await.leads_to(&dossier);
    // A double click is applied once, and leads to the same place.
    counter.post(&act("accept"), &form).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(life.dossier.places.reception, unit_id(&centre(OTHER)));
    assert_eq!(life.dossier.places.deciding, unit_id(&format!("ubnd/{WARD}")));
    let shown = counter.get(&dossier).await;
    shown
        .is(200)
        .says("H49.102-261125-0001")
        .says(&format!("/dossiers/{id}/receipt"));
    // What was a submission leads to the dossier now.
    counter.get(&submission).await.leads_to(&dossier);

    let (handler, landed) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    assert_eq!(landed, "/desk/worklist");
    let list = handler.get("/desk/worklist").await;
    list.is(200).says(PERSON).says("Chờ nhận");
    handler
        .get(&format!("/desk/worklist?holder=taking&shown={id}"))
        .await
        .is(200)
        .says("Mở hồ sơ");
    let take = handler.get(&dossier).await.form(&act("take"));
    handler.post(&act("take"), &take).await.leads_to(&dossier);
    handler.get("/desk/worklist?holder=me").await.is(200).says(PERSON);
    handler
        .fill(&act("pass-on"), &act("pass-on"), &[])
        .await
        .leads_to(&dossier);
    // A call says whom and what came of it; a text is owed only where somebody talked.
    let call = [("kind", "called"), ("whom", "applicant"), ("result", "talked")];
    for (typed, mistake) in [
        (&call[..1], "Chọn hoặc ghi tên người đã gọi"),
        (&call[..2], "Chọn kết quả cuộc gọi"),
        (&call[..], "Ghi nội dung"),
        (
            &[("kind", "called"), ("whom", "other"), ("result", "no_answer")][..],
            "Chọn hoặc ghi tên người đã gọi",
        ),
        (&[("kind", "remark"), ("about", "ready")][..], "Ghi nội dung"),
    ] {
        handler
            .fill(&act("note"), &act("note"), typed)
            .await
            .is(422)
            .says(mistake);
    }
    let unanswered = [
        ("kind", "called"),
        ("whom", "other"),
        ("whom_name", "con gái bà Bình"),
        ("result", "no_answer"),
    ];
    let talked = [("about", "content"), ("reason", "Bà Bình đồng ý")];
    let remark = [("kind", "remark"), ("reason", "Sổ gốc ở kho B")];
    let talked = [&call[..], &talked[..]].concat();
    for typed in [&unanswered[..], &talked[..], &remark[..]] {
        handler.fill(&act("note"), &act("note"), typed).await.leads_to(&dossier);
    }
    let page = handler.get(&dossier).await;
    page.is(200)
        .says("gọi cho con gái bà Bình · Không nghe máy")
        .says("· Đã nói chuyện · Hỏi lại để xác nhận nội dung hồ sơ. Bà Bình đồng ý")
        .says(": Sổ gốc ở kho B")
        .says("Ý kiến thẩm định");
    handler
        .post(&act("propose"), &page.form(&act("propose")))
        .await
        .is(422)
        .says("Ghi ý kiến thẩm định");
    let opinion = [("opinion", "Đủ điều kiện, sổ không có đăng ký kết hôn")];
    handler
        .post(&act("propose"), &with(page.form(&act("propose")), &opinion))
        .await
        .leads_to(&dossier);
    assert_eq!(world.life(id).await.stage(), Stage::AwaitingSignature);

    world.set_clock("2026-11-26T15:00");
    let (leader, landed) = world.signed_in(&format!("ubnd/{WARD}"), Role::ViceChair).await;
    assert_eq!(landed, "/desk/signing");
    leader
        .get(&format!("/desk/signing?shown={id}"))
        .await
        .is(200)
        .says("KT. CHỦ TỊCH")
        .says("Đủ điều kiện, sổ không có đăng ký kết hôn");
    let page = leader.get("/desk/signing").await;
    let none = leader.post("/desk/signing", &page.form("/desk/signing")).await;
    none.is(422).says("Đánh dấu ít nhất một kết quả");
    let key = page
        .body
        .split(&format!("value=\"{id}."))
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let stale = with(page.form("/desk/signing"), &[("dossier", &format!("{id}.1"))]);
    leader
        .post("/desk/signing", &stale)
        .await
        .is(409)
        .says("hồ sơ vừa thay đổi");
    assert_eq!(world.life(id).await.stage(), Stage::AwaitingSignature);
    let page = leader.get("/desk/signing").await;
    let round = with(page.form("/desk/signing"), &[("dossier", &format!("{id}.{key}"))]);
    leader.post("/desk/signing", &round).await.leads_to("/desk/signing");
    leader.post("/desk/signing", &round).await.leads_to("/desk/signing");
    assert_eq!(world.life(id).await.stage(), Stage::Signed);
    leader
        .get("/desk/signing")
        .await
        .is(200)
        .says("Không có kết quả nào chờ ký");

    let (clerk, landed) = world.signed_in(&format!("vp/{WARD}"), Role::RecordsClerk).await;
    assert_eq!(landed, "/desk/records");
    clerk.get("/desk/records").await.is(200).says(PERSON);
    let issue = clerk.get(&dossier).await.form(&act("issue"));
    // PRO-16: signed by the leader it is nobody's file yet; with the agency's signature behind it, it is.
    let result = format!("{dossier}/papers/result");
    clerk.get(&result).await.is(404);
    clerk.post(&act("issue"), &issue).await.leads_to(&dossier);
    let file = clerk.get(&result).await;
    file.is(200).says("\nleader: ").says("\nagency: ").says("Số 0001/2026");
    assert_eq!(clerk.get(&result).await.body, file.body);
    clerk
        .get(&dossier)
        .await
        .is(200)
        .says(&result)
        .says("Kết quả giải quyết, ký số (PDF)");

    world.set_clock("2026-12-01T14:00");
    let (desk, landed) = world.signed_in(&centre(WARD), Role::DeliveryOfficer).await;
    assert_eq!(landed, "/desk/delivery");
    desk.get("/desk/delivery").await.is(200).says(PERSON);
    let missing = desk
        .fill(&act("deliver"), &act("deliver"), &[("taken_by", PERSON)])
        .await;
    missing.is(422).says("Chọn cách đã kiểm tra người nhận");
    desk.fill(
        &act("deliver"),
        &act("deliver"),
        &[("taken_by", PERSON), ("evidence", "card")],
    )
    .await
    .leads_to(&dossier);
    desk.get(&dossier)
        .await
        .is(200)
        .says("Đã trả kết quả")
        .says("Không còn ai giữ");
    assert_eq!(world.life(id).await.stage(), Stage::Delivered);
    desk.get("/desk/find?q=022301").await.is(200).says(PERSON);
}

#[tokio::test]
async fn what_is_sent_back_comes_back_to_who_did_it_and_a_negative_answer_is_looked_at_first() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let dossier = format!("/desk/dossiers/{id}");
    let act = |name: &str| format!("{dossier}/{name}");
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    counter
        .fill(&format!("/desk/counter/{id}"), &act("accept"), &components)
        .await
        .leads_to(&dossier);
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    handler.fill(&dossier, &act("take"), &[]).await.leads_to(&dossier);
    handler
        .fill(&act("pass-on"), &act("pass-on"), &[])
        .await
        .leads_to(&dossier);
    handler
        .fill(&act("decline"), &act("decline"), &[])
        .await
        .is(422)
        .says("Ghi lý do không giải quyết");
    handler
        .fill(
            &act("decline"),
            &act("decline"),
            &[("reason", "Đang có đăng ký kết hôn năm 2020")],
        )
        .await
        .leads_to(&dossier);
    let (leader, _) = world.signed_in(&format!("ubnd/{WARD}"), Role::ViceChair).await;
    leader
        .get("/desk/signing")
        .await
        .is(200)
        .says("Đề nghị không giải quyết")
        .says("Cần xem trước");
    let page = leader.get(&act("send-back")).await;
    page.is(200);
    let to = page
        .body
        .split("name=\"to\"")
        .nth(1)
        .unwrap()
        .split("value=\"")
        .nth(1)
        .unwrap();
    let to = to.split('"').next().unwrap();
    let empty = leader.post(&act("send-back"), &page.form(&act("send-back"))).await;
    empty.is(422).says("Ghi lý do trả lại").says("Chọn bước");
    let sent = with(
        page.form(&act("send-back")),
        &[("to", to), ("reason", "Xem lại sổ năm 2020")],
    );
    leader.post(&act("send-back"), &sent).await.leads_to(&dossier);
    handler.get(&dossier).await.is(200).says("Xem lại sổ năm 2020");
    assert_eq!(world.life(id).await.stage(), Stage::InProcess);
}
