//! What is too long, comes too slowly, or is no request at all is refused with the status that says so (RFC 9110 §15.5).

use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::service::path;
use reqwest::Method;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use url::Url;

use crate::checked::{check_raw, document};
use crate::client::House;

/// Longest body that is read, and longest form (bytes).
const LONGEST_BODY: usize = 64 * 1024;
const LONGEST_FORM: usize = 16 * 1024;

const FORM: &str = "application/x-www-form-urlencoded";

/// What comes back until the line is closed, for what is sent as it stands there.
async fn says(at: &Url, request: &str) -> String {
    says_over(TcpSocket::new_v4().unwrap(), at, request).await
}

async fn says_over(socket: TcpSocket, at: &Url, request: &str) -> String {
    let address = at.socket_addrs(|| None).unwrap()[0];
    let mut stream = socket.connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn head(house: &House, more: &str) -> String {
    let own = house.running.url.authority();
    let target = path::SIGN_IN_START;
    format!("POST {target} HTTP/1.1\r\nHost: {own}\r\nContent-Type: application/json\r\n{more}\r\n")
}

#[tokio::test]
async fn a_body_that_is_too_long_is_said_to_be_too_long_wherever_it_is_sent() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let document: Value = serde_json::from_str(document().await).unwrap();
    let mut asked = 0;
    for (template, item) in document["paths"].as_object().unwrap() {
        let at = template.replace("{id}", "b1f1a1a0-0000-4000-8000-000000000000");
        for (method, operation) in item.as_object().unwrap() {
            let content = &operation["requestBody"]["content"];
            let (said, longest) = if content[FORM].is_object() {
                (FORM, LONGEST_FORM)
            } else {
                ("application/json", LONGEST_BODY)
            };
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = || {
                let request = if said == FORM {
                    let url = format!("{}{at}", computer.base);
                    computer.http.request(method.clone(), url)
                } else {
                    computer.request(method.clone(), &at)
                };
                request.header("Content-Type", said)
            };
            let longer = request().body("a".repeat(longest + 1)).send().await;
            let longer = longer.unwrap();
            assert_eq!(longer.status(), 413, "{method} {template}");
            let problem: Problem = longer.json().await.unwrap();
            assert_eq!(problem.kind, ProblemType::ContentTooLarge);
            if content.is_object() {
                let long = request().body("a".repeat(longest)).send().await.unwrap();
                assert_ne!(long.status(), 413, "{method} {template}");
            }
            asked += 1;
        }
    }
    assert!(asked > 45, "{asked}");
    let nowhere = computer.http.post(format!("{}/nowhere", computer.base));
    let nowhere = nowhere.body("a".repeat(LONGEST_BODY + 1)).send().await;
    assert_eq!(nowhere.unwrap().status(), 413);
}

#[tokio::test]
async fn who_sends_much_more_without_asking_hears_why_all_the_same() {
    let house = House::open().await;
    let much = "a".repeat(8 * LONGEST_BODY);
    let request = head(&house, &format!("Content-Length: {}\r\n", much.len())) + &much;
    // Who is hung up on before all of it was taken is still sending.
    let little_at_a_time = TcpSocket::new_v4().unwrap();
    little_at_a_time.set_send_buffer_size(4096).unwrap();
    let answer = says_over(little_at_a_time, &house.running.url, &request).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    check_raw(&request, &answer).await;
}

#[tokio::test]
async fn who_asks_before_sending_too_much_is_told_at_once() {
    let house = House::open().await;
    let request = head(
        &house,
        "Content-Length: 99999999999\r\nExpect: 100-continue\r\n",
    );
    let answer = says(&house.running.url, &request).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    check_raw(&request, &answer).await;
}

#[tokio::test]
async fn a_body_that_does_not_say_how_long_it_is_may_be_no_longer() {
    let house = House::open().await;
    let head = head(&house, "Transfer-Encoding: chunked\r\n");
    let long = "a".repeat(LONGEST_BODY + 1);
    let request = format!("{head}{:x}\r\n{long}\r\n0\r\n\r\n", long.len());
    let answer = says(&house.running.url, &request).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    check_raw(&request, &answer).await;
}

#[tokio::test]
async fn a_body_that_is_cut_into_no_pieces_is_not_understood() {
    let house = House::open().await;
    let request = head(&house, "Transfer-Encoding: chunked\r\n") + "lantern\r\n";
    let answer = says(&house.running.url, &request).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    check_raw(&request, &answer).await;
}

#[tokio::test]
async fn a_head_that_is_none_or_too_long_is_answered_by_the_status_alone() {
    let house = House::open().await;
    let own = house.running.url.authority();
    let (long, many) = ("a".repeat(100 * 1024), "Lantern: lit\r\n".repeat(101));
    for (line, fields, status) in [
        (
            format!("GET /v1/service?{long} HTTP/1.1"),
            String::new(),
            414,
        ),
        ("GET /v1/service HTTP/1.1".into(), many, 431),
        ("lantern".into(), String::new(), 400),
        ("GET /v1/service HTTP/3.0".into(), String::new(), 400),
        ("GET /v1/service HTTP/1.1".into(), "Lantern\r\n".into(), 400),
        (
            "POST /v1/service HTTP/1.1".into(),
            "Content-Length: many\r\n".into(),
            400,
        ),
        (
            "POST /v1/service HTTP/1.1".into(),
            "Transfer-Encoding: lit\r\n".into(),
            400,
        ),
    ] {
        let request = format!("{line}\r\nHost: {own}\r\n{fields}\r\n");
        let answer = says(&house.running.url, &request).await;
        let begun = request.get(..60).unwrap_or(&request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{begun}: {answer}"
        );
        assert!(
            answer.contains("connection: close\r\n"),
            "{begun}: {answer}"
        );
        assert!(answer.ends_with("\r\n\r\n"), "{begun}: {answer}");
        if status != 400 {
            check_raw(&request, &answer).await;
        }
    }
}
