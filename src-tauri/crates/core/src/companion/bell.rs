//! Ringing the desktop: as the owner wants it, never in a storm, and after quiet hours in sum.

use std::collections::HashSet;
use std::time::Duration;

use super::away::Sum;
use super::requests::Report;
use super::state::State;
use crate::alerts::notifying::Bell as Answer;
use crate::alerts::{Alert, AlertGroup, AlertKind, Severity};
use crate::ports::desktop::Notice;
use crate::view::ConnectionId;

/// More than this at once are told in one notification.
const MOST_SINGLE: usize = 3;

#[derive(Default)]
pub(super) struct Bell {
    /// In the middle of telling what happened while this computer was away.
    telling: HashSet<ConnectionId>,
    /// The first ones; `count` is how many there are.
    waiting: Vec<Notice>,
    count: u32,
    /// In these quiet hours. Gone with the program; the inbox has them all.
    kept_back: u32,
    /// Somebody will wake us when the quiet hours are over.
    wakes: bool,
}

impl Bell {
    pub(super) fn more_to_come(&mut self, connection: ConnectionId, more: bool) {
        if more {
            self.telling.insert(connection);
        } else {
            self.telling.remove(&connection);
        }
    }

    pub(super) fn quiet_hours_over(&mut self) {
        self.wakes = false;
    }

    fn add(&mut self, notice: Notice) {
        self.count = self.count.saturating_add(1);
        if self.waiting.len() <= MOST_SINGLE {
            self.waiting.push(notice);
        }
    }

    /// `away`: it came while this computer was off or asleep.
    fn take(&mut self, away: Option<Sum>) -> Vec<Notice> {
        let count = std::mem::take(&mut self.count);
        let waiting = std::mem::take(&mut self.waiting);
        if let Some(Sum { alerts, important }) = away
            && count > 1
        {
            vec![Notice::WhileAway {
                count: alerts,
                important,
            }]
        } else if waiting.len() > MOST_SINGLE {
            vec![Notice::Several { count }]
        } else {
            waiting
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
                let notice = self.notice(alert);
                self.bell.add(notice);
            }
            Answer::KeptBack => self.bell.kept_back = self.bell.kept_back.saturating_add(1),
            Answer::Silent => {}
        }
    }

    /// Whoever was alarmed is told that it was wrong.
    pub(super) fn ring_for_correction(&mut self, connection: ConnectionId) {
        let now = self.parts.clock.now();
        let offset = self.parts.clock.local_offset(now);
        let notifications = &self.preferences.notifications;
        match notifications.bell_for(AlertGroup::Security, Severity::Warning, now, offset) {
            Answer::Rings => {
                let service = self.service_name(connection);
                self.bell.add(Notice::Corrected { service });
            }
            Answer::KeptBack => self.bell.kept_back = self.bell.kept_back.saturating_add(1),
            Answer::Silent => {}
        }
    }

    /// After each message: what it brought, unless there is more of it to come.
    pub(super) fn ring(&mut self) {
        let connections = &self.connections;
        self.bell.telling.retain(|id| {
            let told = connections.iter().find(|c| c.kept.id == *id);
            told.is_some_and(|connection| connection.listener.is_some())
        });
        let sum = self.caught_up();
        if self.bell.telling.is_empty() && !self.away.catches_up() {
            for notice in self.bell.take(sum) {
                self.parts.desktop.notify(notice);
            }
        }
        if self.bell.kept_back > 0 {
            self.ring_after_quiet_hours();
        }
    }

    fn ring_after_quiet_hours(&mut self) {
        let now = self.parts.clock.now();
        let offset = self.parts.clock.local_offset(now);
        let quiet = &self.preferences.notifications.quiet;
        if !quiet.is_quiet(now, offset) {
            let count = std::mem::take(&mut self.bell.kept_back);
            self.parts.desktop.notify(Notice::KeptBack { count });
        } else if !self.bell.wakes {
            self.bell.wakes = true;
            let minutes = u64::try_from(quiet.minutes_left(now, offset)).unwrap_or(1);
            let (clock, report) = (self.parts.clock.clone(), self.reporter());
            tokio::spawn(async move {
                clock.sleep(Duration::from_secs(60 * minutes)).await;
                report(Report::QuietHoursOver);
            });
        }
    }

    fn notice(&self, alert: Alert) -> Notice {
        let service = self.service_name(alert.connection);
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
            AlertKind::IntegrationLinked { client, .. } => Notice::IntegrationLinked { client },
            AlertKind::IntegrationUnlinked { client, .. } => Notice::IntegrationUnlinked { client },
            AlertKind::NewSignIn { place, .. } => Notice::NewSignIn { place },
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

    fn service_name(&self, id: ConnectionId) -> String {
        self.connection(id)
            .map(|connection| connection.kept.name.clone())
            .unwrap_or_default()
    }
}
