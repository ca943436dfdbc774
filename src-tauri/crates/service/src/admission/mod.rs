//! Who may come in now: so many at once, so many in the queue, and so many guesses at a password.

mod effort;
mod guesses;
mod registrations;
mod spread;
mod tries;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;
use crate::service::Limits;

pub(crate) use guesses::{Guesser, Guesses};
pub(crate) use registrations::Registrations;
pub use spread::{LONGEST_WAIT, Spread};
pub use tries::Tries;

/// Bounded concurrency and queue. Who finds the queue full is told when to come back; the times are spread
/// over what the service needs to work through them. Who has begun to sign in finds room when others do not any more: what
/// was done for them already would be lost.
#[derive(Debug)]
pub struct Admission {
    turns: Arc<Semaphore>,
    limits: Limits,
    waiting: AtomicUsize,
    opened: Instant,
    pace: Arc<Mutex<Pace>>,
}

/// What somebody comes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    Begin,
    /// The second half of what was begun.
    GoOn,
}

#[derive(Debug)]
struct Pace {
    /// Mean time of a request, in seconds.
    mean: f64,
    spread: Spread,
}

/// Being served. Ends with the request, or before it starts to wait for something that takes long.
#[derive(Debug)]
pub struct Turn {
    began: Instant,
    pace: Arc<Mutex<Pace>>,
    _permit: OwnedSemaphorePermit,
}

impl Admission {
    pub fn new(limits: Limits) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(limits.at_once)),
            limits,
            waiting: AtomicUsize::new(0),
            opened: Instant::now(),
            pace: Arc::new(Mutex::new(Pace {
                mean: 0.01,
                spread: Spread::default(),
            })),
        }
    }

    /// # Errors
    /// [`Refusal::Overloaded`] when the queue is full.
    pub async fn enter(&self, errand: Errand) -> Result<Turn, Refusal> {
        let permit = match Arc::clone(&self.turns).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => self.queue_up(errand).await?,
        };
        Ok(Turn {
            began: Instant::now(),
            pace: Arc::clone(&self.pace),
            _permit: permit,
        })
    }

    async fn queue_up(&self, errand: Errand) -> Result<OwnedSemaphorePermit, Refusal> {
        let places = places(&self.limits, errand);
        let _place = Place::take(&self.waiting, places).ok_or_else(|| self.come_back())?;
        Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| self.come_back())
    }

    fn come_back(&self) -> Refusal {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        let each = pace.mean / self.limits.at_once as f64;
        let now = self.opened.elapsed().as_secs_f64();
        let wait = pace.spread.wait(now, self.limits.queue, each);
        Refusal::Overloaded {
            retry_after: wait.ceil() as u32,
        }
    }
}

/// How many may wait before somebody with such an errand is sent away.
pub fn places(limits: &Limits, errand: Errand) -> usize {
    match errand {
        Errand::Begin => limits.queue,
        // As many again: no more than these can have begun.
        Errand::GoOn => limits
            .queue
            .saturating_mul(2)
            .saturating_add(limits.at_once),
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

    fn admission(at_once: usize, queue: usize) -> Admission {
        Admission::new(Limits {
            at_once,
            queue,
            ..Limits::default()
        })
    }

    /// Polled once, it is not ready.
    async fn waits<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|cx| Poll::Ready(Pin::new(&mut *future).poll(cx).is_pending())).await
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_sent_away_for_different_times() {
        let admission = admission(1, 0);
        let turn = admission.enter(Errand::Begin).await.unwrap();
        admission.pace.lock().unwrap().mean = 0.5;
        let mut waits = Vec::new();
        for _ in 0..20 {
            let refused = admission.enter(Errand::Begin).await.unwrap_err();
            waits.push(refused.retry_after().unwrap());
        }
        assert_eq!((waits[0], waits[19]), (2, 40), "{waits:?}");
        drop(turn);
        assert!(
            admission.enter(Errand::Begin).await.is_ok(),
            "and comes in when there is room"
        );
    }

    #[tokio::test]
    async fn who_has_begun_finds_room_when_others_do_not_any_more() {
        let admission = admission(1, 1);
        let turn = admission.enter(Errand::Begin).await.unwrap();
        let mut first = Box::pin(admission.enter(Errand::Begin));
        assert!(waits(&mut first).await);
        assert!(admission.enter(Errand::Begin).await.is_err());
        let mut half_way = Box::pin(admission.enter(Errand::GoOn));
        assert!(waits(&mut half_way).await, "queued, not sent away");
        drop(turn);
        drop(first.await.unwrap());
        assert!(half_way.await.is_ok());
    }

    #[tokio::test]
    async fn a_hung_up_client_gives_its_place_in_the_queue_back() {
        let admission = admission(1, 1);
        let turn = admission.enter(Errand::Begin).await.unwrap();
        {
            let mut queued = Box::pin(admission.enter(Errand::Begin));
            assert!(waits(&mut queued).await);
            assert!(admission.enter(Errand::Begin).await.is_err());
        }
        let mut queued = Box::pin(admission.enter(Errand::Begin));
        assert!(waits(&mut queued).await);
        drop(turn);
        assert!(queued.await.is_ok());
    }
}
