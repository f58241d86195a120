//! Officers' sign-in, second factor, activation, sessions, slips.

use crate::parts::{ErrorLine, Field, FieldKind};
use crate::public::Qr;
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Here, Page, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// A step of signing in: password, second factor, activation.
#[derive(Template)]
#[template(path = "desk/sign-in.html")]
pub struct SignInPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The step.
    pub title: String,
    /// What it asks for.
    pub about: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// The secret of a new second factor, to type.
    pub enrol: Option<String>,
    /// The same, to scan.
    pub enrol_qr: Option<Qr>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The page to come back to.
    pub back: Option<String>,
    /// The fields.
    pub fields: Vec<Field>,
    /// The verb.
    pub act: String,
}

impl SignInPage {
    fn step(w: Words, desk: Desk, token: &str, action: &str, keys: [&str; 3], fields: Vec<Field>) -> Self {
        Self {
            w,
            desk,
            title: w.say(keys[0]),
            about: w.say(keys[1]),
            errors: Vec::new(),
            enrol: None,
            enrol_qr: None,
            action: action.to_owned(),
            token: token.to_owned(),
            back: None,
            fields,
            act: w.say(keys[2]),
        }
    }

    /// Name and password.
    pub fn password(w: Words, desk: Desk, token: &str, login: &str) -> Self {
        let fields = vec![
            Field::new("login", w.say("desk-login"), FieldKind::Text(login.to_owned())),
            Field::new("password", w.say("desk-password"), FieldKind::Secret),
        ];
        Self::step(
            w,
            desk,
            token,
            paths::DESK_SIGN_IN,
            ["desk-sign-in-title", "desk-sign-in-about", "sign-in"],
            fields,
        )
    }

    /// The six digits of the second factor.
    pub fn second_factor(w: Words, desk: Desk, token: &str) -> Self {
        let fields = vec![
            Field::new("code", w.say("desk-code"), FieldKind::IdNumber(String::new())).hint(w.say("desk-code-hint")),
        ];
        Self::step(
            w,
            desk,
            token,
            paths::DESK_SECOND_FACTOR,
            ["desk-second-title", "desk-second-about", "sign-in"],
            fields,
        )
    }

    /// The code of a slip, and a new password twice.
    pub fn activation(w: Words, desk: Desk, token: &str, login: &str) -> Self {
        let fields = vec![
            Field::new("login", w.say("desk-login"), FieldKind::Text(login.to_owned())),
            Field::new("slip", w.say("desk-slip-code"), FieldKind::Text(String::new()))
                .hint(w.say("desk-slip-code-hint")),
            Field::new("password", w.say("desk-new-password"), FieldKind::Secret).hint(w.say("desk-new-password-hint")),
            Field::new("again", w.say("desk-new-password-again"), FieldKind::Secret),
        ];
        Self::step(
            w,
            desk,
            token,
            paths::DESK_ACTIVATE,
            ["desk-activate-title", "desk-activate-about", "desk-activate-do"],
            fields,
        )
    }

    /// The same with something wrong; `field` leads the summary.
    #[must_use]
    pub fn failing(mut self, field: &str, error: &str) -> Self {
        if let Some(wrong) = self.fields.iter_mut().find(|known| known.name == field) {
            wrong.error = Some(error.to_owned());
        }
        self.errors.push(ErrorLine::new(field, error));
        self
    }
}

impl Page for SignInPage {
    const NAME: &'static str = "desk/sign-in";

    fn samples(w: Words) -> Vec<Self> {
        let desk = || Desk::outside(&Here::at(w.language(), paths::DESK_SIGN_IN), sample::now());
        let mut enrolling = Self::second_factor(w, desk(), sample::TOKEN);
        enrolling.enrol = Some("KRSX G5CT MVRX EZLU".to_owned());
        vec![
            Self::password(w, desk(), sample::TOKEN, ""),
            Self::password(w, desk(), sample::TOKEN, "chau.dm").failing("login", &w.say("desk-sign-in-wrong")),
            Self::second_factor(w, desk(), sample::TOKEN),
            enrolling,
            Self::activation(w, desk(), sample::TOKEN, "chau.dm"),
        ]
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// The browser.
    pub device: String,
    /// Where it signed in from.
    pub place: String,
    /// Since when.
    pub since: Instant,
    /// Last used.
    pub used_at: Instant,
    /// Whether it is the one on the screen.
    pub is_this: bool,
    /// Where it is ended.
    pub end_action: String,
}

/// An officer's sessions.
#[derive(Template)]
#[template(path = "desk/sessions.html")]
pub struct SessionsPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The forms' token.
    pub token: String,
    /// The sessions.
    pub sessions: Vec<SessionLine>,
}

impl Page for SessionsPage {
    const NAME: &'static str = "desk/sessions";

    fn samples(w: Words) -> Vec<Self> {
        let line = |device: &str, is_this| SessionLine {
            device: device.to_owned(),
            place: either(w, "Trung tâm phường Bãi Cháy, quầy 3", "Bãi Cháy centre, counter 3"),
            since: sample::at(11, 25, 7, 24),
            used_at: sample::now(),
            is_this,
            end_action: format!("{}/7/end", paths::DESK_SESSIONS),
        };
        vec![Self {
            w,
            desk: sample::desk(w, paths::DESK_SESSIONS, DeskPart::Counter),
            token: sample::TOKEN.to_owned(),
            sessions: vec![line("Chromium, Debian", true), line("Firefox, Windows", false)],
        }]
    }
}

/// A slip that activates an account once. It is shown once and printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The officer.
    pub officer: String,
    /// Their position.
    pub position: String,
    /// Their unit.
    pub unit: String,
    /// Where to go.
    pub address: String,
    /// The login.
    pub login: String,
    /// The code.
    pub code: String,
    /// Until when it works.
    pub valid_until: Instant,
}

/// Printed slips.
#[derive(Template)]
#[template(path = "desk/slip.html")]
pub struct SlipPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The slips, one a page.
    pub slips: Vec<Slip>,
}

impl Page for SlipPage {
    const NAME: &'static str = "desk/slip";

    fn samples(w: Words) -> Vec<Self> {
        let slip = |officer: &str, unit: &str| Slip {
            officer: officer.to_owned(),
            position: either(w, "Công chức Tư pháp - Hộ tịch", "Civil status officer"),
            unit: unit.to_owned(),
            address: "motcua.quangninh.gov.vn/desk/activate".to_owned(),
            login: "chau.dm".to_owned(),
            code: "7F3K-Q2MX-9DTR".to_owned(),
            valid_until: sample::at(11, 28, 17, 0),
        };
        vec![Self {
            w,
            desk: sample::desk(w, "/desk/admin/officers/7/slip", DeskPart::Officers),
            slips: vec![
                slip("Đỗ Minh Châu", "Ủy ban nhân dân phường Hồng Gai"),
                slip(sample::LONG_NAME, sample::LONG_UNIT),
            ],
        }]
    }
}
