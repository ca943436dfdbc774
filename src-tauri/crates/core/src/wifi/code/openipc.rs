//! OpenIPC's own code: two lines, as its `qrscan.sh` has read them from the start (OpenIPC/builder; OpenIPC/firmware,
//! `general/package/quirc-openipc`). In the summer of 2026 the script began to read `WIFI:` as well.

use super::{CodeError, Draft, draft};
use crate::wifi::network::{ChosenNetwork, Security, WifiSecret};

/// `wlanssid=<name>` and `wlanpass=<password>`, one line each, without any escaping.
///
/// The older script hands both lines to the shell as words. Refused is what would arrive as something else there: a blank,
/// and what is not printable ASCII; a raw key, which `wpa_passphrase` does not take; a network without a password, for which
/// the camera would take a password of its own; WPA3 alone, which its settings do not have.
pub(super) fn payload(network: &ChosenNetwork, secret: &WifiSecret) -> Result<Draft, CodeError> {
    let (Security::Wpa | Security::WpaAndWpa3, WifiSecret::Passphrase(passphrase)) =
        (network.security, secret)
    else {
        return Err(CodeError::NotCarried);
    };
    let passphrase = passphrase.expose().as_bytes();
    let name = network.ssid.octets();
    if ![name, passphrase]
        .iter()
        .all(|value| value.iter().all(u8::is_ascii_graphic))
    {
        return Err(CodeError::NotCarried);
    }
    let mut draft = draft("wlanssid=");
    draft.extend_from_slice(name);
    draft.extend_from_slice(b"\nwlanpass=");
    draft.extend_from_slice(passphrase);
    Ok(draft)
}
