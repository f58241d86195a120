//! The page of one dossier as its person sees it: how it stands, the clock, what happened, whom to ask.

use crate::parts::{Clock, ClockState, Contact, Link, Pair, PaperLine, Status, TimelineItem, TimelineKind, Tone, When};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Span, SpanUnit, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// The way to a file for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddToCalendar {
    /// Where it is.
    pub href: String,
    /// The number and the token of the form, when the dossier was looked up; else it is a link.
    pub form: Option<(String, String)>,
}

/// One dossier: how it stands, the clock, what happened, whom to ask.
#[derive(Template)]
#[template(path = "public/tracking.html")]
pub struct TrackingPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The procedure.
    pub procedure: String,
    /// Its number, or its reference before acceptance.
    pub number: String,
    /// How it stands.
    pub status: Status,
    /// The same in a sentence.
    pub headline: String,
    /// What it means and what to do.
    pub says: Vec<String>,
    /// The promised moment, while it holds.
    pub promised: Option<Instant>,
    /// The promised moment, or the last day of a supplement, as a file for a calendar.
    pub calendar: Option<AddToCalendar>,
    /// What to do, as a button.
    pub act: Option<Link>,
    /// What else may be done.
    pub note: Option<String>,
    /// The clock, once accepted.
    pub clock: Option<Clock>,
    /// What happened and what comes.
    pub timeline: Vec<TimelineItem>,
    /// Place of help, of reception, deciding unit, place of delivery.
    pub places: Vec<Pair>,
    /// Whom to ask.
    pub ask: Option<Contact>,
    /// Form 01.
    pub receipt: Option<String>,
    /// Papers as files.
    pub papers: Vec<PaperLine>,
    /// Where it can be taken back, while it can.
    pub withdraw: Option<String>,
}

impl TrackingPage {
    fn sample(w: Words, tone: Tone, state: &str, headline: String, says: Vec<String>) -> Self {
        let day = |day| sample::at(11, day, 7, 30).date();
        Self {
            w,
            shell: sample::shell_of_person(w, &paths::dossier("7"), Some(Part::Dossiers)),
            procedure: sample::marriage(w),
            number: "H49.105-261120-0044".to_owned(),
            status: Status::new(tone, w.say(state)),
            headline,
            says,
            promised: None,
            calendar: None,
            act: None,
            note: None,
            clock: None,
            timeline: vec![
                TimelineItem::new(
                    TimelineKind::Done,
                    either(w, "Đã tiếp nhận", "Accepted"),
                    When::At(sample::at(11, 20, 9, 5)),
                )
                .saying(either(
                    w,
                    "Quầy 3, Trung tâm phường Bãi Cháy",
                    "Counter 3, Bãi Cháy centre",
                )),
                TimelineItem::new(
                    TimelineKind::Done,
                    either(w, "Kiểm tra, đề xuất", "Checked and proposed"),
                    When::Between(day(20), day(25), Span::WorkingDaysAndHours(2, 2)),
                )
                .saying(either(
                    w,
                    "Văn phòng HĐND và UBND phường Hồng Gai",
                    "Office of Hồng Gai ward",
                )),
            ],
            places: vec![
                Pair::new(
                    w.say("place-received"),
                    either(w, "Trung tâm phường Bãi Cháy", "Bãi Cháy centre"),
                ),
                Pair::new(
                    w.say("place-decides"),
                    either(
                        w,
                        "Ủy ban nhân dân phường Hồng Gai",
                        "People's Committee of Hồng Gai ward",
                    ),
                ),
                Pair::new(
                    w.say("place-returns"),
                    either(w, "Trung tâm phường Bãi Cháy", "Bãi Cháy centre"),
                ),
            ],
            ask: Some(sample::contact(w)),
            receipt: Some(paths::dossier_receipt("7")),
            papers: vec![PaperLine::new(
                w.say("pdf-receipt"),
                paths::dossier_paper("7", "receipt"),
                Some(48),
            )],
            withdraw: Some(paths::dossier_withdraw("7")),
        }
    }
}

impl Page for TrackingPage {
    const NAME: &'static str = "public/tracking";

    fn samples(w: Words) -> Vec<Self> {
        let limit = Span::Of(3, SpanUnit::WorkingDay);
        let next = |vi: &str, en: &str, by: &str| {
            TimelineItem::new(TimelineKind::Next, either(w, vi, en), When::By(by.to_owned()))
        };
        let clock = |used, left, percent, state| {
            Some(Clock {
                limit,
                used,
                left,
                percent,
                state,
            })
        };

        let mut running = Self::sample(
            w,
            Tone::Run,
            "state-running",
            either(w, "Đang chờ lãnh đạo ký", "Waiting for the leader's signature"),
            vec![either(
                w,
                "Từ nay đến ngày hẹn ông/bà không phải làm gì thêm.",
                "You need not do anything until then.",
            )],
        );
        running.promised = Some(sample::at(11, 27, 16, 0));
        running.calendar = Some(AddToCalendar {
            href: paths::dossier_calendar("7"),
            form: None,
        });
        running.clock = clock(
            Span::WorkingDaysAndHours(2, 2),
            Span::Of(6, SpanUnit::WorkingHour),
            75,
            ClockState::Runs,
        );
        running.timeline.push(
            TimelineItem::new(
                TimelineKind::Now,
                either(w, "Ký", "Signature"),
                When::Since(sample::at(11, 25, 8, 52)),
            )
            .saying(either(
                w,
                "Ông Trần Văn Bình, Phó Chủ tịch",
                "Mr Trần Văn Bình, vice-chair",
            )),
        );
        running.timeline.push(next(
            "Cấp số, đóng dấu",
            "Numbered and sealed",
            &either(w, "Văn thư phường Hồng Gai", "Records clerk of Hồng Gai"),
        ));
        running.timeline.push(next(
            "Trả kết quả",
            "Result delivered",
            &either(w, "Trung tâm phường Bãi Cháy", "Bãi Cháy centre"),
        ));

        let mut paused = Self::sample(
            w,
            Tone::Paused,
            "state-paused",
            either(
                w,
                "Đang chờ ông/bà bổ sung một giấy tờ",
                "We are waiting for one paper from you",
            ),
            vec![
                either(
                    w,
                    "Cần bản án ly hôn năm 2019, để ghi đúng tình trạng hôn nhân. Chúng tôi đã xem hết hồ sơ và chỉ cần giấy này.",
                    "Please send the divorce judgment of 2019. We have looked through everything and need only this.",
                ),
                either(
                    w,
                    "Gửi trước 17 giờ 00, thứ Tư ngày 02/12/2026. Chụp ảnh cũng được.",
                    "Send it before 17:00 on Wednesday 2 December 2026. A photo is fine.",
                ),
            ],
        );
        paused.act = Some(Link::new(
            either(w, "Gửi giấy tờ", "Send the paper"),
            "/dossiers/7/supplement",
        ));
        paused.note = Some(w.say("tracking-bring-anywhere"));
        paused.clock = clock(
            Span::Of(1, SpanUnit::WorkingDay),
            Span::Of(2, SpanUnit::WorkingDay),
            33,
            ClockState::Waits,
        );
        paused.timeline.push(TimelineItem::new(
            TimelineKind::Paused,
            either(w, "Chờ ông/bà bổ sung", "Waiting for your paper"),
            When::Since(sample::at(11, 25, 7, 30)),
        ));
        paused.timeline.push(next(
            "Ký",
            "Signature",
            &either(w, "Lãnh đạo phường Hồng Gai", "Leader of Hồng Gai ward"),
        ));

        let mut late = Self::sample(
            w,
            Tone::Late,
            "state-late",
            either(
                w,
                "Chúng tôi xin lỗi ông/bà: hồ sơ không kịp ngày hẹn",
                "We apologise: the dossier will be late",
            ),
            vec![either(
                w,
                "Kết quả xác minh ở nơi cư trú cũ chưa về. Lỗi không ở ông/bà. Chúng tôi chỉ hẹn lại một lần.",
                "The answer from your former residence is not back. It is not your fault. We set a new date once only.",
            )],
        );
        late.promised = Some(sample::at(12, 2, 16, 0));
        late.calendar = Some(AddToCalendar {
            href: paths::TRACK_CALENDAR.to_owned(),
            form: Some((late.number.clone(), sample::TOKEN.to_owned())),
        });
        late.clock = clock(
            Span::Of(4, SpanUnit::WorkingDay),
            Span::Of(1, SpanUnit::WorkingDay),
            100,
            ClockState::Late,
        );
        late.timeline.push(
            TimelineItem::new(
                TimelineKind::Late,
                either(w, "Chờ xác minh nơi cư trú cũ", "Waiting for the former residence"),
                When::Since(sample::at(11, 20, 14, 20)),
            )
            .saying(sample::LONG_UNIT),
        );

        let mut done = Self::sample(
            w,
            Tone::Done,
            "state-result",
            either(
                w,
                "Đã có kết quả, sớm hơn hẹn nửa ngày",
                "The result is here, half a day early",
            ),
            vec![either(
                w,
                "Mời ông/bà nhận tại quầy 2, Trung tâm phường Bãi Cháy; mang theo phiếu hẹn hoặc thẻ căn cước.",
                "Please collect at counter 2 of the Bãi Cháy centre, with the receipt or your identity card.",
            )],
        );
        done.clock = clock(
            Span::WorkingDaysAndHours(2, 4),
            Span::Of(4, SpanUnit::WorkingHour),
            84,
            ClockState::Stopped,
        );
        done.timeline.push(TimelineItem::new(
            TimelineKind::Done,
            either(w, "Cấp số, đóng dấu", "Numbered and sealed"),
            When::At(sample::at(11, 25, 9, 15)),
        ));
        done.timeline.push(TimelineItem::new(
            TimelineKind::Next,
            w.say("timeline-collect"),
            When::By(either(
                w,
                "Quầy 2, Trung tâm phường Bãi Cháy",
                "Counter 2, Bãi Cháy centre",
            )),
        ));

        let mut waiting = Self::sample(
            w,
            Tone::Run,
            "state-submitted",
            either(
                w,
                "Hồ sơ đã đến, chờ cán bộ tiếp nhận",
                "It has arrived and waits to be accepted",
            ),
            vec![either(
                w,
                "Trong 8 giờ làm việc, Trung tâm báo tiếp nhận hay còn thiếu gì.",
                "Within 8 working hours the centre accepts it or says what is missing.",
            )],
        );
        waiting.number = "QN-7F3K-22".to_owned();
        waiting.timeline = vec![TimelineItem::new(
            TimelineKind::Now,
            either(w, "Chờ tiếp nhận", "Waiting to be accepted"),
            When::Since(sample::at(11, 25, 9, 21)),
        )];
        waiting.receipt = None;
        waiting.papers.clear();
        waiting.shell.signed_in = None;
        waiting.withdraw = None;

        let mut refused = Self::sample(
            w,
            Tone::Closed,
            "state-refused",
            either(
                w,
                "Chúng tôi chưa thể tiếp nhận hồ sơ này",
                "We cannot accept this dossier",
            ),
            vec![either(
                w,
                "Ông/bà thường trú ngoài tỉnh nên hồ sơ thuộc nơi thường trú. Giấy tờ được trả lại đủ, không thu phí.",
                "You live outside of the province: the People's Committee there decides. All papers go back to you, free of charge.",
            )],
        );
        refused.timeline = vec![TimelineItem::new(
            TimelineKind::End,
            either(w, "Từ chối tiếp nhận", "Refused"),
            When::At(sample::at(11, 25, 9, 21)),
        )];
        refused.ask = None;
        refused.papers = vec![PaperLine::new(
            w.say("pdf-refusal"),
            paths::dossier_paper("7", "refusal"),
            None,
        )];
        refused.withdraw = None;
        vec![running, paused, late, done, waiting, refused]
    }
}
