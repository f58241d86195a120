//! A workflow as somebody drew it or a file says it: anything may be missing or wrong.

use super::sound;
use super::{Concern, Fault, FieldThere, Step, Workflow};
use crate::Mark;
use serde::{Deserialize, Serialize};

/// A way from one step to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// From this step.
    pub from: String,
    /// To this one.
    pub to: String,
    /// In which case; empty for the ordinary one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case: String,
}

impl Way {
    /// The ordinary way between two steps.
    pub fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            case: String::new(),
        }
    }
}

/// A step as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DraftStep {
    /// Its key.
    pub key: String,
    /// Its number as people write it.
    #[serde(default)]
    pub number: String,
    /// What is done.
    #[serde(default)]
    pub name: String,
    /// The word of its kind.
    #[serde(default)]
    pub kind: String,
    /// The word of its role; empty for nobody.
    #[serde(default)]
    pub role: String,
    /// The word of its unit; empty for nowhere.
    #[serde(default)]
    pub unit: String,
    /// Working minutes; None for no limit.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// All that only describes it.
    #[serde(flatten)]
    pub more: More,
}

/// What describes a step without making it sound or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// See [`Step::optional`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// See [`Step::parallel`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub parallel: bool,
    /// See [`Step::delegable`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub delegable: bool,
    /// See [`Step::may_be_paper`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_be_paper: bool,
    /// See [`Step::field_visit`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub field_visit: bool,
    /// See [`Step::person_present`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub person_present: String,
    /// See [`Step::appointment`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub appointment: bool,
    /// See [`Step::external`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub external: String,
    /// See [`Step::fields`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldThere>,
    /// See [`Step::record`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<String>,
    /// See [`Step::may_be_same_person_as`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub may_be_same_person_as: String,
    /// See [`Step::note`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A workflow as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// Its steps.
    pub steps: Vec<DraftStep>,
    /// Its ways.
    pub ways: Vec<Way>,
    /// How sure it is.
    #[serde(default)]
    pub mark: Mark,
    /// The office's own aim, in working minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_minutes: Option<u32>,
}

impl Draft {
    /// Turns it into a workflow, with what is worth a second look.
    ///
    /// # Errors
    ///
    /// Gives everything that is wrong with it, each naming its step (PRO-04).
    pub fn check(self, limit_minutes: Option<u32>) -> Result<(Workflow, Vec<Concern>), Vec<Fault>> {
        let faults = sound::faults(&self);
        if !faults.is_empty() {
            return Err(faults);
        }
        let steps = self.steps.into_iter().filter_map(sound::step).collect();
        let workflow = Workflow {
            steps,
            ways: self.ways,
            mark: self.mark,
            target_minutes: self.target_minutes,
        };
        let concerns = sound::concerns(&workflow, limit_minutes);
        Ok((workflow, concerns))
    }

    /// Draws the ways of steps that are only written one below the other: each main step leads to the next. A
    /// step whose number ends in a letter (`2b`) belongs to the main step with its number: that step leads to it,
    /// in the case that `cases` names, and it leads on to where that step leads.
    pub fn draw_ways(&mut self, cases: &[(String, String, String)]) {
        let is_main = |step: &DraftStep| step.number.bytes().all(|byte| byte.is_ascii_digit());
        let main: Vec<String> = self
            .steps
            .iter()
            .filter(|step| is_main(step))
            .map(|step| step.key.clone())
            .collect();
        let mut ways: Vec<Way> = main.windows(2).map(|pair| Way::new(&pair[0], &pair[1])).collect();
        for side in self.steps.iter().filter(|step| !is_main(step)) {
            let number = side.number.trim_end_matches(|letter: char| !letter.is_ascii_digit());
            let Some(parent) = self.steps.iter().find(|step| step.number == number) else {
                continue; // The check names it as a step that nothing leads to.
            };
            let case = cases
                .iter()
                .find(|(from, _, to)| *from == parent.key && *to == side.number);
            let case = case.map(|(_, case, _)| case.clone()).unwrap_or_default();
            ways.push(Way {
                from: parent.key.clone(),
                to: side.key.clone(),
                case,
            });
            if let Some(at) = main.iter().position(|key| *key == parent.key)
                && let Some(after) = main.get(at + 1)
            {
                ways.push(Way::new(&side.key, after));
            }
        }
        self.ways = ways;
    }
}

/// A workflow that was kept and is not sound: the store's bytes were changed, or a newer release wrote them.
#[derive(Debug, thiserror::Error)]
#[error("the workflow is not sound: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct NotSound(Vec<Fault>);

impl TryFrom<Draft> for Workflow {
    type Error = NotSound;
    fn try_from(draft: Draft) -> Result<Self, NotSound> {
        draft.check(None).map(|(workflow, _)| workflow).map_err(NotSound)
    }
}

impl From<Workflow> for Draft {
    fn from(workflow: Workflow) -> Self {
        Self {
            steps: workflow.steps.into_iter().map(drawn).collect(),
            ways: workflow.ways,
            mark: workflow.mark,
            target_minutes: workflow.target_minutes,
        }
    }
}

fn drawn(step: Step) -> DraftStep {
    DraftStep {
        kind: sound::kind_word(step.kind).to_owned(),
        role: sound::role_word(step.role).to_owned(),
        unit: sound::unit_word(step.unit).to_owned(),
        key: step.key,
        number: step.number,
        name: step.name,
        minutes: Some(step.minutes),
        more: More {
            optional: step.optional,
            parallel: step.parallel,
            delegable: step.delegable,
            may_be_paper: step.may_be_paper,
            field_visit: step.field_visit,
            person_present: step.person_present,
            appointment: step.appointment,
            external: step.external,
            fields: step.fields,
            record: step.record,
            may_be_same_person_as: step.may_be_same_person_as,
            note: step.note,
        },
    }
}
