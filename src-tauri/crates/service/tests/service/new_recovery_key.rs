//! Another recovery key in the place of one that somebody has seen: with a fresh proof and the factor in force, all at once or not
//! at all, and the old one is worth nothing afterwards.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::ChangeType;
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{
    RecoveryKey, RecoveryKeyFinishRequest, RecoveryKeyReplaced, RecoveryKeyStartRequest,
    RecoveryKeyStartResponse,
};
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::SecondFactor;
use porchlight_soak::rounds;

use crate::authenticator::{Authenticator, code};
use crate::client::{Computer, EMAIL, House, Owner, PASSWORD, Refused};
use crate::password;
use crate::program::{real_time, serve};
use crate::second_factor::database;

impl Computer {
    pub(crate) async fn start_key(
        &self,
        second_factor: Option<SecondFactor>,
    ) -> Result<RecoveryKeyStartResponse, Refused> {
        let request = RecoveryKeyStartRequest { second_factor };
        self.ask(path::RECOVERY_KEY_START, &request).await
    }

    pub(crate) async fn finish_key(
        &self,
        request: &RecoveryKeyFinishRequest,
    ) -> Result<RecoveryKeyReplaced, Refused> {
        self.ask(path::RECOVERY_KEY_FINISH, request).await
    }

    /// Of an account without two-factor, after a fresh proof.
    pub(crate) async fn replace_recovery_key(&self, owner: &Owner) -> RecoveryKey {
        self.replace_key_by(owner, None, true).await
    }

    /// If the answer is lost, it is asked for again.
    pub(crate) async fn replace_key_by(
        &self,
        owner: &Owner,
        factor: Option<SecondFactor>,
        answered: bool,
    ) -> RecoveryKey {
        let started = self.start_key(factor).await.unwrap();
        let new = RecoveryKey::generate();
        let request = finishing(started, owner, &new);
        for _ in 0..if answered { 1 } else { 2 } {
            self.finish_key(&request).await.unwrap();
        }
        new
    }
}

/// What the owner's computer sends when a part of the new key was typed back.
pub(crate) fn finishing(
    started: RecoveryKeyStartResponse,
    owner: &Owner,
    key: &RecoveryKey,
) -> RecoveryKeyFinishRequest {
    RecoveryKeyFinishRequest {
        state: started.state,
        recovery_wrapped_vault_key: Bytes(owner.vault.wrap_for_recovery(key, owner.account)),
        recovery_public_key: key.public_key(),
    }
}

/// What the service has now is opened and answered for by `key`, and by nothing else.
async fn in_force(computer: &Computer, owner: &Owner, key: &RecoveryKey, not: &RecoveryKey) {
    let record = computer.recovery_key().await;
    assert_eq!(record.recovery_public_key, Some(key.public_key()));
    let wrapped = &record.recovery_wrapped_vault_key.0;
    let opened = VaultKey::unwrap_with_recovery(wrapped, key, owner.account).unwrap();
    assert_eq!(opened.expose(), owner.vault.expose());
    assert!(VaultKey::unwrap_with_recovery(wrapped, not, owner.account).is_err());
}

#[tokio::test]
async fn the_new_key_brings_its_owner_back_and_the_old_one_does_not() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let (old, new) = (&owner.recovery_key, RecoveryKey::generate());
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let started = computer.start_key(Some(now)).await.unwrap();
    assert_eq!(started.expires_at, house.hands.now() + 1_800);
    in_force(&computer, &owner, old, &new).await;
    let mut back = house.computer();
    back.sign_in_by_key(&house, old)
        .await
        .expect("until the last message it is the old one");

    let request = finishing(started, &owner, &new);
    computer.finish_key(&request).await.unwrap();
    in_force(&computer, &owner, &new, old).await;
    let house = house.restart().await;
    let mut back = house.computer();
    let refused = back.sign_in_by_key(&house, old).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    back.sign_in_by_key(&house, &new).await.unwrap();
    let factor = back.by_key(&house, old).await;
    let refused = back.turn_off(factor, false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    let factor = back.by_key(&house, &new).await;
    back.turn_off(factor, false).await.unwrap();
}

#[tokio::test]
async fn the_password_alone_opens_as_before_and_cameras_keep_their_names() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let new = RecoveryKey::generate();
    let started = computer.start_key(None).await.unwrap();
    computer
        .finish_key(&finishing(started, &owner, &new))
        .await
        .unwrap();
    computer.cameras().await.expect("this computer stays");
    let (done, export) = house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose());
}

#[tokio::test]
async fn a_borrowed_computer_makes_no_new_key_without_the_password() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let new = RecoveryKey::generate();
    house.hands.forward(301);
    let refused = computer.start_key(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    computer.prove(PASSWORD).await.unwrap();
    let request = finishing(computer.start_key(None).await.unwrap(), &owner, &new);
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let refused = other.finish_key(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState, "another session");
    // The owner takes longer to write it down than the proof is fresh, and not for ever.
    house.hands.forward(1_801);
    let refused = computer.finish_key(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState, "too late");
    in_force(&computer, &owner, &owner.recovery_key, &new).await;
    computer.prove(PASSWORD).await.unwrap();
    let request = finishing(computer.start_key(None).await.unwrap(), &owner, &new);
    house.hands.forward(1_800);
    computer.finish_key(&request).await.unwrap();
}

#[tokio::test]
async fn with_two_factor_on_the_factor_in_force_is_wanted_and_used_up() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let new = RecoveryKey::generate();
    house.hands.forward(60);
    let refused = computer.start_key(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    let wrong = code(has.wrong_code(house.hands.now()));
    let refused = computer.start_key(Some(wrong)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCode);
    let another = computer.by_key(&house, &new).await;
    let refused = computer.start_key(Some(another)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    let now = code(has.code(house.hands.now()));
    computer.start_key(Some(now.clone())).await.unwrap();
    let refused = computer.start_key(Some(now)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CodeUsed);

    // Who has lost telephone and codes does it with the old key.
    let old = computer.by_key(&house, &owner.recovery_key).await;
    let started = computer.start_key(Some(old)).await.unwrap();
    computer
        .finish_key(&finishing(started, &owner, &new))
        .await
        .unwrap();
    in_force(&computer, &owner, &new, &owner.recovery_key).await;
}

#[tokio::test]
async fn other_computers_are_told_once_and_by_whom() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let name = Bytes(vec![9; 80]);
    computer.name_computer(&name).await.unwrap();
    let started = computer.start_key(None).await.unwrap();
    assert_eq!(other.key_changes_told().await, [], "nothing has changed");
    let request = finishing(started, &owner, &RecoveryKey::generate());
    let done = computer.finish_key(&request).await.unwrap();
    computer.finish_key(&request).await.unwrap();
    let told = other.open_events(&[]).await.unwrap();
    let changes: Vec<_> = told
        .into_iter()
        .filter_map(|event| event.events.credential_change)
        .collect();
    let [change] = changes.as_slice() else {
        panic!("one word: {changes:?}")
    };
    assert_eq!(change.change_type, ChangeType::Update);
    assert_eq!(change.by_sealed, Some(name));
    assert_eq!(change.event_timestamp, done.replaced_at);
    assert_eq!(computer.key_changes_told().await, [], "it knows");
}

#[tokio::test]
async fn what_the_old_key_had_begun_is_over() {
    let house = House::open().await;
    let (thief, owner, has) = house.with_everything().await;
    let (old, new) = (&owner.recovery_key, RecoveryKey::generate());
    house.hands.forward(60);
    let mut computer = house.computer();
    let now = code(has.code(house.hands.now()));
    computer.sign_in_with(now).await.unwrap();
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let request = finishing(computer.start_key(Some(now)).await.unwrap(), &owner, &new);

    // Somebody who knows password and old key: half way through a sign-in, with an answer in hand for a change, with an
    // authenticator of their own that waits for its code, and with a key of their own.
    thief.prove(PASSWORD).await.unwrap();
    let mut half = house.computer();
    let challenge = half.challenged().await.id;
    let answered = half.answers(&house, challenge, old);
    let enrolment = thief.enrol(Some(thief.by_key(&house, old).await)).await;
    let theirs = Authenticator::of(&enrolment.unwrap());
    let factor = thief.by_key(&house, old).await;
    let their_key = thief.start_key(Some(factor)).await.unwrap();
    let factor = thief.by_key(&house, old).await;

    computer.finish_key(&request).await.unwrap();

    let refused = half.second_factor(challenge, answered).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let now = theirs.code(house.hands.now());
    let refused = thief.confirm(&now, &theirs.recovery_codes[0]).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::EnrolmentLapsed);
    let refused = thief.turn_off(factor, false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    let their_key = finishing(their_key, &owner, &RecoveryKey::generate());
    let refused = thief.finish_key(&their_key).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&computer, &owner, &new, old).await;
}

#[tokio::test]
async fn what_was_started_before_the_password_or_two_factor_changed_makes_no_key() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let old = &owner.recovery_key;
    let mut thief = house.computer();
    thief.sign_in(EMAIL, PASSWORD).await.unwrap();
    let begun = thief.start_key(None).await.unwrap();
    password::change(&computer, &owner, "nine geese over the mill pond")
        .await
        .unwrap();
    let request = finishing(begun, &owner, &RecoveryKey::generate());
    let refused = thief.finish_key(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);

    // Without two-factor nothing but the password was asked for.
    computer
        .prove("nine geese over the mill pond")
        .await
        .unwrap();
    let begun = computer.start_key(None).await.unwrap();
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();
    let new = RecoveryKey::generate();
    let request = finishing(begun, &owner, &new);
    let refused = computer.finish_key(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&computer, &owner, old, &new).await;
}

#[tokio::test]
async fn an_answer_that_is_lost_can_be_asked_for_again_and_an_old_message_brings_no_key_back() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let (first, second) = (RecoveryKey::generate(), RecoveryKey::generate());
    let request = finishing(computer.start_key(None).await.unwrap(), &owner, &first);
    computer.finish_key(&request).await.unwrap();
    house.hands.forward(3_600);
    computer
        .finish_key(&request)
        .await
        .expect("long afterwards too");
    in_force(&computer, &owner, &first, &owner.recovery_key).await;

    computer.prove(PASSWORD).await.unwrap();
    let another = finishing(computer.start_key(None).await.unwrap(), &owner, &second);
    computer.finish_key(&another).await.unwrap();
    let refused = computer.finish_key(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&computer, &owner, &second, &first).await;
}

#[tokio::test]
async fn of_twenty_computers_at_once_one_makes_the_key_and_the_others_are_told() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (computer, owner) = house.with_ada().await;
        let mut requests = Vec::new();
        for _ in 0..20 {
            let key = RecoveryKey::generate();
            let started = computer.start_key(None).await.unwrap();
            requests.push((finishing(started, &owner, &key), key));
        }
        let tried = requests.iter().map(|(request, key)| {
            let computer = computer.clone();
            async move { (computer.finish_key(request).await, key) }
        });
        let mut made = Vec::new();
        for (result, key) in futures_util::future::join_all(tried).await {
            match result {
                Ok(_) => made.push(key),
                Err(refused) => assert_eq!(refused.kind(), ProblemType::StaleState),
            }
        }
        assert_eq!(made.len(), 1);
        in_force(&computer, &owner, made[0], &owner.recovery_key).await;
    }
}

#[tokio::test]
async fn the_key_of_an_account_of_before_is_replaced_as_well() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    house.forget_recovery_keys().await;
    let new = RecoveryKey::generate();
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let started = computer.start_key(Some(now)).await.unwrap();
    // Set up meanwhile: it is not the key that this was started for any more.
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    computer
        .set_recovery_key(owner.recovery_key.public_key(), Some(now))
        .await
        .unwrap();
    let refused = computer
        .finish_key(&finishing(started, &owner, &new))
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);

    house.forget_recovery_keys().await;
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let started = computer.start_key(Some(now)).await.unwrap();
    computer
        .finish_key(&finishing(started, &owner, &new))
        .await
        .unwrap();
    in_force(&computer, &owner, &new, &owner.recovery_key).await;
    house.computer().sign_in_by_key(&house, &new).await.unwrap();
}

#[tokio::test]
async fn what_is_no_key_takes_no_place() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let new = RecoveryKey::generate();
    let good = finishing(computer.start_key(None).await.unwrap(), &owner, &new);
    // The neutral element: anybody's signature would do.
    let mut neutral = vec![0; 32];
    neutral[0] = 1;
    let with_key = |key: Vec<u8>| RecoveryKeyFinishRequest {
        recovery_public_key: PublicKey::of_bytes(key),
        ..good.clone()
    };
    let with_wrapped = |length| RecoveryKeyFinishRequest {
        recovery_wrapped_vault_key: Bytes(vec![1; length]),
        ..good.clone()
    };
    for bad in [
        with_key(neutral),
        with_key(vec![7; 31]),
        with_wrapped(0),
        with_wrapped(1_025),
    ] {
        let refused = computer.finish_key(&bad).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    }
    let forged = RecoveryKeyFinishRequest {
        state: Bytes(vec![1; 300]),
        ..good.clone()
    };
    let refused = computer.finish_key(&forged).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&computer, &owner, &owner.recovery_key, &new).await;
    computer.finish_key(&good).await.unwrap();
}

#[tokio::test]
async fn when_it_cannot_be_written_down_the_old_key_stays_and_nobody_is_told() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let new = RecoveryKey::generate();
    let request = finishing(computer.start_key(None).await.unwrap(), &owner, &new);
    let mut database = database(&house).await;
    sqlx::query(
        "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )
    .execute(&mut database)
    .await
    .unwrap();
    computer.finish_key(&request).await.unwrap_err();
    in_force(&computer, &owner, &owner.recovery_key, &new).await;
    sqlx::query("DROP TRIGGER full")
        .execute(&mut database)
        .await
        .unwrap();
    assert_eq!(other.key_changes_told().await, []);
    computer.finish_key(&request).await.unwrap();
}

#[tokio::test]
async fn killed_before_the_last_message_the_old_key_is_in_force_and_after_it_the_new_one() {
    for _ in 0..rounds(1) {
        for finished in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let (running, url) = serve(dir.path(), &[]);
            let hands = real_time();
            let mut computer = Computer::new(&url, hands.clone());
            let owner = computer.register(EMAIL, PASSWORD).await;
            computer.sign_in(EMAIL, PASSWORD).await.unwrap();
            let (old, new) = (&owner.recovery_key, RecoveryKey::generate());
            let request = finishing(computer.start_key(None).await.unwrap(), &owner, &new);
            if finished {
                computer.finish_key(&request).await.unwrap();
            }
            running.kill();

            let (_running, url) = serve(dir.path(), &[]);
            computer.base = url.trim_end_matches('/').into();
            hands.forward(real_time().now() - hands.now());
            if finished {
                in_force(&computer, &owner, &new, old).await;
            } else {
                in_force(&computer, &owner, old, &new).await;
            }
            // Whoever did not hear how it ended says the same once more.
            computer.finish_key(&request).await.unwrap();
            in_force(&computer, &owner, &new, old).await;
        }
    }
}
