//! The networks that a computer hears.

use porchlight_core::ports::nearby_networks::{NearbyNetworks, NearbyTrouble};
use porchlight_core::wifi::{Bands, NearbyNetwork, Security};
use porchlight_simulators::network_manager::{AccessPoint, NetworkManager};
use porchlight_wifi::nearby;

use crate::computer::{Computer, PORCH, impatient, patient, ssid};

const PRIVACY: u32 = 0x1;
const CCMP: u32 = 0x88;
const PSK: u32 = 0x100 | CCMP;
const IEEE_802_1X: u32 = 0x200 | CCMP;
const SAE: u32 = 0x400 | CCMP;
const OWE: u32 = 0x800 | CCMP;

fn names(networks: &[NearbyNetwork]) -> Vec<&[u8]> {
    networks.iter().map(|it| it.ssid.octets()).collect()
}

#[tokio::test]
async fn networks_say_what_they_ask_for_strongest_first() {
    let (computer, manager, radio) = Computer::with_radio().await;
    let kinds: [(&[u8], u32, u32, u32, Security); 7] = [
        (b"open", 0, 0, 0, Security::Open),
        (b"owe", PRIVACY, 0, OWE, Security::EnhancedOpen),
        (b"wep", PRIVACY, 0, 0, Security::Wep),
        (b"wpa", PRIVACY, PSK, 0, Security::Wpa),
        (b"both", PRIVACY, 0, PSK | SAE, Security::WpaAndWpa3),
        (b"wpa3", PRIVACY, 0, SAE, Security::Wpa3),
        (b"office", PRIVACY, 0, IEEE_802_1X, Security::Enterprise),
    ];
    for (strength, (name, flags, wpa, rsn, _)) in (1..=7).zip(kinds) {
        let heard = AccessPoint {
            name,
            strength,
            flags,
            wpa,
            rsn,
            ..PORCH
        };
        manager.hear(&radio, heard).await.unwrap();
    }
    let networks = computer.look().await.unwrap();
    let found: Vec<_> = networks
        .iter()
        .map(|it| (it.ssid.octets(), it.security, it.strength))
        .collect();
    let expected: Vec<_> = (1..=7)
        .zip(kinds)
        .map(|(strength, (name, .., security))| (name, Some(security), strength))
        .rev()
        .collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn one_name_on_two_bands_and_two_radios_is_one_network() {
    let (computer, manager, radio) = Computer::with_radio().await;
    let stick = manager.add_radio("wlan1").await.unwrap();
    let on = |mhz, strength| AccessPoint {
        mhz,
        strength,
        ..PORCH
    };
    manager.hear(&radio, on(2437, 40)).await.unwrap();
    manager.hear(&radio, on(5180, 80)).await.unwrap();
    manager.hear(&stick, on(2437, 60)).await.unwrap();
    let far = AccessPoint {
        name: b"6 GHz",
        ..on(5975, 10)
    };
    manager.hear(&stick, far).await.unwrap();
    let networks = computer.look().await.unwrap();
    assert_eq!(names(&networks), [&b"porch"[..], b"6 GHz"]);
    let bands = |ghz2, ghz5, ghz6| Some(Bands { ghz2, ghz5, ghz6 });
    assert_eq!(networks[0].bands, bands(true, true, false));
    assert_eq!(networks[0].strength, 80);
    assert_eq!(networks[1].bands, bands(false, false, true));
}

#[tokio::test]
async fn names_come_octet_by_octet_and_hidden_ones_stay_out() {
    let (computer, manager, radio) = Computer::with_radio().await;
    let latin = b"Caf\xe9";
    let emoji = "🏡 porch".as_bytes();
    for (strength, name) in [(30, &latin[..]), (20, emoji), (90, b""), (80, &[0; 6])] {
        let heard = AccessPoint {
            name,
            strength,
            ..PORCH
        };
        manager.hear(&radio, heard).await.unwrap();
    }
    let networks = computer.look().await.unwrap();
    assert_eq!(names(&networks), [&latin[..], emoji]);
}

#[tokio::test]
async fn the_network_in_use_comes_first() {
    let (computer, manager, radio) = Computer::with_radio().await;
    manager.hear(&radio, PORCH).await.unwrap();
    let mine = AccessPoint {
        name: b"mine",
        strength: 10,
        ..PORCH
    };
    let path = manager.hear(&radio, mine).await.unwrap();
    manager.connect(&radio, &path).await.unwrap();
    let networks = computer.look().await.unwrap();
    assert_eq!(names(&networks), [&b"mine"[..], b"porch"]);
    assert!(networks[0].current && !networks[1].current);
}

#[tokio::test]
async fn a_network_found_while_listening_is_there() {
    let (computer, manager, radio) = Computer::with_radio().await;
    manager.scan_slowly(&radio).await.unwrap();
    let asked = manager.scan_asked(&radio).await.unwrap();
    let listening = async {
        asked.await;
        manager.hear(&radio, PORCH).await.unwrap();
        manager.end_scan(&radio).await.unwrap();
    };
    let (networks, ()) = tokio::join!(computer.look(), listening);
    assert_eq!(names(&networks.unwrap()), [b"porch"]);
}

#[tokio::test]
async fn a_scan_without_end_leaves_what_is_known() {
    let (computer, manager, radio) = Computer::with_radio().await;
    manager.hear(&radio, PORCH).await.unwrap();
    manager.scan_slowly(&radio).await.unwrap();
    let nearby = impatient(computer.bus.address(), nearby::NetworkManager::SCAN);
    let networks = nearby.look(None).await;
    assert_eq!(names(&networks.unwrap()), [b"porch"]);
}

#[tokio::test]
async fn a_scan_right_after_another_is_not_needed() {
    let (computer, manager, radio) = Computer::with_radio().await;
    manager.hear(&radio, PORCH).await.unwrap();
    let too_early = "org.freedesktop.NetworkManager.Device.NotAllowed";
    manager.refuse_scans(&radio, too_early).await.unwrap();
    assert_eq!(names(&computer.look().await.unwrap()), [b"porch"]);
}

#[tokio::test]
async fn not_allowed_to_listen_is_not_the_same_as_silence() {
    let (computer, manager, radio) = Computer::with_radio().await;
    assert_eq!(computer.look().await, Ok(vec![]));
    let denied = "org.freedesktop.NetworkManager.Device.PermissionDenied";
    manager.refuse_scans(&radio, denied).await.unwrap();
    assert_eq!(computer.look().await, Err(NearbyTrouble::NotPermitted));
    manager.hear(&radio, PORCH).await.unwrap();
    assert_eq!(names(&computer.look().await.unwrap()), [b"porch"]);
}

#[tokio::test]
async fn a_computer_with_a_cable_only_has_no_wifi() {
    let computer = Computer::new();
    let manager = NetworkManager::start(computer.bus.address()).await.unwrap();
    manager.add_cable("eth0").await.unwrap();
    assert_eq!(computer.look().await, Err(NearbyTrouble::NoHardware));
}

#[tokio::test]
async fn wifi_that_is_switched_off_says_so() {
    let (computer, manager, _radio) = Computer::with_radio().await;
    for switch in [
        "NetworkingEnabled",
        "WirelessEnabled",
        "WirelessHardwareEnabled",
    ] {
        manager.switch(switch, false).await.unwrap();
        assert_eq!(computer.look().await, Err(NearbyTrouble::SwitchedOff));
        manager.switch(switch, true).await.unwrap();
        assert_eq!(computer.look().await, Ok(vec![]));
    }
}

#[tokio::test]
async fn without_network_manager_nobody_knows() {
    let computer = Computer::new();
    assert_eq!(computer.look().await, Err(NearbyTrouble::Unavailable));
    let saved = computer.saved(b"porch").await;
    assert_eq!(saved.unwrap_err(), NearbyTrouble::Unavailable);
}

#[tokio::test]
async fn without_a_system_bus_nobody_knows() {
    let computer = Computer::new();
    let address = computer.bus.address().to_owned();
    drop(computer);
    for address in [address.as_str(), "not an address"] {
        let networks = patient(address).look(None).await;
        assert_eq!(networks, Err(NearbyTrouble::Unavailable));
    }
}

#[tokio::test]
async fn a_network_manager_that_hangs_is_given_up() {
    let (computer, manager, _radio) = Computer::with_radio().await;
    manager.hang().unwrap();
    let nearby = impatient(computer.bus.address(), nearby::NetworkManager::ANSWER);
    let networks = nearby.look(None).await;
    assert_eq!(networks, Err(NearbyTrouble::Unavailable));
    let saved = nearby.saved_secret(None, &ssid(b"porch")).await;
    assert_eq!(saved.unwrap_err(), NearbyTrouble::Unavailable);
}
