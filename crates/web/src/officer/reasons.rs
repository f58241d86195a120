//! The reasons that stand in a dossier's acts, beside the notes of those who worked on it: what was asked for, why it
//! comes later, why it was refused or stopped.

use super::said::unit;
use crate::Words;
use motcua_dossier::supplement::Supplement;
use motcua_dossier::transfer::Cause;
use motcua_dossier::{Dossier, State};
use motcua_kernel::Instant;
use motcua_org::Directory;
use motcua_store::Stored;

/// Each with its moment, in the order of the life.
pub(super) fn reasons(
    w: Words,
    directory: &Directory,
    dossier: &Dossier,
    asked: &[Stored<Supplement>],
) -> Vec<(Instant, String)> {
    let mut said: Vec<(Instant, String)> = asked
        .iter()
        .map(|request| {
            let lacking = request.checked.lacking().map(|line| line.remark.as_str());
            let form = Some(request.form_remark.as_str()).filter(|remark| !remark.is_empty());
            let what: Vec<&str> = lacking.chain(form).collect();
            let text = w.two("reason-asked", "what", what.join("; "), "reason", &request.reason);
            (request.asked_at, text)
        })
        .collect();
    if let Some(apology) = &dossier.apology {
        said.push((apology.at, w.one("reason-apology", "reason", &apology.reason)));
    }
    for moved in &dossier.relocations {
        let mut values = vec![
            ("from", unit(directory, moved.from).into()),
            ("to", unit(directory, moved.to).into()),
        ];
        let text = match &moved.cause {
            Cause::Succession { basis } => {
                values.push(("basis", basis.clone().into()));
                w.with("relocated-succession", &values)
            }
            Cause::Competence { ground, .. } => {
                values.push(("basis", ground.basis.clone().into()));
                values.push(("reason", ground.reason.clone().into()));
                w.with("relocated-competence", &values)
            }
        };
        said.push((moved.at, text));
    }
    let ground = match &dossier.state {
        State::Refused { refusal } => Some((refusal.at, "reason-refused", &refusal.ground)),
        State::Stopped { stop, .. } => Some((stop.at, "reason-stopped", &stop.ground)),
        State::Submitted { .. }
        | State::AwaitingCompletion { .. }
        | State::Lapsed { .. }
        | State::Accepted { .. }
        | State::InProcess { .. }
        | State::Paused { .. }
        | State::AwaitingSignature { .. }
        | State::Signed { .. }
        | State::ResultReady { .. }
        | State::Delivered { .. }
        | State::Withdrawn { .. } => None,
    };
    if let Some((at, key, ground)) = ground {
        said.push((at, w.two(key, "basis", &ground.basis, "reason", &ground.reason)));
    }
    said
}
