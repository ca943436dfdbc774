//! A new router: all cameras to another network, one after the other.

use porchlight_core::error::FailureCode;
use porchlight_core::testing::camera;
use porchlight_core::view::setup::MoveState::{Followed, Now, Skipped, Waiting};
use porchlight_core::view::setup::{MoveState, SetupStep};

use crate::scene::{Scene, soon};
use crate::setup::{passphrase, typed};

impl Scene {
    async fn begin_move(&self) {
        let choice = typed("New router", passphrase());
        soon(self.companion.begin_move(self.connection, choice))
            .await
            .unwrap();
    }

    fn states(&self) -> Vec<MoveState> {
        let plan = self.desktop.seen().move_plan.unwrap();
        plan.cameras.iter().map(|camera| camera.state).collect()
    }

    async fn follows(&self, id: &str) {
        soon(self.companion.move_camera(self.key(id)))
            .await
            .unwrap();
        self.service.camera_claims(id, true);
        self.until(|seen| {
            seen.move_plan.as_ref().is_some_and(|plan| {
                plan.cameras
                    .iter()
                    .any(|camera| camera.key.camera.0 == id && camera.state == Followed)
            })
        })
        .await;
    }
}

async fn three() -> Scene {
    let cameras = ["door", "garden", "shed"];
    Scene::signed_in(cameras.map(|id| camera(id, id)).to_vec()).await
}

#[tokio::test]
async fn cameras_follow_one_by_one_and_keep_their_names_and_rooms() {
    let scene = three().await;
    soon(
        scene
            .companion
            .set_room(scene.key("door"), Some("Porch".into())),
    )
    .await
    .unwrap();
    scene.until_sent().await;
    scene.begin_move().await;
    assert_eq!(scene.states(), [Waiting, Waiting, Waiting]);
    soon(scene.companion.move_camera(scene.key("door")))
        .await
        .unwrap();
    assert_eq!(scene.states(), [Now, Waiting, Waiting]);
    assert!(matches!(
        scene.step(),
        SetupStep::Code { until: Some(_), .. }
    ));
    assert!(soon(scene.companion.setup_code(None)).await.is_ok());
    scene.follows("door").await;
    assert_eq!(scene.setup(), None);
    let door = scene.camera("door");
    assert_eq!(
        (
            door.nickname.as_str(),
            door.room.as_deref(),
            door.network.as_deref()
        ),
        ("door", Some("Porch"), Some("New router"))
    );
    scene.follows("shed").await;
    assert_eq!(scene.states(), [Followed, Waiting, Followed]);
    soon(scene.companion.end_move()).await.unwrap();
    assert_eq!(scene.desktop.seen().move_plan, None);
    assert_eq!(scene.camera("garden").network, None);
}

#[tokio::test]
async fn a_camera_can_be_left_where_it_is_and_taken_in_again() {
    let scene = three().await;
    scene.begin_move().await;
    soon(scene.companion.skip_move(scene.key("garden"), true))
        .await
        .unwrap();
    assert_eq!(scene.states(), [Waiting, Skipped, Waiting]);
    soon(scene.companion.skip_move(scene.key("garden"), false))
        .await
        .unwrap();
    assert_eq!(scene.states(), [Waiting, Waiting, Waiting]);
}

#[tokio::test]
async fn giving_up_on_one_camera_leaves_it_waiting_and_its_code_worthless() {
    let scene = three().await;
    scene.begin_move().await;
    soon(scene.companion.move_camera(scene.key("door")))
        .await
        .unwrap();
    soon(scene.companion.cancel_setup()).await.unwrap();
    assert_eq!(scene.states(), [Waiting, Waiting, Waiting]);
    scene
        .until_service(|service| service.open_pairings() == 0)
        .await;
}

#[tokio::test]
async fn who_has_followed_is_known_after_a_restart_and_the_password_is_typed_once_more() {
    let scene = three().await;
    scene.begin_move().await;
    scene.follows("door").await;
    let scene = scene.restarted().await;
    let seen = scene.until(|seen| seen.move_plan.is_some()).await;
    assert!(!seen.move_plan.unwrap().network.has_password);
    scene.until_online().await;
    let wanted = soon(scene.companion.move_camera(scene.key("garden")))
        .await
        .unwrap_err();
    assert_eq!(wanted.code, FailureCode::WifiPasswordMissing);
    scene.begin_move().await;
    assert_eq!(scene.states(), [Followed, Waiting, Waiting]);
    scene.follows("garden").await;
}

#[tokio::test]
async fn moving_to_yet_another_network_begins_anew() {
    let scene = three().await;
    scene.begin_move().await;
    scene.follows("door").await;
    let choice = typed("Third router", passphrase());
    soon(scene.companion.begin_move(scene.connection, choice))
        .await
        .unwrap();
    assert_eq!(scene.states(), [Waiting, Waiting, Waiting]);
}
