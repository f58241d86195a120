//! Components (thành phần hồ sơ): what people hand in, what they only show, what data replace, and remarks.

use crate::Mark;
use crate::form::Condition;
use motcua_kernel::text::fold;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is done with a component. Mixing *hand in* and *show* would make the office demand papers that the
/// law lets people keep (INT-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Handed in, and kept with the dossier (nộp).
    HandIn,
    /// Shown, compared and given back (xuất trình).
    Show,
    /// Looked up in the state's data first; asked for only when that fails (INT-09).
    ReplacedByData,
    /// A remark of the source, no paper.
    Note,
}

/// When a component is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Need {
    /// Always.
    Required,
    /// In some cases.
    Conditional {
        /// In which, in words; empty where the name itself says it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        when: String,
    },
}

/// Whether somebody needs a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Needed {
    /// It is needed.
    Yes,
    /// It is not: nobody may ask for it.
    No,
    /// Only an officer can tell.
    Perhaps,
}

/// One component of a procedure version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// What a supplement request refers to (INT-08); unique in its version and the same as long as the text is.
    pub key: String,
    /// Its name, as announced. One name may hold several alternatives.
    pub name: String,
    /// Hand in, show, replaced by data, note.
    pub kind: Kind,
    /// Always, or when.
    pub need: Need,
    /// In which cases, as the answers tell it; None where only an officer can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Condition>,
    /// The heading of the source under which it stands: a case of the procedure, mostly.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case: String,
    /// Originals.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub originals: u32,
    /// Copies.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub copies: u32,
    /// Any one of these will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    /// The official template (Mẫu số 01).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub template: String,
    /// The data that replace it, or that are looked at first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub replaced_by: String,
    /// A remark of the province.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the source cut the name at 500 characters (data trap 11).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// Whether our form makes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub form_generated: bool,
    /// Whether it must be digitised and signed before the dossier goes on (REC-02).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub digitize: bool,
    /// Whether lists, halls and notices must not show it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Whether its file may be large (drawings).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub large_file: bool,
    /// Whether the office keeps the original for a while.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub original_custody: bool,
    /// How sure it is, where the province wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Component {
    /// A component with a key, a name and a kind, always needed.
    pub fn new(key: impl Into<String>, name: impl Into<String>, kind: Kind) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            kind,
            need: Need::Required,
            answers: None,
            case: String::new(),
            originals: 0,
            copies: 0,
            alternatives: Vec::new(),
            template: String::new(),
            replaced_by: String::new(),
            note: String::new(),
            truncated: false,
            form_generated: false,
            digitize: false,
            sensitive: false,
            large_file: false,
            original_custody: false,
            mark: None,
        }
    }

    /// Whether this person needs it, by their answers. What data replace is never demanded (INT-09).
    pub fn needed(&self, answers: &Map<String, Value>) -> Needed {
        match (&self.need, &self.answers) {
            _ if matches!(self.kind, Kind::Note | Kind::ReplacedByData) => Needed::Perhaps,
            (Need::Required, _) => Needed::Yes,
            (Need::Conditional { .. }, Some(when)) if when.holds(answers) => Needed::Yes,
            (Need::Conditional { .. }, Some(_)) => Needed::No,
            (Need::Conditional { .. }, None) => Needed::Perhaps,
        }
    }

    /// Whether it may be asked for at all: remarks may not.
    pub fn is_paper(&self) -> bool {
        self.kind != Kind::Note
    }
}

/// The kind of a component of the national file, from the heading it stands under and its own mark.
///
/// A heading that speaks only of showing makes it *show*. Headings that speak of both ("nộp bản sao … phải
/// xuất trình") mean that something is handed in.
pub fn kind_from_source(heading: &str, is_note: bool) -> Kind {
    if is_note {
        return Kind::Note;
    }
    let heading = fold(heading);
    // "Khi nộp hồ sơ cần xuất trình …" speaks of filing, not of handing these papers in.
    let heading = heading.replace("nop ho so", "").replace("gui ho so", "");
    let shown = heading.contains("xuat trinh");
    let handed_in = heading.contains("nop ") || heading.ends_with("nop") || heading.contains("ho so gom ban sao");
    if shown && !handed_in { Kind::Show } else { Kind::HandIn }
}

/// The need of a component of the national file: its name says "in the case that …", or it stands under a
/// heading that does.
pub fn need_from_source(heading: &str, name: &str) -> Need {
    let starts_with_case = |text: &str| {
        let folded = fold(text);
        let folded = folded.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
        ["truong hop", "doi voi truong hop", "neu ", "khi "]
            .iter()
            .any(|start| folded.starts_with(start))
    };
    if starts_with_case(name) {
        return Need::Conditional { when: String::new() };
    }
    if starts_with_case(heading) {
        return Need::Conditional {
            when: heading.trim_matches([' ', '*', '-', ':']).to_owned(),
        };
    }
    let folded = fold(name);
    if folded.contains(" trong truong hop ") || folded.ends_with("neu co") || folded.contains(" neu nguoi ") {
        return Need::Conditional { when: String::new() };
    }
    Need::Required
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_showing_from_handing_in() {
        assert_eq!(kind_from_source("* Giấy tờ phải xuất trình:", false), Kind::Show);
        assert_eq!(kind_from_source("* Giấy tờ phải nộp:", false), Kind::HandIn);
        assert_eq!(kind_from_source("", false), Kind::HandIn);
        assert_eq!(
            kind_from_source("Khi nộp hồ sơ trực tiếp cần xuất trình các giấy tờ sau", false),
            Kind::Show
        );
    }

    #[test]
    fn a_copy_kept_beside_the_shown_original_is_handed_in() {
        let heading = "Các giấy tờ phải xuất trình (nộp bản sao có chữ ký của thuyền trưởng) bao gồm";
        assert_eq!(kind_from_source(heading, false), Kind::HandIn);
        assert_eq!(
            kind_from_source("Hồ sơ gồm bản sao và xuất trình bản chính", false),
            Kind::HandIn
        );
    }

    #[test]
    fn a_remark_is_no_paper() {
        assert_eq!(kind_from_source("* Giấy tờ phải nộp:", true), Kind::Note);
        assert!(!Component::new("1", "Lưu ý", Kind::Note).is_paper());
    }

    #[test]
    fn a_case_makes_a_component_conditional() {
        assert!(matches!(
            need_from_source("", "Trường hợp trẻ em bị bỏ rơi thì phải có biên bản"),
            Need::Conditional { .. }
        ));
        assert!(matches!(
            need_from_source("", "Văn bản ủy quyền trong trường hợp ủy quyền thực hiện"),
            Need::Conditional { .. }
        ));
        assert_eq!(
            need_from_source("* Giấy tờ phải nộp:", "Giấy chứng sinh"),
            Need::Required
        );
    }
}
