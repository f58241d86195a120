//! Letters by e-mail, and the port through which they leave.

use crate::template::{self, TemplateError};
use crate::{Length, Notice};
use motcua_kernel::{MessageId, NoticeId};
use motcua_people::person::{EmailAddress, EmailClaim, Language};
use std::pin::Pin;

/// A letter, ready to be sent: plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The left part of its Message-ID: the same however often it is tried, so that post boxes show it once.
    pub key: String,
    /// Where it goes.
    pub to: EmailAddress,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The language of both.
    pub language: Language,
    /// The address by which its receiver ends letters, without signing in; none for the letter that confirms an address.
    pub leave: Option<String>,
}

/// Why a letter was not taken. The word is for the administrator: a code, never an address or a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// Not now: the server is away or says to try later.
    #[error("the mail server does not take it now: {0}")]
    NotNow(String),
    /// Never: the server refuses the address or the letter.
    #[error("the mail server refuses it: {0}")]
    Refused(String),
}

/// An answer that takes its time.
pub type Posting<'a> = Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>>;

/// A way out for letters: a mail server, or the demo's post box. It gives up after some seconds by itself.
pub trait Post: Send + Sync {
    /// Hands a letter over.
    fn send<'a>(&'a self, letter: &'a Letter) -> Posting<'a>;
}

impl Letter {
    /// The letter of a notice, in the language that its receiver chose; none if they did not choose e-mail.
    ///
    /// `site` is the address of the site, without a slash at the end.
    ///
    /// # Errors
    ///
    /// Fails when the words cannot be filled in.
    pub fn of(notice: &Notice, site: &str) -> Result<Option<Self>, TemplateError> {
        let Some((to, language)) = notice.mail.to() else {
            return Ok(None);
        };
        let say = |key, attribute, values: &[(&'static str, String)]| {
            template::say(notice.template, language, key, attribute, values)
        };
        let title = notice.words(language, Length::Title)?;
        let at = [("site", site.to_owned())];
        let leave = format!("{site}/letters/{}/off", notice.id);
        let subject = [("title", title), ("number", notice.facts.number.clone())];
        let text = [
            notice.words(language, Length::Long)?,
            say("letter-foot", None, &at)?,
            say("letter-foot", Some("office"), &[])?,
            say("letter-foot", Some("why"), &at)?,
            say("letter-foot", Some("leave"), &[("leave", leave.clone())])?,
        ];
        Ok(Some(Self {
            key: key_of(notice.id),
            to: to.clone(),
            subject: say("letter-foot", Some("subject"), &subject)?,
            text: text.join("\n\n"),
            language,
            leave: Some(leave),
        }))
    }

    /// The letter with the code that confirms an address.
    ///
    /// # Errors
    ///
    /// Fails when the words cannot be filled in.
    pub fn confirming(claim: &EmailClaim, message: MessageId, site: &str) -> Result<Self, TemplateError> {
        let say = |key, attribute, values: &[(&'static str, String)]| {
            template::say(template::LATEST, claim.language, key, attribute, values)
        };
        let values = [("code", claim.code.clone()), ("site", site.to_owned())];
        let text = [
            say("confirm-letter", Some("long"), &values)?,
            say("letter-foot", Some("office"), &[])?,
        ];
        Ok(Self {
            key: format!("confirm-{message}"),
            to: claim.address.clone(),
            subject: say("confirm-letter", None, &[])?,
            text: text.join("\n\n"),
            language: claim.language,
            leave: None,
        })
    }
}

fn key_of(notice: NoticeId) -> String {
    format!("notice-{notice}")
}
