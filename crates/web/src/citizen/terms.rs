//! Limits, fees and ways of filing in the words of pages.

use crate::parts::Fee;
use crate::{Span, SpanUnit, Words};
use motcua_catalog::fee::{self, Counts, Facts, Fee as Known, FeeLine};
use motcua_catalog::version::{LimitLine, StatedLimit};
use motcua_catalog::{Method, ProcedureVersion};
use motcua_kernel::Money;
use motcua_kernel::calendar::{Limit, Unit, WorkingTime};

/// A limit as people say it.
pub(crate) const fn span(limit: Limit) -> Span {
    let quantity = limit.quantity();
    match limit.unit() {
        Unit::WorkingHour => Span::Of(quantity, SpanUnit::WorkingHour),
        Unit::WorkingDay => Span::Of(quantity, SpanUnit::WorkingDay),
        Unit::CalendarDay => Span::Of(quantity, SpanUnit::Day),
        Unit::Month => Span::Of(quantity, SpanUnit::Month),
        Unit::SameDay => Span::SameDay,
    }
}

/// Working time as people say it: days and hours, hours, or minutes. What is begun counts.
pub(crate) fn working_span(time: WorkingTime) -> Span {
    let minutes = u32::try_from(time.as_minutes().abs()).unwrap_or(u32::MAX);
    let (hours, day) = (minutes / 60, 8);
    match (hours / day, hours % day) {
        (0, 0) => Span::Of(minutes, SpanUnit::Minute),
        (0, hours) => Span::Of(hours, SpanUnit::WorkingHour),
        (days, 0) => Span::Of(days, SpanUnit::WorkingDay),
        (days, hours) => Span::WorkingDaysAndHours(days, hours),
    }
}

/// What the ordinary case costs. Nobody knowing is not the same as nothing.
pub(crate) fn fee(version: &ProcedureVersion) -> Fee {
    let lines = version.fees();
    let charged: Vec<&FeeLine> = lines.into_iter().filter(|line| is_charged(line)).collect();
    let known: Option<Vec<Money>> = charged.iter().map(|line| line.fee.known()).collect();
    match known.as_deref() {
        // Some is known: the lines tell which.
        None if charged.iter().any(|line| line.fee.known().is_some()) => Fee::Varies,
        None | Some([]) => Fee::Unknown,
        Some(sums) if sums.iter().all(|sum| *sum == Money::ZERO) => Fee::Free,
        Some([sum]) => Fee::Of(*sum),
        Some([first, rest @ ..]) if rest.iter().all(|sum| sum == first) => Fee::Of(*first),
        Some(_) => Fee::Varies,
    }
}

/// Whether a line says what is paid: no exemption, no remark, no figure that nobody relies on.
fn is_charged(line: &FeeLine) -> bool {
    !line.exemption && line.rule.as_ref().is_none_or(|rule| rule.counts != Counts::Never)
}

/// What is to be paid, and how that comes about: a sentence a line.
pub(crate) fn bill(w: Words, version: &ProcedureVersion, facts: &Facts<'_>) -> (Fee, Vec<String>) {
    let bill = fee::of(version, facts);
    let said = |text: &str| version.said(w.language().tag(), text).to_owned();
    let mut lines: Vec<String> = Vec::new();
    for line in bill.lines.iter().filter(|line| line.sum > Money::ZERO) {
        let sum = if line.count == 1 && line.per.is_empty() {
            w.money(line.sum)
        } else {
            let counted = [
                ("count", line.count.to_string().into()),
                ("each", w.money(line.each).into()),
                ("sum", w.money(line.sum).into()),
            ];
            w.with("bill-counted", &counted)
        };
        // Two lines of one name are told apart by what they are per.
        let what = if line.per.is_empty() {
            said(&line.label)
        } else {
            w.two("bill-what", "label", said(&line.label), "per", said(&line.per))
        };
        lines.push(w.two("fee-line", "what", what, "sum", sum));
    }
    lines.extend(
        bill.unknown
            .iter()
            .filter(|line| !line.label.is_empty())
            .map(|line| w.one("bill-unknown", "what", said(&line.label))),
    );
    let exempt = fee::exemptions(version).into_iter();
    lines.extend(
        exempt
            .filter(|(_, line)| !line.label.is_empty())
            .map(|(_, line)| unmarked(&said(&line.label))),
    );
    let fee = match bill.due() {
        Some(Money::ZERO) => Fee::Free,
        Some(sum) => Fee::Of(sum),
        None if bill.known() > Money::ZERO => Fee::AtLeast(bill.known()),
        None => Fee::Unknown,
    };
    (fee, lines)
}

/// The single lines, where there is something to say of them.
pub(crate) fn fee_notes(w: Words, version: &ProcedureVersion) -> Vec<String> {
    let said = |text: &str| version.said(w.language().tag(), text).to_owned();
    let line = |line: &FeeLine| {
        if line.exemption {
            return (!line.label.is_empty()).then(|| unmarked(&said(&line.label)));
        }
        if !is_charged(line) {
            return None;
        }
        match &line.fee {
            Known::Known { dong } if !line.label.is_empty() => {
                let mut sum = if *dong == Money::ZERO {
                    w.say("fee-free")
                } else {
                    w.money(*dong)
                };
                if !line.per.is_empty() {
                    sum = w.two("fee-per", "sum", sum, "per", said(&line.per));
                }
                Some(w.two("fee-line", "what", said(&line.label), "sum", sum))
            }
            Known::Known { .. } => None,
            Known::Unknown { note, .. } => {
                // What a written line says is its label; the writer's remark behind it is for the office.
                let said = if line.rule.is_some() {
                    said(&line.label)
                } else {
                    note.clone()
                };
                (!said.is_empty()).then_some(said)
            }
        }
    };
    let mut notes: Vec<String> = Vec::new();
    for note in version.fees().into_iter().filter_map(line) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// Where limits differ by way or case, all of them; else what the written part says of its one.
pub(crate) fn limit_note(w: Words, version: &ProcedureVersion, lines: &[LimitLine]) -> Option<String> {
    if lines.len() > 1 {
        let said = |line: &LimitLine| {
            let what = match (&line.case, line.method) {
                (Some((_, name)), _) => name.clone(),
                (None, Some(method)) => w.say(way_key(method)),
                (None, None) => return None,
            };
            let limit = match &line.limit {
                StatedLimit::Known { limit } => w.span(span(*limit)),
                StatedLimit::Unknown { .. } => w.say("limit-not-said"),
            };
            Some(w.two("limit-line", "what", what, "limit", limit))
        };
        return Some(lines.iter().filter_map(said).collect::<Vec<_>>().join("; ")).filter(|note| !note.is_empty());
    }
    let note = match version.written() {
        Some(written) => [&written.limit.note, &written.limit.extend]
            .into_iter()
            .find(|text| !text.is_empty())
            .map(|text| version.said(w.language().tag(), text).to_owned()),
        None => Some(version.announced.processing_note.clone()),
    };
    note.filter(|note| !note.is_empty()).map(|note| unmarked(&note))
}

/// A remark of the written part without its writer's mark for *to be checked*, which is for the office alone.
pub(crate) fn unmarked(note: &str) -> String {
    note.replace(" (K)", "").replace("(K: ", "(")
}

/// The key of a way of filing.
pub(crate) const fn way_key(method: Method) -> &'static str {
    match method {
        Method::Direct => "way-direct",
        Method::Online => "way-online",
        Method::Postal => "way-postal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_the_writer_are_not_shown_to_citizens() {
        assert_eq!(unmarked("5 days (K)"), "5 days");
        assert_eq!(unmarked("waits (K: or not)"), "waits (or not)");
    }

    #[test]
    fn working_time_is_said_in_days_of_eight_hours() {
        assert_eq!(working_span(WorkingTime::hours(18)), Span::WorkingDaysAndHours(2, 2));
        assert_eq!(working_span(WorkingTime::hours(16)), Span::Of(2, SpanUnit::WorkingDay));
        assert_eq!(working_span(WorkingTime::hours(6)), Span::Of(6, SpanUnit::WorkingHour));
        assert_eq!(
            working_span(WorkingTime::from_micros(-90_000_000)),
            Span::Of(1, SpanUnit::Minute)
        );
    }
}
