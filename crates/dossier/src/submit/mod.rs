//! Submission (nộp): a draft, or what another system sends, becomes a dossier that waits for its first
//! check.

mod act;
mod authority;
mod begun;

pub use act::{Submit, submit};
pub use authority::authority_over;
pub use begun::{Begun, Sent};

use crate::charge::Dues;
use crate::dossier::{DeliveryState, Dossier, Pinned};
use crate::fact::Fact;
use crate::filing::Filing;
use crate::ledger::{Accountable, Clock, Holder, Ledger, first_check_due};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::opinion::Questions;
use crate::party::{By, Identity, Parties};
use crate::place::{Channel, Places, Source};
use crate::state::State;
use motcua_catalog::fee::Bill;
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{AreaId, Context, DossierId, FieldProblem};
use motcua_store::{CommitError, ReadError};
use serde_json::Value as Json;

/// What is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// What it goes by from now on.
    pub pinned: Pinned,
    /// Where it was begun.
    pub source: Source,
    /// The way in.
    pub channel: Channel,
    /// The people.
    pub parties: Parties,
    /// How identity was made sure of.
    pub identity: Identity,
    /// The three bodies: `reception` is the centre that looks first, any other may receive it.
    pub places: Places,
    /// The area whose unit decides.
    pub territory: AreaId,
    /// The answers, as the form's schema checked them.
    pub answers: Json,
    /// What it costs, as far as that is known.
    pub bill: Bill,
}

/// Why nothing was submitted. Whatever was typed is still in the draft.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// REC-01: filing needs level 2 of the e-identity, or an officer who has looked at the card.
    #[error("filing needs an e-identity of level 2, or an officer who checks the card")]
    IdentityTooWeak,
    /// INT-05: the helper is written down, and is an officer of the place of help.
    #[error("who helps, and where, belong together on a dossier")]
    HelperWithoutPlace,
    /// The form has errors.
    #[error("{} fields of the form are not right", .0.len())]
    Fields(Vec<FieldProblem>),
    /// The version was closed while the draft lay there.
    #[error("the procedure has changed since the draft was begun: look through it again")]
    VersionClosed,
    /// The mandate is over, or not for this applicant, person or procedure.
    #[error("the right to act for the applicant does not hold for this: enter another, or let them file")]
    NoMandate,
    /// Another system receives it: a ministry's, a vertical agency's.
    #[error("dossiers of this procedure are not received here")]
    NotHere,
    /// Nobody decides for the area.
    #[error(transparent)]
    Jurisdiction(#[from] motcua_org::unit::jurisdiction::JurisdictionError),
    /// Not known, or not to this person.
    #[error("there is no such draft")]
    NoSuchDraft,
    /// INT-06: it came before.
    #[error("the source has handed in a dossier with this number before: look at that one")]
    FiledBefore {
        /// The dossier, if the actor may see it.
        dossier: Option<DossierId>,
    },
    /// Another system's dossier has a number there.
    #[error("what another system hands in has a number there of at most 100 signs")]
    NoForeignNumber,
    /// There is no such procedure.
    #[error("there is no such procedure in the catalogue")]
    NoSuchProcedure,
    /// Not allowed.
    #[error("only who began it, an officer helping them, or a system for its own source may hand it in")]
    NotAllowed,
    /// What the dossier goes by could not be put together.
    #[error(transparent)]
    Terms(#[from] crate::terms::TermsError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Begins a dossier: it lies in the list of the receiving centre, and the first check of 8 working hours
    /// runs from now or from the next opening (REC-04, INT-07).
    ///
    /// # Errors
    ///
    /// Fails when identity was not made sure of, or when a helper is named without their place.
    pub fn submit(with: Submission, calendar: &Calendar, ctx: &Context) -> Result<Moved<Filing>, SubmitError> {
        if !with.identity.is_enough() {
            return Err(SubmitError::IdentityTooWeak);
        }
        if with.parties.helper.is_some() != with.places.help.is_some() {
            return Err(SubmitError::HelperWithoutPlace);
        }
        let (at, by) = (ctx.now(), By::from(ctx.actor()));
        let counted_from = calendar.effective(at);
        let id = ctx.id();
        let filing = Filing {
            id: ctx.id(),
            dossier: id,
            round: 0,
            form: with.pinned.form,
            answers: with.answers,
            filed_at: at,
            filed_by: by,
        };
        let dossier = Dossier {
            id,
            pinned: with.pinned,
            source: with.source,
            channel: with.channel,
            parties: with.parties,
            identity: with.identity,
            places: with.places,
            territory: with.territory,
            submitted_at: at,
            submitted_by: by,
            counted_from,
            filing: filing.id,
            state: State::Submitted { since: at },
            dues: Dues::Nothing,
            charges: Vec::new(),
            delivery: DeliveryState::None,
            supplements_asked: 0,
            late_by_rule: false,
            handler: None,
            holder: None,
            clock: None,
            apology: None,
            due: first_check_due(calendar, at),
            relocations: Vec::new(),
            heirs: Vec::new(),
            questions: Questions::default(),
            kind: None,
            closed_at: None,
        };
        let life = Life {
            dossier,
            ledger: Ledger::default(),
            steps: Vec::new(),
            opinions: Vec::new(),
        };
        let mut motion = Motion::new(life, ctx);
        motion.say(Fact::Submitted {
            at,
            counted_from,
            pinned: with.pinned,
            channel: with.channel,
            places: with.places,
            territory: with.territory,
            filing: filing.id,
        });
        motion.count(with.bill);
        motion.hold(Holder::unit(with.places.reception), with.places.reception, None);
        motion.set_clock(Clock::NotStarted, Accountable::Office, None);
        Ok(motion.done(filing))
    }
}
