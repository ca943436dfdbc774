//! Cameras of which little is said, and cameras that are in trouble by themselves.

use porchlight_core::cameras::{Camera, Trouble};
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::testing::camera;
use porchlight_core::view::ReachView;
use porchlight_core::view::checkup::CheckupSubject;
use porchlight_core::view::status::{Headline, Lamp, StatusAction, StatusDetail, StatusView};

use crate::scene::{Scene, soon};

/// As other makers describe one.
fn says_little(id: &str, nickname: &str) -> Camera {
    Camera {
        model: String::new(),
        firmware: None,
        online: None,
        last_seen: None,
        signal_dbm: None,
        ..camera(id, nickname)
    }
}

fn in_trouble(id: &str, nickname: &str) -> Camera {
    Camera {
        trouble: Some(Trouble::CredentialRefused),
        ..says_little(id, nickname)
    }
}

/// When it is what the owner sees.
async fn status(scene: &Scene, so: impl Fn(&StatusView) -> bool) -> StatusView {
    let seen = scene.until(|seen| seen.status.as_ref().is_some_and(&so));
    seen.await.status.unwrap()
}

#[tokio::test]
async fn a_camera_of_which_little_is_said_is_shown_without_it_and_is_neither_online_nor_offline() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.says_little();
    scene.list("l1", vec![camera("door", "Front")]).await;
    let shown = scene.camera("door");
    assert_eq!(shown.nickname, "Front");
    assert_eq!(
        (shown.firmware, shown.online, shown.last_seen, shown.trouble),
        (None, None, None, None)
    );
    let status = status(&scene, |status| status.lamp == Lamp::On).await;
    assert_eq!(status.headline, Headline::AllIsWell);
    let counted = StatusDetail::Cameras {
        online: 0,
        offline: 0,
        last_seen: 0,
        not_said: 1,
    };
    assert_eq!(status.details, [counted]);
    let firmware = |about: &CheckupSubject| matches!(about, CheckupSubject::Firmware { .. });
    let checkup = scene.desktop.seen().checkup;
    assert!(!checkup.iter().any(|item| firmware(&item.subject)));
}

#[tokio::test]
async fn a_camera_whose_facts_vanish_and_come_back_raises_no_alert_and_is_not_away() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let key = scene.key("door");
    for (event, said) in [
        ("l1", says_little("door", "Front")),
        ("l2", camera("door", "Front")),
        ("l3", says_little("door", "Front")),
    ] {
        scene.list(event, vec![said]).await;
    }
    scene
        .clock
        .advance(std::time::Duration::from_secs(90 * 24 * 60 * 60));
    scene.list("l4", vec![says_little("door", "Front")]).await;
    assert_eq!(scene.alerts().await, []);
    let absences = scene.companion.camera_absences(key);
    assert_eq!(soon(absences).await.unwrap(), []);
}

#[tokio::test]
async fn one_camera_in_trouble_calls_the_owner_and_leaves_the_others_and_the_connection_alone() {
    let scene = Scene::signed_in(vec![camera("door", "Front"), camera("yard", "Yard")]).await;
    let before = scene.camera("yard");
    let list = vec![in_trouble("door", "Front"), camera("yard", "Yard")];
    scene.list("l1", list).await;
    assert_eq!(
        scene.camera("door").trouble,
        Some(Trouble::CredentialRefused)
    );
    assert_eq!(scene.camera("yard"), before);
    assert_eq!(scene.view().reach, ReachView::Online);
    let connection = scene.connection;
    let called = status(&scene, |status| status.lamp == Lamp::NeedsYou).await;
    assert_eq!(
        called.details[0],
        StatusDetail::CamerasInTrouble {
            connection,
            count: 1
        }
    );
    assert_eq!(
        called.action,
        Some(StatusAction::ShowTrouble { connection })
    );
    // It is no news of the service.
    assert_eq!(scene.alerts().await, []);

    let list = vec![camera("door", "Front"), camera("yard", "Yard")];
    scene.list("l2", list).await;
    status(&scene, |status| status.lamp == Lamp::On).await;
}

#[tokio::test]
async fn what_trouble_a_camera_was_in_when_its_service_was_heard_last_calls_nobody() {
    let scene = Scene::signed_in(vec![in_trouble("door", "Front")]).await;
    status(&scene, |status| status.lamp == Lamp::NeedsYou).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    scene.until_trouble().await;
    let status = status(&scene, |status| status.lamp == Lamp::Off).await;
    assert_eq!(status.headline, Headline::NotConnected);
    assert_eq!(status.action, None);
    // It is there after a restart all the same, as last seen.
    let scene = scene.restarted().await;
    assert_eq!(
        scene.camera("door").trouble,
        Some(Trouble::CredentialRefused)
    );
}
