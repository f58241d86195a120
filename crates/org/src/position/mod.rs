//! What officers are appointed to. Rights belong to the role of a position, never to a person.

pub mod record;

use crate::origin::Origin;
use motcua_kernel::{PositionId, UnitId, named_id};
use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $word:literal),+ $(,)?) => {
        /// What a position is for: the first column of the table of rights.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $($(#[$doc])* $role),+ }

        impl Role {
            /// All roles.
            pub const ALL: &'static [Self] = &[$(Self::$role),+];

            /// The stable word of data files, columns and events.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$role => $word),+ }
            }
        }
    };
}

roles! {
    /// Greets, gives tickets, advises, helps to fill in (lễ tân).
    FrontDesk = "front_desk",
    /// Receives at a counter (cán bộ tiếp nhận).
    ReceptionOfficer = "reception_officer",
    /// Hands results over (cán bộ trả kết quả).
    DeliveryOfficer = "delivery_officer",
    /// Heads a centre.
    CentreHead = "centre_head",
    /// Checks and proposes (công chức chuyên môn).
    HandlingOfficer = "handling_officer",
    /// Heads an office or department: assigns and initials (lãnh đạo phòng).
    HeadOfOffice = "head_of_office",
    /// Chairs a People's Committee: decides and signs.
    Chair = "chair",
    /// Signs for the chair.
    ViceChair = "vice_chair",
    /// Numbers, dates, seals and issues (văn thư).
    RecordsClerk = "records_clerk",
    /// Watches the halls of the province.
    ControlOperator = "control_operator",
    /// Looks after procedures, units, officers and accounts.
    Administrator = "administrator",
    /// Looks after machines and lines; reads no dossier (IDN-06).
    Technician = "technician",
    /// Checks who looked at whose data.
    DataInspector = "data_inspector",
}

impl Role {
    /// The role with this stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.word() == word)
    }
}

/// Something that officers can be appointed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The id.
    pub id: PositionId,
    /// Our own stable key: the unit's key and the position's.
    pub key: String,
    /// The unit that it belongs to.
    pub unit: UnitId,
    /// What it is for.
    pub role: Role,
    /// The title, as papers write it under a name.
    pub title: String,
    /// How many may hold it at once.
    pub seats: i64,
    /// The words by which steps of workflows name who acts: `tiep_nhan`, `chuyen_mon`, `ky`.
    pub step_roles: Vec<String>,
    /// Who wrote it last.
    pub origin: Origin,
}

impl Position {
    /// Whether a step that asks for this word can be done from the position.
    pub fn does_step(&self, step_role: &str) -> bool {
        self.step_roles.iter().any(|word| word == step_role)
    }
}

/// The id of the position with this key.
pub fn position_id(key: &str) -> PositionId {
    named_id("position", key)
}
