//! A dossier by the number of its receipt and four digits, without an account (IDN-07).

use super::calendar;
use super::destination::unit_name;
use super::sent::{Asked, Post};
use super::shell::shell;
use super::standing::waiting;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{ErrorLine, Link, Pair, Status, Tone};
use crate::public::{TrackPage, TrackingPage};
use crate::{Page, Part, Words, paths};
use axum::http::StatusCode;
use motcua_accounts::limit::{Allowance, Limit};
use motcua_catalog::Procedure;
use motcua_dossier::status::{PublicStatus, look_up};
use motcua_dossier::{NationalStatus, WaitsFor};
use motcua_kernel::ProcedureId;
use motcua_kernel::text::clean_line;
use motcua_store::Read;
use std::sync::LazyLock;

const PURPOSE: &str = "track";

/// Tries from one browser.
static BY_BROWSER: LazyLock<Limit> = LazyLock::new(|| Limit::new(Allowance::per_minute(10), 50_000));
/// Tries at one number, from wherever: a browser forgets its cookie, the number stays. Ten thousand guesses at four
/// digits take a fortnight.
static BY_NUMBER: LazyLock<Limit> = LazyLock::new(|| {
    let allowance = Allowance {
        burst: 10,
        refill_micros: 2 * 60 * 1_000_000,
    };
    Limit::new(allowance, 50_000)
});

/// `GET /track?number=…`: the QR of a receipt brings the number along; the four digits are still asked for.
pub(super) async fn show(visit: Visit, asked: Asked) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    Ok(form(&visit, &read, &asked.line("number"), "", None).await?.respond())
}

async fn form(
    visit: &Visit,
    read: &Read,
    number: &str,
    digits: &str,
    error: Option<&str>,
) -> Result<TrackPage, Refusal> {
    let w = visit.here.words;
    let mut fields = TrackPage::fields(w, number, digits);
    let mut errors = Vec::new();
    if let Some(error) = error {
        errors.push(ErrorLine::new("number", w.say(error)));
        if let Some(first) = fields.first_mut() {
            first.error = Some(w.say(error));
        }
    }
    Ok(TrackPage {
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        token: visit.token(PURPOSE),
        errors,
        fields,
    })
}

/// `POST /track`. It changes nothing; it is posted so that number and digits stand in no address.
pub(super) async fn find(visit: Visit, post: Post) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let number = clean_line(post.typed("number")).to_uppercase();
    let digits = clean_line(post.typed("digits"));
    if visit.form(PURPOSE, post.token()).is_err() {
        let page = form(&visit, &read, &number, &digits, Some("form-again")).await?;
        return Ok(page.respond_with(StatusCode::CONFLICT));
    }
    let now = visit.ctx.now();
    BY_BROWSER
        .take(visit.visitor.digest().as_str(), now)
        .and_then(|()| BY_NUMBER.take(&number, now))
        .map_err(|exceeded| visit.refuse(exceeded))?;
    let found = look_up(&read, &number, &digits)
        .await
        .map_err(|error| visit.refuse(error))?;
    match found {
        Some(found) => Ok(page(&visit, &read, number, &found).await?.respond()),
        None => {
            let page = form(&visit, &read, &number, &digits, Some("track-not-found")).await?;
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// What anybody with the receipt may see: no name, no content, no officer.
async fn page(visit: &Visit, read: &Read, number: String, found: &PublicStatus) -> Result<TrackingPage, Refusal> {
    let w = visit.here.words;
    let directory = visit.app().directory();
    let place = |key, unit| Pair::new(w.say(key), unit_name(&directory, unit));
    let late = found.promised.is_some_and(|due| visit.ctx.now() > due);
    let is_over = found.waits_for == WaitsFor::Nothing;
    let answer_until = found.answer_until.map(|day| w.one("complete-until", "day", w.day(day)));
    Ok(TrackingPage {
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        procedure: procedure(visit, read, found.procedure).await?,
        status: status(w, found, late),
        headline: w.say(if is_over {
            over(found.status)
        } else {
            waiting(found.waits_for)
        }),
        says: answer_until.into_iter().chain([w.say("track-more")]).collect(),
        promised: found.promised,
        calendar: calendar::of_looked_up(visit, &number, found),
        number,
        act: Some(Link::new(
            w.say("problem-sign-in"),
            format!("{}?back={}", paths::SIGN_IN, paths::DOSSIERS),
        )),
        note: None,
        clock: None,
        timeline: Vec::new(),
        places: vec![
            place("place-decides", found.deciding),
            place("place-returns", found.delivery),
        ],
        ask: None,
        receipt: None,
        papers: Vec::new(),
        withdraw: None,
    })
}

async fn procedure(visit: &Visit, read: &Read, id: ProcedureId) -> Result<String, Refusal> {
    let procedure = read.get::<Procedure>(id).await.map_err(|error| visit.refuse(error))?;
    Ok(procedure.name_in(visit.here.words.language().tag()).to_owned())
}

fn status(w: Words, found: &PublicStatus, late: bool) -> Status {
    let (tone, key) = match found.status {
        NationalStatus::NewlyFiled => (Tone::Run, "state-submitted"),
        NationalStatus::SupplementRequested => (Tone::Paused, "state-awaiting"),
        NationalStatus::NotReceived => (Tone::Closed, "state-refused"),
        NationalStatus::Finished => (Tone::Done, "state-result"),
        NationalStatus::Delivered => (Tone::Closed, "state-delivered"),
        NationalStatus::Withdrawn => (Tone::Closed, "state-withdrawn"),
        NationalStatus::Stopped => (Tone::Closed, "state-stopped"),
        _ if late => (Tone::Late, "state-late"),
        _ => (Tone::Run, "state-running"),
    };
    Status::new(tone, w.say(key))
}

const fn over(status: NationalStatus) -> &'static str {
    match status {
        NationalStatus::NotReceived => "head-refused",
        NationalStatus::Withdrawn => "head-withdrawn",
        NationalStatus::Delivered => "head-delivered",
        _ => "head-over",
    }
}
