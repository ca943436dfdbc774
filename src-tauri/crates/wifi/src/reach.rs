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
}

impl Reach {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self::with_portal(clock, thingino::address())
    }

    /// With another address for [`CameraReach::over_own_network`]: tests have no `172.16.0.1`.
    pub fn with_portal(clock: Arc<dyn Clock>, portal: Url) -> Self {
        Self { clock, portal }
    }
}

#[async_trait]
impl CameraReach for Reach {
    async fn serial_ports(&self) -> Result<Vec<SerialPort>, CameraTrouble> {
        improv::serial_ports().await
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
