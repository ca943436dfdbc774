//! The service ends a session: who says so, what is kept, and how often the owner is asked.

use porchlight_core::alerts::AlertKind;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::ports::secret_vault::{SecretVault as _, VaultError};
use porchlight_core::session::{EndReason, Session};
use porchlight_core::testing::{DEVICE_KEY, FakeService, camera};
use porchlight_core::view::status::Lamp;
use porchlight_core::view::{EditView, ReachView, SessionView};

use crate::scene::{Connections as _, Scene, soon};

#[tokio::test]
async fn a_reset_says_why_once_and_keeps_names_and_cameras_readable() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.hold_answers(true);
    scene.rename("door", "Porch").await.unwrap();
    scene.reset(EndReason::GlobalReset).await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.names(), ["Porch"]);
    assert_eq!(scene.camera("door").edit, EditView::Waiting);
    let service = "Fake service".to_owned();
    assert_eq!(
        seen.notices,
        [Notice::SignedOut {
            connection: scene.connection,
            service
        }]
    );
    assert_eq!(seen.alerts.unread, 1);
    assert_eq!(seen.tray.unwrap().lamp, Lamp::NeedsYou);
    let SessionView::Reset { reset } = scene.view().session else {
        panic!("not reset")
    };
    assert_eq!(reset.reason, EndReason::GlobalReset);
    assert_eq!(reset.message.get("en").unwrap(), "We had an incident.");
    assert!(reset.has_advisory);
    let alerts = scene.alerts().await;
    assert_eq!(
        alerts[0].alert.kind,
        AlertKind::SignedOut {
            reason: EndReason::GlobalReset
        }
    );
    soon(scene.companion.open_advisory(scene.connection))
        .await
        .unwrap();
    assert_eq!(
        scene.desktop.seen().links,
        ["https://service.example/incident"]
    );
    scene.desktop.remove_the_browser();
    let refused = soon(scene.companion.open_advisory(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NoBrowser);
}

#[tokio::test]
async fn of_two_accounts_at_one_service_the_owner_is_told_whose_session_ended() {
    let mut scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene
        .service
        .add_account("bela@example.org", "correct horse", "bela");
    let annas = scene.connection;
    scene.connection = soon(scene.companion.add_account(annas)).await.unwrap();
    scene
        .sign_in_as("bela@example.org", "correct horse")
        .await
        .unwrap();
    scene
        .service
        .end_quietly(&scene.session(), EndReason::GlobalReset);
    // Whoever asks is told.
    drop(soon(scene.companion.refresh(scene.connection)).await);
    scene
        .until_session(|session| matches!(session, SessionView::Reset { .. }))
        .await;
    let seen = scene.desktop.seen();
    assert_eq!(
        seen.notices,
        [Notice::SignedOut {
            connection: scene.connection,
            service: "Fake service · bela@example.org".to_owned()
        }]
    );
    let other = seen.connection(annas).unwrap();
    assert_eq!(other.session, SessionView::Active);
    assert_eq!(other.reach, ReachView::Online);
}

#[tokio::test]
async fn the_prompt_does_not_wait_for_the_disk_and_is_kept_all_the_same() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.door.store.stall(true);
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(scene.door.store.all_alerts(), []);
    scene.door.store.stall(false);
    scene.until(|seen| seen.alerts.unread == 1).await;
    let kept = scene.door.store.home().connections;
    assert!(matches!(kept[0].session, Session::Reset(_)));
}

#[tokio::test]
async fn a_reset_deletes_the_dead_credential_and_the_service_knows_the_computer_again() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    assert!(scene.door.secrets.holds(scene.slot()));
    assert!(!scene.service.knew_the_computer());
    scene.reset(EndReason::GlobalReset).await;
    let scene = scene.restarted().await;
    assert_eq!(left_of_credential(&scene).await.unwrap(), DEVICE_KEY);
    assert_eq!(scene.desktop.seen().names(), ["Front"]);
    assert!(matches!(scene.view().session, SessionView::Reset { .. }));
    assert_eq!(scene.desktop.seen().notices, []);
    scene.sign_in().await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
    assert!(scene.service.knew_the_computer());
    assert_ne!(left_of_credential(&scene).await.unwrap(), DEVICE_KEY);
}

#[tokio::test]
async fn where_somebody_else_may_have_the_computer_nothing_of_it_stays() {
    for reason in [EndReason::RevokedElsewhere, EndReason::SuspectedTheft] {
        let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
        scene.reset(reason).await;
        let scene = scene.restarted().await;
        assert!(!scene.door.secrets.holds(scene.slot()), "{reason:?}");
        scene.sign_in().await.unwrap();
        assert!(!scene.service.knew_the_computer(), "{reason:?}");
    }
}

#[tokio::test]
async fn a_token_that_the_keychain_had_kept_is_gone_after_the_next_start() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.door.secrets.break_down(Some(VaultError::Locked));
    scene.reset(EndReason::GlobalReset).await;
    scene.door.secrets.break_down(None);
    let scene = scene.restarted().await.restarted().await;
    assert_eq!(left_of_credential(&scene).await.unwrap(), DEVICE_KEY);
    scene.sign_in().await.unwrap();
    assert!(scene.service.knew_the_computer());
}

async fn left_of_credential(scene: &Scene) -> Option<Vec<u8>> {
    let entry = scene.door.secrets.read(scene.slot()).await.unwrap();
    entry.map(|secret| secret.expose().to_vec())
}

#[tokio::test]
async fn two_hundred_requests_that_fail_at_once_give_one_prompt() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene
        .service
        .end_quietly(&scene.session(), EndReason::GlobalReset);
    let requests = (0..200).map(|_| {
        let (companion, connection) = (scene.companion.clone(), scene.connection);
        tokio::spawn(async move { companion.refresh(connection).await })
    });
    let requests: Vec<_> = requests.collect();
    let mut ended = 0;
    for request in requests {
        let failure = soon(request).await.unwrap().unwrap_err();
        ended += usize::from(failure.code == FailureCode::SessionEnded);
    }
    assert!(ended > 0);
    let seen = scene.desktop.seen();
    assert_eq!(seen.notices.len(), 1);
    assert_eq!(seen.alerts.unread, 1);
    assert_eq!(scene.door.store.all_alerts().len(), 1);
}

#[tokio::test]
async fn the_event_and_the_refusal_of_one_incident_are_one_prompt_and_the_next_incident_is_another()
{
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.hold_answers(true);
    scene.rename("door", "Porch").await.unwrap();
    scene.reset(EndReason::GlobalReset).await;
    // Now the request that was under way is refused as well.
    scene.service.hold_answers(false);
    scene.sign_in().await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.desktop.seen().notices.len(), 1);
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(scene.desktop.seen().notices.len(), 2);
    assert_eq!(scene.desktop.seen().alerts.unread, 2);
}

#[tokio::test]
async fn a_late_refusal_of_an_old_token_does_not_end_the_new_session() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let old = scene.session();
    scene.service.hold_answers(true);
    let (companion, connection) = (scene.companion.clone(), scene.connection);
    let late = tokio::spawn(async move { companion.refresh(connection).await });
    scene.reset(EndReason::Expired).await;
    let signing_in = {
        let (companion, connection) = (scene.companion.clone(), scene.connection);
        let password = porchlight_core::secret::Password::new(crate::scene::PASSWORD);
        tokio::spawn(async move {
            companion
                .sign_in(connection, crate::scene::EMAIL.into(), password)
                .await
        })
    };
    scene
        .until_session(|session| matches!(session, SessionView::SigningIn { .. }))
        .await;
    scene.service.hold_answers(false);
    soon(signing_in).await.unwrap().unwrap();
    soon(late).await.unwrap().unwrap_err();
    assert_ne!(scene.session(), old);
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.desktop.seen().notices.len(), 1);
    // The same by event: another session's end.
    let end = FakeService::end(EndReason::SuspectedTheft);
    scene.service.send_event(
        "late",
        ServiceEventKind::SessionRevoked { session: old, end },
    );
    scene
        .until_service(|service| service.acknowledged().contains(&"late".to_owned()))
        .await;
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn cancelling_the_sign_in_over_a_prompt_leads_back_to_the_prompt() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.reset(EndReason::PasswordChanged).await;
    scene.service.hold_answers(true);
    let (companion, connection) = (scene.companion.clone(), scene.connection);
    let password = porchlight_core::secret::Password::new(crate::scene::PASSWORD);
    let signing_in = tokio::spawn(async move {
        companion
            .sign_in(connection, crate::scene::EMAIL.into(), password)
            .await
    });
    scene
        .until_session(|session| matches!(session, SessionView::SigningIn { reset: Some(_), .. }))
        .await;
    // What is kept is where it came from.
    assert!(matches!(
        scene.door.store.home().connections[0].session,
        Session::Reset(_)
    ));
    soon(scene.companion.cancel_sign_in(scene.connection))
        .await
        .unwrap();
    assert!(matches!(scene.view().session, SessionView::Reset { .. }));
    soon(signing_in).await.unwrap().unwrap_err();
    // The service let it in all the same: that session is ended there.
    scene.service.hold_answers(false);
    scene
        .until_service(|service| service.signed_out() == [service.last_session()])
        .await;
    assert!(matches!(scene.view().session, SessionView::Reset { .. }));
    let scene = scene.restarted().await;
    assert_eq!(left_of_credential(&scene).await.unwrap(), DEVICE_KEY);
}

#[tokio::test]
async fn later_folds_the_prompt_away_and_a_click_brings_it_back() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.reset(EndReason::GlobalReset).await;
    let postponed = |scene: &Scene| {
        let SessionView::Reset { reset } = scene.view().session else {
            panic!("not reset")
        };
        reset.postponed
    };
    soon(scene.companion.postpone_prompt(scene.connection))
        .await
        .unwrap();
    assert!(postponed(&scene));
    let scene = scene.restarted().await;
    assert!(postponed(&scene));
    soon(scene.companion.show_prompt(scene.connection))
        .await
        .unwrap();
    assert!(!postponed(&scene));
}

#[tokio::test]
async fn no_failure_of_reach_signs_anybody_out() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    for error in [
        ServiceError::CertificateExpired,
        ServiceError::CertificateUntrusted,
        ServiceError::ClockOff { seconds: 86_400 },
        ServiceError::Garbled,
        ServiceError::NotRecognised,
        ServiceError::NotFound,
        ServiceError::Overloaded { retry_after: 7 },
        ServiceError::Refused,
        ServiceError::TimedOut,
        ServiceError::Unreachable,
    ] {
        scene.service.break_down(Some(error.clone()));
        let failure = soon(scene.companion.refresh(scene.connection))
            .await
            .unwrap_err();
        assert_eq!(failure, (&error).into());
        assert_eq!(scene.view().session, SessionView::Active, "{error:?}");
        assert!(matches!(scene.view().reach, ReachView::Trouble { .. }));
        assert!(scene.door.secrets.holds(scene.slot()));
    }
    assert_eq!(scene.desktop.seen().notices, []);
    scene.service.break_down(None);
    soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().reach, ReachView::Online);
}
