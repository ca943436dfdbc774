//! The owner's side: what is linked, what asks to be, and saying yes or no.

use std::collections::BTreeMap;

use porchlight_protocol::integration::{
    Approval, IntegrationRecord, Integrations, LinkRequest, LinkingStarted, ReleasedCamera,
    UnlinkCause, Unlinked,
};
use porchlight_protocol::problem::ProblemType;
use url::Url;
use uuid::Uuid;

use super::{HINT_VALID_FOR, Kind, TRIES, expired, random_token};
use crate::events::By;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{
    IntegrationRow, LinkRequestRow, LinkState, StoreError, Tx, UnlinkedRow, events, grants,
    integrations, link_requests,
};

impl Service {
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn integrations(&self, session: &Session) -> Result<Integrations, Refusal> {
        let (account, store) = (session.account, &self.inner.store);
        let clients = store.clients().await?;
        let mut answer = Integrations {
            clients: clients
                .iter()
                .map(crate::store::ClientRow::record)
                .collect(),
            ..Integrations::default()
        };
        for row in store.integrations(account).await? {
            answer
                .integrations
                .push(self.integration_record(&row).await?);
        }
        for row in store.open_link_requests(account, self.now()).await? {
            // Its client was removed meanwhile.
            let Some(client) = clients.iter().find(|client| client.id == row.client) else {
                continue;
            };
            answer.requests.push(LinkRequest {
                id: row.id,
                client: client.record(),
                numbers: self.asked(&row)?.numbers.to_vec(),
                requested_at: row.requested_at,
                expires_at: row.expires_at,
                begun_here: row.address_index.is_none(),
            });
        }
        Ok(answer)
    }

    /// Where the browser begins, with a hint that names this account to this client, once. `issuer` is the service's address.
    ///
    /// # Errors
    /// `not-found` when there is no such client, or linking begins elsewhere; `too-many-tries`
    pub async fn start_linking(
        &self,
        session: &Session,
        client: &str,
        issuer: &str,
    ) -> Result<LinkingStarted, Refusal> {
        let row = self.inner.store.client(client).await?;
        let mut url = row
            .and_then(|row| row.initiate_login_uri)
            .and_then(|uri| Url::parse(&uri).ok())
            .ok_or(ProblemType::NotFound)?;
        let whom = self
            .inner
            .secrets
            .keyed(b"oauth-started", session.account.as_bytes());
        self.may_ask(&whom, 1)?;
        let hint = random_token();
        let index = self.oauth_index(Kind::Hint, &hint);
        let expires_at = self.now() + HINT_VALID_FOR;
        self.inner
            .store
            .add_login_hint(&index, session.account, client, expires_at)
            .await?;
        url.query_pairs_mut()
            .append_pair("iss", issuer)
            .append_pair("login_hint", &hint);
        Ok(LinkingStarted { url: url.into() })
    }

    /// The owner chose a number, and which cameras are let out.
    ///
    /// # Errors
    /// `link-request-over`, `wrong-number`, `account-full`, `invalid-request`; `not-found` for a request or a camera of somebody else
    pub async fn approve_link(
        &self,
        session: &Session,
        request: Uuid,
        approval: Approval,
    ) -> Result<IntegrationRecord, Refusal> {
        let account = session.account;
        let cameras = self.checked_release(account, approval.cameras).await?;
        let by = self.by(session).await?;
        let mut tx = self.inner.store.begin().await?;
        let row = link_requests::of_account(&mut tx, account, request).await?;
        let row = row.ok_or(ProblemType::NotFound)?;
        if row.state != LinkState::Open || expired(row.expires_at, self.now()) {
            return Err(ProblemType::LinkRequestOver.into());
        }
        if self.asked(&row)?.right != approval.number {
            return Err(wrong_number(tx, &row).await?);
        }
        let integration = self.link(&mut tx, &row, account, &cameras, by).await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(record(&integration, cameras))
    }

    /// Also when it is over already.
    ///
    /// # Errors
    /// `not-found` for a request of somebody else
    pub async fn refuse_link(&self, session: &Session, request: Uuid) -> Result<(), Refusal> {
        let mut tx = self.inner.store.begin().await?;
        let row = link_requests::of_account(&mut tx, session.account, request).await?;
        let row = row.ok_or(ProblemType::NotFound)?;
        link_requests::end(&mut tx, row.id).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    /// What an integration may see from now on.
    ///
    /// # Errors
    /// `invalid-request`; `not-found` for what is not linked, or is somebody else's
    pub async fn change_release(
        &self,
        session: &Session,
        integration: Uuid,
        cameras: Vec<ReleasedCamera>,
    ) -> Result<IntegrationRecord, Refusal> {
        let cameras = self.checked_release(session.account, cameras).await?;
        let sealed = self.seal_release(integration, &cameras)?;
        let mut tx = self.inner.store.begin().await?;
        let row = integrations::of_account(&mut tx, session.account, integration).await?;
        let row = row.filter(|row| row.unlinked.is_none());
        let row = row.ok_or(ProblemType::NotFound)?;
        integrations::release(&mut tx, integration, &sealed).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(record(&row, cameras))
    }

    /// Its tokens no longer work from the next request on. Also when it is unlinked already.
    ///
    /// # Errors
    /// `not-found` for one of somebody else
    pub async fn unlink(&self, session: &Session, integration: Uuid) -> Result<(), Refusal> {
        let by = self.by(session).await?;
        let mut tx = self.inner.store.begin().await?;
        let row = integrations::of_account(&mut tx, session.account, integration).await?;
        let row = row.ok_or(ProblemType::NotFound)?;
        self.unlink_one(&mut tx, &row, UnlinkCause::Owner, Some(by))
            .await?;
        tx.commit().await.map_err(StoreError::from)?;
        self.inner.wakes.written();
        Ok(())
    }

    /// Part of a transaction. Nothing happens when it is unlinked already.
    pub(super) async fn unlink_one(
        &self,
        tx: &mut Tx,
        row: &IntegrationRow,
        cause: UnlinkCause,
        by: Option<By>,
    ) -> Result<(), StoreError> {
        let unlinked = UnlinkedRow {
            at: self.now(),
            cause,
            reason: "{}".into(),
        };
        if integrations::unlink(tx, row.id, &unlinked).await? {
            let event = self.integration_unlinked(row, cause, BTreeMap::new(), by);
            events::insert(tx, &event).await?;
        }
        Ok(())
    }

    /// What is linked already goes on until the client has fetched its new tokens.
    async fn link(
        &self,
        tx: &mut Tx,
        request: &LinkRequestRow,
        account: Uuid,
        cameras: &[ReleasedCamera],
        by: By,
    ) -> Result<IntegrationRow, Refusal> {
        let client = self.inner.store.client(&request.client).await?;
        let client = client.ok_or(ProblemType::LinkRequestOver)?;
        let before = integrations::with_client(tx, account, &client.id).await?;
        if before.is_none() && !integrations::has_room(tx, account).await? {
            return Err(ProblemType::AccountFull.into());
        }
        if let Some(before) = before.as_ref().filter(|before| before.unlinked.is_some()) {
            grants::end_of(tx, before.id).await?;
        }
        let id = before.map_or_else(Uuid::new_v4, |before| before.id);
        let integration = IntegrationRow {
            id,
            account,
            client: client.record(),
            linked_at: self.now(),
            last_used_at: None,
            sealed_release: self.seal_release(id, cameras)?,
            unlinked: None,
        };
        integrations::link(tx, &integration).await?;
        link_requests::approve(tx, request.id, id).await?;
        events::insert(tx, &self.integration_linked(&integration, by)).await?;
        Ok(integration)
    }

    /// Without cameras that are gone from the account.
    async fn integration_record(
        &self,
        row: &IntegrationRow,
    ) -> Result<IntegrationRecord, StoreError> {
        let all = self.cameras(row.account).await?;
        let mut cameras = self.unseal_release(row.id, &row.sealed_release)?;
        cameras.retain(|one| all.iter().any(|record| record.id == one.camera));
        Ok(record(row, cameras))
    }
}

async fn wrong_number(mut tx: Tx, row: &LinkRequestRow) -> Result<Refusal, StoreError> {
    let tries_left = TRIES.saturating_sub(row.tries + 1);
    link_requests::wrong_number(&mut tx, row.id).await?;
    if tries_left == 0 {
        link_requests::end(&mut tx, row.id).await?;
    }
    tx.commit().await?;
    Ok(Refusal::Counted {
        refusal: Box::new(ProblemType::WrongNumber.into()),
        tries_left,
    })
}

fn record(row: &IntegrationRow, cameras: Vec<ReleasedCamera>) -> IntegrationRecord {
    IntegrationRecord {
        id: row.id,
        client: row.client.clone(),
        linked_at: row.linked_at,
        last_used_at: row.last_used_at,
        cameras,
        unlinked: row.unlinked.as_ref().map(|unlinked| Unlinked {
            at: unlinked.at,
            cause: unlinked.cause,
            reason_user: serde_json::from_str(&unlinked.reason).unwrap_or_default(),
        }),
    }
}
