//! What the typesetter can see: the forms, four fonts, and one paper's data. No clock, no disk, no packages.

use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::PrintError;
use crate::{Body, Paper, Signatory};
use motcua_kernel::number::in_words;

/// Times New Roman's measures, as Decree 30/2020 wants them, under a free licence.
const FONTS: [&[u8]; 4] = [
    include_bytes!("../../fonts/Tinos-Regular.ttf"),
    include_bytes!("../../fonts/Tinos-Bold.ttf"),
    include_bytes!("../../fonts/Tinos-Italic.ttf"),
    include_bytes!("../../fonts/Tinos-BoldItalic.ttf"),
];

macro_rules! forms {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!("/", $name, ".typ"), include_str!(concat!("../../forms/", $name, ".typ")))),+]
    };
}

/// The forms by the path under which they know each other.
static FORMS: &[(&str, &str)] = forms![
    "layout",
    "words",
    "receipt",
    "supplement",
    "refusal",
    "apology",
    "stop",
    "control-sheet",
    "result",
    "certification",
    "guidance",
    "hand-over",
    "mark",
];

/// What is the same for all papers.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
}

static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS
        .into_iter()
        .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
        .collect();
    Shop {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        sources: FORMS
            .iter()
            .filter_map(|(path, text)| Some(Source::new(id(path)?, (*text).to_owned())))
            .collect(),
    }
});

fn id(path: &str) -> Option<FileId> {
    VirtualPath::new(path)
        .ok()
        .map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One paper on its way through the press.
pub(super) struct Desk {
    main: FileId,
    data: Bytes,
    code: Bytes,
}

impl Desk {
    pub(super) fn new(paper: &Paper) -> Result<Self, PrintError> {
        let path = format!("/{}.typ", paper.body.form());
        let main = id(&path).ok_or(PrintError::Form(path))?;
        Ok(Self {
            main,
            data: Bytes::new(serde_json::to_vec(&data(paper)?)?),
            code: Bytes::from_string(paper.head.mark.picture()?),
        })
    }

    /// The mark of a signature instead of a paper.
    pub(super) fn mark(data: &Value) -> Result<Self, PrintError> {
        let path = "/mark.typ";
        Ok(Self {
            main: id(path).ok_or_else(|| PrintError::Form(path.to_owned()))?,
            data: Bytes::new(serde_json::to_vec(data)?),
            code: Bytes::from_string(""),
        })
    }
}

/// The paper as its form reads it: its data, with sums in words and lines of authority.
fn data(paper: &Paper) -> Result<Value, serde_json::Error> {
    let mut data = serde_json::to_value(paper)?;
    let body = &mut data["body"];
    for name in ["fee", "refund"] {
        if let Some(sum) = body[name].as_i64() {
            body[format!("{name}_words")] = in_words(sum).into();
        }
    }
    if let Some(signatory) = signatory(&paper.body) {
        body["signatory"]["lines"] = signatory.lines().into();
    }
    Ok(data)
}

/// Who signs the paper, on those that an authority signs.
fn signatory(body: &Body) -> Option<&Signatory> {
    match body {
        Body::Supplement(form) => Some(&form.signatory),
        Body::Refusal(form) => Some(&form.signatory),
        Body::Apology(form) => Some(&form.signatory),
        Body::Stop(form) => Some(&form.signatory),
        Body::Result(form) => Some(&form.signatory),
        Body::Certification(form) => Some(&form.signatory),
        Body::Receipt(_) | Body::ControlSheet(_) | Body::Guidance(_) | Body::HandOver(_) => None,
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHOP.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHOP.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = SHOP.sources.iter().find(|source| source.id() == id);
        found
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.get().vpath().get_with_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.get().vpath().get_with_slash() {
            "/data.json" => Ok(self.data.clone()),
            "/code.svg" => Ok(self.code.clone()),
            other => Err(FileError::NotFound(other.into())),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHOP.fonts.get(index).cloned()
    }

    /// No form may ask for today: papers are made from data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
