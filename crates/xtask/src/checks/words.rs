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

/// Letters between tags or in shown attributes, outside of what the template computes; and Vietnamese
/// letters anywhere but in notes, since an expression can hold a text too.
fn template_words(source: &str) -> Vec<(usize, String)> {
    let bare = blank(source, "{#", "#}");
    let expressions = bare.clone();
    let bare = blank(&bare, "{%", "%}");
    let bare = blank(&bare, "{{", "}}");
    let bare = blank(&bare, "<!--", "-->");
    let mut found = attribute_words(&bare);
    let text = blank_entities(&blank_attributes(&blank_tags(&bare)));
    for (n, line) in text.lines().enumerate() {
        // A block may give its parent a class of ours.
        let is_class = |word: &str| word.starts_with("mo-") || word.starts_with("govuk-");
        let bare = line
            .split_whitespace()
            .all(|word| is_class(word) || !word.chars().any(char::is_alphabetic));
        if !bare {
            found.push((n + 1, line.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    for (n, line) in expressions.lines().enumerate() {
        let known = found.iter().any(|(line, _)| *line == n + 1);
        if !known && line.chars().any(is_vietnamese) {
            found.push((n + 1, line.trim().to_owned()));
        }
    }
    found.sort();
    found
}

/// Blanks `name="value"` that stands outside of a tag: a macro that gives attributes to one.
fn blank_attributes(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(equals) = rest.find("=\"") {
        let named = |c: char| c.is_ascii_lowercase() || c == '-';
        let start = rest[..equals].rfind(|c: char| !named(c)).map_or(0, |at| {
            // The first letter stands behind the last character that is none; that one may be long.
            at + rest[at..].chars().next().map_or(1, char::len_utf8)
        });
        let value = equals + 2;
        let end = rest[value..].find('"').map_or(rest.len(), |end| value + end + 1);
        out.push_str(&rest[..start]);
        out.extend(rest[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
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
    fn a_macro_that_gives_attributes_has_no_words() {
        let source =
            "{% macro m() %}{% if a %} aria-describedby=\"{{ b }}\"{% endif %} aria-invalid=\"true\"{% endmacro %}";
        assert!(template_words(source).is_empty(), "{:?}", template_words(source));
    }

    #[test]
    fn vietnamese_inside_an_expression_is_found() {
        assert_eq!(
            template_words("{# Hạ Long #}\n{{ label(\"Nộp\") }}"),
            [(2, "{{ label(\"Nộp\") }}".into())]
        );
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
