//! What people in the demo are called and say: data, not code.

use anyhow::{Context as _, Result};
use motcua_dossier::refuse::Ground;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of the demo's life.
#[derive(Debug, Deserialize)]
pub(super) struct LifeWords {
    /// Family names with their weights.
    pub(super) families: Vec<(String, u32)>,
    /// Peoples with family names and areas of their own.
    pub(super) peoples: Vec<People>,
    pub(super) middle_male: Vec<String>,
    pub(super) middle_female: Vec<String>,
    pub(super) given_male_old: Vec<String>,
    pub(super) given_female_old: Vec<String>,
    pub(super) given_male: Vec<String>,
    pub(super) given_female: Vec<String>,
    pub(super) given_child_male: Vec<String>,
    pub(super) given_child_female: Vec<String>,
    /// How a house in a street is written, and one in a group of houses.
    pub(super) house: String,
    pub(super) group: String,
    /// Streets by the code of the ward.
    pub(super) streets: BTreeMap<String, Vec<String>>,
    /// Villages by the code of the commune.
    pub(super) villages: BTreeMap<String, Vec<String>>,
    pub(super) hospitals: Vec<String>,
    /// Names of household businesses, each with its industry and what people call it.
    pub(super) trades: Vec<(String, String, String)>,
    /// Other systems: the word of the source and the name of the client.
    pub(super) sources: Vec<(String, String)>,
    pub(super) status_ref: Vec<String>,
    pub(super) matters: Vec<String>,
    /// What is put right in a civil status record, and why.
    pub(super) corrections: Vec<(String, String)>,
    pub(super) lacking: Vec<Lacking>,
    pub(super) again: Reason,
    pub(super) refusals: Vec<Reason>,
    pub(super) stops: Vec<Reason>,
    pub(super) transfers: Vec<Reason>,
    pub(super) apologies: Vec<String>,
    pub(super) withdrawals: Vec<String>,
    pub(super) sent_back: Vec<String>,
    pub(super) calls: Vec<String>,
    pub(super) remarks: Vec<String>,
    pub(super) opinions: Vec<String>,
    pub(super) declines: Vec<String>,
    pub(super) guidance: Vec<String>,
    pub(super) guidance_note: String,
    pub(super) originals: Vec<String>,
    pub(super) carrier: String,
    /// How forms are filled in, by procedure; `general` for those without a written form.
    pub(super) cases: BTreeMap<String, Vec<Case>>,
    /// What a brother or sister calls themselves on a form.
    pub(super) sibling: String,
    /// The sexes as forms name them.
    pub(super) sexes: BTreeMap<String, String>,
}

/// One way in which people fill a form in, laid over the sample answers of its procedure.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Case {
    /// Which of the household stands under which group of fields: `subject` is `self`.
    pub(super) who: BTreeMap<String, Member>,
    /// The sex of whom the matter concerns, where it must be one.
    pub(super) sex: Option<String>,
    /// Their age, from and to.
    pub(super) age: Option<(i64, i64)>,
    /// Answers; `{…}` is a word of this household, `@-3 4:10` a day before the filing.
    pub(super) set: BTreeMap<String, String>,
    /// Fields and rows that are left out.
    pub(super) drop: Vec<String>,
}

/// Somebody of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Member {
    /// Whose household it is.
    #[serde(rename = "self")]
    Own,
    /// Husband or wife, or whom they are to marry.
    Spouse,
    /// Father or mother.
    Parent,
    /// Brother or sister.
    Sibling,
    /// A newborn child, who has no number yet.
    Child,
}

/// A people of the mountains or the islands.
#[derive(Debug, Deserialize)]
pub(super) struct People {
    pub(super) name: String,
    pub(super) families: Vec<String>,
    pub(super) areas: Vec<String>,
}

/// What an applicant has to do, and why.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Lacking {
    pub(super) remark: String,
    pub(super) reason: String,
}

/// A ground as the file writes it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Reason {
    basis: String,
    reason: String,
}

impl From<Reason> for Ground {
    fn from(reason: Reason) -> Self {
        Self {
            basis: reason.basis,
            reason: reason.reason,
        }
    }
}

impl LifeWords {
    /// The words that are compiled in.
    pub(super) fn read() -> Result<Self> {
        serde_json::from_str(include_str!("../../../../data/quang-ninh/demo_life.json"))
            .context("data/quang-ninh/demo_life.json is not what the demo reads")
    }
}
