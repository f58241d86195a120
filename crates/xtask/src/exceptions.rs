//! Exceptions from checks: a file, and the reason why the rule is left there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use serde::Deserialize;

use crate::repository::{Finding, Repository};

const FILE: &str = "crates/xtask/exceptions.toml";

/// Exceptions by the name of their check.
#[derive(Debug, Default)]
pub struct Exceptions {
    listed: BTreeMap<String, Vec<Exception>>,
    used: RefCell<BTreeSet<(String, String)>>,
}

/// One exception. A path that ends in `/` stands for a folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    path: String,
    reason: String,
}

impl Exceptions {
    pub fn read(repository: &Repository) -> anyhow::Result<Self> {
        let text = repository.text(FILE).unwrap_or_default();
        let listed = toml::from_str(text).with_context(|| format!("{FILE} cannot be read"))?;
        Ok(Self {
            listed,
            used: RefCell::default(),
        })
    }

    /// Leaves out what is excepted from the check `name`.
    pub fn sift(&self, name: &str, findings: Vec<Finding>) -> Vec<Finding> {
        findings
            .into_iter()
            .filter(|finding| !self.excepts(name, &finding.file))
            .collect()
    }

    fn excepts(&self, name: &str, file: &str) -> bool {
        let exceptions = self.listed.get(name).map_or(&[][..], Vec::as_slice);
        let Some(exception) = exceptions.iter().find(|exception| covers(&exception.path, file)) else {
            return false;
        };
        self.used.borrow_mut().insert((name.into(), exception.path.clone()));
        !exception.reason.trim().is_empty()
    }

    /// Exceptions without a reason, and those that no finding needs any more.
    pub fn unused(&self) -> Vec<Finding> {
        let used = self.used.borrow();
        let mut findings = Vec::new();
        for (name, exceptions) in &self.listed {
            for exception in exceptions {
                let path = &exception.path;
                if exception.reason.trim().is_empty() {
                    findings.push(Finding::new(
                        FILE,
                        1,
                        format!("{name}: `{path}` has no reason"),
                        "say why",
                    ));
                } else if !used.contains(&(name.clone(), path.clone())) {
                    let what = format!("{name}: `{path}` is excepted and does not need it");
                    findings.push(Finding::new(FILE, 1, what, "remove the entry"));
                }
            }
        }
        findings
    }
}

fn covers(path: &str, file: &str) -> bool {
    path == file || (path.ends_with('/') && file.starts_with(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exceptions(text: &str) -> Exceptions {
        Exceptions::read(&Repository::of(&[(FILE, text)])).unwrap()
    }

    fn finding(file: &str) -> Finding {
        Finding::new(file, 1, "long", "split it")
    }

    #[test]
    fn a_file_with_a_reason_is_left_alone() {
        let exceptions = exceptions("[[length]]\npath = \"ui/src/vendor/\"\nreason = \"not ours\"\n");
        assert!(
            exceptions
                .sift("length", vec![finding("ui/src/vendor/a.css")])
                .is_empty()
        );
        assert_eq!(exceptions.sift("length", vec![finding("ui/src/a.css")]).len(), 1);
        assert_eq!(exceptions.sift("words", vec![finding("ui/src/vendor/a.css")]).len(), 1);
        assert!(exceptions.unused().is_empty());
    }

    #[test]
    fn an_exception_without_reason_or_need_is_a_finding() {
        let exceptions =
            exceptions("[[length]]\npath = \"a.rs\"\nreason = \"\"\n[[sql]]\npath = \"b.rs\"\nreason = \"x\"\n");
        assert_eq!(exceptions.sift("length", vec![finding("a.rs")]).len(), 1);
        let found: Vec<String> = exceptions.unused().iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 2);
        assert!(
            found[0].contains("has no reason") && found[1].contains("does not need it"),
            "{found:?}"
        );
    }
}
