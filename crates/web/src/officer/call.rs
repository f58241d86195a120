//! A telephone call on a dossier: what was typed about it, and how it is told.

use super::posted::Posted;
use crate::Words;
use crate::desk::{ABOUT, CallPerson, CallTyped, RESULTS};
use motcua_dossier::step::{Call, CallResult, Note, Whom};
use motcua_dossier::{Parties, Party};
use motcua_kernel::text::clean_lines;

/// Out of the form.
pub(super) fn typed(posted: &Posted) -> CallTyped<'_> {
    CallTyped {
        whom: posted.get("whom"),
        name: posted.get("whom_name"),
        result: posted.get("result"),
        about: posted.get("about"),
    }
}

/// The call; or the field that lacks something, and the key of what to say.
pub(super) fn call(typed: CallTyped<'_>) -> Result<Call, (&'static str, &'static str)> {
    let whom = match typed.whom {
        "applicant" => Whom::Applicant,
        "submitter" => Whom::Submitter,
        "representative" => Whom::Representative,
        "other" => Whom::Other {
            name: typed.name.to_owned(),
        },
        _ => return Err(("whom", "note-whom-missing")),
    };
    let result = CallResult::ALL.into_iter().find(|known| known.word() == typed.result);
    let result = result.ok_or(("result", "call-result-missing"))?;
    Ok(Call { whom, result })
}

/// The text of the note: what it was about, then what was typed.
pub(super) fn text(w: Words, typed: CallTyped<'_>, words: &str) -> String {
    let about = ABOUT.into_iter().find(|(value, _)| *value == typed.about);
    let about = about.map_or_else(String::new, |(_, key)| w.say(key));
    clean_lines(&format!("{about}\n{words}"))
}

/// Who on the dossier can be called, each person once.
pub(super) fn people(parties: &Parties) -> Vec<CallPerson<'_>> {
    fn person<'a>(value: &'static str, role: &'static str, party: &'a Party) -> CallPerson<'a> {
        CallPerson {
            value,
            role,
            name: &party.name,
            phone: party.phone.as_deref(),
        }
    }
    let mut people = vec![person("applicant", "call-applicant", &parties.applicant)];
    if parties.submitter.who != parties.applicant.who {
        people.push(person("submitter", "call-submitter", &parties.submitter));
    }
    if let Some(representative) = &parties.representative {
        people.push(person("representative", "call-representative", &representative.party));
    }
    people
}

/// What a note's call says on the timeline: who called whom, what came of it, about what.
pub(super) fn said(w: Words, parties: &Parties, call: &Call, note: &Note, officer: &str) -> String {
    let whom = match &call.whom {
        Whom::Applicant => &parties.applicant.name,
        Whom::Submitter => &parties.submitter.name,
        Whom::Representative => parties
            .representative
            .as_ref()
            .map_or(&parties.applicant.name, |representative| &representative.party.name),
        Whom::Other { name } => name,
    };
    let called = w.two("call-said", "officer", officer, "whom", whom);
    let result = RESULTS.into_iter().find(|(word, _)| *word == call.result.word());
    let result = result.map_or_else(String::new, |(_, key)| w.say(key));
    let parts: Vec<String> = [called, result, note.text.replace('\n', " ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_offers_what_the_room_knows() {
        assert_eq!(CallResult::ALL.map(CallResult::word), RESULTS.map(|(word, _)| word));
    }
}
