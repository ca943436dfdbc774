//! What happened while this computer was off or asleep is told in sum. And when cameras were away.

use std::time::Duration;

use porchlight_core::cameras::Camera;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{EventBatch, ServiceEvent, ServiceEventKind, SessionId};
use porchlight_core::testing::camera;
use porchlight_core::time::Timestamp;
use porchlight_core::view::Absence;

use crate::scene::{Scene, soon};

fn sign_in(session: &str) -> ServiceEventKind {
    ServiceEventKind::SessionEstablished {
        session: SessionId(session.into()),
        place: None,
    }
}

fn batch(kinds: impl IntoIterator<Item = ServiceEventKind>) -> EventBatch {
    let events = (1..).zip(kinds).map(|(number, kind)| ServiceEvent {
        id: format!("away{number}"),
        at: Timestamp::from_seconds(1_767_225_602),
        kind,
    });
    EventBatch {
        events: events.collect(),
        ..EventBatch::default()
    }
}

fn others() -> Vec<Camera> {
    vec![camera("door", "Front"), camera("shed", "Shed")]
}

/// Off, with what happens then; and on again.
async fn off_while(scene: Scene, happens: impl FnOnce(&Scene)) -> Scene {
    soon(scene.companion.close()).await.unwrap();
    happens(&scene);
    let scene = Scene::over(scene.door, scene.service, scene.connection);
    scene.ready().await;
    scene
}

#[tokio::test]
async fn an_owner_whose_computer_was_off_gets_one_notification_and_one_sentence() {
    let before = vec![camera("door", "Front"), camera("attic", "Attic")];
    let scene = Scene::signed_in(before).await;
    scene.until_online().await;
    let scene = off_while(scene, |scene| {
        // One camera is gone, and another one there.
        scene.service.set_cameras(others());
        scene.service.send(batch([sign_in("x1"), sign_in("x2")]));
    })
    .await;
    let seen = scene.until(|seen| !seen.notices.is_empty()).await;
    let [Notice::WhileAway { count, important }] = seen.notices.as_slice() else {
        panic!("{:?}", seen.notices);
    };
    assert_eq!(*count, seen.alerts.unread);
    let away = seen.alerts.away.unwrap();
    assert_eq!((away.alerts, away.important), (*count, *important));
    assert!(*important >= 2, "the sign-ins are for the owner to see to");

    soon(scene.companion.mark_alerts_read()).await.unwrap();
    assert_eq!(scene.desktop.seen().alerts.away, None);
}

#[tokio::test]
async fn an_owner_whose_computer_slept_gets_one_notification_as_well() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.until_online().await;
    scene.clock.advance(Duration::from_secs(8 * 60 * 60));
    scene.service.set_cameras(others());
    scene.service.send(batch([
        sign_in("x1"),
        ServiceEventKind::CamerasChanged,
        sign_in("x2"),
    ]));
    let seen = scene.until(|seen| !seen.notices.is_empty()).await;
    assert_eq!(
        seen.notices,
        [Notice::WhileAway {
            count: 3,
            important: 2
        }]
    );
}

#[tokio::test]
async fn one_thing_is_told_as_what_it_is() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.until_online().await;
    let scene = off_while(scene, |scene| {
        scene.service.send(batch([sign_in("x1")]));
    })
    .await;
    let seen = scene.until(|seen| !seen.notices.is_empty()).await;
    assert_eq!(
        seen.notices,
        [Notice::NewSignIn {
            place: None,
            service: "Fake service".into()
        }]
    );
    assert_eq!(seen.alerts.away, None);
}

#[tokio::test]
async fn what_comes_while_the_owner_is_there_is_told_one_by_one() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.hears("e1", sign_in("x1")).await;
    scene.hears("e2", sign_in("x2")).await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.notices.len(), 2);
    assert_eq!(seen.alerts.away, None);
}

#[tokio::test]
async fn an_owner_sees_when_a_camera_was_away_also_after_a_restart() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.until_online().await;
    let here = camera("door", "Front");
    let seen = here.last_seen.unwrap();
    let gone = Camera {
        online: Some(false),
        ..here.clone()
    };
    let back = Camera {
        last_seen: Some(Timestamp(seen.0 + 60_000)),
        ..here.clone()
    };
    let absences = async |scene: &Scene| {
        let key = scene.key("door");
        soon(scene.companion.camera_absences(key)).await.unwrap()
    };
    assert_eq!(absences(&scene).await, []);
    scene.list("l1", vec![gone]).await;
    let still = Absence {
        since: seen,
        until: None,
    };
    assert_eq!(absences(&scene).await, [still]);
    scene.clock.advance(Duration::from_secs(90));
    scene.list("l2", vec![back.clone()]).await;
    let over = Absence {
        until: back.last_seen,
        ..still
    };
    assert_eq!(absences(&scene).await, [over]);
    let scene = scene.restarted().await;
    assert_eq!(absences(&scene).await, [over]);
}
