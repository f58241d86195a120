//! Takes in what a browser sends for a component: piece by piece, one file in memory at a time.

use super::{Spot, opened, purpose};
use crate::Words;
use crate::app::{Refusal, TOO_LARGE, Visit};
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use motcua_dossier::enclosure::{Change, EncloseError, Part, change, keep};
use motcua_kernel::text::clean_line;
use motcua_kernel::{BlobId, ChangeId, Code, Context, Problem, codes};
use motcua_papers::{MOST_BYTES, Unfit};
use uuid::Uuid;

/// Letters of a plain field at most.
const MOST_LETTERS: usize = 2_000;
/// Files sent at once at most.
const MOST_AT_ONCE: usize = 40;

/// What was done with the files of a component.
#[derive(Debug, Clone, Default)]
pub(crate) struct Did {
    /// The component's key.
    pub(crate) component: String,
    /// How many files were taken in; all of them open.
    pub(crate) took: usize,
    /// Files that were not, by name, and why.
    refused: Vec<(String, Unfit)>,
    /// Something about all of them.
    wrong: Option<&'static str>,
}

impl Did {
    /// What the address of the page after a redirect says was done.
    fn of(component: String, took: usize) -> Self {
        Self {
            component,
            took,
            ..Self::default()
        }
    }

    /// The same as it was asked in that address; what is no number says nothing.
    pub(crate) fn asked(component: &str, took: &str) -> Option<Self> {
        let took = took.parse().ok().filter(|took| *took <= MOST_AT_ONCE)?;
        Some(Self::of(component.to_owned(), took))
    }

    /// The address of the page after a redirect, at the component.
    pub(crate) fn onwards(&self, here: &str) -> String {
        let on: String = form_urlencoded::byte_serialize(self.component.as_bytes()).collect();
        format!("{here}?on={on}&took={}#{on}", self.took)
    }

    /// Whether everything that was sent was taken.
    pub(crate) fn is_whole(&self) -> bool {
        self.refused.is_empty() && self.wrong.is_none()
    }

    pub(super) fn errors(&self, w: Words) -> Vec<String> {
        let refused = self
            .refused
            .iter()
            .map(|(name, unfit)| w.one(key(*unfit), "name", name));
        self.wrong.map(|key| w.say(key)).into_iter().chain(refused).collect()
    }
}

const fn key(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Empty => "file-empty",
        Unfit::TooLarge => "file-too-large",
        Unfit::Heic => "file-heic",
        Unfit::OtherKind => "file-other-kind",
        Unfit::Locked => "file-locked",
        Unfit::Broken => "file-broken",
        Unfit::Dynamic => "file-dynamic",
        Unfit::TooManyPages => "file-too-many-pages",
        Unfit::TooManyPixels => "file-too-many-pixels",
        Unfit::Busy => "file-busy",
    }
}

/// What was read of a form so far.
#[derive(Default)]
struct Form {
    token: String,
    component: String,
    act: String,
    file: String,
    parts: Vec<Part>,
    did: Did,
}

/// Reads a form and does what it says. Files that can be taken are, whatever is wrong with others.
///
/// # Errors
///
/// Fails as `not-found` where whoever acts may not lay files, as `too-large` where more was sent than is read.
pub(crate) async fn take(visit: &Visit, spot: &Spot, mut sent: Multipart) -> Result<Did, Refusal> {
    let mut form = Form::default();
    let mut ctx: Option<Context> = None;
    while let Some(field) = sent.next_field().await.map_err(|error| cut(visit, &error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "sent" {
            let text = plain(visit, field).await?;
            match name.as_str() {
                "token" => form.token = text,
                "component" => form.component = text,
                "do" => form.act = text,
                "file" => form.file = text,
                _ => {}
            }
            continue;
        }
        if ctx.is_none() {
            ctx = Some(may(visit, spot, &mut form).await?);
        }
        let Some(ctx) = &ctx else { break };
        if form.did.wrong.is_some() {
            break;
        }
        one(visit, ctx, field, &mut form).await?;
    }
    let ctx = match ctx {
        Some(ctx) => ctx,
        None => may(visit, spot, &mut form).await?,
    };
    form.did.component.clone_from(&form.component);
    if form.did.wrong.is_some() {
        return Ok(form.did);
    }
    act(visit, spot, &ctx, form).await
}

/// Asks whether the form is ours, and whether whoever acts may lay files there; before a byte of a file is looked at.
async fn may(visit: &Visit, spot: &Spot, form: &mut Form) -> Result<Context, Refusal> {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    opened(visit, &read, spot).await?;
    match visit.form(&purpose(spot.place), &form.token) {
        Ok(ctx) => Ok(ctx),
        Err(_) => {
            form.did.wrong = Some("files-again");
            Ok(visit.ctx.clone())
        }
    }
}

/// One file: read up to what a file may weigh, made a PDF, kept.
async fn one(visit: &Visit, ctx: &Context, mut field: Field<'_>, form: &mut Form) -> Result<(), Refusal> {
    let name = clean_line(field.file_name().unwrap_or_default());
    let mut bytes = Vec::new();
    let mut too_large = false;
    while let Some(piece) = field.chunk().await.map_err(|error| cut(visit, &error))? {
        if bytes.len() as u64 + piece.len() as u64 > MOST_BYTES {
            too_large = true;
            bytes = Vec::new();
        } else if !too_large {
            bytes.extend_from_slice(&piece);
        }
    }
    if name.is_empty() && bytes.is_empty() && !too_large {
        // Nothing was chosen in this field.
        return Ok(());
    }
    if too_large {
        form.did.refused.push((name, Unfit::TooLarge));
        return Ok(());
    }
    if form.parts.len() >= MOST_AT_ONCE {
        form.did.wrong = Some("files-too-much");
        return Ok(());
    }
    let app = visit.app();
    match keep(app.store(), app.bindery(), &name, bytes, ctx).await {
        Ok(part) => form.parts.push(part),
        Err(EncloseError::Unfit(unfit)) => form.did.refused.push((name, unfit)),
        Err(error) => return Err(visit.refuse(error)),
    }
    Ok(())
}

async fn act(visit: &Visit, spot: &Spot, ctx: &Context, form: Form) -> Result<Did, Refusal> {
    let mut did = form.did;
    let file = || {
        form.file
            .parse::<BlobId>()
            .map_err(|_| visit.refuse(Problem::new(codes::NOT_FOUND)))
    };
    let (todo, ctx) = match form.act.as_str() {
        "remove" => (Change::Remove(file()?), ctx.clone()),
        "restore" => (Change::Restore(file()?), ctx.clone()),
        _ if form.parts.is_empty() => {
            if did.is_whole() {
                did.wrong = Some("files-none");
            }
            return Ok(did);
        }
        _ => {
            did.took = form.parts.len();
            let ctx = for_these(ctx, &form.parts);
            (Change::Add(form.parts), ctx)
        }
    };
    let app = visit.app();
    match change(app.store(), app.bindery(), spot.place, &form.component, &todo, &ctx).await {
        Ok(_) => Ok(did),
        Err(EncloseError::TooMuch) => {
            did.took = 0;
            did.wrong = Some("files-too-much");
            Ok(did)
        }
        Err(EncloseError::HandedIn) => {
            did.wrong = Some("files-handed-in");
            Ok(did)
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

/// The same form with the same files is one change; a page that came back with *back* and sends others is another.
fn for_these(ctx: &Context, parts: &[Part]) -> Context {
    let digest = |part: &Part| u128::from_str_radix(&part.file.digest()[..32], 16).unwrap_or_default();
    let form = Uuid::from(ctx.change()).as_u128();
    let id = parts.iter().fold(form, |id, part| id.rotate_left(1) ^ digest(part));
    // A random id by its marks (RFC 9562, 5.4).
    let id = uuid::Builder::from_random_bytes(id.to_be_bytes()).into_uuid();
    Context::for_change(ctx.actor(), ctx.now(), ChangeId::from(id)).with_request(ctx.request())
}

async fn plain(visit: &Visit, mut field: Field<'_>) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| cut(visit, &error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_LETTERS {
            return Err(visit.refuse(Problem::new(codes::INVALID)));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The connection ended, or more came than is read.
fn cut(visit: &Visit, error: &MultipartError) -> Refusal {
    let code: Code = if error.status().as_u16() == 413 {
        TOO_LARGE
    } else {
        codes::INVALID
    };
    tracing::debug!(%error, "a form with files was not read to its end");
    visit.refuse(Problem::new(code))
}
