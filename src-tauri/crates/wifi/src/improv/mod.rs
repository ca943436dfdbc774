//! Improv Wi-Fi over USB serial (<https://www.improv-wifi.com/serial>): ESPHome and other ESP32 cameras.
//!
//! - [`packet`]: bytes to packets and back
//! - [`rpc`]: what the packets say
//! - [`line`](mod@line): one question at a time, within its time
//! - [`device`]: the camera
//! - [`port`]: serial ports of this computer

mod device;
mod line;
mod packet;
mod port;
mod rpc;

use std::sync::Arc;

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::{CameraTrouble, UnjoinedCamera};

pub(crate) use port::serial_ports;

/// Opens the port and waits until a camera answers. Opening restarts many boards, which takes some seconds.
pub(crate) async fn connect(
    port: &str,
    clock: Arc<dyn Clock>,
) -> Result<impl UnjoinedCamera + use<>, CameraTrouble> {
    device::Device::greet(port::open(port).await?, clock).await
}
