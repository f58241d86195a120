//! Rust as tokens with lines, without its tests and documentation.

use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A token that checks look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Ident(String),
    Punct(char),
    /// The text of a string literal as it stands in the source, without quotes; escapes are left alone.
    Text(String),
    /// Numbers, characters, bytes.
    Other,
    Open(char),
    Close(char),
}

/// A token and its line, counted from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    pub token: Token,
    pub line: usize,
}

impl At {
    pub fn is_ident(&self, name: &str) -> bool {
        matches!(&self.token, Token::Ident(ident) if ident == name)
    }

    pub fn is_punct(&self, wanted: char) -> bool {
        matches!(self.token, Token::Punct(punct) if punct == wanted)
    }

    pub fn text(&self) -> Option<&str> {
        match &self.token {
            Token::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The tokens of a file without doc comments, without what stands under `#[cfg(test)]`, `#[test]` or
/// `#[cfg(feature = "samples")]`, and without functions named `sample` or `samples`: invented data is no
/// part of the product.
///
/// A file that does not parse gives no tokens: the compiler says it better.
pub fn product_tokens(source: &str) -> Vec<At> {
    let mut tokens = Vec::new();
    if let Ok(stream) = TokenStream::from_str(source) {
        gather(stream, &mut tokens);
    }
    tokens
}

/// All tokens, tests included.
#[cfg(test)]
pub fn texts(source: &str) -> Vec<String> {
    product_tokens(source)
        .iter()
        .filter_map(At::text)
        .map(String::from)
        .collect()
}

fn gather(stream: TokenStream, tokens: &mut Vec<At>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        if let TokenTree::Punct(punct) = &tree
            && punct.as_char() == '#'
        {
            // `#![…]` has a mark between.
            if matches!(trees.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                trees.next();
            }
            let Some(TokenTree::Group(attribute)) = trees.peek() else {
                continue;
            };
            let attribute = attribute.clone();
            trees.next();
            match what(&attribute) {
                Attribute::Doc => {}
                Attribute::Test => skip_item(&mut trees),
                Attribute::Other => gather(attribute.stream(), tokens),
            }
            continue;
        }
        if is_ident(&tree, "fn")
            && trees
                .peek()
                .is_some_and(|name| is_ident(name, "sample") || is_ident(name, "samples"))
        {
            skip_item(&mut trees);
            continue;
        }
        push(tree, tokens);
    }
}

/// The item ends with its braces or, without any, with a semicolon.
fn skip_item(trees: &mut impl Iterator<Item = TokenTree>) {
    for skipped in trees {
        match skipped {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
            TokenTree::Punct(punct) if punct.as_char() == ';' => return,
            _ => {}
        }
    }
}

fn is_ident(tree: &TokenTree, name: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == name)
}

enum Attribute {
    Doc,
    Test,
    Other,
}

fn what(attribute: &Group) -> Attribute {
    let plain: String = attribute.stream().to_string().split_whitespace().collect();
    if plain.starts_with("doc=") || plain.starts_with("doc(") {
        Attribute::Doc
    } else if is_test(&plain) {
        Attribute::Test
    } else {
        Attribute::Other
    }
}

/// Of a test or an invented example.
fn is_test(attribute: &str) -> bool {
    let configured = attribute.starts_with("cfg(");
    (configured && (attribute.contains("(test") || attribute.contains("feature=\"samples\"")))
        || attribute == "test"
        || attribute.ends_with("::test")
        || attribute.contains("::test(")
}

fn push(tree: TokenTree, tokens: &mut Vec<At>) {
    let line = tree.span().start().line;
    let token = match tree {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ('(', ')'),
                Delimiter::Brace => ('{', '}'),
                Delimiter::Bracket => ('[', ']'),
                Delimiter::None => (' ', ' '),
            };
            tokens.push(At {
                token: Token::Open(open),
                line,
            });
            gather(group.stream(), tokens);
            tokens.push(At {
                token: Token::Close(close),
                line: group.span_close().start().line,
            });
            return;
        }
        TokenTree::Ident(ident) => Token::Ident(ident.to_string()),
        TokenTree::Punct(punct) => Token::Punct(punct.as_char()),
        TokenTree::Literal(literal) => literal_text(&literal.to_string()).map_or(Token::Other, Token::Text),
    };
    tokens.push(At { token, line });
}

/// The inside of `"…"`, `r#"…"#` or `c"…"`; `None` for anything else.
fn literal_text(literal: &str) -> Option<String> {
    let rest = literal.strip_prefix('c').unwrap_or(literal);
    let rest = rest.strip_prefix('r').unwrap_or(rest).trim_matches('#');
    Some(rest.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_every_kind_are_seen_and_tests_are_not() {
        let source = r####"
            /// "a doc"
            #[error("an attribute")]
            fn f<'a>() -> &'a str { let _ = 'x'; let _ = b"bytes"; r#"raw "quoted""# }
            #[cfg(test)]
            use x::y;
            #[cfg(test)]
            mod tests { const A: &str = "in a test"; }
            #[tokio::test(flavor = "multi_thread")]
            async fn t() { "in a test" }
            #[cfg(any(test, feature = "samples"))]
            fn example() -> &'static str { "invented" }
            impl Page { fn samples(w: Words) -> Vec<Self> { "invented" } }
            const B: &str = "after";
        "####;
        assert_eq!(texts(source), ["an attribute", "raw \"quoted\"", "after"]);
    }

    #[test]
    fn lines_count_from_one() {
        let tokens = product_tokens("\n\nconst A: &str = \"x\";");
        assert_eq!(tokens.iter().find(|at| at.text().is_some()).unwrap().line, 3);
    }
}
