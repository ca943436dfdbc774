//! Alerts in memory, and what was said about them later.

use std::collections::{BTreeMap, BTreeSet};

use crate::alerts::{Alert, AlertFilter, Correction, KeptAlert};
use crate::ports::local_store::{AlertCursor, StoredCorrection};
use crate::view::ConnectionId;

#[derive(Default)]
pub(super) struct Alerts {
    /// In the order in which they came.
    alerts: Vec<Alert>,
    known: BTreeSet<String>,
    /// Alert → event, where they are not called the same.
    events: BTreeMap<String, String>,
    corrections: Vec<StoredCorrection>,
    marked: BTreeSet<String>,
}

impl Alerts {
    pub(super) fn put(&mut self, alert: &Alert) -> bool {
        let new = self.known.insert(alert.id.clone());
        if new {
            self.alerts.push(alert.clone());
        }
        new
    }

    pub(super) fn all(&self) -> Vec<Alert> {
        self.alerts.clone()
    }

    pub(super) fn page(
        &self,
        filter: &AlertFilter,
        before: Option<&AlertCursor>,
        limit: u32,
    ) -> Vec<KeptAlert> {
        let mut page: Vec<&Alert> = self
            .alerts
            .iter()
            .filter(|alert| meets(alert, filter))
            .filter(|alert| {
                before.is_none_or(|before| (alert.at, &alert.id) < (before.at, &before.id))
            })
            .collect();
        page.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        page.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        page.into_iter()
            .map(|alert| KeptAlert {
                alert: alert.clone(),
                corrections: self.corrections_of(self.event_of(&alert.id)),
            })
            .collect()
    }

    pub(super) fn knows(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    pub(super) fn name_event(&mut self, alert: &str, event: &str) {
        if self.knows(alert) {
            self.events.insert(alert.to_owned(), event.to_owned());
        }
    }

    pub(super) fn correct(&mut self, correction: &StoredCorrection) -> bool {
        if self
            .corrections
            .iter()
            .any(|known| known.id == correction.id)
        {
            return false;
        }
        let mut correction = correction.clone();
        let corrected = self
            .corrections
            .iter()
            .find(|one| one.id == correction.event);
        if let Some(corrected) = corrected {
            correction.event.clone_from(&corrected.event);
        }
        for later in &mut self.corrections {
            if later.event == correction.id {
                later.event.clone_from(&correction.event);
            }
        }
        let (events, event) = (&self.events, correction.event.clone());
        let mut here = false;
        for alert in &mut self.alerts {
            if events.get(&alert.id).unwrap_or(&alert.id) == &event {
                alert.read = false;
                here = true;
            }
        }
        self.corrections.push(correction);
        here
    }

    pub(super) fn is_corrected(&self, event: &str) -> bool {
        self.corrections.iter().any(|one| one.event == event)
    }

    pub(super) fn unread(&self) -> u32 {
        let unread = self.alerts.iter().filter(|alert| !alert.read).count();
        u32::try_from(unread).unwrap_or(u32::MAX)
    }

    pub(super) fn mark_read(&mut self, id: &str) {
        for alert in &mut self.alerts {
            alert.read |= alert.id == id;
        }
    }

    pub(super) fn mark_all_read(&mut self) {
        self.marked.clear();
        for alert in &mut self.alerts {
            if !std::mem::replace(&mut alert.read, true) {
                self.marked.insert(alert.id.clone());
            }
        }
    }

    pub(super) fn undo_mark_all_read(&mut self) {
        let marked = std::mem::take(&mut self.marked);
        for alert in &mut self.alerts {
            alert.read &= !marked.contains(&alert.id);
        }
    }

    pub(super) fn forget(&mut self, connection: ConnectionId) {
        self.alerts.retain(|alert| alert.connection != connection);
        self.corrections.retain(|one| one.connection != connection);
        self.known = self.alerts.iter().map(|alert| alert.id.clone()).collect();
    }

    fn event_of<'a>(&'a self, alert: &'a str) -> &'a str {
        self.events.get(alert).map_or(alert, String::as_str)
    }

    fn corrections_of(&self, event: &str) -> Vec<Correction> {
        let mut found: Vec<&StoredCorrection> = self
            .corrections
            .iter()
            .filter(|one| one.event == event)
            .collect();
        found.sort_by(|a, b| (a.correction.at, &a.id).cmp(&(b.correction.at, &b.id)));
        found
            .into_iter()
            .map(|one| one.correction.clone())
            .collect()
    }
}

fn meets(alert: &Alert, filter: &AlertFilter) -> bool {
    let kind = &alert.kind;
    !(filter.unread_only && alert.read)
        && filter.at_least.is_none_or(|least| kind.severity() >= least)
        && filter.group.is_none_or(|group| kind.group() == group)
        && filter
            .connection
            .is_none_or(|connection| alert.connection == connection)
}
