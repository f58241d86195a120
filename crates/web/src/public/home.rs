//! The start page, and the list of all centres.

use crate::parts::{Link, dial};
use crate::sample::{self, either};
use crate::{Page, Part, Shell, Words, paths};
use askama::Template;
use motcua_kernel::Instant;

/// A kind of errand with its procedures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// "Sinh con, nuôi con".
    pub title: String,
    /// Its procedures.
    pub links: Vec<Link>,
}

/// Whether a centre is open, by its service hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Open until a moment of today.
    Until(Instant),
    /// Closed; opens at a moment.
    At(Instant),
    /// Closed; nobody knows until when.
    Closed,
}

/// A centre in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreLine {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Its telephone.
    pub phone: String,
    /// Whether it is open.
    pub opening: Opening,
}

impl CentreLine {
    fn opening(&self, w: &Words) -> String {
        match self.opening {
            Opening::Until(at) => w.one("centre-open-until", "clock", w.clock(at)),
            Opening::At(at) => w.one("centre-opens-at", "moment", w.moment_brief(at)),
            Opening::Closed => w.say("centre-closed"),
        }
    }

    fn dial(&self) -> String {
        dial(&self.phone)
    }

    fn samples(w: Words) -> Vec<Self> {
        let line = |name: &str, address: &str, opening| Self {
            name: name.to_owned(),
            address: address.to_owned(),
            phone: "0203 000 0054".to_owned(),
            opening,
        };
        vec![
            line(
                &either(w, "Phường Bãi Cháy", "Bãi Cháy ward"),
                "Đường Hạ Long, tổ 4, khu 2",
                Opening::Until(sample::at(11, 25, 17, 0)),
            ),
            line(
                &either(w, "Phường Hồng Gai", "Hồng Gai ward"),
                "Phố Hàng Nồi",
                Opening::Until(sample::at(11, 25, 17, 0)),
            ),
            line(
                &either(
                    w,
                    "Đặc khu Vân Đồn, điểm tiếp nhận Quan Lạn",
                    "Vân Đồn special zone, Quan Lạn reception point",
                ),
                "Thôn Thái Hòa, xã đảo Quan Lạn cũ, cách bến tàu 300 mét về phía đình",
                Opening::At(sample::at(11, 26, 7, 30)),
            ),
            line(
                &either(w, "Đặc khu Cô Tô", "Cô Tô special zone"),
                "Khu 2",
                Opening::Closed,
            ),
        ]
    }
}

/// The start page.
#[derive(Template)]
#[template(path = "public/home.html")]
pub struct HomePage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// Searches that others try.
    pub tries: Vec<Link>,
    /// Common errands.
    pub errands: Vec<Errand>,
    /// Some centres.
    pub centres: Vec<CentreLine>,
    /// How many centres there are.
    pub centre_count: usize,
    /// Where citizens file by themselves.
    pub national_portal: String,
}

impl Page for HomePage {
    const NAME: &'static str = "public/home";

    fn samples(w: Words) -> Vec<Self> {
        let tries = [
            ("giấy khai sinh", "birth certificate"),
            ("sao y", "certified copy"),
            ("xác nhận độc thân", "single status"),
            ("mở quán phở", "open a noodle shop"),
        ];
        let errand = |vi: &str, en: &str, links: &[(&str, &str, &str)]| Errand {
            title: either(w, vi, en),
            links: links
                .iter()
                .map(|(code, vi, en)| Link::new(either(w, vi, en), paths::procedure(code)))
                .collect(),
        };
        let page = Self {
            w,
            shell: sample::shell(w, paths::HOME, None),
            tries: tries
                .iter()
                .map(|(vi, en)| Link::new(either(w, vi, en), paths::PROCEDURES))
                .collect(),
            errands: vec![
                errand(
                    "Sinh con, nuôi con",
                    "Having a child",
                    &[
                        ("1.001193", "Đăng ký khai sinh", "Registering a birth"),
                        ("2.000635", "Cấp bản sao Giấy khai sinh", "Copy of a birth certificate"),
                    ],
                ),
                errand(
                    "Cưới hỏi",
                    "Getting married",
                    &[
                        (
                            sample::CODE,
                            "Giấy xác nhận tình trạng hôn nhân",
                            "Certificate of marital status",
                        ),
                        ("1.000894", "Đăng ký kết hôn", "Registering a marriage"),
                    ],
                ),
                errand(
                    "Sao y, chứng thực",
                    "Certified copies",
                    &[
                        (
                            "2.000815",
                            "Chứng thực bản sao từ bản chính",
                            "Certified copy of an original",
                        ),
                        ("2.000884", "Chứng thực chữ ký", "Certifying a signature"),
                    ],
                ),
                errand(
                    "Người cao tuổi, trợ cấp",
                    "Old age and support",
                    &[("1.014027", "Trợ cấp hưu trí xã hội", "Social pension")],
                ),
                errand(
                    "Làm ăn, xây dựng",
                    "Business and building",
                    &[
                        (
                            "1.001612",
                            "Đăng ký thành lập hộ kinh doanh",
                            "Registering a household business",
                        ),
                        (
                            "1.013225",
                            "Giấy phép xây dựng nhà ở riêng lẻ",
                            "Building permit for a house",
                        ),
                    ],
                ),
                errand(
                    "Người thân qua đời",
                    "A death in the family",
                    &[("1.000656", "Đăng ký khai tử", "Registering a death")],
                ),
            ],
            centres: CentreLine::samples(w),
            centre_count: 54,
            national_portal: sample::PORTAL.to_owned(),
        };
        let mut demo = Self {
            shell: sample::shell_of_person(w, paths::HOME, None),
            ..Self::bare(w)
        };
        demo.shell.is_demo = true;
        vec![page, demo]
    }
}

impl HomePage {
    fn bare(w: Words) -> Self {
        Self {
            w,
            shell: sample::shell(w, paths::HOME, None),
            tries: Vec::new(),
            errands: Vec::new(),
            centres: CentreLine::samples(w),
            centre_count: 54,
            national_portal: sample::PORTAL.to_owned(),
        }
    }
}

/// All centres.
#[derive(Template)]
#[template(path = "public/centres.html")]
pub struct CentresPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub shell: Shell,
    /// The centres, in Vietnamese order.
    pub centres: Vec<CentreLine>,
}

impl Page for CentresPage {
    const NAME: &'static str = "public/centres";

    fn samples(w: Words) -> Vec<Self> {
        vec![Self {
            w,
            shell: sample::shell(w, paths::CENTRES, Some(Part::Centres)),
            centres: CentreLine::samples(w),
        }]
    }
}
