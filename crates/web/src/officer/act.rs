//! Acts on a dossier: what all of them share, and which address leads to which.

use super::case::Case;
use super::posted::Posted;
use super::said::unit;
use super::shell::Seat;
use super::{
    accept, charge, external, hand_over, head, note, opinion, originals, refuse, sign_off, supplement, transfer, work,
};
use crate::app::Refusal;
use crate::app::{Answer, Visit, not_too_long};
use crate::parts::Link;
use crate::paths;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use motcua_kernel::{Context, DossierId, Problem, codes};
use motcua_org::officer::Officer;
use serde::Deserialize;

/// The purpose of a form's token: the act and the dossier.
pub(crate) fn purpose(act: &str, dossier: DossierId) -> String {
    format!("dossier.{act} {dossier}")
}

/// Fields whose text is shown again when an act could not be done.
const TYPED: &[(&str, &str)] = &[
    ("opinion", "act-opinion"),
    ("reason", "act-reason"),
    ("basis", "refuse-basis"),
    ("form_remark", "supplement-form-remark"),
    ("taken_by", "act-received-by"),
    ("description", "original-name"),
    ("number", "external-number"),
    ("label", "charge-label"),
    ("seen", "exempt-seen"),
    ("receipt", "pay-receipt"),
    ("question", "opinion-question"),
];

/// An act under way: the form was ours, the officer may know of the dossier, the page was not stale.
pub(crate) struct Doing {
    /// The request.
    pub(crate) visit: Visit,
    /// The officer.
    pub(crate) seat: Seat,
    /// The dossier as it stands.
    pub(crate) case: Case,
    /// What was sent.
    pub(crate) posted: Posted,
    /// Under the change id of the form.
    pub(crate) ctx: Context,
}

impl Doing {
    /// The dossier's id.
    pub(crate) fn id(&self) -> DossierId {
        self.case.dossier().id
    }

    /// Tells a problem, with what was typed.
    pub(crate) fn refuse(&self, problem: impl Into<Problem>) -> Refusal {
        self.visit.refuse(problem).keeping(kept(&self.visit, &self.posted))
    }
}

fn kept(visit: &Visit, posted: &Posted) -> Vec<crate::parts::Pair> {
    posted.kept(visit.here.words, TYPED)
}

/// What becomes of a form that came in.
pub(crate) enum Begun {
    /// It is the first time.
    Fresh(Box<Doing>),
    /// The same form was applied before.
    Again(DossierId),
}

/// Checks the form of an act, before the act itself is tried.
///
/// # Errors
///
/// Fails if nobody is signed in, the token is not ours, or the dossier changed since the page was read, be it that the
/// officer may no longer know of it; what was typed is kept in each case.
pub(crate) async fn begin(visit: Visit, dossier: &str, act: &str, posted: Posted) -> Result<Begun, Refusal> {
    let typed = kept(&visit, &posted);
    let seat = Seat::take(&visit)
        .await
        .map_err(|refusal| refusal.keeping(typed.clone()))?;
    let id: DossierId = visit.id(dossier)?;
    for (name, _) in TYPED {
        not_too_long(posted.get(name)).map_err(|problem| visit.refuse(problem).keeping(typed.clone()))?;
    }
    let ctx = visit
        .form(&purpose(act, id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem).keeping(typed.clone()))?;
    let again = seat.read.was_applied(ctx.change()).await;
    if again.map_err(|error| visit.refuse(error).keeping(typed.clone()))? {
        return Ok(Begun::Again(id));
    }
    let found = Case::find(&seat.read, id)
        .await
        .map_err(|error| visit.refuse(error).keeping(typed.clone()))?;
    // The token proves that they had the page: a dossier that they may no longer open has moved on in between
    // (REC-07), which is what they are told.
    let w = visit.here.words;
    let gone = match &found {
        Some(case) if !case.is_open_to(&seat) => elsewhere(&visit, &seat, case).await?,
        Some(_) | None => None,
    };
    let fresh = found.filter(|case| case.is_open_to(&seat) && posted.version() == Some(case.version()));
    let Some(case) = fresh else {
        let refusal = visit.refuse(Problem::new(codes::STALE)).keeping(typed);
        return Err(match gone {
            Some(said) => refusal.moved_on(said, Link::new(w.say("stale-to-counter"), paths::DESK_COUNTER)),
            None => refusal,
        });
    };
    Ok(Begun::Fresh(Box::new(Doing {
        visit,
        seat,
        case,
        posted,
        ctx,
    })))
}

/// Who accepted a dossier that an officer had open and may not open any more. Nothing of the person is said.
async fn elsewhere(visit: &Visit, seat: &Seat, case: &Case) -> Result<Option<String>, Refusal> {
    let Some(acceptance) = case.dossier().state.acceptance() else {
        return Ok(None);
    };
    let officer = match acceptance.officer {
        Some(id) => seat
            .read
            .find::<Officer>(id)
            .await
            .map_err(|error| visit.refuse(error))?,
        None => None,
    };
    let w = visit.here.words;
    let mut values = vec![
        ("unit", unit(&visit.app().directory(), acceptance.reception).into()),
        ("moment", w.moment(acceptance.at).into()),
    ];
    let Some(officer) = officer else {
        // Another system accepted it.
        return Ok(Some(w.with("stale-accepted-by-system", &values)));
    };
    values.push(("officer", officer.record.name.into()));
    Ok(Some(w.with("stale-accepted", &values)))
}

/// To the dossier's page.
pub(crate) fn to_dossier(id: DossierId) -> Answer {
    Ok(Redirect::to(&paths::desk_dossier(id)).into_response())
}

/// What an act is about, beside the dossier.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct About {
    #[serde(default)]
    charge: String,
}

/// The page of an act that has one; the others lead to the dossier.
pub(crate) async fn show(
    visit: Visit,
    Path((dossier, act)): Path<(String, String)>,
    Query(about): Query<About>,
) -> Answer {
    match act.as_str() {
        act if charge::ACTS.contains(&act) => charge::show(visit, &dossier, act, &about.charge).await,
        "supplement" => supplement::show(visit, &dossier).await,
        "refuse" => refuse::show(visit, &dossier).await,
        "decline" => work::show_decline(visit, &dossier).await,
        "send-back" => work::show_send_back(visit, &dossier).await,
        "external" => external::show(visit, &dossier).await,
        "ask-opinion" => opinion::ask::show(visit, &dossier).await,
        "pass-on" => work::show_pass_on(visit, &dossier).await,
        "deliver" => hand_over::show(visit, &dossier).await,
        "note" => note::show(visit, &dossier).await,
        "keep-original" => originals::keep::show(visit, &dossier).await,
        "stop" => head::show_stop(visit, &dossier).await,
        "transfer" => transfer::show(visit, &dossier).await,
        "apologise" => head::show_apology(visit, &dossier).await,
        "accept" => {
            let id: DossierId = visit.id(&dossier)?;
            Ok(Redirect::to(&paths::desk_submission(id)).into_response())
        }
        "take" | "propose" | "sign" | "initial" | "issue" => to_dossier(visit.id(&dossier)?),
        _ => Err(visit.refuse(Problem::new(codes::NOT_FOUND))),
    }
}

/// Does an act.
pub(crate) async fn submit(
    visit: Visit,
    Path((dossier, act)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Answer {
    const ACTS: [&str; 19] = [
        "accept",
        "supplement",
        "refuse",
        "take",
        "external",
        "ask-opinion",
        "pass-on",
        "propose",
        "decline",
        "send-back",
        "initial",
        "sign",
        "issue",
        "deliver",
        "note",
        "keep-original",
        "stop",
        "apologise",
        "transfer",
    ];
    if !ACTS.contains(&act.as_str()) && !charge::ACTS.contains(&act.as_str()) {
        return Err(visit.refuse(Problem::new(codes::NOT_FOUND)));
    }
    let doing = match begin(visit, &dossier, &act, posted).await? {
        Begun::Fresh(doing) => *doing,
        Begun::Again(id) => return to_dossier(id),
    };
    match act.as_str() {
        "accept" => accept::submit(doing).await,
        "supplement" => supplement::submit(doing).await,
        "refuse" => refuse::submit(doing).await,
        "take" => work::take(doing).await,
        "external" => external::submit(doing).await,
        "ask-opinion" => opinion::ask::submit(doing).await,
        "pass-on" => work::pass_on(doing).await,
        "propose" => work::propose(doing).await,
        "decline" => work::decline(doing).await,
        "send-back" => work::send_back(doing).await,
        "initial" => sign_off::initial(doing).await,
        "sign" => sign_off::sign(doing).await,
        "issue" => sign_off::issue(doing).await,
        "note" => note::submit(doing).await,
        "keep-original" => originals::keep::submit(doing).await,
        "stop" => head::do_stop(doing).await,
        "transfer" => transfer::submit(doing).await,
        "apologise" => head::do_apology(doing).await,
        act if charge::ACTS.contains(&act) => charge::submit(doing, act).await,
        _ => hand_over::submit(doing).await,
    }
}
