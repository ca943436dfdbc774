//! What a thief finds in a copy of the database: nothing to read, and nothing to sign in with.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use porchlight_protocol::problem::ProblemType;
use porchlight_service::{Config, DatabaseUrl, OpenError, Service};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use tokio::net::TcpListener;

use crate::authenticator::{Authenticator, code};
use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, House, PASSWORD};
use crate::third_party::{Browser, released};

/// Ways in which a word can stand in a file.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    let mut all = vec![
        word.as_bytes().to_vec(),
        word.to_uppercase().into_bytes(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        hex(word.as_bytes()).into_bytes(),
        hex(word.as_bytes()).to_uppercase().into_bytes(),
    ];
    for engine in [&STANDARD, &URL_SAFE] {
        for before in 0..3 {
            let text = engine.encode([vec![0; before], word.as_bytes().to_vec()].concat());
            // Without the letters that the neighbours have a part in.
            let inner = &text.trim_end_matches('=')[(before * 4).div_ceil(3)..];
            all.push(inner[..inner.len() - 1].into());
        }
    }
    all
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn holds(haystack: &[u8], word: &str) -> bool {
    spellings(word)
        .iter()
        .any(|needle| haystack.windows(needle.len()).any(|w| w == needle))
}

fn database_files(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all.extend(std::fs::read(path).unwrap());
        }
    }
    all
}

#[tokio::test]
async fn the_database_holds_not_one_word_of_its_owners() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let sealed = computer.cameras().await.unwrap().remove(0).sealed_profile;
    let key = "Tuesday: the nursery gets another name";
    computer.write(id, 1, key, &sealed).await.unwrap();
    let pairing = computer.start_pairing(Some(id)).await.unwrap();
    let town = Some("Lisbon in autumn".to_owned());
    house
        .service
        .announce_session_established(owner.account, town)
        .await
        .unwrap();
    let files = database_files(house.dir.path());
    assert!(house.dir.path().join("home.sqlite-wal").exists());
    assert!(
        holds(&files, "Porch Cam 2"),
        "the search finds what is there"
    );
    for word in [
        EMAIL,
        "marchetti",
        PASSWORD,
        "Front door",
        "Casa Marchetti 5G",
        "Lisbon in autumn",
        key,
    ] {
        assert!(!holds(&files, word), "{word}");
    }
    assert!(!holds(&files, &computer.token));
    let token = porchlight_protocol::bytes::Bytes::decode(&computer.token).unwrap();
    assert!(!files.windows(32).any(|window| window == token));
    assert!(!holds(&files, &pairing.token));
    let token = porchlight_protocol::bytes::Bytes::decode(&pairing.token).unwrap();
    assert!(!files.windows(32).any(|window| window == token));
}

#[tokio::test]
async fn the_database_holds_no_two_factor_secret_and_no_code() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let on = computer.enrol(None).await.unwrap();
    let has = Authenticator::of(&on);
    let used = has.code(house.hands.now());
    computer
        .confirm(&used, &on.recovery_codes[0])
        .await
        .unwrap();
    house.hands.forward(60);
    let now = has.code(house.hands.now());
    let half = computer.enrol(Some(code(&now))).await.unwrap();
    let files = database_files(house.dir.path());
    for enrolment in [&on, &half] {
        assert!(!holds(&files, &enrolment.secret));
        let secret = totp_rs::Secret::try_from_base32(&enrolment.secret).unwrap();
        assert!(!files.windows(20).any(|window| window == secret.as_bytes()));
        for paper in &enrolment.recovery_codes {
            assert!(!holds(&files, paper));
            assert!(!holds(&files, &paper.replace('-', "")));
        }
    }
    assert!(!holds(&files, &used) && !holds(&files, &now));
    let key = owner.recovery_key.groups().concat();
    assert!(!holds(&files, &key));
}

#[tokio::test]
async fn the_database_holds_no_released_name_and_nothing_of_what_a_client_was_given() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let cameras = vec![released(id, Some("Veranda Marchetti"))];
    let (_, first) = alexa.link(EMAIL, &computer, cameras).await;
    let second = alexa.refresh(&first.refresh_token).await.unwrap();
    let start = computer.start_linking("alexa").await.unwrap();
    let (_, hint) = start
        .query_pairs()
        .find(|(name, _)| name == "login_hint")
        .unwrap();
    let (begun, mut browser) = (alexa.begin(), Browser::default());
    let number = browser.asks(&begun, EMAIL).await;
    let cameras = vec![released(id, Some("Cortile"))];
    computer.approve_shown(number, cameras).await.unwrap();
    let code = browser.reload().await.leads_to()["code"].clone();
    let cookie = browser.cookie.clone().unwrap();
    let (_, cookie) = cookie.split_once('=').unwrap();
    let files = database_files(house.dir.path());
    assert!(
        holds(&files, "alexa.example"),
        "the search finds what is there"
    );
    for word in ["Veranda", "Cortile", "Marchetti", &begun.state] {
        assert!(!holds(&files, word), "{word}");
    }
    let given: [&str; 8] = [
        &first.access_token,
        &first.refresh_token,
        &second.access_token,
        &second.refresh_token,
        alexa.secret.as_ref().unwrap(),
        &hint,
        &code,
        cookie,
    ];
    for token in given {
        assert!(!holds(&files, token));
        let bytes = porchlight_protocol::bytes::Bytes::decode(token).unwrap();
        assert!(!files.windows(32).any(|window| window == bytes));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn keys_and_records_are_for_the_services_user_only() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::open().await;
    house.with_ada().await;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let secrets = house.dir.path().join("secrets");
    assert_eq!(mode(&secrets), 0o700);
    for dir in [house.dir.path(), &secrets] {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn a_stolen_database_opens_no_door() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let House {
        dir,
        hands,
        service,
        running,
        ..
    } = house;
    running.shutdown().await;
    service.store().close().await;
    let thiefs = tempfile::tempdir().unwrap();
    let file = thiefs.path().join("home.sqlite");
    std::fs::copy(dir.path().join("home.sqlite"), &file).unwrap();
    let config = || Config {
        clock: hands.clock(),
        ..Config::new(
            DatabaseUrl::sqlite(&file),
            thiefs.path().join("secrets"),
            "Thief",
        )
    };
    let error = Service::open(config()).await.unwrap_err();
    assert!(matches!(error, OpenError::ForeignSecrets { .. }), "{error}");

    // A thief would not be stopped by marks that can be taken away.
    let mut connection = SqliteConnectOptions::new()
        .filename(&file)
        .connect()
        .await
        .unwrap();
    for mark in ["DELETE FROM about", "DELETE FROM keys"] {
        sqlx::query(mark).execute(&mut connection).await.unwrap();
    }
    let service = Service::open(config()).await.unwrap();
    hands.forward(1);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = service.serve_on(listener).await.unwrap();
    let mut there = Computer::new(running.url.as_str(), hands.clone());
    let refused = there.sign_in(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let with_token = Computer {
        base: there.base.clone(),
        ..computer
    };
    let refused = with_token.cameras().await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::InvalidCredential,
        "even with token and device key"
    );
}
