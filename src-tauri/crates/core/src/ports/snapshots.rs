//! Still pictures of what a camera sees now.

use async_trait::async_trait;

use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::time::Timestamp;

#[async_trait]
pub trait SnapshotService: Send + Sync {
    /// # Errors
    /// [`ServiceError::NotFound`] where this camera gives none; [`ServiceError::Garbled`] for more than [`LARGEST`].
    async fn snapshot(&self, grant: &Grant, camera: &CameraId) -> Result<Picture, ServiceError>;
}

/// In bytes, as the camera encodes it.
pub const LARGEST: usize = 8 << 20;

/// As the camera gave it: nobody has looked yet whether it is one. Kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub bytes: Vec<u8>,
    /// `None`: the camera does not say.
    pub taken_at: Option<Timestamp>,
}

/// What a camera saw is nobody's business but the owner's.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture").finish_non_exhaustive()
    }
}
