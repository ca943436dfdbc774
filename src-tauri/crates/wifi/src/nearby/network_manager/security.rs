//! What an access point announces, by NetworkManager's flags
//! (<https://networkmanager.dev/docs/api/latest/nm-dbus-types.html>).

use porchlight_core::wifi::Security;

/// `NM80211ApFlags`.
const PRIVACY: u32 = 0x1;

/// `NM80211ApSecurityFlags`: how keys are agreed on.
const PSK: u32 = 0x100;
const IEEE_802_1X: u32 = 0x200;
const SAE: u32 = 0x400;
const OWE: u32 = 0x800;
/// This one is open, with a twin that is not.
const OWE_TRANSITION: u32 = 0x1000;
const EAP_SUITE_B_192: u32 = 0x2000;

pub(super) fn of(flags: u32, wpa: u32, rsn: u32) -> Security {
    let announced = wpa | rsn;
    let any = |bits| announced & bits != 0;
    match (any(PSK), any(SAE)) {
        (true, true) => Security::WpaAndWpa3,
        (true, false) => Security::Wpa,
        (false, true) => Security::Wpa3,
        (false, false) if any(IEEE_802_1X | EAP_SUITE_B_192) => Security::Enterprise,
        (false, false) if any(OWE) => Security::EnhancedOpen,
        (false, false) if any(OWE_TRANSITION) || flags & PRIVACY == 0 => Security::Open,
        (false, false) if announced == 0 => Security::Wep,
        // Keys agreed on in a way that NetworkManager has no flag for; not by a password.
        (false, false) => Security::Enterprise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CCMP: u32 = 0x88;

    #[test]
    fn flags_say_what_a_network_asks_for() {
        for (flags, wpa, rsn, security) in [
            (0, 0, 0, Security::Open),
            (0, 0, OWE_TRANSITION, Security::Open),
            (PRIVACY, 0, OWE | CCMP, Security::EnhancedOpen),
            (PRIVACY, 0, 0, Security::Wep),
            (PRIVACY, PSK | 0x44, 0, Security::Wpa),
            (PRIVACY, PSK | 0x44, PSK | CCMP, Security::Wpa),
            (PRIVACY, 0, PSK | SAE | CCMP, Security::WpaAndWpa3),
            (PRIVACY, 0, SAE | CCMP, Security::Wpa3),
            (PRIVACY, 0, IEEE_802_1X | CCMP, Security::Enterprise),
            (PRIVACY, 0, EAP_SUITE_B_192, Security::Enterprise),
            (PRIVACY, 0, CCMP, Security::Enterprise),
        ] {
            assert_eq!(of(flags, wpa, rsn), security, "{flags:x} {wpa:x} {rsn:x}");
        }
    }
}
