//! SQL stands only in the store and in the `record.rs` of a feature.

use crate::repository::{Finding, Repository, crate_of};
use crate::rust::product_tokens;

/// Crates that may hold SQL anywhere. The proof tools talk to PostgreSQL itself.
const FREE: &[&str] = &["store", "pgtest", "testkit", "xtask"];

/// Two words that make a text SQL.
const PAIRS: &[(&str, &str)] = &[
    ("SELECT", "FROM"),
    ("INSERT", "INTO"),
    ("UPDATE", "SET"),
    ("DELETE", "FROM"),
    ("CREATE", "TABLE"),
    ("ALTER", "TABLE"),
    ("DROP", "TABLE"),
    ("CREATE", "INDEX"),
];

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (path, text) in repository.product_rust() {
        let free = crate_of(path).is_some_and(|name| FREE.contains(&name));
        if free || path.ends_with("/record.rs") {
            continue;
        }
        for at in product_tokens(text) {
            if at.text().is_some_and(is_sql) {
                let remedy = "declare it with `query!` in the record.rs of its feature";
                findings.push(Finding::new(path, at.line, "SQL outside of its place", remedy));
            }
        }
    }
    Ok(findings)
}

/// In capitals the pair may stand anywhere; in small letters only at the start, since "select" and "from"
/// are English words too.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let small = words
        .first()
        .is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    PAIRS.iter().any(|(first, second)| {
        let found = |wanted: &str| words.iter().position(|word| *word == wanted);
        let capitals = found(first).zip(found(second)).is_some_and(|(a, b)| a < b);
        let lower = small
            && words.first().is_some_and(|word| word.eq_ignore_ascii_case(first))
            && words.iter().any(|word| word.eq_ignore_ascii_case(second))
            && (text.contains('*') || text.contains('=') || text.contains('('));
        capitals || lower
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_told_from_english() {
        for sql in [
            "SELECT id\nFROM unit",
            "INSERT INTO a VALUES ($1)",
            "select * from a",
            "UPDATE a SET b = 1",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for english in [
            "select one from the list",
            "UPDATED SETTINGS",
            "FROM SELECT",
            "delete what is taken from it",
        ] {
            assert!(!is_sql(english), "{english}");
        }
    }

    #[test]
    fn sql_is_found_outside_of_its_place_only() {
        let sql = "pub const A: &str = \"SELECT id FROM unit\";";
        let repository = Repository::of(&[
            ("crates/org/src/unit/record.rs", sql),
            ("crates/store/src/plan.rs", sql),
            ("crates/org/tests/units.rs", sql),
            ("crates/web/src/unit.rs", sql),
        ]);
        let findings = check(&repository).unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].file, "crates/web/src/unit.rs");
    }
}
