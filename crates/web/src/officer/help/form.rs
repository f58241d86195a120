//! The form of somebody who is helped, section by section; and whose matter it is.

use super::{helped, helping, seated};
use crate::app::{Answer, Refusal, Visit};
use crate::citizen::behalf;
use crate::citizen::draft::Filling;
use crate::citizen::section::{Leaf, Saved, save_section, sheet};
use crate::citizen::sent::Post;
use crate::desk::{ActPage, HelpFormPage};
use crate::officer::shell::Seat;
use crate::parts::{ErrorLine, Link};
use crate::{DeskPart, Page, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_kernel::DraftId;

/// Shows a section.
pub(crate) async fn show(visit: Visit, Path((draft, section)): Path<(String, String)>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    // A draft whose form was filled to its end goes on where it is read whole.
    if section.parse::<usize>().ok() == Some(filling.form(&visit)?.sections.len() + 1) {
        return Ok(Redirect::to(&paths::desk_help_review(filling.draft.id)).into_response());
    }
    let leaf = Leaf::of(&visit, &filling, &section)?;
    Ok(page(&visit, &seat, &filling, leaf)?.respond())
}

/// Saves it, right or wrong, and goes on.
pub(crate) async fn submit(visit: Visit, Path((draft, section)): Path<(String, String)>, post: Post) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    match save_section(&visit, &filling, &section, &post).await? {
        Saved::On(address) => Ok(Redirect::to(&address).into_response()),
        Saved::Again(leaf) => {
            // Read anew, so that the page says when it was saved.
            let (seat, centre) = seated(&visit).await?;
            let filling = helping(&visit, &seat, centre, &draft).await?;
            let status = leaf.status;
            Ok(page(&visit, &seat, &filling, leaf)?.respond_with(status))
        }
    }
}

fn page(visit: &Visit, seat: &Seat, filling: &Filling, leaf: Leaf) -> Result<HelpFormPage, Refusal> {
    let sheet = sheet(visit, filling, leaf)?;
    Ok(HelpFormPage {
        w: visit.here.words,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        helped: helped(&filling.own.person),
        procedure: filling.procedure.clone(),
        title: sheet.title,
        step: sheet.step,
        steps: sheet.steps,
        saved_at: filling.draft.saved_at,
        back: sheet.back,
        action: sheet.action,
        token: sheet.token,
        errors: sheet.errors,
        fields: sheet.fields,
    })
}

/// Asks whose matter it is.
pub(crate) async fn ask_whose(visit: Visit, Path(draft): Path<String>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    Ok(whose_page(&visit, &seat, &filling, false).await?.respond())
}

/// Makes it theirs, if a right to act for them is kept.
pub(crate) async fn say_whose(visit: Visit, Path(draft): Path<String>, post: Post) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let id: DraftId = filling.draft.id;
    if behalf::choose(&visit, id, post.token(), post.typed("for")).await? {
        return Ok(Redirect::to(&paths::desk_help_review(id)).into_response());
    }
    let page = whose_page(&visit, &seat, &filling, true).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn whose_page(visit: &Visit, seat: &Seat, filling: &Filling, lacks: bool) -> Result<ActPage, Refusal> {
    let w = visit.here.words;
    let (mut field, several) = behalf::choice(visit, &seat.read, filling).await?;
    let mut errors = Vec::new();
    if lacks {
        let said = w.say("submit-mandate-does-not-hold");
        errors.push(ErrorLine::new("for", said.clone()));
        field = field.error(said);
    }
    let id = filling.draft.id;
    Ok(ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        back: paths::desk_help_review(id),
        title: w.say("behalf-title"),
        about: format!("{} · {}", filling.own.person.name.value, filling.procedure),
        warning: Some(w.say(if several { "behalf-about" } else { "behalf-nobody-desk" })),
        errors,
        pairs: Vec::new(),
        action: paths::desk_help_for(id),
        token: visit.token(&behalf::purpose(id)),
        version: None,
        hidden: Vec::new(),
        fields: vec![field],
        act: w.say("behalf-do"),
        more: Some(Link::new(w.say("help-mandate"), paths::desk_help_mandate(id))),
    })
}
