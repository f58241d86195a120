//! The message inside a signature: CMS (RFC 5652) as PAdES wants it (EN 319 142-1, level B-B).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911;
use const_oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode as _, Encode as _, Sequence};
use sha2::{Digest as _, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;

use super::{Key, SignError};

/// id-aa-signingCertificateV2 (RFC 5035): binds the signature to one certificate.
pub(crate) const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// The certificates that a signature is bound to, nearest first.
#[derive(Sequence)]
pub(crate) struct SigningCertificates {
    pub(crate) certificates: Vec<CertificateDigest>,
}

/// A certificate by its SHA-256, which is the digest that needs no naming.
#[derive(Sequence)]
pub(crate) struct CertificateDigest {
    pub(crate) digest: OctetString,
}

/// Signs the digest of a file's covered bytes; the message, in DER.
pub(super) fn signed(digest: &[u8], key: &dyn Key) -> Result<Vec<u8>, SignError> {
    let certificate = Certificate::from_der(key.certificate())?;
    let mut certificates = vec![CertificateChoices::Certificate(certificate.clone())];
    for issuer in key.issuers() {
        certificates.push(CertificateChoices::Certificate(Certificate::from_der(issuer)?));
    }
    let bound = SigningCertificates {
        certificates: vec![CertificateDigest {
            digest: OctetString::new(Sha256::digest(key.certificate()).as_slice())?,
        }],
    };
    let attributes = SetOfVec::try_from(vec![
        attribute(rfc5911::ID_CONTENT_TYPE, Any::encode_from(&rfc5911::ID_DATA)?)?,
        attribute(
            rfc5911::ID_MESSAGE_DIGEST,
            Any::encode_from(&OctetString::new(digest)?)?,
        )?,
        attribute(SIGNING_CERTIFICATE, Any::encode_from(&bound)?)?,
    ])?;
    let signature = key.sign(&attributes.to_der()?)?;
    let sha256 = AlgorithmIdentifierOwned {
        oid: ID_SHA_256,
        parameters: None,
    };
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: certificate.tbs_certificate().issuer().clone(),
            serial_number: certificate.tbs_certificate().serial_number().clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned {
            oid: ECDSA_WITH_SHA_256,
            parameters: None,
        },
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let message = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: rfc5911::ID_DATA,
            econtent: None,
        },
        certificates: Some(certificates.try_into()?),
        crls: None,
        signer_infos: vec![signer].try_into()?,
    };
    let info = ContentInfo {
        content_type: rfc5911::ID_SIGNED_DATA,
        content: Any::encode_from(&message)?,
    };
    Ok(info.to_der()?)
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute {
        oid,
        values: SetOfVec::try_from(vec![value])?,
    })
}
