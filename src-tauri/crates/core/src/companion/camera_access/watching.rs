//! One task for each camera whose secret is at hand: how it is, again and again, and what is wrong with it alone.

use std::sync::Arc;

use uuid::Uuid;

use super::{CameraLine, CameraReport, key};
use crate::backoff::Backoff;
use crate::cameras::{Camera, CameraId, Trouble};
use crate::companion::listening::{WITHOUT_EVENTS, retry_after, watched_by};
use crate::companion::requests::Report;
use crate::companion::state::State;
use crate::error::Failure;
use crate::ports::grant::Grant;
use crate::ports::provider::{Credential, ServiceError, SessionId};
use crate::ports::secret_vault::VaultError;
use crate::secret::SecretBytes;
use crate::view::ConnectionId;

impl State {
    /// At the start, and when the owner wants to know at once: cameras whose secret is not at hand are looked up in the keychain.
    pub(in crate::companion) fn watch_cameras(&mut self, id: ConnectionId) {
        self.reached(id);
        let Some(connection) = self.connection(id) else {
            return;
        };
        let without: Vec<CameraId> = self
            .registry
            .of(id)
            .filter(|camera| connection.cameras.grant(&camera.id).is_none())
            .map(|camera| camera.id.clone())
            .collect();
        let (Some(home), report) = (&self.home, self.reporter()) else {
            return;
        };
        for camera in without {
            let read = home.secrets.read_camera(key(id, &camera));
            let report = report.clone();
            tokio::spawn(async move {
                report(Report::Camera {
                    connection: id,
                    report: Box::new(CameraReport::SecretRead {
                        camera,
                        result: read.await,
                    }),
                });
            });
        }
    }

    /// The owner does not want to wait for the next look. Who has been refused is asked once more.
    pub(in crate::companion) fn watch_cameras_at_once(&mut self, id: ConnectionId) {
        self.watch_cameras(id);
        let Some(connection) = self.connection(id) else {
            return;
        };
        let mut refused = Vec::new();
        for (camera, line) in &connection.cameras.lines {
            match &line.watcher {
                Some(watcher) => watcher.at_once(),
                None => refused.push((camera.clone(), Arc::clone(&line.grant))),
            }
        }
        for (camera, grant) in refused {
            self.watch_with(id, &camera, grant);
        }
    }

    pub(super) async fn camera_secret_read(
        &mut self,
        id: ConnectionId,
        camera: CameraId,
        result: Result<Option<SecretBytes>, VaultError>,
    ) {
        let known = self
            .connection(id)
            .is_some_and(|connection| connection.cameras.grant(&camera).is_none());
        if !known || self.registry.get(&key(id, &camera)).is_none() {
            return;
        }
        match result {
            Ok(Some(secret)) => self.watch_camera(id, &camera, secret),
            // Somebody emptied the keychain: what the camera wants has to be typed again.
            Ok(None) => {
                self.camera_in_trouble(id, &camera, Trouble::CredentialRefused)
                    .await;
            }
            Err(error) => self.in_trouble(id, Failure::from(&error)),
        }
    }

    pub(super) fn watch_camera(
        &mut self,
        id: ConnectionId,
        camera: &CameraId,
        secret: SecretBytes,
    ) {
        let credential = Credential {
            // Names what a camera was asked with, in this run.
            session: SessionId(Uuid::new_v4().to_string()),
            secret,
        };
        let Some(home) = &self.home else { return };
        let grant = home.secrets.camera_grant(key(id, camera), credential);
        self.watch_with(id, camera, Arc::new(grant));
    }

    fn watch_with(&mut self, id: ConnectionId, camera: &CameraId, grant: Arc<Grant>) {
        let (clock, report) = (Arc::clone(&self.parts.clock), self.reporter());
        let known = self.registry.get(&key(id, camera)).cloned();
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let (Some(mut known), Some(provider)) = (known, connection.provider.clone()) else {
            return;
        };
        let (turns, asked_with) = (Arc::clone(&connection.cameras.turns), Arc::clone(&grant));
        let (session, camera_id) = (grant.session().clone(), camera.clone());
        let watcher = watched_by(move |at_once| async move {
            let mut backoff = Backoff::default();
            loop {
                let result = {
                    // Never closed.
                    let _turn = turns.acquire().await;
                    match provider.camera_access() {
                        Some(cameras) => cameras.camera(&asked_with, &known).await,
                        None => Err(ServiceError::NotFound),
                    }
                };
                let pause = match &result {
                    Ok(now) => {
                        backoff = Backoff::default();
                        if now.id == known.id {
                            known.clone_from(now);
                        }
                        Some(WITHOUT_EVENTS)
                    }
                    Err(error) if refuses(error) => None,
                    Err(error) => Some(backoff.after(retry_after(error))),
                };
                report(Report::Camera {
                    connection: id,
                    report: Box::new(CameraReport::Seen {
                        camera: camera_id.clone(),
                        session: asked_with.session().clone(),
                        result,
                    }),
                });
                let Some(pause) = pause else { return };
                tokio::select! {
                    () = clock.sleep(pause) => {}
                    () = at_once.notified() => {}
                }
            }
        });
        let line = CameraLine {
            grant,
            watcher: Some(watcher),
        };
        let before = connection.cameras.lines.insert(camera.clone(), line);
        if let Some(before) = before.filter(|before| before.grant.session() != &session) {
            before.grant.end();
        }
    }

    pub(super) async fn camera_seen(
        &mut self,
        id: ConnectionId,
        camera: &CameraId,
        session: &SessionId,
        result: Result<Camera, ServiceError>,
    ) {
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.cameras.is_of(camera, session));
        // Of a camera that is gone, or that was signed in to again meanwhile.
        if !current {
            return;
        }
        let result = match result {
            // Another camera has its address by now.
            Ok(other) if other.id != *camera => Err(ServiceError::NotFound),
            result => result,
        };
        match result {
            Ok(now) => {
                if self.camera_is(id, now).await.is_err() {
                    tracing::warn!("a camera could not be kept as last seen");
                }
            }
            Err(error) => {
                if refuses(&error)
                    && let Some(connection) = self.connection_mut(id)
                    && let Some(line) = connection.cameras.lines.get_mut(camera)
                {
                    line.watcher = None;
                }
                self.camera_in_trouble(id, camera, trouble(&error)).await;
            }
        }
    }

    /// What it says itself, and what is compared with what it said before.
    pub(super) async fn camera_is(&mut self, id: ConnectionId, now: Camera) -> Result<(), Failure> {
        let key = key(id, &now.id);
        let before: Vec<Camera> = self.registry.get(&key).cloned().into_iter().collect();
        if before.first() == Some(&now) {
            return Ok(());
        }
        let answered = self.list_orders.now();
        self.registry.update(id, now, answered);
        self.keep_absences(id, &before).await;
        self.keep_camera(&key).await
    }

    /// What was known of it stays, except whether it is there.
    pub(super) async fn camera_in_trouble(
        &mut self,
        id: ConnectionId,
        camera: &CameraId,
        trouble: Trouble,
    ) {
        let Some(known) = self.registry.get(&key(id, camera)) else {
            return;
        };
        let now = Camera {
            online: None,
            trouble: Some(trouble),
            ..known.clone()
        };
        if self.camera_is(id, now).await.is_err() {
            tracing::warn!("a camera could not be kept as last seen");
        }
    }
}

/// The camera is there, and asking it again in the same way would not help.
fn refuses(error: &ServiceError) -> bool {
    trouble(error) == Trouble::CredentialRefused
}

fn trouble(error: &ServiceError) -> Trouble {
    use ServiceError as E;
    match error {
        E::NotRecognised | E::SessionEnded { .. } | E::WrongCredentials => {
            Trouble::CredentialRefused
        }
        E::ClockOff { .. } => Trouble::ClockOff,
        E::TooManyTries { .. } => Trouble::Locked,
        E::Full { .. }
        | E::Misdirected
        | E::NotFound
        | E::Overloaded { .. }
        | E::TimedOut
        | E::Unreachable => Trouble::NoAnswer,
        E::AccountExists
        | E::AccountFull
        | E::AddressNotAllowed
        | E::CertificateExpired
        | E::CertificateUntrusted
        | E::EmailInvalid
        | E::Faulty
        | E::Garbled
        | E::InvitationInvalid
        | E::InvitationNeeded
        | E::Keychain(_)
        | E::KeyLost
        | E::KeyUnvouched
        | E::ProviderUnknown
        | E::Refused
        | E::RegistrationClosed
        | E::TooManyRegistrations { .. } => Trouble::NotUnderstood,
    }
}
