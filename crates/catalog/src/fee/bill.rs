//! What is to be paid for one dossier: the lines of the version, counted by the answers.

use super::rule::Applies;
use super::{Counts, Doubt, Fee, FeeLine, Papers, Rule};
use crate::{Method, ProcedureVersion};
use motcua_kernel::{Date, Money};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What decides about the sum, beside the version.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The answers, as the form's schema checked them; empty where there is no form.
    pub answers: &'a Map<String, Value>,
    /// The day of filing: what comes in time may cost less than what comes late.
    pub filed_on: Date,
    /// The way of filing; None where it is not known yet.
    pub method: Option<Method>,
    /// The line of [`ProcedureVersion::fees`], by its place from 0, that an officer saw the ground of: the person is
    /// exempt. A place that is no exemption frees nobody.
    pub exempt: Option<usize>,
}

/// What is to be paid, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bill {
    /// What is charged and known; a line of 0 says that nothing is charged for it.
    pub lines: Vec<BillLine>,
    /// What is charged, or may be, and nobody can say how much. While there is one the sum is unknown, never 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<UnknownLine>,
    /// The exemption that frees the person from all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
}

/// A line of a known amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// The place of the line in [`ProcedureVersion::fees`], from 0; None for what an officer wrote down.
    pub place: Option<usize>,
    /// What is paid for; empty where the source has only a figure.
    pub label: String,
    /// Per what: a page, a copy; empty for once a dossier.
    pub per: String,
    /// The amount for one.
    pub each: Money,
    /// How many.
    pub count: i64,
    /// Both together.
    pub sum: Money,
}

/// A line whose amount nobody can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownLine {
    /// The place of the line in [`ProcedureVersion::fees`], from 0; None where the source has no line at all.
    pub place: Option<usize>,
    /// What would be paid for.
    pub label: String,
    /// Why.
    pub doubt: Doubt,
}

/// The exemption that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempt {
    /// The place of the line in [`ProcedureVersion::fees`], from 0.
    pub place: usize,
    /// Its ground.
    pub label: String,
}

impl Bill {
    /// What is to be paid; None while nobody can say. Zero only where nothing is charged or the person is exempt.
    pub fn due(&self) -> Option<Money> {
        if self.exempt.is_some() {
            return Some(Money::ZERO);
        }
        self.unknown.is_empty().then(|| self.known())
    }

    /// The sum of what is known, without regard to an exemption.
    pub fn known(&self) -> Money {
        self.lines.iter().map(|line| line.sum).sum()
    }
}

/// The exemptions that a version names, with their places in [`ProcedureVersion::fees`]: what an officer may choose.
pub fn exemptions(version: &ProcedureVersion) -> Vec<(usize, &FeeLine)> {
    let lines = version.fees().into_iter().enumerate();
    lines.filter(|(_, line)| line.exemption).collect()
}

/// What is to be paid for a dossier of this version: pure, and the same for ever, since version and answers are.
///
/// Each line of [`ProcedureVersion::fees`] (a resolution of the province before the written fees before the announced
/// ones) is counted by its [`Rule`]: once, per copy, per page with a most, in time or late. A line without an amount
/// that applies, or may apply, stands in [`Bill::unknown`], and the sum is then None and never 0. Lines of the national
/// file have no rule and only say amounts: one applies once; where several differ, nobody can say which without the
/// case, so they are unknown too. An exemption is applied only when an officer saw its ground ([`Facts::exempt`]): what
/// somebody claims frees nobody.
///
/// A charge keeps this value as it was; another day's version gives another bill.
pub fn of(version: &ProcedureVersion, facts: &Facts<'_>) -> Bill {
    let fees = version.fees();
    let all: Vec<(usize, &FeeLine)> = fees
        .into_iter()
        .enumerate()
        .filter(|(_, line)| line.method.is_none() || facts.method.is_none() || line.method == facts.method)
        .collect();
    let (exemptions, charged): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, line)| line.exemption);
    let mut bill = Bill::default();
    let (ruled, bare): (Vec<_>, Vec<_>) = charged.iter().partition(|(_, line)| line.rule.is_some());
    if charged.is_empty() {
        // No line at all: nobody said that it costs nothing.
        bill.unknown.push(unknown(None, "", Doubt::NotSaid));
    }
    let most = Most::of(&ruled);
    for (place, line) in ruled {
        if let Some(rule) = &line.rule {
            ruled_line(&mut bill, (place, line, rule), facts, &most);
        }
    }
    bare_lines(&mut bill, &bare);
    bill.exempt = exemptions
        .into_iter()
        .find(|(place, _)| facts.exempt == Some(*place))
        .map(|(place, line)| Exempt {
            place,
            label: line.label.clone(),
        });
    bill
}

fn ruled_line(bill: &mut Bill, (place, line, rule): (usize, &FeeLine, &Rule), facts: &Facts<'_>, most: &Most) {
    let count = match &rule.counts {
        Counts::Never => return,
        Counts::Once => 1,
        Counts::Each { answer } => facts.answers.get(answer).and_then(Value::as_i64).unwrap_or(0),
        Counts::Pages { papers, from, to } => most.pages(papers, facts.answers, (*from, *to)),
        Counts::AtMost { papers } => most.copies(papers, facts.answers),
    };
    match rule.applies(facts.answers, facts.filed_on) {
        Applies::No => {}
        Applies::Perhaps => bill
            .unknown
            .push(unknown(Some(place), &line.label, Doubt::DependsOnCase)),
        Applies::Yes if count <= 0 => {}
        Applies::Yes => add(bill, place, line, count),
    }
}

/// Amounts without a rule: one for all, or nobody can say which.
fn bare_lines(bill: &mut Bill, bare: &[(usize, &FeeLine)]) {
    let Some((first, rest)) = bare.split_first() else {
        return;
    };
    if rest.iter().all(|(_, line)| line.fee.known() == first.1.fee.known()) {
        return add(bill, first.0, first.1, 1);
    }
    for (place, line) in bare {
        let doubt = match &line.fee {
            Fee::Known { .. } => Doubt::DependsOnCase,
            Fee::Unknown { doubt, .. } => *doubt,
        };
        bill.unknown.push(unknown(Some(*place), &line.label, doubt));
    }
}

fn add(bill: &mut Bill, place: usize, line: &FeeLine, count: i64) {
    match &line.fee {
        Fee::Unknown { doubt, .. } => bill.unknown.push(unknown(Some(place), &line.label, *doubt)),
        Fee::Known { dong } => match dong.times(count) {
            Some(sum) => bill.lines.push(BillLine {
                place: Some(place),
                label: line.label.clone(),
                per: line.per.clone(),
                each: *dong,
                count,
                sum,
            }),
            // More than anybody owes: a slip of the pen, which no officer should charge.
            None => bill.unknown.push(unknown(Some(place), &line.label, Doubt::Suspect)),
        },
    }
}

fn unknown(place: Option<usize>, label: &str, doubt: Doubt) -> UnknownLine {
    UnknownLine {
        place,
        label: label.to_owned(),
        doubt,
    }
}

/// What the pages of a copy cost, and the most that one may.
#[derive(Default)]
struct Most {
    each: Option<Money>,
    tiers: Vec<(u32, Option<u32>, Money)>,
}

impl Most {
    fn of(lines: &[(usize, &FeeLine)]) -> Self {
        let mut most = Self::default();
        for (_, line) in lines {
            match (line.rule.as_ref().map(|rule| &rule.counts), line.fee.known()) {
                (Some(Counts::AtMost { .. }), Some(dong)) => most.each = Some(dong),
                (Some(Counts::Pages { from, to, .. }), Some(dong)) => most.tiers.push((*from, *to, dong)),
                _ => {}
            }
        }
        most
    }

    /// Whether a copy of so many pages costs the most and not what its pages would.
    fn is_reached(&self, pages: i64) -> bool {
        let sums = self
            .tiers
            .iter()
            .map(|(from, to, dong)| dong.times(pages_in(pages, *from, *to)));
        let whole: Option<Money> = sums.sum::<Option<Money>>();
        self.each.is_some_and(|most| whole.is_none_or(|sum| sum > most))
    }

    fn pages(&self, papers: &Papers, answers: &Map<String, Value>, (from, to): (u32, Option<u32>)) -> i64 {
        let below = papers
            .of(answers)
            .into_iter()
            .filter(|(pages, _)| !self.is_reached(*pages));
        below
            .map(|(pages, copies)| pages_in(pages, from, to).saturating_mul(copies))
            .fold(0, i64::saturating_add)
    }

    fn copies(&self, papers: &Papers, answers: &Map<String, Value>) -> i64 {
        let above = papers
            .of(answers)
            .into_iter()
            .filter(|(pages, _)| self.is_reached(*pages));
        above.map(|(_, copies)| copies).fold(0, i64::saturating_add)
    }
}

/// How many of a copy's pages lie between two, both counted.
fn pages_in(pages: i64, from: u32, to: Option<u32>) -> i64 {
    let last = to.map_or(pages, |to| pages.min(i64::from(to)));
    (last - i64::from(from) + 1).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_from_one_to_the_other() {
        assert_eq!(pages_in(5, 1, Some(2)), 2);
        assert_eq!(pages_in(1, 1, Some(2)), 1);
        assert_eq!(pages_in(5, 3, None), 3);
        assert_eq!(pages_in(2, 3, None), 0);
    }
}
