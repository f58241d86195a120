//! Papers through HTTP: made at the first request, the same afterwards, for those who may have them and nobody else.

#[path = "officer/world.rs"]
#[expect(dead_code, reason = "the officers' stories use more of it")]
mod world;

use motcua_dossier::Dossier;
use motcua_dossier::paper::{DossierPaper, PaperKind, find, paper_id};
use motcua_kernel::{Actor, Context, DossierId, PersonId};
use motcua_org::position::Role;
use motcua_people::person::{IdNumber, find_by_id_number};
use motcua_store::ChangeSet;
use std::sync::atomic::Ordering;
use world::*;

const NUMBER: &str = "022301004567";
const NAME: &str = "Trần Thị Bình";

/// Who has the number.
async fn person(world: &World) -> PersonId {
    let read = world.store.read().await.unwrap();
    let number: IdNumber = NUMBER.parse().unwrap();
    find_by_id_number(&read, &number).await.unwrap().unwrap().record.id
}

/// How often their data were looked at.
async fn looks(world: &World) -> usize {
    let read = world.store.read().await.unwrap();
    let until = moment("2030-01-01T00:00");
    read.looks_at(person(world).await, until, 100).await.unwrap().len()
}

/// Somebody who signs in, and a dossier of theirs that a centre has accepted.
async fn accepted(world: &World) -> (Browser<'_>, Browser<'_>, DossierId) {
    let (owner, _) = world.citizen(2, NUMBER, NAME, "/").await;
    let person = person(world).await;
    let id = world.submitted_by(person, NAME, "2026-11-25T07:50").await;
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let components = [("component", "to_khai"), ("component", "giay_to_tuy_than")];
    let accept = format!("/desk/dossiers/{id}/accept");
    counter
        .fill(&format!("/desk/counter/{id}"), &accept, &components)
        .await
        .leads_to(&format!("/desk/dossiers/{id}"));
    (owner, counter, id)
}

#[tokio::test]
async fn a_receipt_is_made_once_for_its_owner_and_the_counter_alike() {
    let world = World::new().await;
    let (owner, counter, id) = accepted(&world).await;
    let mine = format!("/dossiers/{id}/papers/receipt");
    let desk = format!("/desk/dossiers/{id}/papers/receipt");
    owner
        .get(&format!("/dossiers/{id}"))
        .await
        .is(200)
        .says(&mine)
        .says("Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)");
    owner.get(&format!("/dossiers/{id}/receipt")).await.is(200).says(&mine);
    assert_eq!(world.set.load(Ordering::SeqCst), 0, "nobody has asked for the file");

    let first = owner.get(&mine).await;
    first.is(200).says("H49.102-261125-0001").says("0001/TNHS");
    assert_eq!(first.headers["content-type"], "application/pdf");
    assert_eq!(first.headers["cache-control"], "private, no-store");
    let disposition = first.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.starts_with("inline; filename=\"H49.102-261125-0001-receipt.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y"),
        "{disposition}"
    );
    world.set_clock("2026-11-25T08:10");
    let before = looks(&world).await;
    let again = counter.get(&desk).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(world.set.load(Ordering::SeqCst), 1, "set once, for both");
    assert!(looks(&world).await > before, "an officer's look is kept");
    counter
        .get(&format!("/desk/dossiers/{id}"))
        .await
        .is(200)
        .says(&desk)
        .says(" kB")
        .says("Giấy tờ đã phát hành");
    counter
        .get(&format!("/dossiers/{id}/receipt"))
        .await
        .is(200)
        .says(&desk);
}

#[tokio::test]
async fn nobody_else_has_it_and_what_is_not_issued_is_not_there() {
    let world = World::new().await;
    let (owner, counter, id) = accepted(&world).await;
    let (other, _) = world.citizen(2, "022301009999", "Lê Văn Cường", "/").await;
    other.get(&format!("/dossiers/{id}/papers/receipt")).await.is(404);
    world
        .browser()
        .get(&format!("/dossiers/{id}/papers/receipt"))
        .await
        .is(401);
    let (technician, _) = world.provincial(Role::Technician).await;
    technician
        .get(&format!("/desk/dossiers/{id}/papers/receipt"))
        .await
        .is(404);
    for word in [
        "refusal",
        "supplement-1",
        "supplement-0",
        "nonsense",
        "control-sheet-1",
        "control-sheet",
    ] {
        owner.get(&format!("/dossiers/{id}/papers/{word}")).await.is(404);
    }
    assert_eq!(world.set.load(Ordering::SeqCst), 0);
    counter
        .get(&format!("/desk/dossiers/{id}/papers/apology"))
        .await
        .is(404);
    // Form 06 is read off the ledger for the offices.
    let sheet = counter.get(&format!("/desk/dossiers/{id}/papers/control-sheet")).await;
    sheet.is(200).says("control-sheet").says("Hà Tu");
}

#[tokio::test]
async fn a_reprint_says_that_it_is_one() {
    let world = World::new().await;
    let (_, counter, id) = accepted(&world).await;
    let (page, file) = (
        format!("/desk/dossiers/{id}"),
        format!("/desk/dossiers/{id}/papers/receipt"),
    );
    let before = counter.get(&page).await;
    assert!(
        !before.body.contains("In lại"),
        "what nobody was given is not printed again"
    );
    let first = counter.get(&file).await;
    first.is(200).says("\"reprinted_at\":null");
    world.set_clock("2026-11-25T08:10");
    let form = counter.get(&page).await.form(&file);
    let reprint = counter.post(&file, &form).await;
    reprint.is(200).says("\"reprinted_at\":\"2026-11-25T01:10");
    let twice = counter.post(&file, &form).await;
    assert_eq!(reprint.body, twice.body);
    assert_eq!(counter.get(&file).await.body, first.body, "the first file stays");
    counter.post(&file, &[]).await.is(409);
    let read = world.store.read().await.unwrap();
    let kept = find(&read, id, PaperKind::Receipt).await.unwrap().unwrap();
    assert_eq!(kept.reprints.len(), 1);
}

#[tokio::test]
async fn the_code_of_a_paper_leads_to_the_look_up_and_tells_nothing() {
    let world = World::new().await;
    let (_, _, id) = accepted(&world).await;
    let read = world.store.read().await.unwrap();
    let paper = find(&read, id, PaperKind::Receipt).await.unwrap().unwrap();
    let stranger = world.browser();
    let led = stranger.get(&format!("/g/{}", paper.code)).await;
    led.leads_to("/track?number=H49.102-261125-0001");
    let asked = stranger.get(&led.location).await;
    asked.is(200).says("value=\"H49.102-261125-0001\"");
    assert!(!asked.body.contains(NAME) && !asked.body.contains("Bãi Cháy"));
    for wrong in ["0", &paper.code[1..], "H49.102-261125-0001"] {
        stranger.get(&format!("/g/{wrong}")).await.leads_to("/track");
    }
}

#[tokio::test]
async fn an_erased_paper_is_gone_for_good() {
    let world = World::new().await;
    let (owner, counter, id) = accepted(&world).await;
    owner.get(&format!("/dossiers/{id}/papers/receipt")).await.is(200);
    let read = world.store.read().await.unwrap();
    let stored = read
        .get::<DossierPaper>(paper_id(id, PaperKind::Receipt))
        .await
        .unwrap();
    let mut set = ChangeSet::new(&Context::new(Actor::System, world.now()));
    set.erase(&stored);
    world.store.commit(set).await.unwrap();
    owner.get(&format!("/dossiers/{id}/papers/receipt")).await.is(410);
    counter
        .get(&format!("/desk/dossiers/{id}/papers/receipt"))
        .await
        .is(410);
    let page = owner.get(&format!("/dossiers/{id}")).await;
    page.is(200);
    assert!(!page.body.contains("/papers/receipt"), "and no page offers it");
}

#[tokio::test]
async fn the_papers_of_an_erased_dossier_are_gone_with_it() {
    let world = World::new().await;
    let (owner, counter, id) = accepted(&world).await;
    owner.get(&format!("/dossiers/{id}/papers/receipt")).await.is(200);
    let read = world.store.read().await.unwrap();
    let dossier = read.get::<Dossier>(id).await.unwrap();
    let mut set = ChangeSet::new(&Context::new(Actor::System, world.now()));
    set.erase(&dossier);
    world.store.commit(set).await.unwrap();
    owner.get(&format!("/dossiers/{id}/papers/receipt")).await.is(410);
    counter
        .get(&format!("/desk/dossiers/{id}/papers/receipt"))
        .await
        .is(410);
}
