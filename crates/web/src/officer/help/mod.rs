//! *Nộp giúp*: find or keep the person who stands there, choose the procedure, fill in, hand in, accept.

pub(crate) mod choose;
pub(crate) mod enrol;
pub(crate) mod form;
pub(crate) mod mandate;
pub(crate) mod review;

use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::citizen::draft::{Desk, Filling, found, whole};
use crate::citizen::person::Own;
use crate::desk::{HelpDraft, HelpPage, Helped};
use crate::parts::{ErrorLine, Field, FieldKind};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_accounts::citizen::IdentityLevel;
use motcua_catalog::Procedure;
use motcua_dossier::draft::drafts_of_officer;
use motcua_dossier::guidance::clean_code;
use motcua_kernel::{PersonId, Problem, UnitId, codes};
use motcua_org::Right;
use motcua_people::card::Card;
use motcua_people::look::{LookReason, look_of};
use motcua_people::person::{self, IdNumber, Person, find_by_id_number};
use motcua_store::ReadError;

/// Drafts on the first page.
const SHOWN: i64 = 20;
const FIND: &str = "help.find";

/// The officer's seat at a centre where they may help, or the refusal.
pub(super) async fn seated(visit: &Visit) -> Result<(Seat, UnitId), Refusal> {
    let seat = Seat::take(visit).await?;
    seat.needs(visit, &[Right::Submit])?;
    let centre = seat.help_centre();
    match centre {
        Some(centre) => Ok((seat, centre)),
        None => Err(visit.refuse(Problem::new(codes::NOT_ALLOWED))),
    }
}

/// Keeps that the officer saw somebody in order to help them. No look, no page (SEC-02).
pub(super) async fn looked(visit: &Visit, person: PersonId, centre: UnitId) -> Result<(), Refusal> {
    let look = look_of(person, LookReason::Help, None, Some(centre), &visit.ctx);
    let kept = visit.app().store().look(&[look]).await;
    kept.map_err(|error| visit.refuse(error))
}

/// Who is helped, as pages say it: enough to compare with the card, not more.
pub(super) fn helped(person: &Person) -> Helped {
    let number = person.id_number.as_ref().map(|number| number.value.masked());
    let born = person.born.as_ref().map(|born| born.value.year().to_string());
    let about: Vec<String> = [number, born].into_iter().flatten().collect();
    Helped {
        name: person.name.value.clone(),
        about: about.join(" · "),
    }
}

/// A draft that this officer began for somebody, with that person; the look is kept.
pub(super) async fn helping(visit: &Visit, seat: &Seat, centre: UnitId, id: &str) -> Result<Filling, Refusal> {
    let draft = found(visit, &seat.read, id).await?;
    let unknown = || visit.refuse(Problem::new(codes::NOT_FOUND));
    let person = draft.person.ok_or_else(unknown)?;
    let person = person::find(&seat.read, person)
        .await
        .map_err(|error| visit.refuse(error))?
        .ok_or_else(unknown)?;
    looked(visit, person.id, centre).await?;
    // The officer answers for who it is when it is handed in.
    let own = Own {
        person: person.record,
        level: IdentityLevel::Two,
    };
    whole(visit, &seat.read, Desk::Help, own, draft).await
}

/// Asks for whom.
pub(crate) async fn show(visit: Visit) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let drafts = drafts(&visit, &seat, centre).await?;
    Ok(page(&visit, &seat, "", None, drafts).respond())
}

/// Finds them by their number; who is not known is kept first.
pub(crate) async fn find(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let typed = posted.get("id_number").trim();
    if visit.form(FIND, posted.get("token")).is_err() {
        let drafts = drafts(&visit, &seat, centre).await?;
        let said = visit.here.words.say("form-again");
        return Ok(page(&visit, &seat, typed, Some(said), drafts).respond_with(StatusCode::CONFLICT));
    }
    // Whoever has a slip reads out its code, or lays it under the reader.
    if clean_code(typed).is_some() || typed.contains("/g/") {
        let q: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        return Ok(Redirect::to(&format!("{}?q={q}", paths::DESK_GUIDANCES)).into_response());
    }
    // The reader types the whole code of the card; a typing program may have got hold of its words, never of its digits.
    let card = typed.contains('|').then(|| Card::read(typed));
    if let Some(Err(error)) = card {
        tracing::debug!(%error, "a code was no card");
        let drafts = drafts(&visit, &seat, centre).await?;
        let said = visit.here.words.say("help-card-wrong");
        return Ok(page(&visit, &seat, "", Some(said), drafts).respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let card = card.and_then(Result::ok);
    let number = match &card {
        Some(card) => Ok(card.id_number.clone()),
        None => typed.parse::<IdNumber>(),
    };
    let Ok(number) = number else {
        let drafts = drafts(&visit, &seat, centre).await?;
        let said = visit.here.words.say("help-number-wrong");
        return Ok(page(&visit, &seat, typed, Some(said), drafts).respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let known = find_by_id_number(&seat.read, &number)
        .await
        .map_err(|error| visit.refuse(error))?;
    match known {
        Some(person) => {
            looked(&visit, person.id, centre).await?;
            Ok(Redirect::to(&paths::desk_help_choose(person.id)).into_response())
        }
        None => match card {
            Some(card) => Ok(enrol::scanned(&visit, &seat, &card).respond()),
            None => Ok(enrol::asked(&visit, &seat, number.as_str()).respond()),
        },
    }
}

async fn drafts(visit: &Visit, seat: &Seat, centre: UnitId) -> Result<Vec<HelpDraft>, Refusal> {
    let read = async {
        let mut lines = Vec::new();
        for draft in seat.read.all(drafts_of_officer(seat.officer.id, SHOWN)).await? {
            let Some(person) = draft.person else { continue };
            let procedure = seat.read.find::<Procedure>(draft.procedure).await?;
            let person = person::find(&seat.read, person).await?;
            if let (Some(procedure), Some(person)) = (procedure, person) {
                lines.push((
                    person.id,
                    HelpDraft {
                        person: person.name.value.clone(),
                        procedure: procedure.name_in(visit.here.words.language().tag()).to_owned(),
                        saved_at: draft.saved_at,
                        href: paths::desk_help_draft(draft.id, draft.section.saturating_add(1)),
                    },
                ));
            }
        }
        Ok::<_, ReadError>(lines)
    };
    let lines = read.await.map_err(|error| visit.refuse(error))?;
    let looks: Vec<_> = lines
        .iter()
        .map(|(person, _)| look_of(*person, LookReason::List, None, Some(centre), &visit.ctx))
        .collect();
    let kept = visit.app().store().look(&looks).await;
    kept.map_err(|error| visit.refuse(error))?;
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn page(visit: &Visit, seat: &Seat, typed: &str, error: Option<String>, drafts: Vec<HelpDraft>) -> HelpPage {
    let w = visit.here.words;
    let mut field = Field::new(
        "id_number",
        w.say("party-number"),
        FieldKind::IdNumber(typed.to_owned()),
    )
    .hint(w.say("help-number-hint"));
    let mut errors = Vec::new();
    if let Some(said) = error {
        errors.push(ErrorLine::new("id_number", said.clone()));
        field = field.error(said);
    }
    HelpPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        errors,
        action: paths::DESK_HELP.to_owned(),
        token: visit.token(FIND),
        fields: vec![field],
        is_new: false,
        drafts,
    }
}
