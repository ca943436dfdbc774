//! A camera that was sold or thrown away: gone when the owner says so, and nobody is alarmed by what the owner did.

use std::time::Duration;

use porchlight_core::alerts::AlertKind;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Ability, camera};
use porchlight_core::view::setup::MoveState::{Followed, Now, Waiting};
use porchlight_core::view::setup::{MovePurpose, SetupStep};

use crate::moving::three;
use crate::scene::{Scene, soon};

impl Scene {
    async fn removes(&self, id: &str) -> Result<(), FailureCode> {
        let removed = self.companion.remove_camera(self.key(id));
        soon(removed).await.map_err(|failure| failure.code)
    }

    fn listed_here(&self) -> Vec<String> {
        let seen = self.desktop.seen().cameras;
        seen.into_keys().map(|key| key.camera.0).collect()
    }

    fn kept(&self) -> Vec<String> {
        let cameras = self.door.store.home().cameras;
        cameras.into_iter().map(|(_, camera)| camera.id.0).collect()
    }

    /// The service answers nobody, and the owner sees that.
    async fn out_of_reach(&self) {
        self.service.break_down(Some(ServiceError::Unreachable));
        self.service
            .send_event("wake", ServiceEventKind::CamerasChanged);
        self.until_trouble().await;
    }

    async fn back_within_reach(&self) {
        self.service.break_down(None);
        self.clock.advance(Duration::from_secs(60));
        self.until_online().await;
    }
}

async fn two() -> Scene {
    Scene::signed_in(vec![camera("door", "Front"), camera("shed", "Shed")]).await
}

#[tokio::test]
async fn a_removed_camera_is_gone_here_and_there_and_after_a_restart_and_nobody_is_alarmed() {
    let scene = two().await;
    assert!(scene.view().removes_cameras);
    scene.removes("shed").await.unwrap();
    assert_eq!(scene.listed_here(), ["door"]);
    assert_eq!(scene.kept(), ["door"]);
    let again = scene.removes("shed").await;
    assert_eq!(again, Err(FailureCode::NotThere), "it is gone");
    scene.hears("h1", ServiceEventKind::CamerasChanged).await;
    let scene = scene.restarted().await;
    scene.until_online().await;
    scene.hears("h2", ServiceEventKind::LinkRequested).await;
    assert_eq!(scene.listed_here(), ["door"]);
    assert_eq!(scene.alerts().await, []);
    assert_eq!(scene.desktop.seen().notices, []);
}

#[tokio::test]
async fn a_list_that_was_under_way_does_not_bring_a_removed_camera_back() {
    let scene = two().await;
    scene.removes("shed").await.unwrap();
    let late = vec![camera("door", "Front"), camera("shed", "Shed")];
    scene.list("late", late).await;
    assert_eq!(scene.listed_here(), ["door"]);
    scene.list("now", vec![camera("door", "Front")]).await;
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn a_name_that_was_never_sent_goes_with_its_camera() {
    let scene = two().await;
    scene.service.break_writes(Some(ServiceError::Refused));
    scene.rename("shed", "Summer house").await.unwrap();
    scene.rename("door", "Porch").await.unwrap();
    scene
        .until_service(|service| service.writes().len() >= 2)
        .await;
    assert_eq!(scene.view().waiting_edits, 2);
    scene.removes("shed").await.unwrap();
    assert_eq!(scene.view().waiting_edits, 1);
    let edits = scene.door.store.home().edits;
    assert!(edits.iter().all(|edit| edit.camera.0 == "door"));
    scene.service.break_writes(None);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn an_owner_who_is_out_of_reach_is_told_so_and_nothing_is_removed_later() {
    let scene = two().await;
    scene.out_of_reach().await;
    let removed = scene.removes("shed").await;
    assert_eq!(removed, Err(FailureCode::ServiceUnreachable));
    scene.back_within_reach().await;
    assert_eq!(scene.service.removals_asked(), 0);
    assert_eq!(scene.listed_here(), ["door", "shed"]);
    scene.removes("shed").await.unwrap();
}

#[tokio::test]
async fn who_was_signed_out_removes_nothing() {
    let scene = two().await;
    scene
        .service
        .end_quietly(&scene.session(), EndReason::GlobalReset);
    let removed = scene.removes("shed").await;
    assert_eq!(removed, Err(FailureCode::SessionEnded), "found out by it");
    let removed = scene.removes("shed").await;
    assert_eq!(removed, Err(FailureCode::SessionEnded), "known");
    assert_eq!(scene.service.removals_asked(), 1);
    assert_eq!(scene.listed_here(), ["door", "shed"]);
    scene.sign_in().await.unwrap();
    scene.removes("shed").await.unwrap();
}

#[tokio::test]
async fn where_cameras_cannot_be_removed_nothing_says_that_they_can() {
    let scene = two().await;
    scene.service.takes_away(&[Ability::CameraRemoval]);
    scene.hears("h1", ServiceEventKind::LinkRequested).await;
    assert!(!scene.view().removes_cameras);
    assert_eq!(scene.removes("shed").await, Err(FailureCode::NotThere));
    assert_eq!(scene.listed_here(), ["door", "shed"]);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_found_out_from_the_list() {
    let scene = two().await;
    scene.service.lose_answers(true);
    scene.removes("shed").await.unwrap();
    assert_eq!(scene.listed_here(), ["door"]);
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn when_nobody_knows_the_owner_is_told_so_and_the_next_list_alarms_nobody() {
    let scene = two().await;
    scene.service.break_down_after_removing();
    let removed = scene.removes("shed").await;
    assert_eq!(removed, Err(FailureCode::CameraRemovalUnclear));
    assert_eq!(scene.listed_here(), ["door", "shed"], "as last seen");
    scene.rename("shed", "Summer house").await.unwrap();
    scene.back_within_reach().await;
    scene.until(|seen| seen.cameras.len() == 1).await;
    assert_eq!(scene.kept(), ["door"]);
    assert_eq!(scene.door.store.home().edits, []);
    let late = vec![camera("door", "Front"), camera("shed", "Shed")];
    scene.list("late", late).await;
    assert_eq!(scene.listed_here(), ["door"]);
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn a_camera_that_was_not_removed_after_all_is_told_of_when_somebody_else_removes_it() {
    for trouble in [ServiceError::TimedOut, ServiceError::Refused] {
        let scene = two().await;
        scene.service.break_removals(trouble.clone());
        let removed = scene.removes("shed").await;
        assert!(removed.is_err(), "{trouble}");
        let both = vec![camera("door", "Front"), camera("shed", "Shed")];
        scene.list("there", both).await;
        assert_eq!(scene.listed_here(), ["door", "shed"]);
        scene.list("gone", vec![camera("door", "Front")]).await;
        let kinds = scene.kinds().await;
        assert!(
            matches!(kinds.as_slice(), [AlertKind::CameraRemoved { camera }] if camera.name == "Shed"),
            "{kinds:?}"
        );
    }
}

#[tokio::test]
async fn a_list_that_comes_before_the_answer_alarms_nobody() {
    let scene = two().await;
    scene.service.hold_answers_to_removals(true);
    let removing = {
        let (companion, shed) = (scene.companion.clone(), scene.key("shed"));
        tokio::spawn(async move { companion.remove_camera(shed).await })
    };
    scene
        .until_service(|service| service.nickname("shed").is_empty())
        .await;
    scene.hears("l1", ServiceEventKind::CamerasChanged).await;
    scene.until(|seen| seen.cameras.len() == 1).await;
    scene.service.hold_answers_to_removals(false);
    soon(removing).await.unwrap().unwrap();
    assert_eq!(scene.listed_here(), ["door"]);
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn a_removed_camera_is_not_waited_for_at_the_new_router() {
    let scene = three().await;
    scene.begin_move().await;
    scene.follows("door").await;
    soon(scene.companion.move_camera(scene.key("shed")))
        .await
        .unwrap();
    assert_eq!(scene.states(), [Followed, Waiting, Now]);
    scene.removes("shed").await.unwrap();
    assert_eq!(scene.setup(), None, "its code is gone");
    assert_eq!(scene.states(), [Followed, Waiting]);
    scene.follows("garden").await;
    let scene = scene.restarted().await;
    scene.until(|seen| seen.move_plan.is_some()).await;
    assert_eq!(scene.states(), [Followed, Followed]);
}

#[tokio::test]
async fn with_the_only_camera_that_was_to_come_back_its_plan_is_gone() {
    let scene = three().await;
    let camera = scene.key("shed");
    scene
        .begins(MovePurpose::WifiAgain { camera }, "Porch")
        .await
        .unwrap();
    scene.removes("shed").await.unwrap();
    assert_eq!(scene.desktop.seen().move_plan, None);
    let scene = scene.restarted().await;
    scene.until_online().await;
    assert_eq!(scene.desktop.seen().move_plan, None);
}

#[tokio::test]
async fn a_camera_that_was_removed_elsewhere_is_not_waited_for_either() {
    let scene = three().await;
    scene.begin_move().await;
    let left = vec![camera("door", "door"), camera("garden", "garden")];
    scene.list("l1", left).await;
    assert_eq!(scene.states(), [Waiting, Waiting]);
}

#[tokio::test]
async fn a_new_camera_that_is_removed_before_it_was_named_is_not_named() {
    let scene = two().await;
    scene.code_is_shown().await;
    scene.service.camera_claims("new", true);
    let seen = scene.until_setup_online().await;
    assert!(matches!(seen.step, SetupStep::Online { .. }));
    scene.removes("new").await.unwrap();
    assert_eq!(scene.setup(), None);
    assert_eq!(scene.listed_here(), ["door", "shed"]);
}
