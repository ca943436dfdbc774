//! Who ran which incident tool, when, with which arguments, and how much it touched.
//!
//! An entry is written in the transaction of the deed itself. It carries a MAC over itself and the MAC of the entry before,
//! under a key outside the database, so that none can be changed, put in, or taken from between others. That none is missing
//! at the end is seen by the number and the MAC of the newest one, kept beside the keys.

use std::collections::BTreeSet;
use std::path::PathBuf;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::secrets::audit_keys::AuditKeys;
use crate::secrets::{self, RotatingKey};
use crate::service::Service;
use crate::store::{AuditRow, StoreError, Tx, audit, keys};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub at: UnixSeconds,
    /// The user of the operating system.
    pub by: String,
    /// As it is typed.
    pub command: String,
    /// Never a secret.
    pub arguments: Value,
    /// How many sessions, accounts, events or integrations.
    pub affected: u64,
}

/// The record as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Oldest first; `None`: it cannot be read any more.
    pub entries: Vec<Option<AuditEntry>>,
    /// What is wrong with it, the first thing only: nothing after it can be trusted.
    pub tampered: Option<Tampered>,
    /// So many, from the first on, are chained by a key that was lost since: nobody can say whether they were changed.
    pub unchecked: usize,
}

/// More accounts than this are counted, not named.
const MOST_NAMED: usize = 100;
/// Octets of an account's mark.
const MARK_LENGTH: usize = 9;

/// Entries are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Tampered {
    #[error("entry {0} was changed, or entries before it were changed, added or removed")]
    Changed(usize),
    #[error("there were at least {kept} entries, and only {found} are left")]
    CutShort { found: usize, kept: usize },
    #[error("entry {0}, the newest one noted with the keys, is a different one in the database")]
    Replaced(usize),
}

impl Service {
    /// Oldest first, and whether anybody has been at it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn audit(&self) -> Result<Audit, StoreError> {
        let rows = self.inner.store.audit().await?;
        let (unchecked, tampered) = checked(&rows, &self.inner.secrets.keys().audit);
        let tampered = tampered.or_else(|| self.inner.head.compare(&rows));
        let entries = rows
            .iter()
            .map(|row| serde_json::from_str(&row.entry).ok())
            .collect();
        Ok(Audit {
            entries,
            tampered,
            unchecked,
        })
    }

    /// What the record calls an account: its keyed hash. The record may not be changed, and an account that is deleted must
    /// leave no trace; without its identifier the mark is nobody's.
    pub fn audit_mark(&self, account: Uuid) -> String {
        let mark = self
            .inner
            .secrets
            .keyed(b"audit-account", account.as_bytes());
        Bytes::encode(&mark[..MARK_LENGTH])
    }

    /// The marks of some accounts, or how many there are.
    pub(crate) fn named_in_audit(&self, accounts: &BTreeSet<Uuid>) -> Value {
        if accounts.len() > MOST_NAMED {
            return accounts.len().into();
        }
        accounts.iter().map(|id| self.audit_mark(*id)).collect()
    }

    /// Ends the transaction of a deed with an entry about it.
    pub(crate) async fn record(
        &self,
        mut tx: Tx,
        command: &str,
        arguments: Value,
        affected: u64,
    ) -> Result<(), StoreError> {
        let key = RotatingKey::Audit;
        let known = keys::known(&mut tx, key.name()).await?;
        let mut in_force = self.inner.secrets.keys();
        // Another process has rotated it since this one began.
        if known.is_some_and(|known| known.mark != in_force.file(key).mark(key)) {
            self.take_up_keys()
                .await
                .map_err(|_| StoreError::Damaged("audit key"))?;
            in_force = self.inner.secrets.keys();
        }
        self.record_under(&in_force.audit, tx, (command, arguments, affected))
            .await
    }

    /// Under a key that is in force when this is written.
    pub(crate) async fn record_under(
        &self,
        keys: &AuditKeys,
        mut tx: Tx,
        (command, arguments, affected): (&str, Value, u64),
    ) -> Result<(), StoreError> {
        let entry = AuditEntry {
            at: self.now(),
            by: self.inner.operator.clone(),
            command: command.into(),
            arguments,
            affected,
        };
        let entry =
            serde_json::to_string(&entry).map_err(|_| StoreError::Damaged("audit entry"))?;
        let newest = audit::newest(&mut tx).await?;
        let (seq, previous) = newest.map_or((1, Vec::new()), |row| (row.seq + 1, row.mac));
        let mac = keys.mac(seq, &previous, &entry).to_vec();
        let row = AuditRow { seq, entry, mac };
        audit::append(&mut tx, &row).await?;
        tx.commit().await?;
        self.inner.head.keep(&row);
        self.inner.wakes.written();
        Ok(())
    }
}

/// Each key is followed by the next at the entry about its rotation, which is chained by the next one already. How many nobody
/// can check, and what is wrong.
fn checked(rows: &[AuditRow], keys: &AuditKeys) -> (usize, Option<Tampered>) {
    let (mut key, mut unchecked) = (0, 0);
    let mut previous: &[u8] = &[];
    for (number, row) in (1..).zip(rows) {
        let is_by = |key| keys.is_mac(key, &row.mac, (row.seq, previous, &row.entry));
        let in_order = usize::try_from(row.seq) == Ok(number);
        if in_order && !is_by(key) && is_rotation(row) && is_by(key + 1) {
            key += 1;
        } else if in_order && keys.is_lost(key) {
            unchecked = number;
        } else if !in_order || !is_by(key) {
            return (unchecked, Some(Tampered::Changed(number)));
        }
        previous = &row.mac;
    }
    // A key is put in force together with the entry about it.
    let missing = (key + 1 < keys.count()).then_some(Tampered::CutShort {
        found: rows.len(),
        kept: rows.len() + 1,
    });
    (unchecked, missing)
}

fn is_rotation(row: &AuditRow) -> bool {
    serde_json::from_str::<AuditEntry>(&row.entry).is_ok_and(|entry| {
        entry.command == "rotate-key" && entry.arguments["key"] == RotatingKey::Audit.name()
    })
}

/// The newest entry, as it is known outside the database. After a crash it may be some entries behind, never ahead.
#[derive(Debug)]
pub(crate) struct Head(PathBuf);

#[derive(Serialize, Deserialize)]
struct Newest {
    seq: i64,
    mac: Bytes,
}

impl Head {
    pub(crate) fn in_dir(secrets: &std::path::Path) -> Self {
        Self(secrets.join("audit-head"))
    }

    /// That the deed is done cannot be undone by this failing, so it only warns.
    fn keep(&self, row: &AuditRow) {
        let newest = Newest {
            seq: row.seq,
            mac: Bytes(row.mac.clone()),
        };
        // Another process may have written a later one meanwhile.
        if self.kept().is_some_and(|kept| kept.seq > row.seq) {
            return;
        }
        let text = serde_json::to_string(&newest).unwrap_or_default();
        if let Err(error) = secrets::replace_private(&self.0, &text) {
            tracing::warn!(file = %self.0.display(), %error, "the end of the audit record is not known outside the database");
        }
    }

    fn kept(&self) -> Option<Newest> {
        serde_json::from_str(&std::fs::read_to_string(&self.0).ok()?).ok()
    }

    fn compare(&self, rows: &[AuditRow]) -> Option<Tampered> {
        let kept = self.kept()?;
        let number = usize::try_from(kept.seq).ok()?;
        match rows.get(number.checked_sub(1)?) {
            None => Some(Tampered::CutShort {
                found: rows.len(),
                kept: number,
            }),
            Some(row) if row.mac != kept.mac.0 => Some(Tampered::Replaced(number)),
            Some(_) => None,
        }
    }
}
