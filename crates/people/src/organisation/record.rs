//! How organisations are kept.

use super::Organisation;
use motcua_kernel::{OrganisationId, PersonId, text};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Organisation {
    type Id = OrganisationId;
    const TABLE: &'static str = "organisation";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("tax_code").optional().unique(),
        Column::text("sort_key"),
        Column::id("represented_by").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["represented_by, sort_key, id"];

    fn id(&self) -> OrganisationId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("tax_code", self.tax_code.as_ref().map(ToString::to_string).as_deref())
            .set("sort_key", text::fold(&self.name).as_str())
            .set("represented_by", self.represented_by);
    }
}
record!(Organisation);

query! {
    /// The organisation with a tax code, as [`super::TaxCode`] shows it.
    pub fn organisation_by_tax_code(tax_code: &str) -> Stored<Organisation> =
        "SELECT organisation.format, organisation.version, organisation.body FROM organisation
         WHERE organisation.tax_code = $1
         ORDER BY organisation.id LIMIT 1";
}

query! {
    /// The organisations that a person represents by law, by name.
    pub fn organisations_of(person: PersonId, most: i64) -> Stored<Organisation> =
        "SELECT organisation.format, organisation.version, organisation.body FROM organisation
         WHERE organisation.represented_by = $1
         ORDER BY organisation.sort_key, organisation.id LIMIT $2";
}
