//! Strangers who connect and say nothing, or say it in another language, keep no owner from signing in.

use std::net::Ipv4Addr;
use std::time::Duration;

use porchlight_protocol::service::path;
use porchlight_service::{Config, ConnectionLimits, RunningService, Service};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::checked::Http;
use crate::client::{EMAIL, House, PASSWORD, config};
use crate::program::Identity;

/// For what is not to happen within a test.
const NEVER: Duration = Duration::from_secs(3600);

fn port(house: &House) -> u16 {
    house.running.url.port().unwrap()
}

fn host(house: &House) -> &str {
    house.running.url.authority()
}

/// From an address of its own: all of 127.0.0.0/8 is this computer.
async fn stranger(house: &House, number: u8) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    let from = Ipv4Addr::new(127, 9, 0, number);
    socket.bind((from, 0).into()).unwrap();
    let to = (Ipv4Addr::LOCALHOST, port(house));
    socket.connect(to.into()).await.unwrap()
}

/// Nothing comes any more.
async fn ended(stream: &mut TcpStream) -> bool {
    matches!(stream.read(&mut [0; 64]).await, Ok(0) | Err(_))
}

#[tokio::test]
async fn who_says_nothing_is_cut_off() {
    let silence = Duration::from_millis(50);
    let house = House::open_to(ConnectionLimits {
        silence,
        ..ConnectionLimits::default()
    })
    .await;
    let mut silent = stranger(&house, 1).await;
    assert!(ended(&mut silent).await);
    let mut half = stranger(&house, 1).await;
    half.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
    assert!(ended(&mut half).await);
    let mut between = stranger(&house, 1).await;
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\n\r\n",
        path::SERVICE,
        host(&house)
    );
    between.write_all(request.as_bytes()).await.unwrap();
    // One answer, where the request was in time, and then the end.
    let mut answer = Vec::new();
    let _ = between.read_to_end(&mut answer).await;
}

#[tokio::test]
async fn twice_as_many_silent_strangers_as_there_is_room_for_do_not_keep_an_owner_waiting() {
    let house = House::open_to(ConnectionLimits {
        total: 24,
        per_address: 6,
        silence: NEVER,
        ..ConnectionLimits::default()
    })
    .await;
    house.computer().register(EMAIL, PASSWORD).await;
    let mut silent = Vec::new();
    // From one address twice its limit, and from all of them twice the limit of all.
    for number in (1..=6).flat_map(|number| [number; 12]) {
        silent.push(stranger(&house, number).await);
    }
    let mut owner = house.computer();
    owner.sign_in(EMAIL, PASSWORD).await.unwrap();
    let first = &mut silent[0];
    assert!(ended(first).await, "who waited longest made room");
}

#[tokio::test]
async fn from_one_address_strangers_push_out_each_other_and_nobody_else() {
    let house = House::open_to(ConnectionLimits {
        per_address: 2,
        silence: NEVER,
        ..ConnectionLimits::default()
    })
    .await;
    let mut quiet_neighbour = stranger(&house, 2).await;
    let mut silent = Vec::new();
    for _ in 0..8 {
        silent.push(stranger(&house, 1).await);
    }
    let (pushed_out, last) = silent.split_at_mut(6);
    for stream in pushed_out {
        assert!(ended(stream).await);
    }
    for still_there in last.iter_mut().chain([&mut quiet_neighbour]) {
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\n\r\n",
            path::SERVICE,
            host(&house)
        );
        still_there.write_all(request.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        still_there.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
    }
}

/// With a certificate of its own, and a client that trusts it.
async fn with_tls(connections: ConnectionLimits) -> (tempfile::TempDir, RunningService, Http) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let dir = tempfile::tempdir().unwrap();
    let Identity {
        pem,
        certificate,
        key,
    } = Identity::made_in(dir.path());
    let config = Config {
        connections,
        ..config(&dir)
    };
    let service = Service::open(config).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let identity = porchlight_service::tls::identity(&certificate, &key).unwrap();
    let running = service.serve_tls_on(listener, identity).await.unwrap();
    let ours = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([ours]);
    (dir, running, http.build().unwrap().into())
}

#[tokio::test]
async fn who_says_nothing_before_tls_is_cut_off_as_well() {
    let (_dir, running, _) = with_tls(ConnectionLimits {
        silence: Duration::from_millis(50),
        ..ConnectionLimits::default()
    })
    .await;
    let port = running.url.port().unwrap();
    let mut silent = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .unwrap();
    assert!(ended(&mut silent).await);
    let mut half = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .unwrap();
    // The head of a ClientHello (RFC 8446 §5.1) that never comes.
    half.write_all(&[22, 3, 1, 2, 0, 1]).await.unwrap();
    assert!(ended(&mut half).await);
    running.shutdown().await;
}

#[tokio::test]
async fn twice_as_many_silent_strangers_before_tls_as_there_is_room_for_keep_nobody_waiting() {
    let (_dir, running, http) = with_tls(ConnectionLimits {
        total: 8,
        per_address: 8,
        silence: NEVER,
        ..ConnectionLimits::default()
    })
    .await;
    let port = running.url.port().unwrap();
    let mut silent = Vec::new();
    for _ in 0..16 {
        silent.push(
            TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .await
                .unwrap(),
        );
    }
    let document = running.url.join(path::SERVICE).unwrap();
    let answer = http.get(document).send().await.unwrap();
    assert!(answer.status().is_success());
    assert!(ended(&mut silent[0]).await, "who waited longest made room");
    running.shutdown().await;
}

#[tokio::test]
async fn http_2_is_not_spoken() {
    let house = House::open().await;
    let mut stream = stranger(&house, 1).await;
    // RFC 9113 §3.4, and an empty SETTINGS frame.
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    stream.write_all(preface).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    // A service that spoke it would begin with SETTINGS, and would not hang up.
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"),
        "{answer:?}"
    );
}
