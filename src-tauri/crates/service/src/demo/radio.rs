//! The radio of a simulated camera: 2.4 GHz, WPA2, no more than most cameras have.

use super::looking::Look;
use super::neighbourhood::{NearbyNetwork, Security, neighbourhood};
use super::scanned::{Scanned, Secret};

/// Below this strength no camera stays on a network.
const TOO_WEAK: u8 = 20;

/// Joins, if name and secret fit; how well it hears, in dBm.
pub(super) fn join(scanned: &Scanned) -> Result<i16, Look> {
    let router = neighbourhood()
        .iter()
        .find(|network| network.ssid == scanned.ssid && hears(network))
        .ok_or(Look::NetworkNotFound)?;
    if router.strength < TOO_WEAK {
        return Err(Look::SignalTooWeak);
    }
    if fits(router, &scanned.secret) {
        Ok(router.signal_dbm())
    } else {
        Err(Look::WrongPassword)
    }
}

/// Cameras pass over what they cannot join, as if it were not there.
fn hears(network: &NearbyNetwork) -> bool {
    network.ghz2
        && match network.security {
            Security::Open | Security::Wpa | Security::WpaAndWpa3 => true,
            Security::Enterprise | Security::Wep | Security::Wpa3 => false,
        }
}

fn fits(router: &NearbyNetwork, secret: &Secret) -> bool {
    match (router.password, secret) {
        (None, Secret::None) => true,
        (Some(password), Secret::Passphrase(typed)) => password.as_bytes() == typed.as_slice(),
        // IEEE 802.11-2020 annex J.4.1.
        (Some(password), Secret::RawKey(key)) => {
            let mut own = [0; 32];
            pbkdf2::pbkdf2_hmac::<sha1::Sha1>(password.as_bytes(), router.ssid, 4096, &mut own);
            own.as_slice() == key.as_slice()
        }
        (Some(_), Secret::None) | (None, Secret::Passphrase(_) | Secret::RawKey(_)) => false,
    }
}
