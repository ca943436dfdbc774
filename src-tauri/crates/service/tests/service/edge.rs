//! A page in somebody's browser cannot speak to the service under a name of its own, nor send what is not said to be JSON, nor send the
//! forms of our pages; and whatever is answered is kept by nobody.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use porchlight_protocol::problem::{MEDIA_TYPE, Problem, ProblemType};
use porchlight_protocol::service::path;
use porchlight_service::{Clock, Config, DemoHome};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::Url;

use crate::checked::check_raw;
use crate::client::{EMAIL, Hands, House, config};
use crate::third_party::Browser;

/// What is sent is what stands there; what comes back, until the line is closed.
async fn says(at: &Url, request: &str) -> String {
    let address = at.socket_addrs(|| None).unwrap()[0];
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    check_raw(request, &answer).await;
    answer
}

async fn status(at: &Url, request: &str) -> u16 {
    let answer = says(at, request).await;
    let status = answer.strip_prefix("HTTP/1.1 ").and_then(|a| a.get(..3));
    status
        .unwrap_or_else(|| panic!("{answer}"))
        .parse()
        .unwrap()
}

fn get(target: &str, headers: &str) -> String {
    format!("GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")
}

async fn problem(answer: reqwest::Response) -> ProblemType {
    assert_eq!(answer.headers()["content-type"], MEDIA_TYPE);
    let status = answer.status().as_u16();
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(problem.status, status);
    problem.kind
}

#[tokio::test]
async fn under_a_name_that_is_not_its_own_the_service_answers_nothing() {
    let house = House::open().await;
    let url = &house.running.url;
    let (own, port) = (url.authority(), url.port().unwrap());
    for target in [
        path::SERVICE,
        path::OAUTH_AUTHORIZE,
        path::OAUTH_METADATA,
        "/",
        "/favicon.ico",
    ] {
        let of_another = get(target, "Host: evil.example\r\n");
        let answer = says(url, &of_another).await;
        assert!(answer.starts_with("HTTP/1.1 421 "), "{target}: {answer}");
        assert!(answer.contains("misdirected-request"), "{answer}");
    }
    let own_names = [
        own.to_owned(),
        format!("localhost:{port}"),
        format!("LocalHost:{port}"),
        format!("[::1]:{port}"),
    ];
    for own in own_names {
        let request = get(path::SERVICE, &format!("Host: {own}\r\n"));
        assert_eq!(status(url, &request).await, 200, "{own}");
    }
    for (headers, expected) in [
        (String::new(), 400),
        (format!("Host: {own}\r\nHost: {own}\r\n"), 400),
        (format!("Host: {own}\r\nHost: evil.example\r\n"), 400),
        (format!("Host: {own}, evil.example\r\n"), 400),
        (format!("Host: evil.example@{own}\r\n"), 400),
        ("Host: \r\n".into(), 400),
        ("Host: 127.0.0.1:1\r\n".into(), 421),
        ("Host: 127.0.0.1\r\n".into(), 421),
        (format!("Host: {own}.evil.example\r\n"), 400),
        (format!("Host: localhost.evil.example:{port}\r\n"), 421),
        (
            format!("Host: evil.example\r\nX-Forwarded-Host: {own}\r\n"),
            421,
        ),
    ] {
        let answered = status(url, &get(path::SERVICE, &headers)).await;
        assert_eq!(answered, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn a_target_that_names_a_host_names_the_same_one() {
    let house = House::open().await;
    let url = &house.running.url;
    let own = url.authority();
    for (target, host, expected) in [
        (format!("http://{own}/v1/service"), own, 200),
        ("http://evil.example/v1/service".into(), own, 400),
        (format!("http://{own}/v1/service"), "evil.example", 400),
        ("http://evil.example/v1/service".into(), "evil.example", 421),
        (format!("http://ada@{own}/v1/service"), own, 400),
        (format!("ftp://{own}/v1/service"), own, 400),
    ] {
        let request = get(&target, &format!("Host: {host}\r\n"));
        assert_eq!(status(url, &request).await, expected, "{target} at {host}");
    }
    let none = get(&format!("http://{own}/v1/service"), "");
    assert_eq!(status(url, &none).await, 400);
    let connect = format!("CONNECT {own} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n");
    assert_eq!(status(url, &connect).await, 400);
    let old = format!("GET {} HTTP/1.0\r\n\r\n", path::SERVICE);
    assert!(says(url, &old).await.contains(" 400 "));
}

#[tokio::test]
async fn the_names_that_its_people_give_it_are_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config {
        public_url: Some(Url::parse("https://home.example.org:8440").unwrap()),
        allowed_hosts: vec!["casa.lan".parse().unwrap()],
        ..config(&dir)
    };
    let house = House::with_config(dir, Hands::at_noon(), config).await;
    let listening = house.listening;
    let at = Url::parse(&format!("http://{listening}")).unwrap();
    for (host, expected) in [
        ("home.example.org:8440", 200),
        ("casa.lan", 200),
        ("casa.lan:81", 200),
        (&*listening.to_string(), 200),
        ("home.example.org", 421),
        ("evil.example:8440", 421),
    ] {
        let request = get(path::SERVICE, &format!("Host: {host}\r\n"));
        assert_eq!(status(&at, &request).await, expected, "{host}");
    }
    let secure = says(&at, &get(path::SERVICE, "Host: casa.lan\r\n")).await;
    assert!(secure.contains("strict-transport-security: max-age=31536000\r\n"));
}

#[tokio::test]
async fn the_demo_home_and_its_assistants_go_by_their_own_names_too() {
    let dir = tempfile::tempdir().unwrap();
    let home = DemoHome::open(dir.path(), Clock::system()).await.unwrap();
    let page = Url::parse(&home.assistant("alexa")).unwrap();
    let link = Url::parse(&home.assistant("alexa/link")).unwrap();
    for at in [home.url(), &page, &link] {
        let own = at.authority();
        let foreign = get(at.path(), "Host: evil.example\r\n");
        assert_eq!(status(at, &foreign).await, 421, "{at}");
        let cross = format!("Host: {own}\r\nOrigin: https://evil.example\r\n");
        assert_eq!(status(at, &get(at.path(), &cross)).await, 403, "{at}");
    }
    let answer = says(
        &page,
        &get(page.path(), &format!("Host: {}\r\n", page.authority())),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    for header in ["cache-control: no-store", "x-content-type-options: nosniff"] {
        assert!(answer.contains(header), "{answer}");
    }
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let spoken = says(&page, preface).await;
    assert!(
        spoken.is_empty() || spoken.starts_with("HTTP/1.1 4"),
        "{spoken}"
    );
}

#[tokio::test]
async fn what_is_not_said_to_be_json_is_not_read() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let base = &computer.base;
    let strangers = [
        path::REGISTRATION_START,
        path::REGISTRATION_FINISH,
        path::SIGN_IN_START,
    ];
    for (method, address, body) in [
        (Method::POST, path::REGISTRATION_START, json!({})),
        (Method::POST, path::REGISTRATION_FINISH, json!({})),
        (Method::POST, path::SIGN_IN_START, json!({})),
        (Method::POST, path::EVENTS_POLL, json!({})),
        (Method::PUT, path::SESSION_COMPUTER, json!({})),
        (Method::POST, path::PAIRINGS, json!({})),
        (Method::DELETE, path::ACCOUNT, json!({})),
    ] {
        for said in [
            None,
            Some("text/plain"),
            Some("text/plain; application/json"),
            Some("application/x-www-form-urlencoded"),
            Some("multipart/form-data; boundary=x"),
            Some("application/jsonp"),
            Some("application/json, text/plain"),
            Some(""),
        ] {
            let mut request = if strangers.contains(&address) {
                computer.http.post(format!("{base}{address}"))
            } else {
                computer.request(method.clone(), address)
            };
            if let Some(said) = said {
                request = request.header("content-type", said);
            }
            let answer = request.body(body.to_string()).send().await.unwrap();
            assert_eq!(answer.status(), 415, "{address} {said:?}");
            assert_eq!(problem(answer).await, ProblemType::UnsupportedMediaType);
        }
    }
    let twice = computer
        .http
        .post(format!("{base}{}", path::SIGN_IN_START))
        .header("content-type", "application/json")
        .header("content-type", "text/plain")
        .body("{}");
    assert_eq!(twice.send().await.unwrap().status(), 415);
    let packed = computer
        .http
        .post(format!("{base}{}", path::SIGN_IN_START))
        .header("content-type", "application/json")
        .header("content-encoding", "gzip")
        .body("{}");
    assert_eq!(packed.send().await.unwrap().status(), 415);
    for right in ["application/json", "Application/JSON; charset=utf-8"] {
        let request = computer.http.post(format!("{base}{}", path::SIGN_IN_START));
        let request = request.header("content-type", right).body("{}");
        assert_eq!(
            request.send().await.unwrap().status(),
            400,
            "read, and not understood"
        );
    }
}

#[tokio::test]
async fn what_is_not_said_to_be_a_form_is_not_read_where_a_form_is_wanted() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    for address in [
        path::OAUTH_TOKEN,
        path::OAUTH_REVOKE,
        path::OAUTH_INTROSPECT,
        path::OAUTH_AUTHORIZE,
    ] {
        for said in [None, Some("application/json"), Some("text/plain")] {
            let mut request = alexa.http.post(format!("{}{address}", alexa.base));
            if let Some(said) = said {
                request = request.header("content-type", said);
            }
            let answer = request.body("grant_type=refresh_token").send().await;
            let answer = answer.unwrap();
            assert_eq!(answer.status(), 415, "{address} {said:?}");
            assert_eq!(problem(answer).await, ProblemType::UnsupportedMediaType);
        }
    }
}

#[tokio::test]
async fn the_page_of_another_sends_nothing() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    let (own, begun) = (house.running.url.authority(), alexa.begin());
    let page = &begun.url;
    let to = format!("{}?{}", page.path(), page.query().unwrap());
    for (foreign, headers) in [
        (true, "Origin: https://evil.example\r\n".to_owned()),
        (true, "Origin: null\r\n".into()),
        (true, format!("Origin: https://{own}\r\n")),
        (true, format!("Origin: http://{own}.evil.example\r\n")),
        (true, format!("Origin: http://{own}\r\nOrigin: https://evil.example\r\n")),
        (true, "Sec-Fetch-Site: cross-site\r\n".into()),
        (true, "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n".into()),
        (true, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n".into()),
        (true, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n".into()),
        (true, "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n".into()),
        (false, format!("Origin: http://{own}\r\nSec-Fetch-Site: same-origin\r\n")),
        (false, "Sec-Fetch-Site: none\r\n".into()),
        (false, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n".into()),
    ] {
        for target in [to.as_str(), path::SERVICE] {
            let request = get(target, &format!("Host: {own}\r\n{headers}"));
            let expected = if foreign { 403 } else { 200 };
            let answered = status(page, &request).await;
            assert_eq!(answered, expected, "{target} {headers}");
        }
    }
    let mut browser = Browser::default();
    let ticket = browser.open(page).await.ticket();
    for foreign in ["cross-site", "same-site"] {
        browser.from = Some(foreign);
        let sent = browser.submit(&ticket, EMAIL).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{foreign}");
        assert!(sent.number().is_none());
    }
}

#[tokio::test]
async fn the_log_of_the_program_repeats_nothing_that_a_stranger_wrote() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log");
    let mut command = crate::program::service();
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    command
        .env("PORCHLIGHT_LOG", "trace")
        .stdout(Stdio::piped());
    command.stderr(std::fs::File::create(&log).unwrap());
    crate::program::place(&mut command, dir.path());
    let mut running = crate::program::Running(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let url = Url::parse(ready["url"].as_str().unwrap()).unwrap();
    let own = url.authority();
    for request in [
        format!("LANTERN-METHOD / HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"),
        get("/lantern-path?lantern-query", &format!("Host: {own}\r\n")),
        get("/v1/service", "Host: lantern-host.example\r\n"),
        get(
            "/v1/service",
            &format!(
                "Host: {own}\r\nOrigin: https://lantern-origin.example\r\nUser-Agent: lantern-agent\r\n"
            ),
        ),
    ] {
        says(&url, &request).await;
    }
    drop(running);
    let log = std::fs::read_to_string(log).unwrap().to_lowercase();
    assert!(log.contains("answered") && log.contains("another"), "{log}");
    for line in log.lines().filter(|line| line.contains("lantern")) {
        // Below info, the library that reads requests may speak of them.
        assert!(line.contains("hyper"), "{line}");
    }
}

#[tokio::test]
async fn no_answer_is_kept_or_taken_for_something_else() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let own = house.running.url.authority();
    for request in [
        get(path::SERVICE, &format!("Host: {own}\r\n")),
        get(path::OPENAPI, &format!("Host: {own}\r\n")),
        get(path::CAMERAS, &format!("Host: {own}\r\n")),
        get(path::OAUTH_AUTHORIZE, &format!("Host: {own}\r\n")),
        get(path::OAUTH_METADATA, &format!("Host: {own}\r\n")),
        get("/nothing/here", &format!("Host: {own}\r\n")),
        get(path::SERVICE, "Host: evil.example\r\n"),
        format!("TRACE / HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"),
    ] {
        let answer = says(&house.running.url, &request).await;
        let (head, _) = answer.split_once("\r\n\r\n").unwrap();
        let line = request.lines().next().unwrap();
        assert!(head.contains("cache-control: no-store"), "{line}: {head}");
        assert!(
            head.contains("x-content-type-options: nosniff"),
            "{line}: {head}"
        );
        assert!(
            !head.contains("strict-transport"),
            "plain, on this computer: {head}"
        );
    }
    for address in [
        path::CAMERAS,
        path::SESSIONS,
        path::ACCOUNT,
        path::EVENTS_WAKE,
    ] {
        let answer = computer.request(Method::GET, address).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{address}");
        assert_eq!(answer.headers()["cache-control"], "no-store", "{address}");
    }
}
