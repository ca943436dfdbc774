//! Values that do not print, are not serialised, and are wiped when dropped.

use secrecy::{ExposeSecret, SecretSlice, SecretString};

/// Something the owner typed to prove who they are: a password, a passphrase. Comes in, never goes out. Not read from JSON, so that
/// it is in no message as it is; how it comes from the window is the shell's business.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

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
