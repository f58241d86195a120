//! How the rules of the boundary-free list are kept.

use super::{Applies, BoundaryRule};
use motcua_kernel::ThingId;
use motcua_store::{ChangeSet, Column, CommitError, Event, Record, RecordKind, Row, Store, Stored, query, record};
use serde_json::json;

impl Record for BoundaryRule {
    type Id = ThingId;
    const TABLE: &'static str = "boundary_rule";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        // One rule for one thing from one day.
        Column::text("place").unique(),
        Column::text("code").optional(),
        Column::date("valid_from"),
    ];

    fn id(&self) -> ThingId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        let code = match &self.applies {
            Applies::Procedure { code } => Some(code.to_string()),
            Applies::Level { .. } => None,
        };
        row.set("place", format!("{}/{}", self.applies, self.valid_from))
            .set("code", code)
            .set("valid_from", self.valid_from);
    }
}
record!(BoundaryRule);

query! {
    /// Rules for a procedure and for levels, the newest first. There are few.
    pub fn rules_for(code: &str) -> Stored<BoundaryRule> =
        "SELECT boundary_rule.format, boundary_rule.version, boundary_rule.body
         FROM boundary_rule
         WHERE boundary_rule.code = $1 OR boundary_rule.code IS NULL
         ORDER BY boundary_rule.valid_from DESC, boundary_rule.id
         LIMIT 100";
}

/// Adds a rule to the list.
///
/// # Errors
///
/// `Taken` when there is one for the same thing from the same day.
pub async fn add(store: &Store, rule: &BoundaryRule, ctx: &motcua_kernel::Context) -> Result<(), CommitError> {
    let mut set = ChangeSet::new(ctx);
    set.insert(rule).journal(Event::new(
        rule.id,
        "boundary_rule.added",
        &json!({"free": rule.free, "valid_from": rule.valid_from}),
    ));
    store.commit(set).await.map(drop)
}
