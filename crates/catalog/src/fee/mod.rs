//! Fees (phí, lệ phí): an amount, or honestly unknown. Unknown is never 0.

mod bill;
mod rule;

pub use bill::{Bill, BillLine, Exempt, Facts, UnknownLine, exemptions, of};
pub use rule::{Counts, Papers, Rule, Within};

use crate::{Mark, Method};
use motcua_kernel::Money;
use motcua_kernel::text::fold;
use serde::{Deserialize, Serialize};

/// An amount, or the reason why nobody can say one yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Fee {
    /// This amount; zero means that nothing is charged.
    Known {
        /// In đồng.
        dong: Money,
    },
    /// Nobody can say. Pages say so in words and never show a figure.
    Unknown {
        /// Why.
        doubt: Doubt,
        /// What the source says beside it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
}

/// Why a fee is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A People's Council sets it, and its resolution is not in the catalogue yet.
    CouncilSetsIt,
    /// The figure looks like foreign currency or an amount per piece.
    Suspect,
    /// The source gives no amount, or refers to another text.
    NotSaid,
    /// Which of several amounts is charged, or whether one is, depends on what is not known yet.
    DependsOnCase,
}

impl Fee {
    /// Reads what the national file says (data trap 8): a 0, or any figure, beside a note that names the
    /// People's Council is unknown; so is a suspect figure; so is a 0 beside a note that refers to another
    /// text instead of saying that nothing is charged.
    pub fn from_source(vnd: Option<i64>, note: &str, suspect: bool) -> Self {
        let folded = fold(note);
        let unknown = |doubt| Self::Unknown {
            doubt,
            note: note.to_owned(),
        };
        let Some(dong) = vnd else {
            return unknown(if names_council(&folded) {
                Doubt::CouncilSetsIt
            } else {
                Doubt::NotSaid
            });
        };
        if suspect || dong < 0 {
            return unknown(Doubt::Suspect);
        }
        if names_council(&folded) {
            return unknown(Doubt::CouncilSetsIt);
        }
        if dong == 0 && !folded.is_empty() && !says_free(&folded) {
            return unknown(Doubt::NotSaid);
        }
        Self::Known {
            dong: Money::dong(dong),
        }
    }

    /// The amount, when it is known.
    pub const fn known(&self) -> Option<Money> {
        match self {
            Self::Known { dong } => Some(*dong),
            Self::Unknown { .. } => None,
        }
    }
}

fn names_council(folded: &str) -> bool {
    folded.contains("hoi dong nhan dan") || folded.split(' ').any(|word| word == "hdnd")
}

/// Notes that say themselves that nothing is charged. "Không quy định" only says that nobody set it.
fn says_free(folded: &str) -> bool {
    let whole = [
        "khong",
        "khong co",
        "mien phi",
        "mien",
        "0",
        "0 dong",
        "khong phi",
        "khong mat phi",
        "khong thu phi",
    ];
    whole.contains(&folded)
        || ["khong thu", "khong phai nop", "mien le phi", "mien phi", "mien thu"]
            .iter()
            .any(|start| folded.starts_with(start))
}

/// One line of what a procedure costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// What is paid for. Empty where the source has only a figure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// How much.
    pub fee: Fee,
    /// Per what (a page, a copy); empty for once a dossier.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub per: String,
    /// Only for this way of filing; None for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Whether the line says who pays nothing, rather than what is paid.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exemption: bool,
    /// How often and when it is charged; None where the source only says an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// How sure the line is, where the province wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// Fees that the province set by a resolution of its People's Council. No import touches them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceFees {
    /// Number and day of the resolution.
    pub resolution: String,
    /// The lines.
    pub lines: Vec<FeeLine>,
}

/// A worked example that a test of the fee rule must meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeExample {
    /// Pages of one copy.
    pub pages: u32,
    /// Copies.
    pub copies: u32,
    /// What is paid.
    pub dong: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_beside_the_council_is_unknown() {
        let note = "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định.";
        let fee = Fee::from_source(Some(0), note, false);
        assert_eq!(
            fee,
            Fee::Unknown {
                doubt: Doubt::CouncilSetsIt,
                note: note.into()
            }
        );
        assert_eq!(fee.known(), None);
    }

    #[test]
    fn a_figure_beside_the_council_is_unknown_too() {
        assert_eq!(Fee::from_source(Some(50_000), "theo HĐND tỉnh", false).known(), None);
    }

    #[test]
    fn a_suspect_figure_is_unknown() {
        let fee = Fee::from_source(Some(10), "", true);
        assert!(matches!(
            fee,
            Fee::Unknown {
                doubt: Doubt::Suspect,
                ..
            }
        ));
    }

    #[test]
    fn a_zero_that_refers_to_another_text_is_unknown() {
        assert_eq!(
            Fee::from_source(Some(0), "Theo quy định của Bộ Tài chính", false).known(),
            None
        );
        assert_eq!(Fee::from_source(Some(0), "Không quy định", false).known(), None);
    }

    #[test]
    fn a_plain_zero_and_one_that_says_so_are_free() {
        for note in [
            "",
            "Không",
            "Miễn phí",
            "không có",
            "Không thu lệ phí đăng ký đối với tổ hợp tác",
        ] {
            assert_eq!(
                Fee::from_source(Some(0), note, false).known(),
                Some(Money::ZERO),
                "{note}"
            );
        }
    }
}
