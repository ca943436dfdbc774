//! Access points as a camera hears them, as networks.

use std::collections::BTreeMap;

use porchlight_core::wifi::NearbyNetwork;

/// All access points of one name are one network; the strongest speaks for it. Strongest first.
pub(crate) fn one_per_name(heard: impl Iterator<Item = NearbyNetwork>) -> Vec<NearbyNetwork> {
    let mut by_name = BTreeMap::new();
    for network in heard {
        let strongest = by_name
            .entry(network.ssid.clone())
            .or_insert_with(|| network.clone());
        if network.strength > strongest.strength {
            *strongest = network;
        }
    }
    let mut networks: Vec<_> = by_name.into_values().collect();
    networks.sort_by_key(|network| std::cmp::Reverse(network.strength));
    networks
}
