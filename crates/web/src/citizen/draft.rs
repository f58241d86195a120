//! Filling in a form: begun from a procedure's page, saved at every step, right or wrong.

use super::catalogue::{can_be_filled, comes_online, offered, start_purpose};
use super::person::{Own, own};
use super::prefixes::rules;
use super::section::{Leaf, Saved, save_section, sheet};
use super::sent::Post;
use super::shell::shell;
use super::sign_in::needed;
use super::terms::bill;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{Fee, Pair};
use crate::public::FormPage;
use crate::{Page, Part, paths};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use motcua_catalog::Method;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::fee::Facts;
use motcua_catalog::form::{Form, Part as Judged};
use motcua_dossier::draft::{DAYS_KEPT, Draft, SaveDraft, save};
use motcua_dossier::problem::IDENTITY_TOO_WEAK;
use motcua_kernel::{DraftId, Problem, ProcedureVersionId, codes};
use motcua_store::{Read, Stored};
use serde_json::{Map, Value as Json};

/// Somebody who came to the address of the act by a link, such as the other language's after signing in was asked for:
/// nothing was begun, the procedure's page is where it begins.
pub(super) async fn not_begun(Path(code): Path<String>) -> Redirect {
    Redirect::to(&paths::procedure(&code))
}

/// Where a draft is filled in: at home, or at a counter with an officer's help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Desk {
    /// On the person's own pages.
    Own,
    /// On an officer's, who helps.
    Help,
}

impl Desk {
    /// The address of a section, counted from 1.
    pub(crate) fn section(self, draft: DraftId, section: usize) -> String {
        match self {
            Self::Own => paths::draft(draft, section),
            Self::Help => paths::desk_help_draft(draft, section),
        }
    }

    /// The address of the whole draft.
    pub(crate) fn review(self, draft: DraftId) -> String {
        match self {
            Self::Own => paths::draft_review(draft),
            Self::Help => paths::desk_help_review(draft),
        }
    }

    /// The address of the files.
    pub(crate) fn files(self, draft: DraftId) -> String {
        match self {
            Self::Own => paths::draft_files(draft),
            Self::Help => paths::desk_help_files(draft),
        }
    }

    /// Where somebody goes who stops for now.
    pub(crate) const fn later(self) -> &'static str {
        match self {
            Self::Own => paths::DOSSIERS,
            Self::Help => paths::DESK_HELP,
        }
    }
}

/// A draft with whom and what it belongs to.
pub(crate) struct Filling {
    /// Whose pages it is on.
    pub(crate) desk: Desk,
    /// Who hands it in.
    pub(crate) own: Own,
    /// The draft.
    pub(crate) draft: Stored<Draft>,
    /// The version of its form.
    pub(crate) version: Stored<ProcedureVersion>,
    /// The name that the person sees.
    pub(crate) procedure: String,
}

/// Reads a draft.
///
/// # Errors
///
/// Fails as `not-found` if there is none that belongs to the person.
pub(super) async fn filling(visit: &Visit, read: &Read, id: &str) -> Result<Filling, Refusal> {
    let own = own(visit, read).await?;
    let draft = found(visit, read, id).await?;
    whole(visit, read, Desk::Own, own, draft).await
}

/// The draft of an address, if whoever acts began it.
///
/// # Errors
///
/// Fails as `not-found` if there is none that belongs to them.
pub(crate) async fn found(visit: &Visit, read: &Read, id: &str) -> Result<Stored<Draft>, Refusal> {
    let id: DraftId = visit.id(id)?;
    read.find::<Draft>(id)
        .await
        .map_err(|error| visit.refuse(error))?
        .filter(|draft| draft.belongs_to(visit.ctx.actor()))
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
}

/// A draft with its version, and the name of its procedure.
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn whole(
    visit: &Visit,
    read: &Read,
    desk: Desk,
    own: Own,
    draft: Stored<Draft>,
) -> Result<Filling, Refusal> {
    let version = read
        .get::<ProcedureVersion>(draft.record.version)
        .await
        .map_err(|error| visit.refuse(error))?;
    let catalogue = visit.app().catalogue();
    let procedure = catalogue
        .procedure(version.code.as_str())
        .map_or(version.announced.name.as_str(), |procedure| {
            procedure.name_in(visit.here.words.language().tag())
        });
    Ok(Filling {
        desk,
        own,
        procedure: procedure.to_owned(),
        draft,
        version,
    })
}

impl Filling {
    /// The answers, as far as what was typed can be read.
    pub(crate) fn answers(&self, visit: &Visit) -> Json {
        // No section has this number: nothing is judged, and all that can be read is.
        let reading = self.version.form_or_general().read(
            &self.draft.typed,
            &rules(visit.ctx.today()),
            Judged::Section(usize::MAX),
        );
        reading.answers.map(|answers| answers.to_value()).unwrap_or_default()
    }

    /// What it would cost by these answers today, and how that comes about.
    pub(crate) fn bill(&self, visit: &Visit, method: Option<Method>) -> (Fee, Vec<String>) {
        let answers = self.answers(visit);
        let nothing = Map::new();
        let facts = Facts {
            answers: answers.as_object().unwrap_or(&nothing),
            filed_on: visit.ctx.today(),
            method,
            exempt: None,
        };
        bill(visit.here.words, &self.version, &facts)
    }

    /// The form; a draft is only begun where there is one.
    pub(crate) fn form(&self, visit: &Visit) -> Result<&Form, Refusal> {
        if can_be_filled(&self.version) {
            Ok(self.version.form_or_general())
        } else {
            Err(visit.refuse(Problem::new(codes::NOT_FOUND)))
        }
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
    if !procedure.is_offered() || !comes_online(&version) {
        return Err(visit.refuse(Problem::new(codes::NOT_FOUND)));
    }
    let directory = visit.app().directory();
    let form = version.form_or_general();
    let typed = form.prefill(Some(&own.identity(&directory))).typed;
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

/// `GET /drafts/{draft}/{section}`.
pub(super) async fn show(visit: Visit, Path((draft, section)): Path<(String, String)>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let filling = filling(&visit, &read, &draft).await?;
    let leaf = Leaf::of(&visit, &filling, &section)?;
    Ok(page(&visit, &read, &filling, leaf).await?.respond())
}

async fn page(visit: &Visit, read: &Read, filling: &Filling, leaf: Leaf) -> Result<FormPage, Refusal> {
    let sheet = sheet(visit, filling, leaf)?;
    Ok(FormPage {
        w: visit.here.words,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        procedure: filling.procedure.clone(),
        title: sheet.title,
        step: sheet.step,
        steps: sheet.steps,
        saved_at: Some(filling.draft.saved_at),
        came_back: sheet.came_back,
        helper: None,
        back: sheet.back,
        action: sheet.action,
        token: sheet.token,
        errors: sheet.errors,
        prefill: None,
        fields: sheet.fields,
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
    match save_section(&visit, &filling, &section, &post).await? {
        Saved::On(address) => Ok(Redirect::to(&address).into_response()),
        Saved::Again(leaf) => {
            // Read anew, so that the page says when it was saved.
            let read = store.read().await.map_err(|error| visit.refuse(error))?;
            let filling = self::filling(&visit, &read, &draft).await?;
            let status = leaf.status;
            Ok(page(&visit, &read, &filling, leaf).await?.respond_with(status))
        }
    }
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
        let field = version.form_or_general().field(key);
        field.map(|field| field.label.text(visit.here.words.language().tag()).to_owned())
    };
    post.answers()
        .pairs()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(name, value)| Some(Pair::new(label(name)?, value)))
        .collect()
}
