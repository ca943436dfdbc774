//! The system of the computer that runs the tests, whatever it has: an answer of ours, and no crash.

use std::sync::Arc;

use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::testing::ManualClock;
use porchlight_core::wifi::Ssid;
use porchlight_wifi::nearby::for_this_computer;

fn computer() -> impl NearbyNetworks {
    for_this_computer(Arc::new(ManualClock::default()))
}

#[tokio::test]
async fn it_says_what_it_hears_or_why_nothing() {
    match computer().look(None).await {
        Ok(networks) => {
            assert!(networks.iter().all(|network| network.strength <= 100));
            let names = networks.iter().map(|network| &network.ssid);
            let once: std::collections::BTreeSet<_> = names.clone().collect();
            assert_eq!(once.len(), names.count(), "one entry per name");
        }
        Err(trouble) => assert_ne!(trouble, NearbyTrouble::NothingSaved),
    }
}

#[tokio::test]
async fn it_keeps_no_password_of_a_network_that_is_none() {
    let nobodys = Ssid::new(*b"nobody's: \xC3\xA4\x00\xFF").unwrap();
    assert!(computer().saved_secret(None, &nobodys).await.is_err());
}
