//! Invented staff for the demo and for tests: every position of every centre and committee gets somebody.
//!
//! No name here is a person's. The same position gets the same officer every time, so that accounts, tickets and
//! pictures stay the same.

use crate::Period;
use crate::appointment::Appointment;
use crate::import::write::{Imported, Writer};
use crate::import::{ImportError, ProvinceData, Report};
use crate::officer::{Employment, Officer};
use crate::origin::Origin;
use crate::position::{Position, Role};
use crate::unit::Unit;
use motcua_kernel::{Context, UnitId, named_id};
use motcua_store::{ReadError, Store, query};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The invented names, in parts.
const NAMES: &str = include_str!("../../../../data/quang-ninh/sample_names.csv");

/// One invented officer and what they are appointed to.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The officer.
    pub officer: Officer,
    /// Their appointment.
    pub appointment: Appointment,
}

struct Names {
    parts: HashMap<(String, String), Vec<String>>,
}

impl Names {
    fn read() -> Self {
        let mut parts: HashMap<(String, String), Vec<String>> = HashMap::new();
        for line in csv::Reader::from_reader(NAMES.as_bytes()).deserialize::<(String, String, String)>() {
            // The file is compiled in, and a test reads it.
            let (part, sex, word) = line.expect("the file of invented names is a table");
            parts.entry((part, sex)).or_default().push(word);
        }
        Self { parts }
    }

    fn pick(&self, part: &str, sex: &str, chance: u8) -> &str {
        let words = &self.parts[&(part.to_owned(), sex.to_owned())];
        &words[usize::from(chance) % words.len()]
    }

    fn of(&self, seed: &str) -> String {
        let chance = Sha256::digest(seed.as_bytes());
        let sex = if chance[0] % 2 == 0 { "male" } else { "female" };
        let parts = [
            self.pick("family", "", chance[1]),
            self.pick("middle", sex, chance[2]),
            self.pick("given", sex, chance[3]),
        ];
        parts.join(" ")
    }
}

/// Everybody: each seat of each position of the province, from its files.
pub fn staff(data: &ProvinceData) -> Vec<Staff> {
    let names = Names::read();
    let units: HashMap<UnitId, &Unit> = data.units.iter().map(|unit| (unit.id, unit)).collect();
    let mut all = Vec::new();
    for position in &data.positions {
        for seat in 1..=position.seats {
            all.push(seated(position, seat, units[&position.unit], &names));
        }
    }
    all
}

fn seated(position: &Position, seat: i64, unit: &Unit, names: &Names) -> Staff {
    let seed = format!("{}/{seat}", position.key);
    // They came with the unit; a unit without a known beginning has had them since the merger all the same.
    let merged = motcua_kernel::Date::new(2025, 7, 1)
        .map(motcua_kernel::Date::start)
        .ok();
    let period = Period {
        from: unit.period.from.or(merged),
        to: None,
    };
    // Postal staff sit at counters too.
    let employment = match position.role {
        Role::DeliveryOfficer => Employment::Postal,
        Role::FrontDesk | Role::Technician => Employment::Contract,
        _ => Employment::CivilServant,
    };
    let officer = Officer {
        id: named_id("sample officer", &seed),
        code: sample_code(position, seat),
        name: names.of(&seed),
        employment,
        home: position.unit,
        phone: Some(format!(
            "+84203{}",
            3_800_000 + u32::from(Sha256::digest(seed.as_bytes())[4]) * 317
        )),
        period,
    };
    let appointment = Appointment {
        id: named_id("sample appointment", &seed),
        officer: officer.id,
        position: position.id,
        role: position.role,
        unit: position.unit,
        body: unit.body(),
        period,
        seat,
        acting: false,
        deed: "01/QĐ-MAU".into(),
    };
    Staff { officer, appointment }
}

/// The staff code of a demo seat: the unit's key, the position's, the seat. Readable, since people type it.
///
/// `ttpvhcc/06673#reception` seat 1 is `ttpvhcc-06673-reception-1`.
pub fn sample_code(position: &Position, seat: i64) -> String {
    format!("{}-{seat}", position.key.replace(['/', '#', '_'], "-"))
}

impl Imported for Officer {
    fn key(&self) -> String {
        self.code.clone()
    }
    /// An invented officer is the file's as long as nobody has changed it; then it differs, and is put back.
    fn origin(&self) -> Origin {
        Origin::Data
    }
    const INSERTED: &'static str = "officer.enrolled";
    const CORRECTED: &'static str = "officer.corrected";
}

impl Imported for Appointment {
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn origin(&self) -> Origin {
        Origin::Office
    }
    const INSERTED: &'static str = "officer.appointment_imported";
    const CORRECTED: &'static str = "officer.appointment_corrected";
}

query! {
    /// Every officer, by code.
    pub fn every_officer(most: i64) -> motcua_store::Stored<Officer> =
        "SELECT officer.format, officer.version, officer.body FROM officer
         ORDER BY officer.code, officer.id LIMIT $1";

    /// Every appointment.
    pub fn every_appointment(most: i64) -> motcua_store::Stored<Appointment> =
        "SELECT appointment.format, appointment.version, appointment.body FROM appointment
         ORDER BY appointment.id LIMIT $1";
}

/// Writes the invented staff into the store, for the demo; again changes nothing.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn load_staff(store: &Store, data: &ProvinceData, ctx: &Context) -> Result<Report, ImportError> {
    const MOST: i64 = 50_000;
    let read = store
        .read()
        .await
        .map_err(|error: ReadError| ImportError::Read(error))?;
    let (officers, appointments): (Vec<Officer>, Vec<Appointment>) = staff(data)
        .into_iter()
        .map(|staff| (staff.officer, staff.appointment))
        .unzip();
    let mut writer = Writer::default();
    writer.plan(&officers, &read.all(every_officer(MOST)).await?);
    writer.plan(&appointments, &read.all(every_appointment(MOST)).await?);
    drop(read);
    let (counts, kept) = writer.commit(store, ctx).await?;
    Ok(Report {
        tally: data.tally(),
        counts,
        kept,
    })
}
