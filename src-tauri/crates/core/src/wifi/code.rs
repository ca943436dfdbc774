//! The code that a camera scans.
//!
//! It holds the network's password in the clear, or as good as that: the payload and its drawing are secrets.
//! No family's code has a checksum of its own, and none is altered to fit: what a family cannot carry is refused.

use zeroize::Zeroizing;

use super::network::{ChosenNetwork, Security, WifiSecret};
use crate::secret::{Password, SecretBytes};

pub(crate) mod drawing;
mod openipc;
mod porchlight;
mod reolink;
mod vendor_token;
mod wifi_uri;

/// What a family of cameras expects in its code.
#[derive(Clone, Debug)]
pub enum CodeFamily {
    /// Our own: with the address of the account service and a pairing token.
    Porchlight { address: String, token: Password },
    /// `WIFI:`, as phones make it.
    WifiUri,
    /// Two lines of settings, of OpenIPC's own.
    OpenIpc,
    /// `last4`: the last four characters of the code on the camera.
    Reolink { last4: Option<String> },
    /// First generation; `token` comes from the vendor's service.
    Wyze {
        token: Password,
        utc_offset_hours: i8,
    },
    /// Yi, Kami, Xiaofang, Dafang; `bind_key` comes from the vendor's service.
    Yi { bind_key: Password },
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("this kind of code cannot carry this name or password")]
    NotCarried,
    #[error("the code would be too dense to scan")]
    TooDense,
}

/// What the code says, byte for byte.
#[derive(Clone, Debug)]
pub struct CodePayload {
    octets: SecretBytes,
    charset: Charset,
}

/// What the drawing says of the character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// Nothing: the simplest reader understands it, and ASCII needs no more.
    Unsaid,
    /// UTF-8. Readers that are not told guess, and take some names for Chinese or Japanese.
    Utf8,
}

/// No code can bring a camera onto a WEP network or one with a login for each person, and an enhanced open network
/// fits into our own code only.
///
/// # Errors
/// [`CodeError::NotCarried`]; also for a network with a password and a secret that is none, or the other way round.
pub fn payload(
    family: &CodeFamily,
    network: &ChosenNetwork,
    secret: &WifiSecret,
) -> Result<CodePayload, CodeError> {
    let has_secret = !matches!(secret, WifiSecret::None);
    let never = matches!(network.security, Security::Enterprise | Security::Wep);
    if never || network.security.has_password() != has_secret {
        return Err(CodeError::NotCarried);
    }
    let draft = match family {
        CodeFamily::Porchlight { address, token } => {
            porchlight::payload(address, token, network, secret)
        }
        CodeFamily::WifiUri => wifi_uri::payload(network, secret),
        CodeFamily::OpenIpc => openipc::payload(network, secret),
        CodeFamily::Reolink { last4 } => reolink::payload(last4.as_deref(), network, secret),
        CodeFamily::Wyze {
            token,
            utc_offset_hours,
        } => vendor_token::wyze(token, *utc_offset_hours, network, secret),
        CodeFamily::Yi { bind_key } => vendor_token::yi(bind_key, network, secret),
    }?;
    let text = matches!(family, CodeFamily::WifiUri) && !draft.is_ascii();
    Ok(CodePayload {
        octets: SecretBytes::new(draft.to_vec()),
        charset: if text { Charset::Utf8 } else { Charset::Unsaid },
    })
}

impl CodePayload {
    pub fn expose(&self) -> &[u8] {
        self.octets.expose()
    }

    /// A white square with four modules of quiet zone, as SVG.
    ///
    /// # Errors
    /// [`CodeError::TooDense`]
    pub fn svg(&self) -> Result<Password, CodeError> {
        drawing::svg(self.expose(), self.charset)
    }
}

/// A payload while it is put together; wiped when dropped.
type Draft = Zeroizing<Vec<u8>>;

/// Starts with room for anything that can be scanned: growing would leave copies behind that nobody wipes.
fn draft(beginning: &str) -> Draft {
    let mut draft = Zeroizing::new(Vec::with_capacity(1024));
    draft.extend_from_slice(beginning.as_bytes());
    draft
}

/// `text` with a backslash before each character of `special`.
fn escape(draft: &mut Draft, text: &str, special: &[u8]) {
    for byte in text.bytes() {
        if special.contains(&byte) {
            draft.push(b'\\');
        }
        draft.push(byte);
    }
}
