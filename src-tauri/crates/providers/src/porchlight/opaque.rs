//! The owner's side of OPAQUE (RFC 9807): the password, and what is derived from it, never leave this computer.
//!
//! The slow hash takes a tenth of a second and 64 MiB, so it runs on a thread for such work.

use opaque_ke::errors::ProtocolError;
use opaque_ke::{ClientLoginFinishParameters, ClientRegistrationFinishParameters, Identifiers};
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::secret::Password;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::{
    ClientLogin, ClientRegistration, CredentialResponse, Message, RegistrationResponse,
    key_stretching,
};
use rand::rngs::OsRng;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// RFC 9807 §6.4.1: what the vault key is wrapped under.
pub(super) type ExportKey = Zeroizing<Vec<u8>>;

/// A sign-in whose first message is out.
pub(super) struct Login {
    state: ClientLogin,
    password: Zeroizing<String>,
}

/// A registration whose first message is out.
pub(super) struct Registration {
    state: ClientRegistration,
    password: Zeroizing<String>,
}

impl Login {
    /// With the message for the service.
    pub(super) fn start(password: &Password) -> Result<(Self, Bytes), ServiceError> {
        let password = prepared(password);
        let started =
            ClientLogin::start(&mut OsRng, password.as_bytes()).map_err(not_understood)?;
        let message = Bytes(started.message.serialize().to_vec());
        Ok((
            Self {
                state: started.state,
                password,
            },
            message,
        ))
    }

    /// # Errors
    /// [`ServiceError::WrongCredentials`] when the password does not fit the service's answer.
    pub(super) async fn finish(self, answer: Bytes) -> Result<(Bytes, ExportKey), ServiceError> {
        slowly(move || {
            let answer = CredentialResponse::exactly(&answer.0).ok_or(ServiceError::Garbled)?;
            let slow = key_stretching().map_err(|_| ServiceError::Refused)?;
            let parameters =
                ClientLoginFinishParameters::new(None, Identifiers::default(), Some(&slow));
            let mut finished = self
                .state
                .finish(&mut OsRng, self.password.as_bytes(), answer, parameters)
                .map_err(|error| match error {
                    ProtocolError::InvalidLoginError => ServiceError::WrongCredentials,
                    ProtocolError::LibraryError(_)
                    | ProtocolError::SerializationError
                    | ProtocolError::SizeError { .. }
                    | ProtocolError::ReflectedValueError
                    | ProtocolError::Custom(_) => ServiceError::Garbled,
                })?;
            let message = Bytes(finished.message.serialize().to_vec());
            Ok((message, taken(&mut finished.export_key)))
        })
        .await
    }
}

impl Registration {
    pub(super) fn start(password: &Password) -> Result<(Self, Bytes), ServiceError> {
        let password = prepared(password);
        let started =
            ClientRegistration::start(&mut OsRng, password.as_bytes()).map_err(not_understood)?;
        let message = Bytes(started.message.serialize().to_vec());
        Ok((
            Self {
                state: started.state,
                password,
            },
            message,
        ))
    }

    pub(super) async fn finish(self, answer: Bytes) -> Result<(Bytes, ExportKey), ServiceError> {
        slowly(move || {
            let answer = RegistrationResponse::exactly(&answer.0).ok_or(ServiceError::Garbled)?;
            let slow = key_stretching().map_err(|_| ServiceError::Refused)?;
            let parameters =
                ClientRegistrationFinishParameters::new(Identifiers::default(), Some(&slow));
            let mut finished = self
                .state
                .finish(&mut OsRng, self.password.as_bytes(), answer, parameters)
                .map_err(not_understood)?;
            let message = Bytes(finished.message.serialize().to_vec());
            Ok((message, taken(&mut finished.export_key)))
        })
        .await
    }
}

/// The same on every keyboard (RFC 8265 §4.2, OpaqueString): plain spaces, NFC.
fn prepared(password: &Password) -> Zeroizing<String> {
    let spaces = password.expose().chars().map(|c| {
        if c.is_whitespace() && !c.is_control() {
            ' '
        } else {
            c
        }
    });
    // Room for the longest form, so that it is not moved while it grows.
    let mut text = Zeroizing::new(String::with_capacity(4 * password.expose().len() + 16));
    text.extend(spaces.nfc());
    text
}

fn taken(key: &mut [u8]) -> ExportKey {
    let copy = Zeroizing::new(key.to_vec());
    zeroize::Zeroize::zeroize(key);
    copy
}

fn not_understood(_: ProtocolError) -> ServiceError {
    ServiceError::Garbled
}

pub(super) async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    // Cancelled only when the program ends.
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(ServiceError::TimedOut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_same_from_every_keyboard() {
        let same = |a: &str, b: &str| *prepared(&Password::new(a)) == *prepared(&Password::new(b));
        assert!(same("caf\u{e9} noir", "cafe\u{301}\u{a0}noir"));
        assert!(!same("Cafe noir", "cafe noir"));
        assert!(!same(" cafe noir", "cafe noir"));
    }
}
