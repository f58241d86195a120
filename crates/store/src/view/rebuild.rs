//! A view built again beside the old one, then put in its place in one commit.
//!
//! Readers go on with the old rows until that commit. What stops in the middle leaves the old view as it was; the
//! next rebuild begins anew. The view's statements are the same: while it is built, its tables go by other names.

use super::{Cursor, Progress, View};
use crate::change::ChangeSet;
use crate::error::{CommitError, ReadError, StoreError};
use crate::read::Read;
use crate::record::{Declaration, RecordKind, declarations};
use crate::schema::{RECORD_COLUMNS, record_indexes, record_table};
use crate::statement::Statement;
use crate::store::{Engine, Store};
use crate::value::Kind;
use motcua_kernel::{Actor, ChangeId, Context, named_id};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Events between two words about how far it is.
const PAGE: i64 = 500;

/// Other names for some tables, wherever a statement names them.
#[derive(Debug, Clone)]
pub(crate) struct Renamed(Arc<Vec<(&'static str, &'static str)>>);

impl Renamed {
    /// The statement with the other names. A name counts where it stands as a word outside of quotes.
    pub(crate) fn apply(&self, sql: &str) -> String {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let mut text = String::with_capacity(sql.len() + 16);
        for (at, part) in sql.split('\'').enumerate() {
            if at > 0 {
                text.push('\'');
            }
            if at % 2 == 1 {
                text.push_str(part);
                continue;
            }
            let mut rest = part;
            while let Some(begin) = rest.find(is_word) {
                let (between, from) = rest.split_at(begin);
                let end = from.find(|c| !is_word(c)).unwrap_or(from.len());
                let (word, after) = from.split_at(end);
                let other = self.0.iter().find(|(name, _)| *name == word);
                text.push_str(between);
                text.push_str(other.map_or(word, |(_, other)| other));
                rest = after;
            }
            text.push_str(rest);
        }
        text
    }
}

/// The tables of a view under the names that they have while it is built again.
pub(super) struct Beside {
    reader: &'static str,
    renamed: Renamed,
    tables: Vec<(&'static Declaration, &'static Declaration)>,
    /// Change ids of this rebuild: those of another one were applied to other rows.
    run: Uuid,
}

/// Names live as long as the program, once each however often a view is rebuilt.
fn kept(name: String) -> &'static str {
    static NAMES: Mutex<BTreeMap<String, &'static str>> = Mutex::new(BTreeMap::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    names
        .entry(name)
        .or_insert_with_key(|name| Box::leak(name.clone().into_boxed_str()))
}

fn kept_declaration(of: &'static Declaration, what: &str) -> &'static Declaration {
    static BESIDE: Mutex<BTreeMap<&'static str, &'static Declaration>> = Mutex::new(BTreeMap::new());
    let table = kept(format!("{}__{what}", of.table));
    let mut beside = BESIDE.lock().unwrap_or_else(PoisonError::into_inner);
    beside
        .entry(table)
        .or_insert_with(|| Box::leak(Box::new(Declaration { table, ..*of })))
}

impl Beside {
    /// The tables of a view under names that end in what they are for.
    pub(super) fn named<V: View>(what: &str) -> Result<Self, StoreError> {
        let wrong = |why: String| StoreError::Engine(format!("the view {} cannot be rebuilt: {why}", V::NAME), None);
        if V::TABLES.is_empty() {
            return Err(wrong("it names no tables".into()));
        }
        let known = declarations();
        let mut tables = Vec::new();
        for table in V::TABLES {
            let declared = known.iter().find(|declaration| declaration.table == *table);
            match declared.filter(|declaration| declaration.kind == RecordKind::View) {
                Some(declaration) => tables.push((*declaration, kept_declaration(declaration, what))),
                None => return Err(wrong(format!("{table} is no table of a view"))),
            }
        }
        let names = tables.iter().map(|(old, new)| (old.table, new.table)).collect();
        Ok(Self {
            reader: kept(format!("{}/{what}", V::NAME)),
            renamed: Renamed(Arc::new(names)),
            tables,
            run: Uuid::new_v4(),
        })
    }

    /// Empty tables and a cursor before the first event; what a stopped rebuild left goes away.
    pub(super) async fn begin(&self, engine: &Engine) -> Result<(), CommitError> {
        let mut texts = Vec::new();
        for (_, new) in &self.tables {
            texts.push(format!("DROP TABLE IF EXISTS {}", new.table));
            texts.push(record_table(engine.dialect(), new));
            texts.extend(record_indexes(new));
        }
        let mut steps: Vec<Statement> = texts.into_iter().map(|text| Statement::new(text, vec![])).collect();
        let sql = "DELETE FROM store_reader WHERE name = $1";
        steps.push(Statement::new(sql, vec![self.reader.into()]));
        engine.run(steps).await.map(drop)
    }

    /// Turns what the view writes to its tables beside. What it writes elsewhere would happen a second time.
    pub(super) fn turn<V: View>(&self, set: &mut ChangeSet) -> Result<(), StoreError> {
        set.turn(|table| {
            self.tables
                .iter()
                .find(|(old, _)| old.table == table)
                .map(|(_, new)| *new)
        })
        .map_err(|what| {
            let why = format!(
                "the view {} cannot be rebuilt: it writes {what}, not only its tables",
                V::NAME
            );
            StoreError::Engine(why, None)
        })
    }

    /// Puts the new rows into the place of the old ones, if the old view has not come further meanwhile.
    async fn switch<V: View>(&self, store: &Store, position: i64) -> Result<bool, CommitError> {
        let (name, at) = (V::NAME, position);
        let mut steps = store.engine.unhurried();
        // The shape rises, so that an event that somebody is applying to the old rows is not committed to the new.
        let sql = "UPDATE store_reader SET position = $2, shape = shape + 1 WHERE name = $1 AND position <= $2
                   RETURNING shape";
        let moved = steps.len();
        steps.push(Statement::new(sql, vec![name.into(), at.into()]).returning(&[Kind::Int]));
        let holds = "EXISTS (SELECT 1 FROM store_reader WHERE name = $1 AND position = $2)";
        for (old, new) in &self.tables {
            let base = RECORD_COLUMNS.iter().map(|(name, ..)| *name);
            let names: Vec<&str> = base.chain(old.columns.iter().map(|column| column.name)).collect();
            let (names, from, to) = (names.join(", "), new.table, old.table);
            for sql in [
                format!("DELETE FROM {to} WHERE {holds}"),
                format!("INSERT INTO {to} ({names}) SELECT {names} FROM {from} WHERE {holds}"),
            ] {
                steps.push(Statement::new(sql, vec![name.into(), at.into()]));
            }
        }
        let answers = store.engine.run(steps).await?;
        Ok(answers.get(moved).is_some_and(|rows| !rows.is_empty()))
    }

    /// A snapshot in which the view's statements meet its tables beside.
    pub(super) fn reading(&self, read: Read) -> Read {
        read.renaming(self.renamed.clone())
    }

    /// What tells the changes of this run from those of others.
    pub(super) const fn run(&self) -> Uuid {
        self.run
    }

    /// Each table of the view and the one beside it.
    pub(super) fn tables(&self) -> &[(&'static Declaration, &'static Declaration)] {
        &self.tables
    }

    pub(super) async fn clear(&self, engine: &Engine) -> Result<(), CommitError> {
        let drops = self
            .tables
            .iter()
            .map(|(_, new)| format!("DROP TABLE IF EXISTS {}", new.table));
        let mut steps: Vec<Statement> = drops.map(|text| Statement::new(text, vec![])).collect();
        let sql = "DELETE FROM store_reader WHERE name = $1";
        steps.push(Statement::new(sql, vec![self.reader.into()]));
        engine.run(steps).await.map(drop)
    }
}

impl Store {
    /// Builds a view from the first event again, beside the old one, and then switches. Others may go on reading,
    /// writing and applying events to the old one. Gives the position at which the new one took its place.
    ///
    /// # Errors
    ///
    /// Fails if the view names no tables, writes elsewhere, or cannot read what it needs, if another rebuild of it
    /// began meanwhile, or if the store does not answer. The old view is then as it was.
    pub async fn rebuild_view<V: View>(
        &self,
        view: &V,
        told: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<i64, StoreError> {
        let beside = Beside::named::<V>("next")?;
        // The old view has a cursor, even if it never began.
        self.cursor(V::NAME).await?;
        beside.begin(&self.engine).await?;
        let mut cursor = self.cursor(beside.reader).await?;
        loop {
            let read = self.read().await?;
            let head = read.feed_head().await?.0;
            let events = read.feed(cursor.position, PAGE).await?;
            drop(read);
            for event in &events {
                let read = beside.reading(self.read().await?);
                let name = format!("{}/{}/{}", V::NAME, beside.run, event.position);
                let change: ChangeId = named_id("view", &name);
                let ctx = Context::for_change(Actor::System, event.event.recorded_at, change);
                let mut set = ChangeSet::new(&ctx);
                view.apply(&read, event, &mut set).await?;
                drop(read);
                beside.turn::<V>(&mut set)?;
                set.advance(cursor.to(event.position));
                self.commit(set).await?;
                cursor.position = event.position;
            }
            told(Progress {
                position: cursor.position,
                head,
            });
            if events.is_empty() && beside.switch::<V>(self, cursor.position).await? {
                beside.clear(&self.engine).await?;
                return Ok(cursor.position);
            }
            if events.is_empty() {
                // The old view was told of an event that this snapshot did not have yet.
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
    }
}

impl Read {
    /// The same snapshot, with other names for some tables.
    fn renaming(mut self, renamed: Renamed) -> Self {
        self.renamed = Some(renamed);
        self
    }
}

impl Cursor {
    /// The step from here to a later position.
    pub(super) const fn to(self, position: i64) -> crate::change::Advance {
        crate::change::Advance {
            reader: self.reader,
            shape: self.shape,
            from: self.position,
            to: position,
        }
    }
}

/// Why a view that was applied cannot be found: its error, for the caller.
pub(super) fn no_cursor() -> ReadError {
    ReadError::Missing {
        table: "store_reader",
        id: Uuid::nil(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_renamed_where_it_stands_as_a_word() {
        let renamed = Renamed(Arc::new(vec![("tally", "tally__next")]));
        let sql = "SELECT tally.id, tally_count FROM tally JOIN other_tally o ON o.x = 'tally' WHERE (tally.n) = $1";
        assert_eq!(
            renamed.apply(sql),
            "SELECT tally__next.id, tally_count FROM tally__next JOIN other_tally o ON o.x = 'tally' WHERE (tally__next.n) = $1"
        );
    }
}
