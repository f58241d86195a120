//! The result before anybody signed it: what the proposing officer and the leader look at, and the lines that the office
//! writes itself. Nothing here is kept; what counts is fixed in the act of signing.

use super::PaperKind;
use super::fix::Making;
use super::result::{Says, Sheet, line_value, sheet};
use crate::dossier::Dossier;
use crate::result::Decision;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::version::ResultLayout;
use motcua_catalog::version::layout::said as answer_said;
use motcua_kernel::Context;
use motcua_org::Directory;
use motcua_papers::{Body, Capacity, Paper, Signatory, Signing, said};
use motcua_store::{Read, ReadError};
use serde_json::Value as Json;

/// A line of a result that the office writes: what it finds, not what the person declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeLine {
    /// By what the content names it.
    pub key: String,
    /// Its name on the paper, in Vietnamese.
    pub name: String,
    /// What stands there now.
    pub value: String,
}

/// The layout of what a grant gives, where the version has one.
fn layout(version: &ProcedureVersion) -> Option<&ResultLayout> {
    version.written()?.results.first()?.layout.as_ref()
}

/// The lines that the office writes on this procedure's result, as they stand with this content. `applicant` and other
/// places of the dossier are not asked here: no such line has them.
pub fn office_lines(
    version: &ProcedureVersion,
    directory: &Directory,
    answers: &Json,
    content: &Json,
    ctx: &Context,
) -> Vec<OfficeLine> {
    let (Some(layout), Some(form)) = (layout(version), version.form()) else {
        return Vec::new();
    };
    let say = Sheet {
        directory,
        at: ctx.now(),
    };
    let value = |place: &str| answer_said(form, place, answers, &say);
    let lines = layout.lines.iter().filter(|line| line.office_writes);
    lines
        .map(|line| OfficeLine {
            key: line.key.clone(),
            name: line.name.clone(),
            value: line_value(line, &value, content).unwrap_or_default(),
        })
        .collect()
}

/// The first thing in a content that the office must not write: a key of no line, or of one that says what the person
/// declared.
pub(crate) fn not_to_write<'a>(version: &ProcedureVersion, content: &'a Json) -> Option<&'a str> {
    let written = content["written"].as_object()?;
    let may = |key: &str| {
        layout(version)
            .and_then(|layout| layout.line(key))
            .is_some_and(|line| line.office_writes)
    };
    written.keys().map(String::as_str).find(|key| !may(key))
}

/// The result as it would be signed with this decision and content: no number, no square code, nobody's name under it.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn draft(
    read: &Read,
    directory: &Directory,
    (dossier, version): (&Dossier, &ProcedureVersion),
    (decision, content): (Decision, &Json),
    ctx: &Context,
) -> Result<Paper, ReadError> {
    let making = Making::of(read, dossier, version, ctx);
    let signatory = Signatory {
        name: String::new(),
        post: said("signer-to-be").to_owned(),
        capacity: Capacity::Head,
        collective: None,
    };
    let says = Says { decision, content };
    let body = sheet(&making, directory, says, (Signing::Pen, signatory), ctx.now()).await?;
    let (unit, at) = (dossier.places.deciding, ctx.now());
    let made = making
        .paper(PaperKind::Result, unit, at, None, Body::Result(body))
        .await?;
    let mut paper = made.fixed;
    paper.head.draft = true;
    paper.numbered(
        dossier.number().and_then(|number| number.issued()).unwrap_or_default(),
        None,
    );
    Ok(paper)
}
