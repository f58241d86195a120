//! The form as JSON Schema 2020-12: what other systems may send, and a second lock before answers are kept.

use super::Form;
use super::field::{Field, Kind};
use super::post::Typed;
use super::reading::{Answers, FormRules};
use motcua_kernel::FieldProblem;
use serde_json::{Map, Value, json};

/// A form's schema, ready to judge answers.
pub struct FormSchema {
    validator: jsonschema::Validator,
}

/// Answers that the schema refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answers do not fit the form: {}", .0.join("; "))]
pub struct SchemaMismatch(
    /// Places in the answers, as JSON pointers, and what is wrong there without what was typed.
    pub Vec<String>,
);

impl FormSchema {
    /// Prepares the schema of a form.
    ///
    /// # Errors
    ///
    /// Fails when the schema itself is not sound, which means that the form is not ([`Form::faults`]).
    pub fn of(form: &Form) -> Result<Self, SchemaMismatch> {
        jsonschema::draft202012::options()
            .build(&form.schema())
            .map(|validator| Self { validator })
            .map_err(|error| SchemaMismatch(vec![error.to_string()]))
    }

    /// Judges answers.
    ///
    /// # Errors
    ///
    /// Names every place that does not fit.
    pub fn check(&self, answers: &Value) -> Result<(), SchemaMismatch> {
        let wrong: Vec<String> = self
            .validator
            .iter_errors(answers)
            // The keyword only: the message would carry what somebody typed into the log.
            .map(|error| format!("{} ({})", error.instance_path(), error.schema_path()))
            .collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(SchemaMismatch(wrong))
        }
    }
}

impl Form {
    /// The schema of its answers.
    pub fn schema(&self) -> Value {
        let mut schema = object(self.fields());
        schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        schema.insert("$id".into(), format!("urn:motcua:form:{}", self.id()).into());
        Value::Object(schema)
    }

    /// Reads answers that came as JSON (from the API or another system): the same rules as for a post, and what
    /// comes out must be what went in, so that nothing is silently changed or dropped before it is kept.
    ///
    /// # Errors
    ///
    /// Gives every wrong field; `form-round-trip` for one that would be kept otherwise than it was sent.
    pub fn validate_json(&self, answers: &Value, rules: &FormRules) -> Result<Answers, Vec<FieldProblem>> {
        let problem = |field: &str| FieldProblem {
            field: field.to_owned(),
            message: "form-round-trip".into(),
            values: Vec::new(),
        };
        let Value::Object(sent) = answers else {
            return Err(vec![problem("")]);
        };
        let read = self.validate(&self.typed_of(&Answers::from_object(sent.clone())), rules)?;
        let changed: Vec<FieldProblem> = sent
            .iter()
            .filter(|(key, value)| read.get(key) != Some(value))
            .map(|(key, _)| problem(key))
            .chain(
                read.object()
                    .keys()
                    .filter(|key| !sent.contains_key(*key) && !self.is_reckoned(key))
                    .map(|key| problem(key)),
            )
            .collect();
        if changed.is_empty() { Ok(read) } else { Err(changed) }
    }

    fn is_reckoned(&self, key: &str) -> bool {
        self.field(key).is_some_and(|field| field.words_of.is_some())
    }

    /// Answers as they would have been typed: to show them again, and to read them once more before they are
    /// kept.
    pub fn typed_of(&self, answers: &Answers) -> Typed {
        let mut typed = Typed::default();
        for field in self.fields() {
            if let Some(value) = answers.get(&field.key) {
                type_value(field, value, &field.key, &mut typed);
            }
        }
        typed
    }
}

fn type_value(field: &Field, value: &Value, name: &str, typed: &mut Typed) {
    match (&field.kind, value) {
        (Kind::Repeat { fields }, Value::Array(rows)) => {
            for (row, answers) in rows.iter().enumerate() {
                for inner in fields {
                    if let Some(value) = answers.get(&inner.key) {
                        type_value(inner, value, &format!("{name}/{row}/{}", inner.key), typed);
                    }
                }
            }
        }
        (Kind::Date | Kind::PartialDate | Kind::DateTime | Kind::PartialDateTime, Value::String(date)) => {
            type_date(date, name, typed);
        }
        (Kind::Period, Value::Object(period)) => {
            for (end, date) in period {
                type_date(date.as_str().unwrap_or("?"), &format!("{name}/{end}"), typed);
            }
        }
        (Kind::GeoPoint, Value::Object(point)) => {
            for (part, micros) in point {
                let degrees = micros.as_i64().map_or_else(|| "?".to_owned(), degrees);
                typed.set(format!("{name}/{}", part.trim_end_matches("_e6")), degrees);
            }
        }
        (_, Value::Object(parts)) => {
            for (part, value) in parts {
                typed.set(format!("{name}/{part}"), plain(value));
            }
        }
        (_, Value::Array(items)) => items.iter().for_each(|item| typed.add(name, plain(item))),
        (_, single) => typed.set(name, plain(single)),
    }
}

fn type_date(text: &str, name: &str, typed: &mut Typed) {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    for (part, value) in ["year", "month", "day"].into_iter().zip(date.split('-')) {
        typed.set(format!("{name}/{part}"), value);
    }
    if !time.is_empty() {
        typed.set(format!("{name}/time"), time);
    }
}

fn degrees(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    format!("{sign}{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn object<'a>(fields: impl Iterator<Item = &'a Field>) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut conditions = Vec::new();
    for field in fields {
        let key = &field.key;
        let mut shape = shape(&field.kind, field.required);
        if let Value::Object(shape) = &mut shape {
            shape.insert("title".into(), field.label.vi.clone().into());
        }
        properties.insert(key.clone(), shape);
        let Some(when) = &field.when else {
            if field.required && field.words_of.is_none() {
                required.push(Value::from(key.clone()));
            }
            continue;
        };
        let then = if field.required {
            json!({"required": [key]})
        } else {
            json!(true)
        };
        // A hidden field has no answer.
        conditions.push(json!({"if": when.schema(), "then": then, "else": {"properties": {key: false}}}));
    }
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), Value::Object(properties));
    schema.insert("required".into(), Value::Array(required));
    schema.insert("additionalProperties".into(), false.into());
    if !conditions.is_empty() {
        schema.insert("allOf".into(), Value::Array(conditions));
    }
    schema
}

const DAY: &str = r"[0-9]{4}-[0-9]{2}-[0-9]{2}";

fn text(most: usize) -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": most})
}

fn pattern(pattern: String) -> Value {
    json!({"type": "string", "pattern": format!("^(?:{pattern})$")})
}

fn parts(needed: &[&str], properties: Value) -> Value {
    json!({"type": "object", "properties": properties, "required": needed, "additionalProperties": false})
}

fn shape(kind: &Kind, required: bool) -> Value {
    let partial = "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?";
    match kind {
        Kind::Text | Kind::Country | Kind::Ethnicity | Kind::Centre | Kind::Slot | Kind::File => text(500),
        Kind::LongText => text(5_000),
        Kind::Name => json!({"type": "string", "minLength": 1, "maxLength": 150, "pattern": "^[^0-9]+$"}),
        Kind::IdNumber { other_papers: false } => pattern("[0-9]{12}".into()),
        Kind::IdNumber { other_papers: true } => pattern("[0-9]{12}|[0-9]{9}|(?=.*[A-Z])[A-Z0-9]{6,15}".into()),
        Kind::Phone => pattern(r"\+84(?:[35789][0-9]{8}|2[0-9]{9})".into()),
        Kind::Email => pattern(r"[^@\s]+@[^@\s]+\.[^@\s]+".into()),
        Kind::Date => pattern(DAY.into()),
        Kind::PartialDate => pattern(partial.into()),
        Kind::DateTime => pattern(format!("{DAY}T[0-9]{{2}}:[0-9]{{2}}")),
        Kind::PartialDateTime => pattern(format!("{partial}|{DAY}T[0-9]{{2}}:[0-9]{{2}}")),
        Kind::Period => {
            let mut period = parts(
                &[],
                json!({"from": pattern(partial.into()), "to": pattern(partial.into())}),
            );
            period["minProperties"] = 1.into();
            period
        }
        Kind::Integer { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Money => json!({"type": "integer", "minimum": 0, "maximum": 1_000_000_000_000_000_i64}),
        Kind::Decimal => pattern(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?".into()),
        Kind::Choice { options, .. } => json!({"enum": options}),
        Kind::Choices { options } => {
            json!({"type": "array", "items": {"enum": options}, "uniqueItems": true, "minItems": 1})
        }
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Declaration => json!({"const": true}),
        Kind::Address | Kind::UnitAnyDate => parts(
            &["text"],
            json!({"text": text(500), "unit": pattern("[0-9A-Za-z.]{1,20}".into())}),
        ),
        Kind::BankAccount => parts(
            &["bank", "number"],
            json!({"bank": text(200), "number": pattern("[0-9A-Za-z]{6,19}".into()), "holder": text(150)}),
        ),
        Kind::Person => parts(
            &["name"],
            json!({
                "name": shape(&Kind::Name, true),
                "id_number": shape(&Kind::IdNumber { other_papers: true }, false),
                "phone": shape(&Kind::Phone, false),
            }),
        ),
        Kind::GeoPoint => parts(
            &["lat_e6", "lng_e6"],
            json!({
                "lat_e6": {"type": "integer", "minimum": -90_000_000, "maximum": 90_000_000},
                "lng_e6": {"type": "integer", "minimum": -180_000_000, "maximum": 180_000_000},
            }),
        ),
        Kind::BusinessName { prefix } => {
            let most = 200 + prefix.chars().count() + 1;
            text(most)
        }
        Kind::Industry => pattern("[0-9]{2,5}".into()),
        Kind::Industries => {
            json!({"type": "array", "items": pattern("[0-9]{2,5}".into()), "uniqueItems": true, "minItems": 1})
        }
        Kind::Repeat { fields } => json!({
            "type": "array",
            "items": Value::Object(object(fields.iter())),
            "minItems": i32::from(required).max(1),
            "maxItems": 30,
        }),
    }
}
