//! The public list of breaches: what of it was told.

use std::collections::{BTreeMap, BTreeSet};

use porchlight_core::listed_breaches;
use serde::{Deserialize, Serialize};

use super::Kept;
use super::exposure::DataKind;
use super::translate::{Translate, translated};

impl Kept for listed_breaches::BreachWatch {
    type Format = BreachWatch;
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::local_store) struct BreachWatch {
    tried_at: Option<i64>,
    looked_at: Option<i64>,
    next_at: Option<i64>,
    version: Option<String>,
    told: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::local_store) struct ListedBreach {
    name: String,
    title: String,
    domain: String,
    happened: i64,
    added: i64,
    accounts: Option<u64>,
    data: Vec<DataKind>,
    other_data: Vec<String>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum Make {
    Arlo,
    Blink,
    Eufy,
    Nest,
    Reolink,
    Ring,
    Tapo,
    Ubiquiti,
    Wyze,
}

translated!(struct BreachWatch = listed_breaches::BreachWatch {
    tried_at,
    looked_at,
    next_at,
    version,
    told,
});
translated!(struct ListedBreach = listed_breaches::ListedBreach {
    name,
    title,
    domain,
    happened,
    added,
    accounts,
    data,
    other_data,
});
translated!(enum Make = listed_breaches::Make {
    Arlo,
    Blink,
    Eufy,
    Nest,
    Reolink,
    Ring,
    Tapo,
    Ubiquiti,
    Wyze,
});
