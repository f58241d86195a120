//! The workflow of 1.004873, and drawings that are wrong in one way each.

use super::{Draft, Way, Workflow};
use crate::{Level, version};

/// Six steps, and one that runs beside the second.
pub fn marriage_status() -> Workflow {
    version::sample::marriage_status().workflow_or_proposed()
}

/// The four drawings that must be refused (PRO-04): nobody does a step, a step has no limit, a loop has no
/// exit, a branch loses the result.
pub fn refused() -> [(&'static str, Draft); 4] {
    let sound = || Workflow::proposed(Level::Commune, None).to_draft();
    let mut no_receiver = sound();
    no_receiver.steps[1].role.clear();
    let mut no_limit = sound();
    no_limit.steps[1].minutes = None;
    let mut no_exit = sound();
    for key in ["ask", "wait"] {
        let step = super::DraftStep {
            key: key.into(),
            ..no_exit.steps[1].clone()
        };
        no_exit.steps.push(step);
    }
    no_exit.ways.extend([
        Way::new("check", "ask"),
        Way::new("ask", "wait"),
        Way::new("wait", "ask"),
    ]);
    let mut loses = sound();
    let step = super::DraftStep {
        key: "file_away".into(),
        ..loses.steps[1].clone()
    };
    loses.steps.push(step);
    loses.ways.push(Way::new("sign", "file_away"));
    [
        ("no_receiver", no_receiver),
        ("no_limit", no_limit),
        ("loop_without_exit", no_exit),
        ("loses_result", loses),
    ]
}
