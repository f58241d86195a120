//! A QR code as one path, for a page that says in words what it is.

use qrcode::{Color, EcLevel, QrCode};

/// A QR code: `<svg viewBox="0 0 {size} {size}"><path d="{path}"/></svg>`, quiet zone included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Modules along each side, with the four of the quiet zone at each edge.
    pub size: usize,
    /// The dark modules, as runs along each row.
    pub path: String,
}

impl Picture {
    /// Draws a text of up to some hundred bytes; `None` beyond what a QR code holds.
    pub fn of(text: &str) -> Option<Self> {
        const QUIET: usize = 4;
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let colours = code.to_colors();
        let mut path = String::new();
        for (y, row) in colours.chunks(width).enumerate() {
            let mut x = 0;
            while x < width {
                let run = row[x..].iter().take_while(|&&colour| colour == Color::Dark).count();
                if run > 0 {
                    path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
                }
                x += run.max(1);
            }
        }
        Some(Self {
            size: width + 2 * QUIET,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finder_pattern_stands_in_the_corner() {
        let picture = Picture::of("otpauth://totp/x?secret=GEZDGNBV").unwrap();
        assert!(picture.path.starts_with("M4 4h7v1h-7z"), "{}", &picture.path[..20]);
        assert!(Picture::of(&"x".repeat(5_000)).is_none());
    }
}
