//! A page that asks for one thing about a dossier: to complete it, or whether to take it back.

use super::ReviewSection;
use super::sample::fields as sample_fields;
use crate::parts::{ErrorLine, Field, FieldKind};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;

/// The question with its fields.
#[derive(Template)]
#[template(path = "public/ask.html")]
pub struct AskPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// Where *back* leads.
    pub back: String,
    /// The procedure and the number.
    pub about: String,
    /// The question.
    pub title: String,
    /// What it means, line by line.
    pub says: Vec<String>,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The files that go along, where any can.
    pub files: Option<ReviewSection>,
    /// The fields.
    pub fields: Vec<Field>,
    /// What the button does.
    pub button: String,
}

impl Page for AskPage {
    const NAME: &'static str = "public/ask";

    fn samples(w: Words) -> Vec<Self> {
        let number = "H49.105-261120-0044";
        let page = |title: &str, says: Vec<String>, fields, action: String, button: &str| Self {
            w,
            shell: sample::shell_of_person(w, &action, Some(Part::Dossiers)),
            back: paths::dossier("7"),
            about: format!("{} · {number}", sample::marriage(w)),
            title: w.say(title),
            says,
            errors: Vec::new(),
            action,
            token: sample::TOKEN.to_owned(),
            files: None,
            fields,
            button: w.say(button),
        };
        let reason = Field::new("reason", w.say("withdraw-reason"), FieldKind::LongText(String::new())).optional();
        let asked = vec![
            either(
                w,
                "Cần bản án ly hôn năm 2019, để ghi đúng tình trạng hôn nhân.",
                "Please send the divorce judgment of 2019.",
            ),
            sample::LONG_UNIT.to_owned(),
        ];
        let mut wrong = page(
            "complete-title",
            asked.clone(),
            sample_fields(w),
            paths::dossier_supplement("7"),
            "complete-send",
        );
        wrong.fields[0] = wrong.fields[0].clone().error(w.say("form-required"));
        wrong.errors = vec![ErrorLine::new("submitter_name", w.say("form-required"))];
        vec![
            page(
                "complete-title",
                asked,
                sample_fields(w),
                paths::dossier_supplement("7"),
                "complete-send",
            ),
            page(
                "withdraw-title",
                vec![w.say("withdraw-about")],
                vec![reason],
                paths::dossier_withdraw("7"),
                "withdraw-do",
            ),
            wrong,
        ]
    }
}
