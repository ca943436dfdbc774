//! Trying a recovery code out without using it up.

use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::{RecoveryCodeRehearsal, RecoveryCodesLeft};
use uuid::Uuid;

use super::recovery_code;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::two_factor;

impl Service {
    /// Says what a sign-in with the code would come to. Counted for itself, like guesses at a password: tries here never keep
    /// an owner from coming in.
    ///
    /// # Errors
    /// `fresh-proof-needed`, `two-factor-off`, `wrong-recovery-code`, `too-many-tries`
    pub async fn rehearse_recovery_code(
        &self,
        session: &Session,
        request: &RecoveryCodeRehearsal,
    ) -> Result<RecoveryCodesLeft, Refusal> {
        self.wants_fresh_proof(session)?;
        let account = session.account;
        // Read in a transaction that is never committed: nothing can come of it.
        let mut tx = self.inner.store.begin().await?;
        if two_factor::of(&mut tx, account).await?.is_none() {
            return Err(ProblemType::TwoFactorOff.into());
        }
        let Some(code) = recovery_code::normal(&request.recovery_code) else {
            return Err(ProblemType::WrongRecoveryCode.into());
        };
        self.one_more_try(&tries_of(account))?;
        let hashes = two_factor::recovery_codes(&mut tx, account).await?;
        if self.recovery_code_among(&hashes, account, &code).is_none() {
            return Err(ProblemType::WrongRecoveryCode.into());
        }
        self.inner.tries.succeeded(&tries_of(account));
        Ok(RecoveryCodesLeft {
            recovery_codes_left: u32::try_from(hashes.len()).unwrap_or(u32::MAX),
        })
    }
}

/// What tries of an account are counted under.
fn tries_of(account: Uuid) -> [u8; 32] {
    let mut key = *b"................recovery codes..";
    key[..16].copy_from_slice(account.as_bytes());
    key
}
