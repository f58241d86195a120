//! Checks of the repository that no compiler makes: arrows between crates, SQL in its place, words in theirs,
//! files that can be read in one sitting, a test for every route and every id of the law.
//!
//! `cargo run -p motcua-xtask -- check` prints each finding as `file:line: what is wrong; what to do` and
//! ends with an error if there is one. `-- licences` checks licences and sources of dependencies, `-- routes`
//! lists the routes it sees.
//!
//! It deliberately does not parse Rust fully: it reads tokens, so a check says what it looks for in words that
//! a reader can verify. It changes no file.

mod checks;
mod exceptions;
mod licences;
mod repository;
mod rust;

use std::process::ExitCode;

use checks::Check;
use exceptions::Exceptions;
use repository::Repository;

fn main() -> anyhow::Result<ExitCode> {
    let verb = std::env::args().nth(1).unwrap_or_default();
    let root = repository::root()?;
    let repository = Repository::read(&root)?;
    match verb.as_str() {
        "check" => check(&repository),
        "licences" => {
            let packages = licences::packages(&root)?;
            let findings = licences::check(repository.text("deny.toml").unwrap_or_default(), &packages)?;
            println!("licences: {} packages", packages.len());
            Ok(report(&findings))
        }
        "routes" => {
            for route in checks::access::routes(&repository).0 {
                println!("{} {}  {}:{}", route.method, route.path, route.file, route.line);
            }
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("usage: cargo run -p motcua-xtask -- check | licences | routes");
            Ok(ExitCode::from(2))
        }
    }
}

fn check(repository: &Repository) -> anyhow::Result<ExitCode> {
    let exceptions = Exceptions::read(repository)?;
    let mut findings = Vec::new();
    for Check { name, run } in checks::ALL {
        let found = exceptions.sift(name, run(repository)?);
        println!(
            "{name}: {}",
            if found.is_empty() {
                "ok".into()
            } else {
                format!("{} findings", found.len())
            }
        );
        findings.extend(found);
    }
    findings.extend(exceptions.unused());
    Ok(report(&findings))
}

/// Prints findings; there must be none.
fn report(findings: &[repository::Finding]) -> ExitCode {
    for finding in findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
