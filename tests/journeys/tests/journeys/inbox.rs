//! The inbox over the wire: signed events that come in the wrong order, twice, or all at once.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use porchlight_core::alerts::{AlertFilter, AlertKind, AlertView};
use porchlight_core::ports::desktop::Notice;
use porchlight_journeys::computer::{Computer, is_active};
use porchlight_journeys::house::{EMAIL, House};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{
    Correction, EventToken, Events, PollResponse, SessionEstablished, Subject,
};
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;
use uuid::Uuid;

/// Signs as the service does.
struct Voice {
    key: SigningKey,
    issuer: String,
    account: Uuid,
    now: i64,
}

impl Voice {
    async fn of(house: &House) -> Self {
        let key = std::fs::read_to_string(house.folder().join("secrets/event-key")).unwrap();
        let key: [u8; 32] = Bytes::decode(key.trim()).unwrap().try_into().unwrap();
        Self {
            key: SigningKey::from_bytes(&key),
            issuer: house.service.document().issuer(),
            account: house.service.account_of(EMAIL).await.unwrap().unwrap(),
            now: house.now(),
        }
    }

    fn says(&self, jti: &str, events: Events) -> (String, String) {
        let token = EventToken {
            iss: self.issuer.clone(),
            iat: self.now,
            jti: jti.to_owned(),
            aud: format!("urn:uuid:{}", self.account),
            txn: None,
            toe: None,
            sub_id: Subject::opaque(self.account),
            events,
        };
        (jti.to_owned(), token.sign(&self.key))
    }

    fn signed_in(&self, jti: &str) -> (String, String) {
        let session_established = Some(SessionEstablished {
            event_timestamp: self.now,
            session: Uuid::from_u128(7),
            amr: vec!["pwd".into()],
            place: Some("Turin".into()),
        });
        self.says(
            jti,
            Events {
                session_established,
                ..Events::default()
            },
        )
    }

    fn corrects(&self, jti: &str, corrects: &str) -> (String, String) {
        let correction = Some(Correction {
            event_timestamp: self.now,
            corrects: corrects.to_owned(),
            reason_user: BTreeMap::from([("en".into(), "A fault of ours.".into())]),
        });
        self.says(
            jti,
            Events {
                correction,
                ..Events::default()
            },
        )
    }
}

/// From now on every poll is answered with these.
fn poll_answers(house: &House, sets: impl IntoIterator<Item = (String, String)>) {
    let answer = serde_json::to_string(&PollResponse {
        sets: sets.into_iter().collect(),
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
}

async fn inbox(computer: &Computer) -> Vec<AlertView> {
    let page = computer.companion.alerts(AlertFilter::default(), None, 200);
    page.await.unwrap()
}

#[tokio::test]
async fn a_correction_that_overtakes_its_original_is_beside_it_when_it_comes_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::furnished().await;
    let computer = Computer::start_in(folder.path()).await;
    computer.at_home(&house.proxy.url()).await;
    let voice = Voice::of(&house).await;
    let correction = voice.corrects("c-1", "e-1");
    poll_answers(&house, [correction.clone()]);
    // Something wakes the computer.
    house.add_camera(EMAIL).await;
    house.proxy.counted("POST", "/poll", 2).await;
    poll_answers(&house, [correction, voice.signed_in("e-1")]);
    computer
        .until("the original is there", |home| home.alerts.unread == 1)
        .await;
    let alerts = inbox(&computer).await;
    assert!(matches!(alerts[0].alert.kind, AlertKind::NewSignIn { .. }));
    assert_eq!(alerts[0].corrections[0].message["en"], "A fault of ours.");
    assert_eq!(computer.desktop.notices(), []);
    computer.close().await;
    let computer = Computer::start_in(folder.path()).await;
    assert_eq!(inbox(&computer).await, alerts);
}

#[tokio::test]
async fn an_event_that_is_sent_again_and_again_is_one_alert() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    computer.at_home(&house.proxy.url()).await;
    let voice = Voice::of(&house).await;
    poll_answers(&house, [voice.signed_in("e-1")]);
    house.add_camera(EMAIL).await;
    computer
        .until("it is there", |home| home.alerts.unread == 1)
        .await;
    let polls = house.proxy.count("POST", "/poll");
    house.proxy.counted("POST", "/poll", polls + 3).await;
    assert_eq!(inbox(&computer).await.len(), 1);
    assert_eq!(computer.desktop.notices().len(), 1);
}

#[tokio::test]
async fn a_month_of_events_comes_in_batches_and_is_one_notification() {
    const MONTH: u32 = 10_000;
    let folder = tempfile::tempdir().unwrap();
    let house = House::furnished().await;
    let computer = Computer::start_in(folder.path()).await;
    computer.at_home(&house.proxy.url()).await;
    computer.close().await;
    let account = house.service.account_of(EMAIL).await.unwrap().unwrap();
    for _ in 0..MONTH {
        house
            .service
            .announce_session_established(account, Some("Turin".into()))
            .await
            .unwrap();
    }
    let computer = Computer::start_in(folder.path()).await;
    // Each thousand has its own time to come in.
    for so_far in (1_000..=MONTH).step_by(1_000) {
        let there = format!("{so_far} are there");
        computer
            .until(&there, |home| home.alerts.unread >= so_far)
            .await;
    }
    let home = computer.snapshot().await;
    assert!(is_active(&home));
    assert_eq!(home.alerts.unread, MONTH);
    let several = Notice::Several { count: MONTH };
    computer.until_notices(|notices| !notices.is_empty()).await;
    assert_eq!(computer.desktop.notices(), [several]);
}

#[tokio::test]
async fn two_resets_in_one_minute_are_one_prompt() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    house.reset_everybody().await;
    house.reset_everybody().await;
    computer.until_reset().await;
    computer.sign_in(id).await.unwrap();
    let signed_out = |notice: &&Notice| matches!(notice, Notice::SignedOut { .. });
    let notices = computer.desktop.notices();
    assert_eq!(notices.iter().filter(signed_out).count(), 1);
    assert_eq!(computer.desktop.prompts(), 1);
}
