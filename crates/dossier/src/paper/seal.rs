//! The two signatures of a digital result: the leader's in the act of signing, the agency's once it is issued.

use super::{DossierPaper, Made, PaperError};
use crate::result::{Issue, ResultState, results_of};
use motcua_kernel::Context;
use motcua_papers::{Body, Press, Role, ToSign, said_of};
use motcua_store::{Read, Store};

/// What signing needs beside the dossier: the press with its keys, and the address of the site, which stands in the
/// square code.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    /// The press. One without keys leaves the sheet to be signed by pen.
    pub press: &'a dyn Press,
    /// The address of the site, without a slash at the end.
    pub site: &'a str,
}

/// Prints the result and signs it with the leader's key; the file is durable before the act is committed.
pub(crate) async fn sign_by_leader(
    store: &Store,
    pen: Pen<'_>,
    paper: DossierPaper,
    ctx: &Context,
) -> Result<DossierPaper, PaperError> {
    let Body::Result(sheet) = &paper.fixed.body else {
        return Err(PaperError::NoSuchPaper);
    };
    let order = ToSign {
        paper: paper.whole(pen.site),
        so_far: None,
        role: Role::Leader,
        name: sheet.signatory.name.clone(),
        organisation: Some(paper.fixed.head.issuer.clone()),
        at: paper.issued_at(),
        also: None,
    };
    let bytes = pen.press.sign(order).await?;
    let file = store.blobs()?.keep("application/pdf", &bytes).await?;
    let made = Some(Made { at: ctx.now(), file });
    Ok(DossierPaper { made, ..paper })
}

/// The file with the agency's signature behind the leader's: with the number and day that issuing gave.
///
/// It follows from what was issued, so it is made when the result is first asked for, as other papers are.
pub(super) async fn seal(
    store: &Store,
    read: &Read,
    pen: Pen<'_>,
    paper: &DossierPaper,
) -> Result<Vec<u8>, PaperError> {
    let results = read.all(results_of(paper.dossier)).await?;
    let issued = results.iter().rev().find_map(|result| match &result.state {
        ResultState::Issued { issue, .. } => Some(issue),
        ResultState::Proposed | ResultState::Signed { .. } => None,
    });
    let (Some(issue), Some(leader)) = (issued, &paper.made) else {
        return Err(PaperError::NoSuchPaper);
    };
    let so_far = store.blobs()?.read(&leader.file).await?;
    let order = ToSign {
        paper: paper.whole(pen.site),
        so_far: Some(so_far),
        role: Role::Agency,
        name: paper.fixed.head.issuer.clone(),
        organisation: None,
        at: issue.at,
        also: Some(number_and_day(issue)),
    };
    Ok(pen.press.sign(order).await?)
}

/// What the agency's mark says beside its name.
fn number_and_day(issue: &Issue) -> String {
    let number = format!("{:04}/{}", issue.number.issued().unwrap_or_default(), issue.year);
    let civil = issue.at.date().civil();
    let day = format!("{:02}/{:02}/{:04}", civil.day(), civil.month(), civil.year());
    said_of("number-and-day", &[("number", &number), ("day", &day)])
}
