//! A note on a dossier: *đã gọi điện*, or a remark. It changes nothing else, and protects the officer later.

use super::act::{Doing, to_dossier};
use super::call;
use super::case::{Case, looked};
use super::shell::Seat;
use super::work::{blank, fail};
use crate::Page;
use crate::app::{Answer, Visit};
use crate::desk::{ActPage, CallTyped, call_fields, note_fields};
use axum::http::StatusCode;
use motcua_dossier::step::{NoteError, note};
use motcua_people::look::LookReason;

/// A field's name, and the key of what is wrong with it.
type Mistake = (&'static str, &'static str);

/// Asks for the note.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answer {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, dossier).await?;
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok(page(&visit, &seat, &case, (true, CallTyped::default()), "", None).respond())
}

/// Writes it.
pub(crate) async fn submit(doing: Doing) -> Answer {
    let is_call = doing.posted.get("kind") != "remark";
    let (words, typed) = (doing.posted.get("reason"), call::typed(&doing.posted));
    let again = |mistake: Mistake| {
        let typed = (is_call, typed);
        let page = page(&doing.visit, &doing.seat, &doing.case, typed, words, Some(mistake));
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    let (call, text) = if is_call {
        match call::call(typed) {
            Ok(call) => (Some(call), call::text(doing.visit.here.words, typed, words)),
            Err(mistake) => return again(mistake),
        }
    } else {
        (None, words.to_owned())
    };
    match note(doing.visit.app().store(), doing.id(), call, &text, &doing.ctx).await {
        Ok(_) => to_dossier(doing.id()),
        Err(NoteError::Empty) => again(("reason", "note-missing")),
        Err(NoteError::NobodyCalled) => again(("whom", "note-whom-missing")),
        Err(error) => Err(doing.refuse(error)),
    }
}

fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (is_call, typed): (bool, CallTyped<'_>),
    text: &str,
    mistake: Option<Mistake>,
) -> ActPage {
    let w = visit.here.words;
    let mut page = blank(visit, seat, case, "note", ["note-title", "note-about", "note-do"]);
    let people = call::people(&case.dossier().parties);
    page.fields = note_fields(w, is_call, call_fields(w, &people, typed, mistake), text);
    if let Some((name, key)) = mistake {
        fail(&mut page, &[(name, w.say(key))]);
    }
    page
}
