//! What the service says by itself, and who is believed.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{
    AlertService, EventBatch, Provider, ServiceError, ServiceEventKind,
};
use porchlight_core::session::EndReason;
use porchlight_protocol::event::{EventToken, Events, PollResponse, SessionRevoked, Subject};
use porchlight_service::Incident;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;
use uuid::Uuid;

use crate::home::{EMAIL, Home, NOW, PASSWORD, sign_in};

fn incident() -> Incident {
    let reason = [("en".to_owned(), "A database was left unlocked.".to_owned())];
    Incident::new(reason, Some("https://status.porch.example/2019-12")).unwrap()
}

/// The next batch that says something.
pub(crate) async fn news(
    provider: &dyn Provider,
    credential: &Grant,
) -> Result<EventBatch, ServiceError> {
    loop {
        let batch = provider.alerts().unwrap().next(credential, &[]).await?;
        if batch != EventBatch::default() {
            return Ok(batch);
        }
    }
}

#[tokio::test]
async fn a_sign_in_elsewhere_is_told_until_it_is_acknowledged() {
    let (home, credential) = Home::signed_in().await;
    let other = home.another_computer();
    let (batch, _) = tokio::join!(
        news(&*home.provider, &credential),
        sign_in(&*other, PASSWORD, None)
    );
    let batch = batch.unwrap();
    assert_eq!(batch.refused, Vec::<String>::new());
    assert!(
        matches!(
            batch.events[0].kind,
            ServiceEventKind::SessionEstablished { .. }
        ),
        "{batch:?}"
    );
    assert_eq!(
        news(&*home.provider, &credential).await.unwrap(),
        batch,
        "not acknowledged, so told again"
    );
    let done: Vec<String> = batch.events.iter().map(|event| event.id.clone()).collect();
    let alerts = home.provider.alerts().unwrap();
    home.clock.end_wait();
    assert_eq!(
        alerts.next(&credential, &done).await.unwrap(),
        EventBatch::default()
    );
}

#[tokio::test]
async fn a_change_while_nothing_was_asked_is_not_missed() {
    let (home, credential) = Home::signed_in().await;
    home.clock.end_wait();
    home.provider
        .alerts()
        .unwrap()
        .next(&credential, &[])
        .await
        .unwrap();
    home.add_camera().await;
    let batch = news(&*home.provider, &credential).await.unwrap();
    assert_eq!(batch.events[0].kind, ServiceEventKind::CamerasChanged);
}

#[tokio::test]
async fn a_reset_of_everybody_reaches_one_who_listens_with_its_reason() {
    let (home, credential) = Home::signed_in().await;
    let listening = async {
        loop {
            match home.provider.alerts().unwrap().next(&credential, &[]).await {
                Ok(_) => {}
                Err(error) => return error,
            }
        }
    };
    let resetting = async {
        home.proxy.counted("GET", "/v1/events/wake", 1).await;
        home.service.reset_everybody(&incident()).await.unwrap();
    };
    let (error, ()) = tokio::join!(listening, resetting);
    let ServiceError::SessionEnded { session, end } = error else {
        panic!("{error:?}")
    };
    assert_eq!(session, *credential.session());
    assert_eq!(end.reason, EndReason::GlobalReset);
    assert_eq!(end.message["en"], "A database was left unlocked.");
    assert_eq!(
        end.advisory.as_deref(),
        Some("https://status.porch.example/2019-12")
    );
}

#[tokio::test]
async fn the_end_of_an_old_session_names_the_old_one() {
    let (home, old) = Home::signed_in().await;
    home.service.reset_everybody(&incident()).await.unwrap();
    let new = sign_in(&*home.provider, PASSWORD, Some(&old.credential()))
        .await
        .unwrap()
        .grant();
    let late = home
        .provider
        .cameras()
        .unwrap()
        .list(&old)
        .await
        .unwrap_err();
    assert!(
        matches!(&late, ServiceError::SessionEnded { session, .. } if session == old.session()),
        "{late:?}"
    );
    home.provider.cameras().unwrap().list(&new).await.unwrap();
}

/// What the service could say about the end of a session; who signs it is another matter.
async fn word(home: &Home, session: &str) -> EventToken {
    let account = home.service.account_of(EMAIL).await.unwrap().unwrap();
    let revoked = SessionRevoked {
        event_timestamp: NOW,
        reason: porchlight_protocol::event::EndReason::GlobalReset,
        reason_user: BTreeMap::new(),
        advisory: None,
        by_sealed: None,
    };
    EventToken {
        iss: home.service.document().issuer(),
        iat: NOW,
        jti: Uuid::new_v4().to_string(),
        aud: format!("urn:uuid:{account}"),
        txn: None,
        toe: None,
        sub_id: Subject::opaque(session.parse().unwrap()),
        events: Events {
            session_revoked: Some(revoked),
            ..Events::default()
        },
    }
}

fn ended(token: &str) -> Reply {
    Reply::problem(
        401,
        format!(
            r#"{{"type":"urn:porchlight:problem:session-ended","title":"","status":401,"session_ended":"{token}"}}"#
        ),
    )
}

#[tokio::test]
async fn a_reset_signed_by_another_key_or_replayed_from_an_earlier_session_ends_nothing() {
    let (home, old) = Home::signed_in().await;
    // The service's own word about the old session, as an eavesdropper could have kept it.
    home.service.reset_everybody(&incident()).await.unwrap();
    let stolen = genuine_last_word(&home, &old).await;
    let new = sign_in(&*home.provider, PASSWORD, Some(&old.credential()))
        .await
        .unwrap()
        .grant();
    let thief = SigningKey::from_bytes(&[66; 32]);
    let forged = word(&home, &new.session().0).await.sign(&thief);
    for token in [stolen.as_str(), &forged, "", "a.b.c"] {
        let reply = ended(token);
        home.proxy.rule(move |_| Fate::Answered(reply.clone()));
        let error = home
            .provider
            .cameras()
            .unwrap()
            .list(&new)
            .await
            .unwrap_err();
        assert_eq!(error, ServiceError::Garbled, "{token}");
    }
    home.proxy.behave();
    home.provider.cameras().unwrap().list(&new).await.unwrap();
}

/// What the service itself answers to a token of an ended session.
async fn genuine_last_word(home: &Home, credential: &Grant) -> String {
    let error = home
        .provider
        .cameras()
        .unwrap()
        .list(credential)
        .await
        .unwrap_err();
    assert!(
        matches!(error, ServiceError::SessionEnded { .. }),
        "{error:?}"
    );
    let json: serde_json::Value = serde_json::from_slice(credential.secret().expose()).unwrap();
    let key: [u8; 32] =
        porchlight_protocol::bytes::Bytes::decode(json["device_key"].as_str().unwrap())
            .unwrap()
            .try_into()
            .unwrap();
    let (token, url) = (
        json["token"].as_str().unwrap(),
        format!("{}/v1/cameras", home.proxy.url()),
    );
    let proof = porchlight_protocol::dpop::prove(
        &SigningKey::from_bytes(&key),
        "GET",
        &url,
        Some(token),
        NOW,
    );
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client
        .get(&url)
        .header("Authorization", format!("DPoP {token}"))
        .header("DPoP", proof)
        .send()
        .await
        .unwrap();
    let problem: serde_json::Value =
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    problem["session_ended"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_401_without_the_services_word_ends_nothing() {
    let (home, credential) = Home::signed_in().await;
    let plain = r#"{"type":"urn:porchlight:problem:invalid-credential","title":"","status":401}"#;
    for (reply, expected) in [
        (Reply::problem(401, plain), ServiceError::NotRecognised),
        (Reply::html(401), ServiceError::Garbled),
        (Reply::json(401, "{}"), ServiceError::Garbled),
    ] {
        home.proxy.rule(move |_| Fate::Answered(reply.clone()));
        assert_eq!(
            home.provider
                .cameras()
                .unwrap()
                .list(&credential)
                .await
                .unwrap_err(),
            expected
        );
    }
}

#[tokio::test]
async fn a_forged_event_is_refused_once_and_reported_to_the_service() {
    let (home, credential) = Home::signed_in().await;
    let thief = SigningKey::from_bytes(&[66; 32]);
    let claims = word(&home, &credential.session().0).await;
    let sets = BTreeMap::from([(claims.jti.clone(), claims.sign(&thief))]);
    let answer = serde_json::to_string(&PollResponse {
        sets,
        more_available: false,
        event_key: None,
    })
    .unwrap();
    home.proxy.rule(move |seen| {
        if seen.path.ends_with("/poll") {
            Fate::Answered(Reply::json(200, answer.clone()))
        } else {
            Fate::Forwarded
        }
    });
    let alerts: &dyn AlertService = home.provider.alerts().unwrap();
    let batch = alerts.next(&credential, &[]).await.unwrap();
    assert_eq!((batch.events.len(), batch.refused), (0, vec![claims.jti]));
    home.clock.end_wait();
    let again = alerts.next(&credential, &[]).await.unwrap();
    assert_eq!(again, EventBatch::default(), "the owner is told once");
    home.proxy.behave();
    home.provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_stream_that_hangs_up_is_opened_again_after_a_pause() {
    let (home, credential) = Home::signed_in().await;
    let hang_up = Reply {
        status: 200,
        headers: vec![("Content-Type", "text/event-stream".into())],
        body: String::new(),
    };
    home.proxy.rule(move |seen| {
        if seen.path.ends_with("/wake") {
            Fate::Answered(hang_up.clone())
        } else {
            Fate::Forwarded
        }
    });
    let alerts = home.provider.alerts().unwrap();
    // The wait for the stream loses against its end; the pause is what the clock ends.
    home.clock.end_wait();
    assert_eq!(
        alerts.next(&credential, &[]).await.unwrap(),
        EventBatch::default()
    );
    home.proxy.behave();
    home.add_camera().await;
    assert_eq!(
        news(&*home.provider, &credential)
            .await
            .unwrap()
            .events
            .len(),
        1
    );
}

#[tokio::test]
async fn what_is_dated_ahead_or_too_large_is_refused_and_the_service_hears_why() {
    let (home, credential) = Home::signed_in().await;
    let key = std::fs::read_to_string(home.folder.path().join("secrets/event-key")).unwrap();
    let key: [u8; 32] = porchlight_protocol::bytes::Bytes::decode(key.trim())
        .unwrap()
        .try_into()
        .unwrap();
    let genuine = SigningKey::from_bytes(&key);
    let ahead = EventToken {
        iat: NOW + 601,
        ..word(&home, &credential.session().0).await
    };
    let mut large = word(&home, &credential.session().0).await;
    if let Some(revoked) = &mut large.events.session_revoked {
        let words = "x".repeat(70_000);
        revoked.reason_user = BTreeMap::from([("en".into(), words)]);
    }
    let sets: BTreeMap<String, String> = [&ahead, &large]
        .map(|claims| (claims.jti.clone(), claims.sign(&genuine)))
        .into();
    let answer = serde_json::to_string(&PollResponse {
        sets: sets.clone(),
        more_available: false,
        event_key: None,
    })
    .unwrap();
    home.proxy.rule(move |seen| {
        if seen.path.ends_with("/poll") {
            Fate::Answered(Reply::json(200, answer.clone()))
        } else {
            Fate::Forwarded
        }
    });
    let alerts = home.provider.alerts().unwrap();
    let batch = alerts.next(&credential, &[]).await.unwrap();
    let refused: Vec<String> = sets.into_keys().collect();
    assert_eq!((batch.events.len(), batch.refused), (0, refused));
    home.proxy.behave();
    home.add_camera().await;
    news(&*home.provider, &credential).await.unwrap();
    let heard = home.proxy.heard();
    for (claims, reason) in [(ahead, "ten minutes ahead"), (large, "larger than")] {
        let report = format!(
            r#""{}":{{"err":"invalid_request","description""#,
            claims.jti
        );
        assert!(heard.contains(&report), "{reason}: {heard}");
        assert!(heard.contains(reason));
    }
}
