//! An owner reads what the real service keeps about them, and deletes the account over a bad line.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use porchlight_core::ports::account_data::{
    AccountDeletion, Deleted, DeletionError, HeldFor, HeldForm, HeldGroup, HeldValue, Kept,
};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_simulators::proxy::Fate;

use crate::home::{EMAIL, Home, NOW, PASSWORD};

const ACCOUNT: &str = "/v1/account";

impl Home {
    async fn delete(&self, credential: &Grant, password: &str) -> Result<Deleted, DeletionError> {
        let deletion = AccountDeletion {
            password: Password::new(password),
            factor: None,
        };
        let service = self.provider.account_data().unwrap();
        service.delete_account(credential, &deletion).await
    }

    /// The first answers about the account get lost, that many times.
    fn loses_answers(&self, times: usize) {
        let lost = Arc::new(AtomicUsize::new(0));
        self.proxy.rule(move |seen| {
            if seen.path == ACCOUNT && lost.fetch_add(1, Ordering::SeqCst) < times {
                Fate::AnswerLost
            } else {
                Fate::Forwarded
            }
        });
    }
}

#[tokio::test]
async fn everything_comes_through_in_its_form_with_its_purpose_and_its_term() {
    let (home, credential) = Home::signed_in().await;
    home.add_camera().await;
    let service = home.provider.account_data().unwrap();
    let held = service.held(&credential).await.unwrap();
    assert_eq!(held.at.seconds(), NOW);
    let table = |name: &str| {
        held.tables
            .iter()
            .find(|table| table.table == name)
            .unwrap()
    };
    let cameras = table("cameras");
    assert_eq!(
        (
            cameras.group,
            cameras.purpose,
            cameras.kept,
            cameras.rows.len()
        ),
        (HeldGroup::Cameras, HeldFor::Cameras, Kept::WithAccount, 1)
    );
    let at = |name: &str| {
        cameras
            .columns
            .iter()
            .position(|one| one.name == name)
            .unwrap()
    };
    let camera = &cameras.rows[0];
    assert_eq!(camera[at("model")], HeldValue::Text("Porch Cam 2".into()));
    assert_eq!(camera[at("last_seen")], HeldValue::Number(NOW));
    assert_eq!(camera[at("firmware_available")], HeldValue::Nothing);
    assert_eq!(
        cameras.columns[at("sealed_profile")].form,
        HeldForm::SealedByOwner
    );
    let account = &table("accounts").rows[0];
    assert!(
        account
            .iter()
            .any(|value| matches!(value, HeldValue::Bytes(bytes) if bytes.len() == 192))
    );
    assert_eq!(
        table("events").kept,
        Kept::For {
            seconds: 90 * 86_400
        }
    );
    // Nothing is lost on the way for want of a word for it.
    for table in &held.tables {
        assert_ne!(table.purpose, HeldFor::Other, "{}", table.table);
        assert_ne!(table.kept, Kept::Other, "{}", table.table);
        assert_ne!(table.group, HeldGroup::Other, "{}", table.table);
        assert!(
            table
                .columns
                .iter()
                .all(|column| column.form != HeldForm::Other)
        );
    }
}

#[tokio::test]
async fn a_deleted_account_is_searched_for_and_the_other_computer_is_told() {
    let (home, credential) = Home::signed_in().await;
    let other = home.sign_in(PASSWORD).await.unwrap().grant();
    home.add_camera().await;
    let wrong = home
        .delete(&credential, "not my password")
        .await
        .unwrap_err();
    assert_eq!(wrong, ServiceError::WrongCredentials.into());
    let Deleted::Searched(receipt) = home.delete(&credential, PASSWORD).await.unwrap() else {
        panic!("the answer came through");
    };
    assert!(receipt.searched_for > 10 && receipt.rewritten);
    assert!(receipt.tables.iter().all(|table| table.left == 0));
    let removed = |name: &str| {
        receipt
            .tables
            .iter()
            .find(|one| one.table == name)
            .unwrap()
            .removed
    };
    assert_eq!(
        (removed("accounts"), removed("cameras"), removed("sessions")),
        (1, 1, 2)
    );
    assert_eq!(home.service.account_of(EMAIL).await.unwrap(), None);

    let told = home
        .provider
        .cameras()
        .unwrap()
        .list(&other)
        .await
        .unwrap_err();
    let ServiceError::SessionEnded { session, end } = told else {
        panic!("{told:?}");
    };
    assert_eq!(
        (session, end.reason),
        (other.session().clone(), EndReason::AccountDeleted)
    );
    let gone = home.sign_in(PASSWORD).await.unwrap_err();
    assert_eq!(gone, ServiceError::WrongCredentials);
}

#[tokio::test]
async fn where_the_answer_is_lost_the_signed_word_stands_for_it() {
    let (home, credential) = Home::signed_in().await;
    home.loses_answers(1);
    assert_eq!(
        home.delete(&credential, PASSWORD).await,
        Ok(Deleted::BySignedWord)
    );
}

#[tokio::test]
async fn where_every_answer_is_lost_it_is_said_that_nobody_knows() {
    let (home, credential) = Home::signed_in().await;
    home.loses_answers(usize::MAX);
    assert_eq!(
        home.delete(&credential, PASSWORD).await,
        Err(DeletionError::Unclear)
    );
}
