//! One submission at the counter: looked at, and accepted with number, receipt and due moment.

use super::act::{Doing, purpose, to_dossier};
use super::case::{Case, looked};
use super::charge as money;
use super::files::file_links;
use super::posted::Posted;
use super::said::{
    channel, charge, identity, is_required, keepings, kept_component, limit_span, papers, places, sections, short,
    span, status, unit,
};
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{ComponentLine, CounterPage};
use crate::parts::{ErrorLine, Pair};
use crate::{DeskPart, Page, Words, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use motcua_catalog::version::component::{Component, Kind};
use motcua_dossier::Stage;
use motcua_dossier::accept::{Accept, AcceptError, accept};
use motcua_dossier::charge::ChargeError;
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::original::{Keeping, OriginalError};
use motcua_kernel::calendar::{self, Calendar, DayLine, Limit, Reason, WorkingTime};
use motcua_kernel::{Instant, Problem, codes};
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_people::look::LookReason;
use std::collections::BTreeSet;

/// Shows a submission; what is past reception is shown on its own page.
pub(crate) async fn show(visit: Visit, Path(dossier): Path<String>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Receive])?;
    let case = Case::open(&visit, &seat, &dossier).await?;
    if case.life.stage() != Stage::Submitted {
        return Ok(Redirect::to(&paths::desk_dossier(case.dossier().id)).into_response());
    }
    looked(&visit, &seat, [case.dossier()], LookReason::Reception).await?;
    // What comes with the form itself is there already.
    let ticked = papers(&case)
        .filter(|component| component.form_generated)
        .map(|component| component.key.clone())
        .collect();
    let page = page(&visit, &seat, &case, (&ticked, &Posted::default()), Vec::new()).await?;
    Ok(page.respond())
}

/// Accepts it, at the officer's own centre.
pub(crate) async fn submit(doing: Doing) -> Answer {
    let ticked: BTreeSet<String> = doing.posted.all("component").map(str::to_owned).collect();
    let centre = doing
        .seat
        .centre(Right::Accept)
        .ok_or_else(|| doing.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let w = doing.visit.here.words;
    let missing: Vec<ErrorLine> = papers(&doing.case)
        .filter(|component| is_required(component, &doing.case.answers) && !ticked.contains(&component.key))
        .map(|component| {
            let said = w.one("accept-missing", "component", doing.case.said(w, &component.name));
            ErrorLine::new(format!("component/{}", component.key), said)
        })
        .collect();
    if !missing.is_empty() {
        let page = page(
            &doing.visit,
            &doing.seat,
            &doing.case,
            (&ticked, &doing.posted),
            missing,
        )
        .await?;
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let settled = match money::at_acceptance(w, &doing.case, &doing.posted) {
        Ok(settled) => settled,
        Err((field, said)) => {
            let shown = (&ticked, &doing.posted);
            let wrong = vec![ErrorLine::new(field, said)];
            let page = page(&doing.visit, &doing.seat, &doing.case, shown, wrong).await?;
            return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let originals = keepings(papers(&doing.case), &doing.posted);
    let command = Accept {
        dossier: doing.id(),
        centre,
        checked: papers(&doing.case)
            .map(|component| Checked {
                component: component.key.clone(),
                verdict: found(component, &ticked, &originals),
                remark: String::new(),
            })
            .collect(),
        originals: originals.clone(),
        settled,
        version: None,
    };
    let app = doing.visit.app();
    let said = match accept(app.store(), &app.directory(), command, &doing.ctx).await {
        Ok(_) => return to_dossier(doing.id()),
        Err(AcceptError::Charge(ChargeError::Amount)) => {
            ErrorLine::new("amount".to_owned(), w.say("charge-amount-wrong"))
        }
        Err(AcceptError::Original(OriginalError::Sheets | OriginalError::NoDescription)) => {
            let wrong = originals.iter().find(|keeping| keeping.check().is_err());
            let component = wrong.map_or("", |keeping| keeping.component.as_str());
            ErrorLine::new(format!("sheets/{component}"), w.say("original-sheets-wrong"))
        }
        Err(error @ (AcceptError::Check(_) | AcceptError::Lacking(_))) => {
            tracing::debug!(%error, "a check was not whole");
            let first = papers(&doing.case).next();
            let first = first.map_or("", |component| component.key.as_str());
            ErrorLine::new(format!("component/{first}"), w.say("accept-check"))
        }
        Err(error) => return Err(doing.refuse(error)),
    };
    let shown = (&ticked, &doing.posted);
    let page = page(&doing.visit, &doing.seat, &doing.case, shown, vec![said]).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// What was found of a component: what stays was handed in, whatever its kind.
pub(crate) fn found(component: &Component, ticked: &BTreeSet<String>, originals: &[Keeping]) -> Verdict {
    let kept = originals.iter().filter(|kept| kept.component == component.key).count();
    match u32::try_from(kept) {
        Ok(copies) if copies > 0 => Verdict::HandedIn { copies },
        _ => verdict(component, ticked.contains(&component.key)),
    }
}

/// What a tick means for a component of this kind.
pub(crate) fn verdict(component: &Component, ticked: bool) -> Verdict {
    match (ticked, component.kind) {
        (true, Kind::HandIn | Kind::Note) => Verdict::HandedIn {
            copies: (component.originals + component.copies).max(1),
        },
        (true, Kind::Show) => Verdict::Shown,
        (true, Kind::ReplacedByData) => Verdict::FromData,
        (false, _) => Verdict::NotNeeded,
    }
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (ticked, posted): (&BTreeSet<String>, &Posted),
    errors: Vec<ErrorLine>,
) -> Result<CounterPage, Refusal> {
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let calendar = current_legal_calendar(&seat.read)
        .await
        .map_err(|error| visit.refuse(error))?;
    let dossier = case.dossier();
    let links = file_links(visit, seat, case).await?;
    let limit = case.guide.terms(dossier.channel).ok().map(|terms| terms.limit);
    // Without a known limit nothing can be promised, and nothing is accepted.
    let (due, because) = match limit {
        Some(limit) => (
            calendar::due(&calendar, now, limit, &[]).shown,
            because(w, &calendar, now, limit),
        ),
        None => (now, Vec::new()),
    };
    let may_accept = limit.is_some() && seat.centre(Right::Accept).is_some();
    let why_not = match (limit, may_accept) {
        (None, _) => Some(w.say("accept-no-limit")),
        (_, false) => Some(w.say("accept-no-centre")),
        _ => None,
    };
    let (fee, fee_lines) = charge(w, case);
    let here = seat.centre(Right::Receive).unwrap_or(dossier.places.reception);
    let applicant = &dossier.parties.applicant;
    let submitter = &dossier.parties.submitter;
    let mut pairs = vec![
        Pair::new(w.say("party-name"), &applicant.name),
        Pair::new(
            w.say("party-number"),
            applicant.id_number.as_deref().unwrap_or_default(),
        ),
        Pair::new(w.say("party-phone"), applicant.phone.as_deref().unwrap_or_default()),
    ];
    if submitter.who != applicant.who {
        pairs.push(Pair::new(w.say("party-submitter"), &submitter.name));
    }
    // INT-03: it is received here if it is accepted here; help and competence do not move.
    let mut shown = dossier.clone();
    shown.places.reception = here;
    pairs.extend(places(w, &directory, &shown));
    Ok(CounterPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Counter)),
        person: applicant.name.clone(),
        person_about: match dossier.places.help {
            Some(help) => w.one("person-helped", "unit", short(&directory, help)),
            None => w.say("person-alone"),
        },
        status: status(w, &calendar, dossier, now),
        number: case.number(),
        filed_at: dossier.submitted_at,
        action: paths::desk_act(dossier.id, "accept"),
        token: visit.token(&purpose("accept", dossier.id)),
        version: case.version(),
        proof: identity(w, dossier.identity),
        errors,
        warnings: Vec::new(),
        pairs,
        procedure: case.procedure(w),
        code: case.code().to_owned(),
        route: w.two(
            "counter-route",
            "received",
            short(&directory, here),
            "decides",
            short(&directory, dossier.places.deciding),
        ),
        decides: unit(&directory, dossier.places.deciding),
        channel: channel(w, dossier.channel),
        components: papers(case)
            .map(|known| {
                let matter = (&*case.guide.version, &case.answers);
                let line = kept_component(w, matter, known, ticked.contains(&known.key), posted);
                let file = links.get(&known.key).cloned();
                ComponentLine { file, ..line }
            })
            .collect(),
        files: paths::desk_counter_files(dossier.id),
        sections: sections(w, &directory, case),
        due,
        because,
        returns: short(&directory, dossier.places.delivery),
        fee,
        fee_lines,
        money: money::money_box(w, case, posted).filter(|_| money::till(seat).is_some()),
        may_accept,
        why_not,
        supplement: paths::desk_act(dossier.id, "supplement"),
        refuse: paths::desk_act(dossier.id, "refuse"),
    })
}

/// How the due moment comes about, day by day; days of one kind beside each other share a line.
fn because(w: Words, calendar: &Calendar, now: Instant, limit: Limit) -> Vec<(String, String)> {
    let mut lines = vec![(
        w.clock_figures(now),
        w.one("due-received", "span", w.span(limit_span(limit))),
    )];
    let days = calendar::explain(calendar, now, limit, &[]);
    let mut rest = days.as_slice();
    while let Some(first) = rest.first() {
        let same = match first.reason {
            Reason::Counted => 1,
            _ => rest.iter().take_while(|day| day.reason == first.reason).count(),
        };
        let last = &rest[same - 1];
        let when = if same == 1 {
            w.date_brief(first.date)
        } else {
            format!("{} – {}", w.date_brief(first.date), w.date_brief(last.date))
        };
        lines.push((when, day_said(w, last)));
        rest = &rest[same..];
    }
    lines
}

fn day_said(w: Words, day: &DayLine) -> String {
    match (day.reason, day.days) {
        (Reason::Counted, Some(days)) => w.one("due-day", "days", days),
        (Reason::Counted, None) if day.total > WorkingTime::ZERO => w.one("due-total", "span", w.span(span(day.total))),
        (Reason::Counted, None) => w.say("due-last"),
        (Reason::DayOff, _) => w.say("due-day-off"),
        (Reason::AfterClosing, _) => w.say("due-after-closing"),
        (Reason::AfterCutOff, _) => w.say("due-after-cut-off"),
        (Reason::DayOfEvent, _) => w.say("due-day-of-event"),
        (Reason::MovedOn, _) => w.say("due-moved-on"),
        (Reason::Paused, _) => w.say("due-paused"),
        (Reason::PauseMadeUp, _) => w.say("due-made-up"),
    }
}
