//! The keychain may take its time (it may be asking the owner), so it is asked beside the companion, and in order:
//! a late write can never come after the deletion that was meant to follow it.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::authenticators::{AuthenticatorOrder, Done};
use super::requests::Report;
use super::setup::{Remembered, WifiOrder};
use crate::error::Failure;
use crate::ports::provider::{Credential, Provider, SessionId};
use crate::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use crate::secret::SecretBytes;
use crate::view::ConnectionId;

pub(super) struct SecretKeeper {
    orders: mpsc::UnboundedSender<Order>,
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
    /// What there is of a session that is over, for the next sign-in.
    Left {
        connection: ConnectionId,
        done: oneshot::Sender<Option<SecretBytes>>,
    },
    /// What is there already serves as well, only not as long.
    Renew {
        connection: ConnectionId,
        secret: SecretBytes,
    },
    /// The entry of remembered networks.
    Wifi {
        order: WifiOrder,
        done: oneshot::Sender<Result<Remembered, VaultError>>,
    },
}

impl SecretKeeper {
    pub(super) fn start(
        vault: Arc<dyn SecretVault>,
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
                    Order::Left { connection, done } => {
                        // Without it the sign-in is one of an unknown computer, which works too.
                        let left = vault
                            .read(SecretSlot::Session(connection))
                            .await
                            .ok()
                            .flatten();
                        // Whoever asked may be gone.
                        drop(done.send(left));
                    }
                    Order::Renew { connection, secret } => {
                        if let Err(error) =
                            vault.write(SecretSlot::Session(connection), &secret).await
                        {
                            tracing::warn!(%error, "the service's newer key is not in the keychain");
                        }
                    }
                    Order::Wifi { order, done } => {
                        // Whoever asked may be gone.
                        drop(done.send(Remembered::obey(&vault, order).await));
                    }
                }
            }
        });
        Self { orders, task }
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
        let (done, left) = oneshot::channel();
        self.order(Order::Left { connection, done });
        async move {
            let secret = left.await.ok()??;
            // Of a session that is over: its name is not needed any more.
            let session = SessionId(String::new());
            Some(Credential { session, secret })
        }
    }

    pub(super) fn renew(&self, connection: ConnectionId, secret: SecretBytes) {
        self.order(Order::Renew { connection, secret });
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
