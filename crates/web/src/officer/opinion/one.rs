//! One question: its unit answers, its asker goes on without an answer or takes it back.

use super::{due, stance_key};
use crate::app::{Answer as Answered, Refusal, Visit, not_too_long};
use crate::desk::ActPage;
use crate::officer::case::{Case, looked};
use crate::officer::posted::Posted;
use crate::officer::said::short;
use crate::officer::shell::Seat;
use crate::officer::work::fail;
use crate::parts::{Answer, Choice, Field, FieldKind, Link, Pair};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Act;
use motcua_dossier::opinion::{
    self, AnswerOpinionError, Answered as Given, CloseOpinionError, Opinion, Stance, answer_opinion, answers_for,
    lapse_opinion, recall_opinion,
};
use motcua_kernel::{OpinionId, Problem, codes};
use motcua_people::look::LookReason;

/// What somebody does with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Answer,
    Lapse,
    Recall,
}

impl Doing {
    fn of(word: &str) -> Option<Self> {
        [Self::Answer, Self::Lapse, Self::Recall]
            .into_iter()
            .find(|doing| doing.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Lapse => "lapse",
            Self::Recall => "recall",
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::Answer => Act::AnswerOpinion,
            Self::Lapse => Act::LapseOpinion,
            Self::Recall => Act::RecallOpinion,
        }
    }

    /// Title, what follows from it, button.
    const fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Answer => ["opinion-answer-title", "opinion-answer-about", "opinion-answer-do"],
            Self::Lapse => ["opinion-lapse-title", "opinion-lapse-about", "opinion-lapse-do"],
            Self::Recall => ["opinion-recall-title", "opinion-recall-about", "opinion-recall-do"],
        }
    }
}

/// The question of an address with its dossier.
struct Found {
    seat: Seat,
    case: Case,
    opinion: Opinion,
    doing: Doing,
}

/// What was typed.
#[derive(Default)]
struct Typed<'a> {
    stance: &'a str,
    text: &'a str,
}

fn purpose(opinion: OpinionId, doing: Doing) -> String {
    format!("opinion.{} {opinion}", doing.word())
}

async fn found(visit: &Visit, opinion: &str, act: &str) -> Result<Found, Refusal> {
    let seat = Seat::take(visit).await?;
    let none = || visit.refuse(Problem::new(codes::NOT_FOUND));
    let doing = Doing::of(act).ok_or_else(none)?;
    let id: OpinionId = visit.id(opinion)?;
    let opinion = seat.read.find::<Opinion>(id).await;
    let opinion = opinion.map_err(|error| visit.refuse(error))?.ok_or_else(none)?.record;
    let case = Case::open(visit, &seat, &opinion.dossier.to_string()).await?;
    looked(visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok(Found {
        seat,
        case,
        opinion,
        doing,
    })
}

/// Shows the question, and asks for what the act needs.
pub(crate) async fn show(visit: Visit, Path((opinion, act)): Path<(String, String)>) -> Answered {
    let found = found(&visit, &opinion, &act).await?;
    let (stage, opinion) = (found.case.life.stage(), &found.opinion);
    let holder = found.case.dossier().holder.and_then(|holder| holder.officer);
    let (may, open) = match found.doing {
        Doing::Answer => (answers_for(&found.seat.rights, opinion.unit), opinion.may_be_answered()),
        Doing::Lapse | Doing::Recall => (holder == Some(found.seat.officer.id), opinion.is_open()),
    };
    if !may {
        return Err(visit.refuse(Problem::new(codes::NOT_ALLOWED)));
    }
    if !open || !stage.allows(found.doing.act()) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    Ok(page(&visit, &found, &Typed::default(), &[]).respond())
}

/// Does it.
pub(crate) async fn submit(
    visit: Visit,
    Path((opinion, act)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Answered {
    let found = found(&visit, &opinion, &act).await?;
    let id = found.opinion.id;
    let ctx = visit
        .form(&purpose(id, found.doing), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let typed = Typed {
        stance: posted.get("stance"),
        text: posted.get("text"),
    };
    not_too_long(typed.text).map_err(|problem| visit.refuse(problem))?;
    let (w, store) = (visit.here.words, visit.app().store());
    let again = |name: &'static str, said: String| {
        let page = page(&visit, &found, &typed, &[(name, said)]);
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    let done = match found.doing {
        Doing::Answer => {
            let Some(stance) = Stance::ALL.into_iter().find(|stance| stance.word() == typed.stance) else {
                return again("stance", w.say("opinion-stance-missing"));
            };
            let given = Given {
                opinion: id,
                stance,
                text: typed.text.to_owned(),
            };
            match answer_opinion(store, given, &ctx).await {
                Err(AnswerOpinionError::NoText) => return again("text", w.say("opinion-text-missing")),
                other => other.map_err(Problem::from),
            }
        }
        Doing::Lapse | Doing::Recall => {
            let closed = if found.doing == Doing::Lapse {
                lapse_opinion(store, id, typed.text, &ctx).await
            } else {
                recall_opinion(store, id, typed.text, &ctx).await
            };
            match closed {
                Err(CloseOpinionError::NoReason) => return again("text", w.say("opinion-reason-missing")),
                Err(CloseOpinionError::TooSoon(_)) => {
                    let moment = w.stamp(found.opinion.due.shown);
                    return again("text", w.one("opinion-too-soon", "moment", moment));
                }
                other => other.map_err(Problem::from),
            }
        }
    };
    match done {
        Ok(dossier) => Ok(Redirect::to(&paths::desk_dossier(dossier)).into_response()),
        Err(problem) => Err(visit.refuse(problem)),
    }
}

fn page(visit: &Visit, found: &Found, typed: &Typed<'_>, errors: &[(&'static str, String)]) -> ActPage {
    let (w, directory) = (visit.here.words, visit.app().directory());
    let (case, opinion, doing) = (&found.case, &found.opinion, found.doing);
    let dossier = case.dossier();
    let [title, about, act] = doing.keys();
    let mut pairs = vec![
        Pair::new(w.say("opinion-question"), &opinion.question),
        Pair::new(w.say("opinion-who-asks"), short(&directory, opinion.asker)),
        Pair::new(w.say("opinion-who-is-asked"), short(&directory, opinion.unit)),
        Pair::new(w.say("opinion-term"), due(w, opinion)),
    ];
    for answer in &opinion.answers {
        pairs.push(Pair::new(w.say(stance_key(answer.stance)), &answer.text).noted(w.stamp(answer.at)));
    }
    let mut fields = Vec::new();
    if doing == Doing::Answer {
        let options = opinion::Stance::ALL
            .into_iter()
            .map(|stance| Answer::new(stance.word(), w.say(stance_key(stance)), stance.word() == typed.stance))
            .collect();
        let choice = FieldKind::Choice(Choice {
            options,
            several: false,
        });
        fields.push(Field::new("stance", w.say("opinion-stance"), choice));
    }
    let (label, hint) = match doing {
        Doing::Answer => ("opinion-text", "opinion-text-hint"),
        Doing::Lapse => ("opinion-note", "opinion-note-hint"),
        Doing::Recall => ("act-reason", "opinion-recall-hint"),
    };
    fields.push(Field::new("text", w.say(label), FieldKind::LongText(typed.text.to_owned())).hint(w.say(hint)));
    let back = paths::desk_dossier(dossier.id);
    let mut page = ActPage {
        w,
        desk: found.seat.desk(visit, Some(DeskPart::Worklist)),
        back: back.clone(),
        title: w.say(title),
        about: format!(
            "{} · {} · {}",
            dossier.parties.applicant.name,
            case.procedure(w),
            case.number()
        ),
        warning: Some(w.say(about)),
        errors: Vec::new(),
        pairs,
        action: paths::desk_opinion(opinion.id, doing.word()),
        token: visit.token(&purpose(opinion.id, doing)),
        version: None,
        hidden: Vec::new(),
        fields,
        act: w.say(act),
        more: Some(Link::new(w.say("opinion-see-dossier"), back)),
    };
    fail(&mut page, errors);
    page
}
