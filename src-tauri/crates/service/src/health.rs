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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use futures_util::FutureExt;

    use super::*;
    use crate::clock::Clock;
    use crate::service::Config;
    use crate::store::DatabaseUrl;

    /// Whoever asks all the time does not make it write all the time.
    #[tokio::test]
    async fn for_ten_seconds_it_counts_as_well_without_being_looked_at_again() {
        let dir = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(1_800_000_000));
        let clock = {
            let now = Arc::clone(&now);
            Clock::from_fn(move || now.load(Ordering::SeqCst))
        };
        let database = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
        let config = Config {
            clock,
            ..Config::new(database, dir.path().join("secrets"), "Home")
        };
        let service = Service::open(config).await.unwrap();
        assert!(service.is_well().await);
        // Nobody else can write.
        let tx = service.inner.store.begin().await.unwrap();
        for seconds in [0, 9] {
            now.fetch_add(seconds, Ordering::SeqCst);
            assert_eq!(service.is_well().now_or_never(), Some(true));
        }
        now.fetch_add(1, Ordering::SeqCst);
        assert_eq!(service.is_well().now_or_never(), None, "it wants to write");
        drop(tx);
        assert!(service.is_well().await);
    }
}
