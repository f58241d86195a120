//! My notices (tin báo): showing them changes nothing; opening one is a form, which marks it and leads to its dossier.

use super::dossiers::procedure;
use super::sent::{Asked, Post};
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::Next;
use crate::public::{NoticeLine, NoticesPage};
use crate::{Page, Part, paths};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Dossier;
use motcua_kernel::{Instant, NoticeId};
use motcua_notice::record::notices_of;
use motcua_notice::{Length, Notice};
use motcua_store::Read;

/// Notices on a page.
const PAGE: usize = 20;
const READ_ALL: &str = "notices.read_all";

fn purpose(notice: NoticeId) -> String {
    format!("notice.open {notice}")
}

/// `GET /me/notices?before=…`.
pub(super) async fn list(visit: Visit, asked: Asked) -> Answer {
    let person = visit.person()?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let before = asked.line("before").parse().ok().map(Instant::from_micros);
    let from = before.unwrap_or(visit.ctx.now().plus_seconds(1));
    let mut found = read
        .all(notices_of(person.id, from, PAGE as i64 + 1))
        .await
        .map_err(|error| visit.refuse(error))?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let mut notices = Vec::with_capacity(found.len());
    for notice in &found {
        notices.push(line(&visit, &read, notice).await?);
    }
    let shell = shell(&visit, &read, Some(Part::Notices)).await?;
    let has_unread = shell.signed_in.as_ref().is_some_and(|person| person.unread > 0);
    let last = found.last().map(|notice| notice.told_at.as_micros());
    Ok(NoticesPage {
        w: visit.here.words,
        shell,
        notices,
        read_all: has_unread.then(|| visit.token(READ_ALL)),
        next: Next {
            first: before.map(|_| paths::NOTICES.to_owned()),
            next: last
                .filter(|_| has_more)
                .map(|last| format!("{}?before={last}", paths::NOTICES)),
        },
    }
    .respond())
}

async fn line(visit: &Visit, read: &Read, notice: &Notice) -> Result<NoticeLine, Refusal> {
    let w = visit.here.words;
    let language = w.language().tongue();
    let words = |length| {
        notice.words(language, length).unwrap_or_else(|error| {
            // A newer program over the same store wrote it: the dossier's page tells the same.
            tracing::warn!(notice = %notice.id, %error, "a notice has words that this program does not know");
            w.say("notices-newer-words")
        })
    };
    let dossier = read
        .find::<Dossier>(notice.dossier)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(NoticeLine {
        at: notice.told_at,
        title: words(Length::Title),
        text: words(Length::Long),
        procedure: match dossier {
            Some(dossier) => procedure(visit, read, dossier.pinned.version).await?,
            None => String::new(),
        },
        number: notice.facts.number.clone(),
        dossier: paths::dossier(notice.dossier),
        open: notice
            .is_unread()
            .then(|| (paths::notice(notice.id), visit.token(&purpose(notice.id)))),
    })
}

/// `GET /me/notices/{notice}`: what a browser asks for when signing in interrupted the form.
pub(super) async fn not_opened() -> Redirect {
    Redirect::to(paths::NOTICES)
}

/// `POST /me/notices/{notice}`.
pub(super) async fn open(visit: Visit, Path(id): Path<String>, post: Post) -> Answer {
    visit.person()?;
    let id: NoticeId = visit.id(&id)?;
    let ctx = visit
        .form(&purpose(id), post.token())
        .map_err(|problem| visit.refuse(problem))?;
    let dossier = motcua_notice::read_one(visit.app().store(), id, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(&paths::dossier(dossier)).into_response())
}

/// `POST /me/notices`.
pub(super) async fn read_all(visit: Visit, post: Post) -> Answer {
    visit.person()?;
    let ctx = visit
        .form(READ_ALL, post.token())
        .map_err(|problem| visit.refuse(problem))?;
    motcua_notice::read_all(visit.app().store(), &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(paths::NOTICES).into_response())
}
