//! Codes that owners find on boxes and cameras, and that Porchlight cannot use itself: told apart, so that they can be
//! explained instead of refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::network::Ssid;

/// Alphabetical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum CodeExplanation {
    /// Wi-Fi Easy Connect: `DPP:`.
    Dpp,
    /// Espressif unified provisioning; the camera's own network and whether it wants Bluetooth.
    Espressif {
        name: String,
        bluetooth: bool,
    },
    /// `MT:`, or 11 or 21 digits.
    Matter,
    /// `WIFI:`: a network, not a camera. The name only.
    Network {
        name: String,
    },
    /// Eight digits (with a right check digit): a WPS PIN.
    WpsPin,
    Unknown,
}

/// What `pasted` is. Nothing of it is kept.
pub fn explain(pasted: &str) -> CodeExplanation {
    let code = pasted.trim();
    if code.len() > LONGEST {
        return CodeExplanation::Unknown;
    }
    recognised(code).unwrap_or(CodeExplanation::Unknown)
}

/// Octets. No QR code holds more letters and digits (ISO/IEC 18004, version 40).
const LONGEST: usize = 4296;

fn recognised(code: &str) -> Option<CodeExplanation> {
    if let Some(fields) = code.strip_prefix("DPP:") {
        return is_bootstrapping_key(fields).then_some(CodeExplanation::Dpp);
    }
    if let Some(packed) = code.strip_prefix("MT:") {
        return is_onboarding_payload(packed).then_some(CodeExplanation::Matter);
    }
    if let Some(fields) = code.strip_prefix("WIFI:") {
        return network_name(fields).map(|name| CodeExplanation::Network { name });
    }
    if code.starts_with('{') {
        return espressif(code);
    }
    digits(code)
}

/// Wi-Fi Easy Connect 3.0 §5.2.1: `K`, the public key, is the one field that must be there.
fn is_bootstrapping_key(fields: &str) -> bool {
    fields
        .split(';')
        .find_map(|field| field.strip_prefix("K:"))
        .is_some_and(|key| STANDARD.decode(key).is_ok_and(|der| !der.is_empty()))
}

/// Matter core specification §5.1.3: base 38, where 3, 2 and 1 octets make 5, 4 and 2 characters; 11 octets at least.
/// `*` stands between the payloads of several devices.
fn is_onboarding_payload(packed: &str) -> bool {
    packed.split('*').all(|one| {
        one.len() >= 19
            && matches!(one.len() % 5, 0 | 2 | 4)
            && one
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'-' || b == b'.')
    })
}

/// Of the field `S`, as ZXing reads it. Quotes are part of it.
fn network_name(fields: &str) -> Option<String> {
    let mut escaped = false;
    let value = fields
        .split(|c| {
            let separates = c == ';' && !escaped;
            escaped = c == '\\' && !escaped;
            separates
        })
        .find_map(|field| field.strip_prefix("S:"))?;
    let mut name = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        name.push(match character {
            '\\' => characters.next()?,
            other => other,
        });
    }
    Ssid::new(name).ok().map(|ssid| ssid.display())
}

/// ESP-IDF, "Unified Provisioning": the code on the device. Its proof of possession is not even read.
fn espressif(code: &str) -> Option<CodeExplanation> {
    #[derive(Deserialize)]
    struct OnTheDevice {
        #[serde(rename = "ver")]
        _version: String,
        name: String,
        transport: Transport,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Transport {
        Ble,
        Softap,
    }
    let OnTheDevice {
        name, transport, ..
    } = serde_json::from_str(code).ok()?;
    // The name of the device's own network, or what it calls itself over Bluetooth: no longer than a network's.
    Some(CodeExplanation::Espressif {
        name: Ssid::new(name).ok()?.display(),
        bluetooth: matches!(transport, Transport::Ble),
    })
}

/// Printed in groups, so blanks and hyphens between them are welcome.
fn digits(code: &str) -> Option<CodeExplanation> {
    let digits: String = code.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        8 if has_wps_checksum(&digits) => Some(CodeExplanation::WpsPin),
        // Matter core specification §5.1.4: the first digit says whether vendor and product follow.
        11 if digits.starts_with(['0', '1', '2', '3']) && verhoeff::validate(digits.as_str()) => {
            Some(CodeExplanation::Matter)
        }
        21 if digits.starts_with(['4', '5', '6', '7']) && verhoeff::validate(digits.as_str()) => {
            Some(CodeExplanation::Matter)
        }
        _ => None,
    }
}

/// Wi-Fi Simple Configuration 2.0 §7.4.1: digits weighed 3, 1, 3, 1 … sum up to a multiple of ten.
fn has_wps_checksum(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(10)
}
