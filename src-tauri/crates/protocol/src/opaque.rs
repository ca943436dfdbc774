//! The OPAQUE suite of the account service (RFC 9807): Ristretto255, 3DH with SHA-512, and argon2id as
//! the key-stretching function, which runs on the owner's computer and never on the service.

use argon2::{Algorithm, Argon2, Params, Version};
use opaque_ke::{CipherSuite, Ristretto255, TripleDh};

/// The one suite that both sides link. A change is a new protocol version.
pub struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, sha2::Sha512>;
    type Ksf = Argon2<'static>;
}

pub type ClientLogin = opaque_ke::ClientLogin<Suite>;
pub type ClientRegistration = opaque_ke::ClientRegistration<Suite>;
pub type CredentialFinalization = opaque_ke::CredentialFinalization<Suite>;
pub type CredentialRequest = opaque_ke::CredentialRequest<Suite>;
pub type CredentialResponse = opaque_ke::CredentialResponse<Suite>;
pub type RegistrationRequest = opaque_ke::RegistrationRequest<Suite>;
pub type RegistrationResponse = opaque_ke::RegistrationResponse<Suite>;
pub type RegistrationUpload = opaque_ke::RegistrationUpload<Suite>;
pub type ServerLogin = opaque_ke::ServerLogin<Suite>;
pub type ServerRegistration = opaque_ke::ServerRegistration<Suite>;
pub type ServerSetup = opaque_ke::ServerSetup<Suite>;

/// argon2id with 64 MiB, 3 passes, 4 lanes (RFC 9106 §4, the second recommended option).
///
/// # Errors
/// Never in practice: the parameters are constants that argon2 accepts.
pub fn key_stretching() -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(64 * 1024, 3, 4, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The form of an e-mail address that both sides use: trimmed, lower case.
/// Sent over TLS at sign-in; the service keeps only a keyed hash of it.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Bounds of a password in characters. No composition rules (NIST SP 800-63B §3.1.1.2).
pub const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 8..=256;
