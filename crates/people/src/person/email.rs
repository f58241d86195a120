//! An e-mail address: optional everywhere, and used only after its owner typed the code that was sent there.

use super::{Channel, Person};
use crate::thing;
use motcua_kernel::{Actor, Context, Instant, PersonId, Problem, codes};
use motcua_store::{ChangeSet, Column, CommitError, Event, Message, ReadError, Record, RecordKind, Row, Store, record};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The kind of the outbox message that asks for the letter with the code; its body is a [`ConfirmLetter`].
pub const CONFIRM_MESSAGE: &str = "people.confirm_email";
/// How long a code counts, in seconds.
const CODE_SECONDS: i64 = 1_800;
/// Wrong codes until a new one must be asked for.
const TRIES: u32 = 5;
/// Letters with codes in a day: nobody's post box is filled by somebody else.
const ASKS_A_DAY: usize = 5;
const DAY_SECONDS: i64 = 86_400;

/// A language in which somebody wants letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];
}

/// An address that a letter can be sent to: one `@`, a domain with a dot, plain letters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address looks like name@example.vn")]
pub struct EmailAddressError;

impl EmailAddress {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough of it to be recognised by its owner: `n…@example.vn`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let first: String = local.chars().take(1).collect();
        format!("{first}\u{2026}@{domain}")
    }
}

impl FromStr for EmailAddress {
    type Err = EmailAddressError;

    fn from_str(typed: &str) -> Result<Self, EmailAddressError> {
        let address = typed.trim();
        let (local, domain) = address.split_once('@').ok_or(EmailAddressError)?;
        let is_local = (1..=64).contains(&local.len())
            && local
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let is_domain = domain.contains('.') && domain.split('.').all(is_label);
        if !is_local || !is_domain || address.len() > 254 {
            return Err(EmailAddressError);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailAddressError;
    fn try_from(text: String) -> Result<Self, EmailAddressError> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address whose owner has confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    /// The address.
    pub address: EmailAddress,
    /// The language of letters to it.
    pub language: Language,
    /// When its owner typed the code.
    pub confirmed_at: Instant,
}

/// What a [`CONFIRM_MESSAGE`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmLetter {
    /// Whose claim it is.
    pub person: PersonId,
}

/// An address that waits for its code. One a person; swept away when the code has run out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailClaim {
    /// Whose.
    pub person: PersonId,
    /// The address.
    pub address: EmailAddress,
    /// The language of the letter and of those that follow.
    pub language: Language,
    /// The code: six digits.
    pub code: String,
    /// Until when it counts.
    pub until: Instant,
    /// Wrong codes that may still be typed.
    pub tries: u32,
    /// When codes were asked for in the last day.
    pub asked: Vec<Instant>,
}

impl Record for EmailClaim {
    type Id = PersonId;
    const TABLE: &'static str = "email_claim";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::instant("until")];

    fn id(&self) -> PersonId {
        self.person
    }

    fn columns(&self, row: &mut Row) {
        row.set("until", self.until);
    }

    fn expires_at(&self) -> Option<Instant> {
        Some(self.until.plus_seconds(DAY_SECONDS))
    }
}
record!(EmailClaim);

/// Why an address was not taken, or not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum EmailError {
    /// Only a person themself says what their address is.
    #[error("there is no such person for this actor; sign in first")]
    NoSuchPerson,
    /// Too many letters with codes.
    #[error("{ASKS_A_DAY} codes were sent within a day: try again tomorrow")]
    TooMany,
    /// Nothing waits for a code, or it has run out.
    #[error("the code has run out: ask for a new one")]
    RunOut,
    /// Another code.
    #[error("this is not the code that was sent; {left} more tries")]
    WrongCode {
        /// Tries that are left.
        left: u32,
    },
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<EmailError> for Problem {
    fn from(error: EmailError) -> Self {
        match error {
            EmailError::NoSuchPerson => Self::new(codes::NOT_FOUND),
            EmailError::TooMany => Self::new(codes::INVALID).field("email", "email-too-many"),
            EmailError::RunOut => Self::new(codes::INVALID).field("code", "email-code-over"),
            EmailError::WrongCode { .. } => Self::new(codes::INVALID).field("code", "email-code-wrong"),
            EmailError::Read(error) => error.into(),
            EmailError::Commit(error) => error.into(),
        }
    }
}

fn own(ctx: &Context) -> Result<PersonId, EmailError> {
    match ctx.actor() {
        Actor::Person(person) => Ok(person),
        Actor::Officer(_) | Actor::Client(_) | Actor::System | Actor::Anyone => Err(EmailError::NoSuchPerson),
    }
}

fn code(ctx: &Context) -> String {
    let number = u64::from_be_bytes(ctx.secret());
    format!("{:06}", number % 1_000_000)
}

/// The signed-in person names an address: a letter with a code goes there. Nothing else changes.
///
/// # Errors
///
/// Fails for anybody but a person, after too many codes in a day, or if the store does not answer.
pub async fn claim_email(
    store: &Store,
    address: EmailAddress,
    language: Language,
    ctx: &Context,
) -> Result<(), EmailError> {
    let person = own(ctx)?;
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    read.find::<Person>(person).await?.ok_or(EmailError::NoSuchPerson)?;
    let before = read.find::<EmailClaim>(person).await?;
    let now = ctx.now();
    let mut asked: Vec<Instant> = before.as_ref().map_or_else(Vec::new, |claim| claim.asked.clone());
    asked.retain(|at| now < at.plus_seconds(DAY_SECONDS));
    if asked.len() >= ASKS_A_DAY {
        return Err(EmailError::TooMany);
    }
    asked.push(now);
    let claim = EmailClaim {
        person,
        address,
        language,
        code: code(ctx),
        until: now.plus_seconds(CODE_SECONDS),
        tries: TRIES,
        asked,
    };
    let mut set = ChangeSet::new(ctx);
    match before {
        None => set.insert(&claim),
        Some(before) => set.update(&before.with(claim)),
    };
    set.send(Message::new(CONFIRM_MESSAGE, &ConfirmLetter { person }));
    store.commit(set).await?;
    Ok(())
}

/// The signed-in person types the code: the address is theirs, and notices go there from now on.
///
/// # Errors
///
/// Fails when the code is another or has run out; a wrong one is counted.
pub async fn confirm_email(store: &Store, typed: &str, ctx: &Context) -> Result<(), EmailError> {
    let id = own(ctx)?;
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let known = read.find::<Person>(id).await?.ok_or(EmailError::NoSuchPerson)?;
    let claim = read.find::<EmailClaim>(id).await?.ok_or(EmailError::RunOut)?;
    drop(read);
    if ctx.now() >= claim.until || claim.tries == 0 {
        return Err(EmailError::RunOut);
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let mut set = ChangeSet::new(ctx);
    if digits != claim.code {
        let left = claim.tries - 1;
        set.update(&claim.with(EmailClaim {
            tries: left,
            ..claim.record.clone()
        }));
        store.commit(set).await?;
        return Err(EmailError::WrongCode { left });
    }
    let mut person = known.record.clone();
    person.contact.email = Some(Email {
        address: claim.address.clone(),
        language: claim.language,
        confirmed_at: ctx.now(),
    });
    person.contact.prefers = Channel::Email;
    // The claim stays until it is swept, used up: it still says how many codes were asked for today.
    set.update(&claim.with(EmailClaim {
        tries: 0,
        until: ctx.now(),
        ..claim.record.clone()
    }))
    .update(&known.with(person))
    .journal(Event::new(thing(id), "person.email_confirmed", &()));
    store.commit(set).await?;
    Ok(())
}

/// The signed-in person takes their address away; notices stay on the page.
///
/// # Errors
///
/// Fails for anybody but a person, or if the store does not answer.
pub async fn forget_email(store: &Store, ctx: &Context) -> Result<(), EmailError> {
    let id = own(ctx)?;
    let read = store.read().await?;
    let known = read.find::<Person>(id).await?.ok_or(EmailError::NoSuchPerson)?;
    let claim = read.find::<EmailClaim>(id).await?;
    drop(read);
    if known.contact.email.is_none() && claim.is_none() {
        return Ok(());
    }
    let mut set = ChangeSet::new(ctx);
    if known.contact.email.is_some() {
        let mut person = known.record.clone();
        person.contact.email = None;
        if person.contact.prefers == Channel::Email {
            person.contact.prefers = Channel::Page;
        }
        set.update(&known.with(person))
            .journal(Event::new(thing(id), "person.email_forgotten", &()));
    }
    if let Some(claim) = claim {
        set.delete(&claim);
    }
    store.commit(set).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for good in ["an@example.vn", " An.Nguyen+ho-so@Mail.Example.VN ", "a@b.co"] {
            let address: EmailAddress = good.parse().unwrap();
            assert_eq!(address.as_str().parse::<EmailAddress>().unwrap(), address);
        }
        let bad = [
            "",
            "an",
            "an@",
            "@example.vn",
            "an@example",
            "a b@example.vn",
            "an@exa mple.vn",
            "an@-x.vn",
            "an@x..vn",
            "a@b@example.vn",
            "an@example.vn\r\nBcc: x@example.vn",
            ".an@example.vn",
            "ân@example.vn",
        ];
        for text in bad {
            assert_eq!(text.parse::<EmailAddress>(), Err(EmailAddressError), "{text:?}");
        }
        assert_eq!(
            "an@Example.VN".parse::<EmailAddress>().unwrap().masked(),
            "a…@example.vn"
        );
    }
}
