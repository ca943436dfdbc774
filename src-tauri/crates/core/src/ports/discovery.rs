//! Looking around for cameras that can be added.

use async_trait::async_trait;

use crate::cameras::CameraId;
use crate::ports::provider::ServiceError;

#[async_trait]
pub trait CameraDiscovery: Send + Sync {
    /// Looks until everything was looked at, or until it is dropped. Each camera is told as soon as it answers, and again when more is
    /// known of it.
    ///
    /// # Errors
    /// It could not look at all.
    async fn discover(
        &self,
        found: &(dyn Fn(FoundCamera) + Send + Sync),
    ) -> Result<(), ServiceError>;
}

/// Somebody who answered. Nobody has signed in to it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCamera {
    /// Its own, which it has after a sign-in too.
    pub id: CameraId,
    /// What a sign-in is tried at.
    pub address: String,
    /// What it calls itself. Plain text; may be empty.
    pub name: String,
    /// May be empty.
    pub maker: String,
    /// May be empty.
    pub model: String,
}
