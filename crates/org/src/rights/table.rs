//! The table itself: role → rights → reach. Change it here and nowhere else.

use super::Right;
use crate::position::Role;

/// How far a row reaches, before the appointment says which unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachKind {
    /// The whole province.
    Province,
    /// What the officer's body decides (the committee of an office).
    Deciding,
    /// What the officer's own unit holds or has a step of.
    Handling,
    /// What the officer's centre received.
    Receiving,
    /// What is fetched at the officer's centre.
    Delivering,
    /// What the officer's centre helped with.
    Helping,
}

/// One row: these rights, that far.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Whose.
    pub role: Role,
    /// How far.
    pub reach: ReachKind,
    /// What.
    pub rights: &'static [Right],
}

const fn line(role: Role, reach: ReachKind, rights: &'static [Right]) -> Line {
    Line { role, reach, rights }
}

/// What anybody sees of what they may work on.
const SEE: &[Right] = &[Right::SeeWorklist, Right::SearchDossiers, Right::SeeDossier];

/// The table. A role without a line may do nothing.
pub const TABLE: &[Line] = &[
    // At the desks of a centre. Receiving goes by centre and never by area: any centre receives (INT-02).
    line(
        Role::ReceptionOfficer,
        ReachKind::Receiving,
        &[
            Right::Submit,
            Right::Receive,
            Right::Accept,
            Right::Refuse,
            Right::AskSupplement,
            Right::AnswerSupplement,
            Right::KeepOriginals,
            Right::Charge,
            Right::SeePersons,
        ],
    ),
    line(Role::ReceptionOfficer, ReachKind::Receiving, SEE),
    // Who helped somebody at this centre may go on helping, whichever centre receives it (INT-03).
    line(
        Role::ReceptionOfficer,
        ReachKind::Helping,
        &[Right::Submit, Right::AnswerSupplement, Right::SeeDossier],
    ),
    line(
        Role::FrontDesk,
        ReachKind::Helping,
        &[Right::Submit, Right::AnswerSupplement, Right::SeeDossier],
    ),
    line(Role::FrontDesk, ReachKind::Receiving, &[Right::SeeFigures]),
    line(
        Role::DeliveryOfficer,
        ReachKind::Delivering,
        &[Right::Deliver, Right::Charge, Right::KeepOriginals],
    ),
    line(Role::DeliveryOfficer, ReachKind::Delivering, SEE),
    line(
        Role::CentreHead,
        ReachKind::Receiving,
        &[
            Right::Assign,
            Right::Charge,
            Right::KeepOriginals,
            Right::SeeFigures,
            Right::Delegate,
        ],
    ),
    line(Role::CentreHead, ReachKind::Receiving, SEE),
    line(Role::CentreHead, ReachKind::Delivering, SEE),
    // In the unit that decides.
    line(
        Role::HandlingOfficer,
        ReachKind::Handling,
        &[Right::Check, Right::Propose, Right::AskSupplement, Right::KeepOriginals],
    ),
    line(Role::HandlingOfficer, ReachKind::Handling, SEE),
    line(
        Role::HeadOfOffice,
        ReachKind::Handling,
        &[
            Right::Assign,
            Right::Check,
            Right::Propose,
            Right::AskSupplement,
            Right::Apologise,
            Right::Stop,
            Right::Initial,
            // What an office signs itself (household business); the step names the role.
            Right::Sign,
            Right::KeepOriginals,
            Right::SeeFigures,
            Right::Delegate,
        ],
    ),
    line(Role::HeadOfOffice, ReachKind::Handling, SEE),
    line(
        Role::Chair,
        ReachKind::Deciding,
        &[
            Right::Assign,
            Right::Initial,
            Right::Sign,
            Right::Apologise,
            Right::Stop,
            Right::SeeFigures,
            Right::Delegate,
        ],
    ),
    line(Role::Chair, ReachKind::Deciding, SEE),
    line(
        Role::ViceChair,
        ReachKind::Deciding,
        &[
            Right::Assign,
            Right::Initial,
            Right::Sign,
            Right::Apologise,
            Right::Stop,
            Right::SeeFigures,
        ],
    ),
    line(Role::ViceChair, ReachKind::Deciding, SEE),
    line(
        Role::RecordsClerk,
        ReachKind::Handling,
        &[Right::Issue, Right::KeepOriginals],
    ),
    line(Role::RecordsClerk, ReachKind::Handling, SEE),
    // For the province. None of these opens a dossier (IDN-06).
    line(Role::ControlOperator, ReachKind::Province, &[Right::SeeFigures]),
    line(
        Role::Administrator,
        ReachKind::Province,
        &[
            Right::ManageUnits,
            Right::ManageOfficers,
            Right::ManageAccounts,
            Right::ManageCatalogue,
            Right::SeeFigures,
        ],
    ),
    line(Role::Technician, ReachKind::Province, &[Right::Support]),
    line(Role::DataInspector, ReachKind::Province, &[Right::SeeLooks]),
];

/// What a person may do with what is their own, or what they may do for another.
pub const PERSON: &[Right] = &[
    Right::Submit,
    Right::AnswerSupplement,
    Right::Withdraw,
    Right::SeeWorklist,
    Right::SearchDossiers,
    Right::SeeDossier,
    Right::SeeLooks,
];

/// What another system can be given at all.
pub const CLIENT: &[Right] = &[
    Right::ActAsClient,
    Right::Submit,
    // At the one centre that its connection names, and only what it handed in itself (`dossier::accept`).
    Right::Accept,
    Right::AnswerSupplement,
    Right::Withdraw,
    Right::SeeDossier,
];
