//! A new camera by a code: from the choice of a network to its name in the list.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::nearby_networks::NearbyTrouble;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::secret_vault::{SecretSlot, VaultError};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{camera, network};
use porchlight_core::view::setup::{
    NearbyView, NetworkChoice, NetworkName, SetupStep, SetupView, WifiPassword,
};
use porchlight_core::wifi::setup::SetupMethod;
use porchlight_core::wifi::warnings::NetworkWarning;
use porchlight_core::wifi::{Bands, Security, Ssid, WifiSecret};

use crate::scene::{Scene, soon};

const PASSPHRASE: &str = "four lamps on one porch";

pub(crate) fn typed(name: &str, password: WifiPassword) -> NetworkChoice {
    NetworkChoice {
        network: NetworkName::Typed { name: name.into() },
        security: Security::Wpa,
        hidden: false,
        password,
        remember: false,
    }
}

pub(crate) fn passphrase() -> WifiPassword {
    WifiPassword::Typed {
        password: Password::new(PASSPHRASE),
    }
}

impl Scene {
    pub(crate) fn setup(&self) -> Option<SetupView> {
        self.desktop.seen().setup
    }

    pub(crate) fn step(&self) -> SetupStep {
        self.setup().unwrap().step
    }

    pub(crate) async fn begin(&self, method: SetupMethod) {
        soon(self.companion.begin_setup(method, Some(self.connection)))
            .await
            .unwrap();
    }

    pub(crate) async fn code_is_shown(&self) {
        self.begin(SetupMethod::PorchlightCode).await;
        soon(self.companion.choose_network(typed("Porch", passphrase())))
            .await
            .unwrap();
        assert!(matches!(
            self.step(),
            SetupStep::Code { until: Some(_), .. }
        ));
    }

    pub(crate) async fn until_setup_online(&self) -> SetupView {
        let seen = self
            .until(|seen| {
                seen.setup
                    .as_ref()
                    .is_some_and(|setup| matches!(setup.step, SetupStep::Online { .. }))
            })
            .await;
        seen.setup.unwrap()
    }
}

#[tokio::test]
async fn a_camera_scans_the_code_comes_online_is_named_and_the_password_is_gone() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    let svg = soon(scene.companion.setup_code(None)).await.unwrap();
    assert!(svg.starts_with("<svg") && !svg.contains(PASSPHRASE));
    scene.service.camera_claims("new", true);
    let setup = scene.until_setup_online().await;
    assert!(!setup.network.unwrap().has_password);
    assert_eq!(
        soon(scene.companion.setup_code(None))
            .await
            .unwrap_err()
            .code,
        FailureCode::NotNow
    );
    soon(
        scene
            .companion
            .finish_setup("Porch".into(), Some("Outside".into())),
    )
    .await
    .unwrap();
    assert_eq!(scene.setup(), None);
    scene.until_sent().await;
    let view = scene.camera("new");
    assert_eq!(
        (
            view.nickname.as_str(),
            view.room.as_deref(),
            view.network.as_deref()
        ),
        ("Porch", Some("Outside"), Some("Porch"))
    );
    assert_eq!(scene.service.nickname("new"), "Porch");
    assert!(scene.door.store.home().plans.setup.is_none());
}

#[tokio::test]
async fn a_camera_that_came_while_the_program_was_closed_is_found_at_the_next_start() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    let scene = {
        soon(scene.companion.close()).await.unwrap();
        scene.service.camera_claims("new", false);
        let scene = Scene::over(scene.door, scene.service, scene.connection);
        scene.ready().await;
        scene
    };
    scene.until_setup_online().await;
    soon(scene.companion.finish_setup("Porch".into(), None))
        .await
        .unwrap();
    assert_eq!(scene.camera("new").nickname, "Porch");
    assert_eq!(scene.camera("new").network.as_deref(), Some("Porch"));
}

#[tokio::test]
async fn after_a_restart_the_network_is_still_chosen_and_only_the_password_is_wanted_again() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    let scene = scene.restarted().await;
    let setup = scene
        .until(|seen| seen.setup.is_some())
        .await
        .setup
        .unwrap();
    assert_eq!(setup.step, SetupStep::Network);
    let network = setup.network.unwrap();
    assert_eq!(
        (network.name.as_str(), network.has_password),
        ("Porch", false)
    );
    scene.until_online().await;
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    assert!(matches!(scene.step(), SetupStep::Code { .. }));
    assert_eq!(scene.service.open_pairings(), 1);
}

#[tokio::test]
async fn giving_up_makes_the_code_worthless() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    soon(scene.companion.cancel_setup()).await.unwrap();
    assert_eq!(scene.setup(), None);
    scene
        .until_service(|service| service.open_pairings() == 0)
        .await;
}

#[tokio::test]
async fn a_new_code_replaces_the_old_one() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    let before = soon(scene.companion.setup_code(None)).await.unwrap();
    soon(scene.companion.try_setup_again()).await.unwrap();
    let after = soon(scene.companion.setup_code(None)).await.unwrap();
    assert_ne!(before, after);
    scene
        .until_service(|service| service.open_pairings() == 1)
        .await;
}

#[tokio::test]
async fn a_code_that_nobody_scanned_in_ten_minutes_is_over_and_can_be_made_anew() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    scene.clock.advance(std::time::Duration::from_secs(600));
    let over = |step: &SetupStep| matches!(step, SetupStep::Failed { failure } if failure.code == FailureCode::PairingOver);
    scene
        .until(|seen| seen.setup.as_ref().is_some_and(|setup| over(&setup.step)))
        .await;
    soon(scene.companion.try_setup_again()).await.unwrap();
    assert!(matches!(scene.step(), SetupStep::Code { .. }));
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_is_said_and_the_choice_is_not_lost() {
    let scene = Scene::signed_in(vec![]).await;
    scene.begin(SetupMethod::PorchlightCode).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let failure = soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceUnreachable);
    let setup = scene.setup().unwrap();
    assert_eq!(setup.step, SetupStep::Network);
    assert_eq!(setup.network.unwrap().name, "Porch");
}

#[tokio::test]
async fn a_reset_while_the_code_is_shown_loses_nothing() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    scene.reset(EndReason::GlobalReset).await;
    assert!(matches!(scene.step(), SetupStep::Code { .. }));
    scene.service.camera_claims("new", false);
    scene.sign_in().await.unwrap();
    scene.until_setup_online().await;
}

#[tokio::test]
async fn another_account_does_not_take_over_somebody_elses_camera() {
    let scene = Scene::signed_in(vec![]).await;
    scene
        .service
        .add_account("bert@example.org", "other words", "bert");
    scene.code_is_shown().await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene
        .sign_in_as("bert@example.org", "other words")
        .await
        .unwrap();
    scene.until(|seen| seen.setup.is_none()).await;
    assert!(scene.door.store.home().plans.setup.is_none());
}

#[tokio::test]
async fn a_wrong_password_is_said_before_anything_is_made() {
    let scene = Scene::signed_in(vec![]).await;
    scene.begin(SetupMethod::PorchlightCode).await;
    for (password, code) in [
        ("seven77", FailureCode::WifiPasswordTooShort),
        ("caffè al mattino", FailureCode::WifiPasswordNotAscii),
        (&"x".repeat(64), FailureCode::WifiPasswordNotHex),
        (&"x".repeat(65), FailureCode::WifiPasswordTooLong),
    ] {
        let choice = typed(
            "Porch",
            WifiPassword::Typed {
                password: Password::new(password),
            },
        );
        let failure = soon(scene.companion.choose_network(choice))
            .await
            .unwrap_err();
        assert_eq!(failure.code, code, "{password}");
    }
    let missing = soon(
        scene
            .companion
            .choose_network(typed("Porch", WifiPassword::None)),
    )
    .await;
    assert_eq!(missing.unwrap_err().code, FailureCode::WifiPasswordMissing);
    let nameless = soon(scene.companion.choose_network(typed("", passphrase()))).await;
    assert_eq!(nameless.unwrap_err().code, FailureCode::NetworkNameEmpty);
    let long = soon(
        scene
            .companion
            .choose_network(typed(&"x".repeat(33), passphrase())),
    )
    .await;
    assert_eq!(long.unwrap_err().code, FailureCode::NetworkNameTooLong);
    assert_eq!(scene.service.open_pairings(), 0);
    assert_eq!(scene.step(), SetupStep::Network);
}

#[tokio::test]
async fn a_network_that_no_camera_can_join_is_not_taken() {
    let scene = Scene::signed_in(vec![]).await;
    scene.begin(SetupMethod::PorchlightCode).await;
    for security in [Security::Enterprise, Security::Wep] {
        let choice = NetworkChoice {
            security,
            ..typed("Office", passphrase())
        };
        let failure = soon(scene.companion.choose_network(choice))
            .await
            .unwrap_err();
        assert_eq!(failure.code, FailureCode::NetworkUnsuitable);
    }
}

#[tokio::test]
async fn a_network_heard_on_five_gigahertz_only_is_warned_about_and_its_octets_are_kept() {
    let scene = Scene::signed_in(vec![]).await;
    let mut odd = network(Ssid::new([0xff, 0xfe, b'x']).unwrap());
    odd.bands = Some(Bands::of_frequency(5180));
    scene.around.hear(vec![odd]);
    scene.begin(SetupMethod::PorchlightCode).await;
    let heard = soon(scene.companion.nearby_networks(Some(scene.connection)))
        .await
        .unwrap();
    let NearbyView::Found { networks } = heard else {
        panic!("{heard:?}")
    };
    let choice = NetworkChoice {
        network: NetworkName::Heard {
            id: networks[0].id.clone(),
        },
        ..typed("", passphrase())
    };
    soon(scene.companion.choose_network(choice)).await.unwrap();
    let view = scene.setup().unwrap().network.unwrap();
    assert!(view.warnings.contains(&NetworkWarning::FiveGigahertzOnly));
    assert!(view.warnings.contains(&NetworkWarning::NameNotUtf8));
    let kept = scene
        .door
        .store
        .home()
        .plans
        .setup
        .unwrap()
        .network
        .unwrap();
    assert_eq!(kept.ssid.octets(), [0xff, 0xfe, b'x']);
}

#[tokio::test]
async fn why_no_network_is_heard_is_told_apart() {
    let scene = Scene::signed_in(vec![]).await;
    for (trouble, view) in [
        (None, NearbyView::NothingFound),
        (Some(NearbyTrouble::NoHardware), NearbyView::NoHardware),
        (Some(NearbyTrouble::NotPermitted), NearbyView::NotPermitted),
        (Some(NearbyTrouble::SwitchedOff), NearbyView::SwitchedOff),
        (Some(NearbyTrouble::Unavailable), NearbyView::Unavailable),
    ] {
        scene.around.break_down(trouble);
        assert_eq!(
            soon(scene.companion.nearby_networks(None)).await.unwrap(),
            view
        );
    }
}

#[tokio::test]
async fn the_computers_own_password_is_used_without_being_shown() {
    let scene = Scene::signed_in(vec![]).await;
    let ssid = Ssid::new("Porch").unwrap();
    let secret = WifiSecret::parse(&Password::new(PASSPHRASE)).unwrap();
    scene.around.save(ssid, secret);
    scene.begin(SetupMethod::PorchlightCode).await;
    soon(
        scene
            .companion
            .choose_network(typed("Porch", WifiPassword::Computer)),
    )
    .await
    .unwrap();
    assert!(matches!(scene.step(), SetupStep::Code { .. }));
    soon(scene.companion.back_in_setup()).await.unwrap();
    let unknown = soon(
        scene
            .companion
            .choose_network(typed("Attic", WifiPassword::Computer)),
    )
    .await;
    assert_eq!(unknown.unwrap_err().code, FailureCode::WifiNothingSaved);
}

/// No keychain that owners have takes any number of them in one entry.
#[tokio::test]
async fn a_password_that_no_longer_fits_in_is_said_so_and_those_before_stay() {
    let scene = Scene::signed_in(vec![]).await;
    scene.code_is_shown().await;
    let remember = async |number: usize| {
        soon(scene.companion.back_in_setup()).await.unwrap();
        let name = format!("A network of many, number {number:04}");
        let choice = NetworkChoice {
            remember: true,
            ..typed(&name, passphrase())
        };
        let chosen = soon(scene.companion.choose_network(choice)).await;
        chosen.map_err(|failure| failure.code)
    };
    let mut kept = 0;
    let refused = loop {
        match remember(kept).await {
            Ok(()) => kept += 1,
            Err(code) => break code,
        }
    };
    assert_eq!(refused, FailureCode::WifiPasswordsFull);
    assert!((8..30).contains(&kept), "{kept}");
    // Without being saved it goes on as ever.
    let choice = typed("One more", passphrase());
    soon(scene.companion.choose_network(choice)).await.unwrap();
    let forgotten = soon(scene.companion.forget_wifi_passwords()).await;
    assert_eq!(forgotten.unwrap(), u32::try_from(kept).unwrap());
}

#[tokio::test]
async fn a_password_is_remembered_only_when_the_owner_says_so_and_forgotten_at_a_word() {
    let scene = Scene::signed_in(vec![]).await;
    scene
        .around
        .hear(vec![network(Ssid::new("Porch").unwrap())]);
    scene.code_is_shown().await;
    assert!(!scene.door.secrets.holds(SecretSlot::WifiPasswords));
    soon(scene.companion.back_in_setup()).await.unwrap();
    let remember = NetworkChoice {
        remember: true,
        ..typed("Porch", passphrase())
    };
    soon(scene.companion.choose_network(remember))
        .await
        .unwrap();
    assert!(scene.door.secrets.holds(SecretSlot::WifiPasswords));
    // After a restart the next camera needs no typing.
    let scene = scene.restarted().await;
    scene.until_online().await;
    scene
        .around
        .hear(vec![network(Ssid::new("Porch").unwrap())]);
    let heard = soon(scene.companion.nearby_networks(None)).await.unwrap();
    assert!(matches!(heard, NearbyView::Found { networks } if networks[0].remembered));
    soon(
        scene
            .companion
            .choose_network(typed("Porch", WifiPassword::Remembered)),
    )
    .await
    .unwrap();
    let forget = || soon(scene.companion.forget_wifi_passwords());
    assert_eq!(forget().await.unwrap(), 1);
    assert!(!scene.door.secrets.holds(SecretSlot::WifiPasswords));
    assert_eq!(forget().await.unwrap(), 0, "there is none left to forget");
    soon(scene.companion.back_in_setup()).await.unwrap();
    let gone = soon(
        scene
            .companion
            .choose_network(typed("Porch", WifiPassword::Remembered)),
    )
    .await;
    assert_eq!(gone.unwrap_err().code, FailureCode::WifiNothingSaved);
}

#[tokio::test]
async fn a_keychain_that_will_not_remember_says_so_and_the_owner_can_go_on_without() {
    let scene = Scene::signed_in(vec![]).await;
    scene.begin(SetupMethod::PorchlightCode).await;
    scene.door.secrets.break_down(Some(VaultError::Locked));
    let remember = NetworkChoice {
        remember: true,
        ..typed("Porch", passphrase())
    };
    let failure = soon(scene.companion.choose_network(remember))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::KeychainLocked);
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    assert!(matches!(scene.step(), SetupStep::Code { .. }));
}

#[tokio::test]
async fn a_wifi_code_is_over_when_the_owner_says_so() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.begin(SetupMethod::WifiCode).await;
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    assert!(matches!(scene.step(), SetupStep::Code { until: None, .. }));
    assert_eq!(scene.service.open_pairings(), 0);
    soon(scene.companion.camera_is_online()).await.unwrap();
    assert!(matches!(
        scene.step(),
        SetupStep::Online { camera: None, .. }
    ));
    soon(scene.companion.cancel_setup()).await.unwrap();
    assert_eq!(scene.setup(), None);
}

#[tokio::test]
async fn a_name_that_a_code_cannot_carry_is_said_before_the_camera_is_shown_anything() {
    let scene = Scene::signed_in(vec![]).await;
    scene.begin(SetupMethod::ReolinkCode).await;
    let failure = soon(
        scene
            .companion
            .choose_network(typed("Veranda 🏡", passphrase())),
    )
    .await
    .unwrap_err();
    assert_eq!(failure.code, FailureCode::CodeNotCarried);
    assert_eq!(scene.step(), SetupStep::Network);
}

#[tokio::test]
async fn an_openipc_camera_gets_its_own_code_and_no_network_that_it_could_not_join() {
    let scene = Scene::signed_in(vec![]).await;
    scene.begin(SetupMethod::OpenIpcCode).await;
    let open = NetworkChoice {
        security: Security::Open,
        ..typed("Veranda", WifiPassword::None)
    };
    let blank = typed("My Veranda", passphrase());
    for (choice, code) in [
        (open, FailureCode::NetworkUnsuitable),
        (blank, FailureCode::CodeNotCarried),
    ] {
        let failure = soon(scene.companion.choose_network(choice)).await;
        assert_eq!(failure.unwrap_err().code, code);
        assert_eq!(scene.step(), SetupStep::Network);
    }
    let choice = NetworkChoice {
        password: WifiPassword::Typed {
            password: Password::new("correct-horse"),
        },
        ..typed("Veranda", passphrase())
    };
    soon(scene.companion.choose_network(choice)).await.unwrap();
    assert!(matches!(scene.step(), SetupStep::Code { until: None, .. }));
}

#[tokio::test]
async fn the_own_code_needs_a_place_where_the_camera_will_be_listed() {
    let scene = Scene::connected(vec![]).await;
    for connection in [None, Some(scene.connection)] {
        let failure = soon(
            scene
                .companion
                .begin_setup(SetupMethod::PorchlightCode, connection),
        )
        .await
        .unwrap_err();
        assert_eq!(failure.code, FailureCode::NotThere);
    }
}
