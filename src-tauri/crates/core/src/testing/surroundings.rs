//! Networks around a computer, and a camera on its cable, as the test says.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tokio::sync::watch;

use super::lock;
use crate::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use crate::ports::place::Place;
use crate::ports::unjoined_camera::{
    CameraDescription, CameraReach, CameraTrouble, JoinOrder, Joined, SerialPort, UnjoinedCamera,
};
use crate::wifi::{Bands, NearbyNetwork, Security, Ssid, WifiSecret};

/// Silent until a test says what is there.
#[derive(Clone, Default)]
pub struct FakeSurroundings(Arc<Mutex<Inner>>, Arc<watch::Sender<usize>>);

#[derive(Default)]
struct Inner {
    networks: Vec<NearbyNetwork>,
    trouble: Option<NearbyTrouble>,
    saved: Vec<(Ssid, WifiSecret)>,
    ports: Vec<SerialPort>,
    camera: Option<CameraDescription>,
    reach_trouble: Option<CameraTrouble>,
    joins: Option<Result<Joined, CameraTrouble>>,
    orders: Vec<JoinOrder>,
    without_end: bool,
}

/// Heard at 2.4 GHz, with a WPA2 password.
pub fn network(ssid: Ssid) -> NearbyNetwork {
    NearbyNetwork {
        ssid,
        security: Some(Security::Wpa),
        bands: Some(Bands::of_frequency(2437)),
        strength: 70,
        current: false,
    }
}

impl FakeSurroundings {
    pub fn hear(&self, networks: Vec<NearbyNetwork>) {
        lock(&self.0).networks = networks;
    }

    pub fn break_down(&self, trouble: Option<NearbyTrouble>) {
        lock(&self.0).trouble = trouble;
    }

    /// This computer itself uses it.
    pub fn save(&self, ssid: Ssid, secret: WifiSecret) {
        lock(&self.0).saved.push((ssid, secret));
    }

    /// A camera is on the cable (`ttyUSB0`), and on its own network as well; joining ends as given.
    pub fn plug_in(&self, camera: CameraDescription, joins: Result<Joined, CameraTrouble>) {
        let mut inner = lock(&self.0);
        inner.ports = vec![SerialPort {
            name: "ttyUSB0".into(),
            product: Some("ESP32".into()),
            likely: true,
        }];
        inner.camera = Some(camera);
        inner.joins = Some(joins);
    }

    pub fn break_reach(&self, trouble: Option<CameraTrouble>) {
        lock(&self.0).reach_trouble = trouble;
    }

    /// A camera that was told says nothing more.
    pub fn join_without_end(&self) {
        lock(&self.0).without_end = true;
    }

    /// Somebody holds the camera's port.
    pub fn camera_is_held(&self) -> bool {
        *self.1.borrow() > 0
    }

    pub async fn until_camera_is_let_go(&self) {
        // The sender lives as long as this.
        drop(self.1.subscribe().wait_for(|held| *held == 0).await);
    }

    /// What the camera was told.
    pub fn orders(&self) -> Vec<JoinOrder> {
        lock(&self.0).orders.clone()
    }

    fn reached(&self) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        let inner = lock(&self.0);
        if let Some(trouble) = inner.reach_trouble {
            return Err(trouble);
        }
        let description = inner.camera.clone().ok_or(CameraTrouble::NotFound)?;
        self.1.send_modify(|held| *held += 1);
        Ok(Box::new(FakeCamera {
            surroundings: self.clone(),
            description,
        }))
    }
}

#[async_trait]
impl NearbyNetworks for FakeSurroundings {
    async fn look(&self, _place: Option<&Place>) -> Result<Vec<NearbyNetwork>, NearbyTrouble> {
        let inner = lock(&self.0);
        inner.trouble.map_or(Ok(inner.networks.clone()), Err)
    }

    async fn saved_secret(
        &self,
        _place: Option<&Place>,
        ssid: &Ssid,
    ) -> Result<WifiSecret, NearbyTrouble> {
        let inner = lock(&self.0);
        let saved = inner.saved.iter().find(|(known, _)| known == ssid);
        saved
            .map(|(_, secret)| secret.clone())
            .ok_or(NearbyTrouble::NothingSaved)
    }
}

#[async_trait]
impl CameraReach for FakeSurroundings {
    async fn serial_ports(&self) -> Result<Vec<SerialPort>, CameraTrouble> {
        Ok(lock(&self.0).ports.clone())
    }

    async fn over_serial(&self, _port: &str) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        self.reached()
    }

    async fn over_own_network(&self) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        self.reached()
    }
}

struct FakeCamera {
    surroundings: FakeSurroundings,
    description: CameraDescription,
}

impl Drop for FakeCamera {
    fn drop(&mut self) {
        self.surroundings.1.send_modify(|held| *held -= 1);
    }
}

#[async_trait]
impl UnjoinedCamera for FakeCamera {
    fn description(&self) -> &CameraDescription {
        &self.description
    }

    async fn networks(&self) -> Result<Vec<NearbyNetwork>, CameraTrouble> {
        Ok(lock(&self.surroundings.0).networks.clone())
    }

    async fn join(&self, order: &JoinOrder) -> Result<Joined, CameraTrouble> {
        let (joins, without_end) = {
            let mut inner = lock(&self.surroundings.0);
            inner.orders.push(order.clone());
            (inner.joins.clone(), inner.without_end)
        };
        if without_end {
            std::future::pending::<()>().await;
        }
        joins.unwrap_or(Err(CameraTrouble::Silent))
    }
}
