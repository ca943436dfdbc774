//! Telling services that a session of this computer is over: nobody waits for it, but whoever ends a service or the program may.

use std::sync::Arc;

use tokio_util::task::TaskTracker;

use crate::ports::grant::Grant;
use crate::ports::provider::Provider;

/// Those that are being said. Cheap to clone.
#[derive(Clone)]
pub(super) struct Farewells(TaskTracker);

impl Farewells {
    pub(super) fn new() -> Self {
        let tracker = TaskTracker::new();
        // It takes further ones all the same; only an open one is never done.
        tracker.close();
        Self(tracker)
    }

    /// As far as the service can be reached; this computer has forgotten the session anyway.
    pub(super) fn say(&self, provider: Arc<dyn Provider>, grant: Arc<Grant>) {
        self.0.spawn(farewell(provider, grant));
    }

    /// Until all are said, or could not be.
    pub(super) async fn said(&self) {
        self.0.wait().await;
    }
}

pub(super) async fn farewell(provider: Arc<dyn Provider>, grant: Arc<Grant>) {
    if let Some(account) = provider.account()
        && account.sign_out(&grant).await.is_err()
    {
        tracing::info!("a service could not be told of the sign-out");
    }
}
