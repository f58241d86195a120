//! Ending letters by the link in one of them: no account, one press.
//!
//! The link names the notice. Its id follows from message and person, which nobody guesses, and stands in no address but
//! this one and the receiver's own inbox. All it can do is end letters to the address that the letter went to.

use crate::Notice;
use motcua_kernel::{Context, NoticeId};
use motcua_people::person::{EmailAddress, EmailError, Person, leave_letters};
use motcua_store::{Read, ReadError, Store};

/// Where the letter of a notice went, if letters still go there.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn letters_of(read: &Read, id: NoticeId) -> Result<Option<EmailAddress>, ReadError> {
    let Some(notice) = read.find::<Notice>(id).await? else {
        return Ok(None);
    };
    let Some((to, _)) = notice.mail.to() else {
        return Ok(None);
    };
    let person = read.find::<Person>(notice.person).await?;
    let goes_there =
        person.is_some_and(|person| person.contact.email.as_ref().is_some_and(|email| email.address == *to));
    Ok(goes_there.then(|| to.clone()))
}

/// Ends letters to the address that the letter of this notice went to. Ended already, or never begun, it does nothing.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn leave(store: &Store, id: NoticeId, ctx: &Context) -> Result<(), EmailError> {
    let read = store.read().await?;
    let Some(notice) = read.find::<Notice>(id).await? else {
        return Ok(());
    };
    drop(read);
    match notice.mail.to() {
        Some((to, _)) => leave_letters(store, notice.person, to, ctx).await,
        None => Ok(()),
    }
}
