//! Coming back from the identity provider.

use super::begin::{id_of, nonce, verifier};
use super::{Exchange, Identity, IdentityLevel, IdentityProvider, ProviderError, ReturnPath, SignInRequest};
use crate::secret::{Keys, Secret};
use crate::session::record::of_visitor;
use crate::session::{Beginning, Device, Holder, Session, SessionToken, Stage, VisitorToken};
use motcua_kernel::{Context, PersonId, Problem, SessionId, ThingId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;
use std::future::Future;
use uuid::Uuid;

/// What came with the browser.
#[derive(Debug, Clone)]
pub struct Returned {
    /// The `state` parameter.
    pub state: Secret,
    /// The `code` parameter, or the provider's `error`.
    pub code: Result<Secret, String>,
    /// The visitor cookie, if the browser has one.
    pub visitor: Option<VisitorToken>,
    /// The device.
    pub device: Device,
}

/// The room of persons, as far as a sign-in needs it.
pub trait Persons {
    /// Finds the person by subject or personal number, brings name, birth and residence up to date, or makes a new
    /// person; gives their id. Its own change set: done again it changes nothing.
    fn bring_up_to_date(
        &self,
        identity: &Identity,
        ctx: &Context,
    ) -> impl Future<Output = Result<PersonId, Problem>> + Send;
}

/// A new session. Set the cookie, then go on where the person was.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// For the cookie.
    pub token: SessionToken,
    /// The session.
    pub session: Session,
    /// Where the person was.
    pub return_to: ReturnPath,
    /// Whether the level is less than was asked for: then filing waits until the person has reached level 2.
    pub short_of_level: bool,
}

/// Signs in the person who came back.
///
/// # Errors
///
/// Fails if the way was not begun here or too long ago, another browser came back than left, the person gave up,
/// or the provider's answer does not prove who they are.
pub async fn finish(
    store: &Store,
    keys: &Keys,
    provider: &dyn IdentityProvider,
    persons: &impl Persons,
    returned: Returned,
    ctx: &Context,
) -> Result<SignedIn, FinishError> {
    let read = store.read().await?;
    let request = read
        .find::<SignInRequest>(id_of(&returned.state))
        .await?
        .ok_or(FinishError::Unknown)?;
    let return_to = request.return_to.clone();
    if ctx.now() >= request.ends_at {
        return Err(FinishError::Late { return_to });
    }
    // A link with somebody else's code must not sign this browser in as them.
    let Some(visitor) = returned.visitor.filter(|visitor| visitor.digest().is(&request.visitor)) else {
        return Err(FinishError::OtherBrowser { return_to });
    };
    let code = match returned.code {
        Ok(code) => code,
        Err(error) if error == "access_denied" => return Err(FinishError::GivenUp { return_to }),
        Err(error) => {
            return Err(FinishError::Provider {
                return_to,
                source: ProviderError::Refused(error),
            });
        }
    };
    let exchange = Exchange {
        code,
        nonce: nonce(keys, &returned.state),
        verifier: verifier(keys, &returned.state),
        now: ctx.now(),
    };
    let identity = match provider.identity(&exchange).await {
        Ok(identity) => identity,
        Err(source) => return Err(FinishError::Provider { return_to, source }),
    };
    let person = persons
        .bring_up_to_date(&identity, ctx)
        .await
        .map_err(FinishError::Person)?;

    let holder = Holder::Person {
        person,
        level: identity.level,
    };
    let beginning = Beginning {
        holder,
        place: request.place,
        stage: Stage::Open,
        device: returned.device,
        visitor,
    };
    let (session, token) = Session::begin(beginning, ctx);
    let mut set = ChangeSet::new(&crate::fresh(ctx));
    // Used once: of two that come back with the same state, one is stale.
    set.delete(&request);
    set.insert(&session);
    for earlier in store
        .read()
        .await?
        .all(of_visitor(session.visitor.as_str(), 10))
        .await?
    {
        set.delete(&earlier);
    }
    let facts = Began {
        session: session.id,
        person,
        level: identity.level,
    };
    set.journal(Event::new(
        ThingId::from(Uuid::from(session.id)),
        "session.began",
        &facts,
    ));
    store.commit(set).await?;
    Ok(SignedIn {
        token,
        session,
        return_to,
        short_of_level: identity.level < request.level,
    })
}

#[derive(Serialize)]
struct Began {
    session: SessionId,
    person: PersonId,
    level: IdentityLevel,
}

/// Why nobody was signed in. Where it is known, the person goes on where they were, and may try again.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    /// Not begun here, or used already.
    #[error("this sign-in was not begun here or was finished already: begin again")]
    Unknown,
    /// Begun too long ago.
    #[error("this sign-in took too long: begin again")]
    Late {
        /// Where the person was.
        return_to: ReturnPath,
    },
    /// Another browser than the one that left: a phone often opens the way back in its other browser.
    #[error("another browser came back than left: begin again in this one")]
    OtherBrowser {
        /// Where the person was.
        return_to: ReturnPath,
    },
    /// The person chose not to.
    #[error("the sign-in was given up at the identity provider")]
    GivenUp {
        /// Where the person was.
        return_to: ReturnPath,
    },
    /// The provider refuses, or proves nothing.
    #[error("the identity provider did not say who came")]
    Provider {
        /// Where the person was.
        return_to: ReturnPath,
        /// Why.
        source: ProviderError,
    },
    /// The person could not be brought up to date.
    #[error("the person who came back could not be brought up to date")]
    Person(#[source] Problem),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<FinishError> for Problem {
    fn from(error: FinishError) -> Self {
        match error {
            FinishError::Unknown
            | FinishError::Late { .. }
            | FinishError::OtherBrowser { .. }
            | FinishError::GivenUp { .. } => Self::new(codes::SIGN_IN_NEEDED).caused_by(error),
            FinishError::Provider { source, .. } => source.into(),
            FinishError::Person(problem) => problem,
            FinishError::Read(error) => error.into(),
            FinishError::Commit(error) => error.into(),
        }
    }
}
