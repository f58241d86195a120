//! The token that every form carries: guard against forged requests and change id in one.
//!
//! It says that this installation made this form, for this browser, for this purpose, not too long ago; and under
//! which change id the form's act is applied, so that a double click is applied once.

use crate::secret::{KeyUse, Keys, same};
use crate::session::VisitorToken;
use data_encoding::BASE64URL_NOPAD;
use motcua_kernel::{ChangeId, Context, Instant, SessionId};
use std::fmt;
use uuid::Uuid;

/// How long a form may lie open. A session ends earlier; what was typed is kept either way.
pub const LIFETIME_SECONDS: i64 = 12 * 3_600;

/// Whose browser a form was made for.
#[derive(Debug, Clone)]
pub enum Bound {
    /// A signed-in session.
    Session(SessionId),
    /// A browser that is not signed in, known by its visitor cookie: sign-in forms, activation.
    Visitor(VisitorToken),
}

impl Bound {
    fn word(&self) -> &'static [u8] {
        match self {
            Self::Session(_) => b"session",
            Self::Visitor(_) => b"visitor",
        }
    }

    fn name(&self) -> [u8; 32] {
        match self {
            Self::Session(id) => {
                let mut name = [0; 32];
                name[..16].copy_from_slice(Uuid::from(*id).as_bytes());
                name
            }
            Self::Visitor(token) => token.digest_bytes(),
        }
    }
}

/// A form token: 56 bytes in base64url.
///
/// The purpose is the form's name and what it is about, e.g. `"dossier.accept 0192…"`: a token for one dossier is
/// none for another.
#[derive(Clone, PartialEq, Eq)]
pub struct FormToken(String);

impl FormToken {
    /// A token with a new change id.
    pub fn make(keys: &Keys, bound: &Bound, purpose: &str, ctx: &Context) -> Self {
        Self::make_for(keys, bound, purpose, ctx.id(), ctx.now())
    }

    /// A token that keeps the change id of a form shown again, so that what was applied meanwhile is not applied twice.
    pub fn make_for(keys: &Keys, bound: &Bound, purpose: &str, change: ChangeId, now: Instant) -> Self {
        let ends_at = now.plus_seconds(LIFETIME_SECONDS);
        let mac = keys.mac(
            KeyUse::FormToken,
            &parts(bound, purpose, change, ends_at).each_ref().map(Vec::as_slice),
        );
        let mut bytes = Vec::with_capacity(56);
        bytes.extend_from_slice(Uuid::from(change).as_bytes());
        bytes.extend_from_slice(&ends_at.as_micros().to_be_bytes());
        bytes.extend_from_slice(&mac);
        Self(BASE64URL_NOPAD.encode(&bytes))
    }

    /// The text for the hidden field.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks what came back with a form and gives the id of its change.
    ///
    /// # Errors
    ///
    /// Fails when the token is not ours, was made for another browser or purpose, or has lain too long.
    pub fn verify(
        keys: &Keys,
        bound: &Bound,
        purpose: &str,
        token: &str,
        ctx: &Context,
    ) -> Result<ChangeId, TokenError> {
        let bytes: [u8; 56] = BASE64URL_NOPAD
            .decode(token.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(TokenError::Unreadable)?;
        // The slices have the lengths of their arrays by the line above.
        let change = ChangeId::from(Uuid::from_slice(&bytes[..16]).expect("sixteen bytes"));
        let ends_at = Instant::from_micros(i64::from_be_bytes(bytes[16..24].try_into().expect("eight bytes")));
        let parts = parts(bound, purpose, change, ends_at);
        let known = keys.macs(KeyUse::FormToken, &parts.each_ref().map(Vec::as_slice));
        if !known.iter().any(|mac| same(mac, &bytes[24..])) {
            return Err(TokenError::Foreign);
        }
        if ctx.now() >= ends_at {
            return Err(TokenError::Late { change });
        }
        Ok(change)
    }
}

impl fmt::Display for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormToken(…)")
    }
}

fn parts(bound: &Bound, purpose: &str, change: ChangeId, ends_at: Instant) -> [Vec<u8>; 5] {
    [
        bound.word().to_vec(),
        bound.name().to_vec(),
        purpose.as_bytes().to_vec(),
        Uuid::from(change).as_bytes().to_vec(),
        ends_at.as_micros().to_be_bytes().to_vec(),
    ]
}

/// Why a form is shown again instead of applied. What was typed is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// No token at all, or a cut one.
    #[error("the form came without its token: show it again and let it be sent again")]
    Unreadable,
    /// Made elsewhere, for another session (one that ended meanwhile) or for another form.
    #[error("the form was made for another session or purpose: show it again and let it be sent again")]
    Foreign,
    /// Too old. The change id is right: the form shown again keeps it.
    #[error("the form lay open for more than twelve hours: show it again and let it be sent again")]
    Late {
        /// The id under which it may have been applied already.
        change: ChangeId,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::Actor;
    use proptest::prelude::*;

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);

    fn ctx(now: Instant) -> Context {
        Context::new(Actor::Anyone, now)
    }

    fn session(number: u128) -> Bound {
        Bound::Session(SessionId::from_u128(number))
    }

    #[test]
    fn a_token_gives_its_change_back_to_its_session_and_purpose_only() {
        let keys = Keys::new([3; 32]);
        let token = FormToken::make(&keys, &session(1), "dossier.accept", &ctx(NOW));
        let verify = |bound: &Bound, purpose| FormToken::verify(&keys, bound, purpose, token.as_str(), &ctx(NOW));
        let change = verify(&session(1), "dossier.accept").unwrap();
        assert_eq!(
            verify(&session(1), "dossier.accept"),
            Ok(change),
            "a double click has the same change"
        );
        assert_eq!(verify(&session(2), "dossier.accept"), Err(TokenError::Foreign));
        assert_eq!(verify(&session(1), "dossier.refuse"), Err(TokenError::Foreign));
        let visitor = Bound::Visitor(VisitorToken::make(&ctx(NOW)));
        assert_eq!(verify(&visitor, "dossier.accept"), Err(TokenError::Foreign));
    }

    #[test]
    fn two_forms_of_one_page_have_two_changes() {
        let (keys, ctx) = (Keys::new([3; 32]), ctx(NOW));
        let change = |purpose| {
            let token = FormToken::make(&keys, &session(1), purpose, &ctx);
            FormToken::verify(&keys, &session(1), purpose, token.as_str(), &ctx).unwrap()
        };
        assert_ne!(change("a"), change("b"));
    }

    #[test]
    fn a_form_that_lay_too_long_keeps_its_change_when_shown_again() {
        let keys = Keys::new([3; 32]);
        let token = FormToken::make(&keys, &session(1), "a", &ctx(NOW));
        let last = NOW.plus_seconds(LIFETIME_SECONDS).plus_micros(-1);
        let change = FormToken::verify(&keys, &session(1), "a", token.as_str(), &ctx(last)).unwrap();
        let late = NOW.plus_seconds(LIFETIME_SECONDS);
        let answer = FormToken::verify(&keys, &session(1), "a", token.as_str(), &ctx(late));
        assert_eq!(answer, Err(TokenError::Late { change }));
        let again = FormToken::make_for(&keys, &session(1), "a", change, late);
        assert_eq!(
            FormToken::verify(&keys, &session(1), "a", again.as_str(), &ctx(late)),
            Ok(change)
        );
    }

    #[test]
    fn a_token_made_before_the_keys_changed_is_still_taken() {
        let token = FormToken::make(&Keys::new([3; 32]), &session(1), "a", &ctx(NOW));
        let changed = Keys::new([4; 32]).with_earlier([3; 32]);
        assert!(FormToken::verify(&changed, &session(1), "a", token.as_str(), &ctx(NOW)).is_ok());
    }

    proptest! {
        #[test]
        fn a_token_with_any_bit_turned_is_refused(at in 0usize..56 * 8) {
            let keys = Keys::new([3; 32]);
            let token = FormToken::make(&keys, &session(1), "a", &ctx(NOW));
            let mut bytes = BASE64URL_NOPAD.decode(token.as_str().as_bytes()).unwrap();
            bytes[at / 8] ^= 1 << (at % 8);
            let turned = BASE64URL_NOPAD.encode(&bytes);
            prop_assert_eq!(FormToken::verify(&keys, &session(1), "a", &turned, &ctx(NOW)), Err(TokenError::Foreign));
        }

        #[test]
        fn nothing_that_strangers_send_is_taken_or_breaks(text in "\\PC{0,100}") {
            let keys = Keys::new([3; 32]);
            prop_assert!(FormToken::verify(&keys, &session(1), "a", &text, &ctx(NOW)).is_err());
        }
    }
}
