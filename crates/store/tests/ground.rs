//! The first promises of the port, on the embedded engine.

use motcua_kernel::{Actor, ChangeId, Context, DossierId, Instant, ThingId};
use motcua_store::{ChangeSet, Column, CommitError, Event, Label, Record, RecordKind, Row, Store, record};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Paper {
    id: DossierId,
    number: Option<Label>,
    title: String,
}

impl Record for Paper {
    type Id = DossierId;
    const TABLE: &'static str = "ground_paper";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::text("number").unique().optional(), Column::text("title")];
    fn id(&self) -> DossierId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("number", self.number.as_ref()).set("title", &self.title);
    }
}
record!(Paper);

fn ctx(n: i64) -> Context {
    Context::new(Actor::System, Instant::from_micros(1_790_000_000_000_000 + n))
}

fn accept(ctx: &Context) -> (Paper, ChangeSet) {
    let mut set = ChangeSet::new(ctx);
    let number = set.label("paper/2026", "H49-", 4);
    let paper = Paper {
        id: ctx.id(),
        number: Some(number.clone()),
        title: "Giấy".into(),
    };
    let thing = ThingId::from(uuid::Uuid::from(paper.id));
    set.insert(&paper)
        .journal(Event::new(thing, "paper.accepted", &json!({"number": number})));
    (paper, set)
}

async fn fresh(name: &str) -> (Store, std::path::PathBuf) {
    let folder = std::env::temp_dir().join(format!("motcua-ground-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    (Store::create(&folder.to_string_lossy()).await.unwrap(), folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_kept_once_with_its_number_in_body_column_and_event() {
    let (store, folder) = fresh("once").await;
    let ctx = ctx(1);
    let (paper, set) = accept(&ctx);
    let committed = store.commit(set.clone()).await.unwrap();
    assert!(!committed.repeated);
    let again = store.commit(set).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.numbers, committed.numbers);

    let read = store.read().await.unwrap();
    let kept = read.get::<Paper>(paper.id).await.unwrap();
    assert_eq!(kept.number, Some(Label::Issued("H49-0001".into())));
    let events = read.events(ThingId::from(uuid::Uuid::from(paper.id))).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].body["facts"]["number"], "H49-0001");
    assert_eq!(read.feed(0, 10).await.unwrap().len(), 1);
    drop(read);
    // The repeat took no number.
    let (_, next) = accept(&self::ctx(2));
    assert_eq!(store.commit(next).await.unwrap().numbers, vec![2]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_version_is_stale_and_an_unsaid_change_is_refused() {
    let (store, folder) = fresh("stale").await;
    let ctx = ctx(3);
    let (paper, set) = accept(&ctx);
    store.commit(set).await.unwrap();
    let stored = store.read().await.unwrap().get::<Paper>(paper.id).await.unwrap();
    let thing = ThingId::from(uuid::Uuid::from(paper.id));
    for expected_stale in [false, true] {
        let ctx = self::ctx(if expected_stale { 5 } else { 4 });
        let mut set = ChangeSet::new(&ctx);
        set.update(&stored.with(Paper {
            title: "Mới".into(),
            ..stored.record.clone()
        }));
        let unsaid = store.commit(set.clone()).await.unwrap_err();
        assert!(matches!(unsaid, CommitError::Invalid(_)), "{unsaid}");
        set.journal(Event::new(thing, "paper.renamed", &json!({})));
        let result = store.commit(set).await;
        assert_eq!(
            matches!(result, Err(CommitError::Stale { .. })),
            expected_stale,
            "{result:?}"
        );
    }
    let _ = ChangeId::from_u128(0);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_byte_a_cut_tail_and_a_vanished_thing_are_found() {
    let tampers = [
        (
            "UPDATE ground_paper SET body = replace(body, 'Giấy', 'Giầy')",
            "is not what the journal says",
        ),
        ("UPDATE ground_paper SET title = 'x'", "columns of ground_paper"),
        ("DELETE FROM ground_paper WHERE number = 'H49-0002'", "is gone"),
        (
            "UPDATE store_event SET body = replace(body, 'H49-0001', 'H49-0003')",
            "was changed",
        ),
        ("UPDATE store_event SET happened_at = happened_at + 1", "was changed"),
        ("DELETE FROM store_feed WHERE position = 3", "wait for a position"),
        ("UPDATE store_feed SET n = 2 WHERE position = 2", "of the feed"),
        ("DELETE FROM store_chain WHERE n = 1", "have no head"),
        (
            "DELETE FROM store_event WHERE thing = (SELECT id FROM ground_paper WHERE number = 'H49-0003')",
            "which is gone",
        ),
    ];
    for (n, (tamper, word)) in tampers.into_iter().enumerate() {
        let (store, folder) = fresh(&format!("tamper-{n}")).await;
        for at in 0..3 {
            store.commit(accept(&ctx(100 + at)).1).await.unwrap();
        }
        let clean = store.check().await.unwrap();
        assert!(clean.is_clean() && clean.events == 3 && clean.records == 3, "{clean}");
        let file = rusqlite::Connection::open(folder.join("motcua.sqlite")).unwrap();
        assert!(file.execute(tamper, []).unwrap() > 0, "{tamper} changed nothing");
        let report = store.check().await.unwrap();
        assert!(report.to_string().contains(word), "{tamper}: {report}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Tally {
    id: DossierId,
    count: i64,
}

impl Record for Tally {
    type Id = DossierId;
    const TABLE: &'static str = "ground_tally";
    const KIND: RecordKind = RecordKind::View;
    const COLUMNS: &'static [Column] = &[Column::int("count")];
    fn id(&self) -> DossierId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("count", self.count);
    }
}
record!(Tally);

struct Acceptances;

impl motcua_store::View for Acceptances {
    const NAME: &'static str = "ground_acceptances";
    async fn apply(
        &self,
        read: &motcua_store::Read,
        event: &motcua_store::FeedEvent,
        set: &mut ChangeSet,
    ) -> Result<(), motcua_store::ReadError> {
        let id = DossierId::from_u128(1);
        if event.event.kind == "paper.accepted" {
            match read.find::<Tally>(id).await? {
                Some(tally) => set.update(&tally.with(Tally {
                    id,
                    count: tally.count + 1,
                })),
                None => set.insert(&Tally { id, count: 1 }),
            };
        }
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_counts_every_event_once_although_two_build_it() {
    let (store, folder) = fresh("view").await;
    for at in 0..20 {
        store.commit(accept(&ctx(300 + at)).1).await.unwrap();
    }
    let (mine, others) = (store.clone(), store.clone());
    let other = tokio::spawn(async move { others.catch_up(&Acceptances, 100).await.unwrap() });
    let mut done = 0;
    while done < 20 {
        done += mine.catch_up(&Acceptances, 7).await.unwrap();
        if other.is_finished() && mine.catch_up(&Acceptances, 100).await.unwrap() == 0 {
            break;
        }
    }
    other.await.unwrap();
    while store.catch_up(&Acceptances, 100).await.unwrap() > 0 {}
    let tally = store
        .read()
        .await
        .unwrap()
        .get::<Tally>(DossierId::from_u128(1))
        .await
        .unwrap();
    assert_eq!(tally.count, 20);
    std::fs::remove_dir_all(folder).unwrap();
}
