//! `motcua store …`: moving a store, backing it up, and looking after it.

mod copy;

use clap::Subcommand;

/// What can be done with a store as a whole.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Move everything to an empty store of either engine, proven by digests in the same run.
    Copy(copy::CopyArguments),
}

pub async fn run(command: StoreCommand) -> anyhow::Result<()> {
    match command {
        StoreCommand::Copy(arguments) => copy::run(&arguments).await,
    }
}
