//! The networks around the simulated house, as the demo's computer hears them. Their passwords are public, like the
//! demo's own: they open nothing.

/// A network that can be heard from the simulated house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearbyNetwork {
    /// 1 to 32 octets, not always UTF-8.
    pub ssid: &'static [u8],
    pub security: Security,
    pub ghz2: bool,
    pub ghz5: bool,
    /// 0 to 100, as the computer hears it; the cameras hear the same.
    pub strength: u8,
    /// The demo's computer is on it.
    pub current: bool,
    /// What opens it. `None`: nothing has to.
    pub(super) password: Option<&'static str>,
    /// The demo's computer keeps the password.
    saved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    Open,
    Wep,
    /// WPA2 with a password.
    Wpa,
    /// WPA2 and WPA3 side by side.
    WpaAndWpa3,
    /// SAE only.
    Wpa3,
    /// IEEE 802.1X.
    Enterprise,
}

/// Where the demo's cameras are.
pub const PORCH_NETWORK: &str = "Porch Network";
/// Of both networks of the porch.
pub const PORCH_PASSWORD: &str = "lamp-by-the-door";
/// Where the demo's cameras can be moved to.
pub const NEW_ROUTER: &str = "New Router";
pub const NEW_ROUTER_PASSWORD: &str = "second-lamp-on-the-porch";

/// One entry per name, strongest first, the current one before all.
pub fn neighbourhood() -> &'static [NearbyNetwork] {
    &NETWORKS
}

impl NearbyNetwork {
    /// What the demo's computer itself uses.
    pub fn saved_password(&self) -> Option<&'static str> {
        self.password.filter(|_| self.saved)
    }

    /// By the rule of thumb that most drivers use: 0 is -100 dBm, 100 is -50 dBm.
    pub(super) fn signal_dbm(&self) -> i16 {
        i16::from(self.strength.min(100)) / 2 - 100
    }
}

/// On 2.4 GHz, with WPA2, and neither saved nor current.
const fn heard(ssid: &'static [u8], strength: u8, password: &'static str) -> NearbyNetwork {
    NearbyNetwork {
        ssid,
        security: Security::Wpa,
        ghz2: true,
        ghz5: false,
        strength,
        current: false,
        password: Some(password),
        saved: false,
    }
}

const NETWORKS: [NearbyNetwork; 10] = [
    NearbyNetwork {
        ghz5: true,
        current: true,
        saved: true,
        ..heard(PORCH_NETWORK.as_bytes(), 86, PORCH_PASSWORD)
    },
    NearbyNetwork {
        security: Security::WpaAndWpa3,
        ..heard(NEW_ROUTER.as_bytes(), 90, NEW_ROUTER_PASSWORD)
    },
    NearbyNetwork {
        ghz2: false,
        ghz5: true,
        saved: true,
        ..heard(b"Porch Network 5G", 74, PORCH_PASSWORD)
    },
    NearbyNetwork {
        security: Security::Open,
        password: None,
        ..heard(b"Porch Guests", 70, "")
    },
    heard("Zoë's 🏡 Wi-Fi".as_bytes(), 58, "kettle;on:the\\stove"),
    NearbyNetwork {
        security: Security::Wpa3,
        ghz5: true,
        ..heard(b"Lantern", 52, "only-the-newest-devices")
    },
    NearbyNetwork {
        security: Security::Enterprise,
        ghz5: true,
        password: None,
        ..heard(b"Library Staff", 44, "")
    },
    // "Café d'en face" in Latin-1, as an old router was set up.
    heard(b"Caf\xe9 d'en face", 38, "deux-croissants"),
    NearbyNetwork {
        security: Security::Wep,
        ..heard(b"linksys", 31, "grandpa-modem")
    },
    heard(b"Attic", 14, "under-the-roof"),
];
