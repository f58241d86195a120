//! What is kept comes back as it was.

use super::records::{Paper, Seat, inserting, open_papers, paper, paper_columns, papers_titled, said, thing, updating};
use super::{Home, ctx, strike, whole};
use motcua_kernel::{Actor, Date, DossierId, Instant, Money, OfficerId, PersonId, RequestId};
use motcua_store::{ChangeSet, Label, Look, Message, Store};
use serde_json::json;
use std::collections::HashSet;

async fn keep(store: &Store, title: &str) -> Paper {
    let ctx = ctx();
    let made = paper(&ctx, title);
    store.commit(inserting(&ctx, &made)).await.unwrap();
    made
}

pub async fn a_snapshot_is_one_moment(home: &Home) {
    let store = home.open().await;
    let made = keep(&store, "before").await;
    let read = store.read().await.unwrap();
    let before = read.get::<Paper>(made.id).await.unwrap();
    let changed = before.with(Paper {
        title: "after".into(),
        ..before.record.clone()
    });
    store.commit(updating(&ctx(), &changed)).await.unwrap();
    keep(&store, "after").await;
    assert_eq!(read.get::<Paper>(made.id).await.unwrap(), before);
    assert_eq!(read.all(papers_titled("after")).await.unwrap(), vec![(0,)]);
    drop(read);
    let read = store.read().await.unwrap();
    assert_eq!(read.first(papers_titled("after")).await.unwrap(), Some((2,)));
}

pub async fn every_kind_of_value_comes_back(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    // Byte order, not the order of an alphabet: Z < a < Đ < đ < ệ.
    let mut papers = Vec::new();
    for (at, title) in ["Z", "a", "Đơn", "đơn", "ệ", ""].into_iter().enumerate() {
        let mut made = paper(&ctx, title);
        made.desk = Some(format!("bàn {at}"));
        made.unit = (at != 1).then(|| ctx.id());
        made.count = [i64::MAX, i64::MIN, 0, -1, 1, 2][at];
        made.fee = Money::dong(50_000 * at as i64);
        made.due_at = Some(Instant::from_micros([1, -1, 0, 1_790_000_000_000_001, 5, 6][at]));
        made.day = Some(Date::new(1969 + at as i16, 12, 31).unwrap());
        made.open = at % 2 == 0;
        store.commit(inserting(&super::ctx(), &made)).await.unwrap();
        papers.push(made);
    }
    let read = store.read().await.unwrap();
    let ids: Vec<DossierId> = papers.iter().map(|made| made.id).collect();
    let rows = read.all(paper_columns(&ids)).await.unwrap();
    let titles: Vec<&str> = rows.iter().map(|row| row.2.as_str()).collect();
    assert_eq!(titles, ["", "Z", "a", "Đơn", "đơn", "ệ"]);
    for made in &papers {
        assert_eq!(read.get::<Paper>(made.id).await.unwrap().record, *made);
        let row = rows.iter().find(|row| row.0 == made.id).unwrap();
        let wanted = (
            made.id,
            made.desk.clone(),
            made.title.clone(),
            made.unit,
            made.count,
            made.fee,
            made.due_at,
            made.day,
            made.open,
        );
        assert_eq!(*row, wanted);
        let body = read.body::<Paper>(made.id).await.unwrap().unwrap();
        let canonical = motcua_kernel::canonical(&serde_json::to_value(made).unwrap()).unwrap();
        assert_eq!(body, canonical, "the same bytes on both engines");
    }
    let open = read.all(open_papers(true, 2)).await.unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!((open[0].due_at, open[1].due_at), (papers[2].due_at, papers[0].due_at));
    assert!(read.all(paper_columns(&[])).await.unwrap().is_empty());
    drop(read);
    whole(&store).await;
}

pub async fn two_workers_never_share_a_message(home: &Home) {
    let (one, other) = (home.open().await, home.open().await);
    let now = ctx().now();
    for at in 0..40_i64 {
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        set.send(Message::new("suite.told", &json!({"at": at})).not_before(now));
        one.commit(set).await.unwrap();
    }
    let until = now.plus_seconds(60);
    let mut workers = Vec::new();
    for store in [one.clone(), other.clone(), one.clone(), other.clone()] {
        workers.push(tokio::spawn(async move {
            let mut got = Vec::new();
            loop {
                let messages = store.claim_messages(now, until, 3).await.unwrap();
                // Empty may only mean that another worker was faster.
                if messages.is_empty() {
                    return got;
                }
                got.extend(messages);
            }
        }));
    }
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for worker in workers {
        for message in worker.await.unwrap() {
            assert!(seen.insert(message.id), "two workers got one message");
            all.push(message);
        }
    }
    // A worker that was always slower may have left some: they are due still.
    all.extend(one.claim_messages(now, until, 100).await.unwrap());
    assert_eq!(all.len(), 40);
    assert!(one.claim_messages(now, until, 100).await.unwrap().is_empty());
    // One is delivered, one fails, the others' claims run out.
    one.message_done(all[0].id, until).await.unwrap();
    one.message_failed(all[1].id, "refused", until.plus_seconds(9))
        .await
        .unwrap();
    let mut settling = ChangeSet::new(&ctx());
    settling.settle(all[2].id);
    one.commit(settling).await.unwrap();
    let again = other.claim_messages(until, until.plus_seconds(60), 100).await.unwrap();
    assert_eq!(again.len(), 37);
    assert!(again.iter().all(|message| message.attempts == 1));
    assert_eq!(one.outbox_state().await.unwrap().waiting, 38);
}

pub async fn a_dead_letter_waits_until_it_is_revived(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.send(Message::new("suite.dead", &json!({"at": 1})));
    store.commit(set).await.unwrap();
    let until = ctx.now().plus_seconds(60);
    let message = store.claim_messages(ctx.now(), until, 9).await.unwrap().remove(0);
    store.message_dead(message.id, "smtp 550").await.unwrap();

    let much_later = ctx.now().plus_seconds(400 * 24 * 3_600);
    assert_eq!(store.claim_messages(much_later, much_later, 9).await.unwrap(), []);
    let state = store.outbox_state().await.unwrap();
    assert_eq!((state.waiting, state.oldest, state.dead), (0, None, 1));
    let dead = store.read().await.unwrap().dead_letters(9).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(
        (dead[0].id, dead[0].attempts, dead[0].trouble.as_str()),
        (message.id, 1, "smtp 550")
    );
    assert_eq!(dead[0].created_at, ctx.now());

    let revive = || {
        let ctx = super::ctx();
        let mut set = ChangeSet::new(&ctx);
        set.revive(message.id);
        (set, ctx.now())
    };
    let (set, now) = revive();
    store.commit(set).await.unwrap();
    assert_eq!(store.read().await.unwrap().dead_letter(message.id).await.unwrap(), None);
    let again = store.claim_messages(now, now.plus_seconds(60), 9).await.unwrap();
    assert_eq!((again.len(), again[0].attempts), (1, 0));
    // Whoever has it now keeps it: only dead letters are revived.
    let (set, now) = revive();
    store.commit(set).await.unwrap();
    assert_eq!(store.claim_messages(now, now, 9).await.unwrap(), []);
}

pub async fn a_timer_rings_until_it_is_stopped(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let id: DossierId = ctx.id();
    let set_for = |at: Instant| {
        let mut set = ChangeSet::new(&super::ctx());
        set.wake("suite.ring", id, at);
        set
    };
    let at = ctx.now();
    store.commit(set_for(at.plus_seconds(9))).await.unwrap();
    store.commit(set_for(at)).await.unwrap();
    let due = async |now: Instant| store.read().await.unwrap().due_timers(now, 9).await.unwrap();
    assert!(due(at.plus_micros(-1)).await.is_empty());
    let timers = due(at).await;
    assert_eq!(timers.len(), 1, "the later one was put in place of the first");
    store.put_off(&timers[0], at.plus_seconds(60)).await.unwrap();
    // A second worker that saw the same timer puts nothing off any more.
    store.put_off(&timers[0], at.plus_seconds(600)).await.unwrap();
    assert!(due(at).await.is_empty());
    let timers = due(at.plus_seconds(60)).await;
    assert_eq!((timers.len(), timers[0].attempts), (1, 1));
    let mut set = ChangeSet::new(&super::ctx());
    set.let_sleep("suite.ring", id);
    store.commit(set).await.unwrap();
    assert!(due(at.plus_seconds(999)).await.is_empty());
}

pub async fn words_are_replaced(home: &Home) {
    let store = home.open().await;
    let mut ids = Vec::new();
    for words in ["Nguyễn Thị Hoà", "Nguyễn Văn Hòa", "Trần Đức"] {
        let ctx = ctx();
        let id: DossierId = ctx.id();
        let mut set = ChangeSet::new(&ctx);
        set.index("paper", id, ctx.now(), &["all", "unit/1"], words);
        store.commit(set).await.unwrap();
        ids.push(uuid::Uuid::from(id));
    }
    let found = async |scope: &str, text: &str, most: usize| {
        let read = store.read().await.unwrap();
        read.search("paper", &[scope.to_owned()], text, most).await.unwrap()
    };
    assert_eq!(
        found("all", "hoa nguyen", 9).await.ids,
        [ids[1], ids[0]],
        "newest first"
    );
    assert_eq!(found("all", "duc tr", 9).await.ids, [ids[2]]);
    assert!(found("unit/2", "hoa", 9).await.ids.is_empty());
    assert!(found("all", "", 9).await.ids.is_empty());
    let one = found("unit/1", "ng", 1).await;
    assert!(one.more && one.ids == [ids[1]]);
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.index("paper", DossierId::from(ids[1]), ctx.now(), &["unit/1"], "Lê Văn An");
    store.commit(set).await.unwrap();
    assert_eq!(found("all", "hoa", 9).await.ids, [ids[0]]);
    assert_eq!(found("unit/1", "an le", 9).await.ids, [ids[1]]);
}

pub async fn looks_are_kept_in_a_chain(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let (person, officer): (PersonId, OfficerId) = (ctx.id(), ctx.id());
    let request: RequestId = ctx.id();
    let look = |at: i64| Look {
        actor: Actor::Officer(officer),
        person,
        reason: "handling".into(),
        subject: Some(uuid::Uuid::from(request)),
        unit: None,
        at: ctx.now().plus_seconds(at),
        request,
    };
    let tasks: Vec<_> = (0..32)
        .map(|at| {
            let (store, looks) = (store.clone(), vec![look(at), look(at)]);
            tokio::spawn(async move {
                // Some readers go away before their page is there.
                let wait = std::time::Duration::from_micros(if at % 4 == 0 { 300 } else { 60_000_000 });
                let _ = tokio::time::timeout(wait, store.look(&looks)).await;
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    store.look(&[look(100)]).await.unwrap();
    let looks = store
        .read()
        .await
        .unwrap()
        .looks_at(person, ctx.now().plus_seconds(1_000), 500)
        .await
        .unwrap();
    // A look whose reader went away before it began may be missing; none that was begun.
    assert!(looks.len() > 24 * 2, "{}", looks.len());
    assert_eq!(looks[0].at, ctx.now().plus_seconds(100));
    assert_eq!(looks[0].actor, Some(officer.into()));
    assert_eq!(store.check().await.unwrap().looks as usize, looks.len());
    whole(&store).await;
}

pub async fn numbers_stand_in_body_column_and_event(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    let label = set.label("suite/label", "H49.105-", 5);
    let mut made = paper(&ctx, "numbered");
    made.number = Some(label.clone());
    set.insert(&made)
        .journal(motcua_store::Event::new(
            thing(made.id),
            "paper.made",
            &json!({"number": label}),
        ))
        .send(Message::new("suite.numbered", &json!({"number": label})));
    store.commit(set).await.unwrap();
    let read = store.read().await.unwrap();
    let kept = read.get::<Paper>(made.id).await.unwrap();
    assert_eq!(kept.number, Some(Label::Issued("H49.105-00001".into())));
    let events = read.events(thing(made.id)).await.unwrap();
    assert_eq!(events[0].body["facts"]["number"], "H49.105-00001");
    assert_eq!(events[0].body["records"][0]["version"], 1);
    drop(read);
    let messages = store
        .claim_messages(ctx.now(), ctx.now().plus_seconds(1), 9)
        .await
        .unwrap();
    assert_eq!(messages[0].body, json!({"number": "H49.105-00001"}));
    whole(&store).await;
}

/// Somebody with the engine's own tools changes a byte, cuts a tail, takes a thing away.
pub async fn a_changed_byte_is_found(home: &Home) {
    let store = home.open().await;
    let papers = [
        keep(&store, "one").await,
        keep(&store, "two").await,
        keep(&store, "three").await,
    ];
    let seat = Seat {
        id: ctx().id(),
        place: "x".into(),
    };
    let mut set = ChangeSet::new(&ctx());
    set.insert(&seat).journal(said(papers[0].id, "paper.seen"));
    store.commit(set).await.unwrap();
    whole(&store).await;
    let hex = |id: uuid::Uuid| match home {
        Home::Folder(_) => format!("x'{}'", id.simple()),
        Home::Server(_) => format!("'{id}'"),
    };
    let [one, two, three] = [0, 1, 2].map(|at: usize| hex(papers[at].id.into()));
    let blows = [
        format!("UPDATE store_event SET kind = 'paper.lost' WHERE thing = {one} AND n = 1"),
        format!("UPDATE suite_paper SET body = replace(body, 'two', 'oh!') WHERE id = {two}"),
        format!("UPDATE suite_paper SET title = 'other' WHERE id = {three}"),
        format!("UPDATE suite_seat SET place = 'y' WHERE id = {}", hex(seat.id.into())),
        format!("DELETE FROM suite_paper WHERE id = {two}"),
        "DELETE FROM store_feed WHERE position = 4".to_owned(),
        format!("DELETE FROM store_event WHERE thing = {one} AND n = 2"),
    ];
    let mut faults = Vec::new();
    for blow in blows {
        assert_eq!(strike(home, &blow).await, 1, "{blow}");
        let report = store.check().await.unwrap();
        assert!(
            report.faults.iter().any(|fault| !faults.contains(fault)),
            "not found: {blow}\n{report}"
        );
        faults = report.faults.to_vec();
    }
}
