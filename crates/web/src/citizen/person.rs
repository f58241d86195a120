//! What the rooms of accounts, persons, forms and dossiers call a person, and how one becomes the other.

use super::behalf::party_of;
use crate::app::{Refusal, Visit};
use motcua_accounts::citizen::{self, IdentityLevel, Persons};
use motcua_catalog::form;
use motcua_dossier::Party;
use motcua_kernel::{Context, Instant, PersonId, Problem, codes};
use motcua_org::Directory;
use motcua_people::person::{self, Claims, Level, Person, Sex, bring_up_to_date};
use motcua_store::{Read, Store};

/// The room of persons, for a sign-in.
pub(crate) struct PersonsRoom<'a> {
    pub(crate) store: &'a Store,
    pub(crate) directory: &'a Directory,
}

impl Persons for PersonsRoom<'_> {
    async fn bring_up_to_date(&self, identity: &citizen::Identity, ctx: &Context) -> Result<PersonId, Problem> {
        let claims = claims(identity, self.directory, ctx.now());
        Ok(bring_up_to_date(self.store, claims, ctx).await?)
    }
}

/// What the provider said, in the words of the room of persons. What that room does not take for a number or a
/// telephone is as if it had not been said: a sign-in is not refused for it.
fn claims(identity: &citizen::Identity, directory: &Directory, now: Instant) -> Claims {
    let area = identity
        .address
        .as_deref()
        .and_then(|address| area_of(directory, address, now));
    Claims {
        subject: identity.subject.clone(),
        level: match identity.level {
            IdentityLevel::One => Level::One,
            IdentityLevel::Two => Level::Two,
        },
        id_number: identity
            .id_number
            .as_ref()
            .and_then(|number| number.as_str().parse().ok()),
        name: identity.name.clone(),
        born: identity.born_on.map(Into::into),
        sex: identity.sex.map(|sex| match sex {
            citizen::Sex::Female => Sex::Female,
            citizen::Sex::Male => Sex::Male,
        }),
        ethnicity: None,
        nationality: None,
        address: identity.address.clone(),
        area,
        phone: identity.phone.as_deref().and_then(|phone| phone.parse().ok()),
    }
}

/// The one area of today that an address lies in, where there is no doubt.
pub(crate) fn area_of(directory: &Directory, address: &str, now: Instant) -> Option<motcua_kernel::AreaId> {
    let mapped = directory.places().map_address(address, now, None);
    mapped.first()?.place.certain().map(|area| area.id)
}

/// The signed-in citizen, read whole.
pub(crate) struct Own {
    pub(crate) person: Person,
    pub(crate) level: IdentityLevel,
}

/// Reads the signed-in citizen. Their own data: no look is kept.
///
/// # Errors
///
/// Fails as `sign-in-needed` if nobody is signed in.
pub(crate) async fn own(visit: &Visit, read: &Read) -> Result<Own, Refusal> {
    let signed_in = visit.person()?;
    let person = read
        .find::<Person>(signed_in.id)
        .await
        .map_err(|error| visit.refuse(error))?
        .ok_or_else(|| visit.refuse(Problem::new(codes::SIGN_IN_NEEDED)))?;
    Ok(Own {
        person: person.record,
        level: signed_in.level,
    })
}

impl Own {
    /// Who: for drafts, rights and parties.
    pub(crate) const fn id(&self) -> PersonId {
        self.person.id
    }

    /// The level as dossiers keep it.
    pub(crate) const fn level_number(&self) -> u8 {
        match self.level {
            IdentityLevel::One => 1,
            IdentityLevel::Two => 2,
        }
    }

    /// As they stand on a dossier.
    pub(crate) fn party(&self) -> Party {
        party_of(&self.person)
    }

    /// The first values of forms. Only what was proven goes in as the identity's: what somebody once typed does not
    /// become official by being filled in again.
    pub(crate) fn identity(&self, directory: &Directory) -> form::Identity {
        let person = &self.person;
        let unit = |area| directory.places().find(area).map(|area| area.code.clone());
        form::Identity {
            name: person.name.value.clone(),
            id_number: person.id_number.as_ref().map(|number| number.value.as_str().to_owned()),
            born_on: person.born.as_ref().map(|born| born.value.to_string()),
            sex: person.sex.as_ref().map(|sex| match sex.value {
                Sex::Male => form::Sex::Male,
                Sex::Female => form::Sex::Female,
            }),
            ethnicity: person.ethnicity.as_ref().map(|said| said.value.clone()),
            nationality: person.nationality.as_ref().map(|said| said.value.clone()),
            residence: person.residence.as_ref().map(|residence| form::Residence {
                text: residence.value.as_written.clone(),
                unit: residence.value.area.and_then(unit),
            }),
            phone: person.contact.phone.as_ref().map(|phone| national(&phone.value)),
            email: None,
        }
    }
}

/// A telephone as people here write it.
fn national(phone: &person::Phone) -> String {
    at_home(phone.as_str())
}

/// A telephone number as people here write it: `0912…` for `+84912…`.
pub(super) fn at_home(phone: &str) -> String {
    match phone.strip_prefix("+84") {
        Some(rest) => format!("0{rest}"),
        None => phone.to_owned(),
    }
}
