//! Unlinking many at once, by the people who run the service.
//!
//! That tokens no longer work is one write. That owners are told takes one event each: it follows in portions, so that the
//! service goes on answering, and is caught up on at the next start when the program ends in between.

use std::collections::{BTreeMap, BTreeSet};

use porchlight_protocol::integration::UnlinkCause;
use serde_json::json;
use uuid::Uuid;

use crate::incidents::{Incident, IncidentError};
use crate::service::Service;
use crate::store::{StoreError, Tx, UnlinkedRow, events, integrations};

/// Events in one transaction.
const AT_ONCE: u32 = 500;

impl Service {
    /// Unlinks what is linked to `client`, or to all of them when it is `None`; of `accounts`, or of everybody when it is `None`.
    /// Tokens no longer work from the next request on, and what was about to be linked is over. Records stay, so that linking
    /// again offers the same cameras. How many were unlinked.
    ///
    /// # Errors
    /// [`IncidentError::NoSuchAccount`], [`IncidentError::NoSuchClient`], [`IncidentError::Store`]
    pub async fn unlink_all(
        &self,
        client: Option<&str>,
        accounts: Option<&BTreeSet<Uuid>>,
        why: &Incident,
    ) -> Result<u64, IncidentError> {
        self.are_known(client, accounts).await?;
        let mut tx = self.inner.store.begin().await?;
        let mut unlinked = 0;
        match accounts {
            None => {
                unlinked += self
                    .unlink_many(&mut tx, client, None, why.reason())
                    .await?
            }
            Some(accounts) => {
                for account in accounts {
                    unlinked += self
                        .unlink_many(&mut tx, client, Some(*account), why.reason())
                        .await?;
                }
            }
        }
        let named = accounts.map(|all| self.named_in_audit(all));
        let arguments = json!({
            "client": client,
            "accounts": named,
            "reason": why.reason(),
        });
        self.record(tx, "unlink-integrations", arguments, unlinked)
            .await?;
        self.tell_of_unlinked().await?;
        Ok(unlinked)
    }

    /// How many [`Service::unlink_all`] would unlink.
    ///
    /// # Errors
    /// [`IncidentError::NoSuchAccount`], [`IncidentError::NoSuchClient`], [`IncidentError::Store`]
    pub async fn linked(
        &self,
        client: Option<&str>,
        accounts: Option<&BTreeSet<Uuid>>,
    ) -> Result<u64, IncidentError> {
        self.are_known(client, accounts).await?;
        Ok(self.inner.store.count_linked(client, accounts).await?)
    }

    /// What is mistyped would be nobody, and that it was done would be told.
    async fn are_known(
        &self,
        client: Option<&str>,
        accounts: Option<&BTreeSet<Uuid>>,
    ) -> Result<(), IncidentError> {
        if let Some(client) = client
            && self.inner.store.client(client).await?.is_none()
        {
            return Err(IncidentError::NoSuchClient(client.to_owned()));
        }
        match accounts {
            Some(accounts) => self.knows_accounts(accounts).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn unlink_many(
        &self,
        tx: &mut Tx,
        client: Option<&str>,
        account: Option<Uuid>,
        reason: &BTreeMap<String, String>,
    ) -> Result<u64, StoreError> {
        let unlinked = UnlinkedRow {
            at: self.now(),
            cause: UnlinkCause::Incident,
            reason: serde_json::to_string(reason).map_err(|_| StoreError::Damaged("reason"))?,
        };
        integrations::unlink_many(tx, client, account, &unlinked).await
    }

    /// Events for owners who have none yet.
    pub(crate) async fn tell_of_unlinked(&self) -> Result<(), StoreError> {
        loop {
            let mut tx = self.inner.store.begin().await?;
            let untold = integrations::untold(&mut tx, AT_ONCE).await?;
            if untold.is_empty() {
                return Ok(());
            }
            for row in untold {
                if let Some(unlinked) = &row.unlinked {
                    let reason = serde_json::from_str(&unlinked.reason).unwrap_or_default();
                    let event = self.integration_unlinked(&row, unlinked.cause, reason, None);
                    events::insert(&mut tx, &event).await?;
                }
                integrations::told(&mut tx, row.id).await?;
            }
            tx.commit().await?;
            self.inner.wakes.written();
        }
    }
}
