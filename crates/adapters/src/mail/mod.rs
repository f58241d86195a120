//! A mail server over SMTP (RFC 5321): the way out for letters.
//!
//! What the server says to us may hold addresses, so errors keep its code alone.

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use motcua_notice::{Letter, Post, PostError, Posting};
use std::error::Error;
use std::time::Duration;

/// How long a server may take for a step of the talk, and for all of it.
const STEP: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(30);

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The server's address.
    #[error("the mail server is named as smtps://name:password@server, or smtp://server?tls=required")]
    Server(#[source] SmtpError),
    /// Plain SMTP over a network.
    #[error("letters go over the network encrypted only: smtps://\u{2026}, or smtp://\u{2026}?tls=required")]
    Plain,
    /// The sender's address.
    #[error("letters need a sender like motcua@example.vn")]
    From(#[source] lettre::address::AddressError),
}

/// A mail server.
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl MailServer {
    /// The server at an address (`smtps://name:password@server:465`), which sends for `from`.
    ///
    /// # Errors
    ///
    /// Fails when one of them cannot be read, or when letters would go over a network in the open.
    pub fn new(server: &str, from: &str) -> Result<Self, SettingsError> {
        if !server.starts_with("smtps://") && !server.contains("tls=required") && !is_local(server) {
            return Err(SettingsError::Plain);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(SettingsError::Server)?
            .timeout(Some(STEP))
            .build();
        Ok(Self {
            transport,
            from: from.parse().map_err(SettingsError::From)?,
        })
    }

    fn message(&self, letter: &Letter) -> Result<Message, Box<dyn Error + Send + Sync>> {
        let mut builder = Message::builder();
        if let Some(leave) = &letter.leave {
            builder = builder.header(ListUnsubscribe(leave.clone())).header(OneClick);
        }
        Ok(builder
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, letter.to.as_str().parse()?))
            .subject(&letter.subject)
            // The same for every try: post boxes show a letter that came twice once.
            .message_id(Some(format!("<{}@{}>", letter.key, self.from.domain())))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())?)
    }
}

/// Whether a server stands on this machine.
fn is_local(server: &str) -> bool {
    let rest = server.trim_start_matches("smtp://");
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let host = host.split([':', '/', '?']).next().unwrap_or_default();
    matches!(host, "127.0.0.1" | "localhost")
}

impl Post for MailServer {
    fn send<'a>(&'a self, letter: &'a Letter) -> Posting<'a> {
        Box::pin(async move {
            let message = self
                .message(letter)
                .map_err(|_| PostError::Refused("the letter cannot be written".to_owned()))?;
            match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(told(&error)),
                Err(_) => Err(PostError::NotNow("it takes too long".to_owned())),
            }
        })
    }
}

fn told(error: &SmtpError) -> PostError {
    let code = error
        .status()
        .map_or_else(|| "no answer".to_owned(), |code| format!("smtp {code}"));
    if error.is_permanent() {
        PostError::Refused(code)
    } else {
        PostError::NotNow(code)
    }
}

/// Tells answering machines not to answer (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The address by which letters end (RFC 2369); mail programs show it as a button.
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// One press is enough (RFC 8058).
#[derive(Debug, Clone)]
struct OneClick;

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_never_go_over_a_network_in_the_open() {
        let from = "motcua@example.vn";
        for open in [
            "smtp://mail.example.vn",
            "smtp://localhost@mail.example.vn:25",
            "smtp://127.0.0.1.example.vn",
        ] {
            assert!(
                matches!(MailServer::new(open, from), Err(SettingsError::Plain)),
                "{open}"
            );
        }
        for good in [
            "smtps://u:p@mail.example.vn",
            "smtp://mail.example.vn?tls=required",
            "smtp://127.0.0.1:2525",
        ] {
            assert!(MailServer::new(good, from).is_ok(), "{good}");
        }
        assert!(matches!(
            MailServer::new("smtp://127.0.0.1:2525", "nobody"),
            Err(SettingsError::From(_))
        ));
    }
}
