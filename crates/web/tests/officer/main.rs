//! Officers through HTTP: the story of a dossier, accounts, and what each may see.

mod access;
mod account;
mod appraisal;
mod assign;
mod client;
mod files;
mod guidance;
mod help;
mod lists;
mod maintenance;
mod money;
mod originals;
mod plain;
mod reception;
mod remind;
mod steps;
mod story;
#[allow(dead_code, reason = "tests of other sides of the site stand on it, too")]
mod world;
