//! Keeps at the counter that who is helped may act for another: a deed that the officer has seen, or a close relative
//! (INT-05). The draft becomes the other's matter at once.

use super::{helping, looked, seated};
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::citizen::draft::Filling;
use crate::desk::ActPage;
use crate::officer::posted::Posted;
use crate::officer::shell::Seat;
use crate::parts::{Answer, Choice, DateParts, ErrorLine, Field, FieldKind};
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Who;
use motcua_dossier::draft::act_for;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Context, Date, DraftId, UnitId};
use motcua_people::mandate::{Grant, GrantError, Ground, Kin, MandateScope, Principal, ProcedureCode, grant};
use motcua_people::organisation::{TaxCode, find_by_tax_code};
use motcua_people::person::{
    EnrolAtCounter, EnrolError, IdNumber, PartialDate, Source, enrol_at_counter, find_by_id_number,
};
use std::collections::BTreeSet;

/// What the agent is to the principal: value in the form, sentence, meaning.
const KIN: [(&str, &str, Kin); 6] = [
    ("parent", "kin-parent", Kin::Parent),
    ("grandparent", "kin-grandparent", Kin::Grandparent),
    ("child", "kin-child", Kin::Child),
    ("grandchild", "kin-grandchild", Kin::Grandchild),
    ("spouse", "kin-spouse", Kin::Spouse),
    ("sibling", "kin-sibling", Kin::Sibling),
];

/// What is wrong, by field.
type Wrong = Vec<(&'static str, String)>;

/// The purposes of the three tokens: the person whom nobody knows yet, the right, and the draft.
fn purposes(draft: DraftId) -> [String; 3] {
    ["help.principal", "help.mandate", "help.matter"].map(|act| format!("{act} {draft}"))
}

/// Asks for whom and by what.
pub(crate) async fn show(visit: Visit, Path(draft): Path<String>) -> Answered {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let nothing = Posted::of([("ground", "deed"), ("scope", "this")]);
    Ok(page(&visit, &seat, &filling, &nothing, false, &[]).respond())
}

/// Keeps it, and makes the draft theirs.
pub(crate) async fn submit(visit: Visit, Path(draft): Path<String>, Form(posted): Form<Posted>) -> Answered {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let id = filling.draft.id;
    let w = visit.here.words;
    let [principal, right, matter] = purposes(id);
    let contexts = (
        visit.form(&principal, posted.get("principal_token")),
        visit.form(&right, posted.get("token")),
        visit.form(&matter, posted.get("matter_token")),
    );
    let (Ok(principal_ctx), Ok(right_ctx), Ok(matter_ctx)) = contexts else {
        let page = page(
            &visit,
            &seat,
            &filling,
            &posted,
            false,
            &[("principal", w.say("form-again"))],
        );
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    let deed = Deed::read(w, &posted, &filling, visit.ctx.today());
    let whom = whom(&visit, &seat, centre, &posted, &principal_ctx).await?;
    let (deed, principal) = match (deed, whom) {
        (Ok(deed), Whom::Known(principal)) => (deed, principal),
        (deed, whom) => {
            let is_new = matches!(whom, Whom::New(_));
            let mut wrong = match whom {
                Whom::Known(_) => Wrong::new(),
                Whom::New(wrong) | Whom::Wrong(wrong) => wrong,
            };
            wrong.extend(deed.err().into_iter().flatten());
            let page = page(&visit, &seat, &filling, &posted, is_new, &wrong);
            return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let ask = Grant {
        principal,
        agent: filling.own.id(),
        ground: deed.ground,
        scope: deed.scope,
        from: deed.from,
        to: deed.to,
    };
    let store = visit.app().store();
    if let Err(error) = grant(store, ask, &right_ctx).await {
        let wrong = match error {
            GrantError::WrongGround => ("ground", w.say("mandate-wrong-ground")),
            GrantError::Incomplete => ("number", w.say("mandate-incomplete")),
            GrantError::WrongDays => ("to", w.say("mandate-wrong-days")),
            GrantError::NoSuchParty => ("principal", w.say("help-principal-wrong")),
            error => return Err(visit.refuse(error)),
        };
        let page = page(&visit, &seat, &filling, &posted, false, &[wrong]);
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let who = match principal {
        Principal::Person(person) => Who::Person(person),
        Principal::Organisation(organisation) => Who::Organisation(organisation),
    };
    act_for(store, id, Some(who), &matter_ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(&paths::desk_help_review(id)).into_response())
}

/// For whom.
enum Whom {
    /// Kept here.
    Known(Principal),
    /// A personal number that nobody here has: name and birth have to be given.
    New(Wrong),
    /// Nobody.
    Wrong(Wrong),
}

async fn whom(visit: &Visit, seat: &Seat, centre: UnitId, posted: &Posted, ctx: &Context) -> Result<Whom, Refusal> {
    let w = visit.here.words;
    let typed = posted.get("principal").trim();
    if let Ok(number) = typed.parse::<IdNumber>() {
        let known = find_by_id_number(&seat.read, &number)
            .await
            .map_err(|error| visit.refuse(error))?;
        if let Some(person) = known {
            looked(visit, person.id, centre).await?;
            return Ok(Whom::Known(Principal::Person(person.id)));
        }
        return enrolled(visit, seat, centre, posted, number, ctx).await;
    }
    if let Ok(code) = typed.parse::<TaxCode>() {
        let known = find_by_tax_code(&seat.read, &code)
            .await
            .map_err(|error| visit.refuse(error))?;
        return Ok(match known {
            Some(organisation) => Whom::Known(Principal::Organisation(organisation.id)),
            None => Whom::Wrong(vec![("principal", w.say("help-organisation-unknown"))]),
        });
    }
    Ok(Whom::Wrong(vec![("principal", w.say("help-principal-wrong"))]))
}

/// Keeps who does not stand here, from what the deed says of them.
async fn enrolled(
    visit: &Visit,
    seat: &Seat,
    centre: UnitId,
    posted: &Posted,
    number: IdNumber,
    ctx: &Context,
) -> Result<Whom, Refusal> {
    let w = visit.here.words;
    let name = clean_line(posted.get("name"));
    let born = whole(posted, "born").and_then(|(year, month, day)| PartialDate::new(year, month, day).ok());
    let mut wrong = Wrong::new();
    if !posted.has("name") {
        wrong.push(("principal", w.say("help-principal-new")));
        return Ok(Whom::New(wrong));
    }
    if name.is_empty() {
        wrong.push(("name", w.say("help-name-missing")));
    }
    match born {
        None => wrong.push(("born", w.say("help-born-wrong"))),
        Some(born) if number.agrees_with(Some(born), None).is_err() => {
            wrong.push(("born", w.say("help-born-other")));
        }
        Some(_) => {}
    }
    if !wrong.is_empty() {
        return Ok(Whom::New(wrong));
    }
    let ask = EnrolAtCounter {
        source: Source::Stated {
            officer: seat.officer.id,
        },
        unit: centre,
        sex: Some(number.sex()),
        id_number: Some(number),
        name,
        born,
        ethnicity: None,
        nationality: None,
        address: None,
        area: None,
        phone: None,
    };
    match enrol_at_counter(visit.app().store(), ask, ctx).await {
        Ok(person) => Ok(Whom::Known(Principal::Person(person))),
        Err(EnrolError::OtherName { .. }) => Ok(Whom::New(vec![("name", w.say("help-other-name"))])),
        Err(error) => Err(visit.refuse(error)),
    }
}

/// Year, month and day as typed; parts that are empty are 0.
fn whole(posted: &Posted, name: &str) -> Option<(i16, i8, i8)> {
    let part = |part: &str| match posted.get(&format!("{name}/{part}")).trim() {
        "" => Some(0),
        typed => typed.parse::<i16>().ok(),
    };
    let small = |typed: Option<i16>| typed.and_then(|number| i8::try_from(number).ok());
    Some((part("year")?, small(part("month"))?, small(part("day"))?))
}

/// The right, as typed.
struct Deed {
    ground: Ground,
    scope: MandateScope,
    from: Date,
    to: Option<Date>,
}

impl Deed {
    fn read(w: Words, posted: &Posted, filling: &Filling, today: Date) -> Result<Self, Wrong> {
        let mut wrong = Wrong::new();
        let day = |name: &str| match whole(posted, name) {
            Some((0, 0, 0)) => Ok(None),
            Some((year, month, day)) => Date::new(year, month, day).map(Some).map_err(|_| ()),
            None => Err(()),
        };
        let to = day("to");
        if to.is_err() {
            wrong.push(("to", w.say("help-day-wrong")));
        }
        let kin = KIN.iter().find(|(value, ..)| *value == posted.get("ground"));
        let (ground, from) = match (posted.get("ground"), kin) {
            (_, Some((.., kin))) => (Some(Ground::CloseRelative { kin: *kin }), None),
            ("deed", None) => {
                let number = clean_line(posted.get("number"));
                if number.is_empty() {
                    wrong.push(("number", w.say("help-deed-missing")));
                }
                match day("signed") {
                    Ok(Some(signed_on)) => (Some(Ground::Deed { number, signed_on }), Some(signed_on)),
                    Ok(None) | Err(()) => {
                        wrong.push(("signed", w.say("help-day-wrong")));
                        (None, None)
                    }
                }
            }
            _ => {
                wrong.push(("ground", w.say("help-ground-missing")));
                (None, None)
            }
        };
        let code = filling.version.code.as_str().parse::<ProcedureCode>();
        let scope = match (posted.get("scope"), code) {
            ("all", _) | (_, Err(_)) => MandateScope::All,
            (_, Ok(code)) => MandateScope::Procedures(BTreeSet::from([code])),
        };
        match (ground, to) {
            (Some(ground), Ok(to)) if wrong.is_empty() => Ok(Self {
                ground,
                scope,
                // A relative is one from today on, as far as this place knows.
                from: from.unwrap_or(today),
                to,
            }),
            _ => Err(wrong),
        }
    }
}

fn page(
    visit: &Visit,
    seat: &Seat,
    filling: &Filling,
    typed: &Posted,
    is_new: bool,
    wrong: &[(&str, String)],
) -> ActPage {
    let w = visit.here.words;
    let id = filling.draft.id;
    let text = |name: &str| typed.get(name).to_owned();
    let date = |name: &str| {
        let part = |part: &str| typed.get(&format!("{name}/{part}"));
        FieldKind::DatePartial(DateParts::new(part("day"), part("month"), part("year")))
    };
    let failed = |mut field: Field| {
        let found = wrong.iter().find(|(name, _)| *name == field.name);
        field.error = found.map(|(_, said)| said.clone());
        field
    };
    let choice = |options| {
        FieldKind::Choice(Choice {
            options,
            several: false,
        })
    };
    let chosen = |name: &str, value: &str| typed.get(name) == value;
    let mut deed = Answer::new("deed", w.say("ground-deed"), chosen("ground", "deed"));
    deed.reveals = vec![
        failed(Field::new(
            "number",
            w.say("help-deed-number"),
            FieldKind::Text(text("number")),
        )),
        failed(Field::new("signed", w.say("help-deed-signed"), date("signed"))),
    ];
    let mut grounds = vec![deed];
    grounds.extend(KIN.map(|(value, key, _)| Answer::new(value, w.say(key), chosen("ground", value))));
    let scopes = vec![
        Answer::new(
            "this",
            w.one("help-scope-this", "procedure", &filling.procedure),
            !chosen("scope", "all"),
        ),
        Answer::new("all", w.say("help-scope-all"), chosen("scope", "all")),
    ];
    let mut fields = vec![
        Field::new(
            "principal",
            w.say("help-principal"),
            FieldKind::IdNumber(text("principal")),
        )
        .hint(w.say("help-principal-hint")),
    ];
    if is_new {
        fields.push(Field::new("name", w.say("party-name"), FieldKind::Name(text("name"))));
        fields.push(Field::new("born", w.say("help-born"), date("born")).hint(w.say("help-born-hint")));
    }
    fields.push(Field::new("ground", w.say("help-ground"), choice(grounds)));
    fields.push(Field::new("scope", w.say("help-scope"), choice(scopes)));
    fields.push(
        Field::new("to", w.say("help-until"), date("to"))
            .hint(w.say("help-until-hint"))
            .optional(),
    );
    let [principal, right, matter] = purposes(id);
    ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        back: paths::desk_help_for(id),
        title: w.say("help-mandate"),
        about: w.two(
            "help-mandate-about",
            "name",
            &filling.own.person.name.value,
            "procedure",
            &filling.procedure,
        ),
        warning: None,
        errors: wrong
            .iter()
            .map(|(name, said)| ErrorLine::new(*name, said.clone()))
            .collect(),
        pairs: Vec::new(),
        action: paths::desk_help_mandate(id),
        token: visit.token(&right),
        version: None,
        hidden: vec![
            ("principal_token", visit.token(&principal)),
            ("matter_token", visit.token(&matter)),
        ],
        fields: fields.into_iter().map(failed).collect(),
        act: w.say("help-mandate-do"),
        more: None,
    }
}
