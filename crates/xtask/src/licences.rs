//! Licences and sources of everything that goes into the binary, by the lists of `deny.toml`.
//!
//! cargo-deny says more, but takes minutes to install; this reads what Cargo knows already.

use std::process::Command;

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::repository::Finding;

const LISTS: &str = "deny.toml";

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[derive(Deserialize)]
struct Lists {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    name: String,
    reason: String,
}

/// A package as `cargo metadata` tells it.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for crates of this workspace.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// All packages of the lock file that Linux on x86-64 needs.
pub fn packages(root: &std::path::Path) -> anyhow::Result<Vec<Package>> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "metadata",
            "--format-version=1",
            "--all-features",
            "--filter-platform=x86_64-unknown-linux-gnu",
        ])
        .current_dir(root)
        .output()
        .context("cargo metadata cannot be run")?;
    if !output.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout).context("cargo metadata is no UTF-8")?;
    let metadata: Metadata = serde_json::from_str(&text).context("cargo metadata cannot be read")?;
    Ok(metadata.packages)
}

pub fn check(lists: &str, packages: &[Package]) -> anyhow::Result<Vec<Finding>> {
    let lists: Lists = toml::from_str(lists).with_context(|| format!("{LISTS} cannot be read"))?;
    let mut findings = Vec::new();
    for package in packages {
        let Package {
            name,
            version,
            license,
            source,
        } = package;
        let Some(source) = source else { continue };
        let mut find = |what: String, remedy: &str| findings.push(Finding::new("Cargo.lock", 1, what, remedy));
        // A mirror that stands in for crates.io keeps this name.
        if source != REGISTRY {
            find(
                format!("{name} {version} comes from {source}"),
                "take it from crates.io",
            );
        }
        if let Some(banned) = lists.bans.deny.iter().find(|banned| banned.name == *name) {
            find(
                format!("{name} {version} is banned: {}", banned.reason),
                "see `cargo tree -i` for who brings it",
            );
        }
        let allowed = license
            .as_deref()
            .is_some_and(|expression| allows(expression, &lists.licenses.allow));
        if !allowed {
            let said = license.as_deref().unwrap_or("nothing");
            find(
                format!("{name} {version} says “{said}” as its licence"),
                "take another part, or allow it in deny.toml",
            );
        }
    }
    Ok(findings)
}

/// Whether an SPDX expression can be met with the licences of the list. AND binds closer than OR.
fn allows(expression: &str, list: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let met = either(&words, &mut place, list);
    met && place == words.len()
}

fn either(words: &[&str], place: &mut usize, list: &[String]) -> bool {
    let mut met = both(words, place, list);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        // Both sides are read, whatever the first says.
        met |= both(words, place, list);
    }
    met
}

fn both(words: &[&str], place: &mut usize, list: &[String]) -> bool {
    let mut met = one(words, place, list);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        met &= one(words, place, list);
    }
    met
}

fn one(words: &[&str], place: &mut usize, list: &[String]) -> bool {
    let Some(word) = words.get(*place) else { return false };
    *place += 1;
    if *word == "(" {
        let met = either(words, place, list);
        // The closing bracket.
        *place += 1;
        return met;
    }
    let mut name = (*word).to_owned();
    if words.get(*place) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*place + 1).unwrap_or(&""));
        *place += 2;
    }
    list.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Apache-2.0 WITH LLVM-exception\", \"Unicode-3.0\"]\n[bans]\ndeny = [{ name = \"chrono\", reason = \"time is jiff\" }]\n";

    fn allowed(expression: &str) -> bool {
        let lists: Lists = toml::from_str(LISTS).unwrap();
        allows(expression, &lists.licenses.allow)
    }

    #[test]
    fn expressions_are_met_as_spdx_means_them() {
        for expression in [
            "MIT OR GPL-3.0",
            "MIT/GPL-2.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "GPL-3.0 OR MIT AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception OR AGPL-3.0",
        ] {
            assert!(allowed(expression), "{expression}");
        }
        for expression in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR Apache-2.0) AND AGPL-3.0",
            "GPL-2.0 WITH LLVM-exception",
        ] {
            assert!(!allowed(expression), "{expression}");
        }
    }

    #[test]
    fn a_bad_licence_a_ban_and_a_foreign_source_are_found() {
        let package = |name: &str, license: Option<&str>, source: Option<&str>| Package {
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            source: source.map(Into::into),
        };
        let found = check(
            LISTS,
            &[
                package("motcua-org", None, None),
                package("good", Some("MIT"), Some(REGISTRY)),
                package("bad", Some("AGPL-3.0"), Some(REGISTRY)),
                package("silent", None, Some(REGISTRY)),
                package("chrono", Some("MIT"), Some(REGISTRY)),
                package("far", Some("MIT"), Some("git+https://example.org/far")),
            ],
        )
        .unwrap();
        let found: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(
            found[0].starts_with("bad") && found[1].starts_with("silent"),
            "{found:?}"
        );
        assert!(
            found[2].contains("banned: time is jiff") && found[3].contains("comes from git+"),
            "{found:?}"
        );
    }
}
