//! What was typed, in the shape that forms read: rows counted from 0, an address in the parts that it is kept in.

use motcua_catalog::form::{Field, Form, Kind, Typed};

/// What a page posted, as the form reads it.
pub(crate) fn tidy(form: &Form, typed: &Typed) -> Typed {
    let repeats: Vec<(&str, Vec<usize>)> = form
        .fields()
        .filter(|field| matches!(field.kind, Kind::Repeat { .. }))
        .map(|field| (field.key.as_str(), typed.rows(&field.key)))
        .collect();
    Typed::from_post(typed.pairs().map(|(name, value)| {
        // The page asks for house and street; the form keeps them as the address's text.
        let name = match name.strip_suffix("/detail") {
            Some(start) => format!("{start}/text"),
            None => name.to_owned(),
        };
        (counted(&repeats, &name).unwrap_or(name), value.to_owned())
    }))
}

/// The name with its row counted from 0; `None` when it is in no row.
fn counted(repeats: &[(&str, Vec<usize>)], name: &str) -> Option<String> {
    let (field, row, rest) = parts(name)?;
    let (_, rows) = repeats.iter().find(|(key, _)| *key == field)?;
    let place = rows.iter().position(|known| *known == row)?;
    Some(format!("{field}/{place}/{rest}"))
}

/// Field, row and rest of the name of something in a row.
fn parts(name: &str) -> Option<(&str, usize, &str)> {
    let (field, rest) = name.split_once('/')?;
    let (row, rest) = rest.split_once('/')?;
    Some((field, row.parse().ok()?, rest))
}

/// The same with one more, empty row under a field.
pub(crate) fn with_row(form: &Form, mut typed: Typed, key: &str) -> Typed {
    if let Some(Field {
        kind: Kind::Repeat { fields },
        ..
    }) = form.field(key)
        && let Some(first) = fields.first()
    {
        let next = typed.rows(key).last().map_or(0, |last| last + 1);
        typed.set(format!("{key}/{next}/{}", first.key), "");
    }
    typed
}

/// The same without a row of a field; the rows after it move up.
pub(crate) fn without_row(form: &Form, typed: &Typed, key: &str, row: usize) -> Typed {
    let kept = Typed::from_post(
        typed
            .pairs()
            .filter(|(name, _)| !parts(name).is_some_and(|(field, at, _)| field == key && at == row)),
    );
    tidy(form, &kept)
}

/// What the buttons of rows say: `add residences`, `drop residences/2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowAct {
    /// One more row.
    Add(String),
    /// One row less.
    Drop(String, usize),
}

impl RowAct {
    /// Reads the value of a button; `None` when it is another one.
    pub(crate) fn read(act: &str) -> Option<Self> {
        let (word, rest) = act.split_once(' ')?;
        match word {
            "add" => Some(Self::Add(rest.to_owned())),
            "drop" => {
                let (field, row) = rest.rsplit_once('/')?;
                Some(Self::Drop(field.to_owned(), row.parse().ok()?))
            }
            _ => None,
        }
    }

    /// Does it.
    pub(crate) fn apply(&self, form: &Form, typed: Typed) -> Typed {
        match self {
            Self::Add(field) => with_row(form, typed, field),
            Self::Drop(field, row) => without_row(form, &typed, field, *row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_catalog::form::{Label, Section, Translations};

    fn form() -> Form {
        let place = Field::new("place", "Nơi", Kind::Text);
        let fields = vec![
            Field::new("home", "Nơi ở", Kind::Address),
            Field::new("residences", "Các nơi", Kind::Repeat { fields: vec![place] }),
        ];
        Form {
            sections: vec![Section {
                title: Label::default(),
                fields,
            }],
            remark: String::new(),
            english: Translations::default(),
        }
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from_post(pairs.iter().copied())
    }

    #[test]
    fn an_address_and_its_rows_are_kept_as_the_form_reads_them() {
        let posted = typed(&[
            ("home/detail", "Tổ 4"),
            ("home/unit", "06673"),
            ("residences/3/place", "x"),
        ]);
        let kept = typed(&[
            ("home/text", "Tổ 4"),
            ("home/unit", "06673"),
            ("residences/0/place", "x"),
        ]);
        assert_eq!(tidy(&form(), &posted), kept);
    }

    #[test]
    fn rows_come_and_go_by_their_buttons() {
        let two = typed(&[("residences/0/place", "a"), ("residences/1/place", "b")]);
        let add = RowAct::read("add residences").unwrap();
        assert_eq!(add.apply(&form(), two.clone()).rows("residences"), [0, 1, 2]);
        let drop = RowAct::read("drop residences/0").unwrap();
        assert_eq!(drop.apply(&form(), two), typed(&[("residences/0/place", "b")]));
        assert_eq!(RowAct::read("next"), None);
        assert_eq!(RowAct::read("drop residences/x"), None);
    }
}
