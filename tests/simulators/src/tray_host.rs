//! The desktop's tray on a session bus: takes one item (StatusNotifierItem), looks at it and opens its menu
//! (com.canonical.dbusmenu), as a panel does.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::watch;
use zbus::message::Header;
use zbus::proxy::CacheProperties;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, Proxy, connection, fdo, interface, proxy};

const NAME: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";
/// How long an item may take to come or to change. A safety net, not a measure.
const PATIENCE: Duration = Duration::from_secs(20);

/// Ends when dropped.
pub struct TrayHost {
    connection: Connection,
    item: watch::Receiver<Option<Item>>,
}

/// Where an item lives on the bus.
#[derive(Clone, Debug)]
struct Item {
    owner: String,
    path: String,
}

/// The menu of an item without its separators.
#[derive(Clone, Debug)]
pub struct Menu(Vec<Line>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    pub enabled: bool,
    id: i32,
}

impl Menu {
    pub fn labels(&self) -> Vec<&str> {
        self.0.iter().map(|line| line.label.as_str()).collect()
    }
}

impl TrayHost {
    pub async fn start(bus: &str) -> zbus::Result<Self> {
        let (sender, item) = watch::channel(None);
        let connection = connection::Builder::address(bus)?
            .serve_at(PATH, Watcher { item: sender })?
            .name(NAME)?
            .build()
            .await?;
        Ok(Self { connection, item })
    }

    /// Waits until the first line of the item's menu says so.
    pub async fn says(&self, status: &str) -> zbus::Result<Menu> {
        let mut last = Vec::new();
        let waiting = async {
            let menu = self.menu().await?;
            let mut changes = menu.receive_all_signals().await?;
            loop {
                last = lines(&menu).await?;
                if last.first().is_some_and(|line| line.label == status) {
                    return Ok(());
                }
                changes.next().await;
            }
        };
        let waited: Result<zbus::Result<()>, _> = tokio::time::timeout(PATIENCE, waiting).await;
        waited.map_err(|_| failure(&format!("no “{status}” in the tray: {last:?}")))??;
        Ok(Menu(last))
    }

    /// Waits until the item's icon is as wanted. It is given as a PNG, which goes away when another one takes its place.
    pub async fn wears(&self, as_wanted: impl Fn(&Path) -> bool) -> zbus::Result<()> {
        let waiting = async {
            let item = self.item().await?;
            let mut changes = item.receive_signal("NewIcon").await?;
            loop {
                let icon: String = item.get_property("IconName").await?;
                if as_wanted(Path::new(&icon)) {
                    return Ok(());
                }
                changes.next().await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        waited.unwrap_or_else(|_| Err(failure("the icon in the tray is another one")))
    }

    /// Clicks on a line of the menu. A program that ends by it may be gone before it answers.
    pub async fn choose(&self, label: &str) -> zbus::Result<()> {
        let bus = fdo::DBusProxy::new(&self.connection).await?;
        let owner = self.item().await?.destination().to_owned();
        let trying = async {
            loop {
                match self.click(label).await {
                    Err(zbus::Error::MethodError(..))
                        if !bus.name_has_owner(owner.clone()).await? =>
                    {
                        return Ok(());
                    }
                    // The menu was made anew between the look and the click; its lines have other numbers now.
                    Err(zbus::Error::MethodError(..)) => tokio::task::yield_now().await,
                    done => return done,
                }
            }
        };
        let tried = tokio::time::timeout(PATIENCE, trying).await;
        tried.unwrap_or_else(|_| Err(failure("the menu is never the same")))
    }

    async fn click(&self, label: &str) -> zbus::Result<()> {
        let menu = self.menu().await?;
        let lines = lines(&menu).await?;
        let line = lines
            .iter()
            .find(|line| line.label == label && line.enabled)
            .ok_or_else(|| failure(&format!("no “{label}” in {lines:?}")))?;
        const NO_TIME: u32 = 0;
        menu.call(
            "Event",
            &(line.id, "clicked", Value::from(String::new()), NO_TIME),
        )
        .await
    }

    async fn item(&self) -> zbus::Result<Proxy<'static>> {
        let mut item = self.item.clone();
        let waited = tokio::time::timeout(PATIENCE, item.wait_for(Option::is_some)).await;
        let item = waited
            .ok()
            .and_then(|item| item.ok()?.clone())
            .ok_or_else(|| failure("nothing came into the tray"))?;
        self.talk_to(item.owner, item.path, "org.kde.StatusNotifierItem")
            .await
    }

    async fn menu(&self) -> zbus::Result<Proxy<'static>> {
        let item = self.item().await?;
        let path: zbus::zvariant::OwnedObjectPath = item.get_property("Menu").await?;
        let owner = item.destination().to_string();
        self.talk_to(owner, path.to_string(), "com.canonical.dbusmenu")
            .await
    }

    async fn talk_to(
        &self,
        owner: String,
        path: String,
        interface: &'static str,
    ) -> zbus::Result<Proxy<'static>> {
        proxy::Builder::new(&self.connection)
            .destination(owner)?
            .path(path)?
            .interface(interface)?
            .cache_properties(CacheProperties::No)
            .build()
            .await
    }
}

/// One entry of a layout: id, properties, children.
type Entry = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

async fn lines(menu: &Proxy<'_>) -> zbus::Result<Vec<Line>> {
    const ROOT: i32 = 0;
    const ALL_LEVELS: i32 = -1;
    let (_revision, (_, _, children)): (u32, Entry) = menu
        .call("GetLayout", &(ROOT, ALL_LEVELS, Vec::<String>::new()))
        .await?;
    let mut lines = Vec::new();
    for child in children {
        let (id, mut properties, _): Entry = child.try_into()?;
        // A property that is not sent has its usual value.
        let enabled = properties.remove("enabled").map(bool::try_from);
        if let Some(label) = properties.remove("label") {
            lines.push(Line {
                label: label.try_into()?,
                enabled: enabled.transpose()?.unwrap_or(true),
                id,
            });
        }
    }
    Ok(lines)
}

fn failure(what: &str) -> zbus::Error {
    zbus::Error::Failure(what.to_owned())
}

struct Watcher {
    item: watch::Sender<Option<Item>>,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is a bus name, or the path of the item on the connection of whoever calls.
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] call: Header<'_>) {
        let sender = call.sender().map(ToString::to_string).unwrap_or_default();
        let (owner, path) = if service.starts_with('/') {
            (sender, service)
        } else {
            (service, "/StatusNotifierItem".to_owned())
        };
        self.item.send_replace(Some(Item { owner, path }));
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let item = self.item.borrow();
        item.iter()
            .map(|item| format!("{}{}", item.owner, item.path))
            .collect()
    }
}
