//! The mark that people see where somebody signed: set by the same typesetter, as a picture inside the file.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use serde_json::json;

use super::{Order, SignError};
use crate::{Role, press};

/// Draws the mark and puts it into the file; gives the picture's id.
pub(super) fn draw(order: &Order<'_>, into: &mut Document) -> Result<ObjectId, SignError> {
    let (width, height) = order.mark_size();
    let data = json!({
        "name": order.name,
        "agency": order.role == Role::Agency,
        "at": order.at,
        "also": order.also,
        "width": width,
        "height": height,
    });
    let page = Document::load_mem(&press::mark(&data, order.at)?)?;
    let id = *page.get_pages().get(&1).ok_or(SignError::Layout)?;
    let sheet = page.get_dictionary(id)?;
    let content = page.get_page_content(id);
    let mut copied = BTreeMap::new();
    let resources = match sheet.get(b"Resources") {
        Ok(resources) => copy(&page, resources, into, &mut copied)?,
        Err(_) => Dictionary::new().into(),
    };
    let picture = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => sheet.get(b"MediaBox")?.clone(),
        "Resources" => resources,
    };
    Ok(into.add_object(Stream::new(picture, content)))
}

/// Copies an object with all that it refers to, under new ids.
fn copy(
    from: &Document,
    object: &Object,
    into: &mut Document,
    copied: &mut BTreeMap<ObjectId, ObjectId>,
) -> Result<Object, SignError> {
    Ok(match object {
        Object::Reference(id) => {
            if let Some(known) = copied.get(id) {
                return Ok(Object::Reference(*known));
            }
            let new = into.new_object_id();
            copied.insert(*id, new);
            let object = copy(from, from.get_object(*id)?, into, copied)?;
            into.set_object(new, object);
            Object::Reference(new)
        }
        Object::Array(entries) => {
            let entries = entries.iter().map(|entry| copy(from, entry, into, copied));
            Object::Array(entries.collect::<Result<_, _>>()?)
        }
        Object::Dictionary(entries) => Object::Dictionary(copy_dictionary(from, entries, into, copied)?),
        Object::Stream(stream) => {
            let entries = copy_dictionary(from, &stream.dict, into, copied)?;
            let mut new = stream.clone();
            new.dict = entries;
            Object::Stream(new)
        }
        plain => plain.clone(),
    })
}

fn copy_dictionary(
    from: &Document,
    entries: &Dictionary,
    into: &mut Document,
    copied: &mut BTreeMap<ObjectId, ObjectId>,
) -> Result<Dictionary, SignError> {
    let mut new = Dictionary::new();
    for (name, entry) in entries.iter() {
        new.set(name.clone(), copy(from, entry, into, copied)?);
    }
    Ok(new)
}
