//! A camera on a network of its own.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::{
    CameraDescription, CameraReach, CameraTrouble, JoinOrder, Joined,
};
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use porchlight_core::wifi::{Security, WifiSecret};
use porchlight_simulators::thingino::{
    ENTERPRISE, Firmware, OPEN, Portal, WEP, WPA, WPA2, WPA2_AND_WPA3, WPA3,
};
use porchlight_simulators::unruly::{Manners, Reply, Unruly};
use porchlight_wifi::reach::Reach;
use sha_crypt::{PasswordHash, PasswordVerifier, ShaCrypt};

use crate::common::{impatiently, named, order, reach_of_portal};

const OLD: Firmware = Firmware {
    features: None,
    scans_by_polling: false,
    scanning: 0,
    networks: Vec::new(),
    refusal: None,
};

/// PBKDF2 of "password" for "IEEE": the test vector of IEEE 802.11-2020 annex J.4.2.
const KEY: &str = "f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e";

/// A second is over at once; the time limits are longer, and never over.
struct WithoutPauses;

#[async_trait]
impl Clock for WithoutPauses {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(0)
    }

    async fn sleep(&self, duration: Duration) {
        if duration > Duration::from_secs(1) {
            std::future::pending().await
        }
    }
}

fn with_password(order: JoinOrder, password: &str) -> JoinOrder {
    JoinOrder {
        password: Some(Password::new(password)),
        ..order
    }
}

/// What came of the order, and what the camera received.
async fn joined(firmware: Firmware, order: &JoinOrder) -> (Result<Joined, CameraTrouble>, String) {
    let portal = Portal::open(firmware).await.unwrap();
    let (reach, _clock) = reach_of_portal(&portal.url());
    let camera = reach.over_own_network().await.unwrap();
    let outcome = camera.join(order).await;
    (outcome, portal.saved().concat())
}

#[tokio::test]
async fn a_camera_says_who_it_is_and_wants_an_administrators_password() {
    let portal = Portal::open(Firmware::default()).await.unwrap();
    let (reach, _clock) = reach_of_portal(&portal.url());
    let camera = reach.over_own_network().await.unwrap();
    assert_eq!(
        *camera.description(),
        CameraDescription {
            name: "ing-wyze-c3".into(),
            model: "wyze_cam3_t31x_gc2053_atbm6031".into(),
            firmware: "stable+1a2b3c4, 2026-08-22 01:02:03 +0000".into(),
            wants_password: true,
            takes_name: true,
        }
    );
}

#[tokio::test]
async fn neither_password_crosses_the_open_network_where_the_camera_can_do_without() {
    let order = with_password(order("IEEE", "password"), "Gh3heim & lang");
    let (outcome, saved) = joined(Firmware::default(), &order).await;
    assert_eq!(
        outcome,
        Ok(Joined {
            page: None,
            named: false,
            confirmed: false,
        })
    );
    let before = format!("hostname=ing-wyze-c3&wlan_ssid=IEEE&wlan_psk={KEY}&rootpass_hash=");
    let hash = saved.strip_prefix(&before).unwrap();
    let hash = PasswordHash::new(
        hash.replace("%24", "$")
            .replace("%3D", "=")
            .replace("%2F", "/"),
    )
    .unwrap();
    assert!(hash.as_str().starts_with("$6$"));
    let is = |password: &[u8]| ShaCrypt::SHA512.verify_password(password, &hash).is_ok();
    assert!(is(b"Gh3heim & lang") && !is(b"Gh3heim"));
}

#[tokio::test]
async fn two_cameras_with_one_password_have_different_hashes() {
    let order = with_password(order("IEEE", "password"), "Gh3heim");
    let (_, first) = joined(Firmware::default(), &order).await;
    let (_, second) = joined(Firmware::default(), &order).await;
    assert_ne!(first, second);
}

#[tokio::test]
async fn older_cameras_get_the_passwords_themselves_octet_by_octet() {
    let order = with_password(order("Café 100%", "a+b&c=d%\\n e"), "Gh3heim & lang");
    let (outcome, saved) = joined(OLD, &order).await;
    assert!(outcome.is_ok());
    assert_eq!(
        saved,
        "hostname=ing-wyze-c3&wlan_ssid=Caf%C3%A9+100%25&wlan_pass=a%2Bb%26c%3Dd%25%5Cn+e&rootpass=Gh3heim+%26+lang"
    );
}

#[tokio::test]
async fn each_secret_goes_as_safely_as_the_camera_says() {
    let order = with_password(order("IEEE", "password"), "Gh3heim");
    let only = |feature| Firmware {
        features: Some(vec![feature]),
        ..Firmware::default()
    };
    let (_, saved) = joined(only("wlan_psk"), &order).await;
    assert!(saved.ends_with(&format!("&wlan_psk={KEY}&rootpass=Gh3heim")));
    let (_, saved) = joined(only("rootpass_hash"), &order).await;
    assert!(saved.contains("&wlan_pass=password&rootpass_hash=%246%24"));
}

#[tokio::test]
async fn a_key_goes_as_it_is() {
    let order = with_password(order("IEEE", KEY), "Gh3heim");
    let (_, saved) = joined(Firmware::default(), &order).await;
    assert!(saved.contains(&format!("&wlan_psk={KEY}&")));
    let (_, saved) = joined(OLD, &order).await;
    assert!(saved.contains(&format!("&wlan_pass={KEY}&")));
}

#[tokio::test]
async fn what_an_owner_told_the_camera_is_what_it_looks_for_after_its_restart() {
    let order = with_password(order("IEEE", "password"), "Gh3heim");
    for (firmware, key) in [(Firmware::default(), KEY), (OLD, "password")] {
        let portal = Portal::open(firmware).await.unwrap();
        let (reach, _clock) = reach_of_portal(&portal.url());
        let camera = reach.over_own_network().await.unwrap();
        assert!(camera.join(&order).await.is_ok());
        assert_eq!(portal.kept(), Some(("IEEE".to_owned(), key.to_owned())));
    }
}

/// The camera says "success" to it, restarts, and looks for no network at all.
#[tokio::test]
async fn an_owner_whose_network_is_open_is_not_told_that_the_camera_took_it() {
    let with = |security, secret| {
        let mut open = with_password(order("IEEE", "password"), "Gh3heim");
        open.network.security = security;
        open.secret = secret;
        open
    };
    for order in [
        with(Security::Open, WifiSecret::None),
        with(Security::EnhancedOpen, WifiSecret::None),
        with(Security::Wpa, WifiSecret::None),
    ] {
        for firmware in [Firmware::default(), OLD] {
            let portal = Portal::open(firmware).await.unwrap();
            let (reach, _clock) = reach_of_portal(&portal.url());
            let camera = reach.over_own_network().await.unwrap();
            let outcome = camera.join(&order).await;
            assert_eq!(
                (&outcome, portal.kept()),
                (&Err(CameraTrouble::Unsuitable), None)
            );
            assert!(portal.saved().is_empty());
            let code = Failure::from(outcome.unwrap_err()).code;
            assert_eq!(code, FailureCode::NetworkUnsuitable);
        }
    }
}

#[tokio::test]
async fn an_owner_is_not_told_that_a_network_is_open_when_the_camera_does_not_know() {
    let portal = Portal::open(Firmware {
        networks: vec![
            ("both", -50, WPA2_AND_WPA3),
            ("old", -50, WPA),
            ("broken", -50, WEP),
            ("wpa3", -50, WPA3),
            ("office", -50, ENTERPRISE),
            ("square", -50, OPEN),
            // Its second access point is of another kind.
            ("two", -80, WPA2),
            ("two", -50, WPA3),
        ],
        ..Firmware::default()
    })
    .await
    .unwrap();
    let reach = Reach::new(Arc::new(WithoutPauses)).with_portal(portal.url().parse().unwrap());
    let camera = reach.over_own_network().await.unwrap();
    let heard = camera.networks().await.unwrap();
    let security = |name: &str| {
        let mut networks = heard.iter();
        networks
            .find(|it| it.ssid.octets() == name.as_bytes())
            .unwrap()
            .security
    };
    for (name, known) in [
        ("both", Some(Security::Wpa)),
        ("old", Some(Security::Wpa)),
        ("broken", Some(Security::Wep)),
        ("wpa3", None),
        ("office", None),
        ("square", None),
        ("two", Some(Security::Wpa)),
    ] {
        assert_eq!(security(name), known, "{name}");
    }
}

#[tokio::test]
async fn a_name_that_a_camera_can_have_is_given_and_another_is_left_alone() {
    let order = with_password(order("IEEE", "password"), "Gh3heim");
    let fits = named(order.clone(), "front-door");
    let (outcome, saved) = joined(Firmware::default(), &fits).await;
    assert!(outcome.unwrap().named && saved.starts_with("hostname=front-door&"));
    let does_not = named(order, "Porta d’ingresso");
    let (outcome, saved) = joined(Firmware::default(), &does_not).await;
    assert!(!outcome.unwrap().named && saved.starts_with("hostname=ing-wyze-c3&"));
}

#[tokio::test]
async fn what_the_camera_would_change_or_cannot_use_is_not_sent() {
    let fine = with_password(order("IEEE", "password"), "Gh3heim");
    let blank_name = JoinOrder {
        network: order("IEEE ", "password").network,
        ..fine.clone()
    };
    let mut only_wpa3 = fine.clone();
    only_wpa3.network.security = Security::Wpa3;
    // An owner who ends a name with a blank is not sent to look for another kind of network.
    for (order, code) in [
        (blank_name, FailureCode::CameraChangesText),
        (only_wpa3, FailureCode::NetworkUnsuitable),
    ] {
        let (outcome, saved) = joined(Firmware::default(), &order).await;
        let refused = Failure::from(outcome.unwrap_err()).code;
        assert_eq!((refused, saved.as_str()), (code, ""));
    }
    // A key and a hash have no blanks: only older firmware loses them.
    let blanks = with_password(order("IEEE", "password "), "Gh3heim ");
    assert!(joined(Firmware::default(), &blanks).await.0.is_ok());
    let (outcome, saved) = joined(OLD, &blanks).await;
    assert_eq!(
        (outcome, saved.as_str()),
        (Err(CameraTrouble::NotCarried), "")
    );
}

#[tokio::test]
async fn no_camera_is_left_without_an_administrators_password() {
    let none = order("IEEE", "password");
    let empty = with_password(none.clone(), "");
    for order in [none.clone(), empty] {
        let (outcome, saved) = joined(Firmware::default(), &order).await;
        assert_eq!((outcome, saved.as_str()), (Err(CameraTrouble::Refused), ""));
    }
    // One that has no administrator wants none.
    let wifi_only = Firmware {
        features: Some(vec!["wlan_psk", "rootpass_hash", "wifi_only"]),
        ..Firmware::default()
    };
    let (outcome, saved) = joined(wifi_only, &none).await;
    assert!(outcome.is_ok() && !saved.contains("rootpass"));
}

#[tokio::test]
async fn a_camera_that_refuses_is_not_taken_for_one_that_joined() {
    let order = with_password(order("IEEE", "password"), "Gh3heim");
    let refuses = Firmware {
        refusal: Some("Hostname cannot contain password"),
        ..Firmware::default()
    };
    let (outcome, _) = joined(refuses, &order).await;
    assert_eq!(outcome, Err(CameraTrouble::Refused));
}

#[tokio::test]
async fn a_scan_is_waited_for_and_names_come_back_octet_by_octet() {
    let portal = Portal::open(Firmware {
        scanning: 3,
        networks: vec![
            ("Caf\\xc3\\xa9", -75, WPA2),
            ("Guests", -90, OPEN),
            ("\\xff\\\\", -40, WEP),
            ("Caf\\xc3\\xa9", -60, WPA2),
        ],
        ..Firmware::default()
    })
    .await
    .unwrap();
    let reach = Reach::new(Arc::new(WithoutPauses)).with_portal(portal.url().parse().unwrap());
    let camera = reach.over_own_network().await.unwrap();
    let heard = camera.networks().await.unwrap();
    let heard: Vec<_> = heard
        .iter()
        .map(|network| (network.ssid.octets(), network.security, network.strength))
        .collect();
    assert_eq!(
        heard,
        [
            (&b"\xff\\"[..], Some(Security::Wep), 100),
            ("Café".as_bytes(), Some(Security::Wpa), 80),
            (b"Guests", None, 20),
        ]
    );
    let polls = ["scan_status"; 4];
    assert_eq!(
        portal.actions(),
        [&["get_info", "scan_start"][..], &polls].concat()
    );
}

#[tokio::test]
async fn a_scan_without_an_end_gives_what_was_heard_before() {
    let portal = Portal::open(Firmware {
        scanning: usize::MAX,
        ..Firmware::default()
    })
    .await
    .unwrap();
    let reach = Reach::new(Arc::new(WithoutPauses)).with_portal(portal.url().parse().unwrap());
    let camera = reach.over_own_network().await.unwrap();
    let heard = camera.networks().await.unwrap();
    assert_eq!(heard.len(), 1);
    assert_eq!(portal.actions().last().unwrap(), "scan_cached");
}

#[tokio::test]
async fn older_cameras_scan_while_they_are_asked() {
    let portal = Portal::open(Firmware {
        networks: vec![("Home", -50, WPA)],
        ..OLD
    })
    .await
    .unwrap();
    let (reach, _clock) = reach_of_portal(&portal.url());
    let camera = reach.over_own_network().await.unwrap();
    assert_eq!(camera.networks().await.unwrap().len(), 1);
    assert_eq!(
        portal.actions(),
        ["get_info", "scan_start", "scan_networks"]
    );
}

#[tokio::test]
async fn ten_minutes_later_there_is_no_camera_any_more() {
    let portal = Portal::open(Firmware::default()).await.unwrap();
    let (reach, _clock) = reach_of_portal(&portal.url());
    let camera = reach.over_own_network().await.unwrap();
    portal.close().await;
    let order = with_password(order("IEEE", "password"), "Gh3heim");
    assert_eq!(camera.join(&order).await, Err(CameraTrouble::NotFound));
    assert_eq!(camera.networks().await, Err(CameraTrouble::NotFound));
    assert_eq!(
        reach.over_own_network().await.err(),
        Some(CameraTrouble::NotFound)
    );
}

#[tokio::test]
async fn another_server_at_the_address_is_no_camera() {
    let elsewhere = Reply::html(302).with("Location", "http://192.0.2.1/");
    let manners = [
        Manners::Says(Reply::html(200)),
        Manners::Says(elsewhere),
        Manners::Says(Reply::json(200, "{\"hostname\": 7}")),
        Manners::Says(Reply::json(404, "{}")),
        Manners::CutsTheBody,
        Manners::NeverStops,
    ];
    for manners in manners {
        let server = Unruly::start(manners.clone()).await.unwrap();
        let (reach, _clock) = reach_of_portal(&server.url());
        let outcome = reach.over_own_network().await;
        assert_eq!(outcome.err(), Some(CameraTrouble::NotFound), "{manners:?}");
        assert_eq!(server.asked(), ["GET /x/api.cgi?action=get_info HTTP/1.1"]);
    }
    let nowhere = Unruly::nowhere().await.unwrap();
    let (reach, _clock) = reach_of_portal(&nowhere);
    assert_eq!(
        reach.over_own_network().await.err(),
        Some(CameraTrouble::NotFound)
    );
}

#[tokio::test]
async fn a_camera_that_says_nothing_is_not_waited_for_forever() {
    for manners in [Manners::Silent, Manners::StopsInTheMiddle] {
        let server = Unruly::start(manners).await.unwrap();
        let (reach, clock) = reach_of_portal(&server.url());
        let outcome = impatiently(&clock, reach.over_own_network()).await;
        assert_eq!(outcome.err(), Some(CameraTrouble::Silent));
    }
}
