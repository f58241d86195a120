//! Words that people read stand in Fluent files, not in templates or Rust.

use crate::repository::{Finding, Repository};
use crate::rust::product_tokens;

const REMEDY: &str = "put the words into the Fluent file of the room and name them here";

/// Attributes whose value is read out or shown.
const SHOWN: &[&str] = &["alt", "title", "aria-label", "aria-description", "placeholder", "label"];

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (path, text) in repository.ending("html") {
        if !path.contains("/templates/") {
            continue;
        }
        for (line, words) in template_words(text) {
            findings.push(Finding::new(
                path,
                line,
                format!("words in a template: “{words}”"),
                REMEDY,
            ));
        }
    }
    for (path, text) in repository.product_rust() {
        for at in product_tokens(text) {
            if let Some(words) = at.text().filter(|text| text.chars().any(is_vietnamese)) {
                let short: String = words.chars().take(40).collect();
                findings.push(Finding::new(
                    path,
                    at.line,
                    format!("Vietnamese words in Rust: “{short}”"),
                    REMEDY,
                ));
            }
        }
    }
    Ok(findings)
}

/// A letter with a mark that Vietnamese uses, precomposed or as a mark alone.
fn is_vietnamese(c: char) -> bool {
    "àáãèéêìíòóôõùúýâăđĩũơư".contains(c.to_lowercase().next().unwrap_or(c))
        || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
        || matches!(c, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}')
}

/// Letters between tags or in shown attributes, outside of what the template computes.
fn template_words(source: &str) -> Vec<(usize, String)> {
    let bare = blank(source, "{#", "#}");
    let bare = blank(&bare, "{%", "%}");
    let bare = blank(&bare, "{{", "}}");
    let bare = blank(&bare, "<!--", "-->");
    let mut found = attribute_words(&bare);
    let text = blank_entities(&blank_tags(&bare));
    for (n, line) in text.lines().enumerate() {
        if line.chars().any(char::is_alphabetic) {
            found.push((n + 1, line.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    found.sort();
    found
}

/// Blanks what stands between two marks, the marks included; lines stay where they are.
fn blank(source: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find(open) {
        let end = rest[start..]
            .find(close)
            .map_or(rest.len(), |end| start + end + close.len());
        out.push_str(&rest[..start]);
        out.extend(rest[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Blanks tags; a `>` inside quotes does not end one.
fn blank_tags(source: &str) -> String {
    let mut quote = None;
    let mut inside = false;
    source
        .chars()
        .map(|c| {
            match (inside, quote, c) {
                (false, _, '<') => inside = true,
                (true, None, '>') => {
                    inside = false;
                    return ' ';
                }
                (true, None, '"' | '\'') => quote = Some(c),
                (true, Some(open), _) if open == c => quote = None,
                _ => {}
            }
            if inside && c != '\n' { ' ' } else { c }
        })
        .collect()
}

/// Blanks `&nbsp;` and the like.
fn blank_entities(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        let name = rest[start + 1..]
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))
            .unwrap_or(0);
        let end = start + 1 + name;
        rest = if rest[end..].starts_with(';') {
            &rest[end + 1..]
        } else {
            &rest[start + 1..]
        };
    }
    out.push_str(rest);
    out
}

fn attribute_words(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (n, line) in source.lines().enumerate() {
        for name in SHOWN {
            for quote in ['"', '\''] {
                let wanted = format!(" {name}={quote}");
                let Some(start) = line.find(&wanted).map(|at| at + wanted.len()) else {
                    continue;
                };
                let value = line[start..].split(quote).next().unwrap_or_default();
                if value.chars().any(char::is_alphabetic) {
                    found.push((n + 1, format!("{name}: {value}")));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_only_names_its_words_is_fine() {
        let source = "{# a note #}\n<a class=\"{% if a > b %}x{% endif %}\" href=\"/a\" title=\"{{ t.title }}\">{{ t.text }}</a>\n&nbsp;→ 1/2 <!-- why -->\n{%- for x in xs -%}·{%- endfor -%}";
        assert!(template_words(source).is_empty(), "{:?}", template_words(source));
    }

    #[test]
    fn words_between_tags_and_in_shown_attributes_are_found() {
        let found = template_words("<p>\n  Nộp hồ sơ {{ n }}</p>\n<img src=\"/x.svg\" alt=\"Quốc huy\">");
        assert_eq!(found, [(2, "Nộp hồ sơ".into()), (3, "alt: Quốc huy".into())]);
    }

    #[test]
    fn vietnamese_in_rust_is_found_outside_of_tests_and_samples() {
        let source = "const A: &str = \"Quảng Ninh\";\nconst B: char = 'đ';\n/// Hạ Long\nconst C: &str = \"café\";";
        let repository = Repository::of(&[
            ("crates/org/src/unit/mod.rs", source),
            ("crates/org/src/unit/sample.rs", source),
            ("crates/org/tests/unit.rs", source),
        ]);
        let found = check(&repository).unwrap();
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1, 4]);
        assert!(found.iter().all(|finding| finding.file == "crates/org/src/unit/mod.rs"));
    }
}
