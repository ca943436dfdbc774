//! A camera on a USB cable; a pseudo-terminal stands for it.

use std::sync::Arc;
use std::time::Duration;

use porchlight_core::ports::unjoined_camera::{
    CameraDescription, CameraReach, CameraTrouble, Joined, UnjoinedCamera,
};
use porchlight_core::wifi::{CameraPage, Security, WifiSecret};
use porchlight_simulators::improv::{Habits, ImprovCamera};

use porchlight_wifi::reach::Reach;

use crate::common::{PickyClock, impatiently, named, order, reach};

type Outcome = Result<Box<dyn UnjoinedCamera>, CameraTrouble>;

/// The camera, and what it says when it is greeted.
async fn greeted(habits: Habits) -> (ImprovCamera, Outcome) {
    let camera = ImprovCamera::plug_in(habits).unwrap();
    let (reach, _clock) = reach();
    let outcome = reach.over_serial(camera.port()).await;
    (camera, outcome)
}

#[tokio::test]
async fn a_camera_says_who_it_is() {
    let (_camera, outcome) = greeted(Habits::default()).await;
    assert_eq!(
        *outcome.unwrap().description(),
        CameraDescription {
            name: "porch-cam".into(),
            model: "ESP32-S3".into(),
            firmware: "ESPHome 2026.8.0".into(),
            wants_password: false,
            takes_name: true,
        }
    );
}

#[tokio::test]
async fn a_camera_hears_networks_of_any_name_and_each_counts_once() {
    let networks = vec![
        ("Café ☕".into(), -75, true),
        ("Guests".into(), -90, false),
        (vec![0xff, 0, b'\n'], -40, true),
        ("Café ☕".into(), -60, true),
        (b"".to_vec(), -30, true),
    ];
    let (_camera, outcome) = greeted(Habits {
        networks,
        ..Habits::default()
    })
    .await;
    let heard = outcome.unwrap().networks().await.unwrap();
    let heard: Vec<_> = heard
        .iter()
        .map(|network| (network.ssid.octets(), network.security, network.strength))
        .collect();
    assert_eq!(
        heard,
        [
            (&[0xff, 0, b'\n'][..], Some(Security::Wpa), 100),
            ("Café ☕".as_bytes(), Some(Security::Wpa), 80),
            (b"Guests", Some(Security::Open), 20),
        ]
    );
}

#[tokio::test]
async fn a_camera_joins_and_says_where_it_can_be_visited() {
    let (camera, outcome) = greeted(Habits::default()).await;
    let order = named(order("Café ☕", "correct horse"), "Porta d’ingresso");
    let joined = outcome.unwrap().join(&order).await;
    assert_eq!(
        joined,
        Ok(Joined {
            page: CameraPage::parse("http://192.168.7.20/"),
            named: true,
            confirmed: true,
        })
    );
    let told = camera.told();
    let [.., name, wifi] = told.as_slice() else {
        panic!("it was told a name and a network");
    };
    assert_eq!(*name, (6, "Porta d’ingresso".as_bytes().to_vec()));
    let settings = ["\u{9}Café ☕", "\u{d}correct horse"].concat();
    assert_eq!(*wifi, (1, settings.into_bytes()));
}

/// After what the camera says last, three seconds go by in no time.
async fn joins_without_a_result(password: &str, before: bool) -> Result<Joined, CameraTrouble> {
    let camera = ImprovCamera::plug_in(Habits {
        state_only: true,
        provisioned: before,
        ..Habits::default()
    })
    .unwrap();
    let clock = PickyClock {
        gives_up: Some(Duration::from_secs(3)),
    };
    let device = Reach::new(Arc::new(clock))
        .over_serial(camera.port())
        .await
        .unwrap();
    device.join(&order("Home", password)).await
}

#[tokio::test]
async fn an_owner_whose_camera_says_only_that_it_is_online_is_told_so() {
    for before in [false, true] {
        let joined = joins_without_a_result("correct horse", before).await;
        let online = Joined {
            page: None,
            named: false,
            confirmed: true,
        };
        assert_eq!(joined, Ok(online));
    }
}

#[tokio::test]
async fn an_owner_whose_camera_says_only_that_it_is_back_where_it_was_is_told_that_it_could_not_join()
 {
    for before in [false, true] {
        let joined = joins_without_a_result("wrong horse", before).await;
        assert_eq!(joined, Err(CameraTrouble::CannotJoin));
    }
}

#[tokio::test]
async fn noise_and_wrong_checksums_and_bytes_one_by_one_change_nothing() {
    let log =
        b"\x1b[0;32m[I][wifi:123]: IMPROV\x02 IMPROVed\x1b[0m\r\nIMPROV\x01\x04\x02\x00\x00\xff\n";
    let (_camera, outcome) = greeted(Habits {
        noise: log.to_vec(),
        wrong_checksums: true,
        fragmented: true,
        ..Habits::default()
    })
    .await;
    let camera = outcome.unwrap();
    assert_eq!(camera.description().name, "porch-cam");
    assert_eq!(camera.networks().await.unwrap().len(), 1);
    let joined = camera.join(&order("Home", "correct horse")).await.unwrap();
    assert!(joined.confirmed);
}

#[tokio::test]
async fn a_camera_that_restarts_when_its_port_is_opened_is_asked_until_it_answers() {
    let camera = ImprovCamera::plug_in(Habits {
        starting: 3,
        ..Habits::default()
    })
    .unwrap();
    let (reach, clock) = reach();
    let three_seconds = async {
        for _ in 0..3 {
            clock.skip_a_sleep().await;
        }
    };
    let (outcome, ()) = tokio::join!(reach.over_serial(camera.port()), three_seconds);
    assert!(outcome.is_ok());
    assert_eq!(camera.told()[..4], vec![(2, vec![]); 4]);
}

#[tokio::test]
async fn a_board_that_never_answers_is_given_up() {
    let camera = ImprovCamera::plug_in(Habits {
        starting: usize::MAX,
        ..Habits::default()
    })
    .unwrap();
    let (reach, clock) = reach();
    let greeting = reach.over_serial(camera.port());
    let outcome = impatiently(&clock, greeting).await;
    assert_eq!(outcome.err(), Some(CameraTrouble::Silent));
}

#[tokio::test]
async fn a_camera_that_refuses_and_one_that_contradicts_itself_are_told_apart() {
    let answers = [
        (
            2,
            b"IMPROV\x01\x02\x01\xff\xe0\n".to_vec(),
            CameraTrouble::Refused,
        ),
        // Three strings are not enough; the checksum is right.
        (
            3,
            b"IMPROV\x01\x04\x05\x03\x03\x00\x00\x00\xed\n".to_vec(),
            CameraTrouble::Garbled,
        ),
        (
            3,
            b"IMPROV\x01\x04\x03\x03\x01\x05\xee\n".to_vec(),
            CameraTrouble::Garbled,
        ),
    ];
    for (question, answer, trouble) in answers {
        let (_camera, outcome) = greeted(Habits {
            instead: Some((question, answer)),
            ..Habits::default()
        })
        .await;
        assert_eq!(outcome.err(), Some(trouble), "{question}");
    }
}

#[tokio::test]
async fn a_port_that_is_not_there_and_a_file_that_is_no_port_have_no_camera() {
    let (reach, _clock) = reach();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    for port in ["/dev/ttyNOWHERE7", file] {
        let outcome = reach.over_serial(port).await;
        assert_eq!(outcome.err(), Some(CameraTrouble::NotFound), "{port}");
    }
}

#[tokio::test]
async fn a_wrong_password_can_be_tried_again_over_the_same_cable() {
    let (_camera, outcome) = greeted(Habits::default()).await;
    let camera = outcome.unwrap();
    let wrong = camera.join(&order("Home", "wrong horse")).await;
    assert_eq!(wrong, Err(CameraTrouble::CannotJoin));
    let right = camera.join(&order("Home", "correct horse")).await;
    assert!(right.unwrap().confirmed);
}

#[tokio::test]
async fn the_answer_to_an_order_that_nobody_waits_for_is_not_taken_for_the_next_ones() {
    let (camera, outcome) = greeted(Habits {
        fragmented: true,
        ..Habits::default()
    })
    .await;
    let device = outcome.unwrap();
    let before = camera.told().len();
    let given_up = order("Home", "wrong horse");
    {
        // The owner leaves once the camera has the order.
        let mut joining = std::pin::pin!(device.join(&given_up));
        while camera.told().len() == before {
            tokio::select! {
                biased;
                _ = &mut joining => panic!("it was to be left"),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    let joined = device.join(&order("Home", "correct horse")).await;
    assert!(joined.unwrap().confirmed);
}

#[tokio::test]
async fn a_cable_pulled_out_halfway_is_told_at_once() {
    for question in [2, 3, 6] {
        let habits = Habits {
            unplugged_at: Some(question),
            ..Habits::default()
        };
        let (_camera, outcome) = greeted(habits).await;
        assert_eq!(outcome.err(), Some(CameraTrouble::Unplugged), "{question}");
    }
    let joining = Habits {
        unplugged_at: Some(1),
        ..Habits::default()
    };
    let (_camera, outcome) = greeted(joining).await;
    let joined = outcome.unwrap().join(&order("Home", "correct horse")).await;
    assert_eq!(joined, Err(CameraTrouble::Unplugged));
}

#[tokio::test]
async fn a_camera_that_falls_silent_is_not_waited_for_forever() {
    for question in [1, 4] {
        let camera = ImprovCamera::plug_in(Habits {
            silent_at: Some(question),
            ..Habits::default()
        })
        .unwrap();
        let (reach, clock) = reach();
        let device = reach.over_serial(camera.port()).await.unwrap();
        let order = order("Home", "correct horse");
        let act = async {
            match question {
                1 => device.join(&order).await.err(),
                _ => device.networks().await.err(),
            }
        };
        let outcome = impatiently(&clock, act).await;
        assert_eq!(outcome, Some(CameraTrouble::Silent), "{question}");
    }
}

#[tokio::test]
async fn a_camera_that_takes_no_name_joins_all_the_same() {
    let (camera, outcome) = greeted(Habits {
        takes_name: false,
        ..Habits::default()
    })
    .await;
    let device = outcome.unwrap();
    assert!(!device.description().takes_name);
    let order = named(order("Home", "correct horse"), "Porch");
    let joined = device.join(&order).await.unwrap();
    assert!(joined.confirmed && !joined.named);
    assert!(!camera.told().contains(&(6, b"Porch".to_vec())));
}

#[tokio::test]
async fn a_name_that_the_camera_cuts_short_does_not_count_as_taken() {
    let (_camera, outcome) = greeted(Habits {
        longest_name: 6,
        ..Habits::default()
    })
    .await;
    let order = named(order("Home", "correct horse"), "Kitchen");
    let joined = outcome.unwrap().join(&order).await.unwrap();
    assert!(joined.confirmed && !joined.named);
}

#[tokio::test]
async fn a_name_too_long_for_the_cable_stops_before_the_network_is_told() {
    let (camera, outcome) = greeted(Habits::default()).await;
    // Forty characters as a person counts them, 1000 bytes.
    let order = named(order("Home", "correct horse"), &"👨‍👩‍👧‍👦".repeat(40));
    let joined = outcome.unwrap().join(&order).await;
    assert_eq!(joined, Err(CameraTrouble::NameRefused));
    assert!(camera.told().iter().all(|(question, _)| *question != 1));
}

#[tokio::test]
async fn the_longest_names_and_keys_fit() {
    let key = "a1".repeat(32);
    let (camera, outcome) = greeted(Habits {
        password: key.clone().into_bytes(),
        networks: vec![(vec![0xe2; 32], -50, true); 300],
        ..Habits::default()
    })
    .await;
    let device = outcome.unwrap();
    assert_eq!(device.networks().await.unwrap().len(), 1);
    let joined = device.join(&order([0xe2; 32], &key)).await;
    assert!(joined.unwrap().confirmed);
    let (_, settings) = camera.told().pop().unwrap();
    assert_eq!(settings.len(), 1 + 32 + 1 + 64);
}

#[tokio::test]
async fn an_open_network_needs_no_password_and_other_addresses_than_the_web_are_not_shown() {
    let (_camera, outcome) = greeted(Habits {
        password: Vec::new(),
        url: Some("file:///etc/passwd".into()),
        ..Habits::default()
    })
    .await;
    let mut order = order("Guests", "not used");
    order.secret = WifiSecret::None;
    let joined = outcome.unwrap().join(&order).await.unwrap();
    assert_eq!((joined.confirmed, joined.page), (true, None));
}

#[tokio::test]
async fn a_camera_on_a_network_already_can_be_moved_to_another() {
    let (_camera, outcome) = greeted(Habits {
        provisioned: true,
        ..Habits::default()
    })
    .await;
    let camera = outcome.unwrap();
    let wrong = camera.join(&order("New", "wrong horse")).await;
    assert_eq!(wrong, Err(CameraTrouble::CannotJoin));
    let right = camera.join(&order("New", "correct horse")).await;
    assert!(right.unwrap().confirmed);
}

#[tokio::test]
async fn letting_go_of_the_camera_lets_go_of_the_port() {
    let camera = ImprovCamera::plug_in(Habits::default()).unwrap();
    let (reach, _clock) = reach();
    let first = reach.over_serial(camera.port()).await.unwrap();
    let second = reach.over_serial(camera.port()).await;
    assert_eq!(second.err(), Some(CameraTrouble::NotFound));
    drop(first);
    assert!(reach.over_serial(camera.port()).await.is_ok());
}

#[tokio::test]
async fn the_computers_ports_can_be_listed() {
    let (reach, _clock) = reach();
    // Which there are depends on the computer; none of them is a pseudo-terminal.
    let ports = reach.serial_ports().await.unwrap();
    assert!(ports.iter().all(|port| !port.name.contains("/pts/")));
}

#[tokio::test]
async fn a_port_that_the_system_does_not_list_is_offered_first_once_it_is_named() {
    let camera = ImprovCamera::plug_in(Habits::default()).unwrap();
    let (reach, _clock) = reach();
    let listed = reach.serial_ports().await.unwrap();
    assert!(listed.iter().all(|port| port.name != camera.port()));
    let reach = reach.with_ports(vec![camera.port().to_owned()]);
    let offered = reach.serial_ports().await.unwrap();
    assert!(offered[0].name == camera.port() && offered[0].likely);
    assert_eq!(offered[1..], listed);
    assert!(reach.over_serial(&offered[0].name).await.is_ok());
}
