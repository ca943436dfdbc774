//! The only place that picks real parts.

use std::sync::Arc;
use std::time::Duration;

use porchlight_core::companion::{Companion, CompanionHandle, CompanionParts};
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::breach_catalogue::BreachCatalogue;
use porchlight_core::ports::breach_list::BreachList;
use porchlight_core::ports::clock::Clock;
use porchlight_core::view::{ConnectionId, ConnectionView};
use porchlight_providers::breach_lists::{Catalogue, RangeList};
use porchlight_providers::{DemoAddress, Network, Registry};
use porchlight_vault::keychain::TIME_LIMIT;
use porchlight_vault::{Door, DoorConfig};
use porchlight_wifi::nearby::for_this_computer;
use porchlight_wifi::reach::Reach;
use tauri::{AppHandle, Manager, Wry, async_runtime};
use tokio::sync::{Notify, watch};

use crate::args::Args;
use crate::clipboard::DesktopClipboard;
use crate::clock::SystemClock;
use crate::demo_home::{Demo, DemoIs, Visit};
use crate::desktop::TauriDesktop;
use crate::neighbourhood::Neighbourhood;
use crate::places::{KEYCHAIN_NAMESPACE, Places};
use crate::{window, words};

const LAST_ORDERS: Duration = Duration::from_secs(2);
/// How long services may take to hear of a sign-out before the program ends.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Managed by the app: what commands work with.
pub(crate) struct Porch {
    pub companion: CompanionHandle,
    pub demo: Arc<Demo>,
    pub places: Places,
    protection_changed: Arc<Notify>,
}

impl Porch {
    pub(crate) fn compose(app: &AppHandle<Wry>, args: &Args, places: Places) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let demo_address = DemoAddress::default();
        let (language, read) = watch::channel(words::desktop_language());
        let demo = Arc::new(Demo::new(places.demo.clone(), demo_address.clone(), read));
        let protection_changed = Arc::new(Notify::new());
        let door = Door::new(DoorConfig {
            dir: places.vault.clone(),
            namespace: KEYCHAIN_NAMESPACE.to_owned(),
            keychain_limit: TIME_LIMIT,
            clock: Arc::clone(&clock),
            max_database_pages: None,
        });
        let (demo_is, follows) = watch::channel(DemoIs::default());
        let desktop = TauriDesktop::new(
            app.clone(),
            language,
            Arc::clone(&protection_changed),
            demo_is,
        );
        let parts = CompanionParts {
            clock: Arc::clone(&clock),
            door: Arc::new(door),
            providers: Arc::new(Registry::new(
                Arc::clone(&clock),
                demo_address,
                Network::default(),
            )),
            desktop: Arc::new(desktop),
            clipboard: Arc::new(app.state::<DesktopClipboard>().inner().clone()),
            nearby: Arc::new(Neighbourhood::new(Arc::new(for_this_computer(Arc::clone(
                &clock,
            ))))),
            reach: Arc::new(reach(args, clock)),
            breach_list: breach_list(args),
            breach_catalogue: breach_catalogue(args),
            computer_name: computer_name(),
            open_with: None,
        };
        let companion = {
            let runtime = async_runtime::handle();
            let _within = runtime.inner().enter();
            Companion::start(parts)
        };
        async_runtime::spawn(run_demo_home(Arc::clone(&demo), companion.clone(), follows));
        Self {
            companion,
            demo,
            places,
            protection_changed,
        }
    }

    /// Whoever is about to ask the demo home for something finds it open.
    pub(crate) async fn visit(
        &self,
        connection: ConnectionId,
    ) -> Result<Option<Visit<'_>>, Failure> {
        let connections = self.companion.snapshot().await?.connections;
        let demo = |known: &ConnectionView| known.id == connection && known.demo;
        if connections.iter().any(demo) {
            return self.demo.visit().await.map(Some);
        }
        Ok(None)
    }
}

/// The demo home's service runs while somebody lives there or visits, and ends when everybody has left.
async fn run_demo_home(
    demo: Arc<Demo>,
    companion: CompanionHandle,
    mut follows: watch::Receiver<DemoIs>,
) {
    let mut was = DemoIs::Left;
    let mut visits = demo.visits();
    loop {
        let changed = tokio::select! {
            changed = follows.changed() => changed,
            changed = visits.changed() => changed,
        };
        if changed.is_err() {
            return;
        }
        let is = *follows.borrow_and_update();
        match (was, is) {
            (DemoIs::Left, DemoIs::Lived) => {
                if let Ok(visit) = demo.visit().await
                    && visit.furnish_if_empty().await.is_ok()
                {
                    // It is known already, and was out of reach.
                    let _ = companion.open_demo_home().await;
                }
            }
            (_, DemoIs::Left) => {
                // The sign-out as well.
                companion.services_told().await;
                let lived = || *follows.borrow() == DemoIs::Lived;
                demo.close_if_empty(lived).await;
            }
            (DemoIs::Lived, DemoIs::Lived) => {}
        }
        was = is;
    }
}

/// What was known of the owner before there was a window.
pub(crate) fn show_text_size_soon(app: &AppHandle<Wry>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        if let Ok(snapshot) = app.state::<Porch>().companion.snapshot().await {
            window::show_text_size(&app, snapshot.preferences.text_size);
        }
    });
}

/// Opens the demo home as soon as the data on this computer is open.
pub(crate) fn open_demo_home_soon(app: &AppHandle<Wry>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let porch = app.state::<Porch>();
        let Ok(_visit) = porch.demo.visit().await else {
            return;
        };
        loop {
            let changed = porch.protection_changed.notified();
            match porch.companion.open_demo_home().await {
                Err(failure) if failure.code == FailureCode::NotNow => changed.await,
                Ok(_) | Err(_) => return,
            }
        }
    });
}

/// Everything is durable already. What is open is closed all the same: SQLite's threads must not outlive the program, which would
/// crash on its way out.
pub(crate) fn close(app: &AppHandle<Wry>) {
    let porch = app.state::<Porch>();
    async_runtime::block_on(async {
        let told = porch.companion.services_told();
        if tokio::time::timeout(LAST_WORDS, told).await.is_err() {
            tracing::info!("a service was not told of a sign-out in time");
        }
        let closed = async {
            let _ = porch.companion.close().await;
            porch.demo.close().await;
        };
        // Whoever quits is not kept waiting.
        if tokio::time::timeout(LAST_ORDERS, closed).await.is_err() {
            tracing::warn!("not everything was closed in time");
        }
    });
}

fn reach(args: &Args, clock: Arc<dyn Clock>) -> Reach {
    let reach = Reach::new(clock).with_ports(args.serial_port.clone());
    match &args.camera_page {
        Some(page) => reach.with_portal(page.clone()),
        None => reach,
    }
}

/// One whose address is not allowed is not asked.
fn breach_list(args: &Args) -> Option<Arc<dyn BreachList>> {
    match RangeList::at(args.breach_list()?, Network::default()) {
        Ok(list) => Some(Arc::new(list)),
        Err(error) => {
            tracing::warn!(%error, "no list of leaked passwords is asked");
            None
        }
    }
}

/// The same.
fn breach_catalogue(args: &Args) -> Option<Arc<dyn BreachCatalogue>> {
    match Catalogue::at(args.breach_catalogue()?, Network::default()) {
        Ok(list) => Some(Arc::new(list)),
        Err(error) => {
            tracing::warn!(%error, "no list of breaches is asked");
            None
        }
    }
}

/// How services and the owner's other computers name this one.
fn computer_name() -> String {
    #[cfg(target_os = "linux")]
    let name = Some(gtk::glib::host_name().to_string());
    #[cfg(not(target_os = "linux"))]
    let name = whoami::devicename().ok();
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| "Computer".to_owned())
}
