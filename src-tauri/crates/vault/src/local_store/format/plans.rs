//! A set-up and a move that are under way.

use porchlight_core::view::setup;
use porchlight_core::wifi;
use porchlight_core::wifi::plans;
use porchlight_core::wifi::setup::SetupMethod as CoreMethod;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Kept;
use super::camera::CameraKey;
use super::translate::{Translate, translated};

impl Kept for plans::StoredPlans {
    type Format = StoredPlans;
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::local_store) struct StoredPlans {
    setup: Option<StoredSetup>,
    moving: Option<StoredMove>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct StoredSetup {
    method: SetupMethod,
    account: Option<(Uuid, String)>,
    follows: Option<CameraKey>,
    network: Option<ChosenNetwork>,
    remember: bool,
    pairing: Option<String>,
    arrived: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum SetupMethod {
    PorchlightCode,
    WifiCode,
    OpenIpcCode,
    ReolinkCode,
    WyzeCode,
    YiCode,
    UsbCable,
    OwnNetwork,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct StoredMove {
    connection: Uuid,
    #[serde(default)]
    purpose: MovePurpose,
    network: ChosenNetwork,
    remember: bool,
    cameras: Vec<(CameraKey, MoveState)>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(in crate::local_store) enum MovePurpose {
    #[default]
    NewNetwork,
    NewPassword,
    WifiAgain {
        camera: CameraKey,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum MoveState {
    Waiting,
    Now,
    Followed,
    Skipped,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct ChosenNetwork {
    ssid: Ssid,
    security: Security,
    bands: Option<Bands>,
    hidden: bool,
}

/// Its octets. What can be no name of a network is not read.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub(in crate::local_store) struct Ssid(wifi::Ssid);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum Security {
    Open,
    EnhancedOpen,
    Wep,
    Wpa,
    WpaAndWpa3,
    Wpa3,
    Enterprise,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Bands {
    ghz2: bool,
    ghz5: bool,
    ghz6: bool,
}

translated!(struct StoredPlans = plans::StoredPlans { setup, moving });
translated!(struct StoredSetup = plans::StoredSetup {
    method,
    account,
    follows,
    network,
    remember,
    pairing,
    arrived,
});
translated!(enum SetupMethod = CoreMethod {
    PorchlightCode,
    WifiCode,
    OpenIpcCode,
    ReolinkCode,
    WyzeCode,
    YiCode,
    UsbCable,
    OwnNetwork,
});
translated!(struct StoredMove = plans::StoredMove {
    connection,
    purpose,
    network,
    remember,
    cameras,
});
translated!(enum MovePurpose = setup::MovePurpose {
    NewNetwork,
    NewPassword,
    WifiAgain { camera },
});
translated!(enum MoveState = setup::MoveState { Waiting, Now, Followed, Skipped });
translated!(struct ChosenNetwork = wifi::ChosenNetwork { ssid, security, bands, hidden });
translated!(enum Security = wifi::Security {
    Open,
    EnhancedOpen,
    Wep,
    Wpa,
    WpaAndWpa3,
    Wpa3,
    Enterprise,
});
translated!(struct Bands = wifi::Bands { ghz2, ghz5, ghz6 });

impl Translate<Ssid> for wifi::Ssid {
    fn translate(self) -> Ssid {
        Ssid(self)
    }
}

impl Translate<wifi::Ssid> for Ssid {
    fn translate(self) -> wifi::Ssid {
        self.0
    }
}

impl TryFrom<Vec<u8>> for Ssid {
    type Error = wifi::SsidError;

    fn try_from(octets: Vec<u8>) -> Result<Self, wifi::SsidError> {
        wifi::Ssid::new(octets).map(Self)
    }
}

impl From<Ssid> for Vec<u8> {
    fn from(Ssid(name): Ssid) -> Self {
        name.octets().to_vec()
    }
}
