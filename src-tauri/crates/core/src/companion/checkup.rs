//! The facts of the security checklist, gathered from what the companion knows.

use super::state::{Connection, State};
use crate::cameras::Camera;
use crate::checkup::{CameraFacts, ConnectionFacts, Facts, Line, Rehearsal, checkup};
use crate::error::Remedy;
use crate::session::Session;
use crate::view::checkup::CheckupItem;
use crate::view::{CameraKey, ConnectionId, ReachView};

impl State {
    /// Nothing is known of a vault that is closed.
    pub(super) fn checkup_items(&self) -> Vec<CheckupItem> {
        let Some(home) = &self.home else {
            return Vec::new();
        };
        let undecided =
            |view: &crate::view::ConnectionView| view.held_edits.saturating_add(view.conflicts);
        checkup(&Facts {
            protection: home.kind,
            // There is nothing to do at an account that is closed, nor where there is none.
            connections: self
                .connections
                .iter()
                .filter(|connection| !connection.account_is_closed())
                .filter(|connection| connection.kept.session != Session::NotNeeded)
                .map(facts_of)
                .collect(),
            undecided_edits: self.published_connections().iter().map(undecided).sum(),
            cameras: self.camera_facts(),
        })
    }

    fn camera_facts(&self) -> CameraFacts {
        let mut facts = CameraFacts::default();
        for connection in &self.connections {
            let id = connection.kept.id;
            for camera in self.registry.of(id) {
                if camera.firmware.is_some() || camera.firmware_available.is_some() {
                    facts.tell_firmware = facts.tell_firmware.saturating_add(1);
                }
                if camera.firmware_available.is_some() {
                    facts.outdated = facts.outdated.saturating_add(1);
                    facts.first_outdated.get_or_insert_with(|| key(id, camera));
                }
            }
        }
        facts
    }
}

fn key(connection: ConnectionId, camera: &Camera) -> CameraKey {
    CameraKey {
        connection,
        camera: camera.id.clone(),
    }
}

fn facts_of(connection: &Connection) -> ConnectionFacts {
    let kept = &connection.kept;
    let active = kept.session.active();
    let line = match (active, &connection.reach) {
        (None, _) => Line::SignedOut,
        (Some(_), ReachView::Online) => Line::Heard,
        (Some(_), ReachView::Trouble { failure, .. }) if failure.remedy == Remedy::SignIn => {
            Line::Lost
        }
        (Some(_), ReachView::Trouble { .. } | ReachView::Unknown) => Line::Unsure,
    };
    ConnectionFacts {
        id: kept.id,
        line,
        looked_at: connection.computers_looked_at(),
        lists_computers: connection.lists_computers(),
        two_factor: connection.two_factor_view(),
        key_news: connection
            .key_news()
            .filter(|_| connection.offers_recovery()),
        rehearsal: rehearsal(connection),
        integrations: connection.integration_facts(),
    }
}

fn rehearsal(connection: &Connection) -> Rehearsal {
    let kept = &connection.kept;
    // Signed out, nobody can tell whose it would be.
    let of_this_account = kept.rehearsed.as_ref().filter(|rehearsed| {
        let account = kept.session.account();
        account.is_none_or(|account| account == rehearsed.account)
    });
    match of_this_account {
        _ if !connection.offers_recovery() => Rehearsal::NotOffered,
        Some(rehearsed) => Rehearsal::LastAt(rehearsed.at),
        None => Rehearsal::Never,
    }
}
