//! How dossiers are said on officers' pages: states, time left, places, answers.

use super::case::Case;
use super::posted::Posted;
use crate::citizen::terms::bill;
use crate::desk::{ComponentLine, How, Keeps, Section};
use crate::parts::{Fee, Pair, Status, Tone};
use crate::{Span, SpanUnit, Words};
use motcua_catalog::ProcedureVersion;
use motcua_catalog::form::{Form, Say};
use motcua_catalog::version::component::{Component, Kind, Need, Needed};
use motcua_catalog::{Method, fee};
use motcua_dossier::original::{Keeping, may_be_kept};
use motcua_dossier::{Channel, Dossier, Identity, Stage};
use motcua_kernel::calendar::{Calendar, Limit, Unit as LimitUnit, WorkingTime};
use motcua_kernel::text::clean_line;
use motcua_kernel::{Date, Instant, Money, UnitId};
use motcua_org::Directory;
use motcua_org::unit::UnitKind;
use serde_json::{Map, Value as Json};

/// Working time as people say it.
pub(crate) fn span(time: WorkingTime) -> Span {
    let day = WorkingTime::days(1).as_minutes().max(1);
    let minutes = time.as_minutes().max(0);
    let whole = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    match (minutes / day, (minutes % day) / 60) {
        (0, 0) => Span::Of(whole(minutes), SpanUnit::Minute),
        (0, hours) => Span::Of(whole(hours), SpanUnit::WorkingHour),
        (days, 0) => Span::Of(whole(days), SpanUnit::WorkingDay),
        (days, hours) => Span::WorkingDaysAndHours(whole(days), whole(hours)),
    }
}

/// A limit as people say it.
pub(crate) const fn limit_span(limit: Limit) -> Span {
    let unit = match limit.unit() {
        LimitUnit::SameDay => return Span::SameDay,
        LimitUnit::WorkingHour => SpanUnit::WorkingHour,
        LimitUnit::WorkingDay => SpanUnit::WorkingDay,
        LimitUnit::CalendarDay => SpanUnit::Day,
        LimitUnit::Month => SpanUnit::Month,
    };
    Span::Of(limit.quantity(), unit)
}

/// How much of the office's time is left until a due moment.
pub(crate) fn left(w: Words, calendar: &Calendar, now: Instant, due: Instant) -> Status {
    if now > due {
        let over = calendar.working_between(due, now);
        return Status::new(Tone::Late, w.one("time-over", "span", w.span(span(over))));
    }
    let left = calendar.working_between(now, due);
    let tone = if left.as_minutes() <= WorkingTime::days(1).as_minutes() {
        Tone::Soon
    } else {
        Tone::Run
    };
    Status::new(tone, w.one("time-left", "span", w.span(span(left))))
}

/// Where a dossier stands, with the time that is left.
pub(crate) fn status(w: Words, calendar: &Calendar, dossier: &Dossier, now: Instant) -> Status {
    let late = dossier.is_late(now);
    match dossier.stage() {
        Stage::Submitted if late => Status::new(Tone::Late, w.say("state-late")),
        Stage::Submitted => Status::new(Tone::Run, w.say("state-submitted")),
        Stage::AwaitingCompletion | Stage::Paused => Status::new(Tone::Paused, w.say("desk-state-awaiting")),
        Stage::Refused => Status::new(Tone::Closed, w.say("state-refused")),
        Stage::Lapsed => Status::new(Tone::Closed, w.say("desk-state-lapsed")),
        Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed => {
            if late {
                return Status::new(Tone::Late, w.say("state-late"));
            }
            let soon = dossier.owed_at().is_some_and(|due| {
                calendar.working_between(now, due).as_minutes() <= WorkingTime::days(1).as_minutes()
            });
            if soon {
                Status::new(Tone::Soon, w.say("state-soon"))
            } else {
                Status::new(Tone::Run, w.say("state-running"))
            }
        }
        Stage::ResultReady => Status::new(Tone::Done, w.say("state-result")),
        Stage::Delivered => Status::new(Tone::Closed, w.say("state-delivered")),
        Stage::Withdrawn => Status::new(Tone::Closed, w.say("desk-state-withdrawn")),
        Stage::Stopped => Status::new(Tone::Closed, w.say("state-stopped")),
    }
}

/// The name of a unit.
pub(crate) fn unit(directory: &Directory, id: UnitId) -> String {
    directory
        .find_unit(id)
        .map_or_else(String::new, |unit| unit.name.clone())
}

/// The short name of a unit.
pub(crate) fn short(directory: &Directory, id: UnitId) -> String {
    let Some(unit) = directory.find_unit(id) else {
        return String::new();
    };
    // An office's name alone does not say whose: 54 committees have one.
    match unit.parent.and_then(|parent| directory.find_unit(parent)) {
        Some(parent) if unit.kind == UnitKind::Office => format!("{}, {}", unit.short_name, parent.short_name),
        Some(_) | None => unit.short_name.clone(),
    }
}

/// Place of help, of reception, deciding unit, place of return: apart, never mixed (INT-03).
pub(crate) fn places(w: Words, directory: &Directory, dossier: &Dossier) -> Vec<Pair> {
    let places = dossier.places;
    let mut pairs = Vec::new();
    if let Some(help) = places.help {
        pairs.push(Pair::new(w.say("place-helped"), unit(directory, help)));
    }
    pairs.push(Pair::new(w.say("place-received"), unit(directory, places.reception)));
    pairs.push(Pair::new(w.say("place-decides"), unit(directory, places.deciding)));
    pairs.push(Pair::new(w.say("place-returns"), unit(directory, places.delivery)));
    pairs
}

/// The way in.
pub(crate) fn channel(w: Words, channel: Channel) -> String {
    w.say(match channel {
        Channel::Direct => "desk-channel-direct",
        Channel::Online => "desk-channel-online",
        Channel::Postal => "desk-channel-postal",
        Channel::Vneid => "desk-channel-vneid",
    })
}

/// How the identity was made sure of.
pub(crate) fn identity(w: Words, identity: Identity) -> String {
    match identity {
        Identity::SignedIn { level } => w.one("proof-signed-in", "level", level),
        Identity::CardRead { .. } => w.say("proof-card-read"),
        Identity::CardSeen { .. } => w.say("proof-card-seen"),
        Identity::Vouched { .. } => w.say("proof-vouched"),
    }
}

/// What it costs by what was filled in, as far as that is known, and how that comes about.
pub(crate) fn charge(w: Words, case: &Case) -> (Fee, Vec<String>) {
    let dossier = case.dossier();
    let nothing = Map::new();
    let facts = fee::Facts {
        answers: case.answers.as_object().unwrap_or(&nothing),
        filed_on: dossier.submitted_at.date(),
        method: Some(match dossier.channel {
            Channel::Direct => Method::Direct,
            Channel::Online | Channel::Vneid => Method::Online,
            Channel::Postal => Method::Postal,
        }),
        exempt: None,
    };
    bill(w, &case.guide.version, &facts)
}

/// The papers that the version names, as lines of a check.
pub(crate) fn papers(case: &Case) -> impl Iterator<Item = &Component> {
    case.guide
        .version
        .components()
        .iter()
        .filter(|component| component.is_paper())
}

/// Whether somebody with these answers needs a component.
pub(crate) fn needed(component: &Component, answers: &Json) -> Needed {
    component.needed(answers.as_object().unwrap_or(&Map::new()))
}

/// Whether a component must be there before the dossier may be accepted: always, or by these answers.
pub(crate) fn is_required(component: &Component, answers: &Json) -> bool {
    needed(component, answers) == Needed::Yes
}

/// A component as a line; `ticked` says whether the officer found it.
///
/// What somebody with these answers does not need is not asked for, and what they need is.
pub(crate) fn component(
    w: Words,
    (version, answers): (&ProcedureVersion, &Json),
    component: &Component,
    ticked: bool,
) -> ComponentLine {
    let said = |text: &str| version.said(w.language().tag(), text).to_owned();
    let how = match component.kind {
        _ if needed(component, answers) == Needed::No => How::NotNeeded,
        Kind::HandIn => How::HandIn,
        Kind::Show => How::Show,
        Kind::ReplacedByData => How::LookUp,
        Kind::Note => How::NotNeeded,
    };
    let note = match &component.need {
        Need::Conditional { when } if when.is_empty() => Some(w.say("component-if-needed")),
        Need::Conditional { when } => Some(said(when)),
        Need::Required => (!component.note.is_empty()).then(|| said(&component.note)),
    };
    let original = match component.kind {
        _ if how == How::NotNeeded => "original-not-needed",
        Kind::HandIn if component.form_generated => "original-electronic",
        Kind::HandIn if component.original_custody => "original-kept",
        Kind::HandIn => "original-handed-in",
        Kind::Show => "original-compared",
        Kind::ReplacedByData | Kind::Note => "original-none",
    };
    ComponentLine {
        key: component.key.clone(),
        name: said(&component.name),
        note,
        how,
        original: w.say(original),
        ticked,
        required: is_required(component, answers),
        keeps: None,
        file: None,
    }
}

/// The same with what was written down of its original, where one may be left.
pub(crate) fn kept_component(
    w: Words,
    matter: (&ProcedureVersion, &Json),
    component: &Component,
    ticked: bool,
    posted: &Posted,
) -> ComponentLine {
    let line = self::component(w, matter, component, ticked);
    let keeps = (may_be_kept(component) && line.how != How::NotNeeded).then(|| Keeps {
        description: posted.get(&format!("original/{}", component.key)).to_owned(),
        sheets: posted.get(&format!("sheets/{}", component.key)).to_owned(),
        usual: component.original_custody,
    });
    ComponentLine { keeps, ..line }
}

/// What was left at the desk, as it was written down.
pub(crate) fn keepings<'a>(papers: impl Iterator<Item = &'a Component>, posted: &Posted) -> Vec<Keeping> {
    papers
        .filter(|component| may_be_kept(component))
        .filter_map(|component| {
            let description = clean_line(posted.get(&format!("original/{}", component.key)));
            let sheets = posted.get(&format!("sheets/{}", component.key)).trim().to_owned();
            (!description.is_empty()).then(|| Keeping {
                component: component.key.clone(),
                description,
                // What is no number is refused by the room, which says so.
                sheets: sheets.parse().unwrap_or_default(),
            })
        })
        .collect()
}

/// The form with its answers, section by section; what was not asked is left out.
pub(crate) fn sections(w: Words, directory: &Directory, case: &Case) -> Vec<Section> {
    let language = w.language().tag();
    let form = case.guide.version.form_or_general();
    let answers = Answers {
        w,
        form,
        directory,
        at: case.dossier().submitted_at,
    };
    let mut sections: Vec<Section> = form
        .sections
        .iter()
        .map(|section| Section {
            title: section.title.text(language).to_owned(),
            rows: section
                .fields
                .iter()
                .filter_map(|field| {
                    let answer = case.answers.get(&field.key)?;
                    Some(Pair::new(field.label.text(language), field.said(answer, &answers)))
                })
                .collect(),
        })
        .collect();
    sections.retain(|section| !section.rows.is_empty());
    sections
}

/// Answers as pages say them; places by the name of the day of submission.
struct Answers<'a> {
    w: Words,
    form: &'a Form,
    directory: &'a Directory,
    at: Instant,
}

impl Say for Answers<'_> {
    fn day(&self, day: Date) -> String {
        self.w.date(day)
    }

    fn money(&self, sum: Money) -> String {
        self.w.money(sum)
    }

    fn yes_no(&self, yes: bool) -> String {
        self.w.say(if yes { "answer-yes" } else { "answer-no" })
    }

    fn option(&self, option: &str) -> String {
        self.form.said(self.w.language().tag(), option).to_owned()
    }

    fn named(&self, code: &str) -> Option<String> {
        self.directory.name_of(code, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn working_time_is_said_in_days_of_eight_hours() {
        let w = Words::new(Language::Vi);
        assert_eq!(w.span(span(WorkingTime::hours(5))), "5 giờ làm việc");
        assert_eq!(w.span(span(WorkingTime::hours(18))), "2 ngày 2 giờ làm việc");
        assert_eq!(w.span(span(WorkingTime::days(3))), "3 ngày làm việc");
    }
}
