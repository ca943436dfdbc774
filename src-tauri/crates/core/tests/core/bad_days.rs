//! A full disk, a sign-out in the middle of things, a service that is not there at the start.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::{ReachView, SessionView};

use crate::scene::{Scene, soon};

#[tokio::test]
async fn a_reset_on_a_full_disk_is_still_told_once() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(scene.desktop.seen().notices.len(), 1);
    scene.door.store.break_down(None);
    scene.sign_in().await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn a_start_without_network_shows_the_cameras_as_last_seen() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let scene = scene.restarted().await;
    scene.until_trouble().await;
    assert_eq!(scene.desktop.seen().names(), ["Front"]);
    assert_eq!(scene.view().session, SessionView::Active);
    let ReachView::Trouble { since, .. } = scene.view().reach else {
        panic!("no trouble")
    };
    // It lasts; its beginning stays.
    scene.clock.advance(std::time::Duration::from_secs(90));
    let failure = soon(scene.companion.refresh(scene.connection))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceUnreachable);
    assert!(
        matches!(scene.view().reach, ReachView::Trouble { since: still, .. } if still == since)
    );
}

#[tokio::test]
async fn a_service_that_comes_back_is_found_without_the_owner() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_down(Some(ServiceError::TimedOut));
    scene.until_trouble().await;
    scene.service.rename_elsewhere("door", "Porch");
    scene.service.break_down(None);
    soon(scene.clock.skip_a_sleep()).await;
    scene.until_online().await;
    scene.until(|seen| seen.names() == ["Porch"]).await;
}

#[tokio::test]
async fn signing_out_under_way_requests_leaves_nothing_behind() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.hold_answers(true);
    let (companion, connection) = (scene.companion.clone(), scene.connection);
    let under_way = tokio::spawn(async move { companion.refresh(connection).await });
    tokio::task::yield_now().await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.service.hold_answers(false);
    soon(under_way).await.unwrap().unwrap_err();
    assert_eq!(scene.desktop.seen().names(), [""; 0]);
    assert_eq!(scene.door.store.home().cameras, []);
}

#[tokio::test]
async fn after_closing_nothing_answers_and_nothing_hangs() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    soon(scene.companion.close()).await.unwrap();
    assert_eq!(
        scene.rename("door", "Porch").await.unwrap_err().code,
        FailureCode::NotNow
    );
}
