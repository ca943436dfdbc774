//! Proofs of possession (RFC 9449) made by hand, as others make them: what is let in, what is not, and that none is good twice.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::Signer;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::PollRequest;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_service::{Config, Limits, Service};
use reqwest::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::client::{Computer, EMAIL, Hands, House, PASSWORD, Refused, answer, config};
use crate::third_party::alexa;

/// A proof for the list of cameras, with other words in its header or among its claims. `null` takes a word away.
fn by_hand(computer: &Computer, header: Value, claims: Value) -> String {
    let base64url = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let mut all = [
        json!({
            "typ": "dpop+jwt",
            "alg": "EdDSA",
            "jwk": {
                "kty": "OKP",
                "crv": "Ed25519",
                "x": base64url(computer.key.verifying_key().as_bytes()),
            },
        }),
        json!({
            "jti": Uuid::new_v4(),
            "htm": "GET",
            "htu": format!("{}{}", computer.base, path::CAMERAS),
            "iat": computer.hands.now(),
            "ath": base64url(&Sha256::digest(computer.token.as_bytes())),
        }),
    ];
    for (part, changes) in all.iter_mut().zip([header, claims]) {
        for (name, value) in changes.as_object().unwrap() {
            part[name] = value.clone();
        }
        part.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
    }
    let signed = all
        .map(|part| base64url(part.to_string().as_bytes()))
        .join(".");
    let signature = computer.key.sign(signed.as_bytes()).to_bytes();
    format!("{signed}.{}", base64url(&signature))
}

async fn cameras_with(computer: &Computer, proof: &str) -> Response {
    let request = computer
        .http
        .get(format!("{}{}", computer.base, path::CAMERAS))
        .header("Authorization", format!("DPoP {}", computer.token))
        .header("DPoP", proof);
    request.send().await.unwrap()
}

fn challenge(response: &Response) -> String {
    let said = response.headers()["www-authenticate"].to_str().unwrap();
    said.to_owned()
}

const NO_PROOF: &str = r#"DPoP algs="EdDSA", error="invalid_dpop_proof""#;
const NO_TOKEN: &str = r#"DPoP algs="EdDSA", error="invalid_token""#;

#[tokio::test]
async fn a_proof_that_gives_its_private_key_away_or_wants_what_is_not_known_is_refused() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let x = URL_SAFE_NO_PAD.encode(computer.key.verifying_key().as_bytes());
    let d = URL_SAFE_NO_PAD.encode(computer.key.to_bytes());
    let jwk = |more: Value| {
        let mut jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
        for (name, value) in more.as_object().unwrap() {
            jwk[name] = value.clone();
        }
        json!({ "jwk": jwk })
    };
    for header in [
        // RFC 9449 §4.3
        jwk(json!({ "d": d })),
        jwk(json!({ "d": "" })),
        jwk(json!({ "k": d })),
        // RFC 7515 §4.1.11
        json!({ "crit": ["exp"], "exp": 1 }),
        json!({ "crit": [] }),
        json!({ "crit": ["b64"], "b64": true }),
    ] {
        let proof = by_hand(&computer, header.clone(), json!({}));
        let refused = cameras_with(&computer, &proof).await;
        assert_eq!(challenge(&refused), NO_PROOF, "{header}");
        let refused = answer::<Value>(refused).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidCredential, "{header}");
    }
    // What is not known and not said to matter does not.
    let proof = by_hand(
        &computer,
        json!({ "kid": "desk", "x": 1 }),
        json!({ "nonce": "n" }),
    );
    assert_eq!(
        cameras_with(&computer, &proof).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_proof_may_name_a_fraction_of_a_second_and_write_the_address_in_another_way() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let (now, port) = (house.hands.now(), house.listening.port());
    for claims in [
        // RFC 7519 §2
        json!({ "iat": now as f64 + 0.5 }),
        json!({ "iat": now as f64 - 59.5 }),
        // RFC 9449 §4.3, RFC 3986 §6.2.2 and §6.2.3
        json!({ "htu": format!("{}{}?page=2", computer.base, path::CAMERAS) }),
        json!({ "htu": format!("{}{}#top", computer.base, path::CAMERAS) }),
        json!({ "htu": format!("HTTP://127.0.0.1:{port}{}", path::CAMERAS) }),
        json!({ "htu": format!("http://127.0.0.1:{port}/v1/./cameras") }),
    ] {
        let proof = by_hand(&computer, json!({}), claims.clone());
        let answered = cameras_with(&computer, &proof).await;
        assert_eq!(answered.status(), StatusCode::OK, "{claims}");
    }
    for claims in [
        json!({ "iat": now.to_string() }),
        json!({ "iat": null }),
        json!({ "jti": null }),
        json!({ "htm": "get" }),
        json!({ "htu": format!("http://127.0.0.1:{port}/V1/CAMERAS") }),
        json!({ "htu": format!("https://127.0.0.1:{port}{}", path::CAMERAS) }),
        json!({ "htu": format!("http://somebody@127.0.0.1:{port}{}", path::CAMERAS) }),
        json!({ "htu": format!("http://127.0.0.1:{}{}", port ^ 1, path::CAMERAS) }),
        json!({ "htu": path::CAMERAS }),
    ] {
        let proof = by_hand(&computer, json!({}), claims.clone());
        let refused = cameras_with(&computer, &proof).await;
        assert_eq!(challenge(&refused), NO_PROOF, "{claims}");
        let refused = answer::<Value>(refused).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidCredential, "{claims}");
    }
}

#[tokio::test]
async fn an_address_with_capitals_is_the_same_where_people_named_the_service_by_a_name() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let config = Config {
        public_url: Some("https://home.example/porch/".parse().unwrap()),
        ..config(&dir)
    };
    let house = House::with_config(dir, hands, config).await;
    let there = format!("http://{}", house.listening);
    let computer = house.computer();
    assert_eq!(computer.base, "https://home.example/porch");
    let begun = async |htu: &str| {
        let proof = by_hand(
            &computer,
            json!({}),
            json!({ "htm": "POST", "htu": htu, "ath": null }),
        );
        let sent = computer
            .http
            .post(format!("{there}{}", path::SIGN_IN_FINISH));
        let body = json!({ "state": "AA", "credential_finalization": "AA" });
        let refused = sent.header("DPoP", proof).json(&body).send().await.unwrap();
        answer::<Value>(refused).await.unwrap_err().kind()
    };
    for same in [
        "https://home.example/porch/v1/sign-in/finish",
        "HTTPS://Home.Example:443/porch/v1/sign-in/finish",
    ] {
        // The proof is good: what it was sent with is not.
        assert_eq!(begun(same).await, ProblemType::InvalidRequest, "{same}");
    }
    for other in [
        "https://home.example:8443/porch/v1/sign-in/finish",
        "https://home.example/v1/sign-in/finish",
        "https://home.example./porch/v1/sign-in/finish",
    ] {
        assert_eq!(
            begun(other).await,
            ProblemType::InvalidCredential,
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_client_is_told_whether_its_proof_or_its_token_is_no_good() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let good =
        |computer: &Computer| computer.proof(&Method::GET, path::CAMERAS, Some(&computer.token));
    let twice = good(&computer);
    assert_eq!(
        cameras_with(&computer, &twice).await.status(),
        StatusCode::OK
    );
    for proof in [
        twice,
        "garbage".into(),
        by_hand(&computer, json!({}), json!({ "iat": 1 })),
    ] {
        let refused = cameras_with(&computer, &proof).await;
        assert_eq!(challenge(&refused), NO_PROOF);
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    }
    let unknown = Computer {
        token: "no such token".into(),
        ..computer.clone()
    };
    let anothers = Computer {
        token: computer.token.clone(),
        ..house.computer()
    };
    for thief in [unknown, anothers] {
        assert_eq!(
            challenge(&cameras_with(&thief, &good(&thief)).await),
            NO_TOKEN
        );
    }
    let url = format!("{}{}", computer.base, path::CAMERAS);
    let nothing = computer.http.get(&url).send().await.unwrap();
    // RFC 6750 §3.1: who brings nothing is only told what to bring.
    assert_eq!(challenge(&nothing), r#"DPoP algs="EdDSA""#);
    let without_proof = computer.http.get(&url);
    let without_proof = without_proof.header("Authorization", format!("DPoP {}", computer.token));
    assert_eq!(challenge(&without_proof.send().await.unwrap()), NO_PROOF);
    let signed_out = computer.request(Method::DELETE, path::SESSION);
    answer::<()>(signed_out.send().await.unwrap())
        .await
        .unwrap();
    assert_eq!(
        challenge(&cameras_with(&computer, &good(&computer)).await),
        NO_TOKEN
    );
}

#[tokio::test]
async fn a_client_is_told_that_its_session_ended_by_what_the_token_is_worth() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let reason = porchlight_protocol::event::EndReason::SuspectedTheft;
    let session = computer.session.as_ref().unwrap().session_id;
    house
        .service
        .end_session(session, reason, None)
        .await
        .unwrap();
    let proof = computer.proof(&Method::GET, path::CAMERAS, Some(&computer.token));
    let refused = cameras_with(&computer, &proof).await;
    assert_eq!(challenge(&refused), NO_TOKEN);
    let refused = answer::<Value>(refused).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
}

/// A request as somebody on the way caught it, sent once more to `house`.
async fn replayed(caught: &Request, house: &House) -> Response {
    let mut again = caught.try_clone().unwrap();
    again
        .url_mut()
        .set_port(Some(house.listening.port()))
        .unwrap();
    house.computer().http.execute(again).await.unwrap()
}

async fn is_refused(caught: &Request, house: &House, why: &str) {
    let response = replayed(caught, house).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{why}");
    assert_eq!(challenge(&response), NO_PROOF, "{why}");
}

/// The same database under the same address: what a proxy would choose from.
async fn second_instance(first: &House) -> House {
    let config = Config {
        public_url: Some(first.running.url.clone()),
        clock: first.hands.clock(),
        ..config(&first.dir)
    };
    let service = Service::open(config).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listening = listener.local_addr().unwrap();
    let running = service.serve_on(listener).await.unwrap();
    House {
        dir: tempfile::tempdir().unwrap(),
        hands: first.hands.clone(),
        service,
        running,
        listening,
    }
}

/// Stopped, and started again under the address that it had; `after` so many seconds, as its clock tells them.
async fn started_again(house: House, after: i64) -> House {
    let address = house.running.url.clone();
    let House {
        dir,
        hands,
        service,
        running,
        ..
    } = house;
    running.shutdown().await;
    service.store().close().await;
    hands.forward(after);
    let config = Config {
        public_url: Some(address),
        ..config(&dir)
    };
    House::at_once(dir, hands, config).await
}

/// One request of each sort that changes something, sent and answered well, and caught.
async fn caught_changes(house: &House, computer: &Computer) -> Vec<Request> {
    house.with_alexa().await;
    let event = computer.open_events(&[]).await.unwrap().remove(0).jti;
    let post = |path, body: Value| computer.request(Method::POST, path).json(&body);
    let name = json!({ "sealed_computer_name": Bytes(vec![1; 40]) });
    let changes = [
        computer
            .request(Method::PUT, path::SESSION_COMPUTER)
            .json(&name),
        computer.request(Method::DELETE, path::SESSIONS),
        post(path::PAIRINGS, json!({ "follows": null })),
        post(path::INTEGRATIONS_START, json!({ "client": alexa().id })),
        post(
            path::EVENTS_POLL,
            json!({ "returnImmediately": true, "ack": [event] }),
        ),
        post(path::TWO_FACTOR_ENROLMENT, json!({ "label": "Ada" })),
    ];
    let mut caught = Vec::new();
    for change in changes {
        let request = change.build().unwrap();
        let sent = request.try_clone().unwrap();
        let status = computer.http.execute(sent).await.unwrap().status();
        assert!(status.is_success(), "{} {status}", request.url());
        caught.push(request);
    }
    caught
}

/// Every row of every table but the one that remembers proofs.
pub(crate) async fn rows(dir: &Path) -> Vec<String> {
    use sqlx::{ConnectOptions, Row};
    let file = dir.join("home.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut database = options.connect().await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
            AND name <> 'used_proofs' ORDER BY name",
    )
    .fetch_all(&mut database)
    .await
    .unwrap();
    let mut all = Vec::new();
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
            .bind(&table)
            .fetch_all(&mut database)
            .await
            .unwrap();
        let columns: Vec<_> = columns
            .iter()
            .map(|name| format!("quote({name})"))
            .collect();
        let sql = format!("SELECT {} FROM {table}", columns.join(" || ',' || "));
        let found = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_all(&mut database)
            .await;
        let found = found.unwrap();
        all.extend(
            found
                .iter()
                .map(|row| format!("{table} {}", row.get::<String, _>(0))),
        );
    }
    assert!(all.len() > 10, "{}", all.len());
    all.sort();
    all
}

#[tokio::test]
async fn a_change_that_somebody_caught_changes_nothing_at_a_second_instance_or_after_a_restart() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    computer.prove(PASSWORD).await.unwrap();
    house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();
    // It was there before: what is sent from now on is not too old for it.
    let other = second_instance(&house).await;
    house.hands.forward(1);
    let caught = caught_changes(&house, &computer).await;
    let before = rows(house.dir.path()).await;
    for request in &caught {
        is_refused(request, &house, "at the same").await;
        is_refused(request, &other, "at another").await;
    }
    assert_eq!(rows(house.dir.path()).await, before);
    other.running.shutdown().await;
    other.service.store().close().await;

    // Within the second of its end, and by a computer whose clock was ahead.
    let house = started_again(house, 0).await;
    let before = rows(house.dir.path()).await;
    for request in &caught {
        is_refused(request, &house, "after a restart").await;
    }
    house.hands.forward(5);
    for request in &caught {
        is_refused(request, &house, "after a while").await;
    }
    assert_eq!(rows(house.dir.path()).await, before);
}

#[tokio::test]
async fn a_change_of_a_computer_whose_clock_is_ahead_is_not_repeated_after_a_restart() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let ahead = Hands::at_noon();
    ahead.forward(50);
    let ahead = Computer {
        hands: ahead,
        ..computer.clone()
    };
    let named = ahead.request(Method::PUT, path::SESSION_COMPUTER);
    let named = named.json(&json!({ "sealed_computer_name": Bytes(vec![1; 40]) }));
    let read = ahead.request(Method::GET, path::CAMERAS);
    let caught = [named.build().unwrap(), read.build().unwrap()];
    for request in &caught {
        let sent = computer.http.execute(request.try_clone().unwrap()).await;
        assert!(sent.unwrap().status().is_success());
    }
    computer.name_computer(&Bytes(vec![2; 40])).await.unwrap();
    let house = started_again(house, 1).await;
    for after in [0, 49] {
        house.hands.forward(after);
        for request in &caught {
            is_refused(request, &house, "after a restart").await;
        }
    }
    let there = computer.at(&house);
    let at_its_address = Computer {
        base: computer.base.clone(),
        ..there
    };
    let request = at_its_address.request(Method::GET, path::SESSIONS).build();
    let listed = replayed(&request.unwrap(), &house).await;
    let listed: Value = serde_json::from_str(&listed.text().await.unwrap()).unwrap();
    let name = &listed["sessions"][0]["sealed_computer_name"];
    assert_eq!(*name, json!(Bytes(vec![2; 40])));
}

#[tokio::test]
async fn a_password_that_was_proved_does_not_stay_proved_by_saying_it_again_elsewhere() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let (state, start) = computer.proof_start(PASSWORD).await;
    let (last, _) = computer.finalization(state, PASSWORD, &start).unwrap();
    let request = json!({ "state": start.state, "credential_finalization": Bytes(last) });
    let finish = async |house: &House| {
        let sent = computer.request(Method::POST, path::SESSION_PROOF_FINISH);
        let sent = sent.json(&request).build().unwrap();
        answer::<()>(replayed(&sent, house).await).await
    };
    let other = second_instance(&house).await;
    house.hands.forward(1);
    finish(&house).await.unwrap();
    for house in [&house, &other] {
        let refused = finish(house).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::StaleState);
    }
}

#[tokio::test]
async fn a_read_that_somebody_caught_is_answered_once_and_not_after_a_restart() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let caught = computer
        .request(Method::GET, path::CAMERAS)
        .build()
        .unwrap();
    let sent = caught.try_clone().unwrap();
    let first = computer.http.execute(sent).await.unwrap();
    assert_eq!(first.status(), StatusCode::OK);
    is_refused(&caught, &house, "at the same instance").await;
    let house = started_again(house, 0).await;
    is_refused(&caught, &house, "after a restart").await;
    house.hands.forward(30);
    is_refused(&caught, &house, "half a minute later").await;
}

#[tokio::test]
async fn a_camera_that_came_does_not_come_again_by_what_somebody_caught() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let other = second_instance(&house).await;
    house.hands.forward(1);
    let pairing = computer.start_pairing(None).await.unwrap();
    let camera = Computer {
        token: pairing.token,
        ..house.computer()
    };
    let claim = json!({ "model": "Porch Cam 2", "firmware": "1.2", "signal_dbm": -50 });
    let claim = camera
        .request(Method::POST, path::PAIRING_CLAIM)
        .json(&claim);
    let caught = claim.build().unwrap();
    let sent = camera
        .http
        .execute(caught.try_clone().unwrap())
        .await
        .unwrap();
    assert_eq!(sent.status(), StatusCode::OK);
    is_refused(&caught, &other, "at another").await;
    other.running.shutdown().await;
    other.service.store().close().await;
    let house = started_again(house, 0).await;
    is_refused(&caught, &house, "after a restart").await;
}

#[tokio::test]
async fn who_sends_in_the_second_of_a_restart_is_told_the_time_and_comes_in_with_it() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let house = started_again(house, 0).await;
    let send = async |hands: &Hands| {
        let computer = Computer {
            hands: hands.clone(),
            ..computer.clone()
        };
        let request = computer
            .request(Method::GET, path::CAMERAS)
            .build()
            .unwrap();
        answer::<Value>(replayed(&request, &house).await).await
    };
    let told = |refused: Refused| {
        assert_eq!(refused.kind(), ProblemType::ClockSkew);
        refused.problem.now.unwrap() - house.hands.now()
    };
    // At once, and from a computer whose clock is a minute behind.
    let ahead = told(send(&house.hands).await.unwrap_err());
    let behind = Hands::at_noon();
    behind.forward(-55);
    assert_eq!(told(send(&behind).await.unwrap_err()), ahead);
    assert!((0..=1).contains(&ahead), "the next second at the latest");
    let corrected = Hands::at_noon();
    corrected.forward(ahead);
    send(&corrected).await.unwrap();
    house.hands.forward(1);
    send(&house.hands).await.unwrap();
}

#[tokio::test]
async fn a_service_whose_clock_was_ahead_when_it_started_keeps_nobody_out_once_it_is_right() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    house.hands.forward(86_400);
    let house = started_again(house, 0).await;
    house.hands.forward(-86_000);
    let request = computer
        .request(Method::GET, path::CAMERAS)
        .build()
        .unwrap();
    let answered = replayed(&request, &house).await;
    assert_eq!(answered.status(), StatusCode::OK);
}

#[tokio::test]
async fn proofs_that_were_used_are_forgotten_when_they_are_worth_nothing() {
    let house = House::open_with(Limits::default()).await;
    let (computer, _) = house.with_ada().await;
    computer.name_computer(&Bytes(vec![1; 40])).await.unwrap();
    let kept = async || {
        use sqlx::ConnectOptions;
        let file = house.dir.path().join("home.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut database = options.connect().await.unwrap();
        let sql = "SELECT COUNT(*) FROM used_proofs";
        let kept: i64 = sqlx::query_scalar(sql)
            .fetch_one(&mut database)
            .await
            .unwrap();
        kept
    };
    assert_eq!(kept().await, 2, "the sign-in and the name");
    house.hands.forward(60);
    house.service.forget_what_is_over().await.unwrap();
    assert_eq!(kept().await, 2, "good until the minute is over");
    house.hands.forward(1);
    house.service.forget_what_is_over().await.unwrap();
    assert_eq!(kept().await, 0);
    computer
        .poll(&PollRequest {
            return_immediately: true,
            ..PollRequest::default()
        })
        .await
        .unwrap();
    assert_eq!(kept().await, 0, "what only reads is not written down");
}
