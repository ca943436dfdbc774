//! A reset, a lost answer, an event that comes too early: nothing is lost, and nothing goes out twice.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::integrations::IntegrationId;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;
use porchlight_core::view::integrations::LinkEnd;

use super::{asks, door, ended, of};
use crate::scene::{Scene, soon};

#[tokio::test]
async fn a_reset_in_the_middle_leaves_the_request_on_the_screen() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(asks(&scene.desktop.seen()).unwrap().id, request);
    // Chosen while signed out: it waits, and says so.
    scene.choose(&request, number).await.unwrap();
    assert_eq!(asks(&scene.desktop.seen()).unwrap().chosen, Some(number));
    assert_eq!(scene.service.released_to("Alexa"), None);
    scene.sign_in().await.unwrap();
    scene.until_ended(LinkEnd::Linked).await;
    assert_eq!(scene.service.released_to("Alexa"), Some(door()));
}

#[tokio::test]
async fn an_approval_that_met_the_reset_goes_out_after_the_sign_in() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    scene
        .service
        .end_quietly(&scene.session(), EndReason::GlobalReset);
    scene.choose(&request, number).await.unwrap();
    scene
        .until_session(|session| matches!(session, SessionView::Reset { .. }))
        .await;
    assert_eq!(asks(&scene.desktop.seen()).unwrap().chosen, Some(number));
    scene.sign_in().await.unwrap();
    scene.until_ended(LinkEnd::Linked).await;
    assert_eq!(scene.service.released_to("Alexa"), Some(door()));
}

#[tokio::test]
async fn a_request_that_did_not_outlive_the_reset_is_said_to_be_over() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    scene.reset(EndReason::GlobalReset).await;
    scene.choose(&request, number).await.unwrap();
    scene.service.page_is_over(&request);
    scene.sign_in().await.unwrap();
    scene.until_ended(LinkEnd::Over).await;
    assert_eq!(scene.service.released_to("Alexa"), None);
}

#[tokio::test]
async fn after_a_theft_the_owner_chooses_once_more() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    scene
        .service
        .end_quietly(&scene.session(), EndReason::SuspectedTheft);
    scene.choose(&request, number).await.unwrap_err();
    scene.sign_in().await.unwrap();
    let looked = scene.companion.look_at_integrations(scene.connection);
    soon(looked).await.unwrap();
    assert_eq!(asks(&scene.desktop.seen()).unwrap().chosen, None);
    assert_eq!(scene.service.released_to("Alexa"), None);
}

#[tokio::test]
async fn somebody_else_who_signs_in_sees_and_sends_nothing_of_it() {
    let scene = Scene::at_home().await;
    scene
        .service
        .add_account("ben@example.org", "other horse", "ben");
    let (request, number) = scene.asked_by("Alexa").await;
    scene.reset(EndReason::GlobalReset).await;
    scene.choose(&request, number).await.unwrap();
    scene.service.page_is_over(&request);
    scene
        .sign_in_as("ben@example.org", "other horse")
        .await
        .unwrap();
    scene.until(|seen| of(seen).is_some_and(|of| of.told)).await;
    let seen = scene.desktop.seen();
    assert!(asks(&seen).is_none() && ended(&seen).is_none());
}

#[tokio::test]
async fn a_lost_answer_is_found_out_and_nothing_goes_out_twice() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    scene.service.lose_the_next_approval();
    scene.choose(&request, number).await.unwrap();
    scene.until_ended(LinkEnd::Linked).await;
    let seen = scene.desktop.seen();
    assert_eq!(of(&seen).unwrap().integrations.len(), 1);
}

#[tokio::test]
async fn an_approval_that_was_not_sent_can_be_tried_again() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let refused = scene.choose(&request, number).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::ServiceUnreachable);
    assert_eq!(asks(&scene.desktop.seen()).unwrap().chosen, None);
    scene.service.break_down(None);
    scene.choose(&request, number).await.unwrap();
    scene.until_ended(LinkEnd::Linked).await;
}

#[tokio::test]
async fn an_event_that_comes_before_the_first_list_is_not_lost() {
    let scene = Scene::connected(vec![camera("door", "Front door")]).await;
    let kind = ServiceEventKind::IntegrationLinked {
        integration: IntegrationId("i0".into()),
        client: "Alexa".into(),
        by: None,
    };
    scene.service.send_event("linked", kind);
    let (request, _) = scene.service.page_asks("IFTTT");
    scene.service.announce_page(&request);
    scene.sign_in().await.unwrap();
    scene.until(|seen| asks(seen).is_some()).await;
}

#[tokio::test]
async fn what_was_known_outlives_a_reset_and_goes_with_the_owner() {
    let scene = Scene::at_home().await;
    scene.link("Alexa").await;
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(of(&scene.desktop.seen()).unwrap().integrations.len(), 1);
    scene.sign_in().await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    let seen = scene.desktop.seen();
    assert!(of(&seen).unwrap().integrations.is_empty() && !of(&seen).unwrap().told);
}
