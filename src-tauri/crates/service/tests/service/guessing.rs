//! Strangers who try an owner's address, or very many addresses: the owner signs in all the same.

use std::net::IpAddr;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use porchlight_protocol::account::{SignInFinishRequest, SignInStartRequest};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::ClientLogin;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::proof_of_work::{Work, WorkDone};
use porchlight_protocol::service::path;
use porchlight_service::{Config, ConnectionLimits, Incident, Limits};
use rand::rngs::OsRng;
use reqwest::Method;

use crate::client::{Computer, EMAIL, House, PASSWORD, Refused, answer, config};

const DAY: i64 = 24 * 3600;

/// Tests are this service's proxy: they name the place that a request comes from.
fn behind_a_proxy() -> ConnectionLimits {
    let proxy: IpAddr = [127, 0, 0, 1].into();
    ConnectionLimits {
        proxies: Arc::new([proxy]),
        ..ConnectionLimits::default()
    }
}

async fn house_behind_a_proxy() -> House {
    House::open_to(behind_a_proxy()).await
}

/// Of a stranger from the given place, without a device key.
async fn guess(
    computer: &Computer,
    place: &str,
    email: &str,
    work: Option<WorkDone>,
) -> Result<(), Refused> {
    let start = ClientLogin::start(&mut OsRng, b"a guess").unwrap();
    let request = SignInStartRequest {
        email: email.into(),
        credential_request: Bytes(start.message.serialize().to_vec()),
        work,
    };
    let url = format!("{}{}", computer.base, path::SIGN_IN_START);
    let sent = computer.http.post(url).header("X-Forwarded-For", place);
    answer::<serde_json::Value>(sent.json(&request).send().await.unwrap())
        .await
        .map(drop)
}

/// From twenty places, as often as each is let.
async fn attack(computer: &Computer, email: &str) {
    for place in 1..=20 {
        let place = format!("192.0.2.{place}");
        for _ in 0..5 {
            if guess(computer, &place, email, None).await.is_err() {
                break;
            }
        }
    }
}

#[tokio::test]
async fn everybody_was_reset_and_the_address_is_under_attack_and_the_owner_signs_in_at_once() {
    let house = house_behind_a_proxy().await;
    let (mut study, _) = house.with_ada().await;
    let incident = Incident::new([("en".to_owned(), "A drill.".to_owned())], None).unwrap();
    house.service.reset_everybody(&incident).await.unwrap();
    attack(&study, EMAIL).await;
    let stranger = guess(&study, "192.0.2.99", EMAIL, None).await;
    assert_eq!(
        stranger.unwrap_err().kind(),
        ProblemType::ProofOfWorkNeeded,
        "the attack is felt"
    );
    // No wait and no work: the one request is answered.
    let (state, started) = study.try_sign_in_start(EMAIL, PASSWORD, None).await;
    let started = started.unwrap();
    let (last, _) = study.finalization(state, PASSWORD, &started).unwrap();
    study.sign_in_finish(started.state, last).await.unwrap();
}

#[tokio::test]
async fn on_a_new_computer_the_owner_works_for_the_try_and_does_not_wait() {
    let house = house_behind_a_proxy().await;
    let (study, _) = house.with_ada().await;
    attack(&study, EMAIL).await;
    let mut new = house.computer();
    let (_, refused) = new.try_sign_in_start(EMAIL, PASSWORD, None).await;
    let refused = refused.unwrap_err();
    assert_eq!(
        (refused.kind(), refused.retry_after),
        (ProblemType::ProofOfWorkNeeded, None)
    );
    new.sign_in(EMAIL, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_computer_is_known_for_ninety_days_after_its_session_ended() {
    let house = house_behind_a_proxy().await;
    let (study, _) = house.with_ada().await;
    let sign_out = study.request(Method::DELETE, path::SESSION);
    answer::<()>(sign_out.send().await.unwrap()).await.unwrap();
    for (days, known) in [(89, true), (2, false)] {
        house.hands.forward(days * DAY);
        house.service.forget_what_is_over().await.unwrap();
        attack(&study, EMAIL).await;
        let (_, started) = study.try_sign_in_start(EMAIL, PASSWORD, None).await;
        assert_eq!(started.is_ok(), known);
    }
}

#[tokio::test]
async fn a_computer_that_its_owner_signed_out_from_elsewhere_is_a_stranger() {
    let house = house_behind_a_proxy().await;
    let (mut study, _) = house.with_ada().await;
    let mut lost = house.computer();
    lost.sign_in(EMAIL, PASSWORD).await.unwrap();
    let session = lost.session.as_ref().unwrap().session_id.to_string();
    study.end_session(&session).await.unwrap();
    attack(&study, EMAIL).await;
    let (_, started) = lost.try_sign_in_start(EMAIL, PASSWORD, None).await;
    assert_eq!(started.unwrap_err().kind(), ProblemType::ProofOfWorkNeeded);
    study.sign_in(EMAIL, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_place_that_is_made_up_is_not_believed() {
    let house = House::open().await;
    let (study, _) = house.with_ada().await;
    for number in 1..=5 {
        let place = format!("192.0.2.{number}");
        guess(&study, &place, EMAIL, None).await.unwrap();
    }
    let refused = guess(&study, "192.0.2.6", EMAIL, None).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::TooManyTries,
        "all from one place"
    );
}

#[tokio::test]
async fn who_tries_twice_as_many_addresses_as_are_counted_keeps_nobody_out() {
    let house = House::open_with(Limits {
        counted: 20,
        ..Limits::default()
    })
    .await;
    let (mut study, _) = house.with_ada().await;
    for number in 0..40 {
        let email = format!("{number}@example.org");
        let mut stranger = house.computer();
        stranger.sign_in(&email, PASSWORD).await.unwrap_err();
    }
    study.sign_in(EMAIL, PASSWORD).await.unwrap();
    let mut new = house.computer();
    new.sign_in(EMAIL, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn work_serves_one_try_at_one_address_in_two_minutes() {
    let house = house_behind_a_proxy().await;
    let (study, _) = house.with_ada().await;
    let other = "bea@example.org";
    let work = |refused: Refused| -> Work {
        assert_eq!(refused.kind(), ProblemType::ProofOfWorkNeeded);
        refused.problem.work.unwrap()
    };
    for email in [EMAIL, other] {
        attack(&study, email).await;
    }
    let asked = guess(&study, "192.0.2.50", EMAIL, None).await.unwrap_err();
    let done = work(asked).done(|| true).unwrap();
    for unfit in [
        WorkDone {
            nonce: done.nonce.wrapping_add(1),
            ..done.clone()
        },
        WorkDone {
            challenge: Bytes(b"made up".to_vec()),
            ..done.clone()
        },
    ] {
        work(
            guess(&study, "192.0.2.50", EMAIL, Some(unfit))
                .await
                .unwrap_err(),
        );
    }
    let elsewhere = guess(&study, "192.0.2.50", other, Some(done.clone())).await;
    work(elsewhere.unwrap_err());
    guess(&study, "192.0.2.50", EMAIL, Some(done.clone()))
        .await
        .unwrap();
    let again = guess(&study, "192.0.2.50", EMAIL, Some(done.clone())).await;
    work(again.unwrap_err());
    house.running.shutdown().await;
    house.service.store().close().await;
    let config = Config {
        connections: behind_a_proxy(),
        ..config(&house.dir)
    };
    let house = House::with_config(house.dir, house.hands, config).await;
    let study = study.at(&house);
    attack(&study, EMAIL).await;
    let again = guess(&study, "192.0.2.50", EMAIL, Some(done)).await;
    let late = work(again.expect_err("also after a restart"));
    let late = late.done(|| true).unwrap();
    house.hands.forward(121);
    work(
        guess(&study, "192.0.2.50", EMAIL, Some(late))
            .await
            .unwrap_err(),
    );
}

#[tokio::test]
async fn a_proof_of_the_device_key_serves_one_request() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let message = || {
        let start = ClientLogin::start(&mut OsRng, PASSWORD.as_bytes()).unwrap();
        Bytes(start.message.serialize().to_vec())
    };
    let proof = computer.proof(&Method::POST, path::SIGN_IN_START, None);
    let post = |path: &str, proof: &str| {
        let url = format!("{}{path}", computer.base);
        computer.http.post(url).header("DPoP", proof)
    };
    for used in [false, true] {
        let body = SignInStartRequest {
            email: EMAIL.into(),
            credential_request: message(),
            work: None,
        };
        let sent = post(path::SIGN_IN_START, &proof).json(&body).send();
        let answered = answer::<serde_json::Value>(sent.await.unwrap()).await;
        let refused = answered.err().map(|refused| refused.kind());
        assert_eq!(refused, used.then_some(ProblemType::InvalidCredential));
    }
    let proof = computer.proof(&Method::POST, path::SIGN_IN_FINISH, None);
    for (number, expected) in [
        (0, ProblemType::StaleState),
        (1, ProblemType::InvalidCredential),
    ] {
        let body = SignInFinishRequest {
            state: Bytes(vec![number; 64]),
            credential_finalization: Bytes(vec![number; 64]),
        };
        let sent = post(path::SIGN_IN_FINISH, &proof).json(&body).send();
        let refused = answer::<serde_json::Value>(sent.await.unwrap()).await;
        assert_eq!(refused.unwrap_err().kind(), expected);
    }
    let stranger = Computer {
        key: SigningKey::generate(&mut OsRng),
        ..computer.clone()
    };
    let (_, started) = stranger.try_sign_in_start(EMAIL, PASSWORD, None).await;
    started.unwrap();
}
