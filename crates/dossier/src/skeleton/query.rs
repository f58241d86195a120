//! Questions to other units, as the journal knows them.

use crate::fact::Fact;
use crate::opinion::Opinion;
use motcua_kernel::{Instant, OpinionId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// One question to a unit, as the journal knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query {
    /// The question.
    pub id: OpinionId,
    /// The unit that is asked.
    pub unit: UnitId,
    /// By when it is due.
    pub due_at: Instant,
    /// The word of its state.
    pub state: &'static str,
    /// How many answers there are.
    pub answers: u32,
}

impl From<&Opinion> for Query {
    fn from(opinion: &Opinion) -> Self {
        Self {
            id: opinion.id,
            unit: opinion.unit,
            due_at: opinion.due.at,
            state: opinion.state.word(),
            answers: opinion.answers.len() as u32,
        }
    }
}

/// All of a dossier, by id.
type Queries = BTreeMap<OpinionId, Query>;

/// Folds a fact about questions; others change nothing.
pub(super) fn take(queries: &mut Queries, fact: &Fact) {
    match fact {
        Fact::OpinionAsked {
            opinion, unit, due_at, ..
        } => {
            let query = Query {
                id: *opinion,
                unit: *unit,
                due_at: *due_at,
                state: "asked",
                answers: 0,
            };
            queries.insert(*opinion, query);
        }
        Fact::OpinionAnswered { opinion, version, .. } => change(queries, opinion, |query| {
            query.answers = *version;
            if query.state == "asked" {
                query.state = "answered";
            }
        }),
        Fact::OpinionLapsed { opinion, .. } => change(queries, opinion, |query| query.state = "lapsed"),
        Fact::OpinionRecalled { opinion, .. } => change(queries, opinion, |query| query.state = "recalled"),
        Fact::OpinionMoved { opinion, unit, .. } => change(queries, opinion, |query| query.unit = *unit),
        _ => {}
    }
}

fn change(queries: &mut Queries, opinion: &OpinionId, change: impl FnOnce(&mut Query)) {
    if let Some(query) = queries.get_mut(opinion) {
        change(query);
    }
}

/// With the dossier its open questions end.
pub(super) fn cut(queries: &mut Queries) {
    for query in queries.values_mut().filter(|query| query.state == "asked") {
        query.state = "cut";
    }
}

/// What differs: a sentence each.
pub(super) fn differences<'a>(kept: &'a Queries, told: &'a Queries) -> impl Iterator<Item = String> {
    let ids: BTreeSet<_> = kept.keys().chain(told.keys()).collect();
    ids.into_iter().filter_map(|id| {
        let (kept, told) = (kept.get(id), told.get(id));
        (kept != told).then(|| format!("question {id} is {kept:?}, the journal says {told:?}"))
    })
}
