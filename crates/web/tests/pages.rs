//! Every page with every sample in both languages: nothing unsaid, nothing loose.

use motcua_catalog::form::{MESSAGES, WARNINGS};
use motcua_web::{Language, pages, words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.match_indices(&format!("<{name}"))
        .map(|(at, _)| &html[at..])
        .filter(|rest| rest[name.len() + 1..].starts_with([' ', '>', '\n']))
        .map(|rest| &rest[..=rest.find('>').unwrap_or(rest.len() - 1)])
        .collect()
}

fn every(check: impl Fn(&str, &str, Language) -> Result<(), String>) {
    let mut wrong = Vec::new();
    for page in pages() {
        for language in Language::ALL {
            for (number, html) in (page.draw)(language).into_iter().enumerate() {
                let html = html.expect("a sample renders");
                if let Err(why) = check(&html, page.name, language) {
                    wrong.push(format!("{} {} {}: {why}", page.name, number, language.tag()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_says_all_its_words() {
    every(|html, _, _| match html.find('⟦') {
        Some(at) => Err(html[at..].chars().take(80).collect()),
        None => Ok(()),
    });
}

#[test]
fn nothing_of_a_template_is_left_over() {
    every(|html, _, _| {
        match ["{{", "{%", "&lt;svg", "&#60;svg", "&#60;b&#62;"]
            .iter()
            .find(|left| html.contains(**left))
        {
            Some(left) => Err(format!("{left} is left over")),
            None => Ok(()),
        }
    });
}

#[test]
fn every_page_has_one_heading_one_main_and_its_language() {
    every(|html, _, language| {
        let (h1, main) = (tags(html, "h1").len(), tags(html, "main").len());
        if h1 != 1 || main != 1 {
            return Err(format!("{h1} h1, {main} main"));
        }
        let tag = tags(html, "html").first().copied().unwrap_or_default();
        if attribute(tag, "lang") == Some(language.tag()) {
            Ok(())
        } else {
            Err(tag.to_owned())
        }
    });
}

#[test]
fn nothing_is_styled_or_scripted_inline() {
    every(|html, _, _| {
        for bad in [" style=", " onclick=", " onsubmit=", "<style", "javascript:"] {
            if html.contains(bad) {
                return Err(format!("{bad} stands in the page"));
            }
        }
        match tags(html, "script")
            .into_iter()
            .find(|tag| attribute(tag, "src").is_none())
        {
            Some(tag) => Err(tag.to_owned()),
            None => Ok(()),
        }
    });
}

#[test]
fn ids_are_unique_and_everything_that_is_referred_to_exists() {
    every(|html, _, _| {
        let mut ids = BTreeSet::new();
        for id in html
            .match_indices(" id=\"")
            .map(|(at, _)| html[at + 5..].split('"').next().unwrap_or_default())
        {
            if !ids.insert(id) {
                return Err(format!("two elements are #{id}"));
            }
        }
        for name in ["for", "aria-describedby", "aria-labelledby"] {
            for value in html
                .match_indices(&format!(" {name}=\""))
                .map(|(at, _)| &html[at + name.len() + 3..])
            {
                for id in value.split('"').next().unwrap_or_default().split(' ') {
                    if !ids.contains(id) {
                        return Err(format!("{name} names #{id}, which is not there"));
                    }
                }
            }
        }
        for href in html
            .match_indices(" href=\"#")
            .map(|(at, _)| html[at + 8..].split('"').next().unwrap_or_default())
        {
            if !ids.contains(href) {
                return Err(format!("a link leads to #{href}, which is not there"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_field_has_a_label() {
    every(|html, _, _| {
        let labelled: BTreeSet<&str> = tags(html, "label")
            .into_iter()
            .filter_map(|tag| attribute(tag, "for"))
            .collect();
        for kind in ["input", "select", "textarea"] {
            for tag in tags(html, kind) {
                if attribute(tag, "type") == Some("hidden") || attribute(tag, "aria-label").is_some() {
                    continue;
                }
                if !attribute(tag, "id").is_some_and(|id| labelled.contains(id)) {
                    return Err(tag.to_owned());
                }
            }
        }
        Ok(())
    });
}

#[test]
fn every_posting_form_carries_a_token() {
    every(|html, name, _| {
        // Mail programs post there as well, without having seen a page (RFC 8058): the address is the capability.
        if name == "public/leave" {
            return Ok(());
        }
        for (at, _) in html.match_indices("<form") {
            let form = &html[at..html[at..].find("</form>").map_or(html.len(), |end| at + end)];
            let posts = form[..form.find('>').unwrap_or(0)].contains("method=\"post\"");
            if posts && !form.contains("name=\"token\"") {
                return Err(form.chars().take(120).collect());
            }
        }
        Ok(())
    });
}

#[test]
fn a_public_page_is_light() {
    // Fonts, style, shapes and script weigh 102 kB as transferred; the HTML may add 45 kB before gzip at most.
    every(|html, name, _| {
        if name == "styleguide" || html.len() < 60_000 {
            Ok(())
        } else {
            Err(format!("{} bytes", html.len()))
        }
    });
}

type Keys = BTreeMap<String, BTreeSet<String>>;

// Keys with the names of their values, of one language.
fn keys(language: Language) -> Keys {
    use fluent_syntax::ast::Entry;
    let mut keys = Keys::new();
    for (name, text) in words::sources(language) {
        let resource =
            fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let key = message.id.name.to_owned();
                let values = variables(&format!("{:?}", message.value));
                assert!(keys.insert(key.clone(), values).is_none(), "{key} stands twice");
            }
        }
    }
    keys
}

// The names in `VariableReference { id: Identifier { name: "count" } }`.
fn variables(debug: &str) -> BTreeSet<String> {
    let mark = "VariableReference { id: Identifier { name: \"";
    debug
        .match_indices(mark)
        .filter_map(|(at, _)| debug[at + mark.len()..].split('"').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_values() {
    let (vi, en) = (keys(Language::Vi), keys(Language::En));
    assert!(vi.len() > 300, "the words are read: {}", vi.len());
    let only = |a: &Keys, b: &Keys| {
        a.keys()
            .filter(|key| !b.contains_key(*key))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(only(&vi, &en), Vec::<String>::new(), "only Vietnamese");
    assert_eq!(only(&en, &vi), Vec::<String>::new(), "only English");
    for (key, values) in &vi {
        assert_eq!(values, &en[key], "values of {key}");
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The sources of the rooms, which name the sentences of their fields (that each has one: `xtask`'s `sentences`).
fn rooms() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for room in ["org", "people", "accounts", "catalog", "dossier", "notice"] {
        files(&crates.join(room).join("src"), &mut found);
    }
    let read = |path: &PathBuf| std::fs::read_to_string(path).ok();
    found.iter().filter_map(read).collect()
}

#[test]
fn every_key_is_used_and_every_key_used_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &mut found);
    files(&root.join("templates"), &mut found);
    let text: String = found
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a text file"))
        .collect();
    let keys = keys(Language::Vi);
    for call in [
        ".say(\"",
        ".one(\"",
        ".two(\"",
        ".with(\"",
        ".rich(\"",
        ".rich_one(\"",
        ".rich_two(\"",
        "{ paper(\"",
    ] {
        for (at, _) in text.match_indices(call) {
            let key = text[at + call.len()..].split('"').next().unwrap_or_default();
            assert!(keys.contains_key(key), "{key} is used and has no words");
        }
    }
    // Made up while running: days, months, problems; fields' sentences are named by the rooms.
    let made = ["weekday-", "month-", "problem-", "field-"];
    let rooms = rooms();
    let unused: Vec<&String> = keys
        .keys()
        .filter(|key| !made.iter().any(|start| key.starts_with(start)))
        .filter(|key| {
            let key = format!("\"{key}\"");
            !text.contains(&key) && !rooms.contains(&key)
        })
        .collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

#[test]
fn everything_that_forms_say_has_words() {
    let keys = keys(Language::Vi);
    let missing: Vec<_> = MESSAGES
        .iter()
        .chain(WARNINGS)
        .filter(|key| !keys.contains_key(**key))
        .collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
}

#[test]
fn templates_have_no_words_of_their_own() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut found);
    for path in found {
        let text = std::fs::read_to_string(&path).expect("a text file");
        let mut bare = String::new();
        let mut rest = text.as_str();
        // What stands outside of {…} and <…> is shown as it is; a class name or an
        // attribute may stand alone, in a block or macro that gives it to a tag.
        while let Some(at) = rest.find(['{', '<']) {
            bare.push_str(&rest[..at]);
            bare.push(' ');
            let tail = &rest[at..];
            let end = if tail.starts_with("{{") {
                tail.find("}}").map(|end| end + 2)
            } else if tail.starts_with("{%") {
                tail.find("%}").map(|end| end + 2)
            } else if tail.starts_with("{#") {
                tail.find("#}").map(|end| end + 2)
            } else {
                end_of_tag(tail)
            };
            rest = &tail[end.unwrap_or(tail.len())..];
        }
        bare.push_str(rest);
        let words: Vec<&str> = bare
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic) && !word.starts_with("mo-") && !word.contains("=\""))
            .collect();
        assert!(words.is_empty(), "{}: {words:?}", path.display());
    }
}

// A tag may hold {{ … }} and {% … %} with > inside.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut depth = 0_i32;
    let bytes = tag.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'>' if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}
