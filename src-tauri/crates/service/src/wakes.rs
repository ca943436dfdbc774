//! Wakes those who wait for something new: at once for what this process writes, within a moment for what
//! another process writes into the same database.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::service::{OpenError, Service};
use crate::store::{Changes, Marks, Watching};

/// How often the database is asked whether another process has written, which only the tools of an incident do. A comparison
/// of one number; but a service in a home is idle for most of its life, and should be so quietly.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// A database that cannot be read is left alone for a while.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub struct Wakes {
    accounts: Mutex<HashMap<Uuid, watch::Sender<()>>>,
    everybody: watch::Sender<()>,
    announced: watch::Sender<()>,
    written: Notify,
}

impl Default for Wakes {
    fn default() -> Self {
        Self {
            accounts: Mutex::default(),
            everybody: watch::Sender::new(()),
            announced: watch::Sender::new(()),
            written: Notify::new(),
        }
    }
}

impl Wakes {
    /// Listen first, look then: nothing falls between.
    pub fn listen(&self, account: Uuid) -> Listener {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = accounts
            .entry(account)
            .or_insert_with(|| watch::Sender::new(()))
            .subscribe();
        Listener {
            mine,
            everybody: self.everybody.subscribe(),
            announced: self.announced.subscribe(),
        }
    }

    /// This process has written; look without waiting for the next round.
    pub fn written(&self) {
        self.written.notify_one();
    }

    /// Nothing about the account is left in the database by which one could see that something happened.
    pub fn tell_account(&self, account: Uuid) {
        self.tell(&Changes {
            accounts: vec![account],
            ..Changes::default()
        });
    }

    fn tell(&self, changes: &Changes) {
        if changes.everybody {
            self.everybody.send_replace(());
        }
        if changes.announced {
            self.announced.send_replace(());
        }
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        for account in &changes.accounts {
            if let Some(sender) = accounts.get(account)
                && sender.send(()).is_err()
            {
                accounts.remove(account);
            }
        }
    }

    /// Runs until it is told to stop, and then lets go of the database.
    pub(crate) async fn watch(self: Arc<Self>, service: Service, stop: CancellationToken) {
        let mut seen = None;
        while !stop.is_cancelled() {
            let Err(error) = self.watch_closely(&service, &mut seen, &stop).await else {
                return;
            };
            tracing::error!(%error, "cannot see what is new in the database; trying again");
            stop.run_until_cancelled(tokio::time::sleep(TRY_AGAIN_AFTER))
                .await;
        }
    }

    async fn watch_closely(
        &self,
        service: &Service,
        seen: &mut Option<Marks>,
        stop: &CancellationToken,
    ) -> Result<(), OpenError> {
        let mut watching = service.store().watching().await?;
        let looked = stop
            .run_until_cancelled(self.look(service, &mut watching, seen))
            .await;
        watching.close().await;
        looked.map_or(Ok(()), |Err(error)| Err(error))
    }

    /// Goes on for ever.
    async fn look(
        &self,
        service: &Service,
        watching: &mut Watching,
        seen: &mut Option<Marks>,
    ) -> Result<Infallible, OpenError> {
        let mut rounds = tokio::time::interval(LOOK_EVERY);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut version = None;
        loop {
            let now = watching.version().await?;
            if version != Some(now) {
                let marks = watching.marks().await?;
                let before = seen.unwrap_or_default();
                if before != marks {
                    // Who is woken is told by the new key.
                    if before.keys != marks.keys {
                        service.take_up_keys().await?;
                    }
                    let mut changes = watching.changes(before, marks).await?;
                    // Marks only fall when everything was taken away.
                    changes.everybody |= marks.events < before.events || marks.ends < before.ends;
                    self.tell(&changes);
                }
                *seen = Some(marks);
                version = Some(now);
            }
            tokio::select! {
                () = self.written.notified() => {}
                _ = rounds.tick() => {}
            }
        }
    }
}

/// What happened to one who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// Something about the account.
    Account,
    /// Something that everybody is told.
    Announced,
    /// Something about everybody: a reset.
    Everybody,
}

#[derive(Debug)]
pub struct Listener {
    mine: watch::Receiver<()>,
    announced: watch::Receiver<()>,
    everybody: watch::Receiver<()>,
}

impl Listener {
    pub async fn woken(&mut self) -> Woken {
        tokio::select! {
            biased;
            Ok(()) = self.everybody.changed() => Woken::Everybody,
            Ok(()) = self.mine.changed() => Woken::Account,
            Ok(()) = self.announced.changed() => Woken::Announced,
            else => std::future::pending().await,
        }
    }
}
