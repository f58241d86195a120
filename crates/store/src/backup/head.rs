//! The signed head of the feed: what a store was at a moment, by the word of a key.

use super::BackupError;
use crate::plan::hex;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// The key that signs heads. It stands in a file of its own; its public half belongs where an attacker of the
/// store cannot change it.
pub struct HeadKey(SigningKey);

impl HeadKey {
    /// Reads the key, or makes one when the file is not there: 64 hexadecimal digits, for the owner only.
    ///
    /// # Errors
    ///
    /// Fails if the file holds something else, or the disk refuses.
    pub fn read_or_make(file: &Path) -> Result<Self, BackupError> {
        let wrong = |why: String| BackupError::Key(file.to_owned(), why);
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let seed = unhex(text.trim()).ok_or_else(|| wrong("it does not hold 64 hexadecimal digits".into()))?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed).map_err(|error| wrong(error.to_string()))?;
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut made = options.open(file).map_err(|error| wrong(error.to_string()))?;
                writeln!(made, "{}", hex(&seed))
                    .and_then(|()| made.sync_all())
                    .map_err(|error| wrong(error.to_string()))?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) => Err(wrong(error.to_string())),
        }
    }

    /// Its public half, in hexadecimal.
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    pub(super) fn sign(&self, mut head: SignedHead) -> SignedHead {
        head.key = self.public();
        head.signature = hex(&self.0.sign(head.text().as_bytes()).to_bytes());
        head
    }
}

/// The head of a feed, signed. `head.json` of a backup; short enough to be kept elsewhere too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    /// The store's epoch.
    pub epoch: i64,
    /// The last position of its feed.
    pub position: i64,
    /// The hash of the whole feed up to it; empty when there is none.
    pub hash: String,
    /// When it was read.
    pub at: Instant,
    /// SHA-256 of the manifest beside it.
    pub manifest: String,
    /// The public key.
    pub key: String,
    /// Ed25519 (RFC 8032) over all of the above.
    pub signature: String,
}

impl SignedHead {
    fn text(&self) -> String {
        format!(
            "motcua feed head 1\n{}\n{}\n{}\n{}\n{}\n",
            self.epoch,
            self.position,
            self.hash,
            self.at.as_micros(),
            self.manifest
        )
    }

    /// Whether the signature is that of the key that it names.
    pub fn is_signed(&self) -> bool {
        let (Some(key), Some(signature)) = (unhex::<32>(&self.key), unhex::<64>(&self.signature)) else {
            return false;
        };
        VerifyingKey::from_bytes(&key).is_ok_and(|key| {
            let signature = Signature::from_bytes(&signature);
            key.verify_strict(self.text().as_bytes(), &signature).is_ok()
        })
    }
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_with_another_word_is_not_signed() {
        let file = std::env::temp_dir().join(format!("motcua-head-{}", uuid::Uuid::new_v4()));
        let key = HeadKey::read_or_make(&file).unwrap();
        assert_eq!(key.public(), HeadKey::read_or_make(&file).unwrap().public());
        let head = key.sign(SignedHead {
            epoch: 1,
            position: 7,
            hash: "ab".into(),
            at: Instant::from_micros(1_790_000_000_000_001),
            manifest: "cd".into(),
            key: String::new(),
            signature: String::new(),
        });
        assert!(head.is_signed());
        let text = serde_json::to_string(&head).unwrap();
        assert!(serde_json::from_str::<SignedHead>(&text).unwrap().is_signed());
        for other in [
            SignedHead {
                epoch: 2,
                ..head.clone()
            },
            SignedHead {
                position: 8,
                ..head.clone()
            },
            SignedHead {
                hash: "ac".into(),
                ..head.clone()
            },
            SignedHead {
                at: Instant::from_micros(1_790_000_000_000_002),
                ..head.clone()
            },
            SignedHead {
                manifest: "ce".into(),
                ..head.clone()
            },
            SignedHead {
                key: "00".repeat(32),
                ..head.clone()
            },
            SignedHead {
                signature: head.signature.replace(|c: char| c.is_ascii_digit(), "a"),
                ..head.clone()
            },
        ] {
            assert!(!other.is_signed(), "{other:?}");
        }
        std::fs::write(&file, "not a key").unwrap();
        assert!(HeadKey::read_or_make(&file).is_err());
        std::fs::remove_file(file).unwrap();
    }
}
