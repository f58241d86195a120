//! First values of a form from the identity of the person who files, each with a mark of where it came from.

use super::Form;
use super::field::{Field, Kind, Source};
use super::post::Typed;
use super::reading::Answers;
use motcua_kernel::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sex, as the national population data has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// Where a person lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residence {
    /// As it is written on the card or in the data.
    pub text: String,
    /// The code of today's unit, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// What the national identity provider told of the person who files. All but the name may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Full name.
    pub name: String,
    /// Personal identification number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<String>,
    /// Date of birth: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`; of old people often only the year is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<String>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Ethnicity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    /// Nationality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// Residence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence: Option<Residence>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// First values, and where each came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefilled {
    /// As if somebody had typed them.
    pub typed: Typed,
    /// The source of each field that has one; a default has none.
    pub sources: BTreeMap<String, Source>,
}

impl Form {
    /// First values: defaults, and the identity's data in the fields that ask for them.
    pub fn prefill(&self, identity: Option<&Identity>) -> Prefilled {
        let mut filled = Prefilled::default();
        for field in self.fields() {
            let value = match (field.prefill, identity) {
                (Some(Source::Identity), Some(identity)) if field.of_sex.is_none() || field.of_sex == identity.sex => {
                    identity.value_for(field)
                }
                _ => None,
            };
            if let Some(value) = value {
                for (part, text) in value {
                    let name = if part.is_empty() {
                        field.key.clone()
                    } else {
                        format!("{}/{part}", field.key)
                    };
                    filled.typed.set(name, text);
                }
                filled.sources.insert(field.key.clone(), Source::Identity);
            } else if let Some(default) = &field.default {
                filled.typed.set(field.key.clone(), default.clone());
            }
        }
        filled
    }

    /// Which answers are still what the identity said: kept beside the answers, so that an officer sees at once
    /// what needs no proof and what somebody typed.
    pub fn sources(&self, answers: &Answers, identity: &Identity) -> BTreeMap<String, Source> {
        let filled = self.prefill(Some(identity));
        let answered = self.typed_of(answers);
        let same = |key: &String| {
            let own = |name: &str| {
                name == key.as_str()
                    || name
                        .strip_prefix(key.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            };
            let values = |typed: &Typed| -> Vec<(String, String)> {
                typed
                    .pairs()
                    .filter(|(name, _)| own(name))
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect()
            };
            values(&filled.typed) == values(&answered)
        };
        filled
            .sources
            .iter()
            .filter(|(key, _)| same(key))
            .map(|(key, source)| (key.clone(), *source))
            .collect()
    }
}

impl Identity {
    /// The datum that a field asks for, in the parts in which it is posted. The shape tells most; among texts
    /// the end of the key does.
    fn value_for(&self, field: &Field) -> Option<Vec<(&'static str, String)>> {
        let whole = |text: Option<&String>| {
            text.filter(|text| !text.is_empty())
                .map(|text| vec![("", text.clone())])
        };
        match &field.kind {
            Kind::Name => whole(Some(&self.name)),
            Kind::IdNumber { .. } => whole(self.id_number.as_ref()),
            Kind::Phone => whole(self.phone.as_ref()),
            Kind::Email => whole(self.email.as_ref()),
            Kind::Ethnicity => whole(self.ethnicity.as_ref()),
            Kind::Country => whole(self.nationality.as_ref()),
            Kind::PartialDate | Kind::Date if field.key.ends_with("born_on") => {
                let born = self.born_on.as_deref()?;
                Some(
                    ["year", "month", "day"]
                        .into_iter()
                        .zip(born.split('-').map(str::to_owned))
                        .collect(),
                )
            }
            Kind::Address => {
                let residence = self.residence.as_ref()?;
                let mut parts = vec![("text", residence.text.clone())];
                parts.extend(residence.unit.iter().map(|unit| ("unit", unit.clone())));
                Some(parts)
            }
            Kind::Choice { options, .. } if field.key.ends_with("sex") => {
                let wanted = match self.sex? {
                    Sex::Male => "nam",
                    Sex::Female => "nu",
                };
                whole(options.iter().find(|option| fold(option) == wanted))
            }
            _ => None,
        }
    }
}
