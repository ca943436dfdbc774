//! Time that passes when a test says so.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{oneshot, watch};

use super::lock;
use crate::ports::clock::Clock;
use crate::time::Timestamp;

pub struct ManualClock {
    now: Mutex<Timestamp>,
    sleepers: Mutex<Vec<(Timestamp, oneshot::Sender<()>)>>,
    /// How many ever fell asleep.
    asleep: watch::Sender<usize>,
    /// Of local time from UTC, in seconds.
    offset: AtomicI32,
}

impl Default for ManualClock {
    fn default() -> Self {
        Self {
            // 2026-01-01
            now: Mutex::new(Timestamp::from_seconds(1_767_225_600)),
            sleepers: Mutex::default(),
            asleep: watch::Sender::new(0),
            offset: AtomicI32::new(0),
        }
    }
}

impl ManualClock {
    /// The owner is somewhere else.
    pub fn travel(&self, offset: i32) {
        self.offset.store(offset, Ordering::Relaxed);
    }

    pub fn advance(&self, duration: Duration) {
        let mut now = lock(&self.now);
        now.0 += i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        let mut sleepers = lock(&self.sleepers);
        let (due, not_yet): (Vec<_>, Vec<_>) = sleepers
            .drain(..)
            .partition(|(until, sleeper)| *until <= *now && !sleeper.is_closed());
        *sleepers = not_yet;
        for (_, sleeper) in due {
            // Whoever slept may be gone.
            let _ = sleeper.send(());
        }
    }

    /// Waits until somebody sleeps, then wakes everybody.
    pub async fn skip_a_sleep(&self) {
        let mut asleep = self.asleep.subscribe();
        while lock(&self.sleepers)
            .iter()
            .all(|(_, sleeper)| sleeper.is_closed())
        {
            if asleep.changed().await.is_err() {
                return;
            }
        }
        self.advance(Duration::from_secs(24 * 60 * 60));
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *lock(&self.now)
    }

    fn local_offset(&self, _at: Timestamp) -> i32 {
        self.offset.load(Ordering::Relaxed)
    }

    async fn sleep(&self, duration: Duration) {
        let until =
            Timestamp(self.now().0 + i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
        let (sleeper, woken) = oneshot::channel();
        lock(&self.sleepers).push((until, sleeper));
        self.asleep.send_modify(|count| *count += 1);
        drop(woken.await);
    }
}
