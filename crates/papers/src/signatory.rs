//! Who signs, and the line of authority above the name (Decree 30/2020, appendix I, II.7).

use serde::{Deserialize, Serialize};

/// Who signs a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The full name.
    pub name: String,
    /// The signer's own post, as `Phó Chủ tịch`.
    pub post: String,
    /// By which power they sign.
    pub capacity: Capacity,
    /// The collective body in whose name its head or deputy signs; none where the head alone leads.
    pub collective: Option<String>,
}

/// By which power somebody signs: follows from position and delegation, and is never typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Capacity {
    /// As the head.
    Head,
    /// As acting head (Q.).
    Acting,
    /// As a deputy for the head (KT.).
    Deputy {
        /// The head's post.
        head: String,
    },
    /// By standing order of the head (TL.).
    ByOrder {
        /// The head's post.
        head: String,
    },
    /// By written authorisation of the head (TUQ.).
    Authorised {
        /// The head's post.
        head: String,
    },
}

impl Signatory {
    /// The lines above the name, in order, as they are written before they are set in capitals.
    ///
    /// One who signs by order or by authorisation signs for the head, so the collective is not named.
    pub fn lines(&self) -> Vec<String> {
        let collective = || self.collective.iter().map(|body| format!("TM. {body}"));
        match &self.capacity {
            Capacity::Head => collective().chain([self.post.clone()]).collect(),
            Capacity::Acting => collective().chain([format!("Q. {}", self.post)]).collect(),
            Capacity::Deputy { head } => collective().chain([format!("KT. {head}"), self.post.clone()]).collect(),
            Capacity::ByOrder { head } => vec![format!("TL. {head}"), self.post.clone()],
            Capacity::Authorised { head } => vec![format!("TUQ. {head}"), self.post.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(capacity: Capacity) -> Vec<String> {
        Signatory {
            name: "Trần Văn Bình".into(),
            post: "Phó Chủ tịch".into(),
            capacity,
            collective: Some("Ủy ban nhân dân".into()),
        }
        .lines()
    }

    #[test]
    fn a_deputy_signs_for_the_head_in_the_name_of_the_committee() {
        let head = "Chủ tịch".to_owned();
        let lines = signs(Capacity::Deputy { head });
        assert_eq!(lines, ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]);
    }

    #[test]
    fn one_who_is_authorised_signs_for_the_head_alone() {
        let head = "Chủ tịch".to_owned();
        assert_eq!(signs(Capacity::Authorised { head }), ["TUQ. Chủ tịch", "Phó Chủ tịch"]);
        assert_eq!(signs(Capacity::Acting), ["TM. Ủy ban nhân dân", "Q. Phó Chủ tịch"]);
    }
}
