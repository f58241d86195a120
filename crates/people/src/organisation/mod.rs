//! Organisations, enterprises and household businesses, as an officer entered them from their certificate.

mod amend;
mod enter;
pub mod record;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
mod tax_code;

pub use amend::{Amend, AmendError, amend};
pub use enter::{Enter, EnterError, enter};
pub use tax_code::{TaxCode, TaxCodeError};

use crate::person::{Phone, Residence};
use motcua_kernel::{OfficerId, OrganisationId, PersonId};
use motcua_store::{Read, ReadError, Stored};
use serde::{Deserialize, Serialize};

/// What kind of body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// An association, a school, an office of the state (tổ chức).
    Organisation,
    /// A company (doanh nghiệp).
    Enterprise,
    /// A household that does business (hộ kinh doanh).
    HouseholdBusiness,
}

impl OrganisationKind {
    /// Whether a body of this kind can have such a tax code: the personal number is one for household businesses
    /// only, which keep a ten-digit code from before July 2025 as well.
    pub const fn fits(self, code: &TaxCode) -> bool {
        match (self, code) {
            (Self::Organisation | Self::Enterprise, TaxCode::Personal(_)) => false,
            (Self::HouseholdBusiness, TaxCode::Branch(..)) => false,
            (Self::Organisation | Self::Enterprise, TaxCode::Organisation(_) | TaxCode::Branch(..))
            | (Self::HouseholdBusiness, TaxCode::Organisation(_) | TaxCode::Personal(_)) => true,
        }
    }
}

/// A body that can be an applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The id.
    pub id: OrganisationId,
    /// What kind of body it is.
    pub kind: OrganisationKind,
    /// The full name.
    pub name: String,
    /// The tax code; a body that is being founded has none yet.
    pub tax_code: Option<TaxCode>,
    /// Where its office is.
    pub seat: Option<Residence>,
    /// Who represents it by law (IDN-03: a person's signature is not the body's will without that).
    pub represented_by: Option<PersonId>,
    /// The telephone.
    pub phone: Option<Phone>,
    /// The officer who last compared it with the certificate.
    pub checked_by: OfficerId,
}

/// The organisation with a tax code.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn find_by_tax_code(read: &Read, code: &TaxCode) -> Result<Option<Stored<Organisation>>, ReadError> {
    read.first(record::organisation_by_tax_code(&code.to_string())).await
}

/// The organisations that a person represents by law, by name, at most `most`.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn represented_by(read: &Read, person: PersonId, most: i64) -> Result<Vec<Stored<Organisation>>, ReadError> {
    read.all(record::organisations_of(person, most)).await
}
