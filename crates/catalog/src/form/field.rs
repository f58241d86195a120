//! Fields of a form: what is asked, in which shape, and where a first value may come from.

use super::condition::Condition;
use super::identity::Sex;
use serde::{Deserialize, Serialize};

/// The words beside a field, which the procedure's own record brings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Label {
    /// In Vietnamese.
    pub vi: String,
    /// In English; empty where nobody wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Label {
    /// In the language with this code; Vietnamese where there is no other.
    pub fn text(&self, language: &str) -> &str {
        if language == "en" && !self.en.is_empty() {
            &self.en
        } else {
            &self.vi
        }
    }
}

/// Where the first value of a field comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The account of the national identity provider.
    Identity,
    /// The code on the citizen card: a claim.
    CardQr,
    /// The chip of the card: proof of the card.
    CardChip,
    /// The civil register.
    CivilRegister,
    /// The hospital's notice of a birth.
    BirthNotice,
    /// The notice of a death.
    DeathNotice,
    /// The parents' data.
    Parents,
    /// The land register.
    LandRegister,
    /// Another register (poor households, social insurance).
    Register,
    /// The personal data store.
    DataStore,
    /// Reckoned from other fields.
    Computed,
}

impl Source {
    /// All sources, with the words of the written file.
    pub const ALL: [(&str, Self); 11] = [
        ("identity", Self::Identity),
        ("card_qr", Self::CardQr),
        ("card_chip", Self::CardChip),
        ("civil_register", Self::CivilRegister),
        ("birth_notice", Self::BirthNotice),
        ("death_notice", Self::DeathNotice),
        ("parents", Self::Parents),
        ("land_register", Self::LandRegister),
        ("register", Self::Register),
        ("data_store", Self::DataStore),
        ("computed", Self::Computed),
    ];

    /// The source by its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, source)| *source)
    }
}

/// The shape of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Kind {
    /// A line.
    Text,
    /// Several lines.
    LongText,
    /// A person's name.
    Name,
    /// The personal identification number.
    IdNumber {
        /// Whether the number of another identity paper will do.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        other_papers: bool,
    },
    /// A telephone number, kept as E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// A day.
    Date,
    /// A day of which only the month or the year may be known.
    PartialDate,
    /// A day and a time.
    DateTime,
    /// A day, perhaps only in part, and perhaps a time.
    PartialDateTime,
    /// From and to.
    Period,
    /// A whole number.
    Integer {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// A number with a fraction, kept as text: `12.5`.
    Decimal,
    /// An amount in đồng.
    Money,
    /// One of the options.
    Choice {
        /// The options.
        options: Vec<String>,
        /// Keys that choose quickly at a counter.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        hotkeys: String,
    },
    /// Some of the options.
    Choices {
        /// The options.
        options: Vec<String>,
    },
    /// Yes or no.
    Bool,
    /// Must be ticked.
    Declaration,
    /// A place: as it is written, and the unit of today where it is known.
    Address,
    /// A unit of any time: as it was called, and its code where it is known.
    UnitAnyDate,
    /// A centre.
    Centre,
    /// A country.
    Country,
    /// An ethnicity.
    Ethnicity,
    /// A bank account.
    BankAccount,
    /// Another person.
    Person,
    /// A point on the map, in millionths of a degree.
    GeoPoint,
    /// An appointment.
    Slot,
    /// The name of a business.
    BusinessName {
        /// What stands before it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        prefix: String,
    },
    /// An industry.
    Industry,
    /// Several industries.
    Industries,
    /// A file that was uploaded.
    File,
    /// Rows of fields.
    Repeat {
        /// The fields of a row.
        fields: Vec<Field>,
    },
}

impl Kind {
    /// The names of the parts in which it is posted (`born_on/year`); none for one that is posted whole.
    pub const fn parts(&self) -> &'static [&'static str] {
        match self {
            Self::Date | Self::PartialDate => &["day", "month", "year"],
            Self::DateTime | Self::PartialDateTime => &["day", "month", "year", "time"],
            Self::Period => &["from", "to"],
            Self::Address | Self::UnitAnyDate => &["text", "unit"],
            Self::BankAccount => &["bank", "number", "holder"],
            Self::Person => &["name", "id_number", "phone"],
            Self::GeoPoint => &["lat", "lng"],
            Self::Text
            | Self::LongText
            | Self::Name
            | Self::IdNumber { .. }
            | Self::Phone
            | Self::Email
            | Self::Integer { .. }
            | Self::Decimal
            | Self::Money
            | Self::Choice { .. }
            | Self::Choices { .. }
            | Self::Bool
            | Self::Declaration
            | Self::Centre
            | Self::Country
            | Self::Ethnicity
            | Self::Slot
            | Self::BusinessName { .. }
            | Self::Industry
            | Self::Industries
            | Self::File
            | Self::Repeat { .. } => &[],
        }
    }
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the answers.
    pub key: String,
    /// The words beside it.
    pub label: Label,
    /// The shape of the answer.
    pub kind: Kind,
    /// Whether it must be answered when it is shown.
    pub required: bool,
    /// Where a first value comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Source>,
    /// The first value where nothing else gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// A remark of the writer, for whoever builds the page or serves the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it is shown; always, without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The sex of the person whose identity may fill it in: of two who marry, one files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_sex: Option<Sex>,
    /// The key of the day that it says in words: it is reckoned and never asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_of: Option<String>,
}

impl Field {
    /// A field with a key, a Vietnamese label and a kind, not required.
    pub fn new(key: impl Into<String>, vi: impl Into<String>, kind: Kind) -> Self {
        Self {
            key: key.into(),
            label: Label {
                vi: vi.into(),
                en: String::new(),
            },
            kind,
            required: false,
            prefill: None,
            default: None,
            note: None,
            when: None,
            of_sex: None,
            words_of: None,
        }
    }

    /// The same, required.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }
}
