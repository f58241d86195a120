//! The province's details beside the written procedures: what their file leaves open, laid over it before it is read.
//!
//! The file of written procedures is taken over as it came, with its marks. What a running office needs beside it
//! (how a fee counts, which papers a case needs, what stands on a result) is a file of its own. Each entry names what
//! it adds to by its key, a fee by its label and what it is per, a result by its name; `null` takes a member away, and
//! `"new": true` adds a whole entry. What names nothing is reported, so that a slip is never silently lost.

use super::national::BadLine;
use serde_json::{Map, Value};

/// Lays the details over the written procedures, and tells what could not be laid.
pub(super) fn lay_over(procedures: &mut [Value], text: &str) -> Vec<BadLine> {
    let file: Value = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => return vec![bad(error.line(), ".", error.to_string())],
    };
    let mut wrong = Vec::new();
    for (at, details) in list(&file, "procedures").iter().enumerate() {
        let code = word(details, "code");
        match procedures.iter_mut().find(|one| word(one, "code") == code) {
            Some(procedure) => over(procedure, details, at + 1, &mut wrong),
            None => wrong.push(bad(
                at + 1,
                "code",
                format!("no written procedure has the code \"{code}\""),
            )),
        }
    }
    wrong
}

fn over(procedure: &mut Value, details: &Value, line: usize, wrong: &mut Vec<BadLine>) {
    let Value::Object(members) = details else {
        return wrong.push(bad(line, ".", "must be an object".into()));
    };
    for (member, value) in members {
        let entries = value.as_array().map_or(&[][..], Vec::as_slice);
        match member.as_str() {
            "code" => {}
            "fees" | "components" | "result" => {
                lay(procedure.get_mut(member).into_iter(), entries, (line, member), wrong);
            }
            "steps" => lay(
                procedure.pointer_mut("/workflow/steps").into_iter(),
                entries,
                (line, member),
                wrong,
            ),
            "fields" => {
                let sections = procedure.pointer_mut("/form/sections").and_then(Value::as_array_mut);
                let lists = sections
                    .into_iter()
                    .flatten()
                    .filter_map(|section| section.get_mut("fields"));
                lay(lists, entries, (line, member), wrong);
            }
            _ => {
                procedure[member] = value.clone();
            }
        }
    }
}

/// Lays entries over those of the lists that they name.
fn lay<'a>(
    lists: impl Iterator<Item = &'a mut Value>,
    entries: &[Value],
    (line, member): (usize, &str),
    wrong: &mut Vec<BadLine>,
) {
    let mut lists: Vec<&mut Vec<Value>> = lists.filter_map(Value::as_array_mut).collect();
    for entry in entries {
        let Value::Object(entry) = entry else {
            wrong.push(bad(line, member, "must be an object".into()));
            continue;
        };
        if entry.get("new") == Some(&Value::Bool(true)) {
            if let Some(last) = lists.last_mut() {
                let whole = entry.iter().filter(|(key, _)| *key != "new");
                last.push(Value::Object(
                    whole.map(|(key, value)| (key.clone(), value.clone())).collect(),
                ));
            }
            continue;
        }
        // "changes.item" is a field of the rows of "changes".
        let key = entry.get("key").and_then(Value::as_str).unwrap_or_default();
        let (outer, inner) = key
            .split_once('.')
            .map_or((key, None), |(outer, inner)| (outer, Some(inner)));
        let of = |key: &str| -> Map<String, Value> {
            let mut name = entry.clone();
            if !key.is_empty() {
                name.insert("key".into(), key.into());
            }
            name
        };
        let mut items = lists.iter_mut().flat_map(|list| list.iter_mut());
        let found = items.find(|item| is_named(item, &of(outer)));
        let found = match (found, inner) {
            (Some(item), Some(inner)) => item
                .get_mut("fields")
                .and_then(Value::as_array_mut)
                .and_then(|fields| fields.iter_mut().find(|field| word(field, "key") == inner)),
            (found, _) => found,
        };
        match found.and_then(Value::as_object_mut) {
            Some(item) => add(item, entry),
            None => {
                let names = ["key", "label", "name"].map(|name| entry.get(name).and_then(Value::as_str));
                let named = names.into_iter().flatten().next().unwrap_or_default();
                wrong.push(bad(line, member, format!("nothing there is called \"{named}\"")));
            }
        }
    }
}

/// Whether an entry names this item: by its key; a fee by label and per; a result by its name.
fn is_named(item: &Value, entry: &Map<String, Value>) -> bool {
    let same = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default() == word(item, name);
    if entry.contains_key("key") {
        same("key")
    } else if entry.contains_key("label") {
        same("label") && same("per")
    } else {
        same("name")
    }
}

fn add(item: &mut Map<String, Value>, entry: &Map<String, Value>) {
    for (member, value) in entry {
        match (member.as_str(), value) {
            ("key" | "label" | "per" | "name", _) => {}
            (_, Value::Null) => drop(item.remove(member)),
            _ => drop(item.insert(member.clone(), value.clone())),
        }
    }
}

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn word<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn bad(line: usize, field: &str, reason: String) -> BadLine {
    BadLine {
        line,
        field: format!("details.{field}"),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written() -> Vec<Value> {
        vec![json!({
            "code": "1.000001",
            "fees": [{"label": "Phí", "vnd": 1000, "per": "trang"}, {"label": "Phí", "vnd": 500, "per": "bản"}],
            "form": {"sections": [{"fields": [{"key": "a", "note": "x"}]}, {"fields": [
                {"key": "rows", "fields": [{"key": "item"}]}
            ]}]},
        })]
    }

    #[test]
    fn an_entry_adds_to_what_it_names_and_takes_away_by_null() {
        let mut procedures = written();
        let details = json!({"procedures": [{
            "code": "1.000001",
            "fees": [{"label": "Phí", "per": "bản", "counts": {"is": "once"}},
                     {"new": true, "label": "Bản sao", "vnd": 8000, "per": "bản"}],
            "fields": [{"key": "a", "note": null, "required": false}, {"key": "rows.item", "options": ["1"]}],
        }]});
        assert!(lay_over(&mut procedures, &details.to_string()).is_empty());
        let one = &procedures[0];
        assert_eq!(one["fees"][0].get("counts"), None);
        assert_eq!(one["fees"][1]["counts"]["is"], "once");
        assert_eq!(one["fees"][2], json!({"label": "Bản sao", "vnd": 8000, "per": "bản"}));
        assert_eq!(
            one["form"]["sections"][0]["fields"][0],
            json!({"key": "a", "required": false})
        );
        assert_eq!(
            one["form"]["sections"][1]["fields"][0]["fields"][0]["options"],
            json!(["1"])
        );
    }

    #[test]
    fn an_entry_that_names_nothing_is_told() {
        let mut procedures = written();
        let details = json!({"procedures": [
            {"code": "1.000001", "fees": [{"label": "Lệ phí"}], "fields": [{"key": "rows.none"}, {"key": "b"}]},
            {"code": "9.999999"},
        ]});
        let wrong = lay_over(&mut procedures, &details.to_string());
        let named: Vec<&str> = wrong.iter().map(|bad| bad.reason.as_str()).collect();
        assert_eq!(named.len(), 4, "{named:?}");
        assert_eq!(procedures, written());
        assert_eq!(lay_over(&mut procedures, "{").len(), 1);
    }
}
