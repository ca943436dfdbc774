//! Alexa, Google Assistant and IFTTT as their own pages say that they ask (Alexa: "Configure an Authorization Code Grant"; Google:
//! "Account linking: your API reference"; IFTTT: "API reference, Authentication"), written out as requests. None of them was at the
//! other end: that they take `iss` beside `code`, as RFC 6749 §4.1.2 wants of a client, is a guess.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use porchlight_protocol::service::path;
use reqwest::StatusCode;
use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, House};
use crate::program::{attempt, program};
use crate::third_party::{Browser, ThirdParty, released};

const ALEXA: [&str; 3] = [
    "https://pitangui.amazon.com/api/skill/link/M2AAAAAAAAAAAA",
    "https://layla.amazon.com/api/skill/link/M2AAAAAAAAAAAA",
    "https://alexa.amazon.co.jp/api/skill/link/M2AAAAAAAAAAAA",
];
const GOOGLE: [&str; 2] = [
    "https://oauth-redirect.googleusercontent.com/r/porchlight-1f2e3",
    "https://oauth-redirect-sandbox.googleusercontent.com/r/porchlight-1f2e3",
];
const IFTTT: [&str; 1] = ["https://ifttt.com/channels/porchlight/authorize"];

/// Registered as the people who run the service do it.
async fn registered(house: &House, id: &str, addresses: &[&str], more: &[&str]) -> ThirdParty {
    let addresses = addresses.iter().map(|uri| format!("--redirect-uri={uri}"));
    let words = [format!("--id={id}"), format!("--name={id}")];
    let words: Vec<String> = words.into_iter().chain(addresses).collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect();
    let printed = program(house, "register-client", &words).await;
    let secret = printed
        .lines()
        .find_map(|line| line.strip_prefix("client_secret "));
    ThirdParty {
        id: id.into(),
        secret: secret.map(Into::into),
        redirect_uri: String::new(),
        base: house.running.url.as_str().trim_end_matches('/').into(),
        http: Browser::default().http,
    }
}

fn asks(partner: &ThirdParty, parameters: &[(&str, &str)]) -> Url {
    let mut url = Url::parse(&format!("{}{}", partner.base, path::OAUTH_AUTHORIZE)).unwrap();
    url.query_pairs_mut()
        .append_pair("client_id", &partner.id)
        .extend_pairs(parameters);
    url
}

/// The owner types the address and chooses the number; where the browser is led, and with what.
async fn led_back(
    url: &Url,
    owner: &Computer,
    camera: uuid::Uuid,
) -> (String, HashMap<String, String>) {
    let mut browser = Browser::default();
    let page = browser.open(url).await;
    assert_eq!(
        page.status,
        StatusCode::OK,
        "{:?} {}",
        page.location,
        page.body
    );
    let number = browser
        .submit(&page.ticket(), EMAIL)
        .await
        .number()
        .unwrap();
    owner
        .approve_shown(number, vec![released(camera, Some("Porch"))])
        .await
        .unwrap();
    led(browser.reload().await.location.unwrap())
}

fn led(back: Url) -> (String, HashMap<String, String>) {
    let with = back.query_pairs().into_owned().collect();
    let mut bare = back;
    bare.set_query(None);
    (bare.into(), with)
}

/// The parameters with which somebody who asks is sent away.
async fn turned_away(url: &Url) -> HashMap<String, String> {
    led(Browser::default().open(url).await.location.unwrap()).1
}

#[derive(Clone, Copy, Debug)]
enum Shown {
    InTheBody,
    ByBasic,
}

/// `POST` to the token endpoint with the secret where the partner puts it.
async fn token(partner: &ThirdParty, shown: Shown, fields: &[(&str, &str)]) -> (StatusCode, Value) {
    let secret = partner.secret.as_deref().unwrap_or_default();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    let mut request = partner
        .http
        .post(format!("{}{}", partner.base, path::OAUTH_TOKEN));
    match shown {
        Shown::InTheBody => {
            form.extend_pairs([
                ("client_id", partner.id.as_str()),
                ("client_secret", secret),
            ]);
        }
        Shown::ByBasic => {
            let basic = STANDARD.encode(format!("{}:{secret}", partner.id));
            request = request.header("Authorization", format!("Basic {basic}"));
        }
    }
    let sent = request
        .header(
            "Content-Type",
            "application/x-www-form-urlencoded;charset=UTF-8",
        )
        .body(form.finish());
    let answer = sent.send().await.unwrap();
    let status = answer.status();
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("application/json")
    );
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

/// Code, tokens, cameras, renewal, cameras.
async fn goes_on(partner: &ThirdParty, shown: Shown, code: &str, redirect_uri: &str) {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
    ];
    let (status, tokens) = token(partner, shown, &fields).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3_600);
    let sees = async |tokens: &Value| {
        let seen = partner
            .cameras(tokens["access_token"].as_str().unwrap())
            .await;
        assert_eq!(seen.unwrap()[0].name, "Porch");
    };
    sees(&tokens).await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
    ];
    let (status, tokens) = token(partner, shown, &fields).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    sees(&tokens).await;
}

#[tokio::test]
async fn alexa_is_linked_without_pkce_from_each_of_its_regions_and_in_both_ways_of_showing_its_secret()
 {
    let house = House::open().await;
    let (computer, _, camera) = with_camera(&house).await;
    let alexa = registered(&house, "alexa", &ALEXA, &["--without-pkce"]).await;
    let state = "A2S".repeat(120);
    for (redirect_uri, shown) in
        ALEXA
            .into_iter()
            .zip([Shown::ByBasic, Shown::InTheBody, Shown::ByBasic])
    {
        let url = asks(
            &alexa,
            &[
                ("response_type", "code"),
                ("state", &state),
                ("scope", "cameras"),
                ("redirect_uri", redirect_uri),
            ],
        );
        let (address, with) = led_back(&url, &computer, camera).await;
        assert_eq!((address.as_str(), &with["state"]), (redirect_uri, &state));
        goes_on(&alexa, shown, &with["code"], redirect_uri).await;
    }
}

#[tokio::test]
async fn google_is_linked_with_its_locale_and_its_secret_in_the_body() {
    let house = House::open().await;
    let (computer, _, camera) = with_camera(&house).await;
    let google = registered(&house, "google-assistant", &GOOGLE, &["--without-pkce"]).await;
    for redirect_uri in GOOGLE {
        let url = asks(
            &google,
            &[
                ("redirect_uri", redirect_uri),
                ("state", "AOv8KJq-x/=="),
                ("scope", ""),
                ("response_type", "code"),
                ("user_locale", "en-US"),
            ],
        );
        let (address, with) = led_back(&url, &computer, camera).await;
        assert_eq!(
            (address.as_str(), with["state"].as_str()),
            (redirect_uri, "AOv8KJq-x/==")
        );
        goes_on(&google, Shown::InTheBody, &with["code"], redirect_uri).await;
    }
}

#[tokio::test]
async fn ifttt_is_linked_by_its_own_name_for_what_it_asks() {
    let house = House::open().await;
    let (computer, _, camera) = with_camera(&house).await;
    let more = ["--without-pkce", "--scope=ifttt"];
    let ifttt = registered(&house, "ifttt", &IFTTT, &more).await;
    let url = asks(
        &ifttt,
        &[
            ("response_type", "code"),
            ("redirect_uri", IFTTT[0]),
            ("scope", "ifttt"),
            ("state", "a00caec8dbd08e50"),
        ],
    );
    let (address, with) = led_back(&url, &computer, camera).await;
    assert_eq!(
        (address.as_str(), with["state"].as_str()),
        (IFTTT[0], "a00caec8dbd08e50")
    );
    goes_on(&ifttt, Shown::InTheBody, &with["code"], IFTTT[0]).await;
    let other = asks(
        &ifttt,
        &[
            ("response_type", "code"),
            ("redirect_uri", IFTTT[0]),
            ("scope", "ifttt all"),
        ],
    );
    assert_eq!(turned_away(&other).await["error"], "invalid_scope");
    let listed = program(&house, "list-clients", &[]).await;
    assert!(
        listed.ends_with("/channels/porchlight/authorize without-pkce scope=ifttt\n"),
        "{listed}"
    );
}

#[tokio::test]
async fn who_was_not_registered_to_ask_otherwise_asks_like_everybody() {
    let house = House::open().await;
    let client = registered(&house, "careful", &IFTTT, &[]).await;
    let plain = [("response_type", "code"), ("redirect_uri", IFTTT[0])];
    let with = |more: &[(&'static str, &'static str)]| asks(&client, &[&plain, more].concat());
    assert_eq!(turned_away(&with(&[])).await["error"], "invalid_request");
    let scope = [("scope", "ifttt")];
    assert_eq!(turned_away(&with(&scope)).await["error"], "invalid_scope");
    let half = [("code_challenge_method", "S256")];
    let lax = registered(&house, "lax", &IFTTT, &["--without-pkce"]).await;
    for half in [
        &half,
        &[("code_challenge", "short")],
        &[("code_challenge_method", "plain")],
    ] {
        let url = asks(&lax, &[plain.as_slice(), half].concat());
        assert_eq!(
            turned_away(&url).await["error"],
            "invalid_request",
            "{half:?}"
        );
    }
    for (more, why) in [
        (["--public", "--without-pkce"], "cannot be used with"),
        (["--scope", "two words"], "a scope has 1 to 64 characters"),
    ] {
        let words = ["--id=x", "--name=x", "--redirect-uri=https://x.example/cb"];
        let refused = attempt(
            house.dir.path(),
            "register-client",
            &[&words[..], &more].concat(),
        )
        .await;
        assert!(!refused.status.success());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(why), "{said}");
    }
}

#[tokio::test]
async fn who_may_do_without_pkce_and_uses_it_is_held_to_it() {
    let house = House::open().await;
    let (computer, _, camera) = with_camera(&house).await;
    let mut client = registered(&house, "alexa", &ALEXA, &["--without-pkce"]).await;
    client.redirect_uri = ALEXA[0].into();
    let other = registered(&house, "other", &ALEXA, &["--without-pkce"]).await;
    let begun = client.begin();
    let (_, with) = led_back(&begun.url, &computer, camera).await;
    let fields = |verifier: Option<&'static str>| {
        let code = with["code"].clone();
        let fields = [
            ("grant_type", "authorization_code".to_owned()),
            ("redirect_uri", ALEXA[0].to_owned()),
            ("code", code),
        ];
        let verifier = verifier.map(|verifier| ("code_verifier", verifier.to_owned()));
        fields.into_iter().chain(verifier).collect::<Vec<_>>()
    };
    let wrong = "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong";
    for verifier in [None, Some(wrong)] {
        let fields = fields(verifier);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let (_, refused) = token(&client, Shown::ByBasic, &fields).await;
        assert_eq!(refused["error"], "invalid_grant", "{verifier:?}");
    }
    let (_, refused) = token(
        &other,
        Shown::ByBasic,
        &[
            ("grant_type", "authorization_code"),
            ("redirect_uri", ALEXA[0]),
            ("code", &with["code"]),
        ],
    )
    .await;
    assert_eq!(refused["error"], "invalid_grant", "another client");
    client
        .exchange(&with["code"], &begun.verifier)
        .await
        .unwrap();

    // RFC 9700 §4.8.2: a verifier for a challenge that was taken out on the way.
    let url = asks(
        &client,
        &[("response_type", "code"), ("redirect_uri", ALEXA[0])],
    );
    let (_, with) = led_back(&url, &computer, camera).await;
    let refused = client.exchange(&with["code"], &begun.verifier).await;
    assert_eq!(refused.unwrap_err(), "invalid_grant");
    goes_on(&client, Shown::ByBasic, &with["code"], ALEXA[0]).await;
}

#[tokio::test]
async fn an_app_on_the_owners_computer_comes_back_at_whatever_port_it_listens_at() {
    let house = House::open().await;
    let (computer, _, camera) = with_camera(&house).await;
    let known = ["http://127.0.0.1/cb", "http://[::1]:5000/cb"];
    let mut desk = registered(&house, "desk", &known, &["--public"]).await;
    for redirect_uri in [
        "http://127.0.0.1:49152/cb",
        "http://127.0.0.1/cb",
        "http://[::1]:9/cb",
    ] {
        desk.redirect_uri = redirect_uri.into();
        let begun = desk.begin();
        let (address, with) = led_back(&begun.url, &computer, camera).await;
        assert_eq!(address, redirect_uri);
        let elsewhere = ThirdParty {
            redirect_uri: "http://127.0.0.1:50000/cb".into(),
            ..desk.clone()
        };
        let refused = elsewhere.exchange(&with["code"], &begun.verifier).await;
        assert_eq!(
            refused.unwrap_err(),
            "invalid_grant",
            "the port that it asked with"
        );
        desk.exchange(&with["code"], &begun.verifier).await.unwrap();
    }
    let mut server = registered(&house, "server", &known[..1], &[]).await;
    for (client, redirect_uri) in [
        (&mut desk, "http://127.0.0.1:49152/other"),
        (&mut server, "http://127.0.0.1:49152/cb"),
    ] {
        client.redirect_uri = redirect_uri.into();
        let page = Browser::default().open(&client.begin().url).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{redirect_uri}");
    }
}
