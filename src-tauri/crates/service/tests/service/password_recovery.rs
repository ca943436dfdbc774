//! A forgotten password: the recovery key, and the second factor where it is on, lead to a new one. Nobody is told, and nothing begins,
//! before the recovery key is right; from then on every computer of the account can stop it.

use opaque_ke::{ClientRegistrationFinishParameters, Identifiers};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{EndReason, Events};
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::opaque::{ClientRegistration, RegistrationResponse};
use porchlight_protocol::password_recovery::*;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{Occasion, Purpose, RecoveryKey, answer as signed};
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::SecondFactor;
use porchlight_soak::rounds;
use rand::rngs::OsRng;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, Hands, House, Owner, PASSWORD, Refused, answer};
use crate::deletions::delete;
use crate::password;
use crate::program::{real_time, serve};
use crate::second_factor::database;

const NEW: &str = "nine geese over the mill pond";
const DAY: i64 = 86_400;

impl Computer {
    /// With a proof of the device key, and no session.
    async fn of_device<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Refused> {
        let proof = self.proof(&Method::POST, path, None);
        let url = format!("{}{path}", self.base);
        let request = self.http.post(url).header("DPoP", proof).json(body);
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn recovery_start(&self, email: &str) -> PasswordRecoveryStartResponse {
        let request = PasswordRecoveryStartRequest {
            email: email.into(),
        };
        self.post(path::PASSWORD_RECOVERY_START, &request)
            .await
            .unwrap()
    }

    async fn prove_with(
        &self,
        started: &PasswordRecoveryStartResponse,
        recovery_key_proof: String,
        second_factor: Option<SecondFactor>,
    ) -> Result<PasswordRecoveryProveResponse, Refused> {
        let request = PasswordRecoveryProveRequest {
            state: started.state.clone(),
            recovery_key_proof,
            second_factor,
        };
        self.of_device(path::PASSWORD_RECOVERY_PROVE, &request)
            .await
    }

    /// The recovery key is shown, and the factor.
    pub(crate) async fn recover(
        &self,
        house: &House,
        key: &RecoveryKey,
        second_factor: Option<SecondFactor>,
    ) -> Result<PasswordRecoveryProveResponse, Refused> {
        self.recover_at(
            EMAIL,
            &house.service.document().issuer(),
            key,
            second_factor,
        )
        .await
    }

    async fn recover_at(
        &self,
        email: &str,
        issuer: &str,
        key: &RecoveryKey,
        second_factor: Option<SecondFactor>,
    ) -> Result<PasswordRecoveryProveResponse, Refused> {
        let started = self.recovery_start(email).await;
        let occasion = Occasion {
            aud: issuer.into(),
            challenge: started.challenge.id,
            jkt: PublicKey::of(&self.key).thumbprint(),
        };
        let proof = signed(key, Purpose::NewPassword, &occasion);
        self.prove_with(&started, proof, second_factor).await
    }

    /// What is sent when the owner has thought of a password.
    pub(crate) async fn choosing(
        &self,
        proved: &PasswordRecoveryProveResponse,
        key: &RecoveryKey,
        new: &str,
        keep: &[Uuid],
    ) -> Result<PasswordRecoveryFinishRequest, Refused> {
        let start = ClientRegistration::start(&mut OsRng, new.as_bytes()).unwrap();
        let request = PasswordRecoveryChooseRequest {
            state: proved.state.clone(),
            registration_request: Bytes(start.message.serialize().to_vec()),
        };
        let chosen: PasswordRecoveryChooseResponse = self
            .of_device(path::PASSWORD_RECOVERY_CHOOSE, &request)
            .await?;
        let response = RegistrationResponse::deserialize(&chosen.registration_response.0).unwrap();
        let how =
            ClientRegistrationFinishParameters::new(Identifiers::default(), Some(&self.stretch));
        let finish = start
            .state
            .finish(&mut OsRng, new.as_bytes(), response, how)
            .unwrap();
        let wrapped = &proved.recovery_wrapped_vault_key.0;
        let vault = VaultKey::unwrap_with_recovery(wrapped, key, proved.account_id).unwrap();
        Ok(PasswordRecoveryFinishRequest {
            state: proved.state.clone(),
            registration_upload: Bytes(finish.message.serialize().to_vec()),
            wrapped_vault_key: Bytes(vault.wrap(&finish.export_key, proved.account_id)),
            keep_sessions: keep.to_vec(),
        })
    }

    pub(crate) async fn finish_recovery(
        &self,
        request: &PasswordRecoveryFinishRequest,
    ) -> Result<(), Refused> {
        self.of_device(path::PASSWORD_RECOVERY_FINISH, request)
            .await
    }

    pub(crate) async fn stop_recovery(&self) -> Result<(), Refused> {
        let request = self.request(Method::DELETE, path::PASSWORD_RECOVERY);
        answer(request.send().await.unwrap()).await
    }

    /// What this computer is told of it, oldest first: when it can be chosen, and that it was stopped.
    async fn recoveries_told(&self) -> Vec<Option<i64>> {
        let mut told = self.open_events(&[]).await.unwrap();
        told.sort_by_key(|event| event.iat);
        told.into_iter()
            .filter_map(|event| {
                let Events {
                    recovery_activated,
                    recovery_stopped,
                    ..
                } = event.events;
                let activated = recovery_activated.map(|activated| Some(activated.available_at));
                activated.or(recovery_stopped.map(|_| None))
            })
            .collect()
    }
}

/// The new password opens the account and its names, and the old one does not.
async fn in_force(house: &House, owner: &Owner, new: &str, old: &str) {
    let refused = house.computer().sign_in(EMAIL, old).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let (done, export) = house.computer().sign_in(EMAIL, new).await.unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose());
}

/// As [`in_force`] where two-factor is on.
async fn is_the_password(house: &House, right: &str, wrong: &str) {
    let refused = house.computer().sign_in(EMAIL, wrong).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let refused = house.computer().sign_in(EMAIL, right).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
}

#[tokio::test]
async fn with_recovery_key_and_code_the_owner_chooses_a_new_password_at_once() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let key = &owner.recovery_key;
    house.hands.forward(60);
    let mut back = house.computer();
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    let now = code(has.code(house.hands.now()));
    let proved = back.recover(&house, key, Some(now)).await.unwrap();
    is_the_password(&house, PASSWORD, NEW).await;
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    back.finish_recovery(&request).await.unwrap();

    is_the_password(&house, NEW, PASSWORD).await;
    let refused = computer.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
    // The recovery key stands in for the factor, so that nobody waits for another code; and it stays the same.
    let refused = back.sign_in(EMAIL, NEW).await.unwrap_err();
    let challenge = refused.problem.challenge.unwrap().id;
    let factor = back.answers(&house, challenge, key);
    back.second_factor(challenge, factor).await.unwrap();
    assert_eq!(back.cameras().await.unwrap().len(), 0);
    let record = back.recovery_key().await;
    assert_eq!(record.recovery_public_key, Some(key.public_key()));
}

#[tokio::test]
async fn a_recovery_code_is_a_second_factor_and_the_recovery_key_itself_is_not() {
    let house = House::open().await;
    let (_computer, owner, has) = house.with_everything().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    let started = back.recovery_start(EMAIL).await;
    let proof = signed(
        key,
        Purpose::NewPassword,
        &back.occasion(&house, started.challenge.id),
    );
    let twice = back.answers(&house, started.challenge.id, key);
    for factor in [twice, SecondFactor::RecoveryKeyProof(proof.clone())] {
        let refused = back.prove_with(&started, proof.clone(), Some(factor)).await;
        assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidRequest);
    }
    let factor = recovery(&has.recovery_codes[3]);
    back.prove_with(&started, proof, Some(factor))
        .await
        .unwrap();
}

#[tokio::test]
async fn without_two_factor_a_day_passes_in_which_every_computer_knows() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::RecoveryWaits);
    let available_at = house.hands.now() + DAY;
    assert_eq!(refused.problem.available_at, Some(available_at));
    assert_eq!(computer.recoveries_told().await, [Some(available_at)]);

    house.hands.forward(DAY - 1);
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(
        refused.problem.available_at,
        Some(available_at),
        "it does not begin anew"
    );
    house.hands.forward(1);
    // From another computer than it was begun on.
    let back = house.computer();
    let proved = back.recover(&house, key, None).await.unwrap();
    assert_eq!(computer.recoveries_told().await.len(), 1, "once");
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    back.finish_recovery(&request).await.unwrap();
    in_force(&house, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn the_day_is_the_services_whatever_a_computers_clock_says() {
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    house
        .computer()
        .recover(&house, key, None)
        .await
        .unwrap_err();
    // A computer that is a day ahead: its proof is refused with the right time, and nothing else comes of it.
    let mut ahead = house.computer();
    ahead.hands = Hands::at_noon();
    ahead.hands.forward(DAY);
    let refused = ahead.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::ClockSkew);
    assert_eq!(refused.problem.now, Some(house.hands.now()));
}

#[tokio::test]
async fn a_thousand_wrong_keys_tell_nobody_count_nothing_and_keep_nobody_out() {
    let house = House::open().await;
    let (mut computer, owner, has) = house.with_everything().await;
    let thief = house.computer();
    let issuer = house.service.document().issuer();
    for _ in 0..1_000 {
        let guess = RecoveryKey::generate();
        let refused = thief.recover_at(EMAIL, &issuer, &guess, None).await;
        assert_eq!(refused.unwrap_err().kind(), ProblemType::WrongRecoveryKey);
    }
    assert_eq!(computer.recoveries_told().await, []);
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM password_recoveries")
        .fetch_one(&mut database(&house).await)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    computer.sign_in_with(now).await.unwrap();
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let back = house.computer();
    back.recover(&house, &owner.recovery_key, Some(now))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_address_without_an_account_is_answered_like_one_with_a_wrong_key() {
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let stranger = house.computer();
    let issuer = house.service.document().issuer();
    let ask = async |email: &'static str, key: &RecoveryKey| {
        let state = stranger.recovery_start(email).await.state.0.len();
        let refused = stranger.recover_at(email, &issuer, key, None).await;
        let refused = refused.unwrap_err();
        (state, refused.kind(), refused.body, refused.retry_after)
    };
    let wrong = ask(EMAIL, &RecoveryKey::generate()).await;
    let nobody = ask("nobody.at.all@example.org", &owner.recovery_key).await;
    assert_eq!(wrong, nobody);
    // Nor does it tell that an account is from before recovery keys could sign in.
    house.forget_recovery_keys().await;
    let before = ask(EMAIL, &owner.recovery_key).await;
    assert_eq!(before, nobody);
}

#[tokio::test]
async fn an_answer_for_another_purpose_challenge_or_computer_opens_nothing() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let thief = house.computer();
    let started = thief.recovery_start(EMAIL).await;
    let id = started.challenge.id;
    let right = thief.occasion(&house, id);
    let other_computer = house.computer().occasion(&house, id);
    let mut other_service = right.clone();
    other_service.aud = "urn:uuid:another".into();
    for proof in [
        // As it goes to the service when somebody signs in with the recovery key.
        signed(key, Purpose::SecondFactor, &right),
        signed(
            key,
            Purpose::NewPassword,
            &thief.occasion(&house, Uuid::new_v4()),
        ),
        signed(key, Purpose::NewPassword, &other_computer),
        signed(key, Purpose::NewPassword, &other_service),
        "no.answer.atall".into(),
    ] {
        let refused = thief.prove_with(&started, proof, None).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    }
    assert_eq!(computer.recoveries_told().await, []);
    house.hands.forward(301);
    let late = signed(key, Purpose::NewPassword, &right);
    let refused = thief.prove_with(&started, late, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    assert_eq!(computer.recoveries_told().await, []);
}

#[tokio::test]
async fn a_right_key_and_a_wrong_code_change_nothing_and_are_told() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let key = &owner.recovery_key;
    house.hands.forward(60);
    let thief = house.computer();
    for _ in 0..3 {
        let wrong = code(has.wrong_code(house.hands.now()));
        let refused = thief.recover(&house, key, Some(wrong)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode);
    }
    assert_eq!(computer.recoveries_told().await.len(), 1);
    is_the_password(&house, PASSWORD, NEW).await;
    // Whoever holds the key guesses no faster than who knows the password.
    for _ in 0..3 {
        let wrong = code(has.wrong_code(house.hands.now()));
        thief.recover(&house, key, Some(wrong)).await.unwrap_err();
    }
    let now = code(has.code(house.hands.now()));
    let refused = thief.recover(&house, key, Some(now)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
}

#[tokio::test]
async fn any_computer_of_the_account_stops_it_and_the_others_are_told_by_whom() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let name = Bytes(vec![9; 80]);
    computer.name_computer(&name).await.unwrap();
    let key = &owner.recovery_key;
    let thief = house.computer();
    thief.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let proved = thief.recover(&house, key, None).await.unwrap();
    let request = thief.choosing(&proved, key, NEW, &[]).await.unwrap();

    // Long after the password was typed: whoever is warned has a minute, and may have forgotten it.
    computer.stop_recovery().await.unwrap();
    computer
        .stop_recovery()
        .await
        .expect("there is nothing to stop");
    let refused = thief.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = thief.choosing(&proved, key, NEW, &[]).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&house, &owner, PASSWORD, NEW).await;
    let told = other.open_events(&[]).await.unwrap();
    let stopped: Vec<_> = told
        .into_iter()
        .filter_map(|event| event.events.recovery_stopped)
        .collect();
    let [stopped] = stopped.as_slice() else {
        panic!("one word: {stopped:?}")
    };
    assert_eq!(stopped.by_sealed, Some(name));
    // Who shows the key again begins again, and everybody knows.
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.problem.available_at, Some(house.hands.now() + DAY));
    let told = other.recoveries_told().await;
    assert_eq!(told.len(), 3, "{told:?}");
}

#[tokio::test]
async fn with_two_factor_on_it_can_be_stopped_until_the_last_message() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let key = &owner.recovery_key;
    house.hands.forward(60);
    let thief = house.computer();
    let now = code(has.code(house.hands.now()));
    let proved = thief.recover(&house, key, Some(now)).await.unwrap();
    let request = thief.choosing(&proved, key, NEW, &[]).await.unwrap();
    assert_eq!(
        computer.recoveries_told().await,
        [Some(house.hands.now())],
        "at once"
    );
    computer.stop_recovery().await.unwrap();
    let refused = thief.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    is_the_password(&house, PASSWORD, NEW).await;
}

#[tokio::test]
async fn only_the_computer_that_showed_the_key_goes_on_and_not_for_ever() {
    let house = House::open().await;
    let (_computer, owner, has) = house.with_everything().await;
    let key = &owner.recovery_key;
    house.hands.forward(60);
    let back = house.computer();
    let now = code(has.code(house.hands.now()));
    let proved = back.recover(&house, key, Some(now)).await.unwrap();
    assert_eq!(proved.expires_at, house.hands.now() + 900);
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    let refused = house.computer().finish_recovery(&request).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::StaleState);
    house.hands.forward(901);
    let refused = back.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    is_the_password(&house, PASSWORD, NEW).await;
}

#[tokio::test]
async fn a_week_after_the_day_it_begins_anew() {
    let house = House::open().await;
    let (mut computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY + OPEN_FOR - 1);
    back.recover(&house, key, None).await.unwrap();
    house.hands.forward(1);
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.problem.available_at, Some(house.hands.now() + DAY));
    // The hourly look takes away what is over.
    house.hands.forward(DAY + OPEN_FOR);
    house.service.forget_what_is_over().await.unwrap();
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM password_recoveries")
        .fetch_one(&mut database(&house).await)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(computer.recoveries_told().await.len(), 2);
}

#[tokio::test]
async fn a_password_changed_the_normal_way_or_another_recovery_key_ends_the_wait() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let thief = house.computer();
    thief.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let proved = thief.recover(&house, key, None).await.unwrap();
    let request = thief
        .choosing(&proved, key, "the thief's own words", &[])
        .await
        .unwrap();
    computer.prove(PASSWORD).await.unwrap();
    password::change(&computer, &owner, NEW).await.unwrap();
    let refused = thief.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::RecoveryWaits,
        "from the beginning"
    );

    house.hands.forward(DAY);
    let proved = thief.recover(&house, key, None).await.unwrap();
    let request = thief
        .choosing(&proved, key, "the thief's own words", &[])
        .await
        .unwrap();
    computer.prove(NEW).await.unwrap();
    computer.replace_recovery_key(&owner).await;
    let refused = thief.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    in_force(&house, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn two_factor_turned_on_during_the_wait_is_asked_for() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let thief = house.computer();
    thief.recover(&house, key, None).await.unwrap_err();
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();
    house.hands.forward(DAY);
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
}

#[tokio::test]
async fn an_account_deleted_meanwhile_stays_deleted() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let started = back.recovery_start(EMAIL).await;
    let proof = signed(
        key,
        Purpose::NewPassword,
        &back.occasion(&house, started.challenge.id),
    );
    let proved = back.recover(&house, key, None).await.unwrap();
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    computer.prove(PASSWORD).await.unwrap();
    delete(&computer).await.unwrap();
    let refused = back.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = back.choosing(&proved, key, NEW, &[]).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = back.prove_with(&started, proof, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
}

#[tokio::test]
async fn the_computers_that_the_owner_keeps_stay_and_the_others_are_told_why() {
    let house = House::open().await;
    let (kept, owner) = house.with_ada().await;
    house.hands.forward(1);
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let key = &owner.recovery_key;
    let back = house.computer();
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let proved = back.recover(&house, key, None).await.unwrap();
    let listed: Vec<_> = proved.sessions.iter().map(|session| session.id).collect();
    let [first, second] =
        [&kept, &other].map(|computer| computer.session.as_ref().unwrap().session_id);
    assert_eq!(listed, [first, second]);
    assert!(proved.sessions.iter().all(|session| !session.current));

    let too_many = vec![first; 21];
    let request = back.choosing(&proved, key, NEW, &too_many).await.unwrap();
    let refused = back.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    let request = back.choosing(&proved, key, NEW, &[first]).await.unwrap();
    back.finish_recovery(&request).await.unwrap();
    kept.cameras().await.unwrap();
    let changed = kept.open_events(&[]).await.unwrap();
    assert!(
        changed
            .iter()
            .any(|event| event.events.credential_change.is_some())
    );
    let refused = other.cameras().await.unwrap_err();
    let word = other.verified(&refused.problem.session_ended.unwrap());
    let why = word.events.session_revoked.unwrap().reason;
    assert_eq!(why, EndReason::PasswordChanged);
    // What was proved with the old password is not proved with the new one.
    let refused = kept.enrol(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
}

#[tokio::test]
async fn an_answer_that_is_lost_can_be_asked_for_again_and_an_old_message_brings_no_password_back()
{
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let proved = back.recover(&house, key, None).await.unwrap();
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    back.finish_recovery(&request).await.unwrap();
    house.hands.forward(3_600);
    back.finish_recovery(&request)
        .await
        .expect("long afterwards too");
    let (mut computer, later) = (house.computer(), "eleven swans on the canal");
    computer.sign_in(EMAIL, NEW).await.unwrap();
    password::change(&computer, &owner, later).await.unwrap();
    let refused = back.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&house, &owner, later, NEW).await;
}

#[tokio::test]
async fn of_twenty_computers_at_once_one_chooses_the_password() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (_computer, owner) = house.with_ada().await;
        let key = &owner.recovery_key;
        house
            .computer()
            .recover(&house, key, None)
            .await
            .unwrap_err();
        house.hands.forward(DAY);
        let mut requests = Vec::new();
        for number in 0..20 {
            let back = house.computer();
            let password = format!("{NEW}, number {number}");
            let proved = back.recover(&house, key, None).await.unwrap();
            let request = back.choosing(&proved, key, &password, &[]).await.unwrap();
            requests.push((back, request, password));
        }
        let tried = requests.iter().map(|(back, request, password)| async move {
            (back.finish_recovery(request).await, password)
        });
        let mut chosen = Vec::new();
        for (result, password) in futures_util::future::join_all(tried).await {
            match result {
                Ok(()) => chosen.push(password),
                Err(refused) => assert_eq!(refused.kind(), ProblemType::StaleState),
            }
        }
        assert_eq!(chosen.len(), 1);
        in_force(&house, &owner, chosen[0], PASSWORD).await;
    }
}

#[tokio::test]
async fn when_it_cannot_be_written_down_the_old_password_stays_and_nobody_is_signed_out() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    let full =
        "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    let mut database = database(&house).await;
    sqlx::query(full).execute(&mut database).await.unwrap();
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::Fault);
    let room = "DROP TRIGGER full";
    sqlx::query(room).execute(&mut database).await.unwrap();
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(
        refused.problem.available_at,
        Some(house.hands.now() + DAY),
        "no wait without a word to the owner"
    );
    assert_eq!(computer.recoveries_told().await.len(), 1);

    house.hands.forward(DAY);
    let proved = back.recover(&house, key, None).await.unwrap();
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    sqlx::query(full).execute(&mut database).await.unwrap();
    back.finish_recovery(&request).await.unwrap_err();
    sqlx::query(room).execute(&mut database).await.unwrap();
    computer.cameras().await.expect("still signed in");
    back.finish_recovery(&request).await.unwrap();
    in_force(&house, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn what_is_none_of_it_is_refused() {
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    let request = PasswordRecoveryStartRequest {
        email: "no address".into(),
    };
    let refused = back
        .post::<()>(path::PASSWORD_RECOVERY_START, &request)
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidRequest);
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let proved = back.recover(&house, key, None).await.unwrap();
    let good = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    let with_wrapped = |length| PasswordRecoveryFinishRequest {
        wrapped_vault_key: Bytes(vec![1; length]),
        ..good.clone()
    };
    let no_record = PasswordRecoveryFinishRequest {
        registration_upload: Bytes(vec![1; 10]),
        ..good.clone()
    };
    for bad in [with_wrapped(0), with_wrapped(1_025), no_record] {
        let refused = back.finish_recovery(&bad).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    }
    // A state of an earlier step is none of a later one, and one that is made up is none of any.
    let asked = back.recovery_start(EMAIL).await.state;
    for state in [asked, Bytes(vec![1; 300]), Bytes(Vec::new())] {
        let bad = PasswordRecoveryFinishRequest {
            state,
            ..good.clone()
        };
        let refused = back.finish_recovery(&bad).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::StaleState);
    }
    // Without a proof of the device key nothing is looked at; without a session nothing is stopped.
    let refused = back.post::<()>(path::PASSWORD_RECOVERY_FINISH, &good).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidCredential);
    let refused = back.stop_recovery().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    back.finish_recovery(&good).await.unwrap();
}

/// After each step: what was in force is in force, and going on leads to the new password.
#[tokio::test]
async fn killed_after_each_step_the_account_has_one_password_and_its_owner_goes_on() {
    for _ in 0..rounds(1) {
        for step in ["shown", "proved", "finished"] {
            let dir = tempfile::tempdir().unwrap();
            let (running, url) = serve(dir.path(), &[]);
            let hands = real_time();
            let mut computer = Computer::new(&url, hands.clone());
            let owner = computer.register(EMAIL, PASSWORD).await;
            let (session, _) = computer.sign_in(EMAIL, PASSWORD).await.unwrap();
            let issuer = session.service.issuer();
            let has = Authenticator::of(&computer.enrol(None).await.unwrap());
            let now = has.code(hands.now());
            computer
                .confirm(&now, &has.recovery_codes[0])
                .await
                .unwrap();
            let key = &owner.recovery_key;
            let mut back = Computer::new(&url, hands.clone());
            let mut codes = has.recovery_codes.iter().skip(1).map(recovery);
            let mut prove =
                async |back: &Computer| back.recover_at(EMAIL, &issuer, key, codes.next()).await;
            let refused = back
                .recover_at(EMAIL, &issuer, key, None)
                .await
                .unwrap_err();
            assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
            let mut request = None;
            if step != "shown" {
                let proved = prove(&back).await.unwrap();
                request = Some(back.choosing(&proved, key, NEW, &[]).await.unwrap());
            }
            if let ("finished", Some(request)) = (step, &request) {
                back.finish_recovery(request).await.unwrap();
            }
            running.kill();

            let (_running, url) = serve(dir.path(), &[]);
            hands.forward(real_time().now() - hands.now());
            back.base = url.trim_end_matches('/').into();
            let (right, wrong) = if step == "finished" {
                (NEW, PASSWORD)
            } else {
                (PASSWORD, NEW)
            };
            let signs_in = async |password| {
                let refused = Computer::new(&url, hands.clone())
                    .sign_in(EMAIL, password)
                    .await;
                refused.unwrap_err().kind()
            };
            assert_eq!(
                signs_in(right).await,
                ProblemType::SecondFactorRequired,
                "{step}"
            );
            assert_eq!(
                signs_in(wrong).await,
                ProblemType::WrongCredentials,
                "{step}"
            );
            if request.is_none() {
                let proved = prove(&back).await.unwrap();
                request = Some(back.choosing(&proved, key, NEW, &[]).await.unwrap());
            }
            // Whoever did not hear how it ended says the same once more.
            back.finish_recovery(&request.unwrap()).await.unwrap();
            assert_eq!(
                signs_in(NEW).await,
                ProblemType::SecondFactorRequired,
                "{step}"
            );
        }
    }
}
