//! Handlers of the pages for everybody and for citizens. Each only translates: a form becomes an action of a
//! room, its answer a redirect or a page.

pub(crate) mod behalf;
mod calendar;
pub(crate) mod catalogue;
mod centres;
mod contact;
pub(crate) mod destination;
mod dossiers;
pub(crate) mod draft;
pub(crate) mod fields;
mod files;
mod health;
pub(crate) mod home;
mod leave;
mod looks;
mod notices;
mod own_dossier;
mod paper;
pub(crate) mod person;
mod places;
pub(crate) mod prefixes;
mod receipt;
pub(crate) mod review;
pub mod routes;
pub(crate) mod rows;
pub(crate) mod said;
pub(crate) mod section;
pub(crate) mod sent;
mod shell;
mod sign_in;
mod standing;
mod status;
mod supplement;
pub(crate) mod terms;
mod track;
mod withdraw;
