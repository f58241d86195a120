//! Rooms do no input or output and know no clock or chance but those of their context.

use super::arrows::{Kind, table};
use crate::repository::{Finding, Repository, crate_of};
use crate::rust::{At, Token, product_tokens};

/// Paths of which two names in a row are enough to know them, and what to take instead.
const PATHS: &[(&str, &str, &str)] = &[
    ("SystemTime", "now", CLOCK),
    ("Instant", "now", CLOCK),
    ("Timestamp", "now", CLOCK),
    ("Zoned", "now", CLOCK),
    ("Uuid", "new_v4", CHANCE),
    ("Uuid", "now_v7", CHANCE),
    ("std", "fs", OUTSIDE),
    ("std", "process", OUTSIDE),
    ("std", "env", OUTSIDE),
    ("tokio", "fs", OUTSIDE),
    ("tokio", "net", OUTSIDE),
    ("TcpStream", "connect", OUTSIDE),
    ("TcpListener", "bind", OUTSIDE),
    ("UdpSocket", "bind", OUTSIDE),
    ("tokio", "process", OUTSIDE),
];

/// Names that are enough alone when a path goes on behind them.
const CRATES: &[(&str, &str)] = &[("rand", CHANCE), ("getrandom", CHANCE), ("fastrand", CHANCE)];

/// Macros that print.
const PRINTS: &[&str] = &["println", "eprintln", "print", "eprint", "dbg"];

const CLOCK: &str = "take the moment from the context";
const CHANCE: &str = "take the randomness from the context";
const OUTSIDE: &str = "declare a trait in the room and keep the outside in `adapters`";

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let table = table(repository)?;
    let mut findings = Vec::new();
    for (path, text) in repository.product_rust() {
        let in_a_room = crate_of(path)
            .and_then(|name| table.get(name))
            .is_some_and(|place| place.kind == Kind::Room);
        if !in_a_room {
            continue;
        }
        for (line, what, remedy) in calls(&product_tokens(text)) {
            findings.push(Finding::new(path, line, format!("`{what}` in a room"), remedy));
        }
    }
    Ok(findings)
}

fn calls(tokens: &[At]) -> Vec<(usize, String, &'static str)> {
    let mut found = Vec::new();
    for (n, at) in tokens.iter().enumerate() {
        let Token::Ident(name) = &at.token else { continue };
        let after = |k: usize| tokens.get(n + k);
        let path_goes_on = after(1).is_some_and(|at| at.is_punct(':')) && after(2).is_some_and(|at| at.is_punct(':'));
        if after(1).is_some_and(|at| at.is_punct('!')) && PRINTS.contains(&name.as_str()) {
            found.push((at.line, format!("{name}!"), "log with `tracing`, or give the text back"));
        }
        if !path_goes_on {
            continue;
        }
        if let Some((_, remedy)) = CRATES.iter().find(|(known, _)| known == name) {
            found.push((at.line, format!("{name}::"), remedy));
        }
        for (first, second, remedy) in PATHS {
            if name == first && after(3).is_some_and(|at| at.is_ident(second)) {
                found.push((at.line, format!("{first}::{second}"), remedy));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARROWS: &str = "org = { kind = \"room\", may_use = [] }\nweb = { kind = \"edge\", may_use = [] }\n";

    fn found(path: &str, source: &str) -> Vec<String> {
        let repository = Repository::of(&[("crates/xtask/arrows.toml", ARROWS), (path, source)]);
        check(&repository).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_room_has_no_clock_no_chance_and_no_files() {
        let source = "fn f() {\n println!(\"x\");\n let t = std::time::SystemTime::now();\n let r = rand::random();\n std::fs::read(p);\n}";
        let found = found("crates/org/src/lib.rs", source);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[1].starts_with("crates/org/src/lib.rs:3: `SystemTime::now` in a room; take the moment"));
    }

    #[test]
    fn tests_and_edges_may() {
        assert!(found("crates/web/src/lib.rs", "fn f() { println!(\"x\") }").is_empty());
        assert!(found("crates/org/src/lib.rs", "#[test] fn f() { println!(\"x\") }").is_empty());
        assert!(found("crates/org/src/lib.rs", "fn f(ctx: &Context) { ctx.now() }").is_empty());
    }
}
