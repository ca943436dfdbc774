//! Another key in the place of one that is in force.
//!
//! The new key is written beside the old one; then one transaction says in the database that it counts, does what follows, and
//! leaves an entry in the audit record; then it takes the place of the file. What is killed before the transaction has changed
//! nothing, and what is killed after it is carried out by whoever opens the service next. A service that runs sees the
//! transaction, and takes the key up.

mod consequences;
mod sealed_anew;

use ed25519_dalek::SigningKey;
use porchlight_protocol::event_key::KeyWord;
use porchlight_protocol::jws::PublicKey;
use serde_json::json;
use zeroize::Zeroizing;

use crate::incidents::WordsError;
use crate::secrets::key_file::{KeyFile, Prepared};
use crate::secrets::keys::{Keys, Reading};
use crate::secrets::{KnownKey, RotatingKey, Secrets, SecretsError};
use crate::service::{OpenError, Service};
use crate::store::{Store, StoreError, keys, lost_keys};

pub use consequences::Consequences;

/// What becomes of the key that was in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldKey {
    /// It vouches for the new one.
    Vouches,
    /// It is lost, or somebody else has it: it vouches for nothing.
    Lost,
}

#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    #[error(
        "this key has just been replaced by another command; check the audit record, and try again if needed"
    )]
    Meanwhile,
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Words(#[from] WordsError),
}

/// What a rotation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    pub consequences: Consequences,
    /// Rows that were sealed under an earlier key.
    pub sealed_anew: u64,
}

impl Service {
    /// # Errors
    /// [`RotationError`]: nothing was rotated, or what was sealed under the old key is not sealed anew yet; the service goes on
    /// with that by itself
    pub async fn rotate_key(
        &self,
        key: RotatingKey,
        old: OldKey,
    ) -> Result<Rotated, RotationError> {
        let secrets = &self.inner.secrets;
        let before = secrets.keys();
        let consequences = self.consequences(key, old).await?;
        let mut tx = self.inner.store.begin().await?;
        let known = keys::known(&mut tx, key.name()).await?;
        let is_old = |known: &KnownKey| known.mark == before.file(key).mark(key);
        if old == OldKey::Vouches && !known.as_ref().is_some_and(is_old) {
            return Err(RotationError::Meanwhile);
        }
        let rotations = known.map_or(0, |known| known.rotations) + 1;
        let next = self.next(&before, key, old, rotations);
        let prepared = Prepared::write(secrets.dir(), key, &next)?;
        let mark = next.mark(key).to_vec();
        keys::put(&mut tx, key.name(), &KnownKey { mark, rotations }).await?;
        let after = before.with(key, next);
        lost_keys::belong_to(&mut tx, &secrets.mark_with(&after)).await?;
        if old == OldKey::Lost {
            self.bear_loss(&mut tx, key).await?;
        }
        let arguments = json!({
            "key": key.name(),
            "after_loss": old == OldKey::Lost,
            "rotation": rotations,
            "event_key": (key == RotatingKey::Event).then_some(&after.event.thumbprint),
        });
        let affected = consequences.sum();
        self.record_under(&after.audit, tx, ("rotate-key", arguments, affected))
            .await?;
        // It counts already.
        if let Err(error) = prepared.take_effect() {
            tracing::warn!(%error, "the key takes the place of its file at the next start");
        }
        secrets.put_in_force(after);
        self.inner.wakes.written();
        if consequences.integrations > 0 {
            self.tell_of_unlinked().await?;
        }
        let sealed_anew = match old {
            OldKey::Vouches => self.seal_anew(key).await?,
            OldKey::Lost => 0,
        };
        Ok(Rotated {
            consequences,
            sealed_anew,
        })
    }

    /// Another process has rotated a key.
    ///
    /// # Errors
    /// [`OpenError`]
    pub(crate) async fn take_up_keys(&self) -> Result<(), OpenError> {
        let secrets = &self.inner.secrets;
        let known = self.inner.store.known_keys().await?;
        let keys = Keys::read(Reading {
            dir: secrets.dir(),
            known: &known,
            writes: true,
            lost: None,
        })?;
        keys.are_known(secrets.dir())?;
        secrets.put_in_force(keys);
        Ok(())
    }

    fn next(&self, before: &Keys, key: RotatingKey, old: OldKey, rotations: i64) -> KeyFile {
        let lost = old == OldKey::Lost;
        if let Some(keys) = before.sealing(key) {
            return keys.next(lost, self.now());
        }
        if key == RotatingKey::Audit {
            return before.audit.next(lost);
        }
        let mut next = KeyFile::random();
        next.rest.clone_from(&before.event.file.rest);
        let signing = SigningKey::from_bytes(&next.current);
        let word = KeyWord {
            iss: self.issuer(),
            iat: self.now(),
            seq: u64::try_from(rotations).unwrap_or_default(),
            next: PublicKey::of(&signing),
            lost,
        };
        let by = match old {
            OldKey::Vouches => &before.event.signing,
            OldKey::Lost => &signing,
        };
        next.rest.push(Zeroizing::new(word.sign(by)));
        next
    }
}

/// Notes the keys that the database does not know yet, and clears away what a rotation left that came to nothing.
pub(crate) async fn write_down(
    store: &Store,
    secrets: &Secrets,
    lost: Option<RotatingKey>,
) -> Result<(), StoreError> {
    let in_force = secrets.keys();
    // Nobody rotates a key meanwhile.
    let mut tx = store.begin().await?;
    for key in RotatingKey::ALL {
        if lost == Some(key) {
            continue;
        }
        let mark = in_force.file(key).mark(key).to_vec();
        match keys::known(&mut tx, key.name()).await? {
            None => {
                let known = KnownKey { mark, rotations: 0 };
                keys::put(&mut tx, key.name(), &known).await?;
            }
            Some(known) if known.mark == mark => Prepared::of(secrets.dir(), key).give_up(),
            Some(_) => {}
        }
    }
    Ok(tx.commit().await?)
}
