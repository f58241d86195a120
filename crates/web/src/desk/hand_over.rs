//! One hand-over list: printed, sent off, counted on arrival.

use crate::parts::{ErrorLine, Pair, Status, Tone};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// An original on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverLine {
    /// What the form sends.
    pub key: String,
    /// Its name with series or number.
    pub name: String,
    /// The code on its cover.
    pub code: String,
    /// Sheets.
    pub sheets: u32,
    /// Whose.
    pub person: String,
    /// The dossier's number.
    pub number: String,
    /// Where it is now, once the list has arrived.
    pub state: Option<Status>,
    /// The token of *found here*, while both ends look for it.
    pub found: Option<String>,
}

/// What this officer may do with the list now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverAct {
    /// Its verb.
    pub text: String,
    /// Where it is posted.
    pub href: String,
    /// The token.
    pub token: String,
    /// What it says, before it is done.
    pub about: String,
}

/// The page.
#[derive(Template)]
#[template(path = "desk/hand-over.html")]
pub struct HandOverPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Its number.
    pub number: String,
    /// How it stands.
    pub status: Status,
    /// From, to, when, by whom.
    pub pairs: Vec<Pair>,
    /// The printed sheet.
    pub paper: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// What is on it.
    pub lines: Vec<HandOverLine>,
    /// Receiving: the lines are ticked off in the same form.
    pub receive: Option<HandOverAct>,
    /// Sending it off, or not sending it.
    pub acts: Vec<HandOverAct>,
    /// Where *found here* is posted.
    pub found: String,
}

impl Page for HandOverPage {
    const NAME: &'static str = "desk/hand-over";

    fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, name: &str, person: &str, state: Option<Status>, found: bool| HandOverLine {
            key: key.to_owned(),
            name: name.to_owned(),
            code: format!("BG-00041{key}"),
            sheets: 6,
            person: person.to_owned(),
            number: format!("H49.105-261125-000{key}"),
            state,
            found: found.then(|| sample::TOKEN.to_owned()),
        };
        let act = |key: &str, about: &str, act: &str| HandOverAct {
            text: w.say(key),
            href: paths::desk_hand_over_act("7", act),
            token: sample::TOKEN.to_owned(),
            about: w.say(about),
        };
        let page = |tone, state: String, lines, receive, acts| Self {
            w,
            desk: sample::desk(w, "/desk/hand-overs/7", DeskPart::Originals),
            number: "BB-26-0017".to_owned(),
            status: Status::new(tone, state),
            pairs: vec![
                Pair::new(
                    w.say("hand-over-from"),
                    either(
                        w,
                        "Trung tâm Phục vụ hành chính công phường Bãi Cháy",
                        "Bãi Cháy centre",
                    ),
                ),
                Pair::new(w.say("hand-over-to"), sample::LONG_UNIT),
                Pair::new(w.say("hand-over-made-by"), "Lê Thị Lan").noted(w.moment(sample::at(11, 25, 8, 30))),
            ],
            paper: paths::desk_hand_over_paper("7"),
            errors: Vec::new(),
            lines,
            receive,
            acts,
            found: paths::desk_hand_over_act("7", "found"),
        };
        let name = "Giấy chứng nhận quyền sử dụng đất AB 000123";
        let plain = || {
            vec![
                line("1", name, "Hoàng Văn Nam", None, false),
                line("2", "Bản án ly hôn số 12/2024/HNGĐ-ST", sample::LONG_NAME, None, false),
            ]
        };
        let here = Status::new(Tone::Done, w.say("original-arrived"));
        let gone = Status::new(Tone::Late, w.say("original-missing"));
        vec![
            page(
                Tone::Soon,
                w.say("hand-over-made"),
                plain(),
                None,
                vec![
                    act("hand-over-send", "hand-over-send-about", "send"),
                    act("hand-over-drop", "hand-over-drop-about", "drop"),
                ],
            ),
            page(
                Tone::Run,
                w.say("hand-over-arriving"),
                plain(),
                Some(act("hand-over-receive", "hand-over-receive-about", "receive")),
                Vec::new(),
            ),
            page(
                Tone::Late,
                w.one("hand-over-looked-for", "count", 1),
                vec![
                    line("1", name, "Hoàng Văn Nam", Some(here), false),
                    line(
                        "2",
                        "Bản án ly hôn số 12/2024/HNGĐ-ST",
                        sample::LONG_NAME,
                        Some(gone),
                        true,
                    ),
                ],
                None,
                Vec::new(),
            ),
        ]
    }
}
