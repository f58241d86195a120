//! Where a draft goes: the area whose unit decides, the centre that looks first, the centre where the result waits.

use super::person::Own;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::deciding::{Competent, competent};
use motcua_catalog::form::{Form, Kind, Typed};
use motcua_catalog::version::Territory;
use motcua_kernel::{AreaId, FieldProblem, Instant, UnitId};
use motcua_org::Directory;
use motcua_org::area::Level;
use motcua_org::unit::{Unit, UnitKind};
use std::borrow::Cow;

/// Where it goes.
pub(crate) struct Destination<'a> {
    /// The area whose unit decides.
    pub(crate) territory: AreaId,
    /// That unit.
    pub(crate) deciding: &'a Unit,
    /// The centre that looks first.
    pub(crate) reception: &'a Unit,
    /// The centre where the result is fetched.
    pub(crate) delivery: &'a Unit,
}

/// Finds it from what was typed and, where the form does not ask, from where the person lives.
///
/// At a counter it is handed in there, wherever the person lives (INT-02).
///
/// # Errors
///
/// Fails with the field in which a place has to be chosen.
pub(crate) fn destination<'a>(
    directory: &'a Directory,
    version: &ProcedureVersion,
    typed: &Typed,
    own: &Own,
    (counter, now): (Option<UnitId>, Instant),
) -> Result<Destination<'a>, FieldProblem> {
    let lives = own.person.residence.as_ref().and_then(|residence| residence.value.area);
    let level = match competent(version) {
        Competent::Province => Level::Province,
        Competent::CommuneCommittee
        | Competent::CommuneDepartment
        | Competent::Vertical
        | Competent::Ministry
        | Competent::Unknown => Level::Commune,
    };
    let asked = asked(directory, version, typed, now);
    let chosen = asked
        .and_then(|key| {
            directory
                .places()
                .by_code(typed.one(&format!("{key}/unit")).trim(), now)
        })
        .map(|area| area.id);
    let provincial = directory
        .units()
        .find(|unit| unit.kind == UnitKind::Centre && unit.period.holds(now) && is_provincial(directory, unit));
    let fallback = match level {
        // Whatever commune somebody lives in, the province decides.
        Level::Province => provincial.and_then(|centre| centre.area),
        Level::Commune | Level::District => None,
    };
    // Where the form asks for the place, an answer that names none is not replaced behind the person's back.
    let lives_there = if asked.is_some() { None } else { lives };
    let wrong = || FieldProblem {
        field: asked.unwrap_or_default().to_owned(),
        message: Cow::Borrowed("form-place-needed"),
        values: Vec::new(),
    };
    // Any office may do it: the one where they stand, or the one where they live.
    let at_counter = counter
        .filter(|_| version.territory() == &Territory::Reception)
        .and_then(|centre| directory.find_unit(centre)?.area)
        .filter(|area| {
            directory
                .places()
                .find(*area)
                .is_none_or(|area| area.level != Level::Province)
        });
    let territory = at_counter.or(chosen).or(lives_there).or(fallback).ok_or_else(wrong)?;
    let deciding = directory.deciding_unit(level, territory, now).map_err(|_| wrong())?;
    let near = [lives, Some(territory)]
        .into_iter()
        .flatten()
        .find_map(|area| centre_of(directory, area, now));
    let here = counter.and_then(|centre| directory.find_unit(centre));
    let reception = here.or(near).or(provincial).ok_or_else(wrong)?;
    let delivery = chosen_centre(version.form_or_general(), typed)
        .and_then(|key| directory.unit_by_key(key))
        .filter(|unit| unit.kind == UnitKind::Centre && unit.period.holds(now))
        .unwrap_or(reception);
    Ok(Destination {
        territory,
        deciding,
        reception,
        delivery,
    })
}

/// The address that says where the matter belongs: as the version says it, else that of the person concerned, else
/// the first that must be given. None where any office may do it.
fn asked<'v>(directory: &Directory, version: &'v ProcedureVersion, typed: &Typed, now: Instant) -> Option<&'v str> {
    let form = version.form_or_general();
    match version.territory() {
        Territory::Reception => None,
        Territory::Answers { keys } => {
            let lies_here = |key: &&String| {
                let unit = typed.one(&format!("{key}/unit")).trim();
                !unit.is_empty() && directory.places().by_code(unit, now).is_some()
            };
            keys.iter().find(lies_here).or(keys.first()).map(String::as_str)
        }
        Territory::FirstAddress => {
            let addresses = || form.fields().filter(|field| field.kind == Kind::Address);
            addresses()
                .find(|field| field.key.starts_with("subject"))
                .or_else(|| addresses().find(|field| field.required && field.when.is_none()))
                .or_else(|| addresses().find(|field| field.when.is_none() && typed.is_filled(&field.key)))
                .map(|field| field.key.as_str())
        }
    }
}

fn chosen_centre<'t>(form: &Form, typed: &'t Typed) -> Option<&'t str> {
    let centres = form.fields().filter(|field| field.kind == Kind::Centre);
    centres
        .map(|field| typed.one(&field.key))
        .find(|chosen| !chosen.is_empty())
}

/// The centre of an area.
pub(crate) fn centre_of(directory: &Directory, area: AreaId, now: Instant) -> Option<&Unit> {
    directory
        .units()
        .find(|unit| unit.kind == UnitKind::Centre && unit.area == Some(area) && unit.period.holds(now))
}

fn is_provincial(directory: &Directory, unit: &Unit) -> bool {
    unit.area
        .and_then(|area| directory.places().find(area))
        .is_some_and(|area| area.level == Level::Province)
}

/// The name of a unit, empty for one that is not known.
pub(crate) fn unit_name(directory: &Directory, id: UnitId) -> String {
    directory
        .find_unit(id)
        .map(|unit| unit.name.clone())
        .unwrap_or_default()
}
