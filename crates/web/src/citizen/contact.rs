//! How I am told (Báo tin cho tôi bằng…): always on the page, and by e-mail for who gives an address and types the
//! code that was sent there. Nobody needs one.

use super::sent::Post;
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{ErrorLine, Field, FieldKind};
use crate::problem::field_words;
use crate::public::AskPage;
use crate::{Page, Part, paths};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_kernel::{FieldProblem, Problem, codes};
use motcua_people::person::{EmailAddress, EmailClaim, EmailError, Person, claim_email, confirm_email, forget_email};
use motcua_store::Read;

const PURPOSE: &str = "me.contact";

/// What the page asks next.
enum Ask {
    /// For an address.
    Address,
    /// For the code that was sent to one.
    Code(EmailAddress),
    /// Whether to go on with a confirmed one.
    Stop(EmailAddress),
}

async fn ask(visit: &Visit, read: &Read) -> Result<Ask, Refusal> {
    let person = visit.person()?.id;
    let claim = read
        .find::<EmailClaim>(person)
        .await
        .map_err(|error| visit.refuse(error))?;
    if let Some(claim) = claim.filter(|claim| visit.ctx.now() < claim.until && claim.tries > 0) {
        return Ok(Ask::Code(claim.record.address));
    }
    let known = read.find::<Person>(person).await.map_err(|error| visit.refuse(error))?;
    let email = known.and_then(|known| known.record.contact.letters_to().cloned());
    Ok(email.map_or(Ask::Address, |email| Ask::Stop(email.address)))
}

async fn page(visit: &Visit, wrong: Option<(String, String)>) -> Result<AskPage, Refusal> {
    let w = visit.here.words;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let ask = if visit.app().about().sends_mail {
        Some(ask(visit, &read).await?)
    } else {
        None
    };
    let (says, field, action, button) = match ask {
        None => (w.say("contact-page-only"), None, paths::CONTACT, "go-back"),
        Some(Ask::Address) => (
            w.say("contact-by-page"),
            Some(("email", "contact-email")),
            paths::CONTACT,
            "contact-send-code",
        ),
        Some(Ask::Code(address)) => (
            w.one("contact-code-sent", "address", address.masked()),
            Some(("code", "contact-code")),
            paths::CONTACT_CODE,
            "contact-confirm",
        ),
        Some(Ask::Stop(address)) => (
            w.one("contact-by-mail", "address", address.masked()),
            None,
            paths::CONTACT_FORGET,
            "contact-stop",
        ),
    };
    let mut errors = Vec::new();
    let fields = field
        .into_iter()
        .map(|(name, label)| {
            let typed = wrong.as_ref().map(|(typed, _)| typed.clone()).unwrap_or_default();
            let field = Field::new(name, w.say(label), FieldKind::Text(typed));
            match &wrong {
                Some((_, said)) => {
                    errors.push(ErrorLine::new(name, said.clone()));
                    field.error(said.clone())
                }
                None => field,
            }
        })
        .collect();
    Ok(AskPage {
        files: None,
        w,
        shell: shell(visit, &read, Some(Part::Notices)).await?,
        back: paths::NOTICES.to_owned(),
        about: w.say("nav-notices"),
        title: w.say("contact-title"),
        says: vec![says],
        errors,
        action: action.to_owned(),
        token: visit.token(PURPOSE),
        fields,
        button: w.say(button),
    })
}

/// `GET /me/contact`.
pub(super) async fn show(visit: Visit) -> Answer {
    visit.person()?;
    Ok(page(&visit, None).await?.respond())
}

async fn again(visit: &Visit, typed: &str, problem: &FieldProblem) -> Answer {
    let said = field_words(visit.here.words, problem);
    let page = page(visit, Some((typed.to_owned(), said))).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn told(visit: &Visit, typed: &str, done: Result<(), EmailError>) -> Answer {
    let Err(error) = done else {
        return Ok(Redirect::to(paths::CONTACT).into_response());
    };
    let problem = Problem::from(error);
    match problem.fields.first() {
        Some(field) => again(visit, typed, field).await,
        None => Err(visit.refuse(problem)),
    }
}

/// `POST /me/contact`: an address.
pub(super) async fn claim(visit: Visit, post: Post) -> Answer {
    visit.person()?;
    if !visit.app().about().sends_mail {
        return Ok(Redirect::to(paths::NOTICES).into_response());
    }
    let ctx = visit
        .form(PURPOSE, post.token())
        .map_err(|problem| visit.refuse(problem))?;
    let typed = post.typed("email");
    let Ok(address) = typed.parse::<EmailAddress>() else {
        let problem = Problem::new(codes::INVALID).field("email", "email-wrong");
        return again(&visit, typed, &problem.fields[0]).await;
    };
    let language = visit.here.words.language().tongue();
    let done = claim_email(visit.app().store(), address, language, &ctx).await;
    told(&visit, typed, done).await
}

/// `POST /me/contact/code`.
pub(super) async fn confirm(visit: Visit, post: Post) -> Answer {
    visit.person()?;
    let ctx = visit
        .form(PURPOSE, post.token())
        .map_err(|problem| visit.refuse(problem))?;
    let done = confirm_email(visit.app().store(), post.typed("code"), &ctx).await;
    told(&visit, "", done).await
}

/// `POST /me/contact/forget`.
pub(super) async fn forget(visit: Visit, post: Post) -> Answer {
    visit.person()?;
    let ctx = visit
        .form(PURPOSE, post.token())
        .map_err(|problem| visit.refuse(problem))?;
    let done = forget_email(visit.app().store(), &ctx).await;
    told(&visit, "", done).await
}
