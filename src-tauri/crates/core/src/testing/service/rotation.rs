//! Tokens that expire and give way to others, each of which can be exchanged once.

use std::collections::HashMap;

use super::FakeService;
use crate::ports::grant::{Grant, GrantError, RefreshError};
use crate::ports::provider::{EndEvidence, ServiceError, SessionEnd, SessionId};
use crate::secret::SecretBytes;
use crate::testing::lock;

#[derive(Default)]
pub(super) struct Rotation {
    on: bool,
    sessions: HashMap<SessionId, Tokens>,
    refreshes: usize,
    loses_answers: bool,
}

#[derive(Default)]
struct Tokens {
    /// The number of the one that counts.
    current: u32,
    expired: bool,
    /// The newest that a request was answered for.
    used: u32,
}

enum Refused {
    /// It has been exchanged before.
    Exchanged,
    Service(ServiceError),
}

impl FakeService {
    /// Its tokens expire, and it never says why a session is over.
    pub fn rotates_tokens(&self) {
        self.change(|inner| inner.rotation.on = true);
    }

    pub(super) fn end_evidence(&self) -> EndEvidence {
        if lock(&self.0.inner).rotation.on {
            EndEvidence::RefreshRefused
        } else {
            EndEvidence::SignedToken
        }
    }

    /// The token of each session is refused from now on, until it is exchanged for the next.
    pub fn expire_tokens(&self) {
        self.change(|inner| {
            for session in inner.sessions.keys() {
                let tokens = inner.rotation.sessions.entry(session.clone());
                tokens.or_default().expired = true;
            }
        });
    }

    /// Tokens are exchanged, and the new ones get lost on their way.
    pub fn lose_tokens(&self, loses: bool) {
        self.change(|inner| inner.rotation.loses_answers = loses);
    }

    /// How many tokens were exchanged.
    pub fn refreshes(&self) -> usize {
        lock(&self.0.inner).rotation.refreshes
    }

    /// The number of the newest token of a session that a request was answered for; the first has 0.
    pub fn newest_token_used(&self, session: &SessionId) -> u32 {
        let inner = lock(&self.0.inner);
        let tokens = inner.rotation.sessions.get(session);
        tokens.map(|tokens| tokens.used).unwrap_or_default()
    }

    /// As a client that knows the protocol does it.
    pub(super) async fn check(&self, grant: &Grant) -> Result<(), ServiceError> {
        loop {
            let secret = grant.secret();
            if self.takes(grant.session(), &secret)? {
                return Ok(());
            }
            let exchanged = grant
                .refresh(&secret, async |known| {
                    self.exchange(grant.session(), known).await
                })
                .await;
            match exchanged {
                Ok(_) => {}
                Err(RefreshError::Asked(Refused::Exchanged)) => {
                    return Err(self.ends_unsaid(grant.session()));
                }
                Err(RefreshError::Asked(Refused::Service(error))) => return Err(error),
                Err(RefreshError::NotKept(GrantError::Over)) => {
                    return Err(ServiceError::NotRecognised);
                }
                Err(RefreshError::NotKept(GrantError::Vault(error))) => return Err(error.into()),
            }
        }
    }

    /// `false`: it has to be exchanged.
    fn takes(&self, session: &SessionId, secret: &SecretBytes) -> Result<bool, ServiceError> {
        self.change(|inner| match inner.sessions.get(session) {
            Some(None) => {
                let tokens = inner.rotation.sessions.entry(session.clone()).or_default();
                let current = number(secret) == tokens.current;
                if current && !tokens.expired {
                    tokens.used = tokens.current;
                    return Ok(true);
                }
                Ok(false)
            }
            Some(Some(end)) => Err(ServiceError::SessionEnded {
                session: session.clone(),
                end: end.clone(),
            }),
            None => Err(ServiceError::NotRecognised),
        })
    }

    async fn exchange(
        &self,
        session: &SessionId,
        secret: &SecretBytes,
    ) -> Result<SecretBytes, Refused> {
        self.answer().await.map_err(Refused::Service)?;
        self.change(|inner| {
            let tokens = inner.rotation.sessions.entry(session.clone()).or_default();
            if number(secret) != tokens.current {
                return Err(Refused::Exchanged);
            }
            tokens.current += 1;
            tokens.expired = false;
            inner.rotation.refreshes += 1;
            if inner.rotation.loses_answers {
                return Err(Refused::Service(ServiceError::TimedOut));
            }
            let next = format!("{}/{}", session.0, tokens.current);
            Ok(SecretBytes::new(next.into_bytes()))
        })
    }

    /// A token that comes twice has two owners: none of them is served any more, and none is told why.
    fn ends_unsaid(&self, session: &SessionId) -> ServiceError {
        let end = SessionEnd::not_stated(Self::dated());
        self.change(|inner| inner.sessions.insert(session.clone(), Some(end.clone())));
        ServiceError::SessionEnded {
            session: session.clone(),
            end,
        }
    }
}

/// The first has none.
fn number(secret: &SecretBytes) -> u32 {
    let text = String::from_utf8_lossy(secret.expose()).into_owned();
    let number = text
        .split_once('/')
        .and_then(|(_, number)| number.parse().ok());
    number.unwrap_or_default()
}
