//! What follows for a dossier from the kind of a step. The kinds themselves are the catalogue's.

use motcua_catalog::workflow::StepKind;

/// Rules of a kind of step.
pub trait KindRules: Copy {
    /// The stable word.
    fn word(self) -> &'static str;
    /// Whether an officer takes the dossier before working on it. Initialling, signing, issuing and delivering
    /// are done from a common pile: whoever is there and may, does it.
    fn is_taken(self) -> bool;
    /// Whether a result must have been proposed before a dossier comes here.
    fn needs_result(self) -> bool;
    /// Whether a proposed result is initialled or signed here.
    fn is_signed_at(self) -> bool;
}

impl KindRules for StepKind {
    fn word(self) -> &'static str {
        // `ALL` names every kind; a kind without a word would be a new one that nobody named.
        Self::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }

    fn is_taken(self) -> bool {
        !self.needs_result()
    }

    fn needs_result(self) -> bool {
        match self {
            Self::Initial | Self::Sign | Self::Issue | Self::Return => true,
            Self::Receive | Self::Assign | Self::Check | Self::ExternalSystem | Self::Consult | Self::Propose => false,
        }
    }

    fn is_signed_at(self) -> bool {
        matches!(self, Self::Initial | Self::Sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word() {
        for (word, kind) in StepKind::ALL {
            assert_eq!(kind.word(), word);
            assert_eq!(serde_json::to_value(kind).unwrap(), word);
        }
    }
}
