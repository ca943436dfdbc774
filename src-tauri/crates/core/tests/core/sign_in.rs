//! Signing in, signing out, and keychains that do not help.

use std::time::Duration;

use porchlight_core::error::{FailureCode, Remedy};
use porchlight_core::ports::clock::Clock as _;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::secret_vault::VaultError;
use porchlight_core::testing::camera;
use porchlight_core::time::Timestamp;
use porchlight_core::view::{ReachView, SessionView};

use crate::scene::{ADDRESS, Connections, EMAIL, Scene, soon};

#[tokio::test]
async fn after_signing_in_the_cameras_are_there() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    assert_eq!(scene.desktop.seen().names(), ["Front"]);
    let view = scene.view();
    assert_eq!(
        (view.session, view.reach),
        (SessionView::Active, ReachView::Online)
    );
    assert_eq!(
        (view.email.as_str(), view.host.as_deref()),
        (EMAIL, Some("cameras.example"))
    );
    let snapshot = soon(scene.companion.snapshot()).await.unwrap();
    assert_eq!(snapshot.cameras.len(), 1);
    assert_eq!(snapshot.revision, scene.desktop.seen().revision);
}

#[tokio::test]
async fn a_restart_needs_no_password() {
    let scene = Scene::signed_in(vec![camera("door", "Front")])
        .await
        .restarted()
        .await;
    scene.until_online().await;
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.desktop.seen().names(), ["Front"]);
}

#[tokio::test]
async fn a_wrong_password_says_so_and_leads_back() {
    let scene = Scene::connected(vec![]).await;
    let failure = scene.sign_in_as(EMAIL, "wrong horse").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::WrongCredentials);
    let unknown = scene
        .sign_in_as("nobody@example.org", "wrong horse")
        .await
        .unwrap_err();
    assert_eq!(unknown, failure);
    assert_eq!(scene.view().session, SessionView::SignedOut);
    assert!(scene.door.secrets.is_empty());
}

#[tokio::test]
async fn addresses_and_passwords_are_checked_before_anything_is_sent() {
    let scene = Scene::connected(vec![]).await;
    let long = "x".repeat(257);
    for (email, password, code) in [
        ("anna", "correct horse", FailureCode::EmailInvalid),
        ("anna@", "correct horse", FailureCode::EmailInvalid),
        ("a@b@c", "correct horse", FailureCode::EmailInvalid),
        (
            "an na@example.org",
            "correct horse",
            FailureCode::EmailInvalid,
        ),
        (EMAIL, "short", FailureCode::WrongCredentials),
        (EMAIL, &long, FailureCode::WrongCredentials),
    ] {
        assert_eq!(
            scene.sign_in_as(email, password).await.unwrap_err().code,
            code,
            "{email}"
        );
    }
    assert_eq!(scene.view().session, SessionView::SignedOut);
}

#[tokio::test]
async fn a_connection_is_added_once_and_only_where_a_service_is() {
    let scene = Scene::connected(vec![]).await;
    let again = soon(scene.companion.connect_service("Cameras.example/".into()))
        .await
        .unwrap();
    assert_eq!(again, scene.connection);
    let demo = soon(scene.companion.open_demo_home()).await.unwrap();
    assert_eq!(soon(scene.companion.open_demo_home()).await.unwrap(), demo);
    let plain = soon(scene.companion.connect_service("http://far.example".into())).await;
    assert_eq!(plain.unwrap_err().code, FailureCode::AddressNotAllowed);
    scene.service.break_down(Some(ServiceError::Garbled));
    let garbled = soon(
        scene
            .companion
            .connect_service("https://other.example".into()),
    )
    .await;
    assert_eq!(garbled.unwrap_err().code, FailureCode::ServiceGarbled);
    assert_eq!(scene.desktop.seen().connections.len(), 2);
    soon(scene.companion.forget_connection(demo)).await.unwrap();
    assert_eq!(scene.desktop.seen().connections.len(), 1);
    assert!(scene.desktop.seen().connection(demo).is_none());
}

#[tokio::test]
async fn signing_out_clears_this_computer_even_when_the_service_is_gone() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    scene.rename("door", "Porch").await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().session, SessionView::SignedOut);
    assert_eq!(scene.view().email, EMAIL);
    assert_eq!(scene.desktop.seen().names(), [""; 0]);
    assert_eq!(scene.door.store.home().edits.len(), 1);
    // The edit belongs to the account and finds its way.
    scene.service.break_down(None);
    let scene = scene.restarted().await;
    assert!(scene.door.secrets.is_empty());
    scene.sign_in().await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Porch");
}

#[tokio::test]
async fn signing_out_ends_the_session_at_the_service() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let session = scene.session();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene
        .until_service(|service| service.signed_out() == [session.clone()])
        .await;
}

#[tokio::test]
async fn a_locked_keychain_at_the_start_signs_nobody_out() {
    for (fault, code) in [
        (VaultError::Locked, FailureCode::KeychainLocked),
        (VaultError::Absent, FailureCode::KeychainAbsent),
        (VaultError::CannotAsk, FailureCode::KeychainCannotAsk),
        (VaultError::Denied, FailureCode::KeychainDenied),
        (VaultError::Faulty, FailureCode::KeychainFaulty),
        (VaultError::NotSetUp, FailureCode::KeychainNotSetUp),
        (VaultError::TimedOut, FailureCode::KeychainTimedOut),
    ] {
        let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
        scene.door.secrets.break_down(Some(fault));
        let scene = scene.restarted().await;
        scene.until_trouble().await;
        let view = scene.view();
        assert_eq!(view.session, SessionView::Active);
        assert!(matches!(view.reach, ReachView::Trouble { failure, .. } if failure.code == code));
        assert_eq!(scene.desktop.seen().names(), ["Front"]);
        // Unlocked, and tried again.
        scene.door.secrets.break_down(None);
        drop(soon(scene.companion.refresh(scene.connection)).await);
        scene.until_online().await;
    }
}

#[tokio::test]
async fn a_keychain_that_was_emptied_offers_the_sign_in_and_ends_nothing() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.rename("door", "Porch").await.unwrap();
    scene.until_sent().await;
    scene.door.secrets.empty();
    let scene = scene.restarted().await;
    scene.until_trouble().await;
    let view = scene.view();
    assert_eq!(view.session, SessionView::Active);
    assert!(
        matches!(view.reach, ReachView::Trouble { failure, .. } if failure.code == FailureCode::NotRecognised)
    );
    assert_eq!(scene.desktop.seen().names(), ["Porch"]);
    scene.sign_in().await.unwrap();
    scene.until_online().await;
    assert!(scene.door.secrets.holds(scene.slot()));
    assert_eq!(scene.desktop.seen().notices, []);
}

#[tokio::test]
async fn a_sign_in_whose_credential_cannot_be_kept_is_no_sign_in() {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    scene.door.secrets.break_down(Some(VaultError::Locked));
    let failure = scene.sign_in().await.unwrap_err();
    assert_eq!(failure.code, FailureCode::KeychainLocked);
    assert_eq!(scene.view().session, SessionView::SignedOut);
    scene
        .until_service(|service| service.signed_out().len() == 1)
        .await;
}

#[tokio::test]
async fn a_sign_in_that_a_full_disk_cannot_keep_says_that_the_disk_is_full() {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    let full = VaultError::Database(StoreError::DiskFull);
    scene.door.secrets.break_down(Some(full));
    let failure = scene.sign_in().await.unwrap_err();
    assert_eq!(
        (failure.code, failure.remedy),
        (FailureCode::DiskFull, Remedy::FreeSpace)
    );
    // Room again: the same sign-in works.
    scene.door.secrets.break_down(None);
    scene.sign_in().await.unwrap();
}

#[tokio::test]
async fn a_second_sign_in_waits_for_the_first() {
    let scene = Scene::signed_in(vec![]).await;
    assert_eq!(scene.sign_in().await.unwrap_err().code, FailureCode::NotNow);
    let elsewhere = soon(scene.companion.connect_service(ADDRESS.into()))
        .await
        .unwrap();
    assert_eq!(elsewhere, scene.connection);
}

#[tokio::test]
async fn when_everybody_comes_back_at_once_the_owner_waits_for_a_turn_and_types_nothing_again() {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    scene
        .service
        .break_down(Some(ServiceError::Full { retry_after: 60 }));
    let coming_back = async {
        let turn = until_queued(&scene).await;
        let least = scene.clock.now().after(Duration::from_secs(60));
        assert!(turn >= least, "at least as long as was asked for");
        scene.service.break_down(None);
        soon(scene.clock.skip_a_sleep()).await;
    };
    let (signed_in, ()) = tokio::join!(scene.sign_in(), coming_back);
    signed_in.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn who_does_not_want_to_wait_for_a_turn_is_let_go_and_nobody_signs_in_later() {
    let scene = Scene::connected(vec![]).await;
    scene
        .service
        .break_down(Some(ServiceError::Full { retry_after: 600 }));
    let leaving = async {
        until_queued(&scene).await;
        let id = scene.view().id;
        soon(scene.companion.cancel_sign_in(id)).await.unwrap();
    };
    let (refused, ()) = tokio::join!(scene.sign_in(), leaving);
    assert_eq!(refused.unwrap_err().code, FailureCode::NotNow);
    assert_eq!(scene.view().session, SessionView::SignedOut);
    scene.service.break_down(None);
    scene.clock.advance(Duration::from_secs(3_600));
    scene.sign_in().await.unwrap();
    assert_eq!(
        scene.service.last_session().0,
        "s1",
        "there was none before"
    );
}

async fn until_queued(scene: &Scene) -> Timestamp {
    let queued = |session: &SessionView| match session {
        SessionView::SigningIn { turn_at, .. } => *turn_at,
        SessionView::NotNeeded
        | SessionView::SignedOut
        | SessionView::AwaitingSecondFactor { .. }
        | SessionView::Active
        | SessionView::Reset { .. } => None,
    };
    scene
        .until_session(|session| queued(session).is_some())
        .await;
    queued(&scene.view().session).unwrap()
}
