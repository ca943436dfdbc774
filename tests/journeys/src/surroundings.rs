//! A computer on a cable, with nothing plugged in.

use async_trait::async_trait;
use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::ports::place::Place;
use porchlight_core::ports::unjoined_camera::{
    CameraReach, CameraTrouble, SerialPort, UnjoinedCamera,
};
use porchlight_core::wifi::{NearbyNetwork, Ssid, WifiSecret};

pub(crate) struct NothingAround;

#[async_trait]
impl NearbyNetworks for NothingAround {
    async fn look(&self, _place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        Err(NearbyTrouble::NoHardware)
    }

    async fn saved_secret(
        &self,
        _place: Option<&Place>,
        _ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble> {
        Err(NearbyTrouble::NothingSaved)
    }
}

#[async_trait]
impl CameraReach for NothingAround {
    async fn serial_ports(&self) -> Result<Vec<SerialPort>, CameraTrouble> {
        Ok(Vec::new())
    }

    async fn over_serial(&self, _port: &str) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        Err(CameraTrouble::NotFound)
    }

    async fn over_own_network(&self) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        Err(CameraTrouble::NotFound)
    }
}
