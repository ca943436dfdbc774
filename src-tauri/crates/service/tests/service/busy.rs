//! Too many at once: each is told when to come back, and each gets in.

use std::time::Duration;

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_service::{ConnectionLimits, Limits};
use porchlight_soak::rounds;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::checked::check_raw;
use crate::client::{Computer, EMAIL, House, PASSWORD, Refused, answer, config};

fn limits(at_once: usize, queue: usize) -> Limits {
    Limits {
        at_once,
        queue,
        ..Limits::default()
    }
}

/// Nobody else writes to the database until it is dropped: who wants to, holds a turn meanwhile.
pub(crate) async fn nobody_else_writes(house: &House) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(config(&house.dir).database.path());
    let mut database = options.connect().await.unwrap();
    let begun = sqlx::query("BEGIN IMMEDIATE").execute(&mut database).await;
    begun.unwrap();
    database
}

async fn ask(computer: &Computer) -> Result<(), Refused> {
    let url = format!("{}{}", computer.base, path::SERVICE);
    let sent = computer.http.get(url).send().await.unwrap();
    answer::<serde_json::Value>(sent).await.map(drop)
}

#[tokio::test]
async fn a_full_house_says_when_to_come_back() {
    let house = House::open_with(limits(1, 0)).await;
    let computer = house.computer();
    let lock = nobody_else_writes(&house).await;
    let newcomer = computer.clone();
    let served = tokio::spawn(async move { newcomer.register(EMAIL, PASSWORD).await });
    // Until the newcomer has the only turn there is.
    let refused = loop {
        if let Err(refused) = ask(&computer).await {
            break refused;
        }
    };
    assert_eq!(refused.kind(), ProblemType::Overloaded);
    assert!((1..=120).contains(&refused.retry_after.unwrap()));
    drop(lock);
    served.await.unwrap();
    assert!(ask(&computer).await.is_ok());
}

/// With everything but what is to follow.
async fn slow_sender(house: &House) -> TcpStream {
    let url = &house.running.url;
    let address = (url.host_str().unwrap(), url.port().unwrap());
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Length: 2000\r\nExpect: 100-continue\r\n\r\n{{",
        path::SIGN_IN_START,
        url.authority()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 12];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100");
    stream
}

#[tokio::test]
async fn those_who_are_slow_to_send_take_nobodys_turn() {
    let house = House::open_with(limits(2, 1)).await;
    let mut owner = house.computer();
    owner.register(EMAIL, PASSWORD).await;
    let mut slow = Vec::new();
    for _ in 0..6 {
        slow.push(slow_sender(&house).await);
    }
    owner.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(owner.cameras().await.unwrap(), []);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let silence = Duration::from_millis(50);
    let house = House::open_to(ConnectionLimits {
        silence,
        ..ConnectionLimits::default()
    })
    .await;
    let url = &house.running.url;
    let address = (url.host_str().unwrap(), url.port().unwrap());
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Length: 2000\r\n\r\n{{",
        path::SIGN_IN_START,
        url.authority()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // Told, or cut off before the head was read; in any case it ends.
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
        "{answer}"
    );
    if !answer.is_empty() {
        check_raw(&head, &answer).await;
    }
}

#[tokio::test]
async fn in_a_rush_nobody_is_lost() {
    for _ in 0..rounds(1) {
        let house = House::open_with(limits(2, 2)).await;
        let mut crowd = tokio::task::JoinSet::new();
        let computer = house.computer();
        for _ in 0..40 {
            let computer = computer.clone();
            crowd.spawn(async move {
                // Coming back at once is worse manners than a real client has, and still each gets in.
                while let Err(refused) = ask(&computer).await {
                    assert_eq!(refused.kind(), ProblemType::Overloaded);
                    assert!(refused.retry_after.is_some());
                }
            });
        }
        assert_eq!(crowd.join_all().await.len(), 40);
    }
}

#[tokio::test]
async fn those_who_listen_take_nobodys_turn() {
    let house = House::open_with(limits(1, 0)).await;
    let (computer, _) = house.with_ada().await;
    let _one = computer.subscribe().await.unwrap();
    let _two = computer.subscribe().await.unwrap();
    assert!(ask(&computer).await.is_ok());
}
