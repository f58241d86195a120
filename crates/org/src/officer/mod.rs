//! Members of staff: civil servants, contract staff and postal staff at counters.

mod enrol;
pub mod record;

pub use enrol::{Enrol, EnrolError, enrol};

use crate::Period;
use motcua_kernel::{OfficerId, UnitId};
use serde::{Deserialize, Serialize};

/// How somebody is employed. All of them may sit at a counter; only the first may sign for an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Employment {
    /// cán bộ, công chức, viên chức
    CivilServant,
    /// người lao động theo hợp đồng
    Contract,
    /// nhân viên bưu chính
    Postal,
}

/// A member of staff. What they may do follows from their appointments, never from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// The id.
    pub id: OfficerId,
    /// The staff code, as the personnel office gives it.
    pub code: String,
    /// The full name.
    pub name: String,
    /// How somebody is employed.
    pub employment: Employment,
    /// The unit that keeps the personnel file.
    pub home: UnitId,
    /// The telephone at the desk, if citizens may be told it.
    pub phone: Option<String>,
    /// From when until when they belong to the staff.
    pub period: Period,
}

impl Officer {
    /// The folded name with the given name first, as lists of people are sorted.
    pub fn sort_key(&self) -> String {
        let folded = motcua_kernel::text::fold(&self.name);
        match folded.rsplit_once(' ') {
            Some((rest, given)) => format!("{given} {rest}"),
            None => folded,
        }
    }
}
