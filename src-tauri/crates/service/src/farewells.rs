//! Computers of an account that is gone are told so, by the same signed word as any other end of a session, and yet nothing
//! about the account is kept.
//!
//! The word is kept under a mark, and sealed under a key, that both come from the keyed hash of the session's token. That hash
//! goes with the account, so only who brings the token leads the service back to the word: without it neither the database nor
//! all of the service's secrets say whose it was.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::event::EndReason;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::refusal::{Refusal, Unproved};
use crate::service::Service;
use crate::sessions::{KEPT_AFTER_END, Shown};
use crate::store::{Farewell, StoreError};

const DAY: i64 = 24 * 3600;
const PLACE: &[u8] = b"porchlight/farewell/1";

#[derive(Serialize, Deserialize)]
struct Word {
    account: Uuid,
    session: Uuid,
    /// The device key that must prove itself before anything is said.
    thumbprint: String,
    at: UnixSeconds,
}

impl Service {
    /// For the session whose token has this hash.
    pub(crate) fn farewell(
        &self,
        token_index: &[u8],
        (account, session): (Uuid, Uuid),
        thumbprint: String,
    ) -> Option<Farewell> {
        let at = self.now();
        let word = Word {
            account,
            session,
            thumbprint,
            at,
        };
        let plain = serde_json::to_vec(&word).ok()?;
        let secrets = &self.inner.secrets;
        let key = secrets.farewell_key(token_index);
        Some(Farewell {
            mark: secrets.farewell_mark(token_index),
            sealed_word: porchlight_protocol::sealing::seal(&key, &plain, PLACE),
            kept_until: ((at + KEPT_AFTER_END) / DAY + 1) * DAY,
        })
    }

    /// What a token that no session has comes to. Nothing is checked for one that nobody ever had.
    pub(crate) async fn unknown_token(
        &self,
        token_index: &[u8; 32],
        shown: Shown<'_>,
    ) -> Result<Refusal, Refusal> {
        let secrets = &self.inner.secrets;
        let mark = secrets.farewell_mark(token_index);
        let Some(sealed) = self.inner.store.farewell(&mark).await? else {
            return Ok(Unproved::Token.into());
        };
        let key = secrets.farewell_key(token_index);
        let word: Word = porchlight_protocol::sealing::open(&key, &sealed, PLACE)
            .ok()
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(StoreError::Damaged("farewell"))?;
        let proof = self.proof(shown, Some(shown.token))?;
        if word.thumbprint != proof.thumbprint {
            return Ok(Unproved::Token.into());
        }
        self.use_once(&self.inner.proofs, &proof)?;
        self.outlasts_a_restart(&proof).await?;
        let end = (word.at, EndReason::AccountDeleted);
        Ok(Refusal::SessionEnded {
            token: self.word_of_an_end((word.account, word.session), end),
        })
    }
}
