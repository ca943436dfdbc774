//! Values that do not print, are not serialised, and are wiped when dropped.

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::Deserialize;
use specta::Type;

/// Something the owner typed to prove who they are: a password, a passphrase. Comes in, never goes out.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(transparent)]
pub struct Password(#[specta(type = String)] SecretString);

impl Password {
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// Only for handing it to a key derivation or a provider's sign-in.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Bytes for the keychain, written and read by one provider; nobody else looks inside.
#[derive(Clone, Debug)]
pub struct SecretBytes(SecretSlice<u8>);

impl SecretBytes {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(SecretSlice::from(bytes))
    }

    pub fn expose(&self) -> &[u8] {
        self.0.expose_secret()
    }
}
