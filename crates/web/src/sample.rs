//! What samples share: invented people, a moment, shells. Names of places and procedures are real.

use crate::parts::{Contact, Link};
use crate::shell::{Desk, DeskPart, Here, Part, Shell};
use crate::{Language, Words, paths};
use motcua_kernel::Instant;

/// Where citizens file by themselves.
pub(crate) const PORTAL: &str = "https://dichvucong.gov.vn";
/// Stands for a form's token in samples.
pub(crate) const TOKEN: &str = "sample-token";
/// The longest name that the samples carry.
pub(crate) const LONG_NAME: &str = "Công Tằng Tôn Nữ Nguyễn Phương Hoàng Thiên Hương Quỳnh Trâm";
/// The longest name of a unit.
pub(crate) const LONG_UNIT: &str =
    "Phòng Kinh tế, Hạ tầng và Đô thị, Ủy ban nhân dân phường Mông Dương, tỉnh Quảng Ninh";
/// The procedure that is carried all the way.
pub(crate) const CODE: &str = "1.004873";

/// The lines of a bill: one that is known, one that is not.
pub(crate) fn bill(w: Words) -> Vec<String> {
    vec![
        either(
            w,
            "Bản sao trích lục (mỗi bản): 2 × 8.000 đồng = 16.000 đồng",
            "Copy of the extract (per copy): 2 × 8,000 đồng = 16,000 đồng",
        ),
        either(
            w,
            "Khai sinh quá hạn: đang cập nhật",
            "Birth registered late: being updated",
        ),
    ]
}

/// A moment of 2026, written as the wall clock shows it: `11-25 9:21`.
pub(crate) fn at(month: i8, day: i8, hour: i8, minute: i8) -> Instant {
    Instant::from_civil(jiff::civil::date(2026, month, day).at(hour, minute, 0, 0))
}

/// The moment of all samples: Wednesday 25 November 2026, 9:21.
pub(crate) fn now() -> Instant {
    at(11, 25, 9, 21)
}

/// One of two texts: samples of data speak the page's language where the data would.
pub(crate) fn either(w: Words, vi: &str, en: &str) -> String {
    match w.language() {
        Language::Vi => vi.to_owned(),
        Language::En => en.to_owned(),
    }
}

/// The name of the procedure that is carried all the way.
pub(crate) fn marriage(w: Words) -> String {
    either(w, "Giấy xác nhận tình trạng hôn nhân", "Certificate of marital status")
}

pub(crate) fn shell(w: Words, path: &str, part: Option<Part>) -> Shell {
    Shell::new(&Here::at(w.language(), path), part)
}

pub(crate) fn shell_of_person(w: Words, path: &str, part: Option<Part>) -> Shell {
    shell(w, path, part).for_person("Phạm Ngọc Ánh", TOKEN).with_unread(2)
}

pub(crate) fn desk(w: Words, path: &str, part: DeskPart) -> Desk {
    let (place, officer, parts): (_, _, &[DeskPart]) = match part {
        DeskPart::Counter | DeskPart::Help | DeskPart::Delivery | DeskPart::Originals | DeskPart::Payments => (
            either(w, "Quầy 3, Bãi Cháy", "Counter 3, Bãi Cháy"),
            "Lê Thu Hà",
            &[
                DeskPart::Counter,
                DeskPart::Help,
                DeskPart::Delivery,
                DeskPart::Originals,
                DeskPart::Payments,
                DeskPart::Find,
            ],
        ),
        DeskPart::Worklist | DeskPart::Find => (
            either(w, "Hồng Gai, Văn phòng", "Hồng Gai, Office"),
            "Đỗ Minh Châu",
            &[DeskPart::Worklist, DeskPart::Find],
        ),
        DeskPart::Signing | DeskPart::Assign => (
            either(w, "Hồng Gai, lãnh đạo", "Hồng Gai, leaders"),
            "Trần Văn Bình",
            &[DeskPart::Signing, DeskPart::Assign, DeskPart::Find],
        ),
        DeskPart::Records => (
            either(w, "Hồng Gai, văn thư", "Hồng Gai, records"),
            "Ngô Thị Sen",
            &[DeskPart::Records, DeskPart::Find],
        ),
        DeskPart::Units | DeskPart::Officers | DeskPart::Clients | DeskPart::Letters | DeskPart::Maintenance => (
            either(w, "Quản trị tỉnh", "Province administration"),
            "Vũ Hải Đăng",
            &[
                DeskPart::Units,
                DeskPart::Officers,
                DeskPart::Clients,
                DeskPart::Letters,
                DeskPart::Maintenance,
            ],
        ),
    };
    Desk::new(&Here::at(w.language(), path), now(), &place, officer, parts, Some(part)).with_token(TOKEN)
}

pub(crate) fn contact(w: Words) -> Contact {
    Contact {
        name: either(w, "Đỗ Minh Châu, cán bộ thụ lý", "Đỗ Minh Châu, case officer"),
        phone: "0203 000 0054".to_owned(),
    }
}

pub(crate) fn crumbs(w: Words) -> Vec<Link> {
    vec![
        Link::new(w.say("crumb-home"), paths::HOME),
        Link::new(w.say("nav-procedures"), paths::PROCEDURES),
    ]
}
