//! *Tôi nộp cho…*: oneself, an organisation that one represents, or somebody whose mandate is kept (INT-05).

use super::draft::{Desk, Filling, filling};
use super::sent::Post;
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{self, Choice, ErrorLine, Field, FieldKind};
use crate::public::AskPage;
use crate::{Page, Part, Words, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::draft::{ActForError, act_for};
use motcua_dossier::submit::authority_over;
use motcua_dossier::{Parties, Party, Representative, Who};
use motcua_kernel::{DraftId, MandateId, OfficerId, PersonId};
use motcua_people::look::{LookReason, look_of};
use motcua_people::mandate::{Authority, Principal, ProcedureCode, acts_for};
use motcua_people::organisation::Organisation;
use motcua_people::person::{self, Person};
use motcua_store::{Read, ReadError};
use std::collections::BTreeSet;

/// More parties than anybody acts for.
const MOST: i64 = 100;

/// Somebody for whom one may file, and by what.
pub(crate) struct Matter {
    /// As they stand on the dossier.
    pub(crate) party: Party,
    /// The mandate; none for the representative by law.
    pub(crate) mandate: Option<MandateId>,
}

impl Matter {
    /// "Công ty A, ông/bà đại diện theo pháp luật".
    pub(crate) fn said(&self, w: Words) -> String {
        let key = if self.mandate.is_some() {
            "behalf-by-mandate"
        } else {
            "behalf-by-law"
        };
        w.one(key, "name", &self.party.name)
    }

    /// What a form sends for them.
    pub(crate) fn value(&self) -> String {
        match self.party.who {
            Who::Person(id) => format!("person/{id}"),
            Who::Organisation(id) => format!("organisation/{id}"),
        }
    }
}

/// A person as they stand on a dossier.
pub(crate) fn party_of(person: &Person) -> Party {
    Party {
        who: Who::Person(person.id),
        name: person.name.value.clone(),
        id_number: person.id_number.as_ref().map(|number| number.value.as_str().to_owned()),
        phone: person
            .contact
            .phone
            .as_ref()
            .map(|phone| phone.value.as_str().to_owned()),
    }
}

async fn party(read: &Read, who: Who) -> Result<Option<Party>, ReadError> {
    Ok(match who {
        Who::Person(id) => person::find(read, id).await?.map(|found| party_of(&found.record)),
        Who::Organisation(id) => read.find::<Organisation>(id).await?.map(|found| Party {
            who,
            name: found.name.clone(),
            id_number: found.tax_code.as_ref().map(ToString::to_string),
            phone: found.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        }),
    })
}

/// For whom the submitter of a draft may file it, each once, the widest right first.
async fn all(read: &Read, agent: PersonId, code: &str, visit: &Visit) -> Result<Vec<Matter>, ReadError> {
    let Ok(code) = code.parse::<ProcedureCode>() else {
        return Ok(Vec::new());
    };
    let mut matters = Vec::new();
    let mut seen = BTreeSet::new();
    for (principal, authority) in acts_for(read, agent, visit.ctx.now(), MOST).await? {
        if !authority.covers(&code) || !seen.insert(principal) {
            continue;
        }
        let who = match principal {
            Principal::Person(id) => Who::Person(id),
            Principal::Organisation(id) => Who::Organisation(id),
        };
        if let Some(party) = party(read, who).await? {
            matters.push(Matter {
                party,
                mandate: authority.mandate(),
            });
        }
    }
    Ok(matters)
}

/// Whose matter a draft is; none when it is the submitter's own, or the right to act is over.
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn of_draft(visit: &Visit, read: &Read, filling: &Filling) -> Result<Option<Matter>, Refusal> {
    let Some(who) = filling.draft.applicant else {
        return Ok(None);
    };
    let found = async {
        let code = filling.version.code.as_str();
        let authority = authority_over(read, filling.own.id(), who, code, visit.ctx.now()).await?;
        Ok::<_, ReadError>((party(read, who).await?, authority))
    };
    let (party, authority) = found.await.map_err(|error| visit.refuse(error))?;
    let matter = party.map(|party| Matter {
        party,
        mandate: authority.as_ref().and_then(Authority::mandate),
    });
    looked(visit, matter.as_slice()).await?;
    Ok(matter)
}

/// Everybody on the dossier that a draft becomes.
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn parties(
    visit: &Visit,
    read: &Read,
    filling: &Filling,
    helper: Option<OfficerId>,
) -> Result<Parties, Refusal> {
    let submitter = filling.own.party();
    let alone = Parties {
        helper,
        ..Parties::alone(submitter.clone())
    };
    Ok(match of_draft(visit, read, filling).await? {
        None => alone,
        Some(matter) => Parties {
            applicant: matter.party,
            representative: Some(Representative {
                party: submitter,
                mandate: matter.mandate,
            }),
            ..alone
        },
    })
}

/// Keeps that the people behind these matters were seen.
async fn looked(visit: &Visit, matters: &[Matter]) -> Result<(), Refusal> {
    let looks: Vec<_> = matters
        .iter()
        .filter_map(|matter| matter.party.who.person())
        .map(|person| look_of(person, LookReason::Mandate, None, None, &visit.ctx))
        .collect();
    let kept = visit.app().store().look(&looks).await;
    kept.map_err(|error| visit.refuse(error))
}

/// The purpose of the token of the choice.
pub(crate) fn purpose(draft: DraftId) -> String {
    format!("draft.for {draft}")
}

/// The choice, as a field.
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn choice(visit: &Visit, read: &Read, filling: &Filling) -> Result<(Field, bool), Refusal> {
    let w = visit.here.words;
    let matters = all(read, filling.own.id(), filling.version.code.as_str(), visit)
        .await
        .map_err(|error| visit.refuse(error))?;
    looked(visit, &matters).await?;
    let chosen = filling.draft.applicant;
    let own = match filling.desk {
        Desk::Own => w.say("behalf-own"),
        Desk::Help => filling.own.party().name,
    };
    let mut options = vec![parts::Answer::new("own", own, chosen.is_none())];
    options.extend(
        matters
            .iter()
            .map(|matter| parts::Answer::new(matter.value(), matter.said(w), chosen == Some(matter.party.who))),
    );
    let several = options.len() > 1;
    let field = Field::new(
        "for",
        w.say("behalf-whose"),
        FieldKind::Choice(Choice {
            options,
            several: false,
        }),
    );
    Ok((field, several))
}

/// What a form said; `Err` for what it does not offer.
fn chosen(visit: &Visit, value: &str) -> Result<Option<Who>, Refusal> {
    match value.split_once('/') {
        Some(("person", id)) => Ok(Some(Who::Person(visit.id(id)?))),
        Some(("organisation", id)) => Ok(Some(Who::Organisation(visit.id(id)?))),
        Some(_) | None => Ok(None),
    }
}

/// Makes a draft the matter of whom the form says. `false` when no right to act for them holds.
///
/// # Errors
///
/// Fails when the form is not ours, or the draft is not theirs.
pub(crate) async fn choose(visit: &Visit, draft: DraftId, token: &str, value: &str) -> Result<bool, Refusal> {
    let ctx = visit
        .form(&purpose(draft), token)
        .map_err(|error| visit.refuse(error))?;
    let who = chosen(visit, value)?;
    match act_for(visit.app().store(), draft, who, &ctx).await {
        Ok(()) => Ok(true),
        Err(ActForError::NoMandate) => Ok(false),
        Err(error) => Err(visit.refuse(error)),
    }
}

/// `GET /drafts/{draft}/for`.
pub(super) async fn show(visit: Visit, Path(draft): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let filling = filling(&visit, &read, &draft).await?;
    Ok(page(&visit, &read, &filling, false).await?.respond())
}

/// `POST /drafts/{draft}/for`.
pub(super) async fn submit(visit: Visit, Path(draft): Path<String>, post: Post) -> Answer {
    visit.person()?;
    let id: DraftId = visit.id(&draft)?;
    if choose(&visit, id, post.token(), post.typed("for")).await? {
        return Ok(Redirect::to(&paths::draft_review(id)).into_response());
    }
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let filling = filling(&visit, &read, &draft).await?;
    let page = page(&visit, &read, &filling, true).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn page(visit: &Visit, read: &Read, filling: &Filling, lacks: bool) -> Result<AskPage, Refusal> {
    let w = visit.here.words;
    let (mut field, several) = choice(visit, read, filling).await?;
    let mut errors = Vec::new();
    if lacks {
        let said = w.say("submit-mandate-does-not-hold");
        errors.push(ErrorLine::new("for", said.clone()));
        field = field.error(said);
    }
    let id = filling.draft.id;
    Ok(AskPage {
        files: None,
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        title: w.say("behalf-title"),
        about: filling.procedure.clone(),
        says: vec![w.say(if several { "behalf-about" } else { "behalf-nobody" })],
        back: paths::draft_review(id),
        errors,
        action: paths::draft_for(id),
        token: visit.token(&purpose(id)),
        fields: vec![field],
        button: w.say("behalf-do"),
    })
}
