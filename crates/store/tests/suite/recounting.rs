//! A past day of a view counted again from the journal.

use super::records::{inserting, paper};
use super::{Home, strike};
use motcua_kernel::{Actor, Context, Date, DossierId, named_id};
use motcua_store::{
    ChangeSet, Column, FeedEvent, Read, ReadError, Record, RecordKind, Row, Store, View, query, record, view, views,
};
use serde::{Deserialize, Serialize};

/// How many papers were made on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadeOn {
    id: DossierId,
    day: Date,
    count: i64,
}

impl Record for MadeOn {
    type Id = DossierId;
    const TABLE: &'static str = "suite_made_on";
    const KIND: RecordKind = RecordKind::View;
    const COLUMNS: &'static [Column] = &[Column::date("day"), Column::int("made")];
    fn id(&self) -> DossierId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("day", self.day).set("made", self.count);
    }
}
record!(MadeOn);

query! {
    /// What was counted, by day.
    pub fn made_by_day() -> (Date, i64) = "SELECT day, made FROM suite_made_on ORDER BY day";
}

struct ByDay;

impl View for ByDay {
    const NAME: &'static str = "suite_made_on";
    const TABLES: &'static [&'static str] = &["suite_made_on"];
    const DAY: &'static str = "day";
    async fn apply(&self, read: &Read, event: &FeedEvent, set: &mut ChangeSet) -> Result<(), ReadError> {
        let day = event.event.happened_at.date();
        let id = named_id("suite made on", &day.to_string());
        match read.find::<MadeOn>(id).await? {
            Some(made) => {
                let count = made.count + 1;
                set.update(&made.with(MadeOn { id, day, count }))
            }
            None => set.insert(&MadeOn { id, day, count: 1 }),
        };
        Ok(())
    }
}
view!(ByDay: ByDay);

async fn make(store: &Store, day: Date, count: i64) {
    for second in 0..count {
        let ctx = Context::new(Actor::System, day.start().plus_seconds(30_000 + second));
        store.commit(inserting(&ctx, &paper(&ctx, "made"))).await.unwrap();
    }
}

async fn catch_up(store: &Store) {
    store.numbered().await.unwrap();
    while store.catch_up(&ByDay, 50).await.unwrap() > 0 {}
}

pub async fn a_wrong_figure_of_a_past_day_is_found_and_named(home: &Home) {
    let store = home.open().await;
    let days: [Date; 3] = ["2026-11-21", "2026-11-22", "2026-11-23"].map(|day| day.parse().unwrap());
    for (day, count) in days.iter().zip([4, 7, 5]) {
        make(&store, *day, count).await;
    }
    catch_up(&store).await;
    let recount = async |day: Date| store.recount_view(&ByDay, day).await.unwrap();
    let found = recount(days[1]).await;
    assert_eq!((found.events, found.rows, found.faults.len()), (7, 1, 0), "{found:?}");
    let quiet = recount("2026-11-20".parse().unwrap()).await;
    assert_eq!((quiet.events, quiet.rows, quiet.faults.len()), (0, 0, 0));

    // What happened on the day and came later counts for the day.
    make(&store, days[1], 2).await;
    catch_up(&store).await;
    assert_eq!(recount(days[1]).await.events, 9);

    // Somebody makes a figure look better.
    let blow = "UPDATE suite_made_on SET body = replace(body, '\"count\":9', '\"count\":8') WHERE made = 9";
    assert_eq!(strike(home, blow).await, 1);
    let found = recount(days[1]).await;
    assert_eq!(found.faults.len(), 1, "{found:?}");
    let fault = &found.faults[0];
    for part in ["suite_made_on ", "2026-11-22", "\"count\":8", "\"count\":9"] {
        assert!(fault.contains(part), "{part}: {fault}");
    }
    assert_eq!(
        recount(days[0]).await.faults,
        Vec::<String>::new(),
        "the other days are what they were"
    );
    // By its name, as the night does it; then it is built anew.
    let named = views().into_iter().find(|view| view.name == "suite_made_on").unwrap();
    assert!(named.has_days);
    assert_eq!((named.recount)(&store, days[1]).await.unwrap().faults, found.faults);
    (named.rebuild)(&store, &mut |_| {}).await.unwrap();
    assert_eq!(recount(days[1]).await.faults, Vec::<String>::new());

    // A row that is gone, and one of a day on which nothing happened.
    assert_eq!(strike(home, "DELETE FROM suite_made_on WHERE made = 5").await, 1);
    let gone = recount(days[2]).await;
    assert!(gone.faults[0].contains("it has nothing"), "{gone:?}");
    let read = store.read().await.unwrap();
    assert_eq!(read.all(made_by_day()).await.unwrap(), [(days[0], 4), (days[1], 9)]);
}
