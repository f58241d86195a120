//! What has served its time goes; nothing else does.

use super::blobs::{lying, open, sweep_files};
use super::records::{Folder, Seat, inserting, paper};
use super::{Home, ctx, whole};
use motcua_kernel::{Actor, Context, Instant, MessageId};
use motcua_store::{
    ANSWERS_KEPT_DAYS, Blob, CHANGES_KEPT_DAYS, ChangeSet, MESSAGES_KEPT_DAYS, Message, Options, Store, Swept,
};
use serde_json::json;

const DAY: i64 = 24 * 3_600;

async fn keep(store: &Store, until: Option<Instant>, scans: Vec<Blob>) -> (Context, Folder) {
    let ctx = ctx();
    let folder = Folder {
        id: ctx.id(),
        scans,
        until,
    };
    let mut set = ChangeSet::new(&ctx);
    set.insert(&folder);
    store.commit(set).await.unwrap();
    (ctx, folder)
}

async fn is_there(store: &Store, folder: &Folder) -> bool {
    let read = store.read().await.unwrap();
    read.find::<Folder>(folder.id).await.unwrap().is_some()
}

pub async fn an_expired_record_goes_with_its_files(home: &Home) {
    let files = super::fresh_folder(&std::env::temp_dir());
    let store = open(home, files.path(), 0).await;
    let now = ctx().now();
    let blob = store.blobs().unwrap().keep("text/plain", b"scan").await.unwrap();
    let (_, expired) = keep(&store, Some(now), vec![blob]).await;
    let (_, later) = keep(&store, Some(now.plus_seconds(1)), vec![]).await;
    let (_, never) = keep(&store, None, vec![]).await;
    let seat = Seat {
        id: ctx().id(),
        place: "kept".into(),
    };
    let mut set = ChangeSet::new(&ctx());
    set.insert(&seat);
    store.commit(set).await.unwrap();

    let swept = store.sweep(now.plus_seconds(-1), 100).await.unwrap();
    assert_eq!(swept, Swept::default(), "nothing has expired yet");
    let swept = store.sweep(now, 100).await.unwrap();
    assert_eq!((swept.records, swept.more), (1, false));
    assert_eq!(
        store.sweep(now, 100).await.unwrap(),
        Swept::default(),
        "again it finds nothing"
    );
    assert!(!is_there(&store, &expired).await);
    assert!(is_there(&store, &later).await && is_there(&store, &never).await);
    whole(&store).await;
    let tomorrow = open(home, files.path(), 25).await;
    assert_eq!(sweep_files(&tomorrow).await, 1);
    assert!(lying(files.path()).is_empty());
}

pub async fn several_sweep_at_once_in_small_batches(home: &Home) {
    let (one, other) = (home.open().await, home.open().await);
    let now = ctx().now();
    let mut prolonged = Vec::new();
    for at in 0..60 {
        let (_, folder) = keep(&one, Some(now.plus_seconds(-at)), vec![]).await;
        if at % 6 == 0 {
            prolonged.push(folder);
        }
    }
    // Some are given more time while the sweeps run: each is prolonged, or refused because it is gone.
    let prolonging = {
        let store = one.clone();
        tokio::spawn(async move {
            let mut kept = Vec::new();
            for folder in prolonged {
                let read = store.read().await.unwrap();
                let Some(stored) = read.find::<Folder>(folder.id).await.unwrap() else {
                    continue;
                };
                drop(read);
                let mut set = ChangeSet::new(&ctx());
                set.update(&stored.with(Folder {
                    until: None,
                    ..folder.clone()
                }));
                if store.commit(set).await.is_ok() {
                    kept.push(folder);
                }
            }
            kept
        })
    };
    let sweeps: Vec<_> = [one.clone(), other.clone(), one.clone(), other]
        .into_iter()
        .map(|store| {
            tokio::spawn(async move {
                let mut removed = 0;
                loop {
                    let swept = store.sweep(now, 7).await.unwrap();
                    assert!(swept.records <= 7);
                    removed += swept.records;
                    if swept.records == 0 {
                        return removed;
                    }
                }
            })
        })
        .collect();
    let mut removed = 0;
    for sweep in sweeps {
        removed += sweep.await.unwrap();
    }
    let kept = prolonging.await.unwrap();
    removed += one.sweep(now, 100).await.unwrap().records;
    assert_eq!(removed as usize, 60 - kept.len());
    for folder in &kept {
        assert!(is_there(&one, folder).await, "it was given more time");
    }
    whole(&one).await;
}

pub async fn old_change_ids_and_replies_go(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let mut set = inserting(&ctx, &paper(&ctx, "old"));
    set.answer("client/old", "aa", &json!({"done": true}));
    store.commit(set.clone()).await.unwrap();
    let at = ctx.now();
    let remembered = async || {
        let read = store.read().await.unwrap();
        let answer = read.answer("client/old").await.unwrap();
        (read.was_applied(ctx.change()).await.unwrap(), answer.is_some())
    };
    store
        .sweep(at.plus_seconds(ANSWERS_KEPT_DAYS * DAY), 100)
        .await
        .unwrap();
    assert_eq!(remembered().await, (true, true));
    let swept = store
        .sweep(at.plus_seconds(ANSWERS_KEPT_DAYS * DAY + 1), 100)
        .await
        .unwrap();
    assert_eq!((swept.answers, swept.changes), (1, 0));
    assert_eq!(remembered().await, (true, false));
    assert!(
        store.commit(set.clone()).await.unwrap().repeated,
        "the change is known still"
    );
    store
        .sweep(at.plus_seconds(CHANGES_KEPT_DAYS * DAY), 100)
        .await
        .unwrap();
    assert!(remembered().await.0);
    let swept = store
        .sweep(at.plus_seconds(CHANGES_KEPT_DAYS * DAY + 1), 100)
        .await
        .unwrap();
    assert_eq!(swept.changes, 1);
    assert_eq!(remembered().await, (false, false));
    whole(&store).await;
}

/// Puts a message into the outbox, due at once.
async fn send(store: &Store, kind: &'static str) -> MessageId {
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.send(Message::new(kind, &json!({})).not_before(ctx.now()));
    store.commit(set).await.unwrap();
    let now = ctx.now();
    let claimed = store.claim_messages(now, now.plus_seconds(1), 9).await.unwrap();
    claimed.iter().find(|message| message.kind == kind).unwrap().id
}

pub async fn sent_messages_go_and_what_waits_stays(home: &Home) {
    let store = home.open().await;
    let short = Options {
        messages_kept_days: 2,
        ..super::options()
    };
    let short = Store::open(&home.address(), short).await.unwrap();
    let (settled, sent) = (send(&store, "suite.settled").await, send(&store, "suite.sent").await);
    let dead = send(&store, "suite.dead").await;
    send(&store, "suite.waiting").await;
    let at = ctx().now();
    let mut set = ChangeSet::new(&Context::new(Actor::System, at));
    set.settle(settled);
    store.commit(set).await.unwrap();
    store.message_done(sent, at.plus_seconds(DAY)).await.unwrap();
    store.message_dead(dead, "refused").await.unwrap();
    let days = |days: i64, seconds: i64| at.plus_seconds(days * DAY + seconds);

    let kept = i64::from(MESSAGES_KEPT_DAYS);
    assert_eq!(store.sweep(days(kept, 0), 100).await.unwrap(), Swept::default());
    // Whoever keeps them for two days only takes the first now, a day later the second.
    let swept = short.sweep(days(2, 1), 100).await.unwrap();
    assert_eq!((swept.messages, swept.more), (1, false));
    assert_eq!(short.sweep(days(3, 0), 100).await.unwrap(), Swept::default());
    let swept = store.sweep(days(kept + 1, 1), 1).await.unwrap();
    assert_eq!(
        (swept.messages, swept.more),
        (1, true),
        "as many as it may, so there may be more"
    );
    let late = days(CHANGES_KEPT_DAYS * 40, 0);
    assert_eq!(short.sweep(late, 100).await.unwrap().messages, 0);
    let state = store.outbox_state().await.unwrap();
    assert_eq!((state.waiting, state.dead), (1, 1));
    // Whoever sent it too and says so late changes nothing.
    store.message_done(sent, late).await.unwrap();
    assert_eq!(store.outbox_state().await.unwrap(), state);
    whole(&store).await;
}
