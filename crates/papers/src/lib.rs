//! The official papers that the office issues: data in, PDF/A-2b out.
//!
//! A [`Paper`] is everything that a paper says, fixed in the act that issues it. [`Paper::print`] sets it by the
//! layout of Decree 30/2020 and gives the bytes that are kept by their digest: the same data gives the same
//! bytes. A reprint is a paper of its own that says so.
//!
//! [`sign`] adds a signature behind what is there, [`verify`] gives the verdict about a file.
//!
//! It reads no clock, no file and no network: fonts and forms are in the binary, the moment of issue is in the
//! data. Words of the forms stand in `forms/`, since the law writes them and they do not follow the reader's
//! language.

mod code;
mod number;
mod paper;
mod press;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
mod sign;
mod signatory;
mod verdict;

pub use code::{CodeError, Mark};
pub use paper::*;
pub use press::{PrintError, Printed, Spot};
pub use sign::{DemonstrationAuthority, DemonstrationKey, Key, KeyError, Order, Role, SignError, sign};
pub use signatory::{Capacity, Signatory};
pub use verdict::{Seen, Verdict, VerdictError, verify};
