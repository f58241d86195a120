//! Moments as clients write and read them.

use motcua_kernel::Instant;
use motcua_kernel::calendar::Pause;

/// Years within which the calendar is asked: the zone has had one offset since 1975.
const YEARS: std::ops::RangeInclusive<i16> = 1976..=2199;
/// A dossier that was paused more often is a slip.
const MOST_PAUSES: usize = 50;
/// All pauses together, about four years: the answer lists every day.
const MOST_PAUSED_DAYS: i64 = 1_500;

/// RFC 3339 with the province's offset; fractions of a second only where there are some.
pub fn local(moment: Instant) -> String {
    format!("{}+07:00", moment.civil())
}

/// A moment with an offset, or of the province's wall clock (`2025-04-24T10:00`).
///
/// # Errors
///
/// Fails with the stable word for what is wrong.
pub fn read(text: &str) -> Result<Instant, &'static str> {
    let moment = match offset_kept(text).parse::<Instant>() {
        Ok(moment) => moment,
        Err(_) if text.contains('T') => {
            let civil: jiff::civil::DateTime = text.parse().map_err(|_| "not-a-moment")?;
            // Beyond the years there is no moment to be read.
            within(civil.year())?;
            Instant::from_civil(civil)
        }
        Err(_) => return Err("not-a-moment"),
    };
    within(moment.civil().year())?;
    Ok(moment)
}

fn within(year: i16) -> Result<(), &'static str> {
    if YEARS.contains(&year) {
        Ok(())
    } else {
        Err("out-of-range")
    }
}

/// A plus sign in a query means a space unless it is written `%2B`, which people forget in offsets.
fn offset_kept(text: &str) -> String {
    match text.rsplit_once(' ') {
        Some((moment, offset)) if moment.contains('T') && offset.contains(':') => format!("{moment}+{offset}"),
        _ => text.to_owned(),
    }
}

/// Stretches `start/end`, separated by commas.
///
/// # Errors
///
/// Fails with the stable word for what is wrong.
pub fn read_pauses(text: &str) -> Result<Vec<Pause>, &'static str> {
    let pauses: Vec<Pause> = text.split(',').map(read_pause).collect::<Result<_, _>>()?;
    let paused: i64 = pauses.iter().map(|pause| pause.to().micros_since(pause.from())).sum();
    if pauses.len() > MOST_PAUSES || paused > MOST_PAUSED_DAYS * 86_400_000_000 {
        return Err("out-of-range");
    }
    Ok(pauses)
}

fn read_pause(text: &str) -> Result<Pause, &'static str> {
    let (from, to) = text.split_once('/').ok_or("not-a-stretch")?;
    Pause::new(read(from)?, read(to)?).map_err(|_| "ends-before-it-begins")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_with_and_without_offset_and_with_the_plus_that_a_query_loses() {
        let wall_clock = read("2025-04-24T10:00").unwrap();
        for text in [
            "2025-04-24T10:00:00+07:00",
            "2025-04-24T10:00:00 07:00",
            "2025-04-24T03:00:00Z",
        ] {
            assert_eq!(read(text), Ok(wall_clock), "{text}");
        }
        assert_eq!(local(wall_clock), "2025-04-24T10:00:00+07:00");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["2025-04-24", "10:00", "2025-02-30T10:00", "T", " : ", "T :"] {
            assert_eq!(read(text), Err("not-a-moment"), "{text}");
        }
        assert_eq!(read("1850-01-01T10:00"), Err("out-of-range"));
        assert_eq!(read("2300-01-01T10:00:00Z"), Err("out-of-range"));
    }

    #[test]
    fn pauses_have_an_order_and_an_end() {
        assert_eq!(read_pauses("2025-09-03T10:00/2025-09-05T10:00").unwrap().len(), 1);
        assert_eq!(
            read_pauses("2025-09-05T10:00/2025-09-03T10:00"),
            Err("ends-before-it-begins")
        );
        assert_eq!(read_pauses("1980-01-01T00:00/2190-01-01T00:00"), Err("out-of-range"));
        assert_eq!(read_pauses(","), Err("not-a-stretch"));
    }
}
