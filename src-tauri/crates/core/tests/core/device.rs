//! The identity of this computer that some services want to see again and again.

use porchlight_core::ports::secret_vault::{SecretSlot, VaultError};
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;

use crate::scene::{Scene, soon};

async fn at_home() -> Scene {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    scene.service.wants_device();
    scene.sign_in().await.unwrap();
    scene
}

/// Which the last sign-in brought.
fn device(scene: &Scene) -> Vec<u8> {
    scene.service.devices().pop().flatten().unwrap()
}

#[tokio::test]
async fn a_service_sees_the_same_computer_after_every_end_of_a_session_and_every_restart() {
    let mut scene = at_home().await;
    let first = device(&scene);
    for reason in [
        EndReason::Expired,
        EndReason::GlobalReset,
        EndReason::NotStated,
        EndReason::RevokedElsewhere,
        EndReason::SuspectedTheft,
    ] {
        let session = scene.service.last_session();
        scene.service.end_session(&session, reason);
        scene
            .until_session(|session| matches!(session, SessionView::Reset { .. }))
            .await;
        scene = scene.restarted().await;
        scene.sign_in().await.unwrap();
        assert_eq!(device(&scene), first, "{reason:?}");
    }
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene = scene.restarted().await;
    scene.sign_in().await.unwrap();
    assert_eq!(device(&scene), first);
}

#[tokio::test]
async fn with_its_connection_it_is_forgotten() {
    let mut scene = at_home().await;
    let (first, slot) = (device(&scene), SecretSlot::Device(scene.connection));
    assert!(scene.door.secrets.holds(slot.clone()));
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    soon(scene.companion.forget_connection(scene.connection))
        .await
        .unwrap();
    scene = scene.restarted().await;
    assert!(!scene.door.secrets.holds(slot));
    scene.connection = soon(
        scene
            .companion
            .connect_service("https://cameras.example".into()),
    )
    .await
    .unwrap();
    scene.sign_in().await.unwrap();
    assert_ne!(device(&scene), first);
}

#[tokio::test]
async fn one_that_cannot_be_kept_is_not_shown_to_anybody() {
    let scene = Scene::connected(vec![]).await;
    scene.service.wants_device();
    scene.door.secrets.break_down(Some(VaultError::Locked));
    scene.sign_in().await.unwrap_err();
    assert!(scene.service.devices().is_empty(), "nothing was sent");
    scene.door.secrets.break_down(None);
    scene.sign_in().await.unwrap();
    assert_eq!(scene.service.devices().len(), 1);
}

#[tokio::test]
async fn where_nobody_wants_it_there_is_none() {
    let scene = Scene::signed_in(vec![]).await;
    assert_eq!(scene.service.devices(), [None]);
    assert!(
        !scene
            .door
            .secrets
            .holds(SecretSlot::Device(scene.connection))
    );
}
