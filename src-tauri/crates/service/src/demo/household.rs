//! What is in the demo home: five cameras of different kinds and states.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::{CameraProfile, CameraRecord};
use porchlight_protocol::sealing::VaultKey;
use uuid::Uuid;

use super::leak_day::MADE_AT;
use super::{DemoError, PORCH_NETWORK, owner};
use crate::service::Service;

const TWO_HOURS: i64 = 7_200;

struct Furniture {
    nickname: &'static str,
    room: &'static str,
    scene: &'static str,
    model: &'static str,
    firmware: &'static str,
    firmware_available: Option<&'static str>,
    /// `None`: offline.
    signal_dbm: Option<i16>,
}

const CAMERAS: [Furniture; 5] = [
    Furniture {
        nickname: "Front door",
        room: "Porch",
        scene: "door",
        model: "Porch Doorbell",
        firmware: "2.4.1",
        firmware_available: None,
        signal_dbm: Some(-42),
    },
    Furniture {
        nickname: "Back garden",
        room: "Garden",
        scene: "garden",
        model: "Porch Cam Outdoor",
        firmware: "3.1.0",
        firmware_available: None,
        signal_dbm: Some(-67),
    },
    Furniture {
        nickname: "Living room",
        room: "Ground floor",
        scene: "room",
        model: "Porch Cam 2",
        firmware: "5.0.3",
        firmware_available: None,
        signal_dbm: Some(-55),
    },
    Furniture {
        nickname: "Garage",
        room: "Drive",
        scene: "garage",
        model: "Porch Cam Outdoor",
        firmware: "3.0.7",
        firmware_available: None,
        signal_dbm: None,
    },
    Furniture {
        nickname: "Nursery",
        room: "First floor",
        scene: "nursery",
        model: "Porch Cam Mini",
        firmware: "1.8.2",
        firmware_available: Some("1.9.0"),
        signal_dbm: Some(-60),
    },
];

/// The one that lives there, whatever its address is by now.
pub(super) async fn account(service: &Service) -> Result<Option<Uuid>, DemoError> {
    let all = service.accounts().await?;
    Ok(all.first().map(|first| first.id))
}

/// Since before the day of the leak, so that it concerns the account; also in demo homes of before that day could be played.
pub(super) async fn has_been_there(service: &Service) -> Result<(), DemoError> {
    let account = account(service).await?.ok_or(DemoError::Keys)?;
    Ok(service.store().account_made_at(account, MADE_AT).await?)
}

/// Account and cameras come into being in one step: after a crash there is all of it or nothing.
pub(super) async fn furnish(
    service: &Service,
    password: &str,
) -> Result<(Uuid, VaultKey), DemoError> {
    let (account, vault) = owner::prepare_account(service, password).await?;
    let cameras = cameras(service.now(), account.id, &vault);
    service.add_account(&account, &cameras).await?;
    Ok((account.id, vault))
}

/// The same over whatever was there.
pub(super) async fn refurnish(
    service: &Service,
    password: &str,
) -> Result<(Uuid, VaultKey), DemoError> {
    let (account, vault) = owner::prepare_account(service, password).await?;
    let cameras = cameras(service.now(), account.id, &vault);
    service
        .store()
        .replace_everything(&account, &cameras)
        .await?;
    has_been_there(service).await?;
    service.inner.wakes.tell_everybody();
    service.inner.wakes.written();
    Ok((account.id, vault))
}

/// What the other computer calls a camera that is called `now`.
pub(super) fn other_name(now: &str) -> String {
    match now {
        "Front door" => "Front porch".into(),
        "Front porch" => "Front door".into(),
        other => format!("{} (new)", other.trim_end_matches(" (new)")),
    }
}

fn cameras(now: UnixSeconds, account: Uuid, vault: &VaultKey) -> Vec<CameraRecord> {
    CAMERAS
        .iter()
        .map(|furniture| camera(furniture, now, account, vault))
        .collect()
}

fn camera(what: &Furniture, now: UnixSeconds, account: Uuid, vault: &VaultKey) -> CameraRecord {
    let id = Uuid::new_v4();
    let profile = CameraProfile {
        nickname: what.nickname.into(),
        room: Some(what.room.into()),
        network: Some(PORCH_NETWORK.into()),
        scene: Some(what.scene.into()),
    };
    let online = what.signal_dbm.is_some();
    CameraRecord {
        id,
        model: what.model.into(),
        firmware: what.firmware.into(),
        firmware_available: what.firmware_available.map(Into::into),
        online,
        last_seen: if online { now } else { now - TWO_HOURS },
        signal_dbm: what.signal_dbm,
        sealed_profile: profile.seal(vault, account, id),
        revision: 1,
    }
}
