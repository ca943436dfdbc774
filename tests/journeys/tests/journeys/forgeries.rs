//! Strangers on the line who say what only the service may say.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use porchlight_core::alerts::{AlertFilter, AlertKind, AlertView};
use porchlight_core::error::FailureCode;
use porchlight_core::view::ReachView;
use porchlight_journeys::computer::{Computer, connection, is_active};
use porchlight_journeys::house::{EMAIL, House};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{
    EndReason, EventToken, Events, PollResponse, SessionRevoked, Subject,
};
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;
use uuid::Uuid;

/// The end of a session, as the service would say it; who signs it is another matter.
async fn word(house: &House, session: Uuid) -> EventToken {
    let account = house.service.account_of(EMAIL).await.unwrap().unwrap();
    let revoked = SessionRevoked {
        event_timestamp: 1_800_000_000,
        reason: EndReason::GlobalReset,
        reason_user: BTreeMap::from([("en".into(), "Call this number at once.".into())]),
        advisory: Some("https://thief.example".into()),
        by_sealed: None,
    };
    EventToken {
        iss: house.service.document().issuer(),
        iat: 1_800_000_000,
        jti: Uuid::new_v4().to_string(),
        aud: format!("urn:uuid:{account}"),
        txn: None,
        toe: None,
        sub_id: Subject::opaque(session),
        events: Events {
            session_revoked: Some(revoked),
            ..Events::default()
        },
    }
}

fn by_a_stranger(word: &EventToken) -> String {
    word.sign(&SigningKey::from_bytes(&[66; 32]))
}

async fn only_session(house: &House) -> Uuid {
    let live = house.service.live_sessions().await.unwrap();
    assert_eq!(live.len(), 1);
    live[0]
}

fn ended(token: &str) -> Reply {
    let kind = "urn:porchlight:problem:session-ended";
    Reply::problem(
        401,
        format!(r#"{{"type":"{kind}","title":"","status":401,"session_ended":"{token}"}}"#),
    )
}

#[tokio::test]
async fn a_forged_reset_in_an_answer_signs_nobody_out() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let token = by_a_stranger(&word(&house, only_session(&house).await).await);
    house.proxy.rule(move |_| Fate::Answered(ended(&token)));
    let failure = computer.companion.refresh(id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceGarbled);
    assert!(is_active(&computer.snapshot().await));
    house.proxy.behave();
    computer.companion.refresh(id).await.unwrap();
    assert_eq!(computer.desktop.prompts(), 0);
}

#[tokio::test]
async fn a_forged_reset_among_the_events_is_an_alert_and_no_reset() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let claims = word(&house, only_session(&house).await).await;
    let sets = BTreeMap::from([(claims.jti.clone(), by_a_stranger(&claims))]);
    let answer = serde_json::to_string(&PollResponse {
        sets,
        more_available: false,
        event_key: None,
    })
    .unwrap();
    house.proxy.rule(move |seen| {
        if seen.path.ends_with("/poll") {
            Fate::Answered(Reply::json(200, answer.clone()))
        } else {
            Fate::Forwarded
        }
    });
    // Something wakes the computer.
    house.add_camera(EMAIL).await;
    computer
        .until("an alert is unread", |h| h.alerts.unread == 1)
        .await;
    house.proxy.behave();
    computer
        .until("the new camera is there", |h| h.cameras.len() == 3)
        .await;
    let alerts = computer
        .companion
        .alerts(AlertFilter::default(), None, 10)
        .await
        .unwrap();
    let refused = |view: &&AlertView| view.alert.kind == AlertKind::EventRefused;
    assert_eq!(alerts.iter().filter(refused).count(), 1, "{alerts:?}");
    // The other one is the camera that came.
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    let home = computer
        .until("all is well", |h| {
            connection(h, id).reach == ReachView::Online
        })
        .await;
    assert!(is_active(&home));
    assert_eq!(computer.desktop.prompts(), 0);
}

#[tokio::test]
async fn the_genuine_end_of_an_earlier_session_cannot_be_played_again() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let old = only_session(&house).await;
    house.reset_everybody().await;
    computer.until_reset().await;
    computer.sign_in(id).await.unwrap();
    // What the service itself said, kept by a stranger.
    let key = std::fs::read_to_string(house.folder().join("secrets/event-key")).unwrap();
    let key: [u8; 32] = Bytes::decode(key.trim()).unwrap().try_into().unwrap();
    let genuine = word(&house, old).await.sign(&SigningKey::from_bytes(&key));
    house.proxy.rule(move |_| Fate::Answered(ended(&genuine)));
    let failure = computer.companion.refresh(id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceGarbled);
    house.proxy.behave();
    computer.companion.refresh(id).await.unwrap();
    assert!(is_active(&computer.snapshot().await));
    assert_eq!(computer.desktop.prompts(), 1);
}

#[tokio::test]
async fn the_same_word_about_this_session_is_believed() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let key = std::fs::read_to_string(house.folder().join("secrets/event-key")).unwrap();
    let key: [u8; 32] = Bytes::decode(key.trim()).unwrap().try_into().unwrap();
    let session = only_session(&house).await;
    let genuine = word(&house, session)
        .await
        .sign(&SigningKey::from_bytes(&key));
    house.proxy.rule(move |_| Fate::Answered(ended(&genuine)));
    let failure = computer.companion.refresh(id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SessionEnded);
    computer.until_reset().await;
}
