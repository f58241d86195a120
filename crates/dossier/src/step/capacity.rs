//! Signing and initialling as actions: in what capacity somebody signs, and the line of authority that follows.

use super::act::{MOST, hand, open, right_of};
use super::sign::SignError;
use super::{Role, StepKind};
use crate::paper::{self, Making, Pen, Signed};
use crate::result::{DossierResult, Mark, ResultState, authority_word};
use crate::terms::guide;
use motcua_kernel::{Context, DossierId, OfficerId, UnitId};
use motcua_org::appointment::Appointment;
use motcua_org::appointment::record::appointments_of_officer;
use motcua_org::delegation::Delegation;
use motcua_org::delegation::authority::authority_line;
use motcua_org::delegation::record::delegations_to;
use motcua_org::rights::{Grant, Reach};
use motcua_org::{Directory, Right, Rights};
use motcua_papers::Signing;
use motcua_store::{ChangeSet, Read, ReadError, Store, Stored};

/// Initials the proposed result, where the workflow has that step.
///
/// # Errors
///
/// See [`SignError`].
pub async fn initial(store: &Store, directory: &Directory, id: DossierId, ctx: &Context) -> Result<(), SignError> {
    mark_result(store, directory, id, StepKind::Initial, None, ctx).await
}

/// Signs the proposed result by pen: the sheet is printed, and the mark here says who signed it.
///
/// # Errors
///
/// See [`SignError`].
pub async fn sign(store: &Store, directory: &Directory, id: DossierId, ctx: &Context) -> Result<(), SignError> {
    mark_result(store, directory, id, StepKind::Sign, None, ctx).await
}

/// Signs the proposed result with the leader's key; by pen, where the press has no keys.
///
/// # Errors
///
/// See [`SignError`].
pub async fn sign_with(
    store: &Store,
    directory: &Directory,
    pen: Pen<'_>,
    id: DossierId,
    ctx: &Context,
) -> Result<(), SignError> {
    mark_result(store, directory, id, StepKind::Sign, Some(pen), ctx).await
}

async fn mark_result(
    store: &Store,
    directory: &Directory,
    id: DossierId,
    kind: StepKind,
    pen: Option<Pen<'_>>,
    ctx: &Context,
) -> Result<(), SignError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, id, ctx).await?;
    let right = right_of(Some(kind));
    let hand = hand(&kept, &rights, right, officer)?;
    let life = kept.life();
    life.dossier.state.allow(if kind == StepKind::Sign {
        crate::Act::Sign
    } else {
        crate::Act::Initial
    })?;
    let Some(step) = life.step().cloned() else {
        return Err(SignError::OtherStep(None));
    };
    if !may_sign(&rights, right, step.role, &life.dossier) {
        return Err(SignError::NotAllowed);
    }
    let signer = capacity(&read, officer, right, step.role, &life.dossier, ctx)
        .await?
        .ok_or(SignError::NotAllowed)?;
    let guide = guide(&read, &life.dossier.pinned).await?;
    let next = guide.next(&step.key, None, directory, &life.dossier.places, ctx.now())?;
    let stored = match life.dossier.state.result() {
        Some(result) => read.get::<DossierResult>(result).await?,
        None => return Err(SignError::OtherResult),
    };
    let result = stored.record.clone();
    let moved = match kind {
        StepKind::Sign => life.sign(hand, result, signer.mark, &next, ctx)?,
        _ => life.initial(hand, result, signer.mark, &next, ctx)?,
    };
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    if let ResultState::Signed { mark } = &moved.made.state {
        let keys = pen.filter(|pen| pen.press.signs());
        let signed = Signed {
            result: &moved.made,
            mark,
            signing: keys.map_or(Signing::Pen, |_| Signing::Digital),
        };
        let making = Making::of(&read, &moved.life.dossier, &guide.version, ctx);
        let sheet = paper::result(&making, directory, signed).await?;
        let sheet = match keys {
            Some(pen) => paper::sign_by_leader(store, pen, sheet, ctx).await?,
            None => sheet,
        };
        set.insert(&sheet);
    }
    set.update(&stored.with(moved.made)).expect(&signer.appointment);
    if let Some(delegation) = &signer.delegation {
        set.expect(delegation);
    }
    store.commit(set).await?;
    Ok(())
}

/// Whether the rights reach this step's signature: a leader's goes by what the body decides, a head's by what
/// the office holds.
fn may_sign(rights: &Rights, right: Right, role: Role, dossier: &crate::Dossier) -> bool {
    let deciding = Grant {
        right,
        reach: Reach::Deciding(dossier.places.deciding),
    };
    let holding = dossier.holder.map(|holder| Grant {
        right,
        reach: Reach::Handling(holder.unit),
    });
    match role {
        Role::Signer | Role::Certifier => rights.grants().contains(&deciding),
        Role::Head => holding.is_some_and(|grant| rights.grants().contains(&grant)),
        Role::Reception | Role::Specialist | Role::RecordsClerk | Role::Delivery => false,
    }
}

/// In what capacity somebody signs, with what that rests on.
struct Signer {
    mark: Mark,
    appointment: Stored<Appointment>,
    delegation: Option<Stored<Delegation>>,
}

/// The position or the delegation that gives the right, and the line of authority that follows from it.
async fn capacity(
    read: &Read,
    officer: OfficerId,
    right: Right,
    role: Role,
    dossier: &crate::Dossier,
    ctx: &Context,
) -> Result<Option<Signer>, ReadError> {
    let now = ctx.now();
    let gives = |appointment: &Appointment| {
        let alone = [appointment.clone()];
        may_sign(&Rights::of(appointment.officer, &alone, &[], now), right, role, dossier)
    };
    let own_matter = |unit: UnitId| dossier.places.deciding == unit;
    for appointment in read.all(appointments_of_officer(officer, MOST)).await? {
        if !gives(&appointment) {
            continue;
        }
        let line = authority_line(
            appointment.role,
            false,
            appointment.acting,
            own_matter(appointment.unit),
        );
        if let Some(line) = line {
            let position = appointment.position;
            let authority = authority_word(line).to_owned();
            let mark = Mark {
                officer,
                position,
                delegation: None,
                authority,
                at: now,
            };
            return Ok(Some(Signer {
                mark,
                appointment,
                delegation: None,
            }));
        }
    }
    for delegation in read.all(delegations_to(officer, now, MOST)).await? {
        let appointment = read.get::<Appointment>(delegation.appointment).await?;
        if !delegation.holds(now) || !delegation.rights.contains(&right) || !gives(&appointment) {
            continue;
        }
        if let Some(line) = authority_line(appointment.role, true, appointment.acting, true) {
            let (position, given) = (appointment.position, Some(delegation.id));
            let authority = authority_word(line).to_owned();
            let mark = Mark {
                officer,
                position,
                delegation: given,
                authority,
                at: now,
            };
            return Ok(Some(Signer {
                mark,
                appointment,
                delegation: Some(delegation),
            }));
        }
    }
    Ok(None)
}
