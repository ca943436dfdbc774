//! Who may come in now: so many at once, so many in the queue, and so many tries for one address.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use porchlight_protocol::UnixSeconds;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;

/// Longest time that somebody is sent away for, in seconds. The spread starts again beyond it.
const LONGEST_WAIT: f64 = 120.0;

/// Bounded concurrency and queue. Who finds the queue full is told when to come back; the times are spread
/// over what the service needs to work through them, so that the next wave is no wave.
#[derive(Debug)]
pub struct Admission {
    turns: Arc<Semaphore>,
    at_once: usize,
    waiting: AtomicUsize,
    queue: usize,
    pace: Arc<Mutex<Pace>>,
}

#[derive(Debug)]
struct Pace {
    /// Mean time of a request, in seconds.
    mean: f64,
    /// When the next one who is sent away should be back.
    next_slot: Instant,
}

/// Being served. Ends with the request, or before it starts to wait for something that takes long.
#[derive(Debug)]
pub struct Turn {
    began: Instant,
    pace: Arc<Mutex<Pace>>,
    _permit: OwnedSemaphorePermit,
}

impl Admission {
    pub fn new(at_once: usize, queue: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(at_once)),
            at_once,
            waiting: AtomicUsize::new(0),
            queue,
            pace: Arc::new(Mutex::new(Pace {
                mean: 0.01,
                next_slot: Instant::now(),
            })),
        }
    }

    /// # Errors
    /// [`Refusal::Overloaded`] when the queue is full.
    pub async fn enter(&self) -> Result<Turn, Refusal> {
        let permit = match Arc::clone(&self.turns).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => self.queue_up().await?,
        };
        Ok(Turn {
            began: Instant::now(),
            pace: Arc::clone(&self.pace),
            _permit: permit,
        })
    }

    async fn queue_up(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let _place = Place::take(&self.waiting, self.queue).ok_or_else(|| self.come_back())?;
        Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| self.come_back())
    }

    fn come_back(&self) -> Refusal {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        let each = pace.mean / self.at_once as f64;
        let now = Instant::now();
        let after_queue =
            now + Duration::from_secs_f64((each * self.queue as f64).min(LONGEST_WAIT));
        if pace.next_slot > now + Duration::from_secs_f64(LONGEST_WAIT) {
            pace.next_slot = after_queue;
        }
        pace.next_slot = pace.next_slot.max(after_queue) + Duration::from_secs_f64(each);
        let wait = (pace.next_slot - now)
            .as_secs_f64()
            .ceil()
            .clamp(1.0, LONGEST_WAIT);
        Refusal::Overloaded {
            retry_after: wait as u32,
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let took = self.began.elapsed().as_secs_f64();
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.mean = (pace.mean * 0.95 + took * 0.05).clamp(0.000_1, 30.0);
    }
}

/// A place in the queue, given back also when the client hangs up.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, most: usize) -> Option<Self> {
        waiting
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| {
                (n < most).then_some(n + 1)
            })
            .ok()
            .map(|_| Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Tries that cost nothing but the try.
const FREE_TRIES: u32 = 5;
/// The wait after each further one doubles up to this many seconds.
const LONGEST_LOCK: i64 = 900;
/// Without a try for this long, an address starts afresh.
const FORGOTTEN_AFTER: i64 = 24 * 3600;
const MOST_ADDRESSES: usize = 100_000;

/// Sign-in tries by address, whether it has an account or not. One start of OPAQUE is one guess at the
/// password, so starts are counted, and a good sign-in clears the count.
#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<[u8; 32], Address>>);

#[derive(Clone, Copy, Debug)]
struct Address {
    tries: u32,
    last: UnixSeconds,
    open_at: UnixSeconds,
}

impl Tries {
    /// # Errors
    /// [`Refusal::TooManyTries`]
    pub fn one_more(&self, email_index: &[u8; 32], now: UnixSeconds) -> Result<(), Refusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_ADDRESSES && !all.contains_key(email_index) {
            all.retain(|_, a| now - a.last < FORGOTTEN_AFTER);
            if all.len() >= MOST_ADDRESSES {
                // Somebody is trying addresses by the hundred thousand: keep those that are being guessed at.
                all.retain(|_, a| a.tries > FREE_TRIES);
            }
            if all.len() >= MOST_ADDRESSES {
                return Err(Refusal::TooManyTries { retry_after: 60 });
            }
        }
        let address = all.entry(*email_index).or_insert(Address {
            tries: 0,
            last: now,
            open_at: now,
        });
        if now - address.last >= FORGOTTEN_AFTER {
            *address = Address {
                tries: 0,
                last: now,
                open_at: now,
            };
        }
        if now < address.open_at {
            let retry_after = u32::try_from(address.open_at - now).unwrap_or(u32::MAX);
            return Err(Refusal::TooManyTries { retry_after });
        }
        address.tries = address.tries.saturating_add(1);
        address.last = now;
        if let Some(beyond) = address.tries.checked_sub(FREE_TRIES) {
            let wait = 1_i64
                .checked_shl(beyond.min(10) + 1)
                .unwrap_or(LONGEST_LOCK);
            address.open_at = now + wait.min(LONGEST_LOCK);
        }
        Ok(())
    }

    pub fn succeeded(&self, email_index: &[u8; 32]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(email_index);
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]
mod tests {
    use std::pin::Pin;
    use std::task::Poll;

    use super::*;

    /// Polled once, it is not ready.
    async fn waits<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|cx| Poll::Ready(Pin::new(&mut *future).poll(cx).is_pending())).await
    }

    fn wait(refusal: Refusal) -> u32 {
        refusal.retry_after().unwrap()
    }

    #[test]
    fn waits_grow_with_each_try_and_end_with_success() {
        let (tries, ada) = (Tries::default(), [1; 32]);
        let mut now = 1_000;
        for _ in 0..FREE_TRIES {
            tries.one_more(&ada, now).unwrap();
        }
        let mut last = 0;
        for _ in 0..12 {
            let must_wait = wait(tries.one_more(&ada, now).unwrap_err());
            assert!(must_wait > last || i64::from(must_wait) == LONGEST_LOCK);
            last = must_wait;
            now += i64::from(must_wait);
            tries.one_more(&ada, now).unwrap();
        }
        assert!(
            tries.one_more(&[2; 32], now).is_ok(),
            "another address does not wait"
        );
        tries.succeeded(&ada);
        assert!(tries.one_more(&ada, now).is_ok());
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_sent_away_for_different_times() {
        let admission = Admission::new(1, 0);
        let turn = admission.enter().await.unwrap();
        admission.pace.lock().unwrap().mean = 0.5;
        let mut waits = Vec::new();
        for _ in 0..20 {
            waits.push(wait(admission.enter().await.unwrap_err()));
        }
        assert_eq!((waits[0], waits[19]), (1, 10), "{waits:?}");
        drop(turn);
        assert!(
            admission.enter().await.is_ok(),
            "and comes in when there is room"
        );
    }

    #[tokio::test]
    async fn a_hung_up_client_gives_its_place_in_the_queue_back() {
        let admission = Admission::new(1, 1);
        let turn = admission.enter().await.unwrap();
        {
            let mut queued = Box::pin(admission.enter());
            assert!(waits(&mut queued).await);
            assert!(admission.enter().await.is_err());
        }
        let mut queued = Box::pin(admission.enter());
        assert!(waits(&mut queued).await);
        drop(turn);
        assert!(queued.await.is_ok());
    }
}
