//! The key of the local database, and what a passphrase makes of it.
//!
//! The database key is 32 random bytes. A keychain keeps it as it is; a passphrase wraps it: argon2id (RFC 9106) makes
//! a key of what the owner typed, and XChaCha20-Poly1305 seals the database key under that. A new passphrase would
//! wrap the same key again, so the database need not be written anew.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use porchlight_core::secret::Password;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// What each use of a key is bound to, so that no output of one serves as input of another.
const CHECK_LABEL: &[u8] = b"porchlight/database-key/check/v1";
const WRAP_LABEL: &[u8] = b"porchlight/database-key/wrapped/v1";

const KEY_LENGTH: usize = 32;
const SALT_LENGTH: usize = 16;
const NONCE_LENGTH: usize = 24;
const CHECK_LENGTH: usize = 16;

/// Opens the local database. Wiped when dropped.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<[u8; KEY_LENGTH]>);

impl DatabaseKey {
    pub fn generate() -> Result<Self, CipherError> {
        let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
        fill_randomly(&mut *bytes)?;
        Ok(Self(bytes))
    }

    /// `None` unless there are exactly 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes = <[u8; KEY_LENGTH]>::try_from(bytes).ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    pub fn expose(&self) -> &[u8] {
        &*self.0
    }

    /// As SQLCipher takes a raw key, without a derivation of its own: `x'…'` with the key in hexadecimal.
    pub(crate) fn specification(&self) -> Zeroizing<Vec<u8>> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        // Room for all of it: what a growing vector leaves behind is not wiped.
        let mut text = Zeroizing::new(Vec::with_capacity(2 * KEY_LENGTH + 3));
        text.extend_from_slice(b"x'");
        for byte in *self.0 {
            text.push(DIGITS[usize::from(byte >> 4)]);
            text.push(DIGITS[usize::from(byte & 0xf)]);
        }
        text.push(b'\'');
        text
    }

    /// Says whether a key is the right one without the database: SQLCipher cannot tell a wrong key from a damaged file.
    /// An HMAC under 256 random bits gives nothing away.
    pub fn check_value(&self) -> String {
        STANDARD.encode(&self.check_bytes()[..CHECK_LENGTH])
    }

    pub fn fits(&self, check_value: &str) -> bool {
        check_octets(check_value)
            .is_some_and(|expected| self.mac().verify_truncated_left(&expected).is_ok())
    }

    /// Whether that is one at all, of whichever key.
    pub fn is_check_value(text: &str) -> bool {
        check_octets(text).is_some()
    }

    fn check_bytes(&self) -> [u8; 32] {
        self.mac().finalize().into_bytes().into()
    }

    fn mac(&self) -> Hmac<Sha256> {
        // By its type a key of this length always fits; HMAC pads it (RFC 2104).
        let mut key = hmac::digest::Key::<Hmac<Sha256>>::default();
        key[..KEY_LENGTH].copy_from_slice(&*self.0);
        let mut mac = <Hmac<Sha256> as Mac>::new(&key);
        mac.update(CHECK_LABEL);
        mac
    }
}

fn check_octets(check_value: &str) -> Option<Vec<u8>> {
    let octets = STANDARD.decode(check_value).ok()?;
    (octets.len() == CHECK_LENGTH).then_some(octets)
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(..)")
    }
}

/// How hard a guess is. Kept beside what it protects, so that it can be raised later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hardness {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Hardness {
    /// RFC 9106 §4, second recommendation: 64 MiB, three passes, four lanes.
    pub const RECOMMENDED: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// A file that asks for more than this was not written by us.
    const MOST: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 64,
        lanes: 64,
    };

    fn is_sane(self) -> bool {
        self.memory_kib <= Self::MOST.memory_kib
            && self.passes <= Self::MOST.passes
            && self.lanes <= Self::MOST.lanes
    }
}

/// A database key that only a passphrase opens. No secret in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKey {
    pub argon2id: Hardness,
    /// base64, as are the two below.
    pub salt: String,
    pub nonce: String,
    pub key: String,
}

impl WrappedKey {
    /// Slow by design; not for an async thread.
    pub fn wrap(
        key: &DatabaseKey,
        passphrase: &Password,
        hardness: Hardness,
    ) -> Result<Self, CipherError> {
        let mut salt = [0; SALT_LENGTH];
        fill_randomly(&mut salt)?;
        let mut nonce = [0; NONCE_LENGTH];
        fill_randomly(&mut nonce)?;
        let cipher = cipher_from(passphrase, &salt, hardness)?;
        let sealed = cipher
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: key.expose(),
                    aad: WRAP_LABEL,
                },
            )
            .map_err(|_| CipherError::Unreadable)?;
        Ok(Self {
            argon2id: hardness,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
            key: STANDARD.encode(sealed),
        })
    }

    /// Slow by design; not for an async thread.
    pub fn unwrap(&self, passphrase: &Password) -> Result<DatabaseKey, CipherError> {
        let bytes = |text: &str| STANDARD.decode(text).map_err(|_| CipherError::Unreadable);
        let nonce = bytes(&self.nonce)?;
        if !self.argon2id.is_sane() || nonce.len() != NONCE_LENGTH {
            return Err(CipherError::Unreadable);
        }
        let cipher = cipher_from(passphrase, &bytes(&self.salt)?, self.argon2id)?;
        let sealed = bytes(&self.key)?;
        let opened = cipher
            .decrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: &sealed,
                    aad: WRAP_LABEL,
                },
            )
            .map_err(|_| CipherError::PassphraseWrong)?;
        DatabaseKey::from_bytes(&Zeroizing::new(opened)).ok_or(CipherError::Unreadable)
    }
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CipherError {
    #[error("this computer gives no randomness")]
    NoRandomness,
    #[error("the passphrase is wrong")]
    PassphraseWrong,
    #[error("the wrapped key cannot be read")]
    Unreadable,
}

fn cipher_from(
    passphrase: &Password,
    salt: &[u8],
    hardness: Hardness,
) -> Result<XChaCha20Poly1305, CipherError> {
    let parameters = Params::new(
        hardness.memory_kib,
        hardness.passes,
        hardness.lanes,
        Some(KEY_LENGTH),
    )
    .map_err(|_| CipherError::Unreadable)?;
    // The same letters, however the keyboard composed them (RFC 8265 §4.2.2).
    let typed: Zeroizing<String> = Zeroizing::new(passphrase.expose().nfc().collect());
    let mut key = Zeroizing::new([0; KEY_LENGTH]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(typed.as_bytes(), salt, &mut *key)
        .map_err(|_| CipherError::Unreadable)?;
    Ok(XChaCha20Poly1305::new(chacha20poly1305::Key::from_slice(
        &*key,
    )))
}

pub(crate) fn fill_randomly(bytes: &mut [u8]) -> Result<(), CipherError> {
    OsRng
        .try_fill_bytes(bytes)
        .map_err(|_| CipherError::NoRandomness)
}
