//! The files of a province, as text. Whoever reads them is at the edge; this room only understands them.

/// The contents of the files in `data/quang-ninh/`.
#[derive(Debug, Clone, Copy)]
#[expect(
    missing_docs,
    reason = "each is the file of its name; the folder's README tells what stands in it"
)]
pub struct ProvinceFiles<'a> {
    pub units: &'a str,
    pub unit_mergers: &'a str,
    pub provinces: &'a str,
    pub provinces_legacy: &'a str,
    pub org_units: &'a str,
    pub points: &'a str,
    pub positions: &'a str,
    pub area_words: &'a str,
    pub service_hours: &'a str,
    pub holidays: &'a str,
}

#[cfg(any(test, feature = "samples"))]
impl ProvinceFiles<'static> {
    /// The project's own files.
    pub const fn quang_ninh() -> Self {
        Self {
            units: include_str!("../../../../data/quang-ninh/units.csv"),
            unit_mergers: include_str!("../../../../data/quang-ninh/unit_mergers.csv"),
            provinces: include_str!("../../../../data/quang-ninh/provinces.csv"),
            provinces_legacy: include_str!("../../../../data/quang-ninh/provinces_legacy_63.csv"),
            org_units: include_str!("../../../../data/quang-ninh/org_units.csv"),
            points: include_str!("../../../../data/quang-ninh/points.csv"),
            positions: include_str!("../../../../data/quang-ninh/positions.csv"),
            area_words: include_str!("../../../../data/quang-ninh/area_words.csv"),
            service_hours: include_str!("../../../../data/quang-ninh/service_hours.csv"),
            holidays: include_str!("../../../../data/quang-ninh/holidays.csv"),
        }
    }
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file has not the expected columns or a value of another kind.
    #[error("{file} cannot be read as a table: {source}")]
    Table {
        /// The file.
        file: &'static str,
        /// What the reader says, with the line.
        source: csv::Error,
    },
    /// A row that names what does not exist, or contradicts another.
    #[error("{file}, {row}: {what}")]
    Row {
        /// The file.
        file: &'static str,
        /// The row's own key.
        row: String,
        /// What is wrong and what is expected.
        what: String,
    },
    /// The words for areas are wrong.
    #[error(transparent)]
    Words(#[from] crate::area::WordsError),
    /// The holidays make no calendar.
    #[error("holidays.csv: {0}")]
    Holidays(#[from] motcua_kernel::calendar::HolidaysError),
    /// Successions lead in a circle.
    #[error(transparent)]
    Circle(#[from] crate::succession::Circle),
}

pub(super) fn row(file: &'static str, row: &str, what: impl Into<String>) -> FileError {
    FileError::Row {
        file,
        row: row.to_owned(),
        what: what.into(),
    }
}

/// Every row of a table.
pub(super) fn rows<T: serde::de::DeserializeOwned>(file: &'static str, table: &str) -> Result<Vec<T>, FileError> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|source| FileError::Table { file, source })
}
