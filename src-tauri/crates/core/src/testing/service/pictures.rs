//! What its cameras see.

use async_trait::async_trait;

use super::FakeService;
use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::ports::snapshots::{Picture, SnapshotService};
use crate::time::Timestamp;

#[async_trait]
impl SnapshotService for FakeService {
    async fn snapshot(&self, grant: &Grant, camera: &CameraId) -> Result<Picture, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            let cameras = inner.cameras_of(grant.session());
            let found = cameras.iter().find(|one| one.id == *camera);
            let found = found.ok_or(ServiceError::NotFound)?;
            Ok(Picture {
                bytes: format!("picture of {}", found.id.0).into_bytes(),
                taken_at: Some(Timestamp::from_seconds(1_767_225_600)),
            })
        })
    }
}
