//! What the page is told: the form of `save`.
//!
//! The camera handles the fields in a shell script, which changes some values (trailing blanks go, and so does an octet 0).
//! Nothing that would arrive as something else is sent. Nor is anything that the camera would not keep: it answers
//! `success` whatever became of it, also where `wlan configure` refuses, for one an empty password.

use porchlight_core::ports::unjoined_camera::{CameraTrouble, JoinOrder};
use porchlight_core::secret::Password;
use porchlight_core::wifi::setup::SetupMethod;
use porchlight_core::wifi::warnings::unsuitable;
use porchlight_core::wifi::{Ssid, WifiSecret, psk};
use rand::RngCore;
use rand::rngs::OsRng;
use sha_crypt::{PasswordHasher, ShaCrypt};
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

use super::answer::Info;

/// What a name of the Internet may be; the camera's is one.
const HOSTNAME: usize = 63;

pub(super) struct Form {
    pub(super) body: Zeroizing<String>,
    /// The camera will go by the owner's name for it.
    pub(super) named: bool,
}

/// # Errors
/// [`CameraTrouble::NotCarried`], [`CameraTrouble::Unsuitable`]; [`CameraTrouble::Refused`] without a password, because the camera would then have an
/// empty one.
pub(super) fn form(info: &Info, order: &JoinOrder) -> Result<Form, CameraTrouble> {
    let network = &order.network;
    if unsuitable(network.security, SetupMethod::OwnNetwork) {
        return Err(CameraTrouble::Unsuitable);
    }
    let given = order.name.as_ref().map(|name| name.as_str());
    let hostname = given.filter(|name| is_hostname(name));
    let mut body = Fields::default();
    // An older camera that is told none has none.
    body.add("hostname", hostname.unwrap_or(&info.hostname).as_bytes());
    body.add("wlan_ssid", unchanged(network.ssid.octets())?);
    let (field, value) = wifi_field(info, &network.ssid, &order.secret)?;
    body.add(field, value.as_bytes());
    if !info.wifi_only() {
        let password = order.password.as_ref().ok_or(CameraTrouble::Refused)?;
        let (field, value) = password_field(info, password)?;
        body.add(field, value.as_bytes());
    }
    Ok(Form {
        body: body.0,
        named: hostname.is_some(),
    })
}

fn wifi_field(
    info: &Info,
    ssid: &Ssid,
    secret: &WifiSecret,
) -> Result<(&'static str, Zeroizing<String>), CameraTrouble> {
    let hex = |key: &[u8; 32]| Zeroizing::new(hex::encode(key));
    // Where a password goes, a key may go as well.
    let key_field = if info.takes_key() {
        "wlan_psk"
    } else {
        "wlan_pass"
    };
    Ok(match secret {
        // The camera says that this is fine, and keeps nothing.
        WifiSecret::None => return Err(CameraTrouble::Unsuitable),
        WifiSecret::RawKey(key) => (key_field, hex(key.expose())),
        WifiSecret::Passphrase(passphrase) if info.takes_key() => {
            (key_field, hex(psk::derive(passphrase, ssid).expose()))
        }
        WifiSecret::Passphrase(passphrase) => {
            let passphrase = passphrase.expose();
            unchanged(passphrase.as_bytes())?;
            ("wlan_pass", Zeroizing::new(passphrase.to_owned()))
        }
    })
}

fn password_field(
    info: &Info,
    password: &Password,
) -> Result<(&'static str, Zeroizing<String>), CameraTrouble> {
    let password = password.expose();
    if password.is_empty() {
        return Err(CameraTrouble::Refused);
    }
    if info.takes_hash() {
        return Ok(("rootpass_hash", hashed(password)?));
    }
    unchanged(password.as_bytes())?;
    Ok(("rootpass", Zeroizing::new(password.to_owned())))
}

/// SHA-512 crypt, `$6$`, with a salt of 16 characters: what `/etc/shadow` holds.
fn hashed(password: &str) -> Result<Zeroizing<String>, CameraTrouble> {
    let mut salt = [0; 12];
    OsRng.fill_bytes(&mut salt);
    let hash = ShaCrypt::SHA512
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|_| CameraTrouble::NotCarried)?;
    Ok(Zeroizing::new(hash.as_str().to_owned()))
}

/// Letters, digits, points and hyphens are all that a camera's name may have. Another name is left alone, not bent.
fn is_hostname(name: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let edge = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = name.as_bytes();
    bytes.len() <= HOSTNAME
        && edge(bytes.first())
        && edge(bytes.last())
        && bytes.iter().all(|&b| inner(b))
}

/// Refuses what the camera's shell script would change.
fn unchanged(value: &[u8]) -> Result<&[u8], CameraTrouble> {
    let trimmed = value
        .last()
        .is_some_and(|b| b.is_ascii_whitespace() || *b == 0x0b);
    // It ends a string of the shell, or one line of several.
    let cut = value.iter().any(|b| matches!(b, 0 | b'\n'));
    // `echo` takes it for itself.
    let option = value
        .strip_prefix(b"-")
        .is_some_and(|rest| !rest.is_empty() && rest.iter().all(|b| b"neE".contains(b)));
    if trimmed || cut || option {
        Err(CameraTrouble::NotCarried)
    } else {
        Ok(value)
    }
}

/// `application/x-www-form-urlencoded`, of octets. Wiped when dropped.
struct Fields(Zeroizing<String>);

impl Default for Fields {
    /// More than the fields of one order need, so that it does not grow and leave copies behind.
    fn default() -> Self {
        Self(Zeroizing::new(String::with_capacity(4096)))
    }
}

impl Fields {
    fn add(&mut self, name: &str, value: &[u8]) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.extend(byte_serialize(value));
    }
}

#[cfg(test)]
mod tests {
    use sha_crypt::{PasswordHash, PasswordVerifier};

    use super::*;

    /// Both ways: what libcrypt made (the vector of the SHA-crypt specification), and what we make.
    #[test]
    fn the_hash_of_a_password_is_one_that_the_camera_can_check() {
        let is = |hash: &str, password: &str| {
            let hash = PasswordHash::new(hash).unwrap();
            ShaCrypt::SHA512
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        };
        let libcrypt = "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1";
        assert!(is(libcrypt, "Hello world!") && !is(libcrypt, "Hello world"));
        let ours = hashed("Hello world!").unwrap();
        assert!(ours.starts_with("$6$") && ours.is_ascii());
        assert!(is(&ours, "Hello world!") && !is(&ours, "Hello world"));
    }

    #[test]
    fn what_the_cameras_shell_would_change_is_refused() {
        for fine in [
            "Home",
            " Home",
            "a b",
            "-x",
            "-",
            "-neb",
            "Caf\u{e9}",
            "a\\nb",
            "50%",
            "$(x)",
        ] {
            assert!(unchanged(fine.as_bytes()).is_ok(), "{fine:?}");
        }
        for changed in ["Home ", "Home\t", "a\nb", "a\0b", "-n", "-eeeeeee"] {
            assert!(unchanged(changed.as_bytes()).is_err(), "{changed:?}");
        }
    }

    #[test]
    fn a_name_is_a_hostname_as_it_is_or_not_at_all() {
        for fine in ["Garage", "front-door", "cam.2"] {
            assert!(is_hostname(fine), "{fine}");
        }
        for not in ["Front door", "Café", "-a", "a-", ".a", "", "門"] {
            assert!(!is_hostname(not), "{not}");
        }
        assert!(!is_hostname(&"a".repeat(64)));
    }
}
