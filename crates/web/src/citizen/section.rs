//! One section of a form: drawn with what was typed, and saved right or wrong, whosever desk it is filled in at.

use super::draft::{Desk, Filling};
use super::fields::{Drawing, error_lines};
use super::prefixes::rules;
use super::rows::{RowAct, tidy};
use super::sent::Post;
use crate::app::{Refusal, Visit};
use crate::parts::{ErrorLine, Field, Source};
use axum::http::StatusCode;
use motcua_catalog::form::{Form, Part as Judged, Typed};
use motcua_dossier::draft::{DraftError, SaveDraft, save};
use motcua_kernel::{FieldProblem, Instant, Problem, codes};
use motcua_store::CommitError;

/// Away for longer than this, a person is told where they stopped, in seconds.
const AWAY: i64 = 15 * 60;

/// The purpose of the token of a section.
fn purpose(draft: &str, section: usize) -> String {
    format!("draft.save {draft} {section}")
}

/// The section in an address, counted from 0 here and from 1 there.
fn place(visit: &Visit, section: &str, form: &Form) -> Result<usize, Refusal> {
    let number: usize = section.parse().unwrap_or(0);
    if (1..=form.sections.len()).contains(&number) {
        Ok(number - 1)
    } else {
        Err(visit.refuse(Problem::new(codes::NOT_FOUND)))
    }
}

/// A section as it is to be shown: what was typed, what is wrong with it, what concerns it as a whole.
pub(crate) struct Leaf {
    /// The section, counted from 0.
    place: usize,
    typed: Typed,
    problems: Vec<FieldProblem>,
    notice: Option<String>,
    /// How the page is answered.
    pub(crate) status: StatusCode,
}

impl Leaf {
    /// The section of an address as it was saved.
    ///
    /// # Errors
    ///
    /// Fails as `not-found` if the form has no such section.
    pub(crate) fn of(visit: &Visit, filling: &Filling, section: &str) -> Result<Self, Refusal> {
        Ok(Self {
            place: place(visit, section, filling.form(visit)?)?,
            typed: filling.draft.typed.clone(),
            problems: Vec::new(),
            notice: None,
            status: StatusCode::OK,
        })
    }
}

/// What a page of a section shows, whosever desk it stands on.
pub(crate) struct Sheet {
    pub(crate) title: String,
    pub(crate) step: usize,
    pub(crate) steps: usize,
    pub(crate) back: String,
    pub(crate) action: String,
    pub(crate) token: String,
    pub(crate) errors: Vec<ErrorLine>,
    pub(crate) fields: Vec<Field>,
    pub(crate) came_back: Option<Instant>,
}

/// Puts a section together.
///
/// # Errors
///
/// Fails as `not-found` if the version has no form.
pub(crate) fn sheet(visit: &Visit, filling: &Filling, leaf: Leaf) -> Result<Sheet, Refusal> {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let form = filling.form(visit)?;
    let directory = visit.app().directory();
    let prefilled = form.prefill(Some(&filling.own.identity(&directory)));
    let rules = rules(visit.ctx.today());
    let typed = (&leaf.typed, &prefilled);
    let drawing = Drawing::new(w, (&directory, now), (form, &rules), typed.0, typed.1, &leaf.problems);
    let mut fields = drawing.section(leaf.place);
    if filling.desk == Desk::Help {
        // It is the officer who reads it.
        let own = fields.iter_mut().filter(|field| field.source == Some(Source::Identity));
        own.for_each(|field| field.source = Some(Source::Submitter));
    }
    let mut errors = error_lines(&fields);
    if let Some(notice) = leaf.notice {
        let first = fields.first().map(|field| field.name.clone()).unwrap_or_default();
        errors.insert(0, ErrorLine::new(first, notice));
    }
    let (id, place) = (filling.draft.id, leaf.place);
    let saved_at = filling.draft.saved_at;
    let away = now.micros_since(saved_at) > AWAY * 1_000_000;
    Ok(Sheet {
        title: form
            .sections
            .get(place)
            .map(|section| section.title.text(w.language().tag()).to_owned())
            .unwrap_or_default(),
        step: place + 1,
        steps: form.sections.len(),
        back: if place == 0 {
            filling.desk.later().to_owned()
        } else {
            filling.desk.section(id, place)
        },
        action: filling.desk.section(id, place + 1),
        token: visit.token(&purpose(&id.to_string(), place)),
        came_back: (away && errors.is_empty()).then_some(saved_at),
        errors,
        fields,
    })
}

/// What follows a section that was sent.
pub(crate) enum Saved {
    /// Somewhere else.
    On(String),
    /// The same section, with what was typed.
    Again(Leaf),
}

/// Saves what was typed in a section, right or wrong.
///
/// # Errors
///
/// Fails as `not-found` if the form has no such section, or if the store does not take it.
pub(crate) async fn save_section(
    visit: &Visit,
    filling: &Filling,
    section: &str,
    post: &Post,
) -> Result<Saved, Refusal> {
    let form = filling.form(visit)?;
    let place = place(visit, section, form)?;
    let (id, desk) = (filling.draft.id, filling.desk);
    let mut posted = tidy(form, &post.answers());
    let rows = RowAct::read(post.act());
    if let Some(rows) = &rows {
        posted = rows.apply(form, posted);
    }
    let keys: Vec<&str> = form.sections[place]
        .fields
        .iter()
        .map(|field| field.key.as_str())
        .collect();
    let mut typed = filling.draft.typed.clone();
    typed.merge(posted.clone(), &keys);

    let again = |key: &str, typed: Typed| {
        Ok(Saved::Again(Leaf {
            place,
            typed,
            problems: Vec::new(),
            notice: Some(visit.here.words.say(key)),
            status: StatusCode::CONFLICT,
        }))
    };
    let Ok(ctx) = visit.form(&purpose(&id.to_string(), place), post.token()) else {
        return again("form-again", typed);
    };
    let rules = rules(visit.ctx.today());
    let judged = form.read(&typed, &rules, Judged::Section(place));
    let goes_on = rows.is_none() && post.act() != "later" && judged.answers.is_ok();
    let command = SaveDraft {
        draft: Some(id),
        procedure: filling.draft.procedure,
        help: None,
        territory: None,
        typed: posted,
        section: Some(u32::try_from(place).unwrap_or(0)),
        go_to: u32::try_from(if goes_on { place + 1 } else { place }).unwrap_or(0),
    };
    match save(visit.app().store(), command, &ctx).await {
        Ok(_) => {}
        // The same draft was saved elsewhere in between: nothing typed here is lost.
        Err(DraftError::Commit(CommitError::Stale { .. })) => return again("form-stale", typed),
        Err(error) => return Err(visit.refuse(error)),
    }
    if rows.is_some() {
        return Ok(Saved::On(desk.section(id, place + 1)));
    }
    if post.act() == "later" {
        return Ok(Saved::On(desk.later().to_owned()));
    }
    Ok(match judged.answers {
        Ok(_) if place + 1 == form.sections.len() => Saved::On(desk.review(id)),
        Ok(_) => Saved::On(desk.section(id, place + 2)),
        Err(problems) => Saved::Again(Leaf {
            place,
            typed,
            problems,
            notice: None,
            status: StatusCode::UNPROCESSABLE_ENTITY,
        }),
    })
}
