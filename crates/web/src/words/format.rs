//! Moments, days, sums and counts as people here write them.
//!
//! On screens: `16 giờ 00, thứ Sáu ngày 27/11/2026`, `8.000 đồng`. On official papers: days below 10
//! and the months 1 and 2 carry a zero, other months do not (Decree 30/2020, Appendix I).

use super::{Given, Words};
use crate::Language;
use motcua_kernel::{Date, Instant, Money};

impl Words {
    /// `16 giờ 00, thứ Sáu ngày 27/11/2026` · `16:00 on Friday 27 November 2026`.
    pub fn moment(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        self.two("format-moment", "clock", self.clock(at), "day", self.day(at.date()))
    }

    /// `thứ Tư 18/11, 7 giờ 30` · `Wednesday 18 Nov, 7:30`: within a year that is clear.
    pub fn moment_brief(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        self.two(
            "format-moment-brief",
            "clock",
            self.clock(at),
            "day",
            self.day_brief(at.date()),
        )
    }

    /// The same with a capital, for the start of a line.
    pub fn moment_start(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        capital(self.moment_brief(at))
    }

    /// `9 giờ 14` · `9:14`.
    pub fn clock(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        let civil = at.civil();
        self.two(
            "format-clock",
            "hour",
            civil.hour().to_string(),
            "minute",
            format!("{:02}", civil.minute()),
        )
    }

    /// `9:14`, for clocks and tables.
    pub fn clock_figures(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        let civil = at.civil();
        format!("{}:{:02}", civil.hour(), civil.minute())
    }

    /// `20/11 9:05`, for the dense lists of desks.
    pub fn stamp(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        let civil = at.civil();
        format!("{:02}/{:02} {}", civil.day(), civil.month(), self.clock_figures(at))
    }

    /// `thứ Sáu ngày 27/11/2026` · `Friday 27 November 2026`.
    pub fn day(self, day: impl Given<Date>) -> String {
        let day = day.given();
        self.two("format-day", "weekday", self.weekday(day), "date", self.date(day))
    }

    /// `thứ Tư 18/11` · `Wednesday 18 Nov`.
    pub fn day_brief(self, day: impl Given<Date>) -> String {
        let day = day.given();
        self.two(
            "format-day-brief",
            "weekday",
            self.weekday(day),
            "date",
            self.date_brief(day),
        )
    }

    /// `27/11/2026` · `27 November 2026`.
    pub fn date(self, day: impl Given<Date>) -> String {
        let day = day.given();
        let civil = day.civil();
        match self.language() {
            Language::Vi => format!("{:02}/{:02}/{:04}", civil.day(), civil.month(), civil.year()),
            Language::En => {
                format!(
                    "{} {} {}",
                    civil.day(),
                    self.say(&format!("month-{}", civil.month())),
                    civil.year()
                )
            }
        }
    }

    /// `18/11` · `18 Nov`.
    pub fn date_brief(self, day: impl Given<Date>) -> String {
        let day = day.given();
        let civil = day.civil();
        match self.language() {
            Language::Vi => format!("{:02}/{:02}", civil.day(), civil.month()),
            Language::En => {
                let month: String = self.say(&format!("month-{}", civil.month())).chars().take(3).collect();
                format!("{} {month}", civil.day())
            }
        }
    }

    /// `thứ Sáu` · `Friday`.
    pub fn weekday(self, day: impl Given<Date>) -> String {
        let day = day.given();
        let number = day.civil().weekday().to_monday_one_offset();
        self.say(&format!("weekday-{number}"))
    }

    /// `2026-11-27T16:00+07:00`, for the `datetime` of a `<time>`.
    pub fn machine(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        at.civil().strftime("%Y-%m-%dT%H:%M+07:00").to_string()
    }

    /// `8.000 đồng` · `8,000 đồng`.
    pub fn money(self, sum: impl Given<Money>) -> String {
        let sum = sum.given();
        self.one("format-money", "sum", self.count(sum.as_dong()))
    }

    /// A whole number with its thousands apart: `12.345` · `12,345`.
    pub fn count(self, number: i64) -> String {
        let apart = match self.language() {
            Language::Vi => '.',
            Language::En => ',',
        };
        let digits = number.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if number < 0 {
            text.push('−');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(apart);
            }
            text.push(digit);
        }
        text
    }

    /// `ngày 05 tháng 02 năm 2026`: a day on an official paper, always Vietnamese.
    pub fn paper_day(self, day: impl Given<Date>) -> String {
        let day = day.given();
        let civil = day.civil();
        let month = if civil.month() < 3 {
            format!("{:02}", civil.month())
        } else {
            civil.month().to_string()
        };
        Self::new(Language::Vi).with(
            "paper-day",
            &[
                ("day", format!("{:02}", civil.day()).into()),
                ("month", month.into()),
                ("year", civil.year().to_string().into()),
            ],
        )
    }

    /// `9 giờ 21 phút`: a time of day on an official paper, always Vietnamese.
    pub fn paper_clock(self, at: impl Given<Instant>) -> String {
        let at = at.given();
        let civil = at.civil();
        Self::new(Language::Vi).two(
            "paper-clock",
            "hour",
            civil.hour().to_string(),
            "minute",
            format!("{:02}", civil.minute()),
        )
    }
}

/// The text with a capital at its start.
pub(crate) fn capital(text: impl AsRef<str>) -> String {
    let mut letters = text.as_ref().chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn moments_are_said_with_their_weekday() {
        let at = at("2026-11-27T09:00:00Z");
        assert_eq!(
            Words::new(Language::Vi).moment(at),
            "16 giờ 00, thứ Sáu ngày 27/11/2026"
        );
        assert_eq!(Words::new(Language::En).moment(at), "16:00 on Friday 27 November 2026");
        assert_eq!(Words::new(Language::Vi).moment_start(at), "Thứ Sáu 27/11, 16 giờ 00");
        assert_eq!(Words::new(Language::En).moment_brief(at), "Friday 27 Nov, 16:00");
        assert_eq!(Words::new(Language::Vi).stamp(at), "27/11 16:00");
    }

    #[test]
    fn a_wall_clock_stands_in_the_province() {
        // 18:30 UTC is 1:30 of the next day.
        assert_eq!(
            Words::new(Language::Vi).moment(at("2026-11-24T18:30:00Z")),
            "1 giờ 30, thứ Tư ngày 25/11/2026"
        );
    }

    #[test]
    fn sums_are_whole_dong_with_points() {
        assert_eq!(Words::new(Language::Vi).money(Money::dong(8_000)), "8.000 đồng");
        assert_eq!(Words::new(Language::Vi).money(Money::dong(1_250_000)), "1.250.000 đồng");
        assert_eq!(Words::new(Language::En).money(Money::dong(150_000)), "150,000 đồng");
        assert_eq!(Words::new(Language::Vi).money(Money::ZERO), "0 đồng");
    }

    #[test]
    fn papers_write_small_days_and_the_first_two_months_with_a_zero() {
        let w = Words::new(Language::En);
        assert_eq!(w.paper_day(Date::new(2026, 2, 5).unwrap()), "ngày 05 tháng 02 năm 2026");
        assert_eq!(w.paper_day(Date::new(2026, 3, 15).unwrap()), "ngày 15 tháng 3 năm 2026");
        assert_eq!(w.paper_clock(at("2026-11-25T02:05:00Z")), "9 giờ 05 phút");
    }
}
