//! What came after a signature: it may add another signature, and nothing else.

use lopdf::{Dictionary, Document, Object};

/// True when the file is the older one with signatures added: every object that was there is there unchanged, but
/// for new signature fields in the catalog's form and on pages.
pub(super) fn only_adds_signatures(older: &[u8], newer: &Document) -> bool {
    let Ok(older) = Document::load_mem(older) else {
        return false;
    };
    let root = older.trailer.get(b"Root").and_then(Object::as_reference).ok();
    if root.is_none() || root != newer.trailer.get(b"Root").and_then(Object::as_reference).ok() {
        return false;
    }
    older.objects.iter().all(|(id, before)| {
        let Some(after) = newer.objects.get(id) else {
            return false;
        };
        if before == after {
            return true;
        }
        match (before, after) {
            (Object::Dictionary(before), Object::Dictionary(after)) if Some(*id) == root => {
                form_grew(before, after, newer)
            }
            (Object::Dictionary(before), Object::Dictionary(after)) if is_page(before) => {
                alike_but_for(b"Annots", before, after) && list_grew(b"Annots", before, after, newer)
            }
            _ => false,
        }
    })
}

fn is_page(object: &Dictionary) -> bool {
    object
        .get(b"Type")
        .and_then(Object::as_name)
        .is_ok_and(|kind| kind == b"Page")
}

/// The catalog is the same but for its form, and that is the same but for more fields.
fn form_grew(before: &Dictionary, after: &Dictionary, newer: &Document) -> bool {
    let empty = Dictionary::new();
    let form = |catalog: &Dictionary| catalog.get(b"AcroForm").and_then(Object::as_dict).cloned();
    let Ok(grown) = form(after) else {
        return false;
    };
    alike_but_for(b"AcroForm", before, after)
        && match form(before) {
            Ok(was) => alike_but_for(b"Fields", &was, &grown) && list_grew(b"Fields", &was, &grown, newer),
            Err(_) => !before.has(b"AcroForm") && list_grew(b"Fields", &empty, &grown, newer),
        }
}

fn alike_but_for(name: &[u8], before: &Dictionary, after: &Dictionary) -> bool {
    let (mut before, mut after) = (before.clone(), after.clone());
    before.remove(name);
    after.remove(name);
    before == after
}

/// The list begins as it was, and what is new in it are signature fields.
fn list_grew(name: &[u8], before: &Dictionary, after: &Dictionary, newer: &Document) -> bool {
    let empty = Vec::new();
    let before = match before.get(name) {
        Ok(list) => match list.as_array() {
            Ok(list) => list,
            Err(_) => return false,
        },
        Err(_) => &empty,
    };
    let Ok(after) = after.get(name).and_then(Object::as_array) else {
        return false;
    };
    after.starts_with(before)
        && after[before.len()..].iter().all(|entry| {
            let field = entry.as_reference().and_then(|id| newer.get_dictionary(id));
            field.is_ok_and(|field| {
                field
                    .get(b"FT")
                    .and_then(Object::as_name)
                    .is_ok_and(|kind| kind == b"Sig")
            })
        })
}
