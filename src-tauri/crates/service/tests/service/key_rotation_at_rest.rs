//! Another key in the place of one that seals or chains what lies in the database.

use std::fs;
use std::path::Path;

use porchlight_protocol::event::PollRequest;
use porchlight_protocol::integration::UnlinkCause;
use porchlight_service::Incident;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::authenticator::code;
use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, House, PASSWORD};
use crate::incidents::{announcement, told};
use crate::program::{attempt, program};
use crate::third_party::released;

const SEALING: [(&str, &str); 3] = [
    ("events", "sealed_claims"),
    ("exposures", "sealed"),
    ("integrations", "sealed_release"),
];

async fn database(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("home.sqlite"));
    options.connect().await.unwrap()
}

/// Somebody who can write to the database takes down what keeps the record as it is.
async fn forger(dir: &Path) -> SqliteConnection {
    let mut database = database(dir).await;
    for trigger in ["audit_is_not_changed", "audit_is_not_deleted"] {
        let drop = AssertSqlSafe(format!("DROP TRIGGER {trigger}"));
        sqlx::query(drop).execute(&mut database).await.unwrap();
    }
    database
}

/// By which keys a column is sealed: the first bytes say it.
async fn sealed_by(dir: &Path, table: &str, column: &str) -> Vec<Vec<u8>> {
    let mut database = database(dir).await;
    let sql = format!("SELECT DISTINCT substr({column}, 1, 5) FROM {table}");
    let names = sqlx::query_scalar(AssertSqlSafe(sql));
    let names = names.fetch_all(&mut database).await.unwrap();
    database.close().await.unwrap();
    names
}

async fn events(computer: &Computer) -> usize {
    let poll = PollRequest {
        return_immediately: true,
        ..PollRequest::default()
    };
    computer.poll(&poll).await.unwrap().sets.len()
}

fn words(house: &House, key: &str) -> usize {
    let file = house.dir.path().join("secrets").join(key);
    let text = fs::read_to_string(file).unwrap();
    text.split_whitespace().count()
}

#[tokio::test]
async fn what_is_sealed_is_sealed_anew_while_the_service_runs_and_nobody_notices() {
    let house = House::open().await;
    let (computer, owner, camera) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let release = vec![released(camera, Some("Porch"))];
    let (_, tokens) = alexa.link(EMAIL, &computer, release.clone()).await;
    let service = &house.service;
    service.announce_exposure(announcement()).await.unwrap();
    let place = Some("Lisbon".into());
    let told_of = service.announce_session_established(owner.account, place);
    told_of.await.unwrap();
    let waiting = events(&computer).await;
    let mut before = Vec::new();
    for (table, column) in SEALING {
        before.push(sealed_by(house.dir.path(), table, column).await);
    }
    // Half way in when the key changes.
    let mut half_way = house.computer();
    let (begun, started) = half_way.sign_in_start(EMAIL, PASSWORD).await;
    let started = started.unwrap();
    let (last, _) = half_way.finalization(begun, PASSWORD, &started).unwrap();

    let said = program(&house, "rotate-key", &["sealing-key"]).await;
    assert!(!said.contains(" 0 records"), "{said}");
    for ((table, column), before) in SEALING.into_iter().zip(before) {
        let after = sealed_by(house.dir.path(), table, column).await;
        assert_eq!(after.len(), 1, "{table}");
        assert!(!before.contains(&after[0]), "{table}");
    }
    assert_eq!(events(&computer).await, waiting);
    assert_eq!(told(&computer).await.len(), 1);
    assert!(alexa.cameras(&tokens.access_token).await.is_some());
    let listed = computer.integrations().await.integrations;
    assert_eq!(listed[0].cameras, release);
    half_way.sign_in_finish(started.state, last).await.unwrap();

    let house = house.restart().await;
    assert_eq!(words(&house, "sealing-key"), 2);
    // The program went by the computer's own clock.
    let now = porchlight_service::Clock::system().now();
    house.hands.forward(now - house.hands.now() + 7_200);
    house.service.retire_keys().await.unwrap();
    assert_eq!(words(&house, "sealing-key"), 1, "the old one is forgotten");
    let house = house.restart().await;
    let unheard = house.service.announced().await.unwrap();
    assert_eq!(unheard.len(), 1);
}

#[tokio::test]
async fn the_authenticator_goes_on_when_the_key_of_two_factor_is_rotated() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    let before = sealed_by(house.dir.path(), "two_factor", "sealed_secret").await;
    let said = program(&house, "rotate-key", &["totp-key"]).await;
    assert!(said.contains(" 1 records"), "{said}");
    let after = sealed_by(house.dir.path(), "two_factor", "sealed_secret").await;
    assert_ne!(before, after);
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    house.computer().sign_in_with(now).await.unwrap();
    let house = house.restart().await;
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    house.computer().sign_in_with(now).await.unwrap();
}

#[tokio::test]
async fn without_the_key_that_seals_owners_go_on_and_are_told_what_to_link_again() {
    let house = House::open().await;
    let (computer, _, camera) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (_, tokens) = alexa
        .link(EMAIL, &computer, vec![released(camera, None)])
        .await;
    let announced = house.service.announce_exposure(announcement());
    announced.await.unwrap();
    let lost = ["sealing-key", "--after-loss"];
    let there = attempt(house.dir.path(), "rotate-key", &lost).await;
    let refused = String::from_utf8(there.stderr).unwrap();
    assert!(refused.contains("leave out --after-loss"), "{refused}");
    fs::remove_file(house.dir.path().join("secrets/sealing-key")).unwrap();
    let planned = attempt(house.dir.path(), "rotate-key", &["sealing-key"]).await;
    let refused = String::from_utf8(planned.stderr).unwrap();
    assert!(refused.contains("sealing-key is missing"), "{refused}");
    let said = program(&house, "rotate-key", &lost).await;
    assert!(said.contains("1 integrations end"), "{said}");
    assert!(said.contains("1 announcements are lost"), "{said}");

    let house = house.restart().await;
    let computer = computer.at(&house);
    let alexa = crate::third_party::ThirdParty {
        base: computer.base.clone(),
        ..alexa
    };
    assert!(alexa.cameras(&tokens.access_token).await.is_none());
    assert!(computer.cameras().await.is_ok(), "nobody is signed out");
    assert!(told(&computer).await.is_empty());
    let listed = computer.integrations().await.integrations;
    let gone = listed[0].unlinked.as_ref().unwrap();
    assert_eq!(gone.cause, UnlinkCause::Incident);
    assert!(gone.reason_user["it"].contains("Collegalo di nuovo"));
    let told = computer.open_events(&[]).await.unwrap();
    let told = told
        .iter()
        .filter(|event| event.events.integration_unlinked.is_some());
    assert_eq!(told.count(), 1);
    alexa
        .link(EMAIL, &computer, vec![released(camera, None)])
        .await;
    house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn the_audit_record_goes_on_under_another_key_and_what_was_written_before_stays_bound() {
    let house = House::open().await;
    house.with_ada().await;
    let dir = house.dir.path();
    let rotate = async |arguments: &[&str]| program(&house, "rotate-key", arguments).await;
    rotate(&["event-key"]).await;
    rotate(&["audit-key"]).await;
    // By the service that runs, which takes the key up first.
    let why = [("en".to_owned(), "A copy lay open.".to_owned())];
    let why = Incident::new(why, None).unwrap();
    house.service.reset_everybody(&why).await.unwrap();
    rotate(&["audit-key"]).await;
    rotate(&["event-key"]).await;
    let audit = program(&house, "audit", &[]).await;
    assert!(audit.ends_with("all unchanged\n"), "{audit}");

    // Who has the database, and a key from before, can still not change what was written under it.
    let mut writer = forger(dir).await;
    let forge = "UPDATE audit SET entry = replace(entry, 'event-key', 'totp-key') WHERE seq = 1";
    sqlx::query(forge).execute(&mut writer).await.unwrap();
    let output = attempt(dir, "audit", &[]).await;
    let refused = String::from_utf8(output.stderr).unwrap();
    assert!(refused.contains("entry 1 was changed"), "{refused}");
    let mend = "UPDATE audit SET entry = replace(entry, 'totp-key', 'event-key') WHERE seq = 1";
    sqlx::query(mend).execute(&mut writer).await.unwrap();
    // Nor take away all that came after, with what is known beside the keys.
    let cut = "DELETE FROM audit WHERE seq >= 2";
    sqlx::query(cut).execute(&mut writer).await.unwrap();
    fs::remove_file(dir.join("secrets/audit-head")).unwrap();
    let output = attempt(dir, "audit", &[]).await;
    assert!(!output.status.success(), "the rotation is missing");
    writer.close().await.unwrap();
}

#[tokio::test]
async fn after_the_loss_of_its_key_the_audit_record_says_what_nobody_can_check() {
    let house = House::open().await;
    house.with_ada().await;
    program(&house, "rotate-key", &["event-key"]).await;
    program(&house, "rotate-key", &["event-key"]).await;
    fs::remove_file(house.dir.path().join("secrets/audit-key")).unwrap();
    let lost = ["audit-key", "--after-loss"];
    program(&house, "rotate-key", &lost).await;
    program(&house, "rotate-key", &["event-key"]).await;
    let audit = program(&house, "audit", &[]).await;
    assert!(
        audit.contains("4 entries; the first 2 cannot be checked"),
        "{audit}"
    );
    let mut writer = forger(house.dir.path()).await;
    let forge = "UPDATE audit SET entry = replace(entry, 'event-key', 'totp-key') WHERE seq = 4";
    sqlx::query(forge).execute(&mut writer).await.unwrap();
    let output = attempt(house.dir.path(), "audit", &[]).await;
    assert!(!output.status.success());
    writer.close().await.unwrap();
}
