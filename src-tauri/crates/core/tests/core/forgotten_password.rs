//! A forgotten password: recovery key, second factor where it is on, a new password. Whatever happens in between, the old state is there
//! or the new one, and nothing that the owner had is lost.

use std::time::Duration;

use porchlight_core::alerts::{AlertAction, AlertFilter, AlertKind, Severity};
use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::password::breach::Breach;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind, SessionId};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Paper, camera};
use porchlight_core::time::Timestamp;
use porchlight_core::view::SessionView;
use porchlight_core::view::password_recovery::{
    PasswordRecovered, PasswordRecoveryStep as Step, PasswordRecoveryView as View,
};
use porchlight_core::view::recovery_key::KeyNews;
use porchlight_core::view::two_factor::SecondFactorInput;

use crate::rehearsal::{KEY, paper};
use crate::scene::{EMAIL, PASSWORD, Scene, soon};
use crate::second_factor::code;

const NEW: &str = "nine geese over the mill pond";
const DAY: i64 = 86_400_000;
/// Of the clock when a test begins.
const BEGAN: i64 = 1_767_225_600_000;

impl Scene {
    /// Signed out, at a service that knows the paper.
    async fn forgetful(two_factor: bool) -> (Self, String) {
        let scene = Self::connected(vec![camera("porch", "Porch")]).await;
        scene.service.offers_recovery(paper());
        let key = if two_factor {
            scene.service.turn_two_factor_on("anna").0
        } else {
            String::new()
        };
        (scene, key)
    }

    async fn show_key(&self, email: &str, key: &str) -> Result<Step, FailureCode> {
        let (email, key) = (email.to_owned(), Password::new(key));
        let shown = self
            .companion
            .begin_password_recovery(self.connection, email, key);
        soon(shown).await.map_err(|failure| failure.code)
    }

    async fn give_factor(&self, factor: SecondFactorInput) -> Result<Step, FailureCode> {
        let given = self.companion.give_recovery_factor(self.connection, factor);
        soon(given).await.map_err(|failure| failure.code)
    }

    async fn choose_password(
        &self,
        password: &str,
        keep: &[SessionId],
    ) -> Result<PasswordRecovered, FailureCode> {
        let password = Password::new(password);
        let chosen =
            self.companion
                .choose_recovered_password(self.connection, password, keep.to_vec());
        soon(chosen).await.map_err(|failure| failure.code)
    }

    async fn cancel(&self) -> Answer<()> {
        soon(self.companion.cancel_password_recovery(self.connection)).await
    }

    fn recovery(&self) -> View {
        self.view().password_recovery.unwrap()
    }

    /// As far as the new password, with a code.
    async fn to_choose(&self, key: &str) {
        assert_eq!(
            self.show_key(EMAIL, KEY).await,
            Ok(Step::SecondFactorWanted)
        );
        let now = code(self.service.code(key, 0));
        assert_eq!(self.give_factor(now).await, Ok(Step::Choose));
    }
}

#[tokio::test]
async fn recovery_key_code_and_a_new_password_bring_the_owner_back_with_all_that_waited() {
    let scene = Scene::signed_in(vec![camera("porch", "Porch")]).await;
    scene.service.offers_recovery(paper());
    let (key, _) = scene.service.turn_two_factor_on("anna");
    scene.reset(EndReason::GlobalReset).await;
    scene.rename("porch", "Veranda").await.unwrap();

    scene.to_choose(&key).await;
    let View::ToChoose {
        email, computers, ..
    } = scene.recovery()
    else {
        panic!("{:?}", scene.recovery())
    };
    assert_eq!((email.as_str(), computers.len()), (EMAIL, 0));
    let done = scene.choose_password(NEW, &[]).await.unwrap();
    let expected = PasswordRecovered {
        breach: Breach::NotChecked,
        signed_in: true,
    };
    assert_eq!(done, expected);
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.recovery(), View::None);
    assert_eq!(scene.service.password_of(EMAIL).as_deref(), Some(NEW));
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("porch"), "Veranda");
    // The key was on a table: another one is offered.
    let news = scene.view().recovery_key.unwrap().news.unwrap();
    assert_eq!(news.what, KeyNews::Used);
}

#[tokio::test]
async fn a_wrong_key_or_address_is_said_and_begins_nothing() {
    let (scene, _) = Scene::forgetful(false).await;
    for (email, key) in [(EMAIL, "0000-0000"), ("nobody@example.org", KEY)] {
        let refused = scene.show_key(email, key).await;
        assert_eq!(refused, Err(FailureCode::RecoveryKeyWrong));
        assert_eq!(scene.recovery(), View::None);
    }
    let refused = scene.show_key("no address", KEY).await;
    assert_eq!(refused, Err(FailureCode::EmailInvalid));
    assert!(!scene.service.recovery_is_under_way());
    assert_eq!(
        scene.give_factor(code("123456")).await,
        Err(FailureCode::NotNow),
        "nothing is asked for"
    );
    assert_eq!(
        scene.choose_password(NEW, &[]).await,
        Err(FailureCode::NotNow)
    );
}

#[tokio::test]
async fn a_wrong_code_may_be_tried_again_and_the_key_need_not_be_typed_again() {
    let (scene, key) = Scene::forgetful(true).await;
    assert_eq!(
        scene.show_key(EMAIL, KEY).await,
        Ok(Step::SecondFactorWanted)
    );
    let wanted = View::FactorWanted {
        email: EMAIL.into(),
    };
    assert_eq!(scene.recovery(), wanted);
    let wrong = scene.give_factor(code("000000")).await;
    assert_eq!(wrong, Err(FailureCode::FactorCodeWrong));
    assert_eq!(scene.recovery(), wanted);
    scene.service.break_down(Some(ServiceError::Unreachable));
    let lost = scene.give_factor(code("000000")).await;
    assert_eq!(lost, Err(FailureCode::ServiceUnreachable));
    assert_eq!(scene.recovery(), wanted, "nothing typed is lost");
    scene.service.break_down(None);
    let now = code(scene.service.code(&key, 0));
    assert_eq!(scene.give_factor(now).await, Ok(Step::Choose));
}

#[tokio::test]
async fn without_two_factor_the_owner_comes_back_after_a_day_and_a_restart() {
    let (scene, _) = Scene::forgetful(false).await;
    let available_at = Timestamp(BEGAN + DAY);
    assert_eq!(
        scene.show_key(EMAIL, KEY).await,
        Ok(Step::Waits { available_at })
    );
    let waits = View::Waits {
        email: EMAIL.into(),
        available_at,
    };
    assert_eq!(scene.recovery(), waits);
    let scene = scene.restarted().await;
    assert_eq!(scene.recovery(), waits, "it is remembered");
    // Too early: it is said once more when.
    assert_eq!(
        scene.show_key(EMAIL, KEY).await,
        Ok(Step::Waits { available_at })
    );
    scene.service.time_passes(2 * 60 * 24);
    assert_eq!(scene.show_key(EMAIL, KEY).await, Ok(Step::Choose));
    assert!(scene.choose_password(NEW, &[]).await.unwrap().signed_in);
    assert_eq!(scene.recovery(), View::None);
    let scene = scene.restarted().await;
    assert_eq!(scene.recovery(), View::None, "nor after a restart");
}

#[tokio::test]
async fn who_remembers_the_password_meanwhile_gives_it_up() {
    let (scene, _) = Scene::forgetful(false).await;
    scene.show_key(EMAIL, KEY).await.unwrap();
    scene.cancel().await.unwrap();
    assert_eq!(scene.recovery(), View::None);
    let scene = scene.restarted().await;
    assert_eq!(scene.recovery(), View::None);
    scene.sign_in().await.unwrap();

    let (scene, key) = Scene::forgetful(true).await;
    scene.to_choose(&key).await;
    scene.cancel().await.unwrap();
    assert_eq!(
        scene.choose_password(NEW, &[]).await,
        Err(FailureCode::NotNow)
    );
    assert_eq!(scene.service.password_of(EMAIL).as_deref(), Some(PASSWORD));
}

#[tokio::test]
async fn after_the_day_stopping_in_the_middle_does_not_cost_the_day() {
    let (scene, _) = Scene::forgetful(false).await;
    scene.show_key(EMAIL, KEY).await.unwrap();
    let waits = scene.recovery();
    scene.service.time_passes(2 * 60 * 24);
    assert_eq!(scene.show_key(EMAIL, KEY).await, Ok(Step::Choose));
    scene.cancel().await.unwrap();
    assert_eq!(scene.recovery(), waits, "it can be chosen still");
    let scene = scene.restarted().await;
    assert_eq!(scene.recovery(), waits);
    assert_eq!(scene.show_key(EMAIL, KEY).await, Ok(Step::Choose));
}

#[tokio::test]
async fn signing_in_with_the_password_ends_the_waiting_here() {
    let (scene, _) = Scene::forgetful(false).await;
    scene.show_key(EMAIL, KEY).await.unwrap();
    scene.sign_in().await.unwrap();
    assert_eq!(scene.recovery(), View::None);
    assert_eq!(
        scene.show_key(EMAIL, KEY).await,
        Err(FailureCode::NotNow),
        "who is signed in has not forgotten it"
    );
}

#[tokio::test]
async fn an_answer_that_comes_after_the_owner_gave_up_belongs_to_nobody() {
    let (scene, _) = Scene::forgetful(false).await;
    scene.service.hold_answers(true);
    let shown = scene.show_key(EMAIL, KEY);
    let gives_up = async {
        scene.cancel().await.unwrap();
        scene.service.hold_answers(false);
    };
    let (shown, ()) = tokio::join!(biased; shown, gives_up);
    assert_eq!(shown, Err(FailureCode::NotNow));
    assert_eq!(scene.recovery(), View::None);
}

#[tokio::test]
async fn a_bad_password_is_refused_and_everything_else_stays_as_it_was_typed() {
    let (scene, key) = Scene::forgetful(true).await;
    scene.to_choose(&key).await;
    for (password, why) in [
        ("short", FailureCode::PasswordTooShort),
        ("password1234", FailureCode::PasswordCommon),
        ("anna@example.org", FailureCode::PasswordOwnWord),
    ] {
        assert_eq!(scene.choose_password(password, &[]).await, Err(why));
        assert!(matches!(scene.recovery(), View::ToChoose { .. }));
    }
    assert_eq!(scene.service.password_of(EMAIL).as_deref(), Some(PASSWORD));
    scene.choose_password(NEW, &[]).await.unwrap();
}

#[tokio::test]
async fn computers_that_the_owner_keeps_stay_signed_in_and_the_others_do_not() {
    let (scene, key) = Scene::forgetful(true).await;
    let attic = scene.service.sign_in_elsewhere("attic");
    let cellar = scene.service.sign_in_elsewhere("cellar");
    scene.to_choose(&key).await;
    let View::ToChoose { computers, .. } = scene.recovery() else {
        panic!("{:?}", scene.recovery())
    };
    let names: Vec<_> = computers.iter().map(|one| one.name.as_deref()).collect();
    assert_eq!(names, [Some("attic"), Some("cellar")]);
    scene
        .choose_password(NEW, std::slice::from_ref(&attic))
        .await
        .unwrap();
    let left = soon(scene.companion.computers(scene.connection))
        .await
        .unwrap();
    assert!(left.iter().any(|one| one.id == attic));
    assert!(!left.iter().any(|one| one.id == cellar));
}

#[tokio::test]
async fn where_the_answer_is_lost_the_same_is_asked_for_again() {
    let (scene, key) = Scene::forgetful(true).await;
    scene.to_choose(&key).await;
    scene.service.lose_answers(true);
    let lost = scene.choose_password(NEW, &[]).await;
    assert_eq!(lost, Err(FailureCode::PasswordUnclear));
    assert!(matches!(
        scene.recovery(),
        View::ToChoose { unclear: true, .. }
    ));
    // It does not lapse while nobody knows.
    scene.clock.advance(Duration::from_secs(3_600));
    scene.service.lose_answers(false);
    let done = scene
        .choose_password("something else altogether", &[])
        .await
        .unwrap();
    assert!(done.signed_in);
    assert_eq!(scene.service.password_of(EMAIL).as_deref(), Some(NEW));
}

#[tokio::test]
async fn a_password_that_is_in_force_is_said_to_be_even_where_signing_in_fails() {
    let (scene, key) = Scene::forgetful(true).await;
    scene.to_choose(&key).await;
    scene.service.break_sign_in_after_choosing();
    let done = scene.choose_password(NEW, &[]).await.unwrap();
    assert!(!done.signed_in);
    assert_eq!(scene.view().session, SessionView::SignedOut);
    assert_eq!(scene.recovery(), View::None);
    assert_eq!(scene.service.password_of(EMAIL).as_deref(), Some(NEW));
}

#[tokio::test]
async fn what_was_stopped_elsewhere_or_took_too_long_changes_nothing() {
    let (scene, key) = Scene::forgetful(true).await;
    scene.to_choose(&key).await;
    scene.service.stop_recovery_elsewhere();
    assert_eq!(
        scene.choose_password(NEW, &[]).await,
        Err(FailureCode::RecoveryOver)
    );
    assert_eq!(scene.recovery(), View::None);
    assert_eq!(scene.service.password_of(EMAIL).as_deref(), Some(PASSWORD));

    scene.service.time_passes(1);
    scene.to_choose(&key).await;
    scene.clock.advance(Duration::from_secs(1_801));
    scene
        .until(|seen| {
            let view = seen.connections.first();
            view.is_some_and(|view| view.password_recovery == Some(View::None))
        })
        .await;
}

#[tokio::test]
async fn a_computer_of_the_account_is_warned_and_stops_it() {
    let scene = Scene::signed_in(vec![]).await;
    scene.service.offers_recovery(Paper {
        key_signs_in: true,
        ..paper()
    });
    let available_at = Timestamp(BEGAN + DAY);
    let kind = ServiceEventKind::RecoveryActivated { available_at };
    scene.service.send_event("shown", kind);
    let service = "Fake service".to_owned();
    let seen = scene.until(|seen| seen.alerts.unread == 1).await;
    assert_eq!(seen.notices, [Notice::RecoveryActivated { service }]);
    let alerts = soon(scene.companion.alerts(AlertFilter::default(), None, 10))
        .await
        .unwrap();
    let [alert] = alerts.as_slice() else {
        panic!("{alerts:?}")
    };
    assert_eq!(
        alert.alert.kind,
        AlertKind::RecoveryActivated { available_at }
    );
    assert_eq!(alert.severity, Severity::Danger);
    assert_eq!(alert.action, Some(AlertAction::StopRecovery));

    scene.service.recovery_begins_elsewhere("anna");
    soon(scene.companion.stop_password_recovery(scene.connection))
        .await
        .unwrap();
    assert!(!scene.service.recovery_is_under_way());
    let stopped = ServiceEventKind::RecoveryStopped {
        by: Some("attic".into()),
    };
    scene.service.send_event("stopped", stopped);
    scene.until(|seen| seen.alerts.unread == 2).await;
}
