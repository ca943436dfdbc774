//! Wyze's first generation, and its cousins Yi, Kami, Xiaofang and Dafang: form fields, base64 with padding and without
//! any escaping, the password under a mask that everybody knows. The token in front comes from the vendor's service,
//! and the camera asks the service about it.
//!
//! A name travels as its octets, whatever they are; only one with a NUL is refused, at which readers written in C would
//! end it. There is no place for a raw key, and none for "hidden".

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{CodeError, Draft, draft};
use crate::secret::Password;
use crate::wifi::network::{ChosenNetwork, Security, WifiSecret};

/// As far as it is known: a longer password is refused.
const WYZE_MASK: &[u8; 61] = b"Wfb86GZX82JbwzWkkPZBzkwgqtpswmlqqytjfrfxjzccjsyyaylbbdmzspxym";
const YI_MASK: &[u8; 70] =
    b"89JFSjo8HUbhou5776NJOMp9i90ghg7Y78G78t68899y79HY7g7y87y9ED45Ew30O0jkkl";

/// `b=<token>&s=<name>&p=<password>&t=<hours from UTC>&r=<region>&ty=<type>`, as read in 2018 from cameras of the first
/// generation (EliasKotlyar/Xiaomi-Dafang-Hacks, issue 748). Whether later ones read it is not known.
///
/// Guesses: region `USA` and type `1`, the only values on record; an open network has an empty `p`.
pub(super) fn wyze(
    token: &Password,
    utc_offset_hours: i8,
    network: &ChosenNetwork,
    secret: &WifiSecret,
) -> Result<Draft, CodeError> {
    let masked = mask(passphrase(network, secret)?, WYZE_MASK)?;
    let mut draft = fields(token, network, &masked)?;
    draft.extend_from_slice(format!("&t={utc_offset_hours}&r=USA&ty=1").as_bytes());
    Ok(draft)
}

/// `b=<bind key>&s=<name>&p=<password>` (samtap/fang-hacks, issue 456). An open network has an empty `p`.
pub(super) fn yi(
    bind_key: &Password,
    network: &ChosenNetwork,
    secret: &WifiSecret,
) -> Result<Draft, CodeError> {
    let passphrase = passphrase(network, secret)?;
    let mut masked = mask(passphrase, YI_MASK)?;
    for (octet, original) in masked.iter_mut().zip(passphrase) {
        if *octet == 0 {
            *octet = *original;
        }
    }
    fields(bind_key, network, &masked)
}

fn passphrase<'a>(network: &ChosenNetwork, secret: &'a WifiSecret) -> Result<&'a [u8], CodeError> {
    match secret {
        WifiSecret::None if network.security == Security::Open => Ok(&[]),
        WifiSecret::Passphrase(passphrase) => Ok(passphrase.expose().as_bytes()),
        WifiSecret::None | WifiSecret::RawKey(_) => Err(CodeError::NotCarried),
    }
}

fn mask(passphrase: &[u8], mask: &[u8]) -> Result<Zeroizing<Vec<u8>>, CodeError> {
    if passphrase.len() > mask.len() {
        return Err(CodeError::NotCarried);
    }
    let masked = passphrase.iter().zip(mask).map(|(a, b)| a ^ b).collect();
    Ok(Zeroizing::new(masked))
}

fn fields(token: &Password, network: &ChosenNetwork, masked: &[u8]) -> Result<Draft, CodeError> {
    // A token with an `&` would become another field.
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if !token.expose().bytes().all(plain) || network.ssid.octets().contains(&0) {
        return Err(CodeError::NotCarried);
    }
    let mut draft = draft("b=");
    draft.extend_from_slice(token.expose().as_bytes());
    draft.extend_from_slice(b"&s=");
    draft.extend_from_slice(STANDARD.encode(network.ssid.octets()).as_bytes());
    draft.extend_from_slice(b"&p=");
    draft.extend_from_slice(Zeroizing::new(STANDARD.encode(masked)).as_bytes());
    Ok(draft)
}
