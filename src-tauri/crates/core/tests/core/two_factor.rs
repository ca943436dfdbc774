//! Two-factor turned on, moved and turned off; new recovery codes; what is half finished, and what interrupts it.

use std::time::Duration;

use porchlight_core::alerts::{AlertKind, TwoFactorChange};
use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;
use porchlight_core::view::checkup::{CheckupState, CheckupSubject};
use porchlight_core::view::two_factor::{
    EnrolmentReveal, EnrolmentStage, SecondFactorInput, TwoFactorChangeView, TwoFactorView,
};

use crate::scene::{PASSWORD, Scene, soon};
use crate::second_factor::{code, recovery};

impl Scene {
    async fn home() -> Self {
        let scene = Self::signed_in(vec![camera("door", "Front")]).await;
        scene
            .until(|seen| seen.connections[0].two_factor == TwoFactorView::Off)
            .await;
        scene
    }

    async fn enrol(&self, factor: Option<SecondFactorInput>) -> Answer<()> {
        let password = Password::new(PASSWORD);
        soon(
            self.companion
                .begin_enrolment(self.connection, password, factor),
        )
        .await
    }

    async fn scan(&self) -> Answer<EnrolmentReveal> {
        soon(self.companion.reveal_enrolment(self.connection)).await
    }

    async fn check(&self, typed: &str) -> Answer<()> {
        let typed = Password::new(typed);
        soon(self.companion.check_enrolment_code(self.connection, typed)).await
    }

    async fn codes(&self) -> Answer<Vec<String>> {
        soon(self.companion.reveal_recovery_codes(self.connection)).await
    }

    async fn confirm(&self, typed: &str, sign_out_others: bool) -> Answer<()> {
        let typed = Password::new(typed);
        soon(
            self.companion
                .confirm_recovery_codes(self.connection, typed, sign_out_others),
        )
        .await
    }

    async fn renew(&self, factor: SecondFactorInput) -> Answer<()> {
        let password = Password::new(PASSWORD);
        soon(
            self.companion
                .begin_recovery_codes(self.connection, password, factor),
        )
        .await
    }

    async fn turn_off(&self, factor: SecondFactorInput, others: bool) -> Answer<()> {
        let password = Password::new(PASSWORD);
        soon(
            self.companion
                .turn_off_two_factor(self.connection, password, factor, others),
        )
        .await
    }

    /// The key that an authenticator has scanned.
    async fn scanned(&self) -> String {
        self.scan().await.unwrap().key.concat()
    }

    /// Up to the recovery codes.
    async fn keeps_codes(&self) -> (String, Vec<String>) {
        self.enrol(None).await.unwrap();
        let key = self.scanned().await;
        self.check(&self.service.code(&key, 0)).await.unwrap();
        (key, self.codes().await.unwrap())
    }

    async fn turned_on(&self) -> (String, Vec<String>) {
        let (key, codes) = self.keeps_codes().await;
        self.confirm(&codes[3], false).await.unwrap();
        // The code that turned it on is used.
        self.service.time_passes(2);
        (key, codes)
    }

    fn left(&self) -> Option<u32> {
        match self.view().two_factor {
            TwoFactorView::On {
                recovery_codes_left,
                ..
            } => Some(recovery_codes_left),
            TwoFactorView::Off | TwoFactorView::Unknown | TwoFactorView::NotOffered => None,
        }
    }

    async fn until_no_change(&self) {
        self.until(|seen| seen.connections[0].two_factor_change.is_none())
            .await;
    }
}

fn code_of<T>(answer: Answer<T>) -> FailureCode {
    match answer {
        Ok(_) => panic!("it was not refused"),
        Err(failure) => failure.code,
    }
}

#[tokio::test]
async fn it_is_on_after_the_last_step_and_not_before() {
    let scene = Scene::home().await;
    assert_eq!(code_of(scene.scan().await), FailureCode::NotNow);
    scene.enrol(None).await.unwrap();
    let stage = |stage| {
        Some(TwoFactorChangeView::Enrolment {
            stage,
            expires_at: porchlight_core::time::Timestamp::from_seconds(1_767_225_600 + 600),
            moves: false,
        })
    };
    assert_eq!(scene.view().two_factor_change, stage(EnrolmentStage::Scan));
    assert_eq!(code_of(scene.codes().await), FailureCode::NotNow);
    assert_eq!(
        code_of(scene.confirm("CODE", false).await),
        FailureCode::NotNow
    );
    let revealed = scene.scan().await.unwrap();
    assert!(revealed.drawing.starts_with("<svg "));
    assert!(revealed.key.iter().all(|group| group.len() == 4));
    let key = revealed.key.concat();

    for (typed, refused) in [
        ("12345", FailureCode::FactorCodeWrong),
        (
            &scene.service.code(&key, 4),
            FailureCode::AuthenticatorClockOff,
        ),
    ] {
        assert_eq!(code_of(scene.check(typed).await), refused);
        assert_eq!(scene.view().two_factor_change, stage(EnrolmentStage::Scan));
    }
    scene.check(&scene.service.code(&key, 1)).await.unwrap();
    assert_eq!(
        scene.view().two_factor_change,
        stage(EnrolmentStage::KeepCodes)
    );
    assert_eq!(
        code_of(scene.scan().await),
        FailureCode::NotNow,
        "it has it"
    );
    let codes = scene.codes().await.unwrap();
    assert_eq!(codes.len(), 10);
    let wrong = scene.confirm("CODE-9999-9999", false).await;
    assert_eq!(code_of(wrong), FailureCode::RecoveryCodeWrong);
    assert_eq!(scene.view().two_factor, TwoFactorView::Off);

    scene.confirm(&codes[7], false).await.unwrap();
    assert_eq!(scene.left(), Some(10));
    assert_eq!(scene.view().two_factor_change, None);
    assert_eq!(
        code_of(scene.codes().await),
        FailureCode::NotNow,
        "shown once"
    );
    assert_eq!(scene.view().session, SessionView::Active);
    let done = |seen: &porchlight_core::testing::Seen| {
        seen.checkup.iter().any(|item| {
            matches!(item.subject, CheckupSubject::TwoFactor { .. })
                && item.state == CheckupState::Done
        })
    };
    scene.until(done).await;
}

#[tokio::test]
async fn a_wrong_password_begins_nothing_and_the_service_is_not_said_to_be_away() {
    let scene = Scene::home().await;
    // One that is too short to be a password is told no rules for choosing one.
    for wrong in ["wrong horse", "short"] {
        let begun = scene
            .companion
            .begin_enrolment(scene.connection, Password::new(wrong), None);
        assert_eq!(code_of(soon(begun).await), FailureCode::PasswordWrong);
    }
    assert_eq!(scene.view().two_factor_change, None);
    assert_eq!(scene.view().reach, porchlight_core::view::ReachView::Online);
}

#[tokio::test]
async fn an_owner_whose_authenticator_is_on_this_computer_copies_the_key_for_half_a_minute() {
    let scene = Scene::home().await;
    let copy = || soon(scene.companion.copy_enrolment_key(scene.connection));
    assert_eq!(code_of(copy().await), FailureCode::NotNow);
    scene.enrol(None).await.unwrap();
    let shown = scene.scan().await.unwrap().key;
    copy().await.unwrap();
    // As it is shown, without the gaps.
    assert_eq!(scene.clipboard.text(), shown.concat());
    scene.clock.advance(Duration::from_secs(30));
    soon(scene.clipboard.until(str::is_empty)).await;
    scene.clipboard.break_down();
    assert_eq!(code_of(copy().await), FailureCode::ClipboardUnavailable);
}

#[tokio::test]
async fn what_is_half_finished_lapses_after_ten_minutes() {
    let scene = Scene::home().await;
    let (_, codes) = scene.keeps_codes().await;
    scene.clock.advance(Duration::from_secs(599));
    assert!(scene.view().two_factor_change.is_some());
    scene.clock.advance(Duration::from_secs(1));
    scene.until_no_change().await;
    assert_eq!(code_of(scene.codes().await), FailureCode::NotNow);
    assert_eq!(
        code_of(scene.confirm(&codes[0], false).await),
        FailureCode::NotNow
    );
    assert_eq!(scene.view().two_factor, TwoFactorView::Off);

    // The service's word comes first.
    scene.enrol(None).await.unwrap();
    scene.service.half_finished_lapses();
    assert_eq!(
        code_of(scene.check("123456").await),
        FailureCode::FactorLapsed
    );
    assert_eq!(scene.view().two_factor_change, None);
}

#[tokio::test]
async fn giving_up_a_reset_and_signing_out_leave_nothing_behind() {
    let scene = Scene::home().await;
    scene.keeps_codes().await;
    soon(scene.companion.cancel_two_factor_change(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().two_factor_change, None);
    assert_eq!(code_of(scene.codes().await), FailureCode::NotNow);

    scene.keeps_codes().await;
    scene.reset(EndReason::GlobalReset).await;
    assert_eq!(scene.view().two_factor_change, None);
    assert_eq!(scene.view().two_factor, TwoFactorView::Unknown);
    assert_eq!(code_of(scene.codes().await), FailureCode::NotNow);
    assert_eq!(code_of(scene.enrol(None).await), FailureCode::SessionEnded);

    scene.sign_in().await.unwrap();
    scene.enrol(None).await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().two_factor_change, None);
    assert_eq!(code_of(scene.scan().await), FailureCode::NotNow);

    scene.sign_in().await.unwrap();
    scene.enrol(None).await.unwrap();
    let scene = scene.restarted().await;
    scene.until_online().await;
    assert_eq!(scene.view().two_factor_change, None);
}

#[tokio::test]
async fn one_that_was_given_up_while_it_began_is_not_there_when_the_answer_comes() {
    let scene = Scene::home().await;
    scene.service.hold_answers(true);
    let beginning = {
        let (companion, id) = (scene.companion.clone(), scene.connection);
        tokio::spawn(async move {
            let password = Password::new(PASSWORD);
            companion.begin_enrolment(id, password, None).await
        })
    };
    tokio::task::yield_now().await;
    soon(scene.companion.cancel_two_factor_change(scene.connection))
        .await
        .unwrap();
    scene.service.hold_answers(false);
    assert_eq!(code_of(soon(beginning).await.unwrap()), FailureCode::NotNow);
    assert_eq!(scene.view().two_factor_change, None);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_made_up_for_by_asking() {
    let scene = Scene::home().await;
    let (_, codes) = scene.keeps_codes().await;
    scene.service.lose_answers(true);
    let lost = scene.confirm(&codes[0], false).await;
    assert_eq!(code_of(lost), FailureCode::ServiceTimedOut);
    scene.service.lose_answers(false);
    scene.confirm(&codes[0], false).await.unwrap();
    assert_eq!(scene.left(), Some(10));

    scene.service.time_passes(2);
    scene.service.lose_answers(true);
    let lost = scene.turn_off(recovery(&codes[1]), false).await;
    assert_eq!(code_of(lost), FailureCode::ServiceTimedOut);
    scene.service.lose_answers(false);
    scene.turn_off(recovery(&codes[2]), false).await.unwrap();
    assert_eq!(scene.view().two_factor, TwoFactorView::Off);
}

#[tokio::test]
async fn moving_to_another_authenticator_wants_the_old_one_and_keeps_it_until_the_end() {
    let scene = Scene::home().await;
    let (old, papers) = scene.turned_on().await;
    assert_eq!(code_of(scene.enrol(None).await), FailureCode::FactorNeeded);
    let wrong = scene.enrol(Some(code("xxxxxx"))).await;
    assert_eq!(code_of(wrong), FailureCode::FactorCodeWrong);
    scene
        .enrol(Some(code(scene.service.code(&old, 0))))
        .await
        .unwrap();
    assert!(matches!(
        scene.view().two_factor_change,
        Some(TwoFactorChangeView::Enrolment { moves: true, .. })
    ));
    let new = scene.scanned().await;
    assert_ne!(new, old);
    scene.check(&scene.service.code(&new, 0)).await.unwrap();
    let codes = scene.codes().await.unwrap();
    let old_paper = scene.confirm(&papers[0], false).await;
    assert_eq!(code_of(old_paper), FailureCode::RecoveryCodeWrong);
    scene.confirm(&codes[0], false).await.unwrap();

    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.service.time_passes(2);
    scene.says_password().await;
    let refused = scene.finish(code(scene.service.code(&old, 0))).await;
    assert_eq!(code_of(refused), FailureCode::FactorCodeWrong);
    let refused = scene.finish(recovery(&papers[0])).await;
    assert_eq!(code_of(refused), FailureCode::RecoveryCodeWrong);
    scene
        .finish(code(scene.service.code(&new, 0)))
        .await
        .unwrap();
}

#[tokio::test]
async fn new_recovery_codes_take_the_place_of_the_old_ones_once_one_was_typed_back() {
    let scene = Scene::home().await;
    let (key, old) = scene.turned_on().await;
    scene.renew(recovery(&old[0])).await.unwrap();
    assert!(matches!(
        scene.view().two_factor_change,
        Some(TwoFactorChangeView::RecoveryCodes { .. })
    ));
    assert_eq!(scene.left(), Some(9));
    assert_eq!(code_of(scene.scan().await), FailureCode::NotNow);
    let new = scene.codes().await.unwrap();
    let refused = scene.confirm(&old[1], false).await;
    assert_eq!(code_of(refused), FailureCode::RecoveryCodeWrong);
    scene.confirm(&new[0], false).await.unwrap();
    assert_eq!(scene.left(), Some(10));
    let refused = scene.turn_off(recovery(&old[1]), false).await;
    assert_eq!(code_of(refused), FailureCode::RecoveryCodeWrong);
    let now = scene.service.code(&key, 0);
    scene.turn_off(code(now), false).await.unwrap();
    assert_eq!(scene.view().two_factor, TwoFactorView::Off);
    let nothing = scene.renew(recovery(&new[1])).await;
    assert_eq!(code_of(nothing), FailureCode::NotNow);
}

#[tokio::test]
async fn other_computers_are_signed_out_only_if_the_owner_says_so() {
    let scene = Scene::home().await;
    scene.service.sign_in_elsewhere("attic");
    let (key, _) = scene.turned_on().await;
    assert_eq!(scene.service.open_sessions().len(), 2);
    let now = scene.service.code(&key, 0);
    scene.turn_off(code(now), true).await.unwrap();
    assert_eq!(scene.service.open_sessions().len(), 1);
    assert_eq!(scene.view().session, SessionView::Active);

    scene.service.sign_in_elsewhere("attic");
    let (_, codes) = scene.keeps_codes().await;
    scene.confirm(&codes[0], true).await.unwrap();
    assert_eq!(scene.service.open_sessions().len(), 1);
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn a_program_of_this_computer_can_take_the_key() {
    let scene = Scene::home().await;
    let open = || soon(scene.companion.open_authenticator(scene.connection));
    assert_eq!(code_of(open().await), FailureCode::NotNow);
    scene.enrol(None).await.unwrap();
    assert_eq!(code_of(open().await), FailureCode::NoAuthenticatorProgram);
    scene.desktop.install_authenticator();
    open().await.unwrap();
    let key = scene.scanned().await;
    let given = scene.desktop.seen().authenticator;
    assert!(given[0].starts_with("otpauth://totp/") && given[0].contains(&key));
}

#[tokio::test]
async fn what_was_done_elsewhere_is_an_alert_and_asked_about() {
    let scene = Scene::home().await;
    let (_, codes) = scene.service.turn_two_factor_on("anna");
    let on = ServiceEventKind::TwoFactorChanged {
        change: TwoFactorChange::On,
        by: Some("attic".into()),
    };
    scene.service.send_event("e1", on.clone());
    scene
        .until(|seen| matches!(seen.connections[0].two_factor, TwoFactorView::On { .. }))
        .await;
    scene.service.send_event("e1", on);
    scene
        .service
        .send_event("e2", ServiceEventKind::SecondFactorLocked);
    scene.until(|seen| seen.alerts.unread == 2).await;
    let alerts = scene.alerts().await;
    let mut kinds: Vec<_> = alerts.into_iter().map(|view| view.alert.kind).collect();
    kinds.sort_by_key(|kind| matches!(kind, AlertKind::SecondFactorLocked));
    assert_eq!(
        kinds,
        [
            AlertKind::TwoFactorChanged {
                change: TwoFactorChange::On,
                by: Some("attic".into())
            },
            AlertKind::SecondFactorLocked
        ]
    );
    let told = Notice::AccountChanged {
        service: "Fake service".into(),
    };
    assert_eq!(scene.desktop.seen().notices, [told.clone(), told]);
    scene.turn_off(recovery(&codes[0]), false).await.unwrap();
}

#[tokio::test]
async fn nothing_is_sent_while_the_service_is_away_and_nothing_is_lost() {
    let scene = Scene::home().await;
    let (_, codes) = scene.keeps_codes().await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let away = scene.confirm(&codes[0], false).await;
    assert_eq!(code_of(away), FailureCode::ServiceUnreachable);
    assert!(scene.view().two_factor_change.is_some());
    scene.service.break_down(None);
    scene.confirm(&codes[0], false).await.unwrap();
}
