//! Other systems at the administrator's desk: opened, given tokens, closed; a token is shown once and kept nowhere.

use crate::world::*;
use motcua_accounts::client;
use motcua_kernel::{ClientId, ThingId};
use motcua_org::connection::Connection;
use motcua_org::position::Role;
use motcua_org::rights::Right;
use motcua_org::unit::unit_id;
use uuid::Uuid;

const LIST: &str = "/desk/admin/clients";
const OPEN: &str = "/desk/admin/clients/open";

/// The token that a page shows, if it shows one.
fn token(page: &Shown) -> Option<String> {
    let text = page.body.split("id=\"token\"").nth(1)?.split_once('>')?.1;
    Some(text.split('<').next()?.to_owned())
}

/// The address of an act on the first client of the list that has it.
fn act(list: &Shown, end: &str) -> String {
    let links = list.body.split("href=\"").skip(1);
    let mut links = links.filter_map(|rest| rest.split('"').next());
    links
        .find(|link| link.starts_with(LIST) && link.ends_with(end))
        .unwrap()
        .to_owned()
}

async fn opens(world: &World, token: &str) -> bool {
    let read = world.store.read().await.unwrap();
    let found = client::find(&read, &format!("Bearer {token}"), world.now()).await;
    found.unwrap().is_some()
}

/// The form as it stands when it opens, with `typed` in the place of what it names.
fn filled(page: &Shown, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let unit = unit_id("ttpvhcc/22").to_string();
    let fresh = [
        ("unit", unit.as_str()),
        ("rights", "submit"),
        ("rights", "see_dossier"),
        ("vouches_for", "0"),
        ("ends_at", "365"),
    ];
    let left = fresh
        .into_iter()
        .filter(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
    let whole: Vec<(&str, &str)> = left.chain(typed.iter().copied()).collect();
    with(page.form(OPEN), &whole)
}

#[tokio::test]
async fn an_administrator_connects_a_system_and_its_token_is_shown_once() {
    let world = World::new().await;
    let (admin, _) = world.provincial(Role::Administrator).await;
    let list = admin.get(LIST).await;
    list.is(200).says("Danh sách này trống").says(OPEN);
    let centre = unit_id(&centre(WARD)).to_string();
    let typed = [
        ("name", "Hệ thống cũ Bãi Cháy"),
        ("rights", "submit"),
        ("rights", "accept"),
        ("source", "old_system"),
        ("receives_at", centre.as_str()),
        ("vouches_for", "2"),
        ("ends_at", "90"),
    ];
    let form = filled(&admin.get(OPEN).await, &typed);
    let shown = admin.post(OPEN, &form).await;
    shown.is(200).says("Hệ thống cũ Bãi Cháy").says("Mã chỉ hiện lần này");
    let first = token(&shown).unwrap();
    assert!(opens(&world, &first).await);

    let list = admin.get(LIST).await;
    list.is(200)
        .says("Hệ thống cũ Bãi Cháy")
        .says("old_system")
        .says("Nộp hồ sơ<br>Tiếp nhận hồ sơ do nó nộp")
        .says("đến mức 2")
        .says("Mã dùng đến ngày 23/02/2027");
    let id: ClientId = act(&list, "/close").split('/').nth(4).unwrap().parse().unwrap();
    let read = world.store.read().await.unwrap();
    let connection = read.get::<Connection>(id).await.unwrap().record;
    assert_eq!(connection.rights, [Right::Submit, Right::Accept, Right::ActAsClient]);
    let all = client::overview(&read, 10).await.unwrap();
    let by = all[0].opened.unwrap().by.expect("an officer opened it");
    let officer = read.get::<motcua_org::officer::Officer>(by).await.unwrap().record;
    list.says(&officer.name);

    // The secret half stands neither in the record nor in the journal nor on any later page.
    let secret = first.rsplit('_').next().unwrap();
    let thing = ThingId::from(Uuid::from(id));
    for event in read.events(thing).await.unwrap() {
        assert!(!event.body.to_string().contains(secret), "{}", event.kind);
    }
    let record = read.get::<client::Client>(id).await.unwrap().record;
    assert!(!serde_json::to_string(&record).unwrap().contains(secret));
    assert!(!list.body.contains(secret));
    drop(read);
    // The same form again, as a browser sends it when the page is loaded anew: nothing twice, nothing shown.
    let again = admin.post(OPEN, &form).await;
    again.is(200).says("mã đã hiện lúc ấy");
    assert_eq!(token(&again), None);
    let read = world.store.read().await.unwrap();
    assert_eq!(client::overview(&read, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_is_renewed_without_a_gap_and_closing_ends_all() {
    let world = World::new().await;
    let (admin, _) = world.provincial(Role::Administrator).await;
    let typed = [("name", "Cổng quốc gia"), ("source", "national_portal")];
    let form = filled(&admin.get(OPEN).await, &typed);
    let first = token(&admin.post(OPEN, &form).await).unwrap();

    let renew = act(&admin.get(LIST).await, "/token");
    let page = admin.get(&renew).await;
    page.is(200).says("Cổng quốc gia").says("Mã trước còn dùng");
    let mut none = page.form(&renew);
    none.retain(|(name, _)| name != "ends_at");
    admin
        .post(&renew, &none)
        .await
        .is(422)
        .says("Chọn thời gian mã dùng được");
    let form = with(admin.get(&renew).await.form(&renew), &[("ends_at", "730")]);
    let second = token(&admin.post(&renew, &form).await).unwrap();
    assert_eq!(token(&admin.post(&renew, &form).await), None, "shown once");
    assert!(opens(&world, &first).await && opens(&world, &second).await);

    let close = act(&admin.get(LIST).await, "/close");
    let page = admin.get(&close).await;
    page.is(200).says("hết hiệu lực ngay");
    let form = page.form(&close);
    admin.post(&close, &form).await.leads_to(LIST);
    admin.post(&close, &form).await.leads_to(LIST);
    assert!(!opens(&world, &first).await && !opens(&world, &second).await);
    let list = admin.get(LIST).await;
    list.is(200).says("Đã đóng");
    assert!(!list.body.contains(&close), "nothing is left to be done with it");
    for address in [&close, &renew] {
        admin.get(address).await.is(409);
    }
}

#[tokio::test]
async fn what_is_missing_or_taken_is_told_at_its_field_and_nothing_typed_is_lost() {
    let world = World::new().await;
    let (admin, _) = world.provincial(Role::Administrator).await;
    let send = async |typed: &[(&str, &str)]| {
        let form = filled(&admin.get(OPEN).await, typed);
        admin.post(OPEN, &form).await
    };
    let nothing = [
        ("unit", ""),
        ("rights", ""),
        ("ends_at", ""),
        ("vouches_for", "7"),
        ("source", "Nguồn 1"),
    ];
    let shown = send(&nothing).await;
    shown
        .is(422)
        .says("Chọn đơn vị chịu trách nhiệm")
        .says("Chọn ít nhất một việc")
        .says("Chọn thời gian mã dùng được")
        .says("Chỉ có mức định danh 0, 1 hoặc 2")
        .says("Nguồn là một từ")
        .says("Nhập tên của hệ thống kết nối")
        .says("value=\"Nguồn 1\"");
    send(&[("name", ""), ("source", "portal")])
        .await
        .is(422)
        .says("Nhập tên của hệ thống kết nối");
    send(&[("name", "Cổng"), ("source", "")])
        .await
        .is(422)
        .says("phải có nguồn")
        .says("value=\"Cổng\"");
    send(&[("name", "Cổng"), ("source", "portal"), ("rights", "accept")])
        .await
        .is(422)
        .says("nhân danh một trung tâm");
    send(&[("name", "Cổng"), ("source", "portal")]).await.is(200);
    send(&[("name", "Cổng"), ("source", "other")])
        .await
        .is(422)
        .says("Đã có hệ thống kết nối tên này");
    send(&[("name", "Cổng khác"), ("source", "portal")])
        .await
        .is(422)
        .says("Nguồn này đang do một hệ thống khác kết nối");

    // Without our token, and after the session ended, what was typed comes back.
    let typed = [("name", "Kho dữ liệu"), ("source", "warehouse")];
    admin
        .post(OPEN, &with(Vec::new(), &typed))
        .await
        .is(409)
        .says("Kho dữ liệu");
    let form = filled(&admin.get(OPEN).await, &typed);
    world.set_clock("2026-11-25T20:30");
    admin
        .post(OPEN, &form)
        .await
        .is(401)
        .says("Kho dữ liệu")
        .says("warehouse");
    let read = world.store.read().await.unwrap();
    assert_eq!(client::overview(&read, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_else_looks_after_other_systems() {
    let world = World::new().await;
    let (admin, _) = world.provincial(Role::Administrator).await;
    let form = filled(&admin.get(OPEN).await, &[("name", "Cổng"), ("source", "portal")]);
    admin.post(OPEN, &form).await.is(200);
    let list = admin.get(LIST).await;
    let (renew, close) = (act(&list, "/token"), act(&list, "/close"));
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let (technician, _) = world.provincial(Role::Technician).await;
    for browser in [&counter, &technician] {
        for page in [LIST, OPEN, &renew, &close] {
            browser.get(page).await.is(403);
        }
        for page in [OPEN, &renew, &close] {
            browser.post(page, &form).await.is(403);
        }
    }
    admin.get("/desk/admin/clients/none/close").await.is(404);
    admin
        .get(&format!("{LIST}/00000000-0000-7000-8000-000000000001/token"))
        .await
        .is(404);
    admin.get(LIST).await.is(200).says("Đang kết nối");
}
