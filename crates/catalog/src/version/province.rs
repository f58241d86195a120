//! What the province wrote: words, fees, and the written part of a procedure. No national import touches it.

use super::component::{Component, Need};
use super::layout::ResultLayout;
use super::limit::TimeLimit;
use crate::Mark;
use crate::fee::{FeeExample, FeeLine, ProvinceFees};
use crate::form::{Form, Translations};
use crate::workflow::Workflow;
use serde::{Deserialize, Serialize};

/// The province's part of a version.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Province {
    /// Everyday words that an officer added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Fees by a resolution of the People's Council. They win over all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<ProvinceFees>,
    /// Form, workflow, components and rules written out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
}

/// Who wrote the written part last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The file of written procedures: a changed file may change it.
    File,
    /// An officer: no file overwrites it.
    Office,
}

/// The written part of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Who wrote it last.
    pub origin: Origin,
    /// 1 is the commonest procedure.
    pub rank: u32,
    /// The name for lists and buttons.
    pub short: String,
    /// Everyday words.
    pub words: Vec<String>,
    /// Whether the person must come (to sign before the officer, to compare an original).
    pub in_person: bool,
    /// How long it takes.
    pub limit: WrittenLimit,
    /// What it costs.
    pub fees: Vec<FeeLine>,
    /// Examples that the fee rule must meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fee_examples: Vec<FeeExample>,
    /// What is handed in, shown, replaced by data.
    pub components: Vec<Component>,
    /// Rules for the officer, each with its own mark in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// What the person gets.
    pub results: Vec<WrittenResult>,
    /// A shorter way over the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fast_lane: Option<FastLane>,
    /// How it is handled.
    pub workflow: Workflow,
    /// What the person fills in.
    pub form: Form,
    /// Which answers, or which place, say whose area it is.
    #[serde(default)]
    pub territory: Territory,
    /// The English of all these texts.
    #[serde(default, skip_serializing_if = "Translations::is_empty")]
    pub english: Translations,
}

/// What says in whose area a matter lies (INT-03): data, never the place of help.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Territory {
    /// The first address of the form that is asked of everybody.
    #[default]
    FirstAddress,
    /// The first of these addresses that lies in the province.
    Answers {
        /// Keys of the form.
        keys: Vec<String>,
    },
    /// The area of the centre that receives it: any office may do it.
    Reception,
}

impl Written {
    /// Every Vietnamese text that officers and citizens read and that has no English beside it.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![
            self.short.as_str(),
            &self.limit.extend,
            &self.limit.note,
            &self.form.remark,
        ];
        for line in &self.fees {
            texts.extend([line.label.as_str(), &line.per]);
        }
        for one in &self.components {
            texts.extend([one.name.as_str(), &one.replaced_by, &one.note]);
            texts.extend(one.alternatives.iter().map(String::as_str));
            if let Need::Conditional { when } = &one.need {
                texts.push(when);
            }
        }
        texts.extend(self.rules.iter().map(String::as_str));
        for one in &self.results {
            texts.extend([one.name.as_str(), &one.shape, &one.book, &one.blank_stock]);
        }
        for step in self.workflow.steps() {
            texts.extend([step.name.as_str(), &step.external, &step.note]);
            texts.extend(step.record.iter().map(String::as_str));
            // "true" only says that the person is there.
            texts.extend(Some(step.person_present.as_str()).filter(|present| *present != "true"));
        }
        texts.extend(self.workflow.ways().iter().map(|way| way.case.as_str()));
        if let Some(lane) = &self.fast_lane {
            texts.extend([lane.receipt.as_str(), &lane.batch, &lane.wait_in_hall]);
        }
        texts.retain(|text| !text.is_empty());
        texts
    }
}

/// The limit of a written procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenLimit {
    /// The limit as announced.
    pub limit: TimeLimit,
    /// Whether it is to be done on the day of reception.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same_day: bool,
    /// After this wall-clock time (`15:00`) it counts from the next working day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cut_off: String,
    /// When the law lets it take longer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extend: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How sure it is.
    pub mark: Mark,
}

impl WrittenLimit {
    /// The limit to reckon with: the day itself where it is a same-day procedure.
    pub const fn legal(&self) -> TimeLimit {
        if self.same_day { TimeLimit::SAME_DAY } else { self.limit }
    }
}

/// One result of a written procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenResult {
    /// Its name.
    pub name: String,
    /// Its shape, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shape: String,
    /// The book it is entered in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub book: String,
    /// How many months it is valid; None for no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_months: Option<u32>,
    /// Numbered blanks that must be accounted for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub blank_stock: String,
    /// Whether it comes instead of the first one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alternative: bool,
    /// Whether an original on paper is given out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub original_paper: bool,
    /// Whether stamped drawings on paper go with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paper_drawings: bool,
    /// How its paper is laid out; None for a sheet of what the form asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<ResultLayout>,
}

/// A shorter way over the counter, for certified copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastLane {
    /// When Form 01 is given all the same.
    pub receipt: String,
    /// How many keys an officer may need.
    pub max_keys: u32,
    /// How many papers and copies go together.
    pub batch: String,
    /// How the visitor waits and is called again.
    pub wait_in_hall: String,
}
