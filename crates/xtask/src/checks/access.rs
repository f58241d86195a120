//! Every route has an access test: the table says who may, and names the test that shows it.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde::Deserialize;

use crate::repository::{Finding, Repository, crate_of};
use crate::rust::{At, Token, product_tokens};

const TABLE: &str = "crates/testkit/access.toml";

/// Crates that answer requests.
const EDGES: &[&str] = &["web", "api", "motcua"];

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options", "any"];

/// A route as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub method: String,
    pub path: String,
    pub file: String,
    pub line: usize,
}

/// The table: `crates/testkit/access.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The test that goes through the whole table; a row may name another.
    test: Option<String>,
    #[serde(default)]
    route: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    method: String,
    path: String,
    /// Who may, in the words of the table's test.
    who: Vec<String>,
    /// A test of its own.
    test: Option<String>,
    /// Why there is no test.
    untested: Option<String>,
}

pub fn check(repository: &Repository) -> anyhow::Result<Vec<Finding>> {
    let (routes, mut findings) = routes(repository);
    let text = repository.text(TABLE).unwrap_or_default();
    let table: Table = toml::from_str(text).with_context(|| format!("{TABLE} cannot be read"))?;
    let rows: BTreeMap<(&str, &str), &Row> = table
        .route
        .iter()
        .map(|row| ((row.method.as_str(), row.path.as_str()), row))
        .collect();
    for route in &routes {
        let key = (route.method.as_str(), route.path.as_str());
        if !rows.contains_key(&key) {
            let what = format!("{} {} has no access test", route.method, route.path);
            let remedy = format!("say in {TABLE} who may");
            findings.push(Finding::new(&route.file, route.line, what, remedy));
        }
    }
    for (key, row) in &rows {
        let (method, path) = key;
        let line = text
            .lines()
            .position(|line| line.contains(&format!("\"{path}\"")))
            .map_or(1, |n| n + 1);
        let mut find = |what: String, remedy: &str| findings.push(Finding::new(TABLE, line, what, remedy));
        if !routes
            .iter()
            .any(|route| route.method == *method && route.path == *path)
        {
            find(
                format!("there is no route {method} {path}"),
                "remove the row or mend it",
            );
        }
        if row.who.is_empty() {
            find(format!("{method} {path} is for nobody"), "say who may");
        }
        if row.untested.as_ref().is_some_and(|reason| !reason.trim().is_empty()) {
            continue;
        }
        match row.test.as_ref().or(table.test.as_ref()) {
            None => find(
                format!("{method} {path} names no test"),
                "name it, or say why there is none: `untested`",
            ),
            Some(test) if !exists(repository, test) => {
                find(
                    format!("{method} {path}: no test is named `{test}`"),
                    "mend the name or write the test",
                );
            }
            Some(_) => {}
        }
    }
    Ok(findings)
}

fn exists(repository: &Repository, test: &str) -> bool {
    repository
        .ending("rs")
        .any(|(_, text)| text.contains(&format!("fn {test}(")))
}

/// All routes, and places where a route is declared so that it cannot be seen.
pub fn routes(repository: &Repository) -> (Vec<Route>, Vec<Finding>) {
    let mut routes = Vec::new();
    let mut findings = Vec::new();
    for (path, text) in repository.product_rust() {
        if !crate_of(path).is_some_and(|name| EDGES.contains(&name)) {
            continue;
        }
        let tokens = product_tokens(text);
        let named = crate_of(path)
            .map(|name| constants(repository, name))
            .unwrap_or_default();
        let in_place = path.ends_with("/routes.rs");
        for (n, at) in tokens.iter().enumerate() {
            let called = n > 0 && tokens[n - 1].is_punct('.') && tokens.get(n + 1).is_some_and(is_open);
            if !called {
                continue;
            }
            if at.is_ident("nest") && in_place {
                let what = "a nested router hides the paths of its routes";
                findings.push(Finding::new(path, at.line, what, "write whole paths and `merge`"));
            } else if at.is_ident("route") {
                if !in_place {
                    findings.push(Finding::new(
                        path,
                        at.line,
                        "a route outside of routes.rs",
                        "declare it there",
                    ));
                }
                read(&tokens[n + 1..], path, &named, &mut routes, &mut findings);
            }
        }
    }
    (routes, findings)
}

fn is_open(at: &At) -> bool {
    at.token == Token::Open('(')
}

/// The texts that a crate names in its files of paths and routes: `const FIND: &str = "/find";` gives `FIND`.
fn constants(repository: &Repository, name: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (path, text) in repository
        .product_rust()
        .filter(|(path, _)| crate_of(path) == Some(name))
    {
        // Only these, so that another constant of the same name is never meant.
        if !(path.ends_with("/paths.rs") || path.ends_with("/routes.rs")) {
            continue;
        }
        let tokens = product_tokens(text);
        for (n, _) in tokens.iter().enumerate().filter(|(_, at)| at.is_ident("const")) {
            let Some(Token::Ident(name)) = tokens.get(n + 1).map(|at| &at.token) else {
                continue;
            };
            let mut declared = tokens[n..].iter().take_while(|at| !at.is_punct(';'));
            if let Some(text) = declared.find_map(At::text) {
                found.insert(name.clone(), text.to_owned());
            }
        }
    }
    found
}

/// Reads `("/path", get(a).post(b))`; the path may be a constant of `paths.rs`.
fn read(
    tokens: &[At],
    file: &str,
    named: &BTreeMap<String, String>,
    routes: &mut Vec<Route>,
    findings: &mut Vec<Finding>,
) {
    let line = tokens[0].line;
    let first = tokens[1..].iter().take_while(|at| !at.is_punct(','));
    let path = match first.last().map(|at| &at.token) {
        Some(Token::Text(path)) => Some(path),
        Some(Token::Ident(name)) => named.get(name),
        _ => None,
    };
    let Some(path) = path else {
        let remedy = "write the path here, or as a constant in paths.rs";
        findings.push(Finding::new(file, line, "a route whose path cannot be read", remedy));
        return;
    };
    let mut depth = 0;
    let mut any = false;
    for (n, at) in tokens.iter().enumerate() {
        match &at.token {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth -= 1,
            // Only on the level of the route itself: handlers stand deeper.
            Token::Ident(name)
                if depth == 1 && METHODS.contains(&name.as_str()) && tokens.get(n + 1).is_some_and(is_open) =>
            {
                any = true;
                let method = name.to_uppercase();
                routes.push(Route {
                    method,
                    path: path.clone(),
                    file: file.into(),
                    line: at.line,
                });
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    if !any {
        findings.push(Finding::new(
            file,
            line,
            format!("the methods of {path} cannot be seen"),
            "write get(…).post(…) here",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTES: &str = r#"
        pub fn routes() -> Router<App> {
            Router::new()
                .route("/dossiers/{id}", get(show::get).post(show::post))
                .route("/health", axum::routing::get(health))
        }
        #[cfg(test)]
        mod tests { fn t() { Router::new().route("/only-in-a-test", get(x)); } }
    "#;

    const ROWS: &str = r#"
        test = "every_route_is_open_to_whom_the_table_says"
        [[route]]
        method = "GET"
        path = "/dossiers/{id}"
        who = ["applicant"]
        [[route]]
        method = "POST"
        path = "/dossiers/{id}"
        who = ["officer"]
        test = "only_the_unit_that_holds_it_may"
        [[route]]
        method = "GET"
        path = "/health"
        who = ["anyone"]
        untested = "answers before anybody is known"
    "#;

    const TESTS: &str = "fn every_route_is_open_to_whom_the_table_says() {}\nfn only_the_unit_that_holds_it_may() {}";

    fn found(routes: &str, rows: &str) -> Vec<String> {
        let repository = Repository::of(&[
            ("crates/web/src/dossier/routes.rs", routes),
            ("crates/testkit/tests/access.rs", TESTS),
            (TABLE, rows),
        ]);
        check(&repository).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn routes_that_the_table_knows_are_fine() {
        let found = found(ROUTES, ROWS);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_route_without_an_access_test_is_found_on_its_line() {
        let more = ROUTES.replacen(".post(show::post)", ".post(show::post).delete(x)", 1);
        let found = found(&more, ROWS);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/web/src/dossier/routes.rs:4: DELETE /dossiers/{id} has no access test"));
    }

    #[test]
    fn a_path_may_be_a_constant_of_paths() {
        let repository = Repository::of(&[
            (
                "crates/web/src/paths.rs",
                "/// The list.\npub const LIST: &str = \"/dossiers\";",
            ),
            (
                "crates/web/src/routes.rs",
                "fn f() { r.route(crate::paths::LIST, get(x)) }",
            ),
        ]);
        let (routes, findings) = routes(&repository);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            (routes[0].method.as_str(), routes[0].path.as_str()),
            ("GET", "/dossiers")
        );
    }

    #[test]
    fn a_row_without_route_people_or_test_is_found() {
        let rows = ROWS.replace("\"officer\"", "").replace("only_the", "nobody_wrote")
            + "[[route]]\nmethod = \"GET\"\npath = \"/gone\"\nwho = [\"anyone\"]\n";
        let found = found(ROUTES, &rows);
        for wanted in [
            "is for nobody",
            "no test is named `nobody_wrote",
            "there is no route GET /gone",
        ] {
            assert!(found.iter().any(|line| line.contains(wanted)), "{wanted}: {found:?}");
        }
    }

    #[test]
    fn a_route_that_cannot_be_seen_is_found() {
        assert!(found("fn f() { r.route(PATH, get(x)) }", "")[0].contains("whose path cannot be read"));
        assert!(found("fn f() { r.route(\"/a\", methods) }", "")[0].contains("cannot be seen"));
        assert!(found("fn f() { r.nest(\"/a\", b) }", "")[0].contains("hides the paths"));
        let repository = Repository::of(&[("crates/api/src/lib.rs", "fn f() { r.route(\"/a\", get(x)) }")]);
        assert_eq!(
            check(&repository).unwrap().len(),
            2,
            "outside of its place, and without a row"
        );
    }
}
