//! The binary: configuration, wiring and commands. Each command is a file; nothing of the domain is decided here.

mod authority;
mod bench;
mod check;
mod client;
mod config;
mod demo;
mod demo_client;
mod doctor;
mod due;
#[cfg(test)]
mod formats;
mod health;
mod import;
mod migrate;
mod open;
mod routes;
mod serve;
mod store;
mod verdict;

use clap::{Parser, Subcommand};
use config::Overrides;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  Try it, with invented people, on http://127.0.0.1:8080:
    motcua demo

  Bring the province into a new store, then serve it:
    motcua import --store /var/lib/motcua --from data/quang-ninh
    motcua serve --config /etc/motcua.toml

  Ask whether everything that is kept is whole:
    motcua check --store /var/lib/motcua

  Let another system call the API; its token is printed once:
    motcua client open --store /var/lib/motcua --name Portal --unit H49.101 --source national_portal

  Move from the embedded engine to PostgreSQL:
    motcua store copy --from /var/lib/motcua --to postgres://motcua@db/motcua

  Back up while it runs, and look whether the store still goes on from that backup:
    motcua store backup --store /var/lib/motcua --to /backup/2026-11-24
    motcua store verify /backup/2026-11-24 --store /var/lib/motcua

Settings come from the file named by --config, then from the environment (MOTCUA_STORE, MOTCUA_LISTEN, …), then
from flags. An unknown setting is an error.";

/// What the whole program takes.
#[derive(Debug, Parser)]
#[command(
    name = "motcua",
    version,
    about = "Motcua: the platform of a province's one-stop service",
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = EXAMPLES
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve a demonstration of Quang Ninh with invented people, on the embedded store unless told otherwise.
    Demo(demo::DemoArguments),
    /// Serve. Refuses a store that holds demo accounts.
    Serve(Overrides),
    /// Bring the data of a province into a store: units, calendar, positions, procedures. Again changes nothing.
    Import(import::ImportArguments),
    Due(due::DueArguments),
    /// Verify journal, feed, records, looks and files, or the figures of a day; each fault is named in a sentence.
    Check(check::CheckArguments),
    /// Bring the tables of an older store to this program's, after a backup.
    Migrate(migrate::MigrateArguments),
    /// Open, list and close other systems that call the API.
    #[command(subcommand)]
    Client(client::ClientCommand),
    /// Move a store to the other engine, back it up, look after it.
    #[command(subcommand)]
    Store(store::StoreCommand),
    /// Measure how fast change sets are kept on this machine.
    #[command(subcommand)]
    Bench(bench::BenchCommand),
    Verdict(verdict::VerdictArguments),
    /// Look at settings, disk, clock and store, and say what is to be done.
    Doctor(Overrides),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        // As clap does it for arguments that it refuses itself.
        Command::Due(arguments) => due::run(&arguments).map_err(|error| (error, 2)),
        Command::Verdict(arguments) => verdict::run(&arguments).map_err(|error| (error, 1)),
        command => run(command).map_err(|error| (error, 1)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err((error, code)) => {
            // With its causes: the person at the terminal is the one who can act on them.
            eprintln!("error: {error:#}");
            ExitCode::from(code)
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(async {
        match command {
            Command::Demo(arguments) => demo::run(arguments).await,
            Command::Serve(overrides) => serve::run(config::load(&overrides)?).await,
            Command::Import(arguments) => import::run(&arguments).await,
            Command::Check(arguments) => check::run(&arguments).await,
            Command::Migrate(arguments) => migrate::run(&arguments).await,
            Command::Client(command) => client::run(command).await,
            Command::Store(command) => store::run(command).await,
            Command::Bench(command) => bench::run(command).await,
            Command::Doctor(overrides) => doctor::run(&overrides).await,
            // Handled before there is a runtime.
            Command::Due(_) | Command::Verdict(_) => Ok(()),
        }
    });
    // Do not wait for ever for what readers and writers still do: everything acknowledged is on disk.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    done
}
