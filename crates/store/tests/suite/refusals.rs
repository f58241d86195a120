//! What is refused, by name, and that nothing of it is kept.

use super::records::{Paper, Seat, inserting, paper, said, thing, updating};
use super::{Home, ctx, whole};
use motcua_kernel::DossierId;
use motcua_store::{ChangeSet, CommitError, Event, Message};
use serde_json::json;

fn is_stale(result: &Result<motcua_store::Committed, CommitError>, id: DossierId) -> bool {
    let wanted = CommitError::Stale {
        table: "suite_paper",
        id: id.into(),
    };
    result.as_ref().err() == Some(&wanted)
}

pub async fn an_old_version_is_stale(home: &Home) {
    let store = home.open().await;
    let first = ctx();
    let made = paper(&first, "first");
    store.commit(inserting(&first, &made)).await.unwrap();
    let old = store.read().await.unwrap().get::<Paper>(made.id).await.unwrap();
    assert_eq!(old.version, 1);
    let committed = store.commit(updating(&ctx(), &old)).await.unwrap();
    assert_eq!(committed.versions, vec![(made.id.into(), 2)]);

    assert!(is_stale(&store.commit(updating(&ctx(), &old)).await, made.id));
    let deleting = |stored: &motcua_store::Stored<Paper>| {
        let mut set = ChangeSet::new(&ctx());
        set.delete(stored).journal(said(made.id, "paper.burnt"));
        set
    };
    assert!(is_stale(&store.commit(deleting(&old)).await, made.id));
    let mut relying = ChangeSet::new(&ctx());
    relying.expect(&old).journal(said(made.id, "paper.seen"));
    assert!(is_stale(&store.commit(relying).await, made.id));

    let now = store.read().await.unwrap().get::<Paper>(made.id).await.unwrap();
    store.commit(deleting(&now)).await.unwrap();
    assert!(is_stale(&store.commit(updating(&ctx(), &now)).await, made.id));
    assert!(
        store
            .read()
            .await
            .unwrap()
            .find::<Paper>(made.id)
            .await
            .unwrap()
            .is_none()
    );
    let kinds: Vec<String> = store
        .read()
        .await
        .unwrap()
        .events(thing(made.id))
        .await
        .unwrap()
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert_eq!(kinds, ["paper.made", "paper.changed", "paper.burnt"]);
    whole(&store).await;
}

pub async fn a_partial_key_binds_only_where_it_is_set(home: &Home) {
    let store = home.open().await;
    let at = |desk: Option<&str>| {
        let ctx = ctx();
        let mut made = paper(&ctx, "at a desk");
        made.desk = desk.map(str::to_owned);
        (made.id, inserting(&ctx, &made))
    };
    let (first, set) = at(Some("1"));
    store.commit(set).await.unwrap();
    let (_, set) = at(Some("1"));
    let taken = CommitError::Taken {
        table: "suite_paper".into(),
        key: "desk".into(),
    };
    assert_eq!(store.commit(set.clone()).await, Err(taken));
    for _ in 0..3 {
        store.commit(at(None).1).await.unwrap();
    }
    // The first one leaves the desk: now the refused change set goes through as it is.
    let held = store.read().await.unwrap().get::<Paper>(first).await.unwrap();
    let left = held.with(Paper {
        desk: None,
        ..held.record.clone()
    });
    store.commit(updating(&ctx(), &left)).await.unwrap();
    store.commit(set).await.unwrap();
    whole(&store).await;
}

pub async fn a_key_answers_once(home: &Home) {
    let store = home.open().await;
    let request = |digest: &str| {
        let ctx = ctx();
        let made = paper(&ctx, "by key");
        let mut set = ChangeSet::new(&ctx);
        let number = set.number("suite/keyed");
        set.insert(&made).journal(said(made.id, "paper.made")).answer(
            "client-1/key-1",
            digest,
            &json!({"id": made.id, "number": number}),
        );
        (made.id, set)
    };
    let (first, set) = request("aa");
    let answered = store.commit(set).await.unwrap();
    assert_eq!(answered.reply, Some(json!({"id": first, "number": 1})));
    let (second, set) = request("aa");
    let again = store.commit(set).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.reply, answered.reply);
    let (third, set) = request("bb");
    let reused = CommitError::Reused {
        key: "client-1/key-1".into(),
    };
    assert_eq!(store.commit(set).await, Err(reused));
    let read = store.read().await.unwrap();
    for id in [second, third] {
        assert!(read.find::<Paper>(id).await.unwrap().is_none());
    }
    let (digest, reply) = read.answer("client-1/key-1").await.unwrap().unwrap();
    assert_eq!((digest.as_str(), Some(reply)), ("aa", answered.reply));
    drop(read);

    // Many at once under one new key: one does it, all get its reply.
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (store, ctx) = (store.clone(), ctx());
            tokio::spawn(async move {
                let made = paper(&ctx, "by key");
                let mut set = inserting(&ctx, &made);
                set.answer("client-1/key-2", "cc", &json!({"id": made.id}));
                store.commit(set).await.unwrap()
            })
        })
        .collect();
    let mut replies = Vec::new();
    let mut done = 0;
    for task in tasks {
        let committed = task.await.unwrap();
        done += usize::from(!committed.repeated);
        replies.push(committed.reply.unwrap());
    }
    assert_eq!(done, 1);
    assert!(replies.iter().all(|reply| *reply == replies[0]));
    whole(&store).await;
}

pub async fn a_foreign_message_comes_once(home: &Home) {
    let store = home.open().await;
    let taking = || {
        let mut set = ChangeSet::new(&ctx());
        set.receive("gate", "message-7").take("suite/received", 1, 100);
        set
    };
    let first = taking();
    store.commit(first.clone()).await.unwrap();
    assert!(store.commit(first).await.unwrap().repeated);
    let again = store.commit(taking()).await;
    assert!(matches!(again, Err(CommitError::Taken { .. })), "{again:?}");
    let mut all = ChangeSet::new(&ctx());
    all.take("suite/received", 99, 100);
    store.commit(all).await.unwrap();
}

pub async fn an_unsaid_change_is_refused(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.insert(&paper(&ctx, "unsaid"));
    assert!(matches!(store.commit(set).await, Err(CommitError::Invalid(_))));
    // U+0000 cannot be kept by every engine: refused by both.
    let mut set = ChangeSet::new(&super::ctx());
    set.insert(&Seat {
        id: ctx.id(),
        place: "a\0b".into(),
    });
    assert!(matches!(store.commit(set).await, Err(CommitError::Invalid(_))));
}

pub async fn nothing_of_a_refused_change_is_kept(home: &Home) {
    let store = home.open().await;
    let first = ctx();
    let mut held = paper(&first, "holder");
    held.desk = Some("only".into());
    store.commit(inserting(&first, &held)).await.unwrap();

    let ctx = ctx();
    let mut made = paper(&ctx, "refused");
    made.desk = Some("only".into());
    let seat = Seat {
        id: ctx.id(),
        place: "refused".into(),
    };
    let mut set = ChangeSet::new(&ctx);
    set.number("suite/refused");
    set.insert(&seat)
        .insert(&made)
        .journal(Event::new(thing(made.id), "paper.made", &json!({})))
        .send(Message::new("suite.refused", &json!({})))
        .wake("suite.refused", made.id, ctx.now())
        .take("suite/refused", 1, 1)
        .index("paper", made.id, ctx.now(), &["all"], "refused")
        .answer("refused", "dd", &json!({}));
    assert!(matches!(
        store.commit(set.clone()).await,
        Err(CommitError::Taken { .. })
    ));
    let read = store.read().await.unwrap();
    assert!(read.find::<Seat>(seat.id).await.unwrap().is_none());
    assert!(read.find::<Paper>(made.id).await.unwrap().is_none());
    assert!(read.events(thing(made.id)).await.unwrap().is_empty());
    assert!(read.due_timers(ctx.now(), 9).await.unwrap().is_empty());
    assert!(read.answer("refused").await.unwrap().is_none());
    assert!(!read.was_applied(set.id()).await.unwrap());
    let found = read.search("paper", &["all".into()], "refused", 9).await.unwrap();
    assert!(found.ids.is_empty());
    drop(read);
    assert_eq!(store.outbox_state().await.unwrap().waiting, 0);
    let mut set = ChangeSet::new(&super::ctx());
    set.number("suite/refused");
    set.take("suite/refused", 1, 1);
    assert_eq!(store.commit(set).await.unwrap().numbers, vec![1]);
    whole(&store).await;
}
