//! One thread that asks the keychain, one question after the other, and a time limit on each answer.
//!
//! Keychain calls block: a locked one waits for its prompt as long as the owner lets it. So they run off the async
//! threads, and never two at once, because some keychains mix up parallel calls.
//!
//! Two crates open the keychain. `keyring` picks the store of the platform and serves the first try; it remembers a
//! failure for the life of the process. After a failure the store crate is opened again through `keyring-core`, so a
//! Secret Service that starts later, or starts anew, is found.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use keyring::Error;
use keyring_core::api::CredentialStore;
use porchlight_core::ports::secret_vault::VaultError;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::os;

/// Asking whether the keychain is locked shows no prompt, so it needs no patience.
const LOCK_QUESTION_LIMIT: Duration = Duration::from_secs(2);

pub(super) struct Worker {
    time_limit: Duration,
    thread: Mutex<Option<Thread>>,
}

struct Thread {
    jobs: Sender<Job>,
    /// Its last answer did not come in time, because of a prompt that nobody answered yet.
    overdue: bool,
    number: u32,
}

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

impl Worker {
    pub(super) fn new(time_limit: Duration) -> Self {
        Self {
            time_limit,
            thread: Mutex::new(None),
        }
    }

    pub(super) async fn call<T: Send + 'static>(
        &self,
        work: impl Fn(&CredentialStore) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        if let Some(number) = self.overdue()
            && is_locked().await != Some(true)
        {
            // The prompt that the thread waits for is gone, and with it the answer.
            self.dismiss(number);
        }
        let (reply, answer) = oneshot::channel();
        let number = self.hand_in(Box::new(move |desk| {
            // Whoever gave up waiting was told so; it must not happen behind their back.
            if !reply.is_closed() {
                let _ = reply.send(desk.ask(&work));
            }
        }))?;
        match timeout(self.time_limit, answer).await {
            Ok(Ok(answer)) => {
                self.set_overdue(number, false);
                answer
            }
            Ok(Err(_)) => {
                self.dismiss(number);
                Err(VaultError::Absent)
            }
            Err(_) if is_locked().await == Some(true) => {
                self.set_overdue(number, true);
                Err(VaultError::Locked)
            }
            Err(_) => {
                self.dismiss(number);
                Err(VaultError::TimedOut)
            }
        }
    }

    fn hand_in(&self, job: Job) -> Result<u32, VaultError> {
        let mut current = self.lock();
        let number = match &*current {
            Some(thread) => thread.number,
            None => current.insert(Thread::start(0)?).number,
        };
        let Some(thread) = &*current else {
            return Err(VaultError::Absent);
        };
        thread.jobs.send(job).map_err(|_| VaultError::Absent)?;
        Ok(number)
    }

    fn overdue(&self) -> Option<u32> {
        self.lock()
            .as_ref()
            .filter(|thread| thread.overdue)
            .map(|thread| thread.number)
    }

    fn set_overdue(&self, number: u32, overdue: bool) {
        if let Some(thread) = &mut *self.lock()
            && thread.number == number
        {
            thread.overdue = overdue;
        }
    }

    /// The thread ends after the call that it is stuck in; the next call gets a new one.
    fn dismiss(&self, number: u32) {
        let mut current = self.lock();
        if current
            .as_ref()
            .is_some_and(|thread| thread.number == number)
        {
            *current = Thread::start(number.saturating_add(1)).ok();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Thread>> {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Thread {
    fn start(number: u32) -> Result<Self, VaultError> {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || {
                // `keyring` opens once per process; a later thread could wait for a first one that hangs in it.
                let mut desk = Desk {
                    store: None,
                    first_try: number == 0,
                };
                for job in queue {
                    job(&mut desk);
                }
            })
            .map_err(|_| VaultError::Absent)?;
        Ok(Self {
            jobs,
            overdue: false,
            number,
        })
    }
}

/// How often a store is opened anew for one question. Of the sessions that are opened with KWallet (5.103) one in 128 is of no use: the
/// client sends its public key without the zeros that it begins with, and KWallet leaves out those of the shared secret.
const MOST_REOPENED: usize = 3;

/// What the thread has at hand.
struct Desk {
    store: Option<Arc<CredentialStore>>,
    first_try: bool,
}

impl Desk {
    fn ask<T>(
        &mut self,
        work: &dyn Fn(&CredentialStore) -> keyring::Result<T>,
    ) -> Result<T, VaultError> {
        let mut answer = self.ask_once(work);
        for _ in 0..MOST_REOPENED {
            // The service may have been started, or started anew, since the store was opened.
            if !matches!(
                answer,
                Err(Error::PlatformFailure(_) | Error::NoDefaultStore)
            ) {
                break;
            }
            answer = self.ask_once(work);
        }
        answer.map_err(|error| {
            let meaning = os::meaning(&error);
            tracing::warn!(?meaning, variant = variant(&error), "the keychain refused");
            meaning
        })
    }

    fn ask_once<T>(
        &mut self,
        work: &dyn Fn(&CredentialStore) -> keyring::Result<T>,
    ) -> keyring::Result<T> {
        let store = match self.store.take() {
            Some(store) => store,
            None => self.open()?,
        };
        let answer = work(&*store);
        if matches!(answer, Ok(_) | Err(Error::NoStorageAccess(_))) {
            self.store = Some(store);
        }
        answer
    }

    fn open(&mut self) -> keyring::Result<Arc<CredentialStore>> {
        if std::mem::take(&mut self.first_try) && keyring::Entry::store_status().is_ok() {
            return keyring_core::get_default_store().ok_or(Error::NoDefaultStore);
        }
        os::open()
    }
}

/// `None` if it cannot be told.
pub(super) async fn is_locked() -> Option<bool> {
    let (reply, answer) = oneshot::channel();
    thread::Builder::new()
        .name("keychain-locked".to_owned())
        .spawn(move || {
            let _ = reply.send(os::is_locked());
        })
        .ok()?;
    timeout(LOCK_QUESTION_LIMIT, answer).await.ok()?.ok()?
}

/// For the log: an error's own words may quote what is stored.
fn variant(error: &Error) -> &'static str {
    match error {
        Error::PlatformFailure(_) => "platform failure",
        Error::NoStorageAccess(_) => "no access",
        Error::NoEntry => "no entry",
        Error::TooLong(..) => "too long",
        Error::Ambiguous(_) => "ambiguous",
        Error::NoDefaultStore => "no store",
        Error::BadEncoding(_)
        | Error::BadDataFormat(..)
        | Error::BadStoreFormat(_)
        | Error::Invalid(..)
        | Error::NotSupportedByStore(_)
        | _ => "other",
    }
}
