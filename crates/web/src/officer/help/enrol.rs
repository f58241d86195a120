//! Keeps somebody who stands at the counter and is not known yet, from their card.

use super::seated;
use crate::app::{Answer as Answered, Visit};
use crate::citizen::person::area_of;
use crate::desk::HelpPage;
use crate::officer::posted::Posted;
use crate::officer::shell::Seat;
use crate::parts::{Answer, Choice, DateParts, ErrorLine, Field, FieldKind};
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_kernel::text::clean_line;
use motcua_people::card::NameTrust;
use motcua_people::person::{EnrolAtCounter, EnrolError, IdNumber, PartialDate, Phone, Source, enrol_at_counter};

const PURPOSE: &str = "help.enrol";

/// The page with the number alone.
pub(super) fn asked(visit: &Visit, seat: &Seat, number: &str) -> HelpPage {
    let typed = Posted::of([("id_number", number), ("proof", "card")]);
    page(visit, seat, &typed, &[])
}

/// The page with what the reader read from the card. Number and birth came through; of a name or address that did not,
/// it is said so, and nothing mangled stands where it would be printed from.
pub(super) fn scanned(visit: &Visit, seat: &Seat, card: &motcua_people::card::Card) -> HelpPage {
    let w = visit.here.words;
    let born = card.born.to_string();
    let mut parts = born.split('-').map(|part| part.trim_start_matches('0'));
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let address = match card.address_trust {
        NameTrust::AsOnCard => card.address.as_str(),
        NameTrust::Mangled => "",
    };
    let typed = Posted::of([
        ("id_number", card.id_number.as_str()),
        ("name", card.name.as_str()),
        ("born/year", year.unwrap_or_default()),
        ("born/month", month.unwrap_or_default()),
        ("born/day", day.unwrap_or_default()),
        ("address", address),
        ("proof", "card"),
    ]);
    let mut errors = Vec::new();
    if card.name_trust == NameTrust::Mangled {
        errors.push(("name", w.say("help-card-name")));
    }
    if card.address_trust == NameTrust::Mangled {
        errors.push(("address", w.say("help-card-address")));
    }
    if card.disagreement.is_some() {
        errors.push(("born", w.say("help-born-other")));
    }
    page(visit, seat, &typed, &errors)
}

/// What the card says, read into the words of the room; or what is wrong with it.
struct Card {
    number: IdNumber,
    name: String,
    born: PartialDate,
    address: Option<String>,
    phone: Option<Phone>,
}

impl Card {
    fn read(w: Words, posted: &Posted) -> Result<Self, Vec<(&'static str, String)>> {
        let mut errors = Vec::new();
        let number = posted.get("id_number").parse::<IdNumber>();
        if number.is_err() {
            errors.push(("id_number", w.say("help-number-wrong")));
        }
        let name = clean_line(posted.get("name"));
        if name.is_empty() {
            errors.push(("name", w.say("help-name-missing")));
        }
        // Parts that are empty are unknown: some cards have the year alone.
        let part = |part: &str| match posted.get(&format!("born/{part}")).trim() {
            "" => Ok(0),
            typed => typed.parse::<i16>(),
        };
        let small = |part: Result<i16, _>| part.ok().and_then(|number| i8::try_from(number).ok());
        let born = match (part("year"), small(part("month")), small(part("day"))) {
            (Ok(year), Some(month), Some(day)) => PartialDate::new(year, month, day).ok(),
            _ => None,
        };
        match (&number, born) {
            (_, None) => errors.push(("born", w.say("help-born-wrong"))),
            (Ok(number), Some(born)) if number.agrees_with(Some(born), None).is_err() => {
                errors.push(("born", w.say("help-born-other")));
            }
            (Ok(_) | Err(_), Some(_)) => {}
        }
        let phone = match posted.get("phone").trim() {
            "" => Ok(None),
            typed => typed.parse::<Phone>().map(Some),
        };
        if phone.is_err() {
            errors.push(("phone", w.say("help-phone-wrong")));
        }
        let address = Some(clean_line(posted.get("address"))).filter(|address| !address.is_empty());
        match (number, born, phone) {
            (Ok(number), Some(born), Ok(phone)) if errors.is_empty() => Ok(Self {
                number,
                name,
                born,
                address,
                phone,
            }),
            _ => Err(errors),
        }
    }
}

/// Keeps them, and goes on to the procedure.
pub(crate) async fn submit(visit: Visit, Form(posted): Form<Posted>) -> Answered {
    let (seat, centre) = seated(&visit).await?;
    let w = visit.here.words;
    let Ok(ctx) = visit.form(PURPOSE, posted.get("token")) else {
        let page = page(&visit, &seat, &posted, &[("name", w.say("form-again"))]);
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    let card = match Card::read(w, &posted) {
        Ok(card) => card,
        Err(errors) => return Ok(page(&visit, &seat, &posted, &errors).respond_with(StatusCode::UNPROCESSABLE_ENTITY)),
    };
    let officer = seat.officer.id;
    let directory = visit.app().directory();
    let area = card
        .address
        .as_deref()
        .and_then(|address| area_of(&directory, address, visit.ctx.now()));
    let ask = EnrolAtCounter {
        source: match posted.get("proof") {
            "card" => Source::CardSeen { officer },
            _ => Source::Stated { officer },
        },
        unit: centre,
        // The fourth digit of the number says it.
        sex: Some(card.number.sex()),
        id_number: Some(card.number),
        name: card.name,
        born: Some(card.born),
        ethnicity: None,
        nationality: None,
        address: card.address,
        area,
        phone: card.phone,
    };
    match enrol_at_counter(visit.app().store(), ask, &ctx).await {
        Ok(person) => Ok(Redirect::to(&paths::desk_help_choose(person)).into_response()),
        Err(EnrolError::OtherName { .. }) => {
            let page = page(&visit, &seat, &posted, &[("id_number", w.say("help-other-name"))]);
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

fn page(visit: &Visit, seat: &Seat, typed: &Posted, errors: &[(&'static str, String)]) -> HelpPage {
    let w = visit.here.words;
    let text = |name: &str| typed.get(name).to_owned();
    let born = DateParts::new(typed.get("born/day"), typed.get("born/month"), typed.get("born/year"));
    let proofs = [("card", "help-proof-card"), ("said", "help-proof-said")]
        .map(|(value, key)| Answer::new(value, w.say(key), typed.get("proof") == value));
    let mut fields = vec![
        Field::new(
            "id_number",
            w.say("party-number"),
            FieldKind::IdNumber(text("id_number")),
        ),
        Field::new("name", w.say("party-name"), FieldKind::Name(text("name"))),
        Field::new("born", w.say("help-born"), FieldKind::DatePartial(born)).hint(w.say("help-born-hint")),
        Field::new("address", w.say("help-address"), FieldKind::Text(text("address"))).optional(),
        Field::new("phone", w.say("party-phone"), FieldKind::Phone(text("phone"))).optional(),
        Field::new(
            "proof",
            w.say("help-proof"),
            FieldKind::Choice(Choice {
                options: proofs.to_vec(),
                several: false,
            }),
        ),
    ];
    for field in &mut fields {
        let wrong = errors.iter().find(|(name, _)| *name == field.name);
        field.error = wrong.map(|(_, said)| said.clone());
    }
    HelpPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        errors: errors
            .iter()
            .map(|(name, said)| ErrorLine::new(*name, said.clone()))
            .collect(),
        action: paths::DESK_HELP_PERSON.to_owned(),
        token: visit.token(PURPOSE),
        fields,
        is_new: true,
        drafts: Vec::new(),
    }
}
