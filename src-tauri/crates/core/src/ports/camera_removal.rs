//! Taking cameras out of the account, where a service can do that.

use async_trait::async_trait;

use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;

#[async_trait]
pub trait CameraRemovalService: Send + Sync {
    /// One that is gone already succeeds. A camera that is set up again afterwards comes under another identifier.
    ///
    /// # Errors
    /// [`RemovalError::Unclear`] when it is not known whether the service did it; otherwise nothing has changed.
    async fn remove_camera(&self, grant: &Grant, camera: &CameraId) -> Result<(), RemovalError>;
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RemovalError {
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The answer was lost, and so was the one to the same request again.
    #[error("nobody knows whether the camera was removed")]
    Unclear,
}
