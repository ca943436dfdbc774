//! Changing the password: with a fresh proof, all at once or not at all, and nothing that the old one was good for is left.

use opaque_ke::{ClientRegistrationFinishParameters, Identifiers};
use porchlight_protocol::account::SignInFinishRequest;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::CameraProfile;
use porchlight_protocol::event::{ChangeType, CredentialType, EndReason};
use porchlight_protocol::opaque::{ClientRegistration, RegistrationResponse};
use porchlight_protocol::password::{
    PasswordFinishRequest, PasswordStartRequest, PasswordStartResponse,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::SecondFactor;
use rand::rngs::OsRng;
use sqlx::Row;

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, House, Owner, PASSWORD, Refused};
use crate::second_factor::database;

const NEW: &str = "nine geese over the mill pond";

/// A change that only has to be finished.
async fn started(
    computer: &Computer,
    owner: &Owner,
    new: &str,
) -> Result<PasswordFinishRequest, Refused> {
    let start = ClientRegistration::start(&mut OsRng, new.as_bytes()).unwrap();
    let request = PasswordStartRequest {
        registration_request: Bytes(start.message.serialize().to_vec()),
    };
    let answer: PasswordStartResponse = computer.ask(path::PASSWORD_START, &request).await?;
    let response = RegistrationResponse::deserialize(&answer.registration_response.0).unwrap();
    let how =
        ClientRegistrationFinishParameters::new(Identifiers::default(), Some(&computer.stretch));
    let finish = start
        .state
        .finish(&mut OsRng, new.as_bytes(), response, how)
        .unwrap();
    Ok(PasswordFinishRequest {
        state: answer.state,
        registration_upload: Bytes(finish.message.serialize().to_vec()),
        wrapped_vault_key: Bytes(owner.vault.wrap(&finish.export_key, owner.account)),
        second_factor: None,
        end_other_sessions: false,
    })
}

async fn finish(computer: &Computer, request: &PasswordFinishRequest) -> Result<(), Refused> {
    computer.ask(path::PASSWORD_FINISH, request).await
}

pub(crate) async fn change(computer: &Computer, owner: &Owner, new: &str) -> Result<(), Refused> {
    finish(computer, &started(computer, owner, new).await?).await
}

pub(crate) async fn change_with(
    computer: &Computer,
    owner: &Owner,
    new: &str,
    factor: SecondFactor,
) -> Result<(), Refused> {
    finish(
        computer,
        &with(&started(computer, owner, new).await?, factor),
    )
    .await
}

fn with(request: &PasswordFinishRequest, factor: SecondFactor) -> PasswordFinishRequest {
    PasswordFinishRequest {
        second_factor: Some(factor),
        ..request.clone()
    }
}

/// Exactly one of two passwords opens the account, and the vault key comes with it.
async fn opens_with(house: &House, owner: &Owner, right: &str, wrong: &str) {
    let refused = house.computer().sign_in(EMAIL, wrong).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let (done, export) = house.computer().sign_in(EMAIL, right).await.unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose());
}

#[tokio::test]
async fn the_new_password_opens_the_account_and_the_old_one_does_not() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    change(&computer, &owner, NEW).await.unwrap();
    computer.cameras().await.expect("this computer stays");
    opens_with(&house, &owner, NEW, PASSWORD).await;

    // And whoever asks for an address without an account cannot tell.
    let mut stranger = house.computer();
    let (_, known) = stranger.sign_in_start(EMAIL, PASSWORD).await;
    let (_, unknown) = stranger.sign_in_start("who@example.org", PASSWORD).await;
    let (known, unknown) = (known.unwrap(), unknown.unwrap());
    assert_eq!(known.state.0.len(), unknown.state.0.len());
    assert_eq!(
        known.credential_response.0.len(),
        unknown.credential_response.0.len()
    );
    for (email, start) in [(EMAIL, known), ("who@example.org", unknown)] {
        let refused = stranger.sign_in_finish(start.state, vec![7; 64]).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCredentials, "{email}");
    }
    let restarted = house.restart().await;
    opens_with(&restarted, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn a_borrowed_computer_changes_nothing_without_the_password() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let before = started(&computer, &owner, NEW).await.unwrap();
    house.hands.forward(301);
    let refused = started(&computer, &owner, NEW).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    // One that was started while the proof was fresh is too old by now, and one of another session is worth nothing.
    let refused = finish(&computer, &before).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = computer.prove("wrong password").await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    computer.prove(PASSWORD).await.unwrap();
    house.hands.forward(250);
    let late = started(&computer, &owner, NEW).await.unwrap();
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let refused = finish(&other, &late).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    house.hands.forward(51);
    let refused = finish(&computer, &late).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    opens_with(&house, &owner, PASSWORD, NEW).await;
}

#[tokio::test]
async fn with_two_factor_on_a_code_is_wanted_as_well_and_its_limits_hold() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();

    let request = started(&computer, &owner, NEW).await.unwrap();
    let refused = finish(&computer, &request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    assert!(refused.problem.challenge.is_none());
    let used = with(&request, code(now));
    let refused = finish(&computer, &used).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CodeUsed);
    house.hands.forward(60);
    for _ in 0..5 {
        let wrong = with(&request, code(has.wrong_code(house.hands.now())));
        let refused = finish(&computer, &wrong).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode);
    }
    let right = with(&request, code(has.code(house.hands.now())));
    let refused = finish(&computer, &right).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::TooManyTries,
        "counted with all others"
    );
    let request = started(&computer, &owner, NEW).await.unwrap();
    let wrong = with(&request, recovery("AAAA-BBBB-CCCC-DDDD"));
    let refused = finish(&computer, &wrong).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryCode);
    // Nothing has changed by all that.
    let refused = house.computer().sign_in(EMAIL, NEW).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let paper = with(&request, recovery(has.recovery_codes[1].clone()));
    finish(&computer, &paper).await.unwrap();

    // Two-factor is as before, and asked for after the new password only.
    house.hands.forward(60);
    let mut other = house.computer();
    let refused = other.sign_in(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let refused = other.sign_in(EMAIL, NEW).await.unwrap_err();
    let challenge = refused.problem.challenge.unwrap();
    let now = code(has.code(house.hands.now()));
    let done = other.second_factor(challenge.id, now).await.unwrap();
    assert_eq!(done.recovery_codes_left, Some(9));
}

#[tokio::test]
async fn other_computers_stay_and_are_told_or_are_signed_out_and_told_why() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let (mut stays, name) = (house.computer(), Bytes(vec![9; 80]));
    stays.sign_in(EMAIL, PASSWORD).await.unwrap();
    computer.name_computer(&name).await.unwrap();
    computer.prove(PASSWORD).await.unwrap();
    change(&computer, &owner, NEW).await.unwrap();
    let told = stays.open_events(&[]).await.unwrap();
    let changes: Vec<_> = told
        .iter()
        .filter_map(|event| event.events.credential_change.as_ref())
        .map(|change| (change.credential_type, change.change_type))
        .collect();
    assert_eq!(changes, [(CredentialType::Password, ChangeType::Update)]);
    stays.cameras().await.unwrap();

    computer.prove(NEW).await.unwrap();
    let mut request = started(&computer, &owner, PASSWORD).await.unwrap();
    request.end_other_sessions = true;
    finish(&computer, &request).await.unwrap();
    computer.cameras().await.unwrap();
    let refused = stays.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
    let word = stays.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::PasswordChanged);
    assert_eq!(end.by_sealed, Some(name));
    assert_eq!(computer.sessions().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_old_password_had_begun_is_over() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    // Somebody else who knows the old password: half way through a sign-in, with a fresh proof, with one under way, and with
    // an enrolment that waits for its code.
    let mut half = house.computer();
    let (state, start) = half.sign_in_start(EMAIL, PASSWORD).await;
    let start = start.unwrap();
    let (last, _) = half.finalization(state, PASSWORD, &start).unwrap();
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let (state, proof) = other.proof_start(PASSWORD).await;
    let (proved, _) = other.finalization(state, PASSWORD, &proof).unwrap();
    let has = Authenticator::of(&other.enrol(None).await.unwrap());

    change(&computer, &owner, NEW).await.unwrap();

    let refused = half.sign_in_finish(start.state, last).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let refused = started(&other, &owner, PASSWORD).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    let request = SignInFinishRequest {
        state: proof.state,
        credential_finalization: proved.into(),
    };
    let refused = other.ask::<()>(path::SESSION_PROOF_FINISH, &request).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::WrongCredentials);
    let now = has.code(house.hands.now());
    let refused = other.confirm(&now, &has.recovery_codes[0]).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::EnrolmentLapsed);
    // Its own proof is used up too: a further change wants the new password.
    let refused = started(&computer, &owner, PASSWORD).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
}

#[tokio::test]
async fn a_sign_in_that_waits_for_its_code_starts_again_with_the_new_password() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();
    house.hands.forward(60);
    let mut waits = house.computer();
    let challenge = waits.challenged().await;
    let request = started(&computer, &owner, NEW).await.unwrap();
    finish(
        &computer,
        &with(&request, recovery(has.recovery_codes[1].clone())),
    )
    .await
    .unwrap();
    let now = code(has.code(house.hands.now()));
    let refused = waits.second_factor(challenge.id, now).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
}

#[tokio::test]
async fn an_answer_that_is_lost_can_be_asked_for_again() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let request = started(&computer, &owner, NEW).await.unwrap();
    finish(&computer, &request).await.unwrap();
    let mut other = house.computer();
    other.sign_in(EMAIL, NEW).await.unwrap();
    house.hands.forward(400);
    let mut again = request.clone();
    again.end_other_sessions = true;
    finish(&computer, &again).await.unwrap();
    other
        .cameras()
        .await
        .expect("nothing happens a second time");
    let told = other.open_events(&[]).await.unwrap();
    assert!(
        told.iter()
            .all(|event| event.events.credential_change.is_none())
    );
    opens_with(&house, &owner, NEW, PASSWORD).await;
    // Changed back by somebody: the old message does not bring its password back.
    computer.prove(NEW).await.unwrap();
    change(&computer, &owner, PASSWORD).await.unwrap();
    computer.prove(PASSWORD).await.unwrap();
    let refused = finish(&computer, &request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    opens_with(&house, &owner, PASSWORD, NEW).await;
}

#[tokio::test]
async fn of_twenty_changes_at_once_one_is_made_and_its_password_opens_the_account() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut requests = Vec::new();
    for n in 0..20 {
        let new = format!("{NEW} {n}");
        requests.push((started(&computer, &owner, &new).await.unwrap(), new));
    }
    let tried = requests.iter().map(|(request, new)| {
        let computer = computer.clone();
        async move { (finish(&computer, request).await, new) }
    });
    let mut made = Vec::new();
    for (result, new) in futures_util::future::join_all(tried).await {
        match result {
            Ok(()) => made.push(new),
            Err(refused) => assert_eq!(refused.kind(), ProblemType::StaleState),
        }
    }
    assert_eq!(made.len(), 1);
    opens_with(&house, &owner, made[0], PASSWORD).await;
}

#[tokio::test]
async fn nothing_changes_before_the_last_message_also_when_the_service_is_killed_in_between() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let request = started(&computer, &owner, NEW).await.unwrap();
    let house = house.restart().await;
    opens_with(&house, &owner, PASSWORD, NEW).await;
    // The state is the client's, so that any instance can finish it.
    let mut computer = computer;
    computer.base = house.computer().base;
    finish(&computer, &request).await.unwrap();
    opens_with(&house, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn names_of_cameras_and_the_recovery_key_are_good_as_before() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let camera = uuid::Uuid::new_v4();
    let profile = CameraProfile {
        nickname: "Heron pond".into(),
        ..CameraProfile::default()
    };
    let sealed = profile.seal(&owner.vault, owner.account, camera);
    change(&computer, &owner, NEW).await.unwrap();

    let (done, export) = house.computer().sign_in(EMAIL, NEW).await.unwrap();
    let by_password = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    let kept: Vec<u8> = sqlx::query("SELECT recovery_wrapped_vault_key FROM accounts")
        .fetch_one(&mut database(&house).await)
        .await
        .unwrap()
        .get(0);
    let by_paper =
        VaultKey::unwrap_with_recovery(&kept, &owner.recovery_key, owner.account).unwrap();
    for vault in [by_password, by_paper] {
        let read = CameraProfile::open(&sealed, &vault, owner.account, camera).unwrap();
        assert_eq!(read.nickname, "Heron pond");
    }
}

#[tokio::test]
async fn nonsense_is_refused_and_changes_nothing() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let bad = PasswordStartRequest {
        registration_request: Bytes(vec![1; 31]),
    };
    let refused = computer
        .ask::<PasswordStartResponse>(path::PASSWORD_START, &bad)
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    let good = started(&computer, &owner, NEW).await.unwrap();
    for (bad, kind) in [
        (
            PasswordFinishRequest {
                registration_upload: Bytes(vec![1; 192]),
                ..good.clone()
            },
            ProblemType::InvalidRequest,
        ),
        (
            PasswordFinishRequest {
                wrapped_vault_key: Bytes(Vec::new()),
                ..good.clone()
            },
            ProblemType::InvalidRequest,
        ),
        (
            PasswordFinishRequest {
                wrapped_vault_key: Bytes(vec![1; 1_025]),
                ..good.clone()
            },
            ProblemType::InvalidRequest,
        ),
        (
            PasswordFinishRequest {
                state: Bytes(vec![1; 300]),
                ..good.clone()
            },
            ProblemType::StaleState,
        ),
    ] {
        let refused = finish(&computer, &bad).await.unwrap_err();
        assert_eq!(refused.kind(), kind);
    }
    opens_with(&house, &owner, PASSWORD, NEW).await;
    finish(&computer, &good).await.unwrap();
}
