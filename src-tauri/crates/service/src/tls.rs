//! TLS for everybody who is not on this computer.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::secrets::is_private;

#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error(
        "{0} can be reached by others: give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that does TLS"
    )]
    PlainBeyondLoopback(SocketAddr),
    #[error("{0}: others on this computer may read this key; allow only its owner (chmod 600)")]
    NotPrivate(PathBuf),
    #[error("{file} is not a PEM file with a certificate or key: {cause}")]
    Unreadable {
        file: PathBuf,
        cause: rustls::pki_types::pem::Error,
    },
    #[error("certificate and key do not make a TLS identity: {0}")]
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
    let unreadable = |file: &Path| {
        let file = file.to_owned();
        move |cause| TlsError::Unreadable { file, cause }
    };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(unreadable(certificate))?;
    // One that is not there is said below.
    if matches!(is_private(key), Ok(false)) {
        return Err(TlsError::NotPrivate(key.into()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(unreadable(key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
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
