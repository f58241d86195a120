//! What officers ask of the site: each handler translates a form into an action of a room, and its answer into a
//! redirect or a page.

mod accept;
mod act;
mod activate;
mod assign;
pub(crate) mod case;
mod client;
mod counter;
mod delivery;
mod dossier;
mod find;
mod ground;
mod hand_over;
mod head;
mod help;
mod letters;
mod note;
mod officers;
mod paper;
mod posted;
mod reasons;
mod records;
mod refuse;
mod report;
pub mod routes;
mod said;
mod second_factor;
mod sessions;
mod shell;
mod sign_in;
mod sign_off;
mod signing;
mod slip;
mod supplement;
mod units;
mod work;
mod worklist;
