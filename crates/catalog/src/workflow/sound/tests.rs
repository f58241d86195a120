//! Drawings that must be refused (PRO-04), each with what is said of it.

use super::super::{Concern, Draft, DraftStep, Fault, Way};

fn step(key: &str, kind: &str) -> DraftStep {
    DraftStep {
        key: key.into(),
        kind: kind.into(),
        role: "chuyen_mon".into(),
        unit: "VP".into(),
        minutes: Some(60),
        ..DraftStep::default()
    }
}

/// receive → check → sign → issue → return
fn sound() -> Draft {
    let kinds = ["receive", "check", "sign", "issue", "return"];
    Draft {
        steps: kinds.iter().map(|kind| step(kind, kind)).collect(),
        ways: kinds.windows(2).map(|pair| Way::new(pair[0], pair[1])).collect(),
        ..Draft::default()
    }
}

fn faults(draft: Draft) -> Vec<Fault> {
    draft.check(None).unwrap_err()
}

#[test]
fn a_straight_line_is_sound() {
    let (workflow, concerns) = sound().check(Some(300)).unwrap();
    assert_eq!(workflow.minutes(), 300);
    assert!(concerns.is_empty());
}

#[test]
fn a_step_without_a_receiver_is_refused() {
    let mut draft = sound();
    draft.steps[1].role = String::new();
    assert_eq!(faults(draft), [Fault::NoReceiver("check".into())]);
}

#[test]
fn a_step_without_a_limit_is_refused() {
    let mut draft = sound();
    draft.steps[2].minutes = None;
    draft.steps[3].minutes = Some(0);
    assert_eq!(
        faults(draft),
        [Fault::NoLimit("sign".into()), Fault::NoLimit("issue".into())]
    );
}

#[test]
fn a_loop_without_an_exit_is_refused() {
    let mut draft = sound();
    draft.steps.extend([step("ask", "consult"), step("wait", "consult")]);
    draft.ways.extend([
        Way::new("check", "ask"),
        Way::new("ask", "wait"),
        Way::new("wait", "ask"),
    ]);
    assert_eq!(
        faults(draft),
        [Fault::LoopWithoutExit(vec!["ask".into(), "wait".into()])]
    );
}

#[test]
fn a_loop_with_an_exit_is_sound() {
    let mut draft = sound();
    draft.ways.push(Way {
        from: "sign".into(),
        to: "check".into(),
        case: "trả lại".into(),
    });
    assert!(draft.check(None).is_ok());
}

#[test]
fn a_branch_that_loses_the_result_is_refused() {
    let mut draft = sound();
    draft.steps.push(step("file_away", "propose"));
    draft.ways.push(Way::new("sign", "file_away"));
    assert_eq!(faults(draft), [Fault::LosesResult("file_away".into())]);
}

#[test]
fn a_return_with_nothing_issued_is_refused() {
    let mut draft = sound();
    draft.ways.push(Way::new("check", "return"));
    assert_eq!(faults(draft), [Fault::ReturnsNothing("return".into())]);
}

#[test]
fn an_unknown_kind_is_refused() {
    let mut draft = sound();
    draft.steps[1].kind = "ponder".into();
    assert_eq!(
        faults(draft),
        [Fault::UnknownKind {
            step: "check".into(),
            kind: "ponder".into()
        }]
    );
}

#[test]
fn without_a_return_it_is_refused() {
    let mut draft = sound();
    draft.steps.pop();
    draft.ways.pop();
    assert_eq!(faults(draft), [Fault::NoReturn]);
}

#[test]
fn a_step_that_nothing_leads_to_is_refused() {
    let mut draft = sound();
    draft.steps.push(step("aside", "check"));
    draft.ways.push(Way::new("aside", "sign"));
    assert_eq!(
        faults(draft),
        [Fault::Beginning(vec!["receive".into(), "aside".into()])]
    );
    let mut round = sound();
    round.steps.extend([step("a", "check"), step("b", "check")]);
    round
        .ways
        .extend([Way::new("a", "b"), Way::new("b", "a"), Way::new("b", "sign")]);
    assert_eq!(
        faults(round),
        [Fault::Unreachable("a".into()), Fault::Unreachable("b".into())]
    );
}

#[test]
fn slips_of_the_pen_are_named_once() {
    let mut draft = sound();
    draft.ways.push(Way::new("check", "nowhere"));
    assert_eq!(
        faults(draft),
        [Fault::WayToNowhere {
            from: "check".into(),
            to: "nowhere".into()
        }]
    );
    let mut twice = sound();
    twice.steps.push(step("check", "check"));
    assert_eq!(faults(twice), [Fault::KeyTwice("check".into())]);
    assert_eq!(faults(Draft::default()), [Fault::Empty]);
}

#[test]
fn hours_beyond_the_law_are_a_concern_only() {
    let (_, concerns) = sound().check(Some(240)).unwrap();
    assert_eq!(
        concerns,
        [Concern::LongerThanLaw {
            minutes: 300,
            limit: 240
        }]
    );
    let mut optional = sound();
    let mut ask = step("ask", "consult");
    ask.more.optional = true;
    optional.steps.push(ask);
    optional
        .ways
        .extend([Way::new("check", "ask"), Way::new("ask", "sign")]);
    let (_, concerns) = optional.check(Some(330)).unwrap();
    assert_eq!(
        concerns,
        [Concern::WorstLongerThanLaw {
            minutes: 360,
            limit: 330
        }]
    );
}
