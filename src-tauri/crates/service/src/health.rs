//! Whether the service can do its work, which is to write: found out by doing it.

use porchlight_protocol::UnixSeconds;
use tokio::sync::Mutex;

use crate::service::Service;

/// Seconds that it counts as well without being looked at again: whoever asks all the time costs next to nothing.
const WELL_FOR: i64 = 10;

/// When it could last write. One looks at a time; the others wait for what that one sees.
#[derive(Debug, Default)]
pub(crate) struct Health(Mutex<Option<UnixSeconds>>);

impl Service {
    /// `false`: its database takes nothing. A fault is never remembered, so that the end of it is seen at once.
    pub async fn is_well(&self) -> bool {
        let now = self.now();
        let mut well_at = self.inner.health.0.lock().await;
        if well_at.is_some_and(|then| (then..then + WELL_FOR).contains(&now)) {
            return true;
        }
        let can_write = self.inner.store.can_write().await;
        if let Err(error) = &can_write {
            tracing::error!(%error, "the service cannot write");
        }
        *well_at = can_write.is_ok().then_some(now);
        can_write.is_ok()
    }
}
