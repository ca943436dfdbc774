//! `WIFI:`, the code that phones make and read (ZXing's wiki, "Barcode Contents"): read by OpenIPC and by many cameras
//! without a family.

use zeroize::Zeroizing;

use super::{CodeError, Draft, draft, escape};
use crate::wifi::network::{ChosenNetwork, Security, WifiSecret};

/// Wear a backslash.
const RESERVED: &[u8] = br#"\;,":"#;

/// In UTF-8, which is what readers expect: a name that is not UTF-8 is refused, and one with a NUL, at which readers
/// written in C would end it.
///
/// A name of hexadecimal digits only is put in double quotes, as ZXing's wiki says, because some readers take it for
/// hexadecimal otherwise. Guesses, since no standard settles them: WPA3 goes as `T:WPA`, which is what phones do (`T:SAE`
/// exists); a password of digits only, which many routers come with, goes without quotes, since a simple reader would keep
/// them and only 64 digits can be a key; a raw key goes as its 64 digits.
pub(super) fn payload(network: &ChosenNetwork, secret: &WifiSecret) -> Result<Draft, CodeError> {
    let kind = match network.security {
        Security::Open => "nopass",
        Security::Wpa | Security::WpaAndWpa3 | Security::Wpa3 => "WPA",
        Security::EnhancedOpen | Security::Wep | Security::Enterprise => {
            return Err(CodeError::NotCarried);
        }
    };
    let name = network.ssid.text().ok_or(CodeError::NotCarried)?;
    if name.contains('\0') {
        return Err(CodeError::NotCarried);
    }
    let mut draft = draft("WIFI:T:");
    draft.extend_from_slice(kind.as_bytes());
    draft.extend_from_slice(b";S:");
    if name.bytes().all(|b| b.is_ascii_hexdigit()) {
        draft.push(b'"');
        draft.extend_from_slice(name.as_bytes());
        draft.push(b'"');
    } else {
        escape(&mut draft, name, RESERVED);
    }
    match secret {
        WifiSecret::None => {}
        WifiSecret::Passphrase(passphrase) => {
            draft.extend_from_slice(b";P:");
            escape(&mut draft, passphrase.expose(), RESERVED);
        }
        WifiSecret::RawKey(key) => {
            draft.extend_from_slice(b";P:");
            draft.extend_from_slice(Zeroizing::new(hex::encode(key.expose())).as_bytes());
        }
    }
    if network.hidden {
        draft.extend_from_slice(b";H:true");
    }
    draft.extend_from_slice(b";;");
    Ok(draft)
}
