//! The computers of an owner: this one says its name, sees the others, and can sign one out.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;
use porchlight_core::view::checkup::ComputerView;

use crate::scene::{Scene, soon};

fn names(computers: &[ComputerView]) -> Vec<&str> {
    computers
        .iter()
        .map(|computer| computer.name.as_deref().unwrap_or_default())
        .collect()
}

#[tokio::test]
async fn a_name_that_the_service_never_learnt_is_said_at_the_next_start() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let session = scene.session();
    scene.service.forget_computers();
    let scene = scene.restarted().await;
    scene
        .until_service(|service| service.computer(&session).as_deref() == Some("kitchen"))
        .await;
}

#[tokio::test]
async fn another_computer_is_seen_and_signed_out_from_here() {
    let scene = Scene::signed_in(vec![]).await;
    let other = scene.service.sign_in_elsewhere("attic");
    let all = soon(scene.companion.computers(scene.connection))
        .await
        .unwrap();
    assert_eq!(names(&all), ["kitchen", "attic"]);
    assert_eq!([all[0].this_one, all[1].this_one], [true, false]);
    let left = soon(scene.companion.sign_out_computer(scene.connection, other))
        .await
        .unwrap();
    assert_eq!(names(&left), ["kitchen"]);
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn all_other_computers_are_signed_out_at_once_and_this_one_stays() {
    let scene = Scene::signed_in(vec![]).await;
    let attic = scene.service.sign_in_elsewhere("attic");
    scene.service.sign_in_elsewhere("shed");
    let left = soon(scene.companion.sign_out_other_computers(scene.connection)).await;
    assert_eq!(names(&left.unwrap()), ["kitchen"]);
    assert_eq!(scene.view().session, SessionView::Active);
    // One of them asks late: that it is over already is what was wanted.
    let again = soon(scene.companion.sign_out_computer(scene.connection, attic)).await;
    assert_eq!(names(&again.unwrap()), ["kitchen"]);
}

#[tokio::test]
async fn nobody_is_signed_out_while_the_service_does_not_answer() {
    let scene = Scene::signed_in(vec![]).await;
    scene.service.sign_in_elsewhere("attic");
    scene.service.break_down(Some(ServiceError::Unreachable));
    let refused = soon(scene.companion.sign_out_other_computers(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::ServiceUnreachable);
    scene.service.break_down(None);
    let all = soon(scene.companion.computers(scene.connection)).await;
    assert_eq!(names(&all.unwrap()), ["kitchen", "attic"]);
}

#[tokio::test]
async fn computers_of_a_connection_that_is_signed_out_are_not_to_be_seen() {
    let scene = Scene::connected(vec![]).await;
    let refused = soon(scene.companion.computers(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::SessionEnded);
}

#[tokio::test]
async fn this_computer_is_not_signed_out_as_if_it_were_another() {
    let scene = Scene::signed_in(vec![]).await;
    let refused = soon(
        scene
            .companion
            .sign_out_computer(scene.connection, scene.session()),
    )
    .await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NotNow);
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn asking_for_computers_with_a_session_that_is_over_prompts() {
    let scene = Scene::signed_in(vec![]).await;
    let session = scene.session();
    scene
        .service
        .end_quietly(&session, EndReason::RevokedElsewhere);
    let refused = soon(scene.companion.computers(scene.connection)).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::SessionEnded);
    assert!(matches!(scene.view().session, SessionView::Reset { .. }));
}
