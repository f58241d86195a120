//! The square code of a paper: what it carries and how it is drawn.

use motcua_kernel::{Date, Instant};
#[cfg(feature = "press")]
use qrcode::bits::Bits;
#[cfg(feature = "press")]
use qrcode::{Color, EcLevel, QrCode, Version};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// UTF-8, as readers of codes are told it (ISO/IEC 18004, ECI).
#[cfg(feature = "press")]
const UTF8: u32 = 26;

/// What the square code of a paper says (TT 01/2023/TT-VPCP art. 26; REC-14 to REC-17).
///
/// Each item stands on a line of its own behind the name that the national messages have for it. The first line
/// is an address that a telephone opens; it leads by a random code, so whoever has only the address of another
/// paper learns nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Address of the page about this paper, ending in its random code.
    pub address: String,
    /// The dossier's number; empty where there is no dossier yet.
    pub dossier: String,
    /// The procedure's code.
    pub procedure: String,
    /// Identity code of the person or organisation; empty where nobody is identified.
    pub identity: String,
    /// The name of the document.
    pub document: String,
    /// The system that issues it.
    pub system: String,
    /// The time of issue.
    pub issued_at: Instant,
    /// The due time, on a receipt (REC-16).
    pub due_at: Option<Instant>,
    /// The last day of validity of a result, if any (REC-16).
    pub valid_until: Option<Date>,
    /// The scope of a result, if any (REC-16).
    pub scope: Option<String>,
}

/// A square code that cannot be made.
#[cfg(feature = "press")]
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// Too much text for a code that a printer can print.
    #[error("the square code would hold {0} bytes, more than a code of this size can; shorten names")]
    TooLong(usize),
}

impl Mark {
    /// The text in the code. A name that is longer than `most` letters is cut: the page has it whole.
    pub fn text(&self) -> String {
        let most = 120;
        let cut = |text: &str| text.chars().take(most).collect::<String>();
        let mut lines = self.address.clone();
        let mut item = |name: &str, value: &str| {
            // Writing to a text cannot fail.
            let _ = write!(lines, "\n{name}={}", value.replace('\n', " "));
        };
        item("MaHoSo", &self.dossier);
        item("MaTTHC", &self.procedure);
        item("SoDinhDanh", &self.identity);
        item("TenGiayTo", &cut(&self.document));
        item("HeThong", &cut(&self.system));
        item("ThoiGianCap", &local(self.issued_at));
        if let Some(due) = self.due_at {
            item("NgayHenTra", &local(due));
        }
        if let Some(until) = self.valid_until {
            item("HieuLuc", &until.to_string());
        }
        if let Some(scope) = &self.scope {
            item("PhamVi", &cut(scope));
        }
        lines
    }

    /// The code as a vector picture, one unit a module, without the quiet zone.
    #[cfg(feature = "press")]
    pub(crate) fn picture(&self) -> Result<String, CodeError> {
        let text = self.text();
        let code = encode(text.as_bytes()).ok_or(CodeError::TooLong(text.len()))?;
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let _ = write!(path, "M{} {}h1v1h-1z", at % width, at / width);
            }
        }
        Ok(format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}"><path d="{path}"/></svg>"#
        ))
    }
}

/// The smallest code that holds the bytes as UTF-8, at level M, up to version 20 (97 modules).
#[cfg(feature = "press")]
fn encode(bytes: &[u8]) -> Option<QrCode> {
    (1..=20).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_eci_designator(UTF8).ok()?;
        bits.push_byte_data(bytes).ok()?;
        bits.push_terminator(EcLevel::M).ok()?;
        QrCode::with_bits(bits, EcLevel::M).ok()
    })
}

/// A moment as a wall clock shows it, `2026-11-24T08:30+07:00`.
fn local(moment: Instant) -> String {
    let civil = moment.civil();
    format!(
        "{}T{:02}:{:02}+07:00",
        moment.date(),
        civil.time().hour(),
        civil.time().minute()
    )
}

#[cfg(test)]
mod tests {
    use crate::sample;

    #[test]
    fn a_receipt_carries_the_six_items_and_its_due_time() {
        let text = sample::find("receipt").unwrap().head.mark.text();
        let names: Vec<&str> = text
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once('=').map(|(name, _)| name))
            .collect();
        assert_eq!(
            names,
            [
                "MaHoSo",
                "MaTTHC",
                "SoDinhDanh",
                "TenGiayTo",
                "HeThong",
                "ThoiGianCap",
                "NgayHenTra"
            ]
        );
    }

    #[test]
    fn a_result_carries_its_validity_and_scope() {
        let text = sample::find("result").unwrap().head.mark.text();
        assert!(text.ends_with("\nHieuLuc=2027-05-27\nPhamVi=Kết hôn"), "{text}");
    }

    #[test]
    fn the_address_says_nothing_by_itself() {
        let mark = sample::find("receipt").unwrap().head.mark;
        for secret in [&mark.dossier, &mark.identity, &mark.procedure] {
            assert!(!mark.address.contains(secret.as_str()), "{}", mark.address);
        }
    }
}
