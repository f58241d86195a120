//! "Mai tôi mang": a slip at one centre, and the same draft goes on at another.

use crate::help::{NUMBER, filled};
use crate::world::*;
use motcua_dossier::Stage;
use motcua_kernel::DossierId;
use motcua_org::position::Role;
use uuid::Uuid;

#[tokio::test]
async fn who_lacks_a_paper_leaves_with_a_slip_and_any_centre_goes_on() {
    let world = World::new().await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let review = filled(&counter).await;
    let slip = review.replace("/review", "/guidance");
    counter.get(&review).await.is(200).says(&slip);
    let page = counter.get(&slip).await;
    page.is(200).says("Giấy tờ còn phải mang").says("Chưa nộp, chưa cấp số");
    assert!(
        !page.body.contains("value=\"uy_quyen\""),
        "whoever files their own matter needs no deed"
    );
    counter
        .post(&slip, &page.form(&slip))
        .await
        .is(422)
        .says("Đánh dấu ít nhất một giấy tờ còn thiếu");
    let lacking = [
        ("component", "noi_cu_tru"),
        ("remark/noi_cu_tru", "Bản chính hợp đồng thuê nhà"),
        ("day/day", "27"),
        ("day/month", "11"),
        ("day/year", "2026"),
        ("note", "Hỏi chị Lan ở quầy 2"),
    ];
    let mut gone = lacking;
    gone[2].1 = "24";
    let wrong = counter.post(&slip, &with(page.form(&slip), &gone)).await;
    wrong.is(422).says("trong 30 ngày").says("Bản chính hợp đồng thuê nhà");
    let form = with(wrong.form(&slip), &lacking);
    let given = counter.post(&slip, &form).await;
    given.is(303);
    counter.post(&slip, &form).await.leads_to(&given.location);
    let code = given.location.split("q=").nth(1).unwrap().to_owned();
    let list = counter.get(&given.location).await;
    list.is(200)
        .says("Trần Thị Bình")
        .says(&code)
        .says("còn thiếu 1 giấy tờ");
    let paper = list.body.split("/paper\"").next().unwrap();
    let paper = format!("{}/paper", &paper[paper.rfind("/desk/guidance/").unwrap()..]);
    let sheet = counter.get(&paper).await;
    sheet
        .is(200)
        .says("Bản chính hợp đồng thuê nhà")
        .says(&code)
        .says("27/11/2026");
    assert_eq!(counter.get(&paper).await.body, sheet.body, "kept, and the same again");
    assert!(!sheet.body.contains(NUMBER), "nobody's number lies on a bench");
    // The square code leads to the list of papers that holds now.
    let scanned = sheet.body.split("/g/").nth(1).unwrap();
    let scanned: String = scanned.chars().take_while(char::is_ascii_alphanumeric).collect();
    world
        .browser()
        .get(&format!("/g/{scanned}"))
        .await
        .leads_to("/procedures/1.004873");

    // The person sees it among their own; nobody else does.
    let (person, _) = world.citizen(2, NUMBER, "Trần Thị Bình", "/dossiers").await;
    let own = person.get("/dossiers").await;
    own.is(200).says(&code).says("Còn mang thêm giấy tờ");
    let theirs = paper.replace("/desk", "");
    person.get(&theirs).await.is(200).says(&code);
    let (other, _) = world.citizen(2, "022099001239", "Nguyễn Văn An", "/dossiers").await;
    other.get(&theirs).await.is(404);

    // A little later at another centre: by card, by name, by code.
    world.set_clock("2026-11-25T08:05");
    let (neighbour, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    neighbour.get(&review).await.is(404);
    let none = neighbour.get("/desk/guidance").await;
    assert!(!none.body.contains(&code), "the centre itself gave none");
    for words in [NUMBER, "binh tran", &code.to_lowercase()] {
        let found = neighbour.get(&format!("/desk/guidance?q={}", coded(words))).await;
        found.is(200).says(&code).says("Trần Thị Bình");
    }
    neighbour
        .fill("/desk/help", "/desk/help", &[("id_number", &code)])
        .await
        .leads_to(&format!("/desk/guidance?q={code}"));
    let choose = neighbour
        .fill("/desk/help", "/desk/help", &[("id_number", NUMBER)])
        .await;
    neighbour
        .get(&choose.location)
        .await
        .is(200)
        .says("Đang chờ mang thêm")
        .says(&code);
    let list = neighbour.get(&format!("/desk/guidance?q={code}")).await;
    let resume = paper.replace("/paper", "/resume");
    let on = neighbour.post(&resume, &list.form(&resume)).await;
    on.is(303);
    let at = neighbour.get(&on.location).await;
    at.leads_to(&review);
    counter.get(&review).await.is(404);

    let page = neighbour.get(&review).await;
    let ticked = [
        ("compared", "yes"),
        ("component", "to_khai"),
        ("component", "giay_to_tuy_than"),
        ("component", "noi_cu_tru"),
        ("original/noi_cu_tru", "Hợp đồng thuê nhà"),
        ("sheets/noi_cu_tru", "3"),
        ("do", "accept"),
    ];
    let done = neighbour.post(&review, &with(page.form(&review), &ticked)).await;
    done.is(303);
    let id = done.location.rsplit('/').next().unwrap();
    let id = DossierId::from(Uuid::try_parse(id).unwrap());
    assert_eq!(world.life(id).await.stage(), Stage::Accepted);
    neighbour.get("/desk/originals").await.is(200).says("Hợp đồng thuê nhà");
    let list = neighbour.get(&format!("/desk/guidance?q={code}")).await;
    list.is(200).says("Không tìm thấy phiếu nào");
    assert!(!person.get("/dossiers").await.body.contains("Còn mang thêm giấy tờ"));
}
