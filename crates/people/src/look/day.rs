//! Looks of a day, told once: an officer who opens ten pages of a dossier is one line with a count, not ten.

use super::{LookReason, WhoLooked, who_looked};
use motcua_kernel::{Date, Instant, PersonId, UnitId};
use motcua_store::{Read, ReadError};
use uuid::Uuid;

/// Looks of one actor, for one unit and one reason, on one day of the province's wall clock; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOfLooks {
    /// The day.
    pub day: Date,
    /// The kind of actor, as in [`WhoLooked`].
    pub actor_kind: String,
    /// The actor's id.
    pub actor: Option<Uuid>,
    /// For which unit.
    pub unit: Option<UnitId>,
    /// Why; none for a word of a newer release.
    pub reason: Option<LookReason>,
    /// Each look, newest first.
    pub looks: Vec<WhoLooked>,
}

/// Days of looks, the newest look first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysPage {
    /// The groups of this page.
    pub groups: Vec<DayOfLooks>,
    /// The `before` of the next page, if there is one.
    pub next: Option<Instant>,
}

/// Looks read for a page: several days of a busy dossier.
const PAGE: i64 = 200;

/// Who looked at a person's data before a moment, by days. A page ends with a whole day, so that no count is half of
/// one; only a day with more looks than a page holds goes on overleaf.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn who_looked_by_day(read: &Read, person: PersonId, before: Instant) -> Result<DaysPage, ReadError> {
    let mut found = who_looked(read, person, before, PAGE).await?;
    let days = |looks: &[WhoLooked]| Some((looks.first()?.at.date(), looks.last()?.at.date()));
    if let Some((newest, oldest)) = days(&found.looks)
        && found.next.is_some()
        && newest != oldest
    {
        found.looks.retain(|look| look.at.date() != oldest);
        found.next = Some(oldest.end());
    }
    Ok(DaysPage {
        groups: by_day(found.looks),
        next: found.next,
    })
}

/// Puts looks together, newest first, by day, actor, unit and reason. A group stands where its newest look stood.
fn by_day(looks: Vec<WhoLooked>) -> Vec<DayOfLooks> {
    let mut groups: Vec<DayOfLooks> = Vec::new();
    for look in looks {
        let day = look.at.date();
        let same = |group: &&mut DayOfLooks| {
            group.day == day
                && group.actor_kind == look.actor_kind
                && group.actor == look.actor
                && group.unit == look.unit
                && group.reason == look.reason
        };
        // Days come in order, so that only groups at the end can be of this one.
        match groups.iter_mut().rev().take_while(|group| group.day == day).find(same) {
            Some(group) => group.looks.push(look),
            None => groups.push(DayOfLooks {
                day,
                actor_kind: look.actor_kind.clone(),
                actor: look.actor,
                unit: look.unit,
                reason: look.reason,
                looks: vec![look],
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(at: &str, actor: u128, reason: LookReason) -> WhoLooked {
        WhoLooked {
            at: Instant::from_civil(at.parse().unwrap()),
            actor_kind: "officer".into(),
            actor: Some(Uuid::from_u128(actor)),
            reason: Some(reason),
            subject: None,
            unit: None,
        }
    }

    #[test]
    fn one_officer_with_one_reason_is_one_line_a_day() {
        use LookReason::{Handling, Reception};
        let groups = by_day(vec![
            look("2026-11-25T16:00", 1, Handling),
            look("2026-11-25T15:00", 2, Handling),
            look("2026-11-25T09:00", 1, Handling),
            look("2026-11-25T08:00", 1, Reception),
            look("2026-11-24T17:00", 1, Handling),
        ]);
        let told: Vec<_> = groups
            .iter()
            .map(|group| (group.day.to_string(), group.reason.unwrap(), group.looks.len()))
            .collect();
        assert_eq!(
            told,
            [
                ("2026-11-25".to_owned(), Handling, 2),
                ("2026-11-25".to_owned(), Handling, 1),
                ("2026-11-25".to_owned(), Reception, 1),
                ("2026-11-24".to_owned(), Handling, 1),
            ]
        );
        assert!(groups[0].looks[0].at > groups[0].looks[1].at);
    }
}
