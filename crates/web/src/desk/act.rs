//! An act with a page of its own: refusing, sending back, passing on, a note. It says what it will do.

use super::{CallPerson, CallTyped, call_fields, note_fields};
use crate::parts::{Answer, Choice, ErrorLine, Field, FieldKind, Link, Pair};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;

/// The page of an act.
#[derive(Template)]
#[template(path = "desk/act.html")]
pub struct ActPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Where *back* leads.
    pub back: String,
    /// The act, "Từ chối tiếp nhận".
    pub title: String,
    /// Whose dossier, which.
    pub about: String,
    /// What follows from it.
    pub warning: Option<String>,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// What it is about.
    pub pairs: Vec<Pair>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The version that was read.
    pub version: Option<u64>,
    /// Further values that go along unseen.
    pub hidden: Vec<(&'static str, String)>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The verb on its button.
    pub act: String,
    /// What else can be done about it.
    pub more: Option<Link>,
}

impl Page for ActPage {
    const NAME: &'static str = "desk/act";

    fn samples(w: Words) -> Vec<Self> {
        let grounds = [
            (
                "not-ours",
                "Không thuộc phạm vi giải quyết",
                "Not within our competence",
            ),
            ("forged", "Giấy tờ có dấu hiệu tẩy xóa, giả mạo", "Signs of forgery"),
        ];
        let options = grounds
            .iter()
            .map(|(value, vi, en)| Answer::new(*value, either(w, vi, en), false))
            .collect();
        let error = either(w, "Chọn căn cứ từ chối", "Choose the ground");
        let page = |wrong: bool| {
            let choice = Field::new(
                "ground",
                w.say("refuse-ground"),
                FieldKind::Choice(Choice {
                    options: Clone::clone(&options),
                    several: false,
                }),
            );
            Self {
                w,
                desk: sample::desk(w, "/desk/dossiers/7/refuse", DeskPart::Counter),
                back: paths::desk_submission("7"),
                title: w.say("refuse-title"),
                about: format!(
                    "{} · {}",
                    if wrong { sample::LONG_NAME } else { "Phạm Ngọc Ánh" },
                    sample::marriage(w)
                ),
                warning: Some(w.say("refuse-about")),
                errors: if wrong {
                    vec![ErrorLine::new("ground", error.clone())]
                } else {
                    Vec::new()
                },
                pairs: Vec::new(),
                action: paths::desk_act("7", "refuse"),
                token: sample::TOKEN.to_owned(),
                version: Some(2),
                hidden: Vec::new(),
                fields: vec![
                    if wrong { choice.error(error.clone()) } else { choice },
                    Field::new("reason", w.say("refuse-reason"), FieldKind::LongText(String::new()))
                        .hint(w.say("refuse-reason-hint")),
                ],
                act: w.say("refuse-do"),
                more: None,
            }
        };
        let people = [
            CallPerson {
                value: "applicant",
                role: "call-applicant",
                name: sample::LONG_NAME,
                phone: Some("0912 345 678"),
            },
            CallPerson {
                value: "submitter",
                role: "call-submitter",
                name: "Phạm Ngọc Ánh",
                phone: None,
            },
        ];
        let note = |typed: CallTyped<'_>, mistake: Option<(&'static str, &'static str)>| Self {
            back: paths::desk_dossier("7"),
            title: w.say("note-title"),
            warning: Some(w.say("note-about")),
            errors: mistake
                .map(|(name, key)| ErrorLine::new(name, w.say(key)))
                .into_iter()
                .collect(),
            action: paths::desk_act("7", "note"),
            fields: note_fields(w, true, call_fields(w, &people, typed, mistake), ""),
            act: w.say("note-do"),
            ..page(false)
        };
        let other = CallTyped {
            whom: "other",
            result: "no_answer",
            ..CallTyped::default()
        };
        vec![
            page(false),
            page(true),
            note(CallTyped::default(), None),
            note(other, Some(("whom", "note-whom-missing"))),
        ]
    }
}
