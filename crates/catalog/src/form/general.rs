//! The general form: what the many procedures without a written form ask, so that each can be filed (their papers are
//! their own components). It stands beside the code like the forms of papers: it is no procedure's data.

use super::Form;
use crate::import::general_form;
use std::sync::LazyLock;

static GENERAL: LazyLock<Form> = LazyLock::new(|| {
    // The file is ours, and a test reads it.
    general_form(include_str!("../../forms/general.json")).unwrap_or_else(|| Form {
        sections: Vec::new(),
        remark: String::new(),
        english: super::Translations::default(),
    })
});

/// The general form. Its keys only ever grow, so that answers that were given to it stay readable.
pub fn general() -> &'static Form {
    &GENERAL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_asks_who_what_where_and_how_it_comes_back() {
        let form = general();
        for key in ["submitter_name", "matter", "place", "return_way", "declaration"] {
            assert!(form.field(key).is_some_and(|field| field.required), "{key}");
        }
        assert!(form.options().iter().all(|option| form.english.knows(option)));
        assert!(form.fields().all(|field| !field.label.en.is_empty()));
    }
}
