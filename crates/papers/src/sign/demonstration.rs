//! A certificate authority for demonstrations, made at first start. Its names say that it proves nothing.

use std::time::Duration;

use motcua_kernel::Instant;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use sha2::{Digest as _, Sha256};
use spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder, Result as BuildResult};
use x509_cert::certificate::TbsCertificate;
use x509_cert::der::{DateTime, Encode as _};
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use super::{Key, KeyError, Keys};

/// Seconds of a year.
const YEAR: u64 = 365 * 24 * 3600;

/// The authority of a demonstration: everything follows from its secret and the moment it was made, so it is kept as
/// those two.
pub struct DemonstrationAuthority {
    key: SigningKey,
    name: Name,
    certificate: Vec<u8>,
    secret: [u8; 32],
    made_at: Instant,
}

/// A key that the demonstration authority certified.
pub struct DemonstrationKey {
    key: SigningKey,
    certificate: Vec<u8>,
    issuers: Vec<Vec<u8>>,
}

impl DemonstrationAuthority {
    /// The authority of this secret. `name` should say that it is a demonstration.
    ///
    /// # Errors
    ///
    /// When the secret is no key (one in 2^32 is none) or the name cannot be written.
    pub fn new(secret: [u8; 32], name: &str, made_at: Instant) -> Result<Self, KeyError> {
        let key = derive(&secret, "authority")?;
        let subject = named(name, None)?;
        let profile = Profile {
            issuer: subject.clone(),
            subject: subject.clone(),
            authority: true,
        };
        let certificate = certify(profile, &key, &key, made_at, 10)?;
        Ok(Self {
            key,
            name: subject,
            certificate,
            secret,
            made_at,
        })
    }

    /// The authority's own certificate (DER): what a verdict is told to trust.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// A key for somebody: a leader with their agency as organisation, or an agency alone.
    ///
    /// # Errors
    ///
    /// When the name cannot be written into a certificate.
    pub fn key_for(&self, name: &str, organisation: Option<&str>) -> Result<DemonstrationKey, KeyError> {
        let key = derive(&self.secret, &format!("{name}\n{}", organisation.unwrap_or_default()))?;
        let profile = Profile {
            issuer: self.name.clone(),
            subject: named(name, organisation)?,
            authority: false,
        };
        let certificate = certify(profile, &key, &self.key, self.made_at, 5)?;
        Ok(DemonstrationKey {
            key,
            certificate,
            issuers: vec![self.certificate.clone()],
        })
    }
}

impl Keys for DemonstrationAuthority {
    fn key_for(&self, name: &str, organisation: Option<&str>) -> Result<Box<dyn Key>, KeyError> {
        Ok(Box::new(Self::key_for(self, name, organisation)?))
    }
}

impl Key for DemonstrationKey {
    fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    fn issuers(&self) -> &[Vec<u8>] {
        &self.issuers
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature: DerSignature = self.key.try_sign(message).map_err(refused)?;
        Ok(signature.as_bytes().to_vec())
    }
}

fn refused(why: impl std::fmt::Display) -> KeyError {
    KeyError(why.to_string())
}

/// The key of one purpose: a digest of the secret and the purpose.
fn derive(secret: &[u8; 32], purpose: &str) -> Result<SigningKey, KeyError> {
    let digest = Sha256::new()
        .chain_update(b"motcua demonstration key\n")
        .chain_update(secret)
        .chain_update(purpose)
        .finalize();
    SigningKey::from_slice(digest.as_slice()).map_err(refused)
}

/// A distinguished name (RFC 4514), whatever letters it has.
fn named(name: &str, organisation: Option<&str>) -> Result<Name, KeyError> {
    let escape = |text: &str| {
        text.chars().fold(String::new(), |mut escaped, letter| {
            if ",+\"\\<>;=#".contains(letter) {
                escaped.push('\\');
            }
            escaped.push(letter);
            escaped
        })
    };
    let organisation = organisation
        .map(|text| format!("O={},", escape(text)))
        .unwrap_or_default();
    format!("CN={},{organisation}C=VN", escape(name))
        .parse()
        .map_err(refused)
}

fn certify(
    profile: Profile,
    key: &SigningKey,
    issuer: &SigningKey,
    from: Instant,
    years: u64,
) -> Result<Vec<u8>, KeyError> {
    let public = SubjectPublicKeyInfoOwned::from_key(key.verifying_key()).map_err(refused)?;
    let number = Sha256::digest(public.to_der().map_err(refused)?);
    // A serial number is positive: its first bit is never set.
    let mut serial = number[..16].to_vec();
    serial[0] = serial[0] & 0x3f | 0x40;
    let start = u64::try_from(from.as_micros() / 1_000_000).map_err(refused)?;
    let time = |seconds: u64| {
        DateTime::from_unix_duration(Duration::from_secs(seconds))
            .map(|moment| Time::GeneralTime(moment.into()))
            .map_err(refused)
    };
    let validity = Validity::new(time(start)?, time(start + years * YEAR)?);
    let serial = SerialNumber::new(&serial).map_err(refused)?;
    let builder = CertificateBuilder::new(profile, serial, validity, public).map_err(refused)?;
    let certificate: Certificate = builder.build::<_, DerSignature>(issuer).map_err(refused)?;
    certificate.to_der().map_err(refused)
}

/// What a certificate of this authority may be used for.
struct Profile {
    issuer: Name,
    subject: Name,
    authority: bool,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        subject: SubjectPublicKeyInfoRef<'_>,
        issuer: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> BuildResult<Vec<Extension>> {
        let usage = if self.authority {
            KeyUsage(KeyUsages::KeyCertSign.into())
        } else {
            KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation)
        };
        let constraints = BasicConstraints {
            ca: self.authority,
            path_len_constraint: self.authority.then_some(0),
        };
        let of_issuer = SubjectKeyIdentifier::try_from(issuer)?;
        let authority = AuthorityKeyIdentifier {
            key_identifier: Some(of_issuer.0),
            ..Default::default()
        };
        let name = tbs.subject();
        let mut extensions = vec![(&SubjectKeyIdentifier::try_from(subject)?).to_extension(name, &[])?];
        extensions.push((&authority).to_extension(name, &extensions)?);
        extensions.push((&constraints).to_extension(name, &extensions)?);
        extensions.push((&usage).to_extension(name, &extensions)?);
        Ok(extensions)
    }
}
