//! Cameras and their sealed profiles.

use std::sync::atomic::{AtomicBool, Ordering};

use porchlight_core::cameras::{CameraId, Profile};
use porchlight_core::ports::camera_removal::RemovalError;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{ProfileWrite, ServiceError, WriteError};
use porchlight_protocol::bytes::Bytes;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;
use uuid::Uuid;

use crate::home::{EMAIL, Home, PASSWORD, sign_in};

fn rename(camera: Uuid, nickname: &str, base_revision: u64) -> ProfileWrite {
    ProfileWrite {
        camera: CameraId(camera.to_string()),
        profile: Profile {
            nickname: nickname.into(),
            room: Some("Porch".into()),
            network: Some("Attic Wi-Fi".into()),
            scene: None,
        },
        base_revision,
        idempotency_key: Uuid::new_v4(),
    }
}

#[tokio::test]
async fn a_name_reaches_the_owners_other_computer_and_the_service_cannot_read_it() {
    let (home, credential) = Home::signed_in().await;
    let id = home.add_camera().await;
    let cameras = home.provider.cameras().unwrap();
    let before = cameras.list(&credential).await.unwrap();
    assert_eq!(
        (before[0].profile.nickname.as_str(), before[0].revision),
        ("", 1)
    );
    let written = cameras
        .write_profile(&credential, &rename(id, "Front door", 1))
        .await
        .unwrap();
    assert_eq!(
        (written.profile.nickname.as_str(), written.revision),
        ("Front door", 2)
    );
    let other = home.another_computer();
    let there = sign_in(&*other, PASSWORD, None).await.unwrap().grant();
    assert_eq!(
        other.cameras().unwrap().list(&there).await.unwrap(),
        [written]
    );
    let account = home.service.account_of(EMAIL).await.unwrap().unwrap();
    let held = home.service.cameras(account).await.unwrap();
    let readable = porchlight_simulators::canary::search_bytes(
        &held[0].sealed_profile.0,
        &["Front door", "Attic Wi-Fi"],
    );
    assert_eq!(readable, []);
}

#[tokio::test]
async fn a_name_that_was_changed_elsewhere_comes_back_as_a_conflict() {
    let (home, credential) = Home::signed_in().await;
    let id = home.add_camera().await;
    let cameras = home.provider.cameras().unwrap();
    cameras
        .write_profile(&credential, &rename(id, "Garage", 1))
        .await
        .unwrap();
    let late = cameras
        .write_profile(&credential, &rename(id, "Shed", 1))
        .await
        .unwrap_err();
    let WriteError::Conflict(theirs) = late else {
        panic!("{late:?}")
    };
    assert_eq!(
        (theirs.profile.nickname.as_str(), theirs.revision),
        ("Garage", 2)
    );
}

#[tokio::test]
async fn a_rename_whose_answer_was_lost_counts_once() {
    let (home, credential) = Home::signed_in().await;
    let id = home.add_camera().await;
    let write = rename(id, "Front door", 1);
    home.proxy.rule(|seen| {
        if seen.method == "PUT" {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    let lost = home
        .provider
        .cameras()
        .unwrap()
        .write_profile(&credential, &write)
        .await
        .unwrap_err();
    assert!(
        matches!(lost, WriteError::Service(ServiceError::Unreachable)),
        "{lost:?}"
    );
    home.proxy.behave();
    let again = home
        .provider
        .cameras()
        .unwrap()
        .write_profile(&credential, &write)
        .await
        .unwrap();
    assert_eq!(
        (again.profile.nickname.as_str(), again.revision),
        ("Front door", 2)
    );
}

async fn listed(home: &Home, credential: &Grant) -> Vec<String> {
    let list = home
        .provider
        .cameras()
        .unwrap()
        .list(credential)
        .await
        .unwrap();
    list.into_iter().map(|camera| camera.id.0).collect()
}

#[tokio::test]
async fn a_camera_leaves_the_account_and_removing_it_twice_does_no_harm() {
    let (home, credential) = Home::signed_in().await;
    let (gone, stays) = (home.add_camera().await, home.add_camera().await);
    let removal = home.provider.camera_removal().unwrap();
    let id = CameraId(gone.to_string());
    for _ in 0..2 {
        removal.remove_camera(&credential, &id).await.unwrap();
        assert_eq!(listed(&home, &credential).await, [stays.to_string()]);
    }
    let of_another_service = CameraId("../sessions".into());
    let removed = removal.remove_camera(&credential, &of_another_service);
    removed.await.unwrap();
    assert_eq!(listed(&home, &credential).await, [stays.to_string()]);
}

#[tokio::test]
async fn a_removal_whose_answer_was_lost_is_asked_for_again() {
    let (home, credential) = Home::signed_in().await;
    let id = CameraId(home.add_camera().await.to_string());
    let lost = AtomicBool::new(false);
    home.proxy.rule(move |seen| {
        if seen.method == "DELETE" && !lost.swap(true, Ordering::SeqCst) {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    let removal = home.provider.camera_removal().unwrap();
    removal.remove_camera(&credential, &id).await.unwrap();
    assert!(listed(&home, &credential).await.is_empty());
}

#[tokio::test]
async fn a_removal_of_which_nothing_is_heard_is_not_called_done_and_not_called_failed() {
    let (home, credential) = Home::signed_in().await;
    let id = CameraId(home.add_camera().await.to_string());
    let removal = home.provider.camera_removal().unwrap();
    home.proxy.rule(|seen| {
        if seen.method == "DELETE" {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    let unclear = removal.remove_camera(&credential, &id).await;
    assert_eq!(unclear, Err(RemovalError::Unclear));
    assert!(listed(&home, &credential).await.is_empty());
}

#[tokio::test]
async fn a_service_that_cannot_remove_cameras_yet_is_not_taken_to_have_removed_one() {
    let (home, credential) = Home::signed_in().await;
    let id = CameraId(home.add_camera().await.to_string());
    let unknown = r#"{"type":"urn:porchlight:problem:not-found","title":"","status":404}"#;
    home.proxy.rule(move |seen| {
        if seen.method == "DELETE" {
            Fate::Answered(Reply::problem(404, unknown))
        } else {
            Fate::Forwarded
        }
    });
    let removal = home.provider.camera_removal().unwrap();
    let refused = removal.remove_camera(&credential, &id).await;
    assert_eq!(refused, Err(ServiceError::Refused.into()));
    assert_eq!(listed(&home, &credential).await, [id.0]);
}

#[tokio::test]
async fn who_was_signed_out_meanwhile_hears_that_and_the_camera_stays() {
    let (home, credential) = Home::signed_in().await;
    let id = CameraId(home.add_camera().await.to_string());
    let account = home.provider.account().unwrap();
    account.sign_out(&credential).await.unwrap();
    let removal = home.provider.camera_removal().unwrap();
    let refused = removal.remove_camera(&credential, &id).await;
    assert!(
        matches!(
            refused,
            Err(RemovalError::Service(
                ServiceError::NotRecognised | ServiceError::SessionEnded { .. }
            ))
        ),
        "{refused:?}"
    );
    let again = home.sign_in(PASSWORD).await.unwrap().grant();
    assert_eq!(listed(&home, &again).await, [id.0]);
}

#[tokio::test]
async fn a_profile_that_cannot_be_opened_leaves_the_other_cameras_alone() {
    let (home, credential) = Home::signed_in().await;
    let (good, bad) = (home.add_camera().await, home.add_camera().await);
    home.provider
        .cameras()
        .unwrap()
        .write_profile(&credential, &rename(good, "Nursery", 1))
        .await
        .unwrap();
    let account = home.service.account_of(EMAIL).await.unwrap().unwrap();
    home.service
        .rename_elsewhere(account, bad, Bytes(vec![1; 300]))
        .await
        .unwrap();
    let list = home
        .provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap();
    let mut names: Vec<_> = list
        .iter()
        .map(|camera| camera.profile.nickname.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["", "Nursery"]);
}

#[tokio::test]
async fn a_camera_that_is_gone_is_not_there() {
    let (home, credential) = Home::signed_in().await;
    for id in [Uuid::new_v4().to_string(), "../../session".into()] {
        let write = ProfileWrite {
            camera: CameraId(id),
            ..rename(Uuid::nil(), "Shed", 1)
        };
        let gone = home
            .provider
            .cameras()
            .unwrap()
            .write_profile(&credential, &write)
            .await
            .unwrap_err();
        assert!(
            matches!(gone, WriteError::Service(ServiceError::NotFound)),
            "{gone:?}"
        );
    }
}
