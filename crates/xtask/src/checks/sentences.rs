//! Every key by which a room names what is wrong with a field has a sentence in both languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{Finding, Repository};
use crate::rust::{At, Token, product_tokens};

/// The API tells reasons to programs, by words that `docs/errors/invalid.md` lists.
const SPEAKS_TO_PROGRAMS: &str = "crates/api/";

const LANGUAGES: [&str; 2] = ["vi", "en"];

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let mut named: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (path, text) in repository.product_rust() {
        if path.starts_with(SPEAKS_TO_PROGRAMS) {
            continue;
        }
        for (key, line) in keys(&product_tokens(text)) {
            named.entry(key).or_insert_with(|| (path.to_owned(), line));
        }
    }
    let mut findings = Vec::new();
    for language in LANGUAGES {
        let known = sentences(repository, language);
        for (key, (file, line)) in named.iter().filter(|(key, _)| !known.contains(key.as_str())) {
            findings.push(Finding::new(
                file,
                *line,
                format!("the field key `{key}` has no sentence in {language}"),
                format!("write it into crates/web/locales/{language}: what is wrong and what to do"),
            ));
        }
    }
    Ok(findings)
}

/// The keys of messages in the Fluent files of a language.
fn sentences<'a>(repository: &'a Repository, language: &str) -> BTreeSet<&'a str> {
    let folder = format!("crates/web/locales/{language}/");
    repository
        .ending("ftl")
        .filter(|(path, _)| path.starts_with(&folder))
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
        .collect()
}

/// Keys in `impl From<…> for Problem`, in `problems! { … }`, in calls `field(…)` and in the lists `MESSAGES` and
/// `WARNINGS`: texts of small letters with hyphens between.
fn keys(tokens: &[At]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(open) = opens(&tokens[at..]).map(|ahead| at + ahead) else {
            at += 1;
            continue;
        };
        let end = closing(tokens, open);
        let texts = tokens[open..end]
            .iter()
            .filter_map(|token| Some((token.text()?, token.line)));
        found.extend(
            texts
                .filter(|(text, _)| is_key(text))
                .map(|(text, line)| (text.to_owned(), line)),
        );
        at = open + 1;
    }
    found.sort();
    found.dedup();
    found
}

/// Where the group opens that may name keys, if these tokens begin one.
fn opens(tokens: &[At]) -> Option<usize> {
    let open = |at: usize| matches!(tokens.get(at)?.token, Token::Open(_)).then_some(at);
    match tokens {
        [a, b, ..] if a.is_ident("for") && b.is_ident("Problem") => open(2),
        [a, b, ..] if a.is_ident("problems") && b.is_punct('!') => open(2),
        [a, ..] if a.is_ident("field") => open(1),
        [a, ..] if a.is_ident("MESSAGES") || a.is_ident("WARNINGS") => {
            let equals = tokens.iter().take(12).position(|token| token.is_punct('='))?;
            (equals + 1..equals + 3).find_map(open)
        }
        _ => None,
    }
}

/// The place behind the group that opens at `open`.
fn closing(tokens: &[At], open: usize) -> usize {
    let mut depth = 0_usize;
    for (ahead, token) in tokens[open..].iter().enumerate() {
        match token.token {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + ahead;
        }
    }
    tokens.len()
}

fn is_key(text: &str) -> bool {
    text.contains('-')
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: &str = r#"
        impl From<EnrolError> for Problem {
            fn from(error: EnrolError) -> Self {
                let message = match error { EnrolError::Short => "password-short", EnrolError::Long => "password-long" };
                Self::new(codes::INVALID).field("new_password", message)
            }
        }
        fn purpose() -> &'static str { "sign-out" }
        problems! { NoteError { Read } { NoteError::Empty => field("text", "note-empty") } }
        pub const MESSAGES: &[&str] = &["form-choose"];
    "#;

    #[test]
    fn each_key_needs_a_sentence_in_each_language() {
        let repository = Repository::of(&[
            ("crates/org/src/enrol.rs", ROOM),
            (
                "crates/api/src/query.rs",
                r#"fn a() { problem.field("after", "no-such-place") }"#,
            ),
            (
                "crates/web/locales/vi/field.ftl",
                "password-short = Mật khẩu\npassword-long = Mật khẩu\nnote-empty = Ghi\nform-choose = Chọn\n",
            ),
            (
                "crates/web/locales/en/field.ftl",
                "# password-long = no\npassword-short = a\nnote-empty = b\n",
            ),
        ]);
        let found: Vec<String> = check(&repository).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`form-choose` has no sentence in en"), "{found:?}");
        assert!(found[1].contains("`password-long` has no sentence in en"), "{found:?}");
    }
}
