//! Every crate says what it is for.

use crate::repository::{Finding, Repository};

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for name in repository.crates() {
        let roots = ["lib.rs", "main.rs"].map(|file| format!("crates/{name}/src/{file}"));
        for root in roots {
            let Some(text) = repository.text(&root) else { continue };
            if !text.trim_start().starts_with("//!") {
                let remedy = "begin it with `//!`: what it is for, what it deliberately does not do";
                findings.push(Finding::new(&root, 1, "the crate has no documentation", remedy));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_documentation_is_found() {
        let repository = Repository::of(&[
            ("crates/a/Cargo.toml", ""),
            ("crates/a/src/lib.rs", "//! What it is for.\n"),
            ("crates/b/Cargo.toml", ""),
            ("crates/b/src/main.rs", "fn main() {}\n"),
        ]);
        let findings = check(&repository).unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].file, "crates/b/src/main.rs");
    }
}
