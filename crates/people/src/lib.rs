//! People. TAKEN: written by somebody else than the author of org; org's author leaves this crate alone and reports.
