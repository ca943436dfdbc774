//! What is in the demo home: five cameras of different kinds and states, called as its owner's language calls them.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::camera::{CameraProfile, CameraRecord};
use porchlight_protocol::sealing::VaultKey;
use uuid::Uuid;

use super::leak_day::MADE_AT;
use super::{DemoError, PORCH_NETWORK, owner};
use crate::service::Service;

const TWO_HOURS: i64 = 7_200;

/// What the owner of the demo home reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Italian,
}

struct Furniture {
    english: Named,
    italian: Named,
    scene: &'static str,
    model: &'static str,
    firmware: &'static str,
    firmware_available: Option<&'static str>,
    /// `None`: offline.
    signal_dbm: Option<i16>,
}

struct Named {
    nickname: &'static str,
    room: &'static str,
}

const CAMERAS: [Furniture; 5] = [
    Furniture {
        english: Named {
            nickname: "Front door",
            room: "Porch",
        },
        italian: Named {
            nickname: "Ingresso",
            room: "Portico",
        },
        scene: "door",
        model: "Porch Doorbell",
        firmware: "2.4.1",
        firmware_available: None,
        signal_dbm: Some(-42),
    },
    Furniture {
        english: Named {
            nickname: "Back garden",
            room: "Garden",
        },
        italian: Named {
            nickname: "Giardino sul retro",
            room: "Giardino",
        },
        scene: "garden",
        model: "Porch Cam Outdoor",
        firmware: "3.1.0",
        firmware_available: None,
        signal_dbm: Some(-67),
    },
    Furniture {
        english: Named {
            nickname: "Living room",
            room: "Ground floor",
        },
        italian: Named {
            nickname: "Soggiorno",
            room: "Piano terra",
        },
        scene: "room",
        model: "Porch Cam 2",
        firmware: "5.0.3",
        firmware_available: None,
        signal_dbm: Some(-55),
    },
    Furniture {
        english: Named {
            nickname: "Garage",
            room: "Drive",
        },
        italian: Named {
            nickname: "Garage",
            room: "Vialetto",
        },
        scene: "garage",
        model: "Porch Cam Outdoor",
        firmware: "3.0.7",
        firmware_available: None,
        signal_dbm: None,
    },
    Furniture {
        english: Named {
            nickname: "Nursery",
            room: "First floor",
        },
        italian: Named {
            nickname: "Cameretta",
            room: "Primo piano",
        },
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
    language: Language,
) -> Result<(Uuid, VaultKey), DemoError> {
    let (account, vault) = owner::prepare_account(service, password).await?;
    let cameras = cameras(service.now(), account.id, &vault, language);
    service.add_account(&account, &cameras).await?;
    Ok((account.id, vault))
}

/// The same over whatever was there.
pub(super) async fn refurnish(
    service: &Service,
    password: &str,
    language: Language,
) -> Result<(Uuid, VaultKey), DemoError> {
    let (account, vault) = owner::prepare_account(service, password).await?;
    let cameras = cameras(service.now(), account.id, &vault, language);
    service
        .store()
        .replace_everything(&account, &cameras)
        .await?;
    has_been_there(service).await?;
    service.inner.wakes.tell_everybody();
    service.inner.wakes.written();
    Ok((account.id, vault))
}

/// The profile in `language`, where the owner has neither renamed nor moved the camera. `None`: it stays as it is.
pub(super) fn translated(profile: &CameraProfile, language: Language) -> Option<CameraProfile> {
    let is = |named: &Named| {
        profile.nickname == named.nickname && profile.room.as_deref() == Some(named.room)
    };
    let what = CAMERAS
        .iter()
        .find(|what| is(&what.english) || is(&what.italian))?;
    let named = what.named(language);
    (!is(named)).then(|| CameraProfile {
        nickname: named.nickname.into(),
        room: Some(named.room.into()),
        ..profile.clone()
    })
}

/// What the other computer calls a camera that is called `now`.
pub(super) fn other_name(now: &str, language: Language) -> String {
    let new = match language {
        Language::English => " (new)",
        Language::Italian => " (nuova)",
    };
    match now {
        "Front door" => "Front porch".into(),
        "Front porch" => "Front door".into(),
        "Ingresso" => "Porta d’ingresso".into(),
        "Porta d’ingresso" => "Ingresso".into(),
        other => format!("{}{new}", other.trim_end_matches(new)),
    }
}

/// The owner's other computer.
pub(super) fn other_computer(language: Language) -> &'static str {
    match language {
        Language::English => "Kitchen laptop",
        Language::Italian => "Portatile in cucina",
    }
}

/// The computer of somebody who is not the owner.
pub(super) fn strange_computer(language: Language) -> &'static str {
    match language {
        Language::English => "Hotel lobby computer",
        Language::Italian => "Computer della hall",
    }
}

impl Furniture {
    fn named(&self, language: Language) -> &Named {
        match language {
            Language::English => &self.english,
            Language::Italian => &self.italian,
        }
    }
}

fn cameras(
    now: UnixSeconds,
    account: Uuid,
    vault: &VaultKey,
    language: Language,
) -> Vec<CameraRecord> {
    CAMERAS
        .iter()
        .map(|furniture| camera(furniture, now, account, vault, language))
        .collect()
}

fn camera(
    what: &Furniture,
    now: UnixSeconds,
    account: Uuid,
    vault: &VaultKey,
    language: Language,
) -> CameraRecord {
    let id = Uuid::new_v4();
    let named = what.named(language);
    let profile = CameraProfile {
        nickname: named.nickname.into(),
        room: Some(named.room.into()),
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
