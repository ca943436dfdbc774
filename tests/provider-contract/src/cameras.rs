//! The list of cameras, and their names where the service keeps them.

use std::sync::Arc;

use porchlight_core::cameras::{Camera, CameraId, Profile};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{Naming, ProfileWrite, Provider, ServiceError, WriteError};
use uuid::Uuid;

use crate::Subject;

pub async fn a_name_is_there_for_every_program<S: Subject>() {
    let subject = S::open().await;
    let Some((provider, credential, camera)) = named(&subject).await else {
        return;
    };
    let write = naming(&camera, "Porch");
    let answered = written(&*provider, &credential, &write).await.unwrap();
    assert_eq!(answered.profile.nickname, "Porch");
    let other = subject.another_run();
    let [owner, _] = subject.owners();
    let elsewhere = owner.sign_in(&*other).await.unwrap().grant();
    for (provider, credential) in [(&provider, &credential), (&other, &elsewhere)] {
        let listed = find(&**provider, credential, &camera.id).await;
        assert_eq!(listed.profile.nickname, "Porch");
        assert_eq!(listed.revision, answered.revision);
    }
}

pub async fn of_two_names_at_once_the_second_is_told_of_the_first<S: Subject>() {
    let subject = S::open().await;
    let Some((provider, credential, camera)) = named(&subject).await else {
        return;
    };
    let first = naming(&camera, "Porch");
    written(&*provider, &credential, &first).await.unwrap();
    let second = naming(&camera, "Front door");
    if provider.profile().naming == Naming::ReadBack {
        // Nothing tells of the first, and the second counts.
        written(&*provider, &credential, &second).await.unwrap();
        let listed = find(&*provider, &credential, &camera.id).await;
        assert_eq!(listed.profile.nickname, "Front door");
        return;
    }
    let refused = written(&*provider, &credential, &second).await.unwrap_err();
    let WriteError::Conflict(current) = refused else {
        panic!("{refused}")
    };
    assert_eq!(
        (current.id, current.profile.nickname.as_str()),
        (camera.id, "Porch")
    );
}

pub async fn a_name_whose_answer_was_lost_is_written_once<S: Subject>() {
    let subject = S::open().await;
    let Some((provider, credential, camera)) = named(&subject).await else {
        return;
    };
    let write = naming(&camera, "Porch");
    subject.lose_answers();
    let lost = written(&*provider, &credential, &write).await.unwrap_err();
    assert!(matches!(lost, WriteError::Service(_)), "{lost}");
    subject.mend();
    let again = written(&*provider, &credential, &write).await.unwrap();
    let listed = find(&*provider, &credential, &camera.id).await;
    assert_eq!(listed.profile.nickname, "Porch");
    let step = u64::from(provider.profile().naming == Naming::Versioned);
    assert_eq!(
        (again.revision, listed.revision),
        (camera.revision + step, camera.revision + step)
    );
}

pub async fn a_camera_that_is_not_there_is_not_made_by_naming_it<S: Subject>() {
    let subject = S::open().await;
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    let before = provider.cameras().unwrap().list(&credential).await.unwrap();
    let nobody = Camera {
        id: CameraId(Uuid::from_u128(7).to_string()),
        ..before[0].clone()
    };
    let write = naming(&nobody, "Porch");
    let refused = written(&*provider, &credential, &write).await.unwrap_err();
    assert!(
        matches!(refused, WriteError::Service(ServiceError::NotFound)),
        "{refused}"
    );
    assert_eq!(
        provider.cameras().unwrap().list(&credential).await.unwrap(),
        before
    );
}

pub async fn a_camera_that_was_removed_is_gone_for_every_program_and_removing_it_again_succeeds<
    S: Subject,
>() {
    let subject = S::open().await;
    let ([owner, other], provider) = (subject.owners(), subject.provider());
    let Some(removal) = provider.camera_removal() else {
        return;
    };
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    let stranger = other.sign_in(&*provider).await.unwrap().grant();
    let [camera, stays] = two(&*provider, &credential).await;
    // Whoever does not own it may be told what they like, and it stays.
    drop(removal.remove_camera(&stranger, &camera.id).await);
    assert_eq!(
        two(&*provider, &credential).await,
        [camera.clone(), stays.clone()]
    );
    for _ in 0..2 {
        let removed = removal.remove_camera(&credential, &camera.id);
        removed.await.unwrap();
    }
    let listed = subject
        .another_run()
        .cameras()
        .unwrap()
        .list(&credential)
        .await;
    assert_eq!(listed.unwrap(), [stays]);
    two(&*provider, &stranger).await;
}

async fn two(provider: &dyn Provider, credential: &Grant) -> [Camera; 2] {
    let listed = provider.cameras().unwrap().list(credential).await.unwrap();
    listed.try_into().unwrap()
}

/// The first owner's first camera, where names are the service's; nothing else is written where they are not.
async fn named<S: Subject>(subject: &S) -> Option<(Arc<dyn Provider>, Grant, Camera)> {
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    let camera = provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap()
        .remove(0);
    if provider.profile().naming != Naming::Private {
        return Some((provider, credential, camera));
    }
    let write = naming(&camera, "Porch");
    let refused = written(&*provider, &credential, &write).await;
    assert!(refused.is_err(), "it says that it keeps no names");
    let listed = find(&*provider, &credential, &camera.id).await;
    assert_eq!(listed, camera);
    None
}

fn naming(camera: &Camera, nickname: &str) -> ProfileWrite {
    ProfileWrite {
        camera: camera.id.clone(),
        profile: Profile {
            nickname: nickname.to_owned(),
            ..camera.profile.clone()
        },
        base_revision: camera.revision,
        idempotency_key: Uuid::new_v4(),
    }
}

async fn written(
    provider: &dyn Provider,
    credential: &Grant,
    write: &ProfileWrite,
) -> Result<Camera, WriteError> {
    provider
        .cameras()
        .unwrap()
        .write_profile(credential, write)
        .await
}

async fn find(provider: &dyn Provider, credential: &Grant, id: &CameraId) -> Camera {
    let listed = provider.cameras().unwrap().list(credential).await.unwrap();
    listed.into_iter().find(|camera| camera.id == *id).unwrap()
}
