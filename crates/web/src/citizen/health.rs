//! How the system is: what works now, seen by trying it.

use super::shell::shell;
use crate::app::{Answer, Visit};
use crate::parts::{Status, Tone};
use crate::public::{StatusLine, StatusPage};
use crate::{Page, VERSION, Words};

/// `GET /status`. It answers also when the store does not.
pub(super) async fn show(visit: Visit) -> Answer {
    let w = visit.here.words;
    let read = visit.app().store().read().await.ok();
    let stored = match &read {
        Some(read) => read.feed_head().await.is_ok(),
        None => false,
    };
    let shell = match &read {
        Some(read) => shell(&visit, read, None).await?,
        None => visit.shell(None, None),
    };
    let known = !visit.app().catalogue().is_empty();
    Ok(StatusPage {
        w,
        shell,
        overall: if stored && known {
            Status::new(Tone::Done, w.say("status-well"))
        } else {
            Status::new(Tone::Soon, w.say("status-partly"))
        },
        at: visit.ctx.now(),
        lines: vec![
            line(w, "status-dossiers", stored, "status-dossiers-note"),
            line(w, "status-catalogue", known, "status-catalogue-note"),
        ],
        version: VERSION.to_owned(),
    }
    .respond())
}

fn line(w: Words, name: &str, works: bool, note: &str) -> StatusLine {
    StatusLine {
        name: w.say(name),
        status: if works {
            Status::new(Tone::Done, w.say("status-well"))
        } else {
            Status::new(Tone::Silent, w.say("status-silent"))
        },
        note: (!works).then(|| w.say(note)),
    }
}
