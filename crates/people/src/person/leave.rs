//! Ending letters by the link that stands in each of them (RFC 8058): without signing in, by whoever holds the letter.

use super::{Channel, EmailAddress, EmailError, Person};
use crate::thing;
use motcua_kernel::{Context, PersonId};
use motcua_store::{ChangeSet, Event, Store};

/// Sends no more letters to an address, if it is still the person's. Notices stay on the page.
///
/// That the letter was theirs is the caller's to know: nothing is given away, and nothing but letters ends.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn leave_letters(
    store: &Store,
    id: PersonId,
    address: &EmailAddress,
    ctx: &Context,
) -> Result<(), EmailError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let Some(known) = read.find::<Person>(id).await? else {
        return Ok(());
    };
    drop(read);
    if !known
        .contact
        .email
        .as_ref()
        .is_some_and(|email| email.address == *address)
    {
        return Ok(());
    }
    let mut person = known.record.clone();
    person.contact.email = None;
    if person.contact.prefers == Channel::Email {
        person.contact.prefers = Channel::Page;
    }
    let mut set = ChangeSet::new(ctx);
    set.update(&known.with(person))
        .journal(Event::new(thing(id), "person.email_forgotten", &()));
    store.commit(set).await?;
    Ok(())
}
