//! What a dossier goes by, read from the catalogue and the organisation: limit, components, steps.

use crate::checklist::{Component, Terms};
use crate::dossier::Pinned;
use crate::place::{Channel, Places};
use crate::step::{StepKind, StepPlan};
use motcua_catalog::fee::{self, Bill};
use motcua_catalog::version::component::{Kind, Need};
use motcua_catalog::workflow::{self, StepUnit, Workflow};
use motcua_catalog::{Method, ProcedureVersion};
use motcua_kernel::calendar::WorkingTime;
use motcua_kernel::{Date, Instant};
use motcua_org::Directory;
use motcua_org::unit::jurisdiction::{JurisdictionError, Leg, Route};
use motcua_store::{Read, ReadError, Stored};
use serde_json::{Map, Value as Json};

/// Why it could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    /// The limit is not known.
    #[error("the procedure has no known time limit: enter one before dossiers are accepted")]
    NoLimit,
    /// The workflow does not know the step.
    #[error("the workflow has no step \"{0}\" here")]
    NoStep(String),
    /// Nobody does the step in the deciding unit.
    #[error(transparent)]
    NoUnit(#[from] JurisdictionError),
}

/// The pinned version and what follows from it.
#[derive(Debug, Clone)]
pub struct Guide {
    /// The version, so that a change set may rely on it.
    pub version: Stored<ProcedureVersion>,
    workflow: Workflow,
}

/// Reads what a dossier goes by.
///
/// # Errors
///
/// Fails when the store does not answer or has no such version.
pub async fn guide(read: &Read, pinned: &Pinned) -> Result<Guide, ReadError> {
    let version = read.get::<ProcedureVersion>(pinned.version).await?;
    let workflow = version.workflow_or_proposed();
    Ok(Guide { version, workflow })
}

impl Guide {
    /// Limit and components for a way in.
    ///
    /// # Errors
    ///
    /// Fails when the limit is not known.
    pub fn terms(&self, channel: Channel) -> Result<Terms, TermsError> {
        let method = method(channel);
        let limit = self
            .version
            .limit(Some(method))
            .or_else(|| self.version.limit(None))
            .ok_or(TermsError::NoLimit)?;
        let components = self
            .version
            .components()
            .iter()
            .filter(|component| component.is_paper())
            .map(|component| Component {
                key: component.key.clone(),
                // What data replace is never demanded (INT-09).
                required: component.need == Need::Required && component.kind != Kind::ReplacedByData,
            })
            .collect();
        Ok(Terms { limit, components })
    }

    /// What it costs by these answers, as far as that is known.
    pub fn bill(&self, answers: &Json, filed_on: Date, channel: Channel) -> Bill {
        let nothing = Map::new();
        let facts = fee::Facts {
            answers: answers.as_object().unwrap_or(&nothing),
            filed_on,
            method: Some(method(channel)),
            exempt: None,
        };
        fee::of(&self.version, &facts)
    }

    /// The workflow.
    pub const fn workflow(&self) -> &Workflow {
        &self.workflow
    }

    /// The key of the step of reception.
    pub fn reception(&self) -> &str {
        &self.workflow.first().key
    }

    /// The step of reception, with the centre that does it.
    ///
    /// # Errors
    ///
    /// Fails when nobody does it.
    pub fn reception_step(&self, directory: &Directory, places: &Places, at: Instant) -> Result<StepPlan, TermsError> {
        plan(self.workflow.first(), directory, places, at)
    }

    /// The step that follows another: the one that was chosen, or the ordinary one.
    ///
    /// # Errors
    ///
    /// Fails when nothing follows, when the chosen step does not, or when nobody does it.
    pub fn next(
        &self,
        after: &str,
        chosen: Option<&str>,
        directory: &Directory,
        places: &Places,
        at: Instant,
    ) -> Result<StepPlan, TermsError> {
        let missing = || TermsError::NoStep(chosen.unwrap_or(after).to_owned());
        let next = self.workflow.next(after).ok_or_else(missing)?;
        let mut following = next.onward.iter().chain(&next.optional).map(|(step, _)| *step);
        let step = match chosen {
            Some(key) => following.find(|step| step.key == key),
            None => next.onward.first().map(|(step, _)| *step),
        };
        plan(step.ok_or_else(missing)?, directory, places, at)
    }

    /// A step that a dossier may be sent back to.
    ///
    /// # Errors
    ///
    /// Fails when the step does not lead to the open one, or when nobody does it.
    pub fn back(
        &self,
        from: &str,
        to: &str,
        directory: &Directory,
        places: &Places,
        at: Instant,
    ) -> Result<StepPlan, TermsError> {
        let earlier = self.workflow.back(from);
        let step = earlier
            .into_iter()
            .find(|step| step.key == to)
            .ok_or_else(|| TermsError::NoStep(to.to_owned()))?;
        plan(step, directory, places, at)
    }
}

/// The way of filing that the catalogue knows a way in by.
const fn method(channel: Channel) -> Method {
    match channel {
        Channel::Direct => Method::Direct,
        Channel::Online | Channel::Vneid => Method::Online,
        Channel::Postal => Method::Postal,
    }
}

/// A step with the unit that does it for this dossier.
fn plan(step: &workflow::Step, directory: &Directory, places: &Places, at: Instant) -> Result<StepPlan, TermsError> {
    let leg = match step.kind {
        StepKind::Receive => Leg::In,
        StepKind::Return => Leg::Out,
        StepKind::Assign
        | StepKind::Check
        | StepKind::ExternalSystem
        | StepKind::Consult
        | StepKind::Propose
        | StepKind::Initial
        | StepKind::Sign
        | StepKind::Issue => Leg::Inside,
    };
    let unit = match StepUnit::ALL.iter().find(|(_, unit)| *unit == step.unit) {
        Some((slot, _)) => {
            let route = Route {
                deciding: places.deciding,
                receiving: places.reception,
                delivering: places.delivery,
            };
            directory.step_unit(slot, leg, route, at)?.id
        }
        None => places.deciding,
    };
    Ok(StepPlan {
        key: step.key.clone(),
        kind: step.kind,
        role: step.role,
        unit,
        norm: WorkingTime::from_micros(i64::from(step.minutes) * 60_000_000),
    })
}
