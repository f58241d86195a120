//! Components: typed values that draw themselves.

mod clock;
mod field;
mod files;
mod line;
mod paper;
mod status;
mod timeline;

pub use clock::{Clock, ClockState, Tile, TileKind, tiles_of};
pub use field::{
    Address, Answer, Centre, Choice, DateParts, Field, FieldKind, PeriodParts, Prefill, Repeat, Row, Source,
};
pub use files::{FileLine, Files, FilesOf};
pub(crate) use line::dial;
pub use line::{Contact, Crumb, ErrorLine, Fee, Link, Next, Pair};
pub use paper::PaperLine;
pub use status::{Shape, Status, Tone};
pub use timeline::{TimelineItem, TimelineKind, When, timeline};

use crate::assets;
use crate::html::{Html, escape};
use crate::words::Given;

/// An icon of the sprite, `search` for `i-search`. It never stands without words.
pub fn icon(name: &str) -> Html {
    Html::from_template(format!(
        "<svg class=\"mo-icon\" aria-hidden=\"true\"><use href=\"{}#i-{}\"/></svg>",
        assets::href("sprite.svg"),
        escape(name)
    ))
}

/// A status shape.
pub fn shape(shape: impl Given<Shape>) -> Html {
    Html::from_template(format!(
        "<svg class=\"mo-shape\" aria-hidden=\"true\"><use href=\"{}#st-{}\"/></svg>",
        assets::href("sprite.svg"),
        shape.given().name()
    ))
}
