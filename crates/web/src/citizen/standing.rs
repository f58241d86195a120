//! How a dossier stands, in the words of its people.

use crate::Words;
use crate::parts::{Status, Tone};
use motcua_dossier::step::StepKind;
use motcua_dossier::{Dossier, Stage, State, WaitsFor};
use motcua_kernel::Instant;
use motcua_org::Directory;

/// The status with its colour and shape.
pub(super) fn status(w: Words, dossier: &Dossier, now: Instant) -> Status {
    let (tone, key) = match dossier.stage() {
        Stage::Submitted => (Tone::Run, "state-submitted"),
        Stage::AwaitingCompletion | Stage::Paused => (Tone::Paused, "state-awaiting"),
        Stage::Refused => (Tone::Closed, "state-refused"),
        Stage::Lapsed => (Tone::Closed, "state-lapsed"),
        Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed if dossier.is_late(now) => {
            (Tone::Late, "state-late")
        }
        Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed => (Tone::Run, "state-running"),
        Stage::ResultReady => (Tone::Done, "state-result"),
        Stage::Delivered => (Tone::Closed, "state-delivered"),
        Stage::Withdrawn => (Tone::Closed, "state-withdrawn"),
        Stage::Stopped => (Tone::Closed, "state-stopped"),
    };
    Status::new(tone, w.say(key))
}

/// What matters now, in a sentence: the line of a list.
pub(super) fn about(w: Words, directory: &Directory, dossier: &Dossier, now: Instant) -> String {
    let centre = || super::destination::unit_name(directory, dossier.places.delivery);
    let ended = |key| match dossier.closed_at {
        Some(at) => w.one(key, "day", w.day(at.date())),
        None => String::new(),
    };
    match &dossier.state {
        State::Submitted { .. } => match dossier.due {
            Some(due) => w.one("about-submitted", "moment", w.moment(due.shown)),
            None => w.say("head-submitted"),
        },
        State::AwaitingCompletion { last_day, .. } | State::Paused { last_day, .. } => {
            w.one("about-awaiting", "day", w.day(*last_day))
        }
        State::Refused { .. } => ended("about-refused"),
        State::Lapsed { .. } => ended("about-lapsed"),
        State::Accepted { .. } | State::InProcess { .. } | State::AwaitingSignature { .. } | State::Signed { .. } => {
            match dossier.promised() {
                Some(due) if due.at < now => w.one("about-late", "moment", w.moment(due.shown)),
                Some(due) => w.one("about-promised", "moment", w.moment(due.shown)),
                None => headline(w, dossier, now),
            }
        }
        State::ResultReady { .. } => w.one("about-result", "centre", centre()),
        State::Delivered { .. } => ended("about-delivered"),
        State::Withdrawn { .. } => ended("about-withdrawn"),
        State::Stopped { .. } => ended("about-stopped"),
    }
}

/// How it stands, as the headline of its page.
pub(super) fn headline(w: Words, dossier: &Dossier, now: Instant) -> String {
    let stage = dossier.stage();
    let is_work = matches!(
        stage,
        Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed
    );
    if is_work && dossier.is_late(now) {
        return w.say("head-late");
    }
    w.say(match stage {
        Stage::Refused => "head-refused",
        Stage::Lapsed => "head-lapsed",
        Stage::Delivered => "head-delivered",
        Stage::Withdrawn => "head-withdrawn",
        Stage::Stopped => "head-stopped",
        Stage::Submitted
        | Stage::AwaitingCompletion
        | Stage::Accepted
        | Stage::InProcess
        | Stage::Paused
        | Stage::AwaitingSignature
        | Stage::Signed
        | Stage::ResultReady => waiting(dossier.waits_for()),
    })
}

/// The key of what a dossier waits for.
pub(super) const fn waiting(waits_for: WaitsFor) -> &'static str {
    match waits_for {
        WaitsFor::Reception => "head-submitted",
        WaitsFor::Taking => "head-taking",
        WaitsFor::Officer => "head-officer",
        WaitsFor::Opinion => "head-opinion",
        WaitsFor::ExternalSystem => "head-external",
        WaitsFor::Signature => "head-signature",
        WaitsFor::RecordsClerk => "head-records",
        WaitsFor::Applicant => "head-awaiting",
        WaitsFor::Fetching => "head-result",
        WaitsFor::Nothing => "head-over",
    }
}

/// The key of a step's name.
pub(super) const fn step_key(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Receive => "line-receive",
        StepKind::Assign => "line-assign",
        StepKind::Check => "line-check",
        StepKind::ExternalSystem => "line-external",
        StepKind::Consult => "line-consult",
        StepKind::Propose => "line-propose",
        StepKind::Initial => "line-initial",
        StepKind::Sign => "line-sign",
        StepKind::Issue => "line-issue",
        StepKind::Return => "timeline-collect",
    }
}
