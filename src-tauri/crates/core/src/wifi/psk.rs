//! The key that both sides of a network derive from its password.

use super::network::{Passphrase, RawKey, Ssid};

/// PBKDF2-HMAC-SHA1 over the network's name, 4096 rounds, 256 bits (IEEE 802.11-2020 annex J.4.1).
pub fn derive(passphrase: &Passphrase, ssid: &Ssid) -> RawKey {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(
        passphrase.expose().as_bytes(),
        ssid.octets(),
        4096,
        &mut key,
    );
    RawKey::new(key)
}
