//! PAdES signatures: an incremental update, so that what was signed before stays byte for byte.

mod demonstration;
mod message;
mod picture;

use std::ops::Range;

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary};
use motcua_kernel::Instant;
use sha2::{Digest as _, Sha256};

use crate::{PrintError, Role, Spot};

pub use demonstration::{DemonstrationAuthority, DemonstrationKey};
pub(crate) use message::{SIGNING_CERTIFICATE, SigningCertificates};

/// Bytes kept free for a signature with its certificates.
const ROOM: usize = 8192;

/// Stands for a number that is known only when the file is laid out; ten digits hold any length.
const UNKNOWN: i64 = 9_999_999_999;

/// Hidden from no view, printed, locked (ISO 32000-1, 12.5.3: print and locked).
const WIDGET_FLAGS: i64 = 132;

/// A key that signs, wherever it is kept: in memory, in a token, behind a service.
///
/// Curve P-256 with SHA-256, one of the algorithms that TT 15/2025/TT-BKHCN names.
pub trait Key {
    /// The signer's certificate (X.509, DER).
    fn certificate(&self) -> &[u8];

    /// Certificates of those who issued it, nearest first (DER).
    fn issuers(&self) -> &[Vec<u8>];

    /// An ECDSA signature over SHA-256 of the message, in DER.
    ///
    /// # Errors
    ///
    /// When the key is not there, or refuses.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// Where the keys of people and agencies are found.
pub trait Keys: Send + Sync {
    /// The key of somebody: of a person with their agency as organisation, or of an agency alone.
    ///
    /// # Errors
    ///
    /// When there is none.
    fn key_for(&self, name: &str, organisation: Option<&str>) -> Result<Box<dyn Key>, KeyError>;
}

/// A key that does not sign.
#[derive(Debug, thiserror::Error)]
#[error("the key does not sign: {0}")]
pub struct KeyError(pub String);

/// What a signature says besides its key.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Whose it is.
    pub role: Role,
    /// The name on the mark.
    pub name: &'a str,
    /// When it is made.
    pub at: Instant,
    /// What else the mark says.
    pub also: Option<&'a str>,
    /// Where on the paper its mark is seen; the leader's takes the right half, the agency's the left.
    pub room: Spot,
}

/// A file that cannot be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// Not a file of ours.
    #[error("the file is no PDF that can be signed")]
    File(#[from] lopdf::Error),
    /// The file has no such page or room.
    #[error("the file has no page {0}")]
    Page(usize),
    /// It bears this signature already.
    #[error("the file is signed by {0} already")]
    Again(&'static str),
    /// The mark.
    #[error("the mark of the signature cannot be drawn")]
    Mark(#[from] PrintError),
    /// The certificate or the message.
    #[error("the certificate or signature cannot be written")]
    Message(#[from] der::Error),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The signature is larger than the room kept for it.
    #[error("the signature has {0} bytes, more than the file keeps room for")]
    TooLarge(usize),
    /// Our own file was not laid out as it must be.
    #[error("the file was not laid out as a signature needs it")]
    Layout,
}

/// Signs a file: the bytes that were there stay, the signature is added behind them.
///
/// # Errors
///
/// When the file is none of ours, bears this signature already, or the key refuses.
pub fn sign(pdf: &[u8], order: &Order<'_>, key: &dyn Key) -> Result<Vec<u8>, SignError> {
    let file = Document::load_mem(pdf)?;
    if crate::verdict::fields(&file)
        .iter()
        .any(|(name, _)| name == order.role.field())
    {
        return Err(SignError::Again(order.role.field()));
    }
    let page_number = u32::try_from(order.room.page).map_err(|_| SignError::Page(order.room.page))?;
    let pages = file.get_pages();
    let page = *pages.get(&page_number).ok_or(SignError::Page(order.room.page))?;
    let root = file.trailer.get(b"Root")?.as_reference()?;
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), file);
    update.opt_clone_object_to_new_document(root)?;
    update.opt_clone_object_to_new_document(page)?;

    let corner = order.mark_corner();
    let picture = picture::draw(order, &mut update.new_document)?;
    let value = update.new_document.add_object(signature_dictionary(order));
    let rect = rectangle(update.new_document.get_dictionary(page)?, corner, order.mark_size());
    let field = update.new_document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => Object::string_literal(order.role.field()),
        "V" => value,
        "F" => WIDGET_FLAGS,
        "P" => page,
        "Rect" => rect,
        "AP" => dictionary! { "N" => picture },
    });
    append(update.new_document.get_dictionary_mut(page)?, b"Annots", field)?;
    enter(update.new_document.get_dictionary_mut(root)?, field)?;

    let mut bytes = Vec::with_capacity(pdf.len() + 4 * ROOM);
    update.save_to(&mut bytes).map_err(lopdf::Error::from)?;
    if !bytes.starts_with(pdf) {
        return Err(SignError::Layout);
    }
    let gap = lay_out(&mut bytes, pdf.len())?;
    let mut digest = Sha256::new();
    digest.update(&bytes[..gap.start]);
    digest.update(&bytes[gap.end..]);
    let message = message::signed(digest.finalize().as_slice(), key)?;
    if message.len() > ROOM {
        return Err(SignError::TooLarge(message.len()));
    }
    let hex = message.iter().flat_map(|byte| format!("{byte:02x}").into_bytes());
    for (place, digit) in bytes[gap.start + 1..].iter_mut().zip(hex) {
        *place = digit;
    }
    Ok(bytes)
}

impl Order<'_> {
    /// Half of the room, in thousandths of a point.
    fn mark_size(&self) -> (i64, i64) {
        (self.room.width / 2, self.room.height)
    }

    fn mark_corner(&self) -> (i64, i64) {
        match self.role {
            Role::Leader => (self.room.x + self.room.width / 2, self.room.y),
            Role::Agency => (self.room.x, self.room.y),
        }
    }
}

fn signature_dictionary(order: &Order<'_>) -> Dictionary {
    dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), UNKNOWN.into(), UNKNOWN.into(), UNKNOWN.into()],
        "Contents" => Object::String(vec![0; ROOM], StringFormat::Hexadecimal),
        "Name" => lopdf::text_string(order.name),
        "M" => Object::string_literal(written(order.at)),
    }
}

/// A moment as PDF writes it.
fn written(at: Instant) -> String {
    let (date, time) = (at.civil().date(), at.civil().time());
    format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}+07'00'",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// A rectangle counted from the page's lower left corner, as PDF wants it; measures in thousandths of a point.
fn rectangle(page: &Dictionary, (x, y): (i64, i64), (width, height): (i64, i64)) -> Object {
    let top = page
        .get(b"MediaBox")
        .and_then(Object::as_array)
        .ok()
        .and_then(|sides| sides.get(3)?.as_float().ok())
        .unwrap_or(842.0);
    let points = |thousandths: i64| thousandths as f32 / 1000.0;
    let sides = [points(x), top - points(y + height), points(x + width), top - points(y)];
    Object::Array(sides.into_iter().map(Object::Real).collect())
}

/// Appends to a list that stands in the dictionary itself.
fn append(holder: &mut Dictionary, name: &[u8], entry: ObjectId) -> Result<(), lopdf::Error> {
    if holder.has(name) {
        holder.get_mut(name)?.as_array_mut()?.push(entry.into());
    } else {
        holder.set(name, vec![Object::Reference(entry)]);
    }
    Ok(())
}

/// Enters a field into the form of the file.
fn enter(catalog: &mut Dictionary, field: ObjectId) -> Result<(), lopdf::Error> {
    if !catalog.has(b"AcroForm") {
        // Signatures exist, and the file may only be appended to.
        catalog.set("AcroForm", dictionary! { "SigFlags" => 3 });
    }
    append(catalog.get_mut(b"AcroForm")?.as_dict_mut()?, b"Fields", field)
}

/// Writes the byte range of the new signature into its place; gives the gap that the signature itself fills.
fn lay_out(bytes: &mut [u8], from: usize) -> Result<Range<usize>, SignError> {
    let zeros = vec![b'0'; 2 * ROOM];
    let open = find(bytes, &zeros, from).ok_or(SignError::Layout)? - 1;
    let gap = open..open + zeros.len() + 2;
    if bytes.get(gap.start) != Some(&b'<') || bytes.get(gap.end - 1) != Some(&b'>') {
        return Err(SignError::Layout);
    }
    let unknown = UNKNOWN.to_string();
    let mut at = from;
    for number in [gap.start, gap.end, bytes.len() - gap.end] {
        at = find(bytes, unknown.as_bytes(), at).ok_or(SignError::Layout)?;
        let text = format!("{number:<width$}", width = unknown.len());
        bytes[at..at + unknown.len()].copy_from_slice(text.as_bytes());
    }
    Ok(gap)
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes
        .get(from..)?
        .windows(what.len())
        .position(|window| window == what)
        .map(|at| at + from)
}
