//! TLS for everybody who is not on this computer.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::secrets::is_private;

#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error(
        "{0} can be reached from other computers: add --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that handles TLS"
    )]
    PlainBeyondLoopback(SocketAddr),
    #[error(
        "{0}: other users of this computer can read this key; allow only its owner (chmod 600)"
    )]
    NotPrivate(PathBuf),
    #[error("{file} cannot be read: {cause}")]
    Unread {
        file: PathBuf,
        cause: std::io::Error,
    },
    #[error(
        "{0} contains no PEM certificate (-----BEGIN CERTIFICATE-----): check that --tls-cert and --tls-key are not swapped"
    )]
    NoCertificate(PathBuf),
    #[error(
        "{0} contains no PEM private key (-----BEGIN PRIVATE KEY-----): check that --tls-cert and --tls-key are not swapped"
    )]
    NoKey(PathBuf),
    #[error(
        "the key in {key} does not belong to the certificate in {certificate}: use the two that were created together"
    )]
    Mismatch { certificate: PathBuf, key: PathBuf },
    #[error("{file} is not a PEM file with a certificate or key: {cause}")]
    Unreadable { file: PathBuf, cause: pem::Error },
    #[error("certificate and key cannot be used for TLS: {0}")]
    Unusable(#[from] rustls::Error),
}

/// Plain HTTP stays on this computer.
///
/// # Errors
/// [`TlsError::PlainBeyondLoopback`]
pub fn plain_is_enough_for(address: SocketAddr) -> Result<(), TlsError> {
    if address.ip().to_canonical().is_loopback() {
        Ok(())
    } else {
        Err(TlsError::PlainBeyondLoopback(address))
    }
}

/// # Errors
/// [`TlsError`]
pub fn identity(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|cause| unreadable(certificate, cause, TlsError::NoCertificate))?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(certificate.into()));
    }
    // One that is not there is said below.
    if matches!(is_private(key), Ok(false)) {
        return Err(TlsError::NotPrivate(key.into()));
    }
    let private = PrivateKeyDer::from_pem_file(key)
        .map_err(|cause| unreadable(key, cause, TlsError::NoKey))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(|error| {
            if matches!(error, rustls::Error::InconsistentKeys(_)) {
                TlsError::Mismatch {
                    certificate: certificate.into(),
                    key: key.into(),
                }
            } else {
                error.into()
            }
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn unreadable(file: &Path, cause: pem::Error, empty: fn(PathBuf) -> TlsError) -> TlsError {
    let file = file.into();
    if let pem::Error::Io(cause) = cause {
        TlsError::Unread { file, cause }
    } else if matches!(cause, pem::Error::NoItemsFound) {
        empty(file)
    } else {
        TlsError::Unreadable { file, cause }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_may_be_served_without_tls() {
        for (address, fine) in [
            ("127.0.0.1:80", true),
            ("[::1]:80", true),
            ("[::ffff:127.0.0.1]:80", true),
            ("0.0.0.0:80", false),
            ("[::]:80", false),
            ("192.168.1.2:80", false),
        ] {
            assert_eq!(
                plain_is_enough_for(address.parse().unwrap()).is_ok(),
                fine,
                "{address}"
            );
        }
    }
}
