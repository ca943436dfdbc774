//! Ringing the desktop: as the owner wants it, never in a storm, and after quiet hours in sum.

use std::collections::HashSet;
use std::time::Duration;

use super::away::Sum;
use super::requests::Report;
use super::state::State;
use crate::alerts::notifying::Bell as Answer;
use crate::alerts::pace::{MOST_SINGLE, Pace, Ringing, StoredBell};
use crate::alerts::{Alert, AlertGroup, AlertKind, Severity};
use crate::ports::desktop::Notice;
use crate::time::Timestamp;
use crate::view::ConnectionId;

#[derive(Default)]
pub(super) struct Bell {
    /// In the middle of telling what happened while this computer was away.
    telling: HashSet<ConnectionId>,
    danger: Waiting,
    other: Waiting,
    /// What outlives the program, and what of it is on disk.
    told: StoredBell,
    kept: StoredBell,
    /// Somebody will wake us then, when a sum is due or quiet hours end.
    wakes: Option<Timestamp>,
}

/// New since the last ringing.
#[derive(Default)]
struct Waiting {
    /// The first ones; `count` is how many there are.
    notices: Vec<Notice>,
    count: u32,
}

impl Bell {
    pub(super) fn restored(told: StoredBell) -> Self {
        Self {
            kept: told.clone(),
            told,
            ..Self::default()
        }
    }

    pub(super) fn more_to_come(&mut self, connection: ConnectionId, more: bool) {
        if more {
            self.telling.insert(connection);
        } else {
            self.telling.remove(&connection);
        }
    }

    pub(super) fn woken(&mut self) {
        self.wakes = None;
    }

    fn keep_back(&mut self, count: u32) {
        self.told.kept_back = self.told.kept_back.saturating_add(count);
    }

    fn waiting(&mut self, severity: Severity) -> &mut Waiting {
        if severity == Severity::Danger {
            &mut self.danger
        } else {
            &mut self.other
        }
    }

    /// What is rung now of what is new. `away`: it came while this computer was off or asleep.
    fn take(&mut self, away: Option<Sum>, now: Timestamp) -> Vec<Notice> {
        if let Some(Sum { alerts, important }) = away
            && self.danger.count + self.other.count > 1
        {
            (self.danger, self.other) = Default::default();
            self.told.danger.told(now);
            self.told.other.told(now);
            return vec![Notice::WhileAway {
                count: alerts,
                important,
            }];
        }
        let mut told = Vec::new();
        let mut count = 0_u32;
        let each = [
            (&mut self.danger, &mut self.told.danger),
            (&mut self.other, &mut self.told.other),
        ];
        for (waiting, pace) in each {
            let Waiting {
                notices,
                count: new,
            } = std::mem::take(waiting);
            if new == 0 {
                continue;
            }
            match pace.ring(new, now) {
                Ringing::OneByOne => told.extend(notices),
                Ringing::InSum => count = count.saturating_add(new),
                Ringing::Held => {}
            }
        }
        if count > 0 {
            told.push(Notice::Several { count });
        }
        told
    }
}

impl Waiting {
    fn add(&mut self, notice: Notice) {
        self.count = self.count.saturating_add(1);
        if self.notices.len() < MOST_SINGLE {
            self.notices.push(notice);
        }
    }
}

impl State {
    /// Something new. The end of a session is a prompt, and waits for nothing but the end of quiet hours.
    pub(super) fn ring_for(&mut self, alert: Alert) {
        let now = self.parts.clock.now();
        let offset = self.parts.clock.local_offset(now);
        let notifications = &self.preferences.notifications;
        match notifications.bell(&alert.kind, now, offset) {
            Answer::Rings if matches!(alert.kind, AlertKind::SignedOut { .. }) => {
                let notice = self.notice(alert);
                self.parts.desktop.notify(notice);
            }
            Answer::Rings => {
                let severity = alert.kind.severity();
                let notice = self.notice(alert);
                self.bell.waiting(severity).add(notice);
            }
            Answer::KeptBack => self.bell.keep_back(1),
            Answer::Silent => {}
        }
    }

    /// Whoever was alarmed is told that it was wrong.
    pub(super) fn ring_for_correction(&mut self, connection: ConnectionId) {
        let now = self.parts.clock.now();
        let offset = self.parts.clock.local_offset(now);
        let notifications = &self.preferences.notifications;
        let severity = Severity::Warning;
        match notifications.bell_for(AlertGroup::Security, severity, now, offset) {
            Answer::Rings => {
                let service = self.called(connection);
                self.bell
                    .waiting(severity)
                    .add(Notice::Corrected { service });
            }
            Answer::KeptBack => self.bell.keep_back(1),
            Answer::Silent => {}
        }
    }

    /// After each message: what it brought, unless there is more of it to come, and what is due.
    pub(super) async fn ring(&mut self) {
        let now = self.parts.clock.now();
        let connections = &self.connections;
        self.bell.telling.retain(|id| {
            let told = connections.iter().find(|c| c.kept.id == *id);
            told.is_some_and(|connection| connection.listener.is_some())
        });
        self.bell.told.are_unread(self.alerts.unread);
        self.ring_in_sum(now);
        let away = self.caught_up();
        if self.bell.telling.is_empty() && !self.away.catches_up() {
            for notice in self.bell.take(away, now) {
                self.parts.desktop.notify(notice);
            }
        }
        self.ring_after_quiet_hours(now);
        self.wake_for_the_bell(now);
        self.keep_the_bell().await;
    }

    fn ring_in_sum(&mut self, now: Timestamp) {
        let danger = self.bell.told.danger.sum(now);
        let other = self.bell.told.other.sum(now);
        let offset = self.parts.clock.local_offset(now);
        let quiet = &self.preferences.notifications.quiet;
        let (told, kept_back) = match quiet.is_quiet(now, offset) {
            false => (danger.saturating_add(other), 0),
            true if quiet.danger_rings => (danger, other),
            true => (0, danger.saturating_add(other)),
        };
        self.bell.keep_back(kept_back);
        if told > 0 {
            self.parts.desktop.notify(Notice::Several { count: told });
        }
    }

    fn ring_after_quiet_hours(&mut self, now: Timestamp) {
        let offset = self.parts.clock.local_offset(now);
        if self.preferences.notifications.quiet.is_quiet(now, offset) {
            return;
        }
        let count = std::mem::take(&mut self.bell.told.kept_back);
        if count > 0 {
            self.parts.desktop.notify(Notice::KeptBack { count });
        }
    }

    fn wake_for_the_bell(&mut self, now: Timestamp) {
        let StoredBell {
            danger,
            other,
            kept_back,
        } = &self.bell.told;
        let sums = [danger, other].into_iter().filter_map(Pace::due);
        let morning = (*kept_back > 0).then(|| self.end_of_quiet_hours(now));
        let Some(next) = sums.chain(morning).min() else {
            return;
        };
        if self.bell.wakes.is_some_and(|wakes| wakes <= next) {
            return;
        }
        self.bell.wakes = Some(next);
        let wait = u64::try_from(next.0.saturating_sub(now.0)).unwrap_or_default();
        let (clock, report) = (self.parts.clock.clone(), self.reporter());
        tokio::spawn(async move {
            clock.sleep(Duration::from_millis(wait)).await;
            report(Report::BellDue);
        });
    }

    fn end_of_quiet_hours(&self, now: Timestamp) -> Timestamp {
        let offset = self.parts.clock.local_offset(now);
        let minutes = self
            .preferences
            .notifications
            .quiet
            .minutes_left(now, offset);
        now.after(Duration::from_secs(
            60 * u64::try_from(minutes).unwrap_or_default(),
        ))
    }

    async fn keep_the_bell(&mut self) {
        let Some(home) = &self.home else { return };
        if self.bell.told == self.bell.kept {
            return;
        }
        self.bell.kept.clone_from(&self.bell.told);
        if home.store.put_bell(&self.bell.told).await.is_err() {
            tracing::warn!("what was rung is not kept");
        }
    }

    fn notice(&self, alert: Alert) -> Notice {
        let service = self.called(alert.connection);
        match alert.kind {
            AlertKind::CameraGone { camera, .. } => Notice::CameraGone {
                camera: camera.name,
            },
            AlertKind::CameraRemoved { camera } => Notice::CameraRemoved {
                camera: camera.name,
            },
            AlertKind::CameraAdded { camera }
            | AlertKind::CameraBack { camera }
            | AlertKind::FirmwareChanged { camera, .. }
            | AlertKind::WifiChanged { camera, .. } => Notice::CameraChanged {
                camera: camera.name,
            },
            AlertKind::Exposed { .. } => Notice::Exposed { service },
            AlertKind::ListedBreach { .. } => Notice::ListedBreach,
            AlertKind::IntegrationLinked { client, .. } => {
                Notice::IntegrationLinked { client, service }
            }
            AlertKind::IntegrationUnlinked { client, .. } => {
                Notice::IntegrationUnlinked { client, service }
            }
            AlertKind::NewSignIn { place, .. } => Notice::NewSignIn { place, service },
            AlertKind::SignedOut { .. } => Notice::SignedOut {
                connection: alert.connection,
                service,
            },
            AlertKind::RecoveryActivated { .. } => Notice::RecoveryActivated { service },
            AlertKind::TwoFactorStillOff { .. } => Notice::TwoFactorStillOff { service },
            AlertKind::EmailChangeUndone { .. }
            | AlertKind::EmailChanged { .. }
            | AlertKind::EventRefused
            | AlertKind::PasswordChanged { .. }
            | AlertKind::RecoveryStopped { .. }
            | AlertKind::SecondFactorLocked
            | AlertKind::TwoFactorChanged { .. } => Notice::AccountChanged { service },
        }
    }
}
