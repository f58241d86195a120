//! Opening a client: what it is called, who answers for it, what it may do; its token is the answer's.

use super::{MAY, RIGHT, USUAL, end_of, give, life_field, seat};
use crate::app::{Answer, Visit};
use crate::citizen::fields::{centres, error_lines};
use crate::desk::ActPage;
use crate::officer::posted::Posted;
use crate::officer::shell::Seat;
use crate::parts::{Answer as Option_, Choice, Field, FieldKind};
use crate::problem::field_words;
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::http::StatusCode;
use motcua_accounts::client::{NewClient, open};
use motcua_kernel::text::fold;
use motcua_kernel::{ChangeId, Context, FieldProblem, Instant, Problem, UnitId, codes};
use motcua_org::Directory;
use motcua_org::connection::SourceName;
use motcua_org::rights::{Right, Subject};
use motcua_org::unit::{Unit, UnitKind};

const PURPOSE: &str = "desk.client.open";

/// What is kept on a page that could not take the form.
const TYPED: &[(&str, &str)] = &[("name", "client-name"), ("source", "client-source")];

/// What a new client usually may.
const USUALLY: [&str; 4] = ["submit", "answer_supplement", "withdraw", "see_dossier"];

/// What was chosen and typed.
struct Typed {
    name: String,
    unit: String,
    source: String,
    rights: Vec<String>,
    receives_at: String,
    vouches_for: String,
    ends_at: String,
}

impl Typed {
    fn fresh(seat: &Seat) -> Self {
        let own = seat.rights.posts().first().map_or(seat.officer.home, |(_, unit)| *unit);
        Self {
            name: String::new(),
            unit: own.to_string(),
            source: String::new(),
            rights: USUALLY.map(str::to_owned).to_vec(),
            receives_at: String::new(),
            vouches_for: "0".to_owned(),
            ends_at: USUAL.to_string(),
        }
    }

    fn of(posted: &Posted) -> Self {
        let get = |name| posted.get(name).trim().to_owned();
        Self {
            name: get("name"),
            unit: get("unit"),
            source: get("source"),
            rights: posted.all("rights").map(str::to_owned).collect(),
            receives_at: get("receives_at"),
            vouches_for: get("vouches_for"),
            ends_at: get("ends_at"),
        }
    }
}

/// `GET /desk/admin/clients/open`.
pub(crate) async fn show(visit: Visit) -> Answer {
    let seat = seat(&visit).await?;
    Ok(page(&visit, &seat, &Typed::fresh(&seat), &[]).respond())
}

/// `POST /desk/admin/clients/open`.
pub(crate) async fn submit(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let kept = posted.kept(visit.here.words, TYPED);
    let seat = seat(&visit).await.map_err(|refusal| refusal.keeping(kept.clone()))?;
    let ctx = visit
        .form(PURPOSE, posted.get("token"))
        .map_err(|problem| visit.refuse(problem).keeping(kept.clone()))?;
    // The client has a change of its own, which follows from the form's: a repeat opens no second one.
    let opening = Context::for_change(ctx.actor(), ctx.now(), ctx.id::<ChangeId>()).with_request(ctx.request());
    let typed = Typed::of(&posted);
    let again =
        |wrong: &[FieldProblem]| page(&visit, &seat, &typed, wrong).respond_with(StatusCode::UNPROCESSABLE_ENTITY);
    let (new, until) = match read(&visit, &seat, &typed, end_of(&posted, ctx.now())) {
        Ok(read) => read,
        Err(wrong) => return Ok(again(&wrong)),
    };
    let name = new.name.clone();
    let id = match open(visit.app().store(), new, &opening).await {
        Ok(id) => id,
        Err(error) => {
            let problem = Problem::from(error);
            let is_told_there = [codes::INVALID, codes::TAKEN].contains(&problem.code) && !problem.fields.is_empty();
            if is_told_there {
                return Ok(again(&problem.fields));
            }
            return Err(visit.refuse(problem).keeping(kept));
        }
    };
    Ok(give(&visit, &seat, (id, &name), until, &ctx).await?.respond())
}

/// Reads what was chosen; what only the page can know to be wrong is told by field.
fn read(
    visit: &Visit,
    seat: &Seat,
    typed: &Typed,
    until: Option<Instant>,
) -> Result<(NewClient, Instant), Vec<FieldProblem>> {
    let (directory, now) = (visit.app().directory(), visit.ctx.now());
    let mut wrong = Problem::new(codes::INVALID);
    let mut note = |field: &'static str, key: &'static str| {
        wrong = std::mem::replace(&mut wrong, Problem::new(codes::INVALID)).field(field, key);
    };
    // The room refuses these three as well, but one at a time.
    if typed.name.is_empty() {
        note("name", "client-name-missing");
    }
    let unit = chosen(&answering(&directory, seat, now), &typed.unit);
    if unit.is_none() {
        note("unit", "client-unit-missing");
    }
    let source: Option<SourceName> = match typed.source.as_str() {
        "" => None,
        word => match word.parse() {
            Ok(source) => Some(source),
            Err(_) => {
                note("source", "client-source-word");
                None
            }
        },
    };
    let rights: Vec<Right> = MAY
        .iter()
        .filter(|(_, word, _)| typed.rights.iter().any(|known| known == word))
        .map(|(right, ..)| *right)
        .collect();
    if rights.is_empty() {
        note("rights", "client-rights-missing");
    }
    if typed.source.is_empty() && rights.contains(&Right::Submit) {
        note("source", "client-source-missing");
    }
    let receives_at = chosen(&centres(&directory, now), &typed.receives_at);
    if receives_at.is_none() && rights.contains(&Right::Accept) {
        note("receives_at", "client-centre-missing");
    }
    let vouches_for = typed.vouches_for.parse().ok().filter(|level| *level <= 2);
    if vouches_for.is_none() {
        note("vouches_for", "client-no-such-level");
    }
    if until.is_none() {
        note("ends_at", "client-days-missing");
    }
    let (Some(unit), Some(vouches_for), Some(until), true) = (unit, vouches_for, until, wrong.fields.is_empty()) else {
        return Err(wrong.fields);
    };
    let new = NewClient {
        name: typed.name.clone(),
        unit,
        rights,
        source,
        receives_at,
        vouches_for,
    };
    Ok((new, until))
}

/// The units that can answer for a client: those that stand now and that the officer looks after.
fn answering<'a>(directory: &'a Directory, seat: &Seat, now: Instant) -> Vec<&'a Unit> {
    let mut units: Vec<&Unit> = directory
        .units()
        .filter(|unit| unit.kind != UnitKind::Office && unit.period.holds(now))
        .filter(|unit| seat.rights.may(RIGHT, &Subject::of_unit(unit.id)))
        .collect();
    units.sort_by_cached_key(|unit| (fold(&unit.name), unit.id));
    units
}

fn chosen(units: &[&Unit], id: &str) -> Option<UnitId> {
    units.iter().map(|unit| unit.id).find(|known| known.to_string() == id)
}

fn page(visit: &Visit, seat: &Seat, typed: &Typed, wrong: &[FieldProblem]) -> ActPage {
    let w = visit.here.words;
    let mut fields = fields(w, visit, seat, typed);
    for field in &mut fields {
        let told = wrong.iter().find(|wrong| wrong.field == field.name);
        field.error = told.map(|wrong| field_words(w, wrong));
    }
    ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Clients)),
        back: paths::DESK_CLIENTS.to_owned(),
        title: w.say("client-open-do"),
        about: w.say("client-open-about"),
        warning: None,
        errors: error_lines(&fields),
        pairs: Vec::new(),
        action: paths::DESK_CLIENT_OPEN.to_owned(),
        token: visit.token(PURPOSE),
        version: None,
        hidden: Vec::new(),
        fields,
        act: w.say("client-open-act"),
        more: None,
    }
}

fn fields(w: Words, visit: &Visit, seat: &Seat, typed: &Typed) -> Vec<Field> {
    let (directory, now) = (visit.app().directory(), visit.ctx.now());
    let listed = |units: Vec<&Unit>, chosen: &str| {
        let options = units.into_iter().map(|unit| {
            let id = unit.id.to_string();
            let is_chosen = id == chosen;
            Option_::new(id, &unit.name, is_chosen)
        });
        FieldKind::List(options.collect())
    };
    let may = MAY.iter().map(|(_, word, key)| {
        let is_chosen = typed.rights.iter().any(|known| known == word);
        Option_::new(*word, w.say(key), is_chosen)
    });
    let levels = ["client-level-0", "client-level-1", "client-level-2"];
    let levels = levels.iter().enumerate().map(|(level, key)| {
        let level = level.to_string();
        let is_chosen = level == typed.vouches_for;
        Option_::new(level, w.say(key), is_chosen)
    });
    let text = |value: &str| FieldKind::Text(value.to_owned());
    let choice = |options: Vec<Option_>, several| FieldKind::Choice(Choice { options, several });
    let units = listed(answering(&directory, seat, now), &typed.unit);
    let receiving = listed(centres(&directory, now), &typed.receives_at);
    vec![
        Field::new("name", w.say("client-name"), text(&typed.name)).hint(w.say("client-name-hint")),
        Field::new("unit", w.say("client-unit"), units).hint(w.say("client-unit-hint")),
        Field::new("rights", w.say("client-rights"), choice(may.collect(), true)),
        Field::new("source", w.say("client-source"), text(&typed.source))
            .hint(w.say("client-source-hint"))
            .optional(),
        Field::new("receives_at", w.say("client-centre"), receiving)
            .hint(w.say("client-centre-hint"))
            .optional(),
        Field::new("vouches_for", w.say("client-level"), choice(levels.collect(), false))
            .hint(w.say("client-level-hint")),
        life_field(w, &typed.ends_at),
    ]
}
