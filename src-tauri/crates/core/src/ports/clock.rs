//! What time it is, and how long to wait: injected, so that tests decide.

use std::time::Duration;

use async_trait::async_trait;

use crate::time::Timestamp;

#[async_trait]
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;

    async fn sleep(&self, duration: Duration);
}
