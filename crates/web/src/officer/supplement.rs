//! Asking for what is missing, before acceptance or during appraisal: every component has a verdict, all defects are
//! told at once (REC-09, REC-10).

use super::act::{Doing, purpose, to_dossier};
use super::case::{Case, looked};
use super::posted::Posted;
use super::said::{is_required, papers};
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{SupplementLine, SupplementPage, Verdict as Found};
use crate::parts::{DateParts, ErrorLine, Field, FieldKind};
use crate::{DeskPart, Page, Words, paths};
use axum::http::StatusCode;
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::problem::HELD_BY_ANOTHER;
use motcua_dossier::refuse::Ground;
use motcua_dossier::supplement::{AskError, Request, request};
use motcua_dossier::{Act, Stage};
use motcua_kernel::text::{clean_line, clean_lines};
use motcua_kernel::{Date, Problem, codes};
use motcua_org::Right;
use motcua_people::look::LookReason;

/// How many days are proposed.
const DAYS: i32 = 10;

/// Asks for a verdict on every component.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::AskSupplement])?;
    let case = Case::open(&visit, &seat, dossier).await?;
    if !case.life.stage().allows(Act::AskSupplement) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    let appraisal = case.life.stage() == Stage::InProcess;
    if appraisal && case.dossier().holder.and_then(|holder| holder.officer) != Some(seat.officer.id) {
        return Err(visit.refuse(Problem::new(HELD_BY_ANOTHER)));
    }
    let reason = if appraisal {
        LookReason::Handling
    } else {
        LookReason::Reception
    };
    looked(&visit, &seat, [case.dossier()], reason).await?;
    let day = parts(visit.ctx.today().plus_days(DAYS));
    Ok(page(&visit, &seat, &case, &Posted::default(), day, &[]).respond())
}

/// Sends the request.
pub(crate) async fn submit(doing: Doing) -> Answer {
    let (w, posted) = (doing.visit.here.words, &doing.posted);
    let mut errors: Vec<(String, String)> = Vec::new();
    let mut checked = Vec::new();
    for component in papers(&doing.case) {
        let what = clean_line(posted.get(&format!("what/{}", component.key)));
        let field = format!("component/{}", component.key);
        let verdict = match found(posted, &component.key) {
            None => {
                errors.push((
                    field,
                    w.one("supplement-unseen", "component", doing.case.said(w, &component.name)),
                ));
                continue;
            }
            // In order is what is always needed and there, or needed only in other cases: acceptance says which.
            Some(Found::Fine) => super::accept::verdict(component, is_required(component, &doing.case.answers)),
            Some(Found::Missing) => Verdict::Missing,
            Some(Found::Wrong) => Verdict::Wrong,
        };
        if verdict.is_lacking() && what.is_empty() {
            errors.push((
                field,
                w.one(
                    "supplement-what-missing",
                    "component",
                    doing.case.said(w, &component.name),
                ),
            ));
        }
        let remark = if verdict.is_lacking() { what } else { String::new() };
        checked.push(Checked {
            component: component.key.clone(),
            verdict,
            remark,
        });
    }
    if posted.get("whole").is_empty() {
        errors.push(("whole".to_owned(), w.say("supplement-whole-missing")));
    }
    let typed_day = DateParts::new(
        posted.get("last_day/day"),
        posted.get("last_day/month"),
        posted.get("last_day/year"),
    );
    let last_day = day_of(&typed_day);
    if last_day.is_none() {
        errors.push(("last_day".to_owned(), w.say("supplement-last-day-wrong")));
    }
    let reason = clean_lines(posted.get("reason"));
    if reason.is_empty() {
        errors.push(("reason".to_owned(), w.say("supplement-reason-missing")));
    }
    let basis = clean_line(posted.get("basis"));
    if doing.case.dossier().supplements_asked > 0 && basis.is_empty() {
        errors.push(("basis".to_owned(), w.say("refuse-basis-missing")));
    }
    let again = |errors: &[(String, String)]| {
        let page = page(
            &doing.visit,
            &doing.seat,
            &doing.case,
            posted,
            typed_day.clone(),
            errors,
        );
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    let (Some(last_day), true) = (last_day, errors.is_empty()) else {
        return again(&errors);
    };
    // During appraisal the unit that holds it asks; the room reads which.
    let centre = match (doing.case.life.stage(), doing.case.dossier().holder) {
        (Stage::InProcess, Some(holder)) => holder.unit,
        _ => doing
            .seat
            .centre(Right::AskSupplement)
            .ok_or_else(|| doing.refuse(Problem::new(codes::NOT_ALLOWED)))?,
    };
    let first = checked.first().map_or("", |line: &Checked| line.component.as_str());
    let first = format!("component/{first}");
    let command = Request {
        dossier: doing.id(),
        centre,
        checked: checked.clone(),
        form_remark: clean_lines(posted.get("form_remark")),
        reason: reason.clone(),
        last_day,
        again: (!basis.is_empty()).then(|| Ground {
            basis: basis.clone(),
            reason: reason.clone(),
        }),
    };
    match request(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(_) => to_dossier(doing.id()),
        Err(AskError::NothingLacking) => again(&[(first, w.say("supplement-nothing"))]),
        Err(AskError::Check(_)) => again(&[(first, w.say("accept-check"))]),
        Err(AskError::TooSoon(_)) => again(&[("last_day".to_owned(), w.say("supplement-last-day-soon"))]),
        Err(AskError::NoReason) => again(&[("reason".to_owned(), w.say("supplement-reason-missing"))]),
        Err(AskError::AskedBefore) => again(&[("basis".to_owned(), w.say("refuse-basis-missing"))]),
        Err(error) => Err(doing.refuse(error)),
    }
}

fn found(posted: &Posted, key: &str) -> Option<Found> {
    let sent = posted.get(&format!("component/{key}")).to_owned();
    Found::ALL.into_iter().find(|verdict| verdict.value() == sent)
}

fn parts(day: Date) -> DateParts {
    let civil = day.civil();
    DateParts::new(
        &civil.day().to_string(),
        &civil.month().to_string(),
        &civil.year().to_string(),
    )
}

pub(crate) fn day_of(typed: &DateParts) -> Option<Date> {
    let year = typed.year.trim().parse().ok()?;
    let month = typed.month.trim().parse().ok()?;
    Date::new(year, month, typed.day.trim().parse().ok()?).ok()
}

fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    posted: &Posted,
    last_day: DateParts,
    errors: &[(String, String)],
) -> SupplementPage {
    let w: Words = visit.here.words;
    let dossier = case.dossier();
    let pauses = case.life.stage() == Stage::InProcess;
    let mut whole = SupplementPage::whole(w, !posted.get("whole").is_empty());
    let mut fields = SupplementPage::fields(w, last_day, posted.get("reason"));
    fields.insert(
        0,
        Field::new(
            "form_remark",
            w.say("supplement-form-remark"),
            FieldKind::LongText(posted.get("form_remark").to_owned()),
        )
        .optional(),
    );
    if dossier.supplements_asked > 0 {
        let basis = FieldKind::Text(posted.get("basis").to_owned());
        fields.push(Field::new("basis", w.say("refuse-basis"), basis).hint(w.say("refuse-basis-hint")));
    }
    for (name, said) in errors {
        for field in fields
            .iter_mut()
            .chain([&mut whole])
            .filter(|field| field.name == *name)
        {
            field.error = Some(said.clone());
        }
    }
    SupplementPage {
        w,
        desk: seat.desk(visit, Some(if pauses { DeskPart::Worklist } else { DeskPart::Counter })),
        back: if pauses {
            paths::desk_dossier(dossier.id)
        } else {
            paths::desk_submission(dossier.id)
        },
        person: dossier.parties.applicant.name.clone(),
        procedure: case.procedure(w),
        number: case.number(),
        earlier: dossier.supplements_asked,
        pauses,
        errors: errors
            .iter()
            .map(|(name, said)| ErrorLine::new(name.clone(), said.clone()))
            .collect(),
        action: paths::desk_act(dossier.id, "supplement"),
        token: visit.token(&purpose("supplement", dossier.id)),
        version: case.version(),
        components: papers(case)
            .map(|component| SupplementLine {
                key: component.key.clone(),
                name: case.said(w, &component.name).to_owned(),
                verdict: found(posted, &component.key),
                what: posted.get(&format!("what/{}", component.key)).to_owned(),
            })
            .collect(),
        whole,
        fields,
    }
}
