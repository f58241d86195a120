//! The answer to a supplement request: the same form, filled in anew where it was wrong.

use super::dossiers::procedure;
use super::draft::labelled;
use super::fields::{Drawing, error_lines};
use super::own_dossier::{Mine, mine, number};
use super::prefixes::rules;
use super::rows::{RowAct, tidy};
use super::sent::Post;
use super::shell::shell;
use super::status::asked;
use crate::app::{Answer, Refusal, Visit};
use crate::files::summary;
use crate::parts::{ErrorLine, Pair};
use crate::public::{AskPage, ReviewSection};
use crate::{Page, Part, paths};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_catalog::ProcedureVersion;
use motcua_catalog::form::{Answers, Typed};
use motcua_dossier::enclosure::Tray;
use motcua_dossier::filled::Filled;
use motcua_dossier::supplement::{Answer as Command, AnswerError, Supplement, answer, open_for};
use motcua_dossier::{Dossier, Filing};
use motcua_kernel::{DossierId, FieldProblem, Problem, SupplementId, codes};
use motcua_store::{CommitError, Read, Stored};

/// An open request with all that its page needs.
struct Asked {
    mine: Mine,
    open: Stored<Supplement>,
    version: Stored<ProcedureVersion>,
}

fn purpose(supplement: SupplementId) -> String {
    format!("supplement.answer {supplement}")
}

async fn find(visit: &Visit, read: &Read, id: &str) -> Result<Asked, Refusal> {
    let mine = mine(visit, read, id).await?;
    let dossier = &mine.life.dossier;
    let open = read
        .first(open_for(dossier.id))
        .await
        .map_err(|error| visit.refuse(error))?
        .ok_or_else(|| visit.refuse(Problem::new(codes::WRONG_STATE)))?;
    // REC-12: the version that the dossier was submitted with.
    let version = read
        .get::<ProcedureVersion>(dossier.pinned.version)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Asked { mine, open, version })
}

/// `GET /dossiers/{dossier}/supplement`.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let found = find(&visit, &read, &id).await?;
    let typed = filed(&visit, &read, &found).await?;
    Ok(page(&visit, &read, &found, &typed, &[], None).await?.respond())
}

/// What was filled in last, as it was typed.
async fn filed(visit: &Visit, read: &Read, found: &Asked) -> Result<Typed, Refusal> {
    let filing = read
        .get::<Filing>(found.mine.life.dossier.filing)
        .await
        .map_err(|error| visit.refuse(error))?;
    let answers: Option<Answers> = serde_json::from_value(filing.record.answers).ok();
    let form = found.version.form_or_general();
    Ok(answers.map_or_else(Typed::default, |answers| form.typed_of(&answers)))
}

async fn page(
    visit: &Visit,
    read: &Read,
    found: &Asked,
    typed: &Typed,
    problems: &[FieldProblem],
    notice: Option<&str>,
) -> Result<AskPage, Refusal> {
    let w = visit.here.words;
    let dossier = &found.mine.life.dossier;
    let directory = visit.app().directory();
    let form = found.version.form_or_general();
    let prefilled = form.prefill(Some(&found.mine.own.identity(&directory)));
    let rules = rules(visit.ctx.today());
    let place = (&*directory, visit.ctx.now());
    let drawing = Drawing::new(w, place, (form, &rules), typed, &prefilled, problems);
    let fields: Vec<_> = (0..form.sections.len())
        .flat_map(|section| drawing.section(section))
        .collect();
    let mut errors = error_lines(&fields);
    if let Some(notice) = notice {
        let first = fields.first().map(|field| field.name.clone()).unwrap_or_default();
        errors.insert(0, ErrorLine::new(first, w.say(notice)));
    }
    let mut says = asked(w, &found.open, found.version.components());
    says.push(w.one("complete-until", "day", w.day(found.open.last_day)));
    says.push(w.say("complete-papers"));
    let name = procedure(visit, read, dossier.pinned.version).await?;
    Ok(AskPage {
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        back: paths::dossier(dossier.id),
        about: format!("{name} · {}", number(dossier)),
        title: w.say("complete-title"),
        says,
        errors,
        action: paths::dossier_supplement(dossier.id),
        token: visit.token(&purpose(found.open.id)),
        files: Some(laid(visit, read, found).await?),
        fields,
        button: w.say("complete-send"),
    })
}

/// What is laid ready to go along with the answer.
async fn laid(visit: &Visit, read: &Read, found: &Asked) -> Result<ReviewSection, Refusal> {
    let w = visit.here.words;
    let tray = read
        .find::<Tray>(found.open.id)
        .await
        .map_err(|error| visit.refuse(error))?;
    let enclosures = tray.map(|tray| tray.record.enclosures).unwrap_or_default();
    let rows = enclosures.iter().filter_map(|enclosure| {
        let mut known = found.version.components().iter();
        let known = known.find(|known| known.key == enclosure.component)?;
        let name = found.version.said(w.language().tag(), &known.name);
        Some(Pair::new(name, summary(w, enclosure)?))
    });
    Ok(ReviewSection {
        title: w.say("files-title"),
        change: paths::dossier_supplement_files(found.mine.life.dossier.id),
        rows: rows.collect(),
    })
}

/// `POST /dossiers/{dossier}/supplement`.
pub(super) async fn submit(visit: Visit, Path(id): Path<String>, post: Post) -> Answer {
    let store = visit.app().store();
    let read = store.read().await.map_err(|error| visit.refuse(error))?;
    let mine = match mine(&visit, &read, &id).await {
        Ok(mine) => mine,
        // A session that ended: what was typed is shown again, beside the way to sign in.
        Err(refusal) if visit.person().is_err() => return Err(refusal.keeping(kept(&visit, &read, &id, &post).await)),
        Err(refusal) => return Err(refusal),
    };
    let there = Redirect::to(&paths::dossier(mine.life.dossier.id));
    let open = read
        .first(open_for(mine.life.dossier.id))
        .await
        .map_err(|error| visit.refuse(error))?;
    let Some(open) = open else {
        // A double click: the first one closed the request. Whoever comes late sees the same page.
        return Ok(there.into_response());
    };
    let version = read
        .get::<ProcedureVersion>(mine.life.dossier.pinned.version)
        .await
        .map_err(|error| visit.refuse(error))?;
    let found = Asked { mine, open, version };
    let form = found.version.form_or_general();
    let typed = tidy(form, &post.answers());
    if let Some(rows) = RowAct::read(post.act()) {
        // Nothing is handed in yet: the page with its rows changed.
        let typed = rows.apply(form, typed);
        return Ok(page(&visit, &read, &found, &typed, &[], None).await?.respond());
    }
    let Ok(ctx) = visit.form(&purpose(found.open.id), post.token()) else {
        let page = page(&visit, &read, &found, &typed, &[], Some("form-again")).await?;
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    let command = Command {
        supplement: found.open.id,
        centre: None,
        filled: Filled::Typed(typed.clone()),
        version: None,
    };
    match answer(store, command, &rules(visit.ctx.today()), &ctx).await {
        Ok(()) => Ok(there.into_response()),
        Err(AnswerError::Fields(problems)) => {
            let page = page(&visit, &read, &found, &typed, &problems, None).await?;
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(AnswerError::Commit(CommitError::Stale { .. })) => {
            let page = page(&visit, &read, &found, &typed, &[], Some("form-again")).await?;
            Ok(page.respond_with(StatusCode::CONFLICT))
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

async fn kept(visit: &Visit, read: &Read, id: &str, post: &Post) -> Vec<Pair> {
    let Ok(id) = visit.id::<DossierId>(id) else {
        return Vec::new();
    };
    match read.find::<Dossier>(id).await {
        Ok(Some(dossier)) => labelled(visit, read, dossier.pinned.version, post).await,
        Ok(None) | Err(_) => Vec::new(),
    }
}
