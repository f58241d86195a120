//! Single answers: from what was typed to the value that is kept, or the key of the sentence that helps.

use motcua_kernel::text::clean_line;
use motcua_kernel::{Date, FieldProblem};
use std::borrow::Cow;

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    message: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Wrong {
    pub(super) const fn new(message: &'static str) -> Self {
        Self {
            message,
            values: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    pub(super) fn at(self, field: impl Into<String>) -> FieldProblem {
        FieldProblem {
            field: field.into(),
            message: Cow::Borrowed(self.message),
            values: self.values,
        }
    }
}

/// A line of at most `most` letters.
pub(super) fn line(typed: &str, most: usize) -> Result<String, Wrong> {
    let line = clean_line(typed);
    if line.chars().count() > most {
        return Err(Wrong::new("form-too-long").with("most", most));
    }
    Ok(line)
}

/// A person's name: letters, and what stands between them; kept in the case that was typed.
pub(super) fn name(typed: &str) -> Result<String, Wrong> {
    let name = line(typed, 150)?;
    let allowed = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '\'' | '’' | '-' | '.' | ',');
    if !name.chars().all(allowed) || !name.chars().any(char::is_alphabetic) {
        return Err(Wrong::new("form-name-letters"));
    }
    Ok(name)
}

/// A personal identification number: twelve digits (formats.md §2). Blanks, points and hyphens are dropped.
/// With `other_papers` also the number of another paper: 6 to 15 capital letters and digits, not all digits but
/// for the nine of an old card.
pub(super) fn id_number(typed: &str, other_papers: bool) -> Result<String, Wrong> {
    let number: String = clean_line(typed)
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '.' | '-'))
        .flat_map(char::to_uppercase)
        .collect();
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if digits && number.len() == 12 {
        return Ok(number);
    }
    if !other_papers {
        return Err(if digits {
            Wrong::new("form-id-number-length")
        } else {
            Wrong::new("form-id-number-digits")
        });
    }
    let sound = number.bytes().all(|byte| byte.is_ascii_alphanumeric()) && (6..=15).contains(&number.len());
    if !sound || (digits && number.len() != 9) {
        return Err(Wrong::new("form-id-number-document"));
    }
    Ok(number)
}

/// A telephone number as E.164 (formats.md §4): mobile numbers start with 3, 5, 7, 8, 9; fixed lines with 2.
pub(super) fn phone(typed: &str) -> Result<String, Wrong> {
    let wrong = || Wrong::new("form-phone");
    let line = clean_line(typed);
    let mut digits = String::new();
    for (at, letter) in line.chars().enumerate() {
        match letter {
            '0'..='9' => digits.push(letter),
            '+' if at == 0 => {}
            ' ' | '.' | '-' | '(' | ')' => {}
            _ => return Err(wrong()),
        }
    }
    // +84 (0)912 …: some write the trunk prefix after the country code.
    let national = match digits
        .strip_prefix("84")
        .filter(|rest| line.starts_with('+') || rest.len() >= 9)
    {
        Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
        None => digits.strip_prefix('0').ok_or_else(wrong)?,
    };
    let sound = match national.as_bytes().first() {
        Some(b'3' | b'5' | b'7' | b'8' | b'9') => national.len() == 9,
        Some(b'2') => national.len() == 10,
        _ => false,
    };
    if sound {
        Ok(format!("+84{national}"))
    } else {
        Err(wrong())
    }
}

/// An e-mail address: one @, a name before it, a domain with a point after it. The mail server judges the rest.
pub(super) fn email(typed: &str) -> Result<String, Wrong> {
    let wrong = || Wrong::new("form-email");
    let address = line(typed, 254)?;
    let (name, domain) = address.rsplit_once('@').ok_or_else(wrong)?;
    let sound = !name.is_empty()
        && !address.contains([' ', ',', ';', '<', '>'])
        && !name.contains('@')
        && domain.split('.').count() >= 2
        && domain.split('.').all(|part| !part.is_empty());
    if sound { Ok(address) } else { Err(wrong()) }
}

/// Day, month and year as typed, of which day, or day and month, may be empty.
pub(super) fn partial_date(day: &str, month: &str, year: &str) -> Result<String, Wrong> {
    let number = |typed: &str| -> Result<Option<i16>, Wrong> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        typed.parse().map(Some).map_err(|_| Wrong::new("form-date-partial"))
    };
    let year = number(year)?
        .filter(|year| (1800..=2200).contains(year))
        .ok_or(Wrong::new("form-date-partial"))?;
    match (number(day)?, number(month)?) {
        (None, None) => Ok(format!("{year:04}")),
        (None, Some(month)) if (1..=12).contains(&month) => Ok(format!("{year:04}-{month:02}")),
        (Some(day), Some(month)) => {
            let small = |number: i16| i8::try_from(number).unwrap_or(0);
            let date = Date::new(year, small(month), small(day)).map_err(|_| Wrong::new("form-date-real"))?;
            Ok(date.to_string())
        }
        _ => Err(Wrong::new("form-date-partial")),
    }
}

/// Splits a date that was typed into one box: `14/3/1995`, `14-03-1995`, `1995-03-14`, `3/1995`, `1995`.
pub(super) fn split_date(typed: &str) -> Option<[&str; 3]> {
    let typed = typed.trim();
    let parts: Vec<&str> = typed
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [year] => Some(["", "", year]),
        [year, month] if year.len() == 4 => Some(["", month, year]),
        [month, year] => Some(["", month, year]),
        [year, month, day] if year.len() == 4 => Some([day, month, year]),
        [day, month, year] => Some([day, month, year]),
        _ => None,
    }
}

/// A time of the day: `7:05`, `07.05`, `7h05`, `7 giờ 5`; gives `07:05`.
pub(super) fn time(typed: &str) -> Result<String, Wrong> {
    let wrong = || Wrong::new("form-time");
    let numbers: Vec<&str> = typed
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match numbers[..] {
        [hour] => (hour, "0"),
        [hour, minute] => (hour, minute),
        _ => return Err(wrong()),
    };
    let hour: u8 = hour.parse().map_err(|_| wrong())?;
    let minute: u8 = minute.parse().map_err(|_| wrong())?;
    if hour > 23 || minute > 59 {
        return Err(wrong());
    }
    Ok(format!("{hour:02}:{minute:02}"))
}

/// A whole number. Points and blanks between groups of three digits are dropped: `1.500.000`.
pub(super) fn integer(typed: &str) -> Result<i64, Wrong> {
    let wrong = || Wrong::new("form-integer");
    let line = clean_line(typed);
    let (sign, digits) = line.strip_prefix('-').map_or((1, line.as_str()), |digits| (-1, digits));
    let mut groups = digits.split(['.', ' ']);
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let all_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|part| part.len() == 3));
    if first.is_empty() || !grouped || !all_digits(&first) || !rest.iter().all(all_digits) {
        return Err(wrong());
    }
    let number: i64 = format!("{first}{}", rest.concat()).parse().map_err(|_| wrong())?;
    Ok(sign * number)
}

/// A number with a fraction: `12,5` or `12.5` becomes `12.5`; at most six digits after the point.
pub(super) fn decimal(typed: &str) -> Result<String, Wrong> {
    let line = clean_line(typed).replace(',', ".");
    let (sign, digits) = line
        .strip_prefix('-')
        .map_or(("", line.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || fraction.len() > 6 || !all_digits(whole) || !all_digits(fraction) {
        return Err(Wrong::new("form-decimal"));
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let zero = whole == "0" && fraction.is_empty();
    let sign = if zero { "" } else { sign };
    Ok(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

/// Degrees with a fraction as millionths of a degree, within ±`most` degrees.
pub(super) fn micro_degrees(typed: &str, most: i64) -> Result<i64, Wrong> {
    let wrong = || Wrong::new("form-point");
    let text = decimal(typed).map_err(|_| wrong())?;
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let micros: i64 = format!("{whole}{fraction:0<6}").parse().map_err(|_| wrong())?;
    if micros > most * 1_000_000 {
        Err(wrong())
    } else {
        Ok(sign * micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn telephone_numbers_become_e164() {
        for (typed, kept) in [
            ("0912 345 678", "+84912345678"),
            ("84-38-123-4567", "+84381234567"),
            ("(0203) 3825 678", "+842033825678"),
            ("+84 (0)912 345 678", "+84912345678"),
        ] {
            assert_eq!(phone(typed).unwrap(), kept, "{typed}");
        }
        for typed in [
            "",
            "0112345678",
            "091234567",
            "19001234",
            "0912-345-67a",
            "842033825678 1",
        ] {
            assert!(phone(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_id_number_has_twelve_digits() {
        assert_eq!(id_number("022 095 001 234", false).unwrap(), "022095001234");
        assert_eq!(
            id_number("02209500123", false),
            Err(Wrong::new("form-id-number-length"))
        );
        assert_eq!(
            id_number("O22095001234", false),
            Err(Wrong::new("form-id-number-digits"))
        );
        assert_eq!(id_number("c1234567", true).unwrap(), "C1234567");
        assert_eq!(id_number("1234567", true), Err(Wrong::new("form-id-number-document")));
    }

    #[test]
    fn dates_may_be_known_in_part() {
        assert_eq!(partial_date("", "", "1948").unwrap(), "1948");
        assert_eq!(partial_date("", "3", "1948").unwrap(), "1948-03");
        assert_eq!(partial_date("14", "3", "1995").unwrap(), "1995-03-14");
        assert_eq!(partial_date("30", "2", "1995"), Err(Wrong::new("form-date-real")));
        assert_eq!(partial_date("14", "", "1995"), Err(Wrong::new("form-date-partial")));
        assert_eq!(split_date("14/3/1995"), Some(["14", "3", "1995"]));
        assert_eq!(split_date("1995-03-14"), Some(["14", "03", "1995"]));
    }

    #[test]
    fn numbers_may_have_points_between_thousands() {
        assert_eq!(integer("1.500.000").unwrap(), 1_500_000);
        assert!(integer("1.5").is_err());
        assert!(integer("12a").is_err());
        assert_eq!(decimal("012,50").unwrap(), "12.5");
        assert_eq!(decimal("-0,0").unwrap(), "0");
        assert_eq!(micro_degrees("107,0487", 180).unwrap(), 107_048_700);
    }

    #[test]
    fn names_have_no_digits() {
        assert_eq!(name("  Nguyễn   Thị Mẫu ").unwrap(), "Nguyễn Thị Mẫu");
        assert!(name("Nguyễn 2").is_err());
        assert!(name("...").is_err());
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back_as_it_is(typed in "\\PC{0,24}") {
            if let Ok(kept) = phone(&typed) { prop_assert_eq!(phone(&kept).unwrap(), kept); }
            if let Ok(kept) = decimal(&typed) { prop_assert_eq!(decimal(&kept).unwrap(), kept); }
            if let Ok(kept) = id_number(&typed, true) { prop_assert_eq!(id_number(&kept, true).unwrap(), kept); }
            if let Ok(kept) = integer(&typed) { prop_assert_eq!(integer(&kept.to_string()).unwrap(), kept); }
            if let Ok(kept) = time(&typed) { prop_assert_eq!(time(&kept).unwrap(), kept); }
            let _ = (split_date(&typed), email(&typed), name(&typed), micro_degrees(&typed, 180));
        }
    }
}
