//! Too many at once: each is told when to come back, and each gets in.

use std::time::Duration;

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_service::Limits;
use porchlight_soak::rounds;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Computer, House, Refused, answer};

fn limits(at_once: usize, queue: usize) -> Limits {
    Limits {
        at_once,
        queue,
        long_poll: Duration::from_secs(30),
    }
}

/// A client that holds its turn: the service reads its body, and it does not send one.
async fn dawdler(house: &House) -> TcpStream {
    let url = &house.running.url;
    let address = (url.host_str().unwrap(), url.port().unwrap());
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
        path::SIGN_IN_START
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 12];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100");
    stream
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
    let mut dawdler = dawdler(&house).await;
    let refused = ask(&computer).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::Overloaded);
    assert!((1..=120).contains(&refused.retry_after.unwrap()));
    dawdler.write_all(b"{}").await.unwrap();
    let mut rest = vec![0; 64];
    assert_ne!(dawdler.read(&mut rest).await.unwrap(), 0, "served");
    drop(dawdler);
    assert!(ask(&computer).await.is_ok());
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
