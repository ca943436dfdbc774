//! Who has lost the telephone and the codes comes back with the password and the recovery key.

use porchlight_protocol::event::{ChangeType, CredentialType};
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{
    Occasion, Purpose, RecoveryKey, RecoveryKeyRecord, RecoveryKeyRequest, answer as signed,
};
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{Challenge, NewRecoveryCodes, SecondFactor, TwoFactorStatus};
use porchlight_soak::rounds;
use reqwest::Method;
use uuid::Uuid;

use crate::authenticator::{Authenticator, code};
use crate::client::{Computer, EMAIL, House, Owner, PASSWORD, Refused, answer};
use crate::second_factor::database;

impl House {
    /// With two-factor on, an owner who has everything, and a computer that is signed in.
    pub(crate) async fn with_everything(&self) -> (Computer, Owner, Authenticator) {
        let (computer, owner) = self.with_ada().await;
        let has = Authenticator::of(&computer.enrol(None).await.unwrap());
        let now = has.code(self.hands.now());
        computer
            .confirm(&now, &has.recovery_codes[0])
            .await
            .unwrap();
        (computer, owner, has)
    }

    /// As accounts were before recovery keys could sign in.
    pub(crate) async fn forget_recovery_keys(&self) {
        sqlx::query("UPDATE accounts SET recovery_public_key = NULL")
            .execute(&mut database(self).await)
            .await
            .unwrap();
    }
}

impl Computer {
    pub(crate) fn occasion(&self, house: &House, challenge: Uuid) -> Occasion {
        Occasion {
            aud: house.service.document().issuer(),
            challenge,
            jkt: PublicKey::of(&self.key).thumbprint(),
        }
    }

    pub(crate) fn answers(
        &self,
        house: &House,
        challenge: Uuid,
        key: &RecoveryKey,
    ) -> SecondFactor {
        SecondFactor::RecoveryKeyProof(signed(
            key,
            Purpose::SecondFactor,
            &self.occasion(house, challenge),
        ))
    }

    pub(crate) async fn sign_in_by_key(
        &mut self,
        house: &House,
        key: &RecoveryKey,
    ) -> Result<(), Refused> {
        let challenge = self.challenged().await.id;
        let factor = self.answers(house, challenge, key);
        self.second_factor(challenge, factor).await.map(drop)
    }

    async fn challenge(&self) -> Result<Challenge, Refused> {
        let request = self.request(Method::POST, path::TWO_FACTOR_CHALLENGE);
        answer(request.send().await.unwrap()).await
    }

    /// The recovery key as the factor of the next change.
    pub(crate) async fn by_key(&self, house: &House, key: &RecoveryKey) -> SecondFactor {
        let challenge = self.challenge().await.unwrap().id;
        self.answers(house, challenge, key)
    }

    pub(crate) async fn recovery_key(&self) -> RecoveryKeyRecord {
        let request = self.request(Method::GET, path::RECOVERY_KEY);
        answer(request.send().await.unwrap()).await.unwrap()
    }

    pub(crate) async fn set_recovery_key(
        &self,
        key: PublicKey,
        second_factor: Option<SecondFactor>,
    ) -> Result<(), Refused> {
        let request = RecoveryKeyRequest {
            recovery_public_key: key,
            second_factor,
        };
        let request = self.request(Method::PUT, path::RECOVERY_KEY).json(&request);
        answer(request.send().await.unwrap()).await
    }

    /// When the recovery key is said to have been used.
    async fn key_uses_told(&self) -> Vec<i64> {
        let events = self.open_events(&[]).await.unwrap().into_iter();
        let uses = events.filter_map(|event| event.events.recovery_key_used);
        uses.map(|used| used.event_timestamp).collect()
    }

    pub(crate) async fn key_changes_told(&self) -> Vec<ChangeType> {
        let events = self.open_events(&[]).await.unwrap().into_iter();
        events
            .filter_map(|event| event.events.credential_change)
            .filter(|change| change.credential_type == CredentialType::RecoveryKey)
            .map(|change| change.change_type)
            .collect()
    }
}

#[tokio::test]
async fn the_recovery_key_brings_back_who_has_lost_telephone_and_codes() {
    let house = House::open().await;
    let (computer, owner, _) = house.with_everything().await;
    let since = house.hands.now();
    house.hands.forward(86_400);
    let mut back = house.computer();
    for _ in 0..2 {
        back.sign_in_by_key(&house, &owner.recovery_key)
            .await
            .expect("it is not used up");
    }
    let on = TwoFactorStatus::On {
        since,
        recovery_codes_left: 10,
    };
    assert_eq!(back.two_factor().await, on, "it stays on");
    assert_eq!(computer.key_uses_told().await, [house.hands.now(); 2]);
    assert_eq!(computer.key_changes_told().await, [], "it is the same key");
    let session = back.session.as_ref().unwrap().session_id;
    let told = computer.open_events(&[]).await.unwrap();
    let established = told.iter().find_map(|event| {
        let established = event.events.session_established.as_ref();
        established.filter(|established| established.session == session)
    });
    assert_eq!(established.unwrap().amr, ["pwd", "swk"]);
}

#[tokio::test]
async fn an_owner_who_is_back_sets_up_another_authenticator() {
    let house = House::open().await;
    let (_, owner, lost) = house.with_everything().await;
    house.hands.forward(86_400);
    let mut back = house.computer();
    let key = &owner.recovery_key;
    back.sign_in_by_key(&house, key).await.unwrap();
    let factor = back.by_key(&house, key).await;
    let new = Authenticator::of(&back.enrol(Some(factor)).await.unwrap());
    let now = new.code(house.hands.now());
    back.confirm(&now, &new.recovery_codes[0]).await.unwrap();

    house.hands.forward(60);
    let found = code(lost.code(house.hands.now()));
    let refused = back.sign_in_with(found).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCode);
    let now = code(new.code(house.hands.now()));
    back.sign_in_with(now).await.unwrap();
}

#[tokio::test]
async fn the_recovery_key_allows_what_the_second_factor_allows() {
    let house = House::open().await;
    let (computer, owner, _) = house.with_everything().await;
    let key = &owner.recovery_key;
    let factor = computer.by_key(&house, key).await;
    let new = computer.new_recovery_codes(&factor).await.unwrap();
    computer
        .confirm_recovery_codes(&new.recovery_codes[0])
        .await
        .unwrap();
    let factor = computer.by_key(&house, key).await;
    computer.turn_off(factor, false).await.unwrap();
    assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);
}

#[tokio::test]
async fn a_borrowed_computer_with_the_recovery_key_changes_nothing_without_the_password() {
    let house = House::open().await;
    let (computer, owner, _) = house.with_everything().await;
    let factor = computer.by_key(&house, &owner.recovery_key).await;
    house.hands.forward(301);
    let refused = [
        computer.challenge().await.map(drop),
        computer.turn_off(factor.clone(), false).await,
        computer.enrol(Some(factor.clone())).await.map(drop),
        computer.new_recovery_codes(&factor).await.map(drop),
        computer
            .set_recovery_key(owner.recovery_key.public_key(), None)
            .await,
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().kind(), ProblemType::FreshProofNeeded);
    }
    computer.prove(PASSWORD).await.unwrap();
    let refused = computer.turn_off(factor, false).await.unwrap_err();
    let too_old = ProblemType::WrongRecoveryKey;
    assert_eq!(refused.kind(), too_old, "an answer of before is no answer");
}

#[tokio::test]
async fn an_answer_is_for_its_own_challenge_computer_and_service() {
    let house = House::open().await;
    let (_, owner, _) = house.with_everything().await;
    let mut back = house.computer();
    let key = &owner.recovery_key;
    let challenge = back.challenged().await.id;
    let right = back.occasion(&house, challenge);
    let wrong = [
        signed(&RecoveryKey::generate(), Purpose::SecondFactor, &right),
        signed(
            key,
            Purpose::SecondFactor,
            &back.occasion(&house, Uuid::new_v4()),
        ),
        signed(
            key,
            Purpose::SecondFactor,
            &house.computer().occasion(&house, challenge),
        ),
        signed(
            key,
            Purpose::SecondFactor,
            &Occasion {
                aud: "urn:uuid:another".into(),
                ..right.clone()
            },
        ),
        key.groups().join("-"),
    ];
    for wrong in wrong {
        let factor = SecondFactor::RecoveryKeyProof(wrong);
        let refused = back.second_factor(challenge, factor).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    }
    let factor = SecondFactor::RecoveryKeyProof(signed(key, Purpose::SecondFactor, &right));
    let refused = back.second_factor(challenge, factor).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState, "five tries");
    back.sign_in_by_key(&house, key)
        .await
        .expect("and the owner starts again");
}

#[tokio::test]
async fn a_challenge_to_change_is_not_one_to_sign_in() {
    let house = House::open().await;
    let (mut computer, owner, _) = house.with_everything().await;
    let key = &owner.recovery_key;
    let to_change = computer.challenge().await.unwrap().id;
    let factor = computer.answers(&house, to_change, key);
    let refused = computer.second_factor(to_change, factor).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::StaleState);

    let to_sign_in = computer.clone().challenged().await.id;
    let factor = computer.answers(&house, to_sign_in, key);
    let refused = computer.turn_off(factor, false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);

    // Nor is it another session's.
    let mut other = house.computer();
    other.sign_in_by_key(&house, key).await.unwrap();
    let to_change = computer.challenge().await.unwrap().id;
    let factor = other.answers(&house, to_change, key);
    let refused = other.turn_off(factor, false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
}

#[tokio::test]
async fn an_answer_signs_in_once_however_often_it_is_sent_at_once() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (_, owner, _) = house.with_everything().await;
        let mut back = house.computer();
        let challenge = back.challenged().await.id;
        let factor = back.answers(&house, challenge, &owner.recovery_key);
        let mut race = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (mut back, factor) = (back.clone(), factor.clone());
            race.spawn(async move { back.second_factor(challenge, factor).await.map(drop) });
        }
        once(race.join_all().await, ProblemType::StaleState);
    }
}

#[tokio::test]
async fn an_answer_allows_one_change_however_often_it_is_sent_at_once() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (computer, owner, _) = house.with_everything().await;
        let factor = computer.by_key(&house, &owner.recovery_key).await;
        let mut race = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (computer, factor) = (computer.clone(), factor.clone());
            race.spawn(async move {
                let asked =
                    computer.ask::<NewRecoveryCodes>(path::TWO_FACTOR_RECOVERY_CODES, &factor);
                asked.await.map(drop)
            });
        }
        once(race.join_all().await, ProblemType::WrongRecoveryKey);
    }
}

fn once(all: Vec<Result<(), Refused>>, told: ProblemType) {
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1);
    for refused in bad {
        assert_eq!(refused.unwrap_err().kind(), told);
    }
}

#[tokio::test]
async fn guesses_at_codes_do_not_keep_the_recovery_key_from_working() {
    let house = House::open().await;
    let (_, owner, has) = house.with_everything().await;
    let mut thief = house.computer();
    for _ in 0..100 {
        house.hands.forward(3_600);
        let guess = code(has.wrong_code(house.hands.now()));
        thief.sign_in_with(guess).await.unwrap_err();
    }
    let now = code(has.code(house.hands.now()));
    let refused = thief.sign_in_with(now).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorLocked);
    let house = house.restart().await;
    let mut back = house.computer();
    back.sign_in_by_key(&house, &owner.recovery_key)
        .await
        .unwrap();
    let now = code(has.code(house.hands.now()));
    back.sign_in_with(now)
        .await
        .expect("the authenticator works again");
}

#[tokio::test]
async fn when_an_answer_cannot_be_written_down_as_used_nothing_comes_of_it() {
    let house = House::open().await;
    let (computer, owner, _) = house.with_everything().await;
    let key = &owner.recovery_key;
    let mut back = house.computer();
    let challenge = back.challenged().await.id;
    let to_sign_in = back.answers(&house, challenge, key);
    let to_change = computer.by_key(&house, key).await;
    let mut database = database(&house).await;
    sqlx::query("CREATE TRIGGER full BEFORE DELETE ON challenges BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        .execute(&mut database)
        .await
        .unwrap();
    let refused = back.second_factor(challenge, to_sign_in.clone()).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::Fault);
    assert!(back.token.is_empty());
    let refused = computer.turn_off(to_change.clone(), false).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::Fault);
    assert_ne!(computer.two_factor().await, TwoFactorStatus::Off);
    sqlx::query("DROP TRIGGER full")
        .execute(&mut database)
        .await
        .unwrap();
    back.second_factor(challenge, to_sign_in).await.unwrap();
    computer.turn_off(to_change, false).await.unwrap();
}

#[tokio::test]
async fn the_key_of_an_account_of_before_signs_in_once_it_is_set_up() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    house.forget_recovery_keys().await;
    assert_eq!(computer.recovery_key().await.recovery_public_key, None);
    computer
        .set_recovery_key(key.public_key(), None)
        .await
        .unwrap();
    let record = computer.recovery_key().await;
    assert_eq!(record.recovery_public_key, Some(key.public_key()));
    let opened = porchlight_protocol::sealing::VaultKey::unwrap_with_recovery(
        &record.recovery_wrapped_vault_key.0,
        key,
        owner.account,
    );
    assert_eq!(opened.unwrap().expose(), owner.vault.expose());

    // Again, after a lost answer, changes nothing; another key is refused.
    computer
        .set_recovery_key(key.public_key(), None)
        .await
        .unwrap();
    let stranger = RecoveryKey::generate().public_key();
    let refused = computer.set_recovery_key(stranger, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::RecoveryKeySet);
    assert_eq!(other.key_changes_told().await, [ChangeType::Create]);
    assert_eq!(computer.key_changes_told().await, [], "it knows");
}

#[tokio::test]
async fn with_two_factor_on_a_key_is_set_up_with_the_factor_in_force() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    house.forget_recovery_keys().await;
    let key = &owner.recovery_key;
    let mut back = house.computer();
    let refused = back.sign_in_by_key(&house, key).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::RecoveryKeyNotSet);
    house.hands.forward(60);
    let set = |factor| computer.set_recovery_key(key.public_key(), factor);
    let refused = set(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    let wrong = code(has.wrong_code(house.hands.now()));
    let refused = set(Some(wrong)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCode);
    set(Some(code(has.code(house.hands.now())))).await.unwrap();
    back.sign_in_by_key(&house, key).await.unwrap();
}

#[tokio::test]
async fn what_is_no_key_is_not_set_up() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    house.forget_recovery_keys().await;
    let mut on_another_curve = RecoveryKey::generate().public_key();
    on_another_curve.crv = "P-256".into();
    // The neutral element: anybody's signature would do.
    let mut neutral = vec![0; 32];
    neutral[0] = 1;
    for key in [
        on_another_curve,
        PublicKey::of_bytes(neutral),
        PublicKey::of_bytes(vec![7; 31]),
        PublicKey::of_bytes(Vec::new()),
    ] {
        let refused = computer.set_recovery_key(key, None).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    }
}
