//! Networks, codes and warnings: no companion, no ports.

mod codes;
mod explanations;
mod networks;
mod pictures;
mod readers;
mod warnings;

use porchlight_core::secret::Password;
use porchlight_core::wifi::code::{self, CodeError, CodeFamily};
use porchlight_core::wifi::{ChosenNetwork, Security, Ssid, WifiSecret};
use proptest::prelude::*;

pub(crate) fn network(name: impl AsRef<[u8]>) -> ChosenNetwork {
    ChosenNetwork {
        ssid: Ssid::new(name.as_ref()).unwrap(),
        security: Security::Wpa,
        bands: None,
        hidden: false,
    }
}

pub(crate) fn open(name: impl AsRef<[u8]>) -> ChosenNetwork {
    ChosenNetwork {
        security: Security::Open,
        ..network(name)
    }
}

pub(crate) fn hidden(name: impl AsRef<[u8]>) -> ChosenNetwork {
    ChosenNetwork {
        hidden: true,
        ..network(name)
    }
}

pub(crate) fn typed(password: &str) -> WifiSecret {
    WifiSecret::parse(&Password::new(password)).unwrap()
}

/// The payload's bytes.
pub(crate) fn says(
    family: &CodeFamily,
    network: &ChosenNetwork,
    secret: &WifiSecret,
) -> Result<Vec<u8>, CodeError> {
    code::payload(family, network, secret).map(|payload| payload.expose().to_vec())
}

pub(crate) fn porchlight() -> CodeFamily {
    CodeFamily::Porchlight {
        address: "https://home.example:8443/".into(),
        token: Password::new("p4iRing-t0ken_of_43_characters_in_base64url"),
    }
}

pub(crate) fn reolink() -> CodeFamily {
    CodeFamily::Reolink {
        last4: Some("7Q2C".into()),
    }
}

pub(crate) fn wyze() -> CodeFamily {
    CodeFamily::Wyze {
        token: Password::new("deadbeef-d00d-99"),
        utc_offset_hours: -7,
    }
}

pub(crate) fn yi() -> CodeFamily {
    CodeFamily::Yi {
        bind_key: Password::new("EU28FM4aoN1vWOMLq7Zt"),
    }
}

pub(crate) fn families() -> [CodeFamily; 6] {
    [
        porchlight(),
        CodeFamily::WifiUri,
        CodeFamily::OpenIpc,
        reolink(),
        wyze(),
        yi(),
    ]
}

/// Names of 1 to 32 octets: any octets, text of all alphabets, Latin-1, and what needs escaping.
pub(crate) fn names() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..=32),
        fitting("\\PC{1,32}"),
        fitting("[ -~\u{a0}-\u{ff}]{1,32}"),
        fitting("[;:,\"\\\\<>&a-f0-9 ]{1,32}"),
    ]
}

fn fitting(pattern: &'static str) -> impl Strategy<Value = Vec<u8>> {
    pattern.prop_map(|text: String| {
        let mut text = text;
        while text.len() > Ssid::MOST {
            text.pop();
        }
        text.into_bytes()
    })
}

/// Everything that may be typed: passwords of 8 to 63 characters, plain and nasty, and raw keys.
pub(crate) fn passwords() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{8,63}",
        "[;:,\"\\\\<>& ]{8,63}",
        "[0-9a-fA-F]{8,64}",
        "[0-9a-f]{64}",
    ]
}
