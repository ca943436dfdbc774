//! The Wi-Fi networks that this computer can hear, and the one it is on.

use async_trait::async_trait;

use crate::ports::place::Place;
use crate::wifi::{NearbyNetwork, Ssid, WifiSecret};

#[async_trait]
pub trait NearbyNetworks: Send + Sync {
    /// Looks around; takes some seconds. The demo home has a neighbourhood of its own, so `place` says whose camera it
    /// is for. One entry per name, strongest first, the current one before all.
    async fn look(&self, place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble>;

    /// The password that this computer keeps for a network: of several, the one in use now, else the one that worked last.
    /// Asked for by an explicit click only; the system may ask the owner.
    async fn saved_secret(
        &self,
        place: Option<&Place>,
        ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble>;
}

/// Why nothing was heard. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NearbyTrouble {
    #[error("this computer has no Wi-Fi")]
    NoHardware,
    #[error("this computer keeps no password for that network")]
    NothingSaved,
    #[error("the system does not allow it")]
    NotPermitted,
    #[error("Wi-Fi is switched off")]
    SwitchedOff,
    #[error("the service that knows the networks is not running")]
    Unavailable,
}
