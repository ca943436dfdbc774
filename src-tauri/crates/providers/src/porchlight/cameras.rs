//! Cameras: sealed before they leave this computer, opened after they come.

use async_trait::async_trait;
use porchlight_core::cameras::{Camera, CameraId, Profile};
use porchlight_core::ports::provider::{
    CameraService, Credential, ProfileWrite, ServiceError, WriteError,
};
use porchlight_core::time::Timestamp;
use porchlight_protocol::camera::{self, CameraList, CameraProfile, CameraRecord};
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::requests::{Refusal, Request};
use super::signed_word::plain_text;

#[async_trait]
impl CameraService for Porchlight {
    async fn list(&self, credential: &Credential) -> Result<Vec<Camera>, ServiceError> {
        let session = Session::open(credential)?;
        let request = Request::new(Method::GET, path::CAMERAS).of_session(&session);
        let list: CameraList = self.requests.ask(&request).await?;
        Ok(list
            .cameras
            .into_iter()
            .map(|record| opened(record, &session))
            .collect())
    }

    async fn write_profile(
        &self,
        credential: &Credential,
        write: &ProfileWrite,
    ) -> Result<Camera, WriteError> {
        let session = Session::open(credential)?;
        let id: Uuid = write.camera.0.parse().map_err(|_| ServiceError::NotFound)?;
        let sealed_profile = wire(&write.profile).seal_for_edit(
            &session.vault_key,
            session.account,
            id,
            write.idempotency_key,
        );
        let body = camera::ProfileWrite { sealed_profile };
        let request = Request::new(
            Method::PUT,
            path::CAMERA_PROFILE.replace("{id}", &id.to_string()),
        )
        .of_session(&session)
        .if_revision(write.base_revision)
        .once(write.idempotency_key)
        .json(&body);
        match self.requests.ask::<CameraRecord>(&request).await {
            Ok(record) if record.id == id => Ok(opened(record, &session)),
            Err(Refusal::Conflict(current)) if current.id == id => {
                Err(WriteError::Conflict(Box::new(opened(*current, &session))))
            }
            // The answer is about another camera.
            Ok(_) => Err(ServiceError::Garbled.into()),
            Err(refusal) => Err(ServiceError::from(refusal).into()),
        }
    }
}

/// A profile that cannot be opened (sealed under another key, or tampered with) is shown as a camera that nobody
/// has named; the others stay as they are.
fn opened(record: CameraRecord, session: &Session) -> Camera {
    let profile = if record.sealed_profile.0.is_empty() {
        CameraProfile::default()
    } else {
        CameraProfile::open(
            &record.sealed_profile,
            &session.vault_key,
            session.account,
            record.id,
        )
        .unwrap_or_else(|_| {
            tracing::warn!("a camera's profile cannot be opened");
            CameraProfile::default()
        })
    };
    Camera {
        id: CameraId(record.id.to_string()),
        model: plain_text(&record.model),
        firmware: plain_text(&record.firmware),
        firmware_available: record.firmware_available.as_deref().map(plain_text),
        online: record.online,
        last_seen: Timestamp::from_seconds(record.last_seen),
        signal_dbm: record.signal_dbm,
        profile: Profile {
            nickname: profile.nickname,
            room: profile.room,
            network: profile.network,
            scene: profile.scene,
        },
        revision: record.revision,
    }
}

fn wire(profile: &Profile) -> CameraProfile {
    CameraProfile {
        nickname: profile.nickname.clone(),
        room: profile.room.clone(),
        network: profile.network.clone(),
        scene: profile.scene.clone(),
    }
}
