//! Cameras within reach: by cable, and over a network of their own.

use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::{
    CameraReach, CameraTrouble, SerialPort, UnjoinedCamera,
};
use url::Url;

use crate::{improv, thingino};

pub struct Reach {
    clock: Arc<dyn Clock>,
    portal: Url,
    named_ports: Vec<String>,
}

impl Reach {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            portal: thingino::address(),
            named_ports: Vec::new(),
        }
    }

    /// Where [`CameraReach::over_own_network`] finds the camera's page, if not where cameras have it.
    pub fn with_portal(self, portal: Url) -> Self {
        Self { portal, ..self }
    }

    /// Ports that the system does not list, such as one that is shared over the network.
    pub fn with_ports(self, named_ports: Vec<String>) -> Self {
        Self {
            named_ports,
            ..self
        }
    }
}

#[async_trait]
impl CameraReach for Reach {
    async fn serial_ports(&self) -> Result<Vec<SerialPort>, CameraTrouble> {
        let listed = improv::serial_ports().await;
        if self.named_ports.is_empty() {
            return listed;
        }
        // Whoever named a port knows that a camera is on it.
        let named = self.named_ports.iter().map(|name| SerialPort {
            name: name.clone(),
            product: None,
            likely: true,
        });
        let others = listed.unwrap_or_default().into_iter();
        let others = others.filter(|port| !self.named_ports.contains(&port.name));
        Ok(named.chain(others).collect())
    }

    async fn over_serial(&self, port: &str) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        let camera = improv::connect(port, Arc::clone(&self.clock)).await?;
        Ok(Box::new(camera))
    }

    async fn over_own_network(&self) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble> {
        let camera = thingino::connect(self.portal.clone(), Arc::clone(&self.clock)).await?;
        Ok(Box::new(camera))
    }
}
