//! The Wi-Fi of a camera that is in the list already: what it is on, what it hears, and another one.

use async_trait::async_trait;

use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::wifi::{ChosenNetwork, NearbyNetwork, Ssid, WifiSecret};

#[async_trait]
pub trait CameraWifi: Send + Sync {
    /// What it is on now; `None`: a cable, or it does not say.
    async fn network(&self, grant: &Grant, camera: &CameraId)
    -> Result<Option<Ssid>, ServiceError>;

    /// What the camera hears where it stands.
    async fn scan(
        &self,
        grant: &Grant,
        camera: &CameraId,
    ) -> Result<Vec<NearbyNetwork>, ServiceError>;

    /// Tells it another network. Where it goes is read back by [`Self::network`] when it is heard again.
    ///
    /// # Errors
    /// The camera is on its old network still.
    async fn set_network(
        &self,
        grant: &Grant,
        camera: &CameraId,
        network: &ChosenNetwork,
        secret: &WifiSecret,
    ) -> Result<(), ServiceError>;
}
