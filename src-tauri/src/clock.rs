//! The computer's clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use chrono::{DateTime, Local};
use porchlight_core::ports::clock::Clock;
use porchlight_core::time::Timestamp;

pub(crate) struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // A clock before 1970 reads as 1970; services will say how far it is off.
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn local_offset(&self, at: Timestamp) -> i32 {
        DateTime::from_timestamp_millis(at.0)
            .map_or(0, |at| at.with_timezone(&Local).offset().local_minus_utc())
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}
