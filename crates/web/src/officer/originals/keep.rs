//! Keeping an original after acceptance: brought later, or asked for by the officer who checks.

use crate::Page;
use crate::app::{Answer as Answered, Visit};
use crate::desk::ActPage;
use crate::officer::act::{Doing, to_dossier};
use crate::officer::case::{Case, looked};
use crate::officer::said::papers;
use crate::officer::shell::Seat;
use crate::officer::work::{blank, fail};
use crate::parts::{Answer, Field, FieldKind};
use axum::http::StatusCode;
use motcua_dossier::original::{KeepOriginal, Keeping, OriginalError, keep, keeps_for, may_be_kept};
use motcua_kernel::text::clean_line;
use motcua_kernel::{Problem, UnitId, codes};
use motcua_people::look::LookReason;

/// What was typed.
#[derive(Default)]
struct Typed {
    component: String,
    description: String,
    sheets: String,
}

/// The unit for which this officer would keep something of the dossier: one that has to do with it, else their first.
pub(crate) fn unit_of(seat: &Seat, case: &Case) -> Option<UnitId> {
    let units = keeps_for(&seat.rights);
    let dossier = case.dossier();
    let holder = dossier.holder.map(|holder| holder.unit);
    let related = [holder, Some(dossier.places.reception), Some(dossier.places.delivery)];
    let found = related.into_iter().flatten().find(|unit| units.contains(unit));
    found.or_else(|| units.first().copied())
}

/// Asks what it is.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answered {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, dossier).await?;
    if unit_of(&seat, &case).is_none() {
        return Err(visit.refuse(Problem::new(codes::NOT_ALLOWED)));
    }
    if case.dossier().state.acceptance().is_none() || case.life.stage().is_final() {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok(page(&visit, &seat, &case, &Typed::default(), &[]).respond())
}

/// Keeps it.
pub(crate) async fn submit(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let typed = Typed {
        component: doing.posted.get("component").to_owned(),
        description: clean_line(doing.posted.get("description")),
        sheets: doing.posted.get("sheets").trim().to_owned(),
    };
    let unit = unit_of(&doing.seat, &doing.case);
    let unit = unit.ok_or_else(|| doing.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let command = KeepOriginal {
        dossier: doing.id(),
        unit,
        keeping: Keeping {
            component: typed.component.clone(),
            description: typed.description.clone(),
            sheets: typed.sheets.parse().unwrap_or_default(),
        },
    };
    let error = match keep(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(_) => return to_dossier(doing.id()),
        Err(OriginalError::NotAComponent(_)) => ("component", w.say("original-component")),
        Err(OriginalError::NoDescription) => ("description", w.say("original-description")),
        Err(OriginalError::Sheets) => ("sheets", w.say("original-sheets-wrong")),
        Err(error) => return Err(doing.refuse(error)),
    };
    let page = page(&doing.visit, &doing.seat, &doing.case, &typed, &[error]);
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

fn page(visit: &Visit, seat: &Seat, case: &Case, typed: &Typed, errors: &[(&'static str, String)]) -> ActPage {
    let w = visit.here.words;
    let keys = ["keep-title", "keep-about", "keep-do"];
    let mut page = blank(visit, seat, case, "keep-original", keys);
    let options = papers(case)
        .filter(|component| may_be_kept(component))
        .map(|component| Answer::new(&component.key, &component.name, component.key == typed.component))
        .collect();
    page.fields = vec![
        Field::new("component", w.say("keep-component"), FieldKind::List(options)),
        Field::new(
            "description",
            w.say("original-name"),
            FieldKind::Text(typed.description.clone()),
        )
        .hint(w.say("original-name-hint")),
        Field::new(
            "sheets",
            w.say("original-sheets-label"),
            FieldKind::Integer(typed.sheets.clone()),
        ),
    ];
    fail(&mut page, errors);
    page
}
