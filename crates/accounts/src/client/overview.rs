//! Every client at a glance: what it is connected for, until when it comes in, and who opened it.

use super::{Client, ClientUse, chain, list_clients};
use motcua_kernel::{Instant, OfficerId};
use motcua_org::connection::Connection;
use motcua_store::{Read, ReadError};

/// A client with what it is connected for, and how it came about.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The client.
    pub client: Client,
    /// What its tokens open.
    pub connection: Option<Connection>,
    /// Who opened it, and when: from the journal.
    pub opened: Option<Opened>,
    /// When it came in last, to the minute; never, if it has not.
    pub used_at: Option<Instant>,
}

/// Who opened a client, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// The officer; none for the program itself, at the command of whoever runs the machine.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Instant,
}

/// Where a client stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A token comes in until this moment.
    Open(Instant),
    /// None of its tokens comes in any more, or it never had one.
    NoToken,
    /// Closed since.
    Closed(Instant),
}

impl Client {
    /// Where it stands at a moment.
    pub fn standing(&self, now: Instant) -> Standing {
        if let Some(at) = self.closed_at {
            return Standing::Closed(at);
        }
        let ends = self.tokens.iter().map(|token| token.ends_at).filter(|end| now < *end);
        ends.max().map_or(Standing::NoToken, Standing::Open)
    }
}

/// All clients by name, closed ones too, so many at most.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn overview(read: &Read, most: i64) -> Result<Vec<Overview>, ReadError> {
    let mut all = Vec::new();
    for client in read.all(list_clients(most)).await? {
        let events = read.events(chain(client.id)).await?;
        let opened = events.first().map(|event| Opened {
            by: match event.actor() {
                ("officer", Some(id)) => Some(OfficerId::from(id)),
                _ => None,
            },
            at: event.happened_at,
        });
        let used = read.find::<ClientUse>(client.id).await?;
        let connection = read.find::<Connection>(client.id).await?;
        all.push(Overview {
            client: client.record,
            connection: connection.map(|connection| connection.record),
            opened,
            used_at: used.map(|used| used.at),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::super::BearerToken;
    use super::*;
    use motcua_kernel::{Actor, ClientId, Context, UnitId};

    #[test]
    fn a_client_stands_open_until_the_last_of_its_tokens_ends() {
        let now = Instant::from_micros(1_790_000_000_000_000);
        let ctx = Context::new(Actor::System, now);
        let id = ClientId::from_u128(1);
        let client = Client {
            id,
            name: "Kho dữ liệu".into(),
            unit: UnitId::from_u128(2),
            tokens: Vec::new(),
            closed_at: None,
        };
        assert_eq!(client.standing(now), Standing::NoToken);
        let (soon, late) = (now.plus_seconds(60), now.plus_seconds(90));
        let client = client.with_token(&BearerToken::make(id, &ctx), late, now).with_token(
            &BearerToken::make(id, &ctx),
            soon,
            now,
        );
        assert_eq!(client.standing(now), Standing::Open(late));
        assert_eq!(client.standing(late), Standing::NoToken);
        let closed = Client {
            closed_at: Some(soon),
            ..client
        };
        assert_eq!(closed.standing(now), Standing::Closed(soon));
    }
}
