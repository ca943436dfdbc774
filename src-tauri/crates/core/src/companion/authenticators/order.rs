//! The entry of the keychain. Orders are carried out one after the other, with all others of the keychain.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::super::secrets::Order;
use super::super::state::State;
use crate::authenticator::{AuthenticatorId, Kept, KeptAuthenticator};
use crate::error::{Failure, FailureCode};
use crate::ports::secret_vault::{SecretSlot, SecretVault};

pub(in crate::companion) enum AuthenticatorOrder {
    Read,
    /// At `at`, or at the end.
    Keep {
        at: usize,
        kept: KeptAuthenticator,
    },
    Remove(AuthenticatorId),
}

/// All that are kept now, and the one that was removed, with where it stood.
pub(in crate::companion) struct Done {
    pub kept: Kept,
    pub removed: Option<(usize, KeptAuthenticator)>,
}

impl AuthenticatorOrder {
    pub(in crate::companion) async fn carry_out(
        self,
        vault: &Arc<dyn SecretVault>,
    ) -> Result<Done, Failure> {
        let entry = vault.read(SecretSlot::Authenticators).await;
        let mut kept = match entry.map_err(|error| Failure::from(&error))? {
            Some(entry) => Kept::read(&entry).map_err(|_| FailureCode::AuthenticatorsUnreadable)?,
            None => Kept::default(),
        };
        let removed = match self {
            Self::Read => {
                return Ok(Done {
                    kept,
                    removed: None,
                });
            }
            Self::Keep { at, kept: new } => {
                if kept.twin_of(&new.authenticator).is_some() {
                    return Err(FailureCode::AuthenticatorKnown.into());
                }
                kept.insert(at, new);
                None
            }
            Self::Remove(id) => Some(kept.remove(id).ok_or(FailureCode::NotThere)?),
        };
        let written = if kept.0.is_empty() {
            vault.delete(SecretSlot::Authenticators).await
        } else {
            let entry = kept.write().map_err(|_| FailureCode::AuthenticatorsFull)?;
            vault.write(SecretSlot::Authenticators, &entry).await
        };
        written.map_err(|error| Failure::from(&error))?;
        Ok(Done { kept, removed })
    }
}

impl State {
    /// The order itself is given at once, so that its place among the others is the one in which the owner acted.
    /// `None`: what it was about is not there any more.
    pub(super) fn order_authenticators(
        &self,
        order: Option<AuthenticatorOrder>,
    ) -> impl Future<Output = Result<Done, Failure>> + Send + use<> {
        let (done, answer) = oneshot::channel();
        let given = order.zip(self.home.as_ref()).is_some_and(|(order, home)| {
            let orders = home.secrets.orders();
            orders.send(Order::Authenticators { order, done }).is_ok()
        });
        async move {
            if !given {
                return Err(FailureCode::NotNow.into());
            }
            answer.await.map_err(|_| FailureCode::NotNow)?
        }
    }
}
