//! A message is itself and nothing more: with anything after it, it is not understood, wherever it comes.

use opaque_ke::{ClientLogin, ClientRegistration};
use porchlight_protocol::account::*;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::Suite;
use porchlight_protocol::password::{
    PasswordFinishRequest, PasswordStartRequest, PasswordStartResponse,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use rand::rngs::OsRng;
use reqwest::Method;
use serde::Serialize;

use crate::client::{Computer, EMAIL, House, PASSWORD, answer};

async fn refused(computer: &Computer, path: &str, body: &impl Serialize) {
    let proof = computer.proof(&Method::POST, path, None);
    let request = computer.http.post(format!("{}{path}", computer.base));
    let answered = request
        .header("DPoP", proof)
        .json(body)
        .send()
        .await
        .unwrap();
    let refused = answer::<serde_json::Value>(answered).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidRequest, "{path}");
}

fn login() -> Vec<u8> {
    let start = ClientLogin::<Suite>::start(&mut OsRng, PASSWORD.as_bytes()).unwrap();
    start.message.serialize().to_vec()
}

fn registration() -> Vec<u8> {
    let start = ClientRegistration::<Suite>::start(&mut OsRng, PASSWORD.as_bytes()).unwrap();
    start.message.serialize().to_vec()
}

fn json(body: impl Serialize) -> serde_json::Value {
    serde_json::to_value(body).unwrap()
}

/// With something behind it, with something before it, twice, and cut off.
fn spoilt(message: &[u8]) -> [Bytes; 4] {
    [
        Bytes([message, &[0]].concat()),
        Bytes([&[0], message].concat()),
        Bytes([message, message].concat()),
        Bytes(message[..message.len() - 1].to_vec()),
    ]
}

#[tokio::test]
async fn at_registration_and_sign_in() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    for registration_request in spoilt(&registration()) {
        let body = RegistrationStartRequest {
            email: "grace@example.org".into(),
            registration_request,
            invitation: None,
        };
        refused(&computer, path::REGISTRATION_START, &body).await;
    }
    let begun = computer.begin_registering("grace@example.org", PASSWORD, None);
    let (_, finish) = begun.await.unwrap();
    for registration_upload in spoilt(&finish.registration_upload.0) {
        let body = RegistrationFinishRequest {
            registration_upload,
            ..finish.clone()
        };
        refused(&computer, path::REGISTRATION_FINISH, &body).await;
    }
    for credential_request in spoilt(&login()) {
        let body = SignInStartRequest {
            email: EMAIL.into(),
            credential_request,
            work: None,
        };
        refused(&computer, path::SIGN_IN_START, &body).await;
    }
    let (state, started) = computer.sign_in_start(EMAIL, PASSWORD).await;
    let started = started.unwrap();
    let (last, _) = computer.finalization(state, PASSWORD, &started).unwrap();
    for credential_finalization in spoilt(&last) {
        let body = SignInFinishRequest {
            state: started.state.clone(),
            credential_finalization,
        };
        refused(&computer, path::SIGN_IN_FINISH, &body).await;
    }
    let mut other = house.computer();
    other.sign_in_finish(started.state, last).await.unwrap();
}

#[tokio::test]
async fn of_a_session() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let ask = async |path: &str, body: serde_json::Value| {
        let sent = computer.request(Method::POST, path).json(&body).send();
        answer::<serde_json::Value>(sent.await.unwrap()).await
    };
    for credential_request in spoilt(&login()) {
        let body = serde_json::json!({ "credential_request": credential_request });
        let kind = ask(path::SESSION_PROOF_START, body)
            .await
            .unwrap_err()
            .kind();
        assert_eq!(kind, ProblemType::InvalidRequest);
    }
    for registration_request in spoilt(&registration()) {
        let body = json(PasswordStartRequest {
            registration_request,
        });
        let kind = ask(path::PASSWORD_START, body).await.unwrap_err().kind();
        assert_eq!(kind, ProblemType::InvalidRequest);
    }
    let body = json(PasswordStartRequest {
        registration_request: Bytes(registration()),
    });
    let started = ask(path::PASSWORD_START, body).await.unwrap();
    let started: PasswordStartResponse = serde_json::from_value(started).unwrap();
    let (_, finish) = computer
        .begin_registering("grace@example.org", PASSWORD, None)
        .await
        .unwrap();
    for registration_upload in spoilt(&finish.registration_upload.0) {
        let body = json(PasswordFinishRequest {
            state: started.state.clone(),
            registration_upload,
            wrapped_vault_key: Bytes(owner.vault.wrap(&owner.export_key, owner.account)),
            second_factor: None,
            end_other_sessions: false,
        });
        let kind = ask(path::PASSWORD_FINISH, body).await.unwrap_err().kind();
        assert_eq!(kind, ProblemType::InvalidRequest);
    }
}
