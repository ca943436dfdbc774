//! One computer, one service, one owner.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::cameras::{Camera, CameraId};
use porchlight_core::companion::{Answer, Companion, CompanionHandle, CompanionParts};
use porchlight_core::ports::provider::SessionId;
use porchlight_core::ports::secret_vault::SecretSlot;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{
    FakeBreachList, FakeCatalogue, FakeClipboard, FakeDoor, FakeNetwork, FakePlaces, FakeService,
    FakeSurroundings, ManualClock, RecordingDesktop, Seen,
};
use porchlight_core::view::two_factor::SignInStep;
use porchlight_core::view::{
    CameraKey, CameraView, ConnectionId, ConnectionView, ProtectionView, ReachView, SessionView,
};
use uuid::Uuid;

pub(crate) const ADDRESS: &str = "https://cameras.example";
pub(crate) const EMAIL: &str = "anna@example.org";
pub(crate) const PASSWORD: &str = "correct horse";

pub(crate) struct Scene {
    pub clock: Arc<ManualClock>,
    pub door: Arc<FakeDoor>,
    pub service: FakeService,
    pub network: FakeNetwork,
    pub desktop: Arc<RecordingDesktop>,
    pub clipboard: Arc<FakeClipboard>,
    pub around: FakeSurroundings,
    pub leaked: FakeBreachList,
    pub listed: FakeCatalogue,
    pub companion: CompanionHandle,
    pub connection: ConnectionId,
}

impl Scene {
    /// Nothing is set up yet.
    pub(crate) fn bare(cameras: Vec<Camera>) -> Self {
        let door = Arc::new(FakeDoor::default());
        Self::over(
            door,
            FakeService::with_cameras(cameras),
            ConnectionId(Uuid::nil()),
        )
    }

    pub(crate) fn over(
        door: Arc<FakeDoor>,
        service: FakeService,
        connection: ConnectionId,
    ) -> Self {
        Self::over_network(door, service, FakeNetwork::default(), connection)
    }

    fn over_network(
        door: Arc<FakeDoor>,
        service: FakeService,
        network: FakeNetwork,
        connection: ConnectionId,
    ) -> Self {
        let clock = Arc::new(ManualClock::default());
        let desktop = Arc::new(RecordingDesktop::default());
        let clipboard = Arc::new(FakeClipboard::default());
        let around = FakeSurroundings::default();
        let leaked = FakeBreachList::default();
        let listed = FakeCatalogue::default();
        let companion = Companion::start(CompanionParts {
            clock: Arc::clone(&clock) as _,
            door: Arc::clone(&door) as _,
            providers: Arc::new(FakePlaces {
                service: service.clone(),
                network: network.clone(),
            }),
            desktop: Arc::clone(&desktop) as _,
            clipboard: Arc::clone(&clipboard) as _,
            nearby: Arc::new(around.clone()),
            reach: Arc::new(around.clone()),
            breach_list: Some(Arc::new(leaked.clone())),
            breach_catalogue: Some(Arc::new(listed.clone())),
            computer_name: "kitchen".into(),
            open_with: None,
        });
        Self {
            clock,
            door,
            service,
            network,
            desktop,
            clipboard,
            around,
            leaked,
            listed,
            companion,
            connection,
        }
    }

    /// Connected, and signed out.
    pub(crate) async fn connected(cameras: Vec<Camera>) -> Self {
        let mut scene = Self::bare(cameras);
        scene.ready().await;
        scene.connection = soon(scene.companion.connect_service(ADDRESS.into()))
            .await
            .unwrap();
        scene
    }

    pub(crate) async fn signed_in(cameras: Vec<Camera>) -> Self {
        let scene = Self::connected(cameras).await;
        scene.sign_in().await.unwrap();
        scene
    }

    pub(crate) async fn ready(&self) {
        self.until(|seen| matches!(seen.protection, Some(ProtectionView::Ready { .. })))
            .await;
    }

    pub(crate) async fn sign_in(&self) -> Answer<()> {
        self.sign_in_as(EMAIL, PASSWORD).await
    }

    pub(crate) async fn sign_in_as(&self, email: &str, password: &str) -> Answer<()> {
        self.sign_in_step(email, password).await.map(drop)
    }

    /// How far the password brings the owner.
    pub(crate) async fn sign_in_step(&self, email: &str, password: &str) -> Answer<SignInStep> {
        soon(
            self.companion
                .sign_in(self.connection, email.into(), Password::new(password)),
        )
        .await
    }

    /// The program ends and starts again on the same computer.
    pub(crate) async fn restarted(self) -> Self {
        soon(self.companion.close()).await.unwrap();
        let scene = Self::over_network(self.door, self.service, self.network, self.connection);
        scene.ready().await;
        scene
    }

    pub(crate) async fn rename(&self, id: &str, nickname: &str) -> Answer<()> {
        soon(self.companion.rename_camera(self.key(id), nickname.into())).await
    }

    pub(crate) fn key(&self, id: &str) -> CameraKey {
        CameraKey {
            connection: self.connection,
            camera: CameraId(id.into()),
        }
    }

    pub(crate) fn camera(&self, id: &str) -> CameraView {
        self.desktop
            .seen()
            .cameras
            .get(&self.key(id))
            .unwrap()
            .clone()
    }

    pub(crate) fn view(&self) -> ConnectionView {
        self.desktop
            .seen()
            .connection(self.connection)
            .unwrap()
            .clone()
    }

    /// Where its session's secret is kept.
    pub(crate) fn slot(&self) -> SecretSlot {
        SecretSlot::Session(self.connection)
    }

    pub(crate) fn session(&self) -> SessionId {
        self.service.last_session()
    }

    pub(crate) async fn until(&self, shown: impl Fn(&Seen) -> bool) -> Seen {
        soon(self.desktop.until(shown)).await
    }

    pub(crate) async fn until_service(&self, so: impl Fn(&FakeService) -> bool) {
        soon(self.service.until(so)).await;
    }

    /// The service ends the session, and the owner sees it.
    pub(crate) async fn reset(&self, reason: EndReason) {
        self.service.end_session(&self.session(), reason);
        self.until_session(|session| matches!(session, SessionView::Reset { .. }))
            .await;
    }

    pub(crate) async fn until_session(&self, so: impl Fn(&SessionView) -> bool) {
        self.until(|seen| {
            seen.connection(self.connection)
                .is_some_and(|c| so(&c.session))
        })
        .await;
    }

    pub(crate) async fn until_trouble(&self) {
        let trouble = |reach: &ReachView| matches!(reach, ReachView::Trouble { .. });
        self.until(|seen| {
            seen.connection(self.connection)
                .is_some_and(|c| trouble(&c.reach))
        })
        .await;
    }

    pub(crate) async fn until_online(&self) {
        self.until(|seen| {
            seen.connection(self.connection)
                .is_some_and(|c| c.reach == ReachView::Online)
        })
        .await;
    }

    /// Nothing waits any more.
    pub(crate) async fn until_sent(&self) {
        self.until(|seen| {
            seen.connection(self.connection)
                .is_some_and(|c| c.waiting_edits == 0)
        })
        .await;
    }
}

pub(crate) trait Connections {
    fn connection(&self, id: ConnectionId) -> Option<&ConnectionView>;
}

impl Connections for Seen {
    fn connection(&self, id: ConnectionId) -> Option<&ConnectionView> {
        self.connections
            .iter()
            .find(|connection| connection.id == id)
    }
}

/// Nothing here waits for time; a test that hangs has failed.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future)
        .await
        .expect("it happens")
}
