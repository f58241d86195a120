//! Shell, components and pages of Motcua: what a person sees, in Vietnamese and English.
//!
//! A page is a struct with plain values that handlers fill; a template draws it; the words come
//! from Fluent files. Pages read no store and decide nothing; handlers (`citizen`, `officer`) read rooms and fill them.
//!
//! ```
//! use motcua_web::{Here, Language, Page, Shell, public::StatusPage};
//!
//! let here = Here::at(Language::Vi, "/status");
//! let page = &StatusPage::samples(here.words)[0];
//! assert!(askama::Template::render(page)?.contains("<h1"));
//! # Ok::<(), askama::Error>(())
//! ```
//!
//! How it fits together: `docs/rooms/web.md`.

pub mod app;
pub mod assets;
mod calendar_file;
pub mod citizen;
pub mod desk;
mod dossiers;
mod files;
mod html;
pub mod language;
pub mod officer;
mod page;
mod papers;
pub mod parts;
pub mod paths;
pub mod problem;
pub mod public;
pub mod routes;
mod sample;
pub mod security;
mod shell;
pub mod site;
pub mod styleguide;
pub mod words;

pub use html::{Html, escape};
pub use language::Language;
pub use page::{Page, Sampled};
pub use shell::{About, Desk, DeskPart, Here, MOST_UNREAD, Part, Shell, SignedIn, VERSION};
pub use words::{Arg, Span, SpanUnit, Words};

// Templates call these by short names.
pub(crate) use parts::{icon, shape, timeline};
pub(crate) use words::capital;

/// Every page with its samples.
pub fn pages() -> Vec<Sampled> {
    let mut pages = public::pages();
    pages.extend(desk::pages());
    pages.push(page::sampled::<styleguide::StyleguidePage>());
    pages
}
