//! Who signs in, and how it is known: officers' accounts with passwords and second factors, activation slips,
//! sessions, form tokens, API clients, and the way of citizens through the national identity provider.
//!
//! It does not say what somebody *may do* (that is the table of rights in `org`), keeps no password of a citizen
//! (IDN-01), and knows no page and no provider: pages are in `web`, providers behind [`citizen::IdentityProvider`].
//!
//! Every request: [`session::Cookie::read`] → [`session::find`] → [`session::Session::actor`] → a `Context`.
//! Every form: [`token::FormToken::make`] on the page, [`token::FormToken::verify`] when it comes back.
//!
//! ```
//! use motcua_accounts::{Keys, token::{Bound, FormToken}};
//! use motcua_kernel::{Actor, Context, Instant, SessionId};
//!
//! let keys = Keys::new([7; 32]);
//! let ctx = Context::new(Actor::Anyone, Instant::from_micros(1_790_000_000_000_000));
//! let browser = Bound::Session(SessionId::from_u128(1));
//! let token = FormToken::make(&keys, &browser, "account.lock", &ctx);
//! let change = FormToken::verify(&keys, &browser, "account.lock", token.as_str(), &ctx)?;
//! assert!(FormToken::verify(&keys, &browser, "account.close", token.as_str(), &ctx).is_err());
//! # let _ = change;
//! # Ok::<(), motcua_accounts::token::TokenError>(())
//! ```

pub mod account;
pub mod activation;
pub mod citizen;
pub mod client;
pub mod limit;
pub mod password;
pub mod second_factor;
mod secret;
pub mod session;
pub mod token;
mod typed_code;

pub use secret::{Keys, KeysError, Sealed, Secret, SecretDigest};
pub use typed_code::{TypedCode, TypedCodeError};

use motcua_kernel::{ChangeId, Context};

/// The same request with a change id of its own, for what must never count as a repeat: a failed try, a use of a
/// session, a sign-in.
fn fresh(ctx: &Context) -> Context {
    let millis = ctx.now().as_micros().max(0) as u64 / 1_000;
    let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &ctx.secret::<10>()).into_uuid();
    Context::for_change(ctx.actor(), ctx.now(), ChangeId::from(uuid)).with_request(ctx.request())
}
