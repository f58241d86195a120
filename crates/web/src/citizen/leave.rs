//! Ending letters by the link in one of them (RFC 8058): one press on the page, or by the mail program itself, without
//! an account. The address is the capability; a form token would shut out mail programs and protect nothing.

use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::public::LeavePage;
use crate::{Page, paths};
use axum::extract::Path;
use motcua_kernel::NoticeId;
use motcua_notice::{leave, letters_of};

async fn page(visit: &Visit, id: NoticeId) -> Result<LeavePage, Refusal> {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let address = letters_of(&read, id).await.map_err(|error| visit.refuse(error))?;
    Ok(LeavePage {
        w: visit.here.words,
        shell: shell(visit, &read, None).await?,
        address: address.map(|address| address.masked()),
        action: paths::letters_off(id),
    })
}

/// `GET /letters/{notice}/off`. It changes nothing: mail programs open links before people do.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = visit.id(&id)?;
    Ok(page(&visit, id).await?.respond())
}

/// `POST /letters/{notice}/off`. It answers with the page itself, which mail programs want (RFC 8058 §3.2).
pub(super) async fn off(visit: Visit, Path(id): Path<String>) -> Answer {
    let id: NoticeId = visit.id(&id)?;
    leave(visit.app().store(), id, &visit.ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(page(&visit, id).await?.respond())
}
