//! The line to the server: encrypted and its name verified, or, on this machine alone, open.
//!
//! Two parameters of the address say how: `sslmode` (`disable` or `verify-full`) and `sslrootcert` (a PEM file;
//! the machine's own roots unless named). Without `sslmode` a server elsewhere is always verified. The modes in
//! between (`prefer`, `require`, `verify-ca`) are refused: they stop nobody who stands in the line.

use crate::error::StoreError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::sync::Arc;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How connections are made.
#[derive(Clone)]
pub(super) enum Tls {
    Off,
    On(MakeRustlsConnect),
}

fn wrong(why: impl Into<String>) -> StoreError {
    StoreError::Engine(why.into(), None)
}

/// What an address asks for, and the address without it, as the client reads it.
struct Asked {
    rest: String,
    mode: Option<String>,
    roots: Option<String>,
}

fn asked(address: &str) -> Asked {
    let Some((place, query)) = address.split_once('?') else {
        return Asked {
            rest: address.to_owned(),
            mode: None,
            roots: None,
        };
    };
    let (mut mode, mut roots, mut others) = (None, None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value.to_owned()),
            Some(("sslrootcert", value)) => roots = Some(decoded(value)),
            _ => others.push(pair),
        }
    }
    let rest = if others.is_empty() {
        place.to_owned()
    } else {
        format!("{place}?{}", others.join("&"))
    };
    Asked { rest, mode, roots }
}

/// `%2F` and its like.
fn decoded(value: &str) -> String {
    let bytes = value.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let meant = value.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match meant.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Reads an address: what the client needs of it, and how the line is made.
pub(super) fn read(address: &str) -> Result<(Config, Tls), StoreError> {
    let asked = asked(address);
    let mut config: Config = asked.rest.parse().map_err(|error| {
        tracing::debug!(%error, "an address that cannot be read");
        // The address holds a password, so only its form is said.
        StoreError::Address("the address of the PostgreSQL store".into())
    })?;
    let is_verified = match asked.mode.as_deref() {
        Some("disable") => false,
        Some("verify-full") => true,
        Some(other) => {
            return Err(wrong(format!(
                "sslmode={other} is not offered: say verify-full, or disable where the line cannot be reached"
            )));
        }
        None => !is_here(&config),
    };
    if !is_verified {
        config.ssl_mode(SslMode::Disable);
        return Ok((config, Tls::Off));
    }
    config.ssl_mode(SslMode::Require);
    // Named, not the process's default: whatever else the program links, this line is the same.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(StoreError::engine)?
        .with_root_certificates(roots(asked.roots.as_deref())?)
        .with_no_client_auth();
    Ok((config, Tls::On(MakeRustlsConnect::new(client))))
}

/// Whether every server named is on this machine.
fn is_here(config: &Config) -> bool {
    let is_loopback = |name: &str| name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let names = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => is_loopback(name),
        #[cfg(unix)]
        Host::Unix(_) => true,
    });
    names && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn roots(file: Option<&str>) -> Result<RootCertStore, StoreError> {
    let mut roots = RootCertStore::empty();
    if let Some(file) = file {
        let unreadable = |why: String| wrong(format!("the root certificates in {file} cannot be used: {why}"));
        let found = CertificateDer::pem_file_iter(file).map_err(|error| unreadable(error.to_string()))?;
        for certificate in found {
            let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
            roots.add(certificate).map_err(|error| unreadable(error.to_string()))?;
        }
    } else {
        // Some of the machine's roots may be unreadable; those that are not are enough.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    if roots.is_empty() {
        return Err(wrong(
            "there is no root certificate to verify the server by: name a file with sslrootcert",
        ));
    }
    Ok(roots)
}

/// One connection outside of any pool.
pub(super) async fn connect(config: &Config, tls: &Tls) -> Result<Client, tokio_postgres::Error> {
    // How a connection ends is seen by whoever uses the client.
    match tls {
        Tls::Off => {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(async move { connection.await.ok() });
            Ok(client)
        }
        Tls::On(tls) => {
            let (client, connection) = config.connect(tls.clone()).await?;
            tokio::spawn(async move { connection.await.ok() });
            Ok(client)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(address: &str) -> Result<SslMode, String> {
        read(address)
            .map(|(config, _)| config.get_ssl_mode())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_server_elsewhere_is_verified_unless_told_otherwise() {
        assert_eq!(mode("postgres://u:p@127.0.0.1:5433/x"), Ok(SslMode::Disable));
        assert_eq!(
            mode("postgres://u:p@localhost/x?connect_timeout=3"),
            Ok(SslMode::Disable)
        );
        assert_eq!(mode("postgres://u:p@10.0.0.7/x?sslmode=disable"), Ok(SslMode::Disable));
        let elsewhere = mode("postgres://u:p@db/x");
        // A machine without roots says so; it never goes on in the open.
        assert!(elsewhere == Ok(SslMode::Require) || elsewhere.unwrap_err().contains("sslrootcert"));
        for half in ["prefer", "require", "verify-ca"] {
            assert!(
                mode(&format!("postgres://u:p@db/x?sslmode={half}"))
                    .unwrap_err()
                    .contains("verify-full")
            );
        }
        let gone = mode("postgres://u:p@db/x?sslmode=verify-full&sslrootcert=%2Fnowhere%2Fca.pem").unwrap_err();
        assert!(gone.contains("/nowhere/ca.pem") && !gone.contains("u:p"), "{gone}");
    }

    #[test]
    fn other_parameters_stay() {
        let asked = asked("postgres://u@db/x?a=1&sslmode=disable&b=%2F");
        assert_eq!(
            (asked.rest.as_str(), asked.mode.as_deref()),
            ("postgres://u@db/x?a=1&b=%2F", Some("disable"))
        );
        assert_eq!(decoded("a%2Fb%zz%2"), "a/b%zz%2");
    }
}
