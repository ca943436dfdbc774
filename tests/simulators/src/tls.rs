//! Certificates for 127.0.0.1, good and bad, by an authority that nobody but the test trusts.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Why a certificate for a test could not be made.
#[derive(Debug)]
pub enum TlsTrouble {
    Certificate(rcgen::Error),
    Identity(rustls::Error),
}

impl From<rcgen::Error> for TlsTrouble {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error)
    }
}

impl From<rustls::Error> for TlsTrouble {
    fn from(error: rustls::Error) -> Self {
        Self::Identity(error)
    }
}

/// What is the matter with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    None,
    Expired,
    NotYetValid,
    /// Vouched for by nobody but itself.
    SelfSigned,
    /// Good, for somebody else.
    OtherName,
}

pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: CertificateDer<'static>,
}

impl Authority {
    pub fn new() -> Result<Self, TlsTrouble> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(Vec::new())?;
        params
            .distinguished_name
            .push(DnType::CommonName, "Authority of a test");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let root = params.self_signed(&key)?.der().clone();
        Ok(Self {
            issuer: Issuer::new(params, key),
            root,
        })
    }

    /// For those who shall trust it.
    pub fn root(&self) -> CertificateDer<'static> {
        self.root.clone()
    }

    /// What a server on 127.0.0.1 shows.
    pub fn identity(&self, flaw: Flaw) -> Result<Arc<ServerConfig>, TlsTrouble> {
        let name = if flaw == Flaw::OtherName {
            "elsewhere.example"
        } else {
            "127.0.0.1"
        };
        let mut params = CertificateParams::new(vec![name.to_owned()])?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        match flaw {
            Flaw::Expired => params.not_after = date_time_ymd(2019, 12, 26),
            Flaw::NotYetValid => params.not_before = date_time_ymd(4000, 1, 1),
            Flaw::None | Flaw::SelfSigned | Flaw::OtherName => {}
        }
        let key = KeyPair::generate()?;
        let certificate = match flaw {
            Flaw::SelfSigned => params.self_signed(&key)?,
            Flaw::None | Flaw::Expired | Flaw::NotYetValid | Flaw::OtherName => {
                params.signed_by(&key, &self.issuer)?
            }
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}
