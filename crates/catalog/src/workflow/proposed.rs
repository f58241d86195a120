//! A workflow for the many procedures for which the province has not written one.

use super::{Draft, Role, Step, StepKind, StepUnit, Way, Workflow};
use crate::version::TimeLimit;
use crate::version::limit::about_working_minutes;
use crate::{Level, Mark};

/// The usual steps: kind, key, who, share of the time in percent. The name is left to the page, by the kind.
const STEPS: [(StepKind, &str, Role, StepUnit, u32); 8] = [
    (StepKind::Receive, "receive", Role::Reception, StepUnit::Centre, 5),
    (StepKind::Assign, "assign", Role::Head, StepUnit::Deciding, 5),
    (StepKind::Check, "check", Role::Specialist, StepUnit::Deciding, 40),
    (StepKind::Propose, "propose", Role::Specialist, StepUnit::Deciding, 15),
    (StepKind::Initial, "initial", Role::Head, StepUnit::Deciding, 10),
    (StepKind::Sign, "sign", Role::Signer, StepUnit::Leaders, 15),
    (StepKind::Issue, "issue", Role::RecordsClerk, StepUnit::Deciding, 5),
    (StepKind::Return, "return", Role::Delivery, StepUnit::Centre, 5),
];

/// Where nobody knows the legal limit, steps still need hours of their own (PRO-04): three working days.
const UNKNOWN_LIMIT_MINUTES: u32 = 3 * 480;

impl Workflow {
    /// Proposes the usual steps within a legal limit. Each step's hours are a share of it, rounded down, so that
    /// together they never exceed it. At a ministry's procedures the local office only receives, passes on and
    /// returns, but the steps are the same: the deciding unit is elsewhere.
    pub fn proposed(level: Level, limit: Option<TimeLimit>) -> Self {
        let whole = limit.map_or(UNKNOWN_LIMIT_MINUTES, about_working_minutes).max(60);
        // In a commune the head of the office both assigns and initials: one of the two is enough.
        let skipped = (level == Level::Commune).then_some(StepKind::Assign);
        let steps: Vec<Step> = STEPS
            .iter()
            .filter(|(kind, ..)| Some(*kind) != skipped)
            .enumerate()
            .map(|(place, (kind, key, role, unit, share))| Step {
                key: (*key).to_owned(),
                number: (place + 1).to_string(),
                name: String::new(),
                kind: *kind,
                role: *role,
                unit: *unit,
                minutes: (whole * share / 100).max(1),
                optional: false,
                parallel: false,
                delegable: *kind == StepKind::Sign,
                may_be_paper: *kind == StepKind::Sign,
                field_visit: false,
                person_present: String::new(),
                appointment: false,
                external: String::new(),
                fields: Vec::new(),
                record: Vec::new(),
                may_be_same_person_as: String::new(),
                note: String::new(),
            })
            .collect();
        let ways = steps
            .windows(2)
            .map(|pair| Way::new(&pair[0].key, &pair[1].key))
            .collect();
        Self {
            steps,
            ways,
            mark: Mark::PROPOSAL,
            target_minutes: None,
        }
    }

    /// The same as a drawing, for somebody to change.
    pub fn to_draft(&self) -> Draft {
        self.clone().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::version::LimitUnit;

    #[test]
    fn what_is_proposed_is_sound_and_fits_the_law() {
        for level in [Level::Commune, Level::Province, Level::Ministry, Level::Unknown] {
            for (quantity, unit) in [
                (1, LimitUnit::WorkingHour),
                (3, LimitUnit::WorkingDay),
                (2, LimitUnit::Month),
            ] {
                let limit = TimeLimit::new(quantity, unit).unwrap();
                let proposed = Workflow::proposed(level, Some(limit));
                let law = about_working_minutes(limit);
                let (again, concerns) = proposed.to_draft().check(Some(law)).unwrap();
                assert_eq!(again, proposed);
                assert!(concerns.is_empty(), "{level:?} {limit}: {concerns:?}");
            }
            assert!(Workflow::proposed(level, None).to_draft().check(None).is_ok());
        }
    }

    #[test]
    fn one_step_follows_the_other_to_the_return() {
        let workflow = Workflow::proposed(Level::Commune, None);
        let mut at = workflow.first();
        let mut passed = vec![at.kind];
        while let Some((next, _)) = workflow.next(&at.key).unwrap().onward.first().copied() {
            at = next;
            passed.push(at.kind);
        }
        assert_eq!(passed.last(), Some(&StepKind::Return));
        assert_eq!(passed.len(), workflow.steps().len());
        let back: Vec<&str> = workflow.back("sign").iter().map(|step| step.key.as_str()).collect();
        assert_eq!(back, ["initial", "propose", "check", "receive"]);
    }
}
