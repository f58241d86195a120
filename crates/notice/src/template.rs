//! The words of notices: Fluent files, a folder for each version. What was told stays readable word by word, so a
//! version that was used is never edited (`templates/1`).

use crate::{Facts, Kind};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use motcua_people::person::Language;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The version that new notices are written in.
pub const LATEST: u32 = 1;

/// Every version: Vietnamese and English.
const VERSIONS: [[&str; 2]; LATEST as usize] = [[
    include_str!("../templates/1/vi.ftl"),
    include_str!("../templates/1/en.ftl"),
]];

/// A text message holds so many letters without marks.
pub const SHORT_LETTERS: usize = 160;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// One line, the heading of the long words.
    Title,
    /// A text message: plain letters, at most [`SHORT_LETTERS`].
    Short,
    /// A letter, or the page of notices.
    Long,
}

/// Why there are no words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// This program does not know the version: a newer one wrote the notice.
    #[error("there are no templates of version {0}")]
    NoVersion(u32),
    /// The version has no such words.
    #[error("the templates have no words for {0}")]
    NoWords(String),
    /// A placeholder has no value.
    #[error("{key} cannot be filled in: {why}")]
    Placeholder {
        /// The words.
        key: String,
        /// What Fluent says.
        why: String,
    },
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<[Bundle; 2]>> = LazyLock::new(|| {
    VERSIONS
        .into_iter()
        .map(|[vi, en]| [bundle("vi", vi), bundle("en", en)])
        .collect()
});

fn bundle(tag: &str, text: &str) -> Bundle {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks that isolate directions would be copied along by those who copy a number.
    bundle.set_use_isolating(false);
    // A file with a mistake still gives its good entries; a test of this file names the bad ones.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Says `key`, or its attribute. Every placeholder must have a value.
pub(crate) fn say(
    version: u32,
    language: Language,
    key: &str,
    attribute: Option<&str>,
    values: &[(&'static str, String)],
) -> Result<String, TemplateError> {
    let at = (version as usize).wrapping_sub(1);
    let bundles = BUNDLES.get(at).ok_or(TemplateError::NoVersion(version))?;
    let bundle = match language {
        Language::Vi => &bundles[0],
        Language::En => &bundles[1],
    };
    let named = || match attribute {
        Some(attribute) => format!("{key}.{attribute}"),
        None => key.to_owned(),
    };
    let pattern = bundle
        .get_message(key)
        .and_then(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
            None => message.value(),
        })
        .ok_or_else(|| TemplateError::NoWords(named()))?;
    let arguments: FluentArgs<'_> = values
        .iter()
        .map(|(name, value)| (*name, FluentValue::from(value.as_str())))
        .collect();
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&arguments), &mut errors)
        .into_owned();
    match errors.first() {
        None => Ok(text),
        Some(error) => Err(TemplateError::Placeholder {
            key: named(),
            why: error.to_string(),
        }),
    }
}

/// The words of a notice.
///
/// # Errors
///
/// Fails when the version is not known or the words name a placeholder that the facts have no value for.
pub fn words(
    version: u32,
    kind: Kind,
    language: Language,
    length: Length,
    facts: &Facts,
) -> Result<String, TemplateError> {
    let attribute = match length {
        Length::Title => None,
        Length::Short => Some("short"),
        Length::Long => Some("long"),
    };
    say(version, language, kind.key(), attribute, &values(facts, language))
}

fn values(facts: &Facts, language: Language) -> Vec<(&'static str, String)> {
    let mut values = vec![
        ("number", facts.number.clone()),
        ("centre", facts.centre.clone()),
        ("phone", facts.phone.clone()),
    ];
    if let Some(due) = facts.due {
        let civil = due.civil();
        let separator = match language {
            // NĐ 30/2020 writes 16 giờ 00; a text message has no room and no marks.
            Language::Vi => "h",
            Language::En => ":",
        };
        values.push((
            "due-time",
            format!("{:02}{separator}{:02}", civil.hour(), civil.minute()),
        ));
        values.push(("due-day", day(civil.date())));
    }
    if let Some(last_day) = facts.last_day {
        values.push(("last-day", day(last_day.civil())));
    }
    values
}

fn day(date: jiff::civil::Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Date, Instant};
    use proptest::prelude::*;

    const LENGTHS: [Length; 3] = [Length::Title, Length::Short, Length::Long];

    fn every() -> impl Iterator<Item = (u32, Kind, Language)> {
        (1..=LATEST).flat_map(|version| {
            Kind::ALL
                .into_iter()
                .flat_map(move |kind| Language::ALL.map(|language| (version, kind, language)))
        })
    }

    #[test]
    fn every_file_can_be_read_whole_and_has_the_same_words_in_both_languages() {
        for [vi, en] in VERSIONS {
            let keys = |text: &str| {
                FluentResource::try_new(text.to_owned()).expect("a Fluent file without mistakes");
                text.lines()
                    .filter_map(|line| line.split_once(" = "))
                    .map(|(key, _)| key.to_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(keys(vi), keys(en));
        }
    }

    #[test]
    fn every_kind_has_both_languages_and_all_lengths() {
        for (version, kind, language) in every() {
            for length in LENGTHS {
                let text = words(version, kind, language, length, &Facts::sample(kind)).unwrap();
                assert!(!text.trim().is_empty());
                assert!(
                    length != Length::Long || text.contains("0203 000 0054"),
                    "whom to ask: {text}"
                );
            }
        }
    }

    #[test]
    fn a_placeholder_without_a_value_is_an_error_never_a_gap() {
        let bare = Facts {
            due: None,
            ..Facts::sample(Kind::DossierAccepted)
        };
        for language in Language::ALL {
            let refused = words(LATEST, Kind::DossierAccepted, language, Length::Long, &bare);
            assert!(matches!(refused, Err(TemplateError::Placeholder { .. })), "{refused:?}");
        }
        let newer = words(LATEST + 1, Kind::ResultReady, Language::Vi, Length::Long, &bare);
        assert_eq!(newer, Err(TemplateError::NoVersion(LATEST + 1)));
        assert!(matches!(
            words(0, Kind::ResultReady, Language::Vi, Length::Long, &bare),
            Err(TemplateError::NoVersion(0))
        ));
    }

    /// INX-12: placeholders are those of the facts, which hold nothing of persons, procedures or results.
    #[test]
    fn words_name_no_placeholder_but_those_that_hold_nothing_sensitive() {
        const HARMLESS: [&str; 10] = [
            "number", "centre", "phone", "due-time", "due-day", "last-day", "site", "code", "title", "leave",
        ];
        for text in VERSIONS.into_iter().flatten() {
            for place in text.split("{ $").skip(1) {
                let name = place.split(' ').next().unwrap_or_default();
                assert!(HARMLESS.contains(&name), "{name}");
            }
        }
    }

    proptest! {
        /// A text message is one text message, whatever the number, the day and the telephone.
        #[test]
        fn short_words_fit_a_text_message(
            unit in 1_u32..9_999, serial in 1_u32..9_999_999, phone in "0[0-9]{3} [0-9]{3} [0-9]{4}",
            micros in 1_700_000_000_000_000_i64..4_000_000_000_000_000, days in 0_i32..20_000,
        ) {
            for (version, kind, language) in every() {
                let sample = Facts::sample(kind);
                let facts = Facts {
                    number: format!("H49.{unit:03}-261124-{serial:04}"),
                    phone: phone.clone(),
                    due: sample.due.map(|_| Instant::from_micros(micros)),
                    last_day: sample.last_day.map(|_| Date::new(2026, 1, 1).unwrap().plus_days(days)),
                    ..sample
                };
                let text = words(version, kind, language, Length::Short, &facts).unwrap();
                prop_assert!(text.is_ascii(), "marks make a message half as long: {text}");
                prop_assert!(text.len() <= SHORT_LETTERS, "{}: {text}", text.len());
                prop_assert!(!text.contains(&facts.centre));
            }
        }
    }
}
