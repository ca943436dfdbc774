//! The client's side: a code becomes tokens, tokens are renewed, looked into and given back.
//!
//! A refresh token is 256 random bits, or the keyed hash of the one before it. So an answer that was lost can be given again
//! without its words being kept anywhere: who shows a token whose successor nobody has used yet gets that same successor. Once the
//! successor was used, or an access token that came with it a minute ago, the token before is spent, and showing it ends the link:
//! somebody has a copy (RFC 9700 §4.14.2). In that minute it is only late: a client that repeats what it had no answer to, or one
//! that is several machines. Who has a copy gains nothing by it but what the client holds, and the two give themselves away at the next renewal. An access token is the keyed hash of the refresh token that comes with it and of a salt:
//! as long as it is good, whoever asks with the same token, at the same time or again, gets that same one.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::integration::{ClientCamera, UnlinkCause};
use porchlight_protocol::problem::ProblemType;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{ACCESS_VALID_FOR, Kind, LATE_FOR, SCOPE, expired, random_token};
use crate::service::Service;
use crate::store::grants::NewAccessToken;
use crate::store::{
    ClientRow, IntegrationRow, LinkState, StoreError, TokenRow, Tx, grants, integrations,
    link_requests,
};

const HOUR: i64 = 3_600;

/// Why a client gets nothing (RFC 6749 §5.2). Alphabetical.
#[derive(Debug)]
pub enum OauthError {
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    /// What came is none that is read: `unsupported-media-type`, `content-too-large`
    NoForm(ProblemType),
    UnsupportedGrantType,
    /// A fault of the service.
    ServerError,
    /// Too many at once.
    Unavailable,
}

/// The cause goes to the log.
impl From<StoreError> for OauthError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store did not answer");
        if error.is_busy() {
            Self::Unavailable
        } else {
            Self::ServerError
        }
    }
}

impl From<sqlx::Error> for OauthError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// RFC 6749 §5.1
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    #[schema(value_type = String)]
    access_token: Zeroizing<String>,
    token_type: &'static str,
    expires_in: i64,
    #[schema(value_type = String)]
    refresh_token: Zeroizing<String>,
    scope: &'static str,
}

/// RFC 7662 §2.2
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Introspection {
    active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<String>,
    /// The owner, as only this integration knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<Uuid>,
}

impl Service {
    /// # Errors
    /// [`OauthError::InvalidClient`]
    pub async fn oauth_client(
        &self,
        id: &str,
        secret: Option<&str>,
    ) -> Result<ClientRow, OauthError> {
        let client = self.client_with(id, secret).await?;
        client.ok_or(OauthError::InvalidClient)
    }

    /// RFC 6749 §4.1.3. A code that comes a second time ends what it gave (§4.1.2).
    ///
    /// # Errors
    /// [`OauthError::InvalidGrant`]
    pub async fn redeem(
        &self,
        client: &ClientRow,
        code: &str,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
    ) -> Result<Tokens, OauthError> {
        let index = self.oauth_index(Kind::Code, code);
        let mut tx = self.inner.store.begin().await?;
        let row = link_requests::of_code(&mut tx, &index).await?;
        let row = row.filter(|row| row.client == client.id);
        let row = row.ok_or(OauthError::InvalidGrant)?;
        if let Some(grant) = row.grant {
            if let Some(integration) = integrations::of_grant(&mut tx, grant).await? {
                self.token_reused(tx, &integration).await?;
            }
            return Err(OauthError::InvalidGrant);
        }
        let in_time = row
            .code_expires_at
            .is_some_and(|at| !expired(at, self.now()));
        let same = self
            .asked(&row)?
            .wanted
            .is_of(&client.id, redirect_uri, verifier);
        let (Some(integration), LinkState::Approved, true, true) =
            (row.integration, row.state, in_time, same)
        else {
            return Err(OauthError::InvalidGrant);
        };
        let grant = Uuid::new_v4();
        grants::begin(&mut tx, grant, integration).await?;
        link_requests::redeemed(&mut tx, row.id, grant).await?;
        let tokens = self.issue(&mut tx, grant, 0, random_token()).await?;
        tx.commit().await?;
        Ok(tokens)
    }

    /// RFC 6749 §6
    ///
    /// # Errors
    /// [`OauthError::InvalidGrant`]
    pub async fn refresh(&self, client: &ClientRow, token: &str) -> Result<Tokens, OauthError> {
        let mut tx = self.inner.store.begin().await?;
        let row = self.refresh_token(&mut tx, client, token).await?;
        let row = row.ok_or(OauthError::InvalidGrant)?;
        if is_spent(&row, self.now()) {
            if let Some(integration) = integrations::of_grant(&mut tx, row.grant).await? {
                self.token_reused(tx, &integration).await?;
            }
            return Err(OauthError::InvalidGrant);
        }
        let successor = self
            .inner
            .secrets
            .keyed(b"oauth-successor", token.as_bytes());
        let successor = Zeroizing::new(Bytes::encode(&successor));
        let generation = row.generation + 1;
        let tokens = self
            .issue(&mut tx, row.grant, generation, successor)
            .await?;
        tx.commit().await?;
        self.note_use(&row).await?;
        Ok(tokens)
    }

    /// RFC 7009. Without a refresh token there is no link; an access token goes alone.
    ///
    /// # Errors
    /// [`OauthError::ServerError`], [`OauthError::Unavailable`]
    pub async fn give_back(&self, client: &ClientRow, token: &str) -> Result<(), OauthError> {
        let mut tx = self.inner.store.begin().await?;
        if let Some(row) = self.refresh_token(&mut tx, client, token).await? {
            if let Some(integration) = integrations::of_grant(&mut tx, row.grant).await? {
                self.unlink_one(&mut tx, &integration, UnlinkCause::Client, None)
                    .await?;
            }
        } else {
            let index = self.oauth_index(Kind::Access, token);
            let row = grants::access_token(&mut tx, &index).await?;
            if row.is_some_and(|row| row.client == client.id) {
                grants::remove_access_token(&mut tx, &index).await?;
            }
        }
        tx.commit().await?;
        self.inner.wakes.written();
        Ok(())
    }

    /// RFC 7662: of its own tokens, a client learns whether they are good; of others, nothing.
    ///
    /// # Errors
    /// [`OauthError::ServerError`], [`OauthError::Unavailable`]
    pub async fn introspect(
        &self,
        client: &ClientRow,
        token: &str,
        issuer: &str,
    ) -> Result<Introspection, OauthError> {
        let index = self.oauth_index(Kind::Access, token);
        let access = self.inner.store.access_token(&index).await?;
        let row = match access.filter(|row| row.client == client.id) {
            Some(row) => Some(row),
            None => {
                let mut tx = self.inner.store.begin().await?;
                self.refresh_token(&mut tx, client, token).await?
            }
        };
        let good = |row: &TokenRow| match row.expires_at {
            Some(at) => !expired(at, self.now()),
            None => !is_spent(row, self.now()),
        };
        Ok(row
            .filter(good)
            .map_or_else(Introspection::default, |row| Introspection {
                active: true,
                scope: Some(SCOPE),
                token_type: row.expires_at.map(|_| "Bearer"),
                exp: row.expires_at,
                iss: Some(issuer.into()),
                sub: Some(self.pairwise(row.integration, row.account)),
                client_id: Some(row.client),
            }))
    }

    /// What a client may see now. `None`: the token is not good. Whose cameras they are is looked up each time.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn client_cameras(
        &self,
        token: &str,
    ) -> Result<Option<Vec<ClientCamera>>, StoreError> {
        let index = self.oauth_index(Kind::Access, token);
        let row = self.inner.store.access_token(&index).await?;
        let good = |row: &TokenRow| row.expires_at.is_some_and(|at| !expired(at, self.now()));
        let Some(row) = row.filter(good) else {
            return Ok(None);
        };
        if row.received < row.generation {
            let store = &self.inner.store;
            store
                .generation_received(row.grant, row.generation, self.now())
                .await?;
        }
        self.note_use(&row).await?;
        let released = self.unseal_release(row.integration, &row.sealed_release)?;
        let all = self.cameras(row.account).await?;
        Ok(Some(self.for_client(row.integration, &released, &all)))
    }

    async fn refresh_token(
        &self,
        tx: &mut Tx,
        client: &ClientRow,
        token: &str,
    ) -> Result<Option<TokenRow>, StoreError> {
        let index = self.oauth_index(Kind::Refresh, token);
        let row = grants::refresh_token(tx, &index).await?;
        Ok(row.filter(|row| row.client == client.id))
    }

    async fn issue(
        &self,
        tx: &mut Tx,
        grant: Uuid,
        generation: i64,
        refresh_token: Zeroizing<String>,
    ) -> Result<Tokens, StoreError> {
        let now = self.now();
        let (access_token, expires_at) = match grants::issued(tx, grant, generation, now).await? {
            Some((salt, expires_at)) => (self.access_token(&refresh_token, &salt), expires_at),
            None => {
                let mut salt = [0; 16];
                OsRng.fill_bytes(&mut salt);
                let access_token = self.access_token(&refresh_token, &salt);
                let access = NewAccessToken {
                    index: self.oauth_index(Kind::Access, &access_token),
                    salt,
                    expires_at: now + ACCESS_VALID_FOR,
                };
                let refresh = self.oauth_index(Kind::Refresh, &refresh_token);
                grants::issue(tx, grant, generation, &access, &refresh, now).await?;
                (access_token, access.expires_at)
            }
        };
        Ok(Tokens {
            access_token,
            token_type: "Bearer",
            expires_in: expires_at - now,
            refresh_token,
            scope: SCOPE,
        })
    }

    fn access_token(&self, refresh_token: &str, salt: &[u8]) -> Zeroizing<String> {
        let made_of = Zeroizing::new([refresh_token.as_bytes(), &[0], salt].concat());
        let token = Zeroizing::new(self.inner.secrets.keyed(b"oauth-access-made", &made_of));
        Zeroizing::new(Bytes::encode(token.as_slice()))
    }

    async fn token_reused(&self, mut tx: Tx, row: &IntegrationRow) -> Result<(), StoreError> {
        tracing::warn!("a code or a token of an integration came a second time: it is unlinked");
        self.unlink_one(&mut tx, row, UnlinkCause::TokenReused, None)
            .await?;
        tx.commit().await?;
        self.inner.wakes.written();
        Ok(())
    }

    async fn note_use(&self, row: &TokenRow) -> Result<(), StoreError> {
        let hour = self.now() - self.now().rem_euclid(HOUR);
        if row.last_used_at != Some(hour) {
            self.inner
                .store
                .integration_used(row.integration, hour)
                .await?;
        }
        Ok(())
    }
}

/// Its successor was renewed, or is in use for longer than a late repeat takes.
fn is_spent(row: &TokenRow, now: UnixSeconds) -> bool {
    let late = |at: UnixSeconds| now - at <= LATE_FOR;
    let in_use = row.received >= row.newest && !row.received_at.is_some_and(late);
    row.generation < row.newest && (row.generation + 1 < row.newest || in_use)
}
