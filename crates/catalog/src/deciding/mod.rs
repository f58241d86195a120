//! Who decides (thẩm quyền giải quyết), as far as the catalogue knows: the level and the kind of body. Which
//! unit that is in an area on a day is data of `org`, and follows from procedure and territory, never from
//! where somebody was helped (INT-03).

use crate::{Level, ProcedureVersion};
use motcua_kernel::text::fold;

/// The kind of body that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Competent {
    /// The People's Committee of a commune, ward or special zone, for its area.
    CommuneCommittee,
    /// A professional department of a commune (phòng chuyên môn): business registration, for one.
    CommuneDepartment,
    /// The People's Committee of the province, its chair, or one of its departments.
    Province,
    /// A vertical agency with its own system: police, land, tax, social insurance.
    Vertical,
    /// A ministry.
    Ministry,
    /// The record does not say; an officer chooses.
    Unknown,
}

/// The kind of body that decides by a version. The bodies that the record names decide over its level, since
/// the source calls some commune procedures provincial.
pub fn competent(version: &ProcedureVersion) -> Competent {
    let announced = &version.announced;
    if announced.vertical == Some(true) {
        return Competent::Vertical;
    }
    let names: Vec<String> = announced
        .deciding
        .iter()
        .chain(&announced.executing)
        .chain(&announced.agencies)
        .map(|name| fold(name))
        .collect();
    let any = |part: &str| names.iter().any(|name| name.contains(part));
    match announced.level {
        Level::Commune if any("cong an") => Competent::Vertical,
        Level::Commune if any("phong kinh te") && !any("uy ban nhan dan") => Competent::CommuneDepartment,
        Level::Commune => Competent::CommuneCommittee,
        Level::Province if any("uy ban nhan dan cap xa") && names.len() == 1 => Competent::CommuneCommittee,
        Level::Province => Competent::Province,
        Level::Ministry => Competent::Ministry,
        Level::Unknown => Competent::Unknown,
    }
}
