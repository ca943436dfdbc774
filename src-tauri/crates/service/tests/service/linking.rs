//! Linking a voice assistant: the page shows a number, the owner chooses it in the app, and says what is let out.

use porchlight_protocol::integration::UnlinkCause;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_service::Config;
use reqwest::StatusCode;
use url::Url;
use uuid::Uuid;

use crate::camera_profiles::with_camera;
use crate::client::{EMAIL, Hands, House, NOON, config};
use crate::third_party::{Browser, released};

#[tokio::test]
async fn alexa_sees_the_cameras_that_were_chosen_under_the_names_that_were_chosen() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let listed = computer.integrations().await;
    assert_eq!(
        (
            listed.clients[0].name.as_str(),
            listed.clients[0].starts_here
        ),
        ("Alexa", true)
    );
    let (record, tokens) = alexa
        .link(EMAIL, &computer, vec![released(id, Some(" Porch "))])
        .await;
    assert_eq!(record.linked_at, NOON);
    assert_eq!(
        (tokens.token_type.as_str(), tokens.expires_in),
        ("Bearer", 3_600)
    );
    let cameras = alexa.cameras(&tokens.access_token).await.unwrap();
    assert_eq!((cameras.len(), cameras[0].name.as_str()), (1, "Porch"));
    assert_ne!(cameras[0].id, id, "an identifier of this integration only");
    let listed = computer.integrations().await.integrations;
    assert_eq!(listed[0].cameras, [released(id, Some("Porch"))]);
    assert_eq!(listed[0].last_used_at, Some(NOON), "to the hour");

    computer
        .change_release(record.id, vec![released(id, None)])
        .await
        .unwrap();
    let now = alexa.cameras(&tokens.access_token).await.unwrap();
    assert_eq!(now[0].name, format!("{} 1", now[0].model));
    assert_eq!(now[0].id, cameras[0].id);
    assert_eq!(
        owner.account,
        house.service.account_of(EMAIL).await.unwrap().unwrap()
    );
}

#[tokio::test]
async fn a_link_that_begins_in_the_app_asks_for_no_address_and_only_once() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let url = computer.start_linking("alexa").await.unwrap();
    assert_eq!(url.host_str(), Some("alexa.example"));
    let sent: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!(sent["iss"], alexa.base);
    let begun = alexa.begin();
    let hinted = begun.with("login_hint", Some(&sent["login_hint"]));
    let mut browser = Browser::default();
    let number = browser.open(&hinted).await.number().unwrap();
    let request = computer.integrations().await.requests.remove(0);
    assert!(request.begun_here);
    computer
        .approve(request.id, number, vec![released(id, None)])
        .await
        .unwrap();
    let back = browser.reload().await.leads_to();
    alexa
        .exchange(&back["code"], &begun.verifier)
        .await
        .unwrap();

    let mut other = Browser::default();
    let page = other.open(&hinted).await;
    assert!(page.number().is_none(), "a second time it names nobody");
    assert!(page.body.contains(r#"type="email""#));
}

#[tokio::test]
async fn a_hint_names_the_owner_to_the_client_that_was_meant_and_for_ten_minutes() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let alexa = house.with_alexa().await;
    let ifttt = porchlight_service::integrations::clients::NewClient {
        id: "ifttt".into(),
        name: "IFTTT".into(),
        ..crate::third_party::alexa()
    };
    let ifttt = house.with_client(ifttt).await;
    let hint = async || {
        let url = computer.start_linking("alexa").await.unwrap();
        let (_, hint) = url
            .query_pairs()
            .find(|(name, _)| name == "login_hint")
            .unwrap();
        hint.into_owned()
    };
    let asked = async |url: Url| Browser::default().open(&url).await.number().is_some();
    let first = hint().await;
    assert!(!asked(ifttt.begin().with("login_hint", Some(&first))).await);
    assert!(asked(alexa.begin().with("login_hint", Some(&first))).await);
    let second = hint().await;
    house.hands.forward(600);
    assert!(!asked(alexa.begin().with("login_hint", Some(&second))).await);
    let unknown = computer.start_linking("nobody").await.unwrap_err();
    assert_eq!(unknown.kind(), ProblemType::NotFound);
}

#[tokio::test]
async fn the_third_wrong_number_ends_the_request() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (begun, mut browser) = (alexa.begin(), Browser::default());
    let number = browser.asks(&begun, EMAIL).await;
    let request = computer.integrations().await.requests.remove(0);
    let wrong = request
        .numbers
        .iter()
        .copied()
        .find(|other| *other != number);
    let choose = async |number| {
        let cameras = vec![released(id, None)];
        computer.approve(request.id, number, cameras).await
    };
    for tries_left in [2, 1, 0] {
        let refused = choose(wrong.unwrap()).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongNumber);
        assert_eq!(refused.problem.tries_left, Some(tries_left));
    }
    let refused = choose(number).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::LinkRequestOver);
    assert_eq!(browser.reload().await.leads_to()["error"], "access_denied");
    assert!(computer.integrations().await.integrations.is_empty());
}

#[tokio::test]
async fn a_request_that_is_refused_or_five_minutes_old_links_nothing() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let mut browser = Browser::default();
    browser.asks(&alexa.begin(), EMAIL).await;
    let request = computer.integrations().await.requests.remove(0);
    for _ in 0..2 {
        computer.refuse_link(request.id).await.unwrap();
    }
    assert_eq!(browser.reload().await.leads_to()["error"], "access_denied");

    let number = browser.asks(&alexa.begin(), EMAIL).await;
    let request = computer.integrations().await.requests.remove(0);
    house.hands.forward(299);
    assert_eq!(browser.reload().await.number(), Some(number));
    house.hands.forward(1);
    assert!(computer.integrations().await.requests.is_empty());
    let refused = computer
        .approve(request.id, number, vec![released(id, None)])
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::LinkRequestOver);
    assert_eq!(browser.reload().await.leads_to()["error"], "access_denied");
}

#[tokio::test]
async fn only_cameras_of_the_account_are_let_out_and_only_under_names_that_make_sense() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let mut browser = Browser::default();
    let number = browser.asks(&alexa.begin(), EMAIL).await;
    let request = computer.integrations().await.requests.remove(0).id;
    let long = "a".repeat(65);
    for (cameras, problem) in [
        (vec![], ProblemType::InvalidRequest),
        (vec![released(id, Some(" "))], ProblemType::InvalidRequest),
        (vec![released(id, Some(&long))], ProblemType::InvalidRequest),
        (
            vec![released(id, Some("a\nb"))],
            ProblemType::InvalidRequest,
        ),
        (vec![released(id, None); 2], ProblemType::InvalidRequest),
        (vec![released(Uuid::new_v4(), None)], ProblemType::NotFound),
    ] {
        let refused = computer.approve(request, number, cameras).await;
        assert_eq!(refused.unwrap_err().kind(), problem);
    }
    computer
        .approve(request, number, vec![released(id, None)])
        .await
        .unwrap();
}

#[tokio::test]
async fn another_account_sees_and_answers_none_of_it() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let mut other = house.computer();
    other.register("bea@example.org", "another password").await;
    other
        .sign_in("bea@example.org", "another password")
        .await
        .unwrap();
    let alexa = house.with_alexa().await;
    let mut browser = Browser::default();
    let number = browser.asks(&alexa.begin(), EMAIL).await;
    let request = computer.integrations().await.requests.remove(0).id;
    assert!(other.integrations().await.requests.is_empty());
    let not_found = |refused: crate::client::Refused| {
        assert_eq!(refused.kind(), ProblemType::NotFound);
    };
    not_found(other.refuse_link(request).await.unwrap_err());
    let cameras = vec![released(id, None)];
    not_found(
        other
            .approve(request, number, cameras.clone())
            .await
            .unwrap_err(),
    );
    let linked = computer
        .approve(request, number, cameras.clone())
        .await
        .unwrap();
    not_found(other.unlink(linked.id).await.unwrap_err());
    not_found(other.change_release(linked.id, cameras).await.unwrap_err());
    assert!(
        computer.integrations().await.integrations[0]
            .unlinked
            .is_none()
    );
}

#[tokio::test]
async fn the_owners_other_computers_are_told_what_was_linked_and_unlinked_and_by_which() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let sealed =
        porchlight_protocol::account::seal_computer_name("Desk", &owner.vault, owner.account);
    computer.name_computer(&sealed).await.unwrap();
    let mut kitchen = house.computer();
    kitchen
        .sign_in(EMAIL, crate::client::PASSWORD)
        .await
        .unwrap();
    let alexa = house.with_alexa().await;
    let (record, _) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    computer.unlink(record.id).await.unwrap();
    computer.unlink(record.id).await.unwrap();
    let told = kitchen.open_events(&[]).await.unwrap();
    let linked: Vec<_> = told
        .iter()
        .filter_map(|e| e.events.integration_linked.as_ref())
        .collect();
    let gone: Vec<_> = told
        .iter()
        .filter_map(|e| e.events.integration_unlinked.as_ref())
        .collect();
    assert_eq!((linked.len(), gone.len()), (1, 1));
    assert_eq!(
        (linked[0].integration, linked[0].client.as_str()),
        (record.id, "Alexa")
    );
    assert_eq!(linked[0].by_sealed.as_ref(), Some(&sealed));
    assert_eq!(gone[0].cause, UnlinkCause::Owner);
    assert_eq!(gone[0].by_sealed.as_ref(), Some(&sealed));
    assert!(
        told.iter()
            .any(|event| event.events.link_requested.is_some())
    );
    let mine = computer.open_events(&[]).await.unwrap();
    assert!(
        mine.iter()
            .all(|event| event.events.integration_linked.is_none())
    );
    assert!(
        mine.iter()
            .any(|event| event.events.link_requested.is_some()),
        "both may answer"
    );
}

#[tokio::test]
async fn a_page_that_asks_wakes_the_app() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();
    let alexa = house.with_alexa().await;
    Browser::default().asks(&alexa.begin(), EMAIL).await;
    assert!(wakes.wake().await);
    assert_eq!(computer.integrations().await.requests.len(), 1);
}

#[tokio::test]
async fn linking_again_keeps_the_record_and_the_identifiers_that_the_client_knows() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let release = vec![released(id, Some("Porch"))];
    let (first, old) = alexa.link(EMAIL, &computer, release.clone()).await;
    let before = alexa.cameras(&old.access_token).await.unwrap();
    computer.unlink(first.id).await.unwrap();
    let listed = computer.integrations().await.integrations;
    assert_eq!(
        listed[0].unlinked.as_ref().unwrap().cause,
        UnlinkCause::Owner
    );
    assert_eq!(listed[0].cameras, release, "it can be offered again");
    let (second, new) = alexa.link(EMAIL, &computer, release).await;
    assert_eq!(second.id, first.id);
    assert_eq!(alexa.cameras(&new.access_token).await.unwrap(), before);
    assert!(alexa.cameras(&old.access_token).await.is_none());
    assert_eq!(
        alexa.refresh(&old.refresh_token).await.unwrap_err(),
        "invalid_grant"
    );
    assert_eq!(computer.integrations().await.integrations.len(), 1);
}

#[tokio::test]
async fn a_service_under_a_path_says_where_everything_is_where_clients_look() {
    let (dir, hands) = (tempfile::tempdir().unwrap(), Hands::at_noon());
    let config = Config {
        public_url: Some("https://home.example/porch/light/".parse().unwrap()),
        ..config(&dir)
    };
    let house = House::with_config(dir, hands, config).await;
    // Not held against openapi.json, which has no word for a path of several segments.
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = async |path: &str| {
        let url = format!("http://{}{path}", house.listening);
        let asked = http.get(url).header("Host", "home.example");
        asked.send().await.unwrap()
    };
    // RFC 8414 §3.1; and as a proxy passes it on that takes the path away.
    for there in [
        "/.well-known/oauth-authorization-server/porch/light",
        path::OAUTH_METADATA,
    ] {
        let answer = ask(there).await;
        assert_eq!(answer.status(), StatusCode::OK, "{there}");
        let metadata: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(metadata["issuer"], "https://home.example/porch/light");
        let token = "https://home.example/porch/light/oauth/token";
        assert_eq!(metadata["token_endpoint"], token);
    }
    for not_there in [
        "/porch",
        "/porch/light/more",
        "/porch/Light",
        "//porch/light",
    ] {
        let answer = ask(&format!("{}{not_there}", path::OAUTH_METADATA)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{not_there}");
    }
}

#[tokio::test]
async fn the_service_says_where_everything_is() {
    let house = House::open().await;
    let url = format!(
        "{}{}",
        house.running.url.as_str().trim_end_matches('/'),
        path::OAUTH_METADATA
    );
    let answer = house.computer().http.get(&url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let metadata: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(
        metadata["code_challenge_methods_supported"],
        serde_json::json!(["S256"])
    );
    assert_eq!(
        metadata["authorization_response_iss_parameter_supported"],
        true
    );
    assert_eq!(
        metadata["issuer"].as_str().unwrap(),
        house.running.url.as_str().trim_end_matches('/')
    );
}
