//! Reading the file of written procedures: forms, workflows, fees and rules, each fact with its mark.

use super::details;
use super::national::BadLine;
use super::written_form;
use crate::fee::{Counts, Fee, FeeExample, FeeLine, Rule, Within};
use crate::form::Condition;
use crate::version::component::{Component, Kind, Need};
use crate::version::limit::about_working_minutes;
use crate::version::{FastLane, LimitUnit, Origin, TimeLimit, Written, WrittenLimit, WrittenResult};
use crate::workflow::{Concern, Draft, DraftStep, More, Workflow};
use crate::{Code, Mark};
use motcua_kernel::Money;
use motcua_kernel::text::{clean_line, fold};
use serde::Deserialize;
use serde_json::{Number, Value};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct RawFile {
    procedures: Vec<Value>,
}

#[derive(Deserialize)]
struct Raw {
    code: String,
    rank: u32,
    short: String,
    everyday_words: Vec<String>,
    in_person: bool,
    limit: RawLimit,
    fees: Vec<RawFee>,
    #[serde(default)]
    fee_examples: Vec<RawFeeExample>,
    components: Vec<RawComponent>,
    #[serde(default)]
    rules: Vec<String>,
    result: Vec<RawResult>,
    #[serde(default)]
    fast_lane: Option<RawFastLane>,
    workflow: RawWorkflow,
    form: written_form::RawForm,
}

#[derive(Deserialize)]
struct RawLimit {
    qty: Number,
    unit: String,
    #[serde(default)]
    same_day: bool,
    #[serde(default)]
    cut_off: String,
    #[serde(default)]
    extend: String,
    #[serde(default)]
    note: String,
    src: String,
}

#[derive(Deserialize)]
struct RawFee {
    label: String,
    vnd: Option<i64>,
    per: String,
    src: String,
    #[serde(default)]
    counts: Option<Counts>,
    #[serde(default)]
    when: Option<Condition>,
    #[serde(default)]
    within: Option<Within>,
}

#[derive(Deserialize)]
struct RawFeeExample {
    pages: u32,
    copies: u32,
    vnd: i64,
}

#[derive(Deserialize)]
struct RawComponent {
    key: String,
    name: String,
    need: String,
    src: String,
    #[serde(default)]
    when: String,
    #[serde(default)]
    copies: u32,
    #[serde(default)]
    alternatives: Vec<String>,
    #[serde(default)]
    replaced_by_data: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    form_generated: bool,
    #[serde(default)]
    digitize: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    large_file: bool,
    #[serde(default)]
    original_custody: bool,
}

#[derive(Deserialize)]
struct RawResult {
    name: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    book: String,
    #[serde(default)]
    valid_months: Option<u32>,
    #[serde(default)]
    blank_stock: String,
    #[serde(default)]
    alternative: bool,
    #[serde(default)]
    original_paper: bool,
    #[serde(default)]
    paper_drawings: bool,
}

#[derive(Deserialize)]
struct RawFastLane {
    receipt_form_01: String,
    max_keys: u32,
    batch: String,
    wait_in_hall: String,
}

#[derive(Deserialize)]
struct RawWorkflow {
    src: String,
    #[serde(default)]
    target_hours: Option<Number>,
    steps: Vec<RawStep>,
}

#[derive(Deserialize)]
struct RawStep {
    n: Value,
    key: String,
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    hours: Option<Number>,
    kind: String,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    parallel: bool,
    #[serde(default)]
    delegable: bool,
    #[serde(default)]
    may_be_paper: bool,
    #[serde(default)]
    field_visit: bool,
    #[serde(default)]
    appointment: bool,
    #[serde(default)]
    citizen_present: Value,
    #[serde(default)]
    external: String,
    #[serde(default)]
    record: Vec<String>,
    #[serde(default)]
    may_be_same_person_as: Value,
    #[serde(default)]
    note: String,
    #[serde(default)]
    branch: BTreeMap<String, String>,
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
    for (at, value) in file.procedures.iter().enumerate() {
        match procedure(value) {
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

type Wrong = (String, String);

fn wrong(field: impl Into<String>, reason: impl ToString) -> Wrong {
    (field.into(), reason.to_string())
}

fn procedure(value: &Value) -> Result<Read, Wrong> {
    let raw: Raw =
        serde_path_to_error::deserialize(value).map_err(|error| wrong(error.path().to_string(), error.inner()))?;
    let code: Code = raw
        .code
        .parse()
        .map_err(|error: crate::procedure::CodeError| wrong("code", error))?;
    let limit = limit(&raw.limit)?;
    let (workflow, concerns) = workflow(raw.workflow, about_working_minutes(limit.limit))?;
    let form = written_form::form(raw.form)?;
    let components = raw
        .components
        .into_iter()
        .enumerate()
        .map(|(at, one)| component(at, one))
        .collect::<Result<_, _>>()?;
    let written = Written {
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
    };
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
