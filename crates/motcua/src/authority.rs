//! The demonstration authority whose keys sign results: made at first start, kept as a secret and a moment. Its
//! certificates say that they prove nothing; who has real keys puts them behind the same trait (`motcua_papers::Keys`).

use anyhow::{Context as _, Result, ensure};
use motcua_kernel::{Actor, Context, Instant};
use motcua_papers::DemonstrationAuthority;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// The name on its certificate.
const NAME: &str = "Motcua demonstration, proves nothing";

/// Reads the authority from its file, or makes it, with its certificate beside it for those who verify.
///
/// # Errors
///
/// Fails if the file cannot be read or written, or holds something else.
pub fn read_or_make(file: &Path, now: Instant) -> Result<DemonstrationAuthority> {
    if !file.exists() {
        let secret: [u8; 32] = Context::new(Actor::System, now).secret();
        let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut options = OpenOptions::new();
        let made = options.write(true).create_new(true).mode(0o600).open(file);
        let mut made = made.with_context(|| format!("making {}", file.display()))?;
        writeln!(made, "{hex} {}", now.as_micros())?;
        made.sync_all()?;
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let authority = parse(&text).with_context(|| format!("{} holds no key of results", file.display()))?;
    std::fs::write(certificate(file), authority.certificate())?;
    Ok(authority)
}

/// Where its certificate stands (X.509, DER).
pub fn certificate(file: &Path) -> PathBuf {
    file.with_extension("der")
}

fn parse(text: &str) -> Result<DemonstrationAuthority> {
    let (hex, micros) = text.trim().split_once(' ').context("a secret and a moment")?;
    ensure!(
        hex.len() == 64 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()),
        "the secret is 64 hexadecimal digits"
    );
    let mut secret = [0; 32];
    for (at, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16)?;
    }
    let made_at = Instant::from_micros(micros.parse()?);
    Ok(DemonstrationAuthority::new(secret, NAME, made_at)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authority_is_made_once() {
        let folder = std::env::temp_dir().join(format!("motcua-authority-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("results.key");
        let now = Instant::from_micros(1_795_600_000_000_000);
        let made = read_or_make(&file, now).unwrap();
        let read = read_or_make(&file, now.plus_seconds(9)).unwrap();
        assert_eq!(made.certificate(), read.certificate());
        assert_eq!(std::fs::read(certificate(&file)).unwrap(), made.certificate());
        std::fs::write(&file, "nothing").unwrap();
        assert!(read_or_make(&file, now).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
