//! Security events (RFC 8417): composed, kept sealed, and handed out until they are acknowledged (RFC 8936).

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::email_change::EmailUndo;
use porchlight_protocol::event::{
    CamerasChanged, ChangeType, CredentialChange, CredentialCompromise, CredentialType,
    EmailChangeUndone, EmailChanged, EventToken, Events, PairingClaimed, PollRequest, PollResponse,
    RecoveryActivated, RecoveryKeyUsed, RecoveryStopped, SessionEstablished, Subject,
};
use uuid::Uuid;

use crate::quotas::{ACKNOWLEDGEMENTS, LONGEST_COMPUTER_NAME};
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{NewEvent, StoreError};
use crate::wakes::{Listener, Wakes};

/// Most events in one answer.
const MOST_EVENTS: u32 = 100;
/// Bytes after which no further event is put into an answer.
const LONG_ANSWER: usize = 64 * 1024;

/// The computer that did something: it knows, and the others are told its name.
pub(crate) struct By {
    pub(crate) thumbprint: String,
    pub(crate) sealed_name: Option<Bytes>,
}

impl Service {
    /// # Errors
    /// `overloaded` when the store does not answer
    pub(crate) async fn by(&self, session: &Session) -> Result<By, Refusal> {
        Ok(By {
            thumbprint: session.thumbprint.clone(),
            sealed_name: self.name_of(session).await?,
        })
    }

    /// Takes acknowledgements, and gives what is open. What the client refused is not sent again either: it
    /// would be refused again (RFC 8936 §2.4.3).
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn acknowledge(&self, session: &Session, poll: &PollRequest) -> Result<(), Refusal> {
        let done = poll.ack.iter().chain(poll.set_errs.keys());
        let done: Vec<&str> = done.map(String::as_str).take(ACKNOWLEDGEMENTS).collect();
        if !poll.set_errs.is_empty() {
            tracing::warn!(
                count = poll.set_errs.len(),
                "a client refused security events"
            );
        }
        if !done.is_empty() {
            let store = &self.inner.store;
            store
                .acknowledge_events(session.account, &session.thumbprint, &done)
                .await?;
            self.acknowledge_exposures(session, &done).await?;
        }
        Ok(())
    }

    /// What this computer has not acknowledged.
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn open_events(
        &self,
        session: &Session,
        poll: &PollRequest,
    ) -> Result<PollResponse, Refusal> {
        let limit = poll.max_events.unwrap_or(MOST_EVENTS).min(MOST_EVENTS);
        let account = session.account;
        // What everybody is told is little, and does not wait behind what this account alone is told.
        let mut exposures = self.unheard(account, &session.thumbprint).await?;
        let mut more_available = exposures.len() > limit as usize;
        exposures.truncate(limit as usize);
        let left = limit.saturating_sub(u32::try_from(exposures.len()).unwrap_or(limit));
        let store = &self.inner.store;
        let mut open = store
            .pending_events(account, &session.thumbprint, left + 1)
            .await?;
        more_available |= open.len() > left as usize;
        open.truncate(left as usize);
        let mut answer = PollResponse {
            more_available,
            event_key: Some(self.inner.secrets.event_key_thumbprint()),
            ..PollResponse::default()
        };
        let secrets = &self.inner.secrets;
        for unheard in exposures {
            let claims = self.told(unheard, account)?;
            let token = secrets.sign_event(&claims);
            answer.sets.insert(claims.jti, token);
        }
        let mut length = 0;
        for event in open {
            if length > LONG_ANSWER {
                answer.more_available = true;
                break;
            }
            let word = secrets.sign_event(&self.event_claims(&event)?);
            length += word.len();
            answer.sets.insert(event.jti, word);
        }
        Ok(answer)
    }

    async fn acknowledge_exposures(&self, session: &Session, done: &[&str]) -> Result<(), Refusal> {
        let unheard = self.unheard(session.account, &session.thumbprint).await?;
        let heard: Vec<i64> = unheard
            .iter()
            .filter(|unheard| done.contains(&unheard.jti.as_str()))
            .map(|unheard| unheard.row.seq)
            .collect();
        if !heard.is_empty() {
            let store = &self.inner.store;
            store
                .exposures_heard(session.account, &session.thumbprint, &heard)
                .await?;
        }
        Ok(())
    }

    pub fn listen(&self, session: &Session) -> Listener {
        Wakes::listen(&self.inner.wakes, session)
    }

    /// Somebody signed in to the account, as far as the owner's computers can tell.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn announce_session_established(
        &self,
        account: Uuid,
        place: Option<String>,
    ) -> Result<(), StoreError> {
        let event = self.session_established(account, Uuid::new_v4(), place, None, &["pwd"]);
        self.inner.store.add_event(&event).await?;
        self.inner.wakes.written();
        Ok(())
    }

    pub(crate) async fn announce_cameras_changed(
        &self,
        account: Uuid,
        cameras: Vec<Uuid>,
    ) -> Result<(), StoreError> {
        self.inner
            .store
            .add_event(&self.cameras_changed(account, cameras, None))
            .await?;
        self.inner.wakes.written();
        Ok(())
    }

    pub(crate) fn session_established(
        &self,
        account: Uuid,
        session: Uuid,
        place: Option<String>,
        about_thumbprint: Option<String>,
        amr: &[&str],
    ) -> NewEvent {
        let established = SessionEstablished {
            event_timestamp: self.now(),
            session,
            amr: amr.iter().map(|&method| method.into()).collect(),
            place,
        };
        let events = Events {
            session_established: Some(established),
            ..Events::default()
        };
        self.event(account, Subject::opaque(session), events, about_thumbprint)
    }

    pub(crate) fn cameras_changed(
        &self,
        account: Uuid,
        cameras: Vec<Uuid>,
        about_thumbprint: Option<String>,
    ) -> NewEvent {
        let changed = CamerasChanged {
            event_timestamp: self.now(),
            cameras,
        };
        let events = Events {
            cameras_changed: Some(changed),
            ..Events::default()
        };
        self.of_account(account, events, about_thumbprint)
    }

    pub(crate) fn pairing_claimed(&self, account: Uuid, pairing: Uuid, camera: Uuid) -> NewEvent {
        let claimed = PairingClaimed {
            event_timestamp: self.now(),
            pairing,
            camera,
        };
        let events = Events {
            pairing_claimed: Some(claimed),
            ..Events::default()
        };
        self.of_account(account, events, None)
    }

    pub(crate) fn credential_change(
        &self,
        account: Uuid,
        (credential_type, change_type): (CredentialType, ChangeType),
        by: Option<By>,
    ) -> NewEvent {
        let (about_thumbprint, by_sealed) =
            by.map_or((None, None), |by| (Some(by.thumbprint), by.sealed_name));
        let change = CredentialChange {
            event_timestamp: self.now(),
            credential_type,
            change_type,
            by_sealed,
        };
        let events = Events {
            credential_change: Some(change),
            ..Events::default()
        };
        self.of_account(account, events, about_thumbprint)
    }

    /// Which computer it was is not known before it is signed in.
    pub(crate) fn recovery_key_used(&self, account: Uuid) -> NewEvent {
        let used = RecoveryKeyUsed {
            event_timestamp: self.now(),
            by_sealed: None,
        };
        let events = Events {
            recovery_key_used: Some(used),
            ..Events::default()
        };
        self.of_account(account, events, None)
    }

    /// Told to all computers but the one of this device key, if it is one of the account.
    pub(crate) fn recovery_activated(
        &self,
        account: Uuid,
        available_at: UnixSeconds,
        thumbprint: &str,
    ) -> NewEvent {
        let activated = RecoveryActivated {
            event_timestamp: self.now(),
            available_at,
        };
        let events = Events {
            recovery_activated: Some(activated),
            ..Events::default()
        };
        let about = Some(thumbprint.to_owned());
        self.of_account(account, events, about)
    }

    pub(crate) fn recovery_stopped(&self, account: Uuid, by: By) -> NewEvent {
        let stopped = RecoveryStopped {
            event_timestamp: self.now(),
            by_sealed: by.sealed_name,
        };
        let events = Events {
            recovery_stopped: Some(stopped),
            ..Events::default()
        };
        self.of_account(account, events, Some(by.thumbprint))
    }

    pub(crate) fn email_changed(
        &self,
        account: Uuid,
        undo: EmailUndo,
        sealed_email: Option<Bytes>,
        by: By,
    ) -> NewEvent {
        let address = sealed_email.as_ref().map_or(0, |sealed| sealed.0.len());
        // Both of the longest sort are more than an event may be, and the address is what the other computers need.
        let fits = |name: &Bytes| name.0.len() + address <= LONGEST_COMPUTER_NAME;
        let changed = EmailChanged {
            event_timestamp: self.now(),
            undo,
            sealed_email,
            by_sealed: by.sealed_name.filter(fits),
        };
        let events = Events {
            email_changed: Some(changed),
            ..Events::default()
        };
        self.of_account(account, events, Some(by.thumbprint))
    }

    pub(crate) fn email_change_undone(&self, account: Uuid, change: Uuid, by: By) -> NewEvent {
        let undone = EmailChangeUndone {
            event_timestamp: self.now(),
            change,
            by_sealed: by.sealed_name,
        };
        let events = Events {
            email_change_undone: Some(undone),
            ..Events::default()
        };
        self.of_account(account, events, Some(by.thumbprint))
    }

    pub(crate) fn credential_compromise(
        &self,
        account: Uuid,
        credential_type: CredentialType,
    ) -> NewEvent {
        let compromise = CredentialCompromise {
            event_timestamp: self.now(),
            credential_type,
        };
        let events = Events {
            credential_compromise: Some(compromise),
            ..Events::default()
        };
        self.of_account(account, events, None)
    }

    /// One that is about the account as such.
    fn of_account(
        &self,
        account: Uuid,
        events: Events,
        about_thumbprint: Option<String>,
    ) -> NewEvent {
        let sub_id = Subject::opaque(account);
        self.event(account, sub_id, events, about_thumbprint)
    }

    pub(crate) fn event(
        &self,
        account: Uuid,
        sub_id: Subject,
        events: Events,
        about_thumbprint: Option<String>,
    ) -> NewEvent {
        let (at, jti) = (self.now(), Uuid::new_v4().to_string());
        // The list of cameras is asked for as a whole, and a pairing after each list.
        let hint = events.cameras_changed.is_some() || events.pairing_claimed.is_some();
        let claims = EventToken {
            iss: self.issuer(),
            iat: at,
            jti: jti.clone(),
            aud: format!("urn:uuid:{account}"),
            txn: None,
            toe: None,
            sub_id,
            events,
        };
        // Our own claims have string keys and finite numbers: serialising them cannot fail.
        let plain = serde_json::to_vec(&claims).unwrap_or_default();
        let sealed_claims = self.inner.secrets.seal(&plain, jti.as_bytes());
        NewEvent {
            account,
            jti,
            at,
            about_thumbprint,
            hint,
            sealed_claims,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use super::*;
    use crate::service::Config;
    use crate::store::{DatabaseUrl, StoredEvent};

    #[tokio::test]
    async fn an_event_that_waits_since_an_earlier_version_is_sent_in_todays_words() {
        let dir = tempfile::tempdir().unwrap();
        let database = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
        let config = Config::new(database, dir.path().join("secrets"), "Test");
        let service = Service::open(config).await.unwrap();
        let account = Uuid::new_v4();
        let kind = (CredentialType::RecoveryKey, ChangeType::Use);
        let NewEvent {
            jti, sealed_claims, ..
        } = service.credential_change(account, kind, None);
        let waits = StoredEvent {
            account,
            jti,
            about_thumbprint: None,
            sealed_claims,
        };
        let events = service.event_claims(&waits).unwrap().events;
        assert!(events.credential_change.is_none());
        assert!(events.recovery_key_used.is_some());
    }
}
