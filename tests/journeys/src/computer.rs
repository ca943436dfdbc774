//! An owner's computer: the real companion over the real vault, with a desktop that remembers.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::companion::{Companion, CompanionHandle, CompanionParts};
use porchlight_core::error::Failure;
use porchlight_core::ports::breach_catalogue::BreachCatalogue;
use porchlight_core::ports::breach_list::BreachList;
use porchlight_core::ports::clipboard::{Clipboard, ClipboardUnavailable};
use porchlight_core::ports::desktop::{Desktop, Notice};
use porchlight_core::ports::vault_door::ProtectionKey;
use porchlight_core::secret::Password;
use porchlight_core::view::tray::TrayView;
use porchlight_core::view::two_factor::SignInStep;
use porchlight_core::view::{
    CameraKey, CameraView, ConnectionId, ConnectionView, ProtectionView, ReachView, Section,
    SessionView, Snapshot, ViewChange,
};
use porchlight_core::wifi::CameraPage;
use porchlight_providers::Registry;
use porchlight_vault::{Door, DoorConfig};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::clock::HastyClock;
use crate::house::{EMAIL, PASSWORD, providers};
use crate::surroundings::NothingAround;

/// Only ends a test that would hang.
const HANGS: Duration = Duration::from_secs(90);
/// Protects the data of computers whose keychain is not the subject.
const PASSPHRASE: &str = "a lamp in every window";

/// In a runtime of its own, so that it can be killed with all its tasks.
pub struct Computer {
    pub companion: CompanionHandle,
    pub desktop: Arc<RememberingDesktop>,
    pub clock: Arc<HastyClock>,
    runtime: Option<Runtime>,
}

/// What a computer is made of.
pub struct Parts {
    pub clock: Arc<HastyClock>,
    pub registry: Registry,
    pub open_with: ProtectionKey,
    /// What its entries in the keychain are filed under.
    pub keychain_namespace: String,
    /// How other computers of the owner name it.
    pub name: String,
    /// Of leaked passwords; none is asked unless a test brings its own.
    pub breach_list: Option<Arc<dyn BreachList>>,
    /// Of known breaches; the same.
    pub breach_catalogue: Option<Arc<dyn BreachCatalogue>>,
}

impl Parts {
    pub fn usual() -> Self {
        let clock = HastyClock::right();
        Self {
            registry: providers(Arc::clone(&clock)),
            clock,
            open_with: ProtectionKey::ThisRunOnly,
            keychain_namespace: "eu.porchlight.test".into(),
            name: "Study computer".into(),
            breach_list: None,
            breach_catalogue: None,
        }
    }

    #[must_use]
    pub fn called(self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self
        }
    }

    /// Data that outlives the program.
    #[must_use]
    pub fn kept(self) -> Self {
        Self {
            open_with: ProtectionKey::Passphrase(Password::new(PASSPHRASE)),
            ..self
        }
    }
}

impl Computer {
    /// Forgets everything when it ends.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Nothing is written there in this run only.
        Self::start_with(folder.path(), Parts::usual()).await
    }

    /// Keeps its data in `folder`, encrypted; started there again, it goes on.
    pub async fn start_in(folder: &Path) -> Self {
        Self::start_with(folder, Parts::usual().kept()).await
    }

    pub async fn start_with(folder: &Path, parts: Parts) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("computer")
            .enable_all()
            .build()
            .unwrap();
        let desktop = Arc::new(RememberingDesktop::default());
        let companion = {
            let _inside = runtime.enter();
            Companion::start(CompanionParts {
                clock: parts.clock.clone(),
                door: Arc::new(Door::new(DoorConfig {
                    dir: folder.to_owned(),
                    namespace: parts.keychain_namespace,
                    keychain_limit: HANGS,
                    clock: parts.clock.clone(),
                    max_database_pages: None,
                })),
                providers: Arc::new(parts.registry),
                desktop: desktop.clone(),
                clipboard: Arc::new(NoClipboard),
                nearby: Arc::new(NothingAround),
                reach: Arc::new(NothingAround),
                breach_list: parts.breach_list,
                breach_catalogue: parts.breach_catalogue,
                computer_name: parts.name,
                open_with: Some(parts.open_with),
            })
        };
        let computer = Self {
            companion,
            desktop,
            clock: parts.clock,
            runtime: Some(runtime),
        };
        computer
            .until("the vault is open", |home| {
                matches!(home.protection, ProtectionView::Ready { .. })
            })
            .await;
        computer
    }

    /// Everything stops where it is; nothing is told or tidied.
    pub async fn kill(mut self) {
        if let Some(runtime) = self.runtime.take() {
            // What a thread is in the middle of (a write to disk) it ends, as an operating system would.
            tokio::task::spawn_blocking(move || runtime.shutdown_timeout(HANGS))
                .await
                .unwrap();
        }
    }

    /// Ends as it does when the owner closes it.
    pub async fn close(self) {
        self.companion.close().await.unwrap();
        self.kill().await;
    }

    pub async fn connect(&self, address: &str) -> ConnectionId {
        self.companion
            .connect_service(address.to_owned())
            .await
            .unwrap()
    }

    pub async fn sign_in(&self, connection: ConnectionId) -> Result<(), Failure> {
        self.sign_in_step(connection).await.map(drop)
    }

    /// How far the password brings the owner.
    pub async fn sign_in_step(&self, connection: ConnectionId) -> Result<SignInStep, Failure> {
        self.companion
            .sign_in(connection, EMAIL.to_owned(), Password::new(PASSWORD))
            .await
    }

    /// Connected and signed in, with its cameras listed.
    pub async fn at_home(&self, address: &str) -> ConnectionId {
        let connection = self.connect(address).await;
        self.sign_in(connection).await.unwrap();
        self.until("cameras are listed", |home| !home.cameras.is_empty())
            .await;
        connection
    }

    pub async fn rename(&self, camera: &CameraKey, nickname: &str) {
        self.companion
            .rename_camera(camera.clone(), nickname.to_owned())
            .await
            .unwrap();
    }

    pub async fn snapshot(&self) -> Snapshot {
        self.companion.snapshot().await.unwrap()
    }

    pub async fn cameras(&self) -> Vec<CameraKey> {
        self.snapshot()
            .await
            .cameras
            .into_iter()
            .map(|camera| camera.key)
            .collect()
    }

    /// Waits for what a window would show.
    pub async fn until(&self, what: &str, holds: impl Fn(&Snapshot) -> bool) -> Snapshot {
        let mut changes = self.desktop.changes.subscribe();
        let waiting = async {
            loop {
                changes.mark_unchanged();
                let home = self.snapshot().await;
                if holds(&home) {
                    return home;
                }
                // The sender lives in the desktop.
                changes.changed().await.unwrap();
            }
        };
        match tokio::time::timeout(HANGS, waiting).await {
            Ok(home) => home,
            Err(_) => panic!("never: {what}; instead {:#?}", self.snapshot().await),
        }
    }

    /// Waits until the desktop was rung so.
    pub async fn until_notices(&self, so: impl Fn(&[Notice]) -> bool) {
        let mut changes = self.desktop.changes.subscribe();
        let rung = changes.wait_for(|_| so(&self.desktop.notices()));
        tokio::time::timeout(HANGS, rung).await.unwrap().unwrap();
    }

    /// Waits until a reset is on the screen.
    pub async fn until_reset(&self) -> porchlight_core::view::ResetView {
        let home = self
            .until("a reset is shown", |home| {
                home.connections
                    .iter()
                    .any(|c| matches!(c.session, SessionView::Reset { .. }))
            })
            .await;
        let reset = home.connections.into_iter().find_map(|c| match c.session {
            SessionView::Reset { reset } => Some(reset),
            SessionView::NotNeeded
            | SessionView::SignedOut
            | SessionView::SigningIn { .. }
            | SessionView::AwaitingSecondFactor { .. }
            | SessionView::Active => None,
        });
        reset.unwrap()
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

pub fn connection(home: &Snapshot, id: ConnectionId) -> &ConnectionView {
    home.connections
        .iter()
        .find(|connection| connection.id == id)
        .unwrap()
}

pub fn camera<'a>(home: &'a Snapshot, key: &CameraKey) -> &'a CameraView {
    home.cameras
        .iter()
        .find(|camera| camera.key == *key)
        .unwrap()
}

pub fn is_active(home: &Snapshot) -> bool {
    home.connections
        .iter()
        .all(|connection| connection.session == SessionView::Active)
}

/// Signed in, and the service has answered in this run: what is asked of it goes out.
pub fn is_online(home: &Snapshot) -> bool {
    let answers = |connection: &ConnectionView| connection.reach == ReachView::Online;
    is_active(home) && home.connections.iter().all(answers)
}

/// Remembers everything in order.
#[derive(Debug, Default)]
pub struct RememberingDesktop {
    seen: Mutex<Seen>,
    changes: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Seen {
    changes: Vec<ViewChange>,
    notices: Vec<Notice>,
    links: Vec<String>,
}

impl RememberingDesktop {
    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often a prompt came up that was not there before.
    pub fn prompts(&self) -> usize {
        let mut prompts = 0;
        let mut prompted = false;
        for change in &self.seen().changes {
            if let Section::Connections { connections } = &change.section {
                let prompts_now = connections
                    .iter()
                    .any(|c| matches!(c.session, SessionView::Reset { .. }));
                let over_prompt = connections.iter().any(|c| {
                    matches!(
                        c.session,
                        SessionView::SigningIn { reset: Some(_), .. }
                            | SessionView::AwaitingSecondFactor { reset: Some(_), .. }
                    )
                });
                prompts += usize::from(prompts_now && !prompted);
                prompted = prompts_now || over_prompt;
            }
        }
        prompts
    }

    pub fn notices(&self) -> Vec<Notice> {
        self.seen().notices.clone()
    }

    pub fn links(&self) -> Vec<String> {
        self.seen().links.clone()
    }

    /// Everything that ever reached the window, as it crossed.
    pub fn published(&self) -> Vec<u8> {
        serde_json::to_vec(&self.seen().changes).unwrap()
    }
}

impl Desktop for RememberingDesktop {
    fn publish(&self, change: ViewChange) {
        self.seen().changes.push(change);
        self.changes.send_modify(|count| *count += 1);
    }

    fn notify(&self, notice: Notice) {
        self.seen().notices.push(notice);
        self.changes.send_modify(|count| *count += 1);
    }

    fn show_tray(&self, _: TrayView) {}

    fn open_authenticator(&self, _: &Password) -> bool {
        false
    }

    fn open_camera_page(&self, _: &CameraPage) -> bool {
        true
    }

    fn open_linking_page(&self, address: &str) -> bool {
        self.seen().links.push(address.to_owned());
        true
    }

    fn open_link(&self, https: &str) -> bool {
        self.seen().links.push(https.to_owned());
        true
    }
}

/// Journeys have no desktop to copy to.
struct NoClipboard;

#[async_trait]
impl Clipboard for NoClipboard {
    async fn put(&self, _: &str) -> Result<(), ClipboardUnavailable> {
        Err(ClipboardUnavailable)
    }

    async fn take_back(&self, _: &str) {}
}
