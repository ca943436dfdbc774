//! What the page says.

use porchlight_core::wifi::{NearbyNetwork, Security, Ssid};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Info {
    pub(super) hostname: String,
    pub(super) image_id: String,
    #[serde(default)]
    pub(super) build_id: String,
    /// What newer firmware can do.
    #[serde(default)]
    features: Vec<String>,
}

/// Of every scan action. An unknown action answers with `error` alone.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Scan {
    #[serde(default)]
    pub(super) scanning: bool,
    pub(super) networks: Option<Vec<Heard>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Heard {
    ssid: String,
    /// dBm
    #[serde(default)]
    signal: i32,
    #[serde(default)]
    security: String,
}

/// Of what was told, that it arrived: whether it could be written down, the camera does not look. The reason of a refusal is
/// in English, and may repeat what it was sent: it is not read.
#[derive(Debug, Deserialize)]
pub(super) struct Saved {
    pub(super) success: bool,
}

impl Info {
    /// It takes the key of a network instead of its password.
    pub(super) fn takes_key(&self) -> bool {
        self.has("wlan_psk")
    }

    /// It takes the hash of the administrator's password instead of the password.
    pub(super) fn takes_hash(&self) -> bool {
        self.has("rootpass_hash")
    }

    /// It has no administrator; and no supplicant that would escape names.
    pub(super) fn wifi_only(&self) -> bool {
        self.has("wifi_only")
    }

    fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|has| has == feature)
    }
}

impl Heard {
    /// `escaped`: names are as wpa_supplicant prints them.
    pub(super) fn network(&self, escaped: bool) -> Option<NearbyNetwork> {
        let name = Some(self.ssid.as_str()).filter(|_| escaped);
        let octets = name
            .and_then(unescaped)
            .unwrap_or_else(|| self.ssid.clone().into_bytes());
        Some(NearbyNetwork {
            ssid: Ssid::new(octets).ok()?,
            // "Open" is what the camera calls all that it does not know: WPA3 alone, IEEE 802.1X, and what is open.
            security: match self.security.as_str() {
                "WPA2" | "WPA" => Some(Security::Wpa),
                "WEP" => Some(Security::Wep),
                _ => None,
            },
            bands: None,
            strength: crate::strength::of_dbm(self.signal),
            current: false,
        })
    }
}

/// The octets of a name that wpa_supplicant printed: `\\`, `\"`, `\e`, `\n`, `\r`, `\t` and `\xNN` for what is not printable
/// ASCII. `None`: it did not.
fn unescaped(printed: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(printed.len());
    let mut rest = printed.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'\\' {
            octets.push(first);
            continue;
        }
        let (&kind, after) = rest.split_first()?;
        rest = after;
        octets.push(match kind {
            b'\\' | b'"' => kind,
            b'e' => 0x1b,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'x' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                let mut octet = [0];
                hex::decode_to_slice(digits, &mut octet).ok()?;
                octet[0]
            }
            _ => return None,
        });
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_octet_by_octet_from_what_the_supplicant_printed() {
        let of = |printed: &str| unescaped(printed);
        assert_eq!(of("Caf\\xc3\\xa9").as_deref(), Some("Café".as_bytes()));
        assert_eq!(of(r#"a\\b\"c\e\t"#).as_deref(), Some(&b"a\\b\"c\x1b\t"[..]));
        assert_eq!(of("Café").as_deref(), Some("Café".as_bytes()));
        for not_printed in ["a\\", "a\\q", "a\\x4", "a\\xzz"] {
            assert_eq!(of(not_printed), None, "{not_printed}");
        }
    }
}
