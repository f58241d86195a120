//! Reading the forms of the written procedures.

use crate::form::{Condition, Field, Form, Kind, Label, Section, Sex, Source, Translations};
use motcua_kernel::text::{clean_line, fold};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct RawForm {
    #[serde(default)]
    kind: String,
    sections: Vec<RawSection>,
}

#[derive(Deserialize)]
struct RawSection {
    title: String,
    #[serde(default)]
    repeat: bool,
    fields: Vec<RawField>,
}

#[derive(Deserialize)]
struct RawField {
    key: String,
    vi: String,
    #[serde(default)]
    en: String,
    #[serde(rename = "type")]
    kind: String,
    required: bool,
    #[serde(default)]
    prefill: Option<String>,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    multiple: bool,
    #[serde(default)]
    default: Option<Value>,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    hotkeys: String,
    #[serde(default)]
    prefix: String,
    /// Why the form does not ask it after all.
    #[serde(default)]
    omit: String,
    #[serde(default)]
    of_sex: Option<Sex>,
    #[serde(default)]
    words_of: Option<String>,
    #[serde(default)]
    fields: Vec<RawField>,
}

type Wrong = (String, String);

/// The form, when it has no faults.
pub(crate) fn form(raw: RawForm, words: &Translations) -> Result<Form, Wrong> {
    let mut sections = Vec::new();
    for (at, section) in raw.sections.into_iter().enumerate() {
        let place = format!("form.sections[{at}]");
        let mut fields = Vec::new();
        for one in section.fields.into_iter().filter(|field| field.omit.is_empty()) {
            fields.push(field(&place, one, words)?);
        }
        if fields.is_empty() {
            continue;
        }
        let title = clean_line(&section.title);
        // A section that may be filled in several times is one field of rows.
        if section.repeat {
            let key = fold(&title).replace(' ', "_");
            let mut rows = Field::new(key, title.clone(), Kind::Repeat { fields }).required();
            rows.label = label(title.clone(), String::new(), words);
            fields = vec![rows];
        }
        sections.push(Section {
            title: label(title, String::new(), words),
            fields,
        });
    }
    let mut form = Form {
        sections,
        remark: raw.kind,
        english: Translations::default(),
    };
    form.english = words.of(form.options());
    let faults: Vec<String> = form.faults().iter().map(ToString::to_string).collect();
    if faults.is_empty() {
        Ok(form)
    } else {
        Err(("form".to_owned(), faults.join("; ")))
    }
}

/// The writer's English, or the province's.
fn label(vi: String, en: String, words: &Translations) -> Label {
    let en = if en.is_empty() && words.knows(&vi) {
        words.text("en", &vi).to_owned()
    } else {
        en
    };
    Label { vi, en }
}

fn field(place: &str, raw: RawField, words: &Translations) -> Result<Field, Wrong> {
    let place = format!("{place}.{}", raw.key);
    let wrong = |what: &str, reason: String| (format!("{place}.{what}"), reason);
    let prefill = match raw.prefill.as_deref() {
        Some(word) => {
            Some(Source::from_word(word).ok_or_else(|| wrong("prefill", format!("unknown word \"{word}\"")))?)
        }
        None => None,
    };
    let when = raw.when.as_deref().map(str::parse::<Condition>).transpose();
    let when = when.map_err(|error| wrong("when", error.to_string()))?;
    let default = raw
        .default
        .as_ref()
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    let mut inner = Vec::new();
    for one in raw.fields {
        inner.push(field(&place, one, words)?);
    }
    let kind = match raw.kind.as_str() {
        "text" => Kind::Text,
        "text_long" => Kind::LongText,
        "name" => Kind::Name,
        // "… or document": a passport will do where somebody has no personal number.
        "id_number" => Kind::IdNumber {
            other_papers: fold(&raw.en).contains("or document"),
        },
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "date" => Kind::Date,
        "date_partial" => Kind::PartialDate,
        "datetime" => Kind::DateTime,
        "datetime_partial" => Kind::PartialDateTime,
        "period" => Kind::Period,
        // Where one is usual, none is a slip.
        "integer" => Kind::Integer {
            least: i64::from(default.as_deref() == Some("1")),
            most: 10_000,
        },
        "decimal" => Kind::Decimal,
        "money" => Kind::Money,
        // The file leaves the options of one choice to be written: until then it is a line.
        "choice" if raw.options.is_empty() => Kind::Text,
        "choice" if raw.multiple => Kind::Choices { options: raw.options },
        "choice" => Kind::Choice {
            options: raw.options,
            hotkeys: raw.hotkeys,
        },
        "bool" => Kind::Bool,
        "declaration" => Kind::Declaration,
        "address" => Kind::Address,
        "unit_any_date" => Kind::UnitAnyDate,
        "centre" => Kind::Centre,
        "country" => Kind::Country,
        "ethnicity" => Kind::Ethnicity,
        "bank_account" => Kind::BankAccount,
        "person" => Kind::Person,
        "geo_point" => Kind::GeoPoint,
        "slot" => Kind::Slot,
        "business_name" => Kind::BusinessName { prefix: raw.prefix },
        "industry" => Kind::Industry,
        "industry_list" => Kind::Industries,
        "file" => Kind::File,
        "repeat" => Kind::Repeat { fields: inner },
        other => return Err(wrong("type", format!("unknown word \"{other}\""))),
    };
    Ok(Field {
        key: raw.key,
        label: label(clean_line(&raw.vi), clean_line(&raw.en), words),
        kind,
        required: raw.required,
        prefill,
        default,
        note: raw.note,
        when,
        of_sex: raw.of_sex,
        words_of: raw.words_of,
    })
}
