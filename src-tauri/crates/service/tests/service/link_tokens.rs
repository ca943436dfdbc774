//! Codes and tokens: good once, good for a while, and worth nothing in other hands.

use porchlight_protocol::event::EventToken;
use porchlight_protocol::integration::UnlinkCause;
use porchlight_protocol::service::path;
use porchlight_service::integrations::clients::NewClient;
use serde_json::Value;
use uuid::Uuid;

use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, House};
use crate::third_party::{Begun, Browser, ThirdParty, Tokens, alexa, released};

/// A house with a linked Alexa.
async fn linked() -> (House, Computer, ThirdParty, Tokens) {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (_, tokens) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    (house, computer, alexa, tokens)
}

/// Approved, and the code on its way.
async fn approved(
    computer: &Computer,
    alexa: &ThirdParty,
    camera: Uuid,
) -> (Begun, Browser, String) {
    let (begun, mut browser) = (alexa.begin(), Browser::default());
    let number = browser.asks(&begun, EMAIL).await;
    computer
        .approve_shown(number, vec![released(camera, None)])
        .await
        .unwrap();
    let code = browser.reload().await.leads_to()["code"].clone();
    (begun, browser, code)
}

fn another() -> NewClient {
    NewClient {
        id: "ifttt".into(),
        name: "IFTTT".into(),
        ..alexa()
    }
}

async fn unlinked(computer: &Computer) -> Option<UnlinkCause> {
    let integrations = computer.integrations().await.integrations;
    integrations[0].unlinked.as_ref().map(|gone| gone.cause)
}

fn told(events: &[EventToken]) -> Vec<UnlinkCause> {
    let gone = events
        .iter()
        .filter_map(|event| event.events.integration_unlinked.as_ref());
    gone.map(|gone| gone.cause).collect()
}

#[tokio::test]
async fn a_code_that_comes_a_second_time_ends_what_it_gave() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (begun, mut browser, code) = approved(&computer, &alexa, id).await;
    let tokens = alexa.exchange(&code, &begun.verifier).await.unwrap();
    assert!(
        browser.reload().await.body.contains("Alexa is linked"),
        "no second code"
    );
    let again = alexa.exchange(&code, &begun.verifier).await;
    assert_eq!(again.unwrap_err(), "invalid_grant");
    assert!(alexa.cameras(&tokens.access_token).await.is_none());
    assert_eq!(
        alexa.refresh(&tokens.refresh_token).await.unwrap_err(),
        "invalid_grant"
    );
    assert_eq!(unlinked(&computer).await, Some(UnlinkCause::TokenReused));
    assert_eq!(
        told(&computer.open_events(&[]).await.unwrap()),
        [UnlinkCause::TokenReused]
    );
}

#[tokio::test]
async fn a_code_is_good_for_a_minute_for_its_client_with_its_verifier() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let ifttt = house.with_client(another()).await;
    let (begun, mut browser, first) = approved(&computer, &alexa, id).await;
    let code = browser.reload().await.leads_to()["code"].clone();
    let (right, other) = (begun.verifier.as_str(), "v".repeat(43));
    let elsewhere = ThirdParty {
        redirect_uri: "https://alexa.example/other".into(),
        ..alexa.clone()
    };
    for (client, code, verifier) in [
        (&alexa, &first, right),
        (&alexa, &code, &other),
        (&alexa, &code, "short"),
        (&ifttt, &code, right),
        (&elsewhere, &code, right),
    ] {
        let refused = client.exchange(code, verifier).await;
        assert_eq!(refused.unwrap_err(), "invalid_grant");
    }
    let without = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", &alexa.redirect_uri),
    ];
    let refused = alexa.post(path::OAUTH_TOKEN, &without).await;
    assert!(
        refused.text().await.unwrap().contains("invalid_request"),
        "no verifier"
    );
    house.hands.forward(60);
    assert_eq!(
        alexa.exchange(&code, right).await.unwrap_err(),
        "invalid_grant"
    );
    let code = browser.reload().await.leads_to()["code"].clone();
    alexa.exchange(&code, right).await.unwrap();
}

#[tokio::test]
async fn an_access_token_is_good_for_an_hour_and_is_renewed() {
    let (house, computer, alexa, first) = linked().await;
    house.hands.forward(3_599);
    assert!(alexa.cameras(&first.access_token).await.is_some());
    house.hands.forward(1);
    assert!(alexa.cameras(&first.access_token).await.is_none());
    let second = alexa.refresh(&first.refresh_token).await.unwrap();
    assert_ne!(second.refresh_token, first.refresh_token);
    assert!(alexa.cameras(&second.access_token).await.is_some());
    assert_eq!(unlinked(&computer).await, None);
}

#[tokio::test]
async fn a_lost_answer_to_a_refresh_costs_nothing() {
    let (_house, computer, alexa, first) = linked().await;
    let lost = alexa.refresh(&first.refresh_token).await.unwrap();
    let again = alexa.refresh(&first.refresh_token).await.unwrap();
    assert_eq!(
        again.refresh_token, lost.refresh_token,
        "the same successor"
    );
    assert!(alexa.cameras(&again.access_token).await.is_some());
    alexa.refresh(&again.refresh_token).await.unwrap();
    assert_eq!(unlinked(&computer).await, None);
}

#[tokio::test]
async fn fifty_refreshes_at_once_come_to_one_answer() {
    let (_house, computer, alexa, first) = linked().await;
    let all = (0..50).map(|_| alexa.refresh(&first.refresh_token));
    let all = futures_util::future::join_all(all).await;
    let all: Vec<_> = all.into_iter().map(Result::unwrap).collect();
    for tokens in &all {
        assert_eq!(tokens.access_token, all[0].access_token);
        assert_eq!(tokens.refresh_token, all[0].refresh_token);
    }
    assert!(alexa.cameras(&all[0].access_token).await.is_some());
    assert_eq!(unlinked(&computer).await, None);
}

#[tokio::test]
async fn an_answer_that_is_asked_for_again_says_how_long_it_is_still_good() {
    let (house, _, alexa, first) = linked().await;
    let lost = alexa.refresh(&first.refresh_token).await.unwrap();
    house.hands.forward(600);
    let again = alexa.refresh(&first.refresh_token).await.unwrap();
    assert_eq!(again.access_token, lost.access_token);
    assert_eq!((lost.expires_in, again.expires_in), (3_600, 3_000));
    alexa.revoke(&again.access_token).await;
    let another = alexa.refresh(&first.refresh_token).await.unwrap();
    assert_ne!(
        another.access_token, lost.access_token,
        "what was given back stays worthless"
    );
    assert!(alexa.cameras(&lost.access_token).await.is_none());
    house.hands.forward(3_600);
    let over = alexa.refresh(&first.refresh_token).await.unwrap();
    assert_ne!(over.access_token, another.access_token);
    assert_eq!(over.expires_in, 3_600);
}

#[tokio::test]
async fn a_refresh_token_that_was_spent_ends_the_link_and_tells_the_owner() {
    for used_by_refresh in [true, false] {
        let (house, computer, alexa, first) = linked().await;
        let second = alexa.refresh(&first.refresh_token).await.unwrap();
        let newest = if used_by_refresh {
            alexa.refresh(&second.refresh_token).await.unwrap()
        } else {
            alexa.cameras(&second.access_token).await.unwrap();
            house.hands.forward(61);
            second
        };
        let thief = alexa.refresh(&first.refresh_token).await;
        assert_eq!(thief.unwrap_err(), "invalid_grant");
        assert!(alexa.cameras(&newest.access_token).await.is_none());
        let client = alexa.refresh(&newest.refresh_token).await;
        assert_eq!(client.unwrap_err(), "invalid_grant");
        assert_eq!(unlinked(&computer).await, Some(UnlinkCause::TokenReused));
        assert_eq!(
            told(&computer.open_events(&[]).await.unwrap()),
            [UnlinkCause::TokenReused]
        );
    }
}

#[tokio::test]
async fn a_token_that_is_repeated_within_a_minute_of_its_successors_first_use_is_only_late() {
    let (house, computer, alexa, first) = linked().await;
    let second = alexa.refresh(&first.refresh_token).await.unwrap();
    house.hands.forward(600);
    alexa.cameras(&second.access_token).await.unwrap();
    house.hands.forward(30);
    // Using it more does not make the minute longer.
    alexa.cameras(&second.access_token).await.unwrap();
    house.hands.forward(29);
    let late = alexa.refresh(&first.refresh_token).await.unwrap();
    assert_eq!(late.refresh_token, second.refresh_token);
    assert_eq!(late.access_token, second.access_token);
    assert_eq!(unlinked(&computer).await, None);
    house.hands.forward(2);
    let thief = alexa.refresh(&first.refresh_token).await;
    assert_eq!(
        thief.unwrap_err(),
        "invalid_grant",
        "61 seconds after the first use"
    );
    assert_eq!(unlinked(&computer).await, Some(UnlinkCause::TokenReused));
}

#[tokio::test]
async fn two_who_hold_the_same_token_are_found_out_when_both_have_renewed_it() {
    let (house, computer, alexa, first) = linked().await;
    let clients = alexa.refresh(&first.refresh_token).await.unwrap();
    alexa.cameras(&clients.access_token).await.unwrap();
    house.hands.forward(30);
    let thiefs = alexa.refresh(&first.refresh_token).await.unwrap();
    let newest = alexa.refresh(&thiefs.refresh_token).await.unwrap();
    let late = alexa.refresh(&first.refresh_token).await;
    assert_eq!(
        late.unwrap_err(),
        "invalid_grant",
        "its successor was renewed"
    );
    assert!(alexa.cameras(&newest.access_token).await.is_none());
    assert_eq!(unlinked(&computer).await, Some(UnlinkCause::TokenReused));
}

#[tokio::test]
async fn a_client_gives_one_token_back_or_all_of_it() {
    let (_house, computer, alexa, first) = linked().await;
    let second = alexa.refresh(&first.refresh_token).await.unwrap();
    alexa.revoke(&second.access_token).await;
    assert!(alexa.cameras(&second.access_token).await.is_none());
    assert!(alexa.cameras(&first.access_token).await.is_some());
    alexa.revoke("never was one").await;
    assert_eq!(unlinked(&computer).await, None);
    alexa.revoke(&second.refresh_token).await;
    assert!(alexa.cameras(&first.access_token).await.is_none());
    assert_eq!(unlinked(&computer).await, Some(UnlinkCause::Client));
    assert_eq!(
        told(&computer.open_events(&[]).await.unwrap()),
        [UnlinkCause::Client]
    );
}

#[tokio::test]
async fn a_client_learns_nothing_of_the_tokens_of_another() {
    let (house, computer, alexa, tokens) = linked().await;
    let ifttt = house.with_client(another()).await;
    let own = alexa.introspect(&tokens.access_token).await;
    assert_eq!(
        (own["active"].as_bool(), own["client_id"].as_str()),
        (Some(true), Some("alexa"))
    );
    let account = house.service.account_of(EMAIL).await.unwrap().unwrap();
    assert_ne!(own["sub"].as_str().unwrap(), account.to_string());
    let refresh = alexa.introspect(&tokens.refresh_token).await;
    assert_eq!(refresh["active"], true);
    let nothing: Value = serde_json::json!({ "active": false });
    for token in [&tokens.access_token, &tokens.refresh_token, "nonsense"] {
        assert_eq!(ifttt.introspect(token).await, nothing);
    }
    for token in [&tokens.access_token, &tokens.refresh_token] {
        ifttt.revoke(token).await;
    }
    let refused = ifttt.refresh(&tokens.refresh_token).await;
    assert_eq!(refused.unwrap_err(), "invalid_grant");
    assert!(alexa.cameras(&tokens.access_token).await.is_some());
    assert_eq!(unlinked(&computer).await, None);
}

#[tokio::test]
async fn a_client_shows_its_secret_in_one_way_and_a_public_one_has_none() {
    let house = House::open().await;
    let alexa = house.with_alexa().await;
    let public = NewClient {
        public: true,
        ..another()
    };
    let public = house.with_client(public).await;
    let secret = alexa.secret.clone().unwrap();
    let with = |id: &str, secret: Option<&str>| ThirdParty {
        id: id.into(),
        secret: secret.map(Into::into),
        ..alexa.clone()
    };
    for (client, error) in [
        (with("alexa", Some(&secret)), "invalid_grant"),
        (with("alexa", Some("wrong")), "invalid_client"),
        (with("alexa", None), "invalid_client"),
        (with("nobody", Some(&secret)), "invalid_client"),
        (with("ifttt", Some(&secret)), "invalid_client"),
        (public.clone(), "invalid_grant"),
    ] {
        let refused = client.refresh("token").await;
        assert_eq!(refused.unwrap_err(), error, "{}", client.id);
    }
    let post = [("client_id", "alexa"), ("client_secret", secret.as_str())];
    let both = alexa.post(path::OAUTH_TOKEN, &post).await;
    assert!(
        both.text().await.unwrap().contains("invalid_request"),
        "two ways"
    );
    let nobody = with("alexa", None);
    let fields = [
        ("client_secret", secret.as_str()),
        ("grant_type", "refresh_token"),
        ("refresh_token", "token"),
    ];
    let by_form = nobody.post(path::OAUTH_TOKEN, &fields).await;
    assert!(
        by_form.text().await.unwrap().contains("invalid_grant"),
        "by form"
    );
    let curious = public.post(path::OAUTH_INTROSPECT, &[("token", "a")]).await;
    assert_eq!(curious.status(), 401, "anybody could be a public client");
    let unknown = alexa
        .post(path::OAUTH_TOKEN, &[("grant_type", "password")])
        .await;
    assert!(
        unknown
            .text()
            .await
            .unwrap()
            .contains("unsupported_grant_type")
    );
}
