//! What citizens' and officers' pages do alike with the papers of a dossier: the list of them, and the file as an answer.

use crate::Words;
use crate::app::{Answer, Visit};
use crate::parts::PaperLine;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use motcua_dossier::Stage;
use motcua_dossier::guidance::Guidance;
use motcua_dossier::paper::{DossierPaper, PaperKind, Printed, papers_of, print_loose};
use motcua_kernel::DossierId;
use motcua_store::{Label, Read, ReadError};

/// The papers of a dossier, as they were issued.
pub(crate) async fn of(read: &Read, dossier: DossierId) -> Result<Vec<DossierPaper>, ReadError> {
    let stored = read.all(papers_of(dossier)).await?;
    Ok(stored.into_iter().map(|paper| paper.record).collect())
}

/// Whether the applicant may have it: Form 06 goes from unit to unit, and a result is theirs once it is issued.
pub(crate) fn is_for_people(kind: PaperKind, stage: Stage) -> bool {
    match kind {
        PaperKind::ControlSheet(_) => false,
        PaperKind::Result => matches!(stage, Stage::ResultReady | Stage::Delivered),
        PaperKind::Receipt | PaperKind::Supplement(_) | PaperKind::Refusal | PaperKind::Apology | PaperKind::Stop => {
            true
        }
    }
}

/// A paper as a line of a list.
pub(crate) fn line(w: Words, paper: &DossierPaper, href: String) -> PaperLine {
    let text = match paper.kind {
        PaperKind::Receipt => w.say("pdf-receipt"),
        PaperKind::Supplement(1) => w.say("pdf-supplement"),
        PaperKind::Supplement(round) => w.one("pdf-supplement-again", "round", round.to_string()),
        PaperKind::Refusal => w.say("pdf-refusal"),
        PaperKind::Apology => w.say("pdf-apology"),
        PaperKind::Stop => w.say("pdf-stop"),
        PaperKind::Result if paper.is_digital() => w.say("pdf-result"),
        PaperKind::Result => w.say("pdf-result-pen"),
        PaperKind::ControlSheet(_) => w.say("pdf-control-sheet"),
    };
    // Half a kB is still one.
    let kb = paper.made.as_ref().map(|made| made.file.size().div_ceil(1024));
    PaperLine::new(text, href, kb)
}

/// The file as an answer: shown in the browser, named for whoever keeps it, and kept by no cache.
pub(crate) fn answer(printed: Printed) -> Response {
    let Printed { paper, bytes } = printed;
    let number = paper.dossier_number.as_ref().and_then(Label::issued);
    let code = number.map_or_else(|| crate::dossiers::reference(paper.dossier), str::to_owned);
    file(bytes, &code, &paper.kind.word(), paper.name())
}

/// The sheet of a slip as an answer, made at the first request and the same from then on.
pub(crate) async fn guidance(visit: &Visit, slip: &Guidance) -> Answer {
    let app = visit.app();
    let bytes = print_loose::<Guidance>(app.store(), app.press(), &app.about().address, slip.id, &visit.ctx).await;
    let bytes = bytes.map_err(|error| visit.refuse(error))?;
    Ok(file(bytes, &slip.code, "guidance", slip.paper.fixed.body.name()))
}

/// The bytes of a paper as an answer: `code` and `kind` make a plain name, `name` the one that people read.
pub(crate) fn file(bytes: Vec<u8>, code: &str, kind: &str, name: &str) -> Response {
    let plain = format!("{code}-{kind}.pdf");
    let named = format!("{name} {code}.pdf");
    let disposition = format!("inline; filename=\"{plain}\"; filename*=UTF-8''{}", percent(&named));
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // Letters, digits and what `percent` writes always make a header.
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}

/// A text as an extended value of a header (RFC 8187).
pub(crate) fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_marks_is_written_as_headers_want_it() {
        assert_eq!(percent("Giấy 01.pdf"), "Gi%E1%BA%A5y%2001.pdf");
    }
}
