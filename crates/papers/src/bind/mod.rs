//! Makes one PDF of the photographs and PDFs that people bring. Every file is a stranger's: its kind is judged by
//! what is in it, sizes are bounded before anything is unpacked, and nothing active comes through.

mod active;
mod join;
mod jpeg;
mod photo;
mod room;

pub use room::BindingRoom;

use crate::{Bound, MOST_BYTES, Unfit};

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    Heic,
    Pdf,
    Other,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        // Readers find the mark of a PDF within its first kilobyte, whatever a mail program put before it.
        let head = &bytes[..bytes.len().min(1024)];
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Self::Png,
            _ if bytes.get(4..8) == Some(b"ftyp") && is_heic(bytes.get(8..12).unwrap_or_default()) => Self::Heic,
            _ if head.windows(5).any(|window| window == b"%PDF-") => Self::Pdf,
            _ => Self::Other,
        }
    }
}

/// The brands of HEIF pictures (ISO 23008-12); a film has others.
fn is_heic(brand: &[u8]) -> bool {
    [
        &b"heic"[..],
        b"heix",
        b"heim",
        b"heis",
        b"hevc",
        b"hevx",
        b"mif1",
        b"msf1",
        b"avif",
    ]
    .contains(&brand)
}

/// One file as a PDF: see [`crate::Bindery::take`].
///
/// # Errors
///
/// See [`Unfit`].
pub fn take(bytes: Vec<u8>) -> Result<Bound, Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unfit::TooLarge);
    }
    match Kind::of(&bytes) {
        Kind::Jpeg | Kind::Png => photo::page(&bytes),
        Kind::Pdf => join::one(bytes),
        Kind::Heic => Err(Unfit::Heic),
        Kind::Other => Err(Unfit::OtherKind),
    }
}

/// Several PDFs as one: see [`crate::Bindery::join`].
///
/// # Errors
///
/// See [`Unfit`].
pub fn join(files: &[Vec<u8>]) -> Result<Bound, Unfit> {
    join::all(files)
}

#[cfg(test)]
mod tests;
