//! Signing in and out, several accounts at one service.

use std::collections::BTreeSet;

use porchlight_core::cameras::CameraId;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{Credential, Provider, ServiceError, SessionId};
use porchlight_core::ports::secret_vault::LARGEST_ENTRY;

use crate::{Subject, account_of};

pub async fn a_wrong_password_signs_nobody_in<S: Subject>() {
    let subject = S::open().await;
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let refused = owner.sign_in_by("not the password", &*provider, None).await;
    assert_eq!(refused.unwrap_err(), ServiceError::WrongCredentials);
}

pub async fn who_is_signed_in_sees_the_cameras_of_this_account_and_no_others<S: Subject>() {
    let subject = S::open().await;
    let ([first, second], provider) = (subject.owners(), subject.provider());
    let first = first.sign_in(&*provider).await.unwrap().grant();
    let second = second.sign_in(&*provider).await.unwrap().grant();
    assert!(first.secret().expose().len() <= LARGEST_ENTRY);
    let (of_first, of_second) = (
        ids(&*provider, &first).await,
        ids(&*provider, &second).await,
    );
    assert_eq!((of_first.len(), of_second.len()), (2, 2));
    assert!(of_first.is_disjoint(&of_second));
    assert_eq!(ids(&*subject.another_run(), &first).await, of_first);
}

pub async fn signing_in_again_is_the_same_account_in_another_session<S: Subject>() {
    let subject = S::open().await;
    let ([first, second], provider) = (subject.owners(), subject.provider());
    let once = first.sign_in(&*provider).await.unwrap();
    let again = first.sign_in(&*provider).await.unwrap();
    assert_eq!(once.account, again.account);
    assert_ne!(once.grant().session(), again.grant().session());
    let other = second.sign_in(&*provider).await.unwrap();
    assert_ne!(once.account, other.account);
}

pub async fn a_session_that_ends_takes_no_other_with_it<S: Subject>() {
    let subject = S::open().await;
    let ([first, second], provider) = (subject.owners(), subject.provider());
    let ended = first.sign_in(&*provider).await.unwrap().grant();
    let same_owner = first.sign_in(&*provider).await.unwrap().grant();
    let other_owner = second.sign_in(&*provider).await.unwrap().grant();
    subject.end(ended.session()).await;
    // Whoever is signed in beside it asks over the same lines, and a late answer must not be taken for another's.
    assert_eq!(ids(&*provider, &same_owner).await.len(), 2);
    assert_eq!(over(&*provider, &ended).await, *ended.session());
    assert_eq!(ids(&*provider, &same_owner).await.len(), 2);
    assert_eq!(ids(&*provider, &other_owner).await.len(), 2);
}

pub async fn who_signs_out_is_out<S: Subject>() {
    let subject = S::open().await;
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    let account = account_of(&*provider);
    account.sign_out(&credential).await.unwrap();
    assert!(provider.cameras().unwrap().list(&credential).await.is_err());
}

pub async fn what_is_left_of_a_session_opens_nothing_and_may_be_brought_along<S: Subject>() {
    let subject = S::open().await;
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let before = owner.sign_in(&*provider).await.unwrap();
    let Some(secret) = account_of(&*provider).device_key(&before.credential) else {
        return;
    };
    let session = SessionId(String::new());
    let left = Credential { session, secret };
    assert!(
        provider
            .cameras()
            .unwrap()
            .list(&left.clone().into())
            .await
            .is_err()
    );
    let back = owner.sign_in_by(&owner.password, &*provider, Some(&left));
    let back = back.await.unwrap();
    assert_eq!(back.account, before.account);
    assert_eq!(ids(&*provider, &back.grant()).await.len(), 2);
}

pub async fn a_computer_that_is_signed_out_by_another_is_told_so<S: Subject>() {
    let subject = S::open().await;
    let [owner, _] = subject.owners();
    let (study, attic) = (subject.provider(), subject.another_run());
    let at_study = owner.sign_in(&*study).await.unwrap().grant();
    let at_attic = owner.sign_in(&*attic).await.unwrap().grant();
    let Some(devices) = attic.devices() else {
        return;
    };
    let listed = devices.computers(&at_attic).await.unwrap();
    let this: Vec<_> = listed.iter().filter(|one| one.this_one).collect();
    assert_eq!(this.len(), 1, "{listed:?}");
    assert_eq!(this[0].session, *at_attic.session());
    assert!(listed.iter().any(|one| one.session == *at_study.session()));
    // Whose answer was lost asks once more.
    for _ in 0..2 {
        let done = devices.sign_out_computer(&at_attic, at_study.session());
        done.await.unwrap();
    }
    assert_eq!(over(&*study, &at_study).await, *at_study.session());
    assert_eq!(devices.computers(&at_attic).await.unwrap().len(), 1);
}

async fn ids(provider: &dyn Provider, credential: &Grant) -> BTreeSet<CameraId> {
    let listed = provider.cameras().unwrap().list(credential).await.unwrap();
    listed.into_iter().map(|camera| camera.id).collect()
}

/// The session that the provider says is over.
async fn over(provider: &dyn Provider, credential: &Grant) -> SessionId {
    match provider.cameras().unwrap().list(credential).await {
        Err(ServiceError::SessionEnded { session, .. }) => session,
        other => panic!("it goes on: {other:?}"),
    }
}
