//! openapi.json is what it says it is, and the service does what it says.

use std::path::Path;
use std::process::Command;

use porchlight_contract::{Exchange, Message, What};
use porchlight_protocol::problem::{Problem, ProblemType};
use porchlight_protocol::service::path;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::Value;

use crate::checked::{contract, document};
use crate::client::House;
use crate::third_party::ThirdParty;

#[tokio::test]
async fn the_official_validator_has_nothing_to_say_about_the_document() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("openapi.json");
    std::fs::write(&file, document().await).unwrap();
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tools");
    // `.ci/tools` writes it when all of them are there.
    let there = tools.join("tools.txt").exists();
    assert!(there, "openapi-spec-validator is missing: run `make tools`");
    let said = Command::new(tools.join("bin/python"))
        .args(["-m", "openapi_spec_validator", "--validation-errors", "all"])
        .arg(&file)
        .output()
        .unwrap();
    let printed = [said.stdout, said.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(said.status.success(), "{}", printed.concat());
}

#[tokio::test]
async fn what_was_written_for_readers_of_the_source_is_not_in_the_document() {
    let document = document().await;
    for of_the_source in ["crate::", "[`", "x-refusals"] {
        assert!(!document.contains(of_the_source), "{of_the_source}");
    }
}

#[tokio::test]
async fn an_answer_that_the_document_does_not_describe_is_noticed() {
    let contract = contract().await;
    let (asked, json) = (
        HeaderMap::new(),
        HeaderValue::from_static("application/json"),
    );
    let answered: HeaderMap = [("content-type".parse().unwrap(), json)]
        .into_iter()
        .collect();
    let found = |target: &str, status: u16, body: &str| {
        let exchange = Exchange {
            method: "GET",
            target,
            asked: Message {
                headers: &asked,
                body: None,
            },
            status,
            answered: Message {
                headers: &answered,
                body: Some(body.as_bytes()),
            },
        };
        contract.check(&exchange).err().map(|broken| broken.what)
    };
    let right = r#"{"current":{"kty":"OKP","crv":"Ed25519","x":"AQID"},"words":[]}"#;
    assert_eq!(found(path::EVENT_KEYS, 200, right), None);
    let more = right.replace("\"words\"", "\"since\":7,\"words\"");
    let deeper = right.replace("\"kty\"", "\"since\":7,\"kty\"");
    for (body, why) in [("{}", "current"), (&more, "since"), (&deeper, "since")] {
        let found = found(path::EVENT_KEYS, 200, body);
        assert!(
            matches!(&found, Some(What::Body(said)) if said.contains(why)),
            "{found:?}"
        );
    }
    assert_eq!(found(path::EVENT_KEYS, 418, right), Some(What::Status));
    assert_eq!(found("/v1/nowhere", 200, right), Some(What::Path));
}

#[tokio::test]
async fn a_wrong_method_is_told_which_ones_are_right_wherever_it_is_sent() {
    let house = House::open().await;
    let computer = house.computer();
    let mut asked = 0;
    for (template, right) in contract().await.paths() {
        let at = template.replace("{id}", "b1f1a1a0-0000-4000-8000-000000000000");
        for wrong in [
            "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "LANTERN",
        ] {
            if right.iter().any(|right| right == wrong) {
                continue;
            }
            let method = Method::from_bytes(wrong.as_bytes()).unwrap();
            let answer = computer
                .http
                .request(method, format!("{}{at}", computer.base));
            let answer = answer.send().await.unwrap();
            assert_eq!(answer.status(), 405, "{wrong} {template}");
            let mut allowed: Vec<_> = answer.headers()["allow"]
                .to_str()
                .unwrap()
                .split(',')
                .collect();
            allowed.sort_unstable();
            assert_eq!(allowed, right, "{wrong} {template}");
            if wrong != "HEAD" {
                let problem: Problem = answer.json().await.unwrap();
                assert_eq!(
                    problem.kind,
                    ProblemType::MethodNotAllowed,
                    "{wrong} {template}"
                );
            }
            asked += 1;
        }
    }
    assert!(asked > 300, "{asked}");
}

#[tokio::test]
async fn a_body_that_is_not_understood_or_not_said_to_be_json_is_refused_wherever_one_is_wanted() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let document: Value = serde_json::from_str(document().await).unwrap();
    let mut asked = 0;
    for (template, item) in document["paths"].as_object().unwrap() {
        let at = template.replace("{id}", "b1f1a1a0-0000-4000-8000-000000000000");
        for (method, operation) in item.as_object().unwrap() {
            if operation["requestBody"]["content"]["application/json"].is_null() {
                continue;
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = || {
                let request = if operation["security"].is_null() {
                    let url = format!("{}{at}", computer.base);
                    let proof = computer.proof(&method, &at, None);
                    let request = computer.http.request(method.clone(), url);
                    request.header("DPoP", proof)
                } else {
                    computer.request(method.clone(), &at)
                };
                // What a camera's profile wants besides.
                let request = request.header("If-Match", "\"1\"");
                request.header("Idempotency-Key", "1")
            };
            let garbage = request().header("Content-Type", "application/json");
            let answer = garbage.body("garbage").send().await.unwrap();
            assert_eq!(answer.status(), 400, "{method} {template}");
            let answer = request().body("{}").send().await.unwrap();
            assert_eq!(answer.status(), 415, "{method} {template}");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

#[tokio::test]
async fn a_client_that_says_too_little_or_is_not_who_it_says_is_told_so() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    let stranger = ThirdParty {
        secret: Some("guess".into()),
        ..alexa.clone()
    };
    for at in [
        path::OAUTH_TOKEN,
        path::OAUTH_REVOKE,
        path::OAUTH_INTROSPECT,
    ] {
        assert_eq!(alexa.post(at, &[]).await.status(), 400, "{at}");
        let guessed = stranger.post(at, &[("token", "x")]).await;
        assert_eq!(guessed.status(), 401, "{at}");
    }
}

#[tokio::test]
async fn head_tells_what_get_would_without_the_body() {
    let house = House::open().await;
    let computer = house.computer();
    for at in [path::SERVICE, path::OPENAPI, path::OAUTH_METADATA] {
        let url = format!("{}{at}", computer.base);
        let get = computer.http.get(&url).send().await.unwrap();
        let head = computer
            .http
            .request(Method::HEAD, &url)
            .send()
            .await
            .unwrap();
        assert_eq!(head.status(), get.status(), "{at}");
        for name in ["content-type", "content-length"] {
            assert_eq!(head.headers()[name], get.headers()[name], "{at}: {name}");
        }
        assert_eq!(head.bytes().await.unwrap(), "", "{at}");
    }
}
