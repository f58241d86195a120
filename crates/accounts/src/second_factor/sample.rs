//! An authenticator app for tests and the demo.

use super::totp;
use data_encoding::BASE32_NOPAD;
use motcua_kernel::Instant;

/// The code that an app shows at a moment, for the key as the page of enrolment shows it.
///
/// # Panics
///
/// Panics when the key is none: a test typed it wrong.
pub fn code_at(shown_key: &str, now: Instant) -> String {
    let key = BASE32_NOPAD
        .decode(shown_key.replace(' ', "").as_bytes())
        .expect("a key in base32");
    totp::code_of(&key, totp::step_at(now))
}
