//! Things that an owner may have, and a clock that stands still.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::alerts::{Alert, AlertKind};
use porchlight_core::cameras::{Camera, CameraId, Profile};
use porchlight_core::outbox::{EditState, PendingEdit};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::local_store::{Place, StoredConnection};
use porchlight_core::ports::provider::SessionId;
use porchlight_core::session::Session;
use porchlight_core::time::Timestamp;
use porchlight_core::view::ConnectionId;
use porchlight_vault::{Door, DoorConfig};
use uuid::Uuid;

pub(crate) const EMAIL: &str = "ada@porchlight.example";
pub(crate) const NICKNAME: &str = "Grandmother's window";
pub(crate) const NETWORK: &str = "Lovelace-Attic-5G";
pub(crate) const TOKEN: &str = "tok_Zx81-mourning-dove";
/// 26 December 2019, 18:30 UTC.
pub(crate) const NOW: Timestamp = Timestamp(1_577_385_000_000);

pub(crate) struct StandingClock;

#[async_trait]
impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        NOW
    }

    async fn sleep(&self, _duration: Duration) {}
}

pub(crate) fn config(dir: &Path) -> DoorConfig {
    DoorConfig {
        dir: dir.to_owned(),
        namespace: "eu.porchlight.test".to_owned(),
        keychain_limit: Duration::from_secs(60),
        clock: Arc::new(StandingClock),
        max_database_pages: None,
    }
}

pub(crate) fn door(dir: &Path) -> Door {
    Door::new(config(dir))
}

pub(crate) fn connection_id(number: u128) -> ConnectionId {
    ConnectionId(Uuid::from_u128(number))
}

pub(crate) fn connection(number: u128) -> StoredConnection {
    StoredConnection {
        id: connection_id(number),
        place: Place::Service {
            address: format!("https://cameras-{number}.example"),
        },
        name: format!("Service {number}"),
        email: EMAIL.to_owned(),
        session: Session::Active {
            session: SessionId(format!("session-{number}")),
            account: "ada".to_owned(),
        },
    }
}

pub(crate) fn camera(id: &str) -> Camera {
    Camera {
        id: CameraId(id.to_owned()),
        model: "Lantern 2".to_owned(),
        firmware: "1.4.0".to_owned(),
        firmware_available: None,
        online: true,
        last_seen: NOW,
        signal_dbm: Some(-61),
        profile: profile(NICKNAME),
        revision: 7,
    }
}

pub(crate) fn profile(nickname: &str) -> Profile {
    Profile {
        nickname: nickname.to_owned(),
        room: Some("Attic".to_owned()),
        network: Some(NETWORK.to_owned()),
        scene: Some("room".to_owned()),
    }
}

pub(crate) fn edit(number: u128, connection: ConnectionId) -> PendingEdit {
    PendingEdit {
        id: Uuid::from_u128(number),
        connection,
        account: "ada".to_owned(),
        camera: CameraId(format!("camera-{number}")),
        profile: profile(NICKNAME),
        base_revision: 7,
        made_at: NOW,
        state: EditState::Waiting,
    }
}

pub(crate) fn alert(id: &str, connection: ConnectionId, at: i64) -> Alert {
    Alert {
        id: id.to_owned(),
        connection,
        at: Timestamp(at),
        kind: AlertKind::NewSignIn {
            place: Some("Utrecht".to_owned()),
        },
        read: false,
    }
}
