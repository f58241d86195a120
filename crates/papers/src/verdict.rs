//! The verdict about a signed file: who signed, what each signature covers, and whether anything was changed or added.

mod message;
mod revision;

use std::ops::Range;

use lopdf::{Dictionary, Document, Object};
use motcua_kernel::Instant;
use sha2::{Digest as _, Sha256};

/// What a file's signatures are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The signatures in the order in which they were made.
    pub signatures: Vec<Seen>,
    /// Bytes behind the last signature that no signature covers; all of them when there is none.
    pub added: usize,
}

/// One signature as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The field: `leader` or `agency` on our own papers.
    pub field: String,
    /// The name in the signer's certificate.
    pub signer: String,
    /// The organisation in it, where there is one.
    pub organisation: Option<String>,
    /// The moment that the file claims; nobody but the signer vouches for it.
    pub claimed_at: Option<Instant>,
    /// It covers the file from its first byte to this one (exclusive), without its own bytes.
    pub covers: usize,
    /// The covered bytes and the signature fit the certificate.
    pub intact: bool,
    /// Everything that came later only added signatures.
    pub kept: bool,
    /// The certificate was issued by somebody trusted, for signing, and held at the claimed moment.
    pub trusted: bool,
}

/// A file about which there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum VerdictError {
    /// Not a PDF.
    #[error("the file is no PDF that can be read")]
    File(#[from] lopdf::Error),
}

impl Verdict {
    /// True when there is a signature, all are intact, kept and trusted, and nothing was added behind the last.
    pub fn is_sound(&self) -> bool {
        !self.signatures.is_empty()
            && self.added == 0
            && self
                .signatures
                .iter()
                .all(|seen| seen.intact && seen.kept && seen.trusted)
    }
}

/// Judges a file. `trusted` are the certificates of the authorities whose signatures count (DER).
///
/// It asks nobody whether a certificate was revoked: a file has no answer to that, and this crate no network.
///
/// # Errors
///
/// When the bytes are no PDF.
pub fn verify(bytes: &[u8], trusted: &[&[u8]]) -> Result<Verdict, VerdictError> {
    let file = Document::load_mem(bytes)?;
    let mut found: Vec<(Range<usize>, usize, &Dictionary, String)> = Vec::new();
    let mut broken = Vec::new();
    for (field, value) in fields(&file) {
        match coverage(value, bytes) {
            Some((gap, end)) => found.push((gap, end, value, field)),
            None => broken.push(Seen::broken(field, value)),
        }
    }
    found.sort_by_key(|(_, end, ..)| *end);
    let last = found.last().map_or(0, |(_, end, ..)| *end);
    let mut signatures: Vec<Seen> = found
        .into_iter()
        .map(|(gap, end, value, field)| judge(&file, bytes, (gap, end), (field, value), trusted))
        .collect();
    signatures.append(&mut broken);
    Ok(Verdict {
        signatures,
        added: bytes.len() - last,
    })
}

/// Signature fields with their values.
pub(crate) fn fields(file: &Document) -> Vec<(String, &Dictionary)> {
    let entries = || -> Option<&Vec<Object>> {
        let form = follow(file, file.catalog().ok()?.get(b"AcroForm").ok()?)
            .as_dict()
            .ok()?;
        follow(file, form.get(b"Fields").ok()?).as_array().ok()
    };
    let entries = entries().map(Vec::as_slice).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| {
            let field = follow(file, entry).as_dict().ok()?;
            let value = follow(file, field.get(b"V").ok()?).as_dict().ok()?;
            let name = field.get(b"T").and_then(lopdf::decode_text_string).unwrap_or_default();
            (field.get(b"FT").and_then(Object::as_name).ok()? == b"Sig").then_some((name, value))
        })
        .collect()
}

fn follow<'a>(file: &'a Document, object: &'a Object) -> &'a Object {
    file.dereference(object).map_or(object, |(_, object)| object)
}

/// The gap that holds the signature and the end of what it covers: from the first byte, with no other gap.
fn coverage(value: &Dictionary, bytes: &[u8]) -> Option<(Range<usize>, usize)> {
    let numbers = value.get(b"ByteRange").ok()?.as_array().ok()?;
    let numbers: Option<Vec<usize>> = numbers
        .iter()
        .map(|number| usize::try_from(number.as_i64().ok()?).ok())
        .collect();
    let numbers = numbers?;
    let [0, first, second, rest] = numbers.as_slice() else {
        return None;
    };
    let end = second.checked_add(*rest)?;
    let gap = bytes.get(*first..*second)?;
    let is_hex = gap.len() > 2
        && gap.starts_with(b"<")
        && gap.ends_with(b">")
        && gap[1..gap.len() - 1].iter().all(u8::is_ascii_hexdigit);
    (is_hex && end <= bytes.len()).then_some((*first..*second, end))
}

fn judge(
    file: &Document,
    bytes: &[u8],
    (gap, end): (Range<usize>, usize),
    (field, value): (String, &Dictionary),
    trusted: &[&[u8]],
) -> Seen {
    let mut digest = Sha256::new();
    digest.update(&bytes[..gap.start]);
    digest.update(&bytes[gap.end..end]);
    let claimed_at = claimed(value);
    let read = unhex(&bytes[gap.start + 1..gap.end - 1])
        .and_then(|message| message::read(&message, digest.finalize().as_slice(), claimed_at, trusted).ok());
    let Some(read) = read else {
        return Seen {
            covers: end,
            ..Seen::broken(field, value)
        };
    };
    Seen {
        field,
        signer: read.signer,
        organisation: read.organisation,
        claimed_at,
        covers: end,
        intact: read.intact,
        kept: end == bytes.len() || revision::only_adds_signatures(&bytes[..end], file),
        trusted: read.trusted,
    }
}

impl Seen {
    fn broken(field: String, value: &Dictionary) -> Self {
        Self {
            field,
            signer: String::new(),
            organisation: None,
            claimed_at: claimed(value),
            covers: 0,
            intact: false,
            kept: false,
            trusted: false,
        }
    }
}

/// `D:20261127091500+07'00'` as a moment; a signature of ours always has it in the province's time.
fn claimed(value: &Dictionary) -> Option<Instant> {
    let text = value.get(b"M").ok()?.as_str().ok()?;
    let text = std::str::from_utf8(text).ok()?.strip_prefix("D:")?;
    let part = |range: Range<usize>| text.get(range);
    let zone = match part(14..15)? {
        "Z" => "Z".to_owned(),
        _ => format!("{}:{}", part(14..17)?, part(18..20)?),
    };
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let (hour, minute, second) = (part(8..10)?, part(10..12)?, part(12..14)?);
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")
        .parse()
        .ok()
}

fn unhex(digits: &[u8]) -> Option<Vec<u8>> {
    let value = |digit: u8| char::from(digit).to_digit(16);
    digits
        .chunks(2)
        .map(|pair| match pair {
            // Two digits make a byte.
            [high, low] => Some((value(*high)? * 16 + value(*low)?) as u8),
            _ => None,
        })
        .collect()
}
