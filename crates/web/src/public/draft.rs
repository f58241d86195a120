//! Filling in a form, and looking at the whole of it before it is submitted.

use super::sample::fields as sample_fields;
use crate::parts::{DateParts, ErrorLine, Fee, Field, FieldKind, Pair, Prefill, Source};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Span, SpanUnit, Words, paths};
use askama::Template;
use motcua_kernel::{Instant, Money};

/// A section of a form.
#[derive(Template)]
#[template(path = "public/form.html")]
pub struct FormPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The procedure.
    pub procedure: String,
    /// The section's title.
    pub title: String,
    /// Its number, from 1.
    pub step: usize,
    /// How many there are.
    pub steps: usize,
    /// When the draft was saved last.
    pub saved_at: Option<Instant>,
    /// Set when the person came back to a draft: when it was left.
    pub came_back: Option<Instant>,
    /// For whom an officer fills this in.
    pub helper: Option<String>,
    /// Where *back* leads.
    pub back: String,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What is wrong, for the summary.
    pub errors: Vec<ErrorLine>,
    /// What was taken over, shown on top.
    pub prefill: Option<Prefill>,
    /// The fields.
    pub fields: Vec<Field>,
    /// For how many days a draft is kept.
    pub draft_days: u32,
}

impl FormPage {
    fn progress(&self) -> Vec<&'static str> {
        (1..=self.steps)
            .map(|step| match step.cmp(&self.step) {
                std::cmp::Ordering::Less => "on",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            })
            .collect()
    }

    fn sample(w: Words, step: usize, title: &str, fields: Vec<Field>) -> Self {
        Self {
            w,
            shell: sample::shell_of_person(w, &paths::draft("7", step), Some(Part::Dossiers)),
            procedure: sample::marriage(w),
            title: title.to_owned(),
            step,
            steps: 5,
            saved_at: Some(sample::at(11, 25, 9, 14)),
            came_back: None,
            helper: None,
            back: paths::draft("7", step - 1),
            action: paths::draft("7", step),
            token: sample::TOKEN.to_owned(),
            errors: Vec::new(),
            prefill: None,
            fields,
            draft_days: 30,
        }
    }
}

impl Page for FormPage {
    const NAME: &'static str = "public/form";

    fn samples(w: Words) -> Vec<Self> {
        let who = either(w, "Người yêu cầu", "Who is asking");
        let whole = Self::sample(w, 5, &either(w, "Nhận kết quả", "Getting the result"), sample_fields(w));
        let prefill = Prefill {
            source: Source::Identity,
            whose: who.clone(),
            rows: vec![
                (Pair::new(who.clone(), "Phạm Ngọc Ánh"), None),
                (Pair::new(either(w, "Số định danh", "Number"), "022 198 ••• 451"), None),
                (
                    Pair::new(either(w, "Nơi cư trú", "Residence"), "Tổ 4, khu 2, phường Bãi Cháy").noted(either(
                        w,
                        "Trên thẻ ghi: phường Hùng Thắng, nay là phường Bãi Cháy",
                        "The card says phường Hùng Thắng, now phường Bãi Cháy",
                    )),
                    Some(paths::draft("7", 1)),
                ),
            ],
        };
        let fields = || sample_fields(w);
        let first = Self {
            prefill: Some(prefill),
            came_back: Some(sample::at(11, 24, 21, 47)),
            ..Self::sample(w, 1, &who, fields().drain(2..4).collect())
        };
        // Errors: what was typed is still there.
        let name_error = either(
            w,
            "Nhập đủ họ và tên, ví dụ: Phạm Ngọc Ánh",
            "Give the full name, for example Phạm Ngọc Ánh",
        );
        let date_error = either(
            w,
            "Tháng 11 chỉ có 30 ngày. Xem lại ngày sinh.",
            "November has only 30 days. Check the date.",
        );
        let choice_error = either(w, "Chọn một cách báo tin", "Choose a way");
        let mut wrong = fields();
        wrong.truncate(8);
        wrong[0] = Field::new(
            "subject_name",
            wrong[0].label.clone(),
            FieldKind::Name("Ánh".to_owned()),
        )
        .hint(either(
            w,
            "Viết đủ dấu, như sẽ in trên giấy.",
            "With all marks, as it will be printed.",
        ))
        .error(name_error.clone());
        wrong[3] = wrong[3].clone().error(choice_error.clone());
        wrong[4] = Field::new(
            "subject_born_on",
            wrong[4].label.clone(),
            FieldKind::DatePartial(DateParts::new("31", "11", "1998")),
        )
        .error(date_error.clone());
        let errors = vec![
            ErrorLine::new("subject_name", name_error),
            ErrorLine::new("contact_by", choice_error),
            ErrorLine::new("subject_born_on", date_error),
        ];
        let failed = Self {
            errors,
            helper: Some(sample::LONG_NAME.to_owned()),
            ..Self::sample(w, 2, &either(w, "Người được xác nhận", "The person concerned"), wrong)
        };
        vec![first, failed, whole]
    }
}

/// A section in the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSection {
    /// Its title.
    pub title: String,
    /// Where it can be changed.
    pub change: String,
    /// What was entered.
    pub rows: Vec<Pair>,
}

/// The whole draft before it is submitted.
#[derive(Template)]
#[template(path = "public/review.html")]
pub struct ReviewPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The procedure.
    pub procedure: String,
    /// When the draft was saved last.
    pub saved_at: Option<Instant>,
    /// Where *back* leads.
    pub back: String,
    /// Where it is submitted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What still stands in the way; then the button is off.
    pub errors: Vec<ErrorLine>,
    /// A name to read aloud letter by letter, since it will be printed.
    pub spelled: Option<String>,
    /// Whose matter it is.
    pub applicant: String,
    /// Where somebody else's matter is chosen.
    pub behalf: String,
    /// The sections.
    pub sections: Vec<ReviewSection>,
    /// The files, component by component; none where no component takes any.
    pub files: Option<ReviewSection>,
    /// The centre that receives it.
    pub received_by: String,
    /// The unit that decides.
    pub decides: String,
    /// The time limit.
    pub limit: Option<Span>,
    /// The fee.
    pub fee: Fee,
    /// How it comes about.
    pub fee_lines: Vec<String>,
    /// For how many days a draft is kept.
    pub draft_days: u32,
}

impl Page for ReviewPage {
    const NAME: &'static str = "public/review";

    fn samples(w: Words) -> Vec<Self> {
        let page = |name: &str, errors: Vec<ErrorLine>| Self {
            w,
            shell: sample::shell_of_person(w, &paths::draft_review("7"), Some(Part::Dossiers)),
            procedure: sample::marriage(w),
            saved_at: Some(sample::at(11, 25, 9, 18)),
            back: paths::draft("7", 5),
            action: paths::draft_submit("7"),
            token: sample::TOKEN.to_owned(),
            errors,
            spelled: Some(name.to_owned()),
            applicant: w.say("behalf-own"),
            behalf: paths::draft_for("7"),
            sections: vec![
                ReviewSection {
                    title: either(w, "Người yêu cầu", "Who is asking"),
                    change: paths::draft("7", 1),
                    rows: vec![
                        Pair::new(either(w, "Họ, chữ đệm, tên", "Full name"), name),
                        Pair::new(
                            either(w, "Số định danh cá nhân", "Identification number"),
                            "022 198 000 451",
                        ),
                        Pair::new(either(w, "Số điện thoại", "Telephone"), ""),
                        Pair::new(
                            either(w, "Báo tin bằng", "Tell me by"),
                            either(w, "tôi tự đến hỏi", "I come and ask"),
                        ),
                    ],
                },
                ReviewSection {
                    title: either(w, "Người được xác nhận", "The person concerned"),
                    change: paths::draft("7", 2),
                    rows: vec![
                        Pair::new(either(w, "Ngày sinh", "Born on"), "14/08/1998"),
                        Pair::new(
                            either(w, "Nơi cư trú", "Residence"),
                            "Tổ 4, khu 2, phường Bãi Cháy, tỉnh Quảng Ninh",
                        )
                        .noted(either(
                            w,
                            "Trên thẻ ghi: phường Hùng Thắng",
                            "The card says phường Hùng Thắng",
                        )),
                    ],
                },
            ],
            files: Some(ReviewSection {
                title: w.say("files-title"),
                change: paths::draft_files("7"),
                rows: vec![
                    Pair::new(
                        either(w, "Quyết định ly hôn", "Divorce judgment"),
                        w.two("files-summary", "count", 2, "pages", 3),
                    ),
                    Pair::new(either(w, "Văn bản ủy quyền", "Power of attorney"), ""),
                ],
            }),
            received_by: either(
                w,
                "Trung tâm Phục vụ hành chính công phường Bãi Cháy",
                "Public service centre of Bãi Cháy ward",
            ),
            decides: either(
                w,
                "Ủy ban nhân dân phường Hồng Gai",
                "The People's Committee of Hồng Gai ward",
            ),
            limit: Some(Span::Of(3, SpanUnit::WorkingDay)),
            fee: Fee::AtLeast(Money::dong(16_000)),
            fee_lines: sample::bill(w),
            draft_days: 30,
        };
        let missing = vec![
            ErrorLine::new(
                "declaration",
                either(
                    w,
                    "Phần Nhận kết quả: còn thiếu lời cam đoan",
                    "Getting the result: the declaration is missing",
                ),
            )
            .on(paths::draft("7", 5)),
        ];
        vec![page("Phạm Ngọc Ánh", Vec::new()), page(sample::LONG_NAME, missing)]
    }
}
