//! A camera that was sold or thrown away leaves the account, and nothing of it stays behind.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_service::quotas::CAMERAS;
use reqwest::Method;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, House, PASSWORD, Refused, answer};
use crate::pairing::Camera;
use crate::second_factor::database;
use crate::third_party::released;

impl Computer {
    pub(crate) async fn remove_camera(&self, camera: Uuid) -> Result<(), Refused> {
        let path = path::CAMERA.replace("{id}", &camera.to_string());
        answer(self.request(Method::DELETE, &path).send().await.unwrap()).await
    }
}

async fn bob(house: &House) -> Computer {
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    bob
}

async fn comes(house: &House, computer: &Computer) -> (Camera, Uuid) {
    let camera = Camera::new(house);
    let token = computer.start_pairing(None).await.unwrap().token;
    let id = camera.claims(&token).await.unwrap();
    (camera, id)
}

#[tokio::test]
async fn a_camera_that_is_removed_is_gone_and_the_others_stay() {
    let house = House::open().await;
    let (computer, _, door) = with_camera(&house).await;
    let (_, shed) = comes(&house, &computer).await;
    let sealed = computer.cameras().await.unwrap().remove(0).sealed_profile;
    computer.write(door, 1, "key-1", &sealed).await.unwrap();
    computer.remove_camera(door).await.unwrap();
    let left = computer.cameras().await.unwrap();
    assert_eq!(left.iter().map(|one| one.id).collect::<Vec<_>>(), [shed]);
    let again = computer.remove_camera(door).await.unwrap_err();
    assert_eq!(again.kind(), ProblemType::NotFound, "it is gone already");
    for (seen, key) in [(1, "key-1"), (2, "key-2")] {
        let late = computer.write(door, seen, key, &sealed).await.unwrap_err();
        assert_eq!(late.kind(), ProblemType::NotFound, "{key}");
    }
    let house = house.restart().await;
    let left = computer.at(&house).cameras().await.unwrap();
    assert_eq!(left.len(), 1);
}

#[tokio::test]
async fn nobody_removes_somebody_elses_camera() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let refused = bob(&house).await.remove_camera(id).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::NotFound);
    assert_eq!(computer.cameras().await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_is_signed_out_removes_nothing() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    other.end_other_sessions().await.unwrap();
    let refused = computer.remove_camera(id).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
    assert_eq!(other.cameras().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_other_computers_hear_of_a_removal_and_the_one_that_did_it_does_not() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let heard = computer.open_events(&[]).await.unwrap();
    let jtis: Vec<_> = heard.iter().map(|event| event.jti.as_str()).collect();
    assert!(computer.open_events(&jtis).await.unwrap().is_empty());
    let mut wakes = other.subscribe().await.unwrap();
    computer.remove_camera(id).await.unwrap();
    assert!(wakes.wake().await);
    let events = other.open_events(&[]).await.unwrap();
    let told = events.iter().map(|event| &event.events.cameras_changed);
    let told: Vec<_> = told.flatten().map(|changed| &changed.cameras).collect();
    assert_eq!(told, [&vec![id]]);
    assert!(computer.open_events(&[]).await.unwrap().is_empty());
    computer.remove_camera(id).await.unwrap_err();
    let again = other.open_events(&[]).await.unwrap();
    assert_eq!(again.len(), events.len(), "once");
}

#[tokio::test]
async fn no_linked_service_sees_a_removed_camera_or_keeps_its_name() {
    let house = House::open().await;
    let (computer, _, door) = with_camera(&house).await;
    let (_, shed) = comes(&house, &computer).await;
    let (alexa, ifttt) = (house.with_alexa().await, house.with_ifttt().await);
    let both = vec![released(door, Some("Door")), released(shed, Some("Shed"))];
    let (_, two) = alexa.link(EMAIL, &computer, both).await;
    let (only, one) = ifttt
        .link(EMAIL, &computer, vec![released(door, Some("Door"))])
        .await;
    computer.remove_camera(door).await.unwrap();
    let seen = alexa.cameras(&two.access_token).await.unwrap();
    let names: Vec<_> = seen.iter().map(|camera| camera.name.as_str()).collect();
    assert_eq!(names, ["Shed"]);
    assert!(ifttt.cameras(&one.access_token).await.unwrap().is_empty());
    let listed = computer.integrations().await.integrations;
    let empty = listed.iter().find(|linked| linked.id == only.id).unwrap();
    assert!(empty.cameras.is_empty() && empty.unlinked.is_none());
    // Whatever comes under its identifier later: nothing of it was kept.
    let mut file = database(&house).await;
    let pairings = sqlx::query("DELETE FROM pairings");
    pairings.execute(&mut file).await.unwrap();
    sqlx::query("UPDATE cameras SET id = $1 WHERE id = $2")
        .bind(door.as_bytes().to_vec())
        .bind(shed.as_bytes().to_vec())
        .execute(&mut file)
        .await
        .unwrap();
    assert!(ifttt.cameras(&one.access_token).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_code_that_was_made_for_a_removed_camera_no_longer_works() {
    let house = House::open().await;
    let (computer, _, door) = with_camera(&house).await;
    let pairing = computer.start_pairing(Some(door)).await.unwrap();
    let other = computer.start_pairing(None).await.unwrap();
    computer.remove_camera(door).await.unwrap();
    let refused = Camera::new(&house).claims(&pairing.token).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::PairingUnknown);
    let refused = computer.start_pairing(Some(door)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::NotFound);
    let new = Camera::new(&house).claims(&other.token).await.unwrap();
    assert_ne!(new, door, "a code for a new camera is as good as before");
}

#[tokio::test]
async fn a_removed_camera_that_is_set_up_again_is_a_new_one_in_this_account_or_another() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let bob = bob(&house).await;
    let (camera, first) = comes(&house, &computer).await;
    let token = bob.start_pairing(None).await.unwrap().token;
    let bound = camera.claims(&token).await.unwrap_err();
    assert_eq!(bound.kind(), ProblemType::CameraBound, "not before");
    computer.remove_camera(first).await.unwrap();
    let at_bobs = camera.claims(&token).await.unwrap();
    assert_ne!(at_bobs, first);
    assert!(computer.cameras().await.unwrap().is_empty());
    bob.remove_camera(at_bobs).await.unwrap();
    let token = computer.start_pairing(None).await.unwrap().token;
    let back = camera.claims(&token).await.unwrap();
    assert!(back != first && back != at_bobs);
    let listed = computer.cameras().await.unwrap();
    assert_eq!((listed.len(), listed[0].sealed_profile.0.len()), (1, 0));
}

#[tokio::test]
async fn what_was_claimed_for_a_removed_camera_brings_it_back_by_no_second_try() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let camera = Camera::new(&house);
    let token = computer.start_pairing(None).await.unwrap().token;
    let id = camera.claims(&token).await.unwrap();
    computer.remove_camera(id).await.unwrap();
    let refused = camera.claims(&token).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::PairingUnknown);
    assert!(computer.cameras().await.unwrap().is_empty());
}

#[tokio::test]
async fn in_a_full_account_a_removed_camera_makes_room_for_another() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let fill = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {})
         INSERT INTO cameras (id, account_id, position, model, firmware, online, last_seen, sealed_profile, revision)
         SELECT randomblob(16), $1, 100 + i, 'Porch Cam 2', '1.0', 1, 0, x'', 1 FROM n",
        CAMERAS - 1
    );
    sqlx::query(AssertSqlSafe(fill))
        .bind(owner.account.as_bytes().to_vec())
        .execute(&mut database(&house).await)
        .await
        .unwrap();
    let full = computer.start_pairing(None).await.unwrap_err();
    assert_eq!(full.kind(), ProblemType::AccountFull);
    computer.remove_camera(id).await.unwrap();
    comes(&house, &computer).await;
    assert_eq!(computer.cameras().await.unwrap().len(), CAMERAS as usize);
}

#[tokio::test]
async fn nothing_of_a_removed_camera_stays_in_the_file_once_the_service_has_tidied_up() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let mark = Bytes((0..200_u8).map(|byte| byte.wrapping_mul(37)).collect());
    computer.write(id, 1, "key-1", &mark).await.unwrap();
    let stays = Bytes((0..200_u8).map(|byte| byte.wrapping_mul(91)).collect());
    let (_, shed) = comes(&house, &computer).await;
    computer.write(shed, 0, "key-2", &stays).await.unwrap();
    let file = house.dir.path().join("home.sqlite");
    let holds = |needle: &[u8]| {
        [file.clone(), file.with_extension("sqlite-wal")]
            .iter()
            .filter_map(|file| std::fs::read(file).ok())
            .any(|bytes| bytes.windows(needle.len()).any(|at| at == needle))
    };
    assert!(holds(&mark.0) && holds(id.as_bytes()));
    computer.remove_camera(id).await.unwrap();
    house.service.forget_what_is_over().await.unwrap();
    house.running.shutdown().await;
    house.service.store().close().await;
    assert!(holds(&stays.0) && holds(owner.account.as_bytes()));
    assert!(!holds(&mark.0), "its sealed name");
    assert!(!holds(id.as_bytes()), "what it was known by");
}
