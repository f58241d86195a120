//! The suite on the embedded engine.

mod suite;

every_promise!(crate::suite::Home::folder());
