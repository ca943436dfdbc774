//! From access points to networks: one entry for each name, the same way whoever heard them.

use std::collections::BTreeMap;

use porchlight_core::wifi::{NearbyNetwork, Security, Ssid};

/// All access points of one name are one network. Those without a name are left out: nobody could choose them.
/// The current network first, then the strongest.
pub(crate) fn networks(heard: impl IntoIterator<Item = NearbyNetwork>) -> Vec<NearbyNetwork> {
    let mut by_name = BTreeMap::<Ssid, NearbyNetwork>::new();
    for heard in heard {
        by_name
            .entry(heard.ssid.clone())
            .and_modify(|known| *known = of_one_name(known, &heard))
            .or_insert(heard);
    }
    let mut networks: Vec<_> = by_name.into_values().collect();
    networks.sort_by_key(|network| (!network.current, u8::MAX - network.strength));
    networks
}

/// `None`: it hides its name, by sending none or one of zeros only.
pub(crate) fn name(octets: Vec<u8>) -> Option<Ssid> {
    if octets.iter().all(|octet| *octet == 0) {
        return None;
    }
    Ssid::new(octets).ok()
}

fn of_one_name(one: &NearbyNetwork, other: &NearbyNetwork) -> NearbyNetwork {
    let bands = match (one.bands, other.bands) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (known, None) | (None, known) => known,
    };
    NearbyNetwork {
        ssid: one.ssid.clone(),
        security: match (one.security, other.security) {
            (Some(one), Some(other)) => Some(either(one, other)),
            (known, None) | (None, known) => known,
        },
        bands,
        strength: one.strength.max(other.strength),
        current: one.current || other.current,
    }
}

/// What one name asks for whose access points differ: a password, if any of them asks for one, so that an open
/// impostor changes nothing.
fn either(one: Security, other: Security) -> Security {
    use Security::{EnhancedOpen, Enterprise, Open, Wep, Wpa, Wpa3, WpaAndWpa3};
    match (one, other) {
        (WpaAndWpa3, _) | (_, WpaAndWpa3) | (Wpa, Wpa3) | (Wpa3, Wpa) => WpaAndWpa3,
        (Wpa, _) | (_, Wpa) => Wpa,
        (Wpa3, _) | (_, Wpa3) => Wpa3,
        (Enterprise, _) | (_, Enterprise) => Enterprise,
        (Wep, _) | (_, Wep) => Wep,
        (EnhancedOpen, _) | (_, EnhancedOpen) => EnhancedOpen,
        (Open, Open) => Open,
    }
}

#[cfg(test)]
mod tests {
    use porchlight_core::wifi::Bands;

    use super::*;

    fn heard(
        octets: &[u8],
        security: impl Into<Option<Security>>,
        mhz: u32,
        strength: u8,
    ) -> NearbyNetwork {
        NearbyNetwork {
            ssid: Ssid::new(octets).unwrap(),
            security: security.into(),
            bands: Some(Bands::of_frequency(mhz)),
            strength,
            current: false,
        }
    }

    #[test]
    fn an_open_impostor_does_not_make_a_network_open() {
        let real = heard(b"porch", Security::Wpa, 2437, 40);
        let impostor = heard(b"porch", Security::Open, 2412, 99);
        for order in [[real.clone(), impostor.clone()], [impostor, real]] {
            let networks = networks(order);
            assert_eq!(networks.len(), 1);
            assert_eq!(networks[0].security, Some(Security::Wpa));
            assert_eq!(networks[0].strength, 99);
        }
    }

    #[test]
    fn what_is_known_of_one_access_point_holds_for_those_of_which_nothing_is() {
        let known = heard(b"porch", Security::Wpa, 2437, 40);
        let unknown = heard(b"porch", None, 5180, 99);
        for order in [[known.clone(), unknown.clone()], [unknown, known]] {
            assert_eq!(networks(order)[0].security, Some(Security::Wpa));
        }
        let unknown = networks([heard(b"porch", None, 2437, 40)]);
        assert_eq!(unknown[0].security, None);
    }

    #[test]
    fn wpa2_on_one_band_and_wpa3_on_the_other_are_side_by_side() {
        let networks = networks([
            heard(b"porch", Security::Wpa3, 5180, 60),
            heard(b"porch", Security::Wpa, 2437, 50),
        ]);
        assert_eq!(networks[0].security, Some(Security::WpaAndWpa3));
        let bands = networks[0].bands.unwrap();
        assert!(bands.ghz2 && bands.ghz5 && !bands.ghz6);
    }

    #[test]
    fn the_current_network_comes_first_then_the_strongest() {
        let mut here = heard(b"here", Security::Wpa, 2437, 20);
        here.current = true;
        let networks = networks([
            heard(b"weak", Security::Wpa, 2437, 30),
            heard(b"strong", Security::Wpa, 2437, 90),
            here,
        ]);
        let names: Vec<_> = networks.iter().map(|n| n.ssid.display()).collect();
        assert_eq!(names, ["here", "strong", "weak"]);
    }

    #[test]
    fn a_name_of_zeros_is_hidden() {
        assert_eq!(name(vec![]), None);
        assert_eq!(name(vec![0; 8]), None);
        assert_eq!(name(vec![0, 1]).unwrap().octets(), [0, 1]);
    }
}
