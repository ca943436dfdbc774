use reqwest::header::{HeaderName, HeaderValue};

use super::*;

/// A lamp that is read and lit, and what is answered whatever is asked.
fn contract() -> Contract {
    let problem = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
    let after = json!({ "Retry-After": { "schema": { "type": "integer" } } });
    let refused = json!({ "content": problem });
    let document = json!({
        "paths": {
            "/lamps/{id}": {
                "get": { "responses": {
                    "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Lamp" } } } },
                    "503": { "headers": after, "content": problem },
                } },
                "put": {
                    "parameters": [{ "in": "header", "name": "If-Match", "required": true }],
                    "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {
                        "type": "object", "required": ["lit"], "properties": { "lit": { "enum": ["yes", "no"] } },
                    } } } },
                    "responses": { "204": {} },
                },
            },
            "/lamps/all": { "delete": { "responses": { "204": {} } } },
        },
        "components": {
            "responses": { "404": refused, "405": { "headers": { "Allow": { "schema": { "type": "string" } } }, "content": problem } },
            "schemas": {
                "Lamp": { "allOf": [
                    { "$ref": "#/components/schemas/Lit" },
                    { "type": "object", "properties": { "id": { "type": "string", "format": "uuid" } } },
                ] },
                "Lit": { "type": "object", "required": ["lit"], "properties": {
                    "lit": { "type": "boolean" }, "bulb": { "$ref": "#/components/schemas/Bulb" },
                } },
                "Bulb": { "type": "object", "properties": { "watts": { "type": "integer" } } },
                "Problem": { "type": "object", "required": ["title"], "properties": { "title": { "type": "string" } } },
            },
        },
    });
    Contract::read(document).unwrap()
}

fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &'static str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    all.iter().map(pair).collect()
}

/// What is wrong with an answer.
fn wrong(
    request: (&str, &str),
    status: u16,
    told: &[(&'static str, &'static str)],
    body: &str,
) -> Option<What> {
    let nothing = HeaderMap::new();
    let exchange = Exchange {
        method: request.0,
        target: request.1,
        asked: Message {
            headers: &nothing,
            body: None,
        },
        status,
        answered: Message {
            headers: &headers(told),
            body: Some(body.as_bytes()),
        },
    };
    contract().check(&exchange).err().map(|broken| broken.what)
}

const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
const PROBLEM: (&str, &str) = ("content-type", "application/problem+json");
const LAMP: (&str, &str) = ("GET", "/lamps/7?color=red");

#[test]
fn an_answer_that_the_document_names_is_right() {
    let lamp = r#"{"lit":true,"bulb":{"watts":7},"id":"2b6ef9ea-7ad1-4f2c-8d7c-2f6c1ad6b0d5"}"#;
    let after = ("retry-after", "7");
    for (request, status, told, body) in [
        (LAMP, 200, &[JSON][..], lamp),
        (("HEAD", "/lamps/7"), 200, &[JSON], ""),
        (LAMP, 503, &[PROBLEM, after], r#"{"title":"busy"}"#),
        (("DELETE", "/lamps/all"), 204, &[], ""),
        (
            ("GET", "/nowhere"),
            404,
            &[PROBLEM],
            r#"{"title":"nothing"}"#,
        ),
        (
            ("POST", "/lamps/7"),
            405,
            &[PROBLEM, ("allow", "PUT, GET,HEAD")],
            r#"{"title":"no"}"#,
        ),
    ] {
        assert_eq!(wrong(request, status, told, body), None, "{request:?}");
    }
}

#[test]
fn what_the_document_does_not_name_is_wrong() {
    let title = r#"{"title":"busy"}"#;
    assert_eq!(wrong(LAMP, 404, &[PROBLEM], title), Some(What::Status));
    assert_eq!(
        wrong(("GET", "/lamps"), 200, &[JSON], "{}"),
        Some(What::Path)
    );
    assert_eq!(
        wrong(("GET", "/lamps"), 405, &[PROBLEM], title),
        Some(What::Path)
    );
    assert_eq!(
        wrong(("POST", "/lamps/7"), 404, &[PROBLEM], title),
        Some(What::Method)
    );
    assert_eq!(
        wrong(("GET", "/lamps/all"), 200, &[JSON], r#"{"lit":true}"#),
        Some(What::Method),
        "the path without names is meant"
    );
    let cookie = ("set-cookie", "a=b");
    assert_eq!(
        wrong(LAMP, 200, &[JSON, cookie], r#"{"lit":true}"#),
        Some(What::HeaderUnnamed("set-cookie"))
    );
    assert_eq!(
        wrong(LAMP, 200, &[PROBLEM], r#"{"lit":true}"#),
        Some(What::MediaType("application/problem+json".into()))
    );
    for more in [
        r#"{"lit":true,"colour":"red"}"#,
        r#"{"lit":true,"bulb":{"watts":7,"colour":"red"}}"#,
    ] {
        let found = wrong(LAMP, 200, &[JSON], more);
        assert!(
            matches!(&found, Some(What::Body(why)) if why.contains("colour")),
            "{found:?}"
        );
    }
}

#[test]
fn what_the_document_promises_and_is_not_there_is_wrong() {
    let title = r#"{"title":"busy"}"#;
    assert_eq!(
        wrong(LAMP, 503, &[PROBLEM], title),
        Some(What::HeaderMissing("Retry-After".into()))
    );
    let soon = wrong(LAMP, 503, &[PROBLEM, ("retry-after", "soon")], title);
    assert!(matches!(soon, Some(What::Header { .. })), "{soon:?}");
    assert_eq!(
        wrong(
            ("POST", "/lamps/7"),
            405,
            &[PROBLEM, ("allow", "GET,HEAD")],
            title
        ),
        Some(What::Allowed("GET,HEAD".into()))
    );
    for (body, why) in [
        ("", "EOF"),
        ("{}", "lit"),
        (r#"{"lit":"yes"}"#, "boolean"),
        (r#"{"lit":true,"id":"7"}"#, "uuid"),
    ] {
        let found = wrong(LAMP, 200, &[JSON], body);
        assert!(
            matches!(&found, Some(What::Body(said)) if said.contains(why)),
            "{found:?}"
        );
    }
    let something = wrong(("DELETE", "/lamps/all"), 204, &[], "something");
    assert!(matches!(something, Some(What::Body(_))), "{something:?}");
}

#[test]
fn a_request_that_was_good_is_as_the_document_wants_it() {
    let asked = |told: &[(&'static str, &'static str)], body: &'static str| {
        let (told, nothing) = (headers(told), HeaderMap::new());
        let exchange = Exchange {
            method: "PUT",
            target: "/lamps/7",
            asked: Message {
                headers: &told,
                body: Some(body.as_bytes()),
            },
            status: 204,
            answered: Message {
                headers: &nothing,
                body: Some(b""),
            },
        };
        contract().check(&exchange).err().map(|broken| broken.what)
    };
    let (form, seen) = (
        ("content-type", "application/x-www-form-urlencoded"),
        ("if-match", "\"1\""),
    );
    assert_eq!(asked(&[form, seen], "lit=yes&colour=red"), None);
    assert_eq!(
        asked(&[form], "lit=yes"),
        Some(What::Wanted("If-Match".into()))
    );
    for (told, body) in [
        (&[form, seen][..], "lit=perhaps"),
        (&[form, seen], ""),
        (&[JSON, seen], r#"{"lit":"yes"}"#),
    ] {
        let found = asked(told, body);
        assert!(matches!(found, Some(What::Request(_))), "{found:?}");
    }
}

#[test]
fn what_a_log_tells_of_an_answer_that_the_document_does_not_name_is_wrong() {
    let at = "2019-12-26T12:00:00.000000Z  INFO porchlight_service::http: answered";
    for (said, right) in [
        (r#"method="GET" route="/lamps/{id}" status=200 ms=0"#, true),
        (r#"method="HEAD" route="/lamps/{id}" status=503 ms=0"#, true),
        (r#"method="GET" route="/lamps/{id}" status=418 ms=0"#, false),
        (
            r#"method="PATCH" route="/lamps/{id}" status=405 ms=0"#,
            true,
        ),
        (
            r#"method="PATCH" route="/lamps/{id}" status=200 ms=0"#,
            false,
        ),
        (r#"method="another" route="none" status=404 ms=0"#, true),
        (r#"method="GET" route="none" status=200 ms=0"#, false),
    ] {
        let text = format!("{at} {said}\n{at} nothing\n");
        let all: Vec<_> = log::answers(&text).collect();
        assert_eq!(all.len(), 1, "{said}");
        assert_eq!(contract().check_logged(all[0]).is_ok(), right, "{said}");
    }
}
