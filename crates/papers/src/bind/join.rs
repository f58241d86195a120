//! PDFs as one PDF: their pages in order, and nothing else of them.

use super::active::{NOTES, is_still};
use crate::{Bound, MOST_PAGES, Unfit};
use lopdf::{Dictionary, Document, Error, LoadOptions, Object, ObjectId, dictionary};

/// What one packed part of a file may unpack to: some are made to fill a machine's memory.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
/// Levels of the tree of pages at most.
const MOST_LEVELS: usize = 64;
/// What a page has from those above it (ISO 32000-1, 7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// What a page says beside what it shows.
const BESIDE: [&[u8]; 8] = [
    b"AA",
    b"B",
    b"Dur",
    b"Trans",
    b"PieceInfo",
    b"PresSteps",
    b"StructParents",
    b"Metadata",
];

/// One PDF: as it is where nothing in it acts, else its pages alone.
pub(super) fn one(bytes: Vec<u8>) -> Result<Bound, Unfit> {
    let file = open(&bytes)?;
    let pages = pages_of(&file)?;
    if !file.was_encrypted() && is_still(&file) {
        return Ok(Bound {
            pages: u32::try_from(pages.len()).unwrap_or(MOST_PAGES),
            pdf: bytes,
        });
    }
    bind(vec![file])
}

/// Several PDFs in their order.
pub(super) fn all(files: &[Vec<u8>]) -> Result<Bound, Unfit> {
    let opened: Result<Vec<Document>, Unfit> = files.iter().map(|bytes| open(bytes)).collect();
    bind(opened?)
}

fn open(bytes: &[u8]) -> Result<Document, Unfit> {
    // A file that only forbids copying opens with the empty password, as it does for everybody.
    let options = LoadOptions::with_max_decompressed_size(MOST_UNPACKED);
    let file = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) => Unfit::Locked,
        _ => Unfit::Broken,
    })?;
    if file.is_encrypted() && !file.was_encrypted() {
        return Err(Unfit::Locked);
    }
    let waits = file.catalog().and_then(|catalog| catalog.get(b"NeedsRendering"));
    if waits.and_then(Object::as_bool).unwrap_or(false) {
        return Err(Unfit::Dynamic);
    }
    Ok(file)
}

/// The pages, each looked at: it is there, and so is what it shows.
fn pages_of(file: &Document) -> Result<Vec<ObjectId>, Unfit> {
    let pages: Vec<ObjectId> = file.page_iter().take(MOST_PAGES as usize + 1).collect();
    if pages.len() > MOST_PAGES as usize {
        return Err(Unfit::TooManyPages);
    }
    let opens = |page: &ObjectId| {
        let Ok(page) = file.get_dictionary(*page) else {
            return false;
        };
        let shown = match page.get(b"Contents") {
            Err(_) => return true,
            Ok(shown) => shown,
        };
        let found = |object: &Object| file.dereference(object).is_ok_and(|(_, object)| !object.is_null());
        match file.dereference(shown) {
            Ok((_, Object::Array(all))) => all.iter().all(found),
            Ok((_, object)) => !object.is_null(),
            Err(_) => false,
        }
    };
    if pages.is_empty() || !pages.iter().all(opens) {
        return Err(Unfit::Broken);
    }
    Ok(pages)
}

fn bind(files: Vec<Document>) -> Result<Bound, Unfit> {
    let mut whole = Document::with_version("1.7");
    let parent = whole.new_object_id();
    let mut all = Vec::new();
    for mut file in files {
        file.renumber_objects_with(whole.max_id + 1);
        for page in pages_of(&file)? {
            let bare = bare(&mut file, page, parent)?;
            file.objects.insert(page, Object::Dictionary(bare));
            all.push(page);
        }
        whole.max_id = file.max_id;
        whole.objects.extend(std::mem::take(&mut file.objects));
    }
    if all.len() > MOST_PAGES as usize {
        return Err(Unfit::TooManyPages);
    }
    let pdf = write(whole, parent, &all)?;
    Ok(Bound {
        pages: u32::try_from(all.len()).unwrap_or(MOST_PAGES),
        pdf,
    })
}

/// A page with what it had from above, and without what it does.
fn bare(file: &mut Document, id: ObjectId, parent: ObjectId) -> Result<Dictionary, Unfit> {
    let mut page = file.get_dictionary(id).map_err(|_| Unfit::Broken)?.clone();
    let mut above = page.clone();
    for _ in 0..MOST_LEVELS {
        let Ok(next) = above.get(b"Parent").and_then(Object::as_reference) else {
            break;
        };
        let Ok(next) = file.get_dictionary(next) else { break };
        for key in INHERITED {
            if let (false, Ok(value)) = (page.has(key), next.get(key)) {
                page.set(key, value.clone());
            }
        }
        above = next.clone();
    }
    for key in BESIDE {
        page.remove(key);
    }
    let notes = notes(file, &page);
    if notes.is_empty() {
        page.remove(b"Annots");
    } else {
        page.set("Annots", notes);
    }
    page.set("Parent", parent);
    Ok(page)
}

/// The notes on a page that only show: stamps, marks, and what was filled into the fields of a form.
fn notes(file: &mut Document, page: &Dictionary) -> Vec<Object> {
    let found = page.get(b"Annots").and_then(|notes| file.dereference(notes));
    let listed = match found {
        Ok((_, Object::Array(all))) => all.clone(),
        _ => return Vec::new(),
    };
    let mut kept = Vec::new();
    for note in listed {
        let Ok((_, Object::Dictionary(seen))) = file.dereference(&note) else {
            continue;
        };
        let kind = seen.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind == b"Link" || kind == b"Popup" || NOTES.contains(&kind) {
            continue;
        }
        let mut seen = seen.clone();
        if kind == b"Widget" {
            // Without its form a field would not be drawn: what it looks like is what counts.
            seen.set("Subtype", "Stamp");
        }
        for key in [
            &b"A"[..],
            b"AA",
            b"PA",
            b"Parent",
            b"Popup",
            b"P",
            b"Kids",
            b"FT",
            b"MK",
            b"IRT",
            b"FS",
        ] {
            seen.remove(key);
        }
        kept.push(Object::Reference(file.add_object(seen)));
    }
    kept
}

/// Writes a file whose pages are these. What no page needs is left out, and what acts all the same is not passed.
pub(super) fn write(mut file: Document, parent: ObjectId, pages: &[ObjectId]) -> Result<Vec<u8>, Unfit> {
    let kids: Vec<Object> = pages.iter().map(|page| Object::Reference(*page)).collect();
    let count = i64::try_from(pages.len()).unwrap_or_default();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    file.objects.insert(parent, Object::Dictionary(tree));
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    file.trailer.set("Root", catalog);
    file.prune_objects();
    if !is_still(&file) {
        return Err(Unfit::Broken);
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|_| Unfit::Broken)?;
    Ok(bytes)
}
