//! Looks: why somebody reads a person's data, and who did (SEC-02).
//!
//! The caller keeps the look with `Store::look` before the page is sent: no look, no page.

mod day;

pub use day::{DayOfLooks, DaysPage, who_looked_by_day};

use motcua_kernel::{Context, Instant, PersonId, UnitId};
use motcua_store::{Look, Read, ReadError};
use uuid::Uuid;

/// Why somebody looks. Every page with personal data has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookReason {
    /// The person themselves.
    Own,
    /// Somebody who acts for them.
    Mandate,
    /// An officer helps to fill in and hand in.
    Help,
    /// An officer looks at what is handed in.
    Reception,
    /// An officer handles the dossier.
    Handling,
    /// A leader initials or signs.
    Signing,
    /// The records clerk numbers and issues.
    Issue,
    /// The result is handed over.
    Delivery,
    /// An officer searched by name or number.
    Search,
    /// A list of work showed it.
    List,
    /// Data were taken out.
    Export,
    /// Somebody checks what was done, or who looked.
    Audit,
    /// Another system asked.
    Exchange,
    /// Support that was granted for a time (IDN-06).
    Support,
}

impl LookReason {
    /// All reasons.
    pub const ALL: [Self; 14] = [
        Self::Own,
        Self::Mandate,
        Self::Help,
        Self::Reception,
        Self::Handling,
        Self::Signing,
        Self::Issue,
        Self::Delivery,
        Self::Search,
        Self::List,
        Self::Export,
        Self::Audit,
        Self::Exchange,
        Self::Support,
    ];

    /// The stable word that is kept and hashed: never changed, never given another meaning.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Mandate => "mandate",
            Self::Help => "help",
            Self::Reception => "reception",
            Self::Handling => "handling",
            Self::Signing => "signing",
            Self::Issue => "issue",
            Self::Delivery => "delivery",
            Self::Search => "search",
            Self::List => "list",
            Self::Export => "export",
            Self::Audit => "audit",
            Self::Exchange => "exchange",
            Self::Support => "support",
        }
    }

    /// The reason with a word; none for a word of a newer release.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// The look that is to be kept: who looks and when is the context's.
///
/// `subject` is what it is on account of (a dossier, a visit), `unit` the unit that an officer acts for. Who looks
/// at their own data does so as [`LookReason::Own`], whatever reason the page has.
pub fn look_of(
    person: PersonId,
    reason: LookReason,
    subject: Option<Uuid>,
    unit: Option<UnitId>,
    ctx: &Context,
) -> Look {
    let own = ctx.actor() == motcua_kernel::Actor::Person(person);
    let reason = if own { LookReason::Own } else { reason };
    Look {
        actor: ctx.actor(),
        person,
        reason: reason.word().to_owned(),
        subject,
        unit,
        at: ctx.now(),
        request: ctx.request(),
    }
}

/// A look as the person's own page and the audit show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoLooked {
    /// When.
    pub at: Instant,
    /// The kind of actor (`officer`, `person`, `client`, `system`).
    pub actor_kind: String,
    /// The actor's id. Whether the person is told the officer's name is the page's matter.
    pub actor: Option<Uuid>,
    /// Why; none for a word of a newer release.
    pub reason: Option<LookReason>,
    /// On account of what.
    pub subject: Option<Uuid>,
    /// For which unit.
    pub unit: Option<UnitId>,
}

/// Looks, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookPage {
    /// The looks of this page.
    pub looks: Vec<WhoLooked>,
    /// The `before` of the next page, if there is one.
    pub next: Option<Instant>,
}

/// The most looks of one microsecond that a page shows: a request keeps a few at the same person, never so many.
const AT_ONE_MOMENT: i64 = 1_000;

/// Who looked at a person's data before a moment, newest first, about `most` (1 to 500) a page.
///
/// Looks of one moment stay on one page, so that the next page misses none.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn who_looked(read: &Read, person: PersonId, before: Instant, most: i64) -> Result<LookPage, ReadError> {
    let most = most.clamp(1, 500);
    let mut found = read.looks_at(person, before, most + 1).await?;
    let mut next = None;
    if found.len() as i64 > most {
        // The page ends with the whole of the moment at its edge.
        let edge = found[most as usize - 1].at;
        found.retain(|look| look.at > edge);
        let at_edge = read.looks_at(person, edge.plus_micros(1), AT_ONE_MOMENT).await?;
        found.extend(at_edge.into_iter().filter(|look| look.at == edge));
        next = (!read.looks_at(person, edge, 1).await?.is_empty()).then_some(edge);
    }
    let looks = found
        .into_iter()
        .map(|look| WhoLooked {
            at: look.at,
            actor_kind: look.actor_kind,
            actor: look.actor,
            reason: LookReason::from_word(&look.reason),
            subject: look.subject,
            unit: look.unit,
        })
        .collect();
    Ok(LookPage { looks, next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::Actor;

    #[test]
    fn every_reason_has_a_word_of_its_own_that_reads_back() {
        for reason in LookReason::ALL {
            assert_eq!(LookReason::from_word(reason.word()), Some(reason));
        }
        assert_eq!(LookReason::from_word("curiosity"), None);
    }

    #[test]
    fn who_reads_their_own_data_looks_at_their_own() {
        let person = PersonId::from_u128(1);
        let ctx = Context::new(Actor::Person(person), Instant::from_micros(1));
        assert_eq!(look_of(person, LookReason::Mandate, None, None, &ctx).reason, "own");
        let other = look_of(PersonId::from_u128(2), LookReason::Mandate, None, None, &ctx);
        assert_eq!(
            (other.reason.as_str(), other.actor, other.request),
            ("mandate", ctx.actor(), ctx.request())
        );
    }
}
