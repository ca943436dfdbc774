//! The inbox of alerts: what is kept, what is asked for by page, what was read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Request};
use super::state::{Connection, State};
use crate::alerts::done::DoneFacts;
use crate::alerts::{Alert, AlertFilter, AlertGroup, AlertView, KeptAlert};
use crate::error::Failure;
use crate::ports::local_store::{AlertCursor, LocalStore, StoreError, StoredCorrection};
use crate::view::two_factor::TwoFactorView;
use crate::view::{AlertCursorRequest, ConnectionId};

/// Of one page.
const MOST_ALERTS: u32 = 200;

/// What the owner does with alerts.
pub(super) enum AlertMark {
    Read(String),
    AllRead,
    UndoAllRead,
}

impl CompanionHandle {
    /// Newest first, older than `before`; at most 200 at a time.
    pub async fn alerts(
        &self,
        filter: AlertFilter,
        before: Option<AlertCursorRequest>,
        limit: u32,
    ) -> Answer<Vec<AlertView>> {
        self.ask(|reply| Request::Alerts {
            filter,
            before,
            limit,
            reply,
        })
        .await
    }

    pub async fn mark_alert_read(&self, id: String) -> Answer<()> {
        self.mark(AlertMark::Read(id)).await
    }

    pub async fn mark_alerts_read(&self) -> Answer<()> {
        self.mark(AlertMark::AllRead).await
    }

    /// Those that the last [`Self::mark_alerts_read`] marked are unread again.
    pub async fn undo_mark_alerts_read(&self) -> Answer<()> {
        self.mark(AlertMark::UndoAllRead).await
    }

    async fn mark(&self, mark: AlertMark) -> Answer<()> {
        self.ask(|reply| Request::MarkAlerts { mark, reply }).await
    }
}

impl State {
    /// Keeps it and, if it is news, rings for it. Whether it was news.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn raise(&mut self, alert: Alert) -> Result<bool, Failure> {
        let new = self.keep_alert(&alert).await?;
        if new {
            self.ring_for(alert);
        }
        Ok(new)
    }

    /// What is only worked out here can be worked out again.
    pub(super) async fn raise_or_warn(&mut self, alert: Alert) -> bool {
        self.raise(alert).await.is_ok()
    }

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
            self.alerts.unread = self.alerts.unread.saturating_add(1);
            self.away.count(alert);
            self.alerts_changed();
        }
        Ok(new)
    }

    /// The service says that an event was wrong. What it was about may come later.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn correct(&mut self, correction: StoredCorrection) -> Result<(), Failure> {
        let store = self.store()?;
        let failed = |error| Failure::from(&error);
        if store.put_correction(&correction).await.map_err(failed)? {
            self.count_unread().await;
            self.alerts_changed();
            self.ring_for_correction(correction.connection);
        }
        Ok(())
    }

    pub(super) async fn count_unread(&mut self) {
        if let Ok(store) = self.store()
            && let Ok(unread) = store.unread_alerts().await
        {
            self.alerts.unread = unread;
            if unread == 0 {
                self.alerts.away = None;
            }
        }
    }

    fn alerts_changed(&mut self) {
        self.alerts.change = self.alerts.change.wrapping_add(1);
    }

    /// A page is read beside the companion: it changes nothing.
    pub(super) fn alerts(
        &mut self,
        filter: AlertFilter,
        before: Option<AlertCursorRequest>,
        limit: u32,
        reply: Reply<Vec<AlertView>>,
    ) {
        let store = match self.store() {
            Ok(store) => Arc::clone(&store),
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let facts: BTreeMap<_, _> = self
            .connections
            .iter()
            .map(|connection| (connection.kept.id, connection.done_facts()))
            .collect();
        tokio::spawn(async move {
            let before = before.map(|AlertCursorRequest { at, id }| AlertCursor { at, id });
            let limit = limit.min(MOST_ALERTS);
            let page = match store.alerts(&filter, before.as_ref(), limit).await {
                Ok(kept) => views(&*store, kept, &facts).await,
                Err(error) => Err(error),
            };
            // Whoever asked may be gone.
            drop(reply.send(page.map_err(|error| Failure::from(&error))));
        });
    }

    pub(super) async fn mark_alerts(&mut self, mark: AlertMark, reply: Reply<()>) {
        let done = match self.store() {
            Ok(store) => match mark {
                AlertMark::Read(id) => store.mark_alert_read(&id).await,
                AlertMark::AllRead => store.mark_alerts_read().await,
                AlertMark::UndoAllRead => store.undo_mark_alerts_read().await,
            }
            .map_err(|error| Failure::from(&error)),
            Err(failure) => Err(failure),
        };
        if done.is_ok() {
            self.count_unread().await;
            self.alerts_changed();
        }
        self.answer(reply, done);
    }
}

/// With what became of each: what came after it may stand on another page, or be left out by the filter.
async fn views(
    store: &dyn LocalStore,
    kept: Vec<KeptAlert>,
    facts: &BTreeMap<ConnectionId, DoneFacts>,
) -> Result<Vec<AlertView>, StoreError> {
    let mut told = BTreeMap::new();
    let asked = kept.iter().filter(|kept| kept.may_be_over());
    for connection in asked.map(|kept| kept.alert.connection) {
        if let Entry::Vacant(place) = told.entry(connection) {
            let security = AlertFilter {
                group: Some(AlertGroup::Security),
                connection: Some(connection),
                ..AlertFilter::default()
            };
            place.insert(store.alerts(&security, None, MOST_ALERTS).await?);
        }
    }
    let nothing = DoneFacts::default();
    let view = |kept: KeptAlert| {
        let connection = kept.alert.connection;
        let facts = facts.get(&connection).unwrap_or(&nothing);
        let told = told.get(&connection).map_or(&[][..], Vec::as_slice);
        AlertView::of(kept, facts, told)
    };
    Ok(kept.into_iter().map(view).collect())
}

impl Connection {
    fn done_facts(&self) -> DoneFacts {
        DoneFacts {
            password_changed: self
                .history()
                .and_then(|history| history.password_changed_at),
            computers_looked_at: self.computers_looked_at(),
            two_factor_on: matches!(self.two_factor_view(), TwoFactorView::On { .. }),
            key_news: self.key_news(),
            waiting_to_be_linked: self.waiting_to_be_linked(),
        }
    }
}
