//! Answers that follow from others: a day in words, as registers write it beside the figures.

use motcua_kernel::Date;
use motcua_kernel::number::in_words;
use serde_json::Value;

/// A day in words, as a register writes it: `1995-03-14T06:30` is “ngày mười bốn tháng ba năm một nghìn chín trăm chín
/// mươi lăm”. None for an answer that is no whole day.
pub(super) fn day_in_words(answer: Option<&Value>) -> Option<String> {
    let text = answer?.as_str()?;
    let day: Date = text.split('T').next().unwrap_or(text).parse().ok()?;
    let civil = day.civil();
    // April is told by the old word: “tháng tư”.
    let month = match civil.month() {
        4 => WORDS[3].to_owned(),
        month => in_words(month.into()),
    };
    let words = [in_words(civil.day().into()), month, in_words(civil.year().into())];
    Some(
        WORDS[..3]
            .iter()
            .zip(&words)
            .map(|(name, number)| format!("{name} {number}"))
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Day, month, year, and the fourth month: words of registers, the same in every language of the site.
const WORDS: [&str; 4] = ["ngày", "tháng", "năm", "tư"];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_day_is_written_as_registers_do() {
        for (answer, words) in [
            (
                "1995-03-14",
                "ngày mười bốn tháng ba năm một nghìn chín trăm chín mươi lăm",
            ),
            (
                "2026-04-01T06:30",
                "ngày một tháng tư năm hai nghìn không trăm hai mươi sáu",
            ),
            (
                "2005-11-25",
                "ngày hai mươi lăm tháng mười một năm hai nghìn không trăm linh năm",
            ),
        ] {
            assert_eq!(day_in_words(Some(&json!(answer))).as_deref(), Some(words));
        }
        assert_eq!(day_in_words(Some(&json!("2026-11"))), None);
        assert_eq!(day_in_words(None), None);
    }
}
