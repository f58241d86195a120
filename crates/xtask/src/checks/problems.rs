//! Every code of a problem has a page that says what to do, and every page a code.

use std::collections::BTreeMap;

use crate::repository::{Finding, Repository};
use crate::rust::{Token, product_tokens};

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let mut codes: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (path, text) in repository.product_rust() {
        for (code, line) in declared(text) {
            codes.entry(code).or_insert_with(|| (path.to_owned(), line));
        }
    }
    let mut findings = Vec::new();
    for (code, (file, line)) in &codes {
        let page = format!("docs/errors/{code}.md");
        if repository.text(&page).is_none_or(|text| text.trim().is_empty()) {
            let remedy = format!("write {page}: what happened, what to do");
            findings.push(Finding::new(
                file,
                *line,
                format!("the code `{code}` has no page"),
                remedy,
            ));
        }
    }
    for path in repository.files.keys() {
        let Some(code) = path
            .strip_prefix("docs/errors/")
            .and_then(|rest| rest.strip_suffix(".md"))
        else {
            continue;
        };
        if code != "README" && !codes.contains_key(code) {
            findings.push(Finding::new(
                path,
                1,
                format!("no code is named `{code}`"),
                "remove the page or mend its name",
            ));
        }
    }
    Ok(findings)
}

/// `Code::new("name", status)`.
fn declared(source: &str) -> Vec<(String, usize)> {
    let tokens = product_tokens(source);
    tokens
        .windows(6)
        .filter(|w| {
            w[0].is_ident("Code")
                && w[1].is_punct(':')
                && w[2].is_punct(':')
                && w[3].is_ident("new")
                && w[4].token == Token::Open('(')
        })
        .filter_map(|w| Some((w[5].text()?.to_owned(), w[5].line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_pages_must_meet() {
        let repository = Repository::of(&[
            (
                "crates/a/src/lib.rs",
                "const A: Code = Code::new(\"stale\", 409);\nconst B: Code = Code::new(\"late\", 409);",
            ),
            ("docs/errors/stale.md", "# stale\n"),
            ("docs/errors/gone.md", "# gone\n"),
        ]);
        let found: Vec<String> = check(&repository).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("crates/a/src/lib.rs:2: the code `late` has no page"));
        assert!(found[1].starts_with("docs/errors/gone.md:1:"));
    }
}
