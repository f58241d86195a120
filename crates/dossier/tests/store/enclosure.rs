//! Files on components: from draft, tray and counter to the dossier, and nobody else's to touch.

use crate::supplement::ask_for;
use crate::world::*;
use motcua_catalog::form::sample;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::By;
use motcua_dossier::accept::accept;
use motcua_dossier::draft::{Draft, SaveDraft, save};
use motcua_dossier::enclosure::{
    Change, EncloseError, Enclosed, Part, Place, change, enclosures_of, keep, live_enclosures,
};
use motcua_dossier::filled::Filled;
use motcua_dossier::submit::submit;
use motcua_dossier::supplement::{Answer, answer};
use motcua_kernel::{Actor, Context, DossierId, DraftId};
use motcua_org::unit::unit_id;
use motcua_papers::{Bindery, Binding, Bound, Unfit};

on_both_engines!(
    what_lies_in_a_draft_passes_to_the_dossier,
    files_of_others_are_not_known,
    an_answer_replaces_what_was_there,
    an_officer_adds_at_the_counter_and_never_takes_what_was_handed_in
);

const PERSON: &str = "Trần Thị Bình";
const PAPER: &str = "giay_cu";

/// Binds by writing one behind the other, a page each: what PDFs are is proven in their own room.
struct Glue;

impl Bindery for Glue {
    fn take(&self, bytes: Vec<u8>) -> Binding<'_> {
        Box::pin(async move {
            match bytes.as_slice() {
                b"broken" => Err(Unfit::Broken),
                _ => Ok(Bound { pdf: bytes, pages: 1 }),
            }
        })
    }

    fn join(&self, files: Vec<Vec<u8>>) -> Binding<'_> {
        Box::pin(async move {
            Ok(Bound {
                pages: files.len() as u32,
                pdf: files.concat(),
            })
        })
    }
}

async fn file(world: &World, bytes: &[u8], ctx: &Context) -> Part {
    keep(&world.store, &Glue, "IMG_1.jpg", bytes.to_vec(), ctx)
        .await
        .unwrap()
}

async fn add(world: &World, place: Place, bytes: &[&[u8]], ctx: &Context) -> Result<u32, EncloseError> {
    let mut parts = Vec::new();
    for bytes in bytes {
        parts.push(file(world, bytes, ctx).await);
    }
    let laid = change(&world.store, &Glue, place, PAPER, &Change::Add(parts), ctx).await?;
    Ok(laid.whole.map_or(0, |whole| whole.pages))
}

async fn begun(world: &World, ctx: &Context) -> DraftId {
    let draft = SaveDraft {
        draft: None,
        procedure: marriage_status().procedure,
        help: None,
        territory: Some(ward()),
        typed: sample::valid(),
        section: None,
        go_to: 0,
    };
    save(&world.store, draft, ctx).await.unwrap()
}

async fn whole(world: &World, id: DossierId) -> Vec<u8> {
    let read = world.store.read().await.unwrap();
    let kept = live_enclosures(&read, id).await.unwrap();
    let whole = kept[0].enclosure.whole.as_ref().unwrap();
    world.store.blobs().unwrap().read(&whole.file).await.unwrap()
}

async fn all(world: &World, id: DossierId) -> Vec<Enclosed> {
    let read = world.store.read().await.unwrap();
    let kept = read.all(enclosures_of(id)).await.unwrap();
    kept.into_iter().map(|kept| kept.record).collect()
}

async fn what_lies_in_a_draft_passes_to_the_dossier(world: World) {
    let ctx = || person(PERSON, "2026-11-25T08:00");
    let draft = begun(&world, &ctx()).await;
    let place = Place::Draft(draft);
    let once = ctx();
    assert_eq!(add(&world, place, &[b"one ", b"two "], &once).await.unwrap(), 2);
    // The same form sent twice lays nothing twice.
    assert_eq!(add(&world, place, &[b"one ", b"two "], &once).await.unwrap(), 2);
    add(&world, place, &[b"three"], &ctx()).await.unwrap();
    let refused = keep(&world.store, &Glue, "x", b"broken".to_vec(), &ctx()).await;
    assert!(matches!(refused, Err(EncloseError::Unfit(Unfit::Broken))));

    // Taken away, and back, and away again.
    let stored: Draft = world
        .store
        .read()
        .await
        .unwrap()
        .find(draft)
        .await
        .unwrap()
        .unwrap()
        .record;
    let second = stored.enclosures[0].parts[1].file.id();
    for (todo, pages) in [
        (Change::Remove(second), 2),
        (Change::Restore(second), 3),
        (Change::Remove(second), 2),
    ] {
        let laid = change(&world.store, &Glue, place, PAPER, &todo, &ctx()).await.unwrap();
        assert_eq!(laid.whole.unwrap().pages, pages);
    }
    let not_taken = change(
        &world.store,
        &Glue,
        place,
        "giay_to_tuy_than",
        &Change::Add(Vec::new()),
        &ctx(),
    )
    .await;
    assert!(
        matches!(not_taken, Err(EncloseError::NotAComponent(_))),
        "what is shown is no file"
    );

    let id = submit(
        &world.store,
        &world.directory,
        submission(draft, PERSON),
        &rules(),
        &ctx(),
    )
    .await
    .unwrap();
    assert_eq!(whole(&world, id).await, b"one three");
    assert_eq!(
        all(&world, id).await[0].enclosure.parts.len(),
        2,
        "what was taken away stays behind"
    );
    world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;
    world.folds().await;
}

async fn files_of_others_are_not_known(world: World) {
    let draft = begun(&world, &person(PERSON, "2026-11-25T08:00")).await;
    let id = world.submitted(PERSON, "2026-11-25T08:00").await;
    let stranger = person("Somebody Else", "2026-11-25T08:10");
    for place in [
        Place::Draft(draft),
        Place::Answer(id),
        Place::Counter {
            dossier: id,
            centre: unit_id(&centre(WARD)),
        },
    ] {
        let refused = add(&world, place, &[b"x"], &stranger).await;
        assert!(matches!(refused, Err(EncloseError::NoSuchPlace)), "{place:?}");
    }
    let nobody = Context::new(Actor::Anyone, moment("2026-11-25T08:10"));
    assert!(add(&world, Place::Draft(draft), &[b"x"], &nobody).await.is_err());
}

async fn an_answer_replaces_what_was_there(world: World) {
    let ctx = |at: &str| person(PERSON, at);
    let draft = begun(&world, &ctx("2026-11-25T08:00")).await;
    add(&world, Place::Draft(draft), &[b"old"], &ctx("2026-11-25T08:00"))
        .await
        .unwrap();
    let handed_in = submission(draft, PERSON);
    let id = submit(
        &world.store,
        &world.directory,
        handed_in,
        &rules(),
        &ctx("2026-11-25T08:01"),
    )
    .await
    .unwrap();
    let closed = add(&world, Place::Answer(id), &[b"new"], &ctx("2026-11-25T08:30")).await;
    assert!(matches!(closed, Err(EncloseError::Closed)), "nothing was asked");
    let supplement = ask_for(&world, id, &world.counter(&centre(OTHER), "2026-11-25T09:00")).await;
    add(
        &world,
        Place::Answer(id),
        &[b"new ", b"paper"],
        &ctx("2026-11-26T08:00"),
    )
    .await
    .unwrap();
    assert_eq!(whole(&world, id).await, b"old", "until it is handed in");
    let reply = Answer {
        supplement,
        centre: None,
        filled: Filled::Typed(sample::valid()),
        version: None,
    };
    answer(&world.store, reply, &rules(), &ctx("2026-11-26T08:10"))
        .await
        .unwrap();
    assert_eq!(whole(&world, id).await, b"new paper");
    let kept = all(&world, id).await;
    assert_eq!(
        kept.iter().filter(|kept| kept.replaced_at.is_some()).count(),
        1,
        "the old one is kept"
    );
    world.folds().await;
}

async fn an_officer_adds_at_the_counter_and_never_takes_what_was_handed_in(world: World) {
    let at = "2026-11-25T08:00";
    let draft = begun(&world, &person(PERSON, at)).await;
    add(&world, Place::Draft(draft), &[b"theirs "], &person(PERSON, at))
        .await
        .unwrap();
    let handed_in = submission(draft, PERSON);
    let id = submit(&world.store, &world.directory, handed_in, &rules(), &person(PERSON, at))
        .await
        .unwrap();
    let counter = || world.counter(&centre(OTHER), "2026-11-25T09:00");
    let place = Place::Counter {
        dossier: id,
        centre: unit_id(&centre(OTHER)),
    };
    assert_eq!(add(&world, place, &[b"scanned"], &counter()).await.unwrap(), 2);
    assert_eq!(whole(&world, id).await, b"theirs scanned");
    let parts = all(&world, id).await[0].enclosure.parts.clone();
    assert!(matches!(parts[1].by, By::Officer(_)));
    let todo = Change::Remove(parts[0].file.id());
    let stays = change(&world.store, &Glue, place, PAPER, &todo, &counter()).await;
    assert!(matches!(stays, Err(EncloseError::HandedIn)));
    let todo = Change::Remove(parts[1].file.id());
    change(&world.store, &Glue, place, PAPER, &todo, &counter())
        .await
        .unwrap();
    assert_eq!(whole(&world, id).await, b"theirs ");
    let number = acceptance(id, &centre(OTHER));
    accept(&world.store, &world.directory, number, &counter())
        .await
        .unwrap();
    let late = add(&world, place, &[b"late"], &counter()).await;
    assert!(matches!(late, Err(EncloseError::Closed)));
    world.folds().await;
}
