//! Reading a dossier whole, and writing the difference that a transition made.

use crate::access::subject;
use crate::dossier::Dossier;
use crate::fact::Fact;
use crate::ledger::{Interval, Ledger, intervals_of};
use crate::life::Life;
use crate::opinion::{Opinion, opinions_of};
use crate::remind::{REMIND_TIMER, SETTLE_SECONDS};
use crate::step::{Step, steps_of};
use motcua_kernel::DossierId;
use motcua_store::{ChangeSet, Read, ReadError, Record, Stored};

/// A dossier with its ledger and steps, each at the version that was read.
#[derive(Debug, Clone)]
pub struct Kept {
    dossier: Stored<Dossier>,
    intervals: Vec<Stored<Interval>>,
    steps: Vec<Stored<Step>>,
    opinions: Vec<Stored<Opinion>>,
}

/// Reads a dossier whole.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn load(read: &Read, id: DossierId) -> Result<Option<Kept>, ReadError> {
    let Some(dossier) = read.find::<Dossier>(id).await? else {
        return Ok(None);
    };
    let intervals = read.all(intervals_of(id)).await?;
    let steps = read.all(steps_of(id)).await?;
    // Most dossiers are decided without asking anybody.
    let opinions = if dossier.questions.is_none() {
        Vec::new()
    } else {
        read.all(opinions_of(id)).await?
    };
    Ok(Some(Kept {
        dossier,
        intervals,
        steps,
        opinions,
    }))
}

impl Kept {
    /// The dossier's version, for `If-Match`.
    pub const fn version(&self) -> i64 {
        self.dossier.version
    }

    /// The dossier at its version.
    pub const fn stored(&self) -> &Stored<Dossier> {
        &self.dossier
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The dossier, its ledger and its steps, for a transition.
    pub fn life(&self) -> Life {
        Life {
            dossier: self.dossier.record.clone(),
            ledger: Ledger::new(self.intervals.iter().map(|stored| stored.record.clone()).collect()),
            steps: self.steps.iter().map(|stored| stored.record.clone()).collect(),
            opinions: self.opinions.iter().map(|stored| stored.record.clone()).collect(),
        }
    }

    /// Writes what a transition changed: the dossier, the intervals, steps and questions that are new or differ, the events
    /// that explain them, and the words by which it is found.
    pub(crate) fn write(&self, set: &mut ChangeSet, after: &Life, facts: &[Fact]) {
        set.update(&self.dossier.with(after.dossier.clone()));
        write_parts(set, &self.intervals, after.ledger.intervals());
        write_parts(set, &self.steps, &after.steps);
        write_parts(set, &self.opinions, &after.opinions);
        tell(set, after, facts);
    }
}

/// Writes a dossier that has just begun.
pub(crate) fn begin(set: &mut ChangeSet, life: &Life, facts: &[Fact]) {
    set.insert(&life.dossier);
    write_parts(set, &[], life.ledger.intervals());
    write_parts(set, &[], &life.steps);
    write_parts(set, &[], &life.opinions);
    tell(set, life, facts);
}

fn write_parts<R: Record + PartialEq>(set: &mut ChangeSet, before: &[Stored<R>], after: &[R]) {
    for part in after {
        match before.iter().find(|stored| stored.record.id() == part.id()) {
            None => {
                set.insert(part);
            }
            Some(stored) if stored.record != *part => {
                set.update(&stored.with(part.clone()));
            }
            Some(_) => {}
        }
    }
}

fn tell(set: &mut ChangeSet, life: &Life, facts: &[Fact]) {
    let dossier = &life.dossier;
    set.journal_all(facts.iter().map(|fact| fact.event(dossier.id)));
    let scopes = subject(life).search_words();
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    let (id, at, words) = (dossier.id, dossier.submitted_at, words(life));
    match dossier.number() {
        Some(number) => set.index_numbered("dossier", id, at, &scopes, &words, number),
        None => set.index("dossier", id, at, &scopes, &words),
    };
    if let Some(at) = life.ledger.latest() {
        set.wake(REMIND_TIMER, dossier.id, at.plus_seconds(SETTLE_SECONDS));
    }
}

/// What a dossier is found by beside its own number: names, numbers of people, numbers elsewhere and what steps in
/// other systems gave.
fn words(life: &Life) -> String {
    let dossier = &life.dossier;
    let parties = &dossier.parties;
    let representative = parties
        .representative
        .as_ref()
        .map(|representative| &representative.party);
    let mut words: Vec<&str> = Vec::new();
    for party in [Some(&parties.applicant), Some(&parties.submitter), representative]
        .into_iter()
        .flatten()
    {
        words.push(&party.name);
        words.extend(party.id_number.as_deref());
        words.extend(party.phone.as_deref());
    }
    if let crate::Source::Elsewhere { number, .. } = &dossier.source {
        words.push(number);
    }
    for brought in life.steps.iter().filter_map(|step| step.brought.as_ref()) {
        words.push(&brought.number);
        words.extend(brought.written.iter().map(|written| written.value.as_str()));
    }
    words.join(" ")
}
