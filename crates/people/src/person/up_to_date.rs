//! Brings a person up to date when they sign in.

use super::learn::{Field, Said};
use super::record::{person_by_id_number, person_by_subject};
use super::search::index;
use super::{IdNumber, Level, PartialDate, Person, Phone, Sex, Source};
use crate::thing;
use motcua_kernel::{AreaId, ChangeId, Code, Context, PersonId, Problem};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};
use serde::Serialize;

/// What the identity provider says of who signed in. What it does not say is absent and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The provider's own name for the person; never empty.
    pub subject: String,
    /// The level of this sign-in.
    pub level: Level,
    /// The personal number.
    pub id_number: Option<IdNumber>,
    /// The full name, family name first.
    pub name: String,
    /// The day of birth.
    pub born: Option<PartialDate>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The ethnicity.
    pub ethnicity: Option<String>,
    /// The nationality.
    pub nationality: Option<String>,
    /// The residence as one line.
    pub address: Option<String>,
    /// The area that the caller told from the address.
    pub area: Option<AreaId>,
    /// The telephone.
    pub phone: Option<Phone>,
}

/// Why a person could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum UpToDateError {
    /// The claims name nobody.
    #[error("the identity provider gave no subject or no name; sign in again")]
    Nameless,
    /// Subject and number belong to two persons with lives of their own.
    #[error("the account belongs to one person and its number to another; an officer has to look at both")]
    TwoPersons {
        /// The person of the subject.
        by_subject: PersonId,
        /// The person of the number.
        by_number: PersonId,
    },
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// The account's subject and number belong to two persons. See `docs/errors/two-persons.md`.
pub const TWO_PERSONS: Code = Code::new("two-persons", 409);

impl From<UpToDateError> for Problem {
    fn from(error: UpToDateError) -> Self {
        match error {
            UpToDateError::Nameless => Self::new(motcua_kernel::codes::SIGN_IN_NEEDED).caused_by(error),
            UpToDateError::TwoPersons { .. } => Self::new(TWO_PERSONS).caused_by(error),
            UpToDateError::Read(error) => error.into(),
            UpToDateError::Commit(error) => error.into(),
        }
    }
}

/// How often somebody else may be faster: two browsers of one person that come back at the same time.
pub(super) const TRIES: u32 = 4;

/// Finds the person by subject or, at level 2, by personal number, and brings them up to date; or keeps a new one.
///
/// A change set of its own, whose id follows from the context's: the same request again changes nothing, and so does
/// a sign-in that says nothing new. At level 1 the number leads to nobody: it was not compared face to face, and it
/// stands on every copy of a card. When that account reaches level 2 and the number belongs to somebody known at a
/// counter or by an account of before, this account moves to them.
///
/// # Errors
///
/// Fails if the claims name nobody, subject and number belong to two persons, or the store does not answer.
pub async fn bring_up_to_date(store: &Store, claims: Claims, ctx: &Context) -> Result<PersonId, UpToDateError> {
    let change: ChangeId = ctx.id();
    let mut tries = 1;
    loop {
        let own = Context::for_change(ctx.actor(), ctx.now(), change).with_request(ctx.request());
        match try_once(store, claims.clone(), &own).await {
            Err(UpToDateError::Commit(CommitError::Stale { .. } | CommitError::Taken { .. })) if tries < TRIES => {
                tries += 1;
            }
            done => return done,
        }
    }
}

async fn try_once(store: &Store, claims: Claims, ctx: &Context) -> Result<PersonId, UpToDateError> {
    let Claims { subject, level, .. } = claims.clone();
    let said = said(claims);
    if subject.is_empty() || said.name.is_empty() {
        return Err(UpToDateError::Nameless);
    }
    let read = store.read().await?;
    let by_subject = read.first(person_by_subject(&subject)).await?;
    let by_number = match (&said.id_number, level) {
        (Some(number), Level::Two) => read.first(person_by_id_number(number.as_str())).await?,
        (Some(_), Level::One) | (None, _) => None,
    };
    drop(read);

    let source = Source::SignedIn { level };
    let mut set = ChangeSet::new(ctx);
    let known = match (by_subject, by_number) {
        (Some(account), Some(holder)) if account.id != holder.id => {
            if account.sure_number().is_some() {
                return Err(UpToDateError::TwoPersons {
                    by_subject: account.id,
                    by_number: holder.id,
                });
            }
            give_up_account(&mut set, &account, holder.id, ctx);
            Some(holder)
        }
        (Some(known), _) | (None, Some(known)) => Some(known),
        (None, None) => None,
    };
    let Some(known) = known else {
        let mut person = Person::unknown(ctx.id(), said.name.clone(), source, ctx.now());
        person.learn(said, source, ctx.now());
        person.subject = Some(subject);
        person.level = Some(level);
        set.insert(&person);
        set.journal(Event::new(
            thing(person.id),
            "person.signed_in_first",
            &FirstSignedIn { level },
        ));
        index(&mut set, &person, ctx);
        store.commit(set).await?;
        return Ok(person.id);
    };

    let mut person = known.record.clone();
    let mut changed = person.learn(said, source, ctx.now());
    // A person whose account was made anew has another subject; at level 2 the number proves that it is them.
    if person.subject.as_ref() != Some(&subject) {
        person.subject = Some(subject);
        changed.push(Field::Subject);
    }
    if person.level < Some(level) {
        person.level = Some(level);
        changed.push(Field::Level);
    }
    if changed.is_empty() {
        return Ok(person.id);
    }
    set.update(&known.with(person.clone()));
    set.journal(Event::new(
        thing(person.id),
        "person.updated",
        &Updated {
            fields: &changed,
            level,
        },
    ));
    index(&mut set, &person, ctx);
    store.commit(set).await?;
    Ok(person.id)
}

/// An account of level 1 could not file anything, so nothing but drafts stays behind.
fn give_up_account(set: &mut ChangeSet, account: &Stored<Person>, holder: PersonId, ctx: &Context) {
    let mut left = account.record.clone();
    left.subject = None;
    left.replaced_by = Some(holder);
    set.update(&account.with(left.clone()));
    set.journal(Event::new(thing(left.id), "person.replaced", &Replaced { by: holder }));
    index(set, &left, ctx);
}

fn said(claims: Claims) -> Said {
    Said {
        id_number: claims.id_number,
        name: claims.name,
        born: claims.born,
        sex: claims.sex,
        ethnicity: claims.ethnicity,
        nationality: claims.nationality,
        address: claims.address,
        area: claims.area,
        phone: claims.phone,
    }
    .cleaned()
}

#[derive(Serialize)]
struct FirstSignedIn {
    level: Level,
}

#[derive(Serialize)]
struct Updated<'a> {
    fields: &'a [Field],
    level: Level,
}

#[derive(Serialize)]
struct Replaced {
    by: PersonId,
}
