//! Signing in with a second factor, from nothing and over a reset.

use std::time::Duration;

use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::clock::Clock as _;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::secret_vault::VaultError;
use porchlight_core::ports::two_factor::{FactorOffer, SentBy};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::time::Timestamp;
use porchlight_core::view::two_factor::{
    SecondFactorInput, SecondFactorKind, SignInStep, TwoFactorView,
};
use porchlight_core::view::{EditView, SessionView};

use crate::scene::{EMAIL, PASSWORD, Scene, soon};

pub(crate) fn code(typed: impl Into<String>) -> SecondFactorInput {
    SecondFactorInput {
        kind: SecondFactorKind::Code,
        typed: Password::new(typed),
    }
}

pub(crate) fn recovery(typed: impl Into<String>) -> SecondFactorInput {
    SecondFactorInput {
        kind: SecondFactorKind::RecoveryCode,
        typed: Password::new(typed),
    }
}

impl Scene {
    /// The password is right; what the authenticator has, and the recovery codes.
    async fn awaiting() -> (Self, String, Vec<String>) {
        let scene = Self::connected(vec![camera("door", "Front")]).await;
        let (key, codes) = scene.service.turn_two_factor_on("anna");
        scene.says_password().await;
        (scene, key, codes)
    }

    pub(crate) async fn says_password(&self) {
        let step = self.sign_in_step(EMAIL, PASSWORD).await.unwrap();
        assert_eq!(step, SignInStep::SecondFactorWanted);
    }

    pub(crate) async fn finish(&self, factor: SecondFactorInput) -> Answer<()> {
        soon(self.companion.finish_sign_in(self.connection, factor)).await
    }

    async fn refused(&self, factor: SecondFactorInput) -> (FailureCode, Option<i32>) {
        let failure = self.finish(factor).await.unwrap_err();
        (failure.code, failure.reference)
    }

    fn tries_left(&self) -> Option<u32> {
        let SessionView::AwaitingSecondFactor { tries_left, .. } = self.view().session else {
            panic!("{:?}", self.view().session);
        };
        tries_left
    }

    fn awaits(&self) -> bool {
        matches!(
            self.view().session,
            SessionView::AwaitingSecondFactor { .. }
        )
    }
}

#[tokio::test]
async fn a_code_after_the_password_lets_the_owner_in() {
    let (scene, key, _) = Scene::awaiting().await;
    let SessionView::AwaitingSecondFactor {
        reset: None,
        expires_at,
        tries_left: None,
        offers: _,
        send_again_at: None,
    } = scene.view().session
    else {
        panic!("{:?}", scene.view().session);
    };
    assert_eq!(expires_at.seconds(), 1_767_225_600 + 300);
    assert!(scene.door.secrets.is_empty(), "nothing is kept before");
    let now = scene.service.code(&key, 0);
    scene.finish(code(now)).await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
    assert_eq!(scene.desktop.seen().names(), ["Front"]);
    let on = |left| TwoFactorView::On {
        since: Timestamp::from_seconds(1_767_225_600),
        recovery_codes_left: left,
    };
    scene
        .until(|seen| seen.connections[0].two_factor == on(10))
        .await;
    let again = scene.finish(code("123456")).await.unwrap_err();
    assert_eq!(again.code, FailureCode::NotNow);
    let scene = scene.restarted().await;
    scene.until_online().await;
}

#[tokio::test]
async fn a_recovery_code_lets_the_owner_in_once_and_says_how_many_are_left() {
    let (scene, _, codes) = Scene::awaiting().await;
    scene.finish(recovery(&codes[4])).await.unwrap();
    scene
        .until(|seen| {
            matches!(
                seen.connections[0].two_factor,
                TwoFactorView::On {
                    recovery_codes_left: 9,
                    ..
                }
            )
        })
        .await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().two_factor, TwoFactorView::Unknown);
    scene.says_password().await;
    let used = scene.refused(recovery(&codes[4])).await;
    assert_eq!(used, (FailureCode::RecoveryCodeWrong, Some(4)));
    scene.finish(recovery(&codes[5])).await.unwrap();
}

#[tokio::test]
async fn each_thing_that_can_be_wrong_with_a_code_has_its_own_words() {
    let (scene, key, _) = Scene::awaiting().await;
    let service = &scene.service;
    let short = scene.refused(code("12345")).await;
    assert_eq!(short, (FailureCode::FactorCodeWrong, None));
    assert_eq!(scene.tries_left(), None, "it cost none");
    let late = scene.refused(code(service.code(&key, -3))).await;
    assert_eq!(late, (FailureCode::AuthenticatorClockOff, Some(-90)));
    assert_eq!(scene.tries_left(), Some(4));
    let early = scene.refused(code(service.code(&key, 5))).await;
    assert_eq!(early, (FailureCode::AuthenticatorClockOff, Some(150)));
    let wrong = scene.refused(code("xxxxxx")).await;
    assert_eq!(wrong, (FailureCode::FactorCodeWrong, Some(2)));
    assert_eq!(scene.tries_left(), Some(2));
    scene.finish(code(service.code(&key, 0))).await.unwrap();

    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.says_password().await;
    let used = scene.refused(code(service.code(&key, 0))).await;
    assert_eq!(used, (FailureCode::FactorCodeUsed, None));
    assert_eq!(scene.tries_left(), Some(4));
    scene.service.time_passes(2);
    scene.finish(code(service.code(&key, 0))).await.unwrap();
}

#[tokio::test]
async fn after_five_tries_it_starts_again_with_the_password() {
    let (scene, _, codes) = Scene::awaiting().await;
    for left in (1..5).rev() {
        let wrong = scene.refused(recovery("CODE-0000-0000")).await;
        assert_eq!(wrong, (FailureCode::RecoveryCodeWrong, Some(left)));
        assert!(scene.awaits());
    }
    let last = scene.refused(recovery("CODE-0000-0000")).await;
    assert_eq!(last, (FailureCode::FactorLapsed, None));
    assert_eq!(scene.view().session, SessionView::SignedOut);
    scene.says_password().await;
    scene.finish(recovery(&codes[0])).await.unwrap();
}

#[tokio::test]
async fn waits_and_the_lock_are_told_and_a_recovery_code_helps_against_both() {
    let (scene, key, codes) = Scene::awaiting().await;
    for _ in 0..4 {
        scene.refused(code("xxxxxx")).await;
    }
    assert_eq!(
        scene.refused(code("xxxxxx")).await.0,
        FailureCode::FactorLapsed
    );
    scene.says_password().await;
    let now = scene.service.code(&key, 0);
    let waits = scene.finish(code(&now)).await.unwrap_err();
    assert_eq!(
        (waits.code, waits.retry_after),
        (FailureCode::TooManyTries, Some(30))
    );
    assert!(scene.awaits());
    scene.service.lock_second_factor("anna");
    assert_eq!(scene.refused(code(&now)).await.0, FailureCode::FactorLocked);
    assert!(scene.awaits());
    scene.finish(recovery(&codes[0])).await.unwrap();
}

#[tokio::test]
async fn one_that_nobody_finishes_lapses_by_itself() {
    let (scene, _, codes) = Scene::awaiting().await;
    scene.clock.advance(Duration::from_secs(299));
    assert!(scene.awaits());
    scene.clock.advance(Duration::from_secs(1));
    scene
        .until_session(|session| *session == SessionView::SignedOut)
        .await;
    let late = scene.finish(recovery(&codes[0])).await.unwrap_err();
    assert_eq!(late.code, FailureCode::NotNow);

    // The service's own word counts before this computer's clock.
    scene.says_password().await;
    scene.service.half_finished_lapses();
    let lapsed = scene.refused(recovery(&codes[0])).await;
    assert_eq!(lapsed.0, FailureCode::FactorLapsed);
    assert_eq!(scene.view().session, SessionView::SignedOut);
}

#[tokio::test]
async fn going_back_leads_to_where_it_came_from_and_a_late_answer_is_signed_out_again() {
    let (scene, _, codes) = Scene::awaiting().await;
    soon(scene.companion.cancel_sign_in(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().session, SessionView::SignedOut);

    scene.says_password().await;
    scene.service.hold_answers(true);
    let finishing = {
        let (companion, id) = (scene.companion.clone(), scene.connection);
        let factor = recovery(&codes[0]);
        tokio::spawn(async move { companion.finish_sign_in(id, factor).await })
    };
    // The request is under way when a second one finds it so.
    let busy = |answer: &Answer<()>| {
        answer
            .as_ref()
            .is_err_and(|f| f.code == FailureCode::NotNow)
    };
    tokio::task::yield_now().await;
    soon(scene.companion.cancel_sign_in(scene.connection))
        .await
        .unwrap();
    assert!(busy(&soon(finishing).await.unwrap()));
    scene.service.hold_answers(false);
    soon(
        scene
            .service
            .until(|service| service.signed_out().len() == 1),
    )
    .await;
    assert_eq!(scene.view().session, SessionView::SignedOut);
    assert!(scene.door.secrets.is_empty());
}

#[tokio::test]
async fn coming_back_from_a_reset_goes_on_over_the_prompt_and_names_are_sent() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let (key, _) = scene.service.turn_two_factor_on("anna");
    scene.service.break_writes(Some(ServiceError::Unreachable));
    scene.rename("door", "Street door").await.unwrap();
    scene.reset(EndReason::GlobalReset).await;
    scene.service.break_writes(None);
    scene.says_password().await;
    let over = |session: &SessionView| {
        matches!(session, SessionView::AwaitingSecondFactor { reset: Some(reset), .. }
            if reset.reason == EndReason::GlobalReset)
    };
    assert!(over(&scene.view().session));
    assert_eq!(scene.camera("door").edit, EditView::Waiting);
    soon(scene.companion.cancel_sign_in(scene.connection))
        .await
        .unwrap();
    assert!(matches!(scene.view().session, SessionView::Reset { .. }));

    scene.says_password().await;
    scene.clock.advance(Duration::from_secs(300));
    scene
        .until_session(|session| matches!(session, SessionView::Reset { .. }))
        .await;
    scene.says_password().await;
    let now = scene.service.code(&key, 0);
    scene.finish(code(now)).await.unwrap();
    scene.until_sent().await;
    assert_eq!(scene.service.nickname("door"), "Street door");
}

#[tokio::test]
async fn closing_the_program_half_way_leads_back_to_the_reset() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.turn_two_factor_on("anna");
    scene.reset(EndReason::GlobalReset).await;
    scene.says_password().await;
    let scene = scene.restarted().await;
    assert!(matches!(scene.view().session, SessionView::Reset { .. }));
}

#[tokio::test]
async fn an_owner_who_signs_out_instead_is_signed_out() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.turn_two_factor_on("anna");
    scene.reset(EndReason::GlobalReset).await;
    scene.says_password().await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().session, SessionView::SignedOut);
    assert_eq!(scene.desktop.seen().names(), [""; 0]);
}

#[tokio::test]
async fn a_service_that_is_away_costs_nothing_and_can_be_asked_again() {
    let (scene, key, _) = Scene::awaiting().await;
    let now = scene.service.code(&key, 0);
    scene.service.break_down(Some(ServiceError::Unreachable));
    assert_eq!(
        scene.refused(code(&now)).await.0,
        FailureCode::ServiceUnreachable
    );
    assert!(scene.awaits());
    scene.service.break_down(None);
    scene.finish(code(&now)).await.unwrap();
}

#[tokio::test]
async fn a_keychain_that_does_not_take_the_session_leads_back() {
    let (scene, key, _) = Scene::awaiting().await;
    scene.door.secrets.break_down(Some(VaultError::Denied));
    let now = scene.service.code(&key, 0);
    let refused = scene.refused(code(now)).await;
    assert_eq!(refused.0, FailureCode::KeychainDenied);
    assert_eq!(scene.view().session, SessionView::SignedOut);
    soon(
        scene
            .service
            .until(|service| service.signed_out().len() == 1),
    )
    .await;
}

#[tokio::test]
async fn a_computer_that_lost_its_token_asks_for_the_code_in_place() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let (key, _) = scene.service.turn_two_factor_on("anna");
    scene.door.secrets.empty();
    let scene = scene.restarted().await;
    scene.until_trouble().await;
    assert_eq!(scene.view().session, SessionView::Active);
    scene.says_password().await;
    assert!(scene.awaits());
    soon(scene.companion.cancel_sign_in(scene.connection))
        .await
        .unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
    scene.says_password().await;
    let now = scene.service.code(&key, 0);
    scene.finish(code(now)).await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
    scene.until_online().await;
}

fn offers(scene: &Scene) -> Vec<FactorOffer> {
    let SessionView::AwaitingSecondFactor { offers, .. } = scene.view().session else {
        panic!("{:?}", scene.view().session);
    };
    offers
}

fn send_again_at(scene: &Scene) -> Option<Timestamp> {
    let SessionView::AwaitingSecondFactor { send_again_at, .. } = scene.view().session else {
        panic!("{:?}", scene.view().session);
    };
    send_again_at
}

#[tokio::test]
async fn an_owner_sees_the_ways_on_that_the_service_offers_and_no_others() {
    let (scene, ..) = Scene::awaiting().await;
    assert_eq!(
        offers(&scene),
        [FactorOffer::Totp, FactorOffer::RecoveryCode]
    );
    let by_sms = soon(
        scene
            .companion
            .send_factor_code(scene.connection, SentBy::Sms),
    )
    .await;
    assert_eq!(by_sms.unwrap_err().code, FailureCode::NotNow);
    assert!(scene.service.sent_codes().is_empty());
}

#[tokio::test]
async fn a_code_by_sms_is_sent_when_asked_for_and_once_more_after_a_while() {
    let scene = Scene::connected(vec![camera("door", "Front")]).await;
    scene.service.sends_codes();
    scene.service.turn_two_factor_on("anna");
    scene.says_password().await;
    assert!(matches!(offers(&scene).first(), Some(FactorOffer::Sms { hint }) if hint == "••42"));
    assert!(scene.service.sent_codes().is_empty(), "nobody has asked");

    let send = || {
        soon(
            scene
                .companion
                .send_factor_code(scene.connection, SentBy::Sms),
        )
    };
    send().await.unwrap();
    let again_at = send_again_at(&scene).unwrap();
    let too_soon = send().await.unwrap_err();
    assert_eq!(too_soon.code, FailureCode::TooManyTries);
    assert!(
        too_soon
            .retry_after
            .is_some_and(|seconds| (1..=61).contains(&seconds))
    );
    assert_eq!(scene.service.sent_codes().len(), 1);

    let now = scene.clock.now();
    let wait = u64::try_from(again_at.0 - now.0).unwrap();
    scene.clock.advance(Duration::from_millis(wait));
    send().await.unwrap();
    let sent = scene.service.sent_codes();
    let [(SentBy::Sms, first), (SentBy::Sms, second)] = &sent[..] else {
        panic!("{sent:?}");
    };
    let by_sms = |typed: &str| SecondFactorInput {
        kind: SecondFactorKind::SmsCode,
        typed: Password::new(typed),
    };
    let (code, _) = scene.refused(by_sms(first)).await;
    assert_eq!(code, FailureCode::FactorCodeWrong);
    scene.finish(by_sms(second)).await.unwrap();
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn a_code_that_could_not_be_sent_may_be_asked_for_again_at_once() {
    let scene = Scene::connected(vec![]).await;
    scene.service.sends_codes();
    scene.service.turn_two_factor_on("anna");
    scene.says_password().await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let send = || {
        soon(
            scene
                .companion
                .send_factor_code(scene.connection, SentBy::Email),
        )
    };
    assert_eq!(
        send().await.unwrap_err().code,
        FailureCode::ServiceUnreachable
    );
    assert_eq!(send_again_at(&scene), None);
    assert!(scene.awaits(), "and the sign-in goes on");
    scene.service.break_down(None);
    send().await.unwrap();
    assert!(matches!(
        &scene.service.sent_codes()[..],
        [(SentBy::Email, _)]
    ));
}
