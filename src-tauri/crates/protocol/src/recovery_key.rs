//! The recovery key: what the owner keeps on paper for the day on which everything else is lost.
//!
//! It unwraps the vault key, and after the right password it stands in for the second factor. The service holds only
//! the public half of a key pair that is derived from it, so that an [`answer`] can be checked and none be made; 160
//! random bits cannot be found by trying.

use ed25519_dalek::SigningKey;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::UnixSeconds;
use crate::bytes::Bytes;
use crate::jws::{self, PublicKey};
use crate::sealing::derive;
use crate::two_factor::SecondFactor;

/// What an answer is given for. One is never good for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// In the place of the second factor, after the right password.
    SecondFactor,
    /// In the place of a forgotten password ([`crate::password_recovery`]).
    NewPassword,
}

impl Purpose {
    /// `typ` of the answer's header.
    pub const fn typ(self) -> &'static str {
        match self {
            Self::SecondFactor => "porchlight-recovery+jwt",
            Self::NewPassword => "porchlight-password-recovery+jwt",
        }
    }
}

/// 160 random bits in eight groups of four letters and digits (Crockford's base32: no I, L, O, U).
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 20]);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl RecoveryKey {
    pub const GROUPS: usize = 8;

    pub fn generate() -> Self {
        let mut key = [0; 20];
        OsRng.fill_bytes(&mut key);
        Self(key)
    }

    /// `ABCD-EFGH-…`, eight groups of four.
    pub fn groups(&self) -> Vec<String> {
        let letters: Vec<u8> = self
            .0
            .chunks(5)
            .flat_map(|five| {
                let bits = five
                    .iter()
                    .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
                (0..8)
                    .rev()
                    .map(move |i| ALPHABET[(bits >> (5 * i) & 31) as usize])
            })
            .collect();
        letters
            .chunks(4)
            .map(|group| group.iter().map(|&c| c as char).collect())
            .collect()
    }

    /// Reads what a person typed: any case, spaces and dashes anywhere, O for 0 and I or L for 1.
    ///
    /// `None` when it is not a whole recovery key.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: Option<Vec<u64>> = normal(text)
            .bytes()
            .map(|c| ALPHABET.iter().position(|&a| a == c).map(|i| i as u64))
            .collect();
        let letters = letters.filter(|l| l.len() == 32)?;
        let mut key = [0; 20];
        for (five, eight) in key.chunks_mut(5).zip(letters.chunks(8)) {
            let bits = eight.iter().fold(0_u64, |bits, letter| bits << 5 | letter);
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Some(Self(key))
    }

    /// Whether `typed` is group number `index` (from 0), however it was typed.
    pub fn group_is(&self, index: usize, typed: &str) -> bool {
        self.groups()
            .get(index)
            .is_some_and(|group| *group == *normal(typed))
    }

    /// What the service checks answers with.
    pub fn public_key(&self) -> PublicKey {
        PublicKey::of(&self.signing_key())
    }

    /// What the vault key is wrapped under.
    pub(crate) fn wrapping_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(derive(&self.0, b"porchlight/recovery/1"))
    }

    fn signing_key(&self) -> SigningKey {
        let seed = Zeroizing::new(derive(&self.0, b"porchlight/recovery-signature/1"));
        SigningKey::from_bytes(&seed)
    }
}

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey")
    }
}

fn normal(text: &str) -> Zeroizing<String> {
    // Room for the longest form, so that it is not moved while it grows.
    let mut normal = Zeroizing::new(String::with_capacity(text.len()));
    normal.extend(
        text.chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'))
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            }),
    );
    normal
}

/// What an answer is made out to: good for one challenge, of one service, on one computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// The service's issuer ([`crate::service::ServiceDocument::issuer`]).
    pub aud: String,
    pub challenge: Uuid,
    /// Thumbprint of the device key that brings the answer (RFC 7638).
    pub jkt: String,
}

/// Shows that the recovery key is at hand, without showing it. For [`SecondFactor::RecoveryKeyProof`], and for
/// [`crate::password_recovery::PasswordRecoveryProveRequest`].
pub fn answer(key: &RecoveryKey, purpose: Purpose, occasion: &Occasion) -> String {
    jws::sign(purpose.typ(), occasion, &key.signing_key(), false)
}

/// The challenge that was answered. `None` when it was not answered with this key, for this purpose, for this service, on this
/// computer.
pub fn answered(
    answer: &str,
    key: &PublicKey,
    purpose: Purpose,
    (aud, jkt): (&str, &str),
) -> Option<Uuid> {
    let occasion: Occasion = jws::verify(answer, purpose.typ(), &key.verifying_key()?).ok()?;
    (occasion.aud == aud && occasion.jkt == jkt).then_some(occasion.challenge)
}

/// `GET /v1/recovery-key`: what a computer that is signed in needs to try a recovery key out.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryKeyRecord {
    /// As it was sent at `POST /v1/registration/finish`.
    pub recovery_wrapped_vault_key: Bytes,
    /// Absent for an account that was made before recovery keys could sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_public_key: Option<PublicKey>,
}

/// `PUT /v1/recovery-key`, with a fresh proof: for an account without `recovery_public_key`; 204. One that is there stays:
/// 409 `recovery-key-set`, unless it is the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryKeyRequest {
    pub recovery_public_key: PublicKey,
    /// Wanted when two-factor is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

/// `POST /v1/recovery-key/start`, with a fresh proof: another key is to take the place of the one in force. Nothing has changed
/// yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryKeyStartRequest {
    /// Wanted when two-factor is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryKeyStartResponse {
    /// Sealed by the service; brought back at `finish` by the same session. No good once password, recovery key or
    /// two-factor have changed.
    pub state: Bytes,
    /// Half an hour from now: the owner writes the new key down in between.
    pub expires_at: UnixSeconds,
}

/// `POST /v1/recovery-key/finish`: the new key is in force, and the old one no longer works. The same request sent again after it
/// succeeded succeeds again and does nothing more, so that an answer may be lost. 410 `stale-state` when it was started
/// too long ago, or how the owner signs in has changed meanwhile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryKeyFinishRequest {
    pub state: Bytes,
    /// The same vault key under the new recovery key ([`crate::sealing::VaultKey::wrap_for_recovery`]).
    pub recovery_wrapped_vault_key: Bytes,
    pub recovery_public_key: PublicKey,
}

/// The answer to [`RecoveryKeyFinishRequest`].
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryKeyReplaced {
    /// By the clock that events about the old key are dated by: one that comes later says nothing about the new key.
    pub replaced_at: UnixSeconds,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_recovery_key_is_read_back_however_it_was_typed(key: [u8; 20]) {
            let key = RecoveryKey(key);
            let neat = key.groups().join("-");
            let sloppy = neat.to_lowercase().replace('0', "o").replace('1', "l").replace('-', "  ");
            prop_assert_eq!(neat.len(), 39);
            prop_assert_eq!(RecoveryKey::parse(&neat), Some(key.clone()));
            prop_assert_eq!(RecoveryKey::parse(&sloppy), Some(key));
            prop_assert_eq!(RecoveryKey::parse(&neat[1..]), None);
        }

        #[test]
        fn what_is_no_answer_is_refused_without_a_crash(text in "\\PC{0,80}") {
            let key = RecoveryKey([1; 20]).public_key();
            prop_assert_eq!(answered(&text, &key, Purpose::SecondFactor, ("", "")), None);
        }
    }

    #[test]
    fn an_answer_is_for_one_key_purpose_challenge_service_and_computer() {
        let (key, challenge) = (RecoveryKey::generate(), Uuid::new_v4());
        let occasion = Occasion {
            aud: "urn:uuid:home".into(),
            challenge,
            jkt: "desk".into(),
        };
        let given = answer(&key, Purpose::SecondFactor, &occasion);
        let check_for = |purpose, given: &str, key: &RecoveryKey, aud, jkt| {
            answered(given, &key.public_key(), purpose, (aud, jkt))
        };
        let check = |given: &str, key: &RecoveryKey, aud, jkt| {
            check_for(Purpose::SecondFactor, given, key, aud, jkt)
        };
        assert_eq!(
            check(&given, &key, "urn:uuid:home", "desk"),
            Some(challenge)
        );
        assert_eq!(check(&given, &key, "urn:uuid:away", "desk"), None);
        assert_eq!(check(&given, &key, "urn:uuid:home", "attic"), None);
        let other = RecoveryKey::generate();
        assert_eq!(check(&given, &other, "urn:uuid:home", "desk"), None);
        let garbled = given.replace('.', ".A");
        assert_eq!(check(&garbled, &key, "urn:uuid:home", "desk"), None);
        let new_password = check_for(Purpose::NewPassword, &given, &key, "urn:uuid:home", "desk");
        assert_eq!(new_password, None);
    }

    #[test]
    fn the_key_pair_of_a_recovery_key_stays_the_same() {
        let key = RecoveryKey([7; 20]);
        let x = Bytes::encode(&key.public_key().x.0);
        assert_eq!(
            x, "n6cD5MRv0EWXfqVgOeM7jwnRc3sn6KnKyzzzDLkfGgA",
            "accounts hold the public half"
        );
        assert!(!format!("{key:?}").contains(&key.groups()[0]));
    }
}
