//! A new router: all cameras to another network, one after the other.

use porchlight_core::error::FailureCode;
use porchlight_core::testing::camera;
use porchlight_core::view::setup::MoveState::{Followed, Now, Skipped, Waiting};
use porchlight_core::view::setup::{
    MovePurpose, MoveState, NetworkChoice, SetupStep, WifiPassword,
};
use porchlight_core::wifi::setup::SetupMethod;

use crate::scene::{Scene, soon};
use crate::setup::{passphrase, typed};

impl Scene {
    pub(crate) async fn begin_move(&self) {
        self.begins(MovePurpose::NewNetwork, "New router")
            .await
            .unwrap();
    }

    pub(crate) async fn begins(
        &self,
        purpose: MovePurpose,
        network: &str,
    ) -> Result<(), FailureCode> {
        let choice = typed(network, passphrase());
        let begun = self.companion.begin_move(self.connection, purpose, choice);
        soon(begun).await.map_err(|failure| failure.code)
    }

    /// All cameras have followed, and the move is over.
    async fn lives_on_the_new_router(&self) {
        self.begin_move().await;
        for id in ["door", "garden", "shed"] {
            self.follows(id).await;
        }
        soon(self.companion.end_move()).await.unwrap();
        self.until_sent().await;
    }

    pub(crate) fn states(&self) -> Vec<MoveState> {
        let plan = self.desktop.seen().move_plan.unwrap();
        plan.cameras.iter().map(|camera| camera.state).collect()
    }

    pub(crate) async fn follows(&self, id: &str) {
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

pub(crate) async fn three() -> Scene {
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
async fn an_owner_on_the_way_to_one_network_does_not_lose_it_by_beginning_with_another() {
    let scene = three().await;
    scene.begin_move().await;
    scene.follows("door").await;
    let third = scene.begins(MovePurpose::NewNetwork, "Third router").await;
    assert_eq!(third, Err(FailureCode::MoveUnderWay));
    assert_eq!(scene.states(), [Followed, Waiting, Waiting]);
    soon(scene.companion.end_move()).await.unwrap();
    scene
        .begins(MovePurpose::NewNetwork, "Third router")
        .await
        .unwrap();
    assert_eq!(scene.states(), [Waiting, Waiting, Waiting]);
}

#[tokio::test]
async fn an_owner_whose_cameras_are_all_there_is_not_sent_round_with_codes() {
    let scene = three().await;
    scene.lives_on_the_new_router().await;
    let again = scene.begins(MovePurpose::NewNetwork, "New router").await;
    assert_eq!(again, Err(FailureCode::CamerasThereAlready));
    assert_eq!(scene.desktop.seen().move_plan, None);
}

#[tokio::test]
async fn an_owner_with_one_camera_there_already_need_not_show_it_a_code() {
    let scene = three().await;
    scene.begin_move().await;
    scene.follows("door").await;
    soon(scene.companion.end_move()).await.unwrap();
    scene.begin_move().await;
    assert_eq!(scene.states(), [Followed, Waiting, Waiting]);
}

#[tokio::test]
async fn an_owner_whose_wifi_has_a_new_password_takes_all_cameras_along_under_the_old_name() {
    let scene = three().await;
    scene.lives_on_the_new_router().await;
    scene
        .begins(MovePurpose::NewPassword, "New router")
        .await
        .unwrap();
    assert_eq!(scene.states(), [Waiting, Waiting, Waiting]);
    scene.follows("garden").await;
    assert_eq!(scene.states(), [Waiting, Followed, Waiting]);
    let garden = scene.camera("garden");
    assert_eq!(
        (garden.nickname.as_str(), garden.network.as_deref()),
        ("garden", Some("New router"))
    );
    let elsewhere = scene.restarted().await;
    elsewhere.until(|seen| seen.move_plan.is_some()).await;
    assert_eq!(elsewhere.states(), [Waiting, Followed, Waiting]);
}

#[tokio::test]
async fn a_new_password_of_a_wifi_without_cameras_is_nobodys_business() {
    let scene = three().await;
    scene.lives_on_the_new_router().await;
    let other = scene.begins(MovePurpose::NewPassword, "Neighbours").await;
    assert_eq!(other, Err(FailureCode::NotThere));
}

#[tokio::test]
async fn an_owner_brings_one_camera_back_to_the_wifi_that_it_was_on() {
    let scene = three().await;
    scene.lives_on_the_new_router().await;
    let camera = scene.key("shed");
    scene
        .begins(MovePurpose::WifiAgain { camera }, "New router")
        .await
        .unwrap();
    assert_eq!(scene.states(), [Waiting]);
    scene.follows("shed").await;
    assert_eq!(scene.states(), [Followed]);
}

#[tokio::test]
async fn an_owner_in_the_middle_of_a_new_camera_does_not_lose_it_to_a_move() {
    let scene = three().await;
    scene.begin_move().await;
    scene.begin(SetupMethod::PorchlightCode).await;
    let moved = soon(scene.companion.move_camera(scene.key("door"))).await;
    assert_eq!(moved.unwrap_err().code, FailureCode::SetupUnderWay);
    assert_eq!(scene.step(), SetupStep::Network);
}

#[tokio::test]
async fn an_old_password_is_not_offered_as_the_remembered_one_after_it_changed() {
    let scene = three().await;
    let remember = NetworkChoice {
        remember: true,
        ..typed("New router", passphrase())
    };
    soon(
        scene
            .companion
            .begin_move(scene.connection, MovePurpose::NewNetwork, remember),
    )
    .await
    .unwrap();
    for id in ["door", "garden", "shed"] {
        scene.follows(id).await;
    }
    soon(scene.companion.end_move()).await.unwrap();
    let remembered = typed("New router", WifiPassword::Remembered);
    let purpose = || MovePurpose::WifiAgain {
        camera: scene.key("door"),
    };
    soon(
        scene
            .companion
            .begin_move(scene.connection, purpose(), remembered.clone()),
    )
    .await
    .unwrap();
    soon(scene.companion.end_move()).await.unwrap();

    scene
        .begins(MovePurpose::NewPassword, "New router")
        .await
        .unwrap();
    soon(scene.companion.end_move()).await.unwrap();
    let old = scene
        .companion
        .begin_move(scene.connection, purpose(), remembered);
    assert_eq!(
        soon(old).await.unwrap_err().code,
        FailureCode::WifiNothingSaved
    );
}
