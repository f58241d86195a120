//! The whole draft before it is handed in, and the handing in.

use super::behalf;
use super::destination::{Destination, destination};
use super::draft::{Filling, filling};
use super::prefixes::rules;
use super::said::Saying;
use super::sent::Post;
use super::shell::shell;
use super::terms::span;
use crate::app::{Answer, Refusal, Visit};
use crate::files::summary;
use crate::parts::{ErrorLine, Pair};
use crate::problem::field_words;
use crate::public::{ReviewPage, ReviewSection};
use crate::{Page, Part, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_catalog::Method;
use motcua_catalog::form::{Field, Form, Kind, Part as Judged};
use motcua_catalog::version::component::Needed;
use motcua_dossier::draft::DAYS_KEPT;
use motcua_dossier::enclosure::{Lack, lacks, takes_files};
use motcua_dossier::submit::{Begun, Submit, SubmitError, submit};
use motcua_dossier::{Channel, Identity, Parties};
use motcua_kernel::{DossierId, DraftId, FieldProblem, UnitId};
use motcua_org::Directory;
use motcua_store::Read;
use serde_json::{Map, Value};

fn purpose(draft: DraftId) -> String {
    format!("draft.submit {draft}")
}

/// `GET /drafts/{draft}/review`.
pub(super) async fn show(visit: Visit, Path(draft): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let filling = filling(&visit, &read, &draft).await?;
    Ok(page(&visit, &read, &filling, &[]).await?.respond())
}

/// A draft read whole: what was answered, what stands in the way, where it goes.
pub(crate) struct Whole<'a> {
    /// The sections with their answers.
    pub(crate) sections: Vec<ReviewSection>,
    /// What still stands in the way.
    pub(crate) errors: Vec<ErrorLine>,
    /// A name that will be printed.
    pub(crate) spelled: Option<String>,
    /// The files, component by component.
    pub(crate) files: Option<ReviewSection>,
    /// Where it goes, once that is known.
    pub(crate) goes: Option<Destination<'a>>,
}

/// Reads a draft whole. `counter` is the centre where it is handed in, if it is at one.
///
/// # Errors
///
/// Fails as `not-found` if the version has no form.
pub(crate) fn read_whole<'a>(
    visit: &Visit,
    directory: &'a Directory,
    filling: &Filling,
    counter: Option<UnitId>,
    further: &[FieldProblem],
) -> Result<Whole<'a>, Refusal> {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let form = filling.form(visit)?;
    let typed = &filling.draft.typed;
    let (id, desk) = (filling.draft.id, filling.desk);
    let reading = form.read(typed, &rules(visit.ctx.today()), Judged::Whole);
    let goes = destination(directory, &filling.version, typed, &filling.own, (counter, now));
    let mut problems = reading.answers.err().unwrap_or_default();
    problems.extend(goes.as_ref().err().cloned());
    problems.extend(further.iter().cloned());
    // What only the right answers show is asked for where it is shown.
    let answers = filling.answers(visit);
    let known = answers.as_object().cloned().unwrap_or_default();
    let language = w.language().tag();
    let saying = Saying {
        w,
        directory,
        now,
        form,
        typed,
    };
    let sections = form.sections.iter().enumerate().map(|(place, section)| ReviewSection {
        title: section.title.text(language).to_owned(),
        change: desk.section(id, place + 1),
        rows: section
            .fields
            .iter()
            .filter(|field| field.when.as_ref().is_none_or(|when| when.holds(&known)))
            .map(|field| {
                let pair = Pair::new(field.label.text(language), self::said(&saying, &known, field));
                let doubt = reading.warnings.iter().find(|warning| warning.field == field.key);
                match doubt {
                    Some(doubt) => pair.noted(field_words(w, doubt)),
                    None => pair,
                }
            })
            .collect(),
    });
    Ok(Whole {
        sections: sections.collect(),
        errors: problems
            .iter()
            .map(|problem| line(visit, form, filling, problem))
            .chain(demanded(visit, filling, counter.is_some(), &known))
            .collect(),
        files: self::files(visit, filling, &known),
        spelled: spelled(form)
            .map(|key| typed.one(key).to_owned())
            .filter(|name| !name.is_empty()),
        goes: goes.ok(),
    })
}

/// The components whose file is missing, without which nothing is handed in online. At a counter the paper itself is
/// there.
fn demanded(visit: &Visit, filling: &Filling, at_counter: bool, answers: &Map<String, Value>) -> Vec<ErrorLine> {
    if at_counter {
        return Vec::new();
    }
    let w = visit.here.words;
    let version = &filling.version;
    lacks(version.components(), answers, &filling.draft.enclosures)
        .into_iter()
        .filter(|(_, lack)| *lack == Lack::Demanded)
        .map(|(component, _)| {
            let name = version.said(w.language().tag(), &component.name);
            ErrorLine::new(&component.key, w.one("files-lacking", "component", name))
                .on(paths::draft_files(filling.draft.id))
        })
        .collect()
}

/// The components that take files, each with what lies there.
fn files(visit: &Visit, filling: &Filling, answers: &Map<String, Value>) -> Option<ReviewSection> {
    let w = visit.here.words;
    let (version, draft) = (&filling.version, &filling.draft);
    let rows: Vec<Pair> = version
        .components()
        .iter()
        .filter(|component| takes_files(component) && component.needed(answers) != Needed::No)
        .map(|component| {
            let laid = draft
                .enclosures
                .iter()
                .find(|enclosure| enclosure.component == component.key);
            let said = laid.and_then(|enclosure| summary(w, enclosure)).unwrap_or_default();
            Pair::new(version.said(w.language().tag(), &component.name), said)
        })
        .collect();
    (!rows.is_empty()).then(|| ReviewSection {
        title: w.say("files-title"),
        change: filling.desk.files(draft.id),
        rows,
    })
}

/// What was typed, or what follows from it.
fn said(saying: &Saying<'_>, known: &Map<String, Value>, field: &Field) -> String {
    if field.words_of.is_some() {
        return known
            .get(&field.key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
    }
    saying.said(field)
}

async fn page(visit: &Visit, read: &Read, filling: &Filling, further: &[FieldProblem]) -> Result<ReviewPage, Refusal> {
    let w = visit.here.words;
    let directory = visit.app().directory();
    let whole = read_whole(visit, &directory, filling, None, further)?;
    let id = filling.draft.id;
    let (received_by, decides) = match &whole.goes {
        Some(goes) => (goes.reception.name.clone(), goes.deciding.name.clone()),
        None => (w.say("review-place-open"), w.say("review-decides-open")),
    };
    let matter = behalf::of_draft(visit, read, filling).await?;
    let (fee, fee_lines) = filling.bill(visit, Some(Method::Online));
    Ok(ReviewPage {
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        procedure: filling.procedure.clone(),
        saved_at: Some(filling.draft.saved_at),
        back: paths::draft(id, filling.form(visit)?.sections.len()),
        action: paths::draft_submit(id),
        token: visit.token(&purpose(id)),
        errors: whole.errors,
        spelled: whole.spelled,
        applicant: matter.map_or_else(|| w.say("behalf-own"), |matter| matter.said(w)),
        behalf: paths::draft_for(id),
        sections: whole.sections,
        files: whole.files,
        received_by,
        decides,
        limit: filling.version.limit(None).map(span),
        fee,
        fee_lines,
        draft_days: u32::try_from(DAYS_KEPT).unwrap_or(0),
    })
}

/// The name that will be printed: the person concerned, else the first name of the form.
fn spelled(form: &Form) -> Option<&str> {
    let names = || form.fields().filter(|field| field.kind == Kind::Name);
    names()
        .find(|field| field.key.starts_with("subject"))
        .or_else(|| names().next())
        .map(|field| field.key.as_str())
}

/// What is wrong, leading to the page where it can be put right.
fn line(visit: &Visit, form: &Form, filling: &Filling, problem: &FieldProblem) -> ErrorLine {
    let w = visit.here.words;
    let key = problem.field.split('/').next().unwrap_or(&problem.field);
    let words = field_words(w, problem);
    let section = form
        .sections
        .iter()
        .position(|section| section.fields.iter().any(|field| field.key == key));
    let text = match form.field(key) {
        Some(field) => w.two("field-of", "field", field.label.text(w.language().tag()), "part", words),
        None => words,
    };
    // The fields of an address and a person's parts carry the ids of the whole or of the part.
    let anchor = match form.field(key).map(|field| &field.kind) {
        Some(Kind::BankAccount | Kind::Person | Kind::Repeat { .. }) => problem.field.as_str(),
        Some(_) | None => key,
    };
    ErrorLine::new(anchor, text).on(filling.desk.section(filling.draft.id, section.unwrap_or(0) + 1))
}

/// `POST /drafts/{draft}/submit`.
pub(super) async fn hand_in(visit: Visit, Path(draft): Path<String>, post: Post) -> Answer {
    visit.person()?;
    let app = visit.app();
    let id: DraftId = visit.id(&draft)?;
    let review = Redirect::to(&paths::draft_review(id));
    // Nothing was typed here: the page with a fresh token is enough.
    let Ok(ctx) = visit.form(&purpose(id), post.token()) else {
        return Ok(review.into_response());
    };
    let read = app.store().read().await.map_err(|error| visit.refuse(error))?;
    let applied = read
        .was_applied(ctx.change())
        .await
        .map_err(|error| visit.refuse(error))?;
    if applied {
        // A double click: the draft is gone, and its dossier has the first id of the change.
        let dossier: DossierId = ctx.id();
        return Ok(Redirect::to(&paths::dossier_submitted(dossier)).into_response());
    }
    let filling = filling(&visit, &read, &draft).await?;
    let directory = app.directory();
    let goes = destination(
        &directory,
        &filling.version,
        &filling.draft.typed,
        &filling.own,
        (None, visit.ctx.now()),
    );
    let answers = filling.answers(&visit);
    let lacking = demanded(&visit, &filling, false, answers.as_object().unwrap_or(&Map::new()));
    let Some(goes) = goes.ok().filter(|_| lacking.is_empty()) else {
        let page = page(&visit, &read, &filling, &[]).await?;
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let parties = behalf::parties(&visit, &read, &filling, None).await?;
    let command = command(&filling, parties, &goes);
    let handed_in = submit(app.store(), &directory, command, &rules(visit.ctx.today()), &ctx).await;
    match handed_in {
        Ok(dossier) => Ok(Redirect::to(&paths::dossier_submitted(dossier)).into_response()),
        // The page reads the form again and says the same.
        Err(SubmitError::NoMandate) => {
            let wrong = FieldProblem {
                field: String::new(),
                message: "submit-mandate-does-not-hold".into(),
                values: Vec::new(),
            };
            let page = page(&visit, &read, &filling, &[wrong]).await?;
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(SubmitError::Fields(_)) => {
            let page = page(&visit, &read, &filling, &[]).await?;
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        // The units changed between the page and this moment.
        Err(SubmitError::Jurisdiction(_)) => {
            let wrong = FieldProblem {
                field: String::new(),
                message: "submit-choose-the-place".into(),
                values: Vec::new(),
            };
            let page = page(&visit, &read, &filling, &[wrong]).await?;
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

fn command(filling: &Filling, parties: Parties, goes: &Destination<'_>) -> Submit {
    Submit {
        begun: Begun::Here(filling.draft.id),
        parties,
        identity: Identity::SignedIn {
            level: filling.own.level_number(),
        },
        channel: Channel::Online,
        territory: goes.territory,
        reception: goes.reception.id,
        delivery: goes.delivery.id,
    }
}
