//! The file of written procedures as it is spelled, before anything is made of it.

use super::written_form;
use crate::fee::{Counts, Within};
use crate::form::Condition;
use crate::version::Territory;
use crate::version::layout::{LayoutLine, Shape};
use crate::workflow::FieldThere;
use serde::Deserialize;
use serde_json::{Number, Value};
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Raw {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) rank: u32,
    pub(super) short: String,
    pub(super) everyday_words: Vec<String>,
    pub(super) in_person: bool,
    pub(super) limit: RawLimit,
    pub(super) fees: Vec<RawFee>,
    #[serde(default)]
    pub(super) fee_examples: Vec<RawFeeExample>,
    pub(super) components: Vec<RawComponent>,
    #[serde(default)]
    pub(super) rules: Vec<String>,
    pub(super) result: Vec<RawResult>,
    #[serde(default)]
    pub(super) fast_lane: Option<RawFastLane>,
    pub(super) workflow: RawWorkflow,
    pub(super) form: written_form::RawForm,
    #[serde(default)]
    pub(super) territory: Territory,
}

#[derive(Deserialize)]
pub(super) struct RawLimit {
    pub(super) qty: Number,
    pub(super) unit: String,
    #[serde(default)]
    pub(super) same_day: bool,
    #[serde(default)]
    pub(super) cut_off: String,
    #[serde(default)]
    pub(super) extend: String,
    #[serde(default)]
    pub(super) note: String,
    pub(super) src: String,
}

#[derive(Deserialize)]
pub(super) struct RawFee {
    pub(super) label: String,
    pub(super) vnd: Option<i64>,
    pub(super) per: String,
    pub(super) src: String,
    #[serde(default)]
    pub(super) counts: Option<Counts>,
    #[serde(default)]
    pub(super) when: Option<Condition>,
    #[serde(default)]
    pub(super) within: Option<Within>,
}

#[derive(Deserialize)]
pub(super) struct RawFeeExample {
    pub(super) pages: u32,
    pub(super) copies: u32,
    pub(super) vnd: i64,
}

#[derive(Deserialize)]
pub(super) struct RawComponent {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) need: String,
    pub(super) src: String,
    #[serde(default)]
    pub(super) when: String,
    #[serde(default)]
    pub(super) answers: Option<Condition>,
    #[serde(default)]
    pub(super) copies: u32,
    #[serde(default)]
    pub(super) alternatives: Vec<String>,
    #[serde(default)]
    pub(super) replaced_by_data: String,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) form_generated: bool,
    #[serde(default)]
    pub(super) digitize: bool,
    #[serde(default)]
    pub(super) sensitive: bool,
    #[serde(default)]
    pub(super) large_file: bool,
    #[serde(default)]
    pub(super) original_custody: bool,
}

#[derive(Deserialize)]
pub(super) struct RawResult {
    pub(super) name: String,
    #[serde(default)]
    pub(super) form: String,
    #[serde(default)]
    pub(super) book: String,
    #[serde(default)]
    pub(super) valid_months: Option<u32>,
    #[serde(default)]
    pub(super) blank_stock: String,
    #[serde(default)]
    pub(super) alternative: bool,
    #[serde(default)]
    pub(super) original_paper: bool,
    #[serde(default)]
    pub(super) paper_drawings: bool,
    #[serde(default)]
    pub(super) layout: Option<RawLayout>,
}

/// How the paper of a result is laid out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLayout {
    pub(super) shape: Shape,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) title_en: String,
    #[serde(default)]
    pub(super) basis: Vec<String>,
    #[serde(default)]
    pub(super) opening: Vec<String>,
    #[serde(default)]
    pub(super) lines: Vec<LayoutLine>,
    pub(super) closing: Vec<String>,
    #[serde(default)]
    pub(super) recipients: Vec<String>,
    #[serde(default)]
    pub(super) made_in: String,
    pub(super) src: String,
}

#[derive(Deserialize)]
pub(super) struct RawFastLane {
    pub(super) receipt_form_01: String,
    pub(super) max_keys: u32,
    pub(super) batch: String,
    pub(super) wait_in_hall: String,
}

#[derive(Deserialize)]
pub(super) struct RawWorkflow {
    pub(super) src: String,
    #[serde(default)]
    pub(super) target_hours: Option<Number>,
    pub(super) steps: Vec<RawStep>,
}

#[derive(Deserialize)]
pub(super) struct RawStep {
    pub(super) n: Value,
    pub(super) key: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) role: String,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) hours: Option<Number>,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) parallel: bool,
    #[serde(default)]
    pub(super) delegable: bool,
    #[serde(default)]
    pub(super) may_be_paper: bool,
    #[serde(default)]
    pub(super) field_visit: bool,
    #[serde(default)]
    pub(super) appointment: bool,
    #[serde(default)]
    pub(super) citizen_present: Value,
    #[serde(default)]
    pub(super) external: String,
    #[serde(default)]
    pub(super) fields: Vec<FieldThere>,
    #[serde(default)]
    pub(super) record: Vec<String>,
    #[serde(default)]
    pub(super) may_be_same_person_as: Value,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) branch: BTreeMap<String, String>,
}
