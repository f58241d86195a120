//! The fields of a telephone call that an officer notes on a dossier: whom, what came of it, what it was about.

use crate::Words;
use crate::parts::{Answer, Choice, Field, FieldKind};

/// What came of a call: the room's word and the key of what is shown.
pub(crate) const RESULTS: [(&str, &str); 4] = [
    ("talked", "call-talked"),
    ("call_back", "call-back"),
    ("no_answer", "call-no-answer"),
    ("wrong_number", "call-wrong-number"),
];

/// What calls are mostly about: the words are written into the note, and can be added to.
pub(crate) const ABOUT: [(&str, &str); 4] = [
    ("ready", "call-about-ready"),
    ("lacking", "call-about-lacking"),
    ("later", "call-about-later"),
    ("content", "call-about-content"),
];

/// Somebody on the dossier who can be called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CallPerson<'a> {
    /// What is sent: the role.
    pub value: &'static str,
    /// The key of the role in words.
    pub role: &'static str,
    /// The name.
    pub name: &'a str,
    /// The number, where there is one.
    pub phone: Option<&'a str>,
}

/// What was typed about a call.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CallTyped<'a> {
    /// The role of whoever was called, or `other`.
    pub whom: &'a str,
    /// Their name, of somebody else.
    pub name: &'a str,
    /// What came of it, one of [`RESULTS`].
    pub result: &'a str,
    /// The template, one of [`ABOUT`], or nothing.
    pub about: &'a str,
}

fn choice(options: Vec<Answer>) -> FieldKind {
    FieldKind::Choice(Choice {
        options,
        several: false,
    })
}

/// The fields; `mistake` is a field's name and the key of what is wrong with it.
pub(crate) fn call_fields(
    w: Words,
    people: &[CallPerson<'_>],
    typed: CallTyped<'_>,
    mistake: Option<(&'static str, &'static str)>,
) -> Vec<Field> {
    let mut whom: Vec<Answer> = people
        .iter()
        .map(|person| {
            let said = w.two("call-party", "role", w.say(person.role), "name", person.name);
            let mut answer = Answer::new(person.value, said, typed.whom == person.value);
            answer.hint = person.phone.map(str::to_owned);
            answer
        })
        .collect();
    let mut other = Answer::new("other", w.say("call-other"), typed.whom == "other");
    let name = FieldKind::Text(typed.name.to_owned());
    other.reveals = vec![Field::new("whom_name", w.say("call-other-name"), name)];
    whom.push(other);
    let options = |known: &[(&str, &str)], chosen: &str| -> Vec<Answer> {
        known
            .iter()
            .map(|(value, key)| Answer::new(*value, w.say(key), *value == chosen))
            .collect()
    };
    let mut about = vec![Answer::new("", w.say("call-about-none"), typed.about.is_empty())];
    about.extend(options(&ABOUT, typed.about));
    let mut fields = vec![
        Field::new("whom", w.say("call-whom"), choice(whom)),
        Field::new("result", w.say("call-result"), choice(options(&RESULTS, typed.result))),
        Field::new("about", w.say("call-about"), FieldKind::List(about)).optional(),
    ];
    if let Some((name, key)) = mistake
        && let Some(field) = fields.iter_mut().find(|field| field.name == name)
    {
        field.error = Some(w.say(key));
    }
    fields
}

/// The fields of a note: its kind, of which a call has fields of its own, and its words.
pub(crate) fn note_fields(w: Words, is_call: bool, call: Vec<Field>, text: &str) -> Vec<Field> {
    let mut called = Answer::new("called", w.say("note-called"), is_call);
    called.reveals = call;
    let remark = Answer::new("remark", w.say("note-remark"), !is_call);
    vec![
        Field::new("kind", w.say("note-kind"), choice(vec![called, remark])),
        Field::new("reason", w.say("note-text"), FieldKind::LongText(text.to_owned())).hint(w.say("note-text-hint")),
    ]
}
