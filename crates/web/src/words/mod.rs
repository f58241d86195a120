//! The words of pages, from the Fluent files under `locales/`. Vietnamese is written first.
//!
//! ```
//! use motcua_web::{Language, Words};
//!
//! let w = Words::new(Language::Vi);
//! assert_eq!(w.one("search-found", "count", 3), "3 thủ tục");
//! ```

mod arg;
mod format;
mod span;

pub use arg::{Arg, Given};
pub(crate) use format::capital;
pub use span::{Span, SpanUnit};

use crate::Language;
use crate::html::{Html, with_emphasis};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::convert::Infallible;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static VI: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Vi));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));

fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Marks that isolate directions would be copied along by those who copy a dossier number.
    bundle.set_use_isolating(false);
    for (_, text) in sources(language) {
        // A file with a mistake still gives its good entries; the test of the locales names the bad ones.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The Fluent files of a language, as `(name, text)`.
pub fn sources(language: Language) -> Vec<(String, String)> {
    let folder = format!("{}/", language.tag());
    Locales::iter()
        .filter(|path| path.starts_with(&folder) && path.ends_with(".ftl"))
        .filter_map(|path| {
            let file = Locales::get(&path)?;
            Some((path.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// Says things in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// Words of a language.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.language
    }

    /// Whether there are words under `key`.
    pub fn knows(self, key: &str) -> bool {
        self.bundle()
            .get_message(key)
            .is_some_and(|message| message.value().is_some())
    }

    /// Says `key` with named values. A key without words shows as `⟦key⟧`, which no test lets through.
    pub fn with(self, key: &str, values: &[(&'static str, FluentValue<'static>)]) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟦{key}⟧");
        };
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if errors.is_empty() {
            text
        } else {
            format!("⟦{key}: {text}⟧")
        }
    }

    /// Says `key`.
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// Says `key` with one value.
    pub fn one(self, key: &str, name: &'static str, value: impl Arg) -> String {
        self.with(key, &[(name, value.fluent())])
    }

    /// Says `key` with two values.
    pub fn two(self, key: &str, name: &'static str, value: impl Arg, other: &'static str, second: impl Arg) -> String {
        self.with(key, &[(name, value.fluent()), (other, second.fluent())])
    }

    /// Says `key`, with `**…**` in the words as bold.
    pub fn rich(self, key: &str) -> Html {
        with_emphasis(&self.say(key))
    }

    /// Says `key` with one value and bold words. Stars in the value stay stars.
    pub fn rich_one(self, key: &str, name: &'static str, value: impl Arg) -> Html {
        with_emphasis(&self.with(key, &[(name, calm(value.fluent()))]))
    }

    /// Says `key` with two values and bold words. Stars in the values stay stars.
    pub fn rich_two(
        self,
        key: &str,
        name: &'static str,
        value: impl Arg,
        other: &'static str,
        second: impl Arg,
    ) -> Html {
        with_emphasis(&self.with(key, &[(name, calm(value.fluent())), (other, calm(second.fluent()))]))
    }

    fn bundle(self) -> &'static Bundle {
        match self.language {
            Language::Vi => &VI,
            Language::En => &EN,
        }
    }
}

// Two stars beside each other in somebody's text would read as emphasis.
fn calm(value: FluentValue<'static>) -> FluentValue<'static> {
    match value {
        FluentValue::String(text) if text.contains("**") => FluentValue::from(text.replace("**", "*\u{2060}*")),
        other => other,
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Words {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        Language::from_request_parts(parts, state).await.map(Self::new)
    }
}
