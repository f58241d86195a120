//! Finding persons: by number, or by words inside scopes.

use super::record::{person_by_id_number, persons_by_id};
use super::{IdNumber, Person};
use motcua_kernel::{Context, PersonId, UnitId};
use motcua_store::{ChangeSet, Read, ReadError, Stored};
use uuid::Uuid;

/// The kind of entry in the search index.
const KIND: &str = "person";

/// The scope of those who may search the whole province.
pub const PROVINCE_SCOPE: &str = "province";

/// The scope of the officers at the counters of a unit: persons who were seen there.
pub fn unit_scope(unit: UnitId) -> String {
    format!("receiving:{}", Uuid::from(unit).simple())
}

/// Makes a person findable by name, number and telephone.
pub(super) fn index(set: &mut ChangeSet, person: &Person, ctx: &Context) {
    let units: Vec<String> = person.seen_at.iter().map(|unit| unit_scope(*unit)).collect();
    let mut scopes: Vec<&str> = units.iter().map(String::as_str).collect();
    scopes.push(PROVINCE_SCOPE);
    let mut words = person.name.value.clone();
    if let Some(number) = person.sure_number() {
        words.push(' ');
        words.push_str(number.as_str());
    }
    if let Some(phone) = &person.contact.phone {
        words.push(' ');
        words.push_str(&phone.value.local());
    }
    // Who stands for another is found, not the other.
    if person.replaced_by.is_some() {
        words.clear();
    }
    set.index(KIND, person.id, ctx.now(), &scopes, &words);
}

/// A person by id; who was replaced leads to the one that stands for them.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn find(read: &Read, id: PersonId) -> Result<Option<Stored<Person>>, ReadError> {
    match read.find::<Person>(id).await? {
        // Only an account of level 1 is replaced, and only by somebody who is not: one step is enough.
        Some(Stored {
            record: Person {
                replaced_by: Some(other),
                ..
            },
            ..
        }) => read.find::<Person>(other).await,
        found => Ok(found),
    }
}

/// The person with a number that somebody answers for. Keep a look before showing what was found.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn find_by_id_number(read: &Read, number: &IdNumber) -> Result<Option<Stored<Person>>, ReadError> {
    read.first(person_by_id_number(number.as_str())).await
}

/// Persons whose name, number or telephone has words that begin so, last seen first, and whether there are more.
///
/// `scopes` are what the table of rights gives the caller: [`PROVINCE_SCOPE`] or [`unit_scope`]s; without any,
/// nobody is found (IDN-08). Keep a look for each before showing them.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn search(
    read: &Read,
    scopes: &[String],
    words: &str,
    most: usize,
) -> Result<(Vec<Stored<Person>>, bool), ReadError> {
    let found = read.search(KIND, scopes, words, most).await?;
    if found.ids.is_empty() {
        return Ok((Vec::new(), false));
    }
    let ids: Vec<PersonId> = found.ids.into_iter().map(PersonId::from).collect();
    let mut persons = read.all(persons_by_id(&ids, ids.len() as i64)).await?;
    let place = |person: &Stored<Person>| ids.iter().position(|id| *id == person.id);
    persons.sort_by_key(place);
    Ok((persons, found.more))
}
