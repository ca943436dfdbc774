//! What time it is, and how long to wait: injected, so that tests decide.

use std::time::Duration;

use async_trait::async_trait;

use crate::time::Timestamp;

#[async_trait]
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;

    /// How many seconds the local time of this computer's owner is ahead of UTC at a moment; 0 where nobody knows.
    fn local_offset(&self, _at: Timestamp) -> i32 {
        0
    }

    async fn sleep(&self, duration: Duration);
}
