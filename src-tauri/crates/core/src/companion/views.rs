//! What windows see: a snapshot, and after it only what changed.

use super::connections::host;
use super::state::{Connection, State};
use crate::cameras::CameraChanges;
use crate::outbox::EditState;
use crate::ports::local_store::Place;
use crate::session::{CameFrom, Reset, Session};
use crate::view::tray::TrayView;
use crate::view::{
    AlertsView, ConnectionKind, ConnectionView, Preferences, ProtectionView, ResetView, Section,
    SessionView, Snapshot, ViewChange,
};

/// As windows know it.
#[derive(Default)]
pub(super) struct Published {
    revision: u32,
    protection: Option<ProtectionView>,
    connections: Vec<ConnectionView>,
    alerts: AlertsView,
    preferences: Preferences,
    tray: Option<TrayView>,
}

impl State {
    pub(super) fn snapshot(&mut self) -> Snapshot {
        self.publish();
        Snapshot {
            revision: self.published.revision,
            protection: self.protection.clone(),
            connections: self.published.connections.clone(),
            cameras: self.registry.views(),
            alerts: self.published.alerts,
            preferences: self.preferences.clone(),
        }
    }

    pub(super) fn publish(&mut self) {
        let connections: Vec<_> = self
            .connections
            .iter()
            .map(|c| self.connection_view(c))
            .collect();
        let tray = TrayView::of(&connections, self.unread);
        if self.published.connections != connections {
            self.published.connections.clone_from(&connections);
            self.tell(Section::Connections { connections });
        }
        let CameraChanges { upserts, removals } = self.camera_changes();
        if !upserts.is_empty() || !removals.is_empty() {
            self.tell(Section::Cameras { upserts, removals });
        }
        let alerts = AlertsView {
            unread: self.unread,
        };
        if self.published.alerts != alerts {
            self.published.alerts = alerts;
            self.tell(Section::Alerts { alerts });
        }
        if self.published.preferences != self.preferences {
            self.published.preferences = self.preferences.clone();
            self.tell(Section::Preferences {
                preferences: self.preferences.clone(),
            });
        }
        // Last: when a window learns that all is open, it has all.
        if self.published.protection.as_ref() != Some(&self.protection) {
            self.published.protection = Some(self.protection.clone());
            self.tell(Section::Protection {
                protection: self.protection.clone(),
            });
        }
        if self.published.tray != Some(tray) {
            self.published.tray = Some(tray);
            self.parts.desktop.show_tray(tray);
        }
    }

    fn tell(&mut self, section: Section) {
        self.published.revision = self.published.revision.wrapping_add(1);
        self.parts.desktop.publish(ViewChange {
            revision: self.published.revision,
            section,
        });
    }

    fn camera_changes(&mut self) -> CameraChanges {
        let (outbox, connections) = (&self.outbox, &self.connections);
        self.registry.changes(|key| {
            let connection = connections.iter().find(|c| c.kept.id == key.connection)?;
            outbox.shown(key, connection.kept.session.account())
        })
    }

    fn connection_view(&self, connection: &Connection) -> ConnectionView {
        let kept = &connection.kept;
        ConnectionView {
            id: kept.id,
            kind: match kept.place {
                Place::DemoHome => ConnectionKind::DemoHome,
                Place::Service { .. } => ConnectionKind::Service,
            },
            name: kept.name.clone(),
            host: host(&kept.place),
            email: kept.email.clone(),
            creates_accounts: connection
                .provider
                .as_ref()
                .is_some_and(|provider| provider.profile().creates_accounts),
            session: session_view(&kept.session),
            reach: connection.reach.clone(),
            waiting_edits: self
                .outbox
                .count(kept.id, |state| *state == EditState::Waiting),
            held_edits: self
                .outbox
                .count(kept.id, |state| *state == EditState::Held),
        }
    }
}

fn session_view(session: &Session) -> SessionView {
    match session {
        Session::SignedOut => SessionView::SignedOut,
        Session::SigningIn { came_from } => SessionView::SigningIn {
            reset: over(came_from),
        },
        Session::AwaitingSecondFactor { came_from } => SessionView::AwaitingSecondFactor {
            reset: over(came_from),
        },
        Session::Active { .. } => SessionView::Active,
        Session::Reset(reset) => SessionView::Reset {
            reset: reset_view(reset),
        },
    }
}

fn over(came_from: &CameFrom) -> Option<ResetView> {
    came_from.reset().map(reset_view)
}

fn reset_view(reset: &Reset) -> ResetView {
    ResetView {
        reason: reset.end.reason,
        at: reset.end.at,
        message: reset.end.message.clone(),
        has_advisory: reset
            .end
            .advisory
            .as_deref()
            .is_some_and(|link| link.starts_with("https://")),
        by: reset.end.by.clone(),
        postponed: reset.postponed,
    }
}
