//! The officers' shell, built from rights: which parts an officer has, and where they land.

use super::reminders;
use super::said::short;
use crate::app::{Refusal, Visit};
use crate::{Desk, DeskPart, MOST_UNREAD, paths};
use motcua_dossier::remind::unseen_count;
use motcua_kernel::{Problem, UnitId, codes};
use motcua_org::officer::Officer;
use motcua_org::rights::load::load_officer;
use motcua_org::rights::{Reach, Right, Rights};
use motcua_store::{Read, ReadError};

/// The purpose of the token of the sign-out form.
pub(crate) const SIGN_OUT: &str = "desk.sign-out";

/// The parts of the desk that rights open, in the order of the bar.
pub(crate) fn parts(rights: &Rights) -> Vec<DeskPart> {
    let has = |any: &[Right]| any.iter().any(|right| rights.has(*right));
    [
        (DeskPart::Counter, has(&[Right::Receive])),
        (DeskPart::Help, has(&[Right::Submit])),
        (DeskPart::Delivery, has(&[Right::Deliver])),
        (DeskPart::Worklist, has(&[Right::Check, Right::Propose])),
        (DeskPart::Assign, has(&[Right::Assign])),
        (DeskPart::Signing, has(&[Right::Sign, Right::Initial])),
        (DeskPart::Records, has(&[Right::Issue])),
        (DeskPart::Originals, has(&[Right::KeepOriginals])),
        (DeskPart::Payments, has(&[Right::Charge])),
        (DeskPart::Find, has(&[Right::SearchDossiers])),
        (DeskPart::Units, has(&[Right::ManageUnits])),
        (DeskPart::Officers, has(&[Right::ManageOfficers, Right::ManageAccounts])),
        (DeskPart::Clients, has(&[Right::ManageAccounts])),
        (DeskPart::Letters, has(&[Right::ManageUnits, Right::Support])),
        (DeskPart::Maintenance, has(&[Right::ManageUnits, Right::Support])),
    ]
    .into_iter()
    .filter_map(|(part, open)| open.then_some(part))
    .collect()
}

/// The page that an officer lands on: the first part they have a right to.
pub(crate) fn landing(rights: &Rights) -> &'static str {
    const ORDER: [DeskPart; 15] = [
        DeskPart::Counter,
        DeskPart::Worklist,
        DeskPart::Signing,
        DeskPart::Records,
        DeskPart::Delivery,
        DeskPart::Assign,
        DeskPart::Help,
        DeskPart::Units,
        DeskPart::Officers,
        DeskPart::Clients,
        DeskPart::Letters,
        DeskPart::Maintenance,
        DeskPart::Originals,
        DeskPart::Payments,
        DeskPart::Find,
    ];
    let open = parts(rights);
    let first = ORDER.into_iter().find(|part| open.contains(part));
    // Somebody without a part (a front desk before its hall is here) still has sessions to see.
    first.map_or(paths::DESK_SESSIONS, DeskPart::href)
}

/// The signed-in officer with their rights at this moment, and the snapshot that said so.
pub(crate) struct Seat {
    /// All reads of the page.
    pub(crate) read: Read,
    /// The officer.
    pub(crate) officer: Officer,
    /// What they may do.
    pub(crate) rights: Rights,
    /// Reminders that they have not seen; none for those who have nothing to do with dossiers.
    pub(crate) reminded: Option<u32>,
}

impl Seat {
    /// The officer of a request.
    ///
    /// # Errors
    ///
    /// Fails as `sign-in-needed` if none is signed in.
    pub(crate) async fn take(visit: &Visit) -> Result<Self, Refusal> {
        let id = visit.officer()?;
        let seat: Result<Self, ReadError> = async {
            let read = visit.app().store().read().await?;
            let officer = read.get::<Officer>(id).await?.record;
            let rights = load_officer(&read, id, visit.ctx.now()).await?;
            let reminded = if reminders::RIGHTS.iter().any(|right| rights.has(*right)) {
                let unseen = read.first(unseen_count(id, i64::from(MOST_UNREAD) + 1)).await?;
                Some(unseen.map_or(0, |(count,)| u32::try_from(count).unwrap_or(0)))
            } else {
                None
            };
            Ok(Self {
                read,
                officer,
                rights,
                reminded,
            })
        }
        .await;
        seat.map_err(|error| visit.refuse(error))
    }

    /// Refuses those who have none of these rights anywhere: the page is not theirs.
    ///
    /// # Errors
    ///
    /// Fails as `not-allowed`.
    pub(crate) fn needs(&self, visit: &Visit, any: &[Right]) -> Result<(), Refusal> {
        if any.iter().any(|right| self.rights.has(*right)) {
            Ok(())
        } else {
            Err(visit.refuse(Problem::new(codes::NOT_ALLOWED)))
        }
    }

    /// The shell of a page.
    pub(crate) fn desk(&self, visit: &Visit, part: Option<DeskPart>) -> Desk {
        let directory = visit.app().directory();
        let unit = self.rights.posts().first().map_or(self.officer.home, |(_, unit)| *unit);
        let place = short(&directory, unit);
        let open = parts(&self.rights);
        Desk::new(&visit.here, visit.ctx.now(), &place, &self.officer.name, &open, part)
            .reminded(self.reminded)
            .with_token(visit.token(SIGN_OUT))
    }

    /// The centre at which the officer receives: the first, for those who sit at several.
    pub(crate) fn centre(&self, right: Right) -> Option<UnitId> {
        self.rights.grants().iter().find_map(|grant| match grant.reach {
            Reach::Receiving(unit) | Reach::Delivering(unit) if grant.right == right => Some(unit),
            _ => None,
        })
    }
}

impl Seat {
    /// The centre at which the officer helps people to file.
    pub(crate) fn help_centre(&self) -> Option<UnitId> {
        self.rights.grants().iter().find_map(|grant| match grant.reach {
            Reach::Receiving(unit) | Reach::Helping(unit) if grant.right == Right::Submit => Some(unit),
            _ => None,
        })
    }
}

/// The shell of pages before signing in.
pub(crate) fn outside(visit: &Visit) -> Desk {
    Desk::outside(&visit.here, visit.ctx.now())
}
