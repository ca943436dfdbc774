//! What somebody tries at the pages: to be led elsewhere, to send the form of another, to flood an owner, to find out who has an account.

use porchlight_protocol::problem::ProblemType;
use porchlight_service::Limits;
use porchlight_service::integrations::clients::NewClient;
use porchlight_service::integrations::limits::{FROM_ONE_PLACE, IN_TEN_MINUTES};
use reqwest::StatusCode;
use url::Url;

use crate::camera_profiles::with_camera;
use crate::client::{EMAIL, House};
use crate::third_party::{BACK, Browser, Page, alexa, released};

#[tokio::test]
async fn who_is_not_led_back_to_the_letter_is_led_nowhere() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    let begun = alexa.begin();
    let twice = format!("{}&redirect_uri=https%3A%2F%2Fevil.example", begun.url);
    for url in [
        begun.with("redirect_uri", Some("https://evil.example/cb")),
        begun.with("redirect_uri", Some("https://alexa.example/cb")),
        begun.with(
            "redirect_uri",
            Some("https://alexa.example/cb?skill=porchlight&more"),
        ),
        begun.with(
            "redirect_uri",
            Some("https://alexa.example/cb/?skill=porchlight"),
        ),
        begun.with(
            "redirect_uri",
            Some("https://ALEXA.example/cb?skill=porchlight"),
        ),
        begun.with(
            "redirect_uri",
            Some("https://alexa.example@evil.example/cb?skill=porchlight"),
        ),
        begun.with("redirect_uri", Some("javascript:alert(1)")),
        begun.with("redirect_uri", None),
        begun.with("client_id", Some("nobody")),
        begun.with("client_id", None),
        Url::parse(&twice).unwrap(),
    ] {
        let page = Browser::default().open(&url).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{url}");
        assert!(page.location.is_none(), "{url}");
        assert!(page.body.contains("This link doesn’t work"));
        assert!(!page.body.contains("evil.example"));
    }
}

#[tokio::test]
async fn a_client_learns_what_was_wrong_with_its_request_and_nothing_else() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    let begun = alexa.begin();
    let long = "s".repeat(2_049);
    for (name, value, error) in [
        ("response_type", Some("token"), "unsupported_response_type"),
        ("response_type", None, "invalid_request"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("scope", Some("cameras everything"), "invalid_scope"),
        ("response_mode", Some("fragment"), "invalid_request"),
        ("request", Some("ey"), "request_not_supported"),
        (
            "request_uri",
            Some("https://a.example"),
            "request_uri_not_supported",
        ),
        ("state", Some(&long), "invalid_request"),
    ] {
        let back = Browser::default()
            .open(&begun.with(name, value))
            .await
            .leads_to();
        assert_eq!(back["error"], error, "{name} {value:?}");
        assert_eq!(back["iss"], alexa.base);
        assert_eq!(back["skill"], "porchlight", "what its address had before");
        assert!(name == "state" || back["state"] == begun.state);
        assert!(!back.contains_key("code"));
    }
}

#[tokio::test]
async fn only_the_browser_that_was_given_the_form_can_send_it() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let alexa = house.with_alexa().await;
    let (mut mine, mut others) = (Browser::default(), Browser::default());
    let (begun, theirs) = (alexa.begin(), alexa.begin());
    let ticket = mine.open(&begun.url).await.ticket();
    others.open(&theirs.url).await;
    let refused = async |browser: &mut Browser, ticket: &str| {
        let page = browser.submit(ticket, EMAIL).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(page.number().is_none() && page.location.is_none());
    };
    refused(&mut others, &ticket).await;
    let mut strange = Browser {
        at: mine.at.clone(),
        ..Browser::default()
    };
    refused(&mut strange, &ticket).await;
    let other = if ticket.starts_with('A') { "B" } else { "A" };
    refused(&mut mine, &format!("{other}{}", &ticket[1..])).await;
    refused(&mut mine, "").await;
    mine.from = Some("cross-site");
    let page = mine.submit(&ticket, EMAIL).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    mine.from = None;
    house.hands.forward(1_801);
    refused(&mut mine, &ticket).await;
    assert!(
        computer.integrations().await.requests.is_empty(),
        "nobody was asked"
    );
}

#[tokio::test]
async fn another_browser_neither_sees_the_number_nor_gets_the_code() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (mut mine, mut others) = (Browser::default(), Browser::default());
    let number = mine.asks(&alexa.begin(), EMAIL).await;
    others.open(&alexa.begin().url).await;
    let waiting = mine.at.clone().unwrap();
    assert_eq!(others.open(&waiting).await.status, StatusCode::NOT_FOUND);
    computer
        .approve_shown(number, vec![released(id, None)])
        .await
        .unwrap();
    let page = others.open(&waiting).await;
    assert!(page.status == StatusCode::NOT_FOUND && page.location.is_none());
    assert!(mine.reload().await.leads_to().contains_key("code"));
}

/// Without what is different each time.
fn likeness(page: &Page, different: &[String]) -> String {
    let mut headers: Vec<String> = page
        .headers
        .iter()
        .filter(|(name, _)| *name != "date")
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    let mut body = page.body.clone();
    for word in different {
        body = body.replace(word, "");
    }
    format!("{} {headers:?} {body}", page.status)
}

fn shown(number: u8) -> [String; 1] {
    [format!(">{number}<")]
}

#[tokio::test]
async fn the_page_does_not_tell_whether_an_address_has_an_account() {
    let house = House::open().await;
    house.with_ada().await;
    let alexa = house.with_alexa().await;
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@example.org"] {
        let mut all = Vec::new();
        let (mut first, mut second) = (Browser::default(), Browser::default());
        let number = first.asks(&alexa.begin(), email).await;
        all.push(likeness(&first.reload().await, &shown(number)));
        let number = second.asks(&alexa.begin(), email).await;
        all.push(likeness(&second.reload().await, &shown(number)));
        let replaced = first.reload().await;
        assert_eq!(replaced.leads_to()["error"], "access_denied");
        for _ in 2..IN_TEN_MINUTES {
            second.asks(&alexa.begin(), email).await;
        }
        let page = second.open(&alexa.begin().url).await;
        let ticket = page.ticket();
        let page = second.submit(&ticket, email).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        all.push(likeness(&page, &[page.ticket(), cancel(&page)]));
        seen.push(all);
    }
    assert_eq!(seen[0], seen[1]);
}

/// The link that leads back holds the client's `state`.
fn cancel(page: &Page) -> String {
    let (_, rest) = page.body.split_once(r#"<a href=""#).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_can_flood_an_owner_or_keep_one_from_linking() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let mut strangers = Vec::new();
    for _ in 0..IN_TEN_MINUTES {
        let mut stranger = Browser::default();
        stranger.asks(&alexa.begin(), EMAIL).await;
        strangers.push(stranger);
    }
    let requests = computer.integrations().await.requests;
    assert_eq!(
        requests.len(),
        1,
        "a new one takes the place of the old one"
    );
    let mut stranger = Browser::default();
    let page = stranger.open(&alexa.begin().url).await;
    let page = stranger.submit(&page.ticket(), EMAIL).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        page.body.contains("Try again in 10 minutes"),
        "{}",
        page.body
    );

    let start = computer.start_linking("alexa").await.unwrap();
    let (_, hint) = start
        .query_pairs()
        .find(|(name, _)| name == "login_hint")
        .unwrap();
    let hinted = alexa.begin().with("login_hint", Some(&hint));
    let number = Browser::default().open(&hinted).await.number().unwrap();
    let requests = computer.integrations().await.requests;
    let mine = requests.iter().find(|request| request.begun_here).unwrap();
    assert_eq!(requests.len(), 2, "the stranger's does not take its place");
    computer
        .approve(mine.id, number, vec![released(id, None)])
        .await
        .unwrap();
    for _ in 1..IN_TEN_MINUTES {
        computer.start_linking("alexa").await.unwrap();
    }
    let refused = computer.start_linking("alexa").await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
    house.hands.forward(600);
    Browser::default().asks(&alexa.begin(), EMAIL).await;
}

#[tokio::test]
async fn twice_as_many_pages_as_may_wait_keep_no_owner_from_linking() {
    let most = 3;
    let house = House::open_with(Limits {
        pages_waiting: most,
        ..Limits::default()
    })
    .await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let start = computer.start_linking("alexa").await.unwrap();
    let mut pairs = start.query_pairs();
    let (_, hint) = pairs.find(|(name, _)| name == "login_hint").unwrap();
    let hinted = alexa.begin().with("login_hint", Some(&hint));
    let mut mine = Browser::default();
    let number = mine.open(&hinted).await.number().unwrap();
    let mut strangers = Vec::new();
    for stranger in 0..most * 2 {
        let mut browser = Browser::default();
        let email = format!("{stranger}@example.org");
        browser.asks(&alexa.begin(), &email).await;
        strangers.push(browser);
        house.hands.forward(1);
    }
    let oldest = strangers[0].reload().await;
    assert_eq!(oldest.leads_to()["error"], "access_denied");
    let newest = strangers.last_mut().unwrap().reload().await;
    assert!(newest.number().is_some());
    let typed = Browser::default().asks(&alexa.begin(), EMAIL).await;
    assert_ne!(typed, 0, "who types an address is let in");
    assert_eq!(mine.reload().await.number(), Some(number));
    let requests = computer.integrations().await.requests;
    let request = requests.iter().find(|request| request.begun_here).unwrap();
    let approved = computer.approve(request.id, number, vec![released(id, None)]);
    approved.await.unwrap();
}

#[tokio::test]
async fn from_one_place_no_more_owners_are_asked_than_a_household_would() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    for number in 0..IN_TEN_MINUTES * FROM_ONE_PLACE {
        let email = format!("{number}@example.org");
        Browser::default().asks(&alexa.begin(), &email).await;
    }
    let mut stranger = Browser::default();
    let page = stranger.open(&alexa.begin().url).await;
    let page = stranger
        .submit(&page.ticket(), "one.more@example.org")
        .await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_pages_run_no_script_cannot_be_framed_and_tell_nobody_where_they_are() {
    let house = House::open().await;
    house.with_ada().await;
    let named = NewClient {
        name: r#"<script>"A"&"#.into(),
        ..alexa()
    };
    let alexa = house.with_client(named).await;
    let mut browser = Browser::default();
    let begun = alexa.begin();
    let asks = browser.open(&begun.url).await;
    let number = browser.submit(&asks.ticket(), EMAIL).await;
    let untrusted = browser.open(&begun.with("client_id", None)).await;
    for page in [asks, number, untrusted] {
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("script"));
        for (name, value) in [
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(page.headers[name], value);
        }
        assert!(!page.body.contains("<script") && !page.body.contains(" style="));
    }
    browser.language = "it-IT,it;q=0.9,en;q=0.5";
    let page = browser.open(&begun.url).await;
    assert!(page.body.contains("Indirizzo e-mail del tuo account"));
    assert!(page.body.contains(r#"<html lang="it">"#));
}

#[tokio::test]
async fn what_is_no_address_is_said_on_the_page() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    let mut browser = Browser::default();
    let page = browser.open(&alexa.begin().url).await;
    assert!(
        page.body.contains(BACK.split('?').next().unwrap()),
        "a way back"
    );
    let page = browser.submit(&page.ticket(), "ada").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("doesn’t look like an e-mail address"));
    assert!(
        browser
            .submit(&page.ticket(), EMAIL)
            .await
            .number()
            .is_some()
    );
}
