//! Arrows between crates are only those of the table in `arrows.toml`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde::Deserialize;

use crate::repository::{Finding, Repository};

const TABLE: &str = "crates/xtask/arrows.toml";

/// What tests may add to any crate.
const FOR_TESTS: &[&str] = &["testkit", "pgtest"];

/// A line of the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub kind: Kind,
    may_use: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What every room stands on.
    Base,
    /// Rules without input and output.
    Room,
    /// Where the world begins.
    Edge,
    /// Tools for tests and checks.
    Proof,
}

pub type Table = BTreeMap<String, Place>;

/// The table of the repository.
pub fn table(repository: &Repository) -> anyhow::Result<Table> {
    let text = repository.text(TABLE).unwrap_or_default();
    toml::from_str(text).with_context(|| format!("{TABLE} cannot be read"))
}

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let table = table(repository)?;
    let mut findings = Vec::new();
    for name in repository.crates() {
        let manifest = format!("crates/{name}/Cargo.toml");
        let Some(place) = table.get(name) else {
            let remedy = format!("give it a place in ARCHITECTURE.md and {TABLE}, or put its code into a room");
            findings.push(Finding::new(
                &manifest,
                1,
                format!("the crate `{name}` is not in the table"),
                remedy,
            ));
            continue;
        };
        let text = repository.text(&manifest).unwrap_or_default();
        for arrow in arrows(text).with_context(|| format!("{manifest} cannot be read"))? {
            // A crate may switch its own samples on for its tests.
            if (arrow.for_tests && arrow.to == name) || allowed(place, &arrow, &table) {
                continue;
            }
            let what = format!("`{name}` may not use `{}`", arrow.to);
            let remedy = "turn the arrow round, meet in `background`, or change the table with an ADR";
            findings.push(Finding::new(&manifest, arrow.line, what, remedy));
        }
    }
    Ok(findings)
}

/// A dependency on a crate of ours.
#[derive(Debug, PartialEq, Eq)]
struct Arrow {
    to: String,
    for_tests: bool,
    line: usize,
}

fn allowed(place: &Place, arrow: &Arrow, table: &Table) -> bool {
    if arrow.for_tests && FOR_TESTS.contains(&arrow.to.as_str()) {
        return true;
    }
    let is_room = table.get(&arrow.to).is_some_and(|to| to.kind == Kind::Room);
    place
        .may_use
        .iter()
        .any(|to| *to == arrow.to || (to == "@rooms" && is_room))
}

/// The arrows of a manifest, also those of one target only.
fn arrows(manifest: &str) -> anyhow::Result<Vec<Arrow>> {
    let value: toml::Table = toml::from_str(manifest)?;
    let mut found = Vec::new();
    gather(&value, manifest, &mut found);
    if let Some(targets) = value.get("target").and_then(toml::Value::as_table) {
        for target in targets.values().filter_map(toml::Value::as_table) {
            gather(target, manifest, &mut found);
        }
    }
    Ok(found)
}

fn gather(value: &toml::Table, manifest: &str, found: &mut Vec<Arrow>) {
    for (section, for_tests) in [
        ("dependencies", false),
        ("build-dependencies", false),
        ("dev-dependencies", true),
    ] {
        let Some(list) = value.get(section).and_then(toml::Value::as_table) else {
            continue;
        };
        for (key, how) in list {
            // A crate may be renamed: `rooms = { package = "motcua-org" }`.
            let package = how.get("package").and_then(toml::Value::as_str).unwrap_or(key);
            let to = match package.strip_prefix("motcua-") {
                Some(to) => to.to_owned(),
                None if package == "motcua" => package.to_owned(),
                None => continue,
            };
            let line = manifest
                .lines()
                .position(|line| line.trim_start().starts_with(key.as_str()))
                .map_or(1, |n| n + 1);
            found.push(Arrow { to, for_tests, line });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARROWS: &str = r#"
        kernel = { kind = "base", may_use = [] }
        org = { kind = "room", may_use = ["kernel"] }
        people = { kind = "room", may_use = ["kernel"] }
        web = { kind = "edge", may_use = ["kernel", "@rooms"] }
        testkit = { kind = "proof", may_use = ["web"] }
    "#;

    fn found(name: &str, manifest: &str) -> Vec<String> {
        let path = format!("crates/{name}/Cargo.toml");
        let repository = Repository::of(&[(TABLE, ARROWS), (&path, manifest)]);
        check(&repository).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_arrow_of_the_table_is_fine() {
        assert!(found("org", "[dependencies]\nmotcua-kernel.workspace = true\n").is_empty());
        assert!(
            found(
                "web",
                "[dependencies]\nmotcua-org.workspace = true\nmotcua-people.workspace = true\n"
            )
            .is_empty()
        );
        assert!(found("org", "[dev-dependencies]\nmotcua-testkit.workspace = true\n").is_empty());
        assert!(
            found(
                "org",
                "[dev-dependencies]\nmotcua-org = { path = \".\", features = [\"samples\"] }\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn an_arrow_that_the_table_does_not_have_is_found_on_its_line() {
        let found = found("org", "[dependencies]\nserde = \"1\"\nmotcua-people.workspace = true\n");
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("crates/org/Cargo.toml:3: `org` may not use `people`"),
            "{found:?}"
        );
    }

    #[test]
    fn renames_targets_and_tests_do_not_hide_an_arrow() {
        assert_eq!(
            found(
                "org",
                "[dependencies]\np = { package = \"motcua-people\", path = \"x\" }\n"
            )
            .len(),
            1
        );
        assert_eq!(
            found("org", "[target.'cfg(unix)'.dependencies]\nmotcua-web = \"1\"\n").len(),
            1
        );
        assert_eq!(
            found("org", "[dev-dependencies]\nmotcua-people.workspace = true\n").len(),
            1
        );
        assert_eq!(
            found("org", "[dependencies]\nmotcua-testkit.workspace = true\n").len(),
            1
        );
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert!(found("extra", "[package]\n")[0].contains("`extra` is not in the table"));
    }
}
