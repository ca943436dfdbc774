//! What an owner is told before anything is sent.

use porchlight_core::wifi::setup::SetupMethod;
use porchlight_core::wifi::warnings::{NetworkWarning, unsuitable, warnings};
use porchlight_core::wifi::{Bands, ChosenNetwork, Security, WifiSecret};

use super::{hidden, network, open, typed};

const ALL: [SetupMethod; 8] = [
    SetupMethod::PorchlightCode,
    SetupMethod::WifiCode,
    SetupMethod::OpenIpcCode,
    SetupMethod::ReolinkCode,
    SetupMethod::WyzeCode,
    SetupMethod::YiCode,
    SetupMethod::UsbCable,
    SetupMethod::OwnNetwork,
];

fn heard(mhz: &[u32]) -> ChosenNetwork {
    let bands = mhz
        .iter()
        .map(|&mhz| Bands::of_frequency(mhz))
        .reduce(Bands::and);
    ChosenNetwork {
        bands,
        ..network("Home")
    }
}

#[track_caller]
fn warned(network: &ChosenNetwork, password: &str, method: SetupMethod, of: &[NetworkWarning]) {
    assert_eq!(warnings(network, Some(&typed(password)), method), of);
}

#[test]
fn a_plain_network_is_nothing_to_warn_of() {
    for method in ALL {
        warned(&network("Home 12"), "correct horse", method, &[]);
        warned(&heard(&[2437]), "correct horse", method, &[]);
        warned(&heard(&[5180, 2412]), "correct horse", method, &[]);
        warned(&network("Home"), &"ab".repeat(32), method, &[]);
        assert_eq!(warnings(&network("Home"), None, method), []);
    }
}

#[test]
fn a_network_without_2_ghz_is_warned_of() {
    for method in ALL {
        let of = [NetworkWarning::FiveGigahertzOnly];
        warned(&heard(&[5180]), "correct horse", method, &of);
        warned(&heard(&[5955]), "correct horse", method, &of);
        warned(&heard(&[5180, 6115]), "correct horse", method, &of);
        // A frequency that is none of them says nothing.
        warned(&heard(&[60_480]), "correct horse", method, &[]);
    }
}

#[test]
fn wpa3_alone_and_no_password_at_all_are_warned_of() {
    let only = ChosenNetwork {
        security: Security::Wpa3,
        ..network("Home")
    };
    let both = ChosenNetwork {
        security: Security::WpaAndWpa3,
        ..network("Home")
    };
    for method in ALL {
        warned(&only, "correct horse", method, &[NetworkWarning::Wpa3Only]);
        warned(&both, "correct horse", method, &[]);
        let none = Some(&WifiSecret::None);
        let of = [NetworkWarning::OpenNetwork];
        assert_eq!(warnings(&open("Home"), none, method), of);
    }
}

#[test]
fn a_hidden_network_is_warned_of_and_more_so_where_the_camera_cannot_be_told() {
    for method in ALL {
        let told = [
            SetupMethod::PorchlightCode,
            SetupMethod::WifiCode,
            SetupMethod::OpenIpcCode,
        ];
        let of = if told.contains(&method) {
            NetworkWarning::HiddenNetwork
        } else {
            NetworkWarning::HiddenNotCarried
        };
        warned(&hidden("Home"), "correct horse", method, &[of]);
    }
}

#[test]
fn characters_that_cameras_choke_on_are_warned_of_where_they_do() {
    use SetupMethod::*;
    let carry_all = [PorchlightCode, UsbCable];
    let choke = [
        WifiCode,
        OpenIpcCode,
        ReolinkCode,
        WyzeCode,
        YiCode,
        OwnNetwork,
    ];
    let cases: [(&str, &str, &[SetupMethod]); 13] = [
        ("Home", "p\"ssword", &choke),
        ("Home", "p\\ssword", &choke),
        ("Home", "p^ssword", &choke),
        ("That\u{2019}s it", "password", &choke),
        ("Café", "password", &choke),
        ("Tom & I", "password", &choke),
        ("Home;1", "password", &[WifiCode]),
        ("Home", "a:b,c;d:e", &[WifiCode]),
        ("<Home>", "password", &[ReolinkCode]),
        ("100%20", "password", &[WifiCode]),
        ("Home", "pass*word", &[OpenIpcCode]),
        ("Home?", "password", &[OpenIpcCode]),
        ("Home", "[password]", &[OpenIpcCode]),
    ];
    for (name, password, where_) in cases {
        for method in ALL {
            let expected = where_.contains(&method);
            assert!(!(expected && carry_all.contains(&method)));
            let of: &[_] = if expected {
                &[NetworkWarning::AwkwardCharacters]
            } else {
                &[]
            };
            warned(&network(name), password, method, of);
        }
    }
}

#[test]
fn blanks_at_the_ends_are_warned_of_where_cameras_drop_them() {
    for (name, password) in [
        ("Home ", "password"),
        (" Home", "password"),
        ("Home", "password "),
        ("Home", " password"),
    ] {
        let of = [NetworkWarning::SurroundingBlanks];
        warned(&network(name), password, SetupMethod::OwnNetwork, &of);
        warned(&network(name), password, SetupMethod::WifiCode, &of);
        warned(&network(name), password, SetupMethod::PorchlightCode, &[]);
    }
}

#[test]
fn what_matters_most_comes_first() {
    let worst = ChosenNetwork {
        security: Security::Open,
        bands: Some(Bands::of_frequency(5180)),
        hidden: true,
        ..network(b"Caf\xe9 ")
    };
    assert_eq!(
        warnings(&worst, Some(&WifiSecret::None), SetupMethod::ReolinkCode),
        [
            NetworkWarning::FiveGigahertzOnly,
            NetworkWarning::HiddenNotCarried,
            NetworkWarning::NameNotUtf8,
            NetworkWarning::AwkwardCharacters,
            NetworkWarning::SurroundingBlanks,
            NetworkWarning::OpenNetwork,
        ]
    );
    assert_eq!(
        warnings(&worst, Some(&WifiSecret::None), SetupMethod::PorchlightCode),
        [
            NetworkWarning::FiveGigahertzOnly,
            NetworkWarning::NameNotUtf8,
            NetworkWarning::OpenNetwork,
            NetworkWarning::HiddenNetwork,
        ]
    );
}

#[test]
fn on_wep_and_on_networks_with_a_login_for_each_person_no_camera_is_set_up() {
    for method in ALL {
        for security in [Security::Wep, Security::Enterprise] {
            assert!(unsuitable(security, method));
        }
        for security in [Security::Wpa, Security::WpaAndWpa3] {
            assert!(!unsuitable(security, method));
        }
    }
}

#[test]
fn a_camera_that_writes_down_a_wpa2_key_and_nothing_else_is_told_no_other_network() {
    let wpa2_only = [SetupMethod::OpenIpcCode, SetupMethod::OwnNetwork];
    for method in ALL {
        for security in [Security::Open, Security::EnhancedOpen, Security::Wpa3] {
            assert_eq!(unsuitable(security, method), wpa2_only.contains(&method));
        }
    }
}
