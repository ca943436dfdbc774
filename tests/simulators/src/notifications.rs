//! The desktop's notification service (Desktop Notifications Specification 1.2) on a session bus. Remembers what
//! it was asked to show, and can be clicked.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::watch;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;
use zbus::{Connection, connection, interface};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The action that a click on the notification itself stands for.
const CLICK: &str = "default";
/// How long a notification may take to come. A safety net, not a measure.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub id: u32,
    pub title: String,
    /// As it was sent: a body may hold markup.
    pub body: String,
    /// Whether the program wants to hear of a click.
    pub can_be_clicked: bool,
}

/// Ends when dropped.
pub struct Notifications {
    connection: Connection,
    shown: watch::Receiver<Vec<Shown>>,
}

impl Notifications {
    pub async fn start(bus: &str) -> zbus::Result<Self> {
        let (sender, shown) = watch::channel(Vec::new());
        let connection = connection::Builder::address(bus)?
            .serve_at(PATH, Service { shown: sender })?
            .name(NAME)?
            .build()
            .await?;
        Ok(Self { connection, shown })
    }

    /// Everything since the start, as soon as there is anything.
    pub async fn wait(&self) -> zbus::Result<Vec<Shown>> {
        let mut shown = self.shown.clone();
        let waited = tokio::time::timeout(PATIENCE, shown.wait_for(|all| !all.is_empty())).await;
        let all = waited.map_err(|_| zbus::Error::Failure("no notification came".into()))?;
        all.map(|all| all.clone())
            .map_err(|_| zbus::Error::InterfaceNotFound)
    }

    /// The owner clicks on the notification, which goes away.
    pub async fn click(&self, shown: &Shown) -> zbus::Result<()> {
        if !shown.can_be_clicked {
            return Err(zbus::Error::Failure("nobody listens to a click".into()));
        }
        const DISMISSED: u32 = 2;
        let service = SignalEmitter::new(&self.connection, PATH)?;
        Service::action_invoked(&service, shown.id, CLICK).await?;
        Service::notification_closed(&service, shown.id, DISMISSED).await
    }
}

struct Service {
    shown: watch::Sender<Vec<Shown>>,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "as the specification has it")]
    fn notify(
        &self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expires: i32,
    ) -> u32 {
        let mut id = 0;
        self.shown.send_modify(|shown| {
            id = shown.len() as u32 + 1;
            shown.push(Shown {
                id,
                title: summary,
                body,
                // Keys and labels in turn.
                can_be_clicked: actions.iter().step_by(2).any(|key| key == CLICK),
            });
        });
        id
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> [&str; 3] {
        ["actions", "body", "body-markup"]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("private desktop", "Porchlight", "1", "1.2")
    }

    #[zbus(signal)]
    async fn action_invoked(service: &SignalEmitter<'_>, id: u32, key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(
        service: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}
