//! The words of the simulator's pages, from Fluent files.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

const VI: &str = include_str!("vi.ftl");
const EN: &str = include_str!("en.ftl");

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Vietnamese,
    English,
}

impl Language {
    /// From the `ui_locales` parameter (OpenID Connect Core §3.1.2.1): Vietnamese, unless English comes first.
    pub(super) fn from_locales(locales: Option<&str>) -> Self {
        let first = locales
            .and_then(|list| list.split_whitespace().next())
            .unwrap_or_default();
        if first.starts_with("en") {
            Self::English
        } else {
            Self::Vietnamese
        }
    }

    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| [bundle("vi", VI), bundle("en", EN)]);

fn bundle(tag: &str, text: &str) -> FluentBundle<FluentResource> {
    // Both files and both tags stand in the program; a test reads them.
    let language: LanguageIdentifier = tag.parse().expect("a language tag");
    let resource = FluentResource::try_new(text.to_owned()).expect("a Fluent file");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("every key once");
    bundle
}

/// Words with arguments; the key itself where there are none, which a test does not let happen.
pub(super) fn say(language: Language, key: &str, args: &[(&str, String)]) -> String {
    let bundle = &BUNDLES[usize::from(language == Language::English)];
    let mut named = FluentArgs::new();
    for (name, value) in args {
        named.set(*name, value.clone());
    }
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    bundle
        .format_pattern(pattern, Some(&named), &mut Vec::new())
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys() {
        let keys = |text: &str| -> Vec<String> {
            text.lines()
                .filter_map(|line| line.split_once(" = "))
                .map(|(key, _)| key.to_owned())
                .collect()
        };
        assert_eq!(keys(VI), keys(EN));
        for key in keys(VI) {
            for language in [Language::Vietnamese, Language::English] {
                assert_ne!(say(language, &key, &[]), key);
            }
        }
    }

    #[test]
    fn vietnamese_is_the_language_unless_english_comes_first() {
        assert_eq!(Language::from_locales(None), Language::Vietnamese);
        assert_eq!(Language::from_locales(Some("vi en")), Language::Vietnamese);
        assert_eq!(Language::from_locales(Some("en-GB vi")), Language::English);
    }
}
