//! Reolink's code: a little XML in ISO-8859-1 (Home Assistant's documentation of its Reolink integration).

use super::{CodeError, Draft, draft};
use crate::wifi::network::{ChosenNetwork, Security, WifiSecret};

/// `<QR><S>name</S><P>password</P><C>last4</C></QR>`. Refused: a character that ISO-8859-1 lacks, a control character
/// (XML 1.0 §2.2), a raw key (no place is known), a `last4` that is not four ASCII letters or digits.
///
/// Guesses: `&`, `<` and `>` are written as XML wants them, and whether cameras read them so is not known; an open
/// network has an empty `P`; without `last4`, or with nothing in it, the element `C` is left out. There is no place for "hidden".
pub(super) fn payload(
    last4: Option<&str>,
    network: &ChosenNetwork,
    secret: &WifiSecret,
) -> Result<Draft, CodeError> {
    if network.security == Security::EnhancedOpen {
        return Err(CodeError::NotCarried);
    }
    let passphrase = match secret {
        WifiSecret::None => "",
        WifiSecret::Passphrase(passphrase) => passphrase.expose(),
        WifiSecret::RawKey(_) => return Err(CodeError::NotCarried),
    };
    let mut draft = draft("<QR>");
    let name = network.ssid.text().ok_or(CodeError::NotCarried)?;
    element(&mut draft, b'S', name)?;
    element(&mut draft, b'P', passphrase)?;
    if let Some(last4) = last4.filter(|typed| !typed.is_empty()) {
        if last4.len() != 4 || !last4.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(CodeError::NotCarried);
        }
        element(&mut draft, b'C', last4)?;
    }
    draft.extend_from_slice(b"</QR>");
    Ok(draft)
}

fn element(draft: &mut Draft, tag: u8, text: &str) -> Result<(), CodeError> {
    draft.extend_from_slice(&[b'<', tag, b'>']);
    for character in text.chars() {
        match character {
            '&' => draft.extend_from_slice(b"&amp;"),
            '<' => draft.extend_from_slice(b"&lt;"),
            '>' => draft.extend_from_slice(b"&gt;"),
            _ if character.is_control() => return Err(CodeError::NotCarried),
            // The first 256 characters of Unicode are ISO-8859-1.
            _ => draft.push(u8::try_from(character).map_err(|_| CodeError::NotCarried)?),
        }
    }
    draft.extend_from_slice(&[b'<', b'/', tag, b'>']);
    Ok(())
}
