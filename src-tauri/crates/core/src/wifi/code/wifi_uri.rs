//! `WIFI:`, the code that phones make and read (ZXing's wiki, "Barcode Contents"; WPA3 specification 3.0 §7, "WIFI URI"):
//! read by many cameras without a family, and by OpenIPC's since the summer of 2026.

use zeroize::Zeroizing;

use super::{CodeError, Draft, draft, escape};
use crate::wifi::network::{ChosenNetwork, Security, WifiSecret};

/// Wear a backslash.
const RESERVED: &[u8] = br#"\;,":"#;

/// In UTF-8, which is what readers expect, and the drawing says so: a name that is not UTF-8 is refused, and one with a
/// NUL, at which readers written in C would end it.
///
/// No quotes but the owner's own: the grammar of the WPA3 specification has none, and OpenIPC among others takes them for
/// a part of the name. ZXing's wiki wants them around hexadecimal digits. ZXing's old program for Android takes a name or
/// a password that wears quotes of its own for one that wears none; what has quotes is warned of. Backslashes are
/// ZXing's as well; the grammar would write `%3B`, which no reader that we know of understands. Guesses, since readers
/// differ: WPA3 goes as `T:WPA` (by the grammar; `T:SAE` exists); a raw key goes as its 64 digits.
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
    escape(&mut draft, name, RESERVED);
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
