//! The suite on PostgreSQL.

mod suite;

every_promise!(crate::suite::Home::server().await);
