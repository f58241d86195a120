//! How a private server differs from the one that tests share.

use std::path::PathBuf;

/// What a server shows of itself to those who ask for TLS, as PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// Its certificate.
    pub certificate: String,
    /// The key that goes with it.
    pub key: String,
}

/// What a test wants of a server of its own. The server runs as user `postgres` where the test runs as root: places
/// must be open to that user.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// It speaks TLS, with this certificate.
    pub tls: Option<TlsFiles>,
    /// An empty disk for its data, which may be small: files of its write-ahead log are of a megabyte then.
    pub data: Option<PathBuf>,
    /// An empty disk for its write-ahead log alone, in files of a megabyte.
    pub log: Option<PathBuf>,
    /// Settings (`name = value`, a line each) that go before the usual ones.
    pub settings: String,
    /// Variables of the server's environment, but not of the programs that make its data.
    pub environment: Vec<(String, String)>,
}
