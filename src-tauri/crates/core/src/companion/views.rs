//! What windows see: a snapshot, and after it only what changed.

use super::state::{Connection, State};
use crate::cameras::{CameraChanges, OwnersWord};
use crate::outbox::EditState;
use crate::ports::provider::{Disclosure, Naming};
use crate::ports::sign_in::AccountName;
use crate::session::Session;
use crate::view::checkup::CheckupItem;
use crate::view::discovery::DiscoveryView;
use crate::view::incidents::IncidentsView;
use crate::view::integrations::IntegrationsView;
use crate::view::setup::{MoveView, SetupView};
use crate::view::status::{CameraCount, Facts, StatusView};
use crate::view::tray::TrayView;
use crate::view::{
    AlertsView, ConnectionView, Preferences, ProtectionView, ResetView, Section, SessionView,
    SignInFormView, Snapshot, ViewChange,
};

/// As windows know it.
#[derive(Default)]
pub(super) struct Published {
    revision: u32,
    protection: Option<ProtectionView>,
    connections: Vec<ConnectionView>,
    alerts: AlertsView,
    checkup: Vec<CheckupItem>,
    incidents: IncidentsView,
    integrations: Vec<IntegrationsView>,
    preferences: Preferences,
    setup: Option<SetupView>,
    move_plan: Option<MoveView>,
    discovery: Option<DiscoveryView>,
    /// Counted when one of them changed: there may be thousands.
    cameras: Vec<CameraCount>,
    status: Option<StatusView>,
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
            checkup: self.published.checkup.clone(),
            incidents: self.published.incidents.clone(),
            integrations: self.published.integrations.clone(),
            preferences: self.preferences.clone(),
            setup: self.published.setup.clone(),
            status: self.status(),
            move_plan: self.published.move_plan.clone(),
            discovery: self.published.discovery.clone(),
            places: self.parts.providers.by_name(),
        }
    }

    pub(super) fn publish(&mut self) {
        let connections: Vec<_> = self
            .connections
            .iter()
            .map(|c| self.connection_view(c))
            .collect();
        if self.published.connections != connections {
            self.published.connections.clone_from(&connections);
            self.tell(Section::Connections { connections });
        }
        let CameraChanges { upserts, removals } = self.camera_changes();
        if !upserts.is_empty() || !removals.is_empty() {
            self.published.cameras = self.count_cameras();
            self.tell(Section::Cameras { upserts, removals });
        }
        let alerts = self.alerts;
        if self.published.alerts != alerts {
            self.published.alerts = alerts;
            self.tell(Section::Alerts { alerts });
        }
        let items = self.checkup_items();
        if self.published.checkup != items {
            self.published.checkup.clone_from(&items);
            self.tell(Section::Checkup { items });
        }
        let incidents = self.incidents_view();
        if self.published.incidents != incidents {
            self.published.incidents.clone_from(&incidents);
            self.tell(Section::Incidents { incidents });
        }
        let integrations = self.integration_views();
        if self.published.integrations != integrations {
            self.published.integrations.clone_from(&integrations);
            self.tell(Section::Integrations { integrations });
        }
        if self.published.preferences != self.preferences {
            self.published.preferences = self.preferences.clone();
            self.tell(Section::Preferences {
                preferences: self.preferences.clone(),
            });
        }
        let setup = self.setup_view();
        if self.published.setup != setup {
            self.published.setup.clone_from(&setup);
            self.tell(Section::Setup { setup });
        }
        let plan = self.move_view();
        if self.published.move_plan != plan {
            self.published.move_plan.clone_from(&plan);
            self.tell(Section::Move { plan });
        }
        let discovery = self.discovery_view();
        if self.published.discovery != discovery {
            self.published.discovery.clone_from(&discovery);
            self.tell(Section::Discovery { discovery });
        }
        let status = self.status();
        let tray = TrayView::of(&status, alerts.unread);
        if self.published.status.as_ref() != Some(&status) {
            self.published.status = Some(status.clone());
            self.tell(Section::Status { status });
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

    /// As of the last time that something was published.
    pub(super) fn published_connections(&self) -> &[ConnectionView] {
        &self.published.connections
    }

    /// Of what is published.
    fn status(&self) -> StatusView {
        StatusView::of(&Facts {
            connections: &self.published.connections,
            guides: &self.published.incidents.guides,
            cameras: &self.published.cameras,
            unread_alerts: self.published.alerts.unread,
        })
    }

    fn count_cameras(&self) -> Vec<CameraCount> {
        let count = |c: &Connection| {
            let mut count = CameraCount {
                connection: c.kept.id,
                online: 0,
                offline: 0,
                not_said: 0,
                in_trouble: 0,
                outdated: 0,
            };
            for camera in self.registry.of(c.kept.id) {
                match camera.online {
                    Some(true) => count.online += 1,
                    Some(false) => count.offline += 1,
                    None => count.not_said += 1,
                }
                count.in_trouble += u32::from(camera.trouble.is_some());
                count.outdated += u32::from(camera.firmware_available.is_some());
            }
            count
        };
        self.connections.iter().map(count).collect()
    }

    fn tell(&mut self, section: Section) {
        self.published.revision = self.published.revision.wrapping_add(1);
        self.parts.desktop.publish(ViewChange {
            revision: self.published.revision,
            section,
        });
    }

    fn camera_changes(&mut self) -> CameraChanges {
        let (outbox, private_names) = (&self.outbox, &self.private_names);
        let connections = &self.connections;
        self.registry.changes(|key| {
            let connection = connections.iter().find(|c| c.kept.id == key.connection);
            let account = connection.and_then(|connection| connection.kept.session.account());
            OwnersWord {
                edit: outbox.shown(key, account),
                private: private_names.get(key, account),
            }
        })
    }

    fn connection_view(&self, connection: &Connection) -> ConnectionView {
        let kept = &connection.kept;
        ConnectionView {
            id: kept.id,
            demo: connection.is_demo(),
            provider: kept.place.provider.clone(),
            name: kept.name.clone(),
            host: kept.place.host(),
            distinction: self.distinction(connection),
            email: kept.email.clone(),
            sign_in: sign_in_form(connection),
            // Nothing is promised where nobody is there who could keep it.
            discloses: connection
                .provider
                .as_ref()
                .map_or(Disclosure::EVERYTHING, |provider| {
                    provider.profile().discloses
                }),
            creates_accounts: connection
                .provider
                .as_ref()
                .is_some_and(|provider| provider.profile().creates_accounts),
            pairs_cameras: connection.pairs_cameras(),
            changes_wifi: connection
                .provider
                .as_ref()
                .is_some_and(|provider| provider.wifi().is_some()),
            removes_cameras: connection.provider.as_ref().is_some_and(|provider| {
                provider.camera_removal().is_some() || provider.camera_access().is_some()
            }),
            changes_password: connection.changes_password(),
            shows_pictures: connection
                .provider
                .as_ref()
                .is_some_and(|provider| provider.snapshots().is_some()),
            finds_cameras: connection
                .provider
                .as_ref()
                .is_some_and(|provider| provider.discovery().is_some()),
            lists_computers: connection.lists_computers(),
            tells_data: connection
                .provider
                .as_ref()
                .is_some_and(|provider| provider.account_data().is_some()),
            session: session_view(connection),
            reach: connection.reach.clone(),
            waiting_edits: self
                .outbox
                .count(kept.id, |state| *state == EditState::Waiting),
            held_edits: self
                .outbox
                .count(kept.id, |state| *state == EditState::Held),
            conflicts: self.conflicts(connection),
            keeps_names: connection.naming() != Some(Naming::Private),
            private_names_to_offer: self.private_names_to_offer(connection),
            private_names: self.private_names.count(kept.id),
            link_requests: connection.link_requests(),
            two_factor: connection.two_factor_view(),
            two_factor_change: connection.two_factor.change_view(),
            changes_email: connection.changes_email(),
            email_changes: connection.email_changes_view(),
            password_recovery: connection.password_recovery_view(),
            recovery_key: connection.recovery_key_view(),
        }
    }

    /// As many as the window shows: of this account, and on cameras that are there.
    fn conflicts(&self, connection: &Connection) -> u32 {
        let account = connection.kept.session.account();
        let shown = self
            .outbox
            .conflicts(connection.kept.id, account)
            .filter(|edit| self.registry.get(&edit.key()).is_some());
        u32::try_from(shown.count()).unwrap_or(u32::MAX)
    }
}

/// That of an account service where nobody is at the place who could say.
fn sign_in_form(connection: &Connection) -> SignInFormView {
    let provider = connection.provider.as_ref();
    let form = provider.map(|provider| provider.profile().sign_in);
    SignInFormView {
        account: form
            .as_ref()
            .map_or(AccountName::Email, |form| form.account),
        more: form
            .iter()
            .flat_map(|form| &form.more)
            .map(|field| field.kind)
            .collect(),
        has_help: form.is_some_and(|form| form.help.is_some()),
    }
}

/// A sign-in that waits for its second factor is shown as that also where the session never ended, and only its token was
/// lost on this computer.
fn session_view(connection: &Connection) -> SessionView {
    let session = &connection.kept.session;
    if let Some(half) = connection.half_way() {
        return SessionView::AwaitingSecondFactor {
            reset: reset_view(connection),
            expires_at: half.expires_at,
            tries_left: half.tries_left,
            offers: half.offers.clone(),
            send_again_at: half.send_again_at,
        };
    }
    match session {
        Session::SignedOut => SessionView::SignedOut,
        Session::NotNeeded => SessionView::NotNeeded,
        Session::SigningIn { .. } | Session::AwaitingSecondFactor { .. } => {
            SessionView::SigningIn {
                reset: reset_view(connection),
                turn_at: connection
                    .attempt
                    .as_ref()
                    .and_then(|attempt| attempt.turn.at),
            }
        }
        Session::Active { .. } => SessionView::Active,
        Session::Reset(_) => match reset_view(connection) {
            Some(reset) => SessionView::Reset { reset },
            None => SessionView::SignedOut,
        },
    }
}

fn reset_view(connection: &Connection) -> Option<ResetView> {
    let reset = connection.kept.session.reset()?;
    let history = connection.kept.history.as_ref();
    let of_account = history.filter(|history| history.account == reset.account);
    Some(ResetView {
        reason: reset.end.reason,
        at: reset.end.at,
        message: reset.end.message.clone(),
        has_advisory: reset
            .end
            .advisory
            .as_deref()
            .is_some_and(|link| link.starts_with("https://")),
        by: reset.end.by.clone(),
        password_changed_at: of_account
            .and_then(|history| history.password_changed_at)
            .filter(|at| *at <= reset.end.at),
        postponed: reset.postponed,
    })
}
