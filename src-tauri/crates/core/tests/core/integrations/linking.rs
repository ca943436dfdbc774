use std::time::Duration;

use porchlight_core::error::{FailureCode, Remedy};
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::integrations::ClientId;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::testing::camera;
use porchlight_core::view::integrations::LinkEnd;
use porchlight_core::view::status::Lamp;

use super::{asks, door, ended, of, released};
use crate::scene::{Scene, soon};

#[tokio::test]
async fn a_page_that_waits_is_shown_with_a_notice_and_an_amber_lamp() {
    let scene = Scene::at_home().await;
    let (_, number) = scene.asked_by("Alexa").await;
    let seen = scene.desktop.seen();
    let request = asks(&seen).unwrap();
    assert_eq!(request.client.name, "Alexa");
    assert!(request.numbers.contains(&number) && request.numbers.len() == 3);
    assert!(request.remembered.is_empty() && request.tries_left.is_none());
    let notice = Notice::LinkRequested {
        client: "Alexa".into(),
    };
    assert!(seen.notices.contains(&notice), "{:?}", seen.notices);
    scene
        .until(|seen| seen.tray.is_some_and(|tray| tray.lamp == Lamp::NeedsYou))
        .await;
}

#[tokio::test]
async fn the_right_number_lets_the_ticked_cameras_out_and_nothing_else() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    let cameras = vec![released("door", Some(" Street  ")), released("shed", None)];
    scene.choose_for(&request, number, cameras).await.unwrap();
    scene.until_ended(LinkEnd::Linked).await;
    let out = scene.service.released_to("Alexa").unwrap();
    assert_eq!(
        out,
        [released("door", Some("Street")), released("shed", None)]
    );
    let dismissed = scene.companion.dismiss_link_end(scene.connection);
    soon(dismissed).await.unwrap();
    assert_eq!(ended(&scene.desktop.seen()), None);
}

#[tokio::test]
async fn wrong_numbers_say_how_many_tries_are_left_and_the_third_ends_it() {
    let scene = Scene::at_home().await;
    let (request, _) = scene.asked_by("Alexa").await;
    for left in [2, 1] {
        scene.choose(&request, 17).await.unwrap();
        let seen = scene.desktop.seen();
        let shown = asks(&seen).unwrap();
        assert_eq!((shown.tries_left, shown.chosen), (Some(left), None));
    }
    scene.choose(&request, 17).await.unwrap();
    scene.until_ended(LinkEnd::WrongNumbers).await;
    assert_eq!(scene.service.released_to("Alexa"), None);
}

#[tokio::test]
async fn refusing_ends_it_without_a_word() {
    let scene = Scene::at_home().await;
    let (request, _) = scene.asked_by("IFTTT").await;
    let refused = scene.companion.refuse_link(scene.connection, request);
    soon(refused).await.unwrap();
    let seen = scene.desktop.seen();
    assert!(asks(&seen).is_none() && ended(&seen).is_none());
    assert_eq!(scene.service.pages(), 0);
}

#[tokio::test]
async fn a_page_that_nobody_answered_lapses_and_says_so() {
    let scene = Scene::at_home().await;
    let (request, _) = scene.asked_by("Alexa").await;
    scene.service.page_is_over(&request);
    scene.clock.advance(Duration::from_secs(11 * 60));
    scene.until_ended(LinkEnd::Expired).await;
}

#[tokio::test]
async fn a_page_that_was_answered_elsewhere_vanishes_and_says_how() {
    let scene = Scene::at_home().await;
    let (request, _) = scene.asked_by("Alexa").await;
    scene.service.page_is_over(&request);
    soon(scene.companion.look_at_integrations(scene.connection))
        .await
        .unwrap();
    scene.until_ended(LinkEnd::Over).await;

    let (request, _) = scene.asked_by("IFTTT").await;
    scene.service.link_elsewhere("IFTTT", door());
    scene.service.page_is_over(&request);
    soon(scene.companion.look_at_integrations(scene.connection))
        .await
        .unwrap();
    scene.until_ended(LinkEnd::Linked).await;
}

#[tokio::test]
async fn what_was_released_last_is_remembered_as_far_as_the_cameras_are_there() {
    let scene = Scene::at_home().await;
    let gone = released("attic", Some("Attic"));
    let then = [door(), vec![gone]].concat();
    scene.service.link_elsewhere("Alexa", then);
    scene
        .service
        .link_elsewhere("IFTTT", vec![released("shed", None)]);
    scene.asked_by("Alexa").await;
    assert_eq!(asks(&scene.desktop.seen()).unwrap().remembered, door());
}

#[tokio::test]
async fn nothing_goes_out_that_is_no_camera_of_the_account_or_no_name() {
    let scene = Scene::at_home().await;
    let (request, number) = scene.asked_by("Alexa").await;
    for (cameras, code) in [
        (vec![], FailureCode::NotThere),
        (vec![released("attic", None)], FailureCode::NotThere),
        ([door(), door()].concat(), FailureCode::NotThere),
        (
            vec![released("door", Some(" "))],
            FailureCode::NicknameEmpty,
        ),
    ] {
        let refused = scene.choose_for(&request, number, cameras).await;
        assert_eq!(refused.unwrap_err().code, code);
    }
    // Not one of the three: nobody could have read it off the page.
    let refused = scene.choose(&request, 99).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::NotNow);
    assert_eq!(asks(&scene.desktop.seen()).unwrap().tries_left, None);
}

#[tokio::test]
async fn linking_begins_in_the_browser() {
    let scene = Scene::at_home().await;
    let alexa = ClientId("alexa".into());
    let begun = scene.companion.start_linking(scene.connection, alexa);
    soon(begun).await.unwrap();
    assert_eq!(scene.desktop.seen().links, ["https://alexa.example/link"]);
}

#[tokio::test]
async fn an_owner_without_a_browser_is_told_that_the_page_did_not_open() {
    let scene = Scene::at_home().await;
    scene.desktop.remove_the_browser();
    let alexa = ClientId("alexa".into());
    let begun = scene.companion.start_linking(scene.connection, alexa);
    let refused = soon(begun).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::NoBrowser);
    assert_eq!(refused.remedy, Remedy::CopyAddress);
}

#[tokio::test]
async fn linking_does_not_begin_while_the_service_is_silent() {
    let scene = Scene::at_home().await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let alexa = ClientId("alexa".into());
    let begun = scene.companion.start_linking(scene.connection, alexa);
    let refused = soon(begun).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::ServiceUnreachable);
    assert!(scene.desktop.seen().links.is_empty());
}

#[tokio::test]
async fn a_page_that_asked_while_the_program_was_closed_is_found_at_the_start() {
    let scene = Scene::signed_in(vec![camera("door", "Front door")]).await;
    scene.service.page_asks("Alexa");
    let scene = scene.restarted().await;
    scene.until(|seen| asks(seen).is_some()).await;
    assert!(of(&scene.desktop.seen()).unwrap().told);
}
