//! The page of one dossier, as its people see it: how it stands, the clock, who had it for how long, what to do.

use super::calendar;
use super::destination::unit_name;
use super::dossiers::procedure;
use super::own_dossier::{mine, number};
use super::shell::shell;
use super::standing::{headline, status, step_key};
use super::terms::{span, working_span};
use crate::app::{Answer, Refusal, Visit};
use crate::files::link;
use crate::officer::charge::for_people;
use crate::officer::originals::where_said;
use crate::parts::{Clock, ClockState, Contact, Link, Pair, PaperLine, TimelineItem, TimelineKind, When};
use crate::public::TrackingPage;
use crate::{Page, Part, Words, papers, paths};
use axum::extract::Path;
use motcua_catalog::workflow::{StepKind, Workflow};
use motcua_dossier::enclosure::live_enclosures;
use motcua_dossier::ledger::{self, Accountable, Clock as Runs, remaining};
use motcua_dossier::original::originals_of;
use motcua_dossier::supplement::{Supplement, open_for};
use motcua_dossier::terms::{Guide, guide};
use motcua_dossier::timeline::{Stretch, timeline};
use motcua_dossier::transfer::{Cause, Relocation};
use motcua_dossier::{Act, Dossier, Life, Stage, State};
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{Instant, OfficerId};
use motcua_org::Directory;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::officer::Officer;
use motcua_store::{Read, ReadError};
use std::collections::BTreeMap;

/// More steps to come than any workflow has.
const MOST_STEPS: usize = 20;

/// `GET /dossiers/{dossier}`.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let mine = mine(&visit, &read, &id).await?;
    let life = &mine.life;
    let dossier = &life.dossier;
    let directory = visit.app().directory();
    let legal = current_legal_calendar(&read)
        .await
        .map_err(|error| visit.refuse(error))?;
    let guide = guide(&read, &dossier.pinned)
        .await
        .map_err(|error| visit.refuse(error))?;
    let stretches = timeline(life, &legal, now);
    let names = names(&read, &stretches).await.map_err(|error| visit.refuse(error))?;
    let mut items = past(w, &directory, &names, &stretches, dossier, now);
    items.extend(to_come(w, &directory, life, guide.workflow()));
    let shell = shell(&visit, &read, Some(Part::Dossiers)).await?;
    let is_work = matches!(
        dossier.stage(),
        Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed
    );
    let place = |key, unit| Pair::new(w.say(key), unit_name(&directory, unit));
    let kept = read.all(originals_of(dossier.id)).await;
    let kept = kept.map_err(|error| visit.refuse(error))?;
    let page = TrackingPage {
        w,
        procedure: procedure(&visit, &read, dossier.pinned.version).await?,
        number: number(dossier),
        status: status(w, dossier, now),
        headline: headline(w, dossier, now),
        says: says(&visit, &read, &directory, dossier, guide.version.components()).await?,
        promised: dossier.promised().filter(|_| is_work).map(|due| due.shown),
        calendar: calendar::of_own(dossier),
        act: dossier
            .stage()
            .allows(Act::AnswerSupplement)
            .then(|| Link::new(w.say("complete-do"), paths::dossier_supplement(dossier.id))),
        note: dossier
            .stage()
            .allows(Act::AnswerSupplement)
            .then(|| w.say("tracking-bring-anywhere")),
        clock: clock(life, &legal, now),
        timeline: items,
        places: [
            place("place-received", dossier.places.reception),
            place("place-decides", dossier.places.deciding),
            place("place-returns", dossier.places.delivery),
        ]
        .into_iter()
        .chain(kept.iter().map(|original| {
            let name = w.one("tracking-original", "name", &original.description);
            Pair::new(name, where_said(w, &directory, original))
        }))
        .chain(for_people(w, dossier))
        .collect(),
        ask: Some(Contact {
            name: unit_name(&directory, dossier.places.reception),
            phone: shell.phone.clone(),
        }),
        receipt: dossier.state.acceptance().map(|_| paths::dossier_receipt(dossier.id)),
        papers: papers::of(&read, dossier.id)
            .await
            .map_err(|error| visit.refuse(error))?
            .iter()
            .filter(|paper| papers::is_for_people(paper.kind, dossier.stage()))
            .map(|paper| papers::line(w, paper, paths::dossier_paper(dossier.id, paper.kind)))
            .chain(handed_in(&visit, &read, dossier, &guide).await?)
            .collect(),
        withdraw: dossier
            .stage()
            .allows(Act::Withdraw)
            .then(|| paths::dossier_withdraw(dossier.id)),
        shell,
    };
    Ok(page.respond())
}

/// The files that were handed in, component by component.
async fn handed_in(visit: &Visit, read: &Read, dossier: &Dossier, guide: &Guide) -> Result<Vec<PaperLine>, Refusal> {
    let w = visit.here.words;
    let kept = live_enclosures(read, dossier.id)
        .await
        .map_err(|error| visit.refuse(error))?;
    let lines = kept.iter().filter_map(|kept| {
        let whole = kept.enclosure.whole.as_ref()?;
        let components = guide.version.components().iter();
        let mut named = components.filter(|known| known.key == kept.enclosure.component);
        let name = named.next().map_or("", |known| known.name.as_str());
        let name = guide.version.said(w.language().tag(), name);
        link(w, kept, name, paths::dossier_file(dossier.id, whole.file.id()))
    });
    Ok(lines.collect())
}

/// The names of the officers who had it: whom a person deals with is no secret from them.
async fn names(read: &Read, stretches: &[Stretch]) -> Result<BTreeMap<OfficerId, String>, ReadError> {
    let mut names = BTreeMap::new();
    for officer in stretches.iter().filter_map(|stretch| stretch.by) {
        if !names.contains_key(&officer)
            && let Some(found) = read.find::<Officer>(officer).await?
        {
            names.insert(officer, found.record.name);
        }
    }
    Ok(names)
}

/// What it means and what to do.
async fn says(
    visit: &Visit,
    read: &Read,
    directory: &Directory,
    dossier: &Dossier,
    components: &[motcua_catalog::Component],
) -> Result<Vec<String>, Refusal> {
    let w = visit.here.words;
    let delivery = unit_name(directory, dossier.places.delivery);
    Ok(match &dossier.state {
        State::Submitted { .. } => vec![w.one(
            "submitted-next",
            "centre",
            unit_name(directory, dossier.places.reception),
        )],
        State::AwaitingCompletion { last_day, .. } | State::Paused { last_day, .. } => {
            let open = read
                .first(open_for(dossier.id))
                .await
                .map_err(|error| visit.refuse(error))?;
            let mut says = open.map_or_else(Vec::new, |open| asked(w, &open, components));
            says.push(w.one("complete-until", "day", w.day(*last_day)));
            says
        }
        State::Refused { refusal } => vec![
            refusal.ground.reason.clone(),
            w.one("says-refused-basis", "basis", &refusal.ground.basis),
            w.say("says-refused"),
        ],
        State::Lapsed { .. } => vec![w.say("says-lapsed")],
        State::Accepted { .. } | State::InProcess { .. } | State::AwaitingSignature { .. } | State::Signed { .. } => {
            let mut says = vec![w.say(if dossier.is_late(visit.ctx.now()) {
                "says-late"
            } else {
                "says-running"
            })];
            if let Some(apology) = &dossier.apology {
                let before = w.moment(apology.before.shown);
                says.insert(0, w.two("says-apology", "before", before, "reason", &apology.reason));
            }
            says.extend(dossier.relocations.last().map(|moved| relocated(w, directory, moved)));
            says
        }
        State::ResultReady { .. } => vec![w.one("says-result", "centre", delivery)],
        State::Delivered { .. } => vec![w.say("says-delivered")],
        State::Withdrawn { .. } => vec![w.say("says-withdrawn")],
        State::Stopped { stop, .. } => vec![
            stop.ground.reason.clone(),
            w.one("says-refused-basis", "basis", &stop.ground.basis),
            w.say("says-stopped"),
        ],
    })
}

/// Who handles it now instead of whom, and why.
fn relocated(w: Words, directory: &Directory, moved: &Relocation) -> String {
    let mut values = vec![
        ("from", unit_name(directory, moved.from).into()),
        ("to", unit_name(directory, moved.to).into()),
        ("day", w.day(moved.at.date()).into()),
    ];
    match &moved.cause {
        Cause::Succession { .. } => w.with("says-followed", &values),
        Cause::Competence { ground, .. } => {
            values.push(("reason", ground.reason.clone().into()));
            w.with("says-transferred", &values)
        }
    }
}

/// What was asked for, all at once, in the officer's words.
pub(super) fn asked(w: Words, open: &Supplement, components: &[motcua_catalog::Component]) -> Vec<String> {
    let mut lines = vec![open.reason.clone()];
    for line in open.checked.lacking() {
        let name = components
            .iter()
            .find(|component| component.key == line.component)
            .map_or(line.component.as_str(), |component| component.name.as_str());
        lines.push(w.two("complete-line", "paper", name, "what", &line.remark));
    }
    if !open.form_remark.is_empty() {
        lines.push(w.one("complete-form", "what", &open.form_remark));
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn clock(life: &Life, calendar: &Calendar, now: Instant) -> Option<Clock> {
    // What ended without a result has no limit to keep any more.
    if matches!(life.stage(), Stage::Withdrawn | Stage::Stopped) {
        return None;
    }
    let dossier = &life.dossier;
    let acceptance = dossier.state.acceptance()?;
    let left = remaining(calendar, acceptance.limit, &life.ledger, now)?;
    let state = match dossier.clock {
        None | Some(Runs::Stopped | Runs::Waiting) => ClockState::Stopped,
        Some(Runs::Paused | Runs::NotStarted) => ClockState::Waits,
        Some(Runs::Working) if dossier.is_late(now) => ClockState::Late,
        Some(Runs::Working) => ClockState::Runs,
    };
    let (used, allowed) = (left.used.as_micros().max(0), left.allowed.as_micros().max(1));
    Some(Clock {
        limit: span(acceptance.limit),
        used: working_span(left.used),
        left: working_span(left.left()),
        percent: u8::try_from((used.saturating_mul(100) / allowed).min(100)).unwrap_or(100),
        state,
    })
}

/// Who had it, for how long; pieces of one step in one unit are one.
fn past(
    w: Words,
    directory: &Directory,
    names: &BTreeMap<OfficerId, String>,
    stretches: &[Stretch],
    dossier: &Dossier,
    now: Instant,
) -> Vec<TimelineItem> {
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last)
                if last.step == stretch.step
                    && last.holder.unit == stretch.holder.unit
                    && last.clock == stretch.clock =>
            {
                last.until = stretch.until;
                last.working = last.working + stretch.working;
                last.by = stretch.by.or(last.by);
            }
            Some(_) | None => joined.push(stretch.clone()),
        }
    }
    let late = dossier.is_late(now);
    let mut items: Vec<TimelineItem> = joined
        .iter()
        .map(|stretch| {
            let applicant = stretch.accountable == Accountable::Applicant;
            let title = match stretch.step {
                // Paused in the middle of a step, it lies with the applicant.
                Some(_) if stretch.clock == ledger::Clock::Paused => w.say("line-supplement"),
                Some((_, kind)) => w.say(step_key(kind)),
                None if applicant => w.say("line-supplement"),
                None => w.say("line-first-check"),
            };
            let (kind, when) = match stretch.until {
                Some(until) if stretch.working.as_minutes() == 0 => (TimelineKind::Done, When::At(until)),
                Some(until) => (
                    TimelineKind::Done,
                    When::Between(stretch.from.date(), until.date(), working_span(stretch.working)),
                ),
                None => (open_kind(stretch, late), When::Since(stretch.from)),
            };
            let unit = unit_name(directory, stretch.holder.unit);
            let who = stretch.by.and_then(|officer| names.get(&officer));
            let text = match who {
                Some(name) => w.two("line-who", "name", name, "unit", unit),
                None => unit,
            };
            TimelineItem::new(kind, title, when).saying(text)
        })
        .collect();
    if let Some(at) = dossier.closed_at {
        items.push(TimelineItem::new(
            TimelineKind::End,
            status(w, dossier, now).text,
            When::At(at),
        ));
    }
    items
}

fn open_kind(stretch: &Stretch, late: bool) -> TimelineKind {
    match stretch.clock {
        ledger::Clock::Paused => TimelineKind::Paused,
        ledger::Clock::Waiting if stretch.step.is_none() => TimelineKind::Paused,
        ledger::Clock::Working if late => TimelineKind::Late,
        ledger::Clock::Working | ledger::Clock::Waiting | ledger::Clock::NotStarted | ledger::Clock::Stopped => {
            TimelineKind::Now
        }
    }
}

/// The ordinary steps that follow, by the workflow that the dossier goes by.
fn to_come(w: Words, directory: &Directory, life: &Life, workflow: &Workflow) -> Vec<TimelineItem> {
    let dossier = &life.dossier;
    let mut key = match dossier.stage() {
        Stage::Submitted | Stage::AwaitingCompletion => workflow.first().key.clone(),
        Stage::Accepted
        | Stage::InProcess
        | Stage::Paused
        | Stage::AwaitingSignature
        | Stage::Signed
        | Stage::ResultReady => match life.step() {
            Some(step) => step.key.clone(),
            None => return Vec::new(),
        },
        Stage::Refused | Stage::Lapsed | Stage::Delivered | Stage::Withdrawn | Stage::Stopped => return Vec::new(),
    };
    let mut items = Vec::new();
    while let Some(next) = workflow
        .next(&key)
        .and_then(|next| next.onward.first().map(|(step, _)| *step))
    {
        let unit = match next.kind {
            StepKind::Return => dossier.places.delivery,
            StepKind::Receive
            | StepKind::Assign
            | StepKind::Check
            | StepKind::ExternalSystem
            | StepKind::Consult
            | StepKind::Propose
            | StepKind::Initial
            | StepKind::Sign
            | StepKind::Issue => dossier.places.deciding,
        };
        let when = When::By(unit_name(directory, unit));
        items.push(TimelineItem::new(TimelineKind::Next, w.say(step_key(next.kind)), when));
        key.clone_from(&next.key);
        if items.len() >= MOST_STEPS {
            break;
        }
    }
    items
}
