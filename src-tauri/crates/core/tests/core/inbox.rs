//! What comes into the inbox: corrections, facts worked out here, and a month's worth at once.

use std::collections::BTreeMap;
use std::time::Duration;

use porchlight_core::alerts::{AlertFilter, AlertKind, AlertView, Exposure};
use porchlight_core::cameras::Camera;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{EventBatch, ServiceEvent, ServiceEventKind, SessionId};
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::time::Timestamp;

use crate::scene::{Scene, soon};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Scene {
    pub(crate) async fn alerts(&self) -> Vec<AlertView> {
        let page = self.companion.alerts(AlertFilter::default(), None, 200);
        soon(page).await.unwrap()
    }

    pub(crate) async fn kinds(&self) -> Vec<AlertKind> {
        let alerts = self.alerts().await;
        alerts.into_iter().map(|view| view.alert.kind).collect()
    }

    pub(crate) async fn hears(&self, id: &str, kind: ServiceEventKind) {
        self.service.send_event(id, kind);
        let acknowledged = |id: &str| {
            let acknowledged = self.service.acknowledged();
            acknowledged.iter().filter(|one| *one == id).count()
        };
        let before = acknowledged(id);
        self.until_service(|_| acknowledged(id) > before).await;
    }

    /// The service shows another list, and says so.
    pub(crate) async fn list(&self, event: &str, cameras: Vec<Camera>) {
        let lists = self.service.lists();
        self.service.set_cameras(cameras);
        self.service
            .send_event(event, ServiceEventKind::CamerasChanged);
        self.until_service(|service| service.lists() > lists).await;
        // What the list brought is taken in before what comes after it.
        self.hears(&format!("{event}-after"), ServiceEventKind::LinkRequested)
            .await;
    }
}

fn new_sign_in(session: &str) -> ServiceEventKind {
    ServiceEventKind::SessionEstablished {
        session: SessionId(session.into()),
        place: Some("Turin".into()),
    }
}

fn correction(event: &str, words: &str) -> ServiceEventKind {
    ServiceEventKind::Corrected {
        event: event.into(),
        message: BTreeMap::from([("en".into(), words.into())]),
    }
}

fn words(alert: &AlertView) -> Vec<&str> {
    let words = alert.corrections.iter();
    words.map(|one| one.message["en"].as_str()).collect()
}

#[tokio::test]
async fn what_was_wrong_stays_in_the_inbox_with_the_correction_beside_it() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.hears("e1", new_sign_in("elsewhere")).await;
    soon(scene.companion.mark_alerts_read()).await.unwrap();
    scene
        .hears("c1", correction("e1", "Nobody signed in."))
        .await;
    scene.until(|seen| seen.alerts.unread == 1).await;
    scene.hears("c2", correction("c1", "It was you.")).await;
    let alerts = scene.alerts().await;
    assert_eq!(alerts.len(), 1);
    assert!(matches!(alerts[0].alert.kind, AlertKind::NewSignIn { .. }));
    assert_eq!(words(&alerts[0]), ["Nobody signed in.", "It was you."]);
    let service = || "Fake service".to_owned();
    let corrected = || Notice::Corrected { service: service() };
    let notices = scene.desktop.seen().notices;
    assert_eq!(notices[1..], [corrected(), corrected()]);
}

#[tokio::test]
async fn a_correction_before_its_original_waits_for_it_and_nobody_is_alarmed() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene
        .hears("c1", correction("e1", "Nobody signed in."))
        .await;
    assert_eq!(scene.alerts().await, []);
    scene.hears("e1", new_sign_in("elsewhere")).await;
    assert_eq!(words(&scene.alerts().await[0]), ["Nobody signed in."]);
    assert_eq!(scene.desktop.seen().notices, []);
}

#[tokio::test]
async fn the_end_of_a_session_can_be_corrected_as_well() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.reset(EndReason::GlobalReset).await;
    scene.sign_in().await.unwrap();
    // The event that ended it is `revoked`.
    scene
        .hears("c1", correction("revoked", "It was a mistake."))
        .await;
    assert_eq!(words(&scene.alerts().await[0]), ["It was a mistake."]);
}

#[tokio::test]
async fn all_read_can_be_taken_back_and_one_can_be_read_alone() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    for n in 1..=3 {
        scene
            .hears(&format!("e{n}"), new_sign_in(&format!("x{n}")))
            .await;
    }
    let first = scene.alerts().await[0].alert.id.clone();
    soon(scene.companion.mark_alert_read(first.clone()))
        .await
        .unwrap();
    assert_eq!(scene.desktop.seen().alerts.unread, 2);
    soon(scene.companion.mark_alert_read(first)).await.unwrap();
    assert_eq!(scene.desktop.seen().alerts.unread, 2);
    soon(scene.companion.mark_alerts_read()).await.unwrap();
    assert_eq!(scene.desktop.seen().alerts.unread, 0);
    soon(scene.companion.undo_mark_alerts_read()).await.unwrap();
    assert_eq!(scene.desktop.seen().alerts.unread, 2);
    assert_eq!(scene.desktop.seen().tray.unwrap().unread, 2);
}

#[tokio::test]
async fn ten_thousand_events_after_a_month_are_one_notification() {
    const BATCH: usize = 100;
    const ALL: usize = 10_000;
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    for batch in 0..ALL / BATCH {
        let event = |n: usize| ServiceEvent {
            id: format!("e{n}"),
            at: Timestamp::from_seconds(1_767_000_000 + n as i64),
            kind: new_sign_in(&format!("x{n}")),
        };
        scene.service.send(EventBatch {
            events: (batch * BATCH..(batch + 1) * BATCH).map(event).collect(),
            refused: Vec::new(),
            more: (batch + 1) * BATCH < ALL,
        });
    }
    scene
        .until_service(|service| service.acknowledged().len() == ALL)
        .await;
    let seen = scene.desktop.seen();
    assert_eq!(seen.notices, [Notice::Several { count: 10_000 }]);
    assert_eq!(seen.alerts.unread, 10_000);
    assert_eq!(scene.alerts().await.len(), 200);
}

#[tokio::test]
async fn an_event_that_comes_while_the_owner_signs_in_is_told_once_and_after_it() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.reset(EndReason::GlobalReset).await;
    scene.service.send_event("e1", new_sign_in("elsewhere"));
    scene.service.hold_answers(true);
    let (signed_in, ()) = tokio::join!(scene.sign_in(), async {
        scene.service.send_event("e2", new_sign_in("elsewhere"));
        scene.service.hold_answers(false);
    });
    signed_in.unwrap();
    scene
        .until_service(|service| {
            let acknowledged = service.acknowledged();
            ["e1", "e2"]
                .iter()
                .all(|id| acknowledged.iter().any(|one| one == id))
        })
        .await;
    let sign_ins = scene.kinds().await;
    let sign_ins = sign_ins
        .iter()
        .filter(|kind| matches!(kind, AlertKind::NewSignIn { .. }));
    assert_eq!(sign_ins.count(), 1);
}

#[tokio::test]
async fn what_changed_at_cameras_elsewhere_is_told_and_told_once() {
    let mut door = camera("door", "Front");
    door.profile.network = Some("Home".into());
    let scene = Scene::signed_in(vec![door.clone(), camera("attic", "Attic")]).await;
    door.firmware = Some("9.9".into());
    door.profile.network = Some("Cellar".into());
    door.revision += 1;
    scene
        .list("l1", vec![door.clone(), camera("van", "Van")])
        .await;
    let kinds = scene.kinds().await;
    let count = |so: fn(&AlertKind) -> bool| kinds.iter().filter(|kind| so(kind)).count();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    assert_eq!(
        count(|kind| matches!(kind, AlertKind::CameraRemoved { camera } if camera.name == "Attic")),
        1
    );
    assert_eq!(
        count(|kind| matches!(kind, AlertKind::CameraAdded { camera } if camera.name == "Van")),
        1
    );
    assert_eq!(
        count(|kind| matches!(kind, AlertKind::FirmwareChanged { to, .. } if to == "9.9")),
        1
    );
    assert_eq!(
        count(|kind| matches!(kind, AlertKind::WifiChanged { to, .. } if to == "Cellar")),
        1
    );
    let scene = scene.restarted().await;
    scene.until_online().await;
    assert_eq!(scene.alerts().await.len(), 4);
}

#[tokio::test]
async fn what_the_owner_renames_here_is_no_news() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.rename("door", "Veranda").await.unwrap();
    scene.until_sent().await;
    scene.hears("l1", ServiceEventKind::CamerasChanged).await;
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn a_camera_that_is_gone_for_a_day_is_told_once_and_so_is_its_return() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let mut gone = camera("door", "Front");
    gone.online = Some(false);
    scene.list("l1", vec![gone]).await;
    assert_eq!(scene.alerts().await, []);
    scene.clock.advance(DAY);
    scene.hears("h1", ServiceEventKind::LinkRequested).await;
    scene.clock.advance(DAY);
    scene.hears("h2", ServiceEventKind::LinkRequested).await;
    let kinds = scene.kinds().await;
    assert!(
        matches!(kinds.as_slice(), [AlertKind::CameraGone { .. }]),
        "{kinds:?}"
    );
    let camera_gone = Notice::CameraGone {
        camera: "Front".into(),
    };
    assert_eq!(scene.desktop.seen().notices, [camera_gone]);
    let scene = scene.restarted().await;
    scene.until_online().await;
    assert_eq!(scene.alerts().await.len(), 1);
    scene.list("l2", vec![camera("door", "Front")]).await;
    let kinds = scene.kinds().await;
    assert_eq!(kinds.len(), 2);
    assert!(
        kinds
            .iter()
            .any(|kind| matches!(kind, AlertKind::CameraBack { .. }))
    );
}

#[tokio::test]
async fn a_short_absence_is_no_news() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let mut gone = camera("door", "Front");
    gone.online = Some(false);
    scene.list("l1", vec![gone]).await;
    scene.clock.advance(DAY / 2);
    scene.list("l2", vec![camera("door", "Front")]).await;
    assert_eq!(scene.alerts().await, []);
}

#[tokio::test]
async fn a_computer_that_the_owner_was_never_shown_is_told_even_if_the_service_says_nothing() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let look = || scene.companion.computers(scene.connection);
    let shown = soon(look()).await.unwrap();
    let shown = shown.into_iter().map(|computer| computer.id).collect();
    soon(scene.companion.know_computers(scene.connection, shown))
        .await
        .unwrap();
    assert_eq!(scene.alerts().await, []);
    let van = scene.service.sign_in_elsewhere("van");
    soon(look()).await.unwrap();
    let kinds = scene.kinds().await;
    let [AlertKind::NewSignIn { computer, .. }] = kinds.as_slice() else {
        panic!("{kinds:?}");
    };
    assert_eq!(computer.as_deref(), Some("van"));
    // The service says it after all, and the owner looks again.
    scene.hears("e1", new_sign_in(&van.0)).await;
    soon(look()).await.unwrap();
    assert_eq!(scene.alerts().await.len(), 1);
}

#[tokio::test]
async fn two_factor_that_stays_off_after_a_reset_is_told_after_days_and_weekly_at_most() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.reset(EndReason::GlobalReset).await;
    scene.sign_in().await.unwrap();
    let reminders = async |scene: &Scene| {
        let kinds = scene.kinds().await;
        let still_off = |kind: &&AlertKind| matches!(kind, AlertKind::TwoFactorStillOff { .. });
        kinds.iter().filter(still_off).count()
    };
    for (event, days, expected) in [("d2", 2, 0), ("d4", 2, 1), ("d10", 6, 1), ("d11", 2, 2)] {
        scene.clock.advance(DAY * days);
        scene.hears(event, ServiceEventKind::LinkRequested).await;
        assert_eq!(reminders(&scene).await, expected, "{event}");
    }
    let scene = scene.restarted().await;
    scene.until_online().await;
    scene.hears("again", ServiceEventKind::LinkRequested).await;
    assert_eq!(reminders(&scene).await, 2);
}

#[tokio::test]
async fn data_that_lay_open_reminds_of_two_factor_as_well() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let exposure = Exposure {
        exposure: "x".into(),
        revision: 1,
        from: Timestamp(0),
        to: None,
        accounts: None,
        message: BTreeMap::new(),
        correction: BTreeMap::new(),
        data: Vec::new(),
        has_advisory: false,
        withdrawn: false,
    };
    scene
        .hears(
            "x1",
            ServiceEventKind::Exposed {
                exposure,
                advisory: None,
            },
        )
        .await;
    scene.clock.advance(DAY * 4);
    scene.hears("later", ServiceEventKind::LinkRequested).await;
    let kinds = scene.kinds().await;
    assert!(
        matches!(kinds[0], AlertKind::TwoFactorStillOff { .. }),
        "{kinds:?}"
    );
}
