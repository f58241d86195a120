//! Invented organisations. Their tax codes are examples; nobody is meant.

use super::{Enter, OrganisationKind};
use crate::person::Residence;
use motcua_kernel::{AreaId, PersonId};

fn seat(as_written: &str, area: Option<AreaId>) -> Option<Residence> {
    Some(Residence {
        as_written: as_written.to_owned(),
        area,
        confirmed: area.is_some(),
    })
}

/// A company that repairs boats.
pub fn boatyard(represented_by: Option<PersonId>, area: Option<AreaId>) -> Enter {
    Enter {
        kind: OrganisationKind::Enterprise,
        name: "Công ty TNHH Sửa chữa tàu thuyền Sóng Biếc".to_owned(),
        tax_code: Some("5700123454".parse().expect("a code with its check digit")),
        seat: seat("Số 18, Khu 4, Phường Bãi Cháy, Quảng Ninh", area),
        represented_by,
        phone: Some("02033825678".parse().expect("a fixed line")),
    }
}

/// A household that sells noodles, whose code is the owner's personal number.
pub fn noodles(owner: PersonId, area: Option<AreaId>) -> Enter {
    Enter {
        kind: OrganisationKind::HouseholdBusiness,
        name: "Hộ kinh doanh Bún bề bề Cô Cúc".to_owned(),
        tax_code: Some("022188007890".parse().expect("twelve digits")),
        seat: seat("Khu 7, Vân Đồn, Quảng Ninh", area),
        represented_by: Some(owner),
        phone: None,
    }
}
