//! Bringing a camera to the account: the owner's computer has a token, the camera claims it, the computer is told.

use ed25519_dalek::SigningKey;
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::provider::{
    Pairing, PairingId, PairingService, PairingState, Provider, ServiceError, ServiceEventKind,
};
use porchlight_protocol::dpop;
use porchlight_protocol::pairing::{ClaimRequest, ClaimResponse};
use porchlight_protocol::service::path;
use porchlight_simulators::proxy::Fate;
use sqlx::ConnectOptions as _;
use uuid::Uuid;

use crate::events::news;
use crate::home::{Home, NOW};

fn pairings(home: &Home) -> &dyn PairingService {
    home.provider.pairing().unwrap()
}

/// A camera does as its code says: it claims at that address with that token.
async fn claims(pairing: &Pairing, key: [u8; 32]) -> Result<CameraId, u16> {
    let url = format!("{}{}", pairing.address, path::PAIRING_CLAIM);
    let token = pairing.token.expose();
    let proof = dpop::prove(
        &SigningKey::from_bytes(&key),
        "POST",
        &url,
        Some(token),
        NOW,
    );
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client
        .post(url)
        .header("Authorization", format!("DPoP {token}"))
        .header("DPoP", proof)
        .json(&ClaimRequest {
            model: "Porch Cam 3".into(),
            firmware: "1.2.0".into(),
            signal_dbm: -48,
        })
        .send()
        .await
        .unwrap();
    let (status, body) = (answer.status(), answer.bytes().await.unwrap());
    if !status.is_success() {
        return Err(status.as_u16());
    }
    let claimed: ClaimResponse = serde_json::from_slice(&body).unwrap();
    Ok(CameraId(claimed.camera.to_string()))
}

#[tokio::test]
async fn a_camera_comes_and_the_owners_computer_hears_which() {
    let (home, credential) = Home::signed_in().await;
    let pairing = pairings(&home)
        .begin_pairing(&credential, None)
        .await
        .unwrap();
    assert_eq!(pairing.address, home.proxy.url());
    assert_eq!(pairing.expires_at.seconds(), NOW + 600);
    let state = || pairings(&home).pairing(&credential, &pairing.id);
    assert_eq!(state().await.unwrap(), PairingState::Waiting);
    let camera = claims(&pairing, [5; 32]).await.unwrap();
    let batch = news(&*home.provider, &credential).await.unwrap();
    let expected = ServiceEventKind::PairingClaimed {
        pairing: pairing.id.clone(),
        camera: camera.clone(),
    };
    assert!(batch.events.iter().any(|e| e.kind == expected), "{batch:?}");
    let changed = |e: &porchlight_core::ports::provider::ServiceEvent| {
        e.kind == ServiceEventKind::CamerasChanged
    };
    assert!(batch.events.iter().any(changed), "{batch:?}");
    let there = PairingState::Claimed {
        camera: camera.clone(),
    };
    assert_eq!(state().await.unwrap(), there);
    let list = home
        .provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap();
    assert_eq!((&list[0].id, list[0].revision), (&camera, 0));
    assert_eq!(list[0].profile.nickname, "");
}

#[tokio::test]
async fn a_camera_that_follows_is_the_one_that_was_meant() {
    let (home, credential) = Home::signed_in().await;
    let id = CameraId(home.add_camera().await.to_string());
    let pairing = pairings(&home)
        .begin_pairing(&credential, Some(&id))
        .await
        .unwrap();
    assert_eq!(claims(&pairing, [5; 32]).await.unwrap(), id);
    for nobody in [Uuid::new_v4().to_string(), "../session".into()] {
        let refused = pairings(&home)
            .begin_pairing(&credential, Some(&CameraId(nobody)))
            .await
            .unwrap_err();
        assert_eq!(refused, ServiceError::NotFound);
    }
}

#[tokio::test]
async fn a_cancelled_or_old_token_brings_nobody() {
    let (home, credential) = Home::signed_in().await;
    let begin = async || {
        let begun = pairings(&home).begin_pairing(&credential, None).await;
        begun.unwrap()
    };
    let cancelled = begin().await;
    for _ in 0..2 {
        let done = pairings(&home).cancel_pairing(&credential, &cancelled.id);
        done.await.unwrap();
    }
    assert_eq!(claims(&cancelled, [5; 32]).await, Err(404));
    let old = begin().await;
    home.service_clock.set(NOW + 600);
    let state = async |id| pairings(&home).pairing(&credential, id).await.unwrap();
    let made_up = PairingId("../session".into());
    for id in [&cancelled.id, &old.id, &made_up] {
        assert_eq!(state(id).await, PairingState::Over);
    }
    pairings(&home)
        .cancel_pairing(&credential, &made_up)
        .await
        .unwrap();
    home.service_clock.set(NOW);
    assert!(claims(&old, [5; 32]).await.is_ok());
}

#[tokio::test]
async fn a_line_that_breaks_leaves_nothing_but_a_token_that_ends_by_itself() {
    let (home, credential) = Home::signed_in().await;
    home.proxy.rule(|seen| match seen.method.as_str() {
        "POST" => Fate::AnswerLost,
        _ => Fate::Forwarded,
    });
    let lost = pairings(&home).begin_pairing(&credential, None).await;
    assert_eq!(lost.unwrap_err(), ServiceError::Unreachable);
    home.proxy.behave();
    let pairing = pairings(&home).begin_pairing(&credential, None).await;
    assert!(claims(&pairing.unwrap(), [5; 32]).await.is_ok());
}

#[tokio::test]
async fn too_many_open_codes_say_when_there_is_room() {
    let (home, credential) = Home::signed_in().await;
    let provider: &dyn Provider = &*home.provider;
    let begin = || provider.pairing().unwrap().begin_pairing(&credential, None);
    for _ in 0..16 {
        begin().await.unwrap();
    }
    let refused = begin().await.unwrap_err();
    assert_eq!(refused, ServiceError::TooManyTries { retry_after: 600 });
}

#[tokio::test]
async fn an_account_with_as_many_cameras_as_there_may_be_is_said_to_be_full_and_all_of_it_comes_through()
 {
    let (home, credential) = Home::signed_in().await;
    let mut database = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(home.folder.path().join("service.sqlite"))
        .connect()
        .await
        .unwrap();
    sqlx::query(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)
         INSERT INTO cameras (id, account_id, position, model, firmware, online, last_seen, sealed_profile, revision)
         SELECT randomblob(16), (SELECT id FROM accounts), i, 'Porch Cam 2', '1.0', 1, 0, x'', 0 FROM n",
    )
    .execute(&mut database)
    .await
    .unwrap();
    // More than other answers may be long.
    sqlx::query(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000)
         INSERT INTO events (account_id, jti, at, sealed_claims)
         SELECT (SELECT id FROM accounts), lower(hex(randomblob(16))), 0, randomblob(4000) FROM n",
    )
    .execute(&mut database)
    .await
    .unwrap();
    let refused = pairings(&home).begin_pairing(&credential, None).await;
    assert_eq!(refused.unwrap_err(), ServiceError::AccountFull);
    let cameras = home
        .provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap();
    assert_eq!(cameras.len(), 500);
    let service = home.provider.account_data().unwrap();
    let held = service.held(&credential).await.unwrap();
    let events = held
        .tables
        .iter()
        .find(|one| one.table == "events")
        .unwrap();
    assert!(events.rows.len() > 1_000);
}
