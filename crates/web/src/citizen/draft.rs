//! Filling in a form: begun from a procedure's page, saved at every step, right or wrong.

use super::catalogue::{can_be_filled, offered, start_purpose};
use super::fields::{Drawing, error_lines};
use super::person::{Own, own};
use super::prefixes::rules;
use super::rows::{RowAct, tidy};
use super::sent::Post;
use super::shell::shell;
use super::sign_in::needed;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{ErrorLine, Pair};
use crate::public::FormPage;
use crate::{Page, Part, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use motcua_catalog::ProcedureVersion;
use motcua_catalog::form::{Form, Part as Judged, Typed};
use motcua_dossier::draft::{DAYS_KEPT, Draft, DraftError, SaveDraft, save};
use motcua_dossier::problem::IDENTITY_TOO_WEAK;
use motcua_kernel::{DraftId, FieldProblem, Problem, ProcedureVersionId, codes};
use motcua_store::{CommitError, Read, Stored};

/// Somebody who came to the address of the act by a link, such as the other language's after signing in was asked for:
/// nothing was begun, the procedure's page is where it begins.
pub(super) async fn not_begun(Path(code): Path<String>) -> Redirect {
    Redirect::to(&paths::procedure(&code))
}

/// Away for longer than this, a person is told where they stopped, in seconds.
const AWAY: i64 = 15 * 60;

/// A draft of the signed-in citizen with what it belongs to.
pub(super) struct Filling {
    pub(super) own: Own,
    pub(super) draft: Stored<Draft>,
    pub(super) version: Stored<ProcedureVersion>,
    /// The name that the person sees.
    pub(super) procedure: String,
}

/// Reads a draft.
///
/// # Errors
///
/// Fails as `not-found` if there is none that belongs to the person.
pub(super) async fn filling(visit: &Visit, read: &Read, id: &str) -> Result<Filling, Refusal> {
    let own = own(visit, read).await?;
    let id: DraftId = visit.id(id)?;
    let draft = read
        .find::<Draft>(id)
        .await
        .map_err(|error| visit.refuse(error))?
        .filter(|draft| draft.belongs_to(visit.ctx.actor()))
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    let version = read
        .get::<ProcedureVersion>(draft.record.version)
        .await
        .map_err(|error| visit.refuse(error))?;
    let catalogue = visit.app().catalogue();
    let procedure = catalogue
        .procedure(version.code.as_str())
        .map_or(version.announced.name.as_str(), |procedure| procedure.shown_name());
    Ok(Filling {
        own,
        procedure: procedure.to_owned(),
        draft,
        version,
    })
}

impl Filling {
    /// The form; a draft is only begun where there is one.
    pub(super) fn form(&self, visit: &Visit) -> Result<&Form, Refusal> {
        self.version
            .form()
            .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
    }
}

/// `POST /procedures/{code}/start`.
pub(super) async fn start(visit: Visit, Path(code): Path<String>, post: Post) -> Answer {
    let page = paths::procedure(&code);
    if visit.person().is_err() {
        // They come back to the page of the procedure, whose button then begins the draft.
        return needed(&visit, &page).await;
    }
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let own = own(&visit, &read).await?;
    if !own.level.may_file() {
        // IDN-02, said before anything is typed in vain.
        return Err(visit.refuse(Problem::new(IDENTITY_TOO_WEAK)));
    }
    // A token of before the sign-in: nothing was typed, so the page with a fresh one is enough.
    let Ok(ctx) = visit.form(&start_purpose(&code), post.token()) else {
        return Ok(Redirect::to(&page).into_response());
    };
    let (procedure, version) = offered(&visit, &read, &code).await?;
    if !procedure.is_offered() || !can_be_filled(&version) {
        return Err(visit.refuse(Problem::new(codes::NOT_FOUND)));
    }
    let directory = visit.app().directory();
    let typed = version
        .form()
        .map(|form| form.prefill(Some(&own.identity(&directory))).typed)
        .unwrap_or_default();
    drop(read);
    let command = SaveDraft {
        draft: None,
        procedure: procedure.id,
        help: None,
        territory: None,
        typed,
        section: None,
        go_to: 0,
    };
    let draft = save(visit.app().store(), command, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(&paths::draft(draft, 1)).into_response())
}

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

/// `GET /drafts/{draft}/{section}`.
pub(super) async fn show(visit: Visit, Path((draft, section)): Path<(String, String)>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let filling = filling(&visit, &read, &draft).await?;
    let place = place(&visit, &section, filling.form(&visit)?)?;
    let typed = filling.draft.typed.clone();
    let page = page(&visit, &read, &filling, place, &typed, Shown::default()).await?;
    Ok(page.respond())
}

/// What a page tells beside the fields.
#[derive(Default)]
struct Shown<'a> {
    /// What is wrong with the fields.
    problems: &'a [FieldProblem],
    /// Something that concerns the page as a whole.
    notice: Option<String>,
}

async fn page(
    visit: &Visit,
    read: &Read,
    filling: &Filling,
    place: usize,
    typed: &Typed,
    shown: Shown<'_>,
) -> Result<FormPage, Refusal> {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let form = filling.form(visit)?;
    let directory = visit.app().directory();
    let prefilled = form.prefill(Some(&filling.own.identity(&directory)));
    let rules = rules(visit.ctx.today());
    let drawing = Drawing::new(w, (&directory, now), (form, &rules), typed, &prefilled, shown.problems);
    let fields = drawing.section(place);
    let mut errors = error_lines(&fields);
    if let Some(notice) = shown.notice {
        let first = fields.first().map(|field| field.name.clone()).unwrap_or_default();
        errors.insert(0, ErrorLine::new(first, notice));
    }
    let id = filling.draft.id;
    let saved_at = filling.draft.saved_at;
    let away = now.micros_since(saved_at) > AWAY * 1_000_000;
    Ok(FormPage {
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        procedure: filling.procedure.clone(),
        title: form
            .sections
            .get(place)
            .map(|section| section.title.text(w.language().tag()).to_owned())
            .unwrap_or_default(),
        step: place + 1,
        steps: form.sections.len(),
        saved_at: Some(saved_at),
        came_back: (away && errors.is_empty()).then_some(saved_at),
        helper: None,
        back: if place == 0 {
            paths::DOSSIERS.to_owned()
        } else {
            paths::draft(id, place)
        },
        action: paths::draft(id, place + 1),
        token: visit.token(&purpose(&id.to_string(), place)),
        errors,
        prefill: None,
        fields,
        draft_days: u32::try_from(DAYS_KEPT).unwrap_or(0),
    })
}

/// `POST /drafts/{draft}/{section}`: saves, then goes where the button says.
pub(super) async fn submit(visit: Visit, Path((draft, section)): Path<(String, String)>, post: Post) -> Answer {
    let store = visit.app().store();
    let read = store.read().await.map_err(|error| visit.refuse(error))?;
    let filling = match filling(&visit, &read, &draft).await {
        Ok(filling) => filling,
        // A session that ended: what was typed is shown again, beside the way to sign in.
        Err(refusal) if visit.person().is_err() => {
            return Err(refusal.keeping(kept(&visit, &read, &draft, &post).await));
        }
        Err(refusal) => return Err(refusal),
    };
    let form = filling.form(&visit)?;
    let place = place(&visit, &section, form)?;
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

    let purpose = purpose(&filling.draft.id.to_string(), place);
    let again = |notice: &str, status| reshow(&visit, &filling, place, typed.clone(), notice.to_owned(), status);
    let Ok(ctx) = visit.form(&purpose, post.token()) else {
        return again("form-again", StatusCode::CONFLICT).await;
    };
    let rules = rules(visit.ctx.today());
    let judged = form.read(&typed, &rules, Judged::Section(place));
    let goes_on = rows.is_none() && post.act() != "later" && judged.answers.is_ok();
    let command = SaveDraft {
        draft: Some(filling.draft.id),
        procedure: filling.draft.procedure,
        help: None,
        territory: None,
        typed: posted,
        section: Some(u32::try_from(place).unwrap_or(0)),
        go_to: u32::try_from(if goes_on { place + 1 } else { place }).unwrap_or(0),
    };
    match save(store, command, &ctx).await {
        Ok(_) => {}
        // The same draft was saved elsewhere in between: nothing typed here is lost.
        Err(DraftError::Commit(CommitError::Stale { .. })) => return again("form-stale", StatusCode::CONFLICT).await,
        Err(error) => return Err(visit.refuse(error)),
    }
    let id = filling.draft.id;
    if rows.is_some() {
        return Ok(Redirect::to(&paths::draft(id, place + 1)).into_response());
    }
    if post.act() == "later" {
        return Ok(Redirect::to(paths::DOSSIERS).into_response());
    }
    match judged.answers {
        Ok(_) if place + 1 == form.sections.len() => Ok(Redirect::to(&paths::draft_review(id)).into_response()),
        Ok(_) => Ok(Redirect::to(&paths::draft(id, place + 2)).into_response()),
        Err(problems) => {
            // Read anew, so that the page says when it was saved.
            let read = store.read().await.map_err(|error| visit.refuse(error))?;
            let saved = self::filling(&visit, &read, &draft).await?;
            let shown = Shown {
                problems: &problems,
                notice: None,
            };
            let page = page(&visit, &read, &saved, place, &typed, shown).await?;
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The same page with what was typed and a fresh token.
async fn reshow(
    visit: &Visit,
    filling: &Filling,
    place: usize,
    typed: Typed,
    notice: String,
    status: StatusCode,
) -> Result<Response, Refusal> {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let shown = Shown {
        problems: &[],
        notice: Some(visit.here.words.say(&notice)),
    };
    let page = page(visit, &read, filling, place, &typed, shown).await?;
    Ok(page.respond_with(status))
}

/// What was typed for a draft, under the labels of its form.
async fn kept(visit: &Visit, read: &Read, draft: &str, post: &Post) -> Vec<Pair> {
    let Ok(id) = visit.id::<DraftId>(draft) else {
        return Vec::new();
    };
    match read.find::<Draft>(id).await {
        Ok(Some(draft)) => labelled(visit, read, draft.record.version, post).await,
        Ok(None) | Err(_) => Vec::new(),
    }
}

/// What was typed under the labels of a form. Labels are nobody's data: they may be read without a session.
pub(super) async fn labelled(visit: &Visit, read: &Read, version: ProcedureVersionId, post: &Post) -> Vec<Pair> {
    let Ok(version) = read.get::<ProcedureVersion>(version).await else {
        return Vec::new();
    };
    let label = |name: &str| {
        let key = name.split('/').next().unwrap_or(name);
        let field = version.form().and_then(|form| form.field(key));
        field.map(|field| field.label.text(visit.here.words.language().tag()).to_owned())
    };
    post.answers()
        .pairs()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(name, value)| Some(Pair::new(label(name)?, value)))
        .collect()
}
