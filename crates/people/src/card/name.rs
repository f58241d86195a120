//! Whether a name went through a typing program: the syllables of Vietnamese are few, and mangled ones are not
//! among them.

use motcua_kernel::text::fold;
use std::sync::LazyLock;

/// Beginnings of a syllable, folded; the empty one is allowed too.
const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "th", "tr", "qu", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p",
    "r", "s", "t", "v", "x", "",
];

/// What can follow, folded: vowels with their endings.
static RHYMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    const VOWELS: [&str; 24] = [
        "a", "e", "i", "o", "u", "y", "ai", "ao", "au", "ay", "eo", "eu", "ia", "ie", "iu", "oa", "oe", "oi", "ua", "ue",
        "ui", "uo", "uu", "uy",
    ];
    const GLIDED: [&str; 15] = [
        "oai", "oay", "oeo", "uay", "uya", "uye", "uyu", "uoi", "uou", "ieu", "yeu", "ye", "uao", "oao", "uau",
    ];
    const ENDINGS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    let mut rhymes = Vec::new();
    for vowel in VOWELS.into_iter().chain(GLIDED) {
        for ending in ENDINGS {
            rhymes.push(format!("{vowel}{ending}"));
        }
    }
    rhymes
});

/// Whether one folded word can be a syllable.
fn is_syllable(word: &str) -> bool {
    ONSETS.iter().any(|onset| {
        word.strip_prefix(onset).is_some_and(|rest| RHYMES.iter().any(|rhyme| rhyme == rest))
            // "gi" and "qu" hold a vowel of their own: Gi, Quy.
            || (*onset == "gi" && word == "gi")
    })
}

/// Signs that stand in no name: what a typing program or a wrong code page leaves.
pub(super) fn has_mangled_letters(text: &str) -> bool {
    text.chars().any(|sign| {
        matches!(sign, '?' | '~' | '^' | '`' | '[' | ']' | '{' | '}' | '\\' | '<' | '>' | '=' | '\u{FFFD}' | '»' | '«' | '¿' | '¼' | '½' | '¾' | '±' | '³' | '²' | '¡' | '¢' | '£' | '¤' | '¥' | '¦' | '§' | '©' | 'ª' | '«' | '¬' | '®' | '¯' | '°' | '´' | 'µ' | '¶' | '·' | '¸' | '¹' | 'º' | '„' | '†' | '‡' | '…' | '‰' | '‹' | '›' | '™' | 'Æ' | 'æ' | 'ß' | 'ð' | 'þ')
    })
}

/// Whether a Vietnamese full name was mangled on its way: impossible syllables, doubled letters, stray signs, or
/// not one mark in a name of three words or more.
///
/// Names of other peoples have syllables of their own (K'Brếp, Rơ Châm): better a look too many than a wrong name
/// on a paper. The answer is only ever a request to compare.
pub fn looks_mangled(name: &str) -> bool {
    if name.is_empty() || has_mangled_letters(name) || name.chars().any(|sign| sign.is_ascii_digit()) {
        return true;
    }
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| !is_syllable(word)) {
        return true;
    }
    // A capital in the middle of a word is what is left when keys were eaten.
    let odd_capitals = name.split_whitespace().any(|word| {
        let mut letters = word.chars();
        let first_small = letters.next().is_some_and(char::is_lowercase);
        let rest: Vec<char> = letters.collect();
        let mixed = rest.iter().any(|letter| letter.is_lowercase()) && rest.iter().any(|letter| letter.is_uppercase());
        mixed || (first_small && rest.iter().any(|letter| letter.is_uppercase()))
    });
    odd_capitals || (words.len() >= 3 && name.is_ascii())
}
