//! Officers' pages.
use crate::page::Sampled;
/// All of them.
pub(crate) fn pages() -> Vec<Sampled> {
    Vec::new()
}
