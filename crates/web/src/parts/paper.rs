//! The official papers of a dossier as a list of files.

/// A paper that can be opened as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its name, with what kind of file it is.
    pub text: String,
    /// Its address.
    pub href: String,
    /// Its weight in kB, once it is made.
    pub kb: Option<u64>,
    /// The token of the form that prints it again; none for those who may not, or where there is no paper yet.
    pub again: Option<String>,
}

impl PaperLine {
    /// A paper that is only opened.
    pub fn new(text: impl Into<String>, href: impl Into<String>, kb: Option<u64>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            kb,
            again: None,
        }
    }

    /// Whether it is Form 01, which a key opens: it is printed while the person waits.
    pub fn is_receipt(&self) -> bool {
        self.href.ends_with("/papers/receipt")
    }

    /// The weight in words' figures.
    pub fn weight(&self) -> Option<String> {
        self.kb.map(|kb| kb.to_string())
    }
}
