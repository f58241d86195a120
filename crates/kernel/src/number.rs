//! Numbers in words, as sums and birth dates are written beside their digits.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const GROUPS: [&str; 3] = ["", "nghìn", "triệu"];

/// A whole number in words: 8000 is “tám nghìn”. A negative one is read with *âm* before it.
pub fn in_words(number: i64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    if number < 0 {
        words.push("âm");
    }
    read(number.unsigned_abs(), true, &mut words);
    words.join(" ")
}

/// Reads thousands of millions (*tỷ*) first, then the nine digits below.
fn read(number: u64, leads: bool, words: &mut Vec<&'static str>) {
    const BILLION: u64 = 1_000_000_000;
    let mut leads = leads;
    if number >= BILLION {
        read(number / BILLION, leads, words);
        words.push("tỷ");
        leads = false;
    }
    let rest = number % BILLION;
    for place in (0..3).rev() {
        let group = rest / 1000_u64.pow(place) % 1000;
        if group == 0 {
            continue;
        }
        // Three digits fit an index.
        three(group as usize, leads, words);
        leads = false;
        let name = GROUPS[place as usize];
        if !name.is_empty() {
            words.push(name);
        }
    }
}

/// Three digits; those that do not lead are read in full (*không trăm linh năm*).
fn three(group: usize, leads: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let full = !leads || hundreds > 0;
    if full {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && full => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match ones {
        0 => {}
        1 if tens > 1 => words.push("mốt"),
        5 if tens > 0 => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn sums_are_read_as_people_say_them() {
        for (number, words) in [
            (0, "không"),
            (5, "năm"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (105, "một trăm linh năm"),
            (8_000, "tám nghìn"),
            (150_000, "một trăm năm mươi nghìn"),
            (1_005_000, "một triệu không trăm linh năm nghìn"),
            (1_000_005, "một triệu không trăm linh năm"),
            (2_000_000_000, "hai tỷ"),
            (
                1_234_567_890,
                "một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi",
            ),
            (-4, "âm bốn"),
        ] {
            assert_eq!(in_words(number), words);
        }
    }
}
