//! Officers through HTTP: the story of a dossier, accounts, and what each may see.

mod access;
mod account;
mod reception;
mod story;
mod world;
