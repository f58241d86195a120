//! Opening and closing clients, and giving them tokens.

use super::{BearerToken, Client, chain};
use motcua_kernel::text::clean_line;
use motcua_kernel::{ClientId, Context, Instant, Problem, UnitId, codes};
use motcua_org::connection::{Connection, SourceName};
use motcua_org::rights::load::load_actor;
use motcua_org::rights::table::CLIENT;
use motcua_org::rights::{Refused, Right, Subject};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Store};
use serde::Serialize;

/// Days that a token lasts at most: what nobody has looked at for two years is asked for again.
pub const LONGEST_TOKEN_DAYS: i64 = 730;
/// Letters of a name at most.
const MOST_LETTERS: usize = 100;

/// What a new client begins with.
#[derive(Debug, Clone)]
pub struct NewClient {
    /// What administrators call it.
    pub name: String,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What it may do, of what other systems can be given at all; to call the API at all is given to each.
    pub rights: Vec<Right>,
    /// The one source that it speaks for; none for a system that hands nothing in.
    pub source: Option<SourceName>,
    /// The centre in whose name it receives what it handed in itself.
    pub receives_at: Option<UnitId>,
    /// The highest level of identity that it may vouch for, 0 to 2.
    pub vouches_for: u8,
}

/// Opens a client without a token; [`renew`] gives it one.
///
/// # Errors
///
/// Fails if the name is empty or taken, the source is another client's, a right or level is not for clients, or a
/// right misses what it is about: handing in the source, receiving the centre.
pub async fn open(store: &Store, new: NewClient, ctx: &Context) -> Result<ClientId, ClientError> {
    let name = clean_line(&new.name);
    if name.is_empty() {
        return Err(ClientError::NoName);
    }
    if name.chars().count() > MOST_LETTERS {
        return Err(ClientError::LongName);
    }
    if let Some(right) = new.rights.iter().find(|right| !CLIENT.contains(right)) {
        return Err(ClientError::NotForClients(*right));
    }
    if new.vouches_for > 2 {
        return Err(ClientError::NoSuchLevel(new.vouches_for));
    }
    if new.rights.contains(&Right::Submit) && new.source.is_none() {
        return Err(ClientError::NoSource);
    }
    if new.rights.contains(&Right::Accept) && new.receives_at.is_none() {
        return Err(ClientError::NoCentre);
    }
    let mut rights = new.rights;
    rights.push(Right::ActAsClient);
    rights.sort_unstable();
    rights.dedup();
    require(&store.read().await?, new.unit, ctx).await?;
    let id: ClientId = ctx.id();
    let client = Client {
        id,
        name: name.clone(),
        unit: new.unit,
        tokens: Vec::new(),
        closed_at: None,
    };
    let connection = Connection {
        client: id,
        source: new.source,
        rights,
        receives_at: new.receives_at,
        vouches_for: new.vouches_for,
        closed_at: None,
    };
    let mut set = ChangeSet::new(ctx);
    set.insert(&client).insert(&connection);
    let facts = Opened {
        unit: client.unit,
        rights: &connection.rights,
        source: connection.source.as_ref(),
        receives_at: connection.receives_at,
        vouches_for: connection.vouches_for,
    };
    set.journal(Event::new(chain(id), "client.opened", &facts));
    match store.commit(set).await {
        Ok(_) => Ok(id),
        Err(CommitError::Taken { key, .. }) if key == "source" => Err(ClientError::SourceTaken),
        Err(CommitError::Taken { .. }) => Err(ClientError::NameTaken(name)),
        Err(error) => Err(error.into()),
    }
}

/// Gives a client a new token, to be shown once. The one before still counts until its end or the next token.
///
/// # Errors
///
/// Fails if there is no such client, it is closed, the end is past or too far away, or the same form was sent before:
/// its token was shown then.
pub async fn renew(
    store: &Store,
    client: ClientId,
    ends_at: Instant,
    ctx: &Context,
) -> Result<BearerToken, ClientError> {
    let read = store.read().await?;
    let stored = read
        .find::<Client>(client)
        .await?
        .ok_or(ClientError::NoSuchClient(client))?;
    require(&read, stored.unit, ctx).await?;
    if stored.closed_at.is_some() {
        return Err(ClientError::Closed(client));
    }
    if ends_at <= ctx.now() {
        return Err(ClientError::Over);
    }
    if ends_at > ctx.now().plus_seconds(LONGEST_TOKEN_DAYS * 86_400) {
        return Err(ClientError::TooLong);
    }
    let token = BearerToken::make(client, ctx);
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(stored.record.clone().with_token(&token, ends_at, ctx.now())));
    set.journal(Event::new(chain(client), "client.token_issued", &Issued { ends_at }));
    if store.commit(set).await?.repeated {
        return Err(ClientError::Shown);
    }
    Ok(token)
}

/// Closes a client: none of its tokens counts any more.
///
/// # Errors
///
/// Fails if there is no such client or it is closed already.
pub async fn close(store: &Store, client: ClientId, ctx: &Context) -> Result<(), ClientError> {
    let read = store.read().await?;
    let stored = read
        .find::<Client>(client)
        .await?
        .ok_or(ClientError::NoSuchClient(client))?;
    require(&read, stored.unit, ctx).await?;
    if stored.closed_at.is_some() {
        return Err(ClientError::Closed(client));
    }
    let closed = Client {
        tokens: Vec::new(),
        closed_at: Some(ctx.now()),
        ..stored.record.clone()
    };
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(closed));
    if let Some(connection) = read.find::<Connection>(client).await? {
        let ended = Connection {
            closed_at: Some(ctx.now()),
            ..connection.record.clone()
        };
        set.update(&connection.with(ended));
    }
    set.journal(Event::new(chain(client), "client.closed", &Closed {}));
    store.commit(set).await?;
    Ok(())
}

async fn require(read: &Read, unit: UnitId, ctx: &Context) -> Result<(), ClientError> {
    let rights = load_actor(read, ctx.actor(), ctx.now()).await?;
    rights.require(Right::ManageAccounts, &Subject::of_unit(unit))?;
    Ok(())
}

#[derive(Serialize)]
struct Opened<'a> {
    unit: UnitId,
    rights: &'a [Right],
    source: Option<&'a SourceName>,
    receives_at: Option<UnitId>,
    vouches_for: u8,
}

#[derive(Serialize)]
struct Issued {
    ends_at: Instant,
}

#[derive(Serialize)]
struct Closed {}

/// Why a client stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// There is none.
    #[error("there is no client {0}")]
    NoSuchClient(ClientId),
    /// Closed for good.
    #[error("client {0} is closed: open another one")]
    Closed(ClientId),
    /// Nothing to call it by.
    #[error("a client needs a name")]
    NoName,
    /// More letters than a name has.
    #[error("a client's name has at most {MOST_LETTERS} letters")]
    LongName,
    /// Another has the name.
    #[error("another client is called {0}")]
    NameTaken(String),
    /// Another client speaks for the source.
    #[error("another client speaks for this source: close it first, or choose another source")]
    SourceTaken,
    /// The levels are 0, 1 and 2.
    #[error("there is no level {0} of identity: choose 0, 1 or 2")]
    NoSuchLevel(u8),
    /// Handing in for nobody.
    #[error("a client that hands in speaks for a source: name it")]
    NoSource,
    /// Receiving for nobody.
    #[error("a client that receives does it in the name of a centre: name it")]
    NoCentre,
    /// An end that is past.
    #[error("a token ends in the future")]
    Over,
    /// An end that nobody will remember.
    #[error("a token lasts at most {LONGEST_TOKEN_DAYS} days")]
    TooLong,
    /// A right that no other system has.
    #[error("the right {0:?} is not one that another system can be given")]
    NotForClients(Right),
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The same form came twice.
    #[error("this form was sent before and its token shown then: ask for another token")]
    Shown,
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<ClientError> for Problem {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::NoSuchClient(_) => Self::new(codes::NOT_FOUND),
            ClientError::Closed(_) | ClientError::Shown => Self::new(codes::WRONG_STATE),
            ClientError::NoName => Self::new(codes::INVALID).field("name", "client-name-missing"),
            ClientError::LongName => Self::new(codes::INVALID).field("name", "client-name-too-long"),
            ClientError::NameTaken(_) => Self::new(codes::TAKEN).field("name", "client-name-taken"),
            ClientError::SourceTaken => Self::new(codes::TAKEN).field("source", "client-source-taken"),
            ClientError::NoSuchLevel(_) => Self::new(codes::INVALID).field("vouches_for", "client-no-such-level"),
            ClientError::NoSource => Self::new(codes::INVALID).field("source", "client-source-missing"),
            ClientError::NoCentre => Self::new(codes::INVALID).field("receives_at", "client-centre-missing"),
            ClientError::TooLong => Self::new(codes::INVALID).field("ends_at", "token-end-too-far"),
            ClientError::Over => Self::new(codes::INVALID).field("ends_at", "token-end-past"),
            ClientError::NotForClients(_) => Self::new(codes::INVALID).field("rights", "right-not-for-clients"),
            ClientError::Refused(refused) => refused.into(),
            ClientError::Read(error) => error.into(),
            ClientError::Commit(error) => error.into(),
        }
    }
}
