//! Places that have nothing to sign in to: their cameras let this computer in one by one.

use std::fmt::{Debug, Display};
use std::sync::Arc;

use async_trait::async_trait;
use porchlight_core::cameras::{CameraId, Trouble};
use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::access::{CameraAccess, CameraSignIn, CameraSignedIn};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::{Credential, Naming, Provider, ServiceError, SessionId};
use porchlight_core::ports::secret_vault::{LARGEST_ENTRY, SecretSlot};
use porchlight_core::secret::Password;
use porchlight_core::testing::FakeDoor;
use porchlight_core::view::{CameraKey, ConnectionId, SessionView};

use crate::run::{BY_NAME, Computer, connection, is_online, nickname, soon};

/// A network, and the provider that speaks to its cameras.
#[async_trait]
pub trait Network: Sized + Send + Sync {
    /// With the cameras of [`Network::cameras`], all of them switched on.
    async fn open() -> Self;

    fn cameras(&self) -> [OwnedCamera; 2];

    /// As one run of the program holds it; each is one that shares nothing with another but the cameras.
    fn provider(&self) -> Arc<dyn Provider>;

    /// Somebody else sets another password at the camera.
    async fn set_password(&self, camera: &OwnedCamera, password: &str);

    /// Nobody answers at this address any more.
    async fn unplug(&self, camera: &OwnedCamera);
}

/// A camera, and what its owner knows.
#[derive(Clone, Debug)]
pub struct OwnedCamera {
    pub address: String,
    pub account: String,
    pub password: String,
}

impl OwnedCamera {
    async fn sign_in(
        &self,
        provider: &dyn Provider,
        password: &str,
    ) -> Result<CameraSignedIn, ServiceError> {
        let request = CameraSignIn {
            address: &self.address,
            account: &self.account,
            password: &Password::new(password),
            more: &[],
        };
        access(provider).sign_in(&request).await
    }
}

fn access(provider: &dyn Provider) -> &dyn CameraAccess {
    provider.camera_access().unwrap()
}

fn grant(signed_in: &CameraSignedIn) -> Grant {
    Grant::from(Credential {
        session: SessionId(signed_in.camera.id.0.clone()),
        secret: signed_in.secret.clone(),
    })
}

pub async fn a_camera_lets_in_who_has_its_password_and_nobody_else<N: Network>() {
    let network = N::open().await;
    let provider = network.provider();
    assert!(provider.account().is_none() && provider.cameras().is_none());
    // Nobody keeps a name at a place that nobody signs in to.
    assert_eq!(provider.profile().naming, Naming::Private);
    let mut ids = Vec::new();
    for camera in network.cameras() {
        let wrong = camera.sign_in(&*provider, "of somebody else").await;
        assert_eq!(wrong.unwrap_err(), ServiceError::WrongCredentials);
        let signed_in = camera.sign_in(&*provider, &camera.password).await.unwrap();
        assert_eq!(
            signed_in.camera.address.as_deref(),
            Some(camera.address.as_str())
        );
        ids.push(signed_in.camera.id);
    }
    assert_ne!(ids[0], ids[1]);
}

pub async fn what_is_kept_of_a_camera_brings_another_run_back_and_opens_no_other_camera<
    N: Network,
>() {
    let network = N::open().await;
    let (provider, [first, second]) = (network.provider(), network.cameras());
    let first = first.sign_in(&*provider, &first.password).await.unwrap();
    let second = second.sign_in(&*provider, &second.password).await.unwrap();
    for signed_in in [&first, &second] {
        let length = signed_in.secret.expose().len();
        assert!(length <= LARGEST_ENTRY, "{length} bytes");
    }
    let later = network.provider();
    let again = access(&*later).camera(&grant(&first), &first.camera).await;
    assert_eq!(again.unwrap().id, first.camera.id);
    // Whatever comes of it, it is not the other camera.
    let crossed = access(&*later).camera(&grant(&first), &second.camera).await;
    let other: Option<CameraId> = crossed.ok().map(|camera| camera.id);
    assert_ne!(other, Some(second.camera.id));
}

pub async fn the_trouble_of_a_camera_is_of_no_other<N: Network>() {
    let network = N::open().await;
    let (computer, id) = at_home(&network, FakeDoor::default().into()).await;
    let [first, second] = add_both(&network, &computer, id).await;
    network.unplug(&network.cameras()[0]).await;
    soon(computer.companion.refresh(id)).await.unwrap();
    let troubled = |key: &CameraKey, trouble| {
        let key = key.clone();
        move |seen: &porchlight_core::testing::Seen| {
            seen.cameras
                .get(&key)
                .is_some_and(|one| one.trouble == trouble)
        }
    };
    computer
        .until(troubled(&first, Some(Trouble::NoAnswer)))
        .await;
    let seen = computer.until(troubled(&second, None)).await;
    assert!(is_online(&seen, id));
}

pub async fn no_error_says_a_secret<N: Network>() {
    let network = N::open().await;
    let (provider, [camera, _]) = (network.provider(), network.cameras());
    let signed_in = camera.sign_in(&*provider, &camera.password).await.unwrap();
    let wrong = "correct horse battery staple";
    let mut errors = vec![camera.sign_in(&*provider, wrong).await.unwrap_err()];
    network.set_password(&camera, "another one").await;
    let grant = grant(&signed_in);
    let refused = access(&*provider).camera(&grant, &signed_in.camera).await;
    errors.push(refused.unwrap_err());
    network.unplug(&camera).await;
    let silent = access(&*provider).camera(&grant, &signed_in.camera).await;
    errors.push(silent.unwrap_err());
    errors.push(camera.sign_in(&*provider, wrong).await.unwrap_err());
    for error in errors {
        let said = both(&error);
        for secret in [wrong, camera.password.as_str(), "another one"] {
            assert!(!said.contains(secret), "{said}");
        }
    }
}

pub async fn a_camera_that_is_found_is_the_one_that_is_added<N: Network>() {
    let network = N::open().await;
    let provider = network.provider();
    let Some(discovery) = provider.discovery() else {
        return;
    };
    let heard = std::sync::Mutex::new(Vec::new());
    let found = |camera| heard.lock().unwrap().push(camera);
    discovery.discover(&found).await.unwrap();
    let heard = heard.into_inner().unwrap();
    for camera in network.cameras() {
        let signed_in = camera.sign_in(&*provider, &camera.password).await.unwrap();
        let mut of_it = heard.iter().filter(|one| one.id == signed_in.camera.id);
        assert_eq!(of_it.next().unwrap().address, camera.address);
    }
}

pub async fn an_owner_adds_cameras_and_finds_them_after_a_restart<N: Network>() {
    let network = N::open().await;
    let (computer, id) = at_home(&network, FakeDoor::default().into()).await;
    let [first, _] = add_both(&network, &computer, id).await;
    computer.name(&first, "Porch").await.unwrap();
    soon(computer.companion.close()).await.unwrap();
    let computer = Computer::over(network.provider(), computer.killed()).await;
    let seen = computer
        .until(|seen| seen.cameras.len() == 2 && is_online(seen, id))
        .await;
    assert_eq!(nickname(&seen, &first), Some("Porch"));
    assert_eq!(connection(&seen, id).session, SessionView::NotNeeded);
    assert!(seen.cameras.values().all(|camera| camera.trouble.is_none()));
    soon(computer.companion.remove_camera(first)).await.unwrap();
    assert_eq!(computer.desktop.seen().cameras.len(), 1);
}

pub async fn killed_at_each_step_no_secret_stays_without_its_camera<N: Network>() {
    let network = N::open().await;
    let [camera, _] = network.cameras();
    for stalls_store in [true, false] {
        let (computer, id) = at_home(&network, FakeDoor::default().into()).await;
        let door = Arc::clone(&computer.door);
        if stalls_store {
            door.store.stall(true);
        } else {
            door.secrets.stall(true);
        }
        {
            let adding = add(&computer, id, &camera);
            tokio::pin!(adding);
            let until_it_waits = async {
                if stalls_store {
                    door.store.until_stalled().await;
                } else {
                    door.secrets.until_stalled().await;
                }
            };
            tokio::select! {
                added = &mut adding => panic!("{added:?}"),
                () = until_it_waits => {}
            }
        }
        let door = computer.killed();
        door.store.stall(false);
        door.secrets.stall(false);
        let computer = Computer::over(network.provider(), door).await;
        computer.until(|seen| is_online(seen, id)).await;
        let there = !computer.desktop.seen().cameras.is_empty();
        assert_eq!(there, !stalls_store, "the list comes first");
        assert!(computer.door.secrets.is_empty());
        let key = add(&computer, id, &camera).await.unwrap();
        assert!(computer.door.secrets.holds(SecretSlot::Camera(key.clone())));
        // Killed after it was forgotten, and before it is out of the list.
        computer.door.store.stall(true);
        {
            let removing = soon(computer.companion.remove_camera(key.clone()));
            tokio::pin!(removing);
            tokio::select! {
                removed = &mut removing => panic!("{removed:?}"),
                () = computer.door.store.until_stalled() => {}
            }
        }
        let door = computer.killed();
        door.store.stall(false);
        let computer = Computer::over(network.provider(), door).await;
        let refused = Some(Trouble::CredentialRefused);
        computer
            .until(|seen| {
                seen.cameras
                    .get(&key)
                    .is_some_and(|one| one.trouble == refused)
            })
            .await;
        soon(computer.companion.remove_camera(key)).await.unwrap();
        assert!(computer.door.secrets.is_empty());
    }
}

pub async fn a_password_that_was_changed_at_the_camera_is_typed_once_more<N: Network>() {
    let network = N::open().await;
    let (computer, id) = at_home(&network, FakeDoor::default().into()).await;
    let [first, _] = add_both(&network, &computer, id).await;
    let [camera, _] = network.cameras();
    network.set_password(&camera, "a new one").await;
    soon(computer.companion.refresh(id)).await.unwrap();
    let trouble = |trouble| {
        let first = first.clone();
        move |seen: &porchlight_core::testing::Seen| {
            seen.cameras
                .get(&first)
                .is_some_and(|one| one.trouble == trouble)
        }
    };
    computer
        .until(trouble(Some(Trouble::CredentialRefused)))
        .await;
    for (password, code) in [
        (
            camera.password.as_str(),
            Some(FailureCode::WrongCredentials),
        ),
        ("a new one", None),
    ] {
        let again = computer.companion.sign_in_to_camera(
            first.clone(),
            String::new(),
            camera.account.clone(),
            Password::new(password),
            Vec::new(),
        );
        let refused = soon(again).await.err().map(|failure| failure.code);
        assert_eq!(refused, code);
    }
    computer.until(trouble(None)).await;
}

pub async fn what_the_place_cannot_do_is_offered_nowhere<N: Network>() {
    let network = N::open().await;
    let (computer, id) = at_home(&network, FakeDoor::default().into()).await;
    let [first, _] = add_both(&network, &computer, id).await;
    let (seen, provider) = (computer.desktop.seen(), network.provider());
    let view = connection(&seen, id);
    assert_eq!(view.finds_cameras, provider.discovery().is_some());
    assert_eq!(view.shows_pictures, provider.snapshots().is_some());
    assert_eq!(view.changes_wifi, provider.wifi().is_some());
    assert!(!view.keeps_names && !view.lists_computers && !view.changes_password);
    if !view.finds_cameras {
        let refused = soon(computer.companion.find_cameras(id)).await.unwrap_err();
        assert_eq!(refused.code, FailureCode::NotThere);
    }
    if !view.shows_pictures {
        let refused = soon(computer.companion.picture(first)).await.unwrap_err();
        assert_eq!(refused.code, FailureCode::NotThere);
    }
    let refused = soon(computer.companion.sign_out(id)).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::NotNow);
}

/// At a computer that has the place in its list.
async fn at_home(network: &impl Network, door: Arc<FakeDoor>) -> (Computer, ConnectionId) {
    let computer = Computer::over(network.provider(), door).await;
    let added = computer.companion.add_place(ProviderId::new(BY_NAME));
    let id = soon(added).await.unwrap();
    (computer, id)
}

async fn add_both(network: &impl Network, computer: &Computer, id: ConnectionId) -> [CameraKey; 2] {
    let [first, second] = network.cameras();
    [
        add(computer, id, &first).await.unwrap(),
        add(computer, id, &second).await.unwrap(),
    ]
}

async fn add(computer: &Computer, id: ConnectionId, camera: &OwnedCamera) -> Answer<CameraKey> {
    let added = computer.companion.add_camera(
        id,
        camera.address.clone(),
        camera.account.clone(),
        Password::new(camera.password.as_str()),
        Vec::new(),
    );
    soon(added).await
}

fn both(error: &(impl Debug + Display)) -> String {
    format!("{error} {error:?}")
}
