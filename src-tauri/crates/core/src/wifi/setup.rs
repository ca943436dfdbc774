//! One camera on its way from its box to the list.

use serde::{Deserialize, Serialize};
use specta::Type;

/// How a camera learns of the network: one concept for every kind. Which of them a connection can do is the
/// connection's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SetupMethod {
    /// Scans our own code, and comes online in the account by itself.
    PorchlightCode,
    /// Scans a `WIFI:` code.
    WifiCode,
    /// Scans OpenIPC's own code.
    OpenIpcCode,
    ReolinkCode,
    /// Needs a token of the vendor's service.
    WyzeCode,
    /// Needs a key of the vendor's service.
    YiCode,
    /// Improv Wi-Fi over a USB cable.
    UsbCable,
    /// The camera opens a network of its own with a set-up page (Thingino).
    OwnNetwork,
}

impl SetupMethod {
    /// By a code on the screen; the others reach the camera itself.
    pub fn shows_code(self) -> bool {
        match self {
            Self::PorchlightCode
            | Self::WifiCode
            | Self::OpenIpcCode
            | Self::ReolinkCode
            | Self::WyzeCode
            | Self::YiCode => true,
            Self::UsbCable | Self::OwnNetwork => false,
        }
    }

    /// The service tells when the camera has come.
    pub fn is_followed(self) -> bool {
        self == Self::PorchlightCode
    }

    /// Seconds that it usually takes from the scan (or the order) until the camera is on the network. Reolink's minute
    /// is on record (Home Assistant's documentation); the others are guesses: joining takes some seconds, a restart of
    /// the camera about a minute.
    pub fn usual_seconds(self) -> u32 {
        match self {
            Self::PorchlightCode | Self::UsbCable => 20,
            Self::WifiCode
            | Self::OpenIpcCode
            | Self::ReolinkCode
            | Self::WyzeCode
            | Self::YiCode => 60,
            Self::OwnNetwork => 90,
        }
    }
}
