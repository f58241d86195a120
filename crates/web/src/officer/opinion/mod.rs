//! Opinions of other units: asking, answering, going on without.

pub(crate) mod ask;
pub(crate) mod one;

use super::case::Case;
use super::said::short;
use super::shell::Seat;
use crate::desk::OpinionLine;
use crate::parts::{Link, Status, Tone};
use crate::{Words, paths};
use motcua_dossier::Act;
use motcua_dossier::opinion::{Opinion, OpinionState, Stance, Term, answers_for};
use motcua_kernel::{Instant, OfficerId};
use motcua_org::Directory;
use motcua_org::officer::Officer;
use motcua_store::{Read, ReadError};
use std::collections::HashMap;

/// What a unit thinks, in words.
pub(crate) const fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::Agrees => "stance-agrees",
        Stance::AgreesIf => "stance-agrees-if",
        Stance::Disagrees => "stance-disagrees",
    }
}

/// The names of the officers who asked, answered and closed.
async fn names(read: &Read, opinions: &[Opinion]) -> Result<HashMap<OfficerId, String>, ReadError> {
    let mut names = HashMap::new();
    let answered = opinions.iter().flat_map(|opinion| &opinion.answers);
    let officers = opinions.iter().map(|opinion| opinion.asked_by);
    for id in officers.chain(answered.map(|answer| answer.officer)) {
        if let std::collections::hash_map::Entry::Vacant(free) = names.entry(id)
            && let Some(officer) = read.find::<Officer>(id).await?
        {
            free.insert(officer.record.name);
        }
    }
    Ok(names)
}

/// What was asked about a dossier, with what this officer may do about each question.
pub(crate) async fn lines(
    w: Words,
    directory: &Directory,
    seat: &Seat,
    case: &Case,
    now: Instant,
) -> Result<Vec<OpinionLine>, ReadError> {
    let opinions = &case.life.opinions;
    let names = names(&seat.read, opinions).await?;
    let name = |officer: OfficerId| names.get(&officer).map_or("", String::as_str);
    Ok(opinions
        .iter()
        .map(|opinion| OpinionLine {
            unit: short(directory, opinion.unit),
            question: opinion.question.clone(),
            asked: w.two(
                "opinion-asked",
                "officer",
                name(opinion.asked_by),
                "moment",
                w.stamp(opinion.asked_at),
            ),
            state: state(w, opinion, now),
            due: due(w, opinion),
            closed: match &opinion.state {
                OpinionState::Lapsed { note, .. } => Some(w.one("opinion-lapsed-note", "note", note)),
                OpinionState::Recalled { reason, .. } => Some(w.one("opinion-recalled-reason", "reason", reason)),
                OpinionState::Asked | OpinionState::Answered | OpinionState::Cut { .. } => None,
            },
            answers: opinion
                .answers
                .iter()
                .map(|answer| {
                    let mut said = vec![w.say(stance_key(answer.stance))];
                    said.extend((!answer.text.is_empty()).then(|| answer.text.clone()));
                    said.push(name(answer.officer).to_owned());
                    if answer.at > opinion.due.at {
                        said.push(w.say("opinion-late"));
                    }
                    (answer.at, said.join(" · "))
                })
                .collect(),
            acts: acts(w, seat, case, opinion, now),
        })
        .collect())
}

/// How a question stands.
pub(crate) fn state(w: Words, opinion: &Opinion, now: Instant) -> Status {
    let (tone, key) = match opinion.state {
        OpinionState::Asked if now > opinion.due.at => (Tone::Late, "opinion-state-over"),
        OpinionState::Asked => (Tone::Soon, "opinion-state-asked"),
        OpinionState::Answered => (Tone::Done, "opinion-state-answered"),
        OpinionState::Lapsed { .. } if !opinion.answers.is_empty() => (Tone::Done, "opinion-state-answered-late"),
        OpinionState::Lapsed { .. } => (Tone::Silent, "opinion-state-lapsed"),
        OpinionState::Recalled { .. } => (Tone::Closed, "opinion-state-recalled"),
        OpinionState::Cut { .. } => (Tone::Closed, "opinion-state-cut"),
    };
    Status::new(tone, w.say(key))
}

/// By when an answer is due, and where that comes from.
pub(crate) fn due(w: Words, opinion: &Opinion) -> String {
    let key = match opinion.term {
        Term::Workflow { .. } => "opinion-due-workflow",
        Term::Internal { .. } => "opinion-due",
    };
    w.one(key, "moment", w.stamp(opinion.due.shown))
}

fn acts(w: Words, seat: &Seat, case: &Case, opinion: &Opinion, now: Instant) -> Vec<Link> {
    let stage = case.life.stage();
    let link = |key: &str, act: &str| Link::new(w.say(key), paths::desk_opinion(opinion.id, act));
    let mut acts = Vec::new();
    if opinion.may_be_answered() && stage.allows(Act::AnswerOpinion) && answers_for(&seat.rights, opinion.unit) {
        let again = !opinion.answers.is_empty();
        acts.push(link(
            if again { "do-opinion-again" } else { "do-opinion-answer" },
            "answer",
        ));
    }
    let me = case.dossier().holder.and_then(|holder| holder.officer) == Some(seat.officer.id);
    if opinion.is_open() && me {
        if now >= opinion.due.at && stage.allows(Act::LapseOpinion) {
            acts.push(link("do-opinion-lapse", "lapse"));
        }
        if stage.allows(Act::RecallOpinion) {
            acts.push(link("do-opinion-recall", "recall"));
        }
    }
    acts
}
