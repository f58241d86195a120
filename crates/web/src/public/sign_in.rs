//! How a citizen may sign in. There is no password here.

use crate::sample;
use crate::{Page, Shell, Words, paths};
use askama::Template;

/// The choice of ways to sign in.
#[derive(Template)]
#[template(path = "public/sign-in.html")]
pub struct SignInPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// Where the way to the identity provider begins.
    pub identity_href: String,
    /// Whether the identity provider is a simulator: said plainly.
    pub simulator: bool,
    /// Whether the person was signed in before and the session ended.
    pub expired: bool,
    /// Why the last try came to nothing, and what to do.
    pub note: Option<String>,
}

impl Page for SignInPage {
    const NAME: &'static str = "public/sign-in";

    fn samples(w: Words) -> Vec<Self> {
        let page = |simulator, expired, note| Self {
            w,
            shell: sample::shell(w, paths::SIGN_IN, None),
            identity_href: paths::SIGN_IN_IDENTITY.to_owned(),
            simulator,
            expired,
            note,
        };
        vec![
            page(false, false, None),
            page(true, true, None),
            page(true, false, Some(w.say("sign-in-late"))),
        ]
    }
}
