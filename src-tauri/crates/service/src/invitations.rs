//! Who may make an account: everybody, whoever was invited, nobody. Invitations are made by the people who run the service
//! (`porchlight-service invite`), serve once, and are kept as keyed hashes.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::Registration;
use serde_json::json;

use crate::connections::Source;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::store::{StoreError, invitations};
use crate::two_factor::recovery_code;

/// Made at once.
pub const MOST_AT_ONCE: u32 = 100;

/// To be handed on, one for each account.
#[derive(Debug)]
pub struct Invitations {
    /// Shown here and nowhere else.
    pub codes: Vec<String>,
    pub expire_at: UnixSeconds,
}

impl Service {
    /// Makes `how_many` invitations (at most [`MOST_AT_ONCE`]) that are good for `valid_for` seconds. Leaves an entry in the audit record.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn invite(&self, how_many: u32, valid_for: i64) -> Result<Invitations, StoreError> {
        let how_many = how_many.min(MOST_AT_ONCE);
        let expire_at = self.now().saturating_add(valid_for);
        let mut tx = self.inner.store.begin().await?;
        let mut codes = Vec::new();
        for _ in 0..how_many {
            let code = recovery_code::new();
            if let Some(index) = self.invitation_index(&code) {
                invitations::insert(&mut tx, &index, expire_at).await?;
                codes.push(code);
            }
        }
        let arguments = json!({ "count": how_many, "expire_at": expire_at });
        self.record(tx, "invite", arguments, how_many.into())
            .await?;
        Ok(Invitations { codes, expire_at })
    }

    /// Whether somebody from `source` may begin to make an account, and what has to be spent for it.
    ///
    /// # Errors
    /// `registration-closed`, `too-many-registrations`, `invitation-needed`, `invitation-invalid`
    pub(crate) async fn may_register(
        &self,
        invitation: Option<&str>,
        source: Source,
    ) -> Result<Option<[u8; 32]>, Refusal> {
        let registration = self.inner.registration;
        if registration == Registration::Closed {
            return Err(ProblemType::RegistrationClosed.into());
        }
        let now = self.now();
        self.inner
            .registrations
            .one_more(source, now)
            .map_err(|retry_after| Refusal::TooManyRegistrations { retry_after })?;
        if registration == Registration::Open {
            return Ok(None);
        }
        let typed = invitation.filter(|typed| !typed.trim().is_empty());
        let typed = typed.ok_or(ProblemType::InvitationNeeded)?;
        let index = self.invitation_index(typed);
        let index = index.ok_or(ProblemType::InvitationInvalid)?;
        if self.inner.store.is_invitation(&index, now).await? {
            Ok(Some(index))
        } else {
            Err(ProblemType::InvitationInvalid.into())
        }
    }

    /// The same at the end: the people who run it may have changed their mind, and started it anew.
    ///
    /// # Errors
    /// `registration-closed`, `invitation-needed`
    pub(crate) fn may_finish_registering(&self, invited: bool) -> Result<(), Refusal> {
        match self.inner.registration {
            Registration::Closed => Err(ProblemType::RegistrationClosed.into()),
            Registration::Invitation if !invited => Err(ProblemType::InvitationNeeded.into()),
            Registration::Invitation | Registration::Open => Ok(()),
        }
    }

    /// `None`: it cannot be one.
    fn invitation_index(&self, typed: &str) -> Option<[u8; 32]> {
        let code = recovery_code::normal(typed.trim())?;
        Some(self.inner.secrets.keyed(b"invitation", code.as_bytes()))
    }
}
