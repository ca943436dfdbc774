//! Security events: stored before they are acknowledged, believed only when signed.

use porchlight_core::alerts::AlertKind;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::{EventBatch, ServiceEventKind, SessionId};
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;

use crate::scene::{Scene, soon};

fn new_sign_in(session: &str) -> ServiceEventKind {
    ServiceEventKind::SessionEstablished {
        session: SessionId(session.into()),
        place: Some("Turin".into()),
    }
}

#[tokio::test]
async fn a_sign_in_from_elsewhere_is_an_alert_and_a_notification_and_is_acknowledged_when_stored() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    scene
        .until_service(|service| service.acknowledged() == ["e1"])
        .await;
    assert_eq!(scene.door.store.all_alerts().len(), 1);
    assert_eq!(
        scene.desktop.seen().notices,
        [Notice::NewSignIn {
            place: Some("Turin".into()),
            service: "Fake service".into(),
        }]
    );
    assert_eq!(scene.desktop.seen().alerts.unread, 1);
    soon(scene.companion.mark_alerts_read()).await.unwrap();
    assert_eq!(scene.desktop.seen().alerts.unread, 0);
}

#[tokio::test]
async fn our_own_sign_in_is_no_news() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene
        .service
        .send_event("e1", new_sign_in(&scene.session().0));
    scene
        .until_service(|service| service.acknowledged() == ["e1"])
        .await;
    assert_eq!(scene.door.store.all_alerts(), []);
    assert_eq!(scene.desktop.seen().notices, []);
}

#[tokio::test]
async fn a_replayed_event_is_ignored_also_after_a_restart() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    scene
        .until_service(|service| service.acknowledged().len() == 1)
        .await;
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    scene
        .until_service(|service| service.acknowledged().len() == 2)
        .await;
    assert_eq!(scene.desktop.seen().notices.len(), 1);
    let scene = scene.restarted().await;
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    scene
        .until_service(|service| service.acknowledged().len() == 3)
        .await;
    assert_eq!(scene.desktop.seen().notices, []);
    assert_eq!(scene.door.store.all_alerts().len(), 1);
}

#[tokio::test]
async fn a_forged_event_is_one_alert_and_changes_nothing() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let forged = EventBatch {
        events: Vec::new(),
        refused: vec!["f1".into(), "f2".into(), "f1".into()],
        more: false,
    };
    scene.service.send(forged);
    scene.until(|seen| seen.alerts.unread == 2).await;
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.desktop.seen().notices, []);
    let alerts = scene.door.store.all_alerts();
    assert!(
        alerts
            .iter()
            .all(|alert| alert.kind == AlertKind::EventRefused)
    );
    // A forger cannot use up the identity of a real event.
    soon(scene.clock.skip_a_sleep()).await;
    scene.service.send_event("f1", new_sign_in("elsewhere"));
    scene.until(|seen| seen.alerts.unread == 3).await;
    assert_eq!(scene.desktop.seen().notices.len(), 1);
}

#[tokio::test]
async fn an_event_that_could_not_be_stored_is_not_acknowledged_and_comes_again() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    soon(scene.clock.skip_a_sleep()).await;
    assert_eq!(scene.service.acknowledged(), [""; 0]);
    assert_eq!(scene.desktop.seen().notices, []);
    scene.door.store.break_down(None);
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    scene
        .until_service(|service| service.acknowledged() == ["e1"])
        .await;
    assert_eq!(scene.desktop.seen().notices.len(), 1);
}

#[tokio::test]
async fn changed_cameras_are_fetched_and_only_the_changed_ones_are_shown_again() {
    let many: Vec<_> = (0..5_000)
        .map(|n| camera(&format!("c{n:04}"), &format!("Camera {n}")))
        .collect();
    let scene = Scene::signed_in(many).await;
    assert_eq!(scene.desktop.seen().camera_changes, [5_000]);
    scene.service.rename_elsewhere("c0007", "Seven");
    scene
        .service
        .send_event("e1", ServiceEventKind::CamerasChanged);
    scene.until(|seen| seen.names().contains(&"Seven")).await;
    assert_eq!(scene.desktop.seen().camera_changes, [5_000, 1]);
}

#[tokio::test]
async fn an_event_for_the_old_session_does_not_disturb_a_sign_in() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let old = scene.session();
    scene.reset(EndReason::GlobalReset).await;
    // Left over at the service, told while the new session begins.
    scene.service.end_session(&old, EndReason::GlobalReset);
    scene.sign_in().await.unwrap();
    scene
        .until_service(|service| service.acknowledged().contains(&"revoked".to_owned()))
        .await;
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.desktop.seen().notices.len(), 1);
}
