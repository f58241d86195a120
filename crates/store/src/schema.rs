//! The tables: the store's own, and one for each declared record. Nobody writes INSERT or UPDATE by hand.

use crate::record::{Column, Declaration};
use crate::value::Kind;

/// The schema of the store's own tables.
pub(crate) const SCHEMA: i64 = 1;

/// A column of one of the store's own tables: name, kind, may be empty.
type Own = (&'static str, Kind, bool);

/// One of the store's own tables.
pub(crate) struct OwnTable {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [Own],
    pub(crate) key: &'static str,
    pub(crate) indexes: &'static [(&'static str, &'static str)],
}

const fn must(name: &'static str, kind: Kind) -> Own {
    (name, kind, false)
}

const fn may(name: &'static str, kind: Kind) -> Own {
    (name, kind, true)
}

pub(crate) const OWN_TABLES: &[OwnTable] = &[
    // Facts about the store itself: schema, epoch, server keys.
    OwnTable {
        name: "store_fact",
        columns: &[must("name", Kind::Text), must("value", Kind::Text)],
        key: "name",
        indexes: &[],
    },
    // Which shape of each record table has been filled.
    OwnTable {
        name: "store_table",
        columns: &[
            must("name", Kind::Text),
            must("shape", Kind::Int),
            must("columns", Kind::Text),
        ],
        key: "name",
        indexes: &[],
    },
    OwnTable {
        name: "store_change",
        columns: &[
            must("id", Kind::Id),
            must("at", Kind::Instant),
            must("repeats", Kind::Int),
            must("numbers", Kind::Text),
        ],
        key: "id",
        indexes: &[("store_change_at", "at, id")],
    },
    OwnTable {
        name: "store_answer",
        columns: &[
            must("key", Kind::Text),
            must("digest", Kind::Text),
            must("reply", Kind::Text),
            must("change", Kind::Id),
            must("at", Kind::Instant),
            must("hits", Kind::Int),
        ],
        key: "key",
        indexes: &[("store_answer_at", "at, key")],
    },
    OwnTable {
        name: "store_series",
        columns: &[must("name", Kind::Text), must("last", Kind::Int)],
        key: "name",
        indexes: &[],
    },
    OwnTable {
        name: "store_counter",
        columns: &[must("name", Kind::Text), must("taken", Kind::Int)],
        key: "name",
        indexes: &[],
    },
    OwnTable {
        name: "store_chain",
        columns: &[
            must("thing", Kind::Id),
            must("n", Kind::Int),
            must("hash", Kind::Text),
            must("happened_at", Kind::Instant),
        ],
        key: "thing",
        indexes: &[],
    },
    OwnTable {
        name: "store_event",
        columns: &[
            must("thing", Kind::Id),
            must("n", Kind::Int),
            must("kind", Kind::Text),
            must("format", Kind::Int),
            must("body", Kind::Text),
            must("happened_at", Kind::Instant),
            must("recorded_at", Kind::Instant),
            must("change", Kind::Id),
            must("before", Kind::Text),
            must("hash", Kind::Text),
        ],
        key: "thing, n",
        indexes: &[],
    },
    OwnTable {
        name: "store_feed",
        columns: &[
            must("position", Kind::Int),
            must("thing", Kind::Id),
            must("n", Kind::Int),
            must("hash", Kind::Text),
        ],
        key: "position",
        indexes: &[],
    },
    // Events of commits that wait for their position; empty on SQLite, whose writer numbers as it commits.
    OwnTable {
        name: "store_unnumbered",
        columns: &[
            must("thing", Kind::Id),
            must("n", Kind::Int),
            must("hash", Kind::Text),
            must("at", Kind::Instant),
        ],
        key: "thing, n",
        indexes: &[],
    },
    OwnTable {
        name: "store_reader",
        columns: &[
            must("name", Kind::Text),
            must("position", Kind::Int),
            must("shape", Kind::Int),
        ],
        key: "name",
        indexes: &[],
    },
    OwnTable {
        name: "store_message",
        columns: &[
            must("id", Kind::Id),
            must("kind", Kind::Text),
            must("body", Kind::Text),
            must("change", Kind::Id),
            must("created_at", Kind::Instant),
            must("next_at", Kind::Instant),
            must("attempts", Kind::Int),
            may("done_at", Kind::Instant),
            may("trouble", Kind::Text),
        ],
        key: "id",
        indexes: &[("store_message_due", "done_at, next_at, id")],
    },
    OwnTable {
        name: "store_inbox",
        columns: &[
            must("source", Kind::Text),
            must("foreign_id", Kind::Text),
            must("change", Kind::Id),
            must("at", Kind::Instant),
        ],
        key: "source, foreign_id",
        indexes: &[],
    },
    OwnTable {
        name: "store_timer",
        columns: &[
            must("kind", Kind::Text),
            must("thing", Kind::Id),
            must("at", Kind::Instant),
            must("change", Kind::Id),
            must("attempts", Kind::Int),
        ],
        key: "kind, thing",
        indexes: &[("store_timer_at", "at, kind, thing")],
    },
    OwnTable {
        name: "store_word",
        columns: &[
            must("kind", Kind::Text),
            must("scope", Kind::Text),
            must("word", Kind::Text),
            must("at", Kind::Instant),
            must("id", Kind::Id),
        ],
        key: "kind, scope, word, at, id",
        indexes: &[("store_word_id", "kind, id")],
    },
    OwnTable {
        name: "store_look",
        columns: &[
            must("node", Kind::Text),
            must("day", Kind::Date),
            must("n", Kind::Int),
            must("at", Kind::Instant),
            must("actor_kind", Kind::Text),
            may("actor", Kind::Id),
            must("person", Kind::Id),
            must("reason", Kind::Text),
            may("subject", Kind::Id),
            may("unit", Kind::Id),
            must("request", Kind::Id),
            must("before", Kind::Text),
            must("hash", Kind::Text),
        ],
        key: "node, day, n",
        indexes: &[("store_look_person", "person, at, node, day, n")],
    },
    // Which record names which file: what is not here is swept away.
    OwnTable {
        name: "store_blob",
        columns: &[
            must("id", Kind::Id),
            must("record", Kind::Text),
            must("owner", Kind::Id),
        ],
        key: "id, record, owner",
        indexes: &[("store_blob_owner", "owner, record")],
    },
    // What was erased and when, without a word of it: what a restored backup must lose again.
    OwnTable {
        name: "store_erased",
        columns: &[
            must("record", Kind::Text),
            must("id", Kind::Id),
            must("thing", Kind::Id),
            must("at", Kind::Instant),
            must("change", Kind::Id),
        ],
        key: "record, id",
        indexes: &[("store_erased_at", "at, record, id")],
    },
    OwnTable {
        name: "store_lease",
        columns: &[
            must("name", Kind::Text),
            must("holder", Kind::Text),
            must("until", Kind::Instant),
            must("token", Kind::Int),
        ],
        key: "name",
        indexes: &[],
    },
];

/// The columns that every record table has before its own.
pub(crate) const RECORD_COLUMNS: &[Own] = &[
    must("id", Kind::Id),
    must("version", Kind::Int),
    must("format", Kind::Int),
    must("shape", Kind::Int),
    must("body", Kind::Text),
    may("salt", Kind::Text),
    may("expires_at", Kind::Instant),
];

/// How an engine names a kind of column.
pub(crate) trait Dialect {
    fn column(&self, kind: Kind) -> &'static str;
    /// What follows the closing bracket of a table.
    fn table_end(&self) -> &'static str;
}

/// Creates the store's own tables.
pub(crate) fn own_tables(dialect: &dyn Dialect) -> Vec<String> {
    let mut statements = Vec::new();
    for table in OWN_TABLES {
        let columns: Vec<String> = table.columns.iter().map(|own| column_text(dialect, *own)).collect();
        statements.push(format!(
            "CREATE TABLE IF NOT EXISTS {} ({}, PRIMARY KEY ({})){}",
            table.name,
            columns.join(", "),
            table.key,
            dialect.table_end()
        ));
        for (name, on) in table.indexes {
            statements.push(format!("CREATE INDEX IF NOT EXISTS {name} ON {} ({on})", table.name));
        }
    }
    statements
}

fn column_text(dialect: &dyn Dialect, (name, kind, empty): Own) -> String {
    format!(
        "{name} {}{}",
        dialect.column(kind),
        if empty { "" } else { " NOT NULL" }
    )
}

/// Creates a record's table without its own columns, which [`add_column`] adds one by one.
pub(crate) fn record_table(dialect: &dyn Dialect, declaration: &Declaration) -> String {
    let columns: Vec<String> = RECORD_COLUMNS.iter().map(|own| column_text(dialect, *own)).collect();
    let own: Vec<String> = declaration
        .columns
        .iter()
        .map(|column| column_text(dialect, (column.name, column.kind, true)))
        .collect();
    format!(
        "CREATE TABLE IF NOT EXISTS {} ({}, PRIMARY KEY (id)){}",
        declaration.table,
        [columns, own].concat().join(", "),
        dialect.table_end()
    )
}

/// Adds a column that a later release declares. It may be empty, since old rows are filled page by page.
pub(crate) fn add_column(dialect: &dyn Dialect, table: &str, column: &Column) -> String {
    format!(
        "ALTER TABLE {table} ADD COLUMN {}",
        column_text(dialect, (column.name, column.kind, true))
    )
}

/// The indexes of a record's table: one for each unique column, those declared, and the expiry of plain ones.
pub(crate) fn record_indexes(declaration: &Declaration) -> Vec<String> {
    let table = declaration.table;
    let mut statements = Vec::new();
    for column in declaration.columns.iter().filter(|column| column.unique) {
        let (name, index) = (column.name, unique_index(table, column.name));
        statements.push(format!("CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {table} ({name})"));
    }
    for on in declaration.indexes {
        let name = on.replace(", ", "_").replace(' ', "_");
        let index = fitting(format!("{table}_{name}"));
        statements.push(format!("CREATE INDEX IF NOT EXISTS {index} ON {table} ({on})"));
    }
    if declaration.kind == crate::record::RecordKind::Plain {
        statements.push(format!(
            "CREATE INDEX IF NOT EXISTS {table}_expires_at ON {table} (expires_at)"
        ));
    }
    statements
}

/// Writes a record: an insert, or an update of the row with this id. Values: id, version, format, shape, body,
/// salt, expiry, then the declared columns in order.
pub(crate) fn write_statement(declaration: &Declaration, is_update: bool) -> String {
    let names: Vec<&str> = RECORD_COLUMNS
        .iter()
        .map(|(name, ..)| *name)
        .chain(declaration.columns.iter().map(|column| column.name))
        .collect();
    if is_update {
        let sets: Vec<String> = names
            .iter()
            .enumerate()
            .skip(1)
            .map(|(at, name)| format!("{name} = ${}", at + 1))
            .collect();
        return format!("UPDATE {} SET {} WHERE id = $1", declaration.table, sets.join(", "));
    }
    let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
    format!(
        "INSERT INTO {} ({}) VALUES ({})",
        declaration.table,
        names.join(", "),
        places.join(", ")
    )
}

/// The name of the index that keeps a column unique.
fn unique_index(table: &str, column: &str) -> String {
    fitting(format!("{table}__{column}"))
}

/// PostgreSQL cuts names after 63 bytes, and two cut names may be one: a long one ends in its digest instead.
fn fitting(name: String) -> String {
    if name.len() <= 63 {
        return name;
    }
    let digest = <sha2::Sha256 as sha2::Digest>::digest(name.as_bytes());
    format!("{}_{}", &name[..46], &crate::plan::hex(&digest)[..16])
}

/// Reads "which unique value was taken" out of the name of PostgreSQL's index; `None` as for [`taken`].
pub(crate) fn taken_index(index: &str) -> Option<(String, String)> {
    for declaration in crate::record::declarations() {
        let table = declaration.table;
        if index.strip_prefix(table) == Some("_pkey") {
            return Some((table.to_owned(), "id".to_owned()));
        }
        let mut unique = declaration.columns.iter().filter(|column| column.unique);
        if let Some(column) = unique.find(|column| unique_index(table, column.name) == index) {
            return Some((table.to_owned(), column.name.to_owned()));
        }
    }
    None
}

/// Reads "which unique value was taken" out of SQLite's `table.column`.
/// `None` for the store's own tables, whose clash is an accident of timing: the commit is tried again.
pub(crate) fn taken(table: &str, column: &str) -> Option<(String, String)> {
    (!table.starts_with("store_")).then(|| (table.to_owned(), column.to_owned()))
}
