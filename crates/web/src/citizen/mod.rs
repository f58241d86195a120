//! Handlers of the pages for everybody and for citizens. Each only translates: a form becomes an action of a
//! room, its answer a redirect or a page.

mod catalogue;
mod centres;
mod contact;
mod destination;
mod dossiers;
mod draft;
pub(crate) mod fields;
mod health;
mod home;
mod looks;
mod notices;
mod own_dossier;
mod person;
mod places;
pub(crate) mod prefixes;
mod receipt;
mod review;
pub mod routes;
pub(crate) mod rows;
mod said;
mod sent;
mod shell;
mod sign_in;
mod standing;
mod status;
mod supplement;
mod terms;
mod track;
mod withdraw;
