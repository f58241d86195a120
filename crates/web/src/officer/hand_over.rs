//! Handing a result out, with what shows that the right person has it (RES-05).

use super::act::{Doing, to_dossier};
use super::case::{Case, looked};
use super::charge::{at_delivery, delivery_fields};
use super::originals::{is_elsewhere, owed};
use super::posted::Posted;
use super::said::short;
use super::shell::Seat;
use super::work::{blank, fail};
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::desk::ActPage;
use crate::parts::{Answer, Choice, Field, FieldKind};
use crate::{DeskPart, Page, Words, paths};
use axum::http::StatusCode;
use motcua_dossier::Act;
use motcua_dossier::deliver::{Deliver, DeliverError, Evidence, deliver};
use motcua_dossier::original::originals_of;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Problem, codes};
use motcua_org::Right;
use motcua_people::look::LookReason;

pub(crate) const EVIDENCE: [(&str, &str, Evidence); 3] = [
    ("card", "evidence-card", Evidence::CardShown),
    ("signature", "evidence-signature", Evidence::Signature),
    ("receipt", "evidence-receipt", Evidence::ReceiptReturned),
];

/// Asks who takes it, and what shows that.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answered {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Deliver])?;
    let case = Case::open(&visit, &seat, dossier).await?;
    if !case.life.stage().allows(Act::Deliver) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    looked(&visit, &seat, [case.dossier()], LookReason::Delivery).await?;
    let taker = case.dossier().parties.applicant.name.clone();
    Ok(page(&visit, &seat, &case, (&taker, "", &Posted::default()), &[])
        .await?
        .respond())
}

/// Hands it out.
pub(crate) async fn submit(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let taken_by = clean_line(doing.posted.get("taken_by"));
    let sent = doing.posted.get("evidence").to_owned();
    let evidence = EVIDENCE.into_iter().find(|(word, _, _)| *word == sent);
    let mut errors = Vec::new();
    if taken_by.is_empty() {
        errors.push(("taken_by", w.say("deliver-taker-missing")));
    }
    if evidence.is_none() {
        errors.push(("evidence", w.say("evidence-missing")));
    }
    let again = async |errors: &[(&'static str, String)]| {
        let page = page(
            &doing.visit,
            &doing.seat,
            &doing.case,
            (&taken_by, &sent, &doing.posted),
            errors,
        )
        .await?;
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    let (Some((_, _, evidence)), true) = (evidence, errors.is_empty()) else {
        return again(&errors).await;
    };
    let centre = doing
        .seat
        .centre(Right::Deliver)
        .ok_or_else(|| doing.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let command = Deliver {
        dossier: doing.id(),
        centre,
        taken_by: taken_by.clone(),
        evidence,
        pays: at_delivery(&doing.posted),
    };
    match deliver(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(DeliverError::DuesOpen) => again(&[("pay", w.say("deliver-dues-open"))]).await,
        Err(DeliverError::NoTaker) => again(&[("taken_by", w.say("deliver-taker-missing"))]).await,
        Err(error) => Err(doing.refuse(error)),
    }
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (taken_by, evidence, posted): (&str, &str, &Posted),
    errors: &[(&'static str, String)],
) -> Result<ActPage, Refusal> {
    let w = visit.here.words;
    let mut page = blank(
        visit,
        seat,
        case,
        "deliver",
        ["do-deliver", "act-deliver-about", "do-deliver"],
    );
    page.desk = seat.desk(visit, Some(DeskPart::Delivery));
    page.back = paths::DESK_DELIVERY.to_owned();
    // One press hands out the result and what was kept with it, or neither.
    let kept = seat.read.all(originals_of(case.dossier().id)).await;
    let kept = kept.map_err(|error| visit.refuse(error))?;
    let directory = visit.app().directory();
    if let Some(desk) = seat.centre(Right::Deliver).filter(|desk| is_elsewhere(&kept, *desk)) {
        page.warning = Some(w.one("deliver-originals-elsewhere", "unit", short(&directory, desk)));
    }
    let (money, pays) = delivery_fields(w, case, posted);
    page.pairs = money;
    page.pairs.extend(owed(visit, seat, case).await?);
    page.fields = vec![
        Field::new(
            "taken_by",
            w.say("act-received-by"),
            FieldKind::Name(taken_by.to_owned()),
        ),
        evidence_field(w, evidence),
    ];
    page.fields.extend(pays);
    fail(&mut page, errors);
    Ok(page)
}

/// Asks what shows that it is the right person.
pub(crate) fn evidence_field(w: Words, evidence: &str) -> Field {
    let options = EVIDENCE
        .iter()
        .map(|(word, key, _)| Answer::new(*word, w.say(key), *word == evidence))
        .collect();
    Field::new(
        "evidence",
        w.say("deliver-evidence"),
        FieldKind::Choice(Choice {
            options,
            several: false,
        }),
    )
}
