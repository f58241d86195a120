//! Before acceptance: supplements told all at once, refusals on a ground.

use crate::world::*;
use motcua_dossier::Stage;
use motcua_org::position::Role;

const PERSON: &str = "Trần Thị Bình";

#[tokio::test]
async fn a_supplement_names_every_defect_at_once_and_loses_nothing_typed() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let act = format!("/desk/dossiers/{id}/supplement");
    let page = counter.get(&act).await;
    page.is(200).says("Chỉ được yêu cầu bổ sung một lần");
    let keys: Vec<String> = page
        .body
        .match_indices("name=\"what/")
        .map(|(at, _)| page.body[at + 11..].split('"').next().unwrap().to_owned())
        .collect();
    assert!(keys.len() > 1);
    let half = [
        ("component/to_khai", "wrong"),
        ("what/to_khai", "Ghi rõ nơi thường trú cũ"),
        ("last_day/day", "31"),
        ("last_day/month", "2"),
        ("last_day/year", "2026"),
        ("reason", "Để tra sổ hộ tịch nơi cũ"),
    ];
    let shown = counter.post(&act, &with(page.form(&act), &half)).await;
    shown
        .is(422)
        .says("Chưa xem:")
        .says("Ngày cuối phải là một ngày có thật");
    shown.says("Xác nhận đã kiểm tra toàn bộ hồ sơ");
    shown.says("Ghi rõ nơi thường trú cũ").says("Để tra sổ hộ tịch nơi cũ");
    assert_eq!(world.life(id).await.stage(), Stage::Submitted);

    let mut whole = with(shown.form(&act), &half[..2]);
    for key in keys.iter().filter(|key| *key != "to_khai") {
        whole.push((format!("component/{key}"), "fine".to_owned()));
    }
    let last = [
        ("whole", "on"),
        ("last_day/day", "4"),
        ("last_day/month", "12"),
        ("last_day/year", "2026"),
        ("reason", "Để tra sổ hộ tịch nơi cũ"),
    ];
    let whole = with(whole, &last);
    let dossier = format!("/desk/dossiers/{id}");
    counter.post(&act, &whole).await.leads_to(&dossier);
    counter.post(&act, &whole).await.leads_to(&dossier);
    let life = world.life(id).await;
    assert_eq!(
        (life.stage(), life.dossier.supplements_asked),
        (Stage::AwaitingCompletion, 1)
    );
    counter.get(&dossier).await.is(200).says("Chờ người nộp bổ sung");
}

#[tokio::test]
async fn a_refusal_names_the_law_and_is_told_once() {
    let world = World::new().await;
    let id = world.submitted(PERSON, "2026-11-25T07:50").await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let act = format!("/desk/dossiers/{id}/refuse");
    let page = counter.get(&act).await;
    let shown = counter
        .post(&act, &with(page.form(&act), &[("reason", "Nộp sai nơi")]))
        .await;
    shown.is(422).says("Ghi căn cứ pháp lý").says("Nộp sai nơi");
    let ground = [("basis", "khoản 1 Điều 5"), ("reason", "Nộp sai nơi")];
    counter
        .post(&act, &with(shown.form(&act), &ground))
        .await
        .leads_to(&format!("/desk/dossiers/{id}"));
    assert_eq!(world.life(id).await.stage(), Stage::Refused);
    // Somebody who had the page open is told that it has changed, and keeps what they typed.
    counter
        .post(&act, &with(page.form(&act), &ground))
        .await
        .is(409)
        .says("khoản 1 Điều 5");
}
