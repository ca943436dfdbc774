//! A Linux computer: NetworkManager on a bus that plays the system's, and a clock that a test chooses.

use std::sync::Arc;
use std::time::Duration;

use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::wifi::{NearbyNetwork, Ssid, WifiSecret};
use porchlight_simulators::bus::PrivateBus;
use porchlight_simulators::network_manager::{AccessPoint, NetworkManager, Radio};
use porchlight_wifi::nearby;
use tempfile::TempDir;

use crate::common::PickyClock;

/// WPA2, as most are.
pub(crate) const PORCH: AccessPoint<'static> = AccessPoint {
    name: b"porch",
    mhz: 2437,
    strength: 70,
    flags: 0x1,
    wpa: 0,
    rsn: 0x188,
};

pub(crate) struct Computer {
    pub(crate) bus: PrivateBus,
    _folder: TempDir,
}

impl Computer {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            bus: PrivateBus::start(folder.path()).unwrap(),
            _folder: folder,
        }
    }

    pub(crate) async fn with_radio() -> (Self, NetworkManager, Radio) {
        let computer = Self::new();
        let manager = NetworkManager::start(computer.bus.address()).await.unwrap();
        let radio = manager.add_radio("wlan0").await.unwrap();
        (computer, manager, radio)
    }

    /// Whatever ends, ends by an answer.
    pub(crate) async fn look(&self) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        patient(self.bus.address()).look(None).await
    }

    pub(crate) async fn saved(&self, name: &[u8]) -> Result<WifiSecret, NearbyTrouble> {
        let nearby = patient(self.bus.address());
        nearby.saved_secret(None, &ssid(name)).await
    }
}

pub(crate) fn patient(bus: &str) -> nearby::NetworkManager {
    nearby::NetworkManager::on_bus(bus, Arc::new(PickyClock { gives_up: None }))
}

/// Waits for anything but what takes `limit`.
pub(crate) fn impatient(bus: &str, limit: Duration) -> nearby::NetworkManager {
    let gives_up = Some(limit);
    nearby::NetworkManager::on_bus(bus, Arc::new(PickyClock { gives_up }))
}

pub(crate) fn ssid(octets: &[u8]) -> Ssid {
    Ssid::new(octets).unwrap()
}
