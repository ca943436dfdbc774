//! An owner changes the address over a bad line, and takes the change back from another computer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use porchlight_core::ports::email::{EmailChange, EmailError, EmailUndo, NotUndone};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{
    RightPassword, ServiceError, ServiceEvent, ServiceEventKind,
};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::ports::two_factor::TwoFactorError;
use porchlight_core::secret::Password;
use porchlight_protocol::service::path;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;

use crate::home::{EMAIL, Home, NOW, PASSWORD};

const NEW: &str = "ada@elsewhere.example";
const DAY: i64 = 86_400;

impl Home {
    async fn change_email(
        &self,
        credential: &Grant,
        email: &str,
    ) -> Result<Option<EmailUndo>, EmailError> {
        let change = EmailChange {
            email: email.into(),
            password: Password::new(PASSWORD),
            factor: None,
        };
        let service = self.provider.email().unwrap();
        service.change_email(credential, &change).await
    }

    async fn undo(&self, credential: &Grant, undo: &EmailUndo) -> Result<(), NotUndone> {
        let service = self.provider.email().unwrap();
        service.undo_email_change(credential, &undo.change).await
    }

    async fn found_by(&self, right: &str, wrong: &str) {
        let account = self.provider.account().unwrap();
        let password = Password::new(PASSWORD);
        let refused = account
            .sign_in(&SignInRequest::new(wrong, &password, "study"))
            .await;
        assert_eq!(refused.unwrap_err(), ServiceError::WrongCredentials);
        let found = account
            .sign_in(&SignInRequest::new(right, &password, "study"))
            .await;
        assert!(matches!(found, Ok(RightPassword::SignedIn(_))));
    }

    async fn told(&self, credential: &Grant) -> Vec<ServiceEventKind> {
        let alerts = self.provider.alerts().unwrap();
        let batch = alerts.next(credential, &[]).await.unwrap();
        let kinds = batch
            .events
            .into_iter()
            .map(|ServiceEvent { kind, .. }| kind);
        kinds.collect()
    }
}

#[tokio::test]
async fn the_new_address_signs_in_and_the_other_computer_learns_it_without_the_service() {
    let (home, credential) = Home::signed_in().await;
    let account = home.provider.account().unwrap();
    account.name_computer(&credential, "study").await.unwrap();
    let other = home.sign_in(PASSWORD).await.unwrap().grant();
    let undo = home
        .change_email(&credential, " Ada@Elsewhere.Example")
        .await;
    let undo = undo.unwrap().expect("it can be undone");
    assert_eq!(undo.until.seconds(), NOW + DAY);
    home.found_by(NEW, EMAIL).await;
    let told = home.told(&other).await;
    assert!(told.contains(&ServiceEventKind::EmailChanged {
        undo: undo.clone(),
        email: Some(NEW.into()),
        by: Some("study".into()),
    }));

    home.undo(&other, &undo).await.unwrap();
    home.found_by(EMAIL, NEW).await;
    let over = home
        .provider
        .devices()
        .unwrap()
        .computers(&credential)
        .await
        .unwrap_err();
    assert!(matches!(over, ServiceError::SessionEnded { .. }));
    let newer = home.sign_in(PASSWORD).await.unwrap().grant();
    assert_eq!(home.undo(&newer, &undo).await, Err(NotUndone::Over));
}

#[tokio::test]
async fn a_computer_that_came_later_and_a_day_that_is_over_are_told_apart() {
    let (home, credential) = Home::signed_in().await;
    let undo = home.change_email(&credential, NEW).await.unwrap().unwrap();
    home.service_clock.set(NOW + 60);
    home.clock.set(NOW + 60);
    let account = home.provider.account().unwrap();
    let password = Password::new(PASSWORD);
    let later = account
        .sign_in(&SignInRequest::new(NEW, &password, "attic"))
        .await
        .unwrap();
    let RightPassword::SignedIn(later) = later else {
        panic!("{later:?}")
    };
    let refused = home.undo(&later.grant(), &undo).await;
    assert_eq!(refused, Err(NotUndone::SignedInSince));
    home.service_clock.set(NOW + DAY);
    home.clock.set(NOW + DAY);
    assert_eq!(home.undo(&credential, &undo).await, Err(NotUndone::Over));
    home.found_by(NEW, EMAIL).await;
}

#[tokio::test]
async fn answers_that_are_lost_are_asked_for_again() {
    let (home, credential) = Home::signed_in().await;
    for lossy in [path::ACCOUNT_EMAIL, path::ACCOUNT_EMAIL_UNDO] {
        let lost = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&lost);
        home.proxy.rule(move |seen| {
            if seen.path == lossy && count.fetch_add(1, Ordering::SeqCst) == 0 {
                Fate::AnswerLost
            } else {
                Fate::Forwarded
            }
        });
        let undo = home.change_email(&credential, NEW).await.unwrap().unwrap();
        if lossy == path::ACCOUNT_EMAIL_UNDO {
            home.undo(&credential, &undo).await.unwrap();
        }
        assert_eq!(lost.load(Ordering::SeqCst), 2);
    }
    home.found_by(EMAIL, NEW).await;
}

#[tokio::test]
async fn a_line_that_stays_bad_leaves_one_address_and_the_next_try_tells_which() {
    for (fate, done) in [
        (Fate::AnswerLost, true),
        // The page of a hotel, which says that all is well.
        (Fate::Answered(Reply::html(200)), false),
    ] {
        let (home, credential) = Home::signed_in().await;
        home.proxy.rule(move |seen| match seen.path.as_str() {
            path::ACCOUNT_EMAIL => fate.clone(),
            _ => Fate::Forwarded,
        });
        let changed = home.change_email(&credential, NEW).await;
        assert_eq!(changed, Err(EmailError::Unclear));
        home.proxy.rule(|_| Fate::Forwarded);
        if done {
            home.found_by(NEW, EMAIL).await;
        } else {
            home.found_by(EMAIL, NEW).await;
        }
        home.change_email(&credential, NEW).await.unwrap().unwrap();
        home.found_by(NEW, EMAIL).await;
    }
}

#[tokio::test]
async fn what_is_no_address_is_not_sent_and_one_of_another_account_is_said_to_be_taken() {
    let (home, credential) = Home::signed_in().await;
    home.create_account(NEW, PASSWORD).await;
    let refused = home
        .change_email(&credential, "a\u{200B}da@example.org")
        .await;
    assert_eq!(refused, Err(ServiceError::EmailInvalid.into()));
    assert!(!home.proxy.heard().contains(path::ACCOUNT_EMAIL));
    let refused = home.change_email(&credential, NEW).await;
    let taken = TwoFactorError::Service(ServiceError::AccountExists);
    assert_eq!(refused, Err(taken.into()));
}
