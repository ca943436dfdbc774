//! The service signs with another key than the one that a computer pinned when its owner signed in.

use ed25519_dalek::SigningKey;
use porchlight_core::alerts::{AlertFilter, AlertKind};
use porchlight_core::error::{FailureCode, Remedy};
use porchlight_core::view::{ConnectionId, EditView, ReachView, Snapshot};
use porchlight_journeys::computer::{Computer, camera, connection, is_active, is_online};
use porchlight_journeys::house::{EMAIL, House};
use porchlight_protocol::event::PollResponse;
use porchlight_protocol::event_key::{EventKeyHistory, KeyWord};
use porchlight_protocol::jws::PublicKey;
use porchlight_service::{OldKey, RotatingKey};
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::Reply;

async fn rotate(house: &House, old: OldKey) {
    let rotated = house.service.rotate_key(RotatingKey::Event, old).await;
    rotated.unwrap();
}

/// Something only a verified event tells.
async fn somebody_signs_in(house: &House) {
    let account = house.service.account_of(EMAIL).await.unwrap().unwrap();
    let told = house.service.announce_session_established(account, None);
    told.await.unwrap();
}

async fn alerts(computer: &Computer) -> (usize, usize) {
    let alerts = computer.companion.alerts(AlertFilter::default(), None, 100);
    let alerts = alerts.await.unwrap();
    let refused = alerts
        .iter()
        .filter(|view| view.alert.kind == AlertKind::EventRefused);
    (alerts.len(), refused.count())
}

fn trouble(home: &Snapshot, id: ConnectionId) -> Option<(FailureCode, Remedy)> {
    match &connection(home, id).reach {
        ReachView::Trouble { failure, .. } => Some((failure.code, failure.remedy)),
        ReachView::Unknown | ReachView::Online => None,
    }
}

#[tokio::test]
async fn planned_rotations_are_not_noticed_while_the_program_runs_nor_after_it() {
    let house = House::furnished().await;
    let folder = tempfile::tempdir().unwrap();
    let computer = Computer::start_in(folder.path()).await;
    computer.at_home(&house.proxy.url()).await;
    for told in 1..=2 {
        rotate(&house, OldKey::Vouches).await;
        somebody_signs_in(&house).await;
        computer
            .until("it is told", |home| home.alerts.unread == told)
            .await;
    }
    let asked = house.proxy.count("GET", "/event-keys");
    assert_eq!(asked, 2, "once for each");
    computer.close().await;

    let computer = Computer::start_in(folder.path()).await;
    somebody_signs_in(&house).await;
    let home = computer
        .until("it is told", |home| home.alerts.unread == 3)
        .await;
    assert!(is_online(&home));
    assert_eq!(
        house.proxy.count("GET", "/event-keys"),
        asked,
        "the keychain has the key that is in force"
    );
    assert_eq!(alerts(&computer).await, (3, 0));
    assert_eq!(computer.desktop.prompts(), 0);
}

#[tokio::test]
async fn a_computer_that_missed_three_rotations_hears_what_it_missed() {
    let house = House::furnished().await;
    let folder = tempfile::tempdir().unwrap();
    let computer = Computer::start_in(folder.path()).await;
    computer.at_home(&house.proxy.url()).await;
    computer.close().await;
    for _ in 0..3 {
        rotate(&house, OldKey::Vouches).await;
        somebody_signs_in(&house).await;
    }
    let house = house.killed().await;
    let computer = Computer::start_in(folder.path()).await;
    let home = computer
        .until("all is told", |home| home.alerts.unread == 3)
        .await;
    assert!(is_active(&home));
    assert_eq!(alerts(&computer).await, (3, 0));
    assert_eq!(house.proxy.count("GET", "/event-keys"), 1);
    // The end of a session, too, is believed by the key that was come to.
    rotate(&house, OldKey::Vouches).await;
    house.reset_everybody().await;
    computer.until_reset().await;
}

#[tokio::test]
async fn after_a_loss_the_owner_is_told_why_signs_in_again_and_nothing_is_lost() {
    let house = House::furnished().await;
    let folder = tempfile::tempdir().unwrap();
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let key = computer.cameras().await.remove(0);
    house.proxy.cut();
    computer.rename(&key, "Porch").await;
    computer.close().await;
    rotate(&house, OldKey::Lost).await;
    house.proxy.mended();

    let computer = Computer::start_in(folder.path()).await;
    let home = computer
        .until("it is said why", |home| trouble(home, id).is_some())
        .await;
    let why = (FailureCode::ServiceKeyLost, Remedy::SignIn);
    assert_eq!(trouble(&home, id), Some(why));
    assert!(is_active(&home), "nobody is signed out by a word unchecked");
    assert_eq!(home.cameras.len(), 2);
    assert_eq!(camera(&home, &key).nickname, "Porch");
    assert_eq!(camera(&home, &key).edit, EditView::Waiting);
    assert_eq!(computer.desktop.prompts(), 0);
    let failure = computer.companion.refresh(id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::ServiceKeyLost);

    computer.sign_in(id).await.unwrap();
    computer
        .until("the name was sent", |home| {
            is_online(home) && camera(home, &key).edit == EditView::None
        })
        .await;
    somebody_signs_in(&house).await;
    computer
        .until("it is told", |home| home.alerts.unread > 0)
        .await;
    assert_eq!(alerts(&computer).await.1, 0);
}

#[tokio::test]
async fn a_stranger_who_vouches_for_a_key_of_their_own_is_not_followed() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let stranger = SigningKey::from_bytes(&[66; 32]);
    let claims = KeyWord {
        iss: house.service.document().issuer(),
        iat: house.now(),
        seq: 1,
        next: PublicKey::of(&stranger),
        lost: false,
    };
    let forged = EventKeyHistory {
        current: PublicKey::of(&stranger),
        words: vec![claims.sign(&stranger)],
    };
    let poll = PollResponse {
        event_key: Some(forged.current.thumbprint()),
        ..PollResponse::default()
    };
    let answers = [
        ("/poll", serde_json::to_string(&poll).unwrap()),
        ("/event-keys", serde_json::to_string(&forged).unwrap()),
    ];
    house.proxy.rule(
        move |seen| match answers.iter().find(|(end, _)| seen.path.ends_with(end)) {
            Some((_, answer)) => Fate::Answered(Reply::json(200, answer.clone())),
            None => Fate::Forwarded,
        },
    );
    house.add_camera(EMAIL).await;
    let unvouched = Some((FailureCode::ServiceKeyUnvouched, Remedy::SignIn));
    computer
        .until("it is said", |home| trouble(home, id) == unvouched)
        .await;
    house.proxy.behave();
    somebody_signs_in(&house).await;
    let home = computer
        .until("the service itself is believed", |home| {
            is_online(home) && home.alerts.unread > 0
        })
        .await;
    assert!(is_active(&home));
    assert_eq!(alerts(&computer).await.1, 0);
    assert_eq!(computer.desktop.prompts(), 0);
}
