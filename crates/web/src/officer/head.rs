//! Acts of a head: saying sorry and promising a new moment (Form 04), stopping a dossier (Form 05).

use super::act::{Doing, to_dossier};
use super::case::{Case, looked};
use super::ground;
use super::originals::owed;
use super::shell::Seat;
use super::work::{blank, fail};
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::desk::ActPage;
use crate::parts::{Answer, Choice, Field, FieldKind};
use crate::{Page, Span, SpanUnit};
use axum::http::StatusCode;
use motcua_dossier::Act;
use motcua_dossier::access::acting_subject;
use motcua_dossier::apology::{Apologise, ApologyError, Extra, apologise};
use motcua_dossier::refuse::Ground;
use motcua_dossier::stop::{StopDossier, StopError, stop};
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Problem, codes};
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_people::look::LookReason;

/// The new moments that are offered, in working days after the legal one.
const OFFERED: [u32; 6] = [1, 2, 3, 5, 7, 10];

/// A dossier on which the officer may do this act now.
pub(super) async fn opened(visit: &Visit, dossier: &str, act: Act, right: Right) -> Result<(Seat, Case), Refusal> {
    let seat = Seat::take(visit).await?;
    let case = Case::open(visit, &seat, dossier).await?;
    if !seat.rights.may(right, &acting_subject(case.dossier())) {
        return Err(visit.refuse(Problem::new(codes::NOT_ALLOWED)));
    }
    if !case.life.stage().allows(act) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    looked(visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok((seat, case))
}

/// Asks for ground and reason of a stop.
pub(crate) async fn show_stop(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::Stop, Right::Stop).await?;
    let mut page = stop_page(&visit, &seat, &case, &ground::nothing(), &[]);
    // It ends without them, and they stay owed: whoever stops it knows where they are.
    page.pairs = owed(&visit, &seat, &case).await?;
    Ok(page.respond())
}

/// Stops it.
pub(crate) async fn do_stop(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let (ground, errors) = ground::typed(w, &doing.posted);
    let again = |errors: &[(&'static str, String)]| {
        let page = stop_page(&doing.visit, &doing.seat, &doing.case, &ground, errors);
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    if !errors.is_empty() {
        return again(&errors);
    }
    let command = StopDossier {
        dossier: doing.id(),
        ground: ground.clone(),
    };
    match stop(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(StopError::NoGround) => again(&[("basis", w.say("refuse-basis-missing"))]),
        Err(error) => Err(doing.refuse(error)),
    }
}

fn stop_page(visit: &Visit, seat: &Seat, case: &Case, ground: &Ground, errors: &[(&'static str, String)]) -> ActPage {
    let w = visit.here.words;
    let mut page = blank(visit, seat, case, "stop", ["do-stop", "stop-about", "do-stop"]);
    page.fields = ground::fields(w, ground, ["act-reason", "decline-reason-hint"]);
    fail(&mut page, errors);
    page
}

/// Asks for a new moment and the reason.
pub(crate) async fn show_apology(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::Apologise, Right::Apologise).await?;
    Ok(apology_page(&visit, &seat, &case, ("", ""), &[]).await?.respond())
}

/// Says sorry and promises the new moment.
pub(crate) async fn do_apology(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let days = doing.posted.get("days").trim().to_owned();
    let reason = clean_lines(doing.posted.get("reason"));
    let mut errors = Vec::new();
    let chosen: Option<u32> = days.parse().ok();
    if chosen.is_none() {
        errors.push(("days", w.say("apology-days-missing")));
    }
    if reason.is_empty() {
        errors.push(("reason", w.say("refuse-reason-missing")));
    }
    let command = Apologise {
        dossier: doing.id(),
        days: chosen.unwrap_or_default(),
        reason: reason.clone(),
    };
    if errors.is_empty() {
        match apologise(doing.visit.app().store(), command, &doing.ctx).await {
            Ok(()) => return to_dossier(doing.id()),
            Err(ApologyError::Over) => errors.push(("days", w.say("apology-over"))),
            Err(ApologyError::Days(_) | ApologyError::TooLong) => errors.push(("days", w.say("apology-days-missing"))),
            Err(error) => return Err(doing.refuse(error)),
        }
    }
    let typed = (days.as_str(), reason.as_str());
    let page = apology_page(&doing.visit, &doing.seat, &doing.case, typed, &errors).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn apology_page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (days, reason): (&str, &str),
    errors: &[(&'static str, String)],
) -> Result<ActPage, Refusal> {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let calendar = current_legal_calendar(&seat.read)
        .await
        .map_err(|error| visit.refuse(error))?;
    let mut page = blank(
        visit,
        seat,
        case,
        "apologise",
        ["do-apologise", "apology-about", "do-apologise"],
    );
    let due = case.dossier().due;
    // Each choice says the moment that the applicant will read.
    let options = OFFERED.into_iter().filter_map(|offered| {
        let moment = Extra::working_days(offered).ok()?.after(&calendar, &due?);
        let span = w.span(Span::Of(offered, SpanUnit::WorkingDay));
        let said = w.two("apology-choice", "span", span, "moment", w.moment(moment.shown));
        (moment.at > now).then(|| Answer::new(offered.to_string(), said, days == offered.to_string()))
    });
    let choice = FieldKind::Choice(Choice {
        options: options.collect(),
        several: false,
    });
    let hint = due.map_or_else(String::new, |due| w.one("case-due", "moment", w.moment(due.shown)));
    page.fields = vec![
        Field::new("days", w.say("apology-days"), choice).hint(hint),
        Field::new("reason", w.say("act-reason"), FieldKind::LongText(reason.to_owned()))
            .hint(w.say("apology-reason-hint")),
    ];
    fail(&mut page, errors);
    Ok(page)
}
