//! What was asked of other units, on a dossier's page.

use crate::Words;
use crate::parts::{Link, Status, Tone};
use crate::sample::{self, either};
use motcua_kernel::Instant;

/// A question to a unit, with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionLine {
    /// The unit.
    pub unit: String,
    /// The question.
    pub question: String,
    /// Who asked, and when.
    pub asked: String,
    /// How it stands.
    pub state: Status,
    /// By when an answer is due, and where that comes from.
    pub due: String,
    /// Why it was gone on without, or taken back.
    pub closed: Option<String>,
    /// The answers: when, what and who.
    pub answers: Vec<(Instant, String)>,
    /// What this officer may do about it.
    pub acts: Vec<Link>,
}

impl OpinionLine {
    /// One that waits, one that was answered.
    pub(crate) fn samples(w: Words) -> Vec<Self> {
        let unit = || either(w, "Văn phòng, phường Hà Tu", "Office of Hà Tu ward");
        let line = Self {
            unit: unit(),
            question: either(
                w,
                "Bà Mùi thường trú tại phường từ 2016 đến 2021: có đăng ký kết hôn không?",
                "Ms Mùi lived in the ward from 2016 to 2021: did she register a marriage?",
            ),
            asked: either(
                w,
                "Đỗ Minh Châu hỏi lúc 9:20 ngày 25/11/2026",
                "Asked by Đỗ Minh Châu at 9:20 on 25/11/2026",
            ),
            state: Status::new(Tone::Soon, w.say("opinion-state-asked")),
            due: w.one("opinion-due", "moment", w.stamp(sample::at(11, 26, 9, 20))),
            closed: None,
            answers: Vec::new(),
            acts: vec![Link::new(w.say("do-opinion-recall"), "/desk/opinions/7/recall")],
        };
        vec![
            line.clone(),
            Self {
                unit: either(w, "Công an tỉnh", "Provincial police"),
                state: Status::new(Tone::Done, w.say("opinion-state-answered")),
                answers: vec![(
                    sample::at(11, 25, 15, 40),
                    either(
                        w,
                        "Đồng ý. Không có dữ liệu kết hôn. Phạm Thu Trang",
                        "Agrees. No marriage on record. Phạm Thu Trang",
                    ),
                )],
                acts: Vec::new(),
                ..line
            },
        ]
    }
}
