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
use rand::rngs::OsRng;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::authenticator::{code, recovery};
use crate::client::{Computer, EMAIL, House, NOON, Owner, PASSWORD, Refused, answer};
use crate::password;
use crate::second_factor::database;

pub(crate) const NEW: &str = "nine geese over the mill pond";
pub(crate) const DAY: i64 = 86_400;

impl House {
    /// Of an account without two-factor: a computer that may choose the new password.
    pub(crate) async fn recovered_after_a_day(
        &self,
        key: &RecoveryKey,
    ) -> (Computer, PasswordRecoveryProveResponse) {
        let back = self.computer();
        back.recover(self, key, None).await.unwrap_err();
        self.hands.forward(DAY);
        let proved = back.recover(self, key, None).await.unwrap();
        (back, proved)
    }
}

impl Computer {
    /// With a proof of the device key, and no session.
    pub(crate) async fn of_device<T: DeserializeOwned>(
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

    pub(crate) async fn prove_with(
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

    pub(crate) async fn recover_at(
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
    pub(crate) async fn recoveries_told(&self) -> Vec<Option<i64>> {
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
pub(crate) async fn in_force(house: &House, owner: &Owner, new: &str, old: &str) {
    let refused = house.computer().sign_in(EMAIL, old).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let (done, export) = house.computer().sign_in(EMAIL, new).await.unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose());
}

/// As [`in_force`] where two-factor is on.
pub(crate) async fn is_the_password(house: &House, right: &str, wrong: &str) {
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
async fn a_computer_that_signs_in_during_the_day_is_warned_as_well() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    house.hands.forward(60);
    let thief = house.computer();
    thief.recover(&house, key, None).await.unwrap_err();
    let available_at = Some(house.hands.now() + DAY);
    house.hands.forward(60);
    let mut new = house.computer();
    new.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(new.recoveries_told().await, [available_at]);
    // What came before the warning is no news to a new computer, and a warning that is over is none either.
    let told = new.open_events(&[]).await.unwrap();
    assert!(told.iter().all(|event| event.iat >= NOON + 60));
    new.stop_recovery().await.unwrap();
    let mut newer = house.computer();
    newer.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(newer.recoveries_told().await, []);
    thief.recover(&house, key, None).await.unwrap_err();
    computer.prove(PASSWORD).await.unwrap();
    password::change(&computer, &owner, NEW).await.unwrap();
    let mut newest = house.computer();
    newest.sign_in(EMAIL, NEW).await.unwrap();
    assert_eq!(newest.recoveries_told().await, []);
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
async fn any_computer_of_the_account_stops_it_and_the_others_are_told_by_whom() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let name = Bytes(vec![9; 80]);
    computer.name_computer(&name).await.unwrap();
    let key = &owner.recovery_key;
    let (thief, proved) = house.recovered_after_a_day(key).await;
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
async fn the_computers_that_the_owner_keeps_stay_and_the_others_are_told_why() {
    let house = House::open().await;
    let (kept, owner) = house.with_ada().await;
    house.hands.forward(1);
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let key = &owner.recovery_key;
    let (back, proved) = house.recovered_after_a_day(key).await;
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
