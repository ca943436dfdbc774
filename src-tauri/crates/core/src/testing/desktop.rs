//! A desktop that remembers what it was asked to show.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

use crate::ports::desktop::{Desktop, Notice};
use crate::secret::Password;
use crate::view::checkup::CheckupItem;
use crate::view::discovery::DiscoveryView;
use crate::view::incidents::IncidentsView;
use crate::view::integrations::IntegrationsView;
use crate::view::setup::{MoveView, SetupView};
use crate::view::status::StatusView;
use crate::view::tray::TrayView;
use crate::view::{
    AlertsView, CameraKey, CameraView, ConnectionView, Preferences, ProtectionView, Section,
    ViewChange,
};
use crate::wifi::CameraPage;

/// What a window that followed all changes would show.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub revision: u32,
    pub connections: Vec<ConnectionView>,
    pub cameras: BTreeMap<CameraKey, CameraView>,
    pub alerts: AlertsView,
    pub checkup: Vec<CheckupItem>,
    pub incidents: IncidentsView,
    pub integrations: Vec<IntegrationsView>,
    pub preferences: Preferences,
    pub setup: Option<SetupView>,
    pub move_plan: Option<MoveView>,
    pub discovery: Option<DiscoveryView>,
    pub protection: Option<ProtectionView>,
    pub status: Option<StatusView>,
    pub tray: Option<TrayView>,
    pub notices: Vec<Notice>,
    pub links: Vec<String>,
    /// What authenticators of this computer were given.
    pub authenticator: Vec<String>,
    /// How many cameras each change of cameras carried.
    pub camera_changes: Vec<usize>,
}

pub struct RecordingDesktop {
    seen: watch::Sender<Seen>,
    has_authenticator: AtomicBool,
    has_no_browser: AtomicBool,
}

impl Default for RecordingDesktop {
    fn default() -> Self {
        Self {
            seen: watch::Sender::new(Seen::default()),
            has_authenticator: AtomicBool::new(false),
            has_no_browser: AtomicBool::new(false),
        }
    }
}

impl RecordingDesktop {
    /// A program that takes `otpauth:` addresses is installed.
    pub fn install_authenticator(&self) {
        self.has_authenticator.store(true, Ordering::Relaxed);
    }

    pub fn remove_the_browser(&self) {
        self.has_no_browser.store(true, Ordering::Relaxed);
    }

    pub fn seen(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// Waits until the owner would see it.
    pub async fn until(&self, shown: impl Fn(&Seen) -> bool) -> Seen {
        let mut seen = self.seen.subscribe();
        match seen.wait_for(|seen| shown(seen)).await {
            Ok(seen) => seen.clone(),
            Err(_) => self.seen(),
        }
    }
}

impl Seen {
    /// By nickname.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .cameras
            .values()
            .map(|camera| camera.nickname.as_str())
            .collect();
        names.sort_unstable();
        names
    }
}

impl Desktop for RecordingDesktop {
    fn publish(&self, change: ViewChange) {
        self.seen.send_modify(|seen| {
            seen.revision = change.revision;
            match change.section {
                Section::Alerts { alerts } => seen.alerts = alerts,
                Section::Cameras { upserts, removals } => {
                    seen.camera_changes.push(upserts.len() + removals.len());
                    for key in removals {
                        seen.cameras.remove(&key);
                    }
                    for camera in upserts {
                        seen.cameras.insert(camera.key.clone(), camera);
                    }
                }
                Section::Checkup { items } => seen.checkup = items,
                Section::Connections { connections } => seen.connections = connections,
                Section::Discovery { discovery } => seen.discovery = discovery,
                Section::Incidents { incidents } => seen.incidents = incidents,
                Section::Integrations { integrations } => seen.integrations = integrations,
                Section::Move { plan } => seen.move_plan = plan,
                Section::Preferences { preferences } => seen.preferences = preferences,
                Section::Protection { protection } => seen.protection = Some(protection),
                Section::Setup { setup } => seen.setup = setup,
                Section::Status { status } => seen.status = Some(status),
            }
        });
    }

    fn notify(&self, notice: Notice) {
        self.seen.send_modify(|seen| seen.notices.push(notice));
    }

    fn show_tray(&self, tray: TrayView) {
        self.seen.send_modify(|seen| seen.tray = Some(tray));
    }

    fn open_authenticator(&self, address: &Password) -> bool {
        let takes = self.has_authenticator.load(Ordering::Relaxed);
        if takes {
            self.seen
                .send_modify(|seen| seen.authenticator.push(address.expose().to_owned()));
        }
        takes
    }

    fn open_linking_page(&self, address: &str) -> bool {
        self.open_link(address)
    }

    fn open_camera_page(&self, page: &CameraPage) -> bool {
        self.open_link(page.as_str())
    }

    fn open_link(&self, https: &str) -> bool {
        let opens = !self.has_no_browser.load(Ordering::Relaxed);
        if opens {
            self.seen
                .send_modify(|seen| seen.links.push(https.to_owned()));
        }
        opens
    }
}
