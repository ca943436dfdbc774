//! What becomes of unsent edits after each kind of reset.

use porchlight_core::error::FailureCode;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::{EditView, HeldChoice};

use crate::scene::{Scene, soon};

/// One edit was made and not answered when the service ended the session.
async fn reset_with_an_edit(reason: EndReason) -> Scene {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_writes(Some(
        porchlight_core::ports::provider::ServiceError::TimedOut,
    ));
    scene.rename("door", "Porch").await.unwrap();
    scene.until_trouble().await;
    scene.service.break_writes(None);
    scene.reset(reason).await;
    scene
}

#[tokio::test]
async fn after_most_resets_edits_go_out_with_the_sign_in() {
    for reason in [
        EndReason::GlobalReset,
        EndReason::PasswordChanged,
        EndReason::TooManyComputers,
        EndReason::TwoFactorChanged,
        EndReason::Expired,
        EndReason::AccountDisabled,
    ] {
        let scene = reset_with_an_edit(reason).await;
        assert_eq!(scene.camera("door").edit, EditView::Waiting, "{reason:?}");
        scene.sign_in().await.unwrap();
        scene.until_sent().await;
        assert_eq!(scene.service.nickname("door"), "Porch", "{reason:?}");
    }
}

#[tokio::test]
async fn after_theft_and_remote_sign_out_edits_wait_for_the_owners_word() {
    for reason in [EndReason::RevokedElsewhere, EndReason::SuspectedTheft] {
        let scene = reset_with_an_edit(reason).await;
        assert_eq!(scene.camera("door").edit, EditView::Held, "{reason:?}");
        // Typed under the prompt, by whoever sits there.
        soon(
            scene
                .companion
                .set_room(scene.key("door"), Some("Hall".into())),
        )
        .await
        .unwrap();
        scene.sign_in().await.unwrap();
        assert_eq!(scene.service.nickname("door"), "Front");
        assert!(scene.view().held_edits > 0);
        assert_eq!(scene.view().waiting_edits, 0);
        soon(
            scene
                .companion
                .decide_held(scene.connection, HeldChoice::Send),
        )
        .await
        .unwrap();
        scene.until_sent().await;
        assert_eq!(scene.service.nickname("door"), "Porch", "{reason:?}");
        assert_eq!(scene.camera("door").room.as_deref(), Some("Hall"));
    }
}

#[tokio::test]
async fn signing_out_in_between_does_not_free_held_edits() {
    let scene = reset_with_an_edit(EndReason::SuspectedTheft).await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    let scene = scene.restarted().await;
    scene.sign_in().await.unwrap();
    scene.until_online().await;
    assert_eq!(scene.camera("door").edit, EditView::Held);
    assert_eq!(scene.service.applied(), 0);
}

#[tokio::test]
async fn held_edits_can_be_thrown_away() {
    let scene = reset_with_an_edit(EndReason::SuspectedTheft).await;
    scene.sign_in().await.unwrap();
    soon(
        scene
            .companion
            .decide_held(scene.connection, HeldChoice::Discard),
    )
    .await
    .unwrap();
    assert_eq!(scene.camera("door").nickname, "Front");
    assert_eq!(scene.door.store.home().edits, []);
    let again = scene
        .companion
        .decide_held(scene.connection, HeldChoice::Discard);
    assert_eq!(soon(again).await.unwrap_err().code, FailureCode::NotNow);
}

#[tokio::test]
async fn another_accounts_edits_wait_in_quarantine_and_are_never_sent_under_this_one() {
    let scene = reset_with_an_edit(EndReason::GlobalReset).await;
    scene
        .service
        .add_account("bert@example.org", "battery staple", "bert");
    scene
        .sign_in_as("bert@example.org", "battery staple")
        .await
        .unwrap();
    scene.until_online().await;
    assert_eq!(
        (scene.view().waiting_edits, scene.view().held_edits),
        (0, 1)
    );
    assert_eq!(scene.camera("door").nickname, "Front");
    assert_eq!(scene.camera("door").edit, EditView::None);
    let send = scene
        .companion
        .decide_held(scene.connection, HeldChoice::Send);
    assert_eq!(soon(send).await.unwrap_err().code, FailureCode::NotNow);
    // Anna comes back.
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.sign_in().await.unwrap();
    scene.until_online().await;
    assert_eq!(scene.camera("door").edit, EditView::Held);
    soon(
        scene
            .companion
            .decide_held(scene.connection, HeldChoice::Send),
    )
    .await
    .unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
}

#[tokio::test]
async fn an_owner_who_removes_a_connection_leaves_nothing_of_it_here() {
    for reason in [EndReason::AccountDeleted, EndReason::RevokedElsewhere] {
        let scene = reset_with_an_edit(reason).await;
        soon(scene.companion.forget_connection(scene.connection))
            .await
            .unwrap();
        assert_eq!(scene.desktop.seen().connections, []);
        assert_eq!(scene.desktop.seen().names(), [""; 0]);
        let home = scene.door.store.home();
        assert_eq!((home.edits, home.connections), (vec![], vec![]));
        let scene = scene.restarted().await;
        assert!(scene.door.secrets.is_empty());
    }
}

#[tokio::test]
async fn an_owner_who_signed_out_with_unsent_changes_can_remove_the_connection() {
    let scene = reset_with_an_edit(EndReason::GlobalReset).await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.door.store.home().edits.len(), 1);
    soon(scene.companion.forget_connection(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.door.store.home().edits, []);
}

#[tokio::test]
async fn a_connection_that_is_signed_in_is_not_removed_by_accident() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let refused = soon(scene.companion.forget_connection(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NotNow);
    assert_eq!(scene.desktop.seen().names(), ["Front"]);
}

#[tokio::test]
async fn a_deleted_account_stays_readable_until_the_owner_lets_it_go() {
    for reason in [EndReason::AccountDeleted, EndReason::AccountDisabled] {
        let scene = reset_with_an_edit(reason).await;
        assert_eq!(scene.desktop.seen().names(), ["Porch"]);
        soon(scene.companion.sign_out(scene.connection))
            .await
            .unwrap();
        assert_eq!(scene.desktop.seen().names(), [""; 0]);
        assert_eq!(scene.door.store.home().edits, []);
        assert_eq!(scene.door.store.home().cameras, []);
    }
}
