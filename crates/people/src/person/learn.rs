//! What a new source changes in what is known: pure.

use super::{IdNumber, PartialDate, Person, Phone, Residence, Sex, Source, Sourced};
use motcua_kernel::{AreaId, Instant, text::clean_line};
use serde::{Deserialize, Serialize};

/// What one source says of a person. What it does not say is absent and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub(super) id_number: Option<IdNumber>,
    pub(super) name: String,
    pub(super) born: Option<PartialDate>,
    pub(super) sex: Option<Sex>,
    pub(super) ethnicity: Option<String>,
    pub(super) nationality: Option<String>,
    pub(super) address: Option<String>,
    pub(super) area: Option<AreaId>,
    pub(super) phone: Option<Phone>,
}

/// A field, as events name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Subject,
    IdNumber,
    Name,
    Born,
    Sex,
    Ethnicity,
    Nationality,
    Residence,
    Phone,
    Level,
    SeenAt,
}

fn sourced<T>(value: T, source: Source, since: Instant) -> Sourced<T> {
    Sourced { value, source, since }
}

/// Takes a value over if it says something new, or the same more surely. Equal values keep their first source, so
/// that signing in every day changes nothing.
fn take<T: PartialEq>(kept: &mut Option<Sourced<T>>, said: Option<T>, source: Source, since: Instant) -> bool {
    let Some(value) = said else {
        return false;
    };
    let changes = match kept {
        None => true,
        Some(kept) if kept.value == value => source.sureness() > kept.source.sureness(),
        Some(kept) => source.sureness() >= kept.source.sureness(),
    };
    if changes {
        *kept = Some(sourced(value, source, since));
    }
    changes
}

fn line(text: Option<String>) -> Option<String> {
    text.map(|text| clean_line(&text)).filter(|text| !text.is_empty())
}

impl Said {
    /// The same, with text cleaned and empty text absent.
    pub(super) fn cleaned(self) -> Self {
        Self {
            name: clean_line(&self.name),
            ethnicity: line(self.ethnicity),
            nationality: line(self.nationality),
            address: line(self.address),
            ..self
        }
    }
}

impl Person {
    /// Somebody of whom only the name is known.
    pub(super) fn unknown(id: motcua_kernel::PersonId, name: String, source: Source, since: Instant) -> Self {
        Self {
            id,
            subject: None,
            id_number: None,
            name: sourced(name, source, since),
            born: None,
            sex: None,
            ethnicity: None,
            nationality: None,
            residence: None,
            contact: super::Contact::default(),
            level: None,
            seen_at: Default::default(),
            replaced_by: None,
        }
    }

    /// Learns what a source says; gives the fields that changed, in order.
    pub(super) fn learn(&mut self, said: Said, source: Source, now: Instant) -> Vec<Field> {
        let mut changed = Vec::new();
        let mut note = |field, changes: bool| {
            if changes {
                changed.push(field);
            }
        };
        note(Field::IdNumber, take(&mut self.id_number, said.id_number, source, now));
        let mut name = Some(self.name.clone());
        let said_name = (!said.name.is_empty()).then_some(said.name);
        if take(&mut name, said_name, source, now)
            && let Some(name) = name
        {
            self.name = name;
            note(Field::Name, true);
        }
        // A card that knows only the year says nothing against a day that is known.
        let born = said.born.filter(|born| {
            self.born
                .as_ref()
                .is_none_or(|kept| kept.value.day().is_none() || born.day().is_some() || !kept.value.may_be(*born))
        });
        note(Field::Born, take(&mut self.born, born, source, now));
        note(Field::Sex, take(&mut self.sex, said.sex, source, now));
        note(Field::Ethnicity, take(&mut self.ethnicity, said.ethnicity, source, now));
        note(
            Field::Nationality,
            take(&mut self.nationality, said.nationality, source, now),
        );
        note(
            Field::Residence,
            self.learn_residence(said.address, said.area, source, now),
        );
        note(Field::Phone, take(&mut self.contact.phone, said.phone, source, now));
        changed
    }

    fn learn_residence(&mut self, address: Option<String>, area: Option<AreaId>, source: Source, now: Instant) -> bool {
        let Some(as_written) = address else {
            return false;
        };
        if let Some(kept) = &mut self.residence
            && kept.value.as_written == as_written
        {
            // The same words: an area that somebody confirmed stays; a better guess replaces a guess.
            let surer = source.sureness() > kept.source.sureness();
            let placed = area.is_some() && area != kept.value.area && !kept.value.confirmed;
            if placed {
                kept.value.area = area;
            }
            if surer {
                (kept.source, kept.since) = (source, now);
            }
            return placed || surer;
        }
        let residence = Residence {
            as_written,
            area,
            confirmed: false,
        };
        take(&mut self.residence, Some(residence), source, now)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;
    use motcua_kernel::{OfficerId, PersonId};

    const NOW: Instant = Instant::from_micros(1_795_500_000_000_000);
    const CARD: Source = Source::CardSeen {
        officer: OfficerId::from_u128(1),
    };
    const ACCOUNT: Source = Source::SignedIn { level: Level::Two };

    fn person() -> Person {
        let mut person = Person::unknown(PersonId::from_u128(1), "Trần Thị Bình".into(), CARD, NOW);
        let said = Said {
            born: Some("2001-08-20".parse().unwrap()),
            address: Some("Thôn Đông, Quảng Tân".into()),
            area: Some(AreaId::from_u128(9)),
            ..Said::default()
        };
        assert_eq!(person.learn(said, CARD, NOW), [Field::Born, Field::Residence]);
        person
    }

    #[test]
    fn what_was_said_never_replaces_what_was_proven() {
        let mut person = person();
        let said = Said {
            name: "Bình Trần".into(),
            address: Some("Hà Nội".into()),
            ..Said::default()
        };
        assert_eq!(person.learn(said.clone(), Source::Own, NOW), []);
        assert_eq!(person.learn(said, ACCOUNT, NOW), [Field::Name, Field::Residence]);
    }

    #[test]
    fn the_same_again_changes_nothing_and_keeps_its_first_source() {
        let mut person = person();
        let before = person.clone();
        let said = Said {
            name: "Trần Thị Bình".into(),
            born: Some("2001-08-20".parse().unwrap()),
            address: Some("Thôn Đông, Quảng Tân".into()),
            area: Some(AreaId::from_u128(9)),
            ..Said::default()
        };
        assert_eq!(person.learn(said, ACCOUNT, NOW.plus_seconds(60)), []);
        assert_eq!(person, before);
    }

    #[test]
    fn a_year_says_nothing_against_a_known_day_of_it() {
        let mut person = person();
        let year = |text: &str| Said {
            born: Some(text.parse().unwrap()),
            ..Said::default()
        };
        assert_eq!(person.learn(year("2001"), ACCOUNT, NOW), []);
        assert_eq!(person.learn(year("2002"), ACCOUNT, NOW), [Field::Born]);
    }

    #[test]
    fn a_confirmed_area_stays_until_the_address_changes() {
        let mut person = person();
        let Some(kept) = &mut person.residence else {
            panic!("lives somewhere")
        };
        kept.value.confirmed = true;
        let said = |address: &str| Said {
            address: Some(address.into()),
            area: Some(AreaId::from_u128(8)),
            ..Said::default()
        };
        assert_eq!(person.learn(said("Thôn Đông, Quảng Tân"), ACCOUNT, NOW), []);
        assert_eq!(person.learn(said("Khu 7, Cái Rồng"), ACCOUNT, NOW), [Field::Residence]);
        assert!(!person.residence.unwrap().value.confirmed);
    }
}
