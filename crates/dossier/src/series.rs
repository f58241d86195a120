//! Series of numbers: dossiers, forms, books. Each is given in the commit that uses it, without gaps.

use motcua_kernel::{Date, UnitId};
use motcua_org::unit::Unit;
use motcua_store::{ChangeSet, Label, Number};

/// The forms that are numbered a year and centre (REC-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Form 01.
    Receipt,
    /// Form 02.
    Supplement,
    /// Form 03.
    Refusal,
    /// Form 04.
    Apology,
    /// Form 05.
    Stop,
}

/// The next dossier number of a centre's day (REC-06, law.md §13.1): `H49.105-261125-0037`. Beyond 9999 it widens.
pub(crate) fn dossier_number(set: &mut ChangeSet, centre: &Unit, day: Date) -> Label {
    let civil = day.civil();
    // A centre that has no identifier yet numbers under the province.s.
    let code = centre
        .e_identifier
        .as_ref()
        .map_or("H49", |identifier| identifier.code.as_str());
    let prefix = format!(
        "{code}-{:02}{:02}{:02}-",
        civil.year().rem_euclid(100),
        civil.month(),
        civil.day()
    );
    set.label(format!("dossier/{code}/{day}"), prefix, 4)
}

/// The next number of a form in a centre's year.
pub(crate) fn sheet(set: &mut ChangeSet, sheet: Sheet, centre: UnitId, day: Date) -> Number {
    let form = match sheet {
        Sheet::Receipt => "01",
        Sheet::Supplement => "02",
        Sheet::Refusal => "03",
        Sheet::Apology => "04",
        Sheet::Stop => "05",
    };
    set.number(format!("form/{form}/{centre}/{}", day.civil().year()))
}

/// The next number of a book of results in a unit's year.
pub(crate) fn book(set: &mut ChangeSet, unit: UnitId, book: &str, day: Date) -> Number {
    set.number(format!("book/{unit}/{}/{book}", day.civil().year()))
}
