//! Where a submission was begun: in a draft here, or on another system that sends it. Both become the same thing
//! before anything is decided, so that one action serves person, helper and system.

use super::{Submit, SubmitError};
use crate::access::{acting_subject, rights_of};
use crate::draft::Draft;
use crate::filled::Filled;
use crate::party::Identity;
use crate::place::Source;
use crate::record::by_source;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Actor, Context, DraftId, ProcedureId, ProcedureVersionId, UnitId};
use motcua_org::Right;
use motcua_org::connection::Connection;
use motcua_people::person::Vouching;
use motcua_store::{Read, Stored};
use serde_json::Value as Json;

/// Signs of a foreign number at most.
const MOST_NUMBER: usize = 100;

/// Where it was begun.
#[derive(Debug, Clone)]
pub enum Begun {
    /// Here: the draft becomes the dossier.
    Here(DraftId),
    /// On the system that acts (INT-06). Its connection says which source it speaks for.
    Elsewhere(Sent),
}

/// What another system sends.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The number that it gave.
    pub number: String,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The answers of the form.
    pub answers: Json,
    /// The persons whom it names, kept together with the dossier.
    pub people: Vec<Vouching>,
}

/// The same of both.
pub(super) struct Beginning {
    pub(super) source: Source,
    pub(super) procedure: ProcedureId,
    /// The version whose form was filled in, where that was said.
    pub(super) version: Option<ProcedureVersionId>,
    pub(super) help: Option<UnitId>,
    /// What ends with the submission.
    pub(super) draft: Option<Stored<Draft>>,
    pub(super) filled: Filled,
}

/// Reads where it was begun, and refuses what does not belong to the actor.
pub(super) async fn read_beginning(read: &Read, command: &Submit, ctx: &Context) -> Result<Beginning, SubmitError> {
    match &command.begun {
        Begun::Here(draft) => {
            let stored = read.find::<Draft>(*draft).await?.ok_or(SubmitError::NoSuchDraft)?;
            if !stored.belongs_to(ctx.actor()) {
                return Err(SubmitError::NoSuchDraft);
            }
            // Who was helped hands it in, nobody else: the officer only typed.
            if stored
                .person
                .is_some_and(|person| command.parties.submitter.who.person() != Some(person))
            {
                return Err(SubmitError::NotAllowed);
            }
            Ok(Beginning {
                source: Source::Here,
                procedure: stored.procedure,
                version: Some(stored.record.version),
                help: stored.help,
                filled: Filled::Typed(stored.typed.clone()),
                draft: Some(stored),
            })
        }
        Begun::Elsewhere(sent) => {
            let Actor::Client(client) = ctx.actor() else {
                return Err(SubmitError::NotAllowed);
            };
            // A system speaks for its own source, and for no other.
            let connection = read.find::<Connection>(client).await?.ok_or(SubmitError::NotAllowed)?;
            let name = connection.source.as_ref().ok_or(SubmitError::NotAllowed)?.to_string();
            match command.identity {
                Identity::Vouched { client: who, level } if who == client && level <= connection.vouches_for => {}
                _ => return Err(SubmitError::IdentityTooWeak),
            }
            let number = clean_line(&sent.number);
            if number.is_empty() || number.chars().count() > MOST_NUMBER {
                return Err(SubmitError::NoForeignNumber);
            }
            let source = Source::Elsewhere { name, number };
            filed_before(read, &source, ctx).await?;
            Ok(Beginning {
                source,
                procedure: sent.procedure,
                version: None,
                help: None,
                draft: None,
                filled: Filled::Sent(sent.answers.clone()),
            })
        }
    }
}

/// INT-06: the same dossier arrives once, however often it is sent. The one that there is gets named to those who
/// may see it.
pub(super) async fn filed_before(read: &Read, source: &Source, ctx: &Context) -> Result<(), SubmitError> {
    let Some(key) = source.key() else { return Ok(()) };
    let Some(earlier) = read.first(by_source(&key)).await? else {
        return Ok(());
    };
    let may_see = rights_of(read, ctx)
        .await?
        .may(Right::SeeDossier, &acting_subject(&earlier.record));
    Err(SubmitError::FiledBefore {
        dossier: may_see.then_some(earlier.id),
    })
}
