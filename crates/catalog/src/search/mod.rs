//! Search in memory, as one types: words as prefixes, without marks, by name, field, code and everyday words.

mod catalogue;
mod index;

pub use catalogue::Catalogue;
pub use index::{Hit, Index, Item};
