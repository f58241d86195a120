//! What stands around a page: masthead and foot for everybody, bar and keys for officers.

use crate::app::{Announced, MaintenanceNotice};
use crate::language::address_in;
use crate::{Language, Words};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use motcua_kernel::Instant;
use std::convert::Infallible;

/// The version that is running, for *Báo lỗi* and the status page.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What every page says of the site itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Whether this is a demonstration with invented people: said in a line on top.
    pub is_demo: bool,
    /// The telephone of the provincial centre, which answers when nobody else is named.
    pub phone: String,
    /// The address that people type, without a slash at the end: what papers lead to.
    pub address: String,
    /// Whether there is a mail server: without one nobody is asked for an address.
    pub sends_mail: bool,
}

impl About {
    /// For samples: a number and an address that nobody can have.
    pub fn sample() -> Self {
        Self {
            is_demo: false,
            phone: "0203 000 0054".to_owned(),
            address: "https://motcua.example".to_owned(),
            sends_mail: true,
        }
    }
}

/// Where a request came in: what shells and problem pages need to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// The words of its language.
    pub words: Words,
    /// Its path, as it was asked for.
    pub path: String,
    /// Its query without the `?`.
    pub query: String,
    /// Its `x-request-id`, empty when there is none.
    pub request_id: String,
    /// The site.
    pub about: About,
    /// Maintenance that pages tell of now.
    pub maintenance: Option<MaintenanceNotice>,
}

impl Here {
    /// For samples and for pages made outside of a request.
    pub fn at(language: Language, path: &str) -> Self {
        Self {
            words: Words::new(language),
            path: path.to_owned(),
            query: String::new(),
            request_id: "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3k".to_owned(),
            about: About::sample(),
            maintenance: None,
        }
    }

    /// The short code that a person reads out on the telephone: the end of the request id.
    pub fn support_code(&self) -> String {
        let letters: Vec<char> = self.request_id.chars().filter(char::is_ascii_alphanumeric).collect();
        let short: String = letters[letters.len().saturating_sub(6)..].iter().collect();
        short.to_uppercase()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let words = Words::from_request_parts(parts, state).await?;
        let request_id = parts
            .headers
            .get("x-request-id")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let planned = parts.extensions.get::<Announced>();
        let maintenance = planned.and_then(|planned| planned.notice(words));
        Ok(Self {
            words,
            maintenance,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            request_id: request_id.to_owned(),
            about: parts.extensions.get().cloned().unwrap_or_default(),
        })
    }
}

/// A part of the site that the masthead leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The catalogue.
    Procedures,
    /// My dossiers, or a dossier by its number.
    Dossiers,
    /// Old place names.
    Places,
    /// The centres.
    Centres,
    /// My notices.
    Notices,
}

/// The citizen who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The name, as shown.
    pub name: String,
    /// The token of the sign-out form.
    pub token: String,
    /// Notices that they have not read; counted no further than [`MOST_UNREAD`].
    pub unread: u32,
}

/// Beyond so many unread notices the masthead says "more than".
pub const MOST_UNREAD: u32 = 99;

impl SignedIn {
    /// The number beside the link to the notices: `3`, or `99+`.
    pub(crate) fn unread_shown(&self) -> String {
        counted(self.unread)
    }
}

/// A number that was counted no further than [`MOST_UNREAD`].
fn counted(number: u32) -> String {
    if number > MOST_UNREAD {
        format!("{MOST_UNREAD}+")
    } else {
        number.to_string()
    }
}

/// The public shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    /// Where the other language is: a link.
    pub other_language: String,
    /// The part of the site the page belongs to.
    pub part: Option<Part>,
    /// Who is signed in, if anybody.
    pub signed_in: Option<SignedIn>,
    /// Whether this is a demonstration with invented people: said in a line on top.
    pub is_demo: bool,
    /// The telephone of the provincial centre.
    pub phone: String,
    /// Maintenance that pages tell of now.
    pub maintenance: Option<MaintenanceNotice>,
}

impl Shell {
    /// A shell for a request; nobody signed in.
    pub fn new(here: &Here, part: Option<Part>) -> Self {
        Self {
            other_language: address_in(here.words.language().other(), &here.path, &here.query),
            part,
            signed_in: None,
            is_demo: here.about.is_demo,
            // A number is not broken over two lines.
            phone: here.about.phone.replace(' ', "\u{a0}"),
            maintenance: here.maintenance.clone(),
        }
    }

    /// The same, with somebody signed in.
    #[must_use]
    pub fn for_person(mut self, name: impl Into<String>, token: impl Into<String>) -> Self {
        self.signed_in = Some(SignedIn {
            name: name.into(),
            token: token.into(),
            unread: 0,
        });
        self
    }

    /// The same, with so many unread notices of whoever is signed in.
    #[must_use]
    pub fn with_unread(mut self, unread: u32) -> Self {
        if let Some(person) = &mut self.signed_in {
            person.unread = unread;
        }
        self
    }

    /// `aria-current` of a part's link.
    pub(crate) fn is_in(&self, part: Part) -> bool {
        self.part == Some(part)
    }
}

/// A link in an officer's bar. Which ones an officer has follows from their rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskPart {
    /// What waits to be received.
    Counter,
    /// Helping somebody to file.
    Help,
    /// Results to deliver.
    Delivery,
    /// My work.
    Worklist,
    /// Dossiers to give to officers.
    Assign,
    /// Results to sign.
    Signing,
    /// Numbers, dates, seals.
    Records,
    /// Originals that the unit keeps, and their hand-over lists.
    Originals,
    /// What was taken at the counter.
    Payments,
    /// Finding a dossier.
    Find,
    /// Units.
    Units,
    /// Officers.
    Officers,
    /// Other systems.
    Clients,
    /// Messages that were given up.
    Letters,
    /// Maintenance that everybody is told of.
    Maintenance,
}

impl DeskPart {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Counter => "desk-part-counter",
            Self::Help => "desk-part-help",
            Self::Delivery => "desk-part-delivery",
            Self::Worklist => "desk-part-worklist",
            Self::Assign => "desk-part-assign",
            Self::Signing => "desk-part-signing",
            Self::Records => "desk-part-records",
            Self::Originals => "desk-part-originals",
            Self::Payments => "desk-part-payments",
            Self::Find => "desk-part-find",
            Self::Units => "desk-part-units",
            Self::Officers => "desk-part-officers",
            Self::Clients => "desk-part-clients",
            Self::Letters => "desk-part-letters",
            Self::Maintenance => "desk-part-maintenance",
        }
    }

    pub(crate) const fn href(self) -> &'static str {
        use crate::paths;
        match self {
            Self::Counter => paths::DESK_COUNTER,
            Self::Help => paths::DESK_HELP,
            Self::Delivery => paths::DESK_DELIVERY,
            Self::Worklist => paths::DESK_WORKLIST,
            Self::Assign => paths::DESK_ASSIGN,
            Self::Signing => paths::DESK_SIGNING,
            Self::Records => paths::DESK_RECORDS,
            Self::Originals => paths::DESK_ORIGINALS,
            Self::Payments => paths::DESK_PAYMENTS,
            Self::Find => paths::DESK_FIND,
            Self::Units => paths::DESK_UNITS,
            Self::Officers => paths::DESK_OFFICERS,
            Self::Clients => paths::DESK_CLIENTS,
            Self::Letters => paths::DESK_LETTERS,
            Self::Maintenance => paths::DESK_MAINTENANCE,
        }
    }
}

/// The officers' shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Where the officer works: "Quầy 3, Bãi Cháy".
    pub place: String,
    /// The parts this officer has, in order.
    pub parts: Vec<DeskPart>,
    /// The part the page belongs to.
    pub part: Option<DeskPart>,
    /// Reminders that the officer has not seen; `None` for those who have nothing to do with dossiers.
    pub reminded: Option<u32>,
    /// Name and position; `None` before signing in.
    pub officer: Option<String>,
    /// The token of the sign-out form.
    pub token: String,
    /// The moment on the clock.
    pub now: Instant,
    /// Where the other language is.
    pub other_language: String,
    /// *Báo lỗi*, with request id, page and version.
    pub report: String,
    /// Whether this is a demonstration with invented people.
    pub is_demo: bool,
    /// Maintenance that pages tell of now.
    pub maintenance: Option<MaintenanceNotice>,
    /// Further keys of this page for the strip: the key, and the key of its words.
    pub hints: Vec<(&'static str, &'static str)>,
}

impl Desk {
    /// A shell before signing in.
    pub fn outside(here: &Here, now: Instant) -> Self {
        let path: String = here
            .path
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "/-.".contains(*c))
            .collect();
        Self {
            place: String::new(),
            parts: Vec::new(),
            part: None,
            reminded: None,
            officer: None,
            token: String::new(),
            now,
            other_language: address_in(here.words.language().other(), &here.path, &here.query),
            report: format!(
                "{}?request={}&page={path}&version={VERSION}",
                crate::paths::DESK_REPORT,
                here.request_id
            ),
            is_demo: here.about.is_demo,
            maintenance: here.maintenance.clone(),
            hints: Vec::new(),
        }
    }

    /// A shell for a signed-in officer at a place.
    pub fn new(
        here: &Here,
        now: Instant,
        place: &str,
        officer: &str,
        parts: &[DeskPart],
        part: Option<DeskPart>,
    ) -> Self {
        Self {
            place: place.to_owned(),
            parts: parts.to_vec(),
            part,
            officer: Some(officer.to_owned()),
            ..Self::outside(here, now)
        }
    }

    /// The same, with the way to the reminders, and how many are new; counted no further than [`MOST_UNREAD`].
    #[must_use]
    pub const fn reminded(mut self, unseen: Option<u32>) -> Self {
        self.reminded = unseen;
        self
    }

    /// The same, with the token of the sign-out form.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    pub(crate) fn unseen(&self) -> u32 {
        self.reminded.unwrap_or(0)
    }

    pub(crate) fn unseen_shown(&self) -> String {
        counted(self.unseen())
    }

    pub(crate) fn is_in(&self, part: &DeskPart) -> bool {
        self.part.as_ref() == Some(part)
    }

    /// The same, with more keys in the strip.
    #[must_use]
    pub fn with_hints(mut self, hints: &[(&'static str, &'static str)]) -> Self {
        self.hints = hints.to_vec();
        self
    }

    pub(crate) fn helps(&self) -> bool {
        self.parts.contains(&DeskPart::Help)
    }

    pub(crate) fn finds(&self) -> bool {
        self.parts.contains(&DeskPart::Find)
    }
}
