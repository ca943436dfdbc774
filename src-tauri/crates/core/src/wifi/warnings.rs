//! What the owner should know about a network before anything is sent to a camera.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::network::{ChosenNetwork, Security, WifiSecret};
use super::setup::SetupMethod;

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NetworkWarning {
    /// Name or password has characters that known camera families choke on.
    AwkwardCharacters,
    /// Heard on 5 or 6 GHz only; most cameras know 2.4 GHz only.
    FiveGigahertzOnly,
    /// It does not announce its name, and this way of setting up has no place to say so.
    HiddenNotCarried,
    /// It does not announce its name.
    HiddenNetwork,
    NameNotUtf8,
    /// Anybody nearby can read along.
    OpenNetwork,
    /// Name or password begins or ends with a blank, which some cameras drop.
    SurroundingBlanks,
    /// Most cameras know WPA2 only.
    Wpa3Only,
}

/// No camera can be set up on it in this way. In none where every person has a login of their own, or the encryption is
/// WEP, broken since 2001 and in no family's code.
///
/// A Thingino camera, and one that reads OpenIPC's own code, writes a WPA2 key down and nothing else. Told another kind of
/// network it keeps nothing, or what it had, and says that all went well.
pub fn unsuitable(security: Security, method: SetupMethod) -> bool {
    match security {
        Security::Enterprise | Security::Wep => true,
        Security::Open | Security::EnhancedOpen | Security::Wpa3 => {
            matches!(method, SetupMethod::OpenIpcCode | SetupMethod::OwnNetwork)
        }
        Security::Wpa | Security::WpaAndWpa3 => false,
    }
}

/// In the order in which they matter: what most likely keeps a camera off the network comes first.
///
/// Nothing is said of an [`unsuitable`] network that is not true of others: it is refused before.
pub fn warnings(
    network: &ChosenNetwork,
    secret: Option<&WifiSecret>,
    method: SetupMethod,
) -> Vec<NetworkWarning> {
    use NetworkWarning::*;
    let only_high = network
        .bands
        .is_some_and(|bands| !bands.ghz2 && (bands.ghz5 || bands.ghz6));
    let says_hidden = carries_hidden(method);
    [
        (FiveGigahertzOnly, only_high),
        (Wpa3Only, network.security == Security::Wpa3),
        (HiddenNotCarried, network.hidden && !says_hidden),
        (NameNotUtf8, network.ssid.text().is_none()),
        (AwkwardCharacters, has_awkward(network, secret, method)),
        (SurroundingBlanks, has_surrounding(network, secret, method)),
        (OpenNetwork, network.security == Security::Open),
        (HiddenNetwork, network.hidden && says_hidden),
    ]
    .into_iter()
    .filter_map(|(warning, applies)| applies.then_some(warning))
    .collect()
}

/// Our own code and `WIFI:` have a field for it, and OpenIPC asks for every network by its name (`scan_ssid=1`); no other
/// way is known to find one.
fn carries_hidden(method: SetupMethod) -> bool {
    match method {
        SetupMethod::PorchlightCode | SetupMethod::WifiCode | SetupMethod::OpenIpcCode => true,
        SetupMethod::ReolinkCode
        | SetupMethod::WyzeCode
        | SetupMethod::YiCode
        | SetupMethod::UsbCable
        | SetupMethod::OwnNetwork => false,
    }
}

/// Our own code and Improv Wi-Fi count octets and hand them on as they are.
fn carries_octets(method: SetupMethod) -> bool {
    matches!(method, SetupMethod::PorchlightCode | SetupMethod::UsbCable)
}

/// What firmware copies into shell scripts and settings without quoting. Owners report `^` and an apostrophe (for
/// example EliasKotlyar/Xiaomi-Dafang-Hacks, issues 822 and 1408); the rest of the list is a guess of the same kind.
const UNQUOTED: &str = "\"$&'\\^`";

fn has_awkward(network: &ChosenNetwork, secret: Option<&WifiSecret>, method: SetupMethod) -> bool {
    if carries_octets(method) {
        return false;
    }
    // What the payload itself has to escape, and readers may fail to unescape.
    let escaped = match method {
        // By the WPA3 specification `%` begins an octet in hexadecimal; readers of the older form take it as it is.
        SetupMethod::WifiCode => ";,:%",
        // Its older script takes them for patterns of file names.
        SetupMethod::OpenIpcCode => "*?[",
        SetupMethod::ReolinkCode => "<>",
        SetupMethod::PorchlightCode
        | SetupMethod::WyzeCode
        | SetupMethod::YiCode
        | SetupMethod::UsbCable
        | SetupMethod::OwnNetwork => "",
    };
    let awkward = |octet: &u8| {
        !(0x20..=0x7e).contains(octet)
            || UNQUOTED.bytes().chain(escaped.bytes()).any(|b| b == *octet)
    };
    network.ssid.octets().iter().any(awkward) || passphrase(secret).iter().any(awkward)
}

fn has_surrounding(
    network: &ChosenNetwork,
    secret: Option<&WifiSecret>,
    method: SetupMethod,
) -> bool {
    let surrounded = |octets: &[u8]| octets.first() == Some(&b' ') || octets.last() == Some(&b' ');
    !carries_octets(method) && (surrounded(network.ssid.octets()) || surrounded(passphrase(secret)))
}

fn passphrase(secret: Option<&WifiSecret>) -> &[u8] {
    match secret {
        Some(WifiSecret::Passphrase(passphrase)) => passphrase.expose().as_bytes(),
        Some(WifiSecret::None | WifiSecret::RawKey(_)) | None => &[],
    }
}
