//! A note on a dossier: *đã gọi điện*, or a remark. It changes nothing else, and protects the officer later.

use super::act::{Doing, to_dossier};
use super::case::{Case, looked};
use super::shell::Seat;
use super::work::{blank, fail};
use crate::Page;
use crate::app::{Answer as Answered, Visit};
use crate::desk::ActPage;
use crate::parts::{Answer, Choice, Field, FieldKind};
use axum::http::StatusCode;
use motcua_dossier::step::{NoteError, NoteKind, note};
use motcua_people::look::LookReason;

/// Asks for the note.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answered {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, dossier).await?;
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok(page(&visit, &seat, &case, NoteKind::Called, "", None).respond())
}

/// Writes it.
pub(crate) async fn submit(doing: Doing) -> Answered {
    let kind = match doing.posted.get("kind") {
        "remark" => NoteKind::Remark,
        _ => NoteKind::Called,
    };
    let text = doing.posted.get("reason");
    match note(doing.visit.app().store(), doing.id(), kind, text, &doing.ctx).await {
        Ok(_) => to_dossier(doing.id()),
        Err(NoteError::Empty) => {
            let error = doing.visit.here.words.say("note-missing");
            let page = page(&doing.visit, &doing.seat, &doing.case, kind, text, Some(error));
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(doing.refuse(error)),
    }
}

fn page(visit: &Visit, seat: &Seat, case: &Case, kind: NoteKind, text: &str, error: Option<String>) -> ActPage {
    let w = visit.here.words;
    let mut page = blank(visit, seat, case, "note", ["note-title", "note-about", "note-do"]);
    let options = [(NoteKind::Called, "note-called"), (NoteKind::Remark, "note-remark")]
        .into_iter()
        .map(|(known, key)| Answer::new(known.word(), w.say(key), known == kind))
        .collect();
    page.fields = vec![
        Field::new(
            "kind",
            w.say("note-kind"),
            FieldKind::Choice(Choice {
                options,
                several: false,
            }),
        ),
        Field::new("reason", w.say("note-text"), FieldKind::LongText(text.to_owned())),
    ];
    if let Some(error) = error {
        fail(&mut page, &[("reason", error)]);
    }
    page
}
