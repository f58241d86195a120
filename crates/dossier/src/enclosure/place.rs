//! Where files are laid: a draft, the answer to a request, a submission at the counter; and who may lay them there.

use super::change::EncloseError;
use super::record::{enclosures_of, told};
use super::{Enclosed, Enclosure, Tray};
use crate::access::{acting_subject, at_centre, rights_of};
use crate::dossier::Dossier;
use crate::draft::Draft;
use crate::stage::Stage;
use crate::supplement::{Supplement, open_for};
use motcua_catalog::ProcedureVersion;
use motcua_kernel::{Context, DossierId, DraftId, UnitId};
use motcua_org::Right;
use motcua_store::{ChangeSet, Read, Stored};

/// Where files are laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A draft, by whoever began it: the person, or an officer who helps.
    Draft(DraftId),
    /// The answer to the open supplement request of a dossier, by the applicant's side.
    Answer(DossierId),
    /// A submission that waits for its first check, by an officer of a centre.
    Counter {
        /// The dossier.
        dossier: DossierId,
        /// The officer's centre; any will do (INT-02).
        centre: UnitId,
    },
}

/// A place that whoever acts may lay files into.
pub struct Open {
    /// The version whose components take them.
    pub version: Stored<ProcedureVersion>,
    /// What lies there.
    pub enclosures: Vec<Enclosure>,
    kept: Kept,
}

enum Kept {
    Draft(Box<Stored<Draft>>),
    Answer(Box<Stored<Supplement>>, Option<Stored<Tray>>),
    Counter(Box<Stored<Dossier>>, Vec<Stored<Enclosed>>),
}

/// Opens a place.
///
/// # Errors
///
/// Fails as [`EncloseError::NoSuchPlace`] when there is none that the actor may know of, as [`EncloseError::Closed`]
/// when nothing can be laid there any more.
pub async fn open(read: &Read, place: Place, ctx: &Context) -> Result<Open, EncloseError> {
    match place {
        Place::Draft(id) => {
            let draft = read.find::<Draft>(id).await?.ok_or(EncloseError::NoSuchPlace)?;
            if !draft.belongs_to(ctx.actor()) {
                return Err(EncloseError::NoSuchPlace);
            }
            Ok(Open {
                version: read.get::<ProcedureVersion>(draft.record.version).await?,
                enclosures: draft.enclosures.clone(),
                kept: Kept::Draft(Box::new(draft)),
            })
        }
        Place::Answer(id) => {
            let dossier = read.find::<Dossier>(id).await?.ok_or(EncloseError::NoSuchPlace)?;
            let rights = rights_of(read, ctx).await?;
            if !rights.may(Right::AnswerSupplement, &acting_subject(&dossier)) {
                return Err(EncloseError::NoSuchPlace);
            }
            let supplement = read.first(open_for(id)).await?.ok_or(EncloseError::Closed)?;
            if ctx.today() > supplement.last_day {
                return Err(EncloseError::Closed);
            }
            let tray = read.find::<Tray>(supplement.id).await?;
            Ok(Open {
                version: read.get::<ProcedureVersion>(dossier.pinned.version).await?,
                enclosures: tray.as_ref().map(|tray| tray.enclosures.clone()).unwrap_or_default(),
                kept: Kept::Answer(Box::new(supplement), tray),
            })
        }
        Place::Counter { dossier: id, centre } => {
            let dossier = read.find::<Dossier>(id).await?.ok_or(EncloseError::NoSuchPlace)?;
            if !at_centre(&rights_of(read, ctx).await?, Right::Accept, centre) {
                return Err(EncloseError::NoSuchPlace);
            }
            if dossier.stage() != Stage::Submitted {
                return Err(EncloseError::Closed);
            }
            let mut kept = read.all(enclosures_of(id)).await?;
            kept.retain(|kept| kept.replaced_at.is_none());
            Ok(Open {
                version: read.get::<ProcedureVersion>(dossier.pinned.version).await?,
                enclosures: kept.iter().map(|kept| kept.enclosure.clone()).collect(),
                kept: Kept::Counter(Box::new(dossier), kept),
            })
        }
    }
}

impl Open {
    /// What lies on a component.
    pub fn on(&self, component: &str) -> Option<&Enclosure> {
        self.enclosures
            .iter()
            .find(|enclosure| enclosure.component == component)
    }

    /// Whether a file was already handed in: it is evidence, and an officer lays others beside it.
    pub(super) const fn is_handed_in(&self) -> bool {
        matches!(self.kept, Kept::Counter(..))
    }

    /// Writes what lies on a component now.
    pub(super) fn write(&self, set: &mut ChangeSet, changed: &Enclosure, ctx: &Context) {
        let with = |all: &[Enclosure]| {
            let mut all = all.to_vec();
            match all.iter_mut().find(|known| known.component == changed.component) {
                Some(known) => *known = changed.clone(),
                None => all.push(changed.clone()),
            }
            all
        };
        match &self.kept {
            Kept::Draft(draft) => {
                let laid = Draft {
                    enclosures: with(&draft.enclosures),
                    saved_at: ctx.now(),
                    ..draft.record.clone()
                };
                set.update(&draft.with(laid));
            }
            Kept::Answer(supplement, Some(tray)) => {
                let laid = Tray {
                    enclosures: with(&tray.enclosures),
                    ..tray.record.clone()
                };
                set.update(&tray.with(laid)).expect(supplement);
            }
            Kept::Answer(supplement, None) => {
                let tray = Tray {
                    supplement: supplement.id,
                    dossier: supplement.dossier,
                    enclosures: with(&[]),
                    last_day: supplement.last_day,
                };
                set.insert(&tray).expect(supplement);
            }
            Kept::Counter(dossier, all) => {
                // Nothing is added behind the back of whoever accepts at this moment.
                set.expect(dossier);
                let pages = changed.whole.as_ref().map_or(0, |whole| whole.pages);
                let laid = match all.iter().find(|kept| kept.enclosure.component == changed.component) {
                    Some(kept) => {
                        let laid = Enclosed {
                            enclosure: changed.clone(),
                            ..kept.record.clone()
                        };
                        set.update(&kept.with(laid.clone()));
                        laid
                    }
                    None => {
                        let laid = Enclosed {
                            id: ctx.id(),
                            dossier: dossier.id,
                            enclosure: changed.clone(),
                            kept_at: ctx.now(),
                            replaced_at: None,
                        };
                        set.insert(&laid);
                        laid
                    }
                };
                set.journal(told(&laid, pages, ctx).event(dossier.id));
            }
        }
    }
}
