//! A camera on a serial port.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::cameras::Nickname;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::{
    CameraDescription, CameraTrouble, JoinOrder, Joined, UnjoinedCamera,
};
use porchlight_core::wifi::NearbyNetwork;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Mutex;

use super::line::{CallError, Line};
use super::rpc::{self, DeviceError, Rpc, Strings};
use crate::heard;

/// For an answer that needs no radio.
const AT_ONCE: Duration = Duration::from_secs(5);
const SCAN: Duration = Duration::from_secs(30);
/// ESPHome gives up after 30 seconds, other boards later.
const JOIN: Duration = Duration::from_secs(60);

pub(super) struct Device<S> {
    description: CameraDescription,
    line: Mutex<Line<S>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Device<S> {
    /// Waits for the camera and asks who it is.
    pub(super) async fn greet(stream: S, clock: Arc<dyn Clock>) -> Result<Self, CameraTrouble> {
        let mut line = Line::new(stream, clock);
        line.greet().await?;
        let info = single(line.call(Rpc::DeviceInfo, &[], AT_ONCE).await).map_err(refusal)?;
        let [firmware, version, chip, name, ..] = info.as_slice() else {
            return Err(CameraTrouble::Garbled);
        };
        // Older firmware knows no such question, and some of it does not even say so.
        let takes_name = match single(line.call(Rpc::DeviceName, &[], AT_ONCE).await) {
            Ok(_) => true,
            Err(CallError::Device(_) | CallError::Trouble(CameraTrouble::Silent)) => false,
            Err(CallError::Trouble(trouble)) => return Err(trouble),
        };
        let description = CameraDescription {
            name: rpc::text(name),
            model: rpc::text(chip),
            firmware: [rpc::text(firmware), rpc::text(version)]
                .join(" ")
                .trim()
                .to_owned(),
            wants_password: false,
            takes_name,
        };
        Ok(Self {
            description,
            line: Mutex::new(line),
        })
    }
}

#[async_trait]
impl<S: AsyncRead + AsyncWrite + Unpin + Send> UnjoinedCamera for Device<S> {
    fn description(&self) -> &CameraDescription {
        &self.description
    }

    async fn networks(&self) -> Result<Vec<NearbyNetwork>, CameraTrouble> {
        let mut line = self.line.lock().await;
        let results = line.call(Rpc::Scan, &[], SCAN).await.map_err(refusal)?;
        Ok(heard::networks(results.iter().filter_map(rpc::network)))
    }

    /// The name goes first: a camera that refuses it has not been told a network yet.
    async fn join(&self, order: &JoinOrder) -> Result<Joined, CameraTrouble> {
        let mut line = self.line.lock().await;
        let named = match &order.name {
            Some(name) if self.description.takes_name => give_name(&mut line, name).await?,
            Some(_) | None => false,
        };
        let settings = rpc::wifi_settings(&order.network, &order.secret);
        let result = single(line.call(Rpc::WifiSettings, &settings, JOIN).await);
        let strings = result.map_err(refusal)?;
        Ok(Joined {
            page: rpc::page(&strings),
            named,
            confirmed: true,
        })
    }
}

/// Whether it goes by exactly this name now.
async fn give_name<S: AsyncRead + AsyncWrite + Unpin + Send>(
    line: &mut Line<S>,
    name: &Nickname,
) -> Result<bool, CameraTrouble> {
    let name = name.as_str().as_bytes();
    match single(line.call(Rpc::DeviceName, name, AT_ONCE).await) {
        Ok(strings) => Ok(strings.first().is_some_and(|now| now == name)),
        Err(CallError::Device(_) | CallError::Trouble(CameraTrouble::NotCarried)) => {
            Err(CameraTrouble::NameRefused)
        }
        Err(CallError::Trouble(trouble)) => Err(trouble),
    }
}

fn single(results: Result<Vec<Strings>, CallError>) -> Result<Strings, CallError> {
    Ok(results?.pop().unwrap_or_default())
}

fn refusal(error: CallError) -> CameraTrouble {
    match error {
        CallError::Device(DeviceError::UnableToConnect) => CameraTrouble::CannotJoin,
        CallError::Device(DeviceError::Other(code)) => {
            tracing::debug!(code, "the camera refused");
            CameraTrouble::Refused
        }
        CallError::Trouble(trouble) => trouble,
    }
}
