//! The opening of a commit: claim the change's id, read and lock what it relies on, take numbers and places.

use crate::change::ChangeSet;
use crate::statement::{Lock, Statement};
use crate::value::{Kind, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a statement of the opening asks, so that the closing knows whose answer it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Whether this change was applied before.
    Claim,
    /// Whether this idempotency key was answered before.
    Answer,
    /// Whether this foreign message came before.
    Received,
    /// Versions of the records of a table.
    Versions(&'static str),
    /// Heads of the chains.
    Chains,
    /// The last number of a series, after taking so many.
    Series(String, u64),
    /// Places of a counter.
    Counter(usize),
    /// Whether the reader's cursor still stands where it was read.
    Cursor,
}

/// The opening: statements, and what each asks.
#[derive(Debug)]
pub(crate) struct Opening {
    pub(crate) steps: Vec<Statement>,
    pub(crate) asks: Vec<Ask>,
}

impl Opening {
    fn ask(&mut self, ask: Ask, step: Statement) {
        self.asks.push(ask);
        self.steps.push(step);
    }
}

pub(crate) fn open(set: &ChangeSet) -> Opening {
    let c = &*set.contents;
    let mut opening = Opening {
        steps: Vec::new(),
        asks: Vec::new(),
    };

    // The claim comes first: a repeat waits here for its own first try, and never looks stale.
    opening.ask(
        Ask::Claim,
        Statement::new(
            "INSERT INTO store_change (id, at, repeats, numbers) VALUES ($1, $2, 0, '')
             ON CONFLICT (id) DO UPDATE SET repeats = store_change.repeats + 1
             RETURNING repeats, numbers",
            vec![c.id.into(), c.now.into()],
        )
        .returning(&[Kind::Int, Kind::Text]),
    );
    if let Some(answer) = &c.answer {
        opening.ask(
            Ask::Answer,
            Statement::new(
                "INSERT INTO store_answer (key, digest, reply, change, at, hits) VALUES ($1, $2, '', $3, $4, 0)
                 ON CONFLICT (key) DO UPDATE SET hits = store_answer.hits + 1
                 RETURNING hits, digest, reply",
                vec![
                    answer.key.clone().into(),
                    answer.digest.clone().into(),
                    c.id.into(),
                    c.now.into(),
                ],
            )
            .returning(&[Kind::Int, Kind::Text, Kind::Text]),
        );
    }
    if let Some((source, foreign)) = &c.received {
        opening.ask(
            Ask::Received,
            Statement::new(
                "INSERT INTO store_inbox (source, foreign_id, change, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (source, foreign_id) DO NOTHING
                 RETURNING source",
                vec![source.clone().into(), foreign.clone().into(), c.id.into(), c.now.into()],
            )
            .returning(&[Kind::Text]),
        );
    }
    lock_records(set, &mut opening);
    lock_chains(set, &mut opening);
    take_numbers(set, &mut opening);

    let mut counters: Vec<usize> = (0..c.takes.len()).collect();
    counters.sort_by_key(|at| &c.takes[*at].counter);
    for at in counters {
        let take = &c.takes[at];
        opening.ask(
            Ask::Counter(at),
            Statement::new(
                "INSERT INTO store_counter (name, taken) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET taken = store_counter.taken + excluded.taken
                 WHERE store_counter.taken + excluded.taken <= $3 OR excluded.taken < 0
                 RETURNING taken",
                vec![take.counter.clone().into(), take.count.into(), take.at_most.into()],
            )
            .returning(&[Kind::Int]),
        );
    }
    if let Some(step) = c.cursor {
        opening.ask(
            Ask::Cursor,
            Statement::new(
                "UPDATE store_reader SET position = $3 WHERE name = $1 AND position = $2 AND shape = $4
                 RETURNING position",
                vec![step.reader.into(), step.from.into(), step.to.into(), step.shape.into()],
            )
            .returning(&[Kind::Int]),
        );
    }
    opening
}

/// Locks what is written and what is relied on, table by table and in the order of ids, so that two commits
/// that want the same rows wait for each other instead of for ever.
fn lock_records(set: &ChangeSet, opening: &mut Opening) {
    let c = &*set.contents;
    let mut tables: BTreeMap<&'static str, (Lock, Vec<Uuid>)> = BTreeMap::new();
    for (table, id, _) in &c.expects {
        tables.entry(table).or_insert((Lock::Share, Vec::new())).1.push(*id);
    }
    for write in c.records.iter().filter(|write| write.read > 0) {
        // One statement a table: if any of its rows is written, those that are relied on are locked as firmly,
        // or two commits that each rely on what the other writes would wait for each other.
        let (lock, ids) = tables
            .entry(write.declaration.table)
            .or_insert((Lock::Update, Vec::new()));
        *lock = Lock::Update;
        ids.push(write.id);
    }
    for (table, (lock, mut ids)) in tables {
        ids.sort_unstable();
        ids.dedup();
        let list = Value::List(ids.into_iter().map(Value::Id).collect());
        opening.ask(
            Ask::Versions(table),
            Statement::new(
                format!("SELECT id, version FROM {table} WHERE id IN ($1) ORDER BY id"),
                vec![list],
            )
            .returning(&[Kind::Id, Kind::Int])
            .locking(lock),
        );
    }
}

fn lock_chains(set: &ChangeSet, opening: &mut Opening) {
    let mut things: Vec<Uuid> = set.contents.events.iter().map(|event| event.thing.into()).collect();
    things.sort_unstable();
    things.dedup();
    if things.is_empty() {
        return;
    }
    let list = Value::List(things.into_iter().map(Value::Id).collect());
    opening.ask(
        Ask::Chains,
        Statement::new(
            "SELECT thing, n, hash, happened_at FROM store_chain WHERE thing IN ($1) ORDER BY thing",
            vec![list],
        )
        .returning(&[Kind::Id, Kind::Int, Kind::Text, Kind::Instant])
        .locking(Lock::Update),
    );
}

fn take_numbers(set: &ChangeSet, opening: &mut Opening) {
    let mut wanted: BTreeMap<&str, u64> = BTreeMap::new();
    for series in &set.contents.series {
        *wanted.entry(series).or_default() += 1;
    }
    for (series, count) in wanted {
        opening.ask(
            Ask::Series(series.to_owned(), count),
            Statement::new(
                "INSERT INTO store_series (name, last) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET last = store_series.last + excluded.last
                 RETURNING last",
                vec![series.into(), count.into()],
            )
            .returning(&[Kind::Int]),
        );
    }
}
