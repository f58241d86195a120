//! Another token for a client: the one before counts on until its end or the next.

use super::{USUAL, end_of, find, give, life_field, seat};
use crate::app::{Answer, Refusal, Visit};
use crate::desk::ActPage;
use crate::officer::posted::Posted;
use crate::officer::shell::Seat;
use crate::parts::ErrorLine;
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use motcua_accounts::client::{Client, ClientError};
use motcua_kernel::ClientId;

fn purpose(client: ClientId) -> String {
    format!("desk.client.token {client}")
}

/// `GET /desk/admin/clients/{client}/token`.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seat = seat(&visit).await?;
    let client = find(&visit, &seat, &id).await?;
    is_open(&visit, &client)?;
    Ok(page(&visit, &seat, &client, true).respond())
}

/// `POST /desk/admin/clients/{client}/token`.
pub(crate) async fn submit(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let seat = seat(&visit).await?;
    let client = find(&visit, &seat, &id).await?;
    let ctx = visit
        .form(&purpose(client.id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let Some(until) = end_of(&posted, ctx.now()) else {
        return Ok(page(&visit, &seat, &client, false).respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let page = give(&visit, &seat, (client.id, &client.name), until, &ctx).await?;
    Ok(page.respond())
}

fn is_open(visit: &Visit, client: &Client) -> Result<(), Refusal> {
    match client.closed_at {
        Some(_) => Err(visit.refuse(ClientError::Closed(client.id))),
        None => Ok(()),
    }
}

fn page(visit: &Visit, seat: &Seat, client: &Client, sound: bool) -> ActPage {
    let w = visit.here.words;
    let mut field = life_field(w, &USUAL.to_string());
    let mut errors = Vec::new();
    if !sound {
        errors.push(ErrorLine::new("ends_at", w.say("client-days-missing")));
        field = field.error(w.say("client-days-missing"));
    }
    ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Clients)),
        back: paths::DESK_CLIENTS.to_owned(),
        title: w.say("client-renew-do"),
        about: client.name.clone(),
        warning: Some(w.say("client-renew-about")),
        errors,
        pairs: Vec::new(),
        action: paths::desk_client_token(client.id),
        token: visit.token(&purpose(client.id)),
        version: None,
        hidden: Vec::new(),
        fields: vec![field],
        act: w.say("client-renew-act"),
        more: None,
    }
}
