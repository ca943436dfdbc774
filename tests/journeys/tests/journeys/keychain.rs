//! A whole day with the real keychain of a private desktop.

use std::path::PathBuf;

use porchlight_core::ports::vault_door::ProtectionKey;
use porchlight_core::view::{EditView, ProtectionKind, ProtectionView};
use porchlight_journeys::computer::{Computer, Parts, camera, is_active};
use porchlight_journeys::house::House;
use porchlight_simulators::desktop::{Keychain, PrivateDesktop};

const FOLDER: &str = "PORCHLIGHT_JOURNEY_FOLDER";

#[test]
fn the_keychain_remembers_the_session_and_the_data_key() {
    let folder = tempfile::tempdir().unwrap();
    let desktop =
        PrivateDesktop::start(&folder.path().join("desktop"), Keychain::Unlocked).unwrap();
    let mut variables = desktop.environment();
    variables.push((
        FOLDER.into(),
        folder.path().join("data").display().to_string(),
    ));
    crate::own_process::run("keychain::a_day", variables);
}

#[tokio::test]
#[ignore = "run by its parent in a process of its own, for a desktop of its own"]
async fn a_day() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("run by its parent test"));
    let by_keychain = || Parts {
        open_with: ProtectionKey::Keychain,
        ..Parts::usual()
    };
    let house = House::furnished().await;
    let morning = Computer::start_with(&folder, by_keychain()).await;
    let opened = morning.snapshot().await.protection;
    assert_eq!(
        opened,
        ProtectionView::Ready {
            kind: ProtectionKind::Keychain,
            notice: None
        }
    );
    let id = morning.at_home(&house.proxy.url()).await;
    house.proxy.cut();
    let key = morning.cameras().await.remove(0);
    morning.rename(&key, "Front door").await;
    morning.kill().await;
    house.proxy.mended();
    let noon = Computer::start_with(&folder, by_keychain()).await;
    noon.until("the name was sent", |h| {
        is_active(h) && camera(h, &key).edit == EditView::None
    })
    .await;
    assert_eq!(
        house.proxy.count("POST", "/sign-in/finish"),
        1,
        "no password was needed"
    );
    house.reset_everybody().await;
    noon.until_reset().await;
    noon.sign_in(id).await.unwrap();
    noon.close().await;
    let evening = Computer::start_with(&folder, by_keychain()).await;
    let home = evening
        .until("back home", |h| is_active(h) && h.cameras.len() == 2)
        .await;
    assert_eq!(camera(&home, &key).nickname, "Front door");
}
