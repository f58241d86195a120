//! Versions of procedures: what was asked, how long it took and what it cost from one day to another (PRO-03).
//!
//! The content of a version never changes. Its only later change is its end, when the next version begins.

mod announced;
pub mod component;
pub mod difference;
pub mod layout;
pub mod limit;
mod province;
pub mod record;

#[cfg(feature = "samples")]
pub mod sample;

pub use announced::{Announced, Case, Channel, LegalBasis, Method, OnlineLevel};
pub use component::Component;
pub use difference::Difference;
pub use layout::{LayoutLine, ResultLayout};
pub use limit::{LimitUnit, StatedLimit, TimeLimit};
pub use province::{FastLane, Origin, Province, Territory, Written, WrittenLimit, WrittenResult};

use crate::fee::FeeLine;
use crate::form::{Form, general};
use crate::procedure::Code;
use crate::workflow::Workflow;
use motcua_kernel::{CanonicalError, Date, Instant, ProcedureId, ProcedureVersionId, canonical, named_id};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// A published version of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureVersion {
    /// Follows from code, number and digest.
    pub id: ProcedureVersionId,
    /// Of which procedure.
    pub procedure: ProcedureId,
    /// Its code.
    pub code: Code,
    /// 1 for the first version that was published here.
    pub number: u32,
    /// SHA-256 of the content, in hexadecimal: what the version *is*.
    pub digest: String,
    /// SHA-256 of the line of the file that the national part was read from, so that an unchanged line is
    /// passed over without being read.
    pub source_digest: String,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The first day on which it no longer holds; None while no later version is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// When it was published here.
    pub published_at: Instant,
    /// What the announcing decision says.
    pub announced: Announced,
    /// What the province wrote.
    #[serde(default)]
    pub province: Province,
}

/// What a version consists of, before it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The national part.
    pub announced: Announced,
    /// The province's part.
    pub province: Province,
}

impl Content {
    /// SHA-256 over the canonical form, in hexadecimal.
    ///
    /// # Errors
    ///
    /// Fails when a text holds U+0000, which no engine keeps alike.
    pub fn digest(&self) -> Result<String, CanonicalError> {
        // A struct of strings, numbers and lists always becomes a value.
        let value = serde_json::to_value(self).unwrap_or_default();
        Ok(hexadecimal(&Sha256::digest(canonical(&value)?)))
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// A limit for one way of filing or one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitLine {
    /// Only for this way of filing; None for all.
    pub method: Option<Method>,
    /// Only for this case: its code and name.
    pub case: Option<(String, String)>,
    /// The limit, or what the source says instead.
    pub limit: StatedLimit,
}

impl ProcedureVersion {
    /// Publishes content as the version `number` of a procedure.
    ///
    /// # Errors
    ///
    /// Fails when a text holds U+0000.
    pub fn publish(
        code: Code,
        number: u32,
        content: Content,
        source_digest: String,
        valid_from: Date,
        now: Instant,
    ) -> Result<Self, CanonicalError> {
        let digest = content.digest()?;
        Ok(Self {
            id: named_id("procedure-version", &format!("{code}/{number}/{digest}")),
            procedure: code.procedure(),
            code,
            number,
            digest,
            source_digest,
            valid_from,
            valid_until: None,
            published_at: now,
            announced: content.announced,
            province: content.province,
        })
    }

    /// Whether it holds on a day: from the midnight that begins `valid_from` until the one that begins
    /// `valid_until`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day < until)
    }

    /// The written part, if there is one.
    pub const fn written(&self) -> Option<&Written> {
        self.province.written.as_ref()
    }

    /// The form, if there is a written part.
    pub fn form(&self) -> Option<&Form> {
        self.written().map(|written| &written.form)
    }

    /// The form to fill in: the written one, or the general one.
    pub fn form_or_general(&self) -> &Form {
        self.form().unwrap_or_else(|| general())
    }

    /// What says in whose area it lies.
    pub fn territory(&self) -> &Territory {
        self.written()
            .map_or(&Territory::FirstAddress, |written| &written.territory)
    }

    /// A text of the written part in the language with this code; as it is where there is no other.
    pub fn said<'a>(&'a self, language: &str, text: &'a str) -> &'a str {
        self.written()
            .map_or(text, |written| written.english.text(language, text))
    }

    /// The written workflow, if there is one. [`Workflow::proposed`] serves the others.
    pub fn workflow(&self) -> Option<&Workflow> {
        self.written().map(|written| &written.workflow)
    }

    /// The workflow to handle it by: the written one, or one proposed from level and limit.
    pub fn workflow_or_proposed(&self) -> Workflow {
        self.workflow()
            .cloned()
            .unwrap_or_else(|| Workflow::proposed(self.announced.level, self.limit(None)))
    }

    /// What is handed in, shown or replaced by data: as written out, or else as announced.
    pub fn components(&self) -> &[Component] {
        self.written()
            .map_or(self.announced.components.as_slice(), |written| &written.components)
    }

    /// The component with a key, for a supplement request (INT-08).
    pub fn component(&self, key: &str) -> Option<&Component> {
        self.components().iter().find(|component| component.key == key)
    }

    /// What it costs: as the province's council set it, else as written out, else as announced.
    pub fn fees(&self) -> Vec<&FeeLine> {
        if let Some(fees) = &self.province.fees {
            return fees.lines.iter().collect();
        }
        if let Some(written) = self.written() {
            return written.fees.iter().collect();
        }
        self.announced
            .channels
            .iter()
            .flat_map(|channel| &channel.fees)
            .collect()
    }

    /// How long it takes, for each way of filing and case that differ: as written out; else by channel; where a
    /// channel does not say, by the record's own limit, else by its cases (data trap 9).
    pub fn limits(&self) -> Vec<LimitLine> {
        if let Some(written) = self.written() {
            let limit = StatedLimit::Known {
                limit: written.limit.legal(),
            };
            return vec![LimitLine {
                method: None,
                case: None,
                limit,
            }];
        }
        let announced = &self.announced;
        let mut lines: Vec<LimitLine> = Vec::new();
        for channel in &announced.channels {
            for (case, limit) in self.channel_limits(channel) {
                let line = LimitLine {
                    method: Some(channel.method),
                    case,
                    limit,
                };
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        // One line is enough where every way of filing takes as long.
        if let Some(first) = lines.first().cloned()
            && lines
                .iter()
                .all(|line| line.limit == first.limit && line.case == first.case)
        {
            return vec![LimitLine { method: None, ..first }];
        }
        lines
    }

    fn channel_limits(&self, channel: &Channel) -> Vec<(Option<(String, String)>, StatedLimit)> {
        if channel.limit.known().is_some() {
            return vec![(None, channel.limit.clone())];
        }
        if let Some(processing) = self
            .announced
            .processing
            .as_ref()
            .filter(|limit| limit.known().is_some())
        {
            return vec![(None, processing.clone())];
        }
        let cases: Vec<_> = self
            .announced
            .cases
            .iter()
            .filter(|case| case.limit.known().is_some())
            .map(|case| (Some((case.code.clone(), case.name.clone())), case.limit.clone()))
            .collect();
        if cases.is_empty() {
            vec![(None, channel.limit.clone())]
        } else {
            cases
        }
    }

    /// The limit to promise by for a way of filing. Where cases differ and nobody has chosen one yet, the
    /// shortest: the office may be early, the person is never told a day too late.
    pub fn limit(&self, method: Option<Method>) -> Option<TimeLimit> {
        self.limits()
            .iter()
            .filter(|line| method.is_none() || line.method.is_none() || line.method == method)
            .filter_map(|line| line.limit.known())
            .min_by_key(|limit| limit::about_working_minutes(*limit))
    }

    /// Ways of filing, in order of their codes, each once.
    pub fn methods(&self) -> Vec<Method> {
        let mut methods: Vec<Method> = self.announced.channels.iter().map(|channel| channel.method).collect();
        methods.sort_unstable();
        methods.dedup();
        methods
    }

    /// Everyday words: the written ones and those that an officer added.
    pub fn words(&self) -> Vec<String> {
        let mut words = self.written().map(|written| written.words.clone()).unwrap_or_default();
        for word in &self.province.words {
            if !words.contains(word) {
                words.push(word.clone());
            }
        }
        words
    }

    /// Its content, to compare it with or to build the next version from.
    pub fn content(&self) -> Content {
        Content {
            announced: self.announced.clone(),
            province: self.province.clone(),
        }
    }
}
