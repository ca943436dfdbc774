//! Cameras that this computer reaches before they are on the network: by cable, or over the camera's own network.

use async_trait::async_trait;

use crate::cameras::Nickname;
use crate::secret::Password;
use crate::wifi::{CameraPage, ChosenNetwork, NearbyNetwork, WifiSecret};

#[async_trait]
pub trait CameraReach: Send + Sync {
    /// Serial ports that a camera may be on, likely ones first.
    async fn serial_ports(&self) -> Result<Vec<SerialPort>, CameraTrouble>;

    /// Speaks Improv Wi-Fi over the port.
    async fn over_serial(&self, port: &str) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble>;

    /// The set-up page of a camera whose own network this computer has joined.
    async fn over_own_network(&self) -> Result<Box<dyn UnjoinedCamera>, CameraTrouble>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialPort {
    /// As the system names it.
    pub name: String,
    /// What the device calls itself, for people.
    pub product: Option<String>,
    /// A chip that cameras have.
    pub likely: bool,
}

/// One camera within reach. Dropping it lets go of the port.
#[async_trait]
pub trait UnjoinedCamera: Send + Sync {
    fn description(&self) -> &CameraDescription;

    /// What the camera itself can hear. Takes some seconds.
    async fn networks(&self) -> Result<Vec<NearbyNetwork>, CameraTrouble>;

    /// Tells the camera the network and, over a cable, waits until it is on it.
    async fn join(&self, order: &JoinOrder) -> Result<Joined, CameraTrouble>;
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CameraDescription {
    /// What it calls itself now.
    pub name: String,
    /// Chip or board.
    pub model: String,
    pub firmware: String,
    /// It needs an administrator's password with the first set-up.
    pub wants_password: bool,
    /// It can be given a name.
    pub takes_name: bool,
}

#[derive(Clone, Debug)]
pub struct JoinOrder {
    pub network: ChosenNetwork,
    pub secret: WifiSecret,
    pub name: Option<Nickname>,
    /// The administrator's password from now on, for a camera that wants one.
    pub password: Option<Password>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// If it named one that may be opened.
    pub page: Option<CameraPage>,
    /// It took the name.
    pub named: bool,
    /// It was seen on the network; if not, it has taken the order and restarts.
    pub confirmed: bool,
}

/// Why a camera did not do as asked. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CameraTrouble {
    /// Wrong password, out of reach, or a band it does not know: it does not say which.
    #[error("the camera could not join the network")]
    CannotJoin,
    #[error("the camera's answer makes no sense")]
    Garbled,
    #[error("the camera does not accept the name")]
    NameRefused,
    /// It would keep the name or a password otherwise than it was typed. Nothing was sent.
    #[error("this camera cannot be told this name or password unchanged")]
    NotCarried,
    #[error("there is no camera there")]
    NotFound,
    #[error("this user may not use the port")]
    NotPermitted,
    #[error("the camera refused")]
    Refused,
    #[error("the camera does not answer")]
    Silent,
    #[error("the cable was pulled out")]
    Unplugged,
    /// It knows no such kind of network. Nothing was sent.
    #[error("this camera cannot use a network of this kind")]
    Unsuitable,
}
