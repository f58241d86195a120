//! The actions: give a slip, go on with its draft at any centre, and note that it was handed in.

use super::record::open_of_draft;
use super::{Guidance, GuidanceError, GuidanceState, code_of, thing};
use crate::access::{officer, rights_of};
use crate::draft::{DAYS_KEPT, Draft, may_help};
use crate::paper::{Loose, Upper, contact, fee, limit};
use crate::party::By;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::version::component::{Component, Kind};
use motcua_kernel::text::clean_line;
use motcua_kernel::{Context, Date, DossierId, DraftId, GuidanceId, UnitId};
use motcua_papers::{self as papers, Body, Size, said, said_of};
use motcua_store::{ChangeSet, Event, Read, ReadError, Store};
use serde_json::json;
use std::collections::BTreeMap;

/// Letters of a remark.
const MOST_LETTERS: usize = 300;

/// What an officer found lacking.
#[derive(Debug, Clone)]
pub struct Give {
    /// The draft.
    pub draft: DraftId,
    /// The centre.
    pub centre: UnitId,
    /// The components to bring, by key, each with the officer's remark or an empty one.
    pub bring: BTreeMap<String, String>,
    /// The components that do not concern this person, by key: they do not stand on the sheet.
    pub not_needed: Vec<String>,
    /// The day by which they mean to come.
    pub day: Option<Date>,
    /// The officer's own words.
    pub note: String,
}

/// Gives a slip for a draft that the officer fills in for somebody. The draft is kept for thirty days more.
///
/// # Errors
///
/// See [`GuidanceError`].
pub async fn give(store: &Store, command: Give, ctx: &Context) -> Result<GuidanceId, GuidanceError> {
    let read = store.read().await?;
    let id: GuidanceId = ctx.id();
    if read.was_applied(ctx.change()).await? {
        return Ok(id);
    }
    let advisor = officer(ctx).ok_or(GuidanceError::NotAllowed)?;
    if !may_help(&rights_of(&read, ctx).await?, command.centre) {
        return Err(GuidanceError::NotAllowed);
    }
    let draft = read.find::<Draft>(command.draft).await?;
    let draft = draft.filter(|draft| draft.belongs_to(ctx.actor()));
    let draft = draft.ok_or(GuidanceError::NoSuchDraft)?;
    let person = draft.person.ok_or(GuidanceError::NoSuchDraft)?;
    let version = read.get::<ProcedureVersion>(draft.record.version).await?;
    if command.bring.is_empty() {
        return Err(GuidanceError::Nothing);
    }
    let known = |key: &str| version.component(key).is_some_and(Component::is_paper);
    if let Some(other) = command.bring.keys().find(|key| !known(key)) {
        return Err(GuidanceError::NotAComponent(other.clone()));
    }
    let last = ctx.now().plus_seconds(DAYS_KEPT * 24 * 3_600).date();
    if command.day.is_some_and(|day| day < ctx.today() || day > last) {
        return Err(GuidanceError::Day);
    }
    let code = code_of(draft.id);
    let upper = Upper {
        unit: command.centre,
        size: Size::A5,
        procedure: version.code.to_string(),
    };
    let body = Body::Guidance(sheet(&read, &version, &command, &code, ctx).await?);
    let slip = Guidance {
        id,
        draft: draft.id,
        code,
        person,
        procedure: draft.procedure,
        version: draft.record.version,
        bring: command.bring.keys().cloned().collect(),
        day: command.day,
        officer: advisor,
        unit: command.centre,
        given_at: ctx.now(),
        state: GuidanceState::Open,
        paper: Loose::fix(&read, upper, body, ctx).await?,
    };
    let mut set = ChangeSet::new(ctx);
    if let Some(earlier) = read.first(open_of_draft(draft.id)).await? {
        let replaced = Guidance {
            state: GuidanceState::Replaced,
            ..earlier.record.clone()
        };
        set.update(&earlier.with(replaced));
    }
    let kept = Draft {
        saved_at: ctx.now(),
        ..draft.record.clone()
    };
    let facts = json!({
        "at": ctx.now(), "guidance": id, "unit": command.centre, "procedure": slip.procedure,
        "lacking": slip.bring.len(),
    });
    set.insert(&slip)
        .update(&draft.with(kept))
        .journal(Event::new(thing(slip.draft), "guidance.given", &facts));
    store.commit(set).await?;
    Ok(id)
}

/// Goes on with the draft of a slip, at whichever centre the person came to: it is the officer's from now on.
///
/// # Errors
///
/// Fails when the slip or its draft is gone, and for whoever helps at no centre.
pub async fn resume(store: &Store, id: GuidanceId, centre: UnitId, ctx: &Context) -> Result<DraftId, GuidanceError> {
    let read = store.read().await?;
    let slip = read.find::<Guidance>(id).await?;
    let slip = slip.filter(|slip| slip.is_open()).ok_or(GuidanceError::NoSuchDraft)?;
    if read.was_applied(ctx.change()).await? {
        return Ok(slip.draft);
    }
    if officer(ctx).is_none() || !may_help(&rights_of(&read, ctx).await?, centre) {
        return Err(GuidanceError::NotAllowed);
    }
    let draft = read
        .find::<Draft>(slip.draft)
        .await?
        .ok_or(GuidanceError::NoSuchDraft)?;
    let taken = Draft {
        begun_by: By::from(ctx.actor()),
        help: Some(centre),
        saved_at: ctx.now(),
        ..draft.record.clone()
    };
    let facts = json!({ "at": ctx.now(), "guidance": id, "unit": centre });
    let mut set = ChangeSet::new(ctx);
    set.update(&draft.with(taken))
        .journal(Event::new(thing(slip.draft), "guidance.resumed", &facts));
    store.commit(set).await?;
    Ok(slip.draft)
}

/// Notes with the submission that what was lacking has come.
pub(crate) async fn answer(
    read: &Read,
    set: &mut ChangeSet,
    draft: DraftId,
    dossier: DossierId,
    ctx: &Context,
) -> Result<(), ReadError> {
    if let Some(slip) = read.first(open_of_draft(draft)).await? {
        let answered = Guidance {
            state: GuidanceState::Answered { at: ctx.now() },
            ..slip.record.clone()
        };
        let facts = json!({ "at": ctx.now(), "guidance": slip.id, "dossier": dossier });
        set.update(&slip.with(answered))
            .journal(Event::new(thing(draft), "guidance.answered", &facts));
    }
    Ok(())
}

/// What the sheet says: every paper that concerns this person, ticked where they have it.
async fn sheet(
    read: &Read,
    version: &ProcedureVersion,
    command: &Give,
    code: &str,
    ctx: &Context,
) -> Result<papers::Guidance, ReadError> {
    let preparations = version
        .components()
        .iter()
        .filter(|component| component.is_paper() && !component.form_generated)
        .filter(|component| command.bring.contains_key(&component.key) || !command.not_needed.contains(&component.key))
        .map(|component| papers::Preparation {
            name: component.name.clone(),
            usage: match component.kind {
                Kind::Show => papers::Use::Show,
                Kind::HandIn | Kind::ReplacedByData | Kind::Note => papers::Use::HandIn,
            },
            count: (component.originals + component.copies).max(1),
            have: !command.bring.contains_key(&component.key),
            note: command
                .bring
                .get(&component.key)
                .map_or_else(String::new, |note| cut(note)),
        })
        .collect();
    let mut notes = Vec::new();
    if let Some(day) = command.day {
        notes.push(said_of("guidance-day", &[("day", &written(day))]));
    }
    notes.push(said_of("guidance-code", &[("code", code)]));
    let own = cut(&command.note);
    if !own.is_empty() {
        notes.push(own);
    }
    let advisor = officer(ctx);
    let contact = match advisor {
        Some(officer) => contact(read, officer).await?,
        None => papers::Contact {
            name: String::new(),
            phone: String::new(),
        },
    };
    Ok(papers::Guidance {
        request: version.announced.name.clone(),
        version_from: version.valid_from,
        decision: version.announced.decision.clone(),
        preparations,
        notes,
        fee: fee(version),
        limit: version.limit(None).map(limit),
        places: said("guidance-places").to_owned(),
        contact,
    })
}

fn cut(text: &str) -> String {
    clean_line(text).chars().take(MOST_LETTERS).collect()
}

/// A day as papers write it inside a sentence.
fn written(day: Date) -> String {
    let civil = day.civil();
    format!("{:02}/{:02}/{}", civil.day(), civil.month(), civil.year())
}
