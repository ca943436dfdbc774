//! Renaming: shown at once, sent once, never lost.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::testing::camera;
use porchlight_core::view::status::Lamp;
use porchlight_core::view::{ConflictChoice, EditView};

use crate::scene::{Scene, soon};

#[tokio::test]
async fn a_new_name_is_durable_and_shown_before_the_service_answers_and_is_sent_once() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.hold_answers(true);
    scene.rename("door", "  Porch ").await.unwrap();
    assert_eq!(scene.camera("door").nickname, "Porch");
    assert_eq!(scene.camera("door").edit, EditView::Waiting);
    assert_eq!(scene.door.store.home().edits.len(), 1);
    scene.service.hold_answers(false);
    scene.until_sent().await;
    assert_eq!(scene.camera("door").edit, EditView::None);
    assert_eq!(scene.service.nickname("door"), "Porch");
    assert_eq!(scene.service.writes().len(), 1);
    assert_eq!(scene.door.store.home().edits, []);
}

#[tokio::test]
async fn a_name_given_while_offline_goes_out_when_the_service_is_back() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    scene
        .service
        .send_event("wake", ServiceEventKind::CamerasChanged);
    scene.until_trouble().await;
    scene.rename("door", "Porch").await.unwrap();
    assert_eq!(scene.camera("door").nickname, "Porch");
    scene.service.break_down(None);
    scene.clock.advance(std::time::Duration::from_secs(60));
    scene.until_online().await;
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
    assert_eq!(scene.service.applied(), 1);
}

#[tokio::test]
async fn a_name_whose_answer_was_lost_is_sent_under_the_same_key_and_applied_once() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.lose_answers(true);
    scene.rename("door", "Porch").await.unwrap();
    scene.until_trouble().await;
    // Typed while nobody knows whether the first was seen: it queues behind, with a key of its own.
    scene.service.lose_answers(false);
    scene.rename("door", "Veranda").await.unwrap();
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Veranda");
    assert_eq!(scene.service.applied(), 2);
    let writes = scene.service.writes();
    assert_eq!(
        writes.first().unwrap().idempotency_key,
        writes.get(1).unwrap().idempotency_key
    );
    assert_eq!(writes.last().unwrap().base_revision, 2);
    assert_eq!(scene.camera("door").edit, EditView::None);
}

#[tokio::test]
async fn a_name_survives_a_crash_while_it_was_on_its_way() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.lose_answers(true);
    scene.rename("door", "Porch").await.unwrap();
    scene.until_trouble().await;
    scene.service.lose_answers(false);
    let scene = scene.restarted().await;
    scene.until_sent().await;
    assert_eq!(scene.camera("door").nickname, "Porch");
    assert_eq!(scene.service.applied(), 1);
    let writes = scene.service.writes();
    assert!(
        writes
            .iter()
            .all(|write| write.idempotency_key == writes[0].idempotency_key)
    );
}

#[tokio::test]
async fn a_confirmed_name_is_still_there_after_an_offline_restart() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.rename("door", "Porch").await.unwrap();
    scene.until_sent().await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let scene = scene.restarted().await;
    assert_eq!(scene.camera("door").nickname, "Porch");
}

#[tokio::test]
async fn a_confirmed_name_writes_that_camera_to_disk_and_no_other() {
    let scene = Scene::signed_in(vec![camera("door", "Front"), camera("yard", "Yard")]).await;
    let mut stored = scene.door.store.home();
    let yard = stored.cameras.iter_mut().find(|(_, c)| c.id.0 == "yard");
    yard.unwrap().1.firmware = Some("as the disk has it".to_owned());
    scene.door.store.leave(stored.clone());
    scene.rename("door", "Porch").await.unwrap();
    scene.until_sent().await;
    let now = scene.door.store.home().cameras;
    assert_eq!(now[0].1.profile.nickname, "Porch");
    assert_eq!(now[1], stored.cameras[1]);
}

#[tokio::test]
async fn a_second_name_takes_the_place_of_one_that_was_never_sent() {
    let scene = Scene::signed_in(vec![camera("door", "Front"), camera("yard", "Yard")]).await;
    scene.service.hold_answers(true);
    for name in ["One", "Two", "Three"] {
        scene.rename("door", name).await.unwrap();
    }
    assert_eq!(scene.camera("door").nickname, "Three");
    assert_eq!(scene.door.store.home().edits.len(), 2);
    scene.service.hold_answers(false);
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Three");
    assert_eq!(scene.service.applied(), 2);
}

#[tokio::test]
async fn typing_the_same_name_again_sends_nothing() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.rename("door", "Front").await.unwrap();
    soon(
        scene
            .companion
            .set_room(scene.key("door"), Some("  ".into())),
    )
    .await
    .unwrap();
    assert_eq!(scene.camera("door").edit, EditView::None);
    assert_eq!(scene.service.writes(), []);
}

#[tokio::test]
async fn names_that_break_the_rules_say_which_and_change_nothing() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    for (name, code) in [
        ("", FailureCode::NicknameEmpty),
        ("two\nlines", FailureCode::NicknameControlCharacters),
        (&"x".repeat(10_000), FailureCode::NicknameTooLong),
    ] {
        assert_eq!(scene.rename("door", name).await.unwrap_err().code, code);
    }
    let unknown = scene.rename("nowhere", "Porch").await.unwrap_err();
    assert_eq!(unknown.code, FailureCode::NotThere);
    assert_eq!(scene.camera("door").nickname, "Front");
}

#[tokio::test]
async fn markup_emoji_and_right_to_left_names_arrive_as_typed() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    for name in ["<img src=x onerror=alert(1)>", "👨‍👩‍👧‍👦 porch", "שער קדמי"]
    {
        scene.rename("door", name).await.unwrap();
        scene.until_sent().await;
        assert_eq!(scene.service.nickname("door"), name);
        assert_eq!(scene.camera("door").nickname, name);
    }
}

#[tokio::test]
async fn a_full_disk_says_so_and_shows_nothing_that_is_not_kept() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    let failure = scene.rename("door", "Porch").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::DiskFull);
    assert_eq!(scene.camera("door").nickname, "Front");
    assert_eq!(scene.camera("door").edit, EditView::None);
    assert_eq!(scene.service.writes(), []);
}

#[tokio::test]
async fn an_edit_can_be_undone_until_it_is_on_its_way() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.hold_answers(true);
    scene.rename("door", "Porch").await.unwrap();
    let late = soon(scene.companion.undo_edit(scene.key("door")))
        .await
        .unwrap_err();
    assert_eq!(late.code, FailureCode::NotNow);
    scene.service.break_down(Some(ServiceError::Unreachable));
    scene.service.hold_answers(false);
    scene.until_trouble().await;
    soon(scene.companion.undo_edit(scene.key("door")))
        .await
        .unwrap();
    assert_eq!(scene.camera("door").nickname, "Front");
    assert_eq!(scene.door.store.home().edits, []);
}

#[tokio::test]
async fn a_late_list_brings_no_old_name_back_where_the_service_knows_no_revisions() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.reads_names_back();
    scene.service.hold_lists();
    let held = scene.service.lists();
    let (companion, connection) = (scene.companion.clone(), scene.connection);
    let late = tokio::spawn(async move { companion.refresh(connection).await });
    scene
        .until_service(|service| service.lists() == held + 1)
        .await;
    scene.rename("door", "Porch").await.unwrap();
    scene.until_sent().await;
    // What came of it is read back at once; that list is held as well.
    scene
        .until_service(|service| service.lists() == held + 2)
        .await;

    scene.service.let_one_list_go();
    soon(late).await.unwrap().unwrap();
    assert_eq!(scene.camera("door").nickname, "Porch");
    let (_, kept) = scene.door.store.home().cameras.remove(0);
    assert_eq!(kept.profile.nickname, "Porch");

    // A list that was asked for later is believed.
    scene.service.let_all_lists_go();
    scene.service.rename_elsewhere("door", "Theirs");
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.camera("door").nickname, "Theirs");
}

#[tokio::test]
async fn of_two_names_at_once_the_later_counts_where_the_service_knows_no_revisions() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.reads_names_back();
    scene.service.rename_elsewhere("door", "Theirs");
    scene.rename("door", "Porch").await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.camera("door").edit, EditView::None);
    assert_eq!(scene.service.nickname("door"), "Porch");
}

async fn conflict() -> Scene {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.rename_elsewhere("door", "Theirs");
    scene.rename("door", "Mine").await.unwrap();
    scene
        .until(|seen| {
            seen.cameras
                .values()
                .any(|c| matches!(c.edit, EditView::Conflict { .. }))
        })
        .await;
    scene
}

#[tokio::test]
async fn a_rename_elsewhere_asks_the_owner_and_shows_both_names() {
    let scene = conflict().await;
    assert_eq!(scene.camera("door").nickname, "Mine");
    let both = EditView::Conflict {
        theirs: "Theirs".into(),
        their_room: None,
    };
    assert_eq!(scene.camera("door").edit, both);
    // Still open after a restart, and still not sent by itself.
    let writes = scene.service.writes().len();
    let scene = scene.restarted().await;
    scene.until_online().await;
    assert_eq!(scene.camera("door").edit, both);
    assert_eq!(scene.service.writes().len(), writes);
}

#[tokio::test]
async fn the_lamp_calls_as_long_as_two_names_wait_for_the_owners_choice() {
    let scene = conflict().await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.tray.unwrap().lamp, Lamp::NeedsYou);
    assert_eq!(scene.view().conflicts, 1);
    // A camera that is gone leaves nothing to choose.
    scene.service.set_cameras(vec![]);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    // That it is gone is told as well, and read.
    soon(scene.companion.mark_alerts_read()).await.unwrap();
    assert_eq!(scene.desktop.seen().tray.unwrap().lamp, Lamp::On);
    scene.service.set_cameras(vec![camera("door", "Theirs")]);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.desktop.seen().tray.unwrap().lamp, Lamp::NeedsYou);
    soon(
        scene
            .companion
            .resolve_conflict(scene.key("door"), ConflictChoice::Theirs),
    )
    .await
    .unwrap();
    assert_eq!(scene.view().conflicts, 0);
    assert_eq!(scene.desktop.seen().tray.unwrap().lamp, Lamp::On);
}

#[tokio::test]
async fn keeping_mine_writes_over_theirs() {
    let scene = conflict().await;
    soon(
        scene
            .companion
            .resolve_conflict(scene.key("door"), ConflictChoice::Mine),
    )
    .await
    .unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Mine");
    assert_eq!(scene.camera("door").edit, EditView::None);
}

#[tokio::test]
async fn keeping_theirs_drops_mine() {
    let scene = conflict().await;
    soon(
        scene
            .companion
            .resolve_conflict(scene.key("door"), ConflictChoice::Theirs),
    )
    .await
    .unwrap();
    assert_eq!(scene.camera("door").nickname, "Theirs");
    assert_eq!(scene.camera("door").edit, EditView::None);
    assert_eq!(scene.door.store.home().edits, []);
    let again = scene
        .companion
        .resolve_conflict(scene.key("door"), ConflictChoice::Mine);
    assert_eq!(soon(again).await.unwrap_err().code, FailureCode::NotNow);
}

#[tokio::test]
async fn typing_a_third_name_over_a_conflict_settles_it() {
    let scene = conflict().await;
    scene.rename("door", "Third").await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Third");
    assert_eq!(scene.door.store.home().edits, []);
}

#[tokio::test]
async fn the_same_rename_elsewhere_is_no_conflict() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.rename_elsewhere("door", "Porch");
    scene.rename("door", "Porch").await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.camera("door").edit, EditView::None);
}

#[tokio::test]
async fn a_refused_edit_waits_for_the_owner_to_try_again() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_writes(Some(ServiceError::Refused));
    scene.rename("door", "Porch").await.unwrap();
    scene
        .until_service(|service| service.writes().len() == 1)
        .await;
    assert_eq!(scene.camera("door").edit, EditView::Waiting);
    scene.service.break_writes(None);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
}

#[tokio::test]
async fn a_failed_write_is_tried_again_by_itself() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene
        .service
        .break_writes(Some(ServiceError::Overloaded { retry_after: 5 }));
    scene.rename("door", "Porch").await.unwrap();
    scene.until_trouble().await;
    scene.service.break_writes(None);
    soon(scene.clock.skip_a_sleep()).await;
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
}

#[tokio::test]
async fn a_name_that_two_cameras_share_is_pointed_out() {
    let scene = Scene::signed_in(vec![camera("door", "Front"), camera("yard", "Yard")]).await;
    scene.rename("yard", "FRONT").await.unwrap();
    assert!(scene.camera("door").name_shared);
    assert!(scene.camera("yard").name_shared);
    scene.rename("yard", "Back").await.unwrap();
    assert!(!scene.camera("door").name_shared);
    assert!(!scene.camera("yard").name_shared);
}
