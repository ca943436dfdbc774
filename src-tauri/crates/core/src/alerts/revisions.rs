//! An exposure with everything that was said about it: the newest word counts, and what it changed can be read.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DataKind, ExposedData, Exposure};
use crate::ports::local_store::StoredExposure;
use crate::time::Timestamp;

/// One revision, with what it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// When the service said it.
    pub told_at: Timestamp,
    pub said: Exposure,
    /// Since the one before it that is known here; `None`: there is none.
    pub changes: Option<RevisionChanges>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RevisionChanges {
    /// In the order of the kinds.
    pub data: Vec<DataChange>,
    /// What it was before, if it changed.
    pub period: Option<Period>,
    /// The same of the number of accounts.
    pub accounts: Option<AccountsBefore>,
}

/// What was said of one kind of data before and after. One of the two is there at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DataChange {
    pub kind: DataKind,
    pub before: Option<ExposedData>,
    pub after: Option<ExposedData>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    pub from: Timestamp,
    pub to: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountsBefore {
    /// `None`: the number was not known. A number that JavaScript can hold.
    #[specta(type = Option<f64>)]
    pub number: Option<u64>,
}

/// Highest first, in whatever order they came.
pub fn revisions<'a>(heard: impl IntoIterator<Item = &'a StoredExposure>) -> Vec<Revision> {
    let mut heard: Vec<_> = heard.into_iter().collect();
    heard.sort_by_key(|one| std::cmp::Reverse(one.exposure.revision));
    let before = heard.iter().skip(1).map(|one| Some(&one.exposure));
    heard
        .iter()
        .zip(before.chain([None]))
        .map(|(one, before)| Revision {
            told_at: one.told_at,
            said: one.exposure.clone(),
            changes: before.map(|before| RevisionChanges::between(before, &one.exposure)),
        })
        .collect()
}

impl RevisionChanges {
    pub fn between(before: &Exposure, after: &Exposure) -> Self {
        let mut kinds: Vec<_> = before
            .data
            .iter()
            .chain(&after.data)
            .map(|data| data.kind)
            .collect();
        kinds.sort();
        kinds.dedup();
        let change = |kind| DataChange {
            kind,
            before: before.of(kind),
            after: after.of(kind),
        };
        Self {
            data: kinds
                .into_iter()
                .map(change)
                .filter(|change| change.before != change.after)
                .collect(),
            period: ((before.from, before.to) != (after.from, after.to)).then_some(Period {
                from: before.from,
                to: before.to,
            }),
            accounts: (before.accounts != after.accounts).then_some(AccountsBefore {
                number: before.accounts,
            }),
        }
    }
}
