//! Other systems, as administrators see them: who is connected, opening another, giving tokens, closing. By the same
//! actions as `motcua client`.

pub(crate) mod close;
pub(crate) mod list;
pub(crate) mod open;
pub(crate) mod token;

use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Refusal, Visit};
use crate::desk::TokenPage;
use crate::parts::{Answer, Choice, Field, FieldKind};
use crate::{DeskPart, Words, paths};
use motcua_accounts::client::{Client, ClientError, renew};
use motcua_kernel::{ClientId, Context, Instant, Problem, codes};
use motcua_org::Right;
use motcua_org::rights::Subject;
use motcua_store::Stored;

/// Who looks after other systems.
const RIGHT: Right = Right::ManageAccounts;

/// How long a token counts: days, and the key of the words. The middle one unless somebody chooses.
const LIVES: [(i64, &str); 3] = [
    (90, "client-days-90"),
    (365, "client-days-365"),
    (730, "client-days-730"),
];
const USUAL: i64 = 365;

/// What a client may do: the right, its word in forms, and the key of the words.
const MAY: [(Right, &str, &str); 5] = [
    (Right::Submit, "submit", "client-may-submit"),
    (Right::Accept, "accept", "client-may-accept"),
    (Right::AnswerSupplement, "answer_supplement", "client-may-answer"),
    (Right::Withdraw, "withdraw", "client-may-withdraw"),
    (Right::SeeDossier, "see_dossier", "client-may-see"),
];

/// The officer, who has the right to look after other systems.
async fn seat(visit: &Visit) -> Result<Seat, Refusal> {
    let seat = Seat::take(visit).await?;
    seat.needs(visit, &[RIGHT])?;
    Ok(seat)
}

/// The client of an address, if the officer may know of it.
async fn find(visit: &Visit, seat: &Seat, id: &str) -> Result<Stored<Client>, Refusal> {
    let id: ClientId = visit.id(id)?;
    let found = seat
        .read
        .find::<Client>(id)
        .await
        .map_err(|error| visit.refuse(error))?;
    found
        .filter(|client| seat.rights.may(RIGHT, &Subject::of_unit(client.unit)))
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
}

/// The choice of how long a token counts.
fn life_field(w: Words, chosen: &str) -> Field {
    let options = LIVES
        .iter()
        .map(|(days, key)| Answer::new(days.to_string(), w.say(key), days.to_string() == chosen))
        .collect();
    let choice = FieldKind::Choice(Choice {
        options,
        several: false,
    });
    Field::new("ends_at", w.say("client-days"), choice).hint(w.say("client-days-hint"))
}

/// The end that was chosen, if one of the offered ones was.
fn end_of(posted: &Posted, now: Instant) -> Option<Instant> {
    let chosen = posted.get("ends_at");
    let (days, _) = LIVES.iter().find(|(days, _)| days.to_string() == chosen)?;
    Some(now.plus_seconds(days * 86_400))
}

/// Gives a token and shows it; a form that was sent before shows none.
async fn give(
    visit: &Visit,
    seat: &Seat,
    client: (ClientId, &str),
    until: Instant,
    ctx: &Context,
) -> Result<TokenPage, Refusal> {
    let (id, name) = client;
    let token = match renew(visit.app().store(), id, until, ctx).await {
        Ok(token) => Some(token.secret().reveal().to_owned()),
        Err(ClientError::Shown) => None,
        Err(error) => return Err(visit.refuse(error)),
    };
    Ok(TokenPage {
        w: visit.here.words,
        desk: seat.desk(visit, Some(DeskPart::Clients)),
        name: name.to_owned(),
        token,
        until,
        again: paths::desk_client_token(id),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_org::rights::table::CLIENT;

    #[test]
    fn the_page_offers_every_right_that_other_systems_can_have() {
        let offered: Vec<Right> = MAY.iter().map(|(right, ..)| *right).collect();
        for right in CLIENT.iter().filter(|right| **right != Right::ActAsClient) {
            assert!(offered.contains(right), "{right:?}");
        }
        assert_eq!(offered.len() + 1, CLIENT.len());
    }
}
