//! What a dossier goes by, read from the catalogue and the organisation.

/// Why it could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    /// The limit is not known.
    #[error("the procedure has no known time limit: enter one before dossiers are accepted")]
    NoLimit,
}
