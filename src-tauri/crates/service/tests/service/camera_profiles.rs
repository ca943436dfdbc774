//! Renaming: nobody's change is lost, and none is done twice.

use std::path::Path;

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::camera::{CameraProfile, CameraRecord};
use porchlight_protocol::problem::ProblemType;
use porchlight_service::Limits;
use porchlight_soak::rounds;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use uuid::Uuid;

use crate::client::{Computer, EMAIL, House, Owner, PASSWORD};

pub(crate) async fn with_camera(house: &House) -> (Computer, Owner, Uuid) {
    let (computer, owner) = house.with_ada().await;
    let camera = camera(house, &owner, "Front door");
    house
        .service
        .add_camera(owner.account, &camera)
        .await
        .unwrap();
    (computer, owner, camera.id)
}

fn camera(house: &House, owner: &Owner, nickname: &str) -> CameraRecord {
    let id = Uuid::new_v4();
    CameraRecord {
        id,
        model: "Porch Cam 2".into(),
        firmware: "1.0".into(),
        firmware_available: None,
        online: true,
        last_seen: house.hands.now(),
        signal_dbm: Some(-50),
        sealed_profile: named(owner, id, nickname),
        revision: 1,
    }
}

fn named(owner: &Owner, camera: Uuid, nickname: &str) -> Bytes {
    let profile = CameraProfile {
        nickname: nickname.into(),
        network: Some("Casa Marchetti 5G".into()),
        ..CameraProfile::default()
    };
    profile.seal(&owner.vault, owner.account, camera)
}

#[tokio::test]
async fn a_new_name_is_kept_and_counted() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let sealed = named(&owner, id, "Back garden");
    let written = computer.write(id, 1, "key-1", &sealed).await.unwrap();
    assert_eq!((written.revision, &written.sealed_profile), (2, &sealed));
    let listed = computer.cameras().await.unwrap();
    assert_eq!(listed, [written]);
    let opened = CameraProfile::open(&listed[0].sealed_profile, &owner.vault, owner.account, id);
    assert_eq!(opened.unwrap().nickname, "Back garden");
}

#[tokio::test]
async fn a_change_on_an_old_revision_shows_what_is_there_now() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let elsewhere = named(&owner, id, "Porch");
    house
        .service
        .rename_elsewhere(owner.account, id, elsewhere.clone())
        .await
        .unwrap()
        .unwrap();
    let mine = named(&owner, id, "Door");
    let refused = computer.write(id, 1, "key-1", &mine).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::Conflict);
    let current = refused.problem.current.unwrap();
    assert_eq!((current.revision, current.sealed_profile), (2, elsewhere));
    assert_eq!(
        computer
            .write(id, 2, "key-1", &mine)
            .await
            .unwrap()
            .revision,
        3
    );
}

#[tokio::test]
async fn the_same_key_again_answers_the_same_and_changes_nothing() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let sealed = named(&owner, id, "Back garden");
    let first = computer.write(id, 1, "key-1", &sealed).await.unwrap();
    let later = named(&owner, id, "Later");
    computer.write(id, 2, "key-2", &later).await.unwrap();
    assert_eq!(
        computer.write(id, 1, "key-1", &sealed).await.unwrap(),
        first
    );
    assert_eq!(computer.cameras().await.unwrap()[0].sealed_profile, later);
    for (seen, body) in [(1, &later), (3, &sealed)] {
        let refused = computer.write(id, seen, "key-1", body).await.unwrap_err();
        assert_eq!(
            refused.kind(),
            ProblemType::InvalidRequest,
            "a key is for one request"
        );
    }
    assert_eq!(computer.cameras().await.unwrap()[0].revision, 3);
}

/// The database as the version before this one left it, which kept keys as they came.
async fn as_before(file: &Path, key: &str) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut database = options.connect().await.unwrap();
    for sql in [
        "CREATE TABLE remembered_writes (
             account_id      BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
             idempotency_key TEXT NOT NULL,
             request_hash    BLOB NOT NULL,
             revision        INTEGER NOT NULL,
             at              INTEGER NOT NULL,
             PRIMARY KEY (account_id, idempotency_key)
         ) STRICT, WITHOUT ROWID",
        "INSERT INTO remembered_writes SELECT account_id, $1, request_hash, revision, at FROM profile_writes",
        "DROP TABLE profile_writes",
        "ALTER TABLE remembered_writes RENAME TO profile_writes",
        "ALTER TABLE about DROP COLUMN has_plain_keys",
        "DROP TABLE password_recoveries",
        "DROP TABLE used_proofs",
        "DROP TABLE email_changes",
        "ALTER TABLE clients DROP COLUMN without_pkce",
        "ALTER TABLE clients DROP COLUMN scopes",
        "ALTER TABLE grants DROP COLUMN received_at",
        "DELETE FROM _sqlx_migrations WHERE version > 13",
    ] {
        sqlx::query(sql)
            .bind(key)
            .execute(&mut database)
            .await
            .unwrap();
    }
    database.close().await.unwrap();
}

/// Everything is in the one file then, whoever else still closes it.
async fn with_its_log(file: &Path) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut database = options.connect().await.unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut database)
        .await
        .unwrap();
    database.close().await.unwrap();
}

#[tokio::test]
async fn a_change_that_is_sent_again_after_an_update_of_the_service_is_still_done_once() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let sealed = named(&owner, id, "Back garden");
    let key = "Tuesday: the garden gets another name";
    let first = computer.write(id, 1, key, &sealed).await.unwrap();
    house.running.shutdown().await;
    house.service.store().close().await;
    let file = house.dir.path().join("home.sqlite");
    as_before(&file, key).await;
    with_its_log(&file).await;
    let holds = |word: &str| {
        let bytes = std::fs::read(&file).unwrap();
        bytes
            .windows(word.len())
            .any(|window| window == word.as_bytes())
    };
    assert!(holds(key), "the search finds what is there");

    let house = House::open_in(house.dir, house.hands, Limits::default()).await;
    let computer = computer.at(&house);
    let again = computer.write(id, 1, key, &sealed).await.unwrap();
    assert_eq!(again, first, "the same answer");
    assert_eq!(computer.cameras().await.unwrap()[0].revision, 2);
    let other = named(&owner, id, "Shed");
    let refused = computer.write(id, 2, key, &other).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    house.service.forget_what_is_over().await.unwrap();
    // Where others read meanwhile, the log is emptied into the file another time.
    house.running.shutdown().await;
    house.service.store().close().await;
    with_its_log(&file).await;
    assert!(!holds(key), "nothing of it is left");
}

#[tokio::test]
async fn of_many_writers_at_once_one_wins_and_the_others_are_told() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (computer, owner, id) = with_camera(&house).await;
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let (computer, sealed) = (computer.clone(), named(&owner, id, &format!("Name {n}")));
            writers.spawn(async move { computer.write(id, 1, &format!("key-{n}"), &sealed).await });
        }
        let results = writers.join_all().await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        let refused = results.into_iter().filter_map(Result::err);
        assert!(
            refused
                .into_iter()
                .all(|refused| refused.kind() == ProblemType::Conflict)
        );
        assert_eq!(computer.cameras().await.unwrap()[0].revision, 2);
    }
}

#[tokio::test]
async fn nobody_writes_to_somebody_elses_camera() {
    let house = House::open().await;
    let (_, owner, id) = with_camera(&house).await;
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    let sealed = named(&owner, id, "Mine");
    let refused = bob.write(id, 1, "key-1", &sealed).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::NotFound);
    assert!(bob.cameras().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_kept_answer_is_given_to_nobody_but_whoever_it_was_made_for() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let sealed = named(&owner, id, "Back garden");
    computer.write(id, 1, "key-1", &sealed).await.unwrap();
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    // To the letter what was answered a moment ago.
    let refused = bob.write(id, 1, "key-1", &sealed).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::NotFound);
    assert!(refused.problem.current.is_none());
}

#[tokio::test]
async fn when_everybody_comes_back_at_once_each_sees_their_own_cameras() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let mut town = tokio::task::JoinSet::new();
        for number in 0..12 {
            let mut computer = house.computer();
            let email = format!("owner{number}@example.org");
            let owner = computer.register(&email, PASSWORD).await;
            let camera = camera(&house, &owner, "Front door");
            let added = house.service.add_camera(owner.account, &camera).await;
            added.unwrap();
            town.spawn(async move {
                computer.sign_in(&email, PASSWORD).await.unwrap();
                for _ in 0..10 {
                    let seen = computer.cameras().await.unwrap();
                    let seen: Vec<_> = seen.iter().map(|camera| camera.id).collect();
                    assert_eq!(seen, [camera.id], "{email}");
                }
            });
        }
        assert_eq!(town.join_all().await.len(), 12);
    }
}

#[tokio::test]
async fn the_other_computers_hear_of_it_and_the_writer_does_not() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let heard = computer.open_events(&[]).await.unwrap();
    let jtis: Vec<_> = heard.iter().map(|event| event.jti.as_str()).collect();
    assert!(computer.open_events(&jtis).await.unwrap().is_empty());
    computer
        .write(id, 1, "key-1", &named(&owner, id, "New"))
        .await
        .unwrap();
    let events = other.open_events(&[]).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        events[0].events.cameras_changed.as_ref().unwrap().cameras,
        [id]
    );
    assert!(computer.open_events(&[]).await.unwrap().is_empty());
}
