//! An owner who has lost the telephone and the codes comes back, and has tried it out before.

use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::RightPassword;
use porchlight_core::ports::recovery::{KeyWorth, NewRecoveryKey, NotReplaced, RecoveryService};
use porchlight_core::ports::two_factor::{
    Challenge, OtherSessions, RecoveryCodes, SecondFactor, TwoFactorError, TwoFactorState,
};
use porchlight_core::secret::Password;
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::service::path;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;
use sqlx::ConnectOptions;

use crate::home::{EMAIL, Home, NOW, PASSWORD, right_password};
use crate::two_factor::Authenticator;

const NO_CODE: &str = "AAAA-BBBB-CCCC-DDDD";

struct Household {
    home: Home,
    credential: Grant,
    has: Authenticator,
    codes: Vec<Password>,
    key: Password,
}

impl Household {
    async fn with_two_factor() -> Self {
        let home = Home::start().await;
        let key = Password::new(home.create_account(EMAIL, PASSWORD).await);
        let credential = home.sign_in(PASSWORD).await.unwrap().grant();
        let (given, has) = home.turn_two_factor_on(&credential).await;
        Self {
            home,
            credential,
            has,
            codes: given.recovery_codes,
            key,
        }
    }

    fn recovery(&self) -> &dyn RecoveryService {
        self.home.provider.recovery().unwrap()
    }

    fn by_key(&self) -> SecondFactor {
        SecondFactor::RecoveryKey(self.key.clone())
    }

    async fn half_signed_in(&self) -> Box<dyn Challenge> {
        match right_password(&*self.home.another_computer(), PASSWORD, None).await {
            Ok(RightPassword::SecondFactorWanted(half)) => half,
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_recovery_key_signs_in_and_sets_up_another_authenticator() {
    let household = Household::with_two_factor().await;
    let half = household.half_signed_in().await;
    let other = SecondFactor::RecoveryKey(Password::new(RecoveryKey::generate().groups().concat()));
    let torn = SecondFactor::RecoveryKey(Password::new(&household.key.expose()[5..]));
    for wrong in [other, torn] {
        let refused = half.answer(&wrong).await.unwrap_err();
        assert_eq!(refused.why, TwoFactorError::WrongRecoveryKey);
    }
    let sloppy = household.key.expose().to_lowercase().replace('-', " ");
    let sloppy = SecondFactor::RecoveryKey(Password::new(sloppy));
    let back = half.answer(&sloppy).await.unwrap();
    assert_eq!(back.recovery_codes_left, Some(10));

    let two_factor = household.home.provider.two_factor().unwrap();
    let by_key = household.by_key();
    let back = back.grant();
    let new = two_factor.begin_enrolment(&back, EMAIL, Some(&by_key));
    let new = new.await.unwrap();
    let code = Authenticator::of(&new).code(NOW);
    let paper = &new.recovery_codes[0];
    two_factor.check_enrolment(&back, &code).await.unwrap();
    two_factor
        .confirm_enrolment(&back, paper, OtherSessions::Stay)
        .await
        .unwrap();
    let RecoveryCodes { codes, .. } = two_factor
        .begin_recovery_codes(&back, &by_key)
        .await
        .unwrap();
    two_factor
        .confirm_recovery_codes(&back, &codes[0], OtherSessions::Stay)
        .await
        .unwrap();
    two_factor
        .turn_off(&back, &by_key, OtherSessions::Stay)
        .await
        .unwrap();
    let state = two_factor.two_factor(&back).await;
    assert_eq!(state, Ok(TwoFactorState::Off));
}

#[tokio::test]
async fn the_recovery_key_does_not_leave_the_computer() {
    let household = Household::with_two_factor().await;
    let half = household.half_signed_in().await;
    half.answer(&household.by_key()).await.unwrap();
    let recovery = household.recovery();
    recovery
        .rehearse_recovery_key(&household.credential, &household.key)
        .await
        .unwrap();
    let sent = household.home.proxy.heard();
    for path in [path::SIGN_IN_SECOND_FACTOR, path::RECOVERY_KEY] {
        assert!(sent.contains(path), "{path}");
    }
    let plain = household.key.expose().replace('-', "");
    assert!(!sent.contains(household.key.expose()) && !sent.contains(&plain));
}

#[tokio::test]
async fn what_would_bring_the_owner_back_is_tried_out_without_consequences() {
    let household = Household::with_two_factor().await;
    let (recovery, credential) = (household.recovery(), &household.credential);
    for code in &household.codes {
        let left = recovery.rehearse_recovery_code(credential, code).await;
        assert_eq!(left, Ok(10));
    }
    let wrong = Password::new(NO_CODE);
    let wrong = recovery.rehearse_recovery_code(credential, &wrong).await;
    assert_eq!(wrong, Err(TwoFactorError::WrongRecoveryCode));
    let worth = recovery.rehearse_recovery_key(credential, &household.key);
    assert_eq!(worth.await, Ok(KeyWorth::OpensAndSignsIn));
    for wrong in [RecoveryKey::generate().groups().concat(), NO_CODE.into()] {
        let wrong = Password::new(wrong);
        let worth = recovery.rehearse_recovery_key(credential, &wrong).await;
        assert_eq!(worth, Err(TwoFactorError::WrongRecoveryKey));
    }
    let half = household.half_signed_in().await;
    let paper = SecondFactor::RecoveryCode(household.codes[0].clone());
    let back = half.answer(&paper).await.expect("nothing was used up");
    assert_eq!(back.recovery_codes_left, Some(9));
    household.home.at(400);
    let late = recovery.rehearse_recovery_code(credential, &household.codes[1]);
    assert_eq!(late.await, Err(TwoFactorError::FreshProofNeeded));
}

#[tokio::test]
async fn the_key_of_an_account_of_before_is_set_up_in_a_rehearsal() {
    let household = Household::with_two_factor().await;
    household.home.forget_recovery_keys().await;
    let (recovery, credential) = (household.recovery(), &household.credential);
    let half = household.half_signed_in().await;
    let refused = half.answer(&household.by_key()).await.unwrap_err();
    assert_eq!(refused.why, TwoFactorError::RecoveryKeyNotSetUp);
    let worth = recovery.rehearse_recovery_key(credential, &household.key);
    assert_eq!(worth.await, Ok(KeyWorth::OpensOnly));

    let now = household.home.at(60);
    let code = SecondFactor::Code(household.has.code(now));
    let stranger = Password::new(RecoveryKey::generate().groups().concat());
    let refused = recovery.set_up_recovery_key(credential, &stranger, Some(&code));
    assert_eq!(refused.await, Err(TwoFactorError::WrongRecoveryKey));
    let refused = recovery.set_up_recovery_key(credential, &household.key, None);
    assert_eq!(refused.await, Err(TwoFactorError::SecondFactorNeeded));
    recovery
        .set_up_recovery_key(credential, &household.key, Some(&code))
        .await
        .unwrap();
    half.answer(&household.by_key()).await.unwrap();
}

impl Household {
    /// To be put in force.
    async fn new_key(&self) -> Box<dyn NewRecoveryKey> {
        let by_key = self.by_key();
        let made = self
            .recovery()
            .new_recovery_key(&self.credential, Some(&by_key));
        made.await.unwrap()
    }

    async fn is_in_force(&self, key: &str) -> bool {
        let key = Password::new(key);
        let worth = self
            .recovery()
            .rehearse_recovery_key(&self.credential, &key);
        worth.await == Ok(KeyWorth::OpensAndSignsIn)
    }
}

#[tokio::test]
async fn a_new_key_is_made_here_and_opens_the_same_names() {
    let household = Household::with_two_factor().await;
    let (recovery, credential) = (household.recovery(), &household.credential);
    let refused = recovery.new_recovery_key(credential, None).await.err();
    assert_eq!(refused, Some(TwoFactorError::SecondFactorNeeded));
    let new = household.new_key().await;
    assert_eq!(new.expires_at().seconds(), NOW + 1_800);
    let groups = new.groups();
    assert!(new.confirms(3, &groups[3].to_lowercase()) && !new.confirms(3, &groups[4]));
    assert!(household.is_in_force(household.key.expose()).await);

    new.take_over().await.unwrap();
    let key = groups.join("-");
    assert!(household.is_in_force(&key).await);
    assert!(!household.is_in_force(household.key.expose()).await);
    let half = household.half_signed_in().await;
    let refused = half.answer(&household.by_key()).await.unwrap_err();
    assert_eq!(refused.why, TwoFactorError::WrongRecoveryKey);
    let by_new = SecondFactor::RecoveryKey(Password::new(key.as_str()));
    half.answer(&by_new).await.unwrap();
    let sent = household.home.proxy.heard();
    assert!(sent.contains(path::RECOVERY_KEY_FINISH));
    assert!(!sent.contains(&key) && !sent.contains(&groups.concat()));
}

#[tokio::test]
async fn an_answer_about_a_new_key_that_is_lost_is_asked_for_again_and_a_page_of_a_hotel_is_none() {
    for fate in [Fate::AnswerLost, Fate::Answered(Reply::html(200))] {
        let household = Household::with_two_factor().await;
        let new = household.new_key().await;
        household.home.proxy.rule(move |seen| {
            if seen.path == path::RECOVERY_KEY_FINISH {
                fate.clone()
            } else {
                Fate::Forwarded
            }
        });
        assert_eq!(new.take_over().await, Err(NotReplaced::Unclear));
        household.home.proxy.behave();
        new.take_over().await.unwrap();
        assert!(household.is_in_force(&new.groups().join("-")).await);
    }
}

#[tokio::test]
async fn of_two_new_keys_the_second_is_refused() {
    let household = Household::with_two_factor().await;
    let (first, second) = (household.new_key().await, household.new_key().await);
    first.take_over().await.unwrap();
    let refused = second.take_over().await;
    assert_eq!(refused, Err(NotReplaced::Refused(TwoFactorError::Lapsed)));
    assert!(household.is_in_force(&first.groups().join("-")).await);
}

impl Home {
    /// As accounts were before recovery keys could sign in.
    async fn forget_recovery_keys(&self) {
        let mut database = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(self.folder.path().join("service.sqlite"))
            .connect()
            .await
            .unwrap();
        sqlx::query("UPDATE accounts SET recovery_public_key = NULL")
            .execute(&mut database)
            .await
            .unwrap();
    }
}
