//! Sends what waits in the outbox: in order, under a lease, again and again with growing pauses, and given up as a
//! dead letter when there is no hope.
//!
//! A message may be sent twice: a program can stop between sending and noting. So every effect has an id that follows
//! from the message: a notice is told once, a letter keeps its Message-ID.

use crate::TurnError;
use crate::dossier_tells_its_people as tells;
use futures_util::future::join_all;
use motcua_kernel::{Actor, Context, Instant};
use motcua_notice::{DeliverError, Kind, LETTER_MESSAGE, Letter, LetterOf, Post, PostError, Unsent, deliver, gave_up};
use motcua_people::person::{CONFIRM_MESSAGE, ConfirmLetter, EmailClaim};
use motcua_store::{ChangeSet, CommitError, OutMessage, ReadError, Store};
use std::sync::Arc;

/// Messages taken at once. Letters of one batch leave beside each other.
const BATCH: i64 = 10;
/// Batches of one turn; the next turn goes on.
const BATCHES: u32 = 20;
/// Nobody else gets a message that was claimed for so many seconds: far more than a batch takes, since a way out for
/// letters gives up after some seconds by itself.
const LEASE_SECONDS: i64 = 300;
/// A kind that this program does not know belongs to a newer one: there is no hurry, and it is never given up.
const UNKNOWN_SECONDS: i64 = 3_600;
/// The first try again comes after so many seconds, each later one after twice as many …
const FIRST_SECONDS: i64 = 30;
/// … but never after more than this.
const LONGEST_SECONDS: i64 = 3_600;
/// After so many tries, which take a day, a message is given up.
const MOST_ATTEMPTS: i64 = 30;

/// What the background must know of the office to tell people something.
#[derive(Clone)]
pub struct Office {
    /// The address of the site, without a slash at the end.
    pub site: String,
    /// The telephone that answers.
    pub phone: String,
    /// The way out for letters; none where no mail server is set.
    pub post: Option<Arc<dyn Post>>,
}

/// What was done about the messages that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Done.
    pub done: u64,
    /// To be tried again later.
    pub put_off: u64,
    /// Given up.
    pub dead: u64,
}

/// Why a message was not sent. The words hold no personal data: they are kept beside the message and shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("this program knows no message of the kind {0}")]
    Unknown(String),
    #[error("no mail server is set: name one (`mail`)")]
    NoPost,
    #[error("the message cannot be acted on: {0}")]
    Hopeless(String),
    #[error(transparent)]
    Post(#[from] PostError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<DeliverError> for SendError {
    fn from(error: DeliverError) -> Self {
        match error {
            DeliverError::NoLetter => Self::Hopeless(error.to_string()),
            DeliverError::Words(error) => Self::Hopeless(error.to_string()),
            DeliverError::Post(error) => Self::Post(error),
            DeliverError::Read(error) => Self::Read(error),
            DeliverError::Commit(error) => Self::Commit(error),
        }
    }
}

/// What happens to a message that was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Again(Instant),
    GivenUp(Unsent),
}

/// Sends what is due at a moment.
///
/// # Errors
///
/// Fails if the store does not answer. What a single message meets is no error: it is put off or given up.
pub async fn send_due(store: &Store, office: &Office, now: Instant) -> Result<Sent, TurnError> {
    let mut sent = Sent::default();
    for _ in 0..BATCHES {
        let batch = store
            .claim_messages(now, now.plus_seconds(LEASE_SECONDS), BATCH)
            .await?;
        if batch.is_empty() {
            break;
        }
        // Notices on the site do not wait for a slow mail server.
        let (letters, told): (Vec<_>, Vec<_>) = batch.into_iter().partition(is_letter);
        let mut outcomes = Vec::new();
        for message in &told {
            outcomes.push((message, send(store, office, message, now).await));
        }
        let posted = join_all(
            letters
                .iter()
                .map(async |message| (message, send(store, office, message, now).await)),
        );
        outcomes.extend(posted.await);
        for (message, outcome) in outcomes {
            match outcome {
                Ok(()) => sent.done += 1,
                Err(error) => match settle_failure(store, message, &error, now).await? {
                    Fate::Again(_) => sent.put_off += 1,
                    Fate::GivenUp(_) => sent.dead += 1,
                },
            }
        }
    }
    Ok(sent)
}

fn is_letter(message: &OutMessage) -> bool {
    matches!(message.kind.as_str(), LETTER_MESSAGE | CONFIRM_MESSAGE)
}

async fn send(store: &Store, office: &Office, message: &OutMessage, now: Instant) -> Result<(), SendError> {
    let ctx = Context::new(Actor::System, now);
    match message.kind.as_str() {
        LETTER_MESSAGE => {
            let letter: LetterOf = body(message)?;
            let post = office.post.as_deref().ok_or(SendError::NoPost)?;
            deliver(store, post, &office.site, message.id, letter.notice, &ctx).await?;
        }
        CONFIRM_MESSAGE => confirm(store, office, message, &ctx).await?,
        kind => match Kind::of_message(kind) {
            Some(kind) => tells::act(store, kind, message, &office.phone, &ctx).await?,
            None => return Err(SendError::Unknown(message.kind.clone())),
        },
    }
    Ok(())
}

/// Sends the code that confirms an address, unless it has run out meanwhile.
async fn confirm(store: &Store, office: &Office, message: &OutMessage, ctx: &Context) -> Result<(), SendError> {
    let asked: ConfirmLetter = body(message)?;
    let claim = store.read().await?.find::<EmailClaim>(asked.person).await?;
    if let Some(claim) = claim.filter(|claim| ctx.now() < claim.until) {
        let post = office.post.as_deref().ok_or(SendError::NoPost)?;
        let letter = Letter::confirming(&claim, message.id, &office.site)
            .map_err(|error| SendError::Hopeless(error.to_string()))?;
        post.send(&letter).await?;
    }
    let mut set = ChangeSet::new(ctx);
    set.settle(message.id);
    store.commit(set).await?;
    Ok(())
}

/// The body of a message, as its kind has it.
pub(crate) fn body<T: serde::de::DeserializeOwned>(message: &OutMessage) -> Result<T, SendError> {
    T::deserialize(&message.body).map_err(|error| SendError::Hopeless(format!("its body cannot be read: {error}")))
}

async fn settle_failure(
    store: &Store,
    message: &OutMessage,
    error: &SendError,
    now: Instant,
) -> Result<Fate, TurnError> {
    let fate = fate(error, message.attempts, now);
    let (id, kind, attempts) = (message.id, message.kind.as_str(), message.attempts + 1);
    match fate {
        Fate::Again(at) => {
            tracing::warn!(message = %id, kind, attempts, %error, "a message is tried again later");
            store.message_failed(id, &error.to_string(), at).await?;
        }
        Fate::GivenUp(why) => {
            tracing::error!(message = %id, kind, attempts, %error, "a message was given up: a dead letter");
            if let (LETTER_MESSAGE, Ok(letter)) = (kind, body::<LetterOf>(message)) {
                let noted = gave_up(store, letter.notice, why, &Context::new(Actor::System, now)).await;
                if let Err(error) = noted {
                    tracing::warn!(message = %id, %error, "a notice does not say yet that its letter was given up");
                }
            }
            store.message_dead(id, &error.to_string()).await?;
        }
    }
    Ok(fate)
}

fn fate(error: &SendError, attempts_before: i64, now: Instant) -> Fate {
    match error {
        SendError::Unknown(_) => Fate::Again(now.plus_seconds(UNKNOWN_SECONDS)),
        SendError::Hopeless(_)
        | SendError::Post(PostError::Refused(_))
        | SendError::Read(ReadError::Missing { .. } | ReadError::Invalid(_))
        | SendError::Commit(CommitError::Invalid(_)) => Fate::GivenUp(Unsent::Refused),
        // The store being away says nothing against the message.
        SendError::Read(_) | SendError::Commit(_) => Fate::Again(now.plus_seconds(delay(attempts_before))),
        SendError::NoPost | SendError::Post(PostError::NotNow(_)) if attempts_before + 1 >= MOST_ATTEMPTS => {
            Fate::GivenUp(Unsent::TriedTooOften)
        }
        SendError::NoPost | SendError::Post(PostError::NotNow(_)) => {
            Fate::Again(now.plus_seconds(delay(attempts_before)))
        }
    }
}

/// Seconds until the next try.
fn delay(attempts_before: i64) -> i64 {
    // Seven doublings are beyond the longest delay already.
    let doublings = attempts_before.clamp(0, 7) as u32;
    (FIRST_SECONDS << doublings).min(LONGEST_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_for_about_a_day_before_it_is_given_up() {
        let now = Instant::from_micros(0);
        let away = SendError::Post(PostError::NotNow("421".to_owned()));
        let mut seconds = 0;
        let mut attempts = 0;
        while let Fate::Again(at) = fate(&away, attempts, now) {
            seconds += at.micros_since(now) / 1_000_000;
            attempts += 1;
        }
        assert_eq!(attempts + 1, MOST_ATTEMPTS);
        assert!((20 * 3_600..28 * 3_600).contains(&seconds), "{seconds}");
        assert_eq!(fate(&away, attempts, now), Fate::GivenUp(Unsent::TriedTooOften));
    }

    #[test]
    fn a_refusal_is_given_up_at_once_and_an_unknown_kind_never() {
        let now = Instant::from_micros(0);
        let refused = SendError::Post(PostError::Refused("550".to_owned()));
        assert_eq!(fate(&refused, 0, now), Fate::GivenUp(Unsent::Refused));
        let unknown = SendError::Unknown("queue.called".to_owned());
        assert_eq!(
            fate(&unknown, 10_000, now),
            Fate::Again(now.plus_seconds(UNKNOWN_SECONDS))
        );
        let away = SendError::Read(ReadError::Unavailable("gone".to_owned()));
        assert!(matches!(fate(&away, 10_000, now), Fate::Again(_)));
    }
}
