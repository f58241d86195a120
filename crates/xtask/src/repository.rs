//! The files of the repository, read once.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Folders that hold nothing which people write.
const SKIPPED: &[&str] = &[
    "target",
    "node_modules",
    ".git",
    "dist",
    "data",
    "test-results",
    "playwright-report",
];

/// Endings of the files that are read.
const READ: &[&str] = &[
    "rs", "html", "ts", "js", "mjs", "css", "scss", "md", "toml", "ftl", "txt",
];

/// All text files by their path from the root, with forward slashes.
#[derive(Debug, Default)]
pub struct Repository {
    pub files: BTreeMap<String, String>,
}

impl Repository {
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let mut files = BTreeMap::new();
        walk(root, root, &mut files)?;
        Ok(Self { files })
    }

    /// Files with an ending, such as `rs`.
    pub fn ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.rsplit_once('.').is_some_and(|(_, last)| last == ending))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Rust of the product itself: no tests, samples, benches or examples.
    pub fn product_rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.ending("rs")
            .filter(|(path, _)| is_product(path) && !self.is_test_module(path))
    }

    /// Whether a file is a module that its parent has under `#[cfg(test)]`.
    fn is_test_module(&self, path: &str) -> bool {
        let Some((folder, file)) = path.rsplit_once('/') else {
            return false;
        };
        let wanted = format!("#[cfg(test)]mod{};", file.trim_end_matches(".rs"));
        let parents = [
            format!("{folder}/mod.rs"),
            format!("{folder}/lib.rs"),
            format!("{folder}/main.rs"),
            format!("{folder}.rs"),
        ];
        parents.iter().filter_map(|parent| self.text(parent)).any(|text| {
            let bare: String = text.split_whitespace().collect();
            bare.contains(&wanted)
        })
    }

    /// Names of the crates: the folders below `crates` that have a manifest.
    pub fn crates(&self) -> impl Iterator<Item = &str> {
        self.files
            .keys()
            .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| ((*path).into(), (*text).into()))
                .collect(),
        }
    }
}

/// The crate that a file belongs to: `dossier` for `crates/dossier/src/lib.rs`.
pub fn crate_of(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.split('/').next()
}

fn is_product(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("crates/") else {
        return false;
    };
    let mut parts = rest.split('/').skip(1);
    if parts.next() != Some("src") {
        return false;
    }
    // Samples are invented data for tests, templates and documents.
    !parts.any(|part| {
        matches!(
            part,
            "tests" | "tests.rs" | "sample.rs" | "samples.rs" | "samples" | "sample"
        )
    })
}

/// Something wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub file: String,
    pub line: usize,
    pub what: String,
    pub remedy: String,
}

impl Finding {
    pub fn new(file: &str, line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.file, self.line, self.what, self.remedy)
    }
}

/// The root of the workspace: this crate stands two folders below it.
pub fn root() -> anyhow::Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("crates/xtask"), PathBuf::from);
    here.join("../..")
        .canonicalize()
        .context("run it with `cargo run -p motcua-xtask`")
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(root, &path, files)?;
            }
        } else if kind.is_file()
            && path
                .extension()
                .is_some_and(|ending| READ.iter().any(|read| ending == *read))
        {
            // A file that is no text is none of ours.
            if let Ok(text) = fs::read_to_string(&path) {
                let relative = path.strip_prefix(root).context("a file outside of its folder")?;
                files.insert(relative.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_for_tests_in_a_file_of_its_own_is_not_the_product() {
        let repository = Repository::of(&[
            (
                "crates/a/src/calendar/mod.rs",
                "mod day;\n#[cfg(test)]\nmod properties;\n",
            ),
            ("crates/a/src/calendar/day.rs", ""),
            ("crates/a/src/calendar/properties.rs", ""),
        ]);
        let paths: Vec<&str> = repository.product_rust().map(|(path, _)| path).collect();
        assert_eq!(paths, ["crates/a/src/calendar/day.rs", "crates/a/src/calendar/mod.rs"]);
    }

    #[test]
    fn tests_and_samples_are_not_the_product() {
        assert!(is_product("crates/dossier/src/supplement/mod.rs"));
        for path in [
            "crates/dossier/src/supplement/sample.rs",
            "crates/dossier/tests/story.rs",
            "crates/store/src/tests/feed.rs",
            "build.rs",
        ] {
            assert!(!is_product(path), "{path}");
        }
    }
}
