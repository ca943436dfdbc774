//! A camera is taken out of the account: told to whoever did not do it, and to nobody else.

use porchlight_core::alerts::{AlertFilter, AlertKind, AlertView};
use porchlight_core::ports::desktop::Notice;
use porchlight_core::view::Snapshot;
use porchlight_journeys::computer::{Computer, is_online};
use porchlight_journeys::house::House;
use porchlight_simulators::proxy::Fate;

fn one_camera(home: &Snapshot) -> bool {
    is_online(home) && home.cameras.len() == 1
}

#[tokio::test]
async fn the_owners_other_computer_is_told_of_a_removal_and_the_one_that_did_it_is_not() {
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let (study, kitchen) = (
        Computer::start_in(folder.path()).await,
        Computer::start().await,
    );
    study.at_home(&house.proxy.url()).await;
    kitchen.at_home(&house.proxy.url()).await;
    let key = study.cameras().await.remove(0);
    study.rename(&key, "Shed").await;
    kitchen
        .until("the name is there", |home| {
            home.cameras.iter().any(|camera| camera.nickname == "Shed")
        })
        .await;
    study.companion.remove_camera(key.clone()).await.unwrap();
    study.until("it is gone at once", one_camera).await;
    kitchen
        .until("it is gone in the kitchen", |home| home.cameras.len() == 1)
        .await;
    let told =
        |notice: &Notice| matches!(notice, Notice::CameraRemoved { camera } if camera == "Shed");
    kitchen
        .until_notices(|notices| notices.iter().any(told))
        .await;
    study.kill().await;
    let study = Computer::start_in(folder.path()).await;
    let home = study.until("after a restart as well", one_camera).await;
    assert!(home.cameras.iter().all(|camera| camera.key != key));
    assert!(!study.desktop.notices().iter().any(told));
    let inbox = study.companion.alerts(AlertFilter::default(), None, 200);
    let removed = |view: &AlertView| matches!(view.alert.kind, AlertKind::CameraRemoved { .. });
    assert!(!inbox.await.unwrap().iter().any(removed));
}

#[tokio::test]
async fn a_removal_whose_answers_all_got_lost_is_found_out_at_once() {
    let house = House::furnished().await;
    let study = Computer::start().await;
    study.at_home(&house.proxy.url()).await;
    house.proxy.rule(|seen| {
        if seen.method == "DELETE" {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    let key = study.cameras().await.remove(0);
    study.companion.remove_camera(key).await.unwrap();
    let home = study.until("it is gone", one_camera).await;
    assert_eq!(home.alerts.unread, 0);
    assert_eq!(house.revisions().await.len(), 1);
}
