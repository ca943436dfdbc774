//! Names that the service does not keep: shown over what it says, on this computer only, until the owner wants to send them.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Ability, camera};
use porchlight_core::view::{CameraView, ConflictChoice, EditView, HeldChoice};

use crate::scene::{Scene, soon};

const KEEPS_NAMES: Ability = Ability::KeepsNicknames;

/// Signed in at a service that keeps no names.
async fn without_names() -> Scene {
    let scene = Scene::connected(vec![camera("door", "Cam 1"), camera("yard", "Cam 2")]).await;
    scene.service.takes_away(&[KEEPS_NAMES]);
    scene.sign_in().await.unwrap();
    scene
}

impl Scene {
    async fn room(&self, id: &str, room: &str) {
        let set = self.companion.set_room(self.key(id), Some(room.into()));
        soon(set).await.unwrap();
    }

    async fn refreshed(&self) {
        soon(self.companion.refresh(self.connection)).await.unwrap();
    }

    fn nothing_was_sent(&self) {
        assert_eq!(self.service.writes(), []);
        assert_eq!(self.door.store.home().edits, []);
    }
}

fn named(camera: &CameraView) -> (&str, Option<&str>, bool) {
    (&camera.nickname, camera.room.as_deref(), camera.private)
}

#[tokio::test]
async fn a_name_is_shown_at_once_marked_as_private_and_never_sent() {
    let scene = without_names().await;
    assert!(!scene.view().keeps_names);
    scene.rename("door", " Porch ").await.unwrap();
    scene.room("door", "Front").await;
    assert_eq!(named(&scene.camera("door")), ("Porch", Some("Front"), true));
    assert_eq!(named(&scene.camera("yard")), ("Cam 2", None, false));
    assert_eq!(scene.camera("door").edit, EditView::None);
    assert_eq!(scene.view().waiting_edits, 0);
    scene.refreshed().await;
    assert_eq!(scene.camera("door").nickname, "Porch");
    let scene = scene.restarted().await;
    assert_eq!(named(&scene.camera("door")), ("Porch", Some("Front"), true));
    scene.until_online().await;
    scene.nothing_was_sent();
    assert_eq!(scene.view().private_names_to_offer, 0);
}

#[tokio::test]
async fn a_name_can_be_given_offline_and_while_signed_out_by_the_service() {
    let scene = without_names().await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap_err();
    scene.rename("door", "Porch").await.unwrap();
    assert_eq!(scene.camera("door").nickname, "Porch");
    scene.service.break_down(None);
    scene.refreshed().await;
    // Also where edits would wait for the owner's word.
    scene.reset(EndReason::SuspectedTheft).await;
    scene.rename("yard", "Garden").await.unwrap();
    assert_eq!(named(&scene.camera("yard")), ("Garden", None, true));
    scene.sign_in().await.unwrap();
    assert_eq!(scene.view().held_edits, 0);
    assert_eq!(scene.camera("door").nickname, "Porch");
    assert_eq!(scene.camera("yard").nickname, "Garden");
    scene.nothing_was_sent();
}

#[tokio::test]
async fn an_earlier_name_comes_back_by_giving_it_again_and_the_services_own_by_giving_none() {
    let scene = without_names().await;
    for name in ["Porch", "Veranda", "Porch"] {
        scene.rename("door", name).await.unwrap();
        assert_eq!(named(&scene.camera("door")), (name, None, true));
    }
    for own in ["Cam 1", "", "  "] {
        scene.rename("door", "Porch").await.unwrap();
        scene.rename("door", own).await.unwrap();
        assert_eq!(named(&scene.camera("door")), ("Cam 1", None, false));
        assert_eq!(scene.door.store.home().private_names, []);
    }
    // From then on it follows the service.
    scene.service.rename_elsewhere("door", "Cam 9");
    scene.refreshed().await;
    assert_eq!(scene.camera("door").nickname, "Cam 9");
}

#[tokio::test]
async fn a_room_that_is_taken_away_gives_way_to_the_one_that_the_service_says() {
    let scene = without_names().await;
    let mut door = camera("door", "Cam 1");
    door.profile.room = Some("Hall".into());
    scene.service.set_cameras(vec![door]);
    scene.refreshed().await;
    scene.room("door", "Front").await;
    assert_eq!(named(&scene.camera("door")), ("Cam 1", Some("Front"), true));
    scene.room("door", "").await;
    assert_eq!(named(&scene.camera("door")), ("Cam 1", Some("Hall"), false));
}

#[tokio::test]
async fn a_name_outlives_that_its_camera_is_not_listed_for_a_while() {
    let scene = without_names().await;
    scene.rename("door", "Porch").await.unwrap();
    scene.service.set_cameras(vec![camera("yard", "Cam 2")]);
    scene.refreshed().await;
    assert!(
        !scene
            .desktop
            .seen()
            .cameras
            .contains_key(&scene.key("door"))
    );
    let scene = scene.restarted().await;
    scene.until_online().await;
    let both = vec![camera("door", "Cam 1"), camera("yard", "Cam 2")];
    scene.service.set_cameras(both);
    scene.refreshed().await;
    assert_eq!(named(&scene.camera("door")), ("Porch", None, true));
}

#[tokio::test]
async fn an_alert_calls_a_camera_as_its_owner_does() {
    let scene = without_names().await;
    scene.rename("door", "Porch").await.unwrap();
    scene.service.set_cameras(vec![camera("yard", "Cam 2")]);
    scene.refreshed().await;
    let alerts = scene.door.store.all_alerts();
    let told = serde_json::to_string(&alerts).unwrap();
    assert!(told.contains("Porch") && !told.contains("Cam 1"), "{told}");
}

#[tokio::test]
async fn another_account_at_the_same_service_does_not_see_it() {
    let scene = without_names().await;
    scene
        .service
        .add_account("bela@example.org", "staple horse", "bela");
    scene.rename("door", "Porch").await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene
        .sign_in_as("bela@example.org", "staple horse")
        .await
        .unwrap();
    assert_eq!(named(&scene.camera("door")), ("Cam 1", None, false));
    scene.rename("door", "Hall").await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.sign_in().await.unwrap();
    assert_eq!(named(&scene.camera("door")), ("Porch", None, true));
}

#[tokio::test]
async fn a_name_goes_with_its_camera_and_with_its_connection() {
    let scene = without_names().await;
    scene.rename("door", "Porch").await.unwrap();
    scene.rename("yard", "Garden").await.unwrap();
    soon(scene.companion.remove_camera(scene.key("door")))
        .await
        .unwrap();
    let kept = scene.door.store.home().private_names;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].key(), scene.key("yard"));
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.door.store.home().private_names, kept);
    soon(scene.companion.forget_connection(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.door.store.home().private_names, []);
}

#[tokio::test]
async fn a_full_disk_shows_no_private_name_that_is_not_kept() {
    let scene = without_names().await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    let failure = scene.rename("door", "Porch").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::DiskFull);
    assert_eq!(named(&scene.camera("door")), ("Cam 1", None, false));
}

#[tokio::test]
async fn what_waits_in_the_outbox_stays_here_when_the_service_keeps_names_no_longer() {
    let scene = Scene::signed_in(vec![camera("door", "Cam 1")]).await;
    scene.service.break_writes(Some(ServiceError::Refused));
    scene.rename("door", "Porch").await.unwrap();
    scene
        .until_service(|service| service.writes().len() == 1)
        .await;
    scene.service.takes_away(&[KEEPS_NAMES]);
    let scene = scene.restarted().await;
    assert_eq!(named(&scene.camera("door")), ("Porch", None, true));
    assert_eq!(scene.view().waiting_edits, 0);
    scene.until_online().await;
    assert_eq!(scene.service.writes().len(), 1);
    assert_eq!(scene.door.store.home().edits, []);
}

#[tokio::test]
async fn a_held_name_is_kept_or_said_anew_when_the_service_keeps_names_no_longer() {
    for anew in [false, true] {
        let scene = Scene::signed_in(vec![camera("door", "Cam 1")]).await;
        scene.reset(EndReason::SuspectedTheft).await;
        scene.rename("door", "Porch").await.unwrap();
        scene.service.takes_away(&[KEEPS_NAMES]);
        scene.sign_in().await.unwrap();
        assert_eq!(scene.camera("door").edit, EditView::Held);
        let name = if anew {
            scene.rename("door", "Veranda").await.unwrap();
            "Veranda"
        } else {
            let kept = scene
                .companion
                .decide_held(scene.connection, HeldChoice::Send);
            soon(kept).await.unwrap();
            "Porch"
        };
        assert_eq!(named(&scene.camera("door")), (name, None, true));
        assert_eq!(scene.view().held_edits, 0);
        scene.nothing_was_sent();
    }
}

/// Two names of when the service kept none; now it does.
async fn offered() -> Scene {
    let scene = without_names().await;
    scene.rename("door", "Porch").await.unwrap();
    scene.room("yard", "Garden").await;
    scene.service.learns(KEEPS_NAMES);
    scene.refreshed().await;
    assert!(scene.view().keeps_names);
    assert_eq!(scene.view().private_names_to_offer, 2);
    scene.nothing_was_sent();
    scene
}

#[tokio::test]
async fn private_names_that_the_owner_sends_are_private_until_the_service_has_them() {
    let scene = offered().await;
    scene.service.break_writes(Some(ServiceError::Refused));
    soon(scene.companion.send_private_names(scene.connection))
        .await
        .unwrap();
    scene
        .until_service(|service| service.writes().len() == 2)
        .await;
    assert_eq!(scene.camera("door").edit, EditView::Waiting);
    assert_eq!(named(&scene.camera("door")), ("Porch", None, false));
    assert_eq!(scene.view().private_names_to_offer, 0);
    assert_eq!(scene.door.store.home().private_names.len(), 2);
    // Taken back, one is private as before.
    soon(scene.companion.undo_edit(scene.key("yard")))
        .await
        .unwrap();
    assert_eq!(
        named(&scene.camera("yard")),
        ("Cam 2", Some("Garden"), true)
    );
    assert_eq!(scene.view().private_names_to_offer, 1);

    scene.service.break_writes(None);
    scene.refreshed().await;
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
    assert_eq!(named(&scene.camera("door")), ("Porch", None, false));
    assert_eq!(scene.door.store.home().private_names.len(), 1);
    // And it is renamed like any other.
    scene.rename("door", "Veranda").await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Veranda");
}

#[tokio::test]
async fn private_names_that_the_owner_keeps_are_offered_no_more_and_never_sent() {
    let scene = offered().await;
    assert_eq!(scene.view().private_names, 2);
    soon(scene.companion.keep_names_private(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().private_names_to_offer, 0);
    scene.rename("door", "Veranda").await.unwrap();
    scene.room("door", "Front").await;
    let scene = scene.restarted().await;
    scene.until_online().await;
    let door = scene.camera("door");
    assert_eq!(named(&door), ("Veranda", Some("Front"), true));
    assert_eq!(scene.view().private_names_to_offer, 0);
    scene.nothing_was_sent();
    let none = scene.companion.send_private_names(scene.connection);
    assert_eq!(soon(none).await.unwrap_err().code, FailureCode::NotNow);
}

#[tokio::test]
async fn a_name_that_the_service_has_meanwhile_is_asked_about_and_not_written_over() {
    let scene = offered().await;
    scene.service.rename_elsewhere("door", "Theirs");
    soon(scene.companion.send_private_names(scene.connection))
        .await
        .unwrap();
    let theirs = |edit: &EditView| matches!(edit, EditView::Conflict { .. });
    scene
        .until(|seen| {
            let door = seen.cameras.get(&scene.key("door"));
            door.is_some_and(|camera| theirs(&camera.edit))
        })
        .await;
    assert_eq!(scene.camera("door").nickname, "Porch");
    let choice = ConflictChoice::Theirs;
    soon(scene.companion.resolve_conflict(scene.key("door"), choice))
        .await
        .unwrap();
    assert_eq!(named(&scene.camera("door")), ("Theirs", None, false));
    scene.until_sent().await;
    assert_eq!(scene.door.store.home().private_names, []);
}

#[tokio::test]
async fn the_file_with_all_that_is_known_has_the_names_that_are_only_here() {
    let scene = without_names().await;
    scene.rename("door", "Porch").await.unwrap();
    let file = scene.companion.export_your_data(scene.connection, true);
    let file = serde_json::to_value(soon(file).await.unwrap()).unwrap();
    assert_eq!(file["keptOnlyHere"][0]["camera"], "door");
    assert_eq!(file["keptOnlyHere"][0]["nickname"], "Porch");
    let sealed = scene.companion.export_your_data(scene.connection, false);
    let sealed = serde_json::to_value(soon(sealed).await.unwrap()).unwrap();
    assert!(sealed.get("keptOnlyHere").is_none());
}
