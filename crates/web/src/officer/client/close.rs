//! Closing a client for good.

use super::{find, seat};
use crate::app::{Answer, Visit};
use crate::desk::ActPage;
use crate::officer::posted::Posted;
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use motcua_accounts::client::{ClientError, close};
use motcua_kernel::ClientId;

fn purpose(client: ClientId) -> String {
    format!("desk.client.close {client}")
}

/// `GET /desk/admin/clients/{client}/close`: asks.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seat = seat(&visit).await?;
    let client = find(&visit, &seat, &id).await?;
    if client.closed_at.is_some() {
        return Err(visit.refuse(ClientError::Closed(client.id)));
    }
    let w = visit.here.words;
    let page = ActPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Clients)),
        back: paths::DESK_CLIENTS.to_owned(),
        title: w.say("client-close-do"),
        about: client.name.clone(),
        warning: Some(w.say("client-close-about")),
        errors: Vec::new(),
        pairs: Vec::new(),
        action: paths::desk_client_close(client.id),
        token: visit.token(&purpose(client.id)),
        version: None,
        hidden: Vec::new(),
        fields: Vec::new(),
        act: w.say("client-close-act"),
        more: None,
    };
    Ok(page.respond())
}

/// `POST /desk/admin/clients/{client}/close`: does it.
pub(crate) async fn submit(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let seat = seat(&visit).await?;
    let client = find(&visit, &seat, &id).await?;
    let ctx = visit
        .form(&purpose(client.id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    // A double click closes once and leads to the same list.
    let again = seat.read.was_applied(ctx.change()).await;
    if !again.map_err(|error| visit.refuse(error))? {
        close(visit.app().store(), client.id, &ctx)
            .await
            .map_err(|error| visit.refuse(error))?;
    }
    Ok(Redirect::to(paths::DESK_CLIENTS).into_response())
}
