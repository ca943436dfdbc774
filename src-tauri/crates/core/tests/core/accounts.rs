//! Making an account: nothing is created before the recovery key is written down.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::secret::Password;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;

use crate::scene::{Scene, soon};
use crate::second_factor::code;

async fn prepared() -> Scene {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    let password = Password::new("battery staple");
    soon(scene.companion.prepare_account(
        scene.connection,
        "new@example.org".into(),
        password,
        None,
    ))
    .await
    .unwrap();
    scene
}

#[tokio::test]
async fn an_account_exists_only_after_the_recovery_key_is_typed_back() {
    let scene = prepared().await;
    let key = soon(scene.companion.reveal_recovery_key(scene.connection))
        .await
        .unwrap();
    assert_eq!(key.len(), 8);
    for (group, typed) in [(2, "KEY3"), (2, ""), (99, "KEY3")] {
        let wrong =
            scene
                .companion
                .confirm_recovery_key(scene.connection, group, Password::new(typed));
        assert_eq!(
            soon(wrong).await.unwrap_err().code,
            FailureCode::RecoveryKeyMismatch
        );
    }
    assert_eq!(scene.service.created(), [""; 0]);
    soon(
        scene
            .companion
            .confirm_recovery_key(scene.connection, 3, Password::new(" key3 ")),
    )
    .await
    .unwrap();
    assert_eq!(scene.service.created(), ["new@example.org"]);
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.view().email, "new@example.org");
    // Shown once.
    let again = soon(scene.companion.reveal_recovery_key(scene.connection))
        .await
        .unwrap_err();
    assert_eq!(again.code, FailureCode::NotNow);
}

/// A service that wants a second factor from the first day.
#[tokio::test]
async fn an_account_made_anew_signs_in_as_any_other() {
    let scene = prepared().await;
    let (key, _) = scene.service.turn_two_factor_on("new@example.org");
    let confirmed =
        scene
            .companion
            .confirm_recovery_key(scene.connection, 3, Password::new("key3"));
    soon(confirmed).await.unwrap();
    assert!(matches!(
        scene.view().session,
        SessionView::AwaitingSecondFactor { reset: None, .. }
    ));
    let now = scene.service.code(&key, 0);
    scene.finish(code(now)).await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.view().email, "new@example.org");
}

#[tokio::test]
async fn cancelling_wipes_the_account_that_was_being_made() {
    let scene = prepared().await;
    soon(scene.companion.cancel_account(scene.connection))
        .await
        .unwrap();
    let gone = soon(scene.companion.recovery_key_groups(scene.connection))
        .await
        .unwrap_err();
    assert_eq!(gone.code, FailureCode::NotNow);
    let confirm = scene
        .companion
        .confirm_recovery_key(scene.connection, 3, Password::new("KEY3"));
    assert_eq!(soon(confirm).await.unwrap_err().code, FailureCode::NotNow);
    assert_eq!(scene.service.created(), [""; 0]);
    assert_eq!(scene.view().session, SessionView::SignedOut);
}

#[tokio::test]
async fn a_service_that_fails_while_creating_can_be_tried_again_with_the_same_key() {
    let scene = prepared().await;
    scene.service.break_down(Some(ServiceError::TimedOut));
    let confirm = || {
        scene
            .companion
            .confirm_recovery_key(scene.connection, 3, Password::new("KEY3"))
    };
    assert_eq!(
        soon(confirm()).await.unwrap_err().code,
        FailureCode::ServiceTimedOut
    );
    scene.service.break_down(None);
    soon(confirm()).await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
}
