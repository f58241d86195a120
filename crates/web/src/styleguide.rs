//! `/styleguide`: every component with every sample, and the way to every page with every sample.

use crate::parts::{
    Clock, ClockState, ErrorLine, Fee, Field, Next, Pair, Status, Tile, TileKind, TimelineItem, TimelineKind, Tone,
    When, tiles_of,
};
use crate::sample::{self, either};
use crate::{Here, Language, Page, Shell, Span, SpanUnit, Words, paths, problem};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use motcua_kernel::{Money, Problem, codes};

/// The page of components.
#[derive(Template)]
#[template(path = "public/styleguide.html")]
pub struct StyleguidePage {
    w: Words,
    shell: Shell,
    statuses: Vec<Status>,
    clocks: Vec<Clock>,
    tiles: Vec<Tile>,
    timeline: Vec<TimelineItem>,
    fields: Vec<Field>,
    errors: Vec<ErrorLine>,
    pairs: Vec<Pair>,
    said: Vec<Pair>,
    next: Next,
    icons: &'static [&'static str],
    pages: Vec<(&'static str, usize)>,
}

const ICONS: &[&str] = &[
    "search", "phone", "pin", "clock", "paper", "id", "alert", "info", "ticket", "wallet", "right", "left", "down",
    "tick", "cross", "plus", "print", "camera", "hand", "person", "seal", "pen", "send", "lock", "eye", "scan",
    "calendar",
];

impl StyleguidePage {
    /// The page, with links to the samples of these pages (name and number of samples).
    pub(crate) fn sample(w: Words, shell: Shell, pages: Vec<(&'static str, usize)>) -> Self {
        let clock = |used, left, percent, state| Clock {
            limit: Span::Of(3, SpanUnit::WorkingDay),
            used,
            left,
            percent,
            state,
        };
        let tile = |kind, vi: &str, en: &str, percent| Tile {
            kind,
            label: either(w, vi, en),
            percent,
        };
        let key = |tone| match tone {
            Tone::Run => "state-running",
            Tone::Soon => "state-soon",
            Tone::Late => "state-late",
            Tone::Paused => "state-paused",
            Tone::Done => "state-result",
            Tone::Closed => "state-delivered",
            Tone::Silent => "status-silent",
        };
        Self {
            w,
            shell,
            statuses: Tone::ALL
                .into_iter()
                .map(|tone| Status::new(tone, w.say(key(tone))))
                .collect(),
            clocks: vec![
                clock(
                    Span::Of(2, SpanUnit::WorkingDay),
                    Span::Of(1, SpanUnit::WorkingDay),
                    66,
                    ClockState::Runs,
                ),
                clock(
                    Span::Of(1, SpanUnit::WorkingDay),
                    Span::Of(2, SpanUnit::WorkingDay),
                    33,
                    ClockState::Waits,
                ),
                clock(
                    Span::Of(4, SpanUnit::WorkingDay),
                    Span::Of(1, SpanUnit::WorkingDay),
                    100,
                    ClockState::Late,
                ),
                clock(
                    Span::WorkingDaysAndHours(2, 4),
                    Span::Of(4, SpanUnit::WorkingHour),
                    84,
                    ClockState::Stopped,
                ),
            ],
            tiles: vec![
                tile(TileKind::Centre, "Trung tâm", "Centre", 9),
                tile(TileKind::Unit, "Phường Hồng Gai", "Hồng Gai ward", 38),
                tile(TileKind::Paused, "Chờ bổ sung", "Waiting for a paper", 22),
                tile(TileKind::Late, "Quá hạn", "Overdue", 14),
            ],
            timeline: vec![
                TimelineItem::new(
                    TimelineKind::Done,
                    either(w, "Đã tiếp nhận", "Accepted"),
                    When::At(sample::at(11, 20, 9, 5)),
                ),
                TimelineItem::new(
                    TimelineKind::Paused,
                    either(w, "Chờ bổ sung", "Waiting"),
                    When::Since(sample::at(11, 25, 7, 30)),
                )
                .saying(sample::LONG_UNIT),
                TimelineItem::new(
                    TimelineKind::Now,
                    either(w, "Kiểm tra", "Check"),
                    When::Between(
                        sample::at(11, 25, 0, 0).date(),
                        sample::at(11, 25, 0, 0).date(),
                        Span::Of(2, SpanUnit::WorkingHour),
                    ),
                ),
                TimelineItem::new(
                    TimelineKind::Late,
                    either(w, "Ký", "Signature"),
                    When::Since(sample::at(11, 25, 8, 0)),
                ),
                TimelineItem::new(
                    TimelineKind::Next,
                    either(w, "Trả kết quả", "Delivery"),
                    When::By(sample::LONG_NAME.to_owned()),
                ),
                TimelineItem::new(
                    TimelineKind::End,
                    either(w, "Đã trả", "Delivered"),
                    When::At(sample::at(11, 27, 16, 0)),
                ),
            ],
            fields: crate::public::sample::fields(w),
            errors: vec![ErrorLine::new(
                "submitter_name",
                either(w, "Nhập đủ họ và tên", "Give the full name"),
            )],
            pairs: vec![
                Pair::new(either(w, "Họ, chữ đệm, tên", "Full name"), sample::LONG_NAME).noted(sample::LONG_UNIT),
                Pair::new(either(w, "Điện thoại", "Telephone"), ""),
            ],
            said: vec![
                Pair::new("moment", w.moment(sample::now())),
                Pair::new("moment_brief", w.moment_brief(sample::now())),
                Pair::new("day", w.day(sample::now().date())),
                Pair::new("stamp", w.stamp(sample::now())),
                Pair::new("money", w.money(Money::dong(1_250_000))),
                Pair::new("fee", w.fee(Fee::Unknown)),
                Pair::new("span", w.span(Span::Of(3, SpanUnit::Month))),
                Pair::new("paper_day", w.paper_day(sample::now().date())),
            ],
            next: Next {
                first: Some(paths::STYLEGUIDE.to_owned()),
                next: Some(paths::STYLEGUIDE.to_owned()),
            },
            icons: ICONS,
            pages,
        }
    }

    fn tiles_html(&self) -> crate::Html {
        tiles_of(&self.tiles, &self.w.say("styleguide-tiles"))
    }
}

pub(crate) async fn show(here: Here) -> Response {
    let pages = crate::pages()
        .iter()
        .map(|page| (page.name, (page.draw)(Language::Vi).len()))
        .collect();
    StyleguidePage::sample(here.words, Shell::new(&here, None), pages).respond()
}

pub(crate) async fn show_sample(Path(path): Path<String>, here: Here) -> Response {
    let sample = path.rsplit_once('/').and_then(|(name, number)| {
        let page = crate::pages().into_iter().find(|page| page.name == name)?;
        (page.draw)(here.words.language()).into_iter().nth(number.parse().ok()?)
    });
    match sample {
        Some(Ok(html)) => (
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            )],
            html,
        )
            .into_response(),
        Some(Err(error)) => problem::respond(&Problem::new(codes::INTERNAL).caused_by(error), &here),
        None => problem::respond(&Problem::new(codes::NOT_FOUND), &here),
    }
}

impl Page for StyleguidePage {
    const NAME: &'static str = "styleguide";

    fn samples(w: Words) -> Vec<Self> {
        vec![Self::sample(
            w,
            sample::shell(w, paths::STYLEGUIDE, None),
            vec![("public/home", 2)],
        )]
    }
}
