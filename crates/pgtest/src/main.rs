//! `motcua-pgtest run PROGRAM…` runs a program with a private PostgreSQL, whose URL stands in
//! `MOTCUA_TEST_PG`; the server ends with it. With the variable already set, that server is used.

use std::process::{Command, ExitCode};
use std::time::Instant;

use motcua_pgtest::Cluster;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [verb, program, arguments @ ..] = words.as_slice() else {
        return usage();
    };
    if verb != "run" {
        return usage();
    }
    match run(program, arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: motcua-pgtest run PROGRAM [ARGUMENT…]\n  e.g. motcua-pgtest run cargo nextest run -p motcua-store"
    );
    ExitCode::from(2)
}

fn run(program: &str, arguments: &[String]) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let began = Instant::now();
    let given = std::env::var("MOTCUA_TEST_PG").is_ok_and(|url| !url.is_empty());
    let cluster = if given { None } else { Some(Cluster::private()?) };
    let mut command = Command::new(program);
    command.args(arguments);
    if let Some(cluster) = &cluster {
        eprintln!("a private PostgreSQL is up after {} ms", began.elapsed().as_millis());
        command.env("MOTCUA_TEST_PG", cluster.url());
    }
    let status = command
        .status()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    // A program ended by a signal has no code.
    Ok(ExitCode::from(
        status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1),
    ))
}
