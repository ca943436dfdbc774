//! What the owner takes along: the whole of what a service keeps, as JSON that a program can read and a person can follow.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::cameras::Camera;
use crate::ports::account_data::{
    HeldColumn, HeldData, HeldFor, HeldForm, HeldGroup, HeldTable, HeldValue, Kept,
};
use crate::ports::devices::SignedInComputer;
use crate::private_names::PrivateName;

/// Seconds since 1970 wherever there is a time, as in the service's database.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataExport {
    service: String,
    told_at: i64,
    /// What the service keeps, as it keeps it.
    kept_by_service: Vec<ExportedTable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readable_only_here: Option<Opened>,
    /// Names that the service does not keep.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kept_only_here: Vec<KeptHere>,
}

#[derive(Clone, Debug, Serialize)]
struct ExportedTable {
    table: String,
    group: HeldGroup,
    purpose: HeldFor,
    kept: Kept,
    forms: BTreeMap<String, HeldForm>,
    rows: Vec<BTreeMap<String, ExportedValue>>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum ExportedValue {
    Bytes { base64url: String, length: usize },
    Nothing(()),
    Number(i64),
    Text(String),
}

/// What this computer can read, and the service cannot.
#[derive(Clone, Debug, Serialize)]
struct Opened {
    address: String,
    cameras: Vec<OpenedCamera>,
    computers: Vec<OpenedComputer>,
}

#[derive(Clone, Debug, Serialize)]
struct OpenedCamera {
    id: String,
    nickname: String,
    room: Option<String>,
    network: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct KeptHere {
    camera: String,
    nickname: Option<String>,
    room: Option<String>,
    network: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpenedComputer {
    session: String,
    name: Option<String>,
    this_one: bool,
}

impl DataExport {
    pub(super) fn of(service: &str, held: HeldData) -> Self {
        Self {
            service: service.to_owned(),
            told_at: held.at.seconds(),
            kept_by_service: held.tables.into_iter().map(ExportedTable::of).collect(),
            readable_only_here: None,
            kept_only_here: Vec::new(),
        }
    }

    pub(super) fn with_opened<'a>(
        self,
        address: &str,
        cameras: impl Iterator<Item = &'a Camera>,
        computers: &[SignedInComputer],
    ) -> Self {
        let cameras = cameras.map(|camera| OpenedCamera {
            id: camera.id.0.clone(),
            nickname: camera.profile.nickname.clone(),
            room: camera.profile.room.clone(),
            network: camera.profile.network.clone(),
        });
        let computers = computers.iter().map(|computer| OpenedComputer {
            session: computer.session.0.clone(),
            name: computer.name.clone(),
            this_one: computer.this_one,
        });
        Self {
            readable_only_here: Some(Opened {
                address: address.to_owned(),
                cameras: cameras.collect(),
                computers: computers.collect(),
            }),
            ..self
        }
    }

    pub(super) fn with_private_names<'a>(
        self,
        names: impl Iterator<Item = &'a PrivateName>,
    ) -> Self {
        let names = names.map(|name| KeptHere {
            camera: name.camera.0.clone(),
            nickname: name.nickname.clone(),
            room: name.room.clone(),
            network: name.network.clone(),
        });
        Self {
            kept_only_here: names.collect(),
            ..self
        }
    }
}

impl ExportedTable {
    fn of(table: HeldTable) -> Self {
        let names: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        let row = |row: Vec<HeldValue>| {
            let values = row.into_iter().map(ExportedValue::of);
            names.iter().cloned().zip(values).collect()
        };
        Self {
            rows: table.rows.into_iter().map(row).collect(),
            table: table.table,
            group: table.group,
            purpose: table.purpose,
            kept: table.kept,
            forms: table
                .columns
                .into_iter()
                .map(|HeldColumn { name, form }| (name, form))
                .collect(),
        }
    }
}

impl ExportedValue {
    fn of(value: HeldValue) -> Self {
        match value {
            HeldValue::Bytes(bytes) => Self::Bytes {
                base64url: URL_SAFE_NO_PAD.encode(&bytes),
                length: bytes.len(),
            },
            HeldValue::Nothing => Self::Nothing(()),
            HeldValue::Number(number) => Self::Number(number),
            HeldValue::Text(text) => Self::Text(text),
        }
    }
}
