//! A camera on a network of its own.

use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::ports::unjoined_camera::{
    CameraDescription, CameraTrouble, JoinOrder, Joined, UnjoinedCamera,
};
use porchlight_core::wifi::NearbyNetwork;

use super::answer::{Info, Saved, Scan};
use super::order;
use super::page::Page;
use crate::heard;

const BETWEEN_POLLS: Duration = Duration::from_secs(1);
/// The camera itself gives up after 20 seconds.
const POLLS: usize = 30;

pub(super) struct Camera {
    page: Page,
    info: Info,
    description: CameraDescription,
}

impl Camera {
    /// Another web server at this address is no camera.
    pub(super) async fn greet(page: Page) -> Result<Self, CameraTrouble> {
        let info: Info = match page.ask("get_info").await {
            Err(CameraTrouble::Garbled) => return Err(CameraTrouble::NotFound),
            answer => answer?,
        };
        let description = CameraDescription {
            name: info.hostname.clone(),
            model: info.image_id.clone(),
            firmware: info.build_id.clone(),
            wants_password: !info.wifi_only(),
            takes_name: true,
        };
        Ok(Self {
            page,
            info,
            description,
        })
    }

    /// The radio that scans is the one that this computer is connected to: an answer may be lost meanwhile.
    async fn poll(&self) -> Result<Scan, CameraTrouble> {
        let mut last = Err(CameraTrouble::Silent);
        for _ in 0..POLLS {
            self.page.pause(BETWEEN_POLLS).await;
            last = self.page.ask::<Scan>("scan_status").await;
            match &last {
                Ok(scan) if !scan.scanning => return last,
                Ok(_) | Err(CameraTrouble::Silent | CameraTrouble::NotFound) => {}
                Err(_) => return last,
            }
        }
        match last? {
            // It goes on and on: what it heard before will do.
            Scan { scanning: true, .. } => self.page.ask("scan_cached").await,
            scan => Ok(scan),
        }
    }
}

#[async_trait]
impl UnjoinedCamera for Camera {
    fn description(&self) -> &CameraDescription {
        &self.description
    }

    async fn networks(&self) -> Result<Vec<NearbyNetwork>, CameraTrouble> {
        let started: Scan = self.page.ask("scan_start").await?;
        let scan = match started {
            Scan { scanning: true, .. } => self.poll().await?,
            Scan { networks: None, .. } => self.page.ask("scan_networks").await?,
            done => done,
        };
        let access_points = scan.networks.ok_or(CameraTrouble::Refused)?;
        let escaped = !self.info.wifi_only();
        Ok(heard::networks(
            access_points.iter().filter_map(|one| one.network(escaped)),
        ))
    }

    async fn join(&self, order: &JoinOrder) -> Result<Joined, CameraTrouble> {
        let form = order::form(&self.info, order)?;
        let saved: Saved = self.page.tell("save", &form.body).await?;
        if !saved.success {
            return Err(CameraTrouble::Refused);
        }
        // It restarts and leaves this computer's sight.
        Ok(Joined {
            page: None,
            named: form.named,
            confirmed: false,
        })
    }
}
