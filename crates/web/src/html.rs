//! Text that is HTML already.

use askama::filters::{Escaper, Html as HtmlEscaper, HtmlSafe};
use std::fmt;

/// HTML made by a template or by [`escape`]; shown as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// Takes over HTML. Only for text that came out of a template or of [`escape`].
    pub(crate) const fn from_template(html: String) -> Self {
        Self(html)
    }

    /// The HTML itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Makes text harmless inside HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a String cannot fail.
    let _ = HtmlEscaper.write_escaped_str(&mut html, text);
    html
}

/// Makes text harmless, then turns `**…**` into bold. Words may carry emphasis, values may not:
/// a value's stars are escaped before they get here.
pub(crate) fn with_emphasis(text: &str) -> Html {
    let mut html = String::with_capacity(text.len() + 16);
    for (number, part) in text.split("**").enumerate() {
        if number % 2 == 1 {
            html.push_str("<b>");
            html.push_str(&escape(part));
            html.push_str("</b>");
        } else {
            html.push_str(&escape(part));
        }
    }
    Html(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_the_only_markup_that_words_bring() {
        assert_eq!(
            with_emphasis("cần **giấy <b>** & ảnh").as_str(),
            "cần <b>giấy &#60;b&#62;</b> &#38; ảnh"
        );
    }
}
