//! The written procedures as they were published here, for tests, templates and docs.

use super::{Content, ProcedureVersion, Province};
use crate::import::{national, written};
use crate::{Offer, Procedure};
use motcua_kernel::Instant;

/// The lines of the national file for the written procedures.
const NATIONAL: &str = include_str!("../../samples/national.jsonl");
const WRITTEN: written::Texts<'static> = written::Texts {
    written: include_str!("../../../../data/quang-ninh/written_procedures.json"),
    details: include_str!("../../../../data/quang-ninh/written_details.json"),
    english: include_str!("../../../../data/quang-ninh/written_procedures.en.json"),
};

/// The moment at which the samples were published.
pub fn published_at() -> Instant {
    // 1 November 2026, 7:30 in the province.
    Instant::from_micros(1_793_493_000_000_000)
}

/// Version 1 of all written procedures, the commonest first, valid from 1 November 2026.
///
/// # Panics
///
/// Never with the files that it is built from: a test reads them.
pub fn all() -> Vec<ProcedureVersion> {
    let (read, _) = written::read(WRITTEN).expect("the province's file is a good one");
    let publish = |(at, line): (usize, &str)| {
        let (code, announced) = national::read(at + 1, line).expect("the sample is one good line");
        let written = read.iter().find(|one| one.code == code).map(|one| one.written.clone());
        let content = Content {
            announced,
            province: Province {
                written,
                ..Province::default()
            },
        };
        let now = published_at();
        ProcedureVersion::publish(code, 1, content, String::new(), now.date(), now).expect("the sample has no U+0000")
    };
    NATIONAL.lines().enumerate().map(publish).collect()
}

/// Version 1 of a written procedure.
///
/// # Panics
///
/// Where none of the twelve has the code.
pub fn of(code: &str) -> ProcedureVersion {
    let found = all().into_iter().find(|version| version.code.as_str() == code);
    found.expect("one of the written procedures")
}

/// The certificate of marriage status (1.004873), with form and workflow.
pub fn marriage_status() -> ProcedureVersion {
    of("1.004873")
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
