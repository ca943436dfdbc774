//! A camera comes to its owner's account, and to nobody else's.

use ed25519_dalek::SigningKey;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::dpop;
use porchlight_protocol::event::PairingClaimed;
use porchlight_protocol::pairing::{
    ClaimRequest, ClaimResponse, PairingStartRequest, PairingStarted, PairingStatus,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_soak::rounds;
use rand::rngs::OsRng;
use reqwest::Method;
use uuid::Uuid;

use crate::camera_profiles::with_camera;
use crate::client::{Computer, House, PASSWORD, Refused, answer};

impl Computer {
    pub(crate) async fn start_pairing(
        &self,
        follows: Option<Uuid>,
    ) -> Result<PairingStarted, Refused> {
        let request = self
            .request(Method::POST, path::PAIRINGS)
            .json(&PairingStartRequest { follows });
        answer(request.send().await.unwrap()).await
    }

    async fn pairing(&self, id: Uuid) -> Result<PairingStatus, Refused> {
        let path = path::PAIRING.replace("{id}", &id.to_string());
        answer(self.request(Method::GET, &path).send().await.unwrap()).await
    }

    pub(crate) async fn cancel_pairing(&self, id: Uuid) -> Result<(), Refused> {
        let path = path::PAIRING.replace("{id}", &id.to_string());
        answer(self.request(Method::DELETE, &path).send().await.unwrap()).await
    }

    async fn claims_told(&self) -> Vec<PairingClaimed> {
        let events = self.open_events(&[]).await.unwrap();
        let claims = events.into_iter().map(|event| event.events.pairing_claimed);
        claims.flatten().collect()
    }
}

/// Out of its box, with a key of its own.
pub(crate) struct Camera {
    key: SigningKey,
    says: ClaimRequest,
    house: Computer,
}

impl Camera {
    pub(crate) fn new(house: &House) -> Self {
        Self {
            key: SigningKey::generate(&mut OsRng),
            says: ClaimRequest {
                model: "Porch Cam 3".into(),
                firmware: "1.2.0".into(),
                signal_dbm: -48,
            },
            house: house.computer(),
        }
    }

    fn proof(&self, token: &str) -> String {
        let address = format!("{}{}", self.house.base, path::PAIRING_CLAIM);
        let now = self.house.hands.now();
        dpop::prove(&self.key, "POST", &address, Some(token), now)
    }

    pub(crate) async fn claims(&self, token: &str) -> Result<Uuid, Refused> {
        self.claims_with(token, &self.proof(token)).await
    }

    async fn claims_with(&self, token: &str, proof: &str) -> Result<Uuid, Refused> {
        let url = format!("{}{}", self.house.base, path::PAIRING_CLAIM);
        let request = self
            .house
            .http
            .post(url)
            .header("Authorization", format!("DPoP {token}"))
            .header("DPoP", proof)
            .json(&self.says);
        let claimed = answer::<ClaimResponse>(request.send().await.unwrap()).await?;
        Ok(claimed.camera)
    }
}

#[tokio::test]
async fn a_camera_comes_by_its_code_and_the_owners_computer_is_told() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let pairing = computer.start_pairing(None).await.unwrap();
    assert_eq!(Bytes::decode(&pairing.token).unwrap().len(), 32);
    assert_eq!(pairing.expires_at, house.hands.now() + 600);
    let waiting = PairingStatus::Waiting {
        expires_at: pairing.expires_at,
    };
    assert_eq!(computer.pairing(pairing.id).await.unwrap(), waiting);

    let mut wakes = computer.subscribe().await.unwrap();
    let id = Camera::new(&house).claims(&pairing.token).await.unwrap();
    assert!(wakes.wake().await);
    let told = computer.claims_told().await;
    let expected = PairingClaimed {
        event_timestamp: house.hands.now(),
        pairing: pairing.id,
        camera: id,
    };
    assert_eq!(told, [expected]);
    let events = computer.open_events(&[]).await.unwrap();
    let changed = events
        .iter()
        .find_map(|e| e.events.cameras_changed.as_ref());
    assert_eq!(changed.unwrap().cameras, [id]);
    assert_eq!(
        computer.pairing(pairing.id).await.unwrap(),
        PairingStatus::Claimed { camera: id }
    );
    let list = computer.cameras().await.unwrap();
    let camera = &list[0];
    assert_eq!((camera.id, camera.model.as_str()), (id, "Porch Cam 3"));
    assert_eq!((camera.online, camera.signal_dbm), (true, Some(-48)));
    assert_eq!((camera.revision, camera.sealed_profile.0.len()), (0, 0));
    let named = Bytes(vec![7; 300]);
    let named = computer.write(id, 0, "first-name", &named).await.unwrap();
    assert_eq!(named.revision, 1);
}

#[tokio::test]
async fn a_token_brings_one_camera_however_many_try() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (computer, _) = house.with_ada().await;
        let token = computer.start_pairing(None).await.unwrap().token;
        let mut race = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (camera, token) = (Camera::new(&house), token.clone());
            race.spawn(async move { camera.claims(&token).await.map_err(|r| r.kind()) });
        }
        let all = race.join_all().await;
        assert_eq!(all.iter().filter(|answer| answer.is_ok()).count(), 1);
        let refused: Vec<_> = all
            .iter()
            .filter_map(|answer| answer.as_ref().err())
            .collect();
        assert_eq!(refused, [&ProblemType::PairingClaimed; 7]);
        assert_eq!(computer.cameras().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_camera_whose_answer_was_lost_asks_again_and_is_one_camera() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let token = computer.start_pairing(None).await.unwrap().token;
    let camera = Camera::new(&house);
    let first = camera.claims(&token).await.unwrap();
    house.hands.forward(700);
    assert_eq!(
        camera.claims(&token).await.unwrap(),
        first,
        "even when the ten minutes are over by then"
    );
    assert_eq!(computer.cameras().await.unwrap().len(), 1);
    assert_eq!(
        computer.claims_told().await.len(),
        1,
        "and is announced once"
    );
}

#[tokio::test]
async fn a_claim_that_somebody_copied_is_worth_nothing() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let (one, two) = (
        computer.start_pairing(None).await.unwrap(),
        computer.start_pairing(None).await.unwrap(),
    );
    let camera = Camera::new(&house);
    let proof = camera.proof(&one.token);
    let elsewhere = camera.claims_with(&two.token, &proof).await.unwrap_err();
    assert_eq!(elsewhere.kind(), ProblemType::InvalidCredential);
    camera.claims_with(&one.token, &proof).await.unwrap();
    let replayed = camera.claims_with(&one.token, &proof).await.unwrap_err();
    assert_eq!(replayed.kind(), ProblemType::InvalidCredential);
    let waiting = computer.pairing(two.id).await.unwrap();
    assert!(matches!(waiting, PairingStatus::Waiting { .. }));
}

#[tokio::test]
async fn a_token_is_good_for_ten_minutes_and_each_refusal_says_why() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let camera = Camera::new(&house);
    let refused = |token: String| {
        let camera = &camera;
        async move { camera.claims(&token).await.unwrap_err().kind() }
    };
    let old = computer.start_pairing(None).await.unwrap();
    house.hands.forward(600);
    assert_eq!(refused(old.token).await, ProblemType::PairingExpired);
    let status = computer.pairing(old.id).await.unwrap();
    assert_eq!(status, PairingStatus::Expired);

    let cancelled = computer.start_pairing(None).await.unwrap();
    computer.cancel_pairing(cancelled.id).await.unwrap();
    computer.cancel_pairing(cancelled.id).await.unwrap();
    assert_eq!(refused(cancelled.token).await, ProblemType::PairingUnknown);
    let gone = computer.pairing(cancelled.id).await.unwrap_err();
    assert_eq!(gone.kind(), ProblemType::NotFound);
    assert_eq!(refused("made-up".into()).await, ProblemType::PairingUnknown);

    let just = computer.start_pairing(None).await.unwrap();
    house.hands.forward(599);
    camera.claims(&just.token).await.unwrap();
    computer.cancel_pairing(just.id).await.unwrap();
    assert_eq!(computer.cameras().await.unwrap().len(), 1, "it stays");
}

#[tokio::test]
async fn a_camera_that_follows_stays_the_same_camera_with_its_name() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let before = computer.cameras().await.unwrap().remove(0);
    let moved = async |camera: &Camera| {
        let token = computer.start_pairing(Some(id)).await.unwrap().token;
        camera.claims(&token).await
    };
    let camera = Camera::new(&house);
    assert_eq!(moved(&camera).await.unwrap(), id, "the first key is bound");
    assert_eq!(moved(&camera).await.unwrap(), id, "the same key");
    let reset = Camera::new(&house);
    assert_eq!(moved(&reset).await.unwrap(), id, "the owner's word");
    let after = computer.cameras().await.unwrap();
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].sealed_profile, before.sealed_profile);
    assert_eq!(after[0].revision, before.revision);
    assert_eq!(after[0].signal_dbm, Some(-48));
}

#[tokio::test]
async fn the_wrong_camera_in_front_of_the_code_takes_nobodys_place() {
    let house = House::open().await;
    let (computer, _, door) = with_camera(&house).await;
    let other = Camera::new(&house);
    let token = computer.start_pairing(None).await.unwrap().token;
    let shed = other.claims(&token).await.unwrap();
    let follow = computer.start_pairing(Some(door)).await.unwrap();
    let refused = other.claims(&follow.token).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CameraBound);
    let right = Camera::new(&house).claims(&follow.token).await.unwrap();
    assert_eq!(right, door, "the token is still good for the right one");
    let again = computer.start_pairing(None).await.unwrap().token;
    assert_eq!(
        other.claims(&again).await.unwrap(),
        shed,
        "set up anew, it is the camera that it was"
    );
    assert_eq!(computer.cameras().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_camera_of_one_account_cannot_be_brought_to_another() {
    let house = House::open().await;
    let (ada, _, door) = with_camera(&house).await;
    let camera = Camera::new(&house);
    let token = ada.start_pairing(Some(door)).await.unwrap().token;
    camera.claims(&token).await.unwrap();

    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    let pairing = bob.start_pairing(None).await.unwrap();
    let refused = camera.claims(&pairing.token).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CameraBound);
    assert!(bob.cameras().await.unwrap().is_empty());
    let not_his = bob.start_pairing(Some(door)).await.unwrap_err();
    assert_eq!(not_his.kind(), ProblemType::NotFound);
    let hers = ada.start_pairing(None).await.unwrap();
    assert_eq!(
        bob.pairing(hers.id).await.unwrap_err().kind(),
        ProblemType::NotFound
    );
    bob.cancel_pairing(hers.id).await.unwrap();
    assert!(
        ada.pairing(hers.id).await.is_ok(),
        "only its own account cancels"
    );
}

#[tokio::test]
async fn an_account_has_so_many_open_pairings_and_is_told_when_there_is_room() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let first = computer.start_pairing(None).await.unwrap();
    house.hands.forward(10);
    for _ in 1..16 {
        computer.start_pairing(None).await.unwrap();
    }
    let refused = computer.start_pairing(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
    assert_eq!(refused.retry_after, Some(590));
    Camera::new(&house).claims(&first.token).await.unwrap();
    computer.start_pairing(None).await.unwrap();
    let refused = computer.start_pairing(None).await.unwrap_err();
    house.hands.forward(i64::from(refused.retry_after.unwrap()));
    computer.start_pairing(None).await.unwrap();
}

#[tokio::test]
async fn what_a_camera_says_of_itself_is_checked() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let token = computer.start_pairing(None).await.unwrap().token;
    let good = Camera::new(&house);
    let says = |model: &str, firmware: &str, signal_dbm| ClaimRequest {
        model: model.into(),
        firmware: firmware.into(),
        signal_dbm,
    };
    let long = "x".repeat(65);
    for bad in [
        says("", "1", -40),
        says(&long, "1", -40),
        says("a\u{7}", "1", -40),
        says("a\u{202e}b", "1", -40),
        says("a\u{200f}", "1", -40),
        says("a", "1\u{2028}2", -40),
        says("a", "1\u{2066}", -40),
        says("a", "", -40),
        says("a", "1", 1),
        says("a", "1", -128),
    ] {
        let camera = Camera {
            says: bad,
            ..Camera::new(&house)
        };
        let refused = camera.claims(&token).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    }
    let late = Camera::new(&house);
    let proof = late.proof(&token);
    house.hands.forward(61);
    let refused = late.claims_with(&token, &proof).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::ClockSkew);
    assert_eq!(refused.problem.now, Some(house.hands.now()));
    good.claims(&token).await.unwrap();
}

#[tokio::test]
async fn a_pairing_survives_a_restart_of_the_service() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let pairing = computer.start_pairing(None).await.unwrap();
    let house = house.restart().await;
    let id = Camera::new(&house).claims(&pairing.token).await.unwrap();
    let computer = Computer {
        base: house.computer().base,
        ..computer
    };
    let status = computer.pairing(pairing.id).await.unwrap();
    assert_eq!(status, PairingStatus::Claimed { camera: id });
}
