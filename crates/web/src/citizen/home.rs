//! The start page: search, common errands, some centres.

use super::centres::lines;
use super::shell::shell;
use crate::app::{Answer, Visit};
use crate::parts::Link;
use crate::public::{Errand, HomePage};
use crate::{Page, Words, paths};
use motcua_catalog::Catalogue;
use motcua_org::point::PointKind;

/// Where citizens file by themselves.
pub(super) const NATIONAL_PORTAL: &str = "https://dichvucong.gov.vn";

/// Common errands: the key of the kind's words, and its procedures. Their names are the catalogue's.
const ERRANDS: &[(&str, &[&str])] = &[
    ("errand-child", &["1.001193", "2.000635"]),
    ("errand-marriage", &["1.004873", "1.000894"]),
    ("errand-copies", &["2.000815", "2.000884"]),
    ("errand-support", &["1.014027", "1.001776"]),
    ("errand-business", &["1.001612", "1.013225"]),
    ("errand-death", &["1.000656", "1.004859"]),
];

/// Searches that others try: keys of their words, which are also what is searched.
const TRIES: &[&str] = &["try-birth", "try-copy", "try-single", "try-shop"];

/// How many centres the start page shows.
const SOME: usize = 4;

/// `GET /`.
pub(super) async fn show(visit: Visit) -> Answer {
    let w = visit.here.words;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let shell = shell(&visit, &read, None).await?;
    let centres: Vec<_> = lines(&read, &visit.app().directory(), visit.ctx.now(), &shell)
        .await
        .map_err(|error| visit.refuse(error))?
        .into_iter()
        .filter(|(kind, _)| *kind == PointKind::Main)
        .map(|(_, line)| line)
        .collect();
    Ok(HomePage {
        w,
        shell,
        tries: tries(w),
        errands: errands(w, &visit.app().catalogue()),
        centre_count: centres.len(),
        centres: centres.into_iter().take(SOME).collect(),
        national_portal: NATIONAL_PORTAL.to_owned(),
    }
    .respond())
}

fn tries(w: Words) -> Vec<Link> {
    TRIES
        .iter()
        .map(|key| {
            let text = w.say(key);
            let href = format!("{}?q={}", paths::PROCEDURES, encoded(&text));
            Link::new(text, href)
        })
        .collect()
}

fn errands(w: Words, catalogue: &Catalogue) -> Vec<Errand> {
    ERRANDS
        .iter()
        .filter_map(|(key, codes)| {
            let links: Vec<Link> = codes.iter().filter_map(|code| link(catalogue, code)).collect();
            (!links.is_empty()).then(|| Errand {
                title: w.say(key),
                links,
            })
        })
        .collect()
}

/// A link to a procedure that can be filed here.
fn link(catalogue: &Catalogue, code: &str) -> Option<Link> {
    let procedure = catalogue.procedure(code).filter(|procedure| procedure.is_offered())?;
    Some(Link::new(procedure.shown_name(), paths::procedure(code)))
}

/// The common errands as one list: where a search found nothing.
pub(super) fn suggestions(catalogue: &Catalogue) -> Vec<Link> {
    ERRANDS
        .iter()
        .flat_map(|(_, codes)| codes.iter())
        .filter_map(|code| link(catalogue, code))
        .collect()
}

/// A text as the value of a query (RFC 3986 §2.1).
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_signs_survive_an_address() {
        assert_eq!(encoded("sao y&a"), "sao%20y%26a");
        assert_eq!(encoded("độ"), "%C4%91%E1%BB%99");
    }
}
