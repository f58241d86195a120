//! Initialling, signing and issuing one result.

use super::act::{Doing, to_dossier};
use crate::app::Answer;
use motcua_dossier::step;

/// Initials the proposed result.
pub(crate) async fn initial(doing: Doing) -> Answer {
    let app = doing.visit.app();
    match step::initial(app.store(), &app.directory(), doing.id(), &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(error) => Err(doing.refuse(error)),
    }
}

/// Signs the proposed result.
pub(crate) async fn sign(doing: Doing) -> Answer {
    let app = doing.visit.app();
    match step::sign_with(app.store(), &app.directory(), app.pen(), doing.id(), &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(error) => Err(doing.refuse(error)),
    }
}

/// Numbers and issues the signed result.
pub(crate) async fn issue(doing: Doing) -> Answer {
    let app = doing.visit.app();
    match step::issue(app.store(), &app.directory(), doing.id(), &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(error) => Err(doing.refuse(error)),
    }
}
