//! Notices through HTTP: the number in the masthead, the inbox, opening and marking.

#[path = "officer/world.rs"]
#[expect(dead_code, reason = "the officers' stories use more of it")]
mod world;

use motcua_kernel::{Actor, Context, DossierId, NoticeId, PersonId};
use motcua_notice::{Facts, Kind, Tell, notice_id, tell};
use motcua_org::position::Role;
use motcua_people::person::{EmailClaim, find_by_id_number};
use motcua_store::{ChangeSet, Message};
use world::*;

const NUMBER: &str = "022301004567";
const NAME: &str = "Trần Thị Bình";

/// Whoever signed in with this number.
async fn person(world: &World, number: &str) -> PersonId {
    let read = world.store.read().await.unwrap();
    let found = find_by_id_number(&read, &number.parse().unwrap()).await.unwrap();
    found.unwrap().id
}

/// Tells whoever handed the dossier in, as the background does.
async fn told(world: &World, kind: Kind, dossier: DossierId) -> NoticeId {
    let person = person(world, NUMBER).await;
    let ctx = Context::new(Actor::System, world.now());
    let mut set = ChangeSet::new(&ctx);
    set.send(Message::new(kind.message(), &()));
    world.store.commit(set).await.unwrap();
    let soon = world.now().plus_seconds(1);
    let message = world.store.claim_messages(soon, soon, 99).await.unwrap();
    let message = message
        .into_iter()
        .rev()
        .find(|found| found.kind == kind.message())
        .unwrap()
        .id;
    let ask = Tell {
        message,
        kind,
        dossier,
        people: [person].into(),
        facts: Facts {
            number: "H49.105-261124-0037".to_owned(),
            centre: "Trung tâm Phục vụ hành chính công phường Bãi Cháy".to_owned(),
            phone: "0203 000 0054".to_owned(),
            due: None,
            last_day: None,
        },
    };
    tell(&world.store, ask, &Context::new(Actor::System, world.now()))
        .await
        .unwrap();
    notice_id(message, person)
}

#[tokio::test]
async fn a_notice_is_counted_shown_and_read_by_opening_it() {
    let world = World::new().await;
    world.browser().get("/me/notices").await.is(401);
    let dossier = world.submitted(NAME, "2026-11-24T09:00").await;
    let (browser, _) = world.citizen(2, NUMBER, NAME, "/").await;
    browser.get("/me/notices").await.is(200).says("Chưa có thông báo nào");

    let open = format!("/me/notices/{}", told(&world, Kind::ResultReady, dossier).await);
    let inbox = browser.get("/me/notices").await;
    inbox
        .is(200)
        .says("Đã có kết quả")
        .says("Chưa đọc")
        .says("(1 chưa đọc)")
        .says("0203 000 0054");
    // Showing it changed nothing.
    browser.get("/dossiers").await.is(200).says("(1 chưa đọc)");
    let english = browser.get("/me/notices?lang=en").await;
    english.is(200).says("Your result is ready").says("(1 unread)");
    browser.get("/?lang=vi").await;

    browser.get(&open).await.leads_to("/me/notices");
    let form = browser.get("/me/notices").await.form(&open);
    let page = format!("/dossiers/{dossier}");
    browser.post(&open, &form).await.leads_to(&page);
    // A double click is the same.
    browser.post(&open, &form).await.leads_to(&page);
    let read = browser.get("/me/notices").await;
    read.is(200).says("Đã có kết quả").says(&page);
    assert!(!read.body.contains("Chưa đọc") && !read.body.contains("chưa đọc)"));

    // Somebody else's notice is not even known to exist.
    let open = format!("/me/notices/{}", told(&world, Kind::SupplementAnswered, dossier).await);
    let (other, _) = world.citizen(2, "022095001234", "Nguyễn Văn An", "/").await;
    other.get("/me/notices").await.is(200).says("Chưa có thông báo nào");
    other.post(&open, &form).await.is(409);
    browser
        .fill("/me/notices", "/me/notices", &[])
        .await
        .leads_to("/me/notices");
    let read = browser.get("/me/notices").await;
    assert!(!read.body.contains("Chưa đọc"));
}

#[tokio::test]
async fn dead_letters_are_shown_to_administrators_and_tried_again() {
    let world = World::new().await;
    let ctx = Context::new(Actor::System, world.now());
    let mut set = ChangeSet::new(&ctx);
    set.send(Message::new("notice.letter", &()));
    world.store.commit(set).await.unwrap();
    let (browser, _) = world.provincial(Role::Administrator).await;
    let list = "/desk/admin/letters";
    browser.get(list).await.is(200).says("Không có tin nào bị bỏ lại");
    let message = world
        .store
        .claim_messages(world.now(), world.now(), 9)
        .await
        .unwrap()
        .remove(0);
    world.store.message_dead(message.id, "smtp 550").await.unwrap();
    let page = browser.get(list).await;
    page.is(200)
        .says("smtp 550")
        .says("notice.letter")
        .says("Không gửi được: 1");

    let retry = format!("{list}/{}/retry", message.id);
    let (reception, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    reception.get(list).await.is(403);
    reception.post(&retry, &page.form(&retry)).await.is(403);
    for _ in 0..2 {
        browser.post(&retry, &page.form(&retry)).await.leads_to(list);
    }
    browser
        .get(list)
        .await
        .is(200)
        .says("Không gửi được: 0. Đang chờ gửi: 1.");
}

#[tokio::test]
async fn an_address_is_given_confirmed_and_taken_away() {
    let world = World::new().await;
    let (browser, _) = world.citizen(2, NUMBER, NAME, "/").await;
    let contact = "/me/contact";
    browser.get(contact).await.is(200).says("Gửi mã xác nhận");
    browser
        .fill(contact, contact, &[("email", "no address")])
        .await
        .is(422)
        .says("ten@noi.vn");
    browser
        .fill(contact, contact, &[("email", "binh@example.vn")])
        .await
        .leads_to(contact);
    browser
        .get(contact)
        .await
        .is(200)
        .says("b…@example.vn")
        .says("6 chữ số");
    let code = "/me/contact/code";
    browser
        .fill(contact, code, &[("code", "12")])
        .await
        .is(422)
        .says("không đúng");
    let read = world.store.read().await.unwrap();
    let claim = read.get::<EmailClaim>(person(&world, NUMBER).await).await.unwrap();
    drop(read);
    browser
        .fill(contact, code, &[("code", &claim.code)])
        .await
        .leads_to(contact);
    browser
        .get(contact)
        .await
        .is(200)
        .says("Thôi nhận thư")
        .says("b…@example.vn");
    // One press in a letter, by whoever holds it: no account, and opening the page alone ends nothing.
    let dossier = world.submitted(NAME, "2026-11-24T09:00").await;
    let off = format!("/letters/{}/off", told(&world, Kind::ResultReady, dossier).await);
    let mail_program = world.browser();
    for _ in 0..2 {
        let page = mail_program.get(&off).await;
        page.is(200).says("Ngừng nhận thư điện tử").says("b…@example.vn");
    }
    let one_click = [("List-Unsubscribe".to_owned(), "One-Click".to_owned())];
    mail_program
        .post(&off, &one_click)
        .await
        .is(200)
        .says("Không còn gửi thư đến địa chỉ này");
    browser.get(contact).await.is(200).says("Gửi mã xác nhận");
    let nothing = format!("/letters/{}/off", NoticeId::from_u128(3));
    mail_program.get(&nothing).await.is(200).says("Không còn gửi thư");
    browser
        .fill(contact, contact, &[("email", "binh@example.vn")])
        .await
        .leads_to(contact);
    let read = world.store.read().await.unwrap();
    let claim = read.get::<EmailClaim>(person(&world, NUMBER).await).await.unwrap();
    drop(read);
    browser
        .fill(contact, code, &[("code", &claim.code)])
        .await
        .leads_to(contact);
    browser.fill(contact, "/me/contact/forget", &[]).await.leads_to(contact);
    browser.get(contact).await.is(200).says("Gửi mã xác nhận");
}
