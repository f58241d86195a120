//! Files stay small enough to read in one sitting.

use crate::repository::{Finding, Repository};

/// Lines; about 400 is meant, this is where it ends.
const MOST: usize = 450;

const ENDINGS: &[&str] = &["rs", "html", "ts", "js", "mjs", "css", "scss"];

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for ending in ENDINGS {
        for (path, text) in repository.ending(ending) {
            let lines = text.lines().count();
            if lines > MOST {
                let what = format!("{lines} lines, {MOST} at most");
                findings.push(Finding::new(
                    path,
                    MOST + 1,
                    what,
                    "split it by what its parts are about",
                ));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_451_lines_is_too_long() {
        let files = [
            ("a.rs", "x\n".repeat(450)),
            ("b.rs", "x\n".repeat(451)),
            ("c.md", "x\n".repeat(900)),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let findings = check(&Repository::of(&files)).unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].file.as_str(), findings[0].line), ("b.rs", 451));
    }
}
