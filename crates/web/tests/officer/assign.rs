//! A head gives dossiers to officers: several at once, once however often it is pressed, and each failure by name.

use super::lists::accepted;
use crate::world::*;
use motcua_dossier::Stage;
use motcua_org::position::Role;

/// What the boxes of a page send.
fn keys(page: &Shown) -> Vec<String> {
    let found = page.body.split("name=\"dossier\" value=\"").skip(1);
    found
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

fn ticked<'a>(keys: &'a [String], officer: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<_> = keys.iter().map(|key| ("dossier", key.as_str())).collect();
    fields.push(("officer", officer));
    fields
}

#[tokio::test]
async fn a_head_gives_several_at_once_and_gives_them_anew() {
    let world = World::new().await;
    let office = format!("vp/{WARD}");
    let (one, other) = (
        accepted(&world, "Lê Thị Mận").await,
        accepted(&world, "Vũ Văn Đào").await,
    );
    let (handler, _) = world.officer(&office, Role::HandlingOfficer);
    let (head, _) = world.officer(&office, Role::HeadOfOffice);
    let (desk, _) = world.signed_in(&office, Role::HeadOfOffice).await;
    let page = desk.get("/desk/assign").await;
    page.is(200).says("Lê Thị Mận").says("Vũ Văn Đào").says("chưa ai nhận");
    let all = keys(&page);
    assert_eq!(all.len(), 2);

    // Nothing ticked, nobody chosen: both are said at once.
    let action = "/desk/assign?list=waiting";
    let bare = desk.post(action, &page.form(action)).await;
    bare.is(422)
        .says("Đánh dấu ít nhất một hồ sơ")
        .says("Chọn cán bộ để giao");

    let to = handler.to_string();
    let sent = with(bare.form(action), &ticked(&all, &to));
    let given = desk.post(action, &sent).await;
    given.is(303);
    // A double click gives nothing twice.
    desk.post(action, &sent).await.leads_to(&given.location);
    desk.get(&given.location).await.is(200).says("Đã giao 2 hồ sơ");
    for id in [one, other] {
        let life = world.life(id).await;
        assert_eq!((life.stage(), life.dossier.handler), (Stage::InProcess, Some(handler)));
    }

    // Given by mistake: given anew, from the list of what somebody has.
    let held = "/desk/assign?list=held";
    let page = desk.get(held).await;
    page.is(200).says("đang giữ 2 hồ sơ");
    let all = keys(&page);
    let to = head.to_string();
    let elsewhere = desk.get(held).await;
    let sent = with(page.form(held), &ticked(&all[..1], &to));
    desk.post(held, &sent).await.is(303);
    // The other page still holds the old version of that dossier: it is named, and the second one is given.
    let late = with(elsewhere.form(held), &ticked(&all, &to));
    desk.post(held, &late).await.is(409).says("vừa thay đổi, chưa giao");
    for id in [one, other] {
        assert_eq!(world.life(id).await.dossier.handler, Some(head));
    }
}

#[tokio::test]
async fn officers_of_other_units_get_nothing_and_only_heads_give() {
    let world = World::new().await;
    let id = accepted(&world, "Lê Thị Mận").await;
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    handler.get("/desk/assign").await.is(403);
    // The chair gives out what lies in the ward's office; the neighbour's chair sees none of it.
    let (chair, _) = world.signed_in(&format!("ubnd/{WARD}"), Role::Chair).await;
    let page = chair.get("/desk/assign").await;
    page.is(200).says("Lê Thị Mận");
    let (neighbour, _) = world.signed_in(&format!("ubnd/{OTHER}"), Role::Chair).await;
    assert!(keys(&neighbour.get("/desk/assign").await).is_empty());
    let (stranger, _) = world.officer(&format!("vp/{OTHER}"), Role::HandlingOfficer);
    let action = "/desk/assign?list=waiting";
    let to = stranger.to_string();
    let sent = with(page.form(action), &ticked(&keys(&page), &to));
    chair
        .post(action, &sent)
        .await
        .is(409)
        .says("không thuộc đơn vị đang giữ hồ sơ");
    assert_eq!(world.life(id).await.stage(), Stage::Accepted);
}
