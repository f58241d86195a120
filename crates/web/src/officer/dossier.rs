//! One dossier, with the acts that position and stage allow now.

use super::act::{Doing, purpose};
use super::case::{Case, looked};
use super::files::file_links;
use super::originals::{keep, where_said};
use super::reasons::reasons;
use super::said::{component, limit_span, papers, places, sections, short, span, status};
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{Act as Button, DossierPage};
use crate::parts::{Clock, ClockState, ErrorLine, Field, FieldKind, Pair, TimelineItem, TimelineKind, When};
use crate::{DeskPart, Page, Words, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use motcua_dossier::access::acting_subject;
use motcua_dossier::checklist::Verdict;
use motcua_dossier::ledger::{self, Clock as Runs, Holder, remaining};
use motcua_dossier::original::originals_of;
use motcua_dossier::step::{KindRules as _, StepKind};
use motcua_dossier::step::{Note, notes_of};
use motcua_dossier::supplement::supplements_of;
use motcua_dossier::timeline::{Stretch, timeline};
use motcua_dossier::{Act, Stage};
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{Instant, OfficerId};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::officer::Officer;
use motcua_org::{Directory, Right};
use motcua_people::look::LookReason;
use motcua_store::{Read, ReadError, Stored};
use std::collections::HashMap;

/// Shows a dossier.
pub(crate) async fn show(visit: Visit, Path(dossier): Path<String>) -> Answer {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, &dossier).await?;
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok(page(&visit, &seat, &case, "", None).await?.respond())
}

/// Shows it again after an act of its own form had a mistake.
pub(crate) async fn again(doing: Doing, field: &'static str, error: String) -> Answer {
    looked(&doing.visit, &doing.seat, [doing.case.dossier()], LookReason::Handling).await?;
    let opinion = doing.posted.get("opinion");
    let page = page(&doing.visit, &doing.seat, &doing.case, opinion, Some((field, error))).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    opinion: &str,
    error: Option<(&'static str, String)>,
) -> Result<DossierPage, Refusal> {
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let dossier = case.dossier();
    let read = async {
        let calendar = current_legal_calendar(&seat.read).await?;
        let notes = seat.read.all(notes_of(dossier.id)).await?;
        let asked = seat.read.all(supplements_of(dossier.id)).await?;
        let kept = seat.read.all(originals_of(dossier.id)).await?;
        let stretches = timeline(&case.life, &calendar, now);
        let names = names(&seat.read, case, &stretches, notes.iter().map(|note| &note.record)).await?;
        let opinions = super::opinion::lines(w, &directory, seat, case, now).await?;
        Ok::<_, ReadError>((calendar, notes, asked, kept, stretches, names, opinions))
    };
    let (calendar, notes, asked, kept, stretches, names, opinions) = read.await.map_err(|error| visit.refuse(error))?;
    let links = file_links(visit, seat, case).await?;
    let found = dossier.state.acceptance().map(|acceptance| acceptance.checked.lines());
    let components = papers(case)
        .map(|known| {
            let verdict = found.and_then(|lines| lines.iter().find(|line| line.component == known.key));
            let mut line = component(
                w,
                (&case.guide.version, &case.answers),
                known,
                verdict.is_some_and(|line| line.verdict != Verdict::NotNeeded),
            );
            if let Some(verdict) = verdict {
                line.original = w.say(verdict_key(verdict.verdict));
            }
            line.file = links.get(&known.key).cloned();
            line
        })
        .collect();
    let part = part_of(seat, case);
    Ok(DossierPage {
        w,
        desk: seat.desk(visit, Some(part)),
        back: part.href().to_owned(),
        person: dossier.parties.applicant.name.clone(),
        procedure: case.procedure(w),
        code: case.code().to_owned(),
        number: case.number(),
        status: status(w, &calendar, dossier, now),
        version: case.version(),
        changed_since: false,
        places: places(w, &directory, dossier),
        components,
        sections: sections(w, &directory, case),
        timeline: items(w, &directory, case, &stretches, &names, &notes, dossier.is_late(now)),
        clock: clock(case, &calendar, now),
        due: dossier.owed_at().and(dossier.due).map(|due| due.shown),
        promised_anew: dossier
            .apology
            .as_ref()
            .filter(|_| dossier.owed_at().is_some())
            .map(|apology| apology.promised.shown),
        holder: dossier
            .holder
            .map_or_else(|| w.say("holder-nobody"), |holder| held_by(&directory, holder, &names)),
        errors: error
            .iter()
            .map(|(field, said)| ErrorLine::new(*field, said.clone()))
            .collect(),
        acts: acts(visit, seat, case, opinion, error.as_ref()),
        elsewhere: super::external::brought(w, case),
        charges: super::charge::lines(w, seat, case),
        add_charge: (dossier.state.acceptance().is_some() && !case.life.stage().is_final())
            .then(|| super::charge::till(seat))
            .flatten()
            .map(|_| paths::desk_act(dossier.id, "add-charge")),
        opinions,
        papers: super::paper::lines(visit, seat, case).await?,
        originals: kept
            .iter()
            .map(|original| {
                Pair::new(&original.description, where_said(w, &directory, original)).noted(original.code.to_string())
            })
            .collect(),
        notes: {
            let mut said = reasons(w, &directory, dossier, &asked);
            // Calls stand on the timeline.
            said.extend(notes.iter().filter(|note| note.call.is_none()).map(|note| {
                let who = names.get(&note.written_by).map_or("", String::as_str);
                (note.written_at, format!("{who}: {}", note.text))
            }));
            said.sort_by_key(|(at, _)| *at);
            said
        },
    })
}

/// The part of the desk from which an officer most likely came.
fn part_of(seat: &Seat, case: &Case) -> DeskPart {
    let has = |right| seat.rights.has(right);
    match case.life.stage() {
        Stage::AwaitingSignature if has(Right::Sign) => DeskPart::Signing,
        Stage::Signed if has(Right::Issue) => DeskPart::Records,
        Stage::ResultReady if has(Right::Deliver) => DeskPart::Delivery,
        _ if has(Right::Receive) => DeskPart::Counter,
        _ if has(Right::Check) => DeskPart::Worklist,
        _ => DeskPart::Find,
    }
}

/// The acts: those that the stage allows and the position gives, the main one first.
fn acts(visit: &Visit, seat: &Seat, case: &Case, opinion: &str, error: Option<&(&'static str, String)>) -> Vec<Button> {
    let w = visit.here.words;
    let (dossier, stage) = (case.dossier(), case.life.stage());
    let id = dossier.id;
    let subject = acting_subject(dossier);
    let may = |right| seat.rights.may(right, &subject);
    let post = |key: &str, act: &str, kbd: &str, fields| {
        let token = visit.token(&purpose(act, id));
        Button::post(w.say(key), paths::desk_act(id, act), kbd, token, fields)
    };
    let page = |key: &str, act: &str, kbd: &str| Button::page(w.say(key), paths::desk_act(id, act), kbd);
    let me = dossier.holder.and_then(|holder| holder.officer) == Some(seat.officer.id);
    let nobody = dossier.holder.is_some_and(|holder| holder.officer.is_none());
    let mut acts = Vec::new();
    if stage == Stage::Submitted && seat.rights.has(Right::Accept) {
        let mut open = Button::page(w.say("do-receive"), paths::desk_submission(id), "Ctrl+Enter");
        open.is_main = true;
        acts.push(open);
    }
    if stage.allows(Act::Take) && nobody && (may(Right::Check) || may(Right::Propose)) {
        acts.push(
            post("do-take", "take", "Ctrl+Enter", Vec::new())
                .main()
                .about(w.say("act-take-about")),
        );
    }
    if stage == Stage::InProcess && me {
        let external = dossier.kind == Some(StepKind::ExternalSystem);
        if external && !case.life.lacks_number() {
            acts.push(page("do-external-again", "external", "Alt+M"));
        }
        if case.life.lacks_number() {
            let mut there = page("do-external", "external", "Ctrl+Enter");
            there.is_main = true;
            acts.push(there.about(w.say("act-external-about")));
            if leads_to_signature(case) {
                acts.push(page("do-decline", "decline", "Alt+K"));
            }
        } else if leads_to_signature(case) {
            let mut field = Field::new("opinion", w.say("act-opinion"), FieldKind::LongText(opinion.to_owned()));
            if let Some((_, said)) = error.filter(|(name, _)| *name == "opinion") {
                field = field.error(said.clone());
            }
            acts.push(
                post("do-propose", "propose", "Ctrl+Enter", vec![field])
                    .main()
                    .about(w.say("act-propose-about")),
            );
            acts.push(page("do-decline", "decline", "Alt+K"));
        } else {
            let mut onward = page("do-pass-on", "pass-on", "Ctrl+Enter");
            onward.is_main = true;
            acts.push(onward);
        }
        acts.push(page("do-opinion-ask", "ask-opinion", "Alt+Y"));
        acts.push(page("do-supplement", "supplement", "Alt+B"));
        if case.life.steps.len() > 1 {
            acts.push(page("do-send-back", "send-back", "Alt+L"));
        }
    }
    if stage == Stage::AwaitingSignature {
        if dossier.kind == Some(StepKind::Initial) && may(Right::Initial) {
            acts.push(post("do-initial", "initial", "Ctrl+Enter", Vec::new()).main());
        }
        if dossier.kind == Some(StepKind::Sign) && may(Right::Sign) {
            acts.push(
                post("do-sign", "sign", "Ctrl+Enter", Vec::new())
                    .main()
                    .about(w.say("act-sign-about")),
            );
        }
        if may(Right::Sign) || may(Right::Initial) {
            acts.push(page("do-send-back", "send-back", "Alt+L"));
        }
    }
    if stage.allows(Act::Issue) && may(Right::Issue) {
        acts.push(
            post("do-issue", "issue", "Ctrl+Enter", Vec::new())
                .main()
                .about(w.say("act-issue-about")),
        );
    }
    if stage.allows(Act::Deliver) && seat.rights.has(Right::Deliver) {
        let mut hand_out = page("do-deliver", "deliver", "Ctrl+Enter");
        hand_out.is_main = true;
        acts.push(hand_out);
    }
    if stage.allows(Act::Apologise) && may(Right::Apologise) && dossier.apology.is_none() {
        acts.push(page("do-apologise", "apologise", "Alt+X"));
    }
    if stage.allows(Act::Transfer) && may(Right::Assign) {
        acts.push(page("do-transfer", "transfer", "Alt+H"));
    }
    if stage.allows(Act::Stop) && may(Right::Stop) {
        acts.push(page("do-stop", "stop", "Alt+D"));
    }
    // Notes are for those who work on it; the room says the last word.
    if !stage.is_final()
        && seat
            .rights
            .may(Right::SeeDossier, &motcua_dossier::access::subject(&case.life))
    {
        acts.push(page("do-note", "note", "Alt+G"));
    }
    // What is over keeps nothing new.
    if dossier.state.acceptance().is_some() && !stage.is_final() && keep::unit_of(seat, case).is_some() {
        acts.push(page("do-keep", "keep-original", "Alt+O"));
    }
    if dossier.number().is_some() {
        acts.push(Button::page(w.say("do-receipt"), paths::dossier_receipt(id), "F9"));
    }
    acts
}

/// Whether the ordinary next step is a signature or an initial.
fn leads_to_signature(case: &Case) -> bool {
    let key = case.life.step().map_or("", |step| step.key.as_str());
    let next = case.guide.workflow().next(key);
    next.and_then(|next| next.onward.first().map(|(step, _)| step.kind.is_signed_at()))
        .unwrap_or(false)
}

const fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::HandedIn { .. } => "original-handed-in",
        Verdict::Shown => "original-compared",
        Verdict::FromData => "original-looked-up",
        Verdict::NotNeeded => "original-not-needed",
        Verdict::Missing => "verdict-missing",
        Verdict::Wrong => "verdict-wrong",
    }
}

/// The names of the officers of a timeline and its notes.
pub(crate) async fn names<'a>(
    read: &Read,
    case: &Case,
    stretches: &[Stretch],
    notes: impl Iterator<Item = &'a Note>,
) -> Result<HashMap<OfficerId, String>, ReadError> {
    let accepted = case
        .dossier()
        .state
        .acceptance()
        .and_then(|acceptance| acceptance.officer);
    let holders = stretches.iter().filter_map(|stretch| stretch.by).chain(accepted);
    let mut names = HashMap::new();
    for id in holders.chain(notes.map(|note| note.written_by)) {
        if let std::collections::hash_map::Entry::Vacant(free) = names.entry(id)
            && let Some(officer) = read.find::<Officer>(id).await?
        {
            free.insert(officer.record.name);
        }
    }
    Ok(names)
}

fn held_by(directory: &Directory, holder: Holder, names: &HashMap<OfficerId, String>) -> String {
    let unit = short(directory, holder.unit);
    match holder.officer.and_then(|officer| names.get(&officer)) {
        Some(name) => format!("{name}, {unit}"),
        None => unit,
    }
}

/// A kind of step in words.
pub(crate) fn step_said(w: Words, kind: StepKind) -> String {
    w.say(match kind {
        StepKind::Receive => "step-receive",
        StepKind::Assign => "step-assign",
        StepKind::Check => "step-check",
        StepKind::ExternalSystem => "step-external",
        StepKind::Consult => "step-consult",
        StepKind::Propose => "step-propose",
        StepKind::Initial => "step-initial",
        StepKind::Sign => "step-sign",
        StepKind::Issue => "step-issue",
        StepKind::Return => "step-return",
    })
}

/// What a stretch is called: before acceptance it waits in a centre's list.
pub(crate) fn stretch_said(w: Words, stretch: &Stretch) -> String {
    match stretch.step {
        // Paused in the middle of a step, it lies with the applicant.
        Some(_) if stretch.clock == Runs::Paused => w.say("step-supplement"),
        Some((_, step)) => step_said(w, step),
        None if matches!(stretch.clock, Runs::Waiting | Runs::Paused) => w.say("step-supplement"),
        None => w.say("step-submitted"),
    }
}

fn items(
    w: Words,
    directory: &Directory,
    case: &Case,
    stretches: &[Stretch],
    names: &HashMap<OfficerId, String>,
    notes: &[Stored<Note>],
    late: bool,
) -> Vec<TimelineItem> {
    // Each with the moment at which it began.
    let mut items: Vec<(Instant, TimelineItem)> = Vec::new();
    let mut accepted = case.dossier().state.acceptance();
    for stretch in stretches {
        if let Some(acceptance) = accepted.filter(|_| stretch.step.is_some()) {
            // Accepting takes no time of its own, and may be done at another centre than the one where it lay.
            let at = Holder {
                unit: acceptance.reception,
                officer: acceptance.officer,
            };
            let item = TimelineItem::new(TimelineKind::Done, w.say("step-receive"), When::At(acceptance.at));
            items.push((stretch.from, item.saying(held_by(directory, at, names))));
            accepted = None;
        }
        let waits = matches!(stretch.clock, Runs::Waiting | Runs::Paused);
        let kind = match stretch.until {
            Some(_) => TimelineKind::Done,
            None if waits => TimelineKind::Paused,
            None if late => TimelineKind::Late,
            None => TimelineKind::Now,
        };
        let when = match stretch.until {
            Some(until) => When::Between(stretch.from.date(), until.date(), span(stretch.working)),
            None => When::Since(stretch.from),
        };
        let who = Holder {
            officer: stretch.by,
            ..stretch.holder
        };
        let item = TimelineItem::new(kind, stretch_said(w, stretch), when);
        items.push((stretch.from, item.saying(held_by(directory, who, names))));
    }
    for note in notes {
        if let Some(call) = &note.call {
            let officer = names.get(&note.written_by).map_or("", String::as_str);
            let said = super::call::said(w, &case.dossier().parties, call, note, officer);
            let item = TimelineItem::new(TimelineKind::Done, w.say("note-called"), When::At(note.written_at));
            items.push((note.written_at, item.saying(said)));
        }
    }
    items.sort_by_key(|(at, _)| *at);
    items.into_iter().map(|(_, item)| item).collect()
}

/// The clock of the legal limit, from acceptance on.
pub(crate) fn clock(case: &Case, calendar: &Calendar, now: Instant) -> Option<Clock> {
    // What ended without a result has no limit to keep any more.
    if matches!(case.life.stage(), Stage::Withdrawn | Stage::Stopped) {
        return None;
    }
    let acceptance = case.dossier().state.acceptance()?;
    let left: ledger::Remaining = remaining(calendar, acceptance.limit, &case.life.ledger, now)?;
    let (allowed, used) = (left.allowed.as_minutes().max(1), left.used.as_minutes());
    let late = used > allowed;
    let state = match case.dossier().clock {
        _ if late => ClockState::Late,
        Some(Runs::NotStarted | Runs::Working) => ClockState::Runs,
        Some(Runs::Paused) => ClockState::Waits,
        // Issued: nothing is owed any more.
        Some(Runs::Waiting | Runs::Stopped) | None => ClockState::Stopped,
    };
    let rest = if late { left.used - left.allowed } else { left.left() };
    Some(Clock {
        limit: limit_span(acceptance.limit),
        used: span(left.used),
        left: span(rest),
        percent: u8::try_from((used * 100 / allowed).clamp(0, 100)).unwrap_or(100),
        state,
    })
}
