//! Announcing what lay open, and revising what was announced. A revision is sent beside what was said before, to everybody
//! who was told that.

use std::collections::BTreeMap;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::event::{EventToken, Events, Subject};
use porchlight_protocol::exposure::{DataExposure, ExposedData};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::IncidentError;
use super::words::{self, Words};
use crate::service::Service;
use crate::store::{ExposureRow, NewExposure, StoreError, exposures};

/// What owners are told at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub from: UnixSeconds,
    /// `None`: it is not known that it has ended.
    pub to: Option<UnixSeconds>,
    /// How many accounts lay open, if it is known.
    pub accounts: Option<u64>,
    pub data: Vec<ExposedData>,
    pub reason: Words,
    pub advisory: Option<String>,
}

/// What turned out to be otherwise. What is `None` stays as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// What changed, in words.
    pub correction: Words,
    pub from: Option<UnixSeconds>,
    /// `Some(None)`: it is not known any more that it has ended.
    pub to: Option<Option<UnixSeconds>>,
    pub accounts: Option<u64>,
    /// Takes the place of what was said about these kinds, or is added.
    pub data: Vec<ExposedData>,
    pub reason: Option<Words>,
    pub advisory: Option<String>,
    /// It did not happen.
    pub withdrawn: bool,
}

impl Revision {
    pub fn new(correction: Words) -> Self {
        Self {
            correction,
            from: None,
            to: None,
            accounts: None,
            data: Vec::new(),
            reason: None,
            advisory: None,
            withdrawn: false,
        }
    }
}

/// Checked, and not said to anybody yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub told: DataExposure,
    /// Accounts that will be told, each at its next look.
    pub concerned: u64,
    made_before: Option<UnixSeconds>,
}

impl Service {
    /// Says to everybody whose account was there while data lay open what happened. One row is written for it, whether there
    /// are ten accounts or ten million, and one for the audit record.
    ///
    /// # Errors
    /// [`IncidentError`]
    pub async fn announce_exposure(
        &self,
        announcement: Announcement,
    ) -> Result<Draft, IncidentError> {
        let draft = self.draft_announcement(announcement).await?;
        self.publish(&draft).await?;
        Ok(draft)
    }

    /// Says what turned out to be otherwise to everybody who was told, and to those who turn out to be concerned.
    ///
    /// # Errors
    /// [`IncidentError`]
    pub async fn correct_exposure(
        &self,
        exposure: Uuid,
        revision: Revision,
    ) -> Result<Draft, IncidentError> {
        let draft = self.draft_revision(exposure, revision).await?;
        self.publish(&draft).await?;
        Ok(draft)
    }

    /// What [`Service::announce_exposure`] would say.
    ///
    /// # Errors
    /// [`IncidentError`]
    pub async fn draft_announcement(
        &self,
        announcement: Announcement,
    ) -> Result<Draft, IncidentError> {
        let told = DataExposure {
            event_timestamp: self.now(),
            exposure: Uuid::new_v4(),
            revision: 1,
            from: announcement.from,
            to: announcement.to,
            accounts: announcement.accounts,
            reason_user: announcement.reason.by_language().clone(),
            correction_user: BTreeMap::new(),
            data: once_each(announcement.data)?.into_values().collect(),
            advisory: safe(announcement.advisory)?,
            withdrawn: false,
        };
        let made_before = told.to;
        self.drafted(told, made_before).await
    }

    /// What [`Service::correct_exposure`] would say.
    ///
    /// # Errors
    /// [`IncidentError`]
    pub async fn draft_revision(
        &self,
        exposure: Uuid,
        revision: Revision,
    ) -> Result<Draft, IncidentError> {
        let all = self.inner.store.exposures().await?;
        let newest = all.iter().filter(|known| known.row.exposure == exposure);
        let newest = newest.max_by_key(|known| known.row.revision);
        let newest = newest.ok_or(IncidentError::NoSuchExposure(exposure))?;
        let before = self.unsealed(newest)?;
        if before.withdrawn {
            return Err(IncidentError::Withdrawn);
        }
        let mut data = once_each(before.data.clone())?;
        data.extend(once_each(revision.data)?);
        let told = DataExposure {
            event_timestamp: self.now(),
            exposure,
            revision: before.revision + 1,
            from: revision.from.unwrap_or(before.from),
            to: revision.to.unwrap_or(before.to),
            accounts: revision.accounts.or(before.accounts),
            reason_user: match &revision.reason {
                Some(reason) => reason.by_language().clone(),
                None => before.reason_user.clone(),
            },
            correction_user: revision.correction.by_language().clone(),
            data: data.into_values().collect(),
            advisory: safe(revision.advisory)?.or_else(|| before.advisory.clone()),
            withdrawn: revision.withdrawn,
        };
        let as_before = DataExposure {
            event_timestamp: told.event_timestamp,
            revision: told.revision,
            correction_user: told.correction_user.clone(),
            ..before
        };
        if told == as_before {
            return Err(IncidentError::NothingCorrected);
        }
        // Whoever was told the last one is told this one.
        let told_before = newest.row.made_before.unwrap_or(self.now() + 1);
        let made_before = told.to.map(|to| to.max(told_before));
        self.drafted(told, made_before).await
    }

    /// Every revision of every announcement, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn announced(&self) -> Result<Vec<DataExposure>, StoreError> {
        let all = self.inner.store.exposures().await?;
        all.iter().map(|row| self.unsealed(row)).collect()
    }

    /// # Errors
    /// [`IncidentError::CorrectedMeanwhile`], [`IncidentError::Store`]
    pub async fn publish(&self, draft: &Draft) -> Result<(), IncidentError> {
        let told = &draft.told;
        let plain = serde_json::to_vec(told).map_err(|_| StoreError::Damaged("exposure"))?;
        let new = NewExposure {
            exposure: told.exposure,
            revision: told.revision,
            at: told.event_timestamp,
            made_before: draft.made_before,
            sealed: self
                .inner
                .secrets
                .seal(&plain, &place(told.exposure, told.revision)),
        };
        let mut tx = self.inner.store.begin().await?;
        let newest = exposures::newest(&mut tx, told.exposure).await?;
        if newest.map_or(0, |newest| newest.row.revision) + 1 != told.revision {
            return Err(IncidentError::CorrectedMeanwhile);
        }
        exposures::insert(&mut tx, &new).await?;
        let command = match told.revision {
            1 => "announce-exposure",
            _ => "correct-exposure",
        };
        self.record(tx, command, json!(told), draft.concerned)
            .await?;
        Ok(())
    }

    /// What a computer has not acknowledged, by its place in the database.
    pub(crate) async fn unheard(
        &self,
        account: Uuid,
        thumbprint: &str,
    ) -> Result<Vec<Unheard>, StoreError> {
        let rows = self
            .inner
            .store
            .unheard_exposures(account, thumbprint)
            .await?;
        let unheard = rows.into_iter().map(|row| Unheard {
            jti: jti(&row, account),
            row,
        });
        Ok(unheard.collect())
    }

    /// As one account is told it: the same token each time.
    pub(crate) fn told(&self, unheard: Unheard, account: Uuid) -> Result<EventToken, StoreError> {
        let told = self.unsealed(&unheard.row)?;
        Ok(EventToken {
            iss: self.issuer(),
            iat: told.event_timestamp,
            jti: unheard.jti,
            aud: format!("urn:uuid:{account}"),
            txn: Some(format!("urn:uuid:{}", told.exposure)),
            toe: None,
            sub_id: Subject::opaque(account),
            events: Events {
                data_exposure: Some(told),
                ..Events::default()
            },
        })
    }

    async fn drafted(
        &self,
        told: DataExposure,
        made_before: Option<UnixSeconds>,
    ) -> Result<Draft, IncidentError> {
        if told.to.is_some_and(|to| to < told.from) {
            return Err(IncidentError::EndsBeforeItBegins);
        }
        if told.data.is_empty() {
            return Err(IncidentError::NoData);
        }
        let concerned = self.inner.store.accounts_made_before(made_before).await?;
        Ok(Draft {
            told,
            concerned,
            made_before,
        })
    }

    fn unsealed(&self, row: &ExposureRow) -> Result<DataExposure, StoreError> {
        let place = place(row.row.exposure, row.row.revision);
        self.inner
            .secrets
            .unseal(&row.row.sealed, &place)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(StoreError::Damaged("exposure"))
    }
}

/// An announcement that a computer of an account has not acknowledged.
pub(crate) struct Unheard {
    pub(crate) jti: String,
    pub(crate) row: ExposureRow,
}

/// One row is told to many accounts, to each under a name of its own that needs no writing down.
fn jti(row: &ExposureRow, account: Uuid) -> String {
    let name = [
        b"exposure".as_slice(),
        &place(row.row.exposure, row.row.revision),
        account.as_bytes(),
    ];
    let mut jti = [0; 16];
    jti.copy_from_slice(&Sha256::digest(name.concat())[..16]);
    uuid::Builder::from_custom_bytes(jti)
        .into_uuid()
        .to_string()
}

pub(crate) fn place(exposure: Uuid, revision: u32) -> Vec<u8> {
    [exposure.as_bytes().as_slice(), &revision.to_be_bytes()].concat()
}

type ByKind = BTreeMap<porchlight_protocol::exposure::DataKind, ExposedData>;

fn once_each(data: Vec<ExposedData>) -> Result<ByKind, IncidentError> {
    let mut by_kind = BTreeMap::new();
    for one in data {
        if by_kind.insert(one.kind, one).is_some() {
            return Err(IncidentError::NamedTwice(one.kind.as_str()));
        }
    }
    Ok(by_kind)
}

fn safe(link: Option<String>) -> Result<Option<String>, IncidentError> {
    Ok(link.as_deref().map(words::advisory).transpose()?)
}
