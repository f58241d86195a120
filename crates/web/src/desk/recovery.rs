//! Recovery codes, shown once after a code app was connected.

use crate::sample;
use crate::{Desk, Here, Page, Words, paths};
use askama::Template;

/// The codes for the day that the phone is lost.
#[derive(Template)]
#[template(path = "desk/recovery.html")]
pub struct RecoveryPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The codes.
    pub codes: Vec<String>,
    /// Where the officer goes on.
    pub onward: String,
}

impl Page for RecoveryPage {
    const NAME: &'static str = "desk/recovery";

    fn samples(w: Words) -> Vec<Self> {
        vec![Self {
            w,
            desk: Desk::outside(&Here::at(w.language(), paths::DESK_SECOND_FACTOR), sample::now()),
            codes: ["7F3K-Q2MX-9DTR", "M4WC-2PHA-X6NE", "B9TD-5KRY-3GQZ"]
                .map(str::to_owned)
                .to_vec(),
            onward: paths::DESK_SIGN_IN.to_owned(),
        }]
    }
}
