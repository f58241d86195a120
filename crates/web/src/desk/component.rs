//! A component of a dossier as officers see it: *nộp* and *xuất trình* stay apart.

use crate::parts::Link;
use crate::sample::either;
use crate::{Words, paths};

/// How a component is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Handed in (*nộp*).
    HandIn,
    /// Shown only (*xuất trình*).
    Show,
    /// Looked up in data.
    LookUp,
    /// Not needed in this case.
    NotNeeded,
}

impl How {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::HandIn => "how-hand-in",
            Self::Show => "how-show",
            Self::LookUp => "how-look-up",
            Self::NotNeeded => "how-not-needed",
        }
    }

    pub(crate) const fn icon(self) -> &'static str {
        match self {
            Self::HandIn => "paper",
            Self::Show => "hand",
            Self::LookUp | Self::NotNeeded => "tick",
        }
    }

    pub(crate) const fn has_original(self) -> bool {
        matches!(self, Self::HandIn | Self::Show)
    }
}

/// A component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentLine {
    /// Its key in the procedure version.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Number, issuer, why not needed.
    pub note: Option<String>,
    /// How it is received.
    pub how: How,
    /// Where the original is.
    pub original: String,
    /// Whether an officer ticked it.
    pub ticked: bool,
    /// Whether nothing is accepted without it.
    pub required: bool,
    /// Its original, where it may stay at the desk.
    pub keeps: Option<Keeps>,
    /// Its file, bound: pages and weight, and where it opens.
    pub file: Option<Link>,
}

/// An original that may be left: written down when it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keeps {
    /// Its name with series or number; nothing is kept without.
    pub description: String,
    /// Sheets, as typed.
    pub sheets: String,
    /// Whether the procedure keeps it as a rule.
    pub usual: bool,
}

impl ComponentLine {
    /// Whether an original of any may be left.
    pub(crate) fn may_keep(lines: &[Self]) -> bool {
        lines.iter().any(|line| line.keeps.is_some())
    }

    /// Whether the form for originals is open at once: something is written there, or the procedure keeps one as a rule.
    pub(crate) fn keeping(lines: &[Self]) -> bool {
        let mut keeps = lines.iter().filter_map(|line| line.keeps.as_ref());
        keeps.any(|keeps| keeps.usual || !keeps.description.is_empty())
    }

    /// Whether it is the first that is required and not ticked: where a hand on the keyboard begins.
    pub(crate) fn is_first_open(lines: &[Self], line: &Self) -> bool {
        let open = lines.iter().find(|line| line.required && !line.ticked);
        open.is_some_and(|open| open.key == line.key)
    }

    pub(crate) fn is_needed(&self) -> bool {
        self.how != How::NotNeeded
    }

    pub(crate) fn samples(w: Words) -> Vec<Self> {
        let line = |key: &str, vi: &str, en: &str, note: &str, how, original: String, ticked| Self {
            key: key.to_owned(),
            name: either(w, vi, en),
            note: (!note.is_empty()).then(|| note.to_owned()),
            how,
            original,
            ticked,
            required: true,
            keeps: (key == "ly_hon_khai_tu").then(|| Keeps {
                description: "Quyết định số 45/2019/QĐST-HNGĐ".to_owned(),
                sheets: "1".to_owned(),
                usual: true,
            }),
            file: (key == "ly_hon_khai_tu")
                .then(|| Link::new(w.two("file-about", "pages", 3, "kb", "840"), paths::desk_file("7", "7"))),
        };
        vec![
            line(
                "to_khai",
                "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
                "Declaration form",
                "",
                How::HandIn,
                either(w, "Bản điện tử", "Electronic"),
                true,
            ),
            line(
                "ly_hon_khai_tu",
                "Quyết định công nhận thuận tình ly hôn",
                "Divorce judgment",
                "Số 45/2019/QĐST-HNGĐ, Tòa án nhân dân thành phố Hạ Long",
                How::HandIn,
                either(w, "Giữ bản gốc, 1 tờ", "Original kept, 1 sheet"),
                true,
            ),
            line(
                "giay_to_tuy_than",
                "Thẻ căn cước",
                "Identity card",
                "",
                How::Show,
                either(w, "Đã đối chiếu 9:18", "Compared 9:18"),
                false,
            ),
            line(
                "noi_cu_tru",
                "Nơi cư trú",
                "Residence",
                "Tổ 7, khu 3, phường Hồng Gai",
                How::LookUp,
                either(w, "Tìm thấy, không thu giấy", "Found, no paper taken"),
                true,
            ),
            line(
                "uy_quyen",
                "Văn bản ủy quyền",
                "Power of attorney",
                "",
                How::NotNeeded,
                either(w, "Chính chủ nộp", "Filed in person"),
                false,
            ),
        ]
    }
}
