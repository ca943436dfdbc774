//! One run of the program over a provider, and what its owner sees.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::companion::{Answer, Companion, CompanionHandle, CompanionParts};
use porchlight_core::ports::place::{Place, ProviderId};
use porchlight_core::ports::provider::{Provider, Providers, ServiceError, SessionId};
use porchlight_core::secret::Password;
use porchlight_core::testing::{
    FakeClipboard, FakeDoor, FakeService, FakeSurroundings, ManualClock, RecordingDesktop, Seen,
    camera,
};
use porchlight_core::view::{
    CameraKey, ConnectionId, ConnectionView, ProtectionView, ReachView, SessionView,
};
use tokio::runtime::Runtime;

use crate::{Owner, Subject};

pub(crate) const UNDER_CONTRACT: &str = "https://contract.example";
pub(crate) const BESIDE_IT: &str = "https://beside.example";
/// Where the provider is chosen by name instead.
pub(crate) const BY_NAME: &str = "under contract";

/// One run of the program, in threads of its own, so that it can be killed.
pub(crate) struct Computer {
    pub(crate) door: Arc<FakeDoor>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) desktop: Arc<RecordingDesktop>,
    pub(crate) companion: CompanionHandle,
    /// Another service, with an account of its own.
    pub(crate) beside: FakeService,
    runtime: Option<Runtime>,
}

impl Computer {
    pub(crate) async fn at(subject: &impl Subject, door: Arc<FakeDoor>) -> Self {
        Self::over(subject.another_run(), door).await
    }

    pub(crate) async fn over(provider: Arc<dyn Provider>, door: Arc<FakeDoor>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (clock, desktop) = (
            Arc::new(ManualClock::default()),
            Arc::new(RecordingDesktop::default()),
        );
        let beside = FakeService::with_cameras(vec![camera("shed", "Shed")]);
        let around = FakeSurroundings::default();
        let companion = {
            let _inside = runtime.enter();
            Companion::start(CompanionParts {
                clock: Arc::clone(&clock) as _,
                door: Arc::clone(&door) as _,
                providers: Arc::new(Both(provider, beside.clone())),
                desktop: Arc::clone(&desktop) as _,
                clipboard: Arc::new(FakeClipboard::default()),
                nearby: Arc::new(around.clone()),
                reach: Arc::new(around),
                breach_list: None,
                breach_catalogue: None,
                computer_name: "Study".into(),
                open_with: None,
            })
        };
        let computer = Self {
            door,
            clock,
            desktop,
            companion,
            beside,
            runtime: Some(runtime),
        };
        let open = |seen: &Seen| matches!(seen.protection, Some(ProtectionView::Ready { .. }));
        computer.until(open).await;
        computer
    }

    pub(crate) fn neighbour() -> Owner {
        Owner {
            email: "anna@example.org".into(),
            password: "correct horse".into(),
        }
    }

    /// Everything stops where it is. What is left is what was kept.
    pub(crate) fn killed(self) -> Arc<FakeDoor> {
        Arc::clone(&self.door)
    }

    pub(crate) async fn killed_if(self, so: bool, subject: &impl Subject) -> Self {
        if so {
            Self::at(subject, self.killed()).await
        } else {
            self
        }
    }

    pub(crate) async fn connect(&self, address: &str) -> ConnectionId {
        soon(self.companion.connect_service(address.to_owned()))
            .await
            .unwrap()
    }

    pub(crate) async fn add_account(&self, beside: ConnectionId) -> ConnectionId {
        soon(self.companion.add_account(beside)).await.unwrap()
    }

    pub(crate) async fn sign_in(&self, id: ConnectionId, owner: &Owner) -> Answer<()> {
        let password = Password::new(owner.password.as_str());
        let signed_in = self.companion.sign_in(id, owner.email.clone(), password);
        soon(signed_in).await.map(drop)
    }

    pub(crate) async fn name(&self, key: &CameraKey, nickname: &str) -> Answer<()> {
        soon(
            self.companion
                .rename_camera(key.clone(), nickname.to_owned()),
        )
        .await
    }

    pub(crate) fn first_camera(&self, id: ConnectionId) -> CameraKey {
        let seen = self.desktop.seen();
        let mut of_it = seen.cameras.keys().filter(|key| key.connection == id);
        of_it.next().cloned().unwrap()
    }

    /// As it is kept.
    pub(crate) async fn session(&self, id: ConnectionId) -> SessionId {
        self.until(|seen| connection(seen, id).session == SessionView::Active)
            .await;
        let home = self.door.store.home();
        let kept = home.connections.iter().find(|kept| kept.id == id).unwrap();
        kept.session.active().cloned().unwrap()
    }

    pub(crate) async fn until(&self, shown: impl Fn(&Seen) -> bool) -> Seen {
        soon(self.desktop.until(shown)).await
    }

    /// For as long as somebody waits for it.
    pub(crate) async fn time_passes(&self) {
        loop {
            self.clock.skip_a_sleep().await;
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

struct Both(Arc<dyn Provider>, FakeService);

impl Providers for Both {
    fn at_addresses(&self) -> ProviderId {
        ProviderId::new("either")
    }

    fn in_demo_home(&self) -> ProviderId {
        ProviderId::new("either")
    }

    fn by_name(&self) -> Vec<ProviderId> {
        vec![ProviderId::new(BY_NAME)]
    }

    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError> {
        match place.address.as_deref() {
            Some(BESIDE_IT) => Ok(Arc::new(self.1.clone())),
            Some(_) | None => Ok(Arc::clone(&self.0)),
        }
    }
}

pub(crate) fn connection(seen: &Seen, id: ConnectionId) -> &ConnectionView {
    let mut all = seen.connections.iter();
    all.find(|connection| connection.id == id).unwrap()
}

pub(crate) fn is_online(seen: &Seen, id: ConnectionId) -> bool {
    connection(seen, id).reach == ReachView::Online
}

pub(crate) fn is_in_trouble(seen: &Seen, id: ConnectionId) -> bool {
    matches!(connection(seen, id).reach, ReachView::Trouble { .. })
}

pub(crate) fn nickname<'a>(seen: &'a Seen, key: &CameraKey) -> Option<&'a str> {
    seen.cameras.get(key).map(|camera| camera.nickname.as_str())
}

/// Nothing here waits for time; what hangs has failed.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    let limit = Duration::from_secs(20);
    let happens = tokio::time::timeout(limit, future).await;
    happens.unwrap_or_else(|_| panic!("it does not happen"))
}
