//! Another e-mail address for the account: what this computer shows and signs in with afterwards, what it is told by the owner's
//! other computers, and the address before in its place again.

use std::time::Duration;

use porchlight_core::alerts::{AlertAction, AlertKind};
use porchlight_core::error::FailureCode;
use porchlight_core::ports::clock::Clock as _;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::email::{EmailChangeId, EmailUndo};
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::time::Timestamp;
use porchlight_core::view::email::EmailChangeView;
use porchlight_core::view::two_factor::SecondFactorInput;

use crate::scene::{EMAIL, PASSWORD, Scene, soon};
use crate::second_factor::code;

const NEW: &str = "anna@elsewhere.example";
const EVE: &str = "eve@example.org";

impl Scene {
    async fn change_email_with(
        &self,
        email: &str,
        factor: Option<SecondFactorInput>,
    ) -> Result<(), FailureCode> {
        let password = Password::new(PASSWORD);
        let (connection, email) = (self.connection, email.to_owned());
        let done = self
            .companion
            .change_email(connection, email, password, factor);
        soon(done).await.map_err(|failure| failure.code)
    }

    async fn change_email(&self, email: &str) -> Result<(), FailureCode> {
        self.change_email_with(email, None).await
    }

    async fn undo(&self, change: &EmailChangeId) -> Result<(), FailureCode> {
        let change = change.clone();
        let done = self.companion.undo_email_change(self.connection, change);
        soon(done).await.map_err(|failure| failure.code)
    }

    fn changes(&self) -> Vec<EmailChangeView> {
        self.view().email_changes
    }

    fn changed_elsewhere(&self, change: &str, email: Option<&str>) {
        let kind = ServiceEventKind::EmailChanged {
            undo: EmailUndo {
                change: EmailChangeId(change.into()),
                until: Timestamp(self.clock.now().0 + 86_400_000),
            },
            email: email.map(ToOwned::to_owned),
            by: Some("attic".into()),
        };
        self.service.send_event(&format!("told {change}"), kind);
    }

    fn undone_elsewhere(&self, change: &str) {
        let kind = ServiceEventKind::EmailChangeUndone {
            change: EmailChangeId(change.into()),
            by: Some("attic".into()),
        };
        self.service.send_event(&format!("undone {change}"), kind);
    }

    async fn until_email(&self, email: &str, changes: usize) {
        self.until(|seen| {
            let view = &seen.connections[0];
            view.email == email && view.email_changes.len() == changes
        })
        .await;
    }
}

#[tokio::test]
async fn this_computer_shows_the_new_address_and_signs_in_with_it() {
    let scene = Scene::signed_in(vec![]).await;
    assert!(scene.view().changes_email);
    scene
        .change_email(" anna@elsewhere.example ")
        .await
        .unwrap();
    assert_eq!(scene.service.emails(), [NEW]);
    assert_eq!(scene.view().email, NEW);
    let changes = scene.changes();
    let [change] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!(
        (change.before.as_str(), change.now.as_deref()),
        (EMAIL, Some(NEW))
    );
    assert!(change.here && change.by.is_none());
    assert!(scene.alerts().await.is_empty(), "the owner knows");

    let scene = scene.restarted().await;
    scene.until_email(NEW, 1).await;
    scene.reset(EndReason::GlobalReset).await;
    let refused = scene.sign_in_as(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::WrongCredentials);
    scene.sign_in_as(NEW, PASSWORD).await.unwrap();
    assert_eq!(scene.changes(), [], "the new session came after it");
}

#[tokio::test]
async fn what_is_not_right_changes_nothing_and_is_said() {
    let scene = Scene::signed_in(vec![]).await;
    scene
        .service
        .add_account("bruno@example.org", PASSWORD, "bruno");
    for (typed, why) in [
        ("anna", FailureCode::EmailInvalid),
        ("anna @example.org", FailureCode::EmailInvalid),
        ("Anna@Example.org", FailureCode::EmailSame),
        ("bruno@example.org", FailureCode::EmailTaken),
    ] {
        assert_eq!(scene.change_email(typed).await, Err(why), "{typed}");
    }
    let wrong = scene.companion.change_email(
        scene.connection,
        NEW.into(),
        Password::new("wrong password"),
        None,
    );
    let refused = soon(wrong).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordWrong);
    let (authenticator, _) = scene.service.turn_two_factor_on("anna");
    assert_eq!(
        scene.change_email(NEW).await,
        Err(FailureCode::FactorNeeded)
    );
    let wrong = scene.change_email_with(NEW, Some(code("000000"))).await;
    assert_eq!(wrong, Err(FailureCode::FactorCodeWrong));
    assert_eq!(scene.view().email, EMAIL);
    assert_eq!(scene.changes(), []);
    let now = code(scene.service.code(&authenticator, 0));
    scene.change_email_with(NEW, Some(now)).await.unwrap();
    assert_eq!(scene.view().email, NEW);
}

#[tokio::test]
async fn when_the_answer_is_lost_the_same_once_more_tells() {
    let scene = Scene::signed_in(vec![]).await;
    scene.service.lose_answers(true);
    assert_eq!(
        scene.change_email(NEW).await,
        Err(FailureCode::EmailUnclear)
    );
    assert_eq!(scene.view().email, EMAIL, "as far as is known");
    scene.service.lose_answers(false);
    scene.change_email(NEW).await.unwrap();
    assert_eq!(scene.view().email, NEW);
    assert_eq!(scene.changes()[0].before, EMAIL);
    scene.service.break_down(Some(ServiceError::Unreachable));
    let refused = scene.change_email("third@example.org").await;
    assert_eq!(refused, Err(FailureCode::ServiceUnreachable));
}

#[tokio::test]
async fn another_computers_change_is_told_with_the_address_and_undone_with_one_click() {
    let scene = Scene::signed_in(vec![]).await;
    scene.service.changes_email_elsewhere("anna", EVE);
    scene.changed_elsewhere("change 1", Some(EVE));
    scene.until_email(EVE, 1).await;
    let alerts = scene.alerts().await;
    let kind = AlertKind::EmailChanged {
        email: Some(EVE.into()),
        by: Some("attic".into()),
    };
    assert_eq!(alerts[0].alert.kind, kind);
    assert_eq!(alerts[0].action, Some(AlertAction::ShowEmail));
    let service = "Fake service".into();
    let rung = scene.desktop.seen().notices;
    assert!(rung.contains(&Notice::AccountChanged { service }));

    let scene = scene.restarted().await;
    scene.until_email(EVE, 1).await;
    scene.until_online().await;
    let change = scene.changes()[0].clone();
    assert_eq!(change.before, EMAIL);
    assert_eq!(change.by.as_deref(), Some("attic"));
    scene.undo(&change.change).await.unwrap();
    assert_eq!(scene.service.emails(), [EMAIL]);
    assert_eq!(
        (scene.view().email.as_str(), scene.changes().len()),
        (EMAIL, 0)
    );
    let again = scene.undo(&change.change).await;
    again.expect("the same computer once more");
}

#[tokio::test]
async fn what_another_computer_undoes_is_undone_here_too() {
    let scene = Scene::signed_in(vec![]).await;
    scene.changed_elsewhere("1", Some(NEW));
    scene.changed_elsewhere("2", Some(EVE));
    scene.until_email(EVE, 2).await;
    assert_eq!(scene.changes()[0].before, NEW, "the newest first");
    scene.undone_elsewhere("1");
    scene.until_email(EMAIL, 0).await;
    let alerts = scene.alerts().await;
    let by = Some("attic".into());
    assert_eq!(alerts[0].alert.kind, AlertKind::EmailChangeUndone { by });
    assert_eq!(alerts[0].action, Some(AlertAction::ChangePassword));
}

#[tokio::test]
async fn an_address_that_was_not_said_leaves_the_old_one_and_no_lie() {
    let scene = Scene::signed_in(vec![]).await;
    scene.changed_elsewhere("1", None);
    scene.until_email(EMAIL, 1).await;
    assert_eq!(scene.changes()[0].now, None);
    // Nobody here knows whether it is another one.
    scene
        .change_email(EMAIL)
        .await
        .expect("asked of the service");
}

#[tokio::test]
async fn a_change_that_cannot_be_undone_from_here_is_said_to_be_so() {
    let scene = Scene::signed_in(vec![]).await;
    let unknown = EmailChangeId("none".into());
    assert_eq!(scene.undo(&unknown).await, Err(FailureCode::EmailUndoOver));
    scene.change_email(NEW).await.unwrap();
    let change = scene.changes()[0].change.clone();
    scene.reset(EndReason::GlobalReset).await;
    scene.sign_in_as(NEW, PASSWORD).await.unwrap();
    assert_eq!(scene.undo(&change).await, Err(FailureCode::EmailUndoTooNew));
    assert_eq!(scene.view().email, NEW);
    scene.service.break_down(Some(ServiceError::Unreachable));
    let refused = scene.undo(&change).await;
    assert_eq!(refused, Err(FailureCode::ServiceUnreachable));
}

#[tokio::test]
async fn after_a_day_the_old_address_is_not_kept_here_either() {
    let scene = Scene::signed_in(vec![]).await;
    scene.change_email(NEW).await.unwrap();
    let until = scene.changes()[0].until;
    scene.clock.advance(Duration::from_secs(2 * 86_400));
    assert!(until.0 <= scene.clock.now().0);
    scene.change_email("third@example.org").await.unwrap();
    let changes = scene.changes();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].before, NEW);
}

#[tokio::test]
async fn what_cannot_be_noted_here_is_told_again_and_one_s_own_change_counts_all_the_same() {
    let scene = Scene::signed_in(vec![]).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    scene.change_email(NEW).await.unwrap();
    assert_eq!(scene.view().email, NEW);
    scene.door.store.break_down(None);
    scene.changed_elsewhere("2", Some(EVE));
    scene.until_email(EVE, 2).await;
    let scene = scene.restarted().await;
    scene.until_email(EVE, 2).await;
}

#[tokio::test]
async fn a_change_is_of_one_account() {
    let scene = Scene::signed_in(vec![]).await;
    scene.changed_elsewhere("1", Some(NEW));
    scene.until_email(NEW, 1).await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.changes(), []);
    let refused = scene.undo(&EmailChangeId("1".into())).await;
    assert_eq!(refused, Err(FailureCode::SessionEnded));
}
