//! A request was let in, and before it changed anything the owner changed the password or signed its computer out: it changes nothing.

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{RecoveryKey, RecoveryKeyRequest, RecoveryKeyStartRequest};
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{EnrolmentRequest, TurnOffRequest};
use porchlight_service::refusal::Refusal;
use porchlight_service::sessions::{Session, Shown};
use reqwest::Method;

use crate::authenticator::recovery;
use crate::client::{Computer, EMAIL, House};
use crate::email_change::to;
use crate::password;

/// As a request of this computer is let in now.
async fn let_in(house: &House, computer: &Computer) -> Session {
    let (method, path) = (Method::GET, path::CAMERAS);
    let shown = Shown {
        method: method.as_str(),
        address: &format!("{}{path}", computer.base),
        token: &computer.token,
        proof: &computer.proof(&method, path, Some(&computer.token)),
    };
    house.service.session(shown).await.unwrap()
}

/// Whatever wants a fresh proof, asked for by a request that was let in.
async fn everything(house: &House, session: &Session, code: &str) -> Vec<(&'static str, Refusal)> {
    let (service, factor) = (&house.service, recovery(code));
    let off = TurnOffRequest {
        factor: factor.clone(),
        end_other_sessions: false,
    };
    let enrolment = EnrolmentRequest {
        label: EMAIL.into(),
        second_factor: Some(factor.clone()),
    };
    let start = RecoveryKeyStartRequest {
        second_factor: Some(factor.clone()),
    };
    let set = RecoveryKeyRequest {
        recovery_public_key: RecoveryKey::generate().public_key(),
        second_factor: Some(factor.clone()),
    };
    let codes = service.start_recovery_codes(session, &factor).await;
    let off = service.turn_two_factor_off(session, &off).await;
    let enrolment = service.start_enrolment(session, &enrolment).await;
    let start = service.recovery_key_start(session, &start).await;
    let set = service.set_recovery_key(session, &set).await;
    let challenge = service.challenge_to_change(session).await;
    let email = service.change_email(session, &to("eve@example.org")).await;
    [
        ("new codes", codes.map(drop)),
        ("two-factor off", off),
        ("another authenticator", enrolment.map(drop)),
        ("another key", start.map(drop)),
        ("the key of an account of before", set),
        ("what the key has to answer", challenge.map(drop)),
        ("another address", email.map(drop)),
    ]
    .map(|(what, result)| (what, result.expect_err(what)))
    .into()
}

#[tokio::test]
async fn when_the_password_was_changed_meanwhile_the_proof_of_before_is_good_for_nothing() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    house.forget_recovery_keys().await;
    let mut thief = house.computer();
    thief
        .sign_in_with(recovery(&has.recovery_codes[1]))
        .await
        .unwrap();
    let session = let_in(&house, &thief).await;
    let new = "nine geese over the mill pond";
    let factor = recovery(&has.recovery_codes[2]);
    password::change_with(&computer, &owner, new, factor)
        .await
        .unwrap();
    for (what, refusal) in everything(&house, &session, &has.recovery_codes[3]).await {
        let wanted = Refusal::Plain(ProblemType::FreshProofNeeded);
        assert_eq!(format!("{refusal:?}"), format!("{wanted:?}"), "{what}");
    }
}

#[tokio::test]
async fn when_its_computer_was_signed_out_meanwhile_it_changes_nothing_and_is_told_when_it_comes_again()
 {
    let house = House::open().await;
    let (computer, _, has) = house.with_everything().await;
    house.forget_recovery_keys().await;
    let mut thief = house.computer();
    thief
        .sign_in_with(recovery(&has.recovery_codes[1]))
        .await
        .unwrap();
    let session = let_in(&house, &thief).await;
    computer.end_other_sessions().await.unwrap();
    for (what, refusal) in everything(&house, &session, &has.recovery_codes[2]).await {
        let again = matches!(refusal, Refusal::Overloaded { .. });
        assert!(again, "{what}: {refusal:?}");
    }
    assert_eq!(
        thief.cameras().await.unwrap_err().kind(),
        ProblemType::SessionEnded
    );
}
