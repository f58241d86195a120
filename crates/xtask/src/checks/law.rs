//! The table of the law: every id that the project claims says where it stands and which test shows it.

use std::collections::BTreeSet;

use crate::repository::{Finding, Repository};

const TABLE: &str = "docs/law.md";

/// Groups of requirements; an id is a group, a dash and two digits. Due-date rules are D1 to D12.
const GROUPS: &[&str] = &[
    "INT", "REC", "PRO", "RES", "DIG", "QUE", "PAY", "IDN", "INX", "SUP", "SEC", "NFR",
];

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let Some(text) = repository.text(TABLE) else {
        let remedy = "write the table: id, what it asks, where it stands, test";
        return Ok(vec![Finding::new(TABLE, 1, "there is no table of the law", remedy)]);
    };
    let tests = names_of_tests(repository);
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    let mut header: Vec<String> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let Some(cells) = cells(line) else {
            header.clear();
            continue;
        };
        if header.is_empty() {
            header = cells.iter().map(|cell| cell.to_lowercase()).collect();
            continue;
        }
        if cells
            .iter()
            .all(|cell| cell.chars().all(|c| matches!(c, '-' | ':')) && !cell.is_empty())
        {
            continue;
        }
        let mut find = |what: String, remedy: &str| findings.push(Finding::new(TABLE, n + 1, what, remedy));
        let id = cells[0].trim_matches('`');
        if !is_id(id) {
            find(
                format!("`{id}` is no id of the law"),
                "write it as in the list of requirements, e.g. REC-09 or D4",
            );
        } else if !seen.insert(id.to_owned()) {
            find(format!("{id} stands here twice"), "keep one row for each id");
        }
        if cells.len() != header.len() {
            find(
                format!("{id} has {} cells of {}", cells.len(), header.len()),
                "fill the row",
            );
        }
        for (cell, name) in cells.iter().zip(&header) {
            if cell.is_empty() || matches!(cell.as_str(), "-" | "–" | "—" | "?" | "TODO") {
                find(
                    format!("{id}: the cell “{name}” is empty"),
                    "say it, or take the row out until it is true",
                );
            }
            if name.starts_with("test") {
                for test in quoted(cell) {
                    if !tests.contains(test.rsplit("::").next().unwrap_or(test)) {
                        find(
                            format!("{id}: no test is named `{test}`"),
                            "mend the name or write the test",
                        );
                    }
                }
                if quoted(cell).is_empty() && !cell.is_empty() {
                    find(format!("{id}: names no test"), "write the test's name in backquotes");
                }
            }
        }
    }
    Ok(findings)
}

/// The cells of a table's line; `None` if it is none.
fn cells(line: &str) -> Option<Vec<String>> {
    let inside = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inside.split('|').map(|cell| cell.trim().to_owned()).collect())
}

fn is_id(id: &str) -> bool {
    if let Some(number) = id.strip_prefix('D').and_then(|rest| rest.parse::<u8>().ok()) {
        return (1..=12).contains(&number);
    }
    let Some((group, number)) = id.split_once('-') else {
        return false;
    };
    GROUPS.contains(&group) && number.len() == 2 && number.chars().all(|c| c.is_ascii_digit())
}

/// What stands in backquotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Names of Rust functions, and titles of browser journeys.
fn names_of_tests(repository: &Repository) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (_, text) in repository.ending("rs") {
        for rest in text.split("fn ").skip(1) {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            names.insert(&rest[..end]);
        }
    }
    for (_, text) in repository.ending("ts") {
        for rest in text.split("test(").skip(1) {
            let quote = rest.chars().next().unwrap_or(' ');
            if matches!(quote, '"' | '\'' | '`') {
                names.extend(rest[1..].split(quote).next());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(table: &str) -> Vec<String> {
        let repository = Repository::of(&[
            (TABLE, table),
            (
                "crates/dossier/tests/a.rs",
                "#[test]\nfn a_second_request_is_refused() {}",
            ),
            ("e2e/a.spec.ts", "test('the receipt shows its number', async () => {});"),
        ]);
        check(&repository).unwrap().iter().map(ToString::to_string).collect()
    }

    const HEAD: &str = "# Law\n\n| id | asks | where | test |\n|---|---|:-:|---|\n";

    #[test]
    fn a_full_row_with_tests_that_exist_is_fine() {
        let rows = "| REC-09 | once | `dossier/src` | `a_second_request_is_refused` |\n| D4 | x | y | `the receipt shows its number` |\n";
        let found = found(&format!("{HEAD}{rows}"));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn empty_cells_unknown_ids_and_missing_tests_are_found() {
        let rows = "| REC-9 | a | b | `a_second_request_is_refused` |\n| REC-10 |  | b | `nowhere` |\n| D13 | a | b | later |\n| REC-10 | a | b |\n";
        let found = found(&format!("{HEAD}{rows}"));
        let wanted = [
            "docs/law.md:5: `REC-9` is no id",
            "docs/law.md:6: REC-10: the cell “asks” is empty",
            "docs/law.md:6: REC-10: no test is named `nowhere`",
            "docs/law.md:7: `D13` is no id",
            "docs/law.md:7: D13: names no test",
            "docs/law.md:8: REC-10 stands here twice",
            "docs/law.md:8: REC-10 has 3 cells of 4",
        ];
        assert_eq!(found.len(), wanted.len(), "{found:#?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(found.starts_with(wanted), "{found}");
        }
    }
}
