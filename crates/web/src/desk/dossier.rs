//! One dossier, with the acts that are allowed now: the same table decides page and server.

use super::ChargeLine;
use super::component::ComponentLine;
use super::counter::Section;
use super::opinion::OpinionLine;
use crate::parts::{
    Clock, ClockState, ErrorLine, Field, FieldKind, Pair, PaperLine, Status, TimelineItem, TimelineKind, Tone, When,
};
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Span, SpanUnit, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// An act that is allowed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its verb.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// What it will do, before it is done.
    pub about: Option<String>,
    /// Its key, `Alt+K` or `Ctrl+Enter`.
    pub key: Option<String>,
    /// Whether it has a page of its own; otherwise it is posted from here.
    pub is_page: bool,
    /// Whether it is the main act; at most one is.
    pub is_main: bool,
    /// The token, when it is posted from here.
    pub token: String,
    /// Its fields, when it is posted from here.
    pub fields: Vec<Field>,
}

impl Act {
    /// An act with a page of its own.
    pub fn page(text: impl Into<String>, href: impl Into<String>, key: &str) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            about: None,
            key: Some(key.to_owned()),
            is_page: true,
            is_main: false,
            token: String::new(),
            fields: Vec::new(),
        }
    }

    /// An act that is posted from here.
    pub fn post(
        text: impl Into<String>,
        href: impl Into<String>,
        key: &str,
        token: impl Into<String>,
        fields: Vec<Field>,
    ) -> Self {
        Self {
            token: token.into(),
            is_page: false,
            fields,
            ..Self::page(text, href, key)
        }
    }

    /// The same as the main act.
    #[must_use]
    pub const fn main(mut self) -> Self {
        self.is_main = true;
        self
    }

    /// The same, saying what it will do.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }
}

/// One dossier at a desk.
#[derive(Template)]
#[template(path = "desk/dossier.html")]
pub struct DossierPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// Where *back* leads.
    pub back: String,
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// Its code.
    pub code: String,
    /// The dossier number.
    pub number: String,
    /// How it stands.
    pub status: Status,
    /// The version that was read; goes along with every act, so that a stale page is noticed.
    pub version: u64,
    /// Whether it changed after the page was opened.
    pub changed_since: bool,
    /// Place of help, of reception, deciding unit.
    pub places: Vec<Pair>,
    /// The components.
    pub components: Vec<ComponentLine>,
    /// The form.
    pub sections: Vec<Section>,
    /// The timeline.
    pub timeline: Vec<TimelineItem>,
    /// The clock.
    pub clock: Option<Clock>,
    /// The legal due moment.
    pub due: Option<Instant>,
    /// The one new moment that an apology promised (Form 04).
    pub promised_anew: Option<Instant>,
    /// Who holds it.
    pub holder: String,
    /// What is wrong with an act that was tried.
    pub errors: Vec<ErrorLine>,
    /// The acts.
    pub acts: Vec<Act>,
    /// What was asked of other units.
    pub opinions: Vec<OpinionLine>,
    /// What other systems gave: each system with the number of the matter there.
    pub elsewhere: Vec<Pair>,
    /// What it costs, and what became of it.
    pub charges: Vec<ChargeLine>,
    /// Where something is added to it, if the officer may.
    pub add_charge: Option<String>,
    /// Papers that were issued, as files.
    pub papers: Vec<PaperLine>,
    /// Originals that were kept: what, and where it is.
    pub originals: Vec<Pair>,
    /// Notes.
    pub notes: Vec<(Instant, String)>,
}

impl Page for DossierPage {
    const NAME: &'static str = "desk/dossier";

    fn samples(w: Words) -> Vec<Self> {
        let act = |key: &str, act: &str, kbd: &str| Act::page(w.say(key), paths::desk_act("7", act), kbd);
        let post = |key: &str, act: &str, fields| {
            Act::post(
                w.say(key),
                paths::desk_act("7", act),
                "Ctrl+Enter",
                sample::TOKEN,
                fields,
            )
            .main()
        };
        let page = |person: &str, part, tone, state: &str, holder: (&str, &str), acts| Self {
            w,
            desk: sample::desk(w, "/desk/dossiers/7", part),
            back: paths::DESK_WORKLIST.to_owned(),
            person: person.to_owned(),
            procedure: sample::marriage(w),
            code: sample::CODE.to_owned(),
            number: "H49.105-261120-0044".to_owned(),
            status: Status::new(tone, w.say(state)),
            version: 7,
            changed_since: false,
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
            components: ComponentLine::samples(w),
            sections: Section::samples(w),
            timeline: vec![
                TimelineItem::new(
                    TimelineKind::Done,
                    either(w, "Tiếp nhận", "Accepted"),
                    When::At(sample::at(11, 20, 9, 5)),
                )
                .saying("Lê Thu Hà, Bãi Cháy"),
                TimelineItem::new(
                    TimelineKind::Now,
                    either(w, "Kiểm tra, đề xuất", "Check and propose"),
                    When::Since(sample::at(11, 20, 9, 20)),
                )
                .saying("Đỗ Minh Châu, Hồng Gai"),
                TimelineItem::new(
                    TimelineKind::Done,
                    w.say("note-called"),
                    When::At(sample::at(11, 25, 8, 52)),
                )
                .saying(either(
                    w,
                    "Đỗ Minh Châu gọi cho Phạm Ngọc Ánh · Đã nói chuyện · Bà Ánh đồng ý nội dung",
                    "Đỗ Minh Châu called Phạm Ngọc Ánh · Talked · Ms Ánh agrees",
                )),
                TimelineItem::new(
                    TimelineKind::Next,
                    either(w, "Ký", "Signature"),
                    When::By(either(w, "Trần Văn Bình, Phó Chủ tịch", "Trần Văn Bình, vice-chair")),
                ),
            ],
            clock: Some(Clock {
                limit: Span::Of(3, SpanUnit::WorkingDay),
                used: Span::WorkingDaysAndHours(2, 2),
                left: Span::Of(6, SpanUnit::WorkingHour),
                percent: 75,
                state: ClockState::Runs,
            }),
            due: Some(sample::at(11, 25, 16, 0)),
            promised_anew: Some(sample::at(11, 27, 16, 0)),
            holder: either(w, holder.0, holder.1),
            errors: Vec::new(),
            acts,
            opinions: OpinionLine::samples(w),
            elsewhere: vec![
                Pair::new(
                    either(
                        w,
                        "Hệ thống đăng ký và quản lý hộ tịch",
                        "The ministry's civil register",
                    ),
                    "2026/0417-QN",
                )
                .noted(w.stamp(sample::at(11, 24, 15, 10))),
            ],
            charges: ChargeLine::samples(w),
            add_charge: Some(paths::desk_act("7", "add-charge")),
            papers: vec![
                PaperLine {
                    again: Some(sample::TOKEN.to_owned()),
                    ..PaperLine::new(w.say("pdf-receipt"), paths::desk_paper("7", "receipt"), Some(48))
                },
                PaperLine::new(
                    w.say("pdf-control-sheet"),
                    paths::desk_paper("7", "control-sheet"),
                    None,
                ),
            ],
            originals: vec![
                Pair::new(
                    "Giấy chứng nhận quyền sử dụng đất AB 000123",
                    w.one("original-lies", "unit", either(w, "Bãi Cháy", "Bãi Cháy")),
                )
                .noted("BG-000417"),
            ],
            notes: vec![(
                sample::at(11, 25, 8, 52),
                either(
                    w,
                    "Sổ gốc đã đối chiếu, số 41/2019",
                    "Compared with the register, no. 41/2019",
                ),
            )],
        };
        let opinion = Field::new("opinion", w.say("act-opinion"), FieldKind::LongText(String::new()));
        let propose = vec![
            post("do-propose", "propose", vec![opinion.clone()]).about(w.say("act-propose-about")),
            act("do-decline", "decline", "Alt+K"),
            act("do-pass-on", "pass-on", "Alt+C"),
            act("do-note", "note", "Alt+G"),
        ];
        let checking = page(
            "Phạm Ngọc Ánh",
            DeskPart::Worklist,
            Tone::Soon,
            "state-soon",
            (
                "Đỗ Minh Châu, Văn phòng phường Hồng Gai",
                "Đỗ Minh Châu, office of Hồng Gai ward",
            ),
            propose.clone(),
        );
        let mut failed = page(
            sample::LONG_NAME,
            DeskPart::Worklist,
            Tone::Late,
            "state-late",
            ("Đỗ Minh Châu", "Đỗ Minh Châu"),
            propose,
        );
        let error = either(
            w,
            "Ghi ý kiến thẩm định trước khi trình",
            "Write the opinion before proposing",
        );
        failed.changed_since = true;
        failed.errors = vec![ErrorLine::new("opinion", error.clone())];
        failed.acts[0].fields = vec![opinion.error(error)];
        let number = Field::new("number", w.say("act-number"), FieldKind::Text(String::new()))
            .hint(w.say("act-number-hint"))
            .optional();
        let signing = page(
            "Phạm Ngọc Ánh",
            DeskPart::Signing,
            Tone::Run,
            "state-running",
            ("Trần Văn Bình, Phó Chủ tịch", "Trần Văn Bình, vice-chair"),
            vec![
                post("do-sign", "sign", Vec::new()).about(w.say("act-sign-about")),
                act("do-send-back", "send-back", "Alt+L"),
            ],
        );
        let records = page(
            "Phạm Ngọc Ánh",
            DeskPart::Records,
            Tone::Run,
            "state-running",
            ("Ngô Thị Sen, văn thư", "Ngô Thị Sen, records clerk"),
            vec![
                post("do-issue", "issue", vec![number]).about(w.say("act-issue-about")),
                act("do-send-back", "send-back", "Alt+L"),
            ],
        );
        let receiver = Field::new(
            "received_by",
            w.say("act-received-by"),
            FieldKind::Name("Phạm Ngọc Ánh".to_owned()),
        );
        let delivery = page(
            "Phạm Ngọc Ánh",
            DeskPart::Delivery,
            Tone::Done,
            "state-result",
            ("Trung tâm phường Bãi Cháy", "Bãi Cháy centre"),
            vec![post("do-deliver", "deliver", vec![receiver]).about(w.say("act-deliver-about"))],
        );
        let over = page(
            "Phạm Ngọc Ánh",
            DeskPart::Worklist,
            Tone::Closed,
            "state-delivered",
            ("Không còn ai giữ", "Nobody holds it"),
            Vec::new(),
        );
        vec![checking, failed, signing, records, delivery, over]
    }
}
