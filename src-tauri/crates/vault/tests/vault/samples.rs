//! Things that an owner may have, and a clock that stands still.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use porchlight_core::alerts::rules::Aftermath;
use porchlight_core::alerts::{
    Alert, AlertKind, DataForm, DataKind, ExposedData, Exposure, Finding,
};
use porchlight_core::cameras::{Camera, CameraId, Profile};
use porchlight_core::checkup::{KeyHeard, KnownComputers, Rehearsed};
use porchlight_core::email_changes::{EmailChangeHeard, EmailChanges};
use porchlight_core::guide::{
    AccountHistory, Guide, GuideCause, GuideIntegration, PutOff, RelinkState,
};
use porchlight_core::outbox::{EditState, PendingEdit};
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::email::EmailChangeId;
use porchlight_core::ports::integrations::IntegrationId;
use porchlight_core::ports::local_store::{RecoveryWaits, StoredConnection, StoredExposure};
use porchlight_core::ports::place::ProviderId;
use porchlight_core::ports::provider::SessionId;
use porchlight_core::ports::secret_vault::SecretSlot;
use porchlight_core::private_names::PrivateName;
use porchlight_core::session::{EndReason, Session};
use porchlight_core::time::Timestamp;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::recovery_key::{KeyNews, RecoveryKeyNews};
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

pub(crate) fn slot(number: u128) -> SecretSlot {
    SecretSlot::Session(connection_id(number))
}

pub(crate) fn connection(number: u128) -> StoredConnection {
    StoredConnection {
        id: connection_id(number),
        place: ProviderId::new("cameras").at(format!("https://cameras-{number}.example")),
        name: format!("Service {number}"),
        email: EMAIL.to_owned(),
        session: Session::Active {
            session: SessionId(format!("session-{number}")),
            account: "ada".to_owned(),
        },
        known_computers: Some(KnownComputers {
            session: SessionId(format!("session-{number}")),
            looked_at: Some(NOW),
            computers: vec![SessionId("attic".to_owned())],
        }),
        rehearsed: Some(Rehearsed {
            account: "ada".to_owned(),
            at: NOW,
        }),
        recovery_waits: Some(RecoveryWaits {
            email: "ada@example.org".into(),
            available_at: Timestamp(1_767_312_000_000),
        }),
        key_heard: Some(KeyHeard {
            account: "ada".to_owned(),
            news: RecoveryKeyNews {
                what: KeyNews::Seen,
                at: NOW,
            },
        }),
        email_changes: email_changes(),
        guide: Some(Guide {
            account: "ada".to_owned(),
            cause: GuideCause::Reset {
                reason: EndReason::GlobalReset,
            },
            since: NOW,
            begun_at: NOW,
            signed_out: true,
            integrations: vec![GuideIntegration {
                client: "Alexa".to_owned(),
                state: RelinkState::Unlinked,
            }],
            put_off: Some(PutOff { until: None }),
            finished_at: None,
        }),
        history: Some(AccountHistory {
            account: "ada".to_owned(),
            made_at: Some(NOW),
            password_changed_at: None,
        }),
        aftermath: Some(Aftermath {
            incident: NOW,
            reminded: Some(NOW),
        }),
        put_aside: vec![IntegrationId(format!("integration-{number}"))],
    }
}

/// A revision of the announcement `number`.
fn email_changes() -> EmailChanges {
    let mut changes = EmailChanges::default();
    changes.hear(EmailChangeHeard {
        account: "ada".to_owned(),
        change: EmailChangeId("change".to_owned()),
        at: NOW,
        until: Timestamp(NOW.0 + 86_400_000),
        before: "ada@before.example".to_owned(),
        now: Some(EMAIL.to_owned()),
        by: Some("attic".to_owned()),
        here: false,
    });
    changes
}

pub(crate) fn exposure(connection: ConnectionId, number: u128, revision: u32) -> StoredExposure {
    StoredExposure {
        connection,
        told_at: NOW,
        exposure: Exposure {
            exposure: Uuid::from_u128(number).to_string(),
            revision,
            from: Timestamp::from_seconds(1_575_417_600),
            to: Some(NOW),
            accounts: Some(2_400_000),
            message: BTreeMap::from([("en".to_owned(), "A copy was readable.".to_owned())]),
            correction: BTreeMap::new(),
            data: vec![ExposedData {
                kind: DataKind::CameraNames,
                finding: Finding::Confirmed,
                form: DataForm::Sealed,
            }],
            has_advisory: true,
            withdrawn: false,
        },
        advisory: Some("https://cameras.example/incident".to_owned()),
    }
}

pub(crate) fn camera(id: &str) -> Camera {
    Camera {
        id: CameraId(id.to_owned()),
        model: "Lantern 2".to_owned(),
        firmware: Some("1.4.0".to_owned()),
        address: None,
        firmware_available: None,
        online: Some(true),
        last_seen: Some(NOW),
        signal_dbm: Some(-61),
        profile: profile(NICKNAME),
        revision: 7,
        trouble: None,
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

pub(crate) fn private_name(account: &str, connection: ConnectionId) -> PrivateName {
    PrivateName {
        connection,
        account: account.to_owned(),
        camera: CameraId("porch".to_owned()),
        nickname: Some(NICKNAME.to_owned()),
        room: None,
        network: Some(NETWORK.to_owned()),
        stays: false,
    }
}

pub(crate) fn alert(id: &str, connection: ConnectionId, at: i64) -> Alert {
    Alert {
        id: id.to_owned(),
        connection,
        at: Timestamp(at),
        kind: AlertKind::NewSignIn {
            place: Some("Utrecht".to_owned()),
            computer: None,
        },
        read: false,
    }
}
