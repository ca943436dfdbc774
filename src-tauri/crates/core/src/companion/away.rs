//! What happened while this computer was off or asleep, or a service out of reach for long: told in sum, and not as it comes in.
//!
//! A connection *catches up* from the start, from waking up, or from the end of a long trouble, until its list and its events have
//! been heard. The bell waits for that, though not for long.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::requests::Report;
use super::state::State;
use crate::alerts::{Alert, Severity};
use crate::view::{AwayView, ConnectionId, ReachView};

/// Milliseconds without a message after which this computer has slept: a service that is there is heard of every half minute.
pub(super) const ASLEEP: i64 = 5 * 60 * 1000;
/// A service that has nothing to tell keeps nobody waiting for longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Fewer are told one by one.
const SUM: u32 = 2;

#[derive(Default)]
pub(super) struct Away {
    /// When the last message came, in milliseconds since 1970.
    heard: Option<i64>,
    catching_up: HashMap<ConnectionId, Awaited>,
    /// In trouble before they had caught up.
    cut_off: HashSet<ConnectionId>,
    /// Whoever began it last decides how long is waited.
    round: u64,
    alerts: u32,
    important: u32,
}

/// What a connection has still to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    Events,
    /// An event said that the list is another one.
    List,
}

/// How many came in the time that is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub alerts: u32,
    pub important: u32,
}

impl Away {
    pub(super) fn catches_up(&self) -> bool {
        !self.catching_up.is_empty()
    }

    pub(super) fn count(&mut self, alert: &Alert) {
        if self.catches_up() {
            self.alerts = self.alerts.saturating_add(1);
            self.important += u32::from(alert.kind.severity() >= Severity::Warning);
        }
    }

    /// All events are there; the list may have to be asked for again.
    pub(super) fn events_heard(&mut self, id: ConnectionId, list_again: bool) {
        if list_again && self.catching_up.contains_key(&id) {
            self.catching_up.insert(id, Awaited::List);
        } else {
            self.catching_up.remove(&id);
        }
    }

    /// `more_to_come`: the connection has events as well.
    pub(super) fn list_heard(&mut self, id: ConnectionId, more_to_come: bool) {
        if !more_to_come || self.catching_up.get(&id) == Some(&Awaited::List) {
            self.catching_up.remove(&id);
        }
    }

    /// Once, when nobody catches up any more.
    fn take(&mut self) -> Sum {
        let sum = Sum {
            alerts: self.alerts,
            important: self.important,
        };
        (self.alerts, self.important) = (0, 0);
        sum
    }
}

impl State {
    /// Before each message.
    pub(super) fn notice_sleep(&mut self) {
        let now = self.parts.clock.now().0;
        let before = self.away.heard.replace(now);
        if before.is_some_and(|before| now.saturating_sub(before) > ASLEEP) {
            self.all_catch_up();
        }
    }

    /// All that are signed in.
    pub(super) fn all_catch_up(&mut self) {
        let signed_in = self
            .connections
            .iter()
            .filter(|connection| Self::is_active(&connection.kept.session));
        let ids: Vec<_> = signed_in.map(|connection| connection.kept.id).collect();
        self.catch_up(ids);
    }

    /// The service answers again.
    pub(super) fn back_within_reach(&mut self, id: ConnectionId, was: &ReachView) {
        let now = self.parts.clock.now().0;
        let long = match was {
            ReachView::Trouble { since, .. } => now.saturating_sub(since.0) > ASLEEP,
            ReachView::Unknown | ReachView::Online => false,
        };
        if self.away.cut_off.remove(&id) || long {
            self.catch_up(vec![id]);
        }
    }

    fn catch_up(&mut self, ids: Vec<ConnectionId>) {
        if ids.is_empty() {
            return;
        }
        for id in ids {
            self.away.catching_up.insert(id, Awaited::Events);
        }
        self.away.round += 1;
        let round = self.away.round;
        let (clock, report) = (self.parts.clock.clone(), self.reporter());
        tokio::spawn(async move {
            clock.sleep(PATIENCE).await;
            report(Report::PatienceOver { round });
        });
    }

    pub(super) fn patience_over(&mut self, round: u64) {
        if round == self.away.round {
            self.away.catching_up.clear();
        }
    }

    /// After each message. What came in the meantime, if that is over now and it is worth a sum.
    pub(super) fn caught_up(&mut self) -> Option<Sum> {
        let connections = &self.connections;
        let cut_off = &mut self.away.cut_off;
        self.away.catching_up.retain(|id, _| {
            let connection = connections.iter().find(|one| one.kept.id == *id);
            let Some(connection) = connection.filter(|one| Self::is_active(&one.kept.session))
            else {
                return false;
            };
            let in_trouble = matches!(connection.reach, ReachView::Trouble { .. });
            if in_trouble {
                cut_off.insert(*id);
            }
            !in_trouble
        });
        if self.away.catches_up() {
            return None;
        }
        let sum = self.away.take();
        if sum.alerts < SUM {
            return None;
        }
        let before = self.alerts.away.take();
        self.alerts.away = Some(AwayView {
            at: self.parts.clock.now(),
            alerts: sum.alerts + before.map_or(0, |before| before.alerts),
            important: sum.important + before.map_or(0, |before| before.important),
        });
        Some(sum)
    }
}
