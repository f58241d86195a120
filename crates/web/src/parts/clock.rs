//! The clock of a dossier: how much of the limit is used, and whether it runs; and its tiles by holder.

use crate::html::Html;
use crate::words::{Given, Span, Words};
use askama::Template;

/// Whether the clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs.
    Runs,
    /// It waits for somebody outside: two bars.
    Waits,
    /// The limit is used up.
    Late,
    /// It stopped: the result was issued.
    Stopped,
}

/// How much of the time limit is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The limit.
    pub limit: Span,
    /// What is used of it.
    pub used: Span,
    /// What is left; when late, by how much.
    pub left: Span,
    /// The used part, 0 to 100.
    pub percent: u8,
    /// Whether it runs.
    pub state: ClockState,
}

#[derive(Template)]
#[template(path = "parts/clock.html")]
struct ClockTemplate<'a> {
    w: Words,
    c: &'a Clock,
}

impl Clock {
    fn width(&self) -> u8 {
        self.percent.min(100)
    }

    fn used_said(&self, w: impl Given<Words>) -> String {
        let w = w.given();
        w.one("clock-used", "span", w.span(self.used))
    }

    fn left_said(&self, w: impl Given<Words>) -> String {
        let w = w.given();
        let key = match self.state {
            ClockState::Runs => "clock-left",
            ClockState::Waits => "clock-left-paused",
            ClockState::Late => "clock-late",
            ClockState::Stopped => "clock-stopped",
        };
        w.one(key, "span", w.span(self.left))
    }

    fn bar_class(&self) -> &'static str {
        if self.state == ClockState::Late { " is-late" } else { "" }
    }

    fn legend_class(&self) -> &'static str {
        match self.state {
            ClockState::Waits => "is-paused",
            ClockState::Late => "is-late",
            ClockState::Runs | ClockState::Stopped => "is-run",
        }
    }

    /// The key of what the clock's state means.
    pub(crate) const fn about(&self) -> &'static str {
        match self.state {
            ClockState::Runs => "clock-about-runs",
            ClockState::Waits => "clock-about-waits",
            ClockState::Late => "clock-about-late",
            ClockState::Stopped => "clock-about-stopped",
        }
    }

    /// The bar with its legend.
    pub fn html(&self, w: impl Given<Words>) -> Html {
        Html::from_template(ClockTemplate { w: w.given(), c: self }.render().unwrap_or_default())
    }
}

/// Who a tile's time is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileKind {
    /// The centre: receiving, delivering.
    Centre,
    /// The deciding unit.
    Unit,
    /// Nobody: the clock waits.
    Paused,
    /// Past its time.
    Late,
}

impl TileKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Centre => "is-centre",
            Self::Unit => "is-unit",
            Self::Paused => "is-paused",
            Self::Late => "is-late",
        }
    }
}

/// A stretch of the time ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Who it is charged to.
    pub kind: TileKind,
    /// Whom, in words.
    pub label: String,
    /// Its share of the limit, 0 to 100.
    pub percent: u8,
}

impl Tile {
    fn width(&self) -> u8 {
        self.percent.min(100)
    }
}

#[derive(Template)]
#[template(path = "parts/tiles.html")]
struct Tiles<'a> {
    tiles: &'a [Tile],
    said: &'a str,
}

impl Tiles<'_> {
    // Each holder once, in the order of their first tile.
    fn legend(&self) -> Vec<&Tile> {
        let mut legend: Vec<&Tile> = Vec::new();
        for tile in self.tiles {
            if !legend
                .iter()
                .any(|seen| seen.kind == tile.kind && seen.label == tile.label)
            {
                legend.push(tile);
            }
        }
        legend
    }
}

/// The tiles of a ledger; `said` tells the same in one sentence.
pub fn tiles_of(tiles: &[Tile], said: &str) -> Html {
    Html::from_template(Tiles { tiles, said }.render().unwrap_or_default())
}
