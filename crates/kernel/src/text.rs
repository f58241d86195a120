//! Text at the edge (NFC, no control characters) and text for searching (no marks, lower case).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What somebody typed, as it is kept: NFC, control characters dropped, runs of blanks made one, trimmed.
pub fn clean_line(typed: &str) -> String {
    let mut line = String::with_capacity(typed.len());
    for letter in typed.nfc() {
        if letter.is_whitespace() {
            if !line.ends_with(' ') && !line.is_empty() {
                line.push(' ');
            }
        } else if !letter.is_control() && !is_invisible(letter) {
            line.push(letter);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Text of several lines, as it is kept: each line cleaned, no blank lines at the ends.
pub fn clean_lines(typed: &str) -> String {
    let lines: Vec<String> = typed.lines().map(clean_line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Letters that take no room and only confuse: byte order mark, zero width, direction marks.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
}

/// Text for comparing and searching: lower case, no marks, đ as d; letters and digits kept, all else one blank.
///
/// `Hoà`, `Hòa` and `hoa` are the same; so are `Đ` and `d`.
///
/// ```
/// assert_eq!(motcua_kernel::text::fold("Phường HOÀ Đức (cũ)"), "phuong hoa duc cu");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd() {
        if is_combining_mark(letter) {
            continue;
        }
        let letter = match letter {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            other => other,
        };
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The folded words of a text, in order, without repeats.
pub fn fold_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_spellings_and_no_marks_fold_alike() {
        assert_eq!(fold("Hoà"), fold("Hòa"));
        assert_eq!(fold("Hòa"), "hoa");
        assert_eq!(fold("ĐƯỜNG"), "duong");
        assert_eq!(fold("1.004873"), "1 004873");
    }

    #[test]
    fn invisible_letters_are_dropped() {
        assert_eq!(clean_line("  Nguyễn\u{200B}  Thị\tMùi \u{0}"), "Nguyễn Thị Mùi");
        assert_eq!(clean_lines("\n a \r\n\n b\n"), "a\n\nb");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = clean_line(&text);
            prop_assert_eq!(clean_line(&once), once);
        }
    }
}
