//! Names as they are in the act: read from the act's own snapshot, so that later changes do not reach the paper.

use crate::party::{Party, Who};
use crate::result::Mark;
use motcua_kernel::{Instant, OfficerId, UnitId};
use motcua_org::Right;
use motcua_org::appointment::Appointment;
use motcua_org::appointment::record::appointments_of_officer;
use motcua_org::area::Area;
use motcua_org::delegation::authority::{AuthorityLine, authority_line};
use motcua_org::delegation::record::delegations_to;
use motcua_org::officer::Officer;
use motcua_org::position::record::positions_of_unit;
use motcua_org::position::{Position, Role};
use motcua_org::unit::{Unit, UnitKind};
use motcua_papers::{Capacity, Contact, Party as OnPaper, Signatory, said};
use motcua_people::organisation::Organisation;
use motcua_people::person::Person;
use motcua_store::{Read, ReadError};

/// More appointments, delegations or positions than anybody has.
const MOST: i64 = 500;

/// The body that issues a paper, as its head names it.
pub(super) struct Issuer {
    pub(super) superior: String,
    pub(super) name: String,
    pub(super) place: String,
}

/// The issuer's names: above a committee stands nobody, above a centre or an office the body that it belongs to.
pub(super) async fn issuer(read: &Read, unit: UnitId) -> Result<Issuer, ReadError> {
    let unit = read.get::<Unit>(unit).await?;
    let above = match unit.parent.filter(|_| unit.kind != UnitKind::Committee) {
        Some(parent) => read.find::<Unit>(parent).await?.map(|parent| parent.record.name),
        None => None,
    };
    let area = match unit.area {
        Some(area) => read.find::<Area>(area).await?.map(|area| area.record.name),
        None => None,
    };
    Ok(Issuer {
        superior: above.unwrap_or_default(),
        name: unit.record.name,
        place: area.unwrap_or_default(),
    })
}

/// The name of a unit.
pub(crate) async fn unit_name(read: &Read, unit: UnitId) -> Result<String, ReadError> {
    Ok(read
        .find::<Unit>(unit)
        .await?
        .map_or_else(String::new, |unit| unit.record.name))
}

/// The name of an officer; empty for one who is not known.
pub(crate) async fn officer_name(read: &Read, officer: OfficerId) -> Result<String, ReadError> {
    let officer = read.find::<Officer>(officer).await?;
    Ok(officer.map_or_else(String::new, |officer| officer.record.name))
}

/// Whom the applicant may ask.
pub(crate) async fn contact(read: &Read, officer: OfficerId) -> Result<Contact, ReadError> {
    let officer = read.find::<Officer>(officer).await?.map(|stored| stored.record);
    Ok(Contact {
        name: officer
            .as_ref()
            .map_or_else(String::new, |officer| officer.name.clone()),
        phone: officer.and_then(|officer| officer.phone).unwrap_or_default(),
    })
}

/// Somebody on the dossier: name and telephone as the dossier has them, the address as it is known now.
pub(super) async fn party(read: &Read, party: &Party) -> Result<OnPaper, ReadError> {
    let (address, email) = match party.who {
        Who::Person(id) => {
            let person = read.find::<Person>(id).await?.map(|stored| stored.record);
            let email = person.as_ref().and_then(|person| person.contact.email.as_ref());
            let email = email.map(|email| email.address.to_string());
            let residence = person.and_then(|person| person.residence);
            (residence.map(|residence| residence.value.as_written), email)
        }
        Who::Organisation(id) => {
            let organisation = read.find::<Organisation>(id).await?;
            let seat = organisation.and_then(|stored| stored.record.seat);
            (seat.map(|seat| seat.as_written), None)
        }
    };
    Ok(OnPaper {
        name: party.name.clone(),
        address: address.unwrap_or_default(),
        phone: party.phone.as_deref().map(at_home),
        email,
    })
}

/// A telephone number as it is dialled at home.
fn at_home(phone: &str) -> String {
    match phone.strip_prefix("+84") {
        Some(rest) => format!("0{rest}"),
        None => phone.to_owned(),
    }
}

/// Who signs for a unit, with the line of authority that follows from position or delegation. `delegable` is the right
/// that a delegation may have given them; at a counter nobody acts by one, and the officer's own post stands alone.
pub(super) async fn signatory(
    read: &Read,
    officer: OfficerId,
    unit: UnitId,
    delegable: Option<Right>,
    at: Instant,
) -> Result<Signatory, ReadError> {
    let name = officer_name(read, officer).await?;
    let held: Vec<Appointment> = read
        .all(appointments_of_officer(officer, MOST))
        .await?
        .into_iter()
        .map(|stored| stored.record)
        .filter(|held| held.period.holds(at))
        .collect();
    let here = held.iter().find(|held| held.unit == unit);
    let own = here
        .or_else(|| held.iter().find(|held| held.body == unit))
        .or(held.first());
    let post = match own {
        Some(own) => title(read, own).await?,
        None => String::new(),
    };
    let line = own.and_then(|own| authority_line(own.role, false, own.acting, own.unit == unit));
    if let (Some(own), Some(line)) = (own, line) {
        let head = head_of(read, own).await?;
        let committee = matches!(own.role, Role::Chair | Role::ViceChair);
        let collective = committee.then(|| said("collective").to_owned());
        let (capacity, collective) = match line {
            AuthorityLine::OnBehalf | AuthorityLine::None => (Capacity::Head, collective),
            AuthorityLine::ForTheHead => (Capacity::Deputy { head }, collective),
            AuthorityLine::Acting => (Capacity::Acting, collective),
            AuthorityLine::ByOrder => (Capacity::ByOrder { head }, None),
            AuthorityLine::ByDelegation => (Capacity::Authorised { head }, None),
        };
        return Ok(Signatory {
            name,
            post,
            capacity,
            collective,
        });
    }
    let given = match delegable {
        Some(right) => read
            .all(delegations_to(officer, at, MOST))
            .await?
            .into_iter()
            .find(|given| given.holds(at) && given.rights.contains(&right)),
        None => None,
    };
    let capacity = match given {
        Some(given) => {
            let giver = read.get::<Appointment>(given.appointment).await?;
            Capacity::Authorised {
                head: title(read, &giver).await?,
            }
        }
        None => Capacity::Head,
    };
    Ok(Signatory {
        name,
        post,
        capacity,
        collective: None,
    })
}

/// Who signed a result, in the capacity that the mark of the act says.
pub(super) async fn signatory_of(read: &Read, mark: &Mark) -> Result<Signatory, ReadError> {
    let position = read.find::<Position>(mark.position).await?.map(|stored| stored.record);
    let title = position
        .as_ref()
        .map_or_else(String::new, |position| position.title.clone());
    let committee = position
        .as_ref()
        .is_some_and(|held| matches!(held.role, Role::Chair | Role::ViceChair));
    let collective = committee.then(|| said("collective").to_owned());
    let body = match &position {
        Some(position) => read.find::<Unit>(position.unit).await?.map(|unit| unit.record),
        None => None,
    };
    let body = body.map(|unit| {
        if unit.kind == UnitKind::Committee {
            unit.id
        } else {
            unit.parent.unwrap_or(unit.id)
        }
    });
    let head = match body {
        Some(body) => chair_of(read, body).await?,
        None => said("head").to_owned(),
    };
    let (capacity, post, collective) = match mark.authority.as_str() {
        "for_the_head" => (Capacity::Deputy { head }, title, collective),
        "by_order" => (Capacity::ByOrder { head }, title, None),
        "acting" => (Capacity::Acting, title, collective),
        // The mark names the giver's position; under the line stands the signer's own.
        "by_delegation" => (Capacity::Authorised { head: title }, own_title(read, mark).await?, None),
        _ => (Capacity::Head, title, collective),
    };
    Ok(Signatory {
        name: officer_name(read, mark.officer).await?,
        post,
        capacity,
        collective,
    })
}

/// The title of the officer's own position at the moment of the mark.
async fn own_title(read: &Read, mark: &Mark) -> Result<String, ReadError> {
    let held = read.all(appointments_of_officer(mark.officer, MOST)).await?;
    match held.iter().find(|held| held.period.holds(mark.at)) {
        Some(held) => title(read, held).await,
        None => Ok(String::new()),
    }
}

/// The title of a position, as papers write it under a name.
async fn title(read: &Read, held: &Appointment) -> Result<String, ReadError> {
    let position = read.find::<Position>(held.position).await?;
    Ok(position.map_or_else(String::new, |position| position.record.title))
}

/// The title of the head in whose place somebody signs: of the committee that the office belongs to.
async fn head_of(read: &Read, held: &Appointment) -> Result<String, ReadError> {
    chair_of(read, held.body).await
}

async fn chair_of(read: &Read, committee: UnitId) -> Result<String, ReadError> {
    let positions = read.all(positions_of_unit(committee, MOST)).await?;
    let chair = positions.into_iter().find(|position| position.role == Role::Chair);
    Ok(chair.map_or_else(|| said("head").to_owned(), |position| position.record.title))
}
