//! Dossiers as their person sees them: just submitted, in the list, found by a number.

use crate::parts::{Contact, ErrorLine, Field, FieldKind, Next, Status, Tone};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;
use motcua_kernel::{Date, Instant};

/// What stands after submitting.
#[derive(Template)]
#[template(path = "public/submitted.html")]
pub struct SubmittedPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The procedure.
    pub procedure: String,
    /// How it stands.
    pub status: Status,
    /// What to quote until there is a dossier number.
    pub reference: String,
    /// When it came in.
    pub at: Instant,
    /// From when it is counted, if that is later: after hours, on a holiday.
    pub counted_from: Instant,
    /// How many files came with it and can be opened.
    pub files: usize,
    /// The centre that receives it.
    pub received_by: String,
    /// How the person is told: "tin nhắn vào số …678".
    pub tell: String,
    /// The page of the dossier.
    pub dossier: String,
    /// Whom to ask.
    pub ask: Option<Contact>,
    /// Whether it came outside of service hours.
    pub after_hours: bool,
}

impl Page for SubmittedPage {
    const NAME: &'static str = "public/submitted";

    fn samples(w: Words) -> Vec<Self> {
        let page = |at, counted_from, files| Self {
            w,
            shell: sample::shell_of_person(w, "/dossiers/7/submitted", Some(Part::Dossiers)),
            procedure: sample::marriage(w),
            status: Status::new(Tone::Run, w.say("state-submitted")),
            reference: "QN-7F3K-22".to_owned(),
            at,
            counted_from,
            files,
            received_by: either(
                w,
                "Trung tâm Phục vụ hành chính công phường Bãi Cháy",
                "The public service centre of Bãi Cháy ward",
            ),
            tell: either(w, "tin nhắn vào số …678", "a text message to …678"),
            dossier: paths::dossier("7"),
            ask: Some(sample::contact(w)),
            after_hours: at != counted_from,
        };
        vec![
            page(sample::now(), sample::now(), 0),
            page(sample::at(11, 24, 21, 47), sample::at(11, 25, 7, 30), 4),
        ]
    }
}

/// A draft in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// The procedure.
    pub procedure: String,
    /// Where to go on.
    pub href: String,
    /// When it was saved.
    pub saved_at: Instant,
    /// Until when it is kept.
    pub kept_until: Date,
}

/// What somebody was sent away to bring: the draft waits at any centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipLine {
    /// The procedure.
    pub procedure: String,
    /// The code that any centre finds it by.
    pub code: String,
    /// What is to be brought.
    pub bring: Vec<String>,
    /// The day that was agreed.
    pub day: Option<Date>,
    /// The sheet as a file.
    pub paper: String,
}

/// A dossier in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierLine {
    /// The procedure.
    pub procedure: String,
    /// Its number, or its reference before acceptance.
    pub number: String,
    /// Its page.
    pub href: String,
    /// How it stands.
    pub status: Status,
    /// What matters now, in a sentence.
    pub about: String,
}

/// My drafts and dossiers.
#[derive(Template)]
#[template(path = "public/dossiers.html")]
pub struct DossiersPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// How surely the person is known, said in a line.
    pub level: String,
    /// Drafts.
    pub drafts: Vec<DraftLine>,
    /// What is still to be brought for drafts that an officer filled in.
    pub slips: Vec<SlipLine>,
    /// Dossiers, newest first.
    pub dossiers: Vec<DossierLine>,
    /// The way to more.
    pub next: Next,
}

impl Page for DossiersPage {
    const NAME: &'static str = "public/dossiers";

    fn samples(w: Words) -> Vec<Self> {
        let line = |vi: &str, en: &str, tone, state: &str, about: String| DossierLine {
            procedure: either(w, vi, en),
            number: "H49.105-261120-0044".to_owned(),
            href: paths::dossier("7"),
            status: Status::new(tone, w.say(state)),
            about,
        };
        let shell = || sample::shell_of_person(w, paths::DOSSIERS, Some(Part::Dossiers));
        vec![
            Self {
                w,
                shell: shell(),
                level: w.one("level-shown", "level", 2),
                drafts: vec![DraftLine {
                    procedure: sample::marriage(w),
                    href: paths::draft("7", 2),
                    saved_at: sample::at(11, 25, 9, 14),
                    kept_until: sample::at(12, 25, 9, 14).date(),
                }],
                slips: vec![SlipLine {
                    procedure: either(w, "Đăng ký khai sinh", "Registering a birth"),
                    code: "NH-2AD6-7F31".to_owned(),
                    bring: vec![either(w, "Giấy chứng sinh", "Birth notification")],
                    day: Some(sample::at(11, 26, 9, 0).date()),
                    paper: paths::guidance_paper("7"),
                }],
                dossiers: vec![
                    line(
                        "Giấy xác nhận tình trạng hôn nhân",
                        "Certificate of marital status",
                        Tone::Run,
                        "state-running",
                        either(
                            w,
                            "Hẹn trả 16 giờ 00, thứ Sáu ngày 27/11/2026",
                            "Promised for 16:00 on Friday 27 November 2026",
                        ),
                    ),
                    line(
                        "Đăng ký thành lập hộ kinh doanh",
                        "Registering a household business",
                        Tone::Paused,
                        "state-paused",
                        either(
                            w,
                            "Cần một giấy tờ, gửi trước thứ Tư 02/12",
                            "One paper is needed before Wednesday 2 Dec",
                        ),
                    ),
                    line(
                        "Đăng ký khai sinh",
                        "Registering a birth",
                        Tone::Done,
                        "state-result",
                        either(
                            w,
                            "Mời nhận tại quầy 2, Bãi Cháy",
                            "Please collect at counter 2, Bãi Cháy",
                        ),
                    ),
                    line(
                        "Cấp bản sao Trích lục hộ tịch",
                        "Copy of a civil register extract",
                        Tone::Closed,
                        "state-delivered",
                        either(w, "Đã nhận ngày 12/10/2026", "Collected on 12 October 2026"),
                    ),
                ],
                next: Next {
                    first: None,
                    next: Some(format!("{}?after=sample", paths::DOSSIERS)),
                },
            },
            Self {
                w,
                shell: shell(),
                level: w.one("level-shown", "level", 2),
                drafts: Vec::new(),
                slips: Vec::new(),
                dossiers: Vec::new(),
                next: Next::none(),
            },
        ]
    }
}

/// Finding a dossier by its number, without an account.
#[derive(Template)]
#[template(path = "public/track.html")]
pub struct TrackPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The form's token.
    pub token: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// The fields.
    pub fields: Vec<Field>,
}

impl TrackPage {
    /// The fields, with what was typed.
    pub fn fields(w: Words, number: &str, digits: &str) -> Vec<Field> {
        vec![
            Field::new("number", w.say("track-number"), FieldKind::Text(number.to_owned()))
                .hint(w.say("track-number-hint")),
            Field::new("digits", w.say("track-digits"), FieldKind::Integer(digits.to_owned()))
                .hint(w.say("track-digits-hint")),
        ]
    }
}

impl Page for TrackPage {
    const NAME: &'static str = "public/track";

    fn samples(w: Words) -> Vec<Self> {
        let page = |errors, fields| Self {
            w,
            shell: sample::shell(w, paths::TRACK, Some(Part::Dossiers)),
            token: sample::TOKEN.to_owned(),
            errors,
            fields,
        };
        let mut wrong = Self::fields(w, "H49.105-261120-44", "451");
        wrong[0] = wrong[0].clone().error(w.say("track-not-found"));
        vec![
            page(Vec::new(), Self::fields(w, "", "")),
            page(vec![ErrorLine::new("number", w.say("track-not-found"))], wrong),
        ]
    }
}
