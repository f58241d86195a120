//! The first three digits of personal numbers: the codes of the provinces as they were before 2025, for good.

use motcua_catalog::form::FormRules;
use motcua_kernel::Date;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const PROVINCES: &str = include_str!("../../../../data/quang-ninh/provinces_legacy_63.csv");
/// The column of the file.
const COLUMN: &str = "id_number_prefix";

static PREFIXES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    // A table of plain words without quotes; a test reads it.
    let mut lines = PROVINCES.lines();
    let column = lines
        .next()
        .and_then(|head| head.split(',').position(|name| name == COLUMN));
    let Some(column) = column else { return BTreeSet::new() };
    lines
        .filter_map(|line| line.split(',').nth(column))
        .map(str::to_owned)
        .collect()
});

/// What reading a form needs to know on a day.
pub(crate) fn rules(today: Date) -> FormRules {
    FormRules {
        id_prefixes: PREFIXES.clone(),
        ..FormRules::on(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sixty_three_prefixes_are_read() {
        assert_eq!(PREFIXES.len(), 63);
        assert!(PREFIXES.contains("022") && PREFIXES.iter().all(|prefix| prefix.len() == 3));
    }
}
