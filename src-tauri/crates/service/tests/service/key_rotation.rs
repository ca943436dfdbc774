//! Another key in the place of one of the service's: by the program, while a service runs in another process and while none does.

use std::fs;
use std::path::Path;

use porchlight_protocol::event::{EndReason, EventToken, PollRequest};
use porchlight_protocol::event_key::{EventKeyHistory, NotFollowed};
use porchlight_protocol::jws::PublicKey;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_service::{OldKey, OpenError, RotatingKey, Service};
use reqwest::Method;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::client::{Computer, EMAIL, House, PASSWORD, answer, config};
use crate::program::{attempt, program, service};

const ANNOUNCE: [&str; 6] = [
    "--from=2019-12-04",
    "--to=unknown",
    "--data=alerts:reported:sealed",
    "--reason=A copy lay open.",
    "--accounts=1",
    "--advisory=https://status.example.org/3",
];

async fn history(computer: &Computer) -> EventKeyHistory {
    let request = computer.request(Method::GET, path::EVENT_KEYS);
    answer(request.send().await.unwrap()).await.unwrap()
}

/// What was pinned at sign-in leads to.
async fn followed(computer: &Computer) -> Result<PublicKey, NotFollowed> {
    let service = &computer.session.as_ref().unwrap().service;
    let history = history(computer).await;
    // The program goes by the computer's own clock.
    let now = porchlight_service::Clock::system().now();
    history.follow(&service.issuer(), &service.event_keys, now)
}

/// Everything that waits, with the key that signed it.
async fn waiting(computer: &Computer, key: &PublicKey) -> Vec<EventToken> {
    let poll = PollRequest {
        return_immediately: true,
        ..PollRequest::default()
    };
    let polled = computer.poll(&poll).await.unwrap();
    assert_eq!(polled.event_key, Some(key.thumbprint()));
    let issuer = computer.session.as_ref().unwrap().service.issuer();
    let keys = std::slice::from_ref(key);
    let sets = polled.sets.values();
    sets.map(|token| EventToken::verify(token, &issuer, keys).unwrap())
        .collect()
}

async fn said(dir: &Path, more: &[&str]) -> Result<String, String> {
    let output = attempt(dir, "rotate-key", more).await;
    let words = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() {
        Ok(words(output.stdout))
    } else {
        Err(words(output.stderr))
    }
}

async fn closed(house: House) -> tempfile::TempDir {
    house.running.shutdown().await;
    house.service.store().close().await;
    house.dir
}

async fn opened(dir: tempfile::TempDir, before: &crate::client::Hands) -> House {
    House::open_in(dir, before.clone(), porchlight_service::Limits::default()).await
}

#[tokio::test]
async fn a_running_service_takes_up_a_key_and_computers_go_along() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();
    let rotated = program(&house, "rotate-key", &["event-key"]).await;
    assert!(
        rotated.contains("0 sessions and 0 integrations end"),
        "{rotated}"
    );
    program(&house, "announce-exposure", &ANNOUNCE).await;
    while history(&computer).await.words.is_empty() {
        assert!(wakes.wake().await);
    }
    let key = followed(&computer).await.unwrap();
    let pinned = &computer.session.as_ref().unwrap().service.event_keys;
    assert!(!pinned.contains(&key), "it is another one");
    assert_eq!(waiting(&computer, &key).await.len(), 1);
    let mut fresh = house.computer();
    fresh.sign_in(EMAIL, PASSWORD).await.unwrap();
    let service = &fresh.session.as_ref().unwrap().service;
    assert_eq!(service.event_keys, [key]);
    let audit = program(&house, "audit", &[]).await;
    let entry = audit.lines().find(|line| line.contains("rotate-key"));
    assert!(entry.unwrap().contains("event-key"), "{audit}");
    assert!(audit.ends_with("all unchanged\n"), "{audit}");
}

#[tokio::test]
async fn rotations_that_a_computer_missed_are_followed_after_restarts_as_well() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let hands = house.hands.clone();
    let dir = closed(house).await;
    for _ in 0..3 {
        said(dir.path(), &["event-key"]).await.unwrap();
    }
    let house = opened(dir, &hands).await;
    let computer = computer.at(&house);
    assert_eq!(history(&computer).await.words.len(), 3);
    let key = followed(&computer).await.unwrap();
    waiting(&computer, &key).await;
    assert!(computer.cameras().await.is_ok(), "nobody is signed out");
}

#[tokio::test]
async fn after_a_loss_everybody_is_signed_out_told_by_the_new_key_and_can_sign_in() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let hands = house.hands.clone();
    let dir = closed(house).await;
    fs::remove_file(dir.path().join("secrets/event-key")).unwrap();
    let config = config(&dir);
    let error = Service::open(config).await.unwrap_err().to_string();
    assert!(error.contains("event-key is missing"), "{error}");
    assert!(!dir.path().join("secrets/event-key").exists());
    let planned = said(dir.path(), &["event-key"]).await.unwrap_err();
    assert!(planned.contains("rotate-key --help"), "{planned}");
    let dry = ["event-key", "--after-loss", "--dry-run"];
    let dry = said(dir.path(), &dry).await.unwrap();
    assert!(dry.contains("1 sessions and"), "{dry}");
    let lost = said(dir.path(), &["event-key", "--after-loss"]).await;
    assert!(lost.unwrap().contains("1 sessions and"));

    let house = opened(dir, &hands).await;
    let mut computer = computer.at(&house);
    let ended = computer.cameras().await.unwrap_err();
    assert_eq!(ended.kind(), ProblemType::SessionEnded);
    let new = history(&computer).await.current;
    let issuer = computer.session.as_ref().unwrap().service.issuer();
    let word = ended.problem.session_ended.unwrap();
    let word = EventToken::verify(&word, &issuer, &[new]).unwrap();
    let why = word.events.session_revoked.unwrap();
    assert_eq!(why.reason, EndReason::GlobalReset);
    assert!(why.reason_user["en"].contains("lost or stolen"));
    assert!(why.reason_user["it"].contains("persa"));
    assert_eq!(followed(&computer).await, Err(NotFollowed::Lost));
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    followed(&computer).await.unwrap();
    assert!(computer.cameras().await.is_ok());
}

#[tokio::test]
async fn a_key_that_was_rotated_away_does_not_come_back_unnoticed() {
    let house = House::open().await;
    let hands = house.hands.clone();
    let dir = closed(house).await;
    let file = dir.path().join("secrets/event-key");
    let old = fs::read(&file).unwrap();
    said(dir.path(), &["event-key"]).await.unwrap();
    let new = fs::read(&file).unwrap();
    fs::write(&file, old).unwrap();
    let error = Service::open(config(&dir)).await.unwrap_err();
    assert!(matches!(error, OpenError::Secrets(_)), "{error}");
    assert!(
        error
            .to_string()
            .contains("not the key that the service used last"),
        "{error}"
    );
    fs::write(&file, new).unwrap();
    opened(dir, &hands).await;
}

#[tokio::test]
async fn killed_before_or_after_it_counted_a_rotation_is_undone_or_done() {
    let house = House::open().await;
    let hands = house.hands.clone();
    let before = house.service.event_key_history();
    let dir = closed(house).await;
    let file = dir.path().join("secrets/event-key");
    let next = dir.path().join("secrets/event-key.next");
    // Killed when the new key was written, and nothing said that it counts.
    fs::copy(dir.path().join("secrets/audit-key"), &next).unwrap();
    let house = opened(dir, &hands).await;
    assert_eq!(house.service.event_key_history(), before);
    assert!(!next.exists(), "nothing is left of it");
    // Killed when the database said so, before the file was in its place.
    let dir = closed(house).await;
    let old = dir.path().join("old");
    fs::copy(&file, &old).unwrap();
    said(dir.path(), &["event-key"]).await.unwrap();
    fs::rename(&file, &next).unwrap();
    fs::copy(&old, &file).unwrap();
    let looked = attempt(dir.path(), "list-accounts", &[]).await;
    assert!(looked.status.success(), "a look writes nothing, and works");
    assert!(next.exists());
    let house = opened(dir, &hands).await;
    let after = house.service.event_key_history();
    assert_ne!(after.current, before.current);
    assert_eq!(after.words.len(), 1);
    assert!(!next.exists() && fs::read(&file).unwrap() != fs::read(&old).unwrap());
}

#[tokio::test]
async fn a_rotation_that_cannot_be_written_down_did_not_happen() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let before = house.service.event_key_history();
    let file = house.dir.path().join("secrets/event-key");
    let key = fs::read(&file).unwrap();
    let options = SqliteConnectOptions::new().filename(house.dir.path().join("home.sqlite"));
    let mut database = options.connect().await.unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END";
    sqlx::query(full).execute(&mut database).await.unwrap();
    for more in [&["event-key"] as &[_], &["event-key", "--after-loss"]] {
        let refused = said(house.dir.path(), more).await.unwrap_err();
        assert!(refused.contains("full"), "{refused}");
    }
    assert_eq!(fs::read(&file).unwrap(), key);
    assert!(computer.cameras().await.is_ok(), "nobody is signed out");
    sqlx::query("DROP TRIGGER full")
        .execute(&mut database)
        .await
        .unwrap();
    database.close().await.unwrap();
    let house = house.restart().await;
    assert_eq!(house.service.event_key_history(), before);
}

#[tokio::test]
async fn a_service_that_serves_does_not_rotate_over_what_another_process_rotated() {
    let house = House::open().await;
    let other = Service::open(config(&house.dir)).await.unwrap();
    let (key, old) = (RotatingKey::Event, OldKey::Vouches);
    house.service.rotate_key(key, old).await.unwrap();
    let refused = other.rotate_key(key, old).await.unwrap_err().to_string();
    assert!(refused.contains("has just been replaced"), "{refused}");
    other.store().close().await;
}

#[tokio::test]
async fn help_says_what_cannot_be_rotated_and_a_try_is_refused_with_the_reason() {
    let house = House::open().await;
    let dir = closed(house).await;
    let help = said(dir.path(), &["--help"]).await.unwrap();
    for (name, meaning) in [
        ("event-key", "signs in again"),
        ("lookup-key", "nobody can sign in any more"),
        ("opaque-setup", "no password works any more"),
        ("service-id", "With another name it is another service"),
    ] {
        assert!(help.contains(name) && help.contains(meaning), "{help}");
    }
    let before = fs::read_dir(dir.path().join("secrets")).unwrap().count();
    for name in ["lookup-key", "opaque-setup", "service-id"] {
        for more in [&[name] as &[_], &[name, "--after-loss"]] {
            let refused = said(dir.path(), more).await.unwrap_err();
            assert!(
                refused.contains(&format!("{name} cannot be replaced")),
                "{refused}"
            );
        }
    }
    let dry = said(dir.path(), &["event-key", "--dry-run"]).await.unwrap();
    assert!(dry.ends_with("nothing was changed\n"), "{dry}");
    let after = fs::read_dir(dir.path().join("secrets")).unwrap().count();
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_key_that_comes_from_the_environment_is_not_rotated_in_a_file_that_nobody_reads() {
    let house = House::open().await;
    let dir = closed(house).await;
    let key = fs::read_to_string(dir.path().join("secrets/event-key")).unwrap();
    let mut command = service();
    command.args(["rotate-key", "event-key"]);
    command.arg(format!(
        "--database=sqlite:{}",
        dir.path().join("home.sqlite").display()
    ));
    command.arg(format!(
        "--secrets={}",
        dir.path().join("secrets").display()
    ));
    command.env("PORCHLIGHT_EVENT_KEY", key);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    assert!(!output.status.success());
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("PORCHLIGHT_EVENT_KEY is set"), "{words}");
    Service::open(config(&dir))
        .await
        .unwrap()
        .store()
        .close()
        .await;
}
