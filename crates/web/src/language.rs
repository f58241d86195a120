//! The language of a page.
//!
//! Every page has one address, whatever its language. `?lang=en` on any address shows the page in
//! English and keeps the choice in the cookie `lang` for a year; without either, pages are
//! Vietnamese. The browser's own setting is not asked: most phones here are set to English by the
//! shop, and their owners read Vietnamese. The switch is a plain link and needs no script.

use axum::extract::{FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderValue, Method, header, request::Parts};
use axum::middleware::Next;
use axum::response::Response;
use std::convert::Infallible;

/// A language that pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Vietnamese: the first.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// Its tag (BCP 47), as `lang` wants it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The other one: what the switch leads to.
    pub const fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// The language of notices and letters that it is.
    pub(crate) const fn tongue(self) -> motcua_people::person::Language {
        match self {
            Self::Vi => motcua_people::person::Language::Vi,
            Self::En => motcua_people::person::Language::En,
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

fn asked(query: Option<&str>) -> Option<Language> {
    query?
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(Language::from_tag)
}

fn kept(headers: &HeaderMap) -> Option<Language> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix("lang="))
        .and_then(Language::from_tag)
}

/// Finds the language of each request for [`Language`] as an extractor, and keeps a choice.
/// A layer for the whole site: `axum::middleware::from_fn(language::choose)`.
pub async fn choose(mut request: Request, next: Next) -> Response {
    let asked = asked(request.uri().query());
    let language = asked.or_else(|| kept(request.headers())).unwrap_or_default();
    let keeps = asked.is_some() && request.method() == Method::GET;
    request.extensions_mut().insert(language);
    let mut response = next.run(request).await;
    if keeps {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", language.tag());
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts
            .extensions
            .get::<Self>()
            .copied()
            .or_else(|| asked(parts.uri.query()))
            .or_else(|| kept(&parts.headers))
            .unwrap_or_default())
    }
}

/// The address of the same page in another language: path and query, with `lang` set.
pub(crate) fn address_in(language: Language, path: &str, query: &str) -> String {
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .map(str::to_owned)
        .collect();
    pairs.push(format!("lang={}", language.tag()));
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_wins_over_the_cookie() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; lang=en"));
        assert_eq!(kept(&headers), Some(Language::En));
        assert_eq!(asked(Some("q=a&lang=vi")), Some(Language::Vi));
        assert_eq!(asked(Some("lang=fr")), None);
    }

    #[test]
    fn the_switch_keeps_the_rest_of_the_query() {
        assert_eq!(
            address_in(Language::En, "/procedures", "q=khai&lang=vi&p=2"),
            "/procedures?q=khai&p=2&lang=en"
        );
        assert_eq!(address_in(Language::Vi, "/", ""), "/?lang=vi");
    }
}
