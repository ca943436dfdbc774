//! Facts worked out here, from what a connection shows of its cameras, its computers and its two-factor.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::requests::Reply;
use super::state::State;
use crate::alerts::Alert;
use crate::alerts::rules::{Lists, gone_for_long};
use crate::cameras::{Camera, CameraId, absences};
use crate::error::Failure;
use crate::view::two_factor::TwoFactorView;
use crate::view::{Absence, CameraKey, ConnectionId};

/// What a connection's watch remembers in this run.
#[derive(Default)]
pub(super) struct Watch {
    /// Whose list the last one was: lists of two accounts are not compared.
    account: Option<String>,
    /// Absences that were told, so that the database is not asked each time.
    told: HashSet<String>,
}

impl Watch {
    pub(super) fn of(account: Option<&str>) -> Self {
        Self {
            account: account.map(str::to_owned),
            told: HashSet::new(),
        }
    }
}

impl State {
    /// What is different from the last list, unless it was done here.
    pub(super) async fn compare_cameras(&mut self, id: ConnectionId, before: &[Camera]) {
        let Some(connection) = self.connection(id) else {
            return;
        };
        let account = connection.kept.session.account().map(str::to_owned);
        if account.is_none() || connection.watch.account != account {
            return;
        }
        let before: Vec<Camera> = before
            .iter()
            .map(|camera| self.as_called(id, camera).into_owned())
            .collect();
        let after: Vec<Cow<'_, Camera>> = self
            .registry
            .of(id)
            .map(|camera| self.as_called(id, camera))
            .collect();
        let after: Vec<&Camera> = after.iter().map(Cow::as_ref).collect();
        let lists = Lists {
            connection: id,
            before: &before,
            after: &after,
            now: self.parts.clock.now(),
        };
        let moved_here = |camera: &Camera| {
            let key = CameraKey {
                connection: id,
                camera: camera.id.clone(),
            };
            let edit = self.outbox.shown(&key, account.as_deref());
            let private = self.private_names.get(&key, account.as_deref());
            self.plans.moves(id)
                || edit.is_some_and(|edit| edit.profile.network == camera.profile.network)
                || private.is_some_and(|private| private.network == camera.profile.network)
        };
        let removed_here = |camera: &CameraId| connection.removals.is_asked(camera);
        let set_up_here = |camera: &CameraId| self.plans.brings(id, camera);
        let differences = lists.differences(set_up_here, removed_here, moved_here);
        let back = lists.back();
        for alert in differences {
            self.raise_or_warn(alert).await;
        }
        for (gone, alert) in back {
            if self.is_told(&gone).await {
                self.raise_or_warn(alert).await;
            }
        }
    }

    /// For the pages of the cameras; nothing else depends on them.
    pub(super) async fn keep_absences(&mut self, id: ConnectionId, before: &[Camera]) {
        let after: Vec<&Camera> = self.registry.of(id).collect();
        let found = absences(before, &after, self.parts.clock.now());
        let Ok(store) = self.store() else { return };
        for (camera, absence) in found {
            let key = CameraKey {
                connection: id,
                camera,
            };
            if store.put_absence(&key, &absence).await.is_err() {
                tracing::warn!("an absence of a camera could not be kept");
            }
        }
    }

    /// A page is read beside the companion: it changes nothing.
    pub(super) fn camera_absences(&mut self, camera: &CameraKey, reply: Reply<Vec<Absence>>) {
        let store = match self.store() {
            Ok(store) => Arc::clone(&store),
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let camera = camera.clone();
        tokio::spawn(async move {
            let absences = store.absences(&camera).await;
            // Whoever asked may be gone.
            drop(reply.send(absences.map_err(|error| Failure::from(&error))));
        });
    }

    pub(super) fn cameras_compared(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connection_mut(id) {
            connection.watch.account = connection.kept.session.account().map(str::to_owned);
        }
    }

    /// What only time makes true. Asked whenever the service has answered: at least every half minute while it is there.
    pub(super) async fn look_around(&mut self, id: ConnectionId) {
        let now = self.parts.clock.now();
        let Some(connection) = self.connection(id) else {
            return;
        };
        let told = &connection.watch.told;
        let gone: Vec<Alert> = self
            .registry
            .of(id)
            .filter_map(|camera| gone_for_long(id, &self.as_called(id, camera), now))
            .filter(|alert| !told.contains(&alert.id))
            .collect();
        for alert in gone {
            let identity = alert.id.clone();
            if self.raise_or_warn(alert).await
                && let Some(connection) = self.connection_mut(id)
            {
                connection.watch.told.insert(identity);
            }
        }
        self.remind_of_two_factor(id).await;
    }

    async fn remind_of_two_factor(&mut self, id: ConnectionId) {
        let now = self.parts.clock.now();
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let off = connection.two_factor_view() == TwoFactorView::Off;
        let Some(aftermath) = connection
            .kept
            .aftermath
            .as_mut()
            .filter(|aftermath| off && aftermath.reminder_is_due(now))
        else {
            return;
        };
        let alert = aftermath.reminder(id, now);
        aftermath.reminded = Some(now);
        // Kept first: rather once too few than again and again.
        if self.keep(id).await.is_ok() {
            self.raise_or_warn(alert).await;
        }
    }

    async fn is_told(&self, alert: &str) -> bool {
        match self.store() {
            Ok(store) => store.knows_alert(alert).await.unwrap_or(false),
            Err(_) => false,
        }
    }
}
