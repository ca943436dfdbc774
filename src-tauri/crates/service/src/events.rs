//! Security events (RFC 8417): composed, kept sealed, and handed out until they are acknowledged (RFC 8936).

use porchlight_protocol::event::{
    CamerasChanged, EventToken, Events, PollRequest, PollResponse, SessionEstablished, Subject,
};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::Session;
use crate::store::{NewEvent, StoreError};
use crate::wakes::Listener;

/// Most events in one answer.
const MOST_EVENTS: u32 = 100;
const MOST_ACKNOWLEDGEMENTS: usize = 1_000;

impl Service {
    /// Takes acknowledgements, and gives what is open. What the client refused is not sent again either: it
    /// would be refused again (RFC 8936 §2.4.3).
    ///
    /// # Errors
    /// `overloaded` when the store does not answer
    pub async fn acknowledge(&self, session: &Session, poll: &PollRequest) -> Result<(), Refusal> {
        let done: Vec<&str> = poll
            .ack
            .iter()
            .chain(poll.set_errs.keys())
            .map(String::as_str)
            .collect();
        if !poll.set_errs.is_empty() {
            tracing::warn!(
                count = poll.set_errs.len(),
                "a client refused security events"
            );
        }
        for some in done.chunks(MOST_ACKNOWLEDGEMENTS) {
            let store = &self.inner.store;
            store
                .acknowledge_events(session.account, &session.thumbprint, some)
                .await?;
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
        let store = &self.inner.store;
        let mut open = store
            .pending_events(session.account, &session.thumbprint, limit + 1)
            .await?;
        let more_available = open.len() > limit as usize;
        open.truncate(limit as usize);
        let mut answer = PollResponse {
            more_available,
            ..PollResponse::default()
        };
        for event in open {
            let claims: EventToken = self
                .inner
                .secrets
                .unseal(&event.sealed_claims, event.jti.as_bytes())
                .and_then(|plain| serde_json::from_slice(&plain).ok())
                .ok_or(StoreError::Damaged("security event"))?;
            answer
                .sets
                .insert(event.jti, claims.sign(&self.inner.secrets.event_key));
        }
        Ok(answer)
    }

    pub fn listen(&self, session: &Session) -> Listener {
        self.inner.wakes.listen(session.account)
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
        let event = self.session_established(account, Uuid::new_v4(), place, None);
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
    ) -> NewEvent {
        let established = SessionEstablished {
            event_timestamp: self.now(),
            session,
            amr: vec!["pwd".into()],
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
        self.event(account, Subject::opaque(account), events, about_thumbprint)
    }

    fn event(
        &self,
        account: Uuid,
        sub_id: Subject,
        events: Events,
        about_thumbprint: Option<String>,
    ) -> NewEvent {
        let (at, jti) = (self.now(), Uuid::new_v4().to_string());
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
            sealed_claims,
        }
    }
}
