//! Notices (tin báo): what a person was told about a dossier, in which words, by which way, and whether it arrived.
//!
//! A room puts a message into the outbox with ids only. The background gathers the [`Facts`] and calls [`tell`]:
//! one [`Notice`] for each person, once for each message. It stands in the person's inbox on the site; who has chosen
//! e-mail also gets a [`Letter`], through the port [`Post`] that an adapter serves.
//!
//! What it deliberately does not do: look into dossiers (the facts come as values), know mail servers (the adapter
//! does), or send text messages (no gateway yet; the short words are written and tested).
//!
//! ```
//! use motcua_notice::{Facts, Kind, Length, template};
//! use motcua_people::person::Language;
//!
//! let facts = Facts::sample(Kind::ResultReady);
//! let short = template::words(template::LATEST, Kind::ResultReady, Language::En, Length::Short, &facts)?;
//! assert!(short.len() <= 160 && short.contains(&facts.number));
//! # Ok::<(), template::TemplateError>(())
//! ```

mod deliver;
mod facts;
mod kind;
mod leave;
mod letter;
pub mod maintenance;
mod notice;
mod read;
pub mod record;
mod retry;
mod tell;
pub mod template;

pub use deliver::{DeliverError, Delivered, LETTER_MESSAGE, LetterOf, deliver, gave_up};
pub use facts::Facts;
pub use kind::Kind;
pub use leave::{leave, letters_of};
pub use letter::{Letter, Post, PostError, Posting};
pub use notice::{Mail, Notice, Unsent, notice_id};
pub use read::{ReadNoticeError, read_all, read_one};
pub use retry::{RetryError, retry, retry_all};
pub use tell::{Tell, TellError, tell};
pub use template::Length;

use motcua_kernel::{NoticeId, ThingId};
use uuid::Uuid;

/// The chain of a notice.
fn thing(notice: NoticeId) -> ThingId {
    ThingId::from(Uuid::from(notice))
}
