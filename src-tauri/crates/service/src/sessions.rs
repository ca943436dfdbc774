//! Sessions: a token that is worth nothing without the device key (RFC 9449), and a signed word when one is over.

use std::collections::BTreeMap;

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::dpop;
use porchlight_protocol::event::{EndReason, EventToken, Events, SessionRevoked, Subject};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::refusal::{Refusal, Unproved};
use crate::service::Service;
use crate::store::{ResetRow, SessionRow};

/// A session ends this long after sign-in, whatever its use.
pub const ABSOLUTE_LIFE: i64 = 90 * 24 * 3600;
/// A session ends when it was not used for this long.
pub const IDLE_LIFE: i64 = 30 * 24 * 3600;
/// For this long after its end, the service can still say why.
pub const KEPT_AFTER_END: i64 = 90 * 24 * 3600;
/// Seconds.
const COME_AGAIN_AFTER: u32 = 1;
/// Use is written down at most this often: a session may idle out this much early, and reads stay reads.
const USE_NOTED_EVERY: i64 = 3600;

/// A request that came with a good token and a good proof for it.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: Uuid,
    pub account: Uuid,
    pub thumbprint: String,
    /// When the password was last right in it.
    pub proved_at: Option<UnixSeconds>,
}

/// What a request shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub method: &'a str,
    /// The address that the request was made to, without query.
    pub address: &'a str,
    pub token: &'a str,
    pub proof: &'a str,
}

impl Service {
    /// The session of a request. Without a good, fresh proof by the session's own device key the answer never
    /// tells whether there is or was such a session.
    ///
    /// # Errors
    /// `invalid-credential`, `clock-skew`, `session-ended`
    pub async fn session(&self, shown: Shown<'_>) -> Result<Session, Refusal> {
        let now = self.now();
        let index = self.inner.secrets.token_index(shown.token);
        // A token that nobody has costs two looks at an index, and no signature: it is the cheapest request there is.
        let row = self.inner.store.session_of(&index).await?;
        let Some(row) = row else {
            return Err(self.unknown_token(&index, shown).await?);
        };
        let proof = self.proof(shown, Some(shown.token))?;
        // As for a token that nobody has: it says nothing about the session.
        if row.thumbprint != proof.thumbprint {
            return Err(Unproved::Token.into());
        }
        self.use_once(&self.inner.proofs, &proof)?;
        self.outlasts_a_restart(&proof).await?;
        if let Some(ending) = ending(&row, now) {
            return Err(Refusal::SessionEnded {
                token: self.last_word(&row, ending),
            });
        }
        if now - row.last_used_at >= USE_NOTED_EVERY {
            self.inner.store.session_used(row.id, now).await?;
        }
        Ok(Session {
            id: row.id,
            account: row.account,
            thumbprint: row.thumbprint,
            proved_at: row.proved_at,
        })
    }

    /// Whether a session that was good a moment ago still is.
    ///
    /// # Errors
    /// `session-ended`, `invalid-credential` after the owner signed out
    pub async fn still_good(&self, session: &Session) -> Result<(), Refusal> {
        let row = self.inner.store.session(session.id).await?;
        let row = row.filter(|row| !row.signed_out).ok_or(Unproved::Token)?;
        match ending(&row, self.now()) {
            Some(ending) => Err(Refusal::SessionEnded {
                token: self.last_word(&row, ending),
            }),
            None => Ok(()),
        }
    }

    /// Once more, in a transaction: nobody ends it meanwhile.
    ///
    /// # Errors
    /// `overloaded` when it is over: whoever comes again is told how
    pub(crate) async fn has_not_ended(&self, session: &Session) -> Result<(), Refusal> {
        match self.still_good(session).await {
            Ok(()) => Ok(()),
            Err(_) => Err(Refusal::Overloaded {
                retry_after: COME_AGAIN_AFTER,
            }),
        }
    }

    /// A proof without a session, which serves once like others. Strangers make as many as they like: these are remembered apart from
    /// those of sessions.
    ///
    /// # Errors
    /// `invalid-credential`, `clock-skew`
    pub(crate) fn proof_of_device(&self, shown: Shown<'_>) -> Result<dpop::Proof, Refusal> {
        let proof = self.proof(shown, None)?;
        self.use_once(&self.inner.sign_in_proofs, &proof)?;
        Ok(proof)
    }

    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn sign_out(&self, session: &Session) -> Result<(), Refusal> {
        self.inner.store.sign_out(session.id, self.now()).await?;
        self.inner.wakes.written();
        Ok(())
    }

    /// For a session of which nothing more is known.
    pub(crate) fn word_of_an_end(
        &self,
        whose: (Uuid, Uuid),
        (at, reason): (UnixSeconds, EndReason),
    ) -> String {
        self.sign_end(whose, plain(at, reason))
    }

    fn last_word(&self, row: &SessionRow, ending: Ending) -> String {
        self.sign_end((row.account, row.id), ending)
    }

    /// The same token identifier each time, so that a client sees one end, however often it asks.
    fn sign_end(&self, (account, session): (Uuid, Uuid), ending: Ending) -> String {
        let Ending { revoked, incident } = ending;
        let mut jti = [0; 16];
        jti.copy_from_slice(
            &Sha256::digest([b"ended".as_slice(), session.as_bytes()].concat())[..16],
        );
        let token = EventToken {
            iss: self.issuer(),
            iat: self.now(),
            jti: uuid::Builder::from_custom_bytes(jti)
                .into_uuid()
                .to_string(),
            aud: format!("urn:uuid:{account}"),
            txn: incident,
            toe: None,
            sub_id: Subject::opaque(session),
            events: Events {
                session_revoked: Some(revoked),
                ..Events::default()
            },
        };
        self.inner.secrets.sign_event(&token)
    }
}

/// Ended, reset, expired, or signed out.
pub(crate) fn is_over(row: &SessionRow, now: UnixSeconds) -> bool {
    row.signed_out || ending(row, now).is_some()
}

struct Ending {
    revoked: SessionRevoked,
    incident: Option<String>,
}

/// What ended the session first, if anything did.
fn ending(row: &SessionRow, now: UnixSeconds) -> Option<Ending> {
    let expired = (row.created_at + ABSOLUTE_LIFE).min(row.last_used_at + IDLE_LIFE);
    let expired = (now >= expired).then(|| plain(expired, EndReason::Expired));
    let by_itself = row.ended.as_ref().map(|ended| {
        let mut end = plain(ended.at, ended.reason);
        end.revoked.by_sealed = ended.by_sealed.clone().map(Into::into);
        end
    });
    let ended = row.partial_reset.as_ref().map(by_reset).or(by_itself);
    let reset = row.reset.as_ref().map(by_reset);
    [reset, ended, expired]
        .into_iter()
        .flatten()
        .min_by_key(|end| end.revoked.event_timestamp)
}

fn plain(at: UnixSeconds, reason: EndReason) -> Ending {
    let revoked = SessionRevoked {
        event_timestamp: at,
        reason,
        reason_user: BTreeMap::new(),
        advisory: None,
        by_sealed: None,
    };
    Ending {
        revoked,
        incident: None,
    }
}

fn by_reset(reset: &ResetRow) -> Ending {
    let mut end = plain(reset.at, EndReason::GlobalReset);
    end.revoked.reason_user = serde_json::from_str(&reset.reason).unwrap_or_default();
    end.revoked.advisory.clone_from(&reset.advisory);
    end.incident = Some(reset.incident.clone());
    end
}
