//! Sample files: a body in each format that a record or event ever had, which must still read.
//!
//! A folder holds `records/<table>.<format>.json` and `events/<kind>.<format>.json`. Bodies of years ago stay in
//! stores as they were written; a change that can no longer read one needs a new format and an `upgrade`.

use crate::record::declarations;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn record_file(folder: &Path, table: &str, format: i64) -> PathBuf {
    folder.join("records").join(format!("{table}.{format}.json"))
}

fn event_file(folder: &Path, kind: &str, format: i64) -> PathBuf {
    folder.join("events").join(format!("{kind}.{format}.json"))
}

/// Reads the sample of every format of every declared record. Says what is missing or does not read, a sentence
/// each.
pub fn check_records(folder: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for declaration in declarations() {
        let table = declaration.table;
        for format in 1..=i64::from(declaration.format) {
            let file = record_file(folder, table, format);
            match std::fs::read_to_string(&file) {
                Err(error) => faults.push(format!("{table} has no sample of format {format}: {error}")),
                Ok(body) => {
                    if let Err(wrong) = (declaration.derive)(format, &body) {
                        faults.push(format!("{table} no longer reads its format {format}: {wrong}"));
                    }
                }
            }
        }
    }
    faults
}

/// Looks for the sample of every kind of event in format 1, and at its form: who acted, and facts.
pub fn check_events<'a>(folder: &Path, kinds: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut faults = Vec::new();
    for kind in kinds {
        match read(&event_file(folder, kind, 1)) {
            Ok(body) if body.get("facts").is_some() && body["actor"]["kind"].is_string() => {}
            Ok(_) => faults.push(format!("the sample of {kind} is no body of an event")),
            Err(wrong) => faults.push(format!("{kind} has no sample of format 1: {wrong}")),
        }
    }
    faults
}

/// Every sample of an event: kind, format, facts.
///
/// # Errors
///
/// Fails, with the reason, if the folder or a file cannot be read.
pub fn event_samples(folder: &Path) -> Result<Vec<(String, u32, Json)>, String> {
    let mut samples = Vec::new();
    let entries = std::fs::read_dir(folder.join("events")).map_err(|error| error.to_string())?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let (kind, format) = name.rsplit_once('.').ok_or_else(|| format!("{name} names no format"))?;
        let format = format.parse().map_err(|_| format!("{name} names no format"))?;
        samples.push((kind.to_owned(), format, read(&path)?["facts"].clone()));
    }
    samples.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(samples)
}

fn read(file: &Path) -> Result<Json, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// Called with each body that a commit renders: with `MOTCUA_WRITE_SAMPLES=1` the first of a kind that has no sample
/// becomes one. So the tests of a room write the samples of its new records; look at them before keeping them.
pub(crate) fn seen(folder: &str, name: &str, format: u32, body: &str) {
    static PLACE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let place = PLACE.get_or_init(|| {
        std::env::var_os("MOTCUA_WRITE_SAMPLES")
            .map(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/formats"))
    });
    let Some(place) = place else { return };
    // The tables and events of this crate's own tests.
    if ["suite", "ground", "paper", "bench"]
        .iter()
        .any(|own| name.starts_with(own))
    {
        return;
    }
    let file = place.join(folder).join(format!("{name}.{format}.json"));
    let body = serde_json::from_str::<Json>(body).and_then(|body| serde_json::to_string_pretty(&body));
    if let (false, Ok(body)) = (file.exists(), body) {
        // Another test may write the same: each writes a whole file, one stays. A failure shows as a missing sample.
        let half = file.with_extension(std::process::id().to_string());
        let _ = std::fs::write(&half, body + "\n").and_then(|()| std::fs::rename(&half, &file));
    }
}
