//! The real files of the province, read once a test binary.

#![allow(dead_code, reason = "each test binary uses its part")]

use flate2::read::GzDecoder;
use motcua_catalog::import::{BadLine, national, written};
use motcua_catalog::version::{Announced, Content, Province, Written};
use motcua_catalog::{Code, ProcedureVersion};
use motcua_kernel::Instant;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::LazyLock;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/quang-ninh/");

/// The bytes of a data file.
pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{DATA}{name}")).unwrap()
}

/// The national catalogue, unpacked.
pub fn national_text() -> String {
    let mut text = String::new();
    GzDecoder::new(bytes("procedures_national.jsonl.gz").as_slice())
        .read_to_string(&mut text)
        .unwrap();
    text
}

pub static NATIONAL: LazyLock<BTreeMap<Code, Announced>> = LazyLock::new(|| {
    national::lines(&national_text())
        .map(|(line, text)| national::read(line, text).unwrap())
        .collect()
});

/// The written procedures with the province's details, and what could not be read.
pub fn read_written() -> (Vec<written::Read>, Vec<BadLine>) {
    let text = |name: &str| String::from_utf8(bytes(name)).unwrap();
    let names = [
        "written_procedures.json",
        "written_details.json",
        "written_procedures.en.json",
    ];
    let texts = names.map(text);
    written::read(written::Texts {
        written: &texts[0],
        details: &texts[1],
        english: &texts[2],
    })
    .unwrap()
}

pub static WRITTEN: LazyLock<BTreeMap<Code, Written>> = LazyLock::new(|| {
    let (read, bad) = read_written();
    assert!(bad.is_empty(), "{bad:?}");
    read.into_iter().map(|one| (one.code, one.written)).collect()
});

/// The first version of a procedure, as an import publishes it.
pub fn version(code: &str) -> ProcedureVersion {
    let code: Code = code.parse().unwrap();
    let province = Province {
        written: WRITTEN.get(&code).cloned(),
        ..Province::default()
    };
    let content = Content {
        announced: NATIONAL[&code].clone(),
        province,
    };
    let now: Instant = "2026-11-24T01:00:00Z".parse().unwrap();
    ProcedureVersion::publish(code, 1, content, String::new(), now.date(), now).unwrap()
}
