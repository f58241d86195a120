//! The ground of a refusal or a stop: which article of which text, and the reason in plain words.

use super::posted::Posted;
use crate::Words;
use crate::parts::{Field, FieldKind};
use motcua_dossier::refuse::Ground;
use motcua_kernel::text::{clean_line, clean_lines};

/// What was typed, tidied, and what is missing in it.
pub(super) fn typed(w: Words, posted: &Posted) -> (Ground, Vec<(&'static str, String)>) {
    let ground = Ground {
        basis: clean_line(posted.get("basis")),
        reason: clean_lines(posted.get("reason")),
    };
    let mut errors = Vec::new();
    if ground.basis.is_empty() {
        errors.push(("basis", w.say("refuse-basis-missing")));
    }
    if ground.reason.is_empty() {
        errors.push(("reason", w.say("refuse-reason-missing")));
    }
    (ground, errors)
}

/// An empty ground, for a page that opens.
pub(super) const fn nothing() -> Ground {
    Ground {
        basis: String::new(),
        reason: String::new(),
    }
}

/// Its two fields; label and hint of the reason say what the act needs.
pub(super) fn fields(w: Words, ground: &Ground, [label, hint]: [&str; 2]) -> Vec<Field> {
    let (basis, reason) = (ground.basis.clone(), ground.reason.clone());
    vec![
        Field::new("basis", w.say("refuse-basis"), FieldKind::Text(basis)).hint(w.say("refuse-basis-hint")),
        Field::new("reason", w.say(label), FieldKind::LongText(reason)).hint(w.say(hint)),
    ]
}
