//! The vault key that seals an account's nicknames and networks, the ways it is wrapped, and the padded
//! authenticated encryption (XChaCha20-Poly1305) that everything sealed uses.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::recovery_key::RecoveryKey;

/// First byte of everything sealed; a new format is a new number.
const VERSION: u8 = 1;
const NONCE: usize = 24;
/// Plain text is padded to multiples of this many bytes, so that a length tells little.
const BUCKET: usize = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this was sealed under another key, for another place, or was changed")]
pub struct SealError;

/// 32 random bytes that only the owner's computers ever hold.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct VaultKey([u8; 32]);

impl VaultKey {
    pub fn generate() -> Self {
        let mut key = [0; 32];
        OsRng.fill_bytes(&mut key);
        Self(key)
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For the keychain entry only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub fn seal(&self, plain: &[u8], associated_data: &[u8]) -> Vec<u8> {
        seal(&self.0, plain, associated_data)
    }

    /// Byte for byte the same each time for the same `occasion` and content, so that a write can be repeated under
    /// its idempotency key. The nonce is derived from all of it, so no nonce ever serves two contents.
    pub fn seal_again(&self, plain: &[u8], associated_data: &[u8], occasion: Uuid) -> Vec<u8> {
        let content = Sha256::new()
            .chain_update((associated_data.len() as u64).to_be_bytes())
            .chain_update(associated_data)
            .chain_update(plain)
            .finalize();
        let info = [
            b"porchlight/nonce/1".as_slice(),
            occasion.as_bytes(),
            &content,
        ]
        .concat();
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&derive(&self.0, &info)[..NONCE]);
        seal_with(&self.0, &nonce, plain, associated_data)
    }

    /// # Errors
    /// [`SealError`]
    pub fn open(&self, sealed: &[u8], associated_data: &[u8]) -> Result<Vec<u8>, SealError> {
        open(&self.0, sealed, associated_data)
    }

    /// Under the OPAQUE export key (RFC 9807 §6.4.1): only who knows the password can unwrap it.
    pub fn wrap(&self, export_key: &[u8], account: Uuid) -> Vec<u8> {
        seal(
            &derive(export_key, b"porchlight/vault-key/1"),
            &self.0,
            account.as_bytes(),
        )
    }

    /// # Errors
    /// [`SealError`]
    pub fn unwrap(wrapped: &[u8], export_key: &[u8], account: Uuid) -> Result<Self, SealError> {
        unwrap_with(
            wrapped,
            &derive(export_key, b"porchlight/vault-key/1"),
            account,
        )
    }

    pub fn wrap_for_recovery(&self, key: &RecoveryKey, account: Uuid) -> Vec<u8> {
        seal(&key.wrapping_key(), &self.0, account.as_bytes())
    }

    /// # Errors
    /// [`SealError`]
    pub fn unwrap_with_recovery(
        wrapped: &[u8],
        key: &RecoveryKey,
        account: Uuid,
    ) -> Result<Self, SealError> {
        unwrap_with(wrapped, &key.wrapping_key(), account)
    }
}

impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKey")
    }
}

pub(crate) fn derive(secret: &[u8], info: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are far below HKDF's limit of 255 blocks, so expanding cannot fail.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(info, &mut key);
    key
}

fn unwrap_with(wrapped: &[u8], key: &[u8; 32], account: Uuid) -> Result<VaultKey, SealError> {
    let mut plain = open(key, wrapped, account.as_bytes())?;
    let bytes = plain.as_slice().try_into().map_err(|_| SealError);
    plain.zeroize();
    bytes.map(VaultKey)
}

/// `version ‖ nonce ‖ AEAD(length as u32 ‖ plain ‖ zeros up to the bucket)`
pub fn seal(key: &[u8; 32], plain: &[u8], associated_data: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    OsRng.fill_bytes(&mut nonce);
    seal_with(key, &nonce, plain, associated_data)
}

fn seal_with(key: &[u8; 32], nonce: &[u8; NONCE], plain: &[u8], associated_data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(plain.len()).unwrap_or(u32::MAX);
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend_from_slice(plain);
    padded.resize(padded.len().next_multiple_of(BUCKET), 0);
    let payload = Payload {
        msg: &padded,
        aad: associated_data,
    };
    // Encrypting fails only for plain text beyond 256 GiB.
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(nonce), payload)
        .unwrap_or_default();
    padded.zeroize();
    [&[VERSION], nonce.as_slice(), &sealed].concat()
}

/// # Errors
/// [`SealError`]
pub fn open(key: &[u8; 32], sealed: &[u8], associated_data: &[u8]) -> Result<Vec<u8>, SealError> {
    if sealed.len() < 1 + NONCE || sealed[0] != VERSION {
        return Err(SealError);
    }
    let (nonce, cipher) = sealed[1..].split_at(NONCE);
    let payload = Payload {
        msg: cipher,
        aad: associated_data,
    };
    let mut padded = XChaCha20Poly1305::new(key.into())
        .decrypt(XNonce::from_slice(nonce), payload)
        .map_err(|_| SealError)?;
    let length = padded
        .get(..4)
        .and_then(|l| l.try_into().ok())
        .map(u32::from_be_bytes)
        .ok_or(SealError)? as usize;
    // What fills it up is nothing: one text has one form.
    let plain = padded[4..]
        .split_at_checked(length)
        .filter(|(_, filling)| filling.iter().all(|byte| *byte == 0))
        .map(|(plain, _)| plain.to_vec())
        .ok_or(SealError);
    padded.zeroize();
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_sealed_comes_back_whole_and_only_in_its_own_place(
            plain in prop::collection::vec(any::<u8>(), 0..1200), key: [u8; 32], place: [u8; 16],
        ) {
            let sealed = seal(&key, &plain, &place);
            prop_assert_eq!((sealed.len() - 1 - NONCE - 16) % BUCKET, 0);
            prop_assert_eq!(open(&key, &sealed, &place), Ok(plain));
            prop_assert_eq!(open(&key, &sealed, b"another place"), Err(SealError));
        }

        #[test]
        fn garbage_is_refused_without_a_crash(sealed in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert_eq!(open(&[1; 32], &sealed, b""), Err(SealError));
        }
    }

    #[test]
    fn the_same_edit_is_sealed_to_the_same_bytes_and_another_one_is_not() {
        let (key, edit) = (VaultKey::generate(), Uuid::new_v4());
        let once = key.seal_again(b"Porch", b"here", edit);
        assert_eq!(once, key.seal_again(b"Porch", b"here", edit));
        assert_eq!(key.open(&once, b"here"), Ok(b"Porch".to_vec()));
        let nonce = |sealed: Vec<u8>| sealed[1..=NONCE].to_vec();
        for other in [
            key.seal_again(b"Porch", b"here", Uuid::new_v4()),
            key.seal_again(b"Perch", b"here", edit),
            key.seal_again(b"Porch", b"there", edit),
        ] {
            assert_ne!(nonce(other), nonce(once.clone()));
        }
    }

    #[test]
    fn the_vault_key_comes_back_by_password_and_by_recovery_key() {
        let (vault, recovery, account) = (
            VaultKey::generate(),
            RecoveryKey::generate(),
            Uuid::new_v4(),
        );
        let by_password = VaultKey::unwrap(&vault.wrap(b"export", account), b"export", account);
        assert_eq!(by_password.expect("same key").expose(), vault.expose());
        let wrapped = vault.wrap_for_recovery(&recovery, account);
        let by_recovery = VaultKey::unwrap_with_recovery(&wrapped, &recovery, account);
        assert_eq!(by_recovery.expect("same key").expose(), vault.expose());
        assert!(VaultKey::unwrap(&wrapped, b"export", account).is_err());
    }
}
