//! Which components a file may lie on, and what is to be said of one that has none.

use super::Enclosure;
use motcua_catalog::version::component::{Component, Kind, Needed};
use serde_json::{Map, Value as Json};

/// What a missing file of a component means to whoever files online.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A copy is handed in, and a file is one: it does not go without.
    Demanded,
    /// An original is handed in, or only an officer can tell whether it is needed: a file helps, the paper counts.
    Advised,
    /// Shown at the counter, and given back: no file takes its place (INT-08).
    Shown,
}

/// Whether a file may lie on a component. What the form makes, what is only shown, and remarks take none.
pub fn takes_files(component: &Component) -> bool {
    match component.kind {
        Kind::HandIn | Kind::ReplacedByData => !component.form_generated,
        Kind::Show | Kind::Note => false,
    }
}

/// What is to be said of a component without a file by these answers; `None` where nothing is.
fn lack(component: &Component, answers: &Map<String, Json>) -> Option<Lack> {
    let needed = component.needed(answers);
    match (component.kind, needed) {
        (Kind::Note | Kind::ReplacedByData, _) | (_, Needed::No) => None,
        (Kind::HandIn, _) if component.form_generated => None,
        (Kind::Show, Needed::Yes) => Some(Lack::Shown),
        (Kind::Show, Needed::Perhaps) => None,
        (Kind::HandIn, Needed::Yes) if component.originals == 0 && component.copies > 0 => Some(Lack::Demanded),
        (Kind::HandIn, Needed::Yes | Needed::Perhaps) => Some(Lack::Advised),
    }
}

/// The components without a file, each with what that means.
pub fn lacks<'a>(
    components: &'a [Component],
    answers: &Map<String, Json>,
    enclosures: &[Enclosure],
) -> Vec<(&'a Component, Lack)> {
    let has = |component: &Component| {
        enclosures
            .iter()
            .any(|enclosure| enclosure.component == component.key && enclosure.whole.is_some())
    };
    components
        .iter()
        .filter(|component| !has(component))
        .filter_map(|component| Some((component, lack(component, answers)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_catalog::version::component::Need;

    fn said(change: impl FnOnce(&mut Component)) -> Option<Lack> {
        let mut component = Component::new("giay", "Giấy tờ", Kind::HandIn);
        component.copies = 1;
        change(&mut component);
        let all = [component];
        lacks(&all, &Map::new(), &[]).first().map(|(_, lack)| *lack)
    }

    #[test]
    fn a_copy_is_demanded_as_a_file_and_an_original_is_not() {
        assert_eq!(said(|_| {}), Some(Lack::Demanded));
        assert_eq!(said(|paper| paper.originals = 1), Some(Lack::Advised));
        assert_eq!(said(|paper| paper.copies = 0), Some(Lack::Advised));
    }

    #[test]
    fn what_is_only_shown_is_no_file_and_what_data_replace_is_not_asked_for() {
        assert_eq!(said(|paper| paper.kind = Kind::Show), Some(Lack::Shown));
        assert_eq!(said(|paper| paper.kind = Kind::ReplacedByData), None);
        assert_eq!(said(|paper| paper.form_generated = true), None);
        assert_eq!(said(|paper| paper.kind = Kind::Note), None);
    }

    #[test]
    fn what_only_an_officer_can_tell_is_never_demanded() {
        let perhaps = said(|paper| paper.need = Need::Conditional { when: String::new() });
        assert_eq!(perhaps, Some(Lack::Advised));
    }
}
