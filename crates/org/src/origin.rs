//! Who wrote a record last: a data file, which the next import may correct, or the office.

use serde::{Deserialize, Serialize};

/// Who wrote a record last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A data file. A changed file may change the record.
    #[default]
    Data,
    /// Somebody of the office. An import leaves the record alone and says so.
    Office,
}
