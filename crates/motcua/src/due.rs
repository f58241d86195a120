//! `motcua due`: when something is due, and why, without a store.

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use motcua_kernel::Instant;
use motcua_kernel::calendar::{Calendar, DayAnswer, DueAnswer, HolidayRow, Hours, Limit, Pause, Reason, Unit};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The province's holidays, so that the command answers on a bare machine.
const HOLIDAYS: &str = include_str!("../../../data/quang-ninh/holidays.csv");

const EXAMPLES: &str = "\
Examples:
  Three working days over a make-up Saturday:
    motcua due --from 2025-04-24T10:00 --limit 3 --unit working_day

  With the clock stopped while the applicant supplements:
    motcua due --from 2025-08-29T16:00 --limit 3 --unit working_day --pauses 2025-09-03T10:00/2025-09-05T10:00

  A same-day matter received after 15:00, as JSON:
    motcua due --from 2025-08-29T15:30 --unit same_day --json

  By another calendar: a .csv table of holidays, or a .json calendar with hours of its own:
    motcua due --from 2025-08-25T09:00 --limit 5 --unit calendar_day --calendar holidays.csv

Moments without an offset are the wall clock of the province (UTC+7). The answer names a moment between two
stretches of work by both sides: \"due\" the later one, \"shown\" the earlier one, which papers and screens say.
What lies beyond the days that the calendar knows is marked provisional.";

/// Tell when something is due, and why, day by day.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct DueArguments {
    /// When it was received: 2025-04-24T10:00, or with an offset (…+07:00, …Z).
    #[arg(long, value_name = "MOMENT", value_parser = read_moment)]
    from: Instant,

    /// How many units; not needed for same_day.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, required_if_eq_any = [
        ("unit", "working_hour"), ("unit", "working_day"), ("unit", "calendar_day"), ("unit", "month"),
    ])]
    limit: Option<u32>,

    /// What the limit is counted in.
    #[arg(long, value_enum)]
    unit: UnitWord,

    /// Stretches in which the clock stood, each start/end; several separated by commas.
    #[arg(long, value_name = "START/END", value_delimiter = ',', value_parser = read_pause)]
    pauses: Vec<Pause>,

    /// Another legal calendar than the built-in one of Quang Ninh: a .csv or .json file.
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,

    /// Answer as JSON, as GET /api/v1/due does.
    #[arg(long)]
    json: bool,
}

/// The units as clap offers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum UnitWord {
    WorkingHour,
    WorkingDay,
    CalendarDay,
    Month,
    SameDay,
}

impl From<UnitWord> for Unit {
    fn from(word: UnitWord) -> Self {
        match word {
            UnitWord::WorkingHour => Self::WorkingHour,
            UnitWord::WorkingDay => Self::WorkingDay,
            UnitWord::CalendarDay => Self::CalendarDay,
            UnitWord::Month => Self::Month,
            UnitWord::SameDay => Self::SameDay,
        }
    }
}

/// Answers on standard output.
///
/// # Errors
///
/// Fails when the limit or the calendar cannot be; the message says what to change.
pub fn run(arguments: &DueArguments) -> Result<()> {
    let limit = Limit::new(arguments.limit.unwrap_or(1), arguments.unit.into())?;
    let calendar = match &arguments.calendar {
        Some(file) => read_calendar(file).with_context(|| format!("calendar {}", file.display()))?,
        None => from_csv("quang-ninh", HOLIDAYS).context("the built-in calendar")?,
    };
    let answer = DueAnswer::new(&calendar, arguments.from, limit, &arguments.pauses);
    let text = if arguments.json {
        serde_json::to_string_pretty(&answer)? + "\n"
    } else {
        as_text(&answer)
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        // `motcua due … | head` has what it wants.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("standard output"),
    }
}

fn read_calendar(file: &Path) -> Result<Calendar> {
    let text = std::fs::read_to_string(file).context("cannot be read")?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => from_csv(&name, &text),
        Some("json") => Ok(serde_json::from_str(&text)?),
        _ => bail!("the name must end in .csv (a table of holidays) or .json (a whole calendar)"),
    }
}

fn from_csv(name: &str, text: &str) -> Result<Calendar> {
    // A byte order mark is what spreadsheets put in front.
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = table.deserialize().collect::<Result<Vec<HolidayRow>, _>>()?;
    Ok(Calendar::from_holidays(name, 1, Hours::office(), &rows)?)
}

/// A moment with an offset, or of the province's wall clock.
fn read_moment(text: &str) -> Result<Instant> {
    let moment = match Instant::from_str(text) {
        Ok(moment) => moment,
        Err(_) => {
            ensure!(
                text.contains('T'),
                "write day and time with a T between: 2025-04-24T10:00"
            );
            let civil: jiff::civil::DateTime = text
                .parse()
                .ok()
                .context("not a moment; write 2025-04-24T10:00, or with an offset")?;
            Instant::from_civil(civil)
        }
    };
    let year = moment.date().civil().year();
    ensure!(
        (1976..=2199).contains(&year),
        "the year {year} is not between 1976 and 2199"
    );
    Ok(moment)
}

fn read_pause(text: &str) -> Result<Pause> {
    let (from, to) = text.split_once('/').context("write start/end, with a slash between")?;
    Ok(Pause::new(read_moment(from)?, read_moment(to)?)?)
}

/// The answer in plain words for a technician's terminal.
fn as_text(answer: &DueAnswer) -> String {
    let mut text = String::new();
    let mut fact = |name: &str, value: &str| text.push_str(&format!("{name:<11}{value}\n"));
    fact("due", &answer.due);
    if answer.shown != answer.due {
        fact("shown", &format!("{} (the same moment of working time)", answer.shown));
    }
    fact("started", &answer.started_at);
    fact("limit", &format!("{} {}", answer.limit, answer.unit));
    if let Some(end) = answer.unrolled_on {
        fact("unrolled", &end.to_string());
    }
    let calendar = &answer.calendar;
    fact(
        "calendar",
        &format!(
            "{}, version {}, known from {} until {}",
            calendar.name, calendar.version, calendar.known_from, calendar.known_until
        ),
    );
    if answer.provisional {
        fact("PROVISIONAL", " the calendar may still change days that were counted");
    }
    text.push('\n');
    let by_days = answer.unrolled_on.is_some();
    let shifted = answer.explanation.iter().any(|day| day.reason == Reason::PauseMadeUp);
    for day in &answer.explanation {
        text.push_str(&as_line(day, by_days, shifted));
    }
    text
}

fn as_line(day: &DayAnswer, by_days: bool, shifted: bool) -> String {
    let mut what = format!("{:?}", day.day)
        .chars()
        .fold(String::new(), |mut words, letter| {
            // `PublicHoliday` reads "public holiday".
            if letter.is_uppercase() && !words.is_empty() {
                words.push(' ');
            }
            words.extend(letter.to_lowercase());
            words
        });
    if let Some(name) = day.name_en.as_ref().or(day.name.as_ref()) {
        what = format!("{what}: {name}");
    }
    if !day.certain {
        what.push_str(" (not certain)");
    }
    let weekday = format!("{:?}", day.weekday);
    let mut line = format!("{} {}  {what}: {}", day.date, &weekday[..3], why(day.reason));
    let nothing = "PT0S";
    if day.counted != nothing {
        line.push_str(&format!(", {}", hours(&day.counted)));
    }
    if day.paused != nothing {
        line.push_str(&format!(", paused {}", hours(&day.paused)));
    }
    match day.days {
        Some(days) if by_days => line.push_str(&format!("; day {days}")),
        _ if !by_days || shifted => line.push_str(&format!("; total {}", hours(&day.total))),
        _ => {}
    }
    line.push('\n');
    line
}

/// `PT6H30M` as `6h30m`.
fn hours(duration: &str) -> String {
    duration.trim_start_matches("PT").to_lowercase()
}

fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Counted => "counted",
        Reason::DayOff => "not counted, day off",
        Reason::AfterClosing => "not counted, received after closing",
        Reason::AfterCutOff => "not counted, received after 15:00",
        Reason::DayOfEvent => "not counted, day of the event (Civil Code Art. 147)",
        Reason::MovedOn => "the end moves on to a working day (Civil Code Art. 148)",
        Reason::Paused => "not counted, the clock stands",
        Reason::PauseMadeUp => "made up for the pause",
    }
}
