//! A vault in memory that outlives the companion, as a disk outlives a process; faults on demand.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tokio::sync::watch;
use uuid::Uuid;

use super::alerts::Alerts;
use super::lock;
use crate::alerts::pace::StoredBell;
use crate::alerts::{Alert, AlertFilter, KeptAlert};
use crate::cameras::Camera;
use crate::listed_breaches::BreachWatch;
use crate::outbox::PendingEdit;
use crate::ports::grant::RefreshLock;
use crate::ports::local_store::{
    AlertCursor, LocalStore, StoreError, StoredConnection, StoredCorrection, StoredExposure,
    StoredHome,
};
use crate::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use crate::ports::vault_door::{OpenVault, ProtectionKey, VaultDoor};
use crate::private_names::PrivateName;
use crate::secret::SecretBytes;
use crate::view::{
    Absence, CameraKey, ConnectionId, Preferences, ProtectionKind, ProtectionNotice,
    ProtectionTrouble,
};
use crate::wifi::plans::StoredPlans;

#[derive(Default)]
pub struct MemoryStore {
    home: Mutex<StoredHome>,
    alerts: Mutex<Alerts>,
    absences: Mutex<BTreeMap<CameraKey, BTreeMap<i64, Absence>>>,
    fault: Mutex<Option<StoreError>>,
    stalled: watch::Sender<bool>,
}

impl MemoryStore {
    /// Writes that begin from now on wait, or go on.
    pub fn stall(&self, stalls: bool) {
        self.stalled.send_replace(stalls);
    }

    /// Every write fails from now on, or no more.
    pub fn break_down(&self, fault: Option<StoreError>) {
        *lock(&self.fault) = fault;
    }

    pub fn home(&self) -> StoredHome {
        lock(&self.home).clone()
    }

    /// As an earlier run left it.
    pub fn leave(&self, home: StoredHome) {
        *lock(&self.home) = home;
    }

    /// Waits until a write waits.
    pub async fn until_stalled(&self) {
        // The sender is not dropped before who waits.
        while self.stalled.receiver_count() == 0 {
            tokio::task::yield_now().await;
        }
    }

    pub fn all_alerts(&self) -> Vec<Alert> {
        lock(&self.alerts).all()
    }

    async fn write<T>(&self, change: impl FnOnce(&mut StoredHome) -> T) -> Result<T, StoreError> {
        let mut stalled = self.stalled.subscribe();
        // The sender lives as long as `self`.
        drop(stalled.wait_for(|stalled| !stalled).await);
        match *lock(&self.fault) {
            Some(fault) => Err(fault),
            None => Ok(change(&mut lock(&self.home))),
        }
    }
}

#[async_trait]
impl LocalStore for MemoryStore {
    async fn load(&self) -> Result<StoredHome, StoreError> {
        Ok(self.home())
    }

    async fn put_connection(&self, connection: &StoredConnection) -> Result<(), StoreError> {
        self.write(|home| {
            match home
                .connections
                .iter_mut()
                .find(|known| known.id == connection.id)
            {
                Some(known) => known.clone_from(connection),
                None => home.connections.push(connection.clone()),
            }
        })
        .await
    }

    async fn remove_connection(&self, connection: ConnectionId) -> Result<(), StoreError> {
        self.write(|home| {
            home.connections.retain(|known| known.id != connection);
            home.cameras.retain(|(known, _)| *known != connection);
            home.edits.retain(|known| known.connection != connection);
            home.private_names
                .retain(|known| known.connection != connection);
            home.exposures
                .retain(|known| known.connection != connection);
        })
        .await?;
        lock(&self.alerts).forget(connection);
        Ok(())
    }

    async fn put_cameras(
        &self,
        connection: ConnectionId,
        cameras: &[Camera],
    ) -> Result<(), StoreError> {
        self.write(|home| {
            home.cameras.retain(|(known, _)| *known != connection);
            home.cameras
                .extend(cameras.iter().map(|camera| (connection, camera.clone())));
        })
        .await
    }

    async fn put_camera(
        &self,
        connection: ConnectionId,
        camera: &Camera,
    ) -> Result<(), StoreError> {
        self.write(|home| {
            let mut known = home.cameras.iter_mut();
            match known.find(|(of, known)| *of == connection && known.id == camera.id) {
                Some((_, known)) => known.clone_from(camera),
                None => home.cameras.push((connection, camera.clone())),
            }
        })
        .await
    }

    async fn put_absence(&self, camera: &CameraKey, absence: &Absence) -> Result<(), StoreError> {
        self.write(|_| ()).await?;
        let mut all = lock(&self.absences);
        let its = all.entry(camera.clone()).or_default();
        its.insert(absence.since.0, *absence);
        Ok(())
    }

    async fn absences(&self, camera: &CameraKey) -> Result<Vec<Absence>, StoreError> {
        let all = lock(&self.absences);
        let its = all.get(camera).into_iter().flat_map(BTreeMap::values);
        Ok(its.rev().copied().collect())
    }

    async fn put_edit(&self, edit: &PendingEdit) -> Result<(), StoreError> {
        self.write(
            |home| match home.edits.iter_mut().find(|known| known.id == edit.id) {
                Some(known) => known.clone_from(edit),
                None => home.edits.push(edit.clone()),
            },
        )
        .await
    }

    async fn remove_edit(&self, id: Uuid) -> Result<(), StoreError> {
        self.write(|home| home.edits.retain(|known| known.id != id))
            .await
    }

    async fn put_private_name(&self, name: &PrivateName) -> Result<(), StoreError> {
        self.write(|home| {
            let same = |known: &&mut PrivateName| {
                known.key() == name.key() && known.account == name.account
            };
            match home.private_names.iter_mut().find(same) {
                Some(known) => known.clone_from(name),
                None => home.private_names.push(name.clone()),
            }
        })
        .await
    }

    async fn remove_private_name(
        &self,
        camera: &CameraKey,
        account: &str,
    ) -> Result<(), StoreError> {
        self.write(|home| {
            home.private_names
                .retain(|known| known.key() != *camera || known.account != account);
        })
        .await
    }

    async fn put_alert(&self, alert: &Alert) -> Result<bool, StoreError> {
        self.write(|_| lock(&self.alerts).put(alert)).await
    }

    async fn alerts(
        &self,
        filter: &AlertFilter,
        before: Option<&AlertCursor>,
        limit: u32,
    ) -> Result<Vec<KeptAlert>, StoreError> {
        Ok(lock(&self.alerts).page(filter, before, limit))
    }

    async fn knows_alert(&self, id: &str) -> Result<bool, StoreError> {
        Ok(lock(&self.alerts).knows(id))
    }

    async fn name_event(&self, alert: &str, event: &str) -> Result<(), StoreError> {
        self.write(|_| lock(&self.alerts).name_event(alert, event))
            .await
    }

    async fn put_correction(&self, correction: &StoredCorrection) -> Result<bool, StoreError> {
        self.write(|_| lock(&self.alerts).correct(correction)).await
    }

    async fn is_corrected(&self, event: &str) -> Result<bool, StoreError> {
        Ok(lock(&self.alerts).is_corrected(event))
    }

    async fn unread_alerts(&self) -> Result<u32, StoreError> {
        Ok(lock(&self.alerts).unread())
    }

    async fn mark_alert_read(&self, id: &str) -> Result<(), StoreError> {
        self.write(|_| lock(&self.alerts).mark_read(id)).await
    }

    async fn mark_alerts_read(&self) -> Result<(), StoreError> {
        self.write(|_| lock(&self.alerts).mark_all_read()).await
    }

    async fn undo_mark_alerts_read(&self) -> Result<(), StoreError> {
        self.write(|_| lock(&self.alerts).undo_mark_all_read())
            .await
    }

    async fn put_exposure(&self, exposure: &StoredExposure) -> Result<(), StoreError> {
        self.write(|home| {
            let same = |known: &&StoredExposure| {
                known.connection == exposure.connection
                    && known.exposure.exposure == exposure.exposure.exposure
                    && known.exposure.revision == exposure.exposure.revision
            };
            if !home.exposures.iter().any(|known| same(&known)) {
                home.exposures.push(exposure.clone());
            }
        })
        .await
    }

    async fn put_breach_watch(&self, watch: &BreachWatch) -> Result<(), StoreError> {
        self.write(|home| home.breach_watch.clone_from(watch)).await
    }

    async fn put_bell(&self, bell: &StoredBell) -> Result<(), StoreError> {
        self.write(|home| home.bell.clone_from(bell)).await
    }

    async fn put_preferences(&self, preferences: &Preferences) -> Result<(), StoreError> {
        self.write(|home| home.preferences.clone_from(preferences))
            .await
    }

    async fn put_plans(&self, plans: &StoredPlans) -> Result<(), StoreError> {
        self.write(|home| home.plans.clone_from(plans)).await
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.write(|home| *home = StoredHome::default()).await?;
        *lock(&self.alerts) = Alerts::default();
        Ok(())
    }
}

#[derive(Default)]
pub struct MemorySecrets {
    entries: Mutex<HashMap<SecretSlot, SecretBytes>>,
    fault: Mutex<Option<VaultError>>,
    write_fault: Mutex<Option<VaultError>>,
    stalled: watch::Sender<bool>,
    refreshing: Arc<tokio::sync::Mutex<()>>,
}

impl MemorySecrets {
    pub fn break_down(&self, fault: Option<VaultError>) {
        *lock(&self.fault) = fault;
    }

    /// Only writes fail this way.
    pub fn break_writes(&self, fault: Option<VaultError>) {
        *lock(&self.write_fault) = fault;
    }

    /// Writes that begin from now on wait, or go on.
    pub fn stall(&self, stalls: bool) {
        self.stalled.send_replace(stalls);
    }

    /// Waits until a write waits.
    pub async fn until_stalled(&self) {
        // The sender is not dropped before who waits.
        while self.stalled.receiver_count() == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Behind the program's back.
    pub fn empty(&self) {
        lock(&self.entries).clear();
    }

    pub fn holds(&self, slot: SecretSlot) -> bool {
        lock(&self.entries).contains_key(&slot)
    }

    pub fn is_empty(&self) -> bool {
        lock(&self.entries).is_empty()
    }

    fn work(&self) -> Result<(), VaultError> {
        lock(&self.fault).map_or(Ok(()), Err)
    }
}

#[async_trait]
impl SecretVault for MemorySecrets {
    async fn read(&self, slot: SecretSlot) -> Result<Option<SecretBytes>, VaultError> {
        self.work()?;
        Ok(lock(&self.entries).get(&slot).cloned())
    }

    async fn write(&self, slot: SecretSlot, secret: &SecretBytes) -> Result<(), VaultError> {
        let mut stalled = self.stalled.subscribe();
        // The sender lives as long as `self`.
        drop(stalled.wait_for(|stalled| !stalled).await);
        self.work()?;
        lock(&self.write_fault).map_or(Ok(()), Err)?;
        lock(&self.entries).insert(slot, secret.clone());
        Ok(())
    }

    async fn delete(&self, slot: SecretSlot) -> Result<(), VaultError> {
        self.work()?;
        lock(&self.entries).remove(&slot);
        Ok(())
    }
}

#[async_trait]
impl RefreshLock for MemorySecrets {
    async fn lock(&self) -> Result<Box<dyn Send>, VaultError> {
        self.work()?;
        Ok(Box::new(Arc::clone(&self.refreshing).lock_owned().await))
    }
}

#[derive(Default)]
pub struct FakeDoor {
    pub store: Arc<MemoryStore>,
    pub secrets: Arc<MemorySecrets>,
    chosen: Mutex<Option<ProtectionKind>>,
    passphrase: Mutex<Option<String>>,
    keychain_trouble: Mutex<Option<ProtectionTrouble>>,
    notice: Mutex<Option<ProtectionNotice>>,
    set_aside: Mutex<usize>,
}

impl FakeDoor {
    /// As an earlier run chose.
    pub fn protected_by_passphrase(&self, passphrase: &str) {
        *lock(&self.chosen) = Some(ProtectionKind::Passphrase);
        *lock(&self.passphrase) = Some(passphrase.to_owned());
    }

    pub fn break_keychain(&self, trouble: Option<ProtectionTrouble>) {
        *lock(&self.keychain_trouble) = trouble;
    }

    pub fn tell(&self, notice: ProtectionNotice) {
        *lock(&self.notice) = Some(notice);
    }

    pub fn times_set_aside(&self) -> usize {
        *lock(&self.set_aside)
    }

    fn unlock(&self, key: &ProtectionKey) -> Result<ProtectionKind, ProtectionTrouble> {
        match key {
            ProtectionKey::Keychain => {
                lock(&self.keychain_trouble).map_or(Ok(ProtectionKind::Keychain), Err)
            }
            ProtectionKey::Passphrase(typed) => {
                let mut passphrase = lock(&self.passphrase);
                let known = passphrase.get_or_insert_with(|| typed.expose().to_owned());
                if known == typed.expose() {
                    Ok(ProtectionKind::Passphrase)
                } else {
                    Err(ProtectionTrouble::PassphraseWrong)
                }
            }
            ProtectionKey::ThisRunOnly => Ok(ProtectionKind::ThisRunOnly),
        }
    }
}

#[async_trait]
impl VaultDoor for FakeDoor {
    async fn chosen(&self) -> Option<ProtectionKind> {
        *lock(&self.chosen)
    }

    async fn open(&self, key: ProtectionKey) -> Result<OpenVault, ProtectionTrouble> {
        let kind = self.unlock(&key)?;
        if kind != ProtectionKind::ThisRunOnly {
            *lock(&self.chosen) = Some(kind);
        }
        let (secrets, store) = (Arc::clone(&self.secrets), Arc::clone(&self.store));
        let notice = lock(&self.notice).take();
        Ok(OpenVault {
            kind,
            refreshes: Arc::clone(&secrets) as _,
            secrets,
            store,
            notice,
        })
    }

    async fn set_aside(&self) -> Result<(), ProtectionTrouble> {
        *lock(&self.set_aside) += 1;
        *lock(&self.chosen) = None;
        *lock(&self.passphrase) = None;
        *lock(&self.keychain_trouble) = None;
        self.store.leave(StoredHome::default());
        Ok(())
    }

    async fn destroy(&self) -> Result<(), ProtectionTrouble> {
        *lock(&self.chosen) = None;
        *lock(&self.passphrase) = None;
        self.store.leave(StoredHome::default());
        *lock(&self.store.alerts) = Alerts::default();
        self.secrets.empty();
        Ok(())
    }

    async fn close(&self) {}
}
