//! A file as an answer. What strangers sent is shown as a paper and nothing else.

use super::{Spot, about, opened};
use crate::Words;
use crate::app::{Answer, Refusal, Visit};
use crate::papers::percent;
use crate::parts::PaperLine;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use motcua_dossier::enclosure::{Enclosed, Enclosure};
use motcua_kernel::{BlobId, Problem, codes};
use motcua_store::{Blob, Read};

/// A file shows in a frame of our own pages. Nothing in it runs, loads or is sent anywhere.
const POLICY: &str = "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The file of an enclosure with this id: all of it bound, or one part.
fn one<'a>(enclosures: impl IntoIterator<Item = &'a Enclosure>, id: BlobId) -> Option<(&'a Blob, &'a str)> {
    enclosures.into_iter().find_map(|enclosure| {
        let whole = enclosure.whole.as_ref().map(|whole| &whole.file);
        let part = enclosure.part(id).map(|part| (&part.file, part.name.as_str()));
        part.or_else(|| Some((whole.filter(|file| file.id() == id)?, "")))
    })
}

/// A file of a place as an answer.
pub(crate) async fn serve(visit: &Visit, read: &Read, spot: &Spot, file: &str) -> Answer {
    let id: BlobId = visit.id(file)?;
    let open = opened(visit, read, spot).await?;
    let (blob, name) = one(&open.enclosures, id).ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    answer(visit, blob, name).await
}

/// The line of a list that leads to all files of a component.
pub(crate) fn link(w: Words, kept: &Enclosed, name: &str, href: String) -> Option<PaperLine> {
    let whole = kept.enclosure.whole.as_ref()?;
    let text = format!("{name} · {}", about(w, whole.pages, whole.file.size()));
    Some(PaperLine::new(text, href, None))
}

/// A file as an answer, a megabyte in memory at a time.
async fn answer(visit: &Visit, blob: &Blob, name: &str) -> Answer {
    let blobs = visit.app().store().blobs().map_err(|error| visit.refuse(error))?;
    let reader = blobs.open(blob).await.map_err(|error| visit.refuse(error))?;
    let pieces = stream::try_unfold(reader, |mut reader| async move {
        let piece = reader.next().await?;
        Ok::<_, motcua_store::BlobError>(piece.map(|piece| (piece, reader)))
    });
    let mut answer: Response = Body::from_stream(pieces).into_response();
    let named = if name.is_empty() { "file.pdf" } else { name };
    let named = match named.rsplit_once('.') {
        Some((stem, _)) => format!("{stem}.pdf"),
        None => format!("{named}.pdf"),
    };
    let disposition = format!("inline; filename=\"file.pdf\"; filename*=UTF-8''{}", percent(&named));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(blob.size()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static(POLICY),
    );
    headers.insert(
        HeaderName::from_static("x-frame-options"),
        HeaderValue::from_static("SAMEORIGIN"),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(answer)
}

/// A file of a dossier, if it is among those that it has.
pub(crate) async fn of_dossier(visit: &Visit, kept: &[Enclosed], file: &str) -> Result<Response, Refusal> {
    let id: BlobId = visit.id(file)?;
    let enclosures = kept.iter().map(|kept| &kept.enclosure);
    let (blob, name) = one(enclosures, id).ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    answer(visit, blob, name).await
}
