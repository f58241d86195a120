//! The checks, one file each.

pub mod access;
mod arrows;
mod calls;
mod documents;
mod law;
mod length;
mod problems;
mod sentences;
mod sql;
mod words;

use crate::repository::{Finding, Repository};

/// A check: its name is what exceptions are listed under.
pub struct Check {
    pub name: &'static str,
    pub run: fn(&Repository) -> anyhow::Result<Vec<Finding>>,
}

/// All checks, in the order they are reported.
pub const ALL: &[Check] = &[
    Check {
        name: "arrows",
        run: arrows::check,
    },
    Check {
        name: "sql",
        run: sql::check,
    },
    Check {
        name: "words",
        run: words::check,
    },
    Check {
        name: "calls",
        run: calls::check,
    },
    Check {
        name: "length",
        run: length::check,
    },
    Check {
        name: "law",
        run: law::check,
    },
    Check {
        name: "access",
        run: access::check,
    },
    Check {
        name: "problems",
        run: problems::check,
    },
    Check {
        name: "sentences",
        run: sentences::check,
    },
    Check {
        name: "documents",
        run: documents::check,
    },
];
