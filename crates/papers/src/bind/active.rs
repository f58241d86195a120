//! What in a PDF acts instead of showing: scripts, programs that are started, files inside the file, films, forms that
//! send themselves (ISO 32000-1, 12.6). None of it belongs onto a paper.

use lopdf::{Dictionary, Document, Object};

/// Entries that only active things have.
const KEYS: [&[u8]; 7] = [
    b"JS",
    b"JavaScript",
    b"EmbeddedFiles",
    b"EF",
    b"AA",
    b"XFA",
    b"RichMediaContent",
];
/// Actions other than going to a page or an address.
const ACTIONS: [&[u8]; 12] = [
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"ResetForm",
    b"Rendition",
    b"Sound",
    b"Movie",
    b"GoToE",
    b"GoToR",
    b"RichMediaExecute",
    b"GoTo3DView",
];
/// Notes on a page that play, start or hold something.
pub(super) const NOTES: [&[u8]; 7] = [
    b"FileAttachment",
    b"Screen",
    b"Movie",
    b"Sound",
    b"RichMedia",
    b"3D",
    b"Projection",
];

/// Whether nothing in the file acts.
pub(super) fn is_still(file: &Document) -> bool {
    file.objects.values().all(|object| is_still_object(object, 0))
}

fn is_still_object(object: &Object, depth: usize) -> bool {
    // Deeper than any paper goes: what cannot be looked through is not passed.
    if depth > 100 {
        return false;
    }
    match object {
        Object::Dictionary(entries) => is_still_dictionary(entries, depth),
        Object::Stream(stream) => is_still_dictionary(&stream.dict, depth),
        Object::Array(all) => all.iter().all(|object| is_still_object(object, depth + 1)),
        _ => true,
    }
}

fn is_still_dictionary(entries: &Dictionary, depth: usize) -> bool {
    let named = |key: &[u8], known: &[&[u8]]| {
        let name = entries.get(key).and_then(Object::as_name);
        name.is_ok_and(|name| known.contains(&name))
    };
    // An action that runs when the file is opened; a place to open at is none.
    let opens = entries
        .get(b"OpenAction")
        .is_ok_and(|action| !matches!(action, Object::Array(_)));
    !opens
        && !KEYS.iter().any(|key| entries.has(key))
        && !named(b"S", &ACTIONS)
        && !named(b"Subtype", &NOTES)
        && entries.iter().all(|(_, object)| is_still_object(object, depth + 1))
}
