//! Nothing that identifies a home or opens an account can be read anywhere but where it belongs.

use porchlight_core::cameras::Profile;
use porchlight_core::ports::provider::ProfileWrite;
use porchlight_core::secret::Password;
use porchlight_core::view::{CameraView, EditView};
use porchlight_journeys::computer::{Computer, camera, is_active};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_journeys::log::CapturedLog;
use porchlight_simulators::canary;

const NICKNAME: &str = "Grandmother's greenhouse";
const ROOM: &str = "Conservatory upstairs";
const NEW_PASSWORD: &str = "nine geese over the mill pond";
const NETWORK: &str = "Lovelace attic 5G";

#[test]
fn data_folder_log_and_service_hold_no_readable_word() {
    crate::own_process::run("secrets::everything_that_leaves_traces", []);
}

#[tokio::test]
#[ignore = "run by its parent in a process of its own, for a log of its own"]
async fn everything_that_leaves_traces() {
    let log = CapturedLog::start();
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    set_up_a_camera(&house).await;
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let home = computer.snapshot().await;
    let on_network = |c: &&CameraView| c.network.as_deref() == Some(NETWORK);
    let key = home
        .cameras
        .iter()
        .find(on_network)
        .expect("the Wi-Fi name came over")
        .key
        .clone();
    computer.rename(&key, NICKNAME).await;
    computer
        .companion
        .set_room(key.clone(), Some(ROOM.into()))
        .await
        .unwrap();
    computer
        .until("it was sent", |h| camera(h, &key).edit == EditView::None)
        .await;
    house.reset_everybody().await;
    computer.until_reset().await;
    computer.sign_in(id).await.unwrap();
    computer
        .companion
        .change_password(
            id,
            Password::new(PASSWORD),
            Password::new(NEW_PASSWORD),
            None,
            true,
        )
        .await
        .unwrap();
    // A bad day, so that errors are logged too.
    house.proxy.cut();
    assert!(computer.companion.refresh(id).await.is_err());
    house.proxy.mended();
    computer.companion.refresh(id).await.unwrap();
    computer.kill().await;
    let again = Computer::start_in(folder.path()).await;
    again
        .until("back home", |h| {
            is_active(h) && camera(h, &key).nickname == NICKNAME
        })
        .await;
    let published = again.desktop.published();
    again.close().await;
    let tokens = house.proxy.tokens();
    assert_eq!(
        tokens.len(),
        3,
        "of the set-up, before the reset and after it"
    );
    let secrets: Vec<&str> = tokens
        .iter()
        .map(String::as_str)
        .chain([PASSWORD, NEW_PASSWORD])
        .collect();
    let everything: Vec<&str> = secrets
        .iter()
        .copied()
        .chain([EMAIL, NICKNAME, ROOM, NETWORK])
        .collect();
    assert_eq!(
        canary::search(folder.path(), &everything).unwrap(),
        [],
        "in the data folder"
    );
    assert_eq!(
        canary::search(house.folder(), &everything).unwrap(),
        [],
        "at the service, with its secrets"
    );
    let closed = house.close().await;
    assert_eq!(
        canary::search(closed.path(), &everything).unwrap(),
        [],
        "at the service, after it closed"
    );
    assert!(log.content().len() > 1_000, "something was logged");
    assert_eq!(
        canary::search_bytes(&log.content(), &everything),
        [],
        "in the log"
    );
    assert_eq!(
        canary::search_bytes(&published, &secrets),
        [],
        "in the window"
    );
    assert!(
        !canary::search_bytes(&published, &[NICKNAME]).is_empty(),
        "the search finds what is there"
    );
}

/// As the owner's other computer did it, with the name of the Wi-Fi.
async fn set_up_a_camera(house: &House) {
    let (provider, signed_in) = house.sign_in(None).await;
    let cameras = provider
        .cameras()
        .unwrap()
        .list(&signed_in.grant())
        .await
        .unwrap();
    let write = ProfileWrite {
        camera: cameras[0].id.clone(),
        profile: Profile {
            network: Some(NETWORK.into()),
            ..Profile::default()
        },
        base_revision: cameras[0].revision,
        idempotency_key: uuid::Uuid::new_v4(),
    };
    provider
        .cameras()
        .unwrap()
        .write_profile(&signed_in.grant(), &write)
        .await
        .unwrap();
}
