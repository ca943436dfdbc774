//! Cameras that leave the account.

use async_trait::async_trait;

use super::{FakeService, lock};
use crate::cameras::CameraId;
use crate::ports::camera_removal::{CameraRemovalService, RemovalError};
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;

#[derive(Default)]
pub(super) struct Removals {
    asked: usize,
    /// Nobody hears what becomes of it, and no list comes either.
    loses_answers: bool,
    holds_answers: bool,
    trouble: Option<ServiceError>,
}

impl FakeService {
    /// Only removals fail this way; nothing is removed.
    pub fn break_removals(&self, trouble: ServiceError) {
        self.change(|inner| inner.removals.trouble = Some(trouble));
    }

    /// Cameras are removed, their answers lost, and the service is out of reach from then on.
    pub fn break_down_after_removing(&self) {
        self.change(|inner| inner.removals.loses_answers = true);
    }

    /// Cameras are removed at once, and nobody hears that until further notice.
    pub fn hold_answers_to_removals(&self, holds: bool) {
        self.change(|inner| inner.removals.holds_answers = holds);
    }

    /// How often it was asked to remove one.
    pub fn removals_asked(&self) -> usize {
        lock(&self.0.inner).removals.asked
    }
}

#[async_trait]
impl CameraRemovalService for FakeService {
    async fn remove_camera(&self, grant: &Grant, camera: &CameraId) -> Result<(), RemovalError> {
        self.change(|inner| inner.removals.asked += 1);
        self.answer().await?;
        self.check(grant).await?;
        let answer = self.change(|inner| {
            match &inner.removals.trouble {
                Some(ServiceError::TimedOut) => return Err(RemovalError::Unclear),
                Some(trouble) => return Err(trouble.clone().into()),
                None => {}
            }
            inner
                .cameras_of(grant.session())
                .retain(|one| one.id != *camera);
            if inner.removals.loses_answers {
                inner.trouble = Some(ServiceError::Unreachable);
            }
            if inner.loses_answers || inner.removals.loses_answers {
                return Err(RemovalError::Unclear);
            }
            Ok(())
        });
        self.until(|service| !lock(&service.0.inner).removals.holds_answers)
            .await;
        answer
    }
}
