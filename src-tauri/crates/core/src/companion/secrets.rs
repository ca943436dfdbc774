//! The keychain may take its time (it may be asking the owner), so it is asked beside the companion, and in order:
//! a late write can never come after the deletion that was meant to follow it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::authenticators::{AuthenticatorOrder, Done};
use super::requests::Report;
use super::setup::{Remembered, WifiOrder};
use crate::error::Failure;
use crate::ports::grant::{Grant, GrantEntry, GrantError, RefreshLock};
use crate::ports::provider::{Credential, Provider, SessionId};
use crate::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use crate::secret::SecretBytes;
use crate::view::{CameraKey, ConnectionId};

pub(super) struct SecretKeeper {
    orders: mpsc::UnboundedSender<Order>,
    refreshes: Arc<dyn RefreshLock>,
    task: JoinHandle<()>,
}

pub(super) enum Order {
    /// The entry of authenticators.
    Authenticators {
        order: AuthenticatorOrder,
        done: oneshot::Sender<Result<Done, Failure>>,
    },
    Read {
        connection: ConnectionId,
        session: SessionId,
    },
    Write {
        connection: ConnectionId,
        attempt: u64,
        secret: SecretBytes,
    },
    Delete {
        connection: ConnectionId,
    },
    /// Of a credential whose session is over.
    KeepDeviceKeyOnly {
        connection: ConnectionId,
        session: SessionId,
        provider: Arc<dyn Provider>,
    },
    /// The identity of this computer: as it is kept, or else this one, which is kept first.
    Device {
        connection: ConnectionId,
        fresh: SecretBytes,
        done: oneshot::Sender<Result<SecretBytes, VaultError>>,
    },
    ReadEntry {
        slot: SecretSlot,
        done: oneshot::Sender<Result<Option<SecretBytes>, VaultError>>,
    },
    WriteEntry {
        slot: SecretSlot,
        secret: SecretBytes,
        done: oneshot::Sender<Result<(), VaultError>>,
    },
    DeleteEntry {
        slot: SecretSlot,
        done: oneshot::Sender<Result<(), VaultError>>,
    },
    /// Of an active session or a camera, where what it is asked with rotates.
    WriteGrant {
        slot: SecretSlot,
        secret: SecretBytes,
        /// Looked at when its turn has come: what was ordered after the end of a session comes after the deletion.
        ended: Arc<AtomicBool>,
        done: oneshot::Sender<Result<(), GrantError>>,
    },
    /// The entry of remembered networks.
    Wifi {
        order: WifiOrder,
        done: oneshot::Sender<Result<Remembered, Failure>>,
    },
}

impl SecretKeeper {
    pub(super) fn start(
        vault: Arc<dyn SecretVault>,
        refreshes: Arc<dyn RefreshLock>,
        report: impl Fn(Report) + Send + Sync + 'static,
    ) -> Self {
        let (orders, mut inbox) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            while let Some(order) = inbox.recv().await {
                match order {
                    Order::Authenticators { order, done } => {
                        // Whoever asked may be gone.
                        drop(done.send(order.carry_out(&vault).await));
                    }
                    Order::Read {
                        connection,
                        session,
                    } => {
                        let result = vault.read(SecretSlot::Session(connection)).await;
                        report(Report::SecretRead {
                            connection,
                            session,
                            result,
                        });
                    }
                    Order::Write {
                        connection,
                        attempt,
                        secret,
                    } => {
                        let result = vault.write(SecretSlot::Session(connection), &secret).await;
                        report(Report::SecretWritten {
                            connection,
                            attempt,
                            result,
                        });
                    }
                    Order::Delete { connection } => {
                        // The next start tries again: nothing but an active session has an entry.
                        if let Err(error) = vault.delete(SecretSlot::Session(connection)).await {
                            tracing::warn!(%error, "a dead credential is still in the keychain");
                        }
                    }
                    Order::KeepDeviceKeyOnly {
                        connection,
                        session,
                        provider,
                    } => {
                        keep_device_key_only(&vault, connection, session, &*provider).await;
                    }
                    Order::Device {
                        connection,
                        fresh,
                        done,
                    } => {
                        // Whoever asked may be gone.
                        drop(done.send(device(&vault, connection, fresh).await));
                    }
                    Order::ReadEntry { slot, done } => {
                        // Whoever asked may be gone.
                        drop(done.send(vault.read(slot).await));
                    }
                    Order::WriteEntry { slot, secret, done } => {
                        // Whoever asked may be gone.
                        let _ = done.send(vault.write(slot, &secret).await);
                    }
                    Order::DeleteEntry { slot, done } => {
                        let deleted = vault.delete(slot).await;
                        if let Err(error) = &deleted {
                            tracing::warn!(%error, "what nobody needs any more is still in the keychain");
                        }
                        // Whoever asked may be gone.
                        let _ = done.send(deleted);
                    }
                    Order::WriteGrant {
                        slot,
                        secret,
                        ended,
                        done,
                    } => {
                        let written = if ended.load(Ordering::SeqCst) {
                            Err(GrantError::Over)
                        } else {
                            vault.write(slot, &secret).await.map_err(GrantError::from)
                        };
                        // Whoever asked may be gone.
                        let _ = done.send(written);
                    }
                    Order::Wifi { order, done } => {
                        // Whoever asked may be gone.
                        drop(done.send(Remembered::obey(&vault, order).await));
                    }
                }
            }
        });
        Self {
            orders,
            refreshes,
            task,
        }
    }

    pub(super) fn read(&self, connection: ConnectionId, session: SessionId) {
        self.order(Order::Read {
            connection,
            session,
        });
    }

    pub(super) fn write(&self, connection: ConnectionId, attempt: u64, secret: SecretBytes) {
        self.order(Order::Write {
            connection,
            attempt,
            secret,
        });
    }

    pub(super) fn delete(&self, connection: ConnectionId) {
        self.order(Order::Delete { connection });
    }

    pub(super) fn keep_device_key_only(
        &self,
        connection: ConnectionId,
        session: SessionId,
        provider: Arc<dyn Provider>,
    ) {
        self.order(Order::KeepDeviceKeyOnly {
            connection,
            session,
            provider,
        });
    }

    /// `None`: nothing is left.
    pub(super) fn left(
        &self,
        connection: ConnectionId,
    ) -> impl Future<Output = Option<Credential>> + Send + use<> {
        let left = self.read_entry(SecretSlot::Session(connection));
        async move {
            // Without it the sign-in is one of an unknown computer, which works too.
            let secret = left.await.ok()??;
            // Of a session that is over: its name is not needed any more.
            let session = SessionId(String::new());
            Some(Credential { session, secret })
        }
    }

    /// The identity of this computer, which is `fresh` where none is kept yet.
    pub(super) fn device(
        &self,
        connection: ConnectionId,
        fresh: SecretBytes,
    ) -> impl Future<Output = Result<SecretBytes, VaultError>> + Send + use<> {
        let (done, kept) = oneshot::channel();
        self.order(Order::Device {
            connection,
            fresh,
            done,
        });
        answer_of(kept)
    }

    pub(super) fn forget_device(&self, connection: ConnectionId) {
        // Nobody waits for it.
        drop(self.delete_entry(SecretSlot::Device(connection)));
    }

    pub(super) fn read_camera(
        &self,
        camera: CameraKey,
    ) -> impl Future<Output = Result<Option<SecretBytes>, VaultError>> + Send + use<> {
        self.read_entry(SecretSlot::Camera(camera))
    }

    pub(super) fn write_camera(
        &self,
        camera: CameraKey,
        secret: SecretBytes,
    ) -> impl Future<Output = Result<(), VaultError>> + Send + use<> {
        let slot = SecretSlot::Camera(camera);
        self.ask(|done| Order::WriteEntry { slot, secret, done })
    }

    pub(super) fn forget_camera(
        &self,
        camera: CameraKey,
    ) -> impl Future<Output = Result<(), VaultError>> + Send + use<> {
        self.delete_entry(SecretSlot::Camera(camera))
    }

    fn read_entry(
        &self,
        slot: SecretSlot,
    ) -> impl Future<Output = Result<Option<SecretBytes>, VaultError>> + Send + use<> {
        self.ask(|done| Order::ReadEntry { slot, done })
    }

    fn delete_entry(
        &self,
        slot: SecretSlot,
    ) -> impl Future<Output = Result<(), VaultError>> + Send + use<> {
        self.ask(|done| Order::DeleteEntry { slot, done })
    }

    /// In its turn, whether or not somebody waits for the answer.
    fn ask<T: Send, O>(
        &self,
        order: O,
    ) -> impl Future<Output = Result<T, VaultError>> + Send + use<T, O>
    where
        O: FnOnce(oneshot::Sender<Result<T, VaultError>>) -> Order,
    {
        let (done, answer) = oneshot::channel();
        self.order(order(done));
        answer_of(answer)
    }

    /// Of a camera whose secret is in the keychain.
    pub(super) fn camera_grant(&self, camera: CameraKey, credential: Credential) -> Grant {
        self.grant_of(SecretSlot::Camera(camera), credential)
    }

    /// Of a session whose secret is in the keychain.
    pub(super) fn grant(&self, connection: ConnectionId, credential: Credential) -> Grant {
        self.grant_of(SecretSlot::Session(connection), credential)
    }

    fn grant_of(&self, slot: SecretSlot, credential: Credential) -> Grant {
        let entry = KeptGrant {
            orders: self.orders.clone(),
            refreshes: Arc::clone(&self.refreshes),
            slot,
            ended: Arc::default(),
        };
        Grant::kept(credential, Arc::new(entry))
    }

    /// For who waits for the answer beside the companion.
    pub(super) fn orders(&self) -> mpsc::UnboundedSender<Order> {
        self.orders.clone()
    }

    /// What was ordered is done first.
    pub(super) async fn finish(self) {
        drop(self.orders);
        if self.task.await.is_err() {
            tracing::warn!("the keychain was not asked to the end");
        }
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_err() {
            tracing::warn!("the keychain is not asked any more");
        }
    }
}

/// A keychain that is not asked any more is as good as none.
async fn answer_of<T>(answer: oneshot::Receiver<Result<T, VaultError>>) -> Result<T, VaultError> {
    answer.await.unwrap_or(Err(VaultError::Absent))
}

async fn device(
    vault: &Arc<dyn SecretVault>,
    connection: ConnectionId,
    fresh: SecretBytes,
) -> Result<SecretBytes, VaultError> {
    let slot = SecretSlot::Device(connection);
    if let Some(kept) = vault.read(slot.clone()).await? {
        return Ok(kept);
    }
    vault.write(slot, &fresh).await?;
    Ok(fresh)
}

struct KeptGrant {
    orders: mpsc::UnboundedSender<Order>,
    refreshes: Arc<dyn RefreshLock>,
    slot: SecretSlot,
    ended: Arc<AtomicBool>,
}

impl KeptGrant {
    /// A keychain that is not asked any more is that of a home that is closed.
    async fn ask<T, E>(
        &self,
        order: impl FnOnce(oneshot::Sender<Result<T, E>>) -> Order,
    ) -> Result<T, GrantError>
    where
        GrantError: From<E>,
    {
        let (done, answer) = oneshot::channel();
        self.orders
            .send(order(done))
            .map_err(|_| GrantError::Over)?;
        Ok(answer.await.map_err(|_| GrantError::Over)??)
    }
}

#[async_trait]
impl GrantEntry for KeptGrant {
    async fn read(&self) -> Result<Option<SecretBytes>, GrantError> {
        let slot = self.slot.clone();
        self.ask(|done| Order::ReadEntry { slot, done }).await
    }

    async fn write(&self, secret: &SecretBytes) -> Result<(), GrantError> {
        self.ask(|done| Order::WriteGrant {
            slot: self.slot.clone(),
            secret: secret.clone(),
            ended: Arc::clone(&self.ended),
            done,
        })
        .await
    }

    async fn lock(&self) -> Result<Box<dyn Send>, GrantError> {
        Ok(self.refreshes.lock().await?)
    }

    fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
    }
}

/// The token of a dead session goes in any case; if the keychain does not let it go now, the next start tries again.
async fn keep_device_key_only(
    vault: &Arc<dyn SecretVault>,
    connection: ConnectionId,
    session: SessionId,
    provider: &dyn Provider,
) {
    let Ok(Some(secret)) = vault.read(SecretSlot::Session(connection)).await else {
        return;
    };
    let credential = Credential { session, secret };
    let account = provider.account();
    let left = account.and_then(|account| account.device_key(&credential));
    if let Some(left) = left
        && vault
            .write(SecretSlot::Session(connection), &left)
            .await
            .is_ok()
    {
        return;
    }
    if let Err(error) = vault.delete(SecretSlot::Session(connection)).await {
        tracing::warn!(%error, "a dead credential is still in the keychain");
    }
}
