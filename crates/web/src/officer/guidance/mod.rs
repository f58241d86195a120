//! Conditional slips: found by code, card or name at any centre, printed again, gone on with.

pub(crate) mod give;

use super::help::seated;
use super::posted::Posted;
use super::said::short;
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{Cell, LineAct, ListLine, ListPage, Search};
use crate::parts::{Next, Tone};
use crate::{DeskPart, Page, papers, paths};
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_catalog::Procedure;
use motcua_dossier::draft::Draft;
use motcua_dossier::guidance::{
    Guidance, clean_code, guidances_of_person, guidances_of_unit, newest_by_code, resume, sheet_by_code,
};
use motcua_kernel::{GuidanceId, PersonId, Problem, UnitId, codes};
use motcua_people::look::{LookReason, look_of};
use motcua_people::person::{self, IdNumber, PROVINCE_SCOPE, find_by_id_number};
use motcua_store::{Read, ReadError, Stored};
use serde::Deserialize;

/// Slips on a page, and persons whose slips are looked for.
const SHOWN: usize = 50;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

pub(crate) fn resume_purpose(guidance: GuidanceId) -> String {
    format!("guidance.resume {guidance}")
}

/// Lists the open slips that this centre gave; with words, those of the whole province that they find.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let page = page(&visit, &seat, centre, ask.q.trim()).await?;
    Ok(page.respond())
}

async fn page(visit: &Visit, seat: &Seat, centre: UnitId, q: &str) -> Result<ListPage, Refusal> {
    let (w, directory) = (visit.here.words, visit.app().directory());
    let read = async {
        let slips = found(&seat.read, centre, q).await?;
        let mut lines = Vec::with_capacity(slips.len());
        for slip in slips {
            let procedure = seat.read.find::<Procedure>(slip.procedure).await?;
            let person = person::find(&seat.read, slip.person).await?;
            // A draft that was swept away is not gone on with.
            if let (Some(procedure), Some(person)) = (procedure, person)
                && seat.read.find::<Draft>(slip.draft).await?.is_some()
            {
                lines.push((slip, procedure.shown_name().to_owned(), person.name.value.clone()));
            }
        }
        Ok::<_, ReadError>(lines)
    };
    let found = read.await.map_err(|error| visit.refuse(error))?;
    let reason = if q.is_empty() {
        LookReason::List
    } else {
        LookReason::Search
    };
    let looks: Vec<_> = found
        .iter()
        .map(|(slip, _, _)| look_of(slip.person, reason, None, Some(centre), &visit.ctx))
        .collect();
    let kept = visit.app().store().look(&looks).await;
    kept.map_err(|error| visit.refuse(error))?;
    let today = visit.ctx.today();
    let lines: Vec<ListLine> = found
        .iter()
        .map(|(slip, procedure, person)| {
            let (day, tone) = match slip.day {
                Some(day) if day < today => (w.one("guidance-day-over", "day", w.date(day)), Tone::Late),
                Some(day) => (w.one("guidance-day-said", "day", w.date(day)), Tone::Run),
                None => (w.say("guidance-no-day"), Tone::Paused),
            };
            let given = w.two(
                "guidance-given",
                "unit",
                short(&directory, slip.unit),
                "moment",
                w.stamp(slip.given_at),
            );
            ListLine {
                href: None,
                cells: vec![
                    Cell::new(person).small(procedure),
                    Cell::new(&slip.code).small(given),
                    Cell::new(day)
                        .tone(tone)
                        .small(w.one("guidance-lacking", "count", slip.bring.len())),
                ],
                acts: vec![
                    LineAct {
                        text: w.say("guidance-go-on"),
                        href: paths::desk_guidance_resume(slip.id),
                        is_page: false,
                        token: visit.token(&resume_purpose(slip.id)),
                    },
                    LineAct {
                        text: w.say("guidance-print"),
                        href: paths::desk_guidance_paper(slip.id),
                        is_page: true,
                        token: String::new(),
                    },
                ],
            }
        })
        .collect();
    Ok(ListPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        title: w.say("guidance-title"),
        said: w.one("guidance-said", "count", lines.len()),
        search: Some(Search {
            label: w.say("guidance-find"),
            action: paths::DESK_GUIDANCES.to_owned(),
            q: q.to_owned(),
        }),
        errors: Vec::new(),
        all: None,
        heads: ["col-person", "guidance-code", "guidance-comes", "act"]
            .map(|key| w.say(key))
            .to_vec(),
        lines,
        none: if q.is_empty() {
            w.say("guidance-none")
        } else {
            w.say("guidance-not-found")
        },
        next: Next::none(),
    })
}

/// The open slips: of a centre, of the draft with a code, of the person with a number, or of those whose name fits.
async fn found(read: &Read, centre: UnitId, q: &str) -> Result<Vec<Guidance>, ReadError> {
    let open = |slips: Vec<Stored<Guidance>>| -> Vec<Guidance> {
        let records = slips.into_iter().map(|stored| stored.record);
        records.filter(Guidance::is_open).collect()
    };
    if q.is_empty() {
        return Ok(open(read.all(guidances_of_unit(centre, SHOWN as i64)).await?));
    }
    if let Some((_, code)) = q.split_once("/g/") {
        let end = code
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(code.len());
        return Ok(open(
            read.first(sheet_by_code(&code[..end])).await?.into_iter().collect(),
        ));
    }
    if let Some(code) = clean_code(q) {
        return Ok(open(read.first(newest_by_code(&code)).await?.into_iter().collect()));
    }
    let persons: Vec<PersonId> = match q.parse::<IdNumber>() {
        Ok(number) => find_by_id_number(read, &number)
            .await?
            .into_iter()
            .map(|person| person.id)
            .collect(),
        Err(_) => {
            let (persons, _) = person::search(read, &[PROVINCE_SCOPE.to_owned()], q, SHOWN).await?;
            persons.into_iter().map(|person| person.id).collect()
        }
    };
    let mut slips = Vec::new();
    for person in persons {
        slips.extend(open(read.all(guidances_of_person(person, SHOWN as i64)).await?));
    }
    slips.truncate(SHOWN);
    Ok(slips)
}

/// A slip of an address. Whoever helps at a centre may have any: people go where they like.
async fn one(visit: &Visit, seat: &Seat, id: &str) -> Result<Stored<Guidance>, Refusal> {
    let id: GuidanceId = visit.id(id)?;
    let slip = seat.read.find::<Guidance>(id).await;
    let slip = slip.map_err(|error| visit.refuse(error))?;
    slip.ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
}

/// The sheet, made at the first request and the same from then on.
pub(crate) async fn paper(visit: Visit, Path(id): Path<String>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let slip = one(&visit, &seat, &id).await?;
    super::help::looked(&visit, slip.person, centre).await?;
    papers::guidance(&visit, &slip).await
}

/// `GET` of going on: what a browser asks for when signing in interrupted the form.
pub(crate) async fn not_resumed() -> Redirect {
    Redirect::to(paths::DESK_GUIDANCES)
}

/// Goes on with the draft here, where it was left.
pub(crate) async fn go_on(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let slip = one(&visit, &seat, &id).await?;
    let Ok(ctx) = visit.form(&resume_purpose(slip.id), posted.get("token")) else {
        let page = page(&visit, &seat, centre, &slip.code).await?;
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    super::help::looked(&visit, slip.person, centre).await?;
    let draft = resume(visit.app().store(), slip.id, centre, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let kept = read.find::<Draft>(draft).await.map_err(|error| visit.refuse(error))?;
    let section = kept.map_or(0, |draft| draft.section);
    Ok(Redirect::to(&paths::desk_help_draft(draft, section.saturating_add(1))).into_response())
}
