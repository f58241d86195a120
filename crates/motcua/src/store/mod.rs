//! `motcua store …`: moving a store, backing it up, and looking after it.

pub mod backup;
mod copy;
mod rebuild;

use clap::Subcommand;

/// What can be done with a store as a whole.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Move everything to an empty store of either engine, proven by digests in the same run.
    Copy(copy::CopyArguments),
    /// Write a backup: the data as one file, a manifest with digests, the signed head of the feed.
    Backup(backup::BackupArguments),
    /// Build a view from the first event again, beside the old one, and switch.
    RebuildView(rebuild::RebuildArguments),
    /// Look whether a backup is whole, and whether the present store goes on from it.
    Verify(backup::VerifyArguments),
}

pub async fn run(command: StoreCommand) -> anyhow::Result<()> {
    match command {
        StoreCommand::Copy(arguments) => copy::run(&arguments).await,
        StoreCommand::Backup(arguments) => backup::backup(&arguments).await,
        StoreCommand::RebuildView(arguments) => rebuild::run(&arguments).await,
        StoreCommand::Verify(arguments) => backup::verify(&arguments).await,
    }
}
