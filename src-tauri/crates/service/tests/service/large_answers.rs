//! An account with as much in it as there may be: all of it is told, and whoever asks for it and does not read costs next to nothing.

use std::time::Duration;

use porchlight_protocol::service::path;
use porchlight_protocol::your_data::AccountData;
use porchlight_service::ConnectionLimits;
use porchlight_service::quotas::{
    BYTES, CAMERAS, EVENT_ROW, EVENTS, LONGEST_EVENT, LONGEST_PROFILE, PROFILE_WRITES,
};
use reqwest::Method;
use sqlx::{AssertSqlSafe, SqliteConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use uuid::Uuid;

use crate::client::{Computer, House, PASSWORD, answer};
use crate::second_factor::database;

/// Bytes that a client takes before it is asked.
const SMALL_WINDOW: u32 = 8 * 1024;

/// Numbers from 1.
const NUMBERED: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ";

/// As much as an account may hold, but for what was there. Dated in 2096, so that none of it goes when the service tidies up.
pub(crate) async fn fill(database: &mut SqliteConnection, account: Uuid) {
    let cameras = format!(
        "{NUMBERED} {CAMERAS} - (SELECT COUNT(*) FROM cameras WHERE account_id = $1))
         INSERT INTO cameras (id, account_id, position, model, firmware, online, last_seen, sealed_profile, revision)
         SELECT randomblob(16), $1, 100 + i, 'Porch Cam 2', '1.0', 1, 0, randomblob({LONGEST_PROFILE}), 1 FROM n"
    );
    let events = format!(
        "{NUMBERED} {EVENTS} - (SELECT COUNT(*) FROM events WHERE account_id = $1))
         INSERT INTO events (account_id, jti, at, sealed_claims, hint)
         SELECT $1, lower(hex(randomblob(16))), 4000000000, randomblob({LONGEST_EVENT} - {EVENT_ROW}), 1 FROM n"
    );
    let writes = format!(
        "{NUMBERED} {PROFILE_WRITES} - (SELECT COUNT(*) FROM profile_writes WHERE account_id = $1))
         INSERT INTO profile_writes (account_id, key_hash, request_hash, revision, at)
         SELECT $1, randomblob(32), randomblob(32), i, 4000000000 FROM n"
    );
    for sql in [cameras, events, writes] {
        sqlx::query(AssertSqlSafe(sql))
            .bind(account.as_bytes().to_vec())
            .execute(&mut *database)
            .await
            .unwrap();
    }
}

/// Asks for something, and takes no more of the answer than its first line.
pub(crate) async fn asks_and_does_not_read(computer: &Computer, path: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(SMALL_WINDOW).unwrap();
    let address = computer.base.strip_prefix("http://").unwrap();
    let mut stream = socket.connect(address.parse().unwrap()).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: DPoP {}\r\nDPoP: {}\r\n\r\n",
        address,
        computer.token,
        computer.proof(&Method::GET, path, Some(&computer.token))
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    stream
}

#[tokio::test]
async fn all_of_a_full_account_is_told_once_and_is_no_more_than_there_may_be() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    fill(&mut database(&house).await, owner.account).await;
    let sent = computer.request(Method::GET, path::ACCOUNT).send().await;
    let text = sent.unwrap().text().await.unwrap();
    let held: AccountData = serde_json::from_str(&text).unwrap();
    for (table, there) in [
        ("cameras", CAMERAS),
        ("events", EVENTS),
        ("profile_writes", PROFILE_WRITES),
        ("sessions", 1),
    ] {
        let told = held.tables.iter().find(|one| one.table == table).unwrap();
        let rows = &told.rows;
        assert_eq!(rows.len(), there as usize, "{table}");
        let different: std::collections::BTreeSet<_> =
            rows.iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(different.len(), rows.len(), "{table}");
    }
    assert!(text.len() < 2 * BYTES, "{}", text.len());
}

#[tokio::test]
async fn a_long_list_of_cameras_comes_whole_and_in_its_order() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    for cameras in [0, 31, 32, 33, 64, CAMERAS] {
        let sql = format!(
            "{NUMBERED} {cameras})
             INSERT INTO cameras (id, account_id, position, model, firmware, online, last_seen, sealed_profile, revision)
             SELECT randomblob(16), $1, 2 * i, i, '1.0', 1, 0, x'', 1 FROM n WHERE {cameras} > 0"
        );
        let mut database = database(&house).await;
        let whole = sqlx::query("DELETE FROM cameras").execute(&mut database);
        whole.await.unwrap();
        let filled = sqlx::query(AssertSqlSafe(sql))
            .bind(owner.account.as_bytes().to_vec())
            .execute(&mut database);
        filled.await.unwrap();
        let list = computer.cameras().await.unwrap();
        let models: Vec<u32> = list.iter().map(|one| one.model.parse().unwrap()).collect();
        assert_eq!(models, (1..=cameras).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn those_who_do_not_read_their_answers_keep_nobody_from_theirs() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    fill(&mut database(&house).await, owner.account).await;
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    let mut unread = Vec::new();
    // More than there are connections to the database.
    for _ in 0..12 {
        for path in [path::ACCOUNT, path::CAMERAS] {
            unread.push(asks_and_does_not_read(&computer, path).await);
        }
    }
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    assert_eq!(bob.cameras().await.unwrap(), []);
    let sent = bob.request(Method::GET, path::ACCOUNT).send().await;
    answer::<AccountData>(sent.unwrap()).await.unwrap();
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_cut_off() {
    let house = House::open_to(ConnectionLimits {
        stall: Duration::from_millis(50),
        ..ConnectionLimits::default()
    })
    .await;
    let (computer, owner) = house.with_ada().await;
    fill(&mut database(&house).await, owner.account).await;
    let mut unread = asks_and_does_not_read(&computer, path::ACCOUNT).await;
    // What comes after the end of a connection is answered by a reset.
    while unread.write_all(b" ").await.is_ok() {
        tokio::task::yield_now().await;
    }
    let mut rest = Vec::new();
    let _ = unread.read_to_end(&mut rest).await;
    assert!(
        !rest.ends_with(b"0\r\n\r\n"),
        "half of it, and not said to be all"
    );
}
