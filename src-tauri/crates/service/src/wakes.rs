//! Wakes those who wait for something new: at once for what this process writes, within a moment for what
//! another process writes into the same database.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::quotas::{COMPUTERS, LISTENING};
use crate::service::{OpenError, Service};
use crate::sessions::Session;
use crate::store::{Changes, Marks, Watching};

/// How often the database is asked whether another process has written, which only the tools of an incident do. A comparison
/// of one number; but a service in a home is idle for most of its life, and should be so quietly.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// A database that cannot be read is left alone for a while.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub struct Wakes {
    accounts: Mutex<HashMap<Uuid, Listening>>,
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

/// Those who listen for one account.
#[derive(Debug)]
struct Listening {
    news: watch::Sender<()>,
    /// Oldest first.
    lines: VecDeque<Line>,
}

#[derive(Debug)]
struct Line {
    session: Uuid,
    /// Cancelled when there are too many.
    displaced: CancellationToken,
}

impl Default for Listening {
    fn default() -> Self {
        Self {
            news: watch::Sender::new(()),
            lines: VecDeque::new(),
        }
    }
}

impl Listening {
    /// The oldest of more than there may be: of one computer, and of all together.
    fn make_room(&mut self, session: Uuid) {
        let of_session = self.lines.iter().filter(|line| line.session == session);
        let oldest = if of_session.count() >= LISTENING {
            self.lines.iter().position(|line| line.session == session)
        } else {
            (self.lines.len() >= COMPUTERS as usize * LISTENING).then_some(0)
        };
        if let Some(line) = oldest.and_then(|oldest| self.lines.remove(oldest)) {
            line.displaced.cancel();
        }
    }
}

impl Wakes {
    /// Listen first, look then: nothing falls between.
    pub fn listen(all: &Arc<Self>, session: &Session) -> Listener {
        let displaced = CancellationToken::new();
        let mut accounts = all.accounts();
        let listening = accounts.entry(session.account).or_default();
        listening.make_room(session.id);
        listening.lines.push_back(Line {
            session: session.id,
            displaced: displaced.clone(),
        });
        Listener {
            mine: listening.news.subscribe(),
            everybody: all.everybody.subscribe(),
            announced: all.announced.subscribe(),
            displaced,
            account: session.account,
            among: Arc::clone(all),
        }
    }

    fn accounts(&self) -> MutexGuard<'_, HashMap<Uuid, Listening>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This process has written; look without waiting for the next round.
    pub fn written(&self) {
        self.written.notify_one();
    }

    /// Everything was taken away, sessions too.
    pub fn tell_everybody(&self) {
        self.everybody.send_replace(());
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
        let accounts = self.accounts();
        for listening in changes.accounts.iter().filter_map(|id| accounts.get(id)) {
            listening.news.send_replace(());
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
                    self.tell(&watching.changes(before, marks).await?);
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
    /// The same computer listens so often that this one is to end.
    Displaced,
}

/// Is counted until it is dropped.
#[derive(Debug)]
pub struct Listener {
    mine: watch::Receiver<()>,
    announced: watch::Receiver<()>,
    everybody: watch::Receiver<()>,
    displaced: CancellationToken,
    account: Uuid,
    among: Arc<Wakes>,
}

impl Listener {
    pub async fn woken(&mut self) -> Woken {
        tokio::select! {
            biased;
            () = self.displaced.cancelled() => Woken::Displaced,
            Ok(()) = self.everybody.changed() => Woken::Everybody,
            Ok(()) = self.mine.changed() => Woken::Account,
            Ok(()) = self.announced.changed() => Woken::Announced,
            else => std::future::pending().await,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Its line is the one whose token this cancels.
        self.displaced.cancel();
        let mut accounts = self.among.accounts();
        if let Some(listening) = accounts.get_mut(&self.account) {
            listening
                .lines
                .retain(|line| !line.displaced.is_cancelled());
            if listening.lines.is_empty() {
                accounts.remove(&self.account);
            }
        }
    }
}
