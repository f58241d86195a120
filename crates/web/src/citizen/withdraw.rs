//! Taking a dossier back before anything is decided.

use super::dossiers::procedure;
use super::own_dossier::{Mine, mine, number};
use super::sent::Post;
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit, not_too_long};
use crate::officer::originals::where_said;
use crate::parts::{Field, FieldKind, Pair};
use crate::public::AskPage;
use crate::{Page, Part, paths};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Act;
use motcua_dossier::original::originals_of;
use motcua_dossier::withdraw::{Withdraw, withdraw};
use motcua_kernel::text::clean_lines;
use motcua_kernel::{DossierId, Problem, codes};
use motcua_store::Read;

fn purpose(dossier: DossierId) -> String {
    format!("dossier.withdraw {dossier}")
}

/// `GET /dossiers/{dossier}/withdraw`.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let mine = mine(&visit, &read, &id).await?;
    if !mine.life.stage().allows(Act::Withdraw) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    Ok(page(&visit, &read, &mine).await?.respond())
}

async fn page(visit: &Visit, read: &Read, mine: &Mine) -> Result<AskPage, Refusal> {
    let w = visit.here.words;
    let dossier = &mine.life.dossier;
    let name = procedure(visit, read, dossier.pinned.version).await?;
    let directory = visit.app().directory();
    let kept = read.all(originals_of(dossier.id)).await;
    let kept = kept.map_err(|error| visit.refuse(error))?;
    let mut says = vec![w.say("withdraw-about")];
    // The will of who takes it back waits for no paper; they are told where theirs lies.
    says.extend(kept.iter().filter(|original| original.is_owed()).map(|original| {
        let place = where_said(w, &directory, original);
        w.two("withdraw-original", "name", &original.description, "where", place)
    }));
    Ok(AskPage {
        files: None,
        w,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        back: paths::dossier(dossier.id),
        about: format!("{name} · {}", number(dossier)),
        title: w.say("withdraw-title"),
        says,
        errors: Vec::new(),
        action: paths::dossier_withdraw(dossier.id),
        token: visit.token(&purpose(dossier.id)),
        fields: vec![Field::new("reason", w.say("withdraw-reason"), FieldKind::LongText(String::new())).optional()],
        button: w.say("withdraw-do"),
    })
}

/// `POST /dossiers/{dossier}/withdraw`.
pub(super) async fn submit(visit: Visit, Path(id): Path<String>, post: Post) -> Answer {
    visit.person()?;
    let dossier: DossierId = visit.id(&id)?;
    let reason = clean_lines(post.typed("reason"));
    let kept = || vec![Pair::new(visit.here.words.say("withdraw-reason"), &reason)];
    not_too_long(&reason).map_err(|problem| visit.refuse(problem).keeping(kept()))?;
    let ctx = visit
        .form(&purpose(dossier), post.token())
        .map_err(|problem| visit.refuse(problem).keeping(kept()))?;
    let command = Withdraw {
        dossier,
        centre: None,
        reason: (!reason.is_empty()).then(|| reason.clone()),
        version: None,
    };
    withdraw(visit.app().store(), command, &ctx)
        .await
        .map_err(|error| visit.refuse(error).keeping(kept()))?;
    Ok(Redirect::to(&paths::dossier(dossier)).into_response())
}
