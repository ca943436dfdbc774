//! Making an account and signing in, and what strangers can learn from trying.

use porchlight_protocol::account::{SignInFinishRequest, SignInFinishResponse};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::{ServiceDocument, path};
use reqwest::Method;

use crate::client::{EMAIL, House, PASSWORD, answer};

#[tokio::test]
async fn the_password_brings_the_vault_key_back_on_any_computer() {
    let house = House::open().await;
    let (_, owner) = house.with_ada().await;
    let mut other = house.computer();
    let (done, export) = other
        .sign_in(" Ada.Marchetti@Example.org ", PASSWORD)
        .await
        .unwrap();
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose());
    assert_eq!(done.account_id, owner.account);
    assert_eq!(done.service, house.service.document());
    assert!(other.cameras().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_address_has_one_account() {
    let house = House::open().await;
    let computer = house.computer();
    computer.register(EMAIL, PASSWORD).await;
    let refused = computer
        .try_register(EMAIL, "another password")
        .await
        .err()
        .unwrap();
    assert_eq!(refused.kind(), ProblemType::AccountExists);
    assert!(
        house.computer().sign_in(EMAIL, PASSWORD).await.is_ok(),
        "the first one stays"
    );
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let house = House::open().await;
    let mut computer = house.computer();
    computer.register(EMAIL, PASSWORD).await;
    let mut seen = Vec::new();
    for (email, password) in [(EMAIL, "wrong password"), ("nobody@example.org", PASSWORD)] {
        let (state, start) = computer.sign_in_start(email, password).await;
        let start = start.unwrap();
        assert!(computer.finalization(state, password, &start).is_none());
        let lengths = (start.credential_response.0.len(), start.state.0.len());
        let refused = computer
            .sign_in_finish(start.state, vec![7; 64])
            .await
            .unwrap_err();
        seen.push((lengths, refused.kind(), refused.retry_after, refused.body));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0].1, ProblemType::WrongCredentials);
}

#[tokio::test]
async fn an_unknown_address_answers_with_the_same_hidden_key_each_time() {
    // The blinded evaluation is the first 32 bytes (RFC 9807 §6.3.2.2): the same question must get the same
    // answer, as it does for an account.
    let house = House::open().await;
    let computer = house.computer();
    computer.register(EMAIL, PASSWORD).await;
    let start = porchlight_protocol::opaque::ClientLogin::start(&mut rand::rngs::OsRng, b"guess");
    let message = Bytes(start.unwrap().message.serialize().to_vec());
    for email in [EMAIL, "nobody@example.org"] {
        let request = porchlight_protocol::account::SignInStartRequest {
            email: email.into(),
            credential_request: message.clone(),
            work: None,
        };
        let ask = || {
            computer.post::<porchlight_protocol::account::SignInStartResponse>(
                path::SIGN_IN_START,
                &request,
            )
        };
        let (one, two) = (ask().await.unwrap(), ask().await.unwrap());
        assert_eq!(
            one.credential_response.0[..32],
            two.credential_response.0[..32],
            "{email}"
        );
        assert_ne!(
            one.credential_response.0[32..],
            two.credential_response.0[32..]
        );
    }
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_soon() {
    let house = House::open().await;
    let mut computer = house.computer();
    computer.register(EMAIL, PASSWORD).await;

    let (state, start) = computer.sign_in_start(EMAIL, PASSWORD).await;
    let start = start.unwrap();
    let (last, _) = computer.finalization(state, PASSWORD, &start).unwrap();
    computer
        .sign_in_finish(start.state.clone(), last.clone())
        .await
        .unwrap();
    let again = computer
        .sign_in_finish(start.state.clone(), last.clone())
        .await
        .unwrap_err();
    assert_eq!(again.kind(), ProblemType::StaleState);
    let request = computer.request(Method::DELETE, path::SESSION);
    answer::<()>(request.send().await.unwrap()).await.unwrap();

    let house = house.restart().await;
    let mut computer = house.computer();
    let again = computer
        .sign_in_finish(start.state, last)
        .await
        .unwrap_err();
    assert_eq!(
        again.kind(),
        ProblemType::StaleState,
        "also after a restart and a sign-out"
    );

    let (state, start) = computer.sign_in_start(EMAIL, PASSWORD).await;
    let start = start.unwrap();
    let (last, _) = computer.finalization(state, PASSWORD, &start).unwrap();
    house.hands.forward(121);
    let late = computer
        .sign_in_finish(start.state, last)
        .await
        .unwrap_err();
    assert_eq!(late.kind(), ProblemType::StaleState);
    let made_up = computer
        .sign_in_finish(Bytes(vec![1; 400]), vec![7; 64])
        .await
        .unwrap_err();
    assert_eq!(made_up.kind(), ProblemType::StaleState);
}

#[tokio::test]
async fn a_sign_in_without_a_device_key_is_refused() {
    let house = House::open().await;
    let computer = house.computer();
    computer.register(EMAIL, PASSWORD).await;
    let (state, start) = computer.sign_in_start(EMAIL, PASSWORD).await;
    let start = start.unwrap();
    let (last, _) = computer.finalization(state, PASSWORD, &start).unwrap();
    let request = SignInFinishRequest {
        state: start.state,
        credential_finalization: Bytes(last),
    };
    let refused = computer
        .post::<SignInFinishResponse>(path::SIGN_IN_FINISH, &request)
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidCredential);
}

#[tokio::test]
async fn guessing_is_slowed_down_for_known_and_unknown_addresses_alike() {
    let house = House::open().await;
    let computer = house.computer();
    computer.register(EMAIL, PASSWORD).await;
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@example.org"] {
        for _ in 0..5 {
            computer.sign_in_start(email, "guess").await.1.unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..3 {
            let refused = computer.sign_in_start(email, "guess").await.1.unwrap_err();
            assert_eq!(refused.kind(), ProblemType::TooManyTries);
            let wait = refused.retry_after.unwrap();
            waits.push(wait);
            house.hands.forward(wait.into());
            computer.sign_in_start(email, "guess").await.1.unwrap();
        }
        seen.push(waits);
    }
    assert!(seen[0].is_sorted() && seen[0][0] < seen[0][2], "{seen:?}");
    assert_eq!(seen[0], seen[1]);
    assert!(
        computer
            .sign_in_start("other@example.org", "guess")
            .await
            .1
            .is_ok()
    );
}

#[tokio::test]
async fn what_is_not_a_request_is_refused_in_one_form() {
    let house = House::open().await;
    let computer = house.computer();
    let send = async |method: Method, path: &str, body: String| {
        let url = format!("{}{path}", computer.base);
        let sent = computer
            .http
            .request(method, url)
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        answer::<serde_json::Value>(sent).await.unwrap_err().kind()
    };
    use ProblemType::{ContentTooLarge, InvalidRequest, MethodNotAllowed, NotFound};
    let endless = format!("{{\"email\":\"{}\"}}", "a".repeat(70_000));
    let no_address = r#"{"email":"nobody","credential_request":""}"#.to_owned();
    for (method, path, body, kind) in [
        (
            Method::POST,
            path::SIGN_IN_START,
            "garbage".to_owned(),
            InvalidRequest,
        ),
        (Method::POST, path::SIGN_IN_START, endless, ContentTooLarge),
        (
            Method::POST,
            path::SIGN_IN_START,
            no_address,
            InvalidRequest,
        ),
        (Method::GET, "/nowhere", String::new(), NotFound),
        (
            Method::PATCH,
            path::SERVICE,
            String::new(),
            MethodNotAllowed,
        ),
    ] {
        assert_eq!(send(method, path, body).await, kind, "{path}");
    }
}

#[tokio::test]
async fn the_service_describes_all_of_itself() {
    let house = House::open().await;
    let computer = house.computer();
    let get = async |path: &str| {
        computer
            .http
            .get(format!("{}{path}", computer.base))
            .send()
            .await
            .unwrap()
    };
    let document: ServiceDocument = answer(get(path::SERVICE).await).await.unwrap();
    assert_eq!(
        (document.name.as_str(), document.now),
        ("Test service", house.hands.now())
    );
    let openapi: serde_json::Value = answer(get(path::OPENAPI).await).await.unwrap();
    let described = openapi["paths"].as_object().unwrap();
    let all = [
        path::SERVICE,
        path::REGISTRATION_START,
        path::REGISTRATION_FINISH,
        path::SIGN_IN_START,
        path::SIGN_IN_FINISH,
        path::SIGN_IN_SECOND_FACTOR,
        path::SESSION,
        path::SESSION_COMPUTER,
        path::SESSION_PROOF_START,
        path::SESSION_PROOF_FINISH,
        path::SESSIONS,
        path::SESSION_BY_ID,
        path::CAMERAS,
        path::CAMERA,
        path::CAMERA_PROFILE,
        path::PAIRINGS,
        path::PAIRING,
        path::PAIRING_CLAIM,
        path::PASSWORD_START,
        path::PASSWORD_FINISH,
        path::RECOVERY_KEY,
        path::EVENTS_POLL,
        path::EVENTS_WAKE,
        path::TWO_FACTOR,
        path::TWO_FACTOR_CHALLENGE,
        path::TWO_FACTOR_ENROLMENT,
        path::TWO_FACTOR_ENROLMENT_CHECK,
        path::TWO_FACTOR_ENROLMENT_CONFIRM,
        path::TWO_FACTOR_OFF,
        path::TWO_FACTOR_RECOVERY_CODES,
        path::TWO_FACTOR_RECOVERY_CODES_CONFIRM,
        path::TWO_FACTOR_RECOVERY_CODES_REHEARSAL,
        path::INTEGRATIONS,
        path::INTEGRATIONS_START,
        path::INTEGRATION,
        path::INTEGRATION_CAMERAS,
        path::LINK_REQUEST,
        path::LINK_REQUEST_APPROVE,
        path::CLIENT_CAMERAS,
        path::OAUTH_AUTHORIZE,
        path::OAUTH_AUTHORIZE_WAITING,
        path::OAUTH_TOKEN,
        path::OAUTH_REVOKE,
        path::OAUTH_INTROSPECT,
        path::OAUTH_METADATA,
        path::OAUTH_METADATA_BY_PATH,
        path::ACCOUNT,
        path::ACCOUNT_EMAIL,
        path::ACCOUNT_EMAIL_UNDO,
        path::EVENT_KEYS,
        path::RECOVERY_KEY_START,
        path::RECOVERY_KEY_FINISH,
        path::PASSWORD_RECOVERY,
        path::PASSWORD_RECOVERY_START,
        path::PASSWORD_RECOVERY_PROVE,
        path::PASSWORD_RECOVERY_CHOOSE,
        path::PASSWORD_RECOVERY_FINISH,
        path::HEALTH,
        path::OPENAPI,
    ];
    for path in all {
        assert!(described.contains_key(path), "{path}");
    }
    assert_eq!(described.len(), all.len());
}
