//! The binary: configuration, wiring and commands. Each command is a file; nothing of the domain is decided here.

mod due;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What the whole program takes.
#[derive(Debug, Parser)]
#[command(
    name = "motcua",
    version,
    about = "Motcua: the platform of a province's one-stop service",
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Due(due::DueArguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Due(arguments) => due::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // With its causes: the person at the terminal is the one who can act on them.
            eprintln!("error: {error:#}");
            // As clap does it for arguments that it refuses itself.
            ExitCode::from(2)
        }
    }
}
