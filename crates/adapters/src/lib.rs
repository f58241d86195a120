//! The outside of the platform: one folder for each neighbour, each with its simulator.
//!
//! An adapter implements a trait that a room declares and knows nothing of pages or the store.

pub mod identity;
pub mod mail;
