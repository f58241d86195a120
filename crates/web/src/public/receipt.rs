//! Form 01 on screen: *Giấy tiếp nhận hồ sơ và hẹn trả kết quả* (Circular 03/2025, Appendix I).
//! A paper is Vietnamese whatever the page's language.

use crate::parts::Fee;
use crate::sample;
use crate::{Language, Page, Part, Shell, Span, SpanUnit, Words, paths};
use askama::Template;
use motcua_accounts::second_factor::Picture;
use motcua_kernel::Instant;

/// A QR code (ISO/IEC 18004) as one path of unit squares, quiet zone included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Modules on a side.
    pub size: usize,
    /// `M4 4h7v1h-7z…`.
    pub path: String,
}

impl Qr {
    /// The code of a text of up to some hundred bytes; `None` beyond what a code holds.
    pub fn of(text: &str) -> Option<Self> {
        Picture::of(text).map(|picture| Self::from(&picture))
    }
}

impl From<&Picture> for Qr {
    fn from(picture: &Picture) -> Self {
        Self {
            size: picture.size,
            path: picture.path.clone(),
        }
    }
}

/// The address in a receipt's QR (Circular 01/2023, Article 26): the page that asks for four digits before it tells
/// anything. It names the issuing system, the dossier, the procedure, the paper, when it was issued and when the result
/// is due; a personal number it does not, since whoever finds the paper can read it.
pub fn receipt_address(site: &str, number: &str, procedure: &str, issued_at: Instant, due: Instant) -> String {
    let moment = |at: Instant| at.civil().strftime("%Y%m%dT%H%M").to_string();
    format!(
        "{site}{}?number={number}&procedure={procedure}&form=01&at={}&due={}",
        paths::TRACK,
        moment(issued_at),
        moment(due)
    )
}

/// A component on the receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Its name.
    pub name: String,
    /// "Bản chính, giữ lại", "Xuất trình, đã trả lại".
    pub how: String,
    /// How many; 0 for what was only shown.
    pub copies: u32,
}

/// Form 01.
#[derive(Template)]
#[template(path = "public/receipt.html")]
pub struct ReceiptPage {
    /// Words of the shell.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// Where *back* leads.
    pub back: String,
    /// Where it is as a file.
    pub pdf: Option<String>,
    /// The code that leads to the dossier.
    pub qr: Option<Qr>,
    /// The body above the centre.
    pub office_above: String,
    /// The centre, in capitals.
    pub office: String,
    /// The receipt's number in the register.
    pub receipt_no: String,
    /// Where it was written.
    pub place: String,
    /// The dossier number.
    pub number: String,
    /// The centre.
    pub centre: String,
    /// Whose dossier it is, with *Ông* or *Bà*.
    pub applicant: String,
    /// Who filed it, when somebody else.
    pub submitter: Option<String>,
    /// The name under *Người nộp hồ sơ*.
    pub submitter_name: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: Option<String>,
    /// How the person is told.
    pub tell: String,
    /// The procedure.
    pub procedure: String,
    /// Its code.
    pub code: String,
    /// The deciding unit.
    pub decides: String,
    /// What was handed in or shown.
    pub components: Vec<ReceiptLine>,
    /// The time limit.
    pub limit: Option<Span>,
    /// When it was received.
    pub received_at: Instant,
    /// From when it counts, when that is later.
    pub counted_from: Option<Instant>,
    /// The promised moment.
    pub due: Instant,
    /// Where the result is collected.
    pub collect_at: String,
    /// The fee.
    pub fee: Fee,
    /// Who accepted.
    pub officer: String,
    /// The line of the register.
    pub book: String,
    /// Whom to ask.
    pub ask: String,
}

const PAPER: Words = Words::new(Language::Vi);

impl ReceiptPage {
    fn paper(&self, key: &str) -> String {
        PAPER.say(key)
    }

    const fn vi(&self) -> Words {
        PAPER
    }
}

impl Page for ReceiptPage {
    const NAME: &'static str = "public/receipt";

    fn samples(w: Words) -> Vec<Self> {
        let line = |name: &str, how: &str, copies| ReceiptLine {
            name: name.to_owned(),
            how: how.to_owned(),
            copies,
        };
        let page = |applicant: &str, received_at, counted_from| Self {
            w,
            shell: sample::shell_of_person(w, &paths::dossier_receipt("7"), Some(Part::Dossiers)),
            back: paths::dossier("7"),
            pdf: Some(paths::dossier_paper("7", "receipt")),
            qr: None,
            office_above: "TTPVHCC TỈNH QUẢNG NINH".to_owned(),
            office: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG BÃI CHÁY".to_owned(),
            receipt_no: "0044/TNHS".to_owned(),
            place: "Bãi Cháy".to_owned(),
            number: "H49.105-261125-0044".to_owned(),
            centre: "Trung tâm Phục vụ hành chính công phường Bãi Cháy".to_owned(),
            applicant: format!("Bà {applicant}"),
            submitter: None,
            submitter_name: applicant.to_owned(),
            address: "Tổ 7, khu 3, phường Hồng Gai, tỉnh Quảng Ninh".to_owned(),
            phone: None,
            tell: "người nộp tự đến hỏi".to_owned(),
            procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".to_owned(),
            code: sample::CODE.to_owned(),
            decides: "Ủy ban nhân dân phường Hồng Gai".to_owned(),
            components: vec![
                line("Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "Bản điện tử", 1),
                line("Quyết định công nhận thuận tình ly hôn", "Bản chính, giữ lại", 1),
                line("Thẻ căn cước của người nộp", "Xuất trình, đã trả lại", 0),
            ],
            limit: Some(Span::Of(3, SpanUnit::WorkingDay)),
            received_at,
            counted_from,
            due: sample::at(11, 30, 9, 21),
            collect_at: "quầy 2, Trung tâm Phục vụ hành chính công phường Bãi Cháy".to_owned(),
            fee: Fee::Unknown,
            officer: "Lê Thu Hà".to_owned(),
            book: "Vào Sổ theo dõi hồ sơ, quyển số 11, số thứ tự 0044".to_owned(),
            ask: "Hỏi: chị Hà, 0203 000 0054".to_owned(),
        };
        let mut late = page(
            sample::LONG_NAME,
            sample::at(11, 28, 10, 5),
            Some(sample::at(11, 30, 7, 30)),
        );
        late.submitter = Some("Ông Nguyễn Văn An, người đại diện theo ủy quyền".to_owned());
        late.phone = Some("0912 000 678".to_owned());
        late.qr = Qr::of(&receipt_address(
            "https://motcua.example",
            &late.number,
            &late.code,
            late.received_at,
            late.due,
        ));
        vec![page("Phạm Ngọc Ánh", sample::now(), None), late]
    }
}
