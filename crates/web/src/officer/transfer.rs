//! Giving a dossier to another body that is competent (chuyển thẩm quyền).

use super::act::{Doing, to_dossier};
use super::case::Case;
use super::ground;
use super::head::opened;
use super::shell::Seat;
use super::work::{blank, fail};
use crate::Page;
use crate::app::{Answer as Answered, Visit};
use crate::desk::ActPage;
use crate::parts::{Answer, Field, FieldKind};
use axum::http::StatusCode;
use motcua_dossier::Act;
use motcua_dossier::refuse::Ground;
use motcua_dossier::transfer::{TransferDossier, TransferError, decides, transfer};
use motcua_kernel::UnitId;
use motcua_kernel::text::fold;
use motcua_org::Right;

/// Asks which body, on what ground.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::Transfer, Right::Assign).await?;
    Ok(page(&visit, &seat, &case, ("", &ground::nothing()), &[]).respond())
}

/// Gives it there.
pub(crate) async fn submit(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let (ground, mut errors) = ground::typed(w, &doing.posted);
    let chosen = doing.posted.get("unit").trim().to_owned();
    let to: Option<UnitId> = chosen.parse().ok();
    if to.is_none() {
        errors.insert(0, ("unit", w.say("transfer-unit-missing")));
    }
    if let Some(to) = to
        && errors.is_empty()
    {
        let command = TransferDossier {
            dossier: doing.id(),
            to,
            ground: ground.clone(),
        };
        let app = doing.visit.app();
        match transfer(app.store(), &app.directory(), command, &doing.ctx).await {
            Ok(()) => return to_dossier(doing.id()),
            Err(TransferError::SameUnit) => errors.push(("unit", w.say("transfer-same-unit"))),
            Err(TransferError::DecidesNothing | TransferError::Terms(_)) => {
                errors.push(("unit", w.say("transfer-decides-nothing")));
            }
            Err(error) => return Err(doing.refuse(error)),
        }
    }
    let page = page(&doing.visit, &doing.seat, &doing.case, (&chosen, &ground), &errors);
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (chosen, ground): (&str, &Ground),
    errors: &[(&'static str, String)],
) -> ActPage {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let mut page = blank(
        visit,
        seat,
        case,
        "transfer",
        ["do-transfer", "transfer-about", "do-transfer"],
    );
    let directory = visit.app().directory();
    let here = case.dossier().places.deciding;
    let mut bodies: Vec<_> = directory
        .units()
        .filter(|unit| decides(unit) && unit.period.holds(now) && unit.id != here)
        .collect();
    bodies.sort_by_cached_key(|unit| fold(&unit.name));
    let nothing = Answer::new("", w.say("choose-one"), chosen.is_empty());
    let bodies = bodies.into_iter().map(|unit| {
        let id = unit.id.to_string();
        Answer::new(&id, &unit.name, id == chosen)
    });
    let options = std::iter::once(nothing).chain(bodies).collect();
    page.fields = vec![Field::new("unit", w.say("transfer-unit"), FieldKind::List(options))];
    page.fields
        .extend(ground::fields(w, ground, ["act-reason", "transfer-reason-hint"]));
    fail(&mut page, errors);
    page
}
