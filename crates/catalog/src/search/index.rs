//! The index: a sorted vocabulary, and for each word where it stands. Thousands of procedures, a few thousand
//! words: one look-up of a prefix is a range, and judging the matches is all that costs.

use motcua_kernel::text::fold;
use std::collections::BTreeMap;

/// One procedure as the search sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// National code.
    pub code: String,
    /// Announced name.
    pub name: String,
    /// Short name, where the province wrote one.
    pub short: Option<String>,
    /// Field.
    pub field: String,
    /// Everyday words: a phrase each.
    pub words: Vec<String>,
    /// Place among the commonly used ones; 1 is the commonest.
    pub rank: Option<u32>,
    /// Whether a citizen can file it here. Others are found only by [`Index::search_all`].
    pub offered: bool,
    /// A small push: 2 for communes, 1 for the province, 0 for the rest. People ask for what is near.
    pub nearness: u8,
}

impl Item {
    /// An offered procedure with nothing written for it.
    pub fn new(code: impl Into<String>, name: impl Into<String>, field: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            short: None,
            field: field.into(),
            words: Vec::new(),
            rank: None,
            offered: true,
            nearness: 0,
        }
    }

    /// The same with everyday words.
    #[must_use]
    pub fn with_words<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        self.words = words.into_iter().map(str::to_owned).collect();
        self
    }
}

/// A procedure that was found: its place in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit(usize);

/// Where a word stands.
#[derive(Debug, Clone, Copy)]
struct Posting {
    item: u32,
    /// In the name or the short name, rather than only in the field or the everyday words.
    named: bool,
}

/// All procedures, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    items: Vec<Item>,
    texts: Vec<Folded>,
    words: Vec<String>,
    postings: Vec<Vec<Posting>>,
}

/// The texts of an item without marks.
#[derive(Debug, Default)]
struct Folded {
    name: String,
    short: String,
    phrases: Vec<String>,
    /// The digits of the code.
    digits: String,
}

/// How much a match counts, best first. Compared from left to right: what stands first decides first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Judgement {
    code: bool,
    /// Words that match, fewer is worse.
    matched: usize,
    /// An everyday phrase, or the short name, begins with exactly what was typed.
    phrase: bool,
    /// Somebody wrote it out, since people ask for it often.
    written: bool,
    /// All words stand in its name.
    whole_name: bool,
    /// All words stand in one everyday phrase or in the short name.
    everyday: bool,
    /// The commonest first.
    common: u32,
    /// Words in the name, in the order in which they were typed.
    in_order: bool,
    named: usize,
    nearness: u8,
    /// Shorter names are the plainer procedures.
    brevity: i64,
}

impl Index {
    /// Builds the index.
    pub fn build(items: Vec<Item>) -> Self {
        let mut vocabulary: BTreeMap<String, Vec<Posting>> = BTreeMap::new();
        let mut texts = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let folded = Folded {
                name: fold(&item.name),
                short: item.short.as_deref().map(fold).unwrap_or_default(),
                phrases: item.words.iter().map(|phrase| fold(phrase)).collect(),
                digits: item.code.chars().filter(char::is_ascii_digit).collect(),
            };
            // A place never exceeds u32: the national catalogue has thousands.
            let item_place = place as u32;
            let field = fold(&item.field);
            let named = folded
                .name
                .split(' ')
                .chain(folded.short.split(' '))
                .map(|word| (word, true));
            let other = folded
                .phrases
                .iter()
                .flat_map(|phrase| phrase.split(' '))
                .chain(field.split(' '));
            for (word, named) in named
                .chain(other.map(|word| (word, false)))
                .filter(|(word, _)| !word.is_empty())
            {
                let postings = vocabulary.entry(word.to_owned()).or_default();
                match postings.last_mut() {
                    Some(last) if last.item == item_place => last.named |= named,
                    _ => postings.push(Posting {
                        item: item_place,
                        named,
                    }),
                }
            }
            texts.push(folded);
        }
        let (words, postings) = vocabulary.into_iter().unzip();
        Self {
            items,
            texts,
            words,
            postings,
        }
    }

    /// How many procedures it holds.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it is empty.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The procedure of a hit.
    pub fn item(&self, hit: Hit) -> &Item {
        &self.items[hit.0]
    }

    /// What a citizen finds: at most `most` procedures that can be filed here, best first. Nothing typed finds
    /// the commonly used ones.
    pub fn search(&self, typed: &str, most: usize) -> Vec<Hit> {
        self.find(typed, most, |item| item.offered)
    }

    /// What an officer finds: those of other provinces and those that are no longer offered too.
    pub fn search_all(&self, typed: &str, most: usize) -> Vec<Hit> {
        self.find(typed, most, |_| true)
    }

    fn find(&self, typed: &str, most: usize, wanted: impl Fn(&Item) -> bool) -> Vec<Hit> {
        let folded = fold(typed);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(12).collect();
        if words.is_empty() {
            return self.common(most, wanted);
        }
        let mut matched = vec![(0u16, 0u16); self.items.len()];
        for (at, word) in words.iter().enumerate() {
            if words[..at].contains(word) {
                continue;
            }
            self.count(word, &mut matched);
        }
        let digits = code_digits(typed);
        let distinct = words
            .iter()
            .enumerate()
            .filter(|(at, word)| !words[..*at].contains(word))
            .count();
        // One word may be missing, once there are three: people add words that the office does not use.
        let least = if distinct >= 3 { distinct - 1 } else { distinct };
        let mut found: Vec<(Judgement, usize)> = Vec::new();
        for (place, (count, named)) in matched.into_iter().enumerate() {
            let coded = digits
                .as_ref()
                .is_some_and(|digits| is_code(&self.texts[place].digits, digits));
            if (usize::from(count) >= least || coded) && wanted(&self.items[place]) {
                found.push((
                    self.judge(place, &words, coded, usize::from(count), usize::from(named)),
                    place,
                ));
            }
        }
        found.sort_by(|(one, at), (other, there)| other.cmp(one).then(at.cmp(there)));
        // What misses a word is only shown when nothing has them all.
        if found
            .iter()
            .any(|(judgement, _)| judgement.code || judgement.matched == distinct)
        {
            found.retain(|(judgement, _)| judgement.code || judgement.matched == distinct);
        }
        found.into_iter().take(most).map(|(_, place)| Hit(place)).collect()
    }

    /// Counts a word for every item in which some word begins with it.
    fn count(&self, word: &str, matched: &mut [(u16, u16)]) {
        let start = self.words.partition_point(|known| known.as_str() < word);
        let end = start + self.words[start..].partition_point(|known| known.starts_with(word));
        let mut seen: BTreeMap<u32, bool> = BTreeMap::new();
        for posting in self.postings[start..end].iter().flatten() {
            *seen.entry(posting.item).or_default() |= posting.named;
        }
        for (item, named) in seen {
            let (count, names) = &mut matched[item as usize];
            *count += 1;
            *names += u16::from(named);
        }
    }

    fn judge(&self, place: usize, words: &[&str], code: bool, matched: usize, named: usize) -> Judgement {
        let (item, texts) = (&self.items[place], &self.texts[place]);
        let typed = words.join(" ");
        let mut everyday = texts
            .phrases
            .iter()
            .chain((!texts.short.is_empty()).then_some(&texts.short));
        Judgement {
            code,
            matched,
            phrase: everyday.clone().any(|phrase| phrase.starts_with(&typed)),
            written: item.rank.is_some(),
            whole_name: named == matched,
            everyday: everyday.any(|phrase| in_order(phrase, words)),
            common: item.rank.map_or(0, |rank| u32::MAX - rank),
            in_order: in_order(&texts.name, words),
            named,
            nearness: item.nearness,
            brevity: -(texts.name.len() as i64),
        }
    }

    fn common(&self, most: usize, wanted: impl Fn(&Item) -> bool) -> Vec<Hit> {
        let mut ranked: Vec<(u32, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| wanted(item))
            .filter_map(|(place, item)| Some((item.rank?, place)))
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().take(most).map(|(_, place)| Hit(place)).collect()
    }
}

/// Whether the words stand in a text in this order, each as the beginning of a word.
fn in_order(text: &str, words: &[&str]) -> bool {
    let mut rest = text.split(' ');
    words.iter().all(|word| rest.any(|known| known.starts_with(word)))
}

/// The digits, when what was typed looks like a code or the most of one: `1.004873`, `1004873`, `004873`.
fn code_digits(typed: &str) -> Option<String> {
    // A code may end in a mark (`1.014955-Xoa`).
    let typed = typed.split('-').next().unwrap_or(typed).trim();
    let looks = typed
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ' '));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (looks && digits.len() >= 4).then_some(digits)
}

fn is_code(code: &str, digits: &str) -> bool {
    code.starts_with(digits) || code.get(1..).is_some_and(|rest| rest.starts_with(digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index() -> Index {
        let mut birth =
            Item::new("1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch").with_words(["khai sinh cho cháu"]);
        birth.rank = Some(4);
        let mut elsewhere = Item::new("1.115999", "Hỗ trợ khai sinh của tỉnh khác", "Hộ tịch");
        elsewhere.offered = false;
        Index::build(vec![
            Item::new("1.000110", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài", "Hộ tịch"),
            birth,
            elsewhere,
            Item::new(
                "1.013225",
                "Cấp giấy phép xây dựng nhà ở riêng lẻ",
                "Hoạt động xây dựng",
            ),
        ])
    }

    fn codes(index: &Index, typed: &str) -> Vec<String> {
        index
            .search(typed, 10)
            .into_iter()
            .map(|hit| index.item(hit).code.clone())
            .collect()
    }

    #[test]
    fn words_are_beginnings_without_marks() {
        assert_eq!(codes(&index(), "kha sin"), ["1.001193", "1.000110"]);
        assert_eq!(codes(&index(), "KHAI SINH cháu")[0], "1.001193");
        assert_eq!(codes(&index(), "giay xay"), ["1.013225"]);
    }

    #[test]
    fn codes_are_found_with_and_without_point_and_group() {
        for typed in ["1.013225", "1013225", "013225", "1.0132"] {
            assert_eq!(codes(&index(), typed), ["1.013225"], "{typed}");
        }
    }

    #[test]
    fn one_word_of_three_may_be_missing_when_nothing_has_all() {
        assert_eq!(codes(&index(), "khai sinh online")[0], "1.001193");
        assert!(codes(&index(), "sinh online").is_empty());
    }

    #[test]
    fn what_cannot_be_filed_here_is_for_officers_only() {
        let index = index();
        assert!(!codes(&index, "khai sinh").contains(&"1.115999".to_owned()));
        assert_eq!(index.search_all("ho tro khai sinh", 10).len(), 1);
    }

    #[test]
    fn nothing_typed_finds_the_common_ones() {
        assert_eq!(codes(&index(), " ., "), ["1.001193"]);
    }

    proptest! {
        #[test]
        fn every_beginning_of_a_name_finds_it(place in 0usize..4, length in 1usize..40) {
            let index = index();
            let typed: String = index.items[place].name.chars().take(length).collect();
            prop_assert!(index.search_all(&typed, 10).contains(&Hit(place)));
        }

        #[test]
        fn nothing_typed_breaks_it(typed in "\\PC{0,30}") {
            let _ = index().search(&typed, 5);
        }
    }
}
