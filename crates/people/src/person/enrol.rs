//! Keeps somebody who stands at a counter.

use super::learn::{Field, Said};
use super::record::person_by_id_number;
use super::search::index;
use super::up_to_date::TRIES;
use super::{IdNumber, PartialDate, Person, Phone, Sex, Source};
use crate::thing;
use motcua_kernel::{Actor, AreaId, Context, PersonId, Problem, UnitId, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// What the officer read, scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolAtCounter {
    /// Where it came from: card seen, chip read, or stated. Its officer is the one who acts.
    pub source: Source,
    /// The unit of the counter.
    pub unit: UnitId,
    /// The personal number; foreigners and the newborn have none.
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

/// Why nobody was kept.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// Only officers stand behind a counter, and each answers for what they read themselves.
    #[error("only the officer who saw the card can keep what stands on it; sign in as that officer")]
    NotTheOfficer,
    /// Without a name.
    #[error("a person needs a name; take it from the card")]
    Nameless,
    /// The number belongs to somebody with another name, and no card was seen.
    #[error("this number belongs to somebody with another name; compare the number, or look at the card")]
    OtherName {
        /// Whose number it is.
        person: PersonId,
    },
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<EnrolError> for Problem {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::NotTheOfficer => Self::new(codes::NOT_ALLOWED),
            EnrolError::Nameless => Self::new(codes::INVALID).field("name", "person-nameless"),
            // Whose number it is is not told to the page: the officer may not know them.
            EnrolError::OtherName { .. } => Self::new(codes::INVALID).field("id_number", "person-other-name"),
            EnrolError::Read(error) => error.into(),
            EnrolError::Commit(error) => error.into(),
        }
    }
}

/// Finds the person by number and brings them up to date, or keeps a new one; either way the unit's officers find
/// them from now on. Without a number it is always a new person.
///
/// Who may receive at a counter is the caller's question to the table of rights.
///
/// # Errors
///
/// Fails if another than the officer acts, the name is missing, a stated number belongs to another name, or the
/// store does not answer.
pub async fn enrol_at_counter(store: &Store, ask: EnrolAtCounter, ctx: &Context) -> Result<PersonId, EnrolError> {
    let (Source::CardSeen { officer } | Source::ChipRead { officer } | Source::Stated { officer }) = ask.source else {
        return Err(EnrolError::NotTheOfficer);
    };
    if ctx.actor() != Actor::Officer(officer) {
        return Err(EnrolError::NotTheOfficer);
    }
    let (source, unit) = (ask.source, ask.unit);
    let said = said(ask);
    if said.name.is_empty() {
        return Err(EnrolError::Nameless);
    }
    let id: PersonId = ctx.id();
    let mut tries = 1;
    loop {
        match try_once(store, said.clone(), source, unit, id, ctx).await {
            // Another counter, or the person's own sign-in, was faster: decide again with what it kept.
            Err(EnrolError::Commit(CommitError::Stale { .. } | CommitError::Taken { .. })) if tries < TRIES => {
                tries += 1;
            }
            done => return done,
        }
    }
}

async fn try_once(
    store: &Store,
    said: Said,
    source: Source,
    unit: UnitId,
    id: PersonId,
    ctx: &Context,
) -> Result<PersonId, EnrolError> {
    let read = store.read().await?;
    // The same form sent twice: without a number nothing else tells that this person was kept by the first.
    if read.was_applied(ctx.change()).await? && read.find::<Person>(id).await?.is_some() {
        return Ok(id);
    }
    let known = match &said.id_number {
        Some(number) => read.first(person_by_id_number(number.as_str())).await?,
        None => None,
    };
    drop(read);

    let mut set = ChangeSet::new(ctx);
    let Some(known) = known else {
        let mut person = Person::unknown(id, said.name.clone(), source, ctx.now());
        person.learn(said, source, ctx.now());
        person.seen_at.insert(unit);
        let facts = Enrolled {
            unit,
            has_number: person.id_number.is_some(),
        };
        set.insert(&person)
            .journal(Event::new(thing(person.id), "person.enrolled", &facts));
        index(&mut set, &person, ctx);
        store.commit(set).await?;
        return Ok(person.id);
    };
    if matches!(source, Source::Stated { .. }) && text::fold(&said.name) != text::fold(&known.name.value) {
        return Err(EnrolError::OtherName { person: known.id });
    }
    let mut person = known.record.clone();
    let mut changed = person.learn(said, source, ctx.now());
    if person.seen_at.insert(unit) {
        changed.push(Field::SeenAt);
    }
    if changed.is_empty() {
        return Ok(person.id);
    }
    let facts = Seen { unit, fields: &changed };
    set.update(&known.with(person.clone()))
        .journal(Event::new(thing(person.id), "person.seen", &facts));
    index(&mut set, &person, ctx);
    store.commit(set).await?;
    Ok(person.id)
}

fn said(ask: EnrolAtCounter) -> Said {
    Said {
        id_number: ask.id_number,
        name: ask.name,
        born: ask.born,
        sex: ask.sex,
        ethnicity: ask.ethnicity,
        nationality: ask.nationality,
        address: ask.address,
        area: ask.area,
        phone: ask.phone,
    }
    .cleaned()
}

#[derive(Serialize)]
struct Enrolled {
    unit: UnitId,
    has_number: bool,
}

#[derive(Serialize)]
struct Seen<'a> {
    unit: UnitId,
    fields: &'a [Field],
}
