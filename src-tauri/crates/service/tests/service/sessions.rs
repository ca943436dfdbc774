//! A session is a token and a device key; either alone is worth nothing.

use porchlight_protocol::dpop;
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use reqwest::Method;

use crate::client::{Computer, House, Refused, answer};

const DAY: i64 = 86_400;

async fn get_cameras(computer: &Computer, token: &str, proof: &str) -> Result<(), Refused> {
    let request = computer
        .http
        .get(format!("{}{}", computer.base, path::CAMERAS))
        .header("Authorization", format!("DPoP {token}"))
        .header("DPoP", proof);
    answer::<serde_json::Value>(request.send().await.unwrap())
        .await
        .map(drop)
}

#[tokio::test]
async fn a_stolen_token_is_refused_without_its_device_key() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let thief = Computer {
        token: computer.token.clone(),
        ..house.computer()
    };
    assert_eq!(
        thief.cameras().await.unwrap_err().kind(),
        ProblemType::InvalidCredential
    );
    let bearer = computer
        .http
        .get(format!("{}{}", computer.base, path::CAMERAS))
        .header("Authorization", format!("Bearer {}", computer.token));
    let refused = answer::<()>(bearer.send().await.unwrap())
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    assert!(computer.cameras().await.is_ok());
}

#[tokio::test]
async fn a_proof_serves_once_and_for_its_own_request() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let token = &computer.token;
    let proof = computer.proof(&Method::GET, path::CAMERAS, Some(token));
    get_cameras(&computer, token, &proof).await.unwrap();
    let replayed = get_cameras(&computer, token, &proof).await.unwrap_err();
    assert_eq!(replayed.kind(), ProblemType::InvalidCredential);
    for proof in [
        computer.proof(&Method::PUT, path::CAMERAS, Some(token)),
        computer.proof(&Method::GET, path::EVENTS_WAKE, Some(token)),
        computer.proof(&Method::GET, path::CAMERAS, Some("another token")),
        computer.proof(&Method::GET, path::CAMERAS, None),
        dpop::prove(
            &computer.key,
            "GET",
            "https://elsewhere.example/v1/cameras",
            Some(token),
            house.hands.now(),
        ),
        "garbage".into(),
    ] {
        let refused = get_cameras(&computer, token, &proof).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    }
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_the_time() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let address = format!("{}{}", computer.base, path::CAMERAS);
    let yesterday = house.hands.now() - DAY;
    let proof = dpop::prove(
        &computer.key,
        "GET",
        &address,
        Some(&computer.token),
        yesterday,
    );
    let refused = get_cameras(&computer, &computer.token, &proof)
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::ClockSkew);
    assert_eq!(refused.problem.now, Some(house.hands.now()));
}

#[tokio::test]
async fn who_cannot_prove_the_key_does_not_learn_that_a_session_ended() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let session = computer.session.as_ref().unwrap().session_id;
    house
        .service
        .end_session(session, EndReason::SuspectedTheft, None)
        .await
        .unwrap();
    let thief = Computer {
        token: computer.token.clone(),
        ..house.computer()
    };
    let never = Computer {
        token: "no such token".into(),
        ..house.computer()
    };
    let (ended, unknown) = (
        thief.cameras().await.unwrap_err(),
        never.cameras().await.unwrap_err(),
    );
    assert_eq!(ended.body, unknown.body);
    assert_eq!(ended.kind(), ProblemType::InvalidCredential);
    assert_eq!(
        computer.cameras().await.unwrap_err().kind(),
        ProblemType::SessionEnded
    );
}

#[tokio::test]
async fn a_session_that_is_not_used_for_a_month_expires() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    house.hands.forward(29 * DAY);
    computer.cameras().await.unwrap();
    house.hands.forward(29 * DAY);
    computer.cameras().await.unwrap();
    house.hands.forward(31 * DAY);
    let refused = computer.cameras().await.unwrap_err();
    let word = computer.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::Expired);
    assert_eq!(end.event_timestamp, house.hands.now() - DAY);
}

#[tokio::test]
async fn a_session_ends_after_three_months_whatever_its_use() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let expiry = computer.session.as_ref().unwrap().absolute_expiry;
    for _ in 0..8 {
        house.hands.forward(11 * DAY);
        computer.cameras().await.unwrap();
    }
    house.hands.forward(2 * DAY);
    let refused = computer.cameras().await.unwrap_err();
    let word = computer.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(
        (end.reason, end.event_timestamp),
        (EndReason::Expired, expiry)
    );
}

#[tokio::test]
async fn signing_out_ends_this_session_and_no_other() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut other = house.computer();
    other
        .sign_in(crate::client::EMAIL, crate::client::PASSWORD)
        .await
        .unwrap();
    let mut wakes = computer.subscribe().await.unwrap();
    let request = computer.request(Method::DELETE, path::SESSION);
    answer::<()>(request.send().await.unwrap()).await.unwrap();
    assert_eq!(
        computer.cameras().await.unwrap_err().kind(),
        ProblemType::InvalidCredential
    );
    while wakes.wake().await {}
    assert!(other.cameras().await.is_ok());
}

#[tokio::test]
async fn sessions_outlive_a_restart() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let house = house.restart().await;
    let moved = Computer {
        base: house.computer().base,
        ..computer
    };
    assert!(moved.cameras().await.is_ok());
}
