//! Statuses: shape, then words, then colour.

use super::shape;
use crate::html::{Html, escape};
use askama::filters::HtmlSafe;
use std::fmt;

/// A shape that means something even without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Filled disc.
    Run,
    /// Triangle.
    Soon,
    /// Diamond.
    Late,
    /// Two bars.
    Paused,
    /// Tick in a ring.
    Done,
    /// Square outline.
    Closed,
    /// Cut ring, hatched.
    Silent,
    /// Ring: not begun.
    Next,
}

impl Shape {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Soon => "soon",
            Self::Late => "late",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::Silent => "silent",
            Self::Next => "next",
        }
    }
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// In work: filled disc.
    Run,
    /// Due soon: triangle.
    Soon,
    /// Overdue: diamond.
    Late,
    /// The clock waits: two bars.
    Paused,
    /// There is a result: tick in a ring.
    Done,
    /// Delivered, withdrawn, refused, stopped: square.
    Closed,
    /// No signal: cut ring.
    Silent,
}

impl Tone {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Run,
        Self::Soon,
        Self::Late,
        Self::Paused,
        Self::Done,
        Self::Closed,
        Self::Silent,
    ];

    /// The shape that stands for it.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Run => Shape::Run,
            Self::Soon => Shape::Soon,
            Self::Late => Shape::Late,
            Self::Paused => Shape::Paused,
            Self::Done => Shape::Done,
            Self::Closed => Shape::Closed,
            Self::Silent => Shape::Silent,
        }
    }

    /// The end of its class names.
    pub(crate) const fn class(self) -> &'static str {
        self.shape().name()
    }

    /// Its shape as HTML.
    pub(crate) fn drawn(self) -> Html {
        shape(self.shape())
    }
}

/// A status in words, with its shape and colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// How it stands.
    pub tone: Tone,
    /// In words.
    pub text: String,
}

impl Status {
    /// A status.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<strong class=\"mo-status mo-status--{}\">{}<span>{}</span></strong>",
            self.tone.class(),
            self.tone.drawn(),
            escape(&self.text)
        )
    }
}

impl HtmlSafe for Status {}
