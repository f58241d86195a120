//! Whether words came through a typing program unharmed: Vietnamese syllables are few, and mangled ones are not
//! among them.

use motcua_kernel::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether scanned words came through as they stand on the card.
///
/// A judgement by their shape. Names of other peoples (K'Brếp) have syllables of their own and are called mangled:
/// better a look too many than a wrong name on a paper. Either way the officer compares, and may keep the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameTrust {
    /// Nothing looks wrong.
    AsOnCard,
    /// A typing program (Telex, VNI) or a wrong code page got hold of them, or nothing came.
    Mangled,
}

/// Beginnings of a syllable, folded.
const ONSETS: [&str; 27] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x",
];

/// Vowels that may have an ending, folded.
const VOWELS: [&str; 40] = [
    "a", "e", "i", "o", "u", "y", "ai", "ao", "au", "ay", "eo", "eu", "ia", "ie", "iu", "oa", "oe", "oi", "ua", "ue",
    "ui", "uo", "uu", "uy", "oai", "oao", "oay", "oeo", "uao", "uau", "uay", "uya", "uye", "uyu", "uoi", "uou", "ieu",
    "yeu", "ye", "oo",
];

const ENDINGS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Every folded syllable that can be: some ten thousand short words.
static SYLLABLES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut all = HashSet::from(["gi".to_owned()]);
    for onset in ONSETS {
        for vowel in VOWELS {
            for ending in ENDINGS {
                // Voòng and Coóc are; Thoon is Telex.
                if vowel != "oo" || matches!(ending, "ng" | "c") {
                    all.insert(format!("{onset}{vowel}{ending}"));
                }
            }
        }
    }
    all
});

/// Family names that are never written without a mark: without it, the marks were lost on the way.
const MARKED: [&str; 26] = [
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly",
    "dinh", "trinh", "truong", "dao", "doan", "luong", "trieu", "nong", "phung", "tang", "ninh",
];

impl NameTrust {
    /// Judges a full name.
    pub fn of_name(name: &str) -> Self {
        let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        let wrong = words.is_empty()
            || name.chars().any(is_stray)
            || name.chars().any(|letter| letter.is_ascii_digit())
            || words.iter().any(|word| is_mangled_word(word))
            || has_lost_marks(&words);
        Self::mangled_if(wrong)
    }

    /// Judges an address, which has numbers, abbreviations and foreign names too: only clear signs count.
    pub fn of_address(address: &str) -> Self {
        let words = address.split(|letter: char| !letter.is_alphanumeric());
        let wrong = address.chars().any(is_stray) || words.into_iter().any(is_typed_word);
        Self::mangled_if(wrong)
    }

    const fn mangled_if(wrong: bool) -> Self {
        if wrong { Self::Mangled } else { Self::AsOnCard }
    }
}

/// Signs that stand in no name: marks typed as signs, and what a wrong code page makes of UTF-8.
fn is_stray(sign: char) -> bool {
    match sign {
        '?' | '~' | '^' | '`' | '*' | '+' | '=' | '[' | ']' | '{' | '}' | '<' | '>' | '\\' | '\u{FFFD}' => true,
        // Letters of Latin-1 and its neighbours that Vietnamese does not have.
        'Ä' | 'ä' | 'Å' | 'å' | 'Æ' | 'æ' | 'Ç' | 'ç' | 'Ë' | 'ë' | 'Î' | 'î' | 'Ï' | 'ï' | 'Ñ' | 'ñ' | 'Ö' | 'ö'
        | 'Ø' | 'ø' | 'Û' | 'û' | 'Ü' | 'ü' | 'Þ' | 'þ' | 'ß' | 'ÿ' | 'Œ' | 'œ' | 'ƒ' => true,
        '\u{80}'..='\u{BF}' | '×' | '÷' | '\u{2018}'..='\u{203A}' | '€' | '™' => true,
        _ => false,
    }
}

/// A word of a name that is no syllable, or has a capital where keys were eaten.
fn is_mangled_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    // Cong typed as Coong passes for a syllable; written by hand it is oò or oó.
    let is_telex = lower.contains("oo");
    let capital_inside = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let folded = fold(word);
    is_telex || capital_inside || folded.split(' ').any(|part| !SYLLABLES.contains(part))
}

/// Văn and Thị in the middle, and most family names, are never written bare.
fn has_lost_marks(words: &[&str]) -> bool {
    let bare = |word: &str| word.is_ascii().then(|| word.to_ascii_lowercase());
    let first = words.first().and_then(|word| bare(word));
    let middle = words.get(1).filter(|_| words.len() > 2).and_then(|word| bare(word));
    first.is_some_and(|first| words.len() > 1 && MARKED.contains(&first.as_str()))
        || middle.is_some_and(|middle| matches!(middle.as_str(), "van" | "thi"))
}

/// A word of an address with keys that only a typing program leaves: Thoon, Quangr, DDoong, Ha5.
fn is_typed_word(word: &str) -> bool {
    // Abbreviations (TP, KĐT) and house numbers (5A) say nothing.
    if word.chars().filter(|letter| letter.is_lowercase()).count() < 2 {
        return false;
    }
    let lower = word.to_lowercase();
    let marks_by_keys = lower.ends_with(['f', 'j', 'w', 's', 'x', 'r']) && lower.chars().count() > 2;
    let doubled = ["aa", "ee", "oo", "dd", "aw", "ow", "uw"]
        .iter()
        .any(|keys| lower.contains(keys));
    let marks_by_digits = lower.chars().any(|letter| letter.is_ascii_digit());
    (marks_by_keys || doubled || marks_by_digits) && !SYLLABLES.contains(&fold(word)) || lower.contains("oo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_they_are_written_are_trusted() {
        for name in [
            "Nguyễn Văn An",
            "TRẦN THỊ BÍCH NGUYỆT",
            "Đặng Quốc Khuê",
            "Lý A Sềnh",
            "Nguyễn Thị Huyền Trang",
            "Phùng Quang Huy",
            "Giáp Thị Giang",
            "Chíu Sy Quay",
            "Tằng Dảu Sáng",
            "Nình A Pẩu",
            "Nguyễn Hoàng Oanh",
            "Vũ Khoa",
            "Lê Nguyên Khuyến",
            "Hoàng Thị Yến",
            "Bùi Thuỷ Tiên",
            "Bùi Thủy Tiên",
            "Trương Ngọc Uyên",
            "Ngô Thị Hoài",
            "Nguyễn Quyết",
            "Phạm Gia Khiêm",
            "Trịnh Xuân Xoài",
            "Đoàn Thị Phượng",
            "nguyễn thị mùi",
            "Mai Thu Trang",
            "Vi Minh Anh",
            "Voòng A Sáng",
            "Cao Thanh Gi",
        ] {
            assert_eq!(NameTrust::of_name(name), NameTrust::AsOnCard, "{name}");
        }
    }

    #[test]
    fn names_that_a_typing_program_got_hold_of_are_not() {
        for name in [
            "",
            "Nguyeexn Vawn An",
            "Nguyễn Van An",
            "Traanf Thij Binhf",
            "Nguy?n V?n An",
            "Nguyá»…n VÄƒn An",
            "NGUYEN VAN AN",
            "Nguye^~n Va(n An",
            "Hoafng Thij Cucs",
            "Nguye64n Va8n An",
            "DDoox Van An",
            "Nguyễẽn Vănn An",
            "TrầnThị Bình",
            "Lê Coong Danh",
            "NguyÔn V¨n An",
            "Nguyễn V\u{FFFD}n An",
            "Tran Binh",
        ] {
            assert_eq!(NameTrust::of_name(name), NameTrust::Mangled, "{name}");
        }
    }

    #[test]
    fn addresses_may_have_numbers_and_abbreviations() {
        for address in [
            "",
            "Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh",
            "Số 12A ngõ 7, KĐT Cột 5, P. Hồng Hà, TP. Hạ Long",
            "Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh",
            "THÔN ĐÔNG, QUẢNG TÂN, ĐẦM HÀ",
        ] {
            assert_eq!(NameTrust::of_address(address), NameTrust::AsOnCard, "{address}");
        }
        for address in [
            "Thoon DDoong, Quangr Taan, DDaamf Haf",
            "Tá»• 5, Khu 3",
            "Khu 7, Ca?i R?ng",
            "Khu 7, Ca1i Ro62ng",
            "Hồng Gai, Hạj Long",
        ] {
            assert_eq!(NameTrust::of_address(address), NameTrust::Mangled, "{address}");
        }
    }
}
