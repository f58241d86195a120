//! The leader's page: what has to be looked at first, then what follows its template; signed in one round.

use super::case::{Case, looked};
use super::posted::Posted;
use super::said::sections;
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{PaperPreview, PaperValue, SigningGroup, SigningLine, SigningPage};
use crate::parts::{ErrorLine, Status, Tone};
use crate::{DeskPart, Language, Page, Words, paths};
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use motcua_dossier::access::acting_subject;
use motcua_dossier::result::results_of;
use motcua_dossier::step::{self, StepKind};
use motcua_dossier::worklist::{Place, waiting_in_unit};
use motcua_dossier::{Decision, DossierResult, WaitsFor};
use motcua_kernel::{ChangeId, Context, DossierId, UnitId, named_id};
use motcua_org::Right;
use motcua_org::appointment::record::appointments_of_officer;
use motcua_org::delegation::authority::{AuthorityLine, authority_line};
use motcua_org::position::Position;
use motcua_people::look::LookReason;
use motcua_store::ReadError;
use serde::Deserialize;
use std::collections::BTreeMap;

const PURPOSE: &str = "dossier.sign-round";
/// Results in a round.
const MOST: i64 = 100;

/// Which paper is shown beside the list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    shown: String,
}

/// A proposed result with its dossier.
struct Waiting {
    case: Case,
    result: DossierResult,
}

impl Waiting {
    /// What the form sends: the dossier and the version that was read.
    fn key(&self) -> String {
        format!("{}.{}", self.case.dossier().id, self.case.version())
    }

    fn opinion(&self) -> &str {
        self.result.content["opinion"].as_str().unwrap_or_default()
    }
}

/// Lists what waits for the officer's signature.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Sign, Right::Initial])?;
    let page = page(&visit, &seat, &ask.shown, None).await?;
    Ok(page.respond())
}

/// Signs those that were ticked. What could not be signed is named; the others are.
pub(crate) async fn submit(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Sign, Right::Initial])?;
    let ctx = visit
        .form(PURPOSE, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let w = visit.here.words;
    let app = visit.app();
    let directory = app.directory();
    let mut keys: Vec<String> = posted.all("dossier").map(str::to_owned).collect();
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        let errors = vec![ErrorLine::new("signing", w.say("signing-none-ticked"))];
        let page = page(&visit, &seat, "", Some((posted, errors))).await?;
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let mut errors = Vec::new();
    for key in &keys {
        // Each dossier is a change of its own; its id follows from the form's and the dossier, so that a double click signs once.
        let change: ChangeId = named_id("sign", &format!("{} {key}", ctx.change()));
        let own = Context::for_change(ctx.actor(), ctx.now(), change).with_request(ctx.request());
        let again = seat.read.was_applied(own.change()).await;
        if again.map_err(|error| visit.refuse(error))? {
            continue;
        }
        let (id, version) = key.split_once('.').unwrap_or((key, ""));
        let id: DossierId = visit.id(id)?;
        let case = Case::open(&visit, &seat, &id.to_string()).await?;
        let person = case.dossier().parties.applicant.name.clone();
        let name = format!("sign/{key}");
        if version != case.version().to_string() {
            errors.push(ErrorLine::new(name, w.one("signing-stale", "person", person)));
            continue;
        }
        let signed = match case.dossier().kind {
            Some(StepKind::Initial) => step::initial(app.store(), &directory, id, &own).await,
            _ => step::sign_with(app.store(), &directory, app.pen(), id, &own).await,
        };
        if let Err(error) = signed {
            tracing::info!(dossier = %id, %error, "a result was not signed");
            errors.push(ErrorLine::new(name, w.one("signing-failed", "person", person)));
        }
    }
    if errors.is_empty() {
        return Ok(Redirect::to(paths::DESK_SIGNING).into_response());
    }
    // What was signed must no longer stand in the list.
    let seat = Seat::take(&visit).await?;
    let page = page(&visit, &seat, "", Some((posted, errors))).await?;
    Ok(page.respond_with(StatusCode::CONFLICT))
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    shown: &str,
    failed: Option<(Posted, Vec<ErrorLine>)>,
) -> Result<SigningPage, Refusal> {
    let waiting = waiting(seat).await.map_err(|error| visit.refuse(error))?;
    let authority = authority(visit, seat).await.map_err(|error| visit.refuse(error))?;
    looked(
        visit,
        seat,
        waiting.iter().map(|one| one.case.dossier()),
        LookReason::Signing,
    )
    .await?;
    let (w, now) = (visit.here.words, visit.ctx.now());
    let ticked = |key: &str, usual: bool| match &failed {
        Some((posted, _)) => posted.all("dossier").any(|sent| sent == key),
        None => usual,
    };
    let mut apart = Vec::new();
    let mut groups: BTreeMap<String, SigningGroup> = BTreeMap::new();
    for one in &waiting {
        let dossier = one.case.dossier();
        let late = dossier.is_late(now);
        let why = match one.result.decision {
            Decision::Decline => Some(Status::new(Tone::Soon, w.say("signing-declines"))),
            Decision::Grant if late => Some(Status::new(Tone::Late, w.say("state-late"))),
            Decision::Grant => None,
        };
        let key = one.key();
        let line = SigningLine {
            person: dossier.parties.applicant.name.clone(),
            procedure: one.case.procedure(w),
            ticked: ticked(&key, why.is_none()),
            why,
            differs: one.opinion().to_owned(),
            due: dossier.due.map_or(now, |due| due.shown),
            href: format!("{}?shown={}", paths::DESK_SIGNING, dossier.id),
            key,
        };
        if line.why.is_some() {
            apart.push(line);
        } else {
            let group = groups.entry(one.case.procedure(w)).or_insert_with(|| SigningGroup {
                title: one.case.procedure(w),
                on_time: 0,
                lines: Vec::new(),
            });
            group.on_time += 1;
            group.lines.push(line);
        }
    }
    let first_key = waiting.first().map(Waiting::key).unwrap_or_default();
    // Errors lead to the box of their result; of those no longer listed, to the first.
    let errors = failed
        .as_ref()
        .map(|(_, errors)| errors.clone())
        .unwrap_or_default()
        .into_iter()
        .map(|line| {
            let listed = waiting.iter().any(|one| line.field == format!("sign/{}", one.key()));
            let field = if listed {
                line.field.clone()
            } else {
                format!("sign/{first_key}")
            };
            ErrorLine { field, ..line }
        })
        .collect();
    let paper = waiting
        .iter()
        .find(|one| one.case.dossier().id.to_string() == shown)
        .map(|one| paper(visit, one));
    Ok(SigningPage {
        w,
        desk: seat
            .desk(visit, Some(DeskPart::Signing))
            .with_hints(&[("↑ ↓", "key-move"), ("Ctrl Enter", "key-sign")]),
        token: visit.token(PURPOSE),
        total: waiting.len(),
        authority,
        signer: seat.officer.name.clone(),
        errors,
        apart,
        groups: groups.into_values().collect(),
        paper,
    })
}

/// What waits in the units that the officer signs for, the most urgent first.
async fn waiting(seat: &Seat) -> Result<Vec<Waiting>, ReadError> {
    let mut units: Vec<UnitId> = Vec::new();
    for right in [Right::Sign, Right::Initial] {
        let scope = seat.rights.scope(right);
        units.extend(scope.deciding.iter().chain(&scope.handling));
    }
    units.sort_unstable();
    units.dedup();
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let mut waiting = Vec::new();
    for stored in seat
        .read
        .all(waiting_in_unit(&units, WaitsFor::Signature.word(), Place::START, MOST))
        .await?
    {
        let right = match stored.kind {
            Some(StepKind::Initial) => Right::Initial,
            _ => Right::Sign,
        };
        if !seat.rights.may(right, &acting_subject(&stored)) {
            continue;
        }
        let result = seat.read.all(results_of(stored.id)).await?.pop();
        if let (Some(case), Some(result)) = (Case::find(&seat.read, stored.id).await?, result) {
            waiting.push(Waiting {
                case,
                result: result.record,
            });
        }
    }
    Ok(waiting)
}

/// The line of authority and title of the officer's own signing position, as papers write them.
async fn authority(visit: &Visit, seat: &Seat) -> Result<String, ReadError> {
    // A paper is Vietnamese whatever the page's language.
    let paper = Words::new(Language::Vi);
    for held in seat.read.all(appointments_of_officer(seat.officer.id, 20)).await? {
        let Some(line) = authority_line(held.role, false, held.acting, held.unit == held.body) else {
            continue;
        };
        if !held.period.holds(visit.ctx.now()) {
            continue;
        }
        let title = seat
            .read
            .get::<Position>(held.position)
            .await?
            .record
            .title
            .to_uppercase();
        return Ok(match line {
            AuthorityLine::OnBehalf => paper.one("authority-on-behalf", "title", title),
            AuthorityLine::ForTheHead => paper.one("authority-for-the-head", "title", title),
            AuthorityLine::ByOrder => paper.one("authority-by-order", "title", title),
            AuthorityLine::ByDelegation => paper.one("authority-by-delegation", "title", title),
            AuthorityLine::Acting => paper.one("authority-acting", "title", title),
            AuthorityLine::None => title,
        });
    }
    // Somebody who signs by delegation alone.
    Ok(paper.one("authority-by-delegation", "title", String::new()))
}

fn paper(visit: &Visit, one: &Waiting) -> PaperPreview {
    let paper = Words::new(Language::Vi);
    let dossier = one.case.dossier();
    let directory = visit.app().directory();
    let office = directory
        .find_unit(dossier.places.deciding)
        .map_or_else(String::new, |unit| unit.short_name.to_uppercase());
    let mut lines: Vec<PaperValue> = sections(paper, &directory, &one.case)
        .into_iter()
        .flat_map(|section| section.rows)
        .map(|pair| PaperValue {
            label: pair.label,
            value: pair.value.unwrap_or_default(),
            differs: false,
        })
        .collect();
    lines.push(PaperValue {
        label: paper.say("act-opinion"),
        value: one.opinion().to_owned(),
        differs: one.result.decision == Decision::Decline,
    });
    PaperPreview {
        person: dossier.parties.applicant.name.clone(),
        office_above: paper.say("paper-committee"),
        office,
        title: one.case.procedure(paper).to_uppercase(),
        lines,
        send_back: paths::desk_act(dossier.id, "send-back"),
    }
}
