//! The line of authority above a signature. It follows from position and delegation and is never typed.

use crate::position::Role;

/// In whose name somebody signs (NĐ 30/2020/NĐ-CP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorityLine {
    /// TM.: on behalf of the committee as a body.
    OnBehalf,
    /// KT.: the deputy for the head.
    ForTheHead,
    /// TL.: an office by order of the head.
    ByOrder,
    /// TUQ.: by a delegation with a deed.
    ByDelegation,
    /// Q.: for the time being.
    Acting,
    /// Nothing stands before the title: the head signs for their own body.
    None,
}

/// The line for who signs, given the role, whether they sign by delegation, and whether only for the time being.
///
/// Gives none for roles that never sign.
pub const fn authority_line(role: Role, delegated: bool, acting: bool, own_matter: bool) -> Option<AuthorityLine> {
    if delegated {
        return Some(AuthorityLine::ByDelegation);
    }
    match role {
        Role::Chair if acting => Some(AuthorityLine::Acting),
        Role::Chair => Some(AuthorityLine::OnBehalf),
        Role::ViceChair => Some(AuthorityLine::ForTheHead),
        Role::HeadOfOffice | Role::CentreHead if acting => Some(AuthorityLine::Acting),
        Role::HeadOfOffice | Role::CentreHead if own_matter => Some(AuthorityLine::None),
        Role::HeadOfOffice | Role::CentreHead => Some(AuthorityLine::ByOrder),
        Role::FrontDesk
        | Role::ReceptionOfficer
        | Role::DeliveryOfficer
        | Role::HandlingOfficer
        | Role::RecordsClerk
        | Role::ControlOperator
        | Role::Administrator
        | Role::Technician
        | Role::DataInspector => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_follows_position_and_delegation() {
        assert_eq!(
            authority_line(Role::Chair, false, false, true),
            Some(AuthorityLine::OnBehalf)
        );
        assert_eq!(
            authority_line(Role::ViceChair, false, false, true),
            Some(AuthorityLine::ForTheHead)
        );
        assert_eq!(
            authority_line(Role::HandlingOfficer, true, false, true),
            Some(AuthorityLine::ByDelegation)
        );
        assert_eq!(
            authority_line(Role::HeadOfOffice, false, false, false),
            Some(AuthorityLine::ByOrder)
        );
        assert_eq!(authority_line(Role::Technician, false, false, true), None);
    }
}
