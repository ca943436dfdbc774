//! An owner turns two-factor on, signs in with it, and turns it off.

use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{RightPassword, ServiceError};
use porchlight_core::ports::two_factor::{
    Challenge, Enrolment, NotFinished, OtherSessions, SecondFactor, TwoFactorError,
    TwoFactorService, TwoFactorState,
};
use porchlight_core::secret::Password;
use porchlight_core::time::Timestamp;
use totp_rs::Totp;

use crate::home::{EMAIL, Home, NOW, PASSWORD, right_password};

/// An app that scans what is drawn.
pub(crate) struct Authenticator(Totp);

impl Authenticator {
    pub(crate) fn of(enrolment: &Enrolment) -> Self {
        let totp = Totp::from_url(enrolment.address.expose()).unwrap();
        assert_eq!(totp.secret().to_base32(), enrolment.secret.expose());
        Self(totp)
    }

    pub(crate) fn code(&self, at: i64) -> Password {
        Password::new(self.0.generate(at.try_into().unwrap()).to_string())
    }
}

impl Home {
    fn two_factor(&self) -> &dyn TwoFactorService {
        self.provider.two_factor().unwrap()
    }

    pub(crate) fn at(&self, seconds: i64) -> i64 {
        self.service_clock.set(NOW + seconds);
        self.clock.set(NOW + seconds);
        NOW + seconds
    }

    async fn with_two_factor() -> (Self, Grant, Enrolment, Authenticator) {
        let (home, credential) = Self::signed_in().await;
        let (given, has) = home.turn_two_factor_on(&credential).await;
        (home, credential, given, has)
    }

    pub(crate) async fn turn_two_factor_on(
        &self,
        credential: &Grant,
    ) -> (Enrolment, Authenticator) {
        let two_factor = self.two_factor();
        let given = two_factor.begin_enrolment(credential, EMAIL, None).await;
        let given = given.unwrap();
        let has = Authenticator::of(&given);
        let paper = &given.recovery_codes[0];
        two_factor
            .check_enrolment(credential, &has.code(NOW))
            .await
            .unwrap();
        two_factor
            .confirm_enrolment(credential, paper, OtherSessions::Stay)
            .await
            .unwrap();
        (given, has)
    }

    async fn half_signed_in(&self) -> Box<dyn Challenge> {
        match right_password(&*self.another_computer(), PASSWORD, None).await {
            Ok(RightPassword::SecondFactorWanted(half)) => half,
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_owner_turns_it_on_and_signs_in_with_a_code_or_a_recovery_code() {
    let (home, credential, given, has) = Home::with_two_factor().await;
    assert_eq!(given.expires_at, Timestamp::from_seconds(NOW + 600));
    let on = TwoFactorState::On {
        since: Timestamp::from_seconds(NOW),
        recovery_codes_left: 10,
    };
    assert_eq!(home.two_factor().two_factor(&credential).await, Ok(on));

    home.service_clock.set(NOW + 60);
    let half = home.half_signed_in().await;
    assert_eq!(half.expires_at(), Timestamp::from_seconds(NOW + 360));
    let wrong = SecondFactor::Code(Password::new("12345"));
    let refused = |why, tries_left| NotFinished { why, tries_left };
    assert_eq!(
        half.answer(&wrong).await.unwrap_err(),
        refused(TwoFactorError::WrongCode, None),
        "five digits cost no try"
    );
    let fast = SecondFactor::Code(has.code(NOW + 180));
    let off = refused(TwoFactorError::ClockOff { ahead: 120 }, Some(4));
    assert_eq!(half.answer(&fast).await.unwrap_err(), off);
    let code = SecondFactor::Code(has.code(NOW + 60));
    let signed_in = half.answer(&code).await.unwrap();
    assert_eq!(signed_in.recovery_codes_left, Some(10));
    assert!(signed_in.computer_named);
    let again = half.answer(&code).await.unwrap_err();
    assert_eq!(
        again,
        refused(TwoFactorError::Lapsed, None),
        "a sign-in is finished once"
    );

    let half = home.half_signed_in().await;
    assert_eq!(
        half.answer(&code).await.unwrap_err(),
        refused(TwoFactorError::CodeUsed, Some(4))
    );
    let paper = SecondFactor::RecoveryCode(given.recovery_codes[1].clone());
    let signed_in = half.answer(&paper).await.unwrap();
    assert_eq!(signed_in.recovery_codes_left, Some(9));
    let computers = home.provider.devices().unwrap().computers(&credential);
    assert_eq!(computers.await.unwrap().len(), 3);
}

#[tokio::test]
async fn changes_want_the_password_again() {
    let (home, credential, given, has) = Home::with_two_factor().await;
    let two_factor = home.two_factor();
    let now = home.at(600);
    let code = SecondFactor::Code(has.code(now));
    let refused = two_factor
        .turn_off(&credential, &code, OtherSessions::Stay)
        .await;
    assert_eq!(refused, Err(TwoFactorError::FreshProofNeeded));
    let wrong = Password::new("wrong password");
    let wrong = two_factor.prove_password(&credential, &wrong);
    assert_eq!(wrong.await, Err(ServiceError::WrongCredentials));
    let right = Password::new(PASSWORD);
    two_factor
        .prove_password(&credential, &right)
        .await
        .unwrap();

    let new = two_factor.begin_recovery_codes(&credential, &code).await;
    let new = new.unwrap().codes;
    let old = &given.recovery_codes[0];
    let stay = OtherSessions::Stay;
    let refused = two_factor.confirm_recovery_codes(&credential, old, stay);
    let refused = refused.await;
    assert_eq!(refused, Err(TwoFactorError::WrongRecoveryCode));
    two_factor
        .confirm_recovery_codes(&credential, &new[0], stay)
        .await
        .unwrap();
    let refused = two_factor.begin_enrolment(&credential, EMAIL, None).await;
    assert_eq!(refused.unwrap_err(), TwoFactorError::SecondFactorNeeded);

    let paper = SecondFactor::RecoveryCode(new[1].clone());
    two_factor
        .turn_off(&credential, &paper, OtherSessions::Stay)
        .await
        .unwrap();
    assert_eq!(
        two_factor.two_factor(&credential).await,
        Ok(TwoFactorState::Off)
    );
    home.sign_in(PASSWORD).await.unwrap();
    let refused = two_factor
        .turn_off(&credential, &paper, OtherSessions::Stay)
        .await;
    assert_eq!(refused, Err(TwoFactorError::Off));
}

#[tokio::test]
async fn an_enrolment_that_took_too_long_says_so() {
    let (home, credential) = Home::signed_in().await;
    let two_factor = home.two_factor();
    let given = two_factor.begin_enrolment(&credential, EMAIL, None).await;
    let given = given.unwrap();
    let now = home.at(601);
    let code = Authenticator::of(&given).code(now);
    let paper = &given.recovery_codes[0];
    let late = two_factor.check_enrolment(&credential, &code);
    assert_eq!(late.await, Err(TwoFactorError::Lapsed));
    let late = two_factor.confirm_enrolment(&credential, paper, OtherSessions::End);
    assert_eq!(late.await, Err(TwoFactorError::Lapsed));
}

#[tokio::test]
async fn a_secret_does_not_print() {
    let (home, credential) = Home::signed_in().await;
    let given = home.two_factor().begin_enrolment(&credential, EMAIL, None);
    let given = given.await.unwrap();
    let printed = format!("{given:?}");
    assert!(!printed.contains(given.secret.expose()));
    assert!(!printed.contains(given.recovery_codes[0].expose()));
}
