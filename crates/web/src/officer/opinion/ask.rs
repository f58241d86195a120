//! Asking other units for their opinion on a dossier.

use crate::Page;
use crate::app::{Answer as Answered, Visit};
use crate::desk::ActPage;
use crate::officer::act::{Doing, to_dossier};
use crate::officer::case::Case;
use crate::officer::said::{short, span};
use crate::officer::shell::Seat;
use crate::officer::work::{blank, fail, opened};
use crate::parts::{Answer, Field, FieldKind};
use axum::http::StatusCode;
use motcua_dossier::Act;
use motcua_dossier::opinion::{Ask, AskOpinionError, Term, ask_opinion, may_be_asked, usual};
use motcua_kernel::UnitId;
use motcua_kernel::text::fold;

/// How many units one form asks; a second form asks more.
const UNITS: usize = 3;
/// Working days that are offered where the workflow gives no term.
const DAYS: &str = "2";

/// What was typed.
struct Typed<'a> {
    units: Vec<&'a str>,
    question: &'a str,
    days: &'a str,
}

/// Shows the form.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::AskOpinion).await?;
    let typed = Typed {
        units: Vec::new(),
        question: "",
        days: DAYS,
    };
    Ok(page(&visit, &seat, &case, &typed, &[]).respond())
}

/// Asks.
pub(crate) async fn submit(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let names: Vec<String> = (0..UNITS).map(name).collect();
    let typed = Typed {
        units: names.iter().map(|name| doing.posted.get(name).trim()).collect(),
        question: doing.posted.get("question"),
        days: doing.posted.get("days").trim(),
    };
    let units: Vec<UnitId> = typed.units.iter().filter_map(|unit| unit.parse().ok()).collect();
    let command = Ask {
        dossier: doing.id(),
        units,
        question: typed.question.to_owned(),
        // What is no number is refused by the room, which says how many may be given.
        days: typed.days.parse().unwrap_or_default(),
    };
    let mistake = match ask_opinion(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(()) => return to_dossier(doing.id()),
        Err(AskOpinionError::Nobody) => ("unit/0", w.say("opinion-unit-missing")),
        Err(AskOpinionError::NotAsked) => ("unit/0", w.say("opinion-unit-not-asked")),
        Err(AskOpinionError::OwnUnit) => ("unit/0", w.say("opinion-own-unit")),
        Err(AskOpinionError::AskedAlready) => ("unit/0", w.say("opinion-asked-already")),
        Err(AskOpinionError::NoQuestion) => ("question", w.say("opinion-question-missing")),
        Err(AskOpinionError::NoTerm) => ("days", w.one("opinion-days-wrong", "days", Term::MOST_DAYS)),
        Err(error) => return Err(doing.refuse(error)),
    };
    let page = page(&doing.visit, &doing.seat, &doing.case, &typed, &[mistake]);
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

fn name(place: usize) -> String {
    format!("unit/{place}")
}

fn page(visit: &Visit, seat: &Seat, case: &Case, typed: &Typed<'_>, errors: &[(&'static str, String)]) -> ActPage {
    let (w, directory) = (visit.here.words, visit.app().directory());
    let keys = ["opinion-ask-title", "opinion-ask-about", "do-opinion-ask"];
    let mut page = blank(visit, seat, case, "ask-opinion", keys);
    let here = case.dossier().holder.map(|holder| holder.unit);
    let mut units: Vec<(String, UnitId)> = directory
        .units()
        .filter(|unit| may_be_asked(unit, &visit.ctx) && Some(unit.id) != here)
        .map(|unit| (short(&directory, unit.id), unit.id))
        .collect();
    units.sort_by_cached_key(|(said, _)| fold(said));
    page.fields = (0..UNITS)
        .map(|place| {
            let chosen = typed.units.get(place).copied().unwrap_or_default();
            let nothing = Answer::new("", w.say("choose-one"), chosen.is_empty());
            let others = units.iter().map(|(said, id)| {
                let id = id.to_string();
                Answer::new(&id, said, id == chosen)
            });
            let options = FieldKind::List(std::iter::once(nothing).chain(others).collect());
            let field = Field::new(name(place), w.one("opinion-unit", "place", place + 1), options);
            if place == 0 { field } else { field.optional() }
        })
        .collect();
    page.fields.push(
        Field::new(
            "question",
            w.say("opinion-question"),
            FieldKind::LongText(typed.question.to_owned()),
        )
        .hint(w.say("opinion-question-hint")),
    );
    let key = case.life.step().map_or("", |step| step.key.as_str());
    match usual(&case.guide, key) {
        Some(Term::Workflow { norm, .. }) => {
            let said = w.one("opinion-term-workflow", "span", w.span(span(norm)));
            page.pairs.push(crate::parts::Pair::new(w.say("opinion-term"), said));
        }
        Some(Term::Internal { .. }) | None => page.fields.push(
            Field::new("days", w.say("opinion-days"), FieldKind::Integer(typed.days.to_owned()))
                .hint(w.say("opinion-days-hint")),
        ),
    }
    fail(&mut page, errors);
    page
}
