//! Reading the message of a signature: does it fit the bytes, and whose is it.

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911;
use const_oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256};
use der::asn1::{Any, OctetString};
use der::{Decode as _, Encode as _, Reader as _, SliceReader};
use motcua_kernel::Instant;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{DerSignature, VerifyingKey};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use crate::sign::{SIGNING_CERTIFICATE, SigningCertificates};

/// What a message says.
pub(super) struct Read {
    pub(super) signer: String,
    pub(super) organisation: Option<String>,
    pub(super) intact: bool,
    pub(super) trusted: bool,
}

/// Reads a message over bytes of this digest.
pub(super) fn read(
    message: &[u8],
    digest: &[u8],
    claimed_at: Option<Instant>,
    trusted: &[&[u8]],
) -> Result<Read, der::Error> {
    let mut reader = SliceReader::new(message)?;
    let info = ContentInfo::decode(&mut reader)?;
    // The room behind the message is filled with zeros and nothing else.
    let rest = reader.read_slice(reader.remaining_len())?;
    let signed: SignedData = info.content.decode_as()?;
    let certificates: Vec<Certificate> = signed
        .certificates
        .iter()
        .flat_map(|set| set.0.iter())
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
            CertificateChoices::Other(_) => None,
        })
        .collect();
    let mut infos = signed.signer_infos.0.iter();
    let (Some(info), None) = (infos.next(), infos.next()) else {
        return Err(der::ErrorKind::Failed.into());
    };
    let Some(certificate) = certificates.iter().find(|certificate| is_of(certificate, &info.sid)) else {
        return Err(der::ErrorKind::Failed.into());
    };
    let subject = certificate.tbs_certificate().subject();
    let intact = rest.iter().all(|byte| *byte == 0)
        && signed.encap_content_info.econtent.is_none()
        && fits(info, certificate, digest)?;
    Ok(Read {
        signer: subject
            .common_name()?
            .map(|name| name.value().into_owned())
            .unwrap_or_default(),
        organisation: subject.organization()?.map(|name| name.value().into_owned()),
        intact,
        trusted: is_trusted(certificate, claimed_at, trusted)?,
    })
}

fn is_of(certificate: &Certificate, sid: &SignerIdentifier) -> bool {
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(named) => {
            named.issuer == *certificate.tbs_certificate().issuer()
                && named.serial_number == *certificate.tbs_certificate().serial_number()
        }
        SignerIdentifier::SubjectKeyIdentifier(_) => false,
    }
}

/// True when the signed attributes name these bytes and this certificate, and its key signed them.
fn fits(info: &SignerInfo, certificate: &Certificate, digest: &[u8]) -> Result<bool, der::Error> {
    let Some(attributes) = &info.signed_attrs else {
        return Ok(false);
    };
    let only = |oid: ObjectIdentifier| -> Option<&Any> {
        let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
        let (attribute, None) = (found.next()?, found.next()) else {
            return None;
        };
        (attribute.values.len() == 1).then(|| attribute.values.get(0)).flatten()
    };
    let (Some(kind), Some(named), Some(bound)) = (
        only(rfc5911::ID_CONTENT_TYPE),
        only(rfc5911::ID_MESSAGE_DIGEST),
        only(SIGNING_CERTIFICATE),
    ) else {
        return Ok(false);
    };
    let bound: SigningCertificates = bound.decode_as()?;
    let own = Sha256::digest(certificate.to_der()?);
    Ok(info.digest_alg.oid == ID_SHA_256
        && info.signature_algorithm.oid == ECDSA_WITH_SHA_256
        && kind.decode_as::<ObjectIdentifier>()? == rfc5911::ID_DATA
        && named.decode_as::<OctetString>()?.as_bytes() == digest
        && bound
            .certificates
            .first()
            .is_some_and(|first| first.digest.as_bytes() == own.as_slice())
        && signed_by(certificate, &attributes.to_der()?, info.signature.as_bytes()))
}

/// True when the certificate's key made this signature.
fn signed_by(certificate: &Certificate, message: &[u8], signature: &[u8]) -> bool {
    let point = certificate
        .tbs_certificate()
        .subject_public_key_info()
        .subject_public_key
        .raw_bytes();
    let (Ok(key), Ok(signature)) = (VerifyingKey::from_sec1_bytes(point), DerSignature::try_from(signature)) else {
        return false;
    };
    key.verify(message, &signature).is_ok()
}

/// True when a trusted authority issued the certificate for signing and it held at the moment.
fn is_trusted(certificate: &Certificate, at: Option<Instant>, trusted: &[&[u8]]) -> Result<bool, der::Error> {
    let own = certificate.tbs_certificate();
    let usage = own.get_extension::<KeyUsage>()?;
    if !usage.is_some_and(|(_, usage)| usage.digital_signature() || usage.non_repudiation()) {
        return Ok(false);
    }
    let message = own.to_der()?;
    for authority in trusted {
        let authority = Certificate::from_der(authority)?;
        let of_authority = authority.tbs_certificate();
        let may_issue = of_authority
            .get_extension::<BasicConstraints>()?
            .is_some_and(|(_, limits)| limits.ca);
        if may_issue
            && own.issuer() == of_authority.subject()
            && certificate.signature_algorithm().oid == ECDSA_WITH_SHA_256
            && signed_by(&authority, &message, certificate.signature().raw_bytes())
            && holds(certificate, at)
            && holds(&authority, at)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds(certificate: &Certificate, at: Option<Instant>) -> bool {
    let validity = certificate.tbs_certificate().validity();
    let seconds = at.and_then(|moment| u64::try_from(moment.as_micros() / 1_000_000).ok());
    seconds.is_some_and(|seconds| {
        validity.not_before.to_unix_duration().as_secs() <= seconds
            && seconds <= validity.not_after.to_unix_duration().as_secs()
    })
}
