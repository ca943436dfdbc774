//! Servers with bad manners: each becomes one thing that an owner can be told, and none ends a session.

use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{Credential, ServiceError, SessionId};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_simulators::unruly::{Manners, Reply, Unruly};
use uuid::Uuid;

use crate::home::{impatient, patient, provider_at};

/// A session of a service that is not there any more.
fn credential() -> Grant {
    let key = porchlight_protocol::bytes::Bytes::encode(&[7; 32]);
    let (account, session) = (Uuid::new_v4(), Uuid::new_v4());
    let json = serde_json::json!({
        "v": 1, "token": key, "device_key": key, "vault_key": key,
        "account": account, "session": session, "service": Uuid::new_v4(), "event_keys": [],
    });
    let credential = Credential {
        session: SessionId(session.to_string()),
        secret: SecretBytes::new(json.to_string().into_bytes()),
    };
    credential.into()
}

/// What an owner's list, name and sign-in come to.
async fn all(manners: Manners, expected: ServiceError) {
    let patience = match manners {
        Manners::Silent | Manners::StopsInTheMiddle => impatient(),
        Manners::HangsUp
        | Manners::CutsTheBody
        | Manners::NeverStops
        | Manners::HugeHeaders
        | Manners::NotHttp
        | Manners::Says(_) => patient(),
    };
    let server = Unruly::start(manners.clone()).await.unwrap();
    let provider = provider_at(&server.url(), patience).unwrap();
    let account = provider.account().unwrap();
    let credential = credential();
    assert_eq!(account.name().await.unwrap_err(), expected, "{manners:?}");
    assert_eq!(
        provider
            .cameras()
            .unwrap()
            .list(&credential)
            .await
            .unwrap_err(),
        expected,
        "{manners:?}"
    );
    let password = Password::new("password");
    let request = SignInRequest::new("ada@porch.example", &password, "Study");
    let signing_in = account.sign_in(&request);
    assert_eq!(signing_in.await.unwrap_err(), expected, "{manners:?}");
    let listening = provider.alerts().unwrap().next(&credential, &[]).await;
    assert_eq!(listening.unwrap_err(), expected, "{manners:?}");
}

#[tokio::test]
async fn nobody_there() {
    let provider = provider_at(&Unruly::nowhere().await.unwrap(), patient()).unwrap();
    assert_eq!(
        provider.account().unwrap().name().await,
        Err(ServiceError::Unreachable)
    );
    assert_eq!(
        provider
            .cameras()
            .unwrap()
            .list(&credential())
            .await
            .unwrap_err(),
        ServiceError::Unreachable
    );
}

#[tokio::test]
async fn a_service_that_takes_the_call_and_says_nothing() {
    all(Manners::Silent, ServiceError::TimedOut).await;
    all(Manners::StopsInTheMiddle, ServiceError::TimedOut).await;
}

#[tokio::test]
async fn a_line_that_breaks() {
    all(Manners::HangsUp, ServiceError::Unreachable).await;
    all(Manners::CutsTheBody, ServiceError::Unreachable).await;
}

#[tokio::test]
async fn answers_without_end_or_sense() {
    all(Manners::NeverStops, ServiceError::Garbled).await;
    all(Manners::HugeHeaders, ServiceError::Garbled).await;
    all(Manners::NotHttp, ServiceError::Garbled).await;
    all(Manners::Says(Reply::html(200)), ServiceError::Garbled).await;
    all(Manners::Says(Reply::json(200, "")), ServiceError::Garbled).await;
    all(
        Manners::Says(Reply::json(200, "{\"name\": 3}")),
        ServiceError::Garbled,
    )
    .await;
    all(
        Manners::Says(Reply::json(200, "[".repeat(100_000))),
        ServiceError::Garbled,
    )
    .await;
}

#[tokio::test]
async fn a_service_in_trouble_says_when_to_come_back() {
    let busy = |retry_after| ServiceError::Overloaded { retry_after };
    all(Manners::Says(Reply::html(503)), busy(5)).await;
    all(
        Manners::Says(Reply::html(503).with("Retry-After", "17")),
        busy(17),
    )
    .await;
    all(Manners::Says(Reply::html(502)), ServiceError::Unreachable).await;
    all(Manners::Says(Reply::html(504)), ServiceError::TimedOut).await;
    let problem = r#"{"type":"urn:porchlight:problem:too-many-tries","title":"","status":429}"#;
    let reply = Reply::problem(429, problem).with("Retry-After", "60");
    all(
        Manners::Says(reply),
        ServiceError::TooManyTries { retry_after: 60 },
    )
    .await;
}

#[tokio::test]
async fn a_fault_of_the_service_is_not_taken_for_a_crowd() {
    for status in [500, 501, 507] {
        all(Manners::Says(Reply::html(status)), ServiceError::Faulty).await;
    }
    let problem = r#"{"type":"urn:porchlight:problem:fault","title":"","status":500}"#;
    all(
        Manners::Says(Reply::problem(500, problem)),
        ServiceError::Faulty,
    )
    .await;
}

#[tokio::test]
async fn what_was_too_slow_on_its_way_there_is_out_of_time_and_what_was_too_long_is_refused() {
    for (status, name, expected) in [
        (408, "request-timeout", ServiceError::TimedOut),
        (413, "content-too-large", ServiceError::Refused),
    ] {
        let problem =
            format!(r#"{{"type":"urn:porchlight:problem:{name}","title":"","status":{status}}}"#);
        all(Manners::Says(Reply::problem(status, problem)), expected).await;
    }
}

#[tokio::test]
async fn a_problem_that_contradicts_its_status_counts_for_nothing() {
    let problem = r#"{"type":"urn:porchlight:problem:wrong-credentials","title":"","status":403}"#;
    all(
        Manners::Says(Reply::problem(418, problem)),
        ServiceError::Refused,
    )
    .await;
}

#[tokio::test]
async fn a_redirect_takes_the_token_nowhere() {
    let elsewhere = Unruly::start(Manners::Says(Reply::json(200, "{}")))
        .await
        .unwrap();
    let reply = Reply::html(307).with("Location", format!("{}/v1/cameras", elsewhere.url()));
    all(Manners::Says(reply), ServiceError::Garbled).await;
    assert_eq!(elsewhere.asked(), Vec::<String>::new());
}
