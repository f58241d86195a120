//! Carrying the files that records name to another place: as they lie there, sealed, and verified on the way with the
//! keys that stand in their records.
//!
//! What lies in the target already and is whole stays, so that a carrying that was broken off goes on where it was. A
//! file that is missing or damaged is told with the record that names it, and the others are carried all the same.

use super::format::{HEAD, SEALED_CHUNK};
use super::keep::TOGETHER;
use super::{Blob, BlobError, BlobFolder, BlobPlace, BlobReader, Blobs, Upload};
use crate::copy::CopyProgress;
use crate::error::StoreError;
use crate::plan::hex;
use crate::record::declarations;
use crate::sqlite::Prepared;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::BlobId;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// How many notes of files are read at once.
const PAGE: i64 = 500;

/// The name that progress gives to files, among those of tables.
pub const FILES: &str = "files";

/// What was carried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// Files that lie whole in the target now.
    pub files: u64,
    /// Their bytes as they lie there, sealed.
    pub bytes: u64,
    /// How many of them were copied now; the others lay there before or were linked.
    pub copied: u64,
    /// How many of them an earlier backup held whole: they are the same files, under another name.
    pub linked: u64,
    /// Files that are missing or damaged, a sentence each, with the kind and id of the record that names them.
    pub faults: Vec<String>,
    /// Files that no record of the living store names any more: they went, rightly, while the others were carried.
    pub gone: Vec<BlobId>,
}

/// Where notes of files and bodies are read.
pub(crate) enum Notes<'a> {
    /// A file of the embedded engine that nobody writes, of whatever release.
    Lying(&'a Prepared),
    Store(&'a Store),
}

/// A file that a record names.
struct Note {
    id: BlobId,
    record: String,
    owner: Uuid,
}

/// From where to where.
pub(crate) struct Carrier<'a> {
    pub(crate) notes: Notes<'a>,
    pub(crate) from: &'a Blobs,
    pub(crate) to: Arc<dyn BlobPlace>,
    /// The store that goes on meanwhile, if one does.
    pub(crate) living: Option<&'a Store>,
    /// A folder of files and one beside it that holds some of them already: those are linked, and then looked at as
    /// what lies in the target.
    pub(crate) earlier: Option<(&'a BlobFolder, BlobFolder)>,
}

/// On which side a file could not be carried.
enum Trouble {
    From(BlobError),
    To(BlobError),
}

/// A file in the target: its length and SHA-256 as it lies there, and whether it was linked or copied now.
struct Arrived {
    size: u64,
    sha256: String,
    linked: bool,
    copied: bool,
}

/// Who hears of each file that lies in the target: its id, its length and its SHA-256 as it lies there.
pub(crate) type Listed<'a> = dyn FnMut(BlobId, u64, &str) -> std::io::Result<()> + Send + 'a;

impl Carrier<'_> {
    /// Carries every file that a record names, each once, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Fails if notes cannot be read or the target refuses; what cannot be read at the source is told.
    pub(crate) async fn carry(
        &self,
        listed: &mut Listed<'_>,
        told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
    ) -> Result<Carried, StoreError> {
        let mut carried = Carried::default();
        let mut last: Option<Note> = None;
        loop {
            let page = self.notes.page(last.as_ref()).await?;
            let done = page.is_empty();
            for note in page {
                let is_new = last.as_ref().is_none_or(|last| last.id != note.id);
                if is_new {
                    self.note(&note, &mut carried, listed).await?;
                    told(progress(&carried, false));
                }
                last = Some(note);
            }
            if done {
                told(progress(&carried, true));
                return Ok(carried);
            }
        }
    }

    async fn note(&self, note: &Note, carried: &mut Carried, listed: &mut Listed<'_>) -> Result<(), StoreError> {
        let blob = self.notes.blob(note).await?;
        match self.one(note.id, blob.as_ref()).await {
            Ok(arrived) => {
                carried.files += 1;
                carried.bytes += arrived.size;
                carried.copied += u64::from(arrived.copied);
                carried.linked += u64::from(arrived.linked && !arrived.copied);
                listed(note.id, arrived.size, &arrived.sha256)?;
            }
            Err(Trouble::To(error)) => return Err(error.into()),
            Err(Trouble::From(error)) => {
                if self.is_gone(note.id).await? {
                    carried.gone.push(note.id);
                } else {
                    let (record, owner) = (&note.record, note.owner);
                    carried.faults.push(format!("{record} {owner} names a file: {error}"));
                }
            }
        }
        Ok(())
    }

    /// Whether the living store has let go of a file that its earlier state names.
    async fn is_gone(&self, id: BlobId) -> Result<bool, StoreError> {
        let Some(living) = self.living else { return Ok(false) };
        Ok(living.read().await?.named(vec![id]).await?.is_empty())
    }

    async fn one(&self, id: BlobId, blob: Option<&Blob>) -> Result<Arrived, Trouble> {
        let target = Blobs::new(Arc::clone(&self.to));
        let linked = match &self.earlier {
            Some((to, earlier)) => to.link(id, earlier).await.map_err(Trouble::To)?,
            None => false,
        };
        let is_same = self.to.name().is_some() && self.to.name() == self.from.place.name();
        match Sealed::open(&target, id, blob).await {
            Ok(there) => match there.through(None).await {
                Ok((size, sha256)) => {
                    return Ok(Arrived {
                        size,
                        sha256,
                        linked,
                        copied: false,
                    });
                }
                Err(damaged) if is_same => return Err(damaged),
                // Broken there, by whatever: it comes again.
                Err(_) => self.to.remove(id).await.map_err(Trouble::To)?,
            },
            Err(error) if is_same => return Err(Trouble::From(error)),
            Err(BlobError::Missing(_)) => {}
            Err(_) => self.to.remove(id).await.map_err(Trouble::To)?,
        }
        let source = Sealed::open(self.from, id, blob).await.map_err(Trouble::From)?;
        let mut upload = self.to.begin(id).await.map_err(Trouble::To)?;
        let (size, sha256) = source.through(Some(upload.as_mut())).await?;
        upload.finish().await.map_err(Trouble::To)?;
        Ok(Arrived {
            size,
            sha256,
            linked,
            copied: true,
        })
    }
}

fn progress(carried: &Carried, done: bool) -> CopyProgress<'static> {
    CopyProgress {
        table: FILES,
        rows: carried.files,
        bytes: Some(carried.bytes),
        comparing: false,
        done,
    }
}

/// A file as it lies, piece by piece.
struct Sealed {
    id: BlobId,
    place: Arc<dyn BlobPlace>,
    /// Verifies each piece, and that the file ends where it should; without a key only the bytes are read.
    reader: Option<BlobReader>,
}

impl Sealed {
    async fn open(blobs: &Blobs, id: BlobId, blob: Option<&Blob>) -> Result<Self, BlobError> {
        let reader = match blob {
            Some(blob) => Some(blobs.open(blob).await?),
            None => None,
        };
        let place = Arc::clone(&blobs.place);
        if place.size(id).await?.is_none() {
            return Err(BlobError::Missing(id));
        }
        Ok(Self { id, place, reader })
    }

    /// Reads it through, writes what it reads if that is wanted, and gives its length and SHA-256.
    async fn through(mut self, mut to: Option<&mut dyn Upload>) -> Result<(u64, String), Trouble> {
        let (mut size, mut hash) = (0, Sha256::new());
        loop {
            let piece = self.next(size).await.map_err(Trouble::From)?;
            if piece.is_empty() {
                return Ok((size, hex(&hash.finalize())));
            }
            size += piece.len() as u64;
            hash.update(&piece);
            if let Some(upload) = &mut to {
                upload.write(piece).await.map_err(Trouble::To)?;
            }
        }
    }

    async fn next(&mut self, from: u64) -> Result<Vec<u8>, BlobError> {
        match &mut self.reader {
            None => self.place.read(self.id, from, TOGETHER * SEALED_CHUNK).await,
            // Looked at when it was opened.
            Some(_) if from == 0 => Ok(HEAD.to_vec()),
            Some(reader) => Ok(reader
                .next_sealed()
                .await?
                .map(|(sealed, _)| sealed)
                .unwrap_or_default()),
        }
    }
}

impl Notes<'_> {
    /// How many records name files. Nothing, where there is no table for that yet.
    pub(crate) async fn count(&self) -> Result<i64, StoreError> {
        let rows = self
            .run(Statement::new("SELECT COUNT(*) FROM store_blob", vec![]).returning(&[Kind::Int]))
            .await?;
        Ok(match rows.first().map(Vec::as_slice) {
            Some([Value::Int(count)]) => *count,
            _ => 0,
        })
    }

    async fn page(&self, after: Option<&Note>) -> Result<Vec<Note>, StoreError> {
        let (id, record, owner) = after.map_or((Uuid::nil(), "", Uuid::nil()), |note| {
            (note.id.into(), note.record.as_str(), note.owner)
        });
        let sql = "SELECT id, record, owner FROM store_blob WHERE (id, record, owner) > ($1, $2, $3)
                   ORDER BY id, record, owner LIMIT $4";
        let values = vec![id.into(), record.into(), owner.into(), PAGE.into()];
        let columns = &[Kind::Id, Kind::Text, Kind::Id];
        let rows = self.run(Statement::new(sql, values).returning(columns)).await?;
        let note = |row: Vec<Value>| match <[Value; 3]>::try_from(row) {
            Ok([Value::Id(id), Value::Text(record), Value::Id(owner)]) => Some(Note {
                id: id.into(),
                record,
                owner,
            }),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(note).collect())
    }

    /// The file as its owner's body has it, with the key; nothing if this program does not know such records, or the
    /// body cannot be read: then the bytes go over as they are.
    async fn blob(&self, note: &Note) -> Result<Option<Blob>, StoreError> {
        let Some(declaration) = declarations().into_iter().find(|one| one.table == note.record) else {
            return Ok(None);
        };
        let sql = format!("SELECT format, body FROM {} WHERE id = $1", declaration.table);
        let statement = Statement::new(sql, vec![note.owner.into()]).returning(&[Kind::Int, Kind::Text]);
        let rows = self.run(statement).await?;
        let Some([Value::Int(format), Value::Text(body)]) = rows.first().map(Vec::as_slice) else {
            return Ok(None);
        };
        let derived = (declaration.derive)(*format, body).ok();
        Ok(derived.and_then(|derived| derived.blobs.into_iter().find(|blob| blob.id() == note.id)))
    }

    async fn run(&self, statement: Statement) -> Result<Vec<Vec<Value>>, StoreError> {
        match self {
            Self::Lying(prepared) => prepared.run(statement),
            Self::Store(store) => Ok(store.read().await?.run(statement).await?),
        }
    }
}
