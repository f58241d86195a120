//! Other systems that call the API: the list of them, and a token, shown once.

use crate::parts::{Link, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// A client in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientLine {
    /// What administrators call it.
    pub name: String,
    /// The word of the source that it speaks for.
    pub source: Option<String>,
    /// The unit that answers for it.
    pub unit: String,
    /// What it may do.
    pub may: Vec<String>,
    /// In whose name it receives, up to which level it vouches.
    pub reach: Vec<String>,
    /// How it stands.
    pub state: Status,
    /// When its token ends, or when it was closed.
    pub until: Option<String>,
    /// When it came in last.
    pub used: String,
    /// When it was opened.
    pub opened_on: String,
    /// By whom.
    pub opened_by: String,
    /// What can be done with it.
    pub acts: Vec<Link>,
}

/// The list of clients.
#[derive(Template)]
#[template(path = "desk/clients.html")]
pub struct ClientsPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The clients.
    pub clients: Vec<ClientLine>,
}

impl Page for ClientsPage {
    const NAME: &'static str = "desk/clients";

    fn samples(w: Words) -> Vec<Self> {
        let desk = || sample::desk(w, paths::DESK_CLIENTS, DeskPart::Clients);
        let line = |name: &str, key: &str, tone, acts: &[&str]| ClientLine {
            name: name.to_owned(),
            source: Some("national_portal".to_owned()),
            unit: "Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh".to_owned(),
            may: ["client-may-submit", "client-may-see"].map(|key| w.say(key)).to_vec(),
            reach: vec![w.one("client-vouches", "level", 2)],
            state: Status::new(tone, w.say(key)),
            until: Some(w.one("client-token-until", "day", w.date(sample::now().date()))),
            used: w.one("client-used-at", "when", w.moment(sample::at(11, 25, 9, 21))),
            opened_on: w.date(sample::at(7, 1, 8, 0).date()),
            opened_by: "Vũ Hải Đăng".to_owned(),
            acts: acts
                .iter()
                .map(|key| Link::new(w.say(key), paths::desk_client_close("7")))
                .collect(),
        };
        let mut heavy = line(
            &either(w, "Hệ thống một cửa cũ", "The old one-stop system"),
            "client-without-token",
            Tone::Late,
            &["client-renew-do", "client-close-do"],
        );
        sample::LONG_UNIT.clone_into(&mut heavy.unit);
        heavy.until = None;
        heavy.used = w.say("client-never-used");
        heavy
            .reach
            .insert(0, w.one("client-receives", "unit", sample::LONG_UNIT));
        heavy.opened_by = w.say("client-opened-by-command");
        let mut closed = line(sample::LONG_NAME, "client-closed", Tone::Closed, &[]);
        closed.until = Some(w.one("client-closed-on", "day", w.date(sample::now().date())));
        let clients = vec![
            line(
                &either(w, "Cổng Dịch vụ công quốc gia", "The national portal"),
                "client-open",
                Tone::Run,
                &["client-renew-do", "client-close-do"],
            ),
            heavy,
            closed,
        ];
        let page = |clients| Self {
            w,
            desk: desk(),
            clients,
        };
        vec![page(clients), page(Vec::new())]
    }
}

/// A token, shown in the answer to the form that asked for it and never again.
#[derive(Template)]
#[template(path = "desk/token.html")]
pub struct TokenPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// What the client is called.
    pub name: String,
    /// The token; none when the same form was sent before.
    pub token: Option<String>,
    /// Until when it counts.
    pub until: Instant,
    /// Where another one is asked for.
    pub again: String,
}

impl Page for TokenPage {
    const NAME: &'static str = "desk/token";

    fn samples(w: Words) -> Vec<Self> {
        let page = |token: Option<&str>| Self {
            w,
            desk: sample::desk(w, "/desk/admin/clients/open", DeskPart::Clients),
            name: either(w, "Cổng Dịch vụ công quốc gia", "The national portal"),
            token: token.map(str::to_owned),
            until: sample::at(12, 31, 9, 21),
            again: paths::desk_client_token("7"),
        };
        let token = "motcua_01938f2a7c117d429b1e5f0c2ad67f3a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        vec![page(Some(token)), page(None)]
    }
}
