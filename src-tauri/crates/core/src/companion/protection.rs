//! Opening the vault, choosing what protects it, starting afresh. Nothing is ever written unprotected instead.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;

use super::farewells::farewell;
use super::requests::{Reply, Report};
use super::secrets::SecretKeeper;
use super::sign_in::check_passphrase;
use super::state::{Connection, Home, State};
use crate::cameras::ListOrder;
use crate::error::{Failure, FailureCode};
use crate::outbox::Outbox;
use crate::ports::local_store::{StoreError, StoredHome};
use crate::ports::vault_door::{OpenVault, ProtectionKey};
use crate::private_names::PrivateNames;
use crate::session::{Session, SessionEvent};
use crate::view::{AlertsView, ProtectionKind, ProtectionTrouble, ProtectionView};

/// How long services may take to be told before everything is destroyed anyway.
const LAST_WORDS: Duration = Duration::from_secs(3);

impl State {
    /// `None`: as the owner chose; with the keychain if nothing was chosen yet.
    pub(super) fn open_vault(&mut self, key: Option<ProtectionKey>, reply: Option<Reply<()>>) {
        let attempt = self.next_attempt();
        self.protection = ProtectionView::Opening;
        let (door, report) = (Arc::clone(&self.parts.door), self.reporter());
        tokio::spawn(async move {
            let key = match (key, door.chosen().await) {
                (Some(key), _) => key,
                (None, Some(ProtectionKind::Passphrase)) => {
                    return report(Report::PassphraseWanted { attempt });
                }
                (None, Some(ProtectionKind::Keychain | ProtectionKind::ThisRunOnly) | None) => {
                    ProtectionKey::Keychain
                }
            };
            let result = door.open(key).await;
            report(Report::Opened {
                attempt,
                result,
                reply,
            });
        });
    }

    pub(super) async fn protect(&mut self, key: ProtectionKey, reply: Reply<()>) {
        let choosing = match &self.protection {
            ProtectionView::PassphraseWanted { .. } => false,
            ProtectionView::Trouble { .. } => true,
            ProtectionView::Opening | ProtectionView::Ready { .. } => {
                return self.answer(reply, Err(FailureCode::NotNow.into()));
            }
        };
        if let ProtectionKey::Passphrase(passphrase) = &key
            && choosing
        {
            // Nothing is open yet, so nobody waits for it.
            let accepted = match check_passphrase(passphrase) {
                Ok(()) => self.passphrase_judge().accept(passphrase).await.map(drop),
                Err(failure) => Err(failure),
            };
            if let Err(failure) = accepted {
                return self.answer(reply, Err(failure));
            }
        }
        self.open_vault(Some(key), Some(reply));
    }

    pub(super) fn passphrase_wanted(&mut self, attempt: u64) {
        if attempt == self.last_attempt() {
            self.protection = ProtectionView::PassphraseWanted { wrong: false };
        }
    }

    pub(super) async fn opened(
        &mut self,
        attempt: u64,
        result: Result<OpenVault, ProtectionTrouble>,
        reply: Option<Reply<()>>,
    ) {
        if attempt != self.last_attempt() {
            return;
        }
        let opened = match result {
            Ok(vault) => self.move_in(vault).await.map_err(|error| trouble(&error)),
            Err(trouble) => Err(trouble),
        };
        if let Err(trouble) = opened {
            self.protection = if trouble == ProtectionTrouble::PassphraseWrong {
                ProtectionView::PassphraseWanted { wrong: true }
            } else {
                ProtectionView::Trouble { trouble }
            };
        }
        if let Some(reply) = reply {
            self.answer(reply, opened.map_err(|trouble| failure(&trouble)));
        }
    }

    async fn move_in(&mut self, vault: OpenVault) -> Result<(), StoreError> {
        let StoredHome {
            connections,
            cameras,
            breach_watch,
            bell,
            edits,
            exposures,
            private_names,
            preferences,
            plans,
        } = vault.store.load().await?;
        self.alerts.unread = vault.store.unread_alerts().await?;
        let secrets = SecretKeeper::start(vault.secrets, vault.refreshes, self.reporter());
        self.home = Some(Home {
            kind: vault.kind,
            store: vault.store,
            secrets,
        });
        self.protection = ProtectionView::Ready {
            kind: vault.kind,
            notice: vault.notice,
        };
        self.preferences = preferences;
        self.breaches.watch = breach_watch;
        self.bell = super::bell::Bell::restored(bell);
        let (outbox, tidying) = Outbox::restore(edits);
        self.outbox = outbox;
        self.private_names = PrivateNames::restore(private_names);
        if self.change_outbox(tidying).await.is_err() {
            tracing::warn!("decided edits are still stored");
        }
        self.restore_plans(plans);
        for connection in &connections {
            let its = cameras.iter().filter(|(id, _)| *id == connection.id);
            self.registry.replace(
                connection.id,
                its.map(|(_, camera)| camera.clone()).collect(),
                ListOrder::FIRST,
            );
        }
        for kept in connections {
            let id = kept.id;
            let nothing_left = kept.session == Session::SignedOut;
            let provider = self.parts.providers.provider(&kept.place);
            let trouble = provider.as_ref().err().cloned();
            let mut connection = Connection::new(kept, provider.ok());
            let its = exposures.iter().filter(|one| one.connection == id);
            connection.exposures = its.cloned().collect();
            self.connections.push(connection);
            if let Some(error) = trouble {
                self.in_trouble(id, Failure::from(&error));
            }
            if let (true, Some(home)) = (nothing_left, &self.home) {
                // A crash may have come between forgetting and deleting.
                home.secrets.delete(id);
            }
            self.session_event_or_warn(id, SessionEvent::Restarted)
                .await;
            self.let_edits_go(id).await;
        }
        self.all_catch_up();
        self.wake_guides();
        self.plan_breach_look();
        Ok(())
    }

    pub(super) fn set_data_aside(&mut self, reply: Reply<()>) {
        if matches!(
            self.protection,
            ProtectionView::Opening | ProtectionView::Ready { .. }
        ) {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        let attempt = self.next_attempt();
        self.protection = ProtectionView::Opening;
        let (door, report) = (Arc::clone(&self.parts.door), self.reporter());
        tokio::spawn(async move {
            let result = match door.set_aside().await {
                Ok(()) => door.open(ProtectionKey::Keychain).await,
                Err(trouble) => Err(trouble),
            };
            report(Report::Opened {
                attempt,
                result,
                reply: Some(reply),
            });
        });
    }

    pub(super) fn dismiss_notice(&mut self, reply: Reply<()>) {
        if let ProtectionView::Ready { notice, .. } = &mut self.protection {
            *notice = None;
        }
        self.answer(reply, Ok(()));
    }

    /// The list is empty at once; services are told as far as they can be reached; then everything is destroyed.
    pub(super) fn erase_everything(&mut self, reply: Reply<()>) {
        if self.protection == ProtectionView::Opening {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        // A report of an opening that is still under way comes too late.
        self.next_attempt();
        self.protection = ProtectionView::Opening;
        let mut farewells = Vec::new();
        for mut connection in std::mem::take(&mut self.connections) {
            self.registry.forget(connection.kept.id);
            self.let_go(&mut connection, FailureCode::NotNow);
            if let Some((provider, grant)) = connection.line() {
                farewells.push(farewell(provider, grant));
            }
        }
        self.outbox = Outbox::default();
        self.private_names = PrivateNames::default();
        self.plans = super::setup::Plans::default();
        self.authenticators = super::authenticators::Authenticators::default();
        self.breaches = super::listed_breaches::BreachLooking::default();
        self.discovery = None;
        self.alerts = AlertsView::default();
        self.bell = super::bell::Bell::default();
        self.away = super::away::Away::default();
        let home = self.home.take();
        let afresh = home.as_ref().map(|home| home.kind);
        let (door, clock) = (Arc::clone(&self.parts.door), Arc::clone(&self.parts.clock));
        let report = self.reporter();
        tokio::spawn(async move {
            if !farewells.is_empty() {
                tokio::select! {
                    _ = join_all(farewells) => {}
                    () = clock.sleep(LAST_WORDS) => {}
                }
            }
            if let Some(home) = home {
                home.secrets.finish().await;
            }
            let result = door.destroy().await;
            report(Report::Erased {
                result,
                kind: afresh,
                reply,
            });
        });
    }

    pub(super) fn erased(
        &mut self,
        result: Result<(), ProtectionTrouble>,
        kind: Option<ProtectionKind>,
        reply: Reply<()>,
    ) {
        match result {
            Ok(()) => {
                self.preferences = crate::view::Preferences::default();
                let key = match kind {
                    // Who had no keychain a moment ago has none now.
                    Some(ProtectionKind::ThisRunOnly) => ProtectionKey::ThisRunOnly,
                    Some(ProtectionKind::Keychain | ProtectionKind::Passphrase) | None => {
                        ProtectionKey::Keychain
                    }
                };
                // Erased is erased, whatever opening says: it has a screen of its own.
                self.open_vault(Some(key), None);
                self.answer(reply, Ok(()));
            }
            Err(trouble) => {
                self.protection = ProtectionView::Trouble { trouble };
                self.answer(reply, Err(failure(&trouble)));
            }
        }
    }
}

fn trouble(error: &StoreError) -> ProtectionTrouble {
    match error {
        StoreError::DiskFull => ProtectionTrouble::DiskFull,
        StoreError::NewerVersion => ProtectionTrouble::NewerVersion,
        StoreError::Damaged | StoreError::Unavailable => ProtectionTrouble::StorageUnavailable,
    }
}

fn failure(trouble: &ProtectionTrouble) -> Failure {
    Failure::new(match trouble {
        ProtectionTrouble::DiskFull => FailureCode::DiskFull,
        ProtectionTrouble::KeychainAbsent => FailureCode::KeychainAbsent,
        ProtectionTrouble::KeychainCannotAsk => FailureCode::KeychainCannotAsk,
        ProtectionTrouble::KeychainDenied => FailureCode::KeychainDenied,
        ProtectionTrouble::KeychainFaulty => FailureCode::KeychainFaulty,
        ProtectionTrouble::KeychainKeyMissing => FailureCode::KeychainKeyMissing,
        ProtectionTrouble::KeychainLocked => FailureCode::KeychainLocked,
        ProtectionTrouble::KeychainNotSetUp => FailureCode::KeychainNotSetUp,
        ProtectionTrouble::KeychainTimedOut => FailureCode::KeychainTimedOut,
        ProtectionTrouble::NewerVersion => FailureCode::DataFromNewerVersion,
        ProtectionTrouble::PassphraseWrong => FailureCode::PassphraseWrong,
        ProtectionTrouble::ProtectionUnreadable => FailureCode::ProtectionUnreadable,
        ProtectionTrouble::StorageUnavailable => FailureCode::StorageUnavailable,
    })
}
