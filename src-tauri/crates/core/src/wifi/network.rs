//! Names and passwords of Wi-Fi networks: what IEEE 802.11 allows, held by types.
//!
//! A network's name says where somebody lives, so [`Ssid`] does not print; a password is wiped when dropped.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroizing;

use crate::error::{Failure, FailureCode};
use crate::plain_text;
use crate::secret::Password;

/// The name of a network: 1 to 32 octets of any value (IEEE 802.11-2020 §9.4.2.2). Usually UTF-8, not always; compared
/// octet by octet. Never trimmed, composed or otherwise changed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ssid(Vec<u8>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SsidError {
    #[error("a network's name needs at least one octet")]
    Empty,
    #[error("a network's name has at most {} octets", Ssid::MOST)]
    TooLong,
}

impl Ssid {
    /// Octets.
    pub const MOST: usize = 32;

    /// # Errors
    /// [`SsidError`]
    pub fn new(octets: impl Into<Vec<u8>>) -> Result<Self, SsidError> {
        let octets = octets.into();
        match octets.len() {
            0 => Err(SsidError::Empty),
            1..=Self::MOST => Ok(Self(octets)),
            _ => Err(SsidError::TooLong),
        }
    }

    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// `None`: not UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// For people: what is not UTF-8, or would turn the text around it, shows as U+FFFD.
    pub fn display(&self) -> String {
        plain_text::marked(&String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for Ssid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ssid({} octets)", self.0.len())
    }
}

/// 8 to 63 printable ASCII characters (IEEE 802.11-2020 annex J.4). Never trimmed.
#[derive(Clone, Debug)]
pub struct Passphrase(SecretString);

/// The pre-shared key itself, 256 bits; typed as 64 hexadecimal digits.
#[derive(Clone)]
pub struct RawKey(Zeroizing<[u8; 32]>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    #[error("a Wi-Fi password has printable ASCII characters only")]
    NotAscii,
    #[error("64 characters are a key, and a key has hexadecimal digits only")]
    NotHex,
    #[error("a Wi-Fi password has at most 63 characters")]
    TooLong,
    #[error("a Wi-Fi password has at least 8 characters")]
    TooShort,
}

impl Passphrase {
    /// Only for a code, a key derivation or a camera.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl RawKey {
    pub fn new(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }

    /// Only for a code or a camera.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for RawKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawKey")
    }
}

/// What opens a network. Not serialisable: it is never stored but in the keychain, by `setup`'s own words.
#[derive(Clone, Debug)]
pub enum WifiSecret {
    /// Nothing does: it is open.
    None,
    Passphrase(Passphrase),
    RawKey(RawKey),
}

impl WifiSecret {
    /// What the owner typed for a network that has a password.
    ///
    /// # Errors
    /// [`PassphraseError`] says what to change.
    pub fn parse(typed: &Password) -> Result<Self, PassphraseError> {
        let text = typed.expose();
        match text.chars().count() {
            64 => {
                let mut key = [0; 32];
                hex::decode_to_slice(text, &mut key).map_err(|_| PassphraseError::NotHex)?;
                Ok(Self::RawKey(RawKey::new(key)))
            }
            0..8 => Err(PassphraseError::TooShort),
            8..64 if text.bytes().all(|b| (0x20..=0x7e).contains(&b)) => {
                Ok(Self::Passphrase(Passphrase(SecretString::from(text))))
            }
            8..64 => Err(PassphraseError::NotAscii),
            _ => Err(PassphraseError::TooLong),
        }
    }
}

/// How a network lets computers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    Open,
    /// OWE (RFC 8110): no password, and encrypted all the same.
    EnhancedOpen,
    Wep,
    /// WPA or WPA2 with a password.
    Wpa,
    /// WPA2 and WPA3 side by side.
    WpaAndWpa3,
    /// SAE only.
    Wpa3,
    /// IEEE 802.1X: a name and a password for each person.
    Enterprise,
}

impl Security {
    pub fn has_password(self) -> bool {
        match self {
            Self::Wep | Self::Wpa | Self::WpaAndWpa3 | Self::Wpa3 => true,
            Self::Open | Self::EnhancedOpen | Self::Enterprise => false,
        }
    }
}

/// Where a network was heard, in GHz.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Bands {
    pub ghz2: bool,
    pub ghz5: bool,
    pub ghz6: bool,
}

impl Bands {
    /// Of a channel's centre, in MHz.
    pub fn of_frequency(mhz: u32) -> Self {
        Self {
            ghz2: (2400..2500).contains(&mhz),
            ghz5: (4900..5925).contains(&mhz),
            ghz6: (5925..7200).contains(&mhz),
        }
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            ghz2: self.ghz2 || other.ghz2,
            ghz5: self.ghz5 || other.ghz5,
            ghz6: self.ghz6 || other.ghz6,
        }
    }
}

/// A network that this computer, or a camera, can hear. All access points of one name count as one network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearbyNetwork {
    pub ssid: Ssid,
    /// `None`: not known (a camera may not say), which is not the same as open.
    pub security: Option<Security>,
    /// `None`: not known (a camera does not say).
    pub bands: Option<Bands>,
    /// 0 to 100, of the strongest access point.
    pub strength: u8,
    /// This computer is on it.
    pub current: bool,
}

/// The network that the owner wants a camera on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenNetwork {
    pub ssid: Ssid,
    pub security: Security,
    pub bands: Option<Bands>,
    /// It does not announce its name.
    pub hidden: bool,
}

impl From<SsidError> for Failure {
    fn from(error: SsidError) -> Self {
        Self::new(match error {
            SsidError::Empty => FailureCode::NetworkNameEmpty,
            SsidError::TooLong => FailureCode::NetworkNameTooLong,
        })
    }
}

impl From<PassphraseError> for Failure {
    fn from(error: PassphraseError) -> Self {
        Self::new(match error {
            PassphraseError::NotAscii => FailureCode::WifiPasswordNotAscii,
            PassphraseError::NotHex => FailureCode::WifiPasswordNotHex,
            PassphraseError::TooLong => FailureCode::WifiPasswordTooLong,
            PassphraseError::TooShort => FailureCode::WifiPasswordTooShort,
        })
    }
}
