//! Cursors: where a page ends, in words that mean nothing to clients, so that they may change.

use data_encoding::BASE64URL_NOPAD;
use motcua_kernel::{DossierId, Instant};

/// After a dossier in a list that is sorted by submission, the newest first.
pub fn after_dossier(at: Instant, id: DossierId) -> String {
    BASE64URL_NOPAD.encode(format!("d/{}/{id}", at.as_micros()).as_bytes())
}

/// Reads the same back.
///
/// # Errors
///
/// Fails with the stable word for what is wrong.
pub fn read_dossier(cursor: &str) -> Result<(Instant, DossierId), &'static str> {
    let text = decoded(cursor)?;
    let rest = text.strip_prefix("d/").and_then(|rest| rest.split_once('/'));
    let place = rest.and_then(|(at, id)| Some((Instant::from_micros(at.parse().ok()?), id.parse().ok()?)));
    place.ok_or("no-such-place")
}

/// After an event of a dossier, by its number in the chain.
pub fn after_event(n: i64) -> String {
    BASE64URL_NOPAD.encode(format!("e/{n}").as_bytes())
}

/// Reads the same back.
///
/// # Errors
///
/// Fails with the stable word for what is wrong.
pub fn read_event(cursor: &str) -> Result<i64, &'static str> {
    let text = decoded(cursor)?;
    text.strip_prefix("e/")
        .and_then(|n| n.parse().ok())
        .ok_or("no-such-place")
}

fn decoded(cursor: &str) -> Result<String, &'static str> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| "no-such-place")?;
    String::from_utf8(bytes).map_err(|_| "no-such-place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went_and_fits_one_list() {
        let place = (
            Instant::from_micros(1_795_600_000_000_001),
            DossierId::from_u128(7 << 64),
        );
        let cursor = after_dossier(place.0, place.1);
        assert!(cursor.len() <= 120, "the description says so");
        assert_eq!(read_dossier(&cursor), Ok(place));
        assert_eq!(read_event(&after_event(12)), Ok(12));
        for wrong in [cursor.as_str(), "", "AAAA", "ü"] {
            assert_eq!(read_event(wrong), Err("no-such-place"));
        }
        assert_eq!(read_dossier(&after_event(12)), Err("no-such-place"));
    }
}
