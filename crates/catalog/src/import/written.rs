//! Reading the file of written procedures: forms, workflows, fees and rules, each fact with its mark.

use super::details;
use super::national::BadLine;
use super::written_form;
use super::written_raw::{Raw, RawComponent, RawFee, RawLimit, RawResult, RawWorkflow};
use crate::fee::{Fee, FeeExample, FeeLine, Rule};
use crate::form::{Condition, Translations};
use crate::version::component::{Component, Kind, Need};
use crate::version::layout::{self, ResultLayout};
use crate::version::limit::about_working_minutes;
use crate::version::{FastLane, LimitUnit, Origin, Territory, TimeLimit, Written, WrittenLimit, WrittenResult};
use crate::workflow::{Concern, Draft, DraftStep, More, Workflow};
use crate::{Code, Mark};
use motcua_kernel::Money;
use motcua_kernel::text::{clean_line, fold};
use serde::Deserialize;
use serde_json::{Number, Value};

#[derive(Deserialize)]
struct RawFile {
    procedures: Vec<Value>,
}

/// A written procedure as it was read.
pub struct Read {
    /// Its code.
    pub code: Code,
    /// Its written part.
    pub written: Written,
    /// What deserves a second look in its workflow.
    pub concerns: Vec<Concern>,
}

/// The texts that written procedures are read from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts<'a> {
    /// The file of written procedures.
    pub written: &'a str,
    /// The province's details beside it; empty for none.
    pub details: &'a str,
    /// The English of their texts; empty for none.
    pub english: &'a str,
}

/// Reads the whole file with what lies beside it; a wrong procedure is reported and the others are read.
///
/// # Errors
///
/// Fails when it is no JSON with a list of procedures.
pub fn read(texts: Texts<'_>) -> Result<(Vec<Read>, Vec<BadLine>), BadLine> {
    let mut file: RawFile = serde_json::from_str(texts.written).map_err(|error| BadLine {
        line: error.line(),
        field: ".".into(),
        reason: error.to_string(),
    })?;
    let (mut read, mut bad) = (Vec::new(), Vec::new());
    if !texts.details.is_empty() {
        bad.extend(details::lay_over(&mut file.procedures, texts.details));
    }
    let words = match english(texts.english) {
        Ok(words) => words,
        Err(wrong) => {
            bad.push(wrong);
            Translations::default()
        }
    };
    for (at, value) in file.procedures.iter().enumerate() {
        match procedure(value, &words) {
            Ok(procedure) => read.push(procedure),
            Err((field, reason)) => bad.push(BadLine {
                line: at + 1,
                field,
                reason,
            }),
        }
    }
    Ok((read, bad))
}

#[derive(Deserialize)]
struct RawEnglish {
    words: Translations,
}

fn english(text: &str) -> Result<Translations, BadLine> {
    if text.is_empty() {
        return Ok(Translations::default());
    }
    let read: Result<RawEnglish, _> = serde_json::from_str(text);
    read.map(|file| file.words).map_err(|error| BadLine {
        line: error.line(),
        field: "english".into(),
        reason: error.to_string(),
    })
}

/// Whether conditions and rules look at answers that the form asks for.
fn check(written: &Written) -> Result<(), Wrong> {
    let asked = |key: &str| written.form.field(key).is_some();
    let mut looked_at: Vec<(&str, &str)> = Vec::new();
    for one in &written.components {
        looked_at.extend(
            one.answers
                .iter()
                .flat_map(Condition::fields)
                .map(|key| (one.key.as_str(), key)),
        );
    }
    for line in &written.fees {
        looked_at.extend(
            line.rule
                .iter()
                .flat_map(Rule::fields)
                .map(|key| (line.label.as_str(), key)),
        );
    }
    if let Territory::Answers { keys } = &written.territory {
        looked_at.extend(keys.iter().map(|key| ("territory", key.as_str())));
    }
    for one in &written.results {
        let Some(layout) = &one.layout else { continue };
        layout.check().map_err(|fault| wrong("layout", fault))?;
        let mut places = layout.texts().flat_map(layout::places);
        let unknown =
            places.find(|place| !layout::KNOWN_PLACES.contains(place) && !layout::is_asked(&written.form, place));
        if let Some(place) = unknown {
            return Err(wrong("layout", format!("the form has no field \"{place}\"")));
        }
    }
    match looked_at.into_iter().find(|(_, key)| !asked(key)) {
        Some((from, key)) => Err(wrong(from, format!("the form has no field \"{key}\""))),
        None => Ok(()),
    }
}

type Wrong = (String, String);

fn wrong(field: impl Into<String>, reason: impl ToString) -> Wrong {
    (field.into(), reason.to_string())
}

fn procedure(value: &Value, words: &Translations) -> Result<Read, Wrong> {
    let raw: Raw =
        serde_path_to_error::deserialize(value).map_err(|error| wrong(error.path().to_string(), error.inner()))?;
    let announced_name = clean_line(&raw.name);
    let code: Code = raw
        .code
        .parse()
        .map_err(|error: crate::procedure::CodeError| wrong("code", error))?;
    let limit = limit(&raw.limit)?;
    let (workflow, concerns) = workflow(raw.workflow, about_working_minutes(limit.limit))?;
    let form = written_form::form(raw.form, words)?;
    let components = raw
        .components
        .into_iter()
        .enumerate()
        .map(|(at, one)| component(at, one))
        .collect::<Result<_, _>>()?;
    let mut written = Written {
        origin: Origin::File,
        rank: raw.rank,
        short: clean_line(&raw.short),
        words: raw.everyday_words.iter().map(|words| clean_line(words)).collect(),
        in_person: raw.in_person,
        limit,
        fees: raw.fees.into_iter().map(fee).collect(),
        fee_examples: raw
            .fee_examples
            .into_iter()
            .map(|one| FeeExample {
                pages: one.pages,
                copies: one.copies,
                dong: Money::dong(one.vnd),
            })
            .collect(),
        components,
        rules: raw.rules.iter().map(|rule| clean_line(rule)).collect(),
        results: raw.result.into_iter().map(result).collect(),
        fast_lane: raw.fast_lane.map(|lane| FastLane {
            receipt: lane.receipt_form_01,
            max_keys: lane.max_keys,
            batch: lane.batch,
            wait_in_hall: lane.wait_in_hall,
        }),
        workflow,
        form,
        territory: raw.territory,
        english: Translations::default(),
    };
    check(&written)?;
    written.english = words.of(written.texts().into_iter().chain([announced_name.as_str()]));
    Ok(Read {
        code,
        written,
        concerns,
    })
}

fn limit(raw: &RawLimit) -> Result<WrittenLimit, Wrong> {
    let unit = match raw.unit.as_str() {
        "working_hour" | "hour" => LimitUnit::WorkingHour,
        "working_day" => LimitUnit::WorkingDay,
        "day" | "calendar_day" => LimitUnit::CalendarDay,
        "month" => LimitUnit::Month,
        other => return Err(wrong("limit.unit", format!("unknown word \"{other}\""))),
    };
    let quantity = raw.qty.as_u64().and_then(|quantity| u32::try_from(quantity).ok());
    let quantity = quantity.ok_or_else(|| wrong("limit.qty", "must be a whole number"))?;
    Ok(WrittenLimit {
        limit: TimeLimit::new(quantity, unit).map_err(|error| wrong("limit", error))?,
        same_day: raw.same_day,
        cut_off: raw.cut_off.clone(),
        extend: raw.extend.clone(),
        note: raw.note.clone(),
        mark: Mark::parse(&raw.src),
    })
}

fn fee(raw: RawFee) -> FeeLine {
    let mark = Mark::parse(&raw.src);
    let remark = mark.remark.as_deref().unwrap_or("");
    // The writers mark an amount as unknown by leaving it out; the label says who sets it.
    let note = if remark.is_empty() {
        raw.label.clone()
    } else {
        format!("{}: {remark}", raw.label)
    };
    let known = |vnd| Fee::Known { dong: Money::dong(vnd) };
    FeeLine {
        exemption: fold(&raw.label).starts_with("mien"),
        fee: raw.vnd.map_or_else(|| Fee::from_source(None, &note, false), known),
        label: clean_line(&raw.label),
        per: clean_line(&raw.per),
        method: None,
        rule: raw.counts.map(|counts| Rule {
            counts,
            when: raw.when,
            within: raw.within,
        }),
        mark: Some(mark),
    }
}

fn component(at: usize, raw: RawComponent) -> Result<Component, Wrong> {
    let (kind, conditional) = match raw.need.as_str() {
        "required" => (Kind::HandIn, false),
        "conditional" => (Kind::HandIn, true),
        "presented" => (Kind::Show, false),
        "replaced_by_data" => (Kind::ReplacedByData, false),
        other => {
            return Err(wrong(
                format!("components[{at}].need"),
                format!("unknown word \"{other}\""),
            ));
        }
    };
    let mut component = Component::new(raw.key, clean_line(&raw.name), kind);
    if conditional || !raw.when.is_empty() {
        component.need = Need::Conditional {
            when: clean_line(&raw.when),
        };
    }
    // Whatever is handed in is handed in at least once.
    component.originals = u32::from(kind == Kind::HandIn && raw.copies == 0);
    component.copies = raw.copies;
    component.answers = raw.answers;
    component.alternatives = raw.alternatives;
    component.replaced_by = raw.replaced_by_data;
    component.note = raw.note;
    component.form_generated = raw.form_generated;
    component.digitize = raw.digitize;
    component.sensitive = raw.sensitive;
    component.large_file = raw.large_file;
    component.original_custody = raw.original_custody;
    component.mark = Some(Mark::parse(&raw.src));
    Ok(component)
}

fn result(raw: RawResult) -> WrittenResult {
    WrittenResult {
        name: clean_line(&raw.name),
        shape: raw.form,
        book: raw.book,
        valid_months: raw.valid_months,
        blank_stock: raw.blank_stock,
        alternative: raw.alternative,
        original_paper: raw.original_paper,
        paper_drawings: raw.paper_drawings,
        layout: raw.layout.map(|layout| ResultLayout {
            shape: layout.shape,
            title: if layout.title.is_empty() {
                clean_line(&raw.name)
            } else {
                clean_line(&layout.title)
            },
            title_en: layout.title_en,
            basis: layout.basis,
            opening: layout.opening,
            lines: layout.lines,
            closing: layout.closing,
            recipients: layout.recipients,
            made_in: layout.made_in,
            mark: Mark::parse(&layout.src),
        }),
    }
}

fn workflow(raw: RawWorkflow, limit_minutes: u32) -> Result<(Workflow, Vec<Concern>), Wrong> {
    let mut cases = Vec::new();
    let mut draft = Draft {
        mark: Mark::parse(&raw.src),
        target_minutes: raw.target_hours.as_ref().and_then(minutes),
        ..Draft::default()
    };
    for step in raw.steps {
        cases.extend(
            step.branch
                .iter()
                .map(|(case, to)| (step.key.clone(), case.clone(), to.clone())),
        );
        draft.steps.push(DraftStep {
            number: plain(&step.n),
            name: clean_line(&step.name),
            kind: step.kind,
            role: step.role,
            unit: step.unit,
            minutes: step.hours.as_ref().and_then(minutes),
            key: step.key,
            more: More {
                optional: step.optional,
                parallel: step.parallel,
                delegable: step.delegable,
                may_be_paper: step.may_be_paper,
                field_visit: step.field_visit,
                person_present: plain(&step.citizen_present),
                appointment: step.appointment,
                external: step.external,
                fields: step.fields,
                record: step.record,
                may_be_same_person_as: plain(&step.may_be_same_person_as),
                note: step.note,
            },
        });
    }
    draft.draw_ways(&cases);
    draft.check(Some(limit_minutes)).map_err(|faults| {
        let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
        wrong("workflow", sentences.join("; "))
    })
}

/// Hours as whole minutes.
fn minutes(hours: &Number) -> Option<u32> {
    let minutes = hours.as_f64()? * 60.0;
    // Whole and in range, so nothing is lost.
    (minutes.fract() == 0.0 && minutes > 0.0 && minutes < 1_000_000.0).then_some(minutes as u32)
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
