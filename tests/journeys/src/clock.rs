//! A clock that can be set wrong, and whose waits are short: a minute of patience takes a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use porchlight_core::ports::clock::Clock;
use porchlight_core::time::Timestamp;

const HURRY: u32 = 60;
/// What waits longer is to lapse, and no test hurries its owner.
const LONGEST_PATIENCE: Duration = Duration::from_secs(120);

#[derive(Debug, Default)]
pub struct HastyClock {
    /// Seconds that it is ahead.
    off: AtomicI64,
}

impl HastyClock {
    pub fn right() -> Arc<Self> {
        Self::off_by(0)
    }

    pub fn off_by(seconds: i64) -> Arc<Self> {
        Arc::new(Self {
            off: AtomicI64::new(seconds),
        })
    }

    pub fn set_off_by(&self, seconds: i64) {
        self.off.store(seconds, Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for HastyClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = i64::try_from(since.as_millis()).unwrap();
        Timestamp(now + 1000 * self.off.load(Ordering::SeqCst))
    }

    async fn sleep(&self, duration: Duration) {
        let hurry = if duration > LONGEST_PATIENCE {
            1
        } else {
            HURRY
        };
        tokio::time::sleep(duration / hurry).await;
    }
}
