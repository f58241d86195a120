//! A form that was filled in: typed on pages here, or sent as JSON by another system. One reading for both.

use motcua_catalog::ProcedureVersion;
use motcua_catalog::form::{FormRules, Typed};
use motcua_kernel::{FieldProblem, FormId, named_id};
use serde_json::Value as Json;

/// What was filled in, as it came.
#[derive(Debug, Clone, PartialEq)]
pub enum Filled {
    /// Typed on a page.
    Typed(Typed),
    /// Sent by another system: an object that the form's JSON Schema describes.
    Sent(Json),
}

impl Filled {
    /// The answers as the form of a version takes them, and the form's id.
    ///
    /// # Errors
    ///
    /// Gives every wrong field.
    pub fn answers(&self, version: &ProcedureVersion, rules: &FormRules) -> Result<(Json, FormId), Vec<FieldProblem>> {
        let form = version.form_or_general();
        if let (None, Self::Sent(answers)) = (version.form(), self) {
            // Another system has a form of its own for it: its texts are kept as they came, under the version's id.
            if form.validate_json(answers, rules).is_err() {
                let kept = serde_json::to_value(texts(answers)?).unwrap_or_default();
                return Ok((kept, named_id("form", &version.digest)));
            }
        }
        let answers = match self {
            Self::Typed(typed) => form.validate(typed, rules),
            Self::Sent(answers) => form.validate_json(answers, rules),
        };
        Ok((answers?.to_value(), form.id()))
    }
}

/// Without a form there is nothing to check by but that it is text.
fn texts(answers: &Json) -> Result<Typed, Vec<FieldProblem>> {
    let wrong = |field: &str| FieldProblem {
        field: field.to_owned(),
        message: "form-text-only".into(),
        values: Vec::new(),
    };
    let Json::Object(sent) = answers else {
        return Err(vec![wrong("")]);
    };
    let mut typed = Typed::default();
    let mut faults = Vec::new();
    for (key, value) in sent {
        match value {
            Json::String(text) => typed.set(key.as_str(), text.as_str()),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => faults.push(wrong(key)),
        }
    }
    if faults.is_empty() { Ok(typed) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_catalog::form::sample;
    use motcua_catalog::version::sample::marriage_status;
    use serde_json::json;

    fn rules() -> FormRules {
        FormRules::on("2026-11-25".parse().unwrap())
    }

    #[test]
    fn what_was_typed_and_what_was_sent_are_kept_alike() {
        let version = marriage_status();
        let typed = Filled::Typed(sample::valid()).answers(&version, &rules()).unwrap();
        let sent = Filled::Sent(typed.0.clone()).answers(&version, &rules()).unwrap();
        assert_eq!(typed, sent);
    }

    #[test]
    fn what_is_no_text_is_refused_where_there_is_no_form() {
        assert_eq!(texts(&json!({"a": "b"})).unwrap().one("a"), "b");
        let wrong = texts(&json!({"a": "b", "c": 1.5, "d": {}})).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(fields, ["c", "d"]);
        assert_eq!(texts(&json!([])).unwrap_err().len(), 1);
    }
}
