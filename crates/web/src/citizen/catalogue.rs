//! Search in the catalogue, and the page of one procedure.

use super::home::{NATIONAL_PORTAL, encoded, suggestions};
use super::sent::Asked;
use super::shell::shell;
use super::terms::{fee, fee_notes, limit_note, span, way_key};
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{Link, Next};
use crate::public::{Hit, PaperLine, ProcedurePage, SearchPage, Step};
use crate::{Page, Part, Words, paths};
use axum::extract::Path;
use motcua_catalog::boundary_free::is_free;
use motcua_catalog::boundary_free::record::rules_for;
use motcua_catalog::deciding::{Competent, competent};
use motcua_catalog::form::{Field, Kind};
use motcua_catalog::guide::Guide;
use motcua_catalog::version::component::Need;
use motcua_catalog::version::record::on_day;
use motcua_catalog::workflow::{StepKind, Workflow};
use motcua_catalog::{Component, Method, Procedure, ProcedureVersion};
use motcua_kernel::{Problem, codes};
use motcua_store::{Read, Stored};

/// Hits on a page.
const PAGE: usize = 20;
/// Hits at most: who has seen these has to say it otherwise.
const MOST: usize = 200;

/// `GET /procedures?q=…&after=…`.
pub(super) async fn search(visit: Visit, asked: Asked) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let shell = shell(&visit, &read, Some(Part::Procedures)).await?;
    let catalogue = visit.app().catalogue();
    let q = asked.line("q");
    let after: usize = asked.line("after").parse().unwrap_or(0).min(MOST);
    // One more than is shown, to know whether there is more.
    let found = if q.is_empty() {
        Vec::new()
    } else {
        catalogue.search(&q, after + PAGE + 1)
    };
    let has_more = found.len() > after + PAGE && after + PAGE < MOST;
    let mut hits = Vec::with_capacity(PAGE);
    for procedure in found.iter().skip(after).take(PAGE) {
        hits.push(hit(&visit, &read, procedure).await?);
    }
    let address = format!("{}?q={}", paths::PROCEDURES, encoded(&q));
    Ok(SearchPage {
        w: visit.here.words,
        shell,
        has_more,
        next: Next {
            first: (after > 0).then(|| address.clone()),
            next: has_more.then(|| format!("{address}&after={}", after + PAGE)),
        },
        suggestions: if hits.is_empty() {
            suggestions(&catalogue)
        } else {
            Vec::new()
        },
        hits,
        q,
    }
    .respond())
}

async fn hit(visit: &Visit, read: &Read, procedure: &Procedure) -> Result<Hit, Refusal> {
    let version = read
        .get::<ProcedureVersion>(procedure.newest)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Hit {
        code: procedure.code.to_string(),
        name: procedure.name_in(visit.here.words.language().tag()).to_owned(),
        field: procedure.field.clone(),
        limit: version.limit(None).map(span),
        fee: fee(&version),
    })
}

/// A procedure that can be filed here, with the version of today.
///
/// # Errors
///
/// Fails as `not-found` if there is none.
pub(crate) async fn offered(
    visit: &Visit,
    read: &Read,
    code: &str,
) -> Result<(Procedure, Stored<ProcedureVersion>), Refusal> {
    let missing = || visit.refuse(Problem::new(codes::NOT_FOUND));
    let procedure = visit.app().catalogue().procedure(code).cloned().ok_or_else(missing)?;
    let version = read
        .first(on_day(procedure.id, visit.ctx.today()))
        .await
        .map_err(|error| visit.refuse(error))?
        .ok_or_else(missing)?;
    Ok((procedure, version))
}

/// Whether it can be filled in on this site: received here by us, with a limit that can be promised, and a form (the
/// written or the general one) that demands no file, which cannot be sent yet.
pub(crate) fn can_be_filled(version: &ProcedureVersion) -> bool {
    let is_ours = match competent(version) {
        Competent::CommuneCommittee | Competent::CommuneDepartment | Competent::Province => true,
        Competent::Vertical | Competent::Ministry | Competent::Unknown => false,
    };
    let demands = |field: &Field| field.kind == Kind::File && field.required && field.when.is_none();
    is_ours && version.limit(None).is_some() && !version.form_or_general().fields().any(demands)
}

/// Whether somebody may file it from home: not what is announced for the counter alone.
pub(crate) fn comes_online(version: &ProcedureVersion) -> bool {
    let methods = version.methods();
    can_be_filled(version) && (methods.is_empty() || methods.contains(&Method::Online))
}

/// `GET /procedures/{code}`.
pub(super) async fn show(visit: Visit, Path(code): Path<String>) -> Answer {
    let w = visit.here.words;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let (procedure, version) = offered(&visit, &read, &code).await?;
    let rules: Vec<_> = read
        .all(rules_for(&code))
        .await
        .map_err(|error| visit.refuse(error))?
        .into_iter()
        .map(|stored| stored.record)
        .collect();
    let anywhere = is_free(
        &rules,
        &procedure.code,
        procedure.level,
        procedure.scope,
        visit.ctx.today(),
    );
    let tag = w.language().tag();
    let guide = Guide::of(&procedure, &version, anywhere);
    let starts = procedure.is_offered() && comes_online(&version);
    let mut ways: Vec<String> = guide.methods.iter().map(|method| w.say(way_key(*method))).collect();
    if guide.in_person {
        ways.push(w.say("way-in-person"));
    }
    let papers = |list: &[&Component]| list.iter().map(|component| paper(w, &version, component)).collect();
    let page = ProcedurePage {
        w,
        shell: shell(&visit, &read, Some(Part::Procedures)).await?,
        crumbs: vec![
            Link::new(w.say("crumb-home"), paths::HOME),
            Link::new(w.say("nav-procedures"), paths::PROCEDURES),
        ],
        code: guide.code.to_string(),
        name: procedure.name_in(tag).to_owned(),
        // The announced name, where the title is a shorter one.
        summary: (guide.name != guide.short).then(|| version.said(tag, guide.name).to_owned()),
        field: guide.field.to_owned(),
        limit: version.limit(None).map(span),
        limit_note: limit_note(w, &version, &guide.how_long),
        fee: fee(&version),
        fee_notes: fee_notes(w, &version),
        anywhere,
        decides: guide.bodies.join(", "),
        results: guide
            .results
            .iter()
            .map(|result| version.said(tag, result).to_owned())
            .collect(),
        hand_in: papers(&guide.hand_in),
        show: papers(&guide.show),
        not_needed: papers(&guide.replaced_by_data),
        steps: version
            .workflow()
            .map(|workflow| steps(w, workflow))
            .unwrap_or_default(),
        basis: guide
            .basis
            .iter()
            .map(|basis| basis_line(&basis.title, &basis.number))
            .collect(),
        decision: (!guide.decision.is_empty()).then(|| guide.decision.to_owned()),
        valid_from: Some(guide.valid_from),
        ways,
        start_token: starts.then(|| visit.token(&start_purpose(&code))),
        national_portal: Some(portal(guide.source_url)),
    };
    Ok(page.respond())
}

/// The purpose of the token that begins a draft.
pub(super) fn start_purpose(code: &str) -> String {
    format!("draft.start {code}")
}

fn portal(source_url: &str) -> String {
    if source_url.starts_with("https://") {
        source_url.to_owned()
    } else {
        NATIONAL_PORTAL.to_owned()
    }
}

fn basis_line(title: &str, number: &str) -> String {
    if title.is_empty() || title.contains(number) {
        if title.is_empty() {
            number.to_owned()
        } else {
            title.to_owned()
        }
    } else {
        format!("{number}: {title}")
    }
}

fn paper(w: Words, version: &ProcedureVersion, component: &Component) -> PaperLine {
    let said = |text: &str| version.said(w.language().tag(), text).to_owned();
    let mut notes: Vec<String> = Vec::new();
    if let Need::Conditional { when } = &component.need {
        notes.push(if when.is_empty() {
            w.say("paper-sometimes")
        } else {
            w.one("paper-when", "when", said(when))
        });
    }
    let any: Vec<String> = component.alternatives.iter().map(|one| said(one)).collect();
    if !any.is_empty() {
        notes.push(w.one("paper-any-of", "papers", any.join(", ")));
    }
    if !component.replaced_by.is_empty() {
        notes.push(w.one("paper-looked-up", "where", said(&component.replaced_by)));
    }
    if !component.note.is_empty() {
        notes.push(said(&component.note));
    }
    if component.truncated {
        notes.push(w.say("paper-cut"));
    }
    PaperLine {
        name: said(&component.name),
        note: (!notes.is_empty()).then(|| notes.join(" · ")),
    }
}

/// The steps as the person meets them: those of the workflow, the office's own drawn together.
fn steps(w: Words, workflow: &Workflow) -> Vec<Step> {
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for step in workflow.steps() {
        let pair = match step.kind {
            StepKind::Receive => ("walk-file", "walk-file-about"),
            StepKind::Assign | StepKind::Check | StepKind::ExternalSystem | StepKind::Consult | StepKind::Propose => {
                ("walk-check", "walk-check-about")
            }
            StepKind::Initial | StepKind::Sign | StepKind::Issue => ("walk-sign", "walk-sign-about"),
            StepKind::Return => ("walk-collect", "walk-collect-about"),
        };
        if !keys.contains(&pair) {
            keys.push(pair);
        }
    }
    keys.into_iter()
        .map(|(title, text)| Step {
            title: w.say(title),
            text: w.say(text),
        })
        .collect()
}
