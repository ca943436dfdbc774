//! An owner sees all that is kept about them, as it lies there, and can have it taken away without a trace.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use porchlight_protocol::account::seal_computer_name;
use porchlight_protocol::event::EndReason;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::SecondFactor;
use porchlight_protocol::your_data::{
    AccountData, AccountDeletion, DeletionReceipt, Form, HeldTable, HeldValue, Kept,
};
use porchlight_service::demo::DEMO_EMAIL;
use porchlight_service::{DemoHome, Incident};
use reqwest::Method;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::authenticator::{Authenticator, code};
use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, Hands, House, NOON, Owner, PASSWORD, Refused, answer};
use crate::email_change::to;
use crate::incidents::{announcement, told};
use crate::second_factor::database;
use crate::third_party::released;

const DAY: i64 = 86_400;

impl Computer {
    async fn held(&self) -> AccountData {
        let sent = self.request(Method::GET, path::ACCOUNT).send().await;
        answer(sent.unwrap()).await.unwrap()
    }

    pub(crate) async fn delete_account(
        &self,
        second_factor: Option<SecondFactor>,
    ) -> Result<DeletionReceipt, Refused> {
        let request = AccountDeletion { second_factor };
        let sent = self.request(Method::DELETE, path::ACCOUNT).json(&request);
        answer(sent.send().await.unwrap()).await
    }
}

/// An account with something in every table.
struct Full {
    house: House,
    computer: Computer,
    other: Computer,
    owner: Owner,
    has: Authenticator,
}

impl Full {
    async fn open() -> Self {
        let house = House::open().await;
        let (computer, owner, camera) = with_camera(&house).await;
        let mut other = house.computer();
        other.sign_in(EMAIL, PASSWORD).await.unwrap();
        for (one, name) in [(&computer, "Study PC"), (&other, "Kitchen laptop")] {
            let name = seal_computer_name(name, &owner.vault, owner.account);
            one.name_computer(&name).await.unwrap();
        }
        for address in ["ada@elsewhere.example", EMAIL] {
            computer.change_email(&to(address)).await.unwrap();
            computer.prove(PASSWORD).await.unwrap();
        }
        let sealed = computer.cameras().await.unwrap().remove(0).sealed_profile;
        computer
            .write(camera, 1, "a-key-of-an-edit", &sealed)
            .await
            .unwrap();
        computer.start_pairing(Some(camera)).await.unwrap();
        let alexa = house.with_alexa().await;
        let cameras = vec![released(camera, Some("Front door"))];
        alexa.link(EMAIL, &computer, cameras).await;
        computer.start_linking("alexa").await.unwrap();
        let exposure = house.service.announce_exposure(announcement());
        exposure.await.unwrap();
        let heard = told(&other).await.remove(0);
        other.open_events(&[&heard.0.jti]).await.unwrap();
        let town = Some("Lisbon in autumn".to_owned());
        let service = &house.service;
        service
            .announce_session_established(owner.account, town)
            .await
            .unwrap();
        service
            .announce_session_established(owner.account, None)
            .await
            .unwrap();
        // Read before those that came earlier, so that it is remembered for itself.
        let newest = newest(&house).await;
        other.open_events(&[&newest]).await.unwrap();
        let has = Authenticator::of(&computer.enrol(None).await.unwrap());
        let now = has.code(house.hands.now());
        computer
            .confirm(&now, &has.recovery_codes[0])
            .await
            .unwrap();
        let mut third = house.computer();
        let waiting = third.challenged().await;
        // A clock that is ten minutes ahead: the step is remembered.
        let early = code(has.code(house.hands.now() + 600));
        third.second_factor(waiting.id, early).await.unwrap_err();
        let forgot = third.recover(&house, &owner.recovery_key, None).await;
        forgot.unwrap_err();
        house.hands.forward(60);
        let now = code(has.code(house.hands.now()));
        computer.enrol(Some(now)).await.unwrap();
        house.hands.forward(30);
        Self {
            house,
            computer,
            other,
            owner,
            has,
        }
    }

    fn code(&self) -> Option<SecondFactor> {
        Some(code(self.has.code(self.house.hands.now())))
    }
}

async fn newest(house: &House) -> String {
    sqlx::query_scalar("SELECT jti FROM events ORDER BY seq DESC LIMIT 1")
        .fetch_one(&mut database(house).await)
        .await
        .unwrap()
}

async fn count(house: &House, table: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
        .fetch_one(&mut database(house).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_row_is_told_as_it_lies_there_and_none_of_anybody_else() {
    let full = Full::open().await;
    let held = full.computer.held().await;
    assert_eq!(held.at, full.house.hands.now());
    let mut connection = database(&full.house).await;
    for table in &held.tables {
        assert!(
            !table.rows.is_empty(),
            "{}: the test leaves it out",
            table.table
        );
        let there = count(&full.house, &table.table).await;
        assert_eq!(table.rows.len() as i64, there, "{}", table.table);
        for (at, column) in table.columns.iter().enumerate() {
            let sql = format!("SELECT DISTINCT hex({}) FROM {}", column.name, table.table);
            let mut raw: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let mut told: Vec<_> = table.rows.iter().map(|row| hex_of(&row[at])).collect();
            raw.sort();
            told.sort();
            told.dedup();
            assert_eq!(told, raw, "{}.{}", table.table, column.name);
        }
    }

    let mut bob = full.house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    assert_eq!(full.computer.held().await.tables, held.tables);
    let of_bob = serde_json::to_string(&bob.held().await).unwrap();
    let id = porchlight_protocol::bytes::Bytes::encode(full.owner.account.as_bytes());
    assert!(!of_bob.contains(&id));
}

fn hex_of(value: &HeldValue) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    match value {
        HeldValue::Number(number) => hex(number.to_string().as_bytes()),
        HeldValue::Text(text) => hex(text.as_bytes()),
        HeldValue::Bytes { bytes, length } => {
            assert_eq!(bytes.0.len(), *length as usize);
            hex(&bytes.0)
        }
        HeldValue::Nothing => String::new(),
    }
}

#[tokio::test]
async fn nothing_that_is_told_can_be_read_but_what_is_said_to_be_readable() {
    let full = Full::open().await;
    let held = full.computer.held().await;
    let text = serde_json::to_string(&held).unwrap();
    for word in [
        EMAIL,
        PASSWORD,
        "Front door",
        "Casa Marchetti 5G",
        "Study PC",
        "Lisbon",
        &full.computer.token,
        &full.has.recovery_codes[1],
    ] {
        assert!(!text.contains(word), "{word}");
    }
    let readable: Vec<_> = held
        .tables
        .iter()
        .flat_map(|table| {
            let columns = table.columns.iter();
            columns.map(|column| (table.table.as_str(), column.name.as_str(), column.form))
        })
        .filter(|(_, _, form)| *form == Form::Text)
        .map(|(table, column, _)| (table, column))
        .collect();
    assert_eq!(
        readable,
        [
            ("sessions", "end_reason"),
            ("cameras", "model"),
            ("cameras", "firmware"),
            ("cameras", "firmware_available"),
            ("integrations", "client_id"),
            ("integrations", "unlink_cause"),
            ("integrations", "unlink_reason"),
            ("login_hints", "client_id"),
            ("link_requests", "client_id"),
            ("link_requests", "state"),
        ],
        "a new readable text must be argued for"
    );
}

#[tokio::test]
async fn what_is_said_about_how_long_it_stays_is_so() {
    let full = Full::open().await;
    let (house, hands) = (&full.house, &full.house.hands);
    let session = full.other.session.as_ref().unwrap().session_id;
    house
        .service
        .end_session(session, EndReason::PasswordChanged, None)
        .await
        .unwrap();
    let tables = full.computer.held().await.tables;
    // Everything was written in two minutes, and all of it is over in ten.
    let (first, last) = (NOON, hands.now());
    let ends = |table: &HeldTable| match table.table.as_str() {
        "login_hints" | "pairings" | "told_steps" => first + 600,
        "link_requests" => first + 300,
        _ => first,
    };
    let mut looks: Vec<(i64, bool, &str)> = Vec::new();
    // What is linked ends when its owner unlinks it.
    let lasts = ["integrations", "grants", "refresh_tokens"];
    for table in tables
        .iter()
        .filter(|one| !lasts.contains(&one.table.as_str()))
    {
        let term = match table.kept {
            Kept::For { seconds } => i64::from(seconds),
            Kept::AfterItsEnd { seconds } => ends(table) - first + i64::from(seconds),
            Kept::WithAccount | Kept::WhileTwoFactorIsOn | Kept::WithItsComputer => continue,
            Kept::Other => unreachable!("{} does not say how long", table.table),
        };
        looks.push((first + term - 1, true, &table.table));
        looks.push((last + term + 60, false, &table.table));
    }
    assert_eq!(looks.len(), 2 * 12, "the tables with a term");
    looks.retain(|(_, _, table)| *table != "sessions");
    looks.sort();
    for (at, there, table) in looks {
        hands.forward(at - hands.now());
        house.service.forget_what_is_over().await.unwrap();
        let found = count(house, table).await > 0;
        assert_eq!(found, there, "{table} after {} s", at - first);
    }
    // Of the two sessions one was ended then, and the other went out of use a month later.
    assert_eq!(count(house, "sessions").await, 1);
    hands.forward(30 * DAY);
    house.service.forget_what_is_over().await.unwrap();
    for table in ["sessions", "readers", "acknowledged"] {
        assert_eq!(count(house, table).await, 0, "{table}");
    }
    for table in tables {
        if matches!(table.kept, Kept::WithAccount | Kept::WhileTwoFactorIsOn) {
            assert_ne!(count(house, &table.table).await, 0, "{}", table.table);
        }
    }
}

#[tokio::test]
async fn a_session_that_a_reset_ended_is_forgotten_as_any_other() {
    let house = House::open().await;
    house.with_ada().await;
    let why = Incident::new([("en".to_owned(), "A copy lay open.".to_owned())], None).unwrap();
    house.service.reset_everybody(&why).await.unwrap();
    house.hands.forward(90 * DAY - 1);
    house.service.forget_what_is_over().await.unwrap();
    assert_eq!(
        count(&house, "sessions").await,
        1,
        "it can still be said why"
    );
    house.hands.forward(1);
    house.service.forget_what_is_over().await.unwrap();
    assert_eq!(count(&house, "sessions").await, 0);
}

#[tokio::test]
async fn deletion_wants_the_password_afresh_and_the_second_factor() {
    let full = Full::open().await;
    full.house.hands.forward(600);
    let refused = full.computer.delete_account(full.code()).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    full.computer.prove(PASSWORD).await.unwrap();
    let refused = full.computer.delete_account(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    let wrong = code(full.has.wrong_code(full.house.hands.now()));
    let refused = full.computer.delete_account(Some(wrong)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCode);
    assert_eq!(
        full.computer.cameras().await.unwrap().len(),
        1,
        "all is there"
    );
    full.computer.delete_account(full.code()).await.unwrap();
}

/// Every value that is not readable, in the ways in which it could stand in a file.
fn traces(tables: &[HeldTable]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for table in tables {
        for (at, column) in table.columns.iter().enumerate() {
            if column.form.is_readable() {
                continue;
            }
            for value in table.rows.iter().map(|row| &row[at]) {
                match value {
                    HeldValue::Bytes { bytes, .. } if bytes.0.len() >= 16 => {
                        if let Ok(id) = Uuid::from_slice(&bytes.0) {
                            all.push(id.to_string().into_bytes());
                        }
                        all.push(porchlight_protocol::bytes::Bytes::encode(&bytes.0).into_bytes());
                        // A stretch of it is enough.
                        all.push(bytes.0[..16].to_vec());
                        all.push(bytes.0[bytes.0.len() - 16..].to_vec());
                    }
                    HeldValue::Text(text) if text.len() >= 16 => {
                        all.push(text.clone().into_bytes())
                    }
                    HeldValue::Bytes { .. }
                    | HeldValue::Text(_)
                    | HeldValue::Number(_)
                    | HeldValue::Nothing => {}
                }
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Which of them lie in the files of the database. Each has sixteen bytes or more.
fn in_files(dir: &Path, traces: &[Vec<u8>]) -> BTreeSet<Vec<u8>> {
    let mut by_start: HashMap<&[u8], Vec<&Vec<u8>>> = HashMap::new();
    for trace in traces {
        by_start.entry(&trace[..16]).or_default().push(trace);
    }
    let files = std::fs::read_dir(dir).unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let mut found = BTreeSet::new();
    for file in files.filter(|path| path.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        for (at, start) in bytes.windows(16).enumerate() {
            let candidates = by_start.get(start).into_iter().flatten();
            found.extend(
                candidates
                    .filter(|trace| bytes[at..].starts_with(trace))
                    .map(|trace| (*trace).clone()),
            );
        }
    }
    found
}

#[tokio::test]
async fn not_one_byte_of_a_deleted_account_stays_in_the_files() {
    let mut full = Full::open().await;
    let mut bob = full.house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    // So much that pages were split, filled and emptied in turns with those of somebody else.
    for round in 0..40 {
        let town = Some(format!("town {round}"));
        for account in [full.owner.account, bob.session.as_ref().unwrap().account_id] {
            let service = &full.house.service;
            service
                .announce_session_established(account, town.clone())
                .await
                .unwrap();
        }
        bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
        let list = full.computer.cameras().await.unwrap();
        let (camera, sealed) = (&list[0], &list[0].sealed_profile);
        let key = format!("key of edit number {round}");
        full.computer
            .write(camera.id, camera.revision, &key, sealed)
            .await
            .unwrap();
        if round % 10 == 0 {
            full.house.hands.forward(60);
            let factor = full.code().unwrap();
            full.other.sign_in_with(factor).await.unwrap();
        }
    }
    // Something that the people who run the service did to this account, and what says so may not be changed.
    full.house.with_ifttt().await;
    let named = BTreeSet::from([full.owner.account]);
    let why = Incident::new([("en".to_owned(), "To be safe.".to_owned())], None).unwrap();
    let unlinked = full
        .house
        .service
        .unlink_all(Some("ifttt"), Some(&named), &why);
    assert_eq!(unlinked.await.unwrap(), 0);
    full.house.hands.forward(60);
    full.computer.prove(PASSWORD).await.unwrap();
    let held = full.computer.held().await.tables;
    let traces = traces(&held);
    let dir = full.house.dir.path();
    assert!(
        in_files(dir, &traces).len() > 400,
        "the search finds what is there"
    );
    let of_bob = bob.held().await.tables;

    let receipt = full.computer.delete_account(full.code()).await.unwrap();
    assert!(receipt.rewritten);
    assert!(receipt.searched_for > 200, "{}", receipt.searched_for);
    for table in &held {
        let searched = receipt.tables.iter().find(|one| one.table == table.table);
        let rows = table.rows.len() as u32;
        let searched = searched.unwrap();
        // The factor that was used up left a row less, or an event more.
        assert!(searched.removed.abs_diff(rows) <= 1, "{}", table.table);
    }
    for table in &receipt.tables {
        assert_eq!(table.left, 0, "{}", table.table);
    }
    let left = in_files(dir, &traces);
    assert!(left.is_empty(), "{} traces", left.len());

    assert_eq!(
        bob.held().await.tables,
        of_bob,
        "nothing of anybody else is touched"
    );
    let house = full.house.restart().await;
    assert!(in_files(house.dir.path(), &traces).is_empty());
    assert_eq!(count(&house, "accounts").await, 1);
}

#[tokio::test]
async fn the_second_search_finds_what_a_table_forgot_to_give_up() {
    let full = Full::open().await;
    full.computer.prove(PASSWORD).await.unwrap();
    for table in ["forgotten (whose BLOB)", "gossip (words TEXT)"] {
        sqlx::query(AssertSqlSafe(format!("CREATE TABLE {table} STRICT")))
            .execute(&mut database(&full.house).await)
            .await
            .unwrap();
    }
    let words = format!("somebody looked at {} at noon", full.owner.account);
    sqlx::query("INSERT INTO gossip VALUES ($1)")
        .bind(words)
        .execute(&mut database(&full.house).await)
        .await
        .unwrap();
    sqlx::query("INSERT INTO forgotten VALUES ($1)")
        .bind(full.owner.account.as_bytes().as_slice())
        .execute(&mut database(&full.house).await)
        .await
        .unwrap();
    let receipt = full.computer.delete_account(full.code()).await.unwrap();
    let left: Vec<_> = receipt
        .tables
        .iter()
        .filter(|table| table.left > 0)
        .collect();
    let left: Vec<_> = left
        .iter()
        .map(|one| (one.table.as_str(), one.left))
        .collect();
    assert_eq!(left, [("forgotten", 1), ("gossip", 1)]);
}

#[tokio::test]
async fn the_other_computer_is_told_at_once_by_a_signed_word_and_a_stranger_is_told_nothing() {
    let full = Full::open().await;
    let mut wakes = full.other.subscribe().await.unwrap();
    full.computer.prove(PASSWORD).await.unwrap();
    full.computer.delete_account(full.code()).await.unwrap();
    while wakes.wake().await {}

    for computer in [&full.other, &full.computer] {
        let session = computer.session.as_ref().unwrap();
        let refused = computer.cameras().await.unwrap_err();
        let word = computer.verified(&refused.problem.session_ended.unwrap());
        assert_eq!(word.aud, format!("urn:uuid:{}", full.owner.account));
        assert!(word.sub_id.is(session.session_id));
        let end = word.events.session_revoked.unwrap();
        assert_eq!(end.reason, EndReason::AccountDeleted);
        assert_eq!(end.event_timestamp, full.house.hands.now());
    }
    let again = full.computer.delete_account(None).await.unwrap_err();
    assert_eq!(
        again.kind(),
        ProblemType::SessionEnded,
        "a lost answer is made up for"
    );

    let stranger = Computer {
        token: full.other.token.clone(),
        ..full.house.computer()
    };
    let refused = stranger.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    full.house.hands.forward(91 * DAY);
    full.house.service.forget_what_is_over().await.unwrap();
    let refused = full.other.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    assert_eq!(count(&full.house, "farewells").await, 0);
}

#[tokio::test]
async fn what_is_kept_for_the_other_computers_says_nothing_even_with_all_secrets() {
    let full = Full::open().await;
    full.computer.prove(PASSWORD).await.unwrap();
    full.computer.delete_account(full.code()).await.unwrap();
    let rows: Vec<(Vec<u8>, Vec<u8>, i64)> =
        sqlx::query_as("SELECT mark, sealed_word, kept_until FROM farewells")
            .fetch_all(&mut database(&full.house).await)
            .await
            .unwrap();
    assert_eq!(rows.len(), 2, "one for each computer");
    assert_eq!(rows[0].1.len(), rows[1].1.len());
    assert!(
        rows.iter().all(|(_, _, until)| until % DAY == 0),
        "not even when"
    );
    let secrets =
        porchlight_service::secrets::Secrets::open(&full.house.dir.path().join("secrets")).unwrap();
    for (mark, sealed, _) in &rows {
        assert!(secrets.unseal(sealed, b"porchlight/farewell/1").is_none());
        // Only the token leads to it.
        let index = [&full.computer, &full.other].map(|one| secrets.token_index(&one.token));
        assert!(
            index
                .iter()
                .any(|index| secrets.farewell_mark(index) == mark.as_slice())
        );
    }
}

#[tokio::test]
async fn the_address_is_free_again_and_is_answered_like_any_unknown_one() {
    let house = House::open().await;
    let (computer, before) = house.with_ada().await;
    let mut late = house.computer();
    let (state, answer) = late.sign_in_start(EMAIL, PASSWORD).await;
    computer.prove(PASSWORD).await.unwrap();
    computer.delete_account(None).await.unwrap();
    let answer = answer.unwrap();
    let (last, _) = late.finalization(state, PASSWORD, &answer).unwrap();
    let refused = late.sign_in_finish(answer.state, last).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::StaleState,
        "a sign-in half way through"
    );
    let mut back = house.computer();
    let refused = back.sign_in(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let after = back.register(EMAIL, "another long password").await;
    assert_ne!(after.account, before.account);
    back.sign_in(EMAIL, "another long password").await.unwrap();
    assert_eq!(back.cameras().await.unwrap().len(), 0);
    let old = computer.cameras().await.unwrap_err();
    assert_eq!(
        old.kind(),
        ProblemType::SessionEnded,
        "the old account stays deleted"
    );
}

#[tokio::test]
async fn the_demo_home_without_its_account_starts_afresh() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let mut demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    let delete = async |demo: &DemoHome| {
        let mut computer = Computer::new(demo.url().as_str(), hands.clone());
        computer.stretch = porchlight_protocol::opaque::key_stretching().unwrap();
        computer.sign_in(DEMO_EMAIL, demo.password()).await.unwrap();
        computer.delete_account(None).await.unwrap();
    };
    delete(&demo).await;
    demo.cameras().await.unwrap_err();
    demo.start_afresh().await.unwrap();
    assert_eq!(demo.cameras().await.unwrap().len(), 5);
    delete(&demo).await;
    demo.close().await;
    let demo = DemoHome::open(dir.path(), hands.clock()).await.unwrap();
    assert_eq!(
        demo.cameras().await.unwrap().len(),
        5,
        "or the next day, by itself"
    );
}
