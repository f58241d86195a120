//! The same stories of other dossiers, kept in a store.

use super::Story;
use crate::kept;
use motcua_kernel::{Context, DossierId, FilingId, IntervalId, OpinionId, ResultId, StepId, SupplementId};
use motcua_store::{ChangeSet, Label};
use serde::Serialize;
use serde::de::DeserializeOwned;

impl Story {
    /// The same story of another dossier: its ids and those of its parts are made from the context, and its number
    /// is longer by `suffix`. People, units and officers stay who they are.
    pub fn of_another(&self, ctx: &Context, suffix: &str) -> Self {
        let mut names = vec![(self.life.dossier.id.to_string(), ctx.id::<DossierId>().to_string())];
        let mut name = |old: String, new: String| names.push((old, new));
        for interval in self.life.ledger.intervals() {
            name(interval.id.to_string(), ctx.id::<IntervalId>().to_string());
        }
        for step in &self.life.steps {
            name(step.id.to_string(), ctx.id::<StepId>().to_string());
        }
        for opinion in &self.life.opinions {
            name(opinion.id.to_string(), ctx.id::<OpinionId>().to_string());
        }
        for filing in &self.filings {
            name(filing.id.to_string(), ctx.id::<FilingId>().to_string());
        }
        if let Some(supplement) = &self.supplement {
            name(supplement.id.to_string(), ctx.id::<SupplementId>().to_string());
        }
        if let Some(result) = &self.result {
            name(result.id.to_string(), ctx.id::<ResultId>().to_string());
        }
        if let Some(number) = self.life.dossier.number().and_then(Label::issued) {
            name(number.to_owned(), format!("{number}{suffix}"));
        }
        let mut other = self.clone();
        other.life.dossier = renamed(&self.life.dossier, &names);
        let intervals = self.life.ledger.intervals().iter();
        other.life.ledger = crate::ledger::Ledger::new(intervals.map(|interval| renamed(interval, &names)).collect());
        other.life.steps = renamed(&self.life.steps, &names);
        other.life.opinions = renamed(&self.life.opinions, &names);
        other.facts = renamed(&self.facts, &names);
        other.filings = renamed(&self.filings, &names);
        other.supplement = renamed(&self.supplement, &names);
        other.result = renamed(&self.result, &names);
        other
    }

    /// Puts all that belongs to it into a change set, with every fact of its life.
    pub fn keep(&self, set: &mut ChangeSet) {
        kept::begin(set, &self.life, &self.facts);
        for filing in &self.filings {
            set.insert(filing);
        }
        if let Some(supplement) = &self.supplement {
            set.insert(supplement);
        }
        if let Some(result) = &self.result {
            set.insert(result);
        }
    }
}

fn renamed<T: Serialize + DeserializeOwned>(part: &T, names: &[(String, String)]) -> T {
    let written = serde_json::to_string(part).expect("a record is written as JSON");
    let text = names.iter().fold(written, |text, (old, new)| text.replace(old, new));
    serde_json::from_str(&text).expect("with other ids it reads as it did")
}
