//! The Wi-Fi of a camera that is in the list already: what it is on, and another one.

use async_trait::async_trait;

use crate::cameras::CameraId;
use crate::ports::grant::Grant;
use crate::ports::provider::ServiceError;
use crate::wifi::{ChosenNetwork, Ssid, WifiSecret};

#[async_trait]
pub trait CameraWifi: Send + Sync {
    /// What it is on now; `None`: a cable, or it does not say.
    async fn network(&self, grant: &Grant, camera: &CameraId)
    -> Result<Option<Ssid>, ServiceError>;

    /// Tells it another network. Where it went is read back by [`Self::network`] once it is heard again.
    ///
    /// # Errors
    /// [`ServiceError::Refused`]: it does not take this network. Out of reach or too late: it may have gone there all the same.
    async fn set_network(
        &self,
        grant: &Grant,
        camera: &CameraId,
        network: &ChosenNetwork,
        secret: &WifiSecret,
    ) -> Result<(), ServiceError>;
}
