//! What happened to a dossier, and what comes next: solid where the clock runs, dashed where it waits.

use super::status::Shape;
use crate::html::Html;
use crate::words::{Given, Span, Words};
use askama::Template;
use motcua_kernel::{Date, Instant};

/// What an item of the timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineKind {
    /// Over.
    Done,
    /// Going on, the clock runs.
    Now,
    /// Going on, the clock waits.
    Paused,
    /// Going on, past its time.
    Late,
    /// Not begun.
    Next,
    /// The end: delivered, refused, withdrawn.
    End,
}

impl TimelineKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Done | Self::Now | Self::End => "",
            Self::Paused => " moj-timeline__item--paused",
            Self::Late => " moj-timeline__item--late",
            Self::Next => " moj-timeline__item--next",
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Done => Shape::Done,
            Self::Now => Shape::Run,
            Self::Paused => Shape::Paused,
            Self::Late => Shape::Late,
            Self::Next => Shape::Next,
            Self::End => Shape::Closed,
        }
    }

    const fn said(self) -> &'static str {
        match self {
            Self::Done | Self::End => "timeline-done",
            Self::Now => "timeline-now",
            Self::Paused => "timeline-paused",
            Self::Late => "timeline-late",
            Self::Next => "timeline-next",
        }
    }
}

/// When it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// At a moment.
    At(Instant),
    /// From a moment until now.
    Since(Instant),
    /// Over some days, which took so long on the clock.
    Between(Date, Date, Span),
    /// Not known yet; who will do it instead.
    By(String),
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineItem {
    /// What it is.
    pub kind: TimelineKind,
    /// Its title: the step.
    pub title: String,
    /// When.
    pub when: When,
    /// Who held it, what came of it.
    pub text: Option<String>,
}

impl TimelineItem {
    /// An item.
    pub fn new(kind: TimelineKind, title: impl Into<String>, when: When) -> Self {
        Self {
            kind,
            title: title.into(),
            when,
            text: None,
        }
    }

    /// The same with a text.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    fn when(&self, w: impl Given<Words>) -> String {
        let w = w.given();
        match &self.when {
            When::At(at) => w.moment_start(*at),
            When::Since(at) if self.kind == TimelineKind::Paused => {
                w.one("timeline-since-paused", "moment", w.moment_brief(*at))
            }
            When::Since(at) => w.one("timeline-since", "moment", w.moment_brief(*at)),
            When::Between(from, to, span) if from == to => w.two(
                "timeline-on",
                "day",
                crate::words::capital(w.day_brief(from)),
                "span",
                w.span(*span),
            ),
            When::Between(from, to, span) => w.with(
                "timeline-between",
                &[
                    ("from", w.date_brief(*from).into()),
                    ("to", w.date_brief(*to).into()),
                    ("span", w.span(*span).into()),
                ],
            ),
            When::By(who) => who.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "parts/timeline.html")]
struct Timeline<'a> {
    w: Words,
    items: &'a [TimelineItem],
}

/// The whole timeline.
pub fn timeline(w: impl Given<Words>, items: &[TimelineItem]) -> Html {
    Html::from_template(Timeline { w: w.given(), items }.render().unwrap_or_default())
}
