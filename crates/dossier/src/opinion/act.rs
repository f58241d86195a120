//! The actions: each reads, asks the table of rights, decides by a transition, commits once.

use super::answer::AnswerOpinionError;
use super::ask::{AskOpinionError, Asking, Term};
use super::close::CloseOpinionError;
use super::{Opinion, Stance};
use crate::access::officer;
use crate::kept::{Kept, load};
use crate::step::{Hand, Shut, StepKind, hand, open, right_of};
use crate::terms::{Guide, guide};
use motcua_kernel::calendar::WorkingTime;
use motcua_kernel::{Context, DossierId, OfficerId, OpinionId, UnitId};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::unit::{Unit, UnitKind};
use motcua_org::{Right, Rights, Subject};
use motcua_store::{ChangeSet, Read, Store};

/// What an officer asks, of whom.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The dossier.
    pub dossier: DossierId,
    /// The units.
    pub units: Vec<UnitId>,
    /// The question.
    pub question: String,
    /// Working days, where the workflow gives no term of its own.
    pub days: u32,
}

/// What a unit answers.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The question.
    pub opinion: OpinionId,
    /// What the unit thinks.
    pub stance: Stance,
    /// Conditions, reasons.
    pub text: String,
}

impl From<Shut> for AskOpinionError {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::NoSuchDossier => Self::NoSuchDossier,
            Shut::NotAllowed => Self::NotAllowed,
            Shut::Read(error) => Self::Read(error),
        }
    }
}

impl From<Shut> for CloseOpinionError {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::NoSuchDossier => Self::NoSuchQuestion,
            Shut::NotAllowed => Self::NotAllowed,
            Shut::Read(error) => Self::Read(error),
        }
    }
}

/// Whether a unit gives opinions: it has officers who appraise, and exists.
pub fn may_be_asked(unit: &Unit, ctx: &Context) -> bool {
    let appraises = match unit.kind {
        UnitKind::Office | UnitKind::Department | UnitKind::Agency => true,
        // A committee is asked through its offices; a centre decides nothing.
        UnitKind::Committee | UnitKind::Centre => false,
    };
    appraises && unit.period.holds(ctx.now())
}

/// The term that the workflow gives to questions at a step: that of the step of asking that runs beside it or follows
/// it at choice, or of the open step itself where that is one.
pub fn usual(guide: &Guide, step: &str) -> Option<Term> {
    let workflow = guide.workflow();
    let here = workflow.step(step)?;
    let next = workflow.next(step)?;
    let beside = next.beside.into_iter();
    let asks = std::iter::once(here)
        .chain(beside)
        .find(|step| step.kind == StepKind::Consult)?;
    Some(Term::Workflow {
        step: asks.key.clone(),
        norm: WorkingTime::from_micros(i64::from(asks.minutes) * 60_000_000),
    })
}

/// Asks units for their opinion.
///
/// # Errors
///
/// See [`AskOpinionError`].
pub async fn ask_opinion(store: &Store, command: Ask, ctx: &Context) -> Result<(), AskOpinionError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, command.dossier, ctx).await?;
    let hand = hand(&kept, &rights, right_of(kept.dossier().kind), officer)?;
    let life = kept.life();
    let guide = guide(&read, &life.dossier.pinned).await?;
    let key = life.step().map_or("", |step| step.key.as_str());
    let asking = Asking {
        units: command.units,
        question: command.question,
        term: usual(&guide, key).unwrap_or(Term::Internal { days: command.days }),
    };
    let mut set = ChangeSet::new(ctx);
    for unit in &asking.units {
        let unit = read.find::<Unit>(*unit).await?.ok_or(AskOpinionError::NotAsked)?;
        if !may_be_asked(&unit, ctx) {
            return Err(AskOpinionError::NotAsked);
        }
        set.expect(&unit);
    }
    let calendar = current_legal_calendar(&read).await?;
    let moved = life.ask_opinion(hand, asking, &calendar, ctx)?;
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(())
}

/// Answers for the unit that was asked.
///
/// # Errors
///
/// See [`AnswerOpinionError`].
pub async fn answer_opinion(store: &Store, command: Answered, ctx: &Context) -> Result<DossierId, AnswerOpinionError> {
    let read = store.read().await?;
    let opinion = read
        .find::<Opinion>(command.opinion)
        .await?
        .ok_or(AnswerOpinionError::NoSuchQuestion)?;
    if read.was_applied(ctx.change()).await? {
        return Ok(opinion.dossier);
    }
    let me = officer(ctx).ok_or(AnswerOpinionError::NoSuchQuestion)?;
    let rights = crate::access::rights_of(&read, ctx).await?;
    let kept = load(&read, opinion.dossier)
        .await?
        .ok_or(AnswerOpinionError::NoSuchQuestion)?;
    if !answers_for(&rights, opinion.unit) {
        let sees = rights.may(Right::SeeDossier, &crate::access::subject(&kept.life()));
        return Err(if sees {
            AnswerOpinionError::NotAllowed
        } else {
            AnswerOpinionError::NoSuchQuestion
        });
    }
    let hand = Hand {
        officer: me,
        unit: opinion.unit,
    };
    let moved = kept
        .life()
        .answer_opinion(hand, opinion.id, command.stance, &command.text, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(opinion.dossier)
}

/// Whether these rights answer for a unit: whoever appraises there.
pub fn answers_for(rights: &Rights, unit: UnitId) -> bool {
    rights.may(
        Right::Check,
        &Subject {
            holding: Some(unit),
            ..Subject::default()
        },
    )
}

/// Goes on without an answer that has not come in time.
///
/// # Errors
///
/// See [`CloseOpinionError`].
pub async fn lapse_opinion(
    store: &Store,
    id: OpinionId,
    note: &str,
    ctx: &Context,
) -> Result<DossierId, CloseOpinionError> {
    close(store, (id, true), note, ctx).await
}

/// Takes a question back.
///
/// # Errors
///
/// See [`CloseOpinionError`].
pub async fn recall_opinion(
    store: &Store,
    id: OpinionId,
    reason: &str,
    ctx: &Context,
) -> Result<DossierId, CloseOpinionError> {
    close(store, (id, false), reason, ctx).await
}

async fn close(
    store: &Store,
    (id, lapses): (OpinionId, bool),
    why: &str,
    ctx: &Context,
) -> Result<DossierId, CloseOpinionError> {
    let read = store.read().await?;
    let opinion = read
        .find::<Opinion>(id)
        .await?
        .ok_or(CloseOpinionError::NoSuchQuestion)?;
    if read.was_applied(ctx.change()).await? {
        return Ok(opinion.dossier);
    }
    let (kept, hand) = holding(&read, opinion.dossier, ctx).await?;
    let life = kept.life();
    let moved = if lapses {
        life.lapse_opinion(hand, id, why, ctx)?
    } else {
        life.recall_opinion(hand, id, why, ctx)?
    };
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(opinion.dossier)
}

async fn holding(read: &Read, id: DossierId, ctx: &Context) -> Result<(Kept, Hand), Shut> {
    let (kept, rights, officer): (Kept, Rights, OfficerId) = open(read, id, ctx).await?;
    let hand = hand(&kept, &rights, right_of(kept.dossier().kind), officer)?;
    Ok((kept, hand))
}
