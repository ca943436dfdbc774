//! What a window shows of a camera being set up, and of a move to another network. The password of a network has no
//! place here, in either direction but the one request that brings it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CameraKey, ConnectionId};
use crate::error::Failure;
use crate::secret::Password;
use crate::time::Timestamp;
use crate::wifi::setup::SetupMethod;
use crate::wifi::warnings::NetworkWarning;
use crate::wifi::{Bands, Security};

/// The one camera that is being set up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupView {
    pub method: SetupMethod,
    /// Where the camera will be listed. `None`: nowhere yet, Porchlight only brings it to the network.
    pub connection: Option<ConnectionId>,
    /// A camera of the list that follows to another network; `None`: a new one.
    pub follows: Option<CameraKey>,
    pub network: Option<SetupNetworkView>,
    pub step: SetupStep,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupNetworkView {
    /// Plain text; what is not UTF-8 shows as U+FFFD.
    pub name: String,
    pub security: Security,
    pub hidden: bool,
    pub warnings: Vec<NetworkWarning>,
    /// The password is at hand (or none is needed). After a restart it has to be typed again.
    pub has_password: bool,
    /// The owner wants it kept in the keychain.
    pub remembered: bool,
}

/// Where it stands. Survives closing the window, and a restart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum SetupStep {
    /// Which network.
    Network,
    /// The camera is looked for, on a cable or on its own network.
    Reach {
        /// The last try's trouble.
        failure: Option<Failure>,
    },
    /// The camera answers, and waits for the owner's word.
    Reached { camera: ReachedCamera },
    /// The code can be shown. With our own code the camera is waited for meanwhile.
    Code {
        since: Timestamp,
        /// The token inside is good until then; `None`: a code without one, whose camera cannot be followed.
        until: Option<Timestamp>,
        /// Seconds that it usually takes from the scan on.
        usually: u32,
    },
    /// The camera was told, and joins.
    Joining {
        since: Timestamp,
        /// Seconds that it usually takes.
        usually: u32,
    },
    /// It is there.
    Online {
        /// In the list; `None`: not one that Porchlight lists.
        camera: Option<CameraKey>,
        /// It has a page of its own; opened by command.
        page: bool,
        /// The camera was seen on the network; if not, it took the order and restarts.
        confirmed: bool,
    },
    /// It did not work; nothing was lost, and it can be tried again from here.
    Failed { failure: Failure },
}

/// A camera within reach that is not on the network yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReachedCamera {
    pub name: String,
    pub model: String,
    pub firmware: String,
    pub wants_password: bool,
    pub takes_name: bool,
}

/// What this computer, or the camera, can hear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum NearbyView {
    Found {
        networks: Vec<NearbyNetworkView>,
    },
    NoHardware,
    NotPermitted,
    NothingFound,
    SwitchedOff,
    /// The system's service for networks is not running.
    Unavailable,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NearbyNetworkView {
    /// Names it when it is chosen: its octets, in hexadecimal.
    pub id: String,
    pub name: String,
    /// `None`: not known, and for the owner to say.
    pub security: Option<Security>,
    pub bands: Option<Bands>,
    /// 0 to 100.
    pub strength: u8,
    /// This computer is on it.
    pub current: bool,
    /// Its password is in the keychain, because the owner wanted that.
    pub remembered: bool,
}

/// The owner's choice of a network. Comes in, never goes out.
#[derive(Clone, Debug)]
pub struct NetworkChoice {
    pub network: NetworkName,
    /// Of a network that was typed, or was heard without a word about it.
    pub security: Security,
    pub hidden: bool,
    pub password: WifiPassword,
    /// Keep the password in the keychain, for other cameras.
    pub remember: bool,
}

#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum NetworkName {
    /// One that was heard, by its [`NearbyNetworkView::id`].
    Heard {
        id: String,
    },
    Typed {
        name: String,
    },
}

#[derive(Clone, Debug)]
pub enum WifiPassword {
    /// The network has none.
    None,
    /// What this computer itself uses.
    Computer,
    /// In the keychain, because the owner wanted that.
    Remembered,
    Typed {
        password: Password,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SerialPortView {
    pub name: String,
    pub product: Option<String>,
    pub likely: bool,
}

/// Cameras of a connection on their way to another network, or to another password, one after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MoveView {
    pub connection: ConnectionId,
    pub purpose: MovePurpose,
    pub network: SetupNetworkView,
    pub cameras: Vec<MovingCamera>,
}

/// What cameras of the list look at a code for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum MovePurpose {
    /// All of them, to a network of another name.
    #[default]
    NewNetwork,
    /// Those that are on this network: its password is another one.
    NewPassword,
    /// This one alone, to any network, that which it was on among them.
    WifiAgain { camera: CameraKey },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MovingCamera {
    pub key: CameraKey,
    pub state: MoveState,
    /// This computer tells it the network itself, or has tried to.
    pub told: Option<ToldView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "told")]
pub enum ToldView {
    UnderWay,
    Failed { failure: Failure },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MoveState {
    Waiting,
    /// The code is on the screen for it.
    Now,
    Followed,
    /// The owner leaves it where it is.
    Skipped,
}
