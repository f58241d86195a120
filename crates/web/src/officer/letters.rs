//! Dead letters: messages that nobody takes, and trying them again. Shows ids and codes, nothing of anybody.

use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{Cell, LineAct, ListLine, ListPage};
use crate::parts::{Next, Tone};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use motcua_kernel::MessageId;
use motcua_org::Right;

/// Letters on the page, oldest first; the others come up when these are done.
const MOST: i64 = 100;
/// Who looks after what the platform sends.
const RIGHTS: [Right; 2] = [Right::ManageUnits, Right::Support];

const RETRY_ALL: &str = "desk.letters.retry";

fn purpose(message: MessageId) -> String {
    format!("desk.letter.retry {message}")
}

/// `GET /desk/admin/letters`.
pub(crate) async fn list(visit: Visit) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    let dead = seat
        .read
        .dead_letters(MOST)
        .await
        .map_err(|error| visit.refuse(error))?;
    let state = visit.app().store().outbox_state().await;
    let state = state.map_err(|error| visit.refuse(error))?;
    let w = visit.here.words;
    let lines = dead
        .iter()
        .map(|letter| ListLine {
            href: None,
            cells: vec![
                Cell::new(&letter.kind).small(letter.id.to_string()),
                Cell::new(w.moment_start(letter.created_at)),
                Cell::new(letter.attempts.to_string()).tone(Tone::Late),
                Cell::new(&letter.trouble),
            ],
            acts: vec![LineAct {
                text: w.say("do-retry"),
                href: paths::desk_letter_retry(letter.id),
                is_page: false,
                token: visit.token(&purpose(letter.id)),
            }],
        })
        .collect();
    let page = ListPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Letters)),
        title: w.say("desk-part-letters"),
        said: w.two("letters-state", "dead", state.dead, "waiting", state.waiting),
        search: None,
        errors: Vec::new(),
        all: (dead.len() > 1).then(|| LineAct {
            text: w.say("do-retry-all"),
            href: paths::DESK_LETTERS.to_owned(),
            is_page: false,
            token: visit.token(RETRY_ALL),
        }),
        heads: ["col-message", "col-since", "col-attempts", "col-trouble", "act"]
            .map(|key| w.say(key))
            .to_vec(),
        lines,
        none: w.say("letters-none"),
        next: Next::none(),
    };
    Ok(page.respond())
}

/// `GET /desk/admin/letters/{message}/retry`: what a browser asks for when signing in interrupted the form.
pub(crate) async fn not_tried() -> Redirect {
    Redirect::to(paths::DESK_LETTERS)
}

/// `POST /desk/admin/letters/{message}/retry`.
pub(crate) async fn retry(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    drop(seat);
    let id: MessageId = visit.id(&id)?;
    let ctx = visit
        .form(&purpose(id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    motcua_notice::retry(visit.app().store(), id, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(paths::DESK_LETTERS).into_response())
}

/// `POST /desk/admin/letters`: all of them, after the cause was mended.
pub(crate) async fn retry_all(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    drop(seat);
    let ctx = visit
        .form(RETRY_ALL, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    motcua_notice::retry_all(visit.app().store(), &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(paths::DESK_LETTERS).into_response())
}
