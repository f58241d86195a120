//! The certificate of marriage status (1.004873) as it was published here, for tests, templates and docs.

use super::{Content, ProcedureVersion, Province};
use crate::import::{national, written};
use crate::{Offer, Procedure};
use motcua_kernel::Instant;

const NATIONAL: &str = include_str!("../../samples/1.004873.json");
const WRITTEN: &str = include_str!("../../samples/1.004873.written.json");

/// The moment at which the sample was published.
pub fn published_at() -> Instant {
    // 1 November 2026, 7:30 in the province.
    Instant::from_micros(1_793_493_000_000_000)
}

/// Version 1 of 1.004873, with form and workflow, valid from 1 November 2026.
///
/// # Panics
///
/// Never with the files beside it: a test reads them.
pub fn marriage_status() -> ProcedureVersion {
    let (code, announced) = national::read(1, NATIONAL).expect("the sample is one good line");
    let (mut read, _) = written::read(WRITTEN).expect("the sample is a good file");
    let written = Some(read.remove(0).written);
    let content = Content {
        announced,
        province: Province {
            written,
            ..Province::default()
        },
    };
    let now = published_at();
    ProcedureVersion::publish(code, 1, content, String::new(), now.date(), now).expect("the sample has no U+0000")
}

/// The same without a written part: as the many others are.
pub fn marriage_status_unwritten() -> ProcedureVersion {
    ProcedureVersion {
        province: Province::default(),
        ..marriage_status()
    }
}

/// The procedure of a version.
pub fn procedure_of(version: &ProcedureVersion) -> Procedure {
    Procedure::of(version, Offer::Here)
}
