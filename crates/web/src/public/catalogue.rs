//! The page of one procedure: first what matters to the person, then what to bring.

use crate::parts::{Crumb, Fee};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Span, SpanUnit, Words, paths};
use askama::Template;
use motcua_kernel::Date;

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its name.
    pub name: String,
    /// When it is needed, what may stand for it.
    pub note: Option<String>,
}

/// A step as the person meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub title: String,
    /// Where, by whom.
    pub text: String,
}

/// One procedure.
#[derive(Template)]
#[template(path = "public/procedure.html")]
pub struct ProcedurePage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// National code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is for, in a sentence.
    pub summary: Option<String>,
    /// Field.
    pub field: String,
    /// Time limit, where known.
    pub limit: Option<Span>,
    /// Cases of the time limit.
    pub limit_note: Option<String>,
    /// The fee of the ordinary case.
    pub fee: Fee,
    /// Other fees, exemptions.
    pub fee_notes: Vec<String>,
    /// Whether every centre of the province takes it.
    pub anywhere: bool,
    /// Who decides.
    pub decides: String,
    /// What one gets.
    pub results: Vec<String>,
    /// Papers to hand in (*nộp*).
    pub hand_in: Vec<PaperLine>,
    /// Papers to show only (*xuất trình*).
    pub show: Vec<PaperLine>,
    /// Papers that need not be brought: we look them up.
    pub not_needed: Vec<PaperLine>,
    /// Steps.
    pub steps: Vec<Step>,
    /// Legal basis.
    pub basis: Vec<String>,
    /// Announcing decision.
    pub decision: Option<String>,
    /// Since when this version holds.
    pub valid_from: Option<Date>,
    /// Ways of filing.
    pub ways: Vec<String>,
    /// The token of the form that begins a draft; `None` where there is no form on this site.
    pub start_token: Option<String>,
    /// Where citizens file this by themselves.
    pub national_portal: Option<String>,
}

impl Page for ProcedurePage {
    const NAME: &'static str = "public/procedure";

    fn samples(w: Words) -> Vec<Self> {
        let paper = |vi: &str, en: &str, note: &str| PaperLine {
            name: either(w, vi, en),
            note: (!note.is_empty()).then(|| note.to_owned()),
        };
        let step = |vi: &str, en: &str, text_vi: &str, text_en: &str| Step {
            title: either(w, vi, en),
            text: either(w, text_vi, text_en),
        };
        let path = paths::procedure(sample::CODE);
        let written = Self {
            w,
            shell: sample::shell(w, &path, Some(Part::Procedures)),
            crumbs: sample::crumbs(w),
            code: sample::CODE.to_owned(),
            name: sample::marriage(w),
            summary: Some(either(
                w,
                "Xác nhận ông/bà chưa kết hôn, đã ly hôn, hoặc vợ, chồng đã mất. Có giá trị 6 tháng.",
                "Confirms that you are not married, divorced or widowed. Valid for 6 months.",
            )),
            field: either(w, "Hộ tịch", "Civil status"),
            limit: Some(Span::Of(3, SpanUnit::WorkingDay)),
            limit_note: Some(either(
                w,
                "Phải hỏi nơi thường trú cũ: có thể lâu hơn, chúng tôi báo trước.",
                "Longer when a former residence has to be asked; we tell you before.",
            )),
            fee: Fee::Unknown,
            fee_notes: vec![either(
                w,
                "Miễn cho gia đình có công, hộ nghèo, người khuyết tật.",
                "Free for families of merit, poor households and disabled people.",
            )],
            anywhere: true,
            decides: either(
                w,
                "Ủy ban nhân dân nơi ông/bà thường trú giải quyết.",
                "The People's Committee of your residence decides.",
            ),
            results: vec![either(
                w,
                "Giấy xác nhận tình trạng hôn nhân",
                "The certificate, on paper",
            )],
            hand_in: vec![
                paper(
                    "Tờ khai",
                    "Declaration form",
                    &either(
                        w,
                        "Điền tại đây hoặc tại quầy; cán bộ in giúp.",
                        "Fill it in here or at the counter; we print it for you.",
                    ),
                ),
                paper(
                    "Giấy xác nhận cũ",
                    "Your earlier certificate",
                    &either(
                        w,
                        "Chỉ khi xin lại cho việc khác hoặc giấy cũ đã hết hạn.",
                        "Only when you ask again for another purpose, or the old one has run out.",
                    ),
                ),
                paper(
                    "Văn bản ủy quyền có chứng thực",
                    "Certified power of attorney",
                    &either(
                        w,
                        "Chỉ khi người đi nộp không phải là ông/bà, cha mẹ, vợ chồng, con, anh chị em ruột.",
                        "Only when somebody outside of your close family files for you.",
                    ),
                ),
            ],
            show: vec![paper(
                "Thẻ căn cước",
                "Identity card",
                &either(
                    w,
                    "Hoặc căn cước điện tử, hộ chiếu còn giá trị.",
                    "Or the electronic identity, or a valid passport.",
                ),
            )],
            not_needed: vec![
                paper(
                    "Giấy tờ về nơi cư trú",
                    "Proof of residence",
                    &either(
                        w,
                        "Tra trong cơ sở dữ liệu dân cư.",
                        "We look it up in the population database.",
                    ),
                ),
                paper(
                    "Bản án ly hôn, trích lục khai tử",
                    "Divorce judgment, death extract",
                    &either(
                        w,
                        "Tra trong sổ hộ tịch điện tử trước; không tra được mới cần.",
                        "We look in the civil register first.",
                    ),
                ),
            ],
            steps: vec![
                step(
                    "Nộp",
                    "File",
                    "Trên trang này có người hỗ trợ, hoặc tại quầy",
                    "On this site with help, or at a counter",
                ),
                step(
                    "Kiểm tra",
                    "Check",
                    "Tra sổ hộ tịch; cần thì hỏi nơi cư trú cũ",
                    "The register is searched; a former residence may be asked",
                ),
                step(
                    "Ký và cấp số",
                    "Sign",
                    "Ủy ban nhân dân ký, văn thư đóng dấu",
                    "The People's Committee signs and seals",
                ),
                step("Nhận", "Collect", "Ở trung tâm ông/bà chọn", "At the centre you chose"),
            ],
            basis: vec![
                "Luật Hộ tịch số 60/2014/QH13".to_owned(),
                "Nghị định số 123/2015/NĐ-CP".to_owned(),
                "Thông tư số 04/2020/TT-BTP".to_owned(),
            ],
            decision: Some("163/QĐ-BTP".to_owned()),
            valid_from: Date::new(2026, 2, 5).ok(),
            ways: vec![either(
                w,
                "Trực tiếp, trực tuyến hoặc qua bưu chính",
                "In person, online or by post",
            )],
            start_token: Some(sample::TOKEN.to_owned()),
            national_portal: Some(sample::PORTAL.to_owned()),
        };
        // As it comes from the national catalogue: long name, hardly anything known, no form here.
        let imported = Self {
            w,
            shell: sample::shell(w, "/procedures/1.012787", Some(Part::Procedures)),
            crumbs: sample::crumbs(w),
            code: "1.012787".to_owned(),
            name: "Đăng ký biến động đối với trường hợp chuyển quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng hoặc của nhóm người sử dụng đất, nhóm chủ sở hữu tài sản gắn liền với đất".to_owned(),
            summary: None,
            field: "Đất đai".to_owned(),
            limit: None,
            limit_note: None,
            fee: Fee::Unknown,
            fee_notes: Vec::new(),
            anywhere: false,
            decides: "Văn phòng đăng ký đất đai, Chi nhánh Văn phòng đăng ký đất đai".to_owned(),
            results: Vec::new(),
            hand_in: Vec::new(),
            show: Vec::new(),
            not_needed: Vec::new(),
            steps: Vec::new(),
            basis: Vec::new(),
            decision: None,
            valid_from: None,
            ways: Vec::new(),
            start_token: None,
            national_portal: Some(sample::PORTAL.to_owned()),
        };
        vec![written, imported]
    }
}
