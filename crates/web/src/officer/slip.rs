//! Printing an activation slip. It is shown once: the answer of the form itself.

use super::officers::slip_purpose;
use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{Slip, SlipPage};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect};
use motcua_accounts::account::{Login, NewAccount, of_officer, open};
use motcua_accounts::activation;
use motcua_accounts::second_factor::Demand;
use motcua_kernel::{ChangeId, Context, OfficerId, Problem, codes};
use motcua_org::appointment::record::appointments_of_officer;
use motcua_org::officer::Officer;
use motcua_org::position::Position;
use motcua_org::rights::{Right, Subject};

/// Prints a slip for an officer. Who has no account yet gets one, under their staff code.
pub(crate) async fn print(
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::ManageAccounts])?;
    let id: OfficerId = visit.id(&id)?;
    let ctx = visit
        .form(&slip_purpose(id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let none = || visit.refuse(Problem::new(codes::NOT_FOUND));
    let officer = seat
        .read
        .find::<Officer>(id)
        .await
        .map_err(|error| visit.refuse(error))?
        .ok_or_else(none)?;
    if !seat.rights.may(Right::ManageAccounts, &Subject::of_unit(officer.home)) {
        return Err(none());
    }
    // Taken whether it is needed or not, so that a repeat of the form makes the same ids.
    let opening = Context::for_change(ctx.actor(), ctx.now(), ctx.id::<ChangeId>()).with_request(ctx.request());
    let account = seat
        .read
        .first(of_officer(id))
        .await
        .map_err(|error| visit.refuse(error))?;
    let (store, keys) = (visit.app().store(), visit.app().keys());
    let account = match account {
        Some(account) => account.id,
        None => {
            let login = Login::parse(&officer.code)
                .map_err(|error| visit.refuse(Problem::new(codes::INVALID).caused_by(error)))?;
            let new = NewAccount {
                officer: id,
                login,
                demand: Demand::AsPositions,
            };
            open(store, new, &opening).await.map_err(|error| visit.refuse(error))?
        }
    };
    let printed = activation::issue(store, keys, &[account], &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    let held = seat
        .read
        .all(appointments_of_officer(id, 20))
        .await
        .map_err(|error| visit.refuse(error))?;
    let position = match held.iter().find(|held| held.period.holds(visit.ctx.now())) {
        Some(held) => seat
            .read
            .find::<Position>(held.position)
            .await
            .map_err(|error| visit.refuse(error))?
            .map_or_else(String::new, |position| position.record.title),
        None => String::new(),
    };
    let directory = visit.app().directory();
    let unit = directory.find_unit(officer.home).map_or("", |unit| unit.name.as_str());
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let slips = printed
        .iter()
        .map(|slip| Slip {
            officer: officer.name.clone(),
            position: position.clone(),
            unit: unit.to_owned(),
            address: format!("{host}{}", paths::DESK_ACTIVATE),
            login: slip.login.to_string(),
            code: slip.code.reveal().to_owned(),
            valid_until: slip.ends_at,
        })
        .collect();
    let page = SlipPage {
        w: visit.here.words,
        desk: seat.desk(&visit, Some(DeskPart::Officers)),
        slips,
    };
    Ok(page.respond())
}

/// A slip is not shown again: its address leads to the list.
pub(crate) async fn show() -> impl IntoResponse {
    Redirect::to(paths::DESK_OFFICERS)
}
