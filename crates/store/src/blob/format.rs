//! How a file lies on disk: sealed chunk by chunk, so that neither writing nor reading holds it whole.
//!
//! Sixteen bytes that name the format, then chunks of 65,536 bytes, each followed by its tag of 16 bytes
//! (ChaCha20-Poly1305, RFC 8439); the last chunk may be shorter, and is empty only in an empty file. A chunk's
//! nonce is three zero bytes, its number in eight bytes, the highest first, and 1 for the last chunk, else 0: the
//! STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), with a key used for one file only. Format and
//! id of the file are authenticated with every chunk. So a changed byte, a chunk that moved, a cut file and
//! another one's file are all noticed.

use super::BlobKey;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use motcua_kernel::BlobId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What every file begins with.
pub(super) const HEAD: &[u8; 16] = b"motcua-blob 001\n";
/// Bytes of a chunk before encryption.
pub(super) const CHUNK: usize = 65_536;
const TAG: usize = 16;
/// Bytes of a whole chunk in the file.
pub(super) const SEALED_CHUNK: usize = CHUNK + TAG;

/// How many chunks a file of this length has; an empty one has one.
pub(super) fn chunks_of(size: u64) -> u64 {
    size.div_ceil(CHUNK as u64).max(1)
}

/// How long the file of so many bytes is on disk.
pub(super) fn sealed_size(size: u64) -> u64 {
    let tags = chunks_of(size).saturating_mul(TAG as u64);
    size.saturating_add(tags).saturating_add(HEAD.len() as u64)
}

/// Where a chunk begins in the file.
pub(super) fn place_of(chunk: u64) -> u64 {
    chunk
        .saturating_mul(SEALED_CHUNK as u64)
        .saturating_add(HEAD.len() as u64)
}

/// Seals and opens the chunks of one file.
pub(super) struct Chunks {
    cipher: ChaCha20Poly1305,
    /// Format and id, authenticated with every chunk.
    beside: [u8; 32],
}

impl Chunks {
    pub(super) fn new(id: BlobId, key: &BlobKey) -> Self {
        let mut beside = [0; 32];
        beside[..16].copy_from_slice(HEAD);
        beside[16..].copy_from_slice(Uuid::from(id).as_bytes());
        Self {
            cipher: ChaCha20Poly1305::new(&Key::from(key.0)),
            beside,
        }
    }

    fn nonce(chunk: u64, is_last: bool) -> Nonce {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&chunk.to_be_bytes());
        nonce[11] = u8::from(is_last);
        Nonce::from(nonce)
    }

    /// `None` only beyond what the cipher can seal, which a chunk never is.
    fn seal(&self, chunk: u64, is_last: bool, bytes: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload {
            msg: bytes,
            aad: &self.beside,
        };
        self.cipher.encrypt(&Self::nonce(chunk, is_last), payload).ok()
    }

    /// The bytes of a chunk; `None` if it is not the one that was sealed under this number.
    pub(super) fn open(&self, chunk: u64, is_last: bool, sealed: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload {
            msg: sealed,
            aad: &self.beside,
        };
        self.cipher.decrypt(&Self::nonce(chunk, is_last), payload).ok()
    }
}

/// Takes a file in pieces of any length and gives what is to be written.
pub(super) struct Sealing {
    chunks: Chunks,
    /// What is not sealed yet: never more than a chunk between two calls, since the last one is sealed otherwise.
    rest: Vec<u8>,
    next: u64,
    size: u64,
    digest: Sha256,
}

impl Sealing {
    pub(super) fn new(id: BlobId, key: &BlobKey) -> Self {
        Self {
            chunks: Chunks::new(id, key),
            rest: Vec::with_capacity(CHUNK),
            next: 0,
            size: 0,
            digest: Sha256::new(),
        }
    }

    /// Takes more bytes; what is sealed by now is added to `out`.
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
        self.digest.update(bytes);
        self.size += bytes.len() as u64;
        while self.rest.len() + bytes.len() > CHUNK {
            let (now, later) = bytes.split_at(CHUNK - self.rest.len());
            self.rest.extend_from_slice(now);
            bytes = later;
            out.extend(self.chunks.seal(self.next, false, &self.rest)?);
            self.next += 1;
            self.rest.clear();
        }
        self.rest.extend_from_slice(bytes);
        Some(())
    }

    /// Seals the last chunk, and gives length and digest of the whole.
    pub(super) fn finish(self, out: &mut Vec<u8>) -> Option<(u64, String)> {
        out.extend(self.chunks.seal(self.next, true, &self.rest)?);
        Some((self.size, crate::plan::hex(&self.digest.finalize())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed(id: BlobId, key: &BlobKey, pieces: &[&[u8]]) -> (Vec<u8>, u64) {
        let (mut sealing, mut out) = (Sealing::new(id, key), HEAD.to_vec());
        for piece in pieces {
            sealing.push(piece, &mut out).unwrap();
        }
        let (size, digest) = sealing.finish(&mut out).unwrap();
        assert_eq!(digest, crate::plan::hex(&Sha256::digest(pieces.concat())));
        (out, size)
    }

    fn opened(id: BlobId, key: &BlobKey, file: &[u8], size: u64) -> Option<Vec<u8>> {
        if file.len() as u64 != sealed_size(size) || &file[..16] != HEAD {
            return None;
        }
        let (chunks, last) = (Chunks::new(id, key), chunks_of(size) - 1);
        let mut bytes = Vec::new();
        for n in 0..=last {
            let from = place_of(n) as usize;
            let to = (from + SEALED_CHUNK).min(file.len());
            bytes.extend(chunks.open(n, n == last, &file[from..to])?);
        }
        Some(bytes)
    }

    /// Lengths around the borders of chunks, where mistakes live.
    fn lengths() -> impl Strategy<Value = usize> {
        prop_oneof![
            0..40_usize,
            (0..4_usize, -2..3_i64).prop_map(|(chunks, off)| (chunks as i64 * CHUNK as i64 + off).max(0) as usize),
            0..3 * CHUNK,
        ]
    }

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at * 31 + at / 251) as u8).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_file_comes_back_however_it_was_cut_into_pieces(length in lengths(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5)) {
            let (id, key, bytes) = (BlobId::from_u128(9), BlobKey::fresh(), content(length));
            let mut borders: Vec<usize> = cuts.iter().map(|cut| cut.index(length + 1)).collect();
            borders.extend([0, length]);
            borders.sort_unstable();
            let pieces: Vec<&[u8]> = borders.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect();
            let (file, size) = sealed(id, &key, &pieces);
            prop_assert_eq!(size, length as u64);
            prop_assert_eq!(file.len() as u64, sealed_size(size));
            prop_assert_eq!(opened(id, &key, &file, size), Some(bytes));
        }

        #[test]
        fn no_changed_bit_and_no_other_length_is_taken(length in lengths(), at in any::<prop::sample::Index>(), bit in 0..8_u8, less in any::<prop::sample::Index>()) {
            let (id, key) = (BlobId::from_u128(9), BlobKey::fresh());
            let (file, size) = sealed(id, &key, &[&content(length)]);
            let mut changed = file.clone();
            changed[at.index(file.len())] ^= 1 << bit;
            prop_assert_eq!(opened(id, &key, &changed, size), None);
            let cut = &file[..less.index(file.len())];
            prop_assert_eq!(opened(id, &key, cut, size), None);
            // Nor when the record's length was changed with it: the last chunk is sealed as the last.
            for other in [size.saturating_sub(1), size + 1, size.saturating_sub(CHUNK as u64), size + CHUNK as u64] {
                let mut fitting = file.clone();
                fitting.resize(sealed_size(other) as usize, 0);
                prop_assert!(other == size || opened(id, &key, &fitting, other).is_none());
            }
        }

        #[test]
        fn a_chunk_stays_where_it_was_sealed_and_with_whom(chunks in 2..4_usize, one in any::<prop::sample::Index>(), two in any::<prop::sample::Index>()) {
            let (id, key) = (BlobId::from_u128(9), BlobKey::fresh());
            // Every chunk holds the same bytes: only their places tell them apart.
            let (file, size) = sealed(id, &key, &[&vec![7; chunks * CHUNK]]);
            let (one, two) = (one.index(chunks), two.index(chunks));
            let mut swapped = file.clone();
            for (to, from) in [(one, two), (two, one)] {
                let (to, from) = (place_of(to as u64) as usize, place_of(from as u64) as usize);
                swapped[to..to + SEALED_CHUNK].copy_from_slice(&file[from..from + SEALED_CHUNK]);
            }
            prop_assert_eq!(opened(id, &key, &swapped, size).is_some(), one == two);
            prop_assert_eq!(opened(BlobId::from_u128(8), &key, &file, size), None);
            prop_assert_eq!(opened(id, &BlobKey::fresh(), &file, size), None);
        }
    }
}
