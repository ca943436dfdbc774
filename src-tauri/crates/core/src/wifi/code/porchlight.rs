//! Our own code. Carries every name and every password: they travel as base64url (RFC 4648 §5, without padding).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::{CodeError, Draft, draft, escape};
use crate::secret::Password;
use crate::wifi::network::{ChosenNetwork, WifiSecret};

/// `PORCHLIGHT:1;U:<address>;T:<token>;S:<name>;K:<N|P|R>;P:<password or raw key>;H:<0|1>;;`, in this order. In U and T
/// a backslash escapes `;` and `\`. K says what P is: nothing, a password, a raw key of 32 octets.
pub(super) fn payload(
    address: &str,
    token: &Password,
    network: &ChosenNetwork,
    secret: &WifiSecret,
) -> Result<Draft, CodeError> {
    let printable = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
    if !printable(address) || !printable(token.expose()) {
        return Err(CodeError::NotCarried);
    }
    let (kind, key): (&str, &[u8]) = match secret {
        WifiSecret::None => ("N", &[]),
        WifiSecret::Passphrase(passphrase) => ("P", passphrase.expose().as_bytes()),
        WifiSecret::RawKey(key) => ("R", key.expose()),
    };
    let mut draft = draft("PORCHLIGHT:1;U:");
    escape(&mut draft, address, br"\;");
    draft.extend_from_slice(b";T:");
    escape(&mut draft, token.expose(), br"\;");
    draft.extend_from_slice(b";S:");
    encode(&mut draft, network.ssid.octets());
    draft.extend_from_slice(b";K:");
    draft.extend_from_slice(kind.as_bytes());
    draft.extend_from_slice(b";P:");
    encode(&mut draft, key);
    draft.extend_from_slice(if network.hidden { b";H:1;;" } else { b";H:0;;" });
    Ok(draft)
}

fn encode(draft: &mut Draft, octets: &[u8]) {
    let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(octets));
    draft.extend_from_slice(text.as_bytes());
}
