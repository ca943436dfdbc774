//! What an earlier key sealed is sealed under the one in force, in portions; then the earlier one is forgotten.

use crate::secrets::key_file::rewrite;
use crate::secrets::sealing_keys::SealingKeys;
use crate::secrets::{KnownKey, RotatingKey};
use crate::service::Service;
use crate::store::sealed::{SEALED, SealedColumn};
use crate::store::{StoreError, keys};

use super::RotationError;

/// Seconds. Longer than whoever runs needs to take up a new key, and than anything begun under the old one is good for.
const KEPT_AFTER_ROTATION: i64 = 3_600;

impl Service {
    /// How many rows.
    ///
    /// # Errors
    /// [`StoreError`]: what was done stays done
    pub(super) async fn seal_anew(&self, key: RotatingKey) -> Result<u64, StoreError> {
        let in_force = self.inner.secrets.keys();
        let Some(keys) = in_force.sealing(key) else {
            return Ok(0);
        };
        let mut rows = 0;
        for column in SEALED.iter().filter(|column| column.key == key) {
            rows += self.column_anew(column, keys).await?;
        }
        Ok(rows)
    }

    /// Seals anew whatever earlier keys have sealed, and forgets those that had their time.
    ///
    /// # Errors
    /// [`RotationError`]
    pub async fn retire_keys(&self) -> Result<(), RotationError> {
        for key in [RotatingKey::Sealing, RotatingKey::Totp] {
            if !self.keys_of(key, SealingKeys::has_retired) {
                continue;
            }
            self.seal_anew(key).await?;
            self.forget_retired(key).await?;
        }
        Ok(())
    }

    async fn forget_retired(&self, key: RotatingKey) -> Result<(), RotationError> {
        let secrets = &self.inner.secrets;
        // Nobody rotates it meanwhile.
        let mut tx = self.inner.store.begin().await?;
        let in_force = secrets.keys();
        let before = self.now() - KEPT_AFTER_ROTATION;
        let kept = in_force
            .sealing(key)
            .and_then(|keys| keys.without_retired(before));
        let known = keys::known(&mut tx, key.name()).await?;
        let is_in_force = |known: KnownKey| known.mark == in_force.file(key).mark(key);
        if let Some(kept) = kept
            && known.is_some_and(is_in_force)
        {
            rewrite(secrets.dir(), key, &kept)?;
            secrets.put_in_force(in_force.with(key, kept));
            tracing::info!(key = key.name(), "earlier keys were forgotten");
        }
        Ok(())
    }

    async fn column_anew(
        &self,
        column: &SealedColumn,
        keys: &SealingKeys,
    ) -> Result<u64, StoreError> {
        let store = &self.inner.store;
        let (mut after, mut done) = (column.beginning(), 0);
        loop {
            let rows = store.sealed_otherwise(column, keys.name(), &after).await?;
            let Some(last) = rows.last() else {
                return Ok(done);
            };
            after = last.id.clone();
            let anew: Vec<_> = rows
                .into_iter()
                .filter_map(|row| {
                    // What no key opens was lost before.
                    let plain = keys.open(&row.sealed, &row.place)?;
                    let anew = keys.seal(&plain, &row.place);
                    Some((row, anew))
                })
                .collect();
            store.seal_anew(column, &anew).await?;
            done += u64::try_from(anew.len()).unwrap_or_default();
        }
    }

    fn keys_of(&self, key: RotatingKey, so: fn(&SealingKeys) -> bool) -> bool {
        self.inner.secrets.keys().sealing(key).is_some_and(so)
    }
}
