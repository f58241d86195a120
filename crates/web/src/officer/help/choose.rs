//! Chooses the procedure by typing, and begins the draft.

use super::{helped, looked, seated};
use crate::app::{Answer, Visit};
use crate::citizen::catalogue::{can_be_filled, offered};
use crate::citizen::person::Own;
use crate::desk::{HelpChoosePage, HelpHit, HelpSlip};
use crate::officer::guidance::resume_purpose;
use crate::officer::posted::Posted;
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Redirect};
use motcua_accounts::citizen::IdentityLevel;
use motcua_catalog::version::record::on_day;
use motcua_catalog::{Procedure, ProcedureVersion};
use motcua_dossier::draft::{Draft, Help, SaveDraft, save};
use motcua_dossier::guidance::guidances_of_person;
use motcua_kernel::{PersonId, Problem, codes};
use motcua_people::person::{self, Person};
use motcua_store::{Read, ReadError, Stored};
use serde::Deserialize;

/// Procedures on the page: what does not come up among them is typed more exactly.
const SHOWN: usize = 10;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

fn purpose(person: &str) -> String {
    format!("help.begin {person}")
}

async fn person(visit: &Visit, read: &Read, id: &str) -> Result<Stored<Person>, crate::app::Refusal> {
    let id: PersonId = visit.id(id)?;
    person::find(read, id)
        .await
        .map_err(|error| visit.refuse(error))?
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
}

/// Shows what fits; nothing typed shows the commonly used ones.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let person = person(&visit, &seat.read, &id).await?;
    looked(&visit, person.id, centre).await?;
    let catalogue = visit.app().catalogue();
    let mut hits = Vec::new();
    for procedure in catalogue.search(ask.q.trim(), SHOWN) {
        let version: Option<Stored<ProcedureVersion>> = seat
            .read
            .first(on_day(procedure.id, visit.ctx.today()))
            .await
            .map_err(|error| visit.refuse(error))?;
        hits.push(HelpHit {
            code: procedure.code.to_string(),
            name: procedure.name_in(visit.here.words.language().tag()).to_owned(),
            field: procedure.field.clone(),
            starts: procedure.is_offered() && version.is_some_and(|version| can_be_filled(&version)),
        });
    }
    let page = HelpChoosePage {
        w: visit.here.words,
        desk: seat
            .desk(&visit, Some(DeskPart::Help))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-choose")]),
        helped: helped(&person),
        action: paths::desk_help_choose(person.id),
        token: visit.token(&purpose(&person.id.to_string())),
        q: ask.q.trim().to_owned(),
        hits,
        slips: slips(&visit, &seat.read, person.id).await?,
    };
    Ok(page.respond())
}

/// Slips on the page: nobody has more open ones.
const SLIPS: i64 = 10;

/// What the person was sent away to bring: the draft goes on where it was left, whichever centre gave the slip.
async fn slips(visit: &Visit, read: &Read, person: PersonId) -> Result<Vec<HelpSlip>, crate::app::Refusal> {
    let w = visit.here.words;
    let found = async {
        let mut slips = Vec::new();
        for slip in read.all(guidances_of_person(person, SLIPS)).await? {
            let procedure = read.find::<Procedure>(slip.procedure).await?;
            if let Some(procedure) = procedure
                && read.find::<Draft>(slip.draft).await?.is_some()
            {
                slips.push(HelpSlip {
                    procedure: procedure.shown_name().to_owned(),
                    about: w.two("guidance-line", "code", &slip.code, "count", slip.bring.len()),
                    href: paths::desk_guidance_resume(slip.id),
                    token: visit.token(&resume_purpose(slip.id)),
                });
            }
        }
        Ok::<_, ReadError>(slips)
    };
    found.await.map_err(|error| visit.refuse(error))
}

/// Begins the draft, filled in as far as the person is known.
pub(crate) async fn begin(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let person = person(&visit, &seat.read, &id).await?;
    looked(&visit, person.id, centre).await?;
    let Ok(ctx) = visit.form(&purpose(&person.id.to_string()), posted.get("token")) else {
        // Nothing was typed: the page with a fresh token is enough.
        return Ok(Redirect::to(&paths::desk_help_choose(person.id)).into_response());
    };
    let (procedure, version) = offered(&visit, &seat.read, posted.get("code")).await?;
    if !procedure.is_offered() || !can_be_filled(&version) {
        return Err(visit.refuse(Problem::new(codes::NOT_FOUND)));
    }
    let help = Help {
        centre,
        person: person.id,
    };
    let own = Own {
        person: person.record,
        level: IdentityLevel::Two,
    };
    let directory = visit.app().directory();
    let form = version.form_or_general();
    let typed = form.prefill(Some(&own.identity(&directory))).typed;
    let command = SaveDraft {
        draft: None,
        procedure: procedure.id,
        help: Some(help),
        territory: None,
        typed,
        section: None,
        go_to: 0,
    };
    let draft = save(visit.app().store(), command, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(&paths::desk_help_draft(draft, 1)).into_response())
}
