//! What an officer is reminded of: a count on every page, a list, a mark on the worklist, and gone once acted on.

use super::lists::accepted;
use crate::world::*;
use motcua_dossier::remind::remind;
use motcua_kernel::{Actor, Context, DossierId};
use motcua_org::position::Role;

async fn wake(world: &World, id: DossierId, wall_clock: &str) {
    world.set_clock(wall_clock);
    let ctx = Context::new(Actor::System, moment(wall_clock));
    remind(&world.store, id, &ctx).await.unwrap();
}

#[tokio::test]
async fn a_reminder_is_counted_listed_marked_and_gone_once_somebody_acts() {
    let world = World::new().await;
    let office = format!("vp/{WARD}");
    let id = accepted(&world, "Lê Thị Mận").await;
    world.set_clock("2026-11-25T14:20");
    let (desk, _) = world.signed_in(&office, Role::HandlingOfficer).await;
    desk.get("/desk/reminders")
        .await
        .is(200)
        .says("Không có việc nào cần nhắc");

    wake(&world, id, "2026-11-25T14:30").await;
    let list = desk.get("/desk/worklist").await;
    list.is(200).says("Nhắc: chưa ai nhận").says("(1 chưa đọc)");
    let page = desk.get("/desk/reminders").await;
    page.is(200)
        .says("Đã tiếp nhận, chưa ai nhận xử lý")
        .says("Xác nhận tình trạng hôn nhân");
    assert!(!page.body.contains("Lê Thị Mận"), "a list without looks holds no names");

    // Opening one is a form: it marks, and leads to the dossier.
    let action = page.body.split("action=\"/desk/reminders/").nth(1).unwrap();
    let action = format!("/desk/reminders/{}", action.split('"').next().unwrap());
    let opened = desk.post(&action, &page.form(&action)).await;
    opened.leads_to(&format!("/desk/dossiers/{id}"));
    let page = desk.get("/desk/reminders").await;
    page.is(200).says("chưa ai nhận xử lý");
    assert!(!page.body.contains("Đánh dấu đã xem tất cả"));

    // Another officer's is none of theirs.
    let (other, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let own = other.get("/desk/reminders").await;
    own.is(200).says("Không có việc nào cần nhắc");
    other.post(&action, &own.form("/desk/sign-out")).await.is(409);

    let case = desk.get(&format!("/desk/dossiers/{id}")).await;
    let take = format!("/desk/dossiers/{id}/take");
    desk.post(&take, &case.form(&take)).await.is(303);
    wake(&world, id, "2026-11-25T14:32").await;
    desk.get("/desk/reminders")
        .await
        .is(200)
        .says("Không có việc nào cần nhắc");
}

#[tokio::test]
async fn an_administrator_has_nothing_to_be_reminded_of() {
    let world = World::new().await;
    let (desk, _) = world.provincial(Role::Administrator).await;
    desk.get("/desk/reminders").await.is(403);
    let page = desk.get("/desk/admin/units").await;
    assert!(!page.is(200).body.contains("/desk/reminders"));
}
