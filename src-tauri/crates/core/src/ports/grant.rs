//! What a provider acts with for the owner, and how one token gives way to the next.

use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use tokio::sync::{Mutex, MutexGuard};

use crate::ports::provider::{Credential, SessionId};
use crate::ports::secret_vault::VaultError;
use crate::secret::SecretBytes;

/// The secret of a session. Where tokens rotate, the next one is in the keychain before it is used, one refresh runs at a time, and
/// the keychain is the truth: another run of the program may have been there first.
pub struct Grant {
    session: SessionId,
    secret: RwLock<SecretBytes>,
    entry: Option<Arc<dyn GrantEntry>>,
    /// What the keychain did not take. The service knows no other any more.
    unkept: Mutex<Option<SecretBytes>>,
}

/// Where a grant is kept.
#[async_trait]
pub trait GrantEntry: Send + Sync {
    async fn read(&self) -> Result<Option<SecretBytes>, GrantError>;
    /// Durable when it returns.
    async fn write(&self, secret: &SecretBytes) -> Result<(), GrantError>;
    /// See [`RefreshLock::lock`].
    async fn lock(&self) -> Result<Box<dyn Send>, GrantError>;
    /// The session is over: nothing is written any more, whoever asks.
    fn end(&self);
}

/// One refresh at a time over all runs of the program that share a keychain: of two that bring the same token, a service takes the
/// second for a thief.
#[async_trait]
pub trait RefreshLock: Send + Sync {
    /// Waits for its turn, which ends when the answer is dropped, or with the process.
    async fn lock(&self) -> Result<Box<dyn Send>, VaultError>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// What came for it afterwards must not stand in the place of what came next.
    #[error("the session is over")]
    Over,
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Why there is no newer secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefreshError<E> {
    /// The service was asked, and did not give one.
    #[error("the service gave no newer secret")]
    Asked(E),
    #[error(transparent)]
    NotKept(#[from] GrantError),
}

impl Grant {
    pub fn kept(credential: Credential, entry: Arc<dyn GrantEntry>) -> Self {
        Self {
            entry: Some(entry),
            ..Self::from(credential)
        }
    }

    /// Names the session without giving it away.
    pub fn session(&self) -> &SessionId {
        &self.session
    }

    /// As it counts now.
    pub fn secret(&self) -> SecretBytes {
        self.secret
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn credential(&self) -> Credential {
        Credential {
            session: self.session.clone(),
            secret: self.secret(),
        }
    }

    /// Whoever waits for it sees what the one before has done.
    pub async fn lock(&self) -> GrantGuard<'_> {
        GrantGuard {
            unkept: self.unkept.lock().await,
            grant: self,
        }
    }

    /// A secret that is newer than `stale`, which the service does not take any more: what another task or another run of the
    /// program has fetched meanwhile, or else what `ask` brings for the one that is given to it.
    ///
    /// # Errors
    /// [`RefreshError`]; what the service gave and the keychain did not take is not lost: the next call tries to keep it, and asks
    /// for no other.
    pub async fn refresh<E>(
        &self,
        stale: &SecretBytes,
        ask: impl AsyncFnOnce(&SecretBytes) -> Result<SecretBytes, E>,
    ) -> Result<SecretBytes, RefreshError<E>> {
        let mut guard = self.lock().await;
        let _turn = match &self.entry {
            Some(entry) => Some(entry.lock().await?),
            None => None,
        };
        if let Some(next) = guard.unkept.clone() {
            guard.replace(next).await?;
        }
        let known = guard.reload().await?;
        if known.expose() != stale.expose() {
            return Ok(known);
        }
        let next = ask(&known).await.map_err(RefreshError::Asked)?;
        guard.replace(next.clone()).await?;
        Ok(next)
    }

    /// The session is over: nothing is kept of it any more.
    pub fn end(&self) {
        if let Some(entry) = &self.entry {
            entry.end();
        }
    }
}

/// Of a session that nobody keeps.
impl From<Credential> for Grant {
    fn from(credential: Credential) -> Self {
        Self {
            session: credential.session,
            secret: RwLock::new(credential.secret),
            entry: None,
            unkept: Mutex::default(),
        }
    }
}

pub struct GrantGuard<'a> {
    grant: &'a Grant,
    unkept: MutexGuard<'a, Option<SecretBytes>>,
}

impl GrantGuard<'_> {
    /// What the keychain holds, which counts from now on.
    ///
    /// # Errors
    /// As the keychain says
    pub async fn reload(&mut self) -> Result<SecretBytes, GrantError> {
        if let Some(entry) = &self.grant.entry
            && let Some(kept) = entry.read().await?
        {
            self.counts_now(kept);
        }
        Ok(self.grant.secret())
    }

    /// Durable first, used afterwards.
    ///
    /// # Errors
    /// As the keychain says; what was before counts until it is kept.
    pub async fn replace(&mut self, next: SecretBytes) -> Result<(), GrantError> {
        if let Some(entry) = &self.grant.entry {
            *self.unkept = Some(next.clone());
            entry.write(&next).await?;
        }
        *self.unkept = None;
        self.counts_now(next);
        Ok(())
    }

    fn counts_now(&self, secret: SecretBytes) {
        *self
            .grant
            .secret
            .write()
            .unwrap_or_else(PoisonError::into_inner) = secret;
    }
}
