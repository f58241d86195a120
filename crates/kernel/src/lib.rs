//! What every room needs and none owns: typed ids, the [`Context`] of a request, moments and dates,
//! working time, money, folded text, canonical JSON and [`Problem`]s.
//!
//! It does no input or output, reads no clock and draws no randomness of its own: both come in with
//! the [`Context`], so that a test can freeze the one and seed the other.
//!
//! ```
//! use motcua_kernel::{Actor, Context, DossierId, Instant};
//!
//! let now: Instant = "2026-11-25T02:21:00Z".parse()?;
//! let ctx = Context::new(Actor::System, now);
//! let id: DossierId = ctx.id();
//! assert_ne!(id, ctx.id());
//! assert_eq!(ctx.today().to_string(), "2026-11-25");
//! # Ok::<(), motcua_kernel::MomentError>(())
//! ```

pub mod calendar;
mod canonical;
mod context;
mod id;
mod moment;
mod money;
pub mod number;
mod problem;
pub mod text;

pub use canonical::{CanonicalError, canonical};
pub use context::{Actor, Context, Randomness, RequestKey, SystemRandomness, named_id};
pub use id::*;
pub use moment::{Date, Instant, MomentError, TIME_ZONE_NAME, time_zone};
pub use money::Money;
pub use problem::{Code, FieldProblem, Problem, codes};
