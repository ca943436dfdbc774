//! What the keychain keeps of a session: small, versioned, and the only place where its keys are in the clear.

use ed25519_dalek::SigningKey;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{Credential, ServiceError, SessionId};
use porchlight_core::secret::SecretBytes;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::{ServiceDocument, issuer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

const VERSION: u8 = 1;
/// Keychains of some systems take no more than 2.5 kB for an entry.
const MAX_PINNED_KEYS: usize = 4;
/// Room for the largest credential, so that writing it never moves it and leaves a copy behind.
const ROOM: usize = 2048;

/// A session, opened for use.
pub(super) struct Session {
    pub(super) token: Zeroizing<String>,
    pub(super) device_key: SigningKey,
    pub(super) vault_key: VaultKey,
    pub(super) account: Uuid,
    pub(super) id: Uuid,
    pub(super) pinned: Pinned,
}

/// Whose signature counts.
#[derive(Clone)]
pub(super) struct Pinned {
    pub(super) service: Uuid,
    pub(super) event_keys: Vec<PublicKey>,
}

#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    v: u8,
    token: &'a str,
    device_key: &'a str,
    vault_key: &'a str,
    account: Uuid,
    session: Uuid,
    service: Uuid,
    event_keys: Vec<PublicKey>,
}

impl Pinned {
    pub(super) fn of(document: ServiceDocument) -> Self {
        let mut event_keys = document.event_keys;
        event_keys.truncate(MAX_PINNED_KEYS);
        Self {
            service: document.service_id,
            event_keys,
        }
    }

    pub(super) fn issuer(&self) -> String {
        issuer(self.service)
    }
}

/// Of a session, or what is left of one.
#[derive(Serialize, Deserialize)]
struct Left<'a> {
    v: u8,
    device_key: &'a str,
}

/// The key by which the service knows this computer. `None`: not written by this module.
pub(super) fn device_key(credential: &Credential) -> Option<SigningKey> {
    let left: Left<'_> = serde_json::from_slice(credential.secret.expose()).ok()?;
    let key = key(left.device_key).filter(|_| left.v == VERSION)?;
    Some(SigningKey::from_bytes(&key))
}

/// What the keychain keeps of a session that is over.
pub(super) fn without_session(credential: &Credential) -> Option<SecretBytes> {
    let key = device_key(credential)?;
    let text = Zeroizing::new(Bytes::encode(&*Zeroizing::new(key.to_bytes())));
    let left = Left {
        v: VERSION,
        device_key: &text,
    };
    let mut json = Zeroizing::new(Vec::with_capacity(ROOM));
    // Strings and numbers into memory: cannot fail.
    let _ = serde_json::to_writer(&mut *json, &left);
    Some(SecretBytes::new(json.as_slice().to_vec()))
}

impl Session {
    pub(super) fn seal(&self) -> Credential {
        let device_key =
            Zeroizing::new(Bytes::encode(&*Zeroizing::new(self.device_key.to_bytes())));
        let vault_key = Zeroizing::new(Bytes::encode(self.vault_key.expose()));
        let stored = Stored {
            v: VERSION,
            token: &self.token,
            device_key: &device_key,
            vault_key: &vault_key,
            account: self.account,
            session: self.id,
            service: self.pinned.service,
            event_keys: self.pinned.event_keys.clone(),
        };
        let mut json = Zeroizing::new(Vec::with_capacity(ROOM));
        // Strings and numbers into memory: cannot fail.
        let _ = serde_json::to_writer(&mut *json, &stored);
        Credential {
            session: SessionId(self.id.to_string()),
            // An exact copy: nothing is moved again when it becomes a secret.
            secret: SecretBytes::new(json.as_slice().to_vec()),
        }
    }

    /// # Errors
    /// [`ServiceError::NotRecognised`] when it was not written by this module: signing in again helps.
    pub(super) fn open(grant: &Grant) -> Result<Self, ServiceError> {
        Self::read(grant.secret().expose()).ok_or(ServiceError::NotRecognised)
    }

    fn read(json: &[u8]) -> Option<Self> {
        let stored: Stored<'_> = serde_json::from_slice(json).ok()?;
        if stored.v != VERSION {
            return None;
        }
        let (device_key, vault_key) = (key(stored.device_key)?, key(stored.vault_key)?);
        Some(Self {
            token: Zeroizing::new(stored.token.to_owned()),
            device_key: SigningKey::from_bytes(&device_key),
            vault_key: VaultKey::from_bytes(*vault_key),
            account: stored.account,
            id: stored.session,
            pinned: Pinned {
                service: stored.service,
                event_keys: stored.event_keys,
            },
        })
    }

    pub(super) fn name(&self) -> SessionId {
        SessionId(self.id.to_string())
    }

    /// `aud` of events for this account.
    pub(super) fn audience(&self) -> String {
        format!("urn:uuid:{}", self.account)
    }
}

fn key(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(Bytes::decode(text)?);
    let mut key: [u8; 32] = bytes.as_slice().try_into().ok()?;
    let wiped = Zeroizing::new(key);
    key.zeroize();
    Some(wiped)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn session() -> Session {
        let keys = (0..9)
            .map(|n| PublicKey::of(&SigningKey::from_bytes(&[n; 32])))
            .collect();
        let document = ServiceDocument {
            service_id: Uuid::new_v4(),
            name: "Home".into(),
            event_keys: keys,
            now: 0,
            registration: porchlight_protocol::service::Registration::default(),
        };
        Session {
            token: Zeroizing::new(Bytes::encode(&[1; 32])),
            device_key: SigningKey::from_bytes(&[2; 32]),
            vault_key: VaultKey::from_bytes([3; 32]),
            account: Uuid::new_v4(),
            id: Uuid::new_v4(),
            pinned: Pinned::of(document),
        }
    }

    #[test]
    fn a_session_comes_back_from_the_keychain_whole_and_in_less_than_a_kilobyte() {
        let before = session();
        let credential = before.seal();
        assert!(
            credential.secret.expose().len() < 1024,
            "{}",
            credential.secret.expose().len()
        );
        let after = Session::open(&credential.clone().into()).expect("readable");
        assert_eq!(after.token, before.token);
        assert_eq!(after.device_key.to_bytes(), before.device_key.to_bytes());
        assert_eq!(after.vault_key.expose(), before.vault_key.expose());
        assert_eq!((after.account, after.id), (before.account, before.id));
        assert_eq!(after.pinned.issuer(), before.pinned.issuer());
        assert_eq!(after.pinned.event_keys, before.pinned.event_keys);
        assert_eq!(credential.session, before.name());
    }

    #[test]
    fn what_is_left_of_a_session_is_the_device_key_and_nothing_else() {
        let before = session();
        let credential = before.seal();
        let left = Credential {
            session: before.name(),
            secret: without_session(&credential).expect("a device key"),
        };
        let text = String::from_utf8(left.secret.expose().to_vec()).expect("JSON");
        assert!(!text.contains(before.token.as_str()));
        assert!(!text.contains(&Bytes::encode(before.vault_key.expose())));
        assert_eq!(
            Session::open(&left.clone().into()).err(),
            Some(ServiceError::NotRecognised)
        );
        let key = device_key(&left).expect("the same");
        assert_eq!(key.to_bytes(), before.device_key.to_bytes());
        let again = without_session(&left).expect("still there");
        assert_eq!(again.expose(), left.secret.expose());
    }

    #[test]
    fn an_entry_of_another_kind_asks_for_signing_in_and_does_not_crash() {
        let newer = String::from_utf8(session().seal().secret.expose().to_vec())
            .expect("JSON")
            .replace(r#""v":1"#, r#""v":2"#);
        for entry in ["", "{}", "\u{0}", "[1]", &newer] {
            let credential = Credential {
                session: SessionId("s".into()),
                secret: SecretBytes::new(entry.as_bytes().to_vec()),
            };
            assert_eq!(
                Session::open(&credential.into()).err(),
                Some(ServiceError::NotRecognised),
                "{entry}"
            );
        }
    }
}
