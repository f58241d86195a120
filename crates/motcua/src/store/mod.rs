//! `motcua store …`: moving a store, backing it up, and looking after it.

pub mod backup;
mod copy;
mod erasures;
mod rebuild;

use clap::Subcommand;

/// What can be done with a store as a whole.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Move everything to an empty store of either engine, proven by digests in the same run.
    Copy(copy::CopyArguments),
    /// Write a backup: the data as one file, the files, a manifest with digests, the signed head of the feed.
    Backup(backup::BackupArguments),
    /// Print what was erased, for a list that is kept apart from the backups.
    Erasures(erasures::ErasuresArguments),
    /// Erase again, after a restore, what such a list says.
    EraseAgain(erasures::EraseAgainArguments),
    /// Build a view from the first event again, beside the old one, and switch.
    RebuildView(rebuild::RebuildArguments),
    /// Look whether a backup is whole, and whether the present store goes on from it.
    Verify(backup::VerifyArguments),
}

pub async fn run(command: StoreCommand) -> anyhow::Result<()> {
    match command {
        StoreCommand::Copy(arguments) => copy::run(&arguments).await,
        StoreCommand::Backup(arguments) => backup::backup(&arguments).await,
        StoreCommand::Erasures(arguments) => erasures::list(&arguments).await,
        StoreCommand::EraseAgain(arguments) => erasures::erase_again(&arguments).await,
        StoreCommand::RebuildView(arguments) => rebuild::run(&arguments).await,
        StoreCommand::Verify(arguments) => backup::verify(&arguments).await,
    }
}
