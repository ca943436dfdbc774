//! Alerts and preferences.

use std::sync::Arc;

use super::requests::Reply;
use super::state::State;
use crate::alerts::Alert;
use crate::error::{Failure, FailureCode};
use crate::ports::local_store::AlertCursor;
use crate::view::{AlertCursorRequest, Preferences};

/// Of one page.
const MOST_ALERTS: u32 = 200;

impl State {
    /// Whether it was news.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn keep_alert(&mut self, alert: &Alert) -> Result<bool, Failure> {
        let new = self.store()?.put_alert(alert).await.map_err(|error| {
            tracing::warn!(%error, "an alert could not be kept");
            Failure::from(&error)
        })?;
        if new {
            self.unread = self.unread.saturating_add(1);
        }
        Ok(new)
    }

    pub(super) async fn count_unread(&mut self) {
        if let Ok(store) = self.store()
            && let Ok(unread) = store.unread_alerts().await
        {
            self.unread = unread;
        }
    }

    /// A page is read beside the companion: it changes nothing.
    pub(super) fn alerts(
        &mut self,
        before: Option<AlertCursorRequest>,
        limit: u32,
        reply: Reply<Vec<Alert>>,
    ) {
        let store = match self.store() {
            Ok(store) => Arc::clone(&store),
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        tokio::spawn(async move {
            let before = before.map(|AlertCursorRequest { at, id }| AlertCursor { at, id });
            let page = store.alerts(before.as_ref(), limit.min(MOST_ALERTS)).await;
            // Whoever asked may be gone.
            drop(reply.send(page.map_err(|error| Failure::from(&error))));
        });
    }

    pub(super) async fn mark_alerts_read(&mut self, reply: Reply<()>) {
        let done = match self.store() {
            Ok(store) => store
                .mark_alerts_read()
                .await
                .map_err(|error| Failure::from(&error)),
            Err(failure) => Err(failure),
        };
        if done.is_ok() {
            self.unread = 0;
        }
        self.answer(reply, done);
    }

    pub(super) async fn set_preferences(&mut self, preferences: Preferences, reply: Reply<()>) {
        let done = match self.store() {
            Ok(store) => store
                .put_preferences(&preferences)
                .await
                .map_err(|error| Failure::from(&error)),
            Err(_) => Err(FailureCode::NotNow.into()),
        };
        if done.is_ok() {
            self.preferences = preferences;
        }
        self.answer(reply, done);
    }
}
