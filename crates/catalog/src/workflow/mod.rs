//! Workflows: the steps by which a dossier is handled, who does each, and in how many hours.
//!
//! A [`Draft`] is what somebody drew or a file says; it may be anything. [`Draft::check`] turns it into a
//! [`Workflow`] or says everything that is wrong with it (PRO-04). Only a workflow can be published.

mod draft;
mod navigate;
mod proposed;
mod sound;

#[cfg(feature = "samples")]
pub mod sample;

pub use draft::{Draft, DraftStep, More, NotSound, Way};
pub use navigate::Next;
pub use sound::{Concern, Fault};

use crate::Mark;
use serde::{Deserialize, Serialize};

/// The ten kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Looks through, digitises, accepts.
    Receive,
    /// A head gives it to somebody.
    Assign,
    /// Appraises.
    Check,
    /// Works in another system and brings back a reference.
    ExternalSystem,
    /// Asks another body.
    Consult,
    /// Drafts the result.
    Propose,
    /// A head initials (ký nháy).
    Initial,
    /// A leader signs.
    Sign,
    /// The records clerk numbers, dates, seals (phát hành). The clock stops here.
    Issue,
    /// The result reaches the person.
    Return,
}

impl StepKind {
    /// All kinds with their stable words.
    pub const ALL: [(&str, Self); 10] = [
        ("receive", Self::Receive),
        ("assign", Self::Assign),
        ("check", Self::Check),
        ("external_system", Self::ExternalSystem),
        ("consult", Self::Consult),
        ("propose", Self::Propose),
        ("initial", Self::Initial),
        ("sign", Self::Sign),
        ("issue", Self::Issue),
        ("return", Self::Return),
    ];

    /// The kind by its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, kind)| *kind)
    }
}

/// Who does a step: a role that positions are given, never a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The reception officer (cán bộ tiếp nhận).
    Reception,
    /// The handling officer (công chức chuyên môn).
    Specialist,
    /// The head of the office or department (lãnh đạo phòng).
    Head,
    /// Who certifies (người thực hiện chứng thực).
    Certifier,
    /// The leader who signs (chủ tịch, phó chủ tịch).
    Signer,
    /// The records clerk (văn thư).
    RecordsClerk,
    /// The officer who delivers (cán bộ trả kết quả).
    Delivery,
}

impl Role {
    /// All roles with the words of the written file.
    pub const ALL: [(&str, Self); 7] = [
        ("tiep_nhan", Self::Reception),
        ("chuyen_mon", Self::Specialist),
        ("lanh_dao_phong", Self::Head),
        ("nguoi_chung_thuc", Self::Certifier),
        ("ky", Self::Signer),
        ("van_thu", Self::RecordsClerk),
        ("tra_ket_qua", Self::Delivery),
    ];

    /// The role by the word of the written file.
    pub fn from_source(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, role)| *role)
    }
}

/// At which kind of body a step is done; `org` knows which body that is for a commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepUnit {
    /// The centre where the dossier was received or will be delivered (TTPVHCC).
    Centre,
    /// The office of the People's Council and Committee: justice, civil register, records (VP).
    Office,
    /// Culture and social affairs (VHXH).
    SocialAffairs,
    /// Economy, infrastructure (KT).
    Economy,
    /// The leaders of the People's Committee (UBND).
    Leaders,
    /// The department that the jurisdiction rule names, where nothing closer is written.
    Deciding,
}

impl StepUnit {
    /// All units with the words of the written file.
    pub const ALL: [(&str, Self); 5] = [
        ("TTPVHCC", Self::Centre),
        ("VP", Self::Office),
        ("VHXH", Self::SocialAffairs),
        ("KT", Self::Economy),
        ("UBND", Self::Leaders),
    ];

    /// The unit by the word of the written file.
    pub fn from_source(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, unit)| *unit)
    }
}

/// A step of a sound workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its key, unique in the workflow.
    pub key: String,
    /// Its number as people write it: `2`, `2b`.
    pub number: String,
    /// What is done.
    pub name: String,
    /// Kind.
    pub kind: StepKind,
    /// Who does it.
    pub role: Role,
    /// Where.
    pub unit: StepUnit,
    /// In how many working minutes; at least 1.
    pub minutes: u32,
    /// Whether it is done only when somebody decides so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whether it runs beside the step that opens it, and does not count on the main path.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parallel: bool,
    /// Whether the leader may delegate it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delegable: bool,
    /// Whether it may be done with a pen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_paper: bool,
    /// Whether somebody goes and looks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub field_visit: bool,
    /// Whether, and when, the person is there; empty for not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person_present: String,
    /// Whether it needs an appointment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub appointment: bool,
    /// The system that is worked in; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external: String,
    /// The fields of our form as that system's form asks for them, in its order; empty where nobody has told it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldThere>,
    /// What must be written down from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<String>,
    /// The number of a step whose officer may do this one too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub may_be_same_person_as: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A field of our form as another system's form asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldThere {
    /// The key of the field in our form.
    pub key: String,
    /// Whether that form has it in capital letters: `TRẦN THỊ BÌNH`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub capitals: bool,
}

/// A sound workflow: one beginning, every step with somebody and hours, every way leading to the return of the
/// result. It cannot be built but by [`Draft::check`], also when it is read from the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Workflow {
    steps: Vec<Step>,
    ways: Vec<Way>,
    mark: Mark,
    target_minutes: Option<u32>,
}

impl Workflow {
    /// Its steps, in the order in which people write them.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Its ways from step to step.
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// How sure it is: a proposal until the province approves it (PRO-05).
    pub const fn mark(&self) -> &Mark {
        &self.mark
    }

    /// The office's own aim, shorter than the law; None without one.
    pub const fn target_minutes(&self) -> Option<u32> {
        self.target_minutes
    }

    /// The step with a key.
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// Working minutes when nothing optional is done.
    pub fn minutes(&self) -> u32 {
        self.steps
            .iter()
            .filter(|step| !step.optional && !step.parallel)
            .map(|step| step.minutes)
            .sum()
    }

    /// Working minutes when everything optional is done. What runs beside does not add up, but its longest
    /// stretch may outlast the step beside which it runs.
    pub fn worst_minutes(&self) -> u32 {
        let serial: u32 = self
            .steps
            .iter()
            .filter(|step| !step.parallel)
            .map(|step| step.minutes)
            .sum();
        let beyond: u32 = self
            .steps
            .iter()
            .filter(|step| !step.parallel)
            .map(|step| {
                let beside = self.beside(&step.key).map(|other| other.minutes).max().unwrap_or(0);
                beside.saturating_sub(step.minutes)
            })
            .sum();
        serial + beyond
    }
}
