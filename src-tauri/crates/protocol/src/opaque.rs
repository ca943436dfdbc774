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

/// A message or a record as it travels or lies: nothing before it, nothing after it, in no other spelling.
pub trait Message: Sized {
    /// `None`: it is not one, or more than one.
    fn exactly(bytes: &[u8]) -> Option<Self>;
}

// The library reads what it needs and does not say what is left over.
macro_rules! messages {
    ($($message:ty),*) => {
        $(impl Message for $message {
            fn exactly(bytes: &[u8]) -> Option<Self> {
                let message = Self::deserialize(bytes).ok()?;
                (message.serialize().as_slice() == bytes).then_some(message)
            }
        })*
    };
}

messages!(
    CredentialFinalization,
    CredentialRequest,
    CredentialResponse,
    RegistrationRequest,
    RegistrationResponse,
    RegistrationUpload,
    ServerLogin,
    ServerRegistration,
    ServerSetup
);

/// Bounds of a password in characters. No composition rules (NIST SP 800-63B §3.1.1.2).
pub const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 8..=256;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use rand::rngs::OsRng;

    use super::*;

    #[test]
    fn a_message_with_something_after_it_is_none() {
        let request = ClientLogin::start(&mut OsRng, b"password").unwrap().message;
        let bytes = request.serialize().to_vec();
        assert!(CredentialRequest::exactly(&bytes).is_some());
        for spoilt in [
            [&bytes[..], &[0]].concat(),
            bytes[1..].to_vec(),
            [&bytes[..], &bytes].concat(),
        ] {
            assert!(CredentialRequest::exactly(&spoilt).is_none());
        }
        let setup = ServerSetup::new(&mut OsRng).serialize().to_vec();
        assert!(ServerSetup::exactly(&setup).is_some());
        assert!(ServerSetup::exactly(&[&setup[..], &[7]].concat()).is_none());
    }
}
