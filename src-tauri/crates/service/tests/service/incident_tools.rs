//! The incident tools of the program, while a service runs in another process and while none does.

use std::collections::BTreeMap;
use std::path::Path;

use porchlight_protocol::event::EndReason;
use porchlight_protocol::exposure::{DataKind, Finding};
use porchlight_protocol::problem::ProblemType;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::client::{EMAIL, House, PASSWORD};
use crate::incidents::told;
use crate::program::{attempt, program};
use crate::proofs::rows;

const ANNOUNCE: [&str; 12] = [
    "--from",
    "2019-12-04",
    "--to",
    "2019-12-26T18:00:00+01:00",
    "--accounts",
    "2400000",
    "--data",
    "wifi-names:reported:sealed",
    "--reason",
    "A copy lay open.",
    "--advisory",
    "https://status.example.org/2019-12-26",
];

/// What a service leaves when it has ended, in a folder of its own.
async fn closed(house: House) -> tempfile::TempDir {
    house.running.shutdown().await;
    house.service.store().close().await;
    let left = tempfile::tempdir().unwrap();
    copy(house.dir.path(), left.path());
    left
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for dir in [dir.to_owned(), dir.join("secrets")] {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                all.insert(path.display().to_string(), std::fs::read(path).unwrap());
            }
        }
    }
    all
}

async fn said(dir: &Path, name: &str, more: &[&str]) -> String {
    let output = attempt(dir, name, more).await;
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{name}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

async fn refused(dir: &Path, name: &str, more: &[&str]) -> String {
    let output = attempt(dir, name, more).await;
    assert!(!output.status.success(), "{name}");
    String::from_utf8(output.stderr).unwrap()
}

/// The exposure that the program says it has announced.
fn exposure(said: &str) -> String {
    said.split_whitespace().nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn a_dry_run_says_what_would_happen_and_writes_nothing() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let event = computer.open_events(&[]).await.unwrap().remove(0).jti;
    let announced = house
        .service
        .announce_exposure(crate::incidents::announcement());
    let exposure = announced.await.unwrap().told.exposure.to_string();
    let commands = |event: &str| {
        let text = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>();
        let correct = [
            exposure.as_str(),
            "--withdraw",
            "--correction",
            "It did not happen.",
        ];
        [
            (
                "reset-sessions",
                text(&["--reason", "A copy lay open."]),
                "2 sessions would end",
            ),
            (
                "reset-sessions",
                text(&[
                    "--reason",
                    "x",
                    "--signed-in-before",
                    "2019-12-26T12:00:00Z",
                ]),
                "0 sessions would end",
            ),
            (
                "announce-exposure",
                text(&ANNOUNCE),
                "1 accounts would be told",
            ),
            ("correct-exposure", text(&correct), "It did not happen."),
            (
                "correct-event",
                text(&[event, "--correction", "No."]),
                "would be corrected",
            ),
        ]
    };
    // The files of a service that runs change without us, which brings what was written into one of them: its rows must not.
    let before = rows(house.dir.path()).await;
    for (command, arguments, words) in commands(&event) {
        let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        arguments.push("--dry-run");
        let said = said(house.dir.path(), command, &arguments).await;
        assert!(said.contains(words), "{command}: {said}");
        assert!(said.ends_with("nothing was changed\n"), "{said}");
    }
    assert!(rows(house.dir.path()).await == before, "not one row");
    assert!(computer.cameras().await.is_ok());

    let dir = closed(house).await;
    let before = files(dir.path());
    for (command, arguments, _) in commands(&event) {
        let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        arguments.push("--dry-run");
        said(dir.path(), command, &arguments).await;
    }
    let after = files(dir.path());
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    assert!(after == before, "not one byte");
}

#[tokio::test]
async fn a_look_makes_no_key_and_brings_no_database_up_to_date() {
    let house = House::open().await;
    let dir = closed(house).await;
    let reset = ["--reason", "x", "--dry-run"];
    let looks: [(&str, &[&str]); 3] = [
        ("reset-sessions", &reset),
        ("list-accounts", &[]),
        ("list-sessions", &[]),
    ];
    let (key, elsewhere) = (dir.path().join("secrets/audit-key"), dir.path().join("key"));
    std::fs::rename(&key, &elsewhere).unwrap();
    // As a version left it that had no such key.
    let mut database = open(dir.path()).await;
    sqlx::query("DELETE FROM keys WHERE name = 'audit-key'")
        .execute(&mut database)
        .await
        .unwrap();
    database.close().await.unwrap();
    let before = files(dir.path());
    for (command, arguments) in looks {
        let words = refused(dir.path(), command, arguments).await;
        assert!(
            words.contains("audit-key") && words.contains("start the service"),
            "{words}"
        );
    }
    assert!(files(dir.path()) == before);

    std::fs::rename(&elsewhere, &key).unwrap();
    let mut database = open(dir.path()).await;
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version >= 7")
        .execute(&mut database)
        .await
        .unwrap();
    drop(database);
    for (command, arguments) in looks {
        let words = refused(dir.path(), command, arguments).await;
        assert!(words.contains("older version"), "{words}");
    }
}

#[tokio::test]
async fn an_announcement_by_another_process_reaches_who_listens_and_is_revised_in_order() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();
    let announced = program(&house, "announce-exposure", &ANNOUNCE).await;
    assert!(
        announced.ends_with("revision 1: 1 accounts are told\n"),
        "{announced}"
    );
    assert!(wakes.wake().await);
    let first = told(&computer).await.remove(0).1;
    assert_eq!(first.exposure.to_string(), exposure(&announced));
    assert_eq!((first.from, first.to), (1_575_417_600, Some(1_577_379_600)));

    let id = exposure(&announced);
    for (revision, finding) in [(2, "not-affected"), (3, "confirmed")] {
        let data = format!("wifi-names:{finding}:sealed");
        let correct = [
            id.as_str(),
            "--data",
            &data,
            "--correction",
            "We looked.",
            "--correction-it",
            "Visto.",
        ];
        let corrected = program(&house, "correct-exposure", &correct).await;
        assert!(
            corrected.contains(&format!("revision {revision}:")),
            "{corrected}"
        );
        assert!(wakes.wake().await);
    }
    let all = told(&computer).await;
    let said: Vec<_> = all
        .iter()
        .map(|(_, told)| (told.revision, told.data[0].finding))
        .collect();
    let expected = [Finding::Reported, Finding::NotAffected, Finding::Confirmed];
    assert_eq!(said, [(1, expected[0]), (2, expected[1]), (3, expected[2])]);
    assert!(
        all.iter()
            .all(|(_, told)| told.data[0].kind == DataKind::WifiNames)
    );
    assert_eq!(all[2].1.correction_user["it"], "Visto.");

    let listed = program(&house, "list-exposures", &[]).await;
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(listed.contains("to=2019-12-26T17:00:00Z"), "{listed}");
    for (wrong, words) in [
        (
            vec![
                "--from",
                "2019-12-26",
                "--to",
                "2019-12-04",
                "--data",
                "alerts:reported:sealed",
                "--reason",
                "x",
            ],
            "--to is before --from",
        ),
        (
            vec![
                "--from",
                "2019-12-26",
                "--data",
                "height:reported:sealed",
                "--reason",
                "x",
            ],
            "body-data",
        ),
        (
            vec![
                "--from",
                "yesterday",
                "--data",
                "alerts:reported:sealed",
                "--reason",
                "x",
            ],
            "2019-12-04",
        ),
    ] {
        let said = refused(house.dir.path(), "announce-exposure", &wrong).await;
        assert!(said.contains(words), "{said}");
    }
}

#[tokio::test]
async fn an_event_is_found_and_corrected_by_the_program() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    house
        .service
        .announce_session_established(owner.account, Some("Lisbon".into()))
        .await
        .unwrap();
    let account = owner.account.to_string();
    let listed = program(&house, "list-events", &["--account", &account]).await;
    let line = listed.lines().last().unwrap();
    assert!(
        line.ends_with("2019-12-26T12:00:00Z session-established"),
        "{listed}"
    );
    assert!(!listed.contains("Lisbon"), "what it said is the owner's");
    let jti = line.split(' ').next().unwrap();
    let mut wakes = computer.subscribe().await.unwrap();
    let correct = [jti, "--correction", "That was our own test."];
    assert_eq!(
        program(&house, "correct-event", &correct).await,
        "1 events corrected\n"
    );
    assert!(wakes.wake().await);
    let events = computer.open_events(&[]).await.unwrap();
    let corrected = events
        .iter()
        .find_map(|event| event.events.correction.clone());
    assert_eq!(corrected.unwrap().corrects, jti);

    let unknown = [jti, "nonsense", "--correction", "x"];
    let words = refused(house.dir.path(), "correct-event", &unknown).await;
    assert!(words.contains("no event nonsense"), "{words}");
    assert_eq!(
        computer.open_events(&[]).await.unwrap().len(),
        2,
        "all of them or none"
    );
}

#[tokio::test]
async fn only_the_accounts_that_are_named_are_signed_out() {
    let house = House::open().await;
    let (ada, owner) = house.with_ada().await;
    let mut others = Vec::new();
    for name in ["bob@example.org", "eve@example.org"] {
        let mut computer = house.computer();
        let owner = computer.register(name, PASSWORD).await;
        computer.sign_in(name, PASSWORD).await.unwrap();
        others.push((computer, owner.account));
    }
    let mut wakes = ada.subscribe().await.unwrap();
    let account = owner.account.to_string();
    let list = house.dir.path().join("affected.txt");
    std::fs::write(&list, format!("\n{}\n", others[0].1)).unwrap();
    let whose = [
        "--account",
        &account,
        "--accounts-file",
        list.to_str().unwrap(),
    ];
    let why = [
        "--reason",
        "Your token was seen.",
        "--reason-it",
        "Visto il tuo token.",
    ];
    let said = program(&house, "reset-sessions", &[whose.as_slice(), &why].concat()).await;
    assert_eq!(said, "2 sessions ended\n");

    assert!(wakes.wake().await);
    while wakes.wake().await {}
    let ended = ada.cameras().await.unwrap_err();
    assert_eq!(ended.kind(), ProblemType::SessionEnded);
    let word = ada.verified(&ended.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::GlobalReset);
    assert_eq!(end.reason_user["it"], "Visto il tuo token.");
    assert!(word.txn.unwrap().starts_with("urn:uuid:"));
    assert!(others[0].0.cameras().await.is_err());
    assert!(others[1].0.cameras().await.is_ok(), "not named");
    let mut back = ada.clone();
    back.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert!(back.cameras().await.is_ok());

    let stranger = uuid::Uuid::new_v4().to_string();
    let unknown = [
        "--account",
        &account,
        "--account",
        &stranger,
        "--reason",
        "x",
    ];
    let words = refused(house.dir.path(), "reset-sessions", &unknown).await;
    assert!(words.contains(&stranger), "{words}");
    assert!(
        back.cameras().await.is_ok(),
        "nobody is signed out by half a list"
    );
}

#[tokio::test]
async fn who_signed_in_after_the_hole_was_closed_stays_signed_in() {
    let house = House::open().await;
    let (early, _) = house.with_ada().await;
    house.hands.forward(3_600);
    let mut late = house.computer();
    late.sign_in(EMAIL, PASSWORD).await.unwrap();
    let before = [
        "--signed-in-before",
        "2019-12-26T12:30:00Z",
        "--reason",
        "x",
    ];
    assert_eq!(
        program(&house, "reset-sessions", &before).await,
        "1 sessions ended\n"
    );
    assert!(early.cameras().await.is_err());
    assert!(late.cameras().await.is_ok());
}

async fn open(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("home.sqlite"));
    options.connect().await.unwrap()
}

#[tokio::test]
async fn the_audit_record_says_who_did_what_and_that_nobody_has_been_at_it() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let dir = house.dir.path();
    assert!(said(dir, "audit", &[]).await.starts_with("0 entries"));
    let announced = program(&house, "announce-exposure", &ANNOUNCE).await;
    let id = exposure(&announced);
    let account = owner.account.to_string();
    for (command, arguments) in [
        (
            "correct-exposure",
            vec![id.as_str(), "--accounts", "3", "--correction", "Three."],
        ),
        (
            "reset-sessions",
            vec!["--account", &account, "--reason", "One."],
        ),
        ("reset-sessions", vec!["--reason", "All."]),
    ] {
        program(&house, command, &arguments).await;
    }
    assert!(computer.cameras().await.is_err());
    let mark = house.service.audit_mark(owner.account);
    let listed = said(dir, "list-accounts", &[]).await;
    assert!(listed.contains(&format!("audit={mark}")), "{listed}");
    let record = said(dir, "audit", &[]).await;
    assert!(!record.contains(&account), "it may outlive the account");
    let lines: Vec<_> = record.lines().collect();
    let me = whoami();
    for (line, words) in lines.iter().zip([
        vec![
            "1 ",
            me.as_str(),
            "announce-exposure affected=1",
            id.as_str(),
            "A copy lay open.",
        ],
        vec!["2 ", "correct-exposure affected=1", "Three."],
        vec!["3 ", "reset-sessions affected=1", mark.as_str(), "One."],
        vec!["4 ", "reset-sessions affected=0", "everybody", "All."],
    ]) {
        for word in words {
            assert!(line.contains(word), "{word}: {line}");
        }
    }
    assert_eq!(lines[4], "4 entries, all unchanged");

    let mut database = open(dir).await;
    for forbidden in ["UPDATE audit SET entry = '{}'", "DELETE FROM audit"] {
        let refused = sqlx::query(forbidden).execute(&mut database).await;
        assert!(refused.unwrap_err().to_string().contains("only ever added"));
    }
    // Who can write to the file can take the triggers away as well.
    for (harm, found) in [
        (
            "UPDATE audit SET entry = replace(entry, 'All.', 'Nothing.') WHERE seq = 4",
            "entry 4",
        ),
        (
            "UPDATE audit SET entry = replace(entry, 'Three', 'Four') WHERE seq = 2",
            "entry 2",
        ),
        ("DELETE FROM audit WHERE seq = 1", "entry 1"),
        (
            "DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4",
            "entry 3",
        ),
        (
            "DELETE FROM audit WHERE seq = 4",
            "at least 4 entries, and only 3 are left",
        ),
        (
            "DELETE FROM audit",
            "at least 4 entries, and only 0 are left",
        ),
        (
            "INSERT INTO audit SELECT 5, entry, mac FROM audit WHERE seq = 4",
            "entry 5",
        ),
    ] {
        let thiefs = tempfile::tempdir().unwrap();
        copy(dir, thiefs.path());
        let mut database = open(thiefs.path()).await;
        let harm =
            format!("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; {harm}");
        sqlx::raw_sql(AssertSqlSafe(harm))
            .execute(&mut database)
            .await
            .unwrap();
        drop(database);
        let words = refused(thiefs.path(), "audit", &[]).await;
        assert!(
            words.contains("tampered") && words.contains(found),
            "{found}: {words}"
        );
    }
}

/// The database, with what is in its log, and the keys.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to.join("secrets")).unwrap();
    for (name, content) in files(from) {
        let within = Path::new(&name).strip_prefix(from).unwrap().to_owned();
        if !name.ends_with("-shm") && !content.is_empty() {
            std::fs::copy(&name, to.join(within)).unwrap();
        }
    }
}

fn whoami() -> String {
    let output = std::process::Command::new("id")
        .arg("-un")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test]
async fn an_entry_that_is_newer_than_what_is_known_of_the_record_is_no_harm() {
    let house = House::open().await;
    house.with_ada().await;
    let reset = ["--reason", "x"];
    program(&house, "reset-sessions", &reset).await;
    let head = house.dir.path().join("secrets/audit-head");
    let behind = std::fs::read(&head).unwrap();
    program(&house, "reset-sessions", &reset).await;
    // As after a crash between the deed and writing down how far the record goes.
    std::fs::write(&head, behind).unwrap();
    let record = program(&house, "audit", &[]).await;
    assert!(record.ends_with("2 entries, all unchanged\n"), "{record}");
}
