//! Old place names and what they are now.

use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;
use motcua_kernel::Date;

/// A part of a split unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePart {
    /// The unit it belongs to now.
    pub new: String,
    /// Which part, where that is known.
    pub note: Option<String>,
}

/// What an old unit is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceNow {
    /// The whole of it belongs to one unit.
    Whole(String),
    /// It was divided: the person is asked.
    Split(Vec<PlacePart>),
    /// It is what it was.
    Same,
    /// It is a name of today; what it was made of.
    New(Vec<String>),
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceAnswer {
    /// The old name, with what it belonged to.
    pub old: String,
    /// What it is now.
    pub now: PlaceNow,
    /// The resolution it rests on.
    pub basis: String,
}

/// The look-up of old place names.
#[derive(Template)]
#[template(path = "public/places.html")]
pub struct PlacesPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// What was asked.
    pub q: String,
    /// The answers.
    pub answers: Vec<PlaceAnswer>,
    /// The day of the last merger.
    pub since: Date,
}

impl Page for PlacesPage {
    const NAME: &'static str = "public/places";

    fn samples(w: Words) -> Vec<Self> {
        let page = |q: &str, answers| Self {
            w,
            shell: sample::shell(w, paths::PLACES, Some(Part::Places)),
            q: q.to_owned(),
            answers,
            // A date that exists.
            since: Date::new(2025, 7, 1).expect("1 July 2025 is a day"),
        };
        let basis = || either(w, "Nghị quyết số 1679/NQ-UBTVQH15", "Resolution 1679/NQ-UBTVQH15");
        let part = |new: &str, note: Option<&str>| PlacePart {
            new: new.to_owned(),
            note: note.map(str::to_owned),
        };
        vec![
            page(
                "phường hồng hải",
                vec![PlaceAnswer {
                    old: "Phường Hồng Hải, thành phố Hạ Long".to_owned(),
                    now: PlaceNow::Whole("phường Hạ Long".to_owned()),
                    basis: basis(),
                }],
            ),
            page(
                "cong hoa",
                vec![
                    PlaceAnswer {
                        old: "Phường Cộng Hòa, thị xã Quảng Yên".to_owned(),
                        now: PlaceNow::Split(vec![part("phường Đông Mai", None), part("phường Hiệp Hòa", None)]),
                        basis: basis(),
                    },
                    PlaceAnswer {
                        old: "Xã Cộng Hòa, thành phố Cẩm Phả".to_owned(),
                        now: PlaceNow::Whole("xã Hải Hòa".to_owned()),
                        basis: basis(),
                    },
                    PlaceAnswer {
                        old: "Huyện Cô Tô".to_owned(),
                        now: PlaceNow::Same,
                        basis: basis(),
                    },
                ],
            ),
            page(
                "ha long",
                vec![PlaceAnswer {
                    old: "Phường Hạ Long".to_owned(),
                    now: PlaceNow::New(vec![
                        "Phường Hồng Hải, thành phố Hạ Long".to_owned(),
                        "Phường Hồng Hà, thành phố Hạ Long".to_owned(),
                    ]),
                    basis: basis(),
                }],
            ),
            page("Thăng Long", Vec::new()),
            page("", Vec::new()),
        ]
    }
}
