//! Every record and event of the program has a sample of each format it ever had, and all still read.

use motcua_dossier::Fact;
use motcua_store::formats;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const HOW: &str =
    "a room's tests write what is missing: MOTCUA_WRITE_SAMPLES=1 cargo nextest run -p motcua-testkit -p motcua-…";

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folder() -> PathBuf {
    crates().join("testkit/formats")
}

#[test]
fn every_record_reads_every_format_that_it_ever_had() {
    // This program links every room; it would be quick to be clean about none.
    assert!(motcua_store::declarations().len() > 25);
    let faults = formats::check_records(&folder());
    assert!(faults.is_empty(), "{HOW}\n{faults:#?}");
}

#[test]
fn every_kind_of_event_has_a_sample() {
    let kinds = kinds_in_source();
    assert!(kinds.len() > 60, "{kinds:#?}");
    let faults = formats::check_events(&folder(), kinds.iter().map(String::as_str));
    assert!(faults.is_empty(), "{HOW}\n{faults:#?}");
}

#[test]
fn the_facts_of_dossiers_still_read() {
    let mut read = 0;
    for (kind, format, facts) in formats::event_samples(&folder()).unwrap() {
        match Fact::read(&kind, &facts) {
            Ok(Some(_)) => read += 1,
            Ok(None) => {}
            Err(error) => panic!("{kind} no longer reads its format {format}: {error}"),
        }
    }
    let kinds = kinds_in_source();
    let said = kinds.iter().filter(|kind| kind.starts_with("dossier.")).count();
    assert_eq!(read, said, "each kind of fact has a sample");
}

/// The kinds that rooms say: the word in `Event::new(…, "kind", …)`, in constants of kinds and in renamed facts.
fn kinds_in_source() -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for room in ["org", "people", "accounts", "catalog", "dossier"] {
        sources(&crates().join(room).join("src"), &mut |text| {
            for part in text.split("Event::new(").skip(1) {
                // The thing, a comma, the kind.
                let (before, from) = part.split_once('"').unwrap_or_default();
                if before.trim_end().ends_with(',') && before.matches(',').count() == 1 {
                    kinds.extend(from.split_once('"').map(|(kind, _)| kind.to_owned()));
                }
            }
            for mark in ["const INSERTED", "const CORRECTED", "#[serde(rename = "] {
                for part in text.split(mark).skip(1) {
                    let (_, from) = part.split_once('"').unwrap_or_default();
                    kinds.extend(from.split_once('"').map(|(kind, _)| kind.to_owned()));
                }
            }
        });
    }
    kinds.retain(|kind| {
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        kind.split_once('.')
            .is_some_and(|(thing, what)| is_word(thing) && is_word(what))
    });
    kinds
}

fn sources(folder: &Path, told: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            sources(&path, told);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            told(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
