//! Maintenance: announced by those who look after the platform, said on every page before and while it lasts.

use crate::world::*;
use motcua_org::position::Role;

const PAGE: &str = "/desk/admin/maintenance";

fn fields<'a>(day: &'a str, from: &'a str, until: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("from_day/day", day),
        ("from_day/month", "11"),
        ("from_day/year", "2026"),
        ("from_time", from),
        ("until_day/day", day),
        ("until_day/month", "11"),
        ("until_day/year", "2026"),
        ("until_time", until),
        ("text", "Không nộp được hồ sơ; các quầy vẫn nhận."),
        ("text_en", "Filing is closed; the counters go on."),
    ]
}

#[tokio::test]
async fn everybody_is_told_three_days_ahead_and_while_it_lasts() {
    let world = World::new().await;
    let (admin, _) = world.provincial(Role::Administrator).await;
    admin.get(PAGE).await.is(200).says("Không có đợt bảo trì nào");
    let wrong = admin.fill(PAGE, PAGE, &fields("29", "22:00", "20:00")).await;
    wrong
        .is(422)
        .says("Giờ xong phải sau giờ bắt đầu")
        .says("Không nộp được hồ sơ; các quầy vẫn nhận.");
    let wrong = admin.fill(PAGE, PAGE, &fields("31", "tối", "23:00")).await;
    wrong.is(422).says("Nhập ngày, tháng, năm").says("Nhập giờ và phút");
    admin
        .fill(PAGE, PAGE, &fields("29", "20:00", "22:00"))
        .await
        .leads_to(PAGE);
    let again = admin.fill(PAGE, PAGE, &fields("29", "21:00", "23:00")).await;
    again.is(422).says("Đã có đợt bảo trì khác");
    admin.get(PAGE).await.is(200).says("Chưa hiện, còn hơn ba ngày");

    let citizen = world.browser();
    let quiet = citizen.get("/").await;
    assert!(
        !quiet.is(200).body.contains("các quầy vẫn nhận"),
        "four days ahead is too early"
    );
    world.set_clock("2026-11-27T09:00");
    for path in ["/", "/procedures", "/status", "/desk/sign-in", "/no-such-page"] {
        let page = citizen.get(path).await;
        page.says("Bảo trì từ").says("Không nộp được hồ sơ; các quầy vẫn nhận.");
        citizen
            .get(&format!("{path}?lang=en"))
            .await
            .says("Filing is closed; the counters go on.");
        citizen.get(&format!("{path}?lang=vi")).await;
    }
    world.set_clock("2026-11-29T20:30");
    citizen.get("/").await.says("Đang bảo trì, dự kiến xong");
    world.set_clock("2026-11-29T22:00");
    assert!(!citizen.get("/").await.body.contains("bảo trì"), "over");
}

#[tokio::test]
async fn only_those_who_look_after_the_platform_announce_and_call_off() {
    let world = World::new().await;
    world.set_clock("2026-11-28T09:00");
    let (technician, _) = world.provincial(Role::Technician).await;
    technician
        .fill(PAGE, PAGE, &fields("29", "20:00", "22:00"))
        .await
        .leads_to(PAGE);
    let page = technician.get(PAGE).await;
    page.is(200).says("Đang hiện trên mọi trang");
    let off = page.body.split(&format!("action=\"{PAGE}/")).nth(1).unwrap();
    let off = format!("{PAGE}/{}", off.split('"').next().unwrap());

    let (officer, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    officer.get(PAGE).await.is(403);
    let form = officer.get("/desk/worklist").await;
    form.is(200).says("các quầy vẫn nhận");
    let token = form.form("/desk/sign-out");
    officer.post(PAGE, &token).await.is(403);
    officer.post(&off, &token).await.is(403);

    let sent = page.form(&off);
    technician.post(&off, &sent).await.leads_to(PAGE);
    // A double click calls off once.
    technician.post(&off, &sent).await.leads_to(PAGE);
    technician.get(PAGE).await.is(200).says("Không có đợt bảo trì nào");
    assert!(!technician.get("/").await.body.contains("các quầy vẫn nhận"));
}
