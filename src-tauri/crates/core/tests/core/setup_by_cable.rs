//! A camera that is reached before it is on the network.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::unjoined_camera::{CameraDescription, CameraTrouble, Joined};
use porchlight_core::secret::Password;
use porchlight_core::testing::network;
use porchlight_core::view::setup::{
    NearbyView, NetworkChoice, NetworkName, SetupStep, WifiPassword,
};
use porchlight_core::wifi::setup::SetupMethod;
use porchlight_core::wifi::{CameraPage, NearbyNetwork, Security, Ssid, WifiSecret};

use crate::scene::{Scene, soon};
use crate::setup::{passphrase, typed};

fn esp() -> CameraDescription {
    CameraDescription {
        name: "esp-cam".into(),
        model: "ESP32-S3".into(),
        firmware: "2026.1".into(),
        wants_password: false,
        takes_name: true,
    }
}

fn joined() -> Joined {
    Joined {
        page: CameraPage::parse("http://192.168.1.20/"),
        named: true,
        confirmed: true,
    }
}

impl Scene {
    async fn reached(&self, method: SetupMethod, port: Option<&str>) {
        self.begin(method).await;
        assert_eq!(self.step(), SetupStep::Reach { failure: None });
        soon(self.companion.reach_camera(port.map(str::to_owned)))
            .await
            .unwrap();
    }

    async fn until_step(&self, so: impl Fn(&SetupStep) -> bool) {
        self.until(|seen| seen.setup.as_ref().is_some_and(|setup| so(&setup.step)))
            .await;
    }
}

#[tokio::test]
async fn a_camera_on_a_cable_is_found_scans_joins_takes_its_name_and_its_page_opens() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Ok(joined()));
    scene
        .around
        .hear(vec![network(Ssid::new("Porch").unwrap())]);
    scene.begin(SetupMethod::UsbCable).await;
    let ports = soon(scene.companion.serial_ports()).await.unwrap();
    scene
        .reached(SetupMethod::UsbCable, Some(&ports[0].name))
        .await;
    assert!(matches!(scene.step(), SetupStep::Reached { camera } if camera.model == "ESP32-S3"));
    let heard = soon(scene.companion.camera_networks()).await.unwrap();
    assert!(matches!(heard, NearbyView::Found { networks } if networks[0].name == "Porch"));
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    soon(scene.companion.join_camera(Some("Porch".into()), None))
        .await
        .unwrap();
    scene
        .until_step(|step| matches!(step, SetupStep::Online { page: true, .. }))
        .await;
    soon(scene.companion.open_camera_page()).await.unwrap();
    assert_eq!(scene.desktop.seen().links, ["http://192.168.1.20/"]);
    scene.desktop.remove_the_browser();
    let refused = soon(scene.companion.open_camera_page()).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::NoBrowser);
    let orders = scene.around.orders();
    assert_eq!(orders[0].name.as_ref().unwrap().as_str(), "Porch");
    assert!(matches!(&orders[0].secret, WifiSecret::Passphrase(_)));
    assert!(!scene.setup().unwrap().network.unwrap().has_password);
}

#[tokio::test]
async fn a_camera_that_cannot_join_can_be_told_again_without_typing_all_anew() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Err(CameraTrouble::CannotJoin));
    scene.reached(SetupMethod::UsbCable, Some("ttyUSB0")).await;
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    soon(scene.companion.join_camera(None, None)).await.unwrap();
    scene
        .until_step(|step| {
            matches!(step, SetupStep::Failed { failure } if failure.code == FailureCode::CameraCannotJoin)
        })
        .await;
    soon(scene.companion.try_setup_again()).await.unwrap();
    assert!(matches!(scene.step(), SetupStep::Reached { .. }));
    assert!(scene.setup().unwrap().network.unwrap().has_password);
    scene.around.plug_in(esp(), Ok(joined()));
    soon(scene.companion.join_camera(None, None)).await.unwrap();
    scene
        .until_step(|step| matches!(step, SetupStep::Online { .. }))
        .await;
}

#[tokio::test]
async fn a_cable_pulled_out_halfway_leads_back_to_looking_for_the_camera() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Err(CameraTrouble::Unplugged));
    scene.reached(SetupMethod::UsbCable, Some("ttyUSB0")).await;
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    soon(scene.companion.join_camera(None, None)).await.unwrap();
    scene
        .until_step(|step| matches!(step, SetupStep::Failed { .. }))
        .await;
    soon(scene.companion.try_setup_again()).await.unwrap();
    assert_eq!(scene.step(), SetupStep::Reach { failure: None });
    assert_eq!(scene.setup().unwrap().network.unwrap().name, "Porch");
}

#[tokio::test]
async fn a_port_that_may_not_be_used_says_so() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Ok(joined()));
    scene.around.break_reach(Some(CameraTrouble::NotPermitted));
    scene.begin(SetupMethod::UsbCable).await;
    let failure = soon(scene.companion.reach_camera(Some("ttyUSB0".into())))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::PortNotPermitted);
    assert!(matches!(
        scene.step(),
        SetupStep::Reach { failure: Some(_) }
    ));
}

#[tokio::test]
async fn a_camera_on_its_own_network_gets_its_administrators_password() {
    let scene = Scene::signed_in(vec![]).await;
    let thingino = CameraDescription {
        wants_password: true,
        ..esp()
    };
    let restarting = Joined {
        confirmed: false,
        page: None,
        named: true,
    };
    scene.around.plug_in(thingino, Ok(restarting));
    scene.reached(SetupMethod::OwnNetwork, None).await;
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    soon(
        scene
            .companion
            .join_camera(None, Some(Password::new("a password for it"))),
    )
    .await
    .unwrap();
    scene
        .until_step(|step| {
            matches!(
                step,
                SetupStep::Online {
                    confirmed: false,
                    ..
                }
            )
        })
        .await;
    let orders = scene.around.orders();
    assert_eq!(
        orders[0].password.as_ref().unwrap().expose(),
        "a password for it"
    );
}

#[tokio::test]
async fn an_owner_says_what_a_network_is_of_which_the_camera_knows_nothing_and_an_open_one_is_refused()
 {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Ok(joined()));
    let unknown = NearbyNetwork {
        security: None,
        ..network(Ssid::new("Porch").unwrap())
    };
    scene.around.hear(vec![unknown]);
    scene.reached(SetupMethod::OwnNetwork, None).await;
    let heard = soon(scene.companion.camera_networks()).await.unwrap();
    let NearbyView::Found { networks } = heard else {
        panic!("{heard:?}")
    };
    assert_eq!(networks[0].security, None);
    let says = |security, password| NetworkChoice {
        network: NetworkName::Heard {
            id: networks[0].id.clone(),
        },
        security,
        ..typed("", password)
    };
    for (security, password) in [
        (Security::Open, WifiPassword::None),
        (Security::Wpa3, passphrase()),
    ] {
        let refused = soon(scene.companion.choose_network(says(security, password))).await;
        assert_eq!(refused.unwrap_err().code, FailureCode::NetworkUnsuitable);
    }
    soon(
        scene
            .companion
            .choose_network(says(Security::Wpa, passphrase())),
    )
    .await
    .unwrap();
    let chosen = scene.setup().unwrap().network.unwrap();
    assert_eq!(
        (chosen.security, chosen.has_password),
        (Security::Wpa, true)
    );
    assert!(scene.around.orders().is_empty());
}

#[tokio::test]
async fn nothing_is_sent_before_a_network_with_its_password_is_chosen() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Ok(joined()));
    scene.reached(SetupMethod::UsbCable, Some("ttyUSB0")).await;
    let early = soon(scene.companion.join_camera(None, None))
        .await
        .unwrap_err();
    assert_eq!(early.code, FailureCode::WifiPasswordMissing);
    let none = soon(
        scene
            .companion
            .choose_network(typed("Porch", WifiPassword::None)),
    )
    .await;
    assert_eq!(none.unwrap_err().code, FailureCode::WifiPasswordMissing);
    assert!(scene.around.orders().is_empty());
}

#[tokio::test]
async fn a_port_that_was_not_offered_is_not_opened() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Ok(joined()));
    scene.begin(SetupMethod::UsbCable).await;
    let failure = soon(scene.companion.reach_camera(Some("/etc/passwd".into())))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::CameraNotFound);
}

#[tokio::test]
async fn giving_up_while_the_camera_joins_lets_go_of_it() {
    let scene = Scene::signed_in(vec![]).await;
    scene.around.plug_in(esp(), Ok(joined()));
    scene.around.join_without_end();
    scene.reached(SetupMethod::UsbCable, Some("ttyUSB0")).await;
    soon(scene.companion.choose_network(typed("Porch", passphrase())))
        .await
        .unwrap();
    soon(scene.companion.join_camera(None, None)).await.unwrap();
    assert!(matches!(scene.step(), SetupStep::Joining { .. }));
    assert!(scene.around.camera_is_held());
    soon(scene.companion.cancel_setup()).await.unwrap();
    soon(scene.around.until_camera_is_let_go()).await;
}
