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

const PERIOD: Duration = Duration::from_secs(10 * 60);

#[tokio::test]
async fn an_owner_with_eight_sign_ins_in_six_seconds_is_rung_three_times_and_then_once_for_the_rest()
 {
    let scene = scene(NotificationPreferences::default()).await;
    for n in 1..=8 {
        scene
            .hears(&format!("e{n}"), new_sign_in(&format!("x{n}")))
            .await;
        scene.clock.advance(Duration::from_millis(750));
    }
    let sign_in = Notice::NewSignIn {
        place: None,
        service: "Fake service".into(),
    };
    assert_eq!(scene.desktop.seen().notices, vec![sign_in; 3]);
    // Danger does not wait behind them.
    scene
        .hears("e9", ServiceEventKind::SecondFactorLocked)
        .await;
    assert_eq!(scene.desktop.seen().notices.len(), 4);
    scene.clock.advance(PERIOD);
    let seen = scene.until(|seen| seen.notices.len() == 5).await;
    assert_eq!(seen.notices[4], Notice::Several { count: 5 });
}

#[tokio::test]
async fn an_owner_who_starts_the_program_again_in_a_storm_is_not_rung_again_one_by_one() {
    let scene = scene(NotificationPreferences::default()).await;
    for n in 1..=5 {
        scene
            .hears(&format!("e{n}"), new_sign_in(&format!("x{n}")))
            .await;
    }
    let scene = scene.restarted().await;
    scene.hears("e6", new_sign_in("x6")).await;
    assert_eq!(scene.desktop.seen().notices, []);
    scene.clock.advance(PERIOD);
    let seen = scene.until(|seen| !seen.notices.is_empty()).await;
    assert_eq!(seen.notices, [Notice::Several { count: 3 }]);
}

#[tokio::test]
async fn an_owner_who_starts_the_program_again_at_night_is_told_of_the_night_in_the_morning() {
    let scene = scene(night()).await;
    for n in 1..=2 {
        scene
            .hears(&format!("e{n}"), new_sign_in(&format!("x{n}")))
            .await;
    }
    let scene = scene.restarted().await;
    assert_eq!(scene.desktop.seen().notices, []);
    scene.clock.advance(Duration::from_secs(7 * 60 * 60));
    let seen = scene.until(|seen| !seen.notices.is_empty()).await;
    assert_eq!(seen.notices, [Notice::KeptBack { count: 2 }]);
}

#[tokio::test]
async fn an_owner_who_has_looked_through_the_alerts_is_not_called_to_them_later() {
    let scene = scene(NotificationPreferences::default()).await;
    for n in 1..=5 {
        scene
            .hears(&format!("e{n}"), new_sign_in(&format!("x{n}")))
            .await;
    }
    soon(scene.companion.mark_alerts_read()).await.unwrap();
    scene.clock.advance(PERIOD);
    scene.hears("e6", new_sign_in("x6")).await;
    let sign_in = Notice::NewSignIn {
        place: None,
        service: "Fake service".into(),
    };
    assert_eq!(scene.desktop.seen().notices, vec![sign_in; 4]);
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
