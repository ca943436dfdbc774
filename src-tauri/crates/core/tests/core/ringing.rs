//! When the desktop is rung, as the owner wants it. The inbox has everything.

use std::time::Duration;

use porchlight_core::alerts::notifying::{NotificationPreferences, Notify, QuietHours};
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{ServiceEventKind, SessionId};
use porchlight_core::testing::camera;
use porchlight_core::view::Preferences;

use crate::scene::{Scene, soon};

fn new_sign_in(session: &str) -> ServiceEventKind {
    ServiceEventKind::SessionEstablished {
        session: SessionId(session.into()),
        place: None,
    }
}

async fn scene(notifications: NotificationPreferences) -> Scene {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    set(&scene, notifications).await;
    scene
}

async fn set(scene: &Scene, notifications: NotificationPreferences) {
    let preferences = Preferences {
        notifications,
        ..Preferences::default()
    };
    soon(scene.companion.set_preferences(preferences))
        .await
        .unwrap();
}

fn night() -> NotificationPreferences {
    NotificationPreferences {
        quiet: QuietHours {
            on: true,
            ..QuietHours::default()
        },
        ..NotificationPreferences::default()
    }
}

/// The clock of these tests starts at midnight UTC.
#[tokio::test]
async fn what_comes_at_night_is_told_in_the_morning_in_one_notification() {
    let scene = scene(night()).await;
    for n in 1..=3 {
        scene
            .hears(&format!("e{n}"), new_sign_in(&format!("x{n}")))
            .await;
    }
    assert_eq!(scene.desktop.seen().notices, []);
    assert_eq!(scene.desktop.seen().alerts.unread, 3);
    scene
        .hears("e4", ServiceEventKind::SecondFactorLocked)
        .await;
    let danger = Notice::AccountChanged {
        service: "Fake service".into(),
    };
    assert_eq!(scene.desktop.seen().notices, std::slice::from_ref(&danger));
    scene.clock.advance(Duration::from_secs(7 * 60 * 60));
    let seen = scene.until(|seen| seen.notices.len() == 2).await;
    assert_eq!(seen.notices, [danger, Notice::KeptBack { count: 3 }]);
}

#[tokio::test]
async fn it_is_night_where_the_owner_is() {
    let scene = scene(night()).await;
    // Midnight UTC is afternoon in Tokyo's east.
    scene.clock.travel(12 * 60 * 60);
    scene.hears("e1", new_sign_in("x1")).await;
    assert_eq!(scene.desktop.seen().notices.len(), 1);
}

#[tokio::test]
async fn danger_waits_as_well_if_the_owner_says_so_and_turning_quiet_hours_off_tells_it() {
    let mut quiet = night();
    quiet.quiet.danger_rings = false;
    let scene = scene(quiet).await;
    scene
        .hears("e1", ServiceEventKind::SecondFactorLocked)
        .await;
    assert_eq!(scene.desktop.seen().notices, []);
    set(&scene, NotificationPreferences::default()).await;
    assert_eq!(
        scene.desktop.seen().notices,
        [Notice::KeptBack { count: 1 }]
    );
}

#[tokio::test]
async fn a_kind_that_the_owner_does_not_want_is_in_the_inbox_and_not_on_the_desktop() {
    let scene = scene(NotificationPreferences {
        security: Notify::Never,
        ..NotificationPreferences::default()
    })
    .await;
    scene.hears("e1", new_sign_in("x1")).await;
    assert_eq!(scene.desktop.seen().notices, []);
    assert_eq!(scene.desktop.seen().alerts.unread, 1);
}
