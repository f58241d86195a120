//! One dossier as an officer's page needs it: the life, what it goes by, what was filled in.

use super::shell::Seat;
use crate::Words;
use crate::app::{Refusal, Visit};
use crate::dossiers::people;
use motcua_dossier::access::subject;
use motcua_dossier::kept::{Kept, load};
use motcua_dossier::terms::{Guide, guide};
use motcua_dossier::{Dossier, Filing, Life, Stage};
use motcua_kernel::{DossierId, Problem, UnitId, codes};
use motcua_org::Right;
use motcua_people::look::{LookReason, look_of};
use motcua_store::{Look, Read, ReadError};
use serde_json::Value as Json;

pub(crate) use crate::dossiers::number;

/// A dossier with what a page shows of it.
pub(crate) struct Case {
    /// As it is kept, at the version that was read.
    pub(crate) kept: Kept,
    /// Dossier, ledger and steps.
    pub(crate) life: Life,
    /// What the pinned version says.
    pub(crate) guide: Guide,
    /// The answers of the form, as they were filled in last.
    pub(crate) answers: Json,
}

impl Case {
    /// Reads a dossier; `None` if there is none.
    pub(crate) async fn find(read: &Read, id: DossierId) -> Result<Option<Self>, ReadError> {
        let Some(kept) = load(read, id).await? else {
            return Ok(None);
        };
        let life = kept.life();
        let guide = guide(read, &life.dossier.pinned).await?;
        let answers = read.get::<Filing>(life.dossier.filing).await?.record.answers;
        Ok(Some(Self {
            kept,
            life,
            guide,
            answers,
        }))
    }

    /// The dossier of an address, if this officer may know of it.
    ///
    /// # Errors
    ///
    /// Fails as `not-found` if there is none, or none that they may know of.
    pub(crate) async fn open(visit: &Visit, seat: &Seat, id: &str) -> Result<Self, Refusal> {
        let id: DossierId = visit.id(id)?;
        let case = Self::find(&seat.read, id).await.map_err(|error| visit.refuse(error))?;
        case.filter(|case| case.is_open_to(seat))
            .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
    }

    /// Whether this officer may know of it. Any centre receives what waits for reception, and hands out what lies
    /// ready (INT-02, PRO-13); all else goes by the table of rights.
    pub(crate) fn is_open_to(&self, seat: &Seat) -> bool {
        let anywhere = match self.life.stage() {
            Stage::Submitted => seat.rights.has(Right::Receive),
            Stage::ResultReady => seat.rights.has(Right::Deliver),
            Stage::AwaitingCompletion
            | Stage::Refused
            | Stage::Lapsed
            | Stage::Accepted
            | Stage::InProcess
            | Stage::Paused
            | Stage::AwaitingSignature
            | Stage::Signed
            | Stage::Delivered
            | Stage::Withdrawn
            | Stage::Stopped => false,
        };
        anywhere || seat.rights.may(Right::SeeDossier, &subject(&self.life))
    }

    /// The dossier.
    pub(crate) fn dossier(&self) -> &Dossier {
        &self.life.dossier
    }

    /// The version that was read, for the forms of the page.
    pub(crate) fn version(&self) -> u64 {
        // Versions count from 1.
        u64::try_from(self.kept.version()).unwrap_or_default()
    }

    /// A text of the procedure's record in the page's language.
    pub(crate) fn said<'a>(&'a self, w: Words, text: &'a str) -> &'a str {
        self.guide.version.said(w.language().tag(), text)
    }

    /// The name of the procedure, short where it has one.
    pub(crate) fn procedure(&self, w: Words) -> String {
        let version = &self.guide.version;
        let short = version.written().map(|written| written.short.as_str());
        self.said(w, short.unwrap_or(&version.announced.name)).to_owned()
    }

    /// The national code of the procedure.
    pub(crate) fn code(&self) -> &str {
        self.guide.version.code.as_str()
    }

    /// The number by which people call it.
    pub(crate) fn number(&self) -> String {
        number(self.dossier())
    }
}

/// A dossier whose receipt an officer opens, for printing at the counter or for reading; it is a look like any other.
///
/// # Errors
///
/// Fails as `sign-in-needed` if no officer is signed in, as `not-found` if there is none that they may know of.
pub(crate) async fn life_for_receipt(visit: &Visit, id: &str) -> Result<Life, Refusal> {
    let seat = Seat::take(visit).await?;
    let case = Case::open(visit, &seat, id).await?;
    looked(visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok(case.life)
}

/// Keeps that the officer saw the people of these dossiers. No look, no page (SEC-02).
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn looked<'a>(
    visit: &Visit,
    seat: &Seat,
    dossiers: impl IntoIterator<Item = &'a Dossier>,
    reason: LookReason,
) -> Result<(), Refusal> {
    let unit: UnitId = seat.rights.posts().first().map_or(seat.officer.home, |(_, unit)| *unit);
    let looks: Vec<Look> = dossiers
        .into_iter()
        .flat_map(|dossier| people(dossier).into_iter().map(move |person| (person, dossier.id)))
        .map(|(person, dossier)| look_of(person, reason, Some(dossier.into()), Some(unit), &visit.ctx))
        .collect();
    visit
        .app()
        .store()
        .look(&looks)
        .await
        .map_err(|error| visit.refuse(error))
}
