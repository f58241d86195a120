//! The shell of a citizen's page, with the name of whoever is signed in.

use crate::app::{Refusal, Visit};
use crate::{MOST_UNREAD, Part, Shell};
use motcua_kernel::Actor;
use motcua_notice::record::unread_count;
use motcua_people::person::Person;
use motcua_store::Read;

/// The shell of a page of this visit.
pub(super) async fn shell(visit: &Visit, read: &Read, part: Option<Part>) -> Result<Shell, Refusal> {
    let Actor::Person(id) = visit.ctx.actor() else {
        return Ok(visit.shell(part, None));
    };
    let person = read.find::<Person>(id).await.map_err(|error| visit.refuse(error))?;
    let name = person.map(|person| person.record.name.value);
    let most = i64::from(MOST_UNREAD) + 1;
    let unread = read.first(unread_count(id, most)).await;
    let unread = unread.map_err(|error| visit.refuse(error))?.map_or(0, |(count,)| count);
    Ok(visit
        .shell(part, name.as_deref())
        .with_unread(u32::try_from(unread).unwrap_or(0)))
}
