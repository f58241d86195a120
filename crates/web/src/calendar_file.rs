//! An appointment as a file for the calendar of a phone (iCalendar, RFC 5545).
//!
//! It says that something of a dossier is due and where, and nothing of anybody: a calendar is shared with a family or an
//! office. The file of a dossier keeps its id, so that a new promise (Form 04) replaces the old one.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use motcua_kernel::{Date, Instant};
use std::fmt::Write as _;

/// Longest line, in bytes, without its end.
const LINE: usize = 75;
/// An appointment stands for so long in a calendar.
const SECONDS: i64 = 30 * 60;

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// At a moment.
    Moment(Instant),
    /// On a day, whole.
    Day(Date),
}

/// One appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its id, without the site: the same however often it is downloaded.
    pub(crate) key: String,
    /// The site, without scheme.
    pub(crate) site: String,
    /// How often it was changed.
    pub(crate) changes: u32,
    /// When the file is made.
    pub(crate) made_at: Instant,
    /// When it is.
    pub(crate) slot: Slot,
    /// Its title.
    pub(crate) title: String,
    /// Where.
    pub(crate) place: String,
    /// What to bring, whom to ask.
    pub(crate) text: String,
    /// The page that tells more, after signing in.
    pub(crate) page: String,
}

impl Entry {
    /// The file.
    pub(crate) fn file(&self) -> String {
        let mut file = String::new();
        let mut line = |text: &str| fold(&mut file, text);
        for fixed in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Motcua//Motcua//VI",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            // Vietnam has had one offset since 1975.
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Ho_Chi_Minh",
            "BEGIN:STANDARD",
            "DTSTART:19750613T000000",
            "TZOFFSETFROM:+0700",
            "TZOFFSETTO:+0700",
            "TZNAME:+07",
            "END:STANDARD",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
        ] {
            line(fixed);
        }
        line(&format!("UID:{}@{}", self.key, self.site));
        line(&format!("SEQUENCE:{}", self.changes));
        let made = self.made_at.timestamp().strftime("%Y%m%dT%H%M%SZ");
        line(&format!("DTSTAMP:{made}"));
        match self.slot {
            Slot::Moment(at) => {
                let local = |at: Instant| at.civil().strftime("%Y%m%dT%H%M%S").to_string();
                line(&format!("DTSTART;TZID=Asia/Ho_Chi_Minh:{}", local(at)));
                line(&format!(
                    "DTEND;TZID=Asia/Ho_Chi_Minh:{}",
                    local(at.plus_seconds(SECONDS))
                ));
            }
            Slot::Day(day) => {
                let figures = |day: Date| day.civil().strftime("%Y%m%d").to_string();
                line(&format!("DTSTART;VALUE=DATE:{}", figures(day)));
                line(&format!("DTEND;VALUE=DATE:{}", figures(day.plus_days(1))));
            }
        }
        line(&format!("SUMMARY:{}", escaped(&self.title)));
        line(&format!("LOCATION:{}", escaped(&self.place)));
        line(&format!("DESCRIPTION:{}", escaped(&self.text)));
        line(&format!("URL:{}", self.page));
        // Nobody is busy because of it.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
        line("END:VCALENDAR");
        file
    }

    /// The file as an answer, named for whoever keeps it.
    pub(crate) fn answer(&self) -> Response {
        let name: String = self
            .key
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || "-.".contains(*letter))
            .collect();
        let mut answer = self.file().into_response();
        let headers = answer.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/calendar; charset=utf-8"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        // Letters, digits, dots and dashes always make a header.
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.ics\"")) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        answer
    }
}

/// A text as a value (RFC 5545 §3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            // No other control letter may stand in a value.
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Writes a line, folded so that no letter is cut (RFC 5545 §3.1).
fn fold(file: &mut String, text: &str) {
    let mut rest = text;
    let mut room = LINE;
    while rest.len() > room {
        let mut cut = room;
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        let (head, tail) = rest.split_at(cut);
        // Writing to a string never fails.
        let _ = write!(file, "{head}\r\n ");
        rest = tail;
        // The space counts.
        room = LINE - 1;
    }
    file.push_str(rest);
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(slot: Slot) -> Entry {
        Entry {
            key: "promised-H49.105-261124-0037".to_owned(),
            site: "motcua.example".to_owned(),
            changes: 1,
            made_at: Instant::from_civil("2026-11-25T09:21".parse().unwrap()),
            slot,
            title: "Hẹn trả kết quả; hồ sơ H49.105-261124-0037".to_owned(),
            place: "Trung tâm Phục vụ hành chính công phường Bãi Cháy, tỉnh Quảng Ninh".to_owned(),
            text: "Mang giấy hẹn hoặc thẻ căn cước.\nHỏi: 0203 000 0054".to_owned(),
            page: "https://motcua.example/dossiers".to_owned(),
        }
    }

    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_promised_moment_is_an_appointment_of_the_wall_clock_in_vietnam() {
        let at = Instant::from_civil("2026-11-27T16:00".parse().unwrap());
        let file = entry(Slot::Moment(at)).file();
        let lines = unfolded(&file);
        for expected in [
            "UID:promised-H49.105-261124-0037@motcua.example",
            "SEQUENCE:1",
            "DTSTAMP:20261125T022100Z",
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20261127T160000",
            "DTEND;TZID=Asia/Ho_Chi_Minh:20261127T163000",
            "SUMMARY:Hẹn trả kết quả\\; hồ sơ H49.105-261124-0037",
            "DESCRIPTION:Mang giấy hẹn hoặc thẻ căn cước.\\nHỏi: 0203 000 0054",
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected}\n{file}");
        }
        let day = unfolded(&entry(Slot::Day("2026-12-04".parse().unwrap())).file());
        assert!(day.contains(&"DTSTART;VALUE=DATE:20261204".to_owned()));
        assert!(
            day.contains(&"DTEND;VALUE=DATE:20261205".to_owned()),
            "the day after is the end"
        );
    }

    proptest! {
        /// Lines are short and whole, and unfolded they say what was said.
        #[test]
        fn folding_cuts_no_letter_and_loses_nothing(text in "[a-zA-ZàâđêôơưẠ-ỹ,;\\\\\\n ]{0,300}") {
            let file = Entry { text: text.clone(), ..entry(Slot::Day("2026-12-04".parse().unwrap())) }.file();
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= LINE, "{}: {line}", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
            let said = unfolded(&file).into_iter().find(|line| line.starts_with("DESCRIPTION:")).unwrap();
            let mut read = String::new();
            let mut letters = said["DESCRIPTION:".len()..].chars();
            while let Some(letter) = letters.next() {
                read.push(match letter {
                    '\\' => match letters.next().unwrap() {
                        'n' => '\n',
                        other => other,
                    },
                    other => other,
                });
            }
            prop_assert_eq!(read, text);
        }
    }
}
