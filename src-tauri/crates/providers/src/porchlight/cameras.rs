//! Cameras: sealed before they leave this computer, opened after they come.

use async_trait::async_trait;
use porchlight_core::cameras::{Camera, CameraId, Nickname, Profile};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{CameraService, ProfileWrite, ServiceError, WriteError};
use porchlight_core::time::Timestamp;
use porchlight_protocol::camera::{self, CameraList, CameraProfile, CameraRecord};
use porchlight_protocol::service::path;
use reqwest::Method;
use uuid::Uuid;

use super::Porchlight;
use super::credential::Session;
use super::requests::{Refusal, Request};
use super::signed_word::plain_name;

#[async_trait]
impl CameraService for Porchlight {
    async fn list(&self, grant: &Grant) -> Result<Vec<Camera>, ServiceError> {
        let session = Session::open(grant)?;
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
        grant: &Grant,
        write: &ProfileWrite,
    ) -> Result<Camera, WriteError> {
        let session = Session::open(grant)?;
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
        model: plain_name(&record.model),
        firmware: Some(plain_name(&record.firmware)),
        address: None,
        firmware_available: record.firmware_available.as_deref().map(plain_name),
        online: Some(record.online),
        last_seen: Some(Timestamp::from_seconds(record.last_seen)),
        signal_dbm: record.signal_dbm,
        profile: Profile {
            nickname: Nickname::closest_to(&profile.nickname),
            room: profile.room.as_deref().map(Nickname::closest_to),
            // What a network is called is said by whoever runs it.
            network: profile.network.as_deref().map(plain_name),
            scene: profile.scene,
        },
        revision: record.revision,
        trouble: None,
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

#[cfg(test)]
mod tests {
    use super::super::credential::tests::session;
    use super::*;

    #[test]
    fn what_a_camera_or_a_network_calls_itself_cannot_turn_a_line_around() {
        let session = session();
        let id = Uuid::from_u128(7);
        let profile = CameraProfile {
            nickname: "Front\u{202E} door".into(),
            room: Some("Porch\n".into()),
            network: Some("Porch\u{2066}\u{200F} Network\t".into()),
            scene: None,
        };
        let record = CameraRecord {
            id,
            model: "\u{202E}2 maC hcroP\u{7}\n".into(),
            firmware: "5.0\u{2028}.3\u{61C}".into(),
            firmware_available: Some("\u{1b}[31m6".into()),
            online: true,
            last_seen: 0,
            signal_dbm: None,
            sealed_profile: profile.seal(&session.vault_key, session.account, id),
            revision: 1,
        };
        let camera = opened(record, &session);
        assert_eq!(camera.model, "2 maC hcroP");
        assert_eq!(camera.firmware.as_deref(), Some("5.0 .3"));
        assert_eq!(camera.firmware_available.as_deref(), Some("[31m6"));
        let told = camera.profile;
        assert_eq!(told.nickname, "Front door");
        assert_eq!(told.room.as_deref(), Some("Porch"));
        assert_eq!(told.network.as_deref(), Some("Porch Network"));
    }
}
