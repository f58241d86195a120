//! What officers ask of the site: each handler translates a form into an action of a room, and its answer into a
//! redirect or a page.

mod activate;
mod officers;
mod posted;
mod report;
pub mod routes;
mod second_factor;
mod sessions;
mod shell;
mod sign_in;
mod slip;
mod units;
