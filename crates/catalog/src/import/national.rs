//! Reading the national catalogue: one JSON object a line, gzipped or not.

use crate::fee::{Fee, FeeLine};
use crate::version::component::{Component, Kind, kind_from_source, need_from_source};
use crate::version::{Announced, Case, Channel, LegalBasis, Method, OnlineLevel, StatedLimit};
use crate::{Code, Level, Scope};
use motcua_kernel::text::{clean_line, fold};
use serde::Deserialize;
use serde_json::Number;

/// A line that could not be read; the others go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {field}: {reason}")]
pub struct BadLine {
    /// Its number, from 1; of the written file, the place of the procedure.
    pub line: usize,
    /// The field, as a path (`channels[0].fees[1].vnd`); the code when it is about the whole record.
    pub field: String,
    /// What is wrong.
    pub reason: String,
}

#[derive(Deserialize)]
struct Raw {
    code: String,
    name: String,
    field: String,
    level: String,
    #[serde(default)]
    levels_all: Vec<String>,
    scope: String,
    #[serde(default)]
    decision_no: String,
    proc_type: String,
    #[serde(default)]
    promulgating_agency: String,
    #[serde(default)]
    subjects: Vec<String>,
    channels: Vec<RawChannel>,
    #[serde(default)]
    processing: Option<RawLimit>,
    #[serde(default)]
    cases: Vec<RawCase>,
    #[serde(default)]
    dossier: Vec<RawGroup>,
    #[serde(default)]
    results: Vec<String>,
    #[serde(default)]
    legal_basis: Vec<LegalBasis>,
    #[serde(default)]
    agency_executing: Vec<String>,
    #[serde(default)]
    agency_authority: Vec<String>,
    #[serde(default)]
    agency_coordinating: Vec<String>,
    #[serde(default)]
    agencies: Vec<String>,
    #[serde(default)]
    has_conditions: bool,
    online_level: String,
    online_submission: bool,
    full_process: Option<bool>,
    territory_free: Option<bool>,
    vertical: Option<bool>,
    source_url: String,
    #[serde(default)]
    portal_id: String,
    #[serde(default)]
    fields_from_memory: Vec<String>,
}

#[derive(Deserialize)]
struct RawChannel {
    method: String,
    time_qty: Option<Number>,
    time_unit: String,
    #[serde(default)]
    fees: Vec<RawFee>,
}

#[derive(Deserialize)]
struct RawFee {
    vnd: Option<i64>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    suspect: Option<String>,
}

#[derive(Deserialize)]
struct RawLimit {
    #[serde(default)]
    qty: Option<Number>,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct RawCase {
    code: String,
    name: String,
    qty: Option<Number>,
    unit: String,
}

#[derive(Deserialize)]
struct RawGroup {
    case: String,
    items: Vec<RawItem>,
}

#[derive(Deserialize)]
struct RawItem {
    name: String,
    kind: String,
    #[serde(default)]
    original: u32,
    #[serde(default)]
    copy: u32,
    #[serde(default)]
    form: String,
    #[serde(default)]
    truncated: bool,
}

/// The lines of a file that are not empty, with their numbers from 1.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

/// Reads one line.
///
/// # Errors
///
/// Names the line, the field and what is wrong there.
pub fn read(line: usize, text: &str) -> Result<(Code, Announced), BadLine> {
    // The quick reader first; only a wrong line is read again for the path of its field.
    let raw: Raw = serde_json::from_str(text).map_err(|_| bad_json(line, text))?;
    let code: Code = raw
        .code
        .parse()
        .map_err(|error: crate::procedure::CodeError| wrong(line, "code", error))?;
    let word = |field: &str, word: &str| wrong(line, field, format!("unknown word \"{word}\""));
    let level = Level::from_source(&raw.level).ok_or_else(|| word("level", &raw.level))?;
    let scope = Scope::from_source(&raw.scope).ok_or_else(|| word("scope", &raw.scope))?;
    let online = OnlineLevel::from_source(&raw.online_level).ok_or_else(|| word("online_level", &raw.online_level))?;
    if raw.name.trim().is_empty() {
        return Err(wrong(line, "name", "a procedure needs a name"));
    }
    let levels = raw
        .levels_all
        .iter()
        .filter_map(|level| Level::from_source(level))
        .collect();
    let channels = channels(line, &raw.channels)?;
    let components = components(line, &raw.dossier)?;
    let processing_note = raw
        .processing
        .as_ref()
        .map(|limit| limit.note.clone())
        .unwrap_or_default();
    let announced = Announced {
        name: clean_line(&raw.name),
        field: clean_line(&raw.field),
        level,
        levels,
        scope,
        decision: clean_line(&raw.decision_no),
        kind: raw.proc_type,
        promulgated_by: clean_line(&raw.promulgating_agency),
        subjects: clean(raw.subjects),
        channels,
        processing: raw
            .processing
            .map(|limit| StatedLimit::from_source(limit.qty.as_ref(), &limit.unit)),
        processing_note,
        cases: raw
            .cases
            .into_iter()
            .map(|case| Case {
                limit: StatedLimit::from_source(case.qty.as_ref(), &case.unit),
                code: case.code,
                name: clean_line(&case.name),
            })
            .collect(),
        components,
        results: clean(raw.results),
        basis: raw
            .legal_basis
            .iter()
            .map(|text| LegalBasis {
                number: clean_line(&text.number),
                title: clean_line(&text.title),
            })
            .collect(),
        executing: clean(raw.agency_executing),
        deciding: clean(raw.agency_authority),
        coordinating: clean(raw.agency_coordinating),
        agencies: clean(raw.agencies),
        has_conditions: raw.has_conditions,
        online,
        online_submission: raw.online_submission,
        full_process: raw.full_process,
        territory_free: raw.territory_free,
        vertical: raw.vertical,
        source_url: raw.source_url,
        portal_id: raw.portal_id,
        from_memory: raw.fields_from_memory,
    };
    Ok((code, announced))
}

fn channels(line: usize, raw: &[RawChannel]) -> Result<Vec<Channel>, BadLine> {
    raw.iter()
        .enumerate()
        .map(|(at, channel)| {
            let method = Method::from_source(&channel.method).ok_or_else(|| {
                wrong(
                    line,
                    &format!("channels[{at}].method"),
                    format!("unknown word \"{}\"", channel.method),
                )
            })?;
            let fees = channel.fees.iter().map(|fee| fee_line(method, fee)).collect();
            Ok(Channel {
                method,
                limit: StatedLimit::from_source(channel.time_qty.as_ref(), &channel.time_unit),
                fees,
            })
        })
        .collect()
}

fn fee_line(method: Method, raw: &RawFee) -> FeeLine {
    let note = clean_line(raw.note.as_deref().unwrap_or(""));
    FeeLine {
        fee: Fee::from_source(raw.vnd, &note, raw.suspect.is_some()),
        label: note,
        per: String::new(),
        method: Some(method),
        exemption: false,
        rule: None,
        mark: None,
    }
}

fn components(line: usize, groups: &[RawGroup]) -> Result<Vec<Component>, BadLine> {
    let mut components: Vec<Component> = Vec::new();
    for (group_at, group) in groups.iter().enumerate() {
        // The same word is spelled with and without a full stop; the heading is kept as it is.
        let heading = clean_line(&group.case);
        let is_remarks = fold(&heading).starts_with("luu y") && group.items.iter().all(|item| item.kind == "note");
        for (at, item) in group.items.iter().enumerate() {
            let is_note = match item.kind.as_str() {
                "document" => is_remarks,
                "note" => true,
                other => {
                    let place = format!("dossier[{group_at}].items[{at}].kind");
                    return Err(wrong(line, &place, format!("unknown word \"{other}\"")));
                }
            };
            let name = clean_line(&item.name);
            let kind = kind_from_source(&heading, is_note);
            let need = need_from_source(&heading, &name);
            let mut component = Component::new(format!("c{}.{}", group_at + 1, at + 1), name, kind);
            if kind != Kind::Note {
                component.need = need;
            }
            component.case.clone_from(&heading);
            component.originals = item.original;
            component.copies = item.copy;
            component.template = clean_line(&item.form);
            component.truncated = item.truncated;
            components.push(component);
        }
    }
    Ok(components)
}

fn clean(lines: Vec<String>) -> Vec<String> {
    lines
        .iter()
        .map(|line| clean_line(line))
        .filter(|line| !line.is_empty())
        .collect()
}

fn wrong(line: usize, field: &str, reason: impl ToString) -> BadLine {
    BadLine {
        line,
        field: field.to_owned(),
        reason: reason.to_string(),
    }
}

fn bad_json(line: usize, text: &str) -> BadLine {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, Raw>(&mut reader) {
        Err(error) => wrong(line, &error.path().to_string(), error.inner()),
        // Trailing signs after a whole object.
        Ok(_) => wrong(line, ".", "there is something after the end of the object"),
    }
}
